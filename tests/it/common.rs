//! What several tests need: packs from the tree, documents from files.

use std::ffi::OsString;
use std::io::{Cursor, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use sekisho::check::Speaker;
use sekisho::cli::{Environment, Streams, run};
use sekisho::compare::{self, ChangeWording};
use sekisho::policy::{self, PackFile, Packs, Policy};
use sekisho::session::{Options, Session};
use sekisho::source::{Document, Limits, SourceFile};
use sekisho::trial::{self, TrialReport, Trials};
use sekisho::vocabulary::pack_words::PackWords;
use sekisho::words::Lang;
use sekisho::workbook::OfficeTexts;

/// The root of the project.
pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// A file of the project as text.
pub(crate) fn text(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Files below a folder whose names end so, sorted, as paths from that folder.
pub(crate) fn below(folder: &Path, suffix: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(at) = open.pop() {
        for entry in std::fs::read_dir(&at).expect("folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else if path.to_string_lossy().ends_with(suffix) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// The packs of the tree, without their tests.
pub(crate) fn packs() -> Packs {
    packs_of(&root().join("policies"))
}

/// The words that a shipped pack and its parents declare.
pub(crate) fn words_of(pack: &str) -> PackWords {
    policy::load(&packs(), pack).unwrap_or_else(|problems| panic!("{problems:#?}")).words
}

/// What the packs of a city say that the sheets of its filings show.
pub(crate) fn office_texts() -> OfficeTexts {
    let packs = packs();
    let policy = policy::load(&packs, "shinjuku").unwrap_or_else(|problems| panic!("{problems:#?}"));
    let forms = policy::load_forms(&packs, &policy).unwrap_or_else(|problems| panic!("{problems:#?}"));
    OfficeTexts { words: policy.words, checklists: forms.checklists }
}

/// The packs of a folder, without their tests.
pub(crate) fn packs_of(folder: &Path) -> Packs {
    Packs::new(pack_files(folder).collect())
}

/// The packs of the tree and those of a folder.
pub(crate) fn packs_with(folder: &Path) -> Packs {
    Packs::new(pack_files(&root().join("policies")).chain(pack_files(folder)).collect())
}

/// The packs of the tree, and a child of `shinjuku` that judges the jurisdiction `child` by some rules more.
pub(crate) fn packs_with_child(rules: &str) -> Packs {
    let head = "id: child\ntitle: { ja: 子, en: child }\nversion: \"1\"\njurisdictions: [child]\nextends: [shinjuku]\n";
    let own = [("child/policy.yaml", head), ("child/rules/all.yaml", rules)];
    let own = own.map(|(path, text)| PackFile::new(path.to_owned(), text.as_bytes().to_vec()));
    Packs::new(pack_files(&root().join("policies")).chain(own).collect())
}

fn pack_files(folder: &Path) -> impl Iterator<Item = PackFile> {
    let named = below(folder, ".yaml").into_iter().map(move |path| {
        let name = path.strip_prefix(folder).expect("below").to_string_lossy().replace('\\', "/");
        (name, path)
    });
    named
        .filter(|(name, _)| !name.split('/').any(|part| part == "tests"))
        .map(|(name, path)| PackFile::new(name, std::fs::read(path).expect("readable")))
}

/// The tests of a pack, by its folder.
pub(crate) fn trials_of(pack: &Path) -> Trials {
    let read = |path: PathBuf| (path.display().to_string(), std::fs::read(&path).expect("readable"));
    Trials::of(below(&pack.join("tests"), ".yaml").into_iter().map(read))
}

/// The policy of a pack of the tree, and what came of its tests and those of its parents.
pub(crate) fn tried(id: &str) -> (Arc<Policy>, TrialReport) {
    let policy = Arc::new(sekisho::policy::load(&packs(), id).unwrap_or_else(|problems| panic!("{id}: {problems:#?}")));
    let trials: Vec<Trials> = policy.packs.iter().map(|pack| trials_of(&root().join("policies").join(pack))).collect();
    let report = trial::run(&session(), &policy, &trials).unwrap_or_else(|error| panic!("{error}"));
    (policy, report)
}

/// A session on the packs of the tree.
pub(crate) fn session() -> Session {
    session_on(packs())
}

/// A session on the packs of the tree that speaks a language.
pub(crate) fn session_in(lang: Lang) -> Session {
    session_of(packs(), lang)
}

/// A session on packs.
pub(crate) fn session_on(packs: Packs) -> Session {
    session_of(packs, Lang::Ja)
}

/// A session on packs that speaks a language.
pub(crate) fn session_of(packs: Packs, lang: Lang) -> Session {
    let today = jiff::civil::date(2026, 11, 20);
    let options = Options { packs, today, judge_by: None, waivers: true, lang };
    Session::new(options).unwrap_or_else(|error| panic!("{error:?}"))
}

/// A policy that speaks Japanese.
pub(crate) fn speaker(policy: &Policy) -> Speaker<'_> {
    Speaker { policy, lang: Lang::Ja }
}

/// What the shipped packs call the changes between two texts of a filing, sentence by sentence.
pub(crate) fn changes_said(old: &str, new: &str, lang: Lang) -> Vec<String> {
    let policy = session().policy("shinjuku").expect("a pack").expect("a policy");
    let found = compare::compare(&document("old", old), &document("new", new), &policy, lang);
    let wording = ChangeWording { found: &found, old: "old", new: "new", cells: [None, None], lang };
    found.changes.iter().map(|change| wording.sentence(change)).collect()
}

/// Holds what is said of each case against what is expected, in whatever order.
pub(crate) fn all_said(cases: impl IntoIterator<Item = (String, Vec<String>, &'static [&'static str])>) {
    let mut wrong = Vec::new();
    for (name, mut said, expected) in cases {
        let mut expected: Vec<String> = expected.iter().map(|line| (*line).to_owned()).collect();
        said.sort();
        expected.sort();
        if said != expected {
            wrong.push(format!("{name}\n  expected {expected:#?}\n  said {said:#?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A document that must parse.
pub(crate) fn document(name: &str, text: &str) -> Document {
    let limits = Limits::default();
    let source = SourceFile::decode(name.to_owned(), text.as_bytes().to_vec(), &limits).expect("text");
    let parsed = Document::parse(&source, &limits);
    assert_eq!(parsed.problems, Vec::new(), "{name}");
    parsed.document.expect("document")
}

/// An empty folder of its own for a test.
pub(crate) fn empty_folder(group: &str, name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(group).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("made");
    folder
}

/// An entry of an archive, as text.
pub(crate) fn entry_text(archive: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(archive)).expect("an archive");
    let mut text = String::new();
    std::io::Read::read_to_string(&mut archive.by_name(name).expect("an entry"), &mut text).expect("text");
    text
}

/// A zip archive, as workbooks are, in which an entry is another, or one more.
pub(crate) fn with_entry(archive: &[u8], name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(archive)).expect("archive");
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..archive.len() {
        let entry = archive.by_index(at).expect("entry");
        if entry.name().expect("name") != name {
            zip.raw_copy_file(entry).expect("copied");
        }
    }
    zip.start_file(name, zip::write::SimpleFileOptions::default()).expect("begun");
    zip.write_all(bytes).expect("written");
    zip.finish().expect("ended").into_inner()
}

/// Runs the program in this process: status, standard output and standard error.
pub(crate) fn sekisho(arguments: &[&str]) -> (u8, String, String) {
    let environment = Environment {
        lang: Lang::Ja,
        color: false,
        progress: false,
        today: jiff::civil::date(2026, 11, 20),
        unknown_zone: None,
        workspace: None,
    };
    let (mut stdin, mut stdout, mut stderr) = (std::io::empty(), Vec::new(), Vec::new());
    let mut streams = Streams { stdin: &mut stdin, stdout: &mut stdout, stderr: &mut stderr };
    let arguments = std::iter::once("sekisho").chain(arguments.iter().copied()).map(OsString::from);
    let exit = run(arguments, &environment, &mut streams);
    (exit.code(), String::from_utf8(stdout).expect("text"), String::from_utf8(stderr).expect("text"))
}
