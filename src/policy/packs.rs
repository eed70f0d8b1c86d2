//! The files of all packs: which packs there are, and which one judges a jurisdiction.

use std::borrow::Cow;
use std::collections::BTreeSet;

use serde_json::Value;

use super::problem::{PolicyProblem, PolicyTrouble};
use crate::source::{Document, Limits, SourceFile, Span};

/// One file of a pack.
#[derive(Debug, Clone)]
pub struct PackFile {
    /// Path from the folder of the packs, such as `shinjuku/rules/hop.yaml`.
    pub path: String,
    /// The content of the file.
    pub bytes: Cow<'static, [u8]>,
    /// Its tree, if it was parsed when the program was built.
    pub tree: Option<&'static [u8]>,
}

impl PackFile {
    /// Makes a file that is yet to be parsed.
    pub fn new(path: String, bytes: Vec<u8>) -> Self {
        PackFile { path, bytes: bytes.into(), tree: None }
    }

    /// Returns the parsed file; `None` if any of it is not valid YAML.
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

    /// Returns the entry of a list that is written at `span` of a file, as JSON.
    pub fn entry(&self, path: &str, span: Span) -> Option<Value> {
        let document = self.file(path).and_then(PackFile::document)?;
        let entry = document.root().items().find(|entry| entry.span() == span)?;
        Some(Document::to_json(entry))
    }

    /// Returns the file with this path.
    pub fn file(&self, path: &str) -> Option<&PackFile> {
        self.files.iter().find(|file| file.path == path)
    }
}
