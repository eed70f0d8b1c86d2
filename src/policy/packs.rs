//! Packs as they lie in files: which there are, and which judges a jurisdiction.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::problem::{PolicyProblem, PolicyTrouble};
use crate::source::{Document, Limits, SourceFile, Span};

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

    /// Reads it; none where something in it is no YAML.
    pub(super) fn document(&self) -> Option<Document> {
        if let Some(tree) = self.tree {
            return Document::compiled(tree);
        }
        let limits = Limits::default();
        let source = SourceFile::decode(self.path.clone(), self.bytes.to_vec(), &limits).ok()?;
        let parsed = Document::parse(&source, &limits);
        parsed.document.filter(|_| parsed.problems.is_empty())
    }
}

/// All packs at hand, unread.
#[derive(Debug, Clone, Default)]
pub struct Packs {
    pub(super) files: Vec<PackFile>,
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
        let head = self.file(&format!("{id}/policy.yaml")).and_then(PackFile::document);
        let list = head.iter().flat_map(|head| head.root().get("jurisdictions")).flat_map(|list| list.items());
        list.filter_map(|item| item.text().map(str::to_owned)).collect()
    }

    /// Packs that others extend and that are not at hand.
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

    /// Heads of packs that cannot be read, and so might judge any jurisdiction.
    pub fn broken_heads(&self) -> Vec<PolicyProblem> {
        self.ids()
            .into_iter()
            .map(|id| format!("{id}/policy.yaml"))
            .filter(|path| self.file(path).and_then(PackFile::document).is_none())
            .map(|path| PolicyProblem::new(&path, Span::START, PolicyTrouble::Unreadable))
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
        let document = self.file(path).and_then(PackFile::document)?;
        let entry = document.root().items().find(|entry| entry.span() == span)?;
        Some(Document::to_json(entry))
    }

    /// A file by path.
    pub fn file(&self, path: &str) -> Option<&PackFile> {
        self.files.iter().find(|file| file.path == path)
    }
}
