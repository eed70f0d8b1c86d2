//! The full texts of forms, found on a paper wherever they stand: rows of checklists, clauses, and the words around them.

use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};

use super::signs::{Signs, fold};
use crate::policy::{PaperForms, Policy};

/// A text of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FormText<'f> {
    /// A row of a checklist, by the id of the form, the number of the row, and whether it is the principal's.
    Row { form: &'f str, row: usize, principal: bool },
    /// A clause, by the id of the form and its number there.
    Clause { form: &'f str, clause: usize },
    /// The title of a checklist.
    Title,
    /// Words above or beside the rows of a checklist, which other pages may have as well.
    Heading,
}

/// Where a text of forms stands.
pub(super) struct TextFound<'f> {
    pub(super) signs: Range<usize>,
    /// The texts that it is: forms of several years have many in common.
    pub(super) texts: Vec<FormText<'f>>,
}

/// Finds all texts of forms, in the order of the paper; of those that overlap the first, and of these the longest.
pub(super) fn find<'f>(signs: &Signs<'_>, forms: &'f PaperForms, policy: &Policy) -> Vec<TextFound<'f>> {
    let mut known: Vec<(String, Vec<FormText<'f>>)> = Vec::new();
    let mut add = |text: &str, what: FormText<'f>| {
        let folded: String = fold(text).into_iter().collect();
        match known.iter_mut().find(|(own, _)| *own == folded) {
            _ if folded.is_empty() => {}
            Some((_, all)) if all.contains(&what) => {}
            Some((_, all)) => all.push(what),
            None => known.push((folded, vec![what])),
        }
    };
    let mut named = Vec::new();
    for (form, text) in &forms.checklists {
        for (row, own) in text.rows.iter().enumerate() {
            own.principal.iter().for_each(|text| add(text, FormText::Row { form, row, principal: true }));
            own.agent.iter().for_each(|text| add(text, FormText::Row { form, row, principal: false }));
        }
        // A row of which a column has no text stands there by what it states.
        let asked = policy.checklists.get(form).into_iter().flat_map(|form| &form.rows);
        for own in asked {
            let Some(row) = text.rows.iter().position(|text| text.id == own.id) else { continue };
            for principal in [true, false] {
                if own.is_asked(principal) && text.row(&own.id, principal).is_empty() {
                    named.push((own.titles(&policy.measures), FormText::Row { form, row, principal }));
                }
            }
        }
        text.titles.iter().for_each(|text| add(text, FormText::Title));
        let headings = text.subtitle.iter().chain([&text.marks, &text.measures]);
        headings.chain(&text.principal).chain(&text.agent).for_each(|text| add(text, FormText::Heading));
    }
    named.iter().for_each(|(text, row)| add(text, *row));
    let names: Vec<Vec<char>> = named.iter().map(|(text, _)| fold(text)).collect();
    for (form, text) in &forms.clauses {
        for (clause, own) in text.clauses.iter().enumerate() {
            add(&own.text, FormText::Clause { form, clause });
        }
    }
    let Ok(finder) =
        AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(known.iter().map(|(text, _)| text))
    else {
        return Vec::new();
    };
    let mut text = String::new();
    let mut numbers = Vec::new();
    for (number, sign) in signs.all.iter().enumerate().filter(|(_, sign)| !signs.is_page_number(sign)) {
        numbers.extend(std::iter::repeat_n(number, sign.c.len_utf8()));
        text.push(sign.c);
    }
    let found = finder.find_iter(&text).filter_map(|found| {
        let (first, last) = (*numbers.get(found.start())?, *numbers.get(found.end().checked_sub(1)?)?);
        let (_, texts) = known.get(found.pattern().as_usize())?;
        // A heading is a line or cell of its own, so that no word of a sentence is taken for one.
        let begins = signs.all.get(first)?.first;
        let ends = signs.all.get(last + 1).is_none_or(|sign| sign.first || sign.spaced);
        let is_name =
            || names.iter().any(|name| super::signs::are(signs.all.get(first..=last).unwrap_or_default(), name));
        let words = texts.iter().all(|text| matches!(text, FormText::Title | FormText::Heading)) || is_name();
        let stands = !words || begins && ends;
        stands.then(|| TextFound { signs: first..last + 1, texts: texts.clone() })
    });
    found.collect()
}
