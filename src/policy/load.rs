//! Packs: finding the one for a jurisdiction, reading its files, and joining it with its parents.

use std::borrow::Cow;
use std::collections::BTreeSet;

use serde_json::Value;
use sha2::{Digest, Sha256};

use super::catalogue;
use super::changes;
use super::merge;
use super::model::{Edition, Policy};
use super::obligation;
use super::problem::{PolicyProblem, PolicyTrouble};
use super::rule;
use crate::calendar::When;
use crate::source::{Document, Kind, Limits, Node, SourceFile, Span};
use crate::text;
use crate::vocabulary::enumerations::{Enumerated, Variant};
use crate::words::Both;

/// Pack whose findings the program itself makes; part of every policy.
pub(super) const CORE: &str = "core";
/// Packs may extend each other this deep.
const MAX_PARENTS: usize = 16;
/// A policy may have this many rules.
const MAX_RULES: usize = 5_000;

/// Findings that the program itself makes: the core pack has words for each.
const BUILT_IN: &[&str] = &[
    "bad-date",
    "bad-form",
    "bad-workbook",
    "cannot-read",
    "carrier-gap",
    "control-character",
    "dangling-reference",
    "disposal-covers-nothing",
    "duplicate-id",
    "duplicate-key",
    "elsewhere",
    "empty-file",
    "evidence-astray",
    "evidence-repeated",
    "encoding",
    "era-ended",
    "era-not-begun",
    "fact-unstated",
    "filing-repeated",
    "flow-break",
    "flow-source-ambiguous",
    "inferred-nothing",
    "key-not-for-action",
    "limit-exceeded",
    "missing-key",
    "not-a-filing",
    "not-evidence",
    "parent-ring",
    "reason-blank",
    "reason-not-allowed",
    "reason-unused",
    "reference-date-missing",
    "table-column-without-heading",
    "table-error-cell",
    "table-open-quote",
    "table-ragged-row",
    "table-without-headings",
    "too-many-findings",
    "unknown-form",
    "unknown-jurisdiction",
    "unknown-key",
    "unknown-measure",
    "unknown-row",
    "unknown-rule",
    "unknown-value",
    "unsupported-yaml",
    "waiver-expired",
    "waiver-falls-short",
    "waiver-incomplete",
    "waiver-not-allowed",
    "baseline-unused",
    "waiver-unused",
    "wrong-type",
    "yaml-full-width",
    "yaml-syntax",
    "yaml-tab",
];

/// One file of a pack.
#[derive(Debug, Clone)]
pub struct PackFile {
    /// Path from the folder of the packs: `shinjuku/rules/hop.yaml`.
    pub path: String,
    /// Its bytes.
    pub bytes: Cow<'static, [u8]>,
    /// Its tree, where it was read when the program was built.
    pub tree: Option<&'static [u8]>,
}

impl PackFile {
    /// A file that is still to be read.
    pub fn new(path: String, bytes: Vec<u8>) -> Self {
        PackFile { path, bytes: bytes.into(), tree: None }
    }
}

/// All packs at hand, unread.
#[derive(Debug, Clone, Default)]
pub struct Packs {
    files: Vec<PackFile>,
}

impl Packs {
    /// Packs from their files.
    pub fn new(mut files: Vec<PackFile>) -> Self {
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Packs { files }
    }

    /// Ids of the packs.
    pub fn ids(&self) -> Vec<&str> {
        let own = self.files.iter().filter_map(|file| file.path.strip_suffix("/policy.yaml"));
        own.filter(|id| !id.contains('/')).collect()
    }

    /// The pack that judges a jurisdiction.
    pub fn for_jurisdiction(&self, jurisdiction: &str) -> Option<&str> {
        self.ids().into_iter().find(|id| self.judged_by(id).iter().any(|own| own == jurisdiction))
    }

    /// Every jurisdiction that a pack judges.
    pub fn jurisdictions(&self) -> Vec<String> {
        self.ids().into_iter().flat_map(|id| self.judged_by(id)).collect()
    }

    fn judged_by(&self, id: &str) -> Vec<String> {
        let head = self.file(&format!("{id}/policy.yaml")).and_then(document);
        let list = head.iter().flat_map(|head| head.root().get("jurisdictions")).flat_map(|list| list.items());
        list.filter_map(|item| item.text().map(str::to_owned)).collect()
    }

    /// Packs that others extend and that are not at hand.
    pub fn missing(&self) -> BTreeSet<String> {
        let heads = self.ids().into_iter().filter_map(|id| document(self.file(&format!("{id}/policy.yaml"))?));
        let mut missing = BTreeSet::new();
        for head in heads {
            let parents = head.root().get("extends").into_iter().flat_map(|list| list.items());
            missing.extend(parents.filter_map(|parent| parent.text().map(str::to_owned)));
        }
        missing.retain(|id| self.file(&format!("{id}/policy.yaml")).is_none());
        missing
    }

    /// Heads of packs that cannot be read, and so might judge any jurisdiction.
    pub fn broken_heads(&self) -> Vec<PolicyProblem> {
        self.ids()
            .into_iter()
            .map(|id| format!("{id}/policy.yaml"))
            .filter(|path| self.file(path).and_then(document).is_none())
            .map(|path| problem(&path, Span::START, PolicyTrouble::Unreadable))
            .collect()
    }

    /// Files of a pack below a folder, in order.
    pub fn below<'p>(&'p self, folder: &'p str) -> impl Iterator<Item = &'p PackFile> {
        self.files.iter().filter(move |file| {
            file.path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/')) && file.path.ends_with(".yaml")
        })
    }

    /// An entry of a list in a file, as it is written.
    pub fn entry(&self, path: &str, span: Span) -> Option<Value> {
        let document = self.file(path).and_then(document)?;
        let entry = document.root().items().find(|entry| entry.span() == span)?;
        Some(Document::to_json(entry))
    }

    /// A file by path.
    pub fn file(&self, path: &str) -> Option<&PackFile> {
        self.files.iter().find(|file| file.path == path)
    }
}

/// Reads a pack with everything it extends.
///
/// # Errors
/// Everything wrong in its files, each at its place.
pub fn load(packs: &Packs, id: &str) -> Result<Policy, Vec<PolicyProblem>> {
    let mut loader =
        Loader { packs, problems: Vec::new(), hash: Sha256::new(), done: Vec::new(), taken: BTreeSet::new() };
    let mut policy = Policy::default();
    loader.pack(CORE, &mut policy, 0);
    loader.pack(id, &mut policy, 0);
    merge::check(&policy, &mut loader.problems);
    loader.left_over();
    for known in BUILT_IN.iter().filter(|known| !policy.built_in.contains_key(**known)) {
        let trouble = PolicyTrouble::UnknownReference { kind: "finding", id: (*known).to_owned(), suggestion: None };
        loader.problems.push(problem("core/findings.yaml", Span::START, trouble));
    }
    if id != CORE && policy.rules.is_empty() {
        let head = format!("{id}/policy.yaml");
        loader.problems.push(problem(&head, Span::START, PolicyTrouble::MissingKey { key: "rules" }));
    }
    if policy.rules.len() > MAX_RULES {
        loader.problems.push(problem(id, Span::default(), PolicyTrouble::TooMany { what: "rules", limit: MAX_RULES }));
    }
    if !loader.problems.is_empty() {
        return Err(loader.problems);
    }
    policy.obligations.sort_by(|a, b| a.id.cmp(&b.id));
    policy.rules.sort_by(|a, b| a.id.cmp(&b.id).then(a.effective.from.cmp(&b.effective.from)));
    policy.digest = loader.hash.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    Ok(policy)
}

/// One policy file while it is read.
pub(super) struct Reading<'a> {
    pub(super) file: &'a str,
    pub(super) problems: &'a mut Vec<PolicyProblem>,
}

impl Reading<'_> {
    /// Reports something wrong at a place.
    pub(super) fn report(&mut self, span: Span, trouble: PolicyTrouble) {
        self.problems.push(problem(self.file, span, trouble));
    }

    /// Reports keys that are not known here.
    pub(super) fn keys(&mut self, node: Node<'_>, known: &[&str]) {
        if node.kind() != Kind::Map {
            self.report(node.span(), PolicyTrouble::BadValue { expected: "map" });
            return;
        }
        for (key, span, _) in node.entries() {
            if !known.contains(&key) {
                let suggestion = text::suggest(key, known.iter().copied()).map(str::to_owned);
                self.report(span, PolicyTrouble::UnknownKey { key: key.to_owned(), suggestion });
            }
        }
    }

    /// The rows of a file that is a list.
    pub(super) fn rows<'n>(&mut self, root: Node<'n>) -> Vec<Node<'n>> {
        if root.kind() != Kind::Seq {
            self.report(root.head(), PolicyTrouble::BadValue { expected: "list" });
        }
        root.items().collect()
    }

    /// The items of a list; nothing where the key is left out.
    pub(super) fn list<'n>(&mut self, node: Node<'n>, key: &str) -> Vec<Node<'n>> {
        match node.get(key) {
            None => Vec::new(),
            Some(list) => self.rows(list),
        }
    }

    /// Texts of a list.
    pub(super) fn texts(&mut self, node: Node<'_>, key: &str) -> Vec<String> {
        self.list(node, key).into_iter().filter_map(|item| item.text().map(str::to_owned)).collect()
    }

    /// `true` or `false`; `otherwise` where the key is left out.
    pub(super) fn flag(&mut self, node: Node<'_>, key: &str, otherwise: bool) -> bool {
        let Some(value) = node.get(key) else {
            return otherwise;
        };
        value.as_bool().unwrap_or_else(|| {
            self.report(value.span(), PolicyTrouble::BadValue { expected: "boolean" });
            otherwise
        })
    }

    /// A value known by its word.
    pub(super) fn word<T: Copy>(&mut self, node: Node<'_>, known: &[(&str, T)]) -> Option<T> {
        let word = node.text().unwrap_or_default();
        let found = known.iter().find(|(one, _)| *one == word).map(|(_, value)| *value);
        if found.is_none() {
            let suggestion = text::suggest(word, known.iter().map(|(one, _)| *one)).map(str::to_owned);
            self.report(node.span(), PolicyTrouble::UnknownWord { word: word.to_owned(), suggestion });
        }
        found
    }

    /// A key that must be there.
    pub(super) fn required<'n>(&mut self, node: Node<'n>, key: &'static str) -> Option<Node<'n>> {
        let found = node.get(key);
        if found.is_none() {
            self.report(node.head(), PolicyTrouble::MissingKey { key });
        }
        found
    }

    /// Text in both languages, both of which must be there.
    pub(super) fn both(&mut self, node: Node<'_>, key: &'static str) -> Both {
        let Some(inside) = self.required(node, key) else {
            return Both::default();
        };
        self.keys(inside, &["ja", "en"]);
        let both = Both::read(inside);
        for (lang, text) in [("ja", &both.ja), ("en", &both.en)] {
            if text.is_empty() {
                self.report(inside.head(), PolicyTrouble::MissingMessage { verdict: key, lang });
            }
        }
        both
    }
}

/// A problem at a place.
pub(super) fn problem(file: &str, span: Span, trouble: PolicyTrouble) -> PolicyProblem {
    PolicyProblem { file: file.to_owned(), span, trouble }
}

struct Loader<'p> {
    packs: &'p Packs,
    problems: Vec<PolicyProblem>,
    hash: Sha256,
    done: Vec<String>,
    /// Files read.
    taken: BTreeSet<String>,
}

impl Loader<'_> {
    fn pack(&mut self, id: &str, policy: &mut Policy, depth: usize) {
        if self.done.iter().any(|done| done == id) {
            return;
        }
        let head = format!("{id}/policy.yaml");
        if self.packs.file(&head).is_none() {
            self.problems.push(problem(&head, Span::START, PolicyTrouble::BadParent { id: id.to_owned() }));
            return;
        }
        self.done.push(id.to_owned());
        if let Some(document) = self.read(&head) {
            let mut reading = Reading { file: &head, problems: &mut self.problems };
            let parents: Vec<String> = reading
                .list(document.root(), "extends")
                .into_iter()
                .filter_map(|parent| parent.text().map(str::to_owned))
                .collect();
            for parent in parents {
                if depth >= MAX_PARENTS || self.packs.file(&format!("{parent}/policy.yaml")).is_none() {
                    let span = document.root().get("extends").map_or(Span::START, |list| list.span());
                    self.problems.push(problem(&head, span, PolicyTrouble::BadParent { id: parent }));
                    continue;
                }
                self.pack(&parent, policy, depth + 1);
            }
            let mut reading = Reading { file: &head, problems: &mut self.problems };
            header(&mut reading, document.root(), policy);
        }
        if id != CORE {
            policy.packs.push(id.to_owned());
        }
        // Files that no one here reads, by a slip of name or folder, would switch rules off in silence.
        let below = |folder: &str| -> Vec<String> {
            self.packs.below(&format!("{id}/{folder}")).map(|file| file.path.clone()).collect()
        };
        let (rules, checklists, clauses) = (below("rules"), below("checklists"), below("clauses"));
        if id == CORE {
            self.each(&["core/findings.yaml".to_owned()], |reading, root| {
                catalogue::built_in(reading, root, policy);
            });
        }
        let alone = |name: &str| -> Vec<String> {
            Some(format!("{id}/{name}")).filter(|path| self.packs.file(path).is_some()).into_iter().collect()
        };
        let (measures, items, weights) = (alone("measures.yaml"), alone("items.yaml"), alone("changes.yaml"));
        let obligations = alone("obligations.yaml");
        self.each(&measures, |reading, root| catalogue::measures(reading, root, policy));
        self.each(&items, |reading, root| catalogue::items(reading, root, policy));
        self.each(&weights, |reading, root| changes::changes(reading, root, policy));
        self.each(&checklists, |reading, root| catalogue::checklist(reading, root, policy));
        self.each(&clauses, |reading, root| catalogue::clause_form(reading, root, policy));
        self.each(&obligations, |reading, root| obligation::obligations(reading, root, policy));
        self.each(&rules, |reading, root| {
            for node in reading.rows(root) {
                if node.get("override").is_some() || node.get("disable").is_some() {
                    merge::change(reading, node, policy);
                } else if let Some(mut rule) = rule::rule(reading, node, id) {
                    if node.get("overrides").is_some() {
                        merge::take_over(reading, node, &mut rule, policy);
                    }
                    policy.rules.push(rule);
                }
            }
        });
    }

    fn each(&mut self, paths: &[String], mut read: impl FnMut(&mut Reading<'_>, Node<'_>)) {
        for path in paths {
            if let Some(document) = self.read(path) {
                let mut reading = Reading { file: path, problems: &mut self.problems };
                read(&mut reading, document.root());
            }
        }
    }

    /// Reports files of the packs in use that were not read.
    fn left_over(&mut self) {
        let packs = self.packs;
        for file in &packs.files {
            let pack = file.path.split('/').next().unwrap_or_default();
            let in_use = self.done.iter().any(|done| done == pack);
            if in_use && !self.taken.contains(&file.path) {
                self.problems.push(problem(&file.path, Span::START, PolicyTrouble::NotRead));
            }
        }
    }

    fn read(&mut self, path: &str) -> Option<Document> {
        self.taken.insert(path.to_owned());
        let file = self.packs.file(path);
        if let Some(file) = file {
            self.hash.update(path.as_bytes());
            self.hash.update([0]);
            self.hash.update(&file.bytes);
        }
        let found = file.and_then(document);
        if found.is_none() {
            self.problems.push(problem(path, Span::START, PolicyTrouble::Unreadable));
        }
        found
    }
}

fn header(reading: &mut Reading<'_>, root: Node<'_>, policy: &mut Policy) {
    reading.keys(root, &["id", "title", "version", "jurisdictions", "extends", "editions", "variants", "laws"]);
    let text = |node: Option<Node<'_>>| node.and_then(|node| node.text()).unwrap_or_default().to_owned();
    policy.id = text(reading.required(root, "id"));
    policy.title = reading.both(root, "title");
    policy.version = text(reading.required(root, "version"));
    policy.jurisdictions = reading.texts(root, "jurisdictions");
    for edition in reading.list(root, "editions") {
        reading.keys(edition, &["id", "from"]);
        let from = edition.get("from").and_then(|from| When::parse(from.text()?).ok());
        match from {
            Some(from) => policy.editions.push(Edition { id: text(edition.get("id")), from: from.first }),
            None => reading.report(edition.head(), PolicyTrouble::BadValue { expected: "date" }),
        }
    }
    for (word, span, clause) in root.get("variants").into_iter().flat_map(|map| map.entries()) {
        let variant = Variant::TABLE.position(word).and_then(Variant::from_position);
        match variant {
            Some(variant) => policy.variants.push((variant, text(Some(clause)))),
            None => reading.report(span, PolicyTrouble::UnknownWord { word: word.to_owned(), suggestion: None }),
        }
    }
    policy.editions.sort_by_key(|edition| edition.from);
    catalogue::laws(reading, root, policy);
}

fn document(file: &PackFile) -> Option<Document> {
    if let Some(tree) = file.tree {
        return Document::compiled(tree);
    }
    let limits = Limits::default();
    let source = SourceFile::decode(file.path.clone(), file.bytes.to_vec(), &limits).ok()?;
    let parsed = Document::parse(&source, &limits);
    parsed.document.filter(|_| parsed.problems.is_empty())
}
