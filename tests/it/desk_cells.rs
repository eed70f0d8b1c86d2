//! One cell of a workbook goes wrong: what is told names that cell, whichever it is.

use std::io::{Cursor, Read as _};

use sekisho::source::ShownPlace;
use sekisho::words::Lang;
use sekisho::workbook::OfficeTexts;
use sekisho::xlsx::ProvenWorkbook;

use crate::common::{session, with_entry};
use crate::desk::{Random, generated};

/// A cell of a sheet: its name, and its markup.
struct Cell<'s> {
    name: &'s str,
    markup: &'s str,
}

fn part(bytes: &[u8], name: &str) -> Option<String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let mut text = String::new();
    archive.by_name(name).ok()?.read_to_string(&mut text).expect("text");
    Some(text)
}

/// The sheets that are read, by their names and parts.
fn sheets(bytes: &[u8]) -> Vec<(String, String)> {
    let book = part(bytes, "xl/workbook.xml").expect("a workbook");
    let names = book.split("<sheet name=\"").skip(1).filter_map(|rest| rest.split_once('"'));
    let named = (1..).zip(names).map(|(at, (name, _))| (name.to_owned(), format!("xl/worksheets/sheet{at}.xml")));
    named.filter(|(name, _)| !["選択肢", "その他"].contains(&name.as_str())).collect()
}

/// The look of a cell, by its number.
fn look(tag: &str) -> Option<&str> {
    let (_, rest) = tag.split_once(" s=\"")?;
    Some(rest.split_once('"')?.0)
}

/// The look of the first cell of a sheet, which is a heading or the title of a table.
fn first_look(sheet: &str) -> Option<&str> {
    look(sheet.split("<c ").nth(1)?)
}

/// The cells with texts whose look is none of headings.
fn cells<'s>(sheet: &'s str, headings: &[&str]) -> Vec<Cell<'s>> {
    let all = sheet.split("<c ").skip(1).filter_map(|rest| {
        let markup = rest.get(..rest.find("</c>")?)?;
        let tag = markup.get(..markup.find('>')?)?;
        (!tag.ends_with('/') && tag.contains("t=\"s\"")).then_some((markup, tag))
    });
    let own = all.filter(|(_, tag)| look(tag).is_some_and(|look| !headings.contains(&look)));
    let named = own.filter_map(|(markup, tag)| {
        let (_, rest) = tag.split_once("r=\"")?;
        Some(Cell { name: rest.split_once('"')?.0, markup })
    });
    named.collect()
}

#[test]
fn whichever_cell_goes_wrong_is_named() {
    let session = session();
    let mut changed = 0;
    for seed in 0..100 {
        let mut random = Random(seed * 104_729 + 7);
        let filing = generated(seed);
        let written = ProvenWorkbook::write(&filing, &OfficeTexts::default(), Lang::Ja).expect("a workbook");
        let bytes = written.unwrap_or_else(|why| panic!("{why:?}")).bytes;
        let all = sheets(&bytes);
        let texts: Vec<(&str, &str, String)> =
            all.iter().filter_map(|(name, file)| Some((name.as_str(), file.as_str(), part(&bytes, file)?))).collect();
        let headings: Vec<&str> = texts.iter().filter_map(|(.., text)| first_look(text)).collect();
        let mut found: Vec<(&str, &str, &str, Cell<'_>)> = Vec::new();
        for (name, file, text) in &texts {
            found.extend(cells(text, &headings).into_iter().map(|cell| (*name, *file, text.as_str(), cell)));
        }
        assert!(!found.is_empty(), "seed {seed}: no cell");
        let (sheet, file, text, cell) = &found[random.below(found.len())];
        let broken = format!("r=\"{}\" t=\"e\"><v>#REF!</v>", cell.name);
        assert_eq!(text.matches(cell.markup).count(), 1, "seed {seed}: {}", cell.markup);
        let bytes = with_entry(&bytes, file, text.replace(cell.markup, &broken).as_bytes());
        let judged = session.file("t.filing.xlsx", Ok(bytes)).expect("judged");
        let told = judged.findings.iter().filter(|finding| finding.rule == "table-error-cell");
        let places: Vec<String> =
            told.filter_map(|finding| ShownPlace::of(judged.cells.as_deref(), finding.span).address()).collect();
        assert_eq!(places, [format!("{sheet}!{}", cell.name)], "seed {seed}");
        changed += 1;
    }
    assert_eq!(changed, 100);
}
