//! What may be chosen in a cell: words of a list, and what other sheets define, in ranges that grow with their rows.

use std::collections::BTreeMap;

use rust_xlsxwriter::utility::column_number_to_name;
use rust_xlsxwriter::{ColNum, DataValidation, DataValidationErrorStyle, Formula, RowNum, XlsxError};

use super::super::sheet::{self, Book};
use crate::vocabulary::enumerations::{ALL, Enumeration};
use crate::vocabulary::pack_words::{PackList, PackWord, PackWords};
use crate::vocabulary::shape::Shape;
use crate::vocabulary::words as vocabulary;
use crate::words::{Lang, say};
use crate::workbook::columns::{Holds, LayoutColumn, alternatives};
use crate::workbook::layout::{PARTS, SIDES};
use crate::workbook::{self, words};

/// The sheet with the lists.
const NAME: &str = "sheet.choices";

/// Lists of words, each in a column of a sheet of its own.
pub(super) struct CellChoices {
    lang: Lang,
    /// The column and the number of words of each list.
    columns: BTreeMap<&'static str, (ColNum, RowNum)>,
    /// The words of each list of packs that has some, by their titles.
    titles: BTreeMap<&'static str, Vec<String>>,
}

impl CellChoices {
    pub(super) fn new(words: &PackWords, lang: Lang) -> Self {
        let of = |list: PackList| {
            let shown = |word: &PackWord| workbook::title(words, list, word.id(), lang).unwrap_or(word.id()).to_owned();
            words.of(list).iter().map(shown).collect::<Vec<_>>()
        };
        let titles: BTreeMap<&str, Vec<String>> =
            PackList::ALL.into_iter().map(|list| (list.name(), of(list))).filter(|(_, all)| !all.is_empty()).collect();
        let rows = |list: &Enumeration| RowNum::try_from(list.values.len()).unwrap_or_default();
        let all = ALL.iter().map(|list| (list.name, rows(list)));
        let all = all.chain(titles.iter().map(|(name, all)| (*name, RowNum::try_from(all.len()).unwrap_or_default())));
        let columns = (0..).zip(all).map(|(at, (name, rows))| (name, (at, rows))).collect();
        CellChoices { lang, columns, titles }
    }

    /// Returns what the cells of a column may hold, where that can be listed. Another value is taken after a warning: a cell
    /// may name several, or an annex.
    pub(super) fn of(&self, key: &str, column: Option<&LayoutColumn>) -> Result<Option<DataValidation>, XlsxError> {
        let list = match (source(key), column.map(|column| column.holds)) {
            (Some(source), _) => Some(DataValidation::new().allow_list_formula(Formula::new(self.range(source)))),
            (None, Some(Holds::Value(shape))) => self.of_shape(shape)?,
            (None, Some(Holds::Changed)) => Some(flags()?),
            (None, None) => self.of_parent(key)?,
            (None, Some(Holds::See | Holds::Inferred)) => None,
        };
        let Some(list) = list else { return Ok(None) };
        let list = list.set_error_style(DataValidationErrorStyle::Warning);
        Ok(Some(list.set_error_message(say(self.lang, "workbook.choose", &[]))?))
    }

    fn of_shape(&self, shape: &'static Shape) -> Result<Option<DataValidation>, XlsxError> {
        let all = alternatives(shape);
        let list = all.iter().find_map(|one| match one {
            Shape::Word(list) | Shape::Open(list) => Some(list.name),
            Shape::List(Shape::Word(list)) => Some(list.name),
            Shape::OfPack(list) => Some(list.name()),
            _ => None,
        });
        if let Some((column, rows)) = list.and_then(|list| self.columns.get(list)) {
            let letters = column_number_to_name(*column);
            let range = format!("='{}'!${letters}$2:${letters}${}", words::one(NAME, self.lang), rows + 1);
            return Ok(Some(DataValidation::new().allow_list_formula(Formula::new(range))));
        }
        if all.iter().any(|one| matches!(one, Shape::Flag)) { flags().map(Some) } else { Ok(None) }
    }

    fn of_parent(&self, key: &str) -> Result<Option<DataValidation>, XlsxError> {
        let all: &[&str] = match key {
            "parent.list" => &PARTS,
            "parent.side" => &SIDES,
            _ => return Ok(None),
        };
        let all: Vec<String> = all.iter().map(|word| words::shown_fixed(word, self.lang)).collect();
        DataValidation::new().allow_list_strings(&all).map(Some)
    }

    /// Returns the ids that a sheet defines, as far as its rows go.
    fn range(&self, source: &str) -> String {
        let sheet = words::one(source, self.lang);
        match source {
            // Parts lie side by side, with their ids in the second row.
            "sheet.parts" => format!("=OFFSET('{sheet}'!$B$2,0,0,1,MAX(COUNTA('{sheet}'!$B$2:$ZZ$2),1))"),
            _ => format!("=OFFSET('{sheet}'!$A$2,0,0,MAX(COUNTA('{sheet}'!$A$2:$A$9999),1),1)"),
        }
    }

    /// Writes the sheet with the lists, the last of the workbook, which is not shown.
    pub(super) fn write(&self, book: &mut Book) -> Result<(), XlsxError> {
        let Book { workbook, lang, looks } = book;
        let sheet = workbook.add_worksheet();
        sheet.set_name(words::one(NAME, *lang))?.set_hidden(true);
        for (column, list) in (0..).zip(ALL) {
            let title = vocabulary::fact(&format!("list.{}", list.name));
            sheet::write(sheet, 0, column, title.get(*lang), &looks.heading)?;
            for (row, at) in (1..).zip(0..u8::try_from(list.values.len()).unwrap_or(u8::MAX)) {
                let name = vocabulary::name(list, at, *lang);
                let read = vocabulary::lookup(list, name) == Some(at);
                let word = if read { Some(name) } else { list.values.get(usize::from(at)).copied() };
                sheet::write(sheet, row, column, word.unwrap_or_default(), &looks.text)?;
            }
        }
        for (name, all) in &self.titles {
            let Some((column, _)) = self.columns.get(name) else { continue };
            let title = vocabulary::fact(&format!("list.{name}"));
            sheet::write(sheet, 0, *column, title.get(*lang), &looks.heading)?;
            for (row, title) in (1..).zip(all) {
                sheet::write(sheet, row, *column, title, &looks.text)?;
            }
        }
        Ok(())
    }
}

fn flags() -> Result<DataValidation, XlsxError> {
    DataValidation::new().allow_list_strings(&["○", "×"])
}

/// Returns the sheet that defines the ids which the cells of a column name.
fn source(key: &str) -> Option<&'static str> {
    let (map, name) = key.split_once('.')?;
    Some(match (map, name) {
        ("step", "from" | "into" | "store") | ("processing", "store") | ("starts_with" | "covers", "at") => {
            "sheet.stores"
        }
        ("contract", "from" | "to")
        | ("step", "actor" | "to" | "from_actor")
        | ("connection", "with")
        | ("store", "actor" | "operated_by" | "owned_by" | "passes_to")
        | ("actor", "employer")
        | ("consent", "by" | "to")
        | ("covers", "from" | "to")
        | ("parent", "lane") => "sheet.actors",
        ("step", "data" | "uses")
        | ("contract", "provides" | "collects" | "handles" | "reserves")
        | ("contract" | "connection" | "processing" | "disposal", "data")
        | ("data_set", "part_of") => "sheet.data",
        ("disposal", "at") => "sheet.stores",
        ("step" | "flow", "under") | ("approval", "of") | ("contract", "parent") | ("parent", "part") => "sheet.parts",
        ("parent", "flow") => "sheet.flows",
        _ => return None,
    })
}
