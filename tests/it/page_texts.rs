//! Whole pages as a reader sees them, section by section, against what was written by hand beside the filing.
//!
//! A line for each row of a table, item, heading and paragraph. `(warning)` is how a row looks, `[send/2]` the part of a picture
//! that a button leads to, `<#finding-1>` where a link leads.

use crate::common::{empty_folder, sekisho, text};

/// The page as lines.
fn lines(page: &str) -> String {
    let main = page.split_once("<header").and_then(|(_, rest)| rest.split_once("</main>")).expect("a page").0;
    let mut shown = String::new();
    let mut hidden = false;
    for (at, piece) in format!("<header{main}").split('<').enumerate().skip(1) {
        let (tag, text) = piece.split_once('>').unwrap_or_else(|| panic!("piece {at}: {piece}"));
        let name = tag.split([' ', '/']).find(|name| !name.is_empty()).expect("a name");
        let (end, looks) = (tag.starts_with('/'), attribute(tag, "class").filter(|it| *it != "count"));
        if name == "svg" {
            hidden = !end;
            shown.push_str(if end { "" } else { "\npicture" });
        }
        if hidden || name == "svg" {
            continue;
        }
        match (name, end) {
            ("h1" | "h2" | "h3", false) => shown.push_str("\n# "),
            ("tr" | "li" | "p" | "pre" | "figure" | "figcaption" | "dt" | "label" | "legend", false) => {
                shown.push('\n');
                let place = place(tag);
                let word = name != "p" || looks.is_some_and(|looks| looks != "hint");
                shown.extend(looks.filter(|_| word).map(|looks| format!("({looks}) ")));
                shown.extend(
                    Some(place).filter(|place| name == "li" && !place.is_empty()).map(|place| format!("[{place}] ")),
                );
            }
            ("caption" | "summary", false) => shown.push_str("\n= "),
            ("td" | "th", true) => shown.push_str(" | "),
            ("br", false) => shown.push_str(" ／ "),
            ("dd", false) => shown.push_str(": "),
            ("button", true) | ("span" | "b" | "code", _) => {}
            ("button", false) => {
                shown.push_str(&plain(text));
                shown.push_str(&format!("[{}]", place(tag)));
                continue;
            }
            ("a", false) => shown.push_str(&format!("<{}>", attribute(tag, "href").expect("a link"))),
            ("input", false) => shown.extend(attribute(tag, "value").map(|value| format!("{value}: "))),
            _ => {}
        }
        shown.push_str(&plain(text).replace('\n', ""));
    }
    let line = |line: &str| {
        let words: Vec<&str> = line.split(' ').filter(|word| !word.is_empty()).collect();
        words.join(" ").trim_end_matches('|').trim_end().to_owned()
    };
    let lines = shown.lines().map(line).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n") + "\n"
}

/// The part of a picture that a tag names.
fn place(tag: &str) -> String {
    let get = |name: &str| attribute(tag, &format!("data-{name}")).unwrap_or_default();
    let (flow, step, holding, actor) = (get("flow"), get("step"), get("holding"), get("actor"));
    let step = if step.is_empty() { String::new() } else { format!("/{step}") };
    let actor = if actor.is_empty() { String::new() } else { format!("@{actor}") };
    format!("{flow}{step}{holding}{actor}")
}

fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    tag.split_once(&format!(" {name}=\""))?.1.split_once('"').map(|(value, _)| value).filter(|value| !value.is_empty())
}

fn plain(html: &str) -> String {
    let signs = [("&#60;", "<"), ("&#62;", ">"), ("&#34;", "\""), ("&#39;", "'"), ("&#38;", "&")];
    signs.iter().fold(html.to_owned(), |text, (sign, c)| text.replace(sign, c))
}

/// A page with `#` for the digest of the pack, which tells of files and not of pages.
fn without_digest(page: &str) -> String {
    let heads = ["ダイジェスト ", "digest "];
    let Some((before, rest)) = heads.iter().find_map(|head| page.split_once(head)) else { return page.to_owned() };
    let (digest, after) = rest.split_at(32);
    assert!(digest.bytes().all(|byte| byte.is_ascii_hexdigit()), "{digest}");
    let head = &page[before.len()..page.len() - rest.len()];
    format!("{before}{head}#{after}")
}

/// Compares a page with what is written in a file of `tests/pages`.
#[track_caller]
fn is_as_written(page: &str, name: &str) {
    let (found, wanted) = (without_digest(&lines(page)), text(&format!("tests/pages/{name}")));
    for (at, (found, wanted)) in found.lines().zip(wanted.lines()).enumerate() {
        assert_eq!(found, wanted, "{name}:{}", at + 1);
    }
    assert_eq!(found.lines().count(), wanted.lines().count(), "lines of {name}");
}

fn report(lang: &str, filing: &str) -> String {
    let arguments = ["--lang", lang, "report", "--today", "2026-11-20", "--policy", "tests/pages/policies", filing];
    let (status, page, said) = sekisho(&arguments);
    assert_eq!((status, said.as_str()), (0, ""));
    page
}

#[test]
fn a_filing_in_japanese() {
    is_as_written(&report("ja", "tests/pages/village.filing.yaml"), "village.ja.txt");
}

/// No title, contracts without ends or other sides, clauses of its own, a column that cannot be read.
#[test]
fn a_filing_that_leaves_much_out() {
    is_as_written(&report("en", "tests/pages/bare.filing.yaml"), "bare.en.txt");
}

#[test]
fn what_cannot_be_read_has_a_page_that_says_so() {
    let arguments = ["--lang", "ja", "report", "--policy", "tests/pages/policies", "tests/cmd/inputs/syntax.yaml"];
    let (status, page, said) = sekisho(&arguments);
    assert_eq!((status, said.as_str()), (2, ""));
    is_as_written(&page, "syntax.ja.txt");
}

/// Three files, one of which cannot be read: what became of each, and the rules that speak most.
#[test]
fn a_folder_of_filings() {
    let out = empty_folder("page-texts", "folder");
    let folder = out.display().to_string();
    let filings = ["tests/pages/village.filing.yaml", "tests/pages/bare.filing.yaml", "tests/cmd/inputs/syntax.yaml"];
    for lang in ["ja", "en"] {
        let options =
            ["--lang", lang, "report", "--today", "2026-11-20", "--policy", "tests/pages/policies", "-o", &folder];
        let (status, shown, said) = sekisho(&[&options[..], &filings].concat());
        assert_eq!((status, shown.as_str(), said.as_str()), (2, "", ""));
        let index = std::fs::read_to_string(out.join("index.html")).expect("an index");
        is_as_written(&index, &format!("folder.{lang}.txt"));
        for name in ["village.html", "bare.html", "syntax.yaml.html"] {
            assert!(out.join(name).is_file(), "{name}");
        }
    }
}

#[test]
fn changes_of_a_filing() {
    for lang in ["ja", "en"] {
        let versions = ["tests/cmd/inputs/clean.yaml", "tests/cmd/inputs/revised.yaml"];
        let (status, page, said) = sekisho(&[&["--lang", lang, "diff", "--format", "html"][..], &versions].concat());
        assert_eq!((status, said.as_str()), (1, ""));
        is_as_written(&page, &format!("changes.{lang}.txt"));
    }
}

#[test]
fn a_filing_in_english() {
    is_as_written(&report("en", "tests/pages/village.filing.yaml"), "village.en.txt");
}

/// A hand-over by either of two media is two hops of one step, and owes its record once.
#[test]
fn a_record_is_asked_for_once_for_a_step() {
    let filing = text("tests/pages/village.filing.yaml");
    let step = "to: maker, medium: cd-r, data: [roster] }";
    assert_eq!(filing.matches(step).count(), 1);
    let path = empty_folder("page-texts", "media").join("village.filing.yaml");
    std::fs::write(&path, filing.replace(step, "to: maker, medium: [cd-r, usb], data: [roster] }")).expect("written");
    let page = lines(&report("en", &path.display().to_string()));
    let rows: Vec<&str> = page.lines().filter(|line| line.starts_with("Ledger | ")).collect();
    assert_eq!(
        rows,
        ["Ledger | ledger of hand-overs | for each hand-over | contractor | ○ step send/2, step send/4 |"]
    );
}
