//! Makes workbooks of texts, so that what a fuzzer changes reaches the reader: a ZIP of changed bytes hardly ever does.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// What stands before the name of a part.
const PART: &str = "=====";
/// The largest table that is made. What a large one costs is measured elsewhere.
const MAX_ROWS: usize = 100;
const MAX_COLUMNS: usize = 40;

const TYPES: &str = r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>"#;
const RELS: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const BOOK: &str = r#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="a" sheetId="1" r:id="a"/></sheets></workbook>"#;
const BOOK_RELS: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;

/// A text read as a table: a line is a row, and tabs stand between its cells.
pub struct Sheet<'t> {
    rows: Vec<Vec<&'t str>>,
    columns: usize,
}

impl<'t> Sheet<'t> {
    /// Reads a text; `None` if it is too large, or has characters that a table cannot have in both forms.
    pub fn read(text: &'t str) -> Option<Self> {
        let both =
            |c: char| c == '\n' || c == '\t' || !(c.is_control() || matches!(c, '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}'));
        // A workbook writes characters that XML cannot have as `_x000D_`.
        if !text.chars().all(both) || text.contains("_x") {
            return None;
        }
        let rows: Vec<Vec<&str>> = text.lines().map(|line| line.split('\t').collect()).collect();
        let columns = rows.iter().map(Vec::len).max()?;
        (rows.len() <= MAX_ROWS && columns <= MAX_COLUMNS).then_some(Sheet { rows, columns })
    }

    /// Writes it as text, with as many fields in each row.
    pub fn csv(&self) -> Vec<u8> {
        let mut out = String::new();
        for row in &self.rows {
            let fields = (0..self.columns).map(|at| row.get(at).copied().unwrap_or_default().replace('"', "\"\""));
            let fields: Vec<String> = fields.map(|field| format!("\"{field}\"")).collect();
            out.push_str(&fields.join(","));
            out.push('\n');
        }
        out.into_bytes()
    }

    /// Writes it as a workbook.
    pub fn workbook(&self) -> Vec<u8> {
        let mut sheet = String::from(
            r#"<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>"#,
        );
        for (at, row) in self.rows.iter().enumerate() {
            let number = at + 1;
            let _ = write!(sheet, r#"<row r="{number}">"#);
            for (column, text) in row.iter().enumerate() {
                let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
                let place = format!("{}{number}", letters(column));
                let _ =
                    write!(sheet, r#"<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>"#);
            }
            sheet.push_str("</row>");
        }
        sheet.push_str("</sheetData></worksheet>");
        zip(&[
            ("[Content_Types].xml", TYPES),
            ("_rels/.rels", RELS),
            ("xl/workbook.xml", BOOK),
            ("xl/_rels/workbook.xml.rels", BOOK_RELS),
            ("xl/worksheets/sheet1.xml", &sheet),
        ])
    }
}

/// Makes a workbook of a text that names its parts, each on a line of its own above what it holds. Parts that it does not
/// name are those of a workbook with one sheet.
pub fn of_parts(text: &str) -> Option<Vec<u8>> {
    let next = format!("\n{PART}");
    let named = text.strip_prefix(PART)?.split(&*next);
    let mut parts: Vec<(&str, &str)> = named.map(|part| part.split_once('\n').unwrap_or((part, ""))).collect();
    let usual = [
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", RELS),
        ("xl/workbook.xml", BOOK),
        ("xl/_rels/workbook.xml.rels", BOOK_RELS),
    ];
    for part in usual {
        if !parts.iter().any(|(name, _)| *name == part.0) {
            parts.push(part);
        }
    }
    Some(zip(&parts))
}

/// The letters of a column, of which there are few.
fn letters(at: usize) -> String {
    let letter = |at: usize| char::from(b'A' + (at % 26) as u8);
    if at < 26 { letter(at).to_string() } else { format!("{}{}", letter(at / 26 - 1), letter(at)) }
}

/// Puts parts into a ZIP. One that cannot be put there is left out.
fn zip(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, content) in parts {
        if archive.start_file(*name, stored).is_ok() {
            archive.write_all(content.as_bytes()).unwrap_or_else(|error| panic!("{name}: {error}"));
        }
    }
    archive.finish().map_or_else(|error| panic!("{error}"), Cursor::into_inner)
}
