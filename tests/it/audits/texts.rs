//! What people read of an audit in a text: `markdown` and `table`.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::expect::{Owed, Part, Several};
use super::words::{GROUPS, Words};

/// A table: headings, then rows.
pub(super) type Table = Vec<Vec<String>>;

const PARTS: [&str; 4] = ["part", "department", "contractor", "term"];
const OPEN: [&str; 5] = ["part", "owed", "status", "due", "reason"];
const UNCLEAR: [&str; 3] = ["part", "owed", "reason"];
/// What is counted by department and by contractor.
const COUNTED: [&str; 3] = ["overdue", "missing", "undetermined"];

pub(super) fn is_open(owed: &Owed) -> bool {
    matches!(owed.is.as_str(), "overdue" | "missing")
}

pub(super) fn is_unclear(owed: &Owed) -> bool {
    owed.is == "undetermined"
}

/// The rows of obligations that are wanted, under these columns.
pub(super) fn owed(words: &Words<'_>, columns: &[&str], wanted: fn(&Owed) -> bool) -> Table {
    let row = |part: &Part, owed: &Owed| columns.iter().map(|column| words.owed(part, owed, column)).collect();
    let own = |part| -> Vec<Vec<String>> { Part::owed(part, wanted).map(|owed| row(part, owed)).collect() };
    words.expect.parts.iter().flat_map(own).collect()
}

impl Part {
    fn owed(&self, wanted: fn(&Owed) -> bool) -> impl Iterator<Item = &Owed> {
        self.owed.iter().filter(move |owed| wanted(owed))
    }
}

/// Who has something to see to, with how much: parts, and obligations of the three statuses that want a person.
pub(super) fn counted(words: &Words<'_>, all: &[Several]) -> Table {
    let row = |several: &Several| {
        let counts = COUNTED.map(|status| words.expect.count(several, status));
        let texts = [several.parts.len(), counts[0], counts[1], counts[2]].map(|count| count.to_string());
        (counts[0] + counts[1] > 0).then(|| [&[words.named(&several.name)][..], &texts].concat())
    };
    all.iter().filter_map(row).collect()
}

/// The tables of a text, in order: all parts, what is open, what is unclear.
fn tables(words: &Words<'_>) -> Vec<Table> {
    let parts = words.expect.parts.iter().map(|part| {
        let own = PARTS.map(|column| words.part(part, column));
        [&own[..], &part.marks].concat()
    });
    let headed = |headings: Vec<String>, rows: Table| [vec![headings], rows].concat();
    let all = [
        headed([words.headings(&PARTS), words.names(&GROUPS)].concat(), parts.collect()),
        headed(words.headings(&OPEN), owed(words, &OPEN, is_open)),
        headed(words.headings(&UNCLEAR), owed(words, &UNCLEAR, is_unclear)),
    ];
    // Where there is nothing to list, there is no table.
    all.into_iter().filter(|table| table.len() > 1).collect()
}

pub(super) fn markdown_is(words: &Words<'_>, text: &str) {
    let read = Read::of(text);
    assert_eq!(read.tables, tables(words), "tables of markdown");
    let tail = [words.findings(), words.figures(), words.own_packs(), words.unread(), vec![words.counts()]].concat();
    let lines = [words.all_outside(), tail].concat();
    let lines: Vec<&str> = lines.iter().map(|line| line.trim()).collect();
    assert_eq!(read.items, lines, "lists of markdown");
    let some = |wanted: bool, title: &str| wanted.then(|| title.to_owned());
    let is_any = |wanted: fn(&Owed) -> bool| words.expect.parts.iter().flat_map(|part| &part.owed).any(wanted);
    let (open, unclear) = open_titles(words);
    let titles = [
        Some(words.heading()),
        some(is_any(is_open), open),
        some(is_any(is_unclear), unclear),
        some(!words.expect.outside.is_empty(), words.outside_title()),
        some(
            !words.expect.findings.is_empty(),
            words.pick("記録と契約についての指摘", "Findings about records and contracts"),
        ),
        some(true, words.pick("全体の数", "Figures")),
    ];
    assert_eq!(read.titles, titles.into_iter().flatten().collect::<Vec<_>>(), "titles of markdown");
    assert_eq!(read.paragraphs, [words.signs()], "what the signs mean");
}

fn open_titles<'w>(words: &Words<'w>) -> (&'w str, &'w str) {
    (
        words.pick("■ 未了（期限までの記録なし、記録なし・不備）", "■ Open: overdue or missing"),
        words.pick(
            "■ 判断不可（理由に挙げた記録や記載があれば判断できます）",
            "■ Undetermined, and what would settle it",
        ),
    )
}

/// What a reader of Markdown sees.
#[derive(Default)]
struct Read {
    titles: Vec<String>,
    paragraphs: Vec<String>,
    tables: Vec<Table>,
    items: Vec<String>,
}

impl Read {
    fn of(text: &str) -> Self {
        let (mut read, mut here) = (Read::default(), String::new());
        let mut row = Vec::new();
        for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
            match event {
                Event::Text(text) => here.push_str(&text.replace('\u{200b}', "")),
                Event::Start(Tag::Table(_)) => read.tables.push(Vec::new()),
                Event::End(TagEnd::TableCell) => row.push(std::mem::take(&mut here)),
                Event::End(TagEnd::TableHead | TagEnd::TableRow) => {
                    read.tables.last_mut().expect("a table").push(std::mem::take(&mut row));
                }
                Event::End(TagEnd::Heading(_)) => read.titles.push(std::mem::take(&mut here)),
                Event::End(TagEnd::Paragraph) => read.paragraphs.push(std::mem::take(&mut here)),
                Event::End(TagEnd::Item) => read.items.push(std::mem::take(&mut here).trim().to_owned()),
                _ => {}
            }
        }
        read
    }
}

/// The lines of the text, and its grids, in order. White space counts for nothing, and of a grid all cells of a column are
/// put together: those that are wide are broken into lines, and no line parts two rows.
pub(super) fn table_is(words: &Words<'_>, text: &str) {
    let mut wanted: Vec<String> = vec![plain(&words.heading())];
    let mut grids = tables(words).into_iter();
    wanted.push(columns(&grids.next().unwrap_or_default()));
    wanted.push(plain(&words.signs()));
    let (open, unclear) = open_titles(words);
    for (title, is_wanted) in [(open, is_open as fn(&Owed) -> bool), (unclear, is_unclear)] {
        if words.expect.parts.iter().flat_map(|part| &part.owed).any(is_wanted) {
            wanted.push(plain(title));
            wanted.push(columns(&grids.next().unwrap_or_default()));
        }
    }
    for (column, all) in [("department", &words.expect.departments), ("contractor", &words.expect.contractors)] {
        let rows = counted(words, all);
        if !rows.is_empty() {
            let names = COUNTED.map(|status| words.status(status).to_owned());
            let head = [&words.headings(&[column, "parts"])[..], &names].concat();
            wanted.push(columns(&[vec![head], rows].concat()));
        }
    }
    if !words.expect.outside.is_empty() {
        wanted.push(plain(&format!("■ {}", words.outside_title())));
        wanted.extend(words.all_outside().iter().map(|line| plain(line)));
    }
    let lines = [words.findings(), words.figures(), words.own_packs(), words.unread(), vec![words.counts()]].concat();
    wanted.extend(lines.iter().map(|line| plain(line)));
    assert_eq!(lines_of(text), wanted, "table");
}

fn plain(text: &str) -> String {
    text.split_whitespace().collect()
}

fn columns(table: &[Vec<String>]) -> String {
    let width = table.first().map_or(0, Vec::len);
    let column = |at: usize| table.iter().map(|row| plain(&row[at])).collect::<String>();
    (0..width).map(column).collect::<Vec<_>>().join("|")
}

/// Lines of a text that say something, and one for each grid.
fn lines_of(text: &str) -> Vec<String> {
    let (mut lines, mut grid): (Vec<String>, Table) = (Vec::new(), Vec::new());
    for line in text.lines() {
        match line.chars().next() {
            Some('|') => grid.push(line.trim_matches('|').split('|').map(str::to_owned).collect()),
            Some('+') if line.contains('=') => {}
            _ => {
                lines.extend((!grid.is_empty()).then(|| columns(&std::mem::take(&mut grid))));
                let says = !line.starts_with('+') && !line.trim().is_empty();
                lines.extend(says.then(|| plain(line)));
            }
        }
    }
    lines
}
