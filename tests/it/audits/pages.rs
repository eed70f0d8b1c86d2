//! What people see of an audit on its page, and on the sheets of an inspection.

use std::collections::BTreeMap;

use super::expect::{Owed, Several, Sheet};
use super::texts::{Table, counted, is_open, is_unclear, owed};
use super::words::{GROUPS, Words};

/// The page of the whole audit.
pub(super) fn page_is(words: &Words<'_>, page: &str) {
    let expect = words.expect;
    assert!(page.contains(&format!("<html lang=\"{}\">", expect.lang)));
    assert_eq!(between(page, "<h1>", "</h1>").map(plain), Some(words.heading()));
    let count = |status: &str| expect.parts.iter().map(|part| part.count(status)).sum::<usize>();
    let counts = ["overdue", "missing", "undetermined", "due", "met"];
    let looks = ["error", "warning", "note", "", ""];
    let counts = counts.iter().zip(looks).map(|(it, looks)| format!("{looks}: {} {}", words.status(it), count(it)));
    assert_eq!(items(page.split("<main").next().expect("a head")), counts.collect::<Vec<_>>(), "counts");

    let parts = expect.parts.iter().map(|part| {
        let title = if part.title.is_empty() { part.ids().0 } else { &part.title };
        let name = if part.name.is_empty() { part.ids().1 } else { &part.name };
        let own = ["department", "contractor", "term"].map(|column| words.part(part, column));
        let marks = part.marks.iter().map(|sign| match words.of_sign(sign) {
            ("", _) => "[mark :]".to_owned(),
            (word, name) => format!("{sign}[mark {word}:{name}]"),
        });
        let named = format!("{title}\n{name}[:{}]", part.path());
        [named].into_iter().chain(own).chain(marks).collect()
    });
    let columns = words.headings(&["part", "department", "contractor", "term"]);
    section_is(page, "parts", &[columns, words.names(&GROUPS)].concat(), &parts.collect());
    assert!(section(page, "parts").is_some_and(|it| plain(it).contains(&words.signs())), "what the signs mean");

    let open = ["part", "department", "contractor", "owed", "status", "due", "reason", "basis"];
    list_is(words, page, ("open", is_open), &open, |owed| Some(words.asked(owed).severity.clone()));
    let unclear = ["part", "department", "contractor", "owed", "reason"];
    list_is(words, page, ("unclear", is_unclear), &unclear, |_| Some("note".to_owned()));
    for (name, column, all) in
        [("departments", "department", &expect.departments), ("contractors", "contractor", &expect.contractors)]
    {
        let names = ["overdue", "missing", "undetermined"].map(|it| words.status(it).to_owned());
        let rows = counted(words, &by_weight(words, all));
        section_is(page, name, &[&words.headings(&[column, "parts"])[..], &names].concat(), &rows);
    }
    let weights = ["error", "warning", "note"];
    let cards = weights.iter().flat_map(|weight| expect.findings.iter().filter(move |it| it.weighs == **weight));
    let cards = cards.map(|it| {
        let place = it.at.rsplit_once(':').expect("a column").0;
        let message = format!("{} {}", words.weight(it), it.says);
        format!("card {}: {}|{place} {}", it.weighs, message.trim(), it.rule)
    });
    assert_eq!(section(page, "findings").map(findings).unwrap_or_default(), cards.collect::<Vec<_>>(), "findings");
    let outside: Vec<String> = expect.outside.iter().flat_map(|it| words.outside(it).split_off(1)).collect();
    let outside: Vec<String> = outside.iter().map(|line| format!(": {line}")).collect();
    assert_eq!(section(page, "outside").map(items).unwrap_or_default(), outside, "what was done outside terms");
    let figures = [words.figures(), words.own_packs()].concat();
    let figures: Vec<String> = figures.iter().map(|line| format!(": {}", line.trim())).collect();
    assert_eq!(section(page, "figures").map(items), Some(figures), "figures");
    let unread: Vec<String> = expect.unread.iter().map(|path| format!("error: {path}")).collect();
    assert_eq!(section(page, "unread").map(items).unwrap_or_default(), unread, "what could not be read");
}

/// The most burdened first.
fn by_weight(words: &Words<'_>, all: &[Several]) -> Vec<Several> {
    let burden = |it: &Several| words.expect.count(it, "overdue") + words.expect.count(it, "missing");
    let mut all: Vec<Several> = all.to_vec();
    all.sort_by_key(|it| std::cmp::Reverse(burden(it)));
    all
}

fn list_is(
    words: &Words<'_>,
    page: &str,
    (name, wanted): (&str, fn(&Owed) -> bool),
    columns: &[&str],
    looks: impl Fn(&Owed) -> Option<String>,
) {
    let mut rows = owed(words, columns, wanted);
    let all = words.expect.parts.iter().flat_map(|part| &part.owed).filter(|it| wanted(it));
    for (row, owed) in rows.iter_mut().zip(all) {
        row.extend(looks(owed));
    }
    let mut headings = words.headings(columns);
    if let Some(basis) = headings.last_mut().filter(|heading| *heading == "sources") {
        "Sources".clone_into(basis);
    }
    section_is(page, name, &headings, &rows);
}

/// A section has a table with these headings and rows; where there are none, there is no section.
fn section_is(page: &str, name: &str, headings: &[String], rows: &Table) {
    let Some(section) = section(page, name) else {
        assert!(rows.is_empty(), "there is no section {name}: {rows:?}");
        return;
    };
    let found = table(section);
    assert_eq!((&found[0][..], &found[1..]), (headings, &rows[..]), "section {name}");
    assert!(!rows.is_empty(), "an empty section {name}");
}

/// The sheets of an inspection, by the names of their files.
pub(super) fn sheets_are(words: &Words<'_>, pages: &BTreeMap<String, String>) {
    let Some(wanted) = &words.expect.sheets else { return };
    assert_eq!(pages.keys().collect::<Vec<_>>(), wanted.keys().collect::<Vec<_>>(), "names of sheets");
    for (name, page) in pages {
        let title = between(page, "<title>", "</title>");
        assert!(
            title.is_some_and(|title| ["立入り調査票", "Inspection sheet"].iter().any(|it| title.contains(it))),
            "{title:?}"
        );
        let rows = |name: &str, cells: usize| -> Table {
            let all = section(page, name).map(table).unwrap_or_default();
            // The last cells are for the pen; a second table begins with headings of its own.
            all.into_iter().map(|row| row[..row.len().min(cells)].to_vec()).collect()
        };
        let head = between(page, "<header", "</header>").map(table).unwrap_or_default();
        let body = |name: &str, cells: usize| rows(name, cells).into_iter().skip(1).collect();
        let sheet = Sheet {
            // Below these the form is filled in by hand.
            head: head.into_iter().take(6).map(|row| row.join("：")).collect(),
            checks: body("checks", 2),
            copies: body("copies", 4),
            open: body("open", 3),
            before: rows("before", 4),
        };
        assert_eq!(sheet, wanted[name], "{name}");
    }
}

fn between<'p>(page: &'p str, from: &str, to: &str) -> Option<&'p str> {
    page.split_once(from)?.1.split_once(to).map(|(inside, _)| inside)
}

fn section<'p>(page: &'p str, name: &str) -> Option<&'p str> {
    between(page, &format!("<section aria-labelledby=\"h-{name}\">"), "</section>")
}

/// The rows of the tables of a section: the text of each cell, what it carries in its tag, and how its row looks.
fn table(section: &str) -> Table {
    let row = |row: &str| {
        let (tag, cells) = row.split_once('>').expect("a tag");
        let looks = attribute(tag, "class").map(str::to_owned);
        let cells = cells.replace("<th", "<td").replace("</th>", "</td>");
        let cells = cells.split("<td").skip(1).map(|cell| {
            let (tag, inside) = cell.split_once('>').expect("a tag");
            let text = plain(inside.split("</td>").next().unwrap_or_default());
            match attribute(tag, "title") {
                Some(title) => format!("{text}[{}:{}]", attribute(tag, "class").unwrap_or_default(), plain(title)),
                None => text,
            }
        });
        cells.chain(looks).collect()
    };
    section.replace("<thead", "").split("<tr").skip(1).map(row).collect()
}

/// The items of lists: how each looks, and its text.
fn items(section: &str) -> Vec<String> {
    let item = |item: &str| {
        let (tag, inside) = item.split_once('>').expect("a tag");
        let text = plain(inside.split("</li>").next().unwrap_or_default());
        format!("{}: {}", attribute(tag, "class").unwrap_or_default(), text.trim())
    };
    section.split("<li").skip(1).map(item).collect()
}

/// The cards of findings: how each looks, its first line and its last.
fn findings(section: &str) -> Vec<String> {
    let card = |card: &str| {
        let (tag, inside) = card.split_once('>').expect("a tag");
        let lines: Vec<String> =
            inside.split("<p").skip(1).map(|line| plain(line.split_once('>').expect("a tag").1)).collect();
        let [message, _help, place] = &lines[..] else { panic!("{lines:?}") };
        format!("{}: {}|{}", attribute(tag, "class").unwrap_or_default(), message.trim(), place.trim())
    };
    section.split("<li").skip(1).map(card).collect()
}

fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    between(tag, &format!("{name}=\""), "\"")
}

/// The text of a piece of a page.
fn plain(html: &str) -> String {
    let mut text = String::new();
    for piece in html.replace("<br>", "\n").split('<').enumerate() {
        let (at, piece) = piece;
        text.push_str(if at == 0 { piece } else { piece.split_once('>').map_or("", |(_, rest)| rest) });
    }
    let mut plain = String::new();
    let mut rest = text.as_str();
    while let Some((before, after)) = rest.split_once('&') {
        let (name, after) = after.split_once(';').expect("an end");
        plain.push_str(before);
        plain.push_str(match name {
            "amp" | "#38" => "&",
            "lt" | "#60" => "<",
            "gt" | "#62" => ">",
            "quot" | "#34" => "\"",
            "#39" => "'",
            _ => panic!("{name} is not known"),
        });
        rest = after;
    }
    plain + rest
}
