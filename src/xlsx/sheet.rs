//! What the sheets of every workbook have in common: letters, headings, widths, paper, and texts made safe.

use std::borrow::Cow;
use std::io;

use rust_xlsxwriter::{
    ColNum, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, RowNum, Workbook, Worksheet, XlsxError,
};

use crate::calendar::{Date, iso};
use crate::text;
use crate::words::{Lang, say};

/// Maximum number of UTF-16 units of a text in a cell.
const MAX_TEXT: usize = 32_767;
/// What is put behind a text that was cut.
const CUT: &str = "…";
/// Colours: of headings, of headings of what has to be filled in, of lines between cells, of what is late.
const HEADING: &str = "DDEBF7";
const REQUIRED: &str = "FCE4D6";
const LINE: &str = "BFBFBF";
const ALARM: &str = "C00000";
/// Of a page at its sides, in inches; twice as much above and below.
const MARGIN: f64 = 0.4;
/// ISO 216 A4, by the number that workbooks use.
const A4: u8 = 9;
/// Maximum number of lines that a row shows at once.
const MAX_LINES: u32 = 20;
/// Of a row of one line and of a column, in pixels.
const ROW_HEIGHT: u32 = 25;
const COLUMN_WIDTH: u32 = 72;
/// Shift_JIS: a face that is not there is replaced by one with Japanese letters.
const JAPANESE: u8 = 128;

/// A workbook with its language and looks.
pub(super) struct Book {
    pub(super) workbook: Workbook,
    pub(super) lang: Lang,
    pub(super) looks: Looks,
}

/// How cells look.
pub(super) struct Looks {
    pub(super) title: Format,
    pub(super) heading: Format,
    /// A heading of what has to be filled in.
    pub(super) required: Format,
    /// A text above or below a table.
    pub(super) plain: Format,
    /// Cells to be filled in.
    pub(super) text: Format,
    pub(super) day: Format,
    pub(super) number: Format,
    /// A cell to be filled in that has lines around it.
    pub(super) boxed: Format,
    /// Cells of a table of results: texts broken into lines, or on one; days; counts; marks, plain and of what is late.
    wrapped: Format,
    line: Format,
    shown_day: Format,
    count: Format,
    mark: Format,
    alarm: Format,
}

/// A column of a table: its heading, and its width in digits.
pub(super) struct Column {
    pub(super) heading: String,
    pub(super) width: usize,
}

/// What stands in a cell.
pub(super) enum CellValue {
    /// A text that is broken into lines.
    Text(String),
    /// A text that stays on one line; in a long table no row says how high it is, which would be kept in memory.
    Line(String),
    Number(usize),
    Day(Option<Date>),
    /// A sign, and whether it is of what is late.
    Mark(String, bool),
}

impl Book {
    /// A workbook without sheets, said to be made on a day: the same input gives the same bytes.
    pub(super) fn new(lang: Lang, today: Date) -> Result<Self, XlsxError> {
        let mut workbook = Workbook::new();
        let plain = match lang {
            Lang::Ja => Format::new().set_font_name("游ゴシック").set_font_charset(JAPANESE),
            Lang::En => Format::new(),
        };
        let plain = plain.set_font_size(11).set_align(FormatAlign::Top);
        workbook.set_default_format(&plain, ROW_HEIGHT, COLUMN_WIDTH)?;
        workbook.set_properties(&DocProperties::new().set_creation_datetime(&excel_day(today)?));
        Ok(Book { workbook, lang, looks: Looks::new(&plain, lang) })
    }

    /// One of the program's own texts.
    pub(super) fn say(&self, key: &str) -> String {
        say(self.lang, key, &[])
    }
}

impl Looks {
    fn new(plain: &Format, lang: Lang) -> Self {
        let day = match lang {
            Lang::Ja => "[$-411]ggge\"年\"m\"月\"d\"日\"",
            Lang::En => "yyyy-mm-dd",
        };
        let plain = || plain.clone();
        let heading = || plain().set_bold().set_text_wrap().set_border(FormatBorder::Thin).set_border_color(LINE);
        let line = || plain().set_border(FormatBorder::Thin).set_border_color(LINE);
        let mark = || line().set_align(FormatAlign::Center);
        Looks {
            title: plain().set_bold().set_font_size(14),
            heading: heading().set_background_color(HEADING),
            required: heading().set_background_color(REQUIRED),
            plain: plain(),
            text: plain().set_num_format("@").set_text_wrap(),
            day: plain().set_num_format(day),
            number: plain().set_num_format("0"),
            boxed: line().set_num_format("@").set_text_wrap(),
            wrapped: line().set_text_wrap(),
            line: line(),
            shown_day: line().set_num_format(day),
            count: line().set_num_format("#,##0;-#,##0;-").set_align(FormatAlign::Right),
            mark: mark(),
            alarm: mark().set_bold().set_font_color(ALARM),
        }
    }
}

/// Sets a sheet up for print: A4 on its side and one page wide, with its name and numbered pages.
pub(super) fn paper(sheet: &mut Worksheet, lang: Lang) {
    sheet.set_paper_size(A4).set_landscape().set_margins(MARGIN, MARGIN, 2.0 * MARGIN, 2.0 * MARGIN, MARGIN, MARGIN);
    sheet.set_footer(format!("&L&A&R{}", say(lang, "xlsx.page", &[("page", "&P"), ("pages", "&N")])));
    sheet.set_print_fit_to_pages(1, 0);
}

/// Writes the headings of a table, and sets the widths of its columns.
pub(super) fn head(sheet: &mut Worksheet, row: RowNum, columns: &[Column], looks: &Looks) -> Result<(), XlsxError> {
    let texts = columns.iter().map(|column| (column.heading.as_str(), column.width));
    grow(sheet, row, texts)?;
    for (at, column) in (0..).zip(columns) {
        write(sheet, row, at, &column.heading, &looks.heading)?;
        fit(sheet, at, column.width)?;
    }
    Ok(())
}

/// Makes a row as high as its longest text needs in the width that it has: not every spreadsheet does so by itself.
pub(super) fn grow<'t>(
    sheet: &mut Worksheet,
    row: RowNum,
    texts: impl Iterator<Item = (&'t str, usize)>,
) -> Result<(), XlsxError> {
    let lines = |text: &str, width: usize| text.split('\n').map(|line| text::width(line).div_ceil(width).max(1)).sum();
    let most: usize = texts.map(|(text, width)| lines(text, width)).max().unwrap_or_default();
    if most > 1 {
        let lines = u32::try_from(most).unwrap_or(MAX_LINES).min(MAX_LINES);
        sheet.set_row_height_pixels(row, lines * ROW_HEIGHT)?;
    }
    Ok(())
}

/// Keeps headings in sight, and prints them on every page.
pub(super) fn keep(sheet: &mut Worksheet, row: RowNum) -> Result<(), XlsxError> {
    sheet.set_freeze_panes(row + 1, 0)?.set_repeat_rows(row, row)?;
    Ok(())
}

/// Writes a row of a table with these columns.
pub(super) fn row(
    sheet: &mut Worksheet,
    row: RowNum,
    columns: &[Column],
    cells: &[CellValue],
    looks: &Looks,
) -> Result<(), XlsxError> {
    let texts = cells.iter().zip(columns).filter_map(|(cell, column)| match cell {
        CellValue::Text(text) => Some((text.as_str(), column.width)),
        _ => None,
    });
    grow(sheet, row, texts)?;
    for (column, cell) in (0..).zip(cells) {
        match cell {
            CellValue::Text(text) => write(sheet, row, column, text, &looks.wrapped)?,
            CellValue::Line(text) => write(sheet, row, column, text, &looks.line)?,
            CellValue::Mark(text, alarm) => {
                write(sheet, row, column, text, if *alarm { &looks.alarm } else { &looks.mark })?
            }
            CellValue::Day(Some(day)) => match excel_day(*day) {
                Ok(day) => {
                    sheet.write_datetime_with_format(row, column, day, &looks.shown_day)?;
                }
                Err(_) => write(sheet, row, column, &iso(*day), &looks.line)?,
            },
            CellValue::Day(None) => write(sheet, row, column, "", &looks.line)?,
            // Counts are far below what a cell holds exactly.
            CellValue::Number(number) => {
                sheet.write_number_with_format(row, column, *number as f64, &looks.count)?;
            }
        }
    }
    Ok(())
}

/// Writes a text as text, whatever it looks like.
pub(super) fn write(
    sheet: &mut Worksheet,
    row: RowNum,
    column: ColNum,
    text: &str,
    look: &Format,
) -> Result<(), XlsxError> {
    sheet.write_string_with_format(row, column, safe(text), look)?;
    Ok(())
}

/// Sets the width of a column to that of a text, with some room.
pub(super) fn fit(sheet: &mut Worksheet, column: ColNum, width: usize) -> Result<(), XlsxError> {
    let width = u32::try_from(width + 2).unwrap_or_default();
    sheet.set_column_width(column, f64::from(width))?;
    Ok(())
}

/// What the library says, as far as it is about a file.
pub(super) fn error(error: XlsxError) -> io::Error {
    match error {
        XlsxError::IoError(error) => error,
        error => io::Error::other(error),
    }
}

fn excel_day(day: Date) -> Result<ExcelDateTime, XlsxError> {
    let year = u16::try_from(day.year()).unwrap_or_default();
    ExcelDateTime::from_ymd(year, day.month().unsigned_abs(), day.day().unsigned_abs())
}

/// A text without what cannot be seen, as long as a cell can hold.
fn safe(text: &str) -> Cow<'_, str> {
    let lines: Vec<Cow<'_, str>> = text.split('\n').map(|line| text::terminal(line.trim_end_matches('\r'))).collect();
    let text = match &lines[..] {
        [Cow::Borrowed(line)] => Cow::Borrowed(*line),
        _ => Cow::Owned(lines.join("\n")),
    };
    if text.encode_utf16().count() <= MAX_TEXT {
        return text;
    }
    let mut room = MAX_TEXT - CUT.chars().count();
    let kept = text.chars().take_while(|c| room.checked_sub(c.len_utf16()).inspect(|rest| room = *rest).is_some());
    Cow::Owned(kept.chain(CUT.chars()).collect())
}

#[cfg(test)]
pub(super) mod tests {
    use std::io::{Cursor, Read};

    use super::*;

    /// An entry of a workbook.
    pub(in super::super) fn entry(workbook: &[u8], name: &str) -> String {
        let mut archive = zip::ZipArchive::new(Cursor::new(workbook)).expect("archive");
        let mut text = String::new();
        archive.by_name(name).expect("entry").read_to_string(&mut text).expect("text");
        text
    }

    /// The sheet that has one row of these cells below its headings, each column eight digits wide.
    fn written(cells: &[CellValue]) -> String {
        let mut book = Book::new(Lang::En, jiff::civil::date(2026, 11, 20)).expect("book");
        let columns: Vec<Column> = cells.iter().map(|_| Column { heading: "h".to_owned(), width: 8 }).collect();
        let sheet = book.workbook.add_worksheet();
        head(sheet, 0, &columns, &book.looks).expect("headings");
        row(sheet, 1, &columns, cells, &book.looks).expect("row");
        entry(&book.workbook.save_to_buffer().expect("saved"), "xl/worksheets/sheet1.xml")
    }

    #[test]
    fn a_row_is_as_high_as_its_longest_text() {
        let heights = [("12345678", None), ("123456789", Some(2)), ("a\n\nb", Some(3)), ("図書館図書", Some(2))];
        for (text, lines) in heights
            .map(|(text, lines)| (text.to_owned(), lines))
            .into_iter()
            .chain([("a\n".repeat(19), Some(20)), ("a\n".repeat(40), Some(20))])
        {
            let xml = written(&[
                CellValue::Text("a".to_owned()),
                CellValue::Text(text.clone()),
                CellValue::Text(String::new()),
            ]);
            // A line is 25 pixels high, which are 18.75 points.
            let height = lines.map(|lines| format!(" ht=\"{}\"", f64::from(lines) * 18.75));
            assert_eq!(xml.matches(" ht=").count(), usize::from(height.is_some()), "{text}");
            assert!(height.is_none_or(|height| xml.contains(&height)), "{text}: {xml}");
        }
        assert!(
            !written(&[CellValue::Line("a\nb".to_owned()), CellValue::Mark("123456789".to_owned(), true)])
                .contains(" ht=")
        );
    }

    #[test]
    fn a_day_that_workbooks_do_not_know_is_a_text() {
        let xml =
            written(&[CellValue::Day(Some(jiff::civil::date(1850, 1, 2))), CellValue::Day(None), CellValue::Number(3)]);
        assert!(xml.contains("t=\"s\"") && xml.contains("<v>3</v>"), "{xml}");
    }

    #[test]
    fn a_text_is_cut_at_what_a_cell_holds() {
        let cut = |text: &str| safe(text).into_owned();
        for fits in ["a", "語"].map(|c| c.repeat(MAX_TEXT)).into_iter().chain(["𠮷".repeat(16_383)]) {
            assert_eq!(cut(&fits), fits);
        }
        for (c, kept) in [("a", 32_766), ("語", 32_766), ("𠮷", 16_383)] {
            assert_eq!(cut(&c.repeat(MAX_TEXT + 1)), c.repeat(kept) + "…");
        }
        assert!(matches!(safe("a"), Cow::Borrowed(_)));
        assert_eq!(safe("a\r\nb\u{202e}\n\nc\r"), "a\nb\\u{202e}\n\nc");
    }

    #[test]
    fn an_error_of_a_file_stays_one() {
        let missing = error(XlsxError::IoError(io::ErrorKind::NotFound.into()));
        assert_eq!(missing.kind(), io::ErrorKind::NotFound);
        assert_eq!(error(XlsxError::RowColumnLimitError).kind(), io::ErrorKind::Other);
    }
}
