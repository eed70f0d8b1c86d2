//! What a template for records is filled in with beforehand: the records that are owed, and what records may name.

use std::collections::HashMap;

use rust_xlsxwriter::utility::column_number_to_name;
use rust_xlsxwriter::{ColNum, DataValidation, DataValidationErrorStyle, Formula, RowNum, XlsxError};

use super::sheet::{self, Book};
use crate::audit::{Audited, Duty};
use crate::evidence::RecordNames;
use crate::vocabulary::enumerations::{ObligationStatus as Status, Record, RecordKey};
use crate::words::{Lang, date, say};

/// The key of the name of the sheet with the lists.
const LISTS: &str = "xlsx.sheet.names";
/// Row in which lists begin: below the rows among which headings of records are looked for.
const FIRST: RowNum = 11;

/// What a template is filled in with beforehand; nothing for one that anybody may use.
#[derive(Debug, Default)]
pub struct RecordRegister {
    filings: Vec<(String, RecordNames)>,
    rows: Vec<OwedRow>,
}

/// A record that is owed and not there.
#[derive(Debug)]
struct OwedRow {
    filing: String,
    part: String,
    /// The kind; `None` where several would do.
    kind: Option<Record>,
    step: String,
    at: String,
    data: Vec<String>,
    /// What is owed, with the last day for it.
    owed: String,
}

impl RecordRegister {
    /// Adds what a filing owes, and what its records may name.
    pub fn add(&mut self, audited: &Audited, lang: Lang) {
        let names = &audited.names;
        if names.filing.is_empty() {
            return;
        }
        for part in &audited.parts {
            let open = |duty: &&Duty| matches!(duty.status, Status::Due | Status::Overdue | Status::Missing);
            self.rows.extend(part.duties.iter().filter(open).map(|duty| OwedRow {
                filing: names.filing.clone(),
                part: called(&names.parts, &part.part),
                kind: if let [only] = duty.asked.met_by[..] { Some(only) } else { None },
                step: called(&names.steps, &duty.about.step),
                at: called(&names.stores, &duty.about.at),
                data: duty.about.data.iter().map(|set| called(&names.data, set)).collect(),
                owed: owed(duty, lang),
            }));
        }
        self.filings.push((names.filing.clone(), names.clone()));
    }

    /// True if nothing is filled in.
    pub(super) fn is_empty(&self) -> bool {
        self.filings.is_empty()
    }

    /// Returns the texts of each row by their keys. `word` names a kind as the table is read.
    pub(super) fn rows(&self, word: impl Fn(Record) -> String) -> Vec<HashMap<RecordKey, String>> {
        let row = |row: &OwedRow| {
            let told = [
                (RecordKey::Filing, row.filing.clone()),
                (RecordKey::Part, row.part.clone()),
                (RecordKey::Kind, row.kind.map(&word).unwrap_or_default()),
                (RecordKey::Owed, row.owed.clone()),
                (RecordKey::Step, row.step.clone()),
                (RecordKey::At, row.at.clone()),
                (RecordKey::Data, row.data.join("、")),
            ];
            told.into_iter().filter(|(_, text)| !text.is_empty()).collect()
        };
        self.rows.iter().map(row).collect()
    }

    /// Returns what may be chosen in the cells of a key, by the filing that stands in the first column of their row. Another text
    /// is taken after a warning: a cell may name several.
    pub(super) fn choices(&self, key: RecordKey, lang: Lang) -> Result<Option<DataValidation>, XlsxError> {
        let Some(at) = list_of(key) else { return Ok(None) };
        if self.is_empty() {
            return Ok(None);
        }
        let sheet = say(lang, LISTS, &[]);
        let column = |at: ColNum| column_number_to_name(at);
        let first = FIRST + 1;
        let formula = match at {
            0 => format!("='{sheet}'!$A${first}:$A${}", first as usize + self.filings.len().max(1) - 1),
            at => {
                let (filing, name) = (column(2 * at - 1), column(2 * at));
                let found = format!("MATCH($A2,'{sheet}'!${filing}:${filing},0)-{first}");
                let count = format!("MAX(COUNTIF('{sheet}'!${filing}:${filing},$A2),1)");
                format!("=OFFSET('{sheet}'!${name}${first},{found},0,{count},1)")
            }
        };
        let list = DataValidation::new().allow_list_formula(Formula::new(formula));
        let list = list.set_error_style(DataValidationErrorStyle::Warning);
        list.set_error_message(say(lang, "xlsx.choose", &[])).map(Some)
    }

    /// Writes the sheet with the lists, which is not shown.
    pub(super) fn write(&self, book: &mut Book) -> Result<(), XlsxError> {
        let name = book.say(LISTS);
        let sheet = book.workbook.add_worksheet();
        sheet.set_name(name)?.set_hidden(true);
        let look = &book.looks.text;
        for (row, (filing, _)) in (FIRST..).zip(&self.filings) {
            sheet::write(sheet, row, 0, filing, look)?;
        }
        let mut rows = [FIRST; 5];
        for (filing, names) in &self.filings {
            let lists = [&names.parts, &names.steps, &names.actors, &names.stores, &names.data];
            for ((at, list), row) in (0..).zip(lists).zip(&mut rows) {
                for (_, name) in list {
                    sheet::write(sheet, *row, 2 * at + 1, filing, look)?;
                    sheet::write(sheet, *row, 2 * at + 2, name, look)?;
                    *row += 1;
                }
            }
        }
        Ok(())
    }
}

/// Returns the number of the list that a key is chosen from; that of the filings is the first.
fn list_of(key: RecordKey) -> Option<ColNum> {
    Some(match key {
        RecordKey::Filing => 0,
        RecordKey::Part => 1,
        RecordKey::Step => 2,
        RecordKey::Of | RecordKey::IssuedBy => 3,
        RecordKey::At => 4,
        RecordKey::Data => 5,
        _ => return None,
    })
}

/// Returns what a thing is called, by its id.
fn called(names: &[(String, String)], id: &str) -> String {
    names.iter().find(|(known, _)| known == id).map(|(_, name)| name.clone()).unwrap_or_default()
}

/// Says what is owed, and until when.
fn owed(duty: &Duty, lang: Lang) -> String {
    let (title, place) = (&duty.asked.title, &duty.place);
    let about = if place.is_empty() { String::new() } else { say(lang, "xlsx.owed-about", &[("place", place)]) };
    let due = duty.due.map(|due| say(lang, "xlsx.owed-due", &[("due", &date(due, lang))])).unwrap_or_default();
    say(lang, "xlsx.owed", &[("title", title), ("about", &about), ("due", &due), ("records", &duty.asked.records)])
}
