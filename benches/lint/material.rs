//! The files that are linted, and the packs.

use std::path::{Path, PathBuf};

use sekisho::policy::{PackFile, Packs};
use sekisho::session::{Options, Session};
use sekisho::words::Lang;

/// The filings of `examples/shinjuku`, so many times over, each with an id of its own.
pub(crate) fn filings(copies: usize) -> Vec<Vec<u8>> {
    let folder = root().join("examples/shinjuku");
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder).expect("examples").flatten().map(|e| e.path()).collect();
    paths.retain(|path| path.to_string_lossy().ends_with(".filing.yaml"));
    paths.sort();
    let texts: Vec<String> = paths.iter().map(|path| std::fs::read_to_string(path).expect("text")).collect();
    let copy = |copy: usize| {
        let texts = texts.iter().map(move |text| {
            let id = text.lines().find(|line| line.starts_with("id: ")).expect("an id");
            text.replacen(id, &format!("{id}-{copy}"), 1).into_bytes()
        });
        texts.collect::<Vec<_>>()
    };
    (0..copies).flat_map(copy).collect()
}

/// A session with every shipped rule.
pub(crate) fn session() -> Session {
    let today = sekisho::calendar::When::parse("2026-11-20").expect("a day").first;
    Session::new(Options { packs: packs(), today, judge_by: None, waivers: true, lang: Lang::Ja }).expect("packs")
}

pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn packs() -> Packs {
    let mut files = Vec::new();
    let top = root().join("policies");
    let mut open = vec![top.clone()];
    while let Some(folder) = open.pop() {
        for path in std::fs::read_dir(&folder).expect("policies").flatten().map(|entry| entry.path()) {
            if path.is_dir() && !path.ends_with("tests") {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "yaml") {
                files.push(PackFile::new(below(&top, &path), std::fs::read(&path).expect("a file")));
            }
        }
    }
    Packs::new(files)
}

fn below(top: &Path, path: &Path) -> String {
    path.strip_prefix(top).unwrap_or(path).to_string_lossy().replace('\\', "/")
}
