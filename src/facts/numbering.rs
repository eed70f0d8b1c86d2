//! Facts about the numbers in names and texts of a filing: series with a gap, notes, and products.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::{Answer, Value, World};
use crate::filing::{Filing, Flow};
use crate::source::Span;
use crate::text;

/// The sign between two factors.
const TIMES: char = '×';
/// The sign that begins a note, and the references to it.
const NOTE: char = '※';

/// A number or name that is missing, with the place of its series.
type Missing = (String, Option<Span>);

/// Answers with what is missing in series of numbers: steps of a drawing, annexes, clauses of a text, and notes that
/// are only defined or only referred to; and with steps that are out of order.
pub(super) fn broken<'w>(world: &World<'w>) -> Answer<'w> {
    let filing = world.filing;
    let series = [
        ("steps", steps(filing)),
        ("order", order(filing)),
        ("attachments", attachments(filing)),
        ("clauses", clauses(filing)),
        ("notes", notes(filing)),
    ];
    let told = |kind: &'static str, missing: Vec<Missing>| {
        missing.into_iter().map(move |(name, span)| Value::Told(Cow::Borrowed(kind), Cow::Owned(name), span))
    };
    Answer::found(series.into_iter().flat_map(|(kind, missing)| told(kind, missing)).collect(), None)
}

/// Returns the product that a text writes with `×`, each factor with its unit; `None` where it writes anything else.
pub(super) fn product(text: &str) -> Option<i64> {
    let text = text::item_name(text);
    let mut product: Option<i64> = None;
    for factor in text.split(TIMES) {
        let factor = factor.replace(',', "");
        let unit = factor.trim_start_matches(|c: char| c.is_ascii_digit());
        let number: i64 = factor.strip_suffix(unit)?.parse().ok()?;
        if unit.contains(|c: char| c.is_ascii_digit()) {
            return None;
        }
        product = Some(product.map_or(Some(number), |so_far| so_far.checked_mul(number))?);
    }
    product.filter(|_| text.contains(TIMES))
}

/// Returns gaps in the steps of drawings, of which one may continue the count of another.
fn steps(filing: &Filing) -> Vec<Missing> {
    let mut missing = Vec::new();
    let mut last: u32 = 0;
    for flow in drawn(filing) {
        let Some(numbers) = flow.steps.iter().map(|step| leading(&step.id)).collect::<Option<Vec<u32>>>() else {
            continue;
        };
        let first = numbers.iter().min().copied().unwrap_or(1);
        let before = if last.checked_add(1) == Some(first) { last } else { 0 };
        last = numbers.iter().max().copied().unwrap_or(last);
        let gaps = gaps(before, numbers);
        let name = |gap: String| if filing.flows.len() > 1 { format!("{}/{gap}", flow.id) } else { gap };
        missing.extend(gaps.into_iter().map(|gap| (name(gap), Some(flow.place.span))));
    }
    missing
}

/// Iterates over flows that are drawn.
fn drawn(filing: &Filing) -> impl Iterator<Item = &Flow> {
    filing.flows.iter().filter(|flow| flow.source.value().is_some_and(|source| source != Flow::PROSE))
}

/// Returns steps of drawings whose number is lower than that of the step before.
fn order(filing: &Filing) -> Vec<Missing> {
    let pairs = drawn(filing).flat_map(|flow| flow.steps.windows(2));
    let back = pairs.filter_map(|pair| {
        let [before, after] = pair else { return None };
        let turned = leading(&after.id)? < leading(&before.id)?;
        turned.then(|| (after.id.clone(), Some(after.place.span)))
    });
    back.collect()
}

/// Returns gaps in annexes of one series, such as 資料35-1 and 資料35-3; the first number may be missing.
fn attachments(filing: &Filing) -> Vec<Missing> {
    let mut series: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    for (name, _) in filing.attachments.value().into_iter().flatten() {
        let name = text::item_name(name);
        let stem = name.trim_end_matches(|c: char| c.is_ascii_digit());
        if let Ok(number) = name[stem.len()..].parse() {
            series.entry(stem.to_owned()).or_default().push(number);
        }
    }
    let span = filing.attachments.span();
    let gaps = series.into_iter().flat_map(|(stem, numbers)| {
        let before = numbers.iter().min().map_or(0, |first| first.saturating_sub(1));
        gaps(before, numbers).into_iter().map(move |gap| format!("{stem}{gap}"))
    });
    gaps.map(|name| (name, span)).collect()
}

/// Returns gaps in the clauses of texts of the filing's own.
fn clauses(filing: &Filing) -> Vec<Missing> {
    let rows = filing
        .parts
        .iter()
        .flat_map(|part| part.special_clauses.value().into_iter().flatten().map(move |row| (part, row)));
    let missing = rows.filter_map(|(part, row)| {
        let numbers = row.clauses.as_ref()?.iter().map(|(number, _)| leading(number)).collect::<Option<Vec<u32>>>()?;
        let text = row.label.value().unwrap_or(&part.id);
        Some(gaps(0, numbers).into_iter().map(move |gap| (format!("{text} {gap}"), Some(row.place.span))))
    });
    missing.flatten().collect()
}

/// Returns notes ※1, ※2 … of the overview that occur only once.
fn notes(filing: &Filing) -> Vec<Missing> {
    let summary = &filing.programme.summary;
    let text = summary.value().map(|text| text::item_name(text)).unwrap_or_default();
    let mut uses: BTreeMap<u32, usize> = BTreeMap::new();
    for number in text.split(NOTE).skip(1).filter_map(leading) {
        *uses.entry(number).or_default() += 1;
    }
    let once = uses.into_iter().filter(|(_, uses)| *uses == 1);
    once.map(|(number, _)| (format!("{NOTE}{number}"), summary.span())).collect()
}

/// Returns the number at the beginning of a name.
fn leading(name: &str) -> Option<u32> {
    let rest = name.trim_start_matches(|c: char| c.is_ascii_digit());
    name.strip_suffix(rest)?.parse().ok()
}

/// Returns what is missing between numbers, counted from the one after `before`: single numbers, or ranges from first
/// to last.
fn gaps(before: u32, mut numbers: Vec<u32>) -> Vec<String> {
    numbers.sort_unstable();
    numbers.dedup();
    let mut last = before;
    let mut gaps = Vec::new();
    for number in numbers.into_iter().filter(|number| *number > before) {
        match number - last {
            0 | 1 => {}
            2 => gaps.push((last + 1).to_string()),
            _ => gaps.push(format!("{}–{}", last + 1, number - 1)),
        }
        last = number;
    }
    gaps
}
