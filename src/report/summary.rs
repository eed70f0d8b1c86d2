//! The summary at the end of every report for people: the counts, and what judged.

use std::collections::BTreeSet;
use std::io;

use super::{Page, Shape};
use crate::finding::{Severity, Verdict};
use crate::session::{Judged, Status, Totals};

/// Writes nothing but the summary.
pub(super) struct Summary;

impl Shape for Summary {
    fn filing(&mut self, _filing: &Judged, _page: &mut Page<'_>) -> io::Result<()> {
        Ok(())
    }

    fn end(&mut self, totals: &Totals, page: &mut Page<'_>) -> io::Result<()> {
        write(totals, page)
    }
}

/// Writes the summary.
pub(super) fn write(totals: &Totals, page: &mut Page<'_>) -> io::Result<()> {
    writeln!(page.out, "{}", counts(totals, page))?;
    for line in details(totals, page) {
        writeln!(page.out, "{line}")?;
    }
    Ok(())
}

/// Returns what the summary states besides the counts, in lines.
pub(super) fn details(totals: &Totals, page: &Page<'_>) -> Vec<String> {
    let mut lines: Vec<String> = unwritten(totals, page).into_iter().chain(supplied(totals, page)).collect();
    lines.extend(judged(totals, page));
    lines.extend(page.voice.coverage(&page.terms.coverage));
    lines.push(page.voice.run(&page.terms));
    lines.extend(page.voice.beside(&page.terms));
    lines.extend(page.terms.config.as_ref().map(|used| page.voice.config(used)));
    lines
}

fn counts(totals: &Totals, page: &Page<'_>) -> String {
    let all = totals.all();
    page.voice.say(
        "report.summary",
        &[
            ("filings", &all.filings.to_string()),
            ("error", &all.severity(Severity::Error).to_string()),
            ("warning", &all.severity(Severity::Warning).to_string()),
            ("note", &all.severity(Severity::Note).to_string()),
            ("waived", &all.waived.to_string()),
            ("baselined", &all.baselined.to_string()),
            ("unreadable", &totals.of(Status::Unreadable).filings.to_string()),
        ],
    )
}

/// Returns the line on what is merely not stated, which asks for attention and is no accusation.
fn unwritten(totals: &Totals, page: &Page<'_>) -> Option<String> {
    let (unstated, promised) = (totals.verdict(Verdict::Unstated), totals.verdict(Verdict::Promised));
    let args = [("unstated", &*unstated.to_string()), ("promised", &promised.to_string())];
    (unstated + promised > 0).then(|| page.voice.say("report.summary.unstated", &args))
}

/// Returns the line on what the files state and the papers do not.
fn supplied(totals: &Totals, page: &Page<'_>) -> Option<String> {
    let inferred = totals.all().inferred;
    (inferred > 0).then(|| page.voice.say("report.summary.inferred", &[("inferred", &inferred.to_string())]))
}

/// Returns one line per pack, edition and reference date with the files it judged; last, the files that nothing judged.
fn judged(totals: &Totals, page: &Page<'_>) -> Vec<String> {
    let voice = page.voice;
    let mut named = BTreeSet::new();
    let ways = totals.judged.iter().map(|((policy, edition, date), filings)| {
        let is_first = named.insert(policy);
        let name = |policy| if is_first { voice.policy(policy) } else { voice.policy_in_brief(policy) };
        let args = [
            ("policy", &*totals.policies.get(policy).map_or_else(String::new, name)),
            ("edition", &voice.edition(edition.as_deref())),
            ("date", &voice.date_or_none(*date)),
            ("filings", &voice.several(filings)),
        ];
        voice.say("report.summary.judged", &args)
    });
    let mut lines: Vec<String> = ways.collect();
    if totals.otherwise > 0 {
        lines.push(voice.say("report.summary.otherwise", &[("count", &totals.otherwise.to_string())]));
    }
    if totals.not_judged.count > 0 {
        let filings = voice.several(&totals.not_judged);
        lines.push(voice.say("report.summary.not-judged", &[("filings", &filings)]));
    }
    lines
}
