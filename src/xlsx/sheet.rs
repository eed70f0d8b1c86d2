//! What the sheets of every workbook have in common: letters, headings, widths, paper, and texts made safe.

use std::borrow::Cow;
use std::io;

use rust_xlsxwriter::{
    ColNum, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, FormatPattern, RowNum, Workbook,
    Worksheet, XlsxError,
};

use crate::calendar::Date;
use crate::text;
use crate::words::{Lang, say};

/// Most UTF-16 units of a text in a cell.
const LONGEST_TEXT: usize = 32_767;
/// What is put behind a text that was cut.
const CUT: &str = "…";
/// Most lines that a row shows at once.
const MOST_LINES: usize = 21;
/// Colours: of headings, of headings of what has to be filled in, of the lines between cells.
const HEADING: &str = "DDEBF7";
const REQUIRED: &str = "FCE4D6";
const LINE: &str = "BFBFBF";
/// ISO 216 A4, by the number that workbooks use.
const A4: u8 = 9;
/// Of a row of one line and of a column, in pixels; those that spreadsheets in Japan begin with.
const ROW_HEIGHT: u32 = 25;
const COLUMN_WIDTH: u32 = 72;
/// Shift_JIS: a face that is not there is replaced by one with Japanese letters.
const JAPANESE: u8 = 128;

/// How cells look.
pub(super) struct Looks {
    pub(super) title: Format,
    pub(super) heading: Format,
    /// A heading of what has to be filled in.
    pub(super) required: Format,
    /// Texts in a table of results, broken into lines.
    pub(super) cell: Format,
    /// Cells to be filled in.
    pub(super) text: Format,
    pub(super) day: Format,
    pub(super) number: Format,
}

/// A table that grows by rows.
pub(super) struct Table {
    widths: Vec<usize>,
    next: RowNum,
}

impl Table {
    /// Writes headings, with the width of each column in digits, into a row that stays in sight and is printed on every
    /// page.
    pub(super) fn begin(
        sheet: &mut Worksheet,
        row: RowNum,
        columns: &[(String, usize)],
        looks: &Looks,
    ) -> Result<Self, XlsxError> {
        for (column, (heading, width)) in (0..).zip(columns) {
            write(sheet, row, column, heading, &looks.heading)?;
            fit(sheet, column, *width)?;
        }
        sheet.set_freeze_panes(row + 1, 0)?.set_repeat_rows(row, row)?;
        Ok(Table { widths: columns.iter().map(|(_, width)| *width).collect(), next: row + 1 })
    }

    /// Writes the next row, as high as its longest text needs.
    pub(super) fn row(&mut self, sheet: &mut Worksheet, cells: &[String], looks: &Looks) -> Result<(), XlsxError> {
        let lines = cells
            .iter()
            .zip(&self.widths)
            .map(|(text, width)| text.split('\n').map(|line| text::width(line).div_ceil(*width).max(1)).sum());
        let lines = u32::try_from(lines.max().unwrap_or(1).min(MOST_LINES)).unwrap_or(1);
        if lines > 1 {
            sheet.set_row_height_pixels(self.next, lines * ROW_HEIGHT)?;
        }
        for (column, text) in (0..).zip(cells) {
            write(sheet, self.next, column, text, &looks.cell)?;
        }
        self.next += 1;
        Ok(())
    }
}

fn excel_day(day: Date) -> Result<ExcelDateTime, XlsxError> {
    let year = u16::try_from(day.year()).unwrap_or_default();
    ExcelDateTime::from_ymd(year, day.month().unsigned_abs(), day.day().unsigned_abs())
}

/// A workbook without sheets, its looks, and the day on which it is said to be made: the same input gives the same bytes.
pub(super) fn workbook(lang: Lang, today: Date) -> Result<(Workbook, Looks), XlsxError> {
    let mut workbook = Workbook::new();
    let plain = match lang {
        Lang::Ja => Format::new().set_font_name("游ゴシック").set_font_charset(JAPANESE),
        Lang::En => Format::new(),
    };
    let plain = plain.set_font_size(11).set_align(FormatAlign::Top);
    workbook.set_default_format(&plain, ROW_HEIGHT, COLUMN_WIDTH)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&excel_day(today)?));
    let heading = plain.clone().set_bold().set_text_wrap().set_border(FormatBorder::Thin);
    let heading = heading.set_align(FormatAlign::VerticalCenter).set_pattern(FormatPattern::Solid);
    let cell = plain.clone().set_text_wrap().set_border(FormatBorder::Thin).set_border_color(LINE);
    let day = match lang {
        Lang::Ja => "[$-411]ggge\"年\"m\"月\"d\"日\"",
        Lang::En => "yyyy-mm-dd",
    };
    let looks = Looks {
        title: plain.clone().set_bold().set_font_size(14),
        required: heading.clone().set_background_color(REQUIRED),
        heading: heading.set_background_color(HEADING),
        cell,
        text: plain.clone().set_num_format("@").set_text_wrap(),
        day: plain.clone().set_num_format(day),
        number: plain.set_num_format("0"),
    };
    Ok((workbook, looks))
}

/// Sets a sheet up for print: A4 on its side, with its name and numbered pages.
pub(super) fn paper(sheet: &mut Worksheet, lang: Lang) {
    sheet.set_paper_size(A4).set_landscape();
    sheet.set_footer(format!("&L&A&R{}", say(lang, "xlsx.page", &[("page", "&P"), ("pages", "&N")])));
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

/// A text without what cannot be seen, as long as a cell can hold.
fn safe(text: &str) -> Cow<'_, str> {
    let lines: Vec<Cow<'_, str>> = text.split('\n').map(|line| text::terminal(line.trim_end_matches('\r'))).collect();
    let text = match &lines[..] {
        [Cow::Borrowed(line)] => Cow::Borrowed(*line),
        _ => Cow::Owned(lines.join("\n")),
    };
    // No character takes more units than bytes.
    if text.len() <= LONGEST_TEXT || text.encode_utf16().count() <= LONGEST_TEXT {
        return text;
    }
    let mut room = LONGEST_TEXT - CUT.chars().count();
    let kept = text.chars().take_while(|c| room.checked_sub(c.len_utf16()).inspect(|rest| room = *rest).is_some());
    Cow::Owned(kept.chain(CUT.chars()).collect())
}

/// What the library says, as far as it is about a file.
pub(super) fn error(error: XlsxError) -> io::Error {
    match error {
        XlsxError::IoError(error) => error,
        error => io::Error::other(error),
    }
}
