//! The workbook in which staff record what was done: an empty table with the headings that evidence is read by, and how
//! to fill it in.

use std::collections::BTreeSet;
use std::io;

use rust_xlsxwriter::{ColNum, DataValidation, DataValidationErrorStyle, Formula, RowNum, XlsxError};

use super::register::RecordRegister;
use super::sheet::{self, Book, CellValue, Column};
use crate::calendar::Date;
use crate::evidence::{Form, form};
use crate::policy::Obligation;
use crate::text;
use crate::vocabulary::enumerations::{Enumerated, Every, Record, RecordKey, RecordState};
use crate::vocabulary::words;
use crate::words::{Lang, join, say, unfilled};

/// Rows that are made ready for records.
const ROWS: RowNum = 500;
/// Columns that stay in sight: the filing, the part and the kind.
const FIXED: ColNum = 3;
/// Pages that a row takes in print.
const PAGES: u16 = 4;
/// Width of the column that says what is owed, in digits.
const OWED: usize = 40;
/// Room for the button of the filter beside a heading.
const BUTTON: usize = 3;
/// The key of the guide's name.
const GUIDE: &str = "xlsx.sheet.guide";
/// Columns of the guide, by the key of their heading, with their widths.
const COLUMNS: [(&str, usize); 4] = [("kind", 30), ("asked", 44), ("tells", 30), ("example", 60)];

/// The workbook, with a guide to what obligations ask for, filled in with what a register owes.
///
/// # Errors
/// Whatever the library for workbooks refuses.
pub fn template(
    obligations: &[&Obligation],
    register: &RecordRegister,
    lang: Lang,
    today: Date,
) -> io::Result<Vec<u8>> {
    write(obligations, register, lang, today).map_err(sheet::error)
}

fn write(
    obligations: &[&Obligation],
    register: &RecordRegister,
    lang: Lang,
    today: Date,
) -> Result<Vec<u8>, XlsxError> {
    let mut book = Book::new(lang, today)?;
    let guide = Guide { lang, obligations, filled: !register.is_empty() };
    records(&mut book, register, guide.first_kind())?;
    guide.write(&mut book)?;
    if !register.is_empty() {
        register.write(&mut book)?;
    }
    book.workbook.save_to_buffer()
}

/// The word by which a table is read: the Japanese one, or that of the format.
fn word<T: Enumerated>(value: T, lang: Lang) -> String {
    let word = match lang {
        Lang::Ja => words::of(value, lang),
        Lang::En => value.word(),
    };
    word.to_owned()
}

fn all<T: Enumerated>() -> impl Iterator<Item = T> {
    (0..).map_while(T::from_position)
}

/// Returns the keys in the order of their columns: in a table that is filled in, what is owed stands where it is seen.
fn keys(register: &RecordRegister) -> Vec<RecordKey> {
    let mut keys: Vec<RecordKey> = all().collect();
    if !register.is_empty() {
        let seen = [RecordKey::Filing, RecordKey::Part, RecordKey::Kind, RecordKey::Owed];
        keys.sort_by_key(|key| seen.iter().position(|it| it == key).unwrap_or(seen.len()));
    }
    keys
}

/// The table. The kinds to choose from stand in the guide, from this row on.
fn records(book: &mut Book, register: &RecordRegister, first_kind: RowNum) -> Result<(), XlsxError> {
    let (name, guide) = (book.say("xlsx.sheet.records"), book.say(GUIDE));
    let Book { workbook, lang, looks } = book;
    let (lang, sheet) = (*lang, workbook.add_worksheet());
    sheet.set_name(name)?;
    sheet.set_freeze_panes(1, FIXED)?.set_repeat_rows(0, 0)?.set_repeat_columns(0, FIXED - 1)?;
    let keys: Vec<(ColNum, RecordKey, String)> =
        (0..).zip(keys(register)).map(|(at, key)| (at, key, word(key, lang))).collect();
    let look = |key| match key {
        RecordKey::Filing | RecordKey::Kind => &looks.required,
        _ => &looks.heading,
    };
    let kinds = all::<Record>().map(|kind| word(kind, lang));
    let widest_kind = kinds.map(|kind| text::width(&kind)).max().unwrap_or_default();
    let owed = register.rows(|kind| word(kind, lang));
    let count = RowNum::try_from(owed.len()).unwrap_or(RowNum::MAX);
    // There is room below what is filled in.
    let rows = ROWS.saturating_add(count);
    for (column, key, heading) in &keys {
        let (kind, format) = (
            form(*key),
            match form(*key) {
                Form::Day => &looks.day,
                Form::Number => &looks.number,
                Form::Kind | Form::State | Form::Flag | Form::Text | Form::Texts => &looks.text,
            },
        );
        let content = match kind {
            Form::Kind => widest_kind,
            Form::Day => text::width("2026年12月31日"),
            Form::Texts => 20,
            Form::Text if *key == RecordKey::Owed && count > 0 => OWED,
            Form::State | Form::Flag | Form::Number | Form::Text => 10,
        };
        sheet::write(sheet, 0, *column, heading, look(*key))?;
        sheet::fit(sheet, *column, content.max(text::width(heading) + BUTTON))?;
        sheet.set_column_format(*column, format)?;
        if let Some(allowed) = allowed(kind, lang, &guide, first_kind)? {
            sheet.add_data_validation(1, *column, rows, *column, &allowed)?;
        }
        if let Some(choices) = register.choices(*key, lang)? {
            sheet.add_data_validation(1, *column, rows, *column, &choices)?;
        }
    }
    let last = keys.last().map_or(0, |(column, ..)| *column);
    for (row, told) in (1..).zip(&owed) {
        for (column, key, _) in &keys {
            if let Some(text) = told.get(key) {
                sheet::write(sheet, row, *column, text, &looks.text)?;
            }
        }
        let text = told.get(&RecordKey::Owed).map(|text| (text.as_str(), OWED));
        sheet::grow(sheet, row, text.into_iter())?;
    }
    sheet.autofilter(0, 0, rows, last)?;
    sheet::paper(sheet, lang);
    sheet.set_print_fit_to_pages(PAGES, 0);
    Ok(())
}

/// What a cell may hold, where that is a short list.
fn allowed(form: Form, lang: Lang, guide: &str, first_kind: RowNum) -> Result<Option<DataValidation>, XlsxError> {
    let list = match form {
        Form::Kind => {
            let kinds = RowNum::try_from(all::<Record>().count()).unwrap_or_default();
            let range = format!("='{guide}'!$A${}:$A${}", first_kind + 1, first_kind + kinds);
            DataValidation::new().allow_list_formula(Formula::new(range))
        }
        Form::Flag => {
            DataValidation::new().allow_list_strings(&["xlsx.yes", "xlsx.no"].map(|key| say(lang, key, &[])))?
        }
        Form::State => {
            let words: Vec<String> = all::<RecordState>().map(|state| word(state, lang)).collect();
            DataValidation::new().allow_list_strings(&words)?
        }
        Form::Day | Form::Number | Form::Text | Form::Texts => return Ok(None),
    };
    let list = list.set_error_style(DataValidationErrorStyle::Stop);
    list.set_error_message(say(lang, "xlsx.choose", &[])).map(Some)
}

/// How to fill the table in.
struct Guide<'g> {
    lang: Lang,
    obligations: &'g [&'g Obligation],
    /// True if the table is filled in with what is owed.
    filled: bool,
}

impl Guide<'_> {
    /// The paragraphs above the table of kinds.
    fn paragraphs(&self) -> Vec<String> {
        let text = |key: &str| unfilled(self.lang, key).map(str::to_owned);
        let common = (1..).map_while(|n| text(&format!("xlsx.guide.{n}")));
        let owed = text("xlsx.guide.owed").filter(|_| self.filled);
        common.chain(owed).collect()
    }

    /// The row of the first kind: below the title, the paragraphs, a blank row and the headings.
    fn first_kind(&self) -> RowNum {
        RowNum::try_from(self.paragraphs().len()).unwrap_or_default() + 3
    }

    fn write(&self, book: &mut Book) -> Result<(), XlsxError> {
        let name = book.say(GUIDE);
        let Book { workbook, looks, .. } = book;
        let sheet = workbook.add_worksheet();
        sheet.set_name(name)?;
        sheet::write(sheet, 0, 0, &say(self.lang, "xlsx.guide.title", &[]), &looks.title)?;
        for (row, text) in (1..).zip(self.paragraphs()) {
            sheet::write(sheet, row, 0, &text, &looks.plain)?;
        }
        let heading = |name: &str| say(self.lang, &format!("xlsx.guide.{name}"), &[]);
        let columns = COLUMNS.map(|(name, width)| Column { heading: heading(name), width });
        let first = self.first_kind();
        sheet::head(sheet, first - 1, &columns, looks)?;
        sheet::keep(sheet, first - 1)?;
        for (row, kind) in (first..).zip(all::<Record>()) {
            let cells = [word(kind, self.lang), self.asked(kind), self.tells(kind), self.example(kind)];
            sheet::row(sheet, row, &columns, &cells.map(CellValue::Text), looks)?;
        }
        sheet::paper(sheet, self.lang);
        Ok(())
    }

    fn obligations(&self, kind: Record) -> impl Iterator<Item = &Obligation> {
        self.obligations.iter().copied().filter(move |it| it.met_by.contains(&kind))
    }

    /// Which obligations a kind of record meets, and how often each is owed.
    fn asked(&self, kind: Record) -> String {
        let mut lines: Vec<String> = Vec::new();
        if self.lang == Lang::En {
            lines.push(words::of(kind, self.lang).to_owned());
        }
        let titled = |it: &Obligation| {
            let every = words::of(it.every, self.lang);
            say(self.lang, "xlsx.guide.duty", &[("title", it.title.get(self.lang)), ("every", every)])
        };
        match self.obligations(kind).next() {
            Some(_) => lines.extend(self.obligations(kind).map(titled)),
            None => lines.push(say(self.lang, "xlsx.guide.unasked", &[])),
        }
        lines.join("\n")
    }

    /// Returns the keys that some obligation asks of a record of this kind, and the date; every record names its filing
    /// and kind besides.
    fn tells(&self, kind: Record) -> String {
        let mut keys = BTreeSet::from([RecordKey::Date]);
        for obligation in self.obligations(kind) {
            keys.extend(&obligation.tells);
            keys.extend(match obligation.every {
                Every::Hop => &[RecordKey::Step][..],
                Every::Job => &[RecordKey::Job],
                Every::Holding => &[RecordKey::At, RecordKey::Data],
                _ => &[],
            });
        }
        join(self.lang, &keys.into_iter().map(|key| word(key, self.lang)).collect::<Vec<_>>())
    }

    fn example(&self, kind: Record) -> String {
        unfilled(self.lang, &format!("xlsx.example.{}", kind.word())).unwrap_or_default().to_owned()
    }
}
