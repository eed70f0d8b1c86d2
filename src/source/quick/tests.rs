use std::path::{Path, PathBuf};

use proptest::prelude::*;

use super::super::{Document, Limits, SourceFile};

fn file(text: &str) -> Option<SourceFile> {
    SourceFile::decode("t.yaml".into(), text.as_bytes().to_vec(), &Limits::default()).ok()
}

/// Whether the quick way reads a text; and that it reads the same tree as the slow way, which has nothing to report.
fn is_read(text: &str) -> Result<bool, String> {
    let Some(source) = file(text) else { return Ok(false) };
    let Some(quick) = super::parse(&source, &Limits::default()) else { return Ok(false) };
    let slow = Document::parse_slowly(&source, &Limits::default());
    if let Some(problem) = slow.problems.first() {
        return Err(format!("{problem:?}\n{text}"));
    }
    let slow = slow.document.ok_or_else(|| format!("no tree\n{text}"))?;
    if quick.text != slow.text {
        return Err(format!("texts: {:?}\nbut {:?}\n{text}", quick.text, slow.text));
    }
    let differ = |a: &dyn std::fmt::Debug, b: &dyn std::fmt::Debug| format!("{a:?}\nbut {b:?}\n{text}");
    for (quick, slow) in quick.keys.iter().zip(&slow.keys) {
        if format!("{quick:?}") != format!("{slow:?}") {
            return Err(differ(quick, slow));
        }
    }
    for (quick, slow) in quick.slots.iter().zip(&slow.slots) {
        if format!("{quick:?}") != format!("{slow:?}") {
            return Err(differ(quick, slow));
        }
    }
    match quick.compile() == slow.compile() {
        true => Ok(true),
        false => Err(format!("more in one than in the other\n{text}")),
    }
}

fn all_yaml() -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders: Vec<PathBuf> = ["examples", "policies", "locales", "tests", "docs", ".github"]
        .iter()
        .map(|folder| Path::new(env!("CARGO_MANIFEST_DIR")).join(folder))
        .collect();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "yaml" || ending == "yml") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

#[test]
fn what_filings_are_written_in_is_read() {
    for text in [
        "a: 1\n",
        "a: 1",
        "# about\n\na: 1 # one\nb: two words\n",
        "a:\nb: x\nc:\n",
        "a:   # left out\nb: 1\n",
        "a:\n  b:\n    c: 1\n  d: 2\ne: 3\n",
        "a:\n- x\n- y\nb: 1\n",
        "a:\n  - x\n  # between\n  - y\n",
        "- a: 1\n  b: 2\n- c\n",
        "-\n  a: 1\n-\n  b\n",
        "a: [x, y]\nb: []\nc: {}\nd: { e: 1, f: [g, { h: i }] }\n",
        "a: [\n  x, # one\n\n  y,\n  ]\n",
        "a: {x: 1,\n  y: two\n    words}\n",
        "a: \"b\"   # c\nd: 'e'\n\"f\": 'it''s'\n'g h': 1\n",
        "a: \"say \\\"no\\\" \\u3042\\x41 \\\\ \\/\"\n",
        "a: \"one\n  two  \n\n\n  three\"\nb: 'one\n\n  two'\n",
        "a: \"one \\\n  two\\\n\n  three\"\n",
        "a: one\n  two\n\n\n  three - four\nb: 1\n",
        "a:\n  one\n  two\n",
        "a: |\n  one\n    two\n\n  three\n\nb: 1\n",
        "a: |-\n  one\nb: |+\n  two\n\nc: 1\n",
        "a: |2\n   one\n  two\n",
        "a: >\n  one\n  two\n\n  three\n    four\n  five\n",
        "a: >-\n\n  one\n# after\nb: 1\n",
        "- |\n  one\n- >\n  two\n",
        "a: &k { x: 1 }\nb: *k\nc: [*k, &l 2, *l]\nd: &m\n  y: 1\ne: *m\n",
        "a: &k\n- z\nb: &n |\n  one\n",
        "a: &n text\nb: &o \"text\"\n",
        "図書館: 利用者　名簿、（控え）\n一覧: [氏名, 住所・電話]\n",
        "a: http://b/c#d\ne: -1\nf: a:b\ng: 10:30\n",
        "a: x#y\nb: 'c' \n",
        "a: [-1, b-c, d:e]\n",
        "- - x\n  - y\n- z\n",
        "- - - x\n",
        "a:\n- - x\n  - y\n",
    ] {
        assert_eq!(is_read(text), Ok(true), "{text}");
    }
}

#[test]
fn what_it_is_not_sure_of_is_left_to_the_slow_way() {
    for text in [
        "",
        "# nothing\n",
        "text\n",
        "[a, b]\n",
        "---\na: 1\n",
        "a: 1\n---\nb: 2\n",
        "%YAML 1.2\na: 1\n",
        "a: 1\na: 2\n",
        "a: b: c\n",
        "a: !!str 1\n",
        "? a\n: b\n",
        "<<: { a: 1 }\n",
        "a:\tb\n",
        "a: 1\r\n",
        "a: \"\\a\"\n",
        "a: \"\\q\"\n",
        "a: 'x\n",
        "a: [x\n",
        "a: [x, , y]\n",
        "a: [b: c]\n",
        "a: { b }\n",
        "a: *b\n",
        "a: &b *b\n",
        "a: &b 1\nc: &b 2\n",
        "a: 1\n  b: 2\n",
        "a:\n  b: 1\n c: 2\n",
        "- a\nb: 1\n",
        "a: 1\n- b\n",
        "a: | x\n  y\n",
        "a: |\n  x",
        "a: か\u{3099}\n",
        "- &a b: 1\n",
    ] {
        assert_eq!(is_read(text), Ok(false), "{text}");
    }
    let deep = format!("a: {}{}\n", "[".repeat(70), "]".repeat(70));
    assert_eq!(is_read(&deep), Ok(false));
    let many: String = (0..40).map(|n| format!("k{n}: {n}\n")).collect();
    assert_eq!(is_read(&many), Ok(true));
    assert_eq!(is_read(&format!("{many}k39: x\n")), Ok(false));
}

#[test]
fn every_yaml_of_the_project_reads_the_same() {
    let (mut read, mut left) = (0, Vec::new());
    for path in all_yaml() {
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        match is_read(&text) {
            Ok(true) => read += 1,
            Ok(false) => left.push(path),
            Err(why) => panic!("{}: {why}", path.display()),
        }
    }
    assert!(read > 9 * left.len(), "{read} read, but not {left:#?}");
}

/// What a change of a text may put in.
const PIECES: [&str; 44] = [
    " ", "  ", "    ", "\n", "\n\n", "\n  ", "\n    ", ":", ": ", ":\n", "- ", "-", "\n- ", "[", "]", "{", "}", ",",
    ", ", "#", " # c", "'", "''", "\"", "\\", "\\\n", "\\u3042", "|\n", "|-\n", "|+\n", ">\n", ">-\n", "|2\n", "&a ",
    "*a", "!", "? ", "%", "~", "あ", "　", "a: b", "- - ", "'x'",
];

/// A few lines of a text, without the indentation that they share.
fn excerpt(text: &str, from: usize, count: usize) -> String {
    let lines: Vec<&str> = text.split_inclusive('\n').skip(from).take(count).collect();
    let indent = lines.first().map_or(0, |line| line.len() - line.trim_start_matches(' ').len());
    lines
        .iter()
        .map(|line| line.get(indent..).filter(|_| line.starts_with(&" ".repeat(indent))).unwrap_or(line))
        .collect()
}

/// One change: at a place (in thousandths of the text), what is taken out, what is put in.
fn changed(text: &str, (at, out, piece, kind): (usize, usize, usize, u8)) -> String {
    let chars: Vec<char> = text.chars().collect();
    let at = at * chars.len() / 1000;
    let out = (at + out).min(chars.len());
    let take = |part: &[char]| part.iter().collect::<String>();
    match kind {
        0 => take(&chars[..at]) + &take(&chars[out..]),
        1 => {
            let lines: Vec<&str> = text.split_inclusive('\n').collect();
            let line = at * lines.len() / chars.len().max(1);
            lines
                .iter()
                .enumerate()
                .flat_map(|(n, text)| std::iter::repeat_n(*text, 1 + usize::from(n == line)))
                .collect()
        }
        2 => {
            let begin = take(&chars[..at]).rfind('\n').map_or(0, |at| at + 1);
            format!("{}{}{}", &text[..begin], " ", &text[begin..])
        }
        _ => take(&chars[..at]) + PIECES[piece % PIECES.len()] + &take(&chars[at..]),
    }
}

fn texts() -> Vec<String> {
    all_yaml().iter().filter_map(|path| std::fs::read_to_string(path).ok()).filter(|text| !text.is_empty()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: mutants(), ..ProptestConfig::default() })]
    #[test]
    fn mutants_read_the_same_or_are_left_to_the_slow_way(
        which in any::<prop::sample::Index>(),
        from in any::<prop::sample::Index>(),
        count in 1usize..25,
        changes in prop::collection::vec((0usize..1000, 1usize..12, 0usize..44, 0u8..8), 0..4),
    ) {
        thread_local! { static TEXTS: Vec<String> = texts(); }
        let text = TEXTS.with(|texts| {
            let text = which.get(texts);
            excerpt(text, from.index(text.lines().count()), count)
        });
        let text = changes.into_iter().fold(text, |text, change| changed(&text, change));
        prop_assert_eq!(is_read(&text).err(), None);
    }
}

/// Number of mutants: some thousands, or as many as `SEKISHO_MUTANTS` says.
fn mutants() -> u32 {
    std::env::var("SEKISHO_MUTANTS").ok().and_then(|count| count.parse().ok()).unwrap_or(4_000)
}

#[test]
#[allow(clippy::print_stdout, reason = "what is skipped is said")]
fn the_public_test_suite_reads_the_same_or_is_left_to_the_slow_way() {
    let folder = std::env::var_os("SEKISHO_YAML_SUITE");
    assert!(folder.is_some() || std::env::var_os("CI").is_none(), "the suite is not there");
    let Some(folder) = folder else {
        println!("SEKISHO_YAML_SUITE names no folder: the public test suite of YAML is not read");
        return;
    };
    let (mut read, mut left) = (0, 0);
    for entry in std::fs::read_dir(&folder).unwrap().flatten() {
        let Ok(text) = std::fs::read_to_string(entry.path()) else { continue };
        match is_read(&text) {
            Ok(true) => read += 1,
            Ok(false) => left += 1,
            Err(why) => panic!("{}: {why}", entry.path().display()),
        }
    }
    assert!(read >= 48 && left > read, "{read} read, {left} left");
}
