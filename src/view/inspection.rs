//! The sheet for the inspection of a part, as a reader sees it.

use crate::audit::{self, AuditTerms, Duty, Sheet};
use crate::vocabulary::enumerations::Record;
use crate::words::{Lang, Voice, clean, date, join};

/// A sheet to be filled in during an inspection.
pub(crate) struct InspectionView {
    /// Names and values that identify the part.
    pub(crate) head: Vec<(String, String)>,
    /// What the agent states it does: label and text.
    pub(crate) checks: Vec<(String, String)>,
    /// Copies that the agent holds: place, data, end and step.
    pub(crate) copies: Vec<[String; 4]>,
    /// Obligations that are open: title, status and reason.
    pub(crate) open: Vec<[String; 3]>,
    /// Obligations that were open at the end of the year before, likewise.
    pub(crate) before: Vec<[String; 3]>,
    /// What inspections of the year before found: day, kind, document and result.
    pub(crate) found: Vec<[String; 4]>,
}

/// Makes the view of a part's sheet.
pub(crate) fn inspection(it: &Sheet, terms: AuditTerms, lang: Lang) -> InspectionView {
    let (voice, part) = (Voice(lang), &it.part);
    let column = |name: &str| voice.text(&format!("audit.column.{name}"));
    let title = clean(&part.title);
    let name = clean(if part.name.is_empty() { &part.part } else { &part.name });
    let head = vec![
        (column("year"), voice.year(terms)),
        (column("title"), if title.is_empty() { clean(&part.filing) } else { title }),
        (column("name"), name),
        (column("department"), clean(&voice.departments(part))),
        (column("contractor"), clean(&voice.named(&part.contractor))),
        (column("term"), voice.term(part)),
    ];
    let duty = |duty: &Duty| {
        let owed = clean(&voice.owed(duty));
        [owed, voice.name(duty.status), clean(&duty.reason)]
    };
    let copies = it.copies.iter().map(|copy| {
        let data: Vec<String> = copy.data.iter().map(|data| clean(data)).collect();
        let place = clean(&copy.place);
        [place, join(lang, &data), voice.named(&copy.end), clean(&copy.step)]
    });
    let found = it.found_before.iter().map(|found| {
        let day = found.date.map_or_else(String::new, |day| date(day, lang));
        [day, found.kind.clone(), clean(&found.document), clean(&found.result)]
    });
    InspectionView {
        head,
        checks: it.checks.iter().map(|check| (clean(&check.label), clean(&check.text))).collect(),
        copies: copies.collect(),
        open: part.duties.iter().filter(|it| audit::is_open(it.status) && !is_this_inspection(it)).map(duty).collect(),
        before: it.open_before.iter().map(duty).collect(),
        found: found.collect(),
    }
}

/// True if only a record of an inspection is lacking: the one that the sheet is for will make it.
fn is_this_inspection(duty: &Duty) -> bool {
    duty.asked.met_by == [Record::Inspection] && duty.met_by.is_empty()
}
