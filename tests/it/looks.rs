//! A workbook as a reader has it before them: every cell with its look, widths, heights, and how it is printed.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use roxmltree::{Document, Node};
use zip::ZipArchive;

/// A sheet.
pub(crate) struct Sheet {
    pub(crate) name: String,
    /// By its name (`B2`): the text or number of a cell, and how it looks.
    pub(crate) cells: BTreeMap<String, (String, String)>,
    /// Widths of columns, and how their empty cells look.
    pub(crate) columns: Vec<(f64, String)>,
    /// Heights of the rows that are not as high as others, in points.
    pub(crate) heights: BTreeMap<u32, f64>,
    /// What is frozen, filtered, chosen from lists and printed.
    pub(crate) setting: Vec<String>,
}

impl Sheet {
    pub(crate) fn text(&self, cell: &str) -> &str {
        self.cells.get(cell).map_or("", |(text, _)| text)
    }

    pub(crate) fn look(&self, cell: &str) -> &str {
        self.cells.get(cell).map_or("", |(_, look)| look)
    }

    /// The texts of a row, from the first column.
    pub(crate) fn row(&self, row: u32) -> Vec<&str> {
        (0..self.columns.len()).map(|at| self.text(&format!("{}{row}", letters(at)))).collect()
    }
}

/// An entry of a workbook.
pub(crate) fn entry(workbook: &[u8], name: &str) -> Option<String> {
    let mut archive = ZipArchive::new(Cursor::new(workbook)).expect("archive");
    let mut text = String::new();
    archive.by_name(name).ok()?.read_to_string(&mut text).expect("text");
    Some(text)
}

/// The letters of a column, from 0.
pub(crate) fn letters(column: usize) -> String {
    let letter = |at: usize| char::from(b'A' + u8::try_from(at).expect("letter"));
    match column / 26 {
        0 => letter(column).to_string(),
        more => format!("{}{}", letter(more - 1), letter(column % 26)),
    }
}

/// Every sheet of a workbook. Rows and cells have to stand once, in order.
pub(crate) fn sheets(workbook: &[u8]) -> Vec<Sheet> {
    let text = |name: &str| entry(workbook, name).unwrap_or_else(|| panic!("{name}"));
    let shared = entry(workbook, "xl/sharedStrings.xml").unwrap_or_else(|| "<sst/>".to_owned());
    let shared = parse(&shared);
    let strings: Vec<String> = named(shared.root(), "si").map(all_text).collect();
    let styles = text("xl/styles.xml");
    let looks = looks(&parse(&styles));
    let book = text("xl/workbook.xml");
    let book = parse(&book);
    let titles = named(book.root(), "definedName").filter(|it| it.attribute("name") == Some("_xlnm.Print_Titles"));
    let titles: BTreeMap<&str, String> =
        titles.map(|it| (it.attribute("localSheetId").expect("sheet"), all_text(it))).collect();
    let names = named(book.root(), "sheet").enumerate();
    let sheet = |(at, name): (usize, Node<'_, '_>)| {
        let xml = text(&format!("xl/worksheets/sheet{}.xml", at + 1));
        let xml = parse(&xml);
        let mut setting = setting(&xml);
        setting.extend(titles.get(&*at.to_string()).map(|titles| format!("on every page {titles}")));
        let name = name.attribute("name").expect("name").to_owned();
        let (cells, heights) = rows(&xml, &strings, &looks);
        Sheet { name, cells, columns: columns(&xml, &looks), heights, setting }
    };
    names.map(sheet).collect()
}

fn parse(xml: &str) -> Document<'_> {
    Document::parse(xml).expect("XML")
}

fn named<'a, 'i>(node: Node<'a, 'i>, name: &'static str) -> impl Iterator<Item = Node<'a, 'i>> {
    node.descendants().filter(move |it| it.tag_name().name() == name)
}

fn all_text(node: Node<'_, '_>) -> String {
    node.descendants().filter(Node::is_text).filter_map(|it| it.text()).collect()
}

fn rows(
    sheet: &Document<'_>,
    strings: &[String],
    looks: &[String],
) -> (BTreeMap<String, (String, String)>, BTreeMap<u32, f64>) {
    let (mut cells, mut heights) = (BTreeMap::new(), BTreeMap::new());
    let mut before = 0;
    for row in named(sheet.root(), "row") {
        let number: u32 = row.attribute("r").and_then(|it| it.parse().ok()).expect("a number");
        assert!(number > before, "row {number} stands behind row {before}");
        before = number;
        heights.extend(row.attribute("ht").map(|height| (number, height.parse().expect("a height"))));
        for cell in named(row, "c") {
            let text = all_text(cell);
            let text = match cell.attribute("t") {
                Some("s") => strings[text.parse::<usize>().expect("a string")].clone(),
                _ => text,
            };
            let name = cell.attribute("r").expect("a name").to_owned();
            assert!(name.ends_with(&number.to_string()), "{name} in row {number}");
            let look = looks[cell.attribute("s").map_or(0, |at| at.parse().expect("a style"))].clone();
            assert!(cells.insert(name.clone(), (text, look)).is_none(), "{name} stands twice");
        }
    }
    (cells, heights)
}

fn columns(sheet: &Document<'_>, looks: &[String]) -> Vec<(f64, String)> {
    let number = |col: Node<'_, '_>, name: &str| -> f64 {
        col.attribute(name).map_or(0.0, |number| number.parse().expect("a number"))
    };
    named(sheet.root(), "col")
        .flat_map(|col| {
            let many = (number(col, "max") - number(col, "min")) as usize + 1;
            // The library adds the room beside the digits.
            let one = (number(col, "width") - 0.625, looks[number(col, "style") as usize].clone());
            std::iter::repeat_n(one, many)
        })
        .collect()
}

fn setting(sheet: &Document<'_>) -> Vec<String> {
    let mut setting = Vec::new();
    let one = |name| named(sheet.root(), name).next();
    let get = |node: Node<'_, '_>, name: &str, otherwise: &str| node.attribute(name).unwrap_or(otherwise).to_owned();
    if let Some(pane) = one("pane") {
        let [columns, rows] = ["xSplit", "ySplit"].map(|name| get(pane, name, "0"));
        setting.push(format!("{} {columns} columns, {rows} rows", get(pane, "state", "")));
    }
    setting.extend(one("autoFilter").map(|it| format!("filter {}", get(it, "ref", ""))));
    for list in named(sheet.root(), "dataValidation") {
        let [kind, style, cells, said] = ["type", "errorStyle", "sqref", "error"].map(|name| get(list, name, "stop"));
        setting.push(format!("{kind} {style} {cells}: {} ({said})", all_text(list)));
    }
    setting.extend(one("pageMargins").map(|it| {
        let sides = ["left", "right", "top", "bottom", "header", "footer"].map(|name| get(it, name, ""));
        format!("margins {}", sides.join(" "))
    }));
    setting.extend(one("pageSetup").map(|it| {
        let fits = one("pageSetUpPr").and_then(|it| it.attribute("fitToPage")) == Some("1");
        let [wide, high] = ["fitToWidth", "fitToHeight"].map(|name| get(it, name, if fits { "1" } else { "any" }));
        format!("paper {} {}, {wide} wide, {high} high", get(it, "paperSize", ""), get(it, "orientation", ""))
    }));
    setting.extend(one("oddFooter").map(|it| format!("footer {}", all_text(it))));
    setting
}

/// Each style in words: `11 bold #C00000, fill DDEBF7, lines BFBFBF, center top wrapped, as @`.
fn looks(styles: &Document<'_>) -> Vec<String> {
    let list = |name| named(styles.root(), name).next();
    let children = |name: &'static str, each: &'static str| -> Vec<Node<'_, '_>> {
        list(name).into_iter().flat_map(|it| it.children().filter(move |it| it.tag_name().name() == each)).collect()
    };
    let (fonts, fills, borders) = (children("fonts", "font"), children("fills", "fill"), children("borders", "border"));
    let formats: BTreeMap<&str, &str> = children("numFmts", "numFmt")
        .iter()
        .filter_map(|it| Some((it.attribute("numFmtId")?, it.attribute("formatCode")?)))
        .collect();
    let colour = |node: Node<'_, '_>, name| named(node, name).find_map(|it| it.attribute("rgb").map(str::to_owned));
    let look = |xf: Node<'_, '_>| {
        let at = |name: &str| xf.attribute(name).and_then(|at| at.parse::<usize>().ok()).unwrap_or_default();
        let font = fonts[at("fontId")];
        let value = |name| named(font, name).find_map(|it| it.attribute("val")).unwrap_or_default().to_owned();
        let mut parts = vec![value("name"), value("charset"), value("sz")];
        parts.extend(named(font, "b").next().map(|_| "bold".to_owned()));
        parts.extend(colour(font, "color"));
        parts.extend(colour(fills[at("fillId")], "fgColor").map(|it| format!("on {it}")));
        let border = borders[at("borderId")];
        let lines = ["left", "right", "top", "bottom"].map(|side| {
            let side = named(border, side).find(|it| it.attribute("style").is_some())?;
            Some(format!("{} {}", side.attribute("style")?, colour(side, "color")?))
        });
        if let [Some(line), others @ ..] = &lines {
            assert!(others.iter().all(|other| other.as_ref() == Some(line)), "{lines:?}");
            parts.push(format!("in {line}"));
        }
        let aligned = named(xf, "alignment").next();
        let aligned = |name: &str| aligned.and_then(|it| it.attribute(name)).map(str::to_owned);
        parts.extend(aligned("horizontal"));
        parts.extend(aligned("vertical"));
        parts.extend(aligned("wrapText").map(|_| "wrapped".to_owned()));
        parts.extend(formats.get(xf.attribute("numFmtId").unwrap_or_default()).map(|it| format!("as {it}")));
        parts.retain(|part| !part.is_empty());
        parts.join(" ")
    };
    children("cellXfs", "xf").into_iter().map(look).collect()
}
