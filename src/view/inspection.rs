//! What an inspection of a part has to look at, as a reader sees it.

use super::voice::Voice;
use super::wording::Wording;
use crate::audit::{self, AuditTerms, Duty, Sheet};
use crate::words::{Lang, date, join};

/// A sheet to be filled in on the spot.
pub(crate) struct InspectionView {
    /// Names and values that tell the part.
    pub(crate) head: Vec<(String, String)>,
    /// What the agent says it does: its label and its text.
    pub(crate) checks: Vec<(String, String)>,
    /// Copies that it holds: place, data, end, step.
    pub(crate) copies: Vec<[String; 4]>,
    /// Records that are open: obligation, status, reason.
    pub(crate) open: Vec<[String; 3]>,
    /// The same at the end of the year before.
    pub(crate) before: Vec<[String; 3]>,
    /// What inspections of the year before found: day, kind, document, result.
    pub(crate) found: Vec<[String; 4]>,
}

/// Shows the sheet of a part.
pub(crate) fn inspection(it: &Sheet, terms: AuditTerms, lang: Lang) -> InspectionView {
    let (voice, wording, part) = (Voice(lang), Wording(lang), &it.part);
    let column = |name: &str| voice.say(&format!("audit.column.{name}"));
    let title = voice.clean(&part.title);
    let name = voice.clean(if part.name.is_empty() { &part.part } else { &part.name });
    let head = vec![
        (column("year"), wording.year(terms)),
        (column("title"), if title.is_empty() { voice.clean(&part.filing) } else { title }),
        (column("name"), name),
        (column("department"), voice.clean(&wording.departments(part))),
        (column("contractor"), voice.clean(&wording.named(&part.contractor))),
        (column("term"), wording.term(part)),
    ];
    let duty = |duty: &Duty| {
        let owed = voice.clean(&wording.owed(duty));
        [owed, wording.of(duty.status), voice.clean(duty.reason.get(lang))]
    };
    let copies = it.copies.iter().map(|copy| {
        let data: Vec<String> = copy.data.iter().map(|data| voice.clean(data)).collect();
        let place = voice.clean(copy.place.get(lang));
        [place, join(lang, &data), wording.named(copy.end.get(lang)), voice.clean(&copy.step)]
    });
    let found = it.found_before.iter().map(|found| {
        let day = found.date.map_or_else(String::new, |day| date(day, lang));
        [day, found.kind.get(lang).to_owned(), voice.clean(&found.document), voice.clean(&found.result)]
    });
    InspectionView {
        head,
        checks: it
            .checks
            .iter()
            .map(|check| (voice.clean(check.label.get(lang)), voice.clean(check.text.get(lang))))
            .collect(),
        copies: copies.collect(),
        open: part.duties.iter().filter(|it| audit::is_open(it.status)).map(duty).collect(),
        before: it.open_before.iter().map(duty).collect(),
        found: found.collect(),
    }
}
