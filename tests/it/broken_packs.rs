//! Packs with one thing wrong: what is said of it, and where. The packs without mistakes are `tests/packs/whole`, which
//! extends `tests/packs/base`, and `tests/short/short`, whose rules are in their short form.

use std::fmt::Write as _;

use sekisho::policy::{self, PackFile, Packs, Policy, PolicyProblem, PolicyTrouble};
use sekisho::source::{Document, Limits, Node, SourceFile, Span};
use serde_json::Value;

use crate::common::{below, document, root, text};

pub(crate) type Files = Vec<(String, String)>;

/// The folders of packs, each with the pack in it that has a table of mistakes.
const TABLES: [(&str, &str); 2] = [("tests/packs", "whole"), ("tests/short", "short")];

/// Every file of the packs, by its path from their folder.
pub(crate) fn whole() -> Files {
    files_of("tests/packs")
}

/// Every file of the packs of a folder, and of the core.
pub(crate) fn files_of(folder: &str) -> Files {
    let name = |folder: &str, path: &std::path::Path| {
        path.strip_prefix(root().join(folder)).expect("below").to_string_lossy().replace('\\', "/")
    };
    let read = |path: &std::path::Path| std::fs::read_to_string(path).expect("readable");
    let core = below(&root().join("policies/core"), ".yaml");
    let own = below(&root().join(folder), ".yaml");
    let own = own.iter().map(|path| (name(folder, path), read(path)));
    core.iter()
        .map(|path| (name("policies", path), read(path)))
        .chain(own)
        .filter(|(name, _)| name.contains('/'))
        .collect()
}

pub(crate) fn packs_of_files(files: &Files) -> Packs {
    Packs::new(files.iter().map(|(path, text)| PackFile::new(path.clone(), text.clone().into_bytes())).collect())
}

pub(crate) fn load(files: &Files) -> Result<Policy, Vec<PolicyProblem>> {
    policy::load(&packs_of_files(files), "whole")
}

fn source(path: &str, text: &str) -> SourceFile {
    SourceFile::decode(path.to_owned(), text.as_bytes().to_vec(), &Limits::default()).expect("text")
}

/// The text from a place on.
fn text_at(text: &str, span: Span) -> String {
    let source = source("f", text);
    text[source.offset(span.line, span.column)..].lines().next().unwrap_or_default().to_owned()
}

/// What is wrong, as the table writes it: the kind and what it names.
fn written(trouble: &PolicyTrouble) -> String {
    let near = |suggestion: &Option<String>| suggestion.as_ref().map_or_else(String::new, |near| format!(" ~{near}"));
    match trouble {
        PolicyTrouble::Unreadable => "unreadable".to_owned(),
        PolicyTrouble::NotRead => "not-read".to_owned(),
        PolicyTrouble::YieldsInARing { id } => format!("ring {id}"),
        PolicyTrouble::UnknownKey { key, suggestion } => format!("key {key}{}", near(suggestion)),
        PolicyTrouble::MissingKey { key } => format!("missing {key}"),
        PolicyTrouble::UnknownFact { subject, name, suggestion } => {
            format!("fact {subject} {name}{}", near(suggestion))
        }
        PolicyTrouble::ToFill { what } => format!("fill {what}"),
        PolicyTrouble::WrongRelation { name } => format!("relation {name}"),
        PolicyTrouble::UnknownWord { word, suggestion } => format!("word {word}{}", near(suggestion)),
        PolicyTrouble::BadOperator { name } => format!("operator {name}"),
        PolicyTrouble::BadValue { expected } => format!("value {expected}"),
        PolicyTrouble::TooDeep => "deep".to_owned(),
        PolicyTrouble::MissingMessage { verdict, lang } => format!("message {verdict} {lang}"),
        PolicyTrouble::UnknownPlaceholder { name, suggestion } => format!("placeholder {name}{}", near(suggestion)),
        PolicyTrouble::BadTemplate => "braces".to_owned(),
        PolicyTrouble::UnknownReference { kind, id, suggestion } => format!("no {kind} {id}{}", near(suggestion)),
        PolicyTrouble::OverlappingVersions { id } => format!("versions {id}"),
        PolicyTrouble::DuplicateId { id } => format!("twice {id}"),
        PolicyTrouble::MissingReason { id } => format!("reason {id}"),
        PolicyTrouble::BadParent { id } => format!("parent {id}"),
        PolicyTrouble::BadId { id } => format!("id {id}"),
        PolicyTrouble::OtherId { id, folder } => format!("id {id} in {folder}"),
        PolicyTrouble::SharedJurisdiction { jurisdiction, first, second } => {
            format!("both {first} {second} {jurisdiction}")
        }
        PolicyTrouble::NoFiling { said } => format!("filing {said}"),
        PolicyTrouble::TooMany { what, limit } => format!("limit {what} {limit}"),
    }
}

#[test]
fn a_pack_without_mistakes_is_read() {
    let policy = load(&whole()).unwrap_or_else(|problems| panic!("{problems:#?}"));
    let ids: Vec<&str> = policy.rules.iter().map(|rule| rule.id.as_str()).collect();
    assert_eq!(ids, ["contract-label", "contract-short", "hop-carried", "hop-encrypted"]);
    assert_eq!(policy.packs, ["base", "whole"]);
    assert_eq!((policy.id.as_str(), policy.version.as_str(), policy.editions.len()), ("whole", "1", 1));
}

/// One change of one file, and all that is said of it: a problem with the text at which it stands.
#[test]
fn one_thing_wrong() {
    for (folder, pack) in TABLES {
        said_of_each(folder, pack);
    }
}

fn said_of_each(folder: &str, pack: &str) {
    let name = format!("{folder}/wrong.yaml");
    let table = Document::to_json(document(&name, &text(&name)).root());
    let mut wrong = String::new();
    for (file, cases) in table.as_object().expect("files") {
        for case in cases.as_array().expect("cases") {
            let [from, to, expected] = ["from", "to", "is"].map(|key| &case[key]);
            let mut files = files_of(folder);
            match (from.as_str(), files.iter_mut().find(|(path, _)| path == file)) {
                (Some(from), Some((_, text))) => {
                    assert_eq!(text.matches(from).count(), 1, "{file}: {from:?}");
                    *text = text.replace(from, to.as_str().expect("to"));
                }
                (None, Some((_, text))) => to.as_str().expect("to").clone_into(text),
                (_, None) => files.push((file.clone(), to.as_str().expect("to").to_owned())),
            }
            let pair =
                |one: &Value| (one[0].as_str().expect("what").to_owned(), one[1].as_str().expect("at").to_owned());
            let expected: Vec<(String, String)> = expected.as_array().expect("is").iter().map(pair).collect();
            let found: Vec<(String, String)> = policy::load(&packs_of_files(&files), pack)
                .err()
                .into_iter()
                .flatten()
                .map(|problem| {
                    let (_, text) = files.iter().find(|(path, _)| *path == problem.file).expect("a file");
                    let here = if problem.file == *file { String::new() } else { format!("{} ", problem.file) };
                    (written(&problem.trouble), here + &text_at(text, problem.span))
                })
                .collect();
            let same = found.len() == expected.len()
                && found.iter().zip(&expected).all(|(one, other)| one.0 == other.0 && one.1.starts_with(&other.1));
            if !same {
                let _ = writeln!(wrong, "{file}: {from} -> {to}\n  expected {expected:?}\n  found {found:?}");
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// Maps whose keys are the author's own.
const FREE: [&str; 12] = [
    "synonyms",
    "umbrellas",
    "ambiguous",
    "wordings",
    "tasks",
    "kinds",
    "items",
    "en",
    "forum",
    "agenda",
    "section",
    "sources",
];

/// Every key of every file, misspelt: something is said exactly there.
#[test]
fn a_misspelt_key_is_said_at_its_place() {
    let tried: usize = TABLES.into_iter().map(|(folder, pack)| each_misspelt(folder, pack)).sum();
    assert!(tried > 200, "{tried}");
}

/// Says how many keys were misspelt.
fn each_misspelt(folder: &str, pack: &str) -> usize {
    let files = files_of(folder);
    let mut tried = 0;
    let mut silent = Vec::new();
    let own = format!("{pack}/");
    for (at, (path, text)) in files.iter().enumerate().filter(|(_, (path, _))| path.starts_with(&own)) {
        let document = document(path, text);
        let mut keys = Vec::new();
        keys_of(document.root(), &mut keys);
        let source = source(path, text);
        for (key, span) in keys {
            let end = source.offset(span.end_line, span.end_column);
            // A key in quotes ends before them.
            let end = if text[..end].ends_with('"') { end - 1 } else { end };
            let mut files = files.clone();
            files[at].1.insert(end, 'x');
            tried += 1;
            let problems = policy::load(&packs_of_files(&files), pack).err().unwrap_or_default();
            let said = problems
                .iter()
                .any(|one| one.file == *path && (one.span.line, one.span.column) == (span.line, span.column));
            if !said {
                silent.push(format!("{path}:{}:{} {key}", span.line, span.column));
            }
        }
    }
    assert!(silent.is_empty(), "{silent:#?}");
    tried
}

fn keys_of(node: Node<'_>, found: &mut Vec<(String, Span)>) {
    for (key, span, value) in node.entries() {
        // The id of a rule is the author's own.
        if !key.contains('-') {
            found.push((key.to_owned(), span));
        }
        if FREE.contains(&key) {
            value.entries().for_each(|(_, _, value)| keys_of(value, found));
        } else {
            keys_of(value, found);
        }
    }
    node.items().for_each(|item| keys_of(item, found));
}
