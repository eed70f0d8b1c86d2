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
/// What stands before the name of a sheet, where a text has several.
const NAME: &str = "[[";
const MAX_SHEETS: usize = 20;

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
        book(&[("a", self.part())])
    }

    /// Writes it as a part of a workbook.
    fn part(&self) -> String {
        let mut sheet = String::from(
            r#"<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>"#,
        );
        for (at, row) in self.rows.iter().enumerate() {
            let number = at + 1;
            let _ = write!(sheet, r#"<row r="{number}">"#);
            for (column, text) in row.iter().enumerate() {
                let text = escaped(text);
                let place = format!("{}{number}", letters(column));
                let _ =
                    write!(sheet, r#"<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>"#);
            }
            sheet.push_str("</row>");
        }
        sheet.push_str("</sheetData></worksheet>");
        sheet
    }
}

/// Makes a workbook of a text with the names of sheets, each on a line of its own above its table: `[[手順`. In a cell `¶` is the
/// end of a line. `None` where it has no such sheets, or too many.
pub fn of_sheets(text: &str) -> Option<Vec<u8>> {
    let next = format!("\n{NAME}");
    let named = text.strip_prefix(NAME)?.split(&*next);
    let sheet = |sheet: &'_ str| {
        let (name, table) = sheet.split_once('\n').unwrap_or((sheet, ""));
        let table = if table.is_empty() { " " } else { table };
        Some((name.to_owned(), Sheet::read(table)?.part().replace('¶', "&#10;")))
    };
    let sheets: Vec<(String, String)> = named.map(sheet).collect::<Option<_>>()?;
    let is_name = |name: &str| !name.is_empty() && !name.chars().any(char::is_control);
    let sheets: Vec<(&str, String)> = sheets.iter().map(|(name, part)| (name.as_str(), part.clone())).collect();
    (sheets.len() <= MAX_SHEETS && sheets.iter().all(|(name, _)| is_name(name))).then(|| book(&sheets))
}

/// Writes sheets as a workbook.
fn book(sheets: &[(&str, String)]) -> Vec<u8> {
    let names: Vec<String> = (1..=sheets.len()).map(|at| format!("xl/worksheets/sheet{at}.xml")).collect();
    let (list, links) = (list(sheets.iter().map(|(name, _)| *name)), links(sheets.len()));
    let mut parts = usual(&list, &links).to_vec();
    parts.extend(names.iter().zip(sheets).map(|(name, (_, part))| (name.as_str(), part.as_str())));
    zip(&parts)
}

/// The parts that every workbook has.
fn usual<'p>(list: &'p str, links: &'p str) -> [(&'p str, &'p str); 4] {
    [
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", RELS),
        ("xl/workbook.xml", list),
        ("xl/_rels/workbook.xml.rels", links),
    ]
}

/// The part that lists sheets.
fn list<'n>(names: impl Iterator<Item = &'n str>) -> String {
    let sheet = |(at, name): (usize, &str)| {
        let name = escaped(name).replace('"', "&quot;");
        format!(r#"<sheet name="{name}" sheetId="{at}" r:id="{}"/>"#, id(at))
    };
    let sheets: String = (1..).zip(names).map(sheet).collect();
    format!(
        r#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>{sheets}</sheets></workbook>"#
    )
}

/// The part that says where so many sheets are.
fn links(count: usize) -> String {
    let link = |at: usize| {
        format!(
            r#"<Relationship Id="{}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet{at}.xml"/>"#,
            id(at)
        )
    };
    let links: String = (1..=count).map(link).collect();
    format!(
        r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{links}</Relationships>"#
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// The name by which a workbook knows a sheet; of the first `a`.
fn id(at: usize) -> String {
    if at == 1 { "a".to_owned() } else { format!("a{at}") }
}

/// Makes a workbook of a text that names its parts, each on a line of its own above what it holds. Parts that it does not
/// name are those of a workbook with one sheet.
pub fn of_parts(text: &str) -> Option<Vec<u8>> {
    let next = format!("\n{PART}");
    let named = text.strip_prefix(PART)?.split(&*next);
    let mut parts: Vec<(&str, &str)> = named.map(|part| part.split_once('\n').unwrap_or((part, ""))).collect();
    let (list, links) = (list(std::iter::once("a")), links(1));
    for part in usual(&list, &links) {
        if !parts.iter().any(|(name, _)| *name == part.0) {
            parts.push(part);
        }
    }
    Some(zip(&parts))
}

/// Makes a document (.docx) whose body is a text.
pub fn document(body: &str) -> Vec<u8> {
    let relations = RELS.replace("xl/workbook.xml", "word/document.xml");
    zip(&[("_rels/.rels", &relations), ("word/document.xml", body)])
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
