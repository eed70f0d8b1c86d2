//! The files of all packs: which packs there are, and which one judges a jurisdiction.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use sha2::{Digest, Sha256};

use super::problem::{PolicyProblem, PolicyTrouble};
use crate::source::{Document, Limits, Node, SourceFile, Span};

/// One file of a pack.
#[derive(Debug, Clone)]
pub struct PackFile {
    /// Path from the folder of the packs, such as `municipal/rules/hop.yaml`.
    pub path: String,
    /// The content of the file.
    pub bytes: Cow<'static, [u8]>,
    /// What was found out of it when the program was built; `None` if it was not shipped with the program.
    pub shipped: Option<Shipped>,
}

/// What is known of a shipped file without reading it.
#[derive(Debug, Clone, Copy)]
pub struct Shipped {
    /// Its tree.
    pub tree: &'static [u8],
    /// The SHA-256 of its bytes.
    pub digest: &'static [u8; 32],
}

impl PackFile {
    /// Makes a file that is yet to be parsed.
    pub fn new(path: String, bytes: Vec<u8>) -> Self {
        PackFile { path, bytes: bytes.into(), shipped: None }
    }

    /// Returns the SHA-256 of its bytes.
    pub(super) fn digest(&self) -> [u8; 32] {
        self.shipped.map_or_else(|| Sha256::digest(&self.bytes).into(), |shipped| *shipped.digest)
    }

    /// Returns the parsed file; `None` if any of it is not valid YAML.
    pub(super) fn document(&self) -> Option<Document> {
        if let Some(shipped) = self.shipped {
            return Document::compiled(shipped.tree);
        }
        let limits = Limits::default();
        let source = SourceFile::decode(self.path.clone(), self.bytes.to_vec(), &limits).ok()?;
        let parsed = Document::parse(&source, &limits);
        parsed.document.filter(|_| parsed.problems.is_empty())
    }
}

/// All available packs, before they are read.
#[derive(Debug, Clone, Default)]
pub struct Packs {
    pub(super) files: Vec<PackFile>,
}

impl Packs {
    /// Collects the files of all packs, sorted by path.
    pub fn new(mut files: Vec<PackFile>) -> Self {
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Packs { files }
    }

    /// Returns the ids of the packs: the folders that hold a `policy.yaml`.
    pub fn ids(&self) -> Vec<&str> {
        let own = self.files.iter().filter_map(|file| file.path.strip_suffix("/policy.yaml"));
        own.filter(|id| !id.contains('/')).collect()
    }

    /// Returns the id of the first pack that judges a jurisdiction.
    pub fn for_jurisdiction(&self, jurisdiction: &str) -> Option<&str> {
        self.ids().into_iter().find(|id| self.judged_by(id).iter().any(|own| own == jurisdiction))
    }

    /// Returns every jurisdiction that a pack judges.
    pub fn jurisdictions(&self) -> Vec<String> {
        self.ids().into_iter().flat_map(|id| self.judged_by(id)).collect()
    }

    fn judged_by(&self, id: &str) -> Vec<String> {
        let head = self.file(&format!("{id}/policy.yaml")).and_then(PackFile::document);
        let list = head.iter().flat_map(|head| head.root().get("jurisdictions")).flat_map(|list| list.items());
        list.filter_map(|item| item.text().map(str::to_owned)).collect()
    }

    /// Returns the ids of packs that others extend and that are not available.
    pub fn missing(&self) -> BTreeSet<String> {
        let heads = self.ids().into_iter().filter_map(|id| self.file(&format!("{id}/policy.yaml"))?.document());
        let mut missing = BTreeSet::new();
        for head in heads {
            let parents = head.root().get("extends").into_iter().flat_map(|list| list.items());
            missing.extend(parents.filter_map(|parent| parent.text().map(str::to_owned)));
        }
        missing.retain(|id| self.file(&format!("{id}/policy.yaml")).is_none());
        missing
    }

    /// What keeps it from being told which pack judges: heads that cannot be read, and jurisdictions that two packs judge.
    pub fn conflicts(&self) -> Vec<PolicyProblem> {
        let mut problems = self.broken_heads();
        let mut first: BTreeMap<String, &str> = BTreeMap::new();
        for id in self.ids() {
            for jurisdiction in self.judged_by(id) {
                let other = *first.entry(jurisdiction.clone()).or_insert(id);
                if other != id {
                    let (first, second) = (other.to_owned(), id.to_owned());
                    let trouble = PolicyTrouble::SharedJurisdiction { jurisdiction, first, second };
                    problems.push(PolicyProblem::new(&format!("{id}/policy.yaml"), self.jurisdictions_at(id), trouble));
                }
            }
        }
        problems
    }

    /// Where a pack says what it judges.
    fn jurisdictions_at(&self, id: &str) -> Span {
        let head = self.file(&format!("{id}/policy.yaml")).and_then(PackFile::document);
        head.and_then(|head| Some(head.root().get("jurisdictions")?.span())).unwrap_or(Span::START)
    }

    /// Reports packs whose `policy.yaml` cannot be read, since they might judge any jurisdiction.
    pub fn broken_heads(&self) -> Vec<PolicyProblem> {
        self.ids()
            .into_iter()
            .map(|id| format!("{id}/policy.yaml"))
            .filter(|path| self.file(path).and_then(PackFile::document).is_none())
            .map(|path| PolicyProblem::new(&path, Span::START, PolicyTrouble::Unreadable))
            .collect()
    }

    /// Iterates over the YAML files below a folder, sorted by path.
    pub fn below<'p>(&'p self, folder: &'p str) -> impl Iterator<Item = &'p PackFile> {
        self.files.iter().filter(move |file| {
            file.path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/')) && file.path.ends_with(".yaml")
        })
    }

    /// Returns the entry of a list that is written at `span` of a file, as JSON; for an edition of an entry, the entry with
    /// what the edition says otherwise.
    pub fn entry(&self, path: &str, span: Span) -> Option<Value> {
        let document = self.file(path).and_then(PackFile::document)?;
        let entry = document.root().items().find(|entry| entry.span() == span || edition_at(*entry, span).is_some())?;
        let mut whole = Document::to_json(entry);
        if let Some(all) = whole.as_object_mut() {
            let edition = edition_at(entry, span).map(Document::to_json);
            all.extend(edition.and_then(|edition| edition.as_object().cloned()).unwrap_or_default());
            // Where a sentence stands, it says the same as the word.
            if all.contains_key("absent") || all.contains_key("absent.ja") {
                all.insert("absent".to_owned(), "unstated".into());
            }
        }
        Some(whole)
    }

    /// Iterates over every file.
    pub fn files(&self) -> impl Iterator<Item = PackFile> {
        self.files.iter().cloned()
    }

    /// Returns the pack that has an entry or form of that id: one of a pack and of all that it extends. Files that are not
    /// finished count as well.
    pub fn holder(&self, pack: &str, id: &str) -> Option<String> {
        let mut open = vec![pack.to_owned(), "core".to_owned()];
        let mut seen: BTreeSet<String> = BTreeSet::new();
        while let Some(pack) = open.pop() {
            if !seen.insert(pack.clone()) {
                continue;
            }
            let documents: Vec<Document> = self.below(&pack).filter_map(PackFile::document).collect();
            for root in documents.iter().map(Document::root) {
                open.extend(root.get("extends").into_iter().flat_map(|list| list.items()).filter_map(words));
                // The head of a pack has an id, too, which names no entry; other files that are no lists have none.
                let form = Some(root).filter(|root| root.get("id").is_some() && root.get("version").is_none());
                if root.items().chain(form).any(|entry| called(entry) == Some(id)) {
                    return Some(pack);
                }
            }
        }
        None
    }

    /// Returns the file with this path.
    pub fn file(&self, path: &str) -> Option<&PackFile> {
        self.files.iter().find(|file| file.path == path)
    }
}

/// The id of an entry, which may be its first key.
fn called(entry: Node<'_>) -> Option<&str> {
    let heading = || entry.entries().next().map(|(key, ..)| key);
    entry.get("id").map_or_else(heading, |id| id.text())
}

fn words(node: Node<'_>) -> Option<String> {
    node.text().map(str::to_owned)
}

/// The edition of an entry that is written at a place.
fn edition_at(entry: Node<'_>, span: Span) -> Option<Node<'_>> {
    entry.get("editions")?.items().find(|edition| edition.span() == span)
}
