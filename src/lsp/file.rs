//! The open files, each with its last text that could be read, and the words that go with them.

use std::sync::Arc;

use gen_lsp_types::Uri;

use super::place;
use super::schema::{Offered, Shapes};
use super::text::OpenText;
use crate::evidence;
use crate::filing::{format, schema};
use crate::finding::Finding;
use crate::policy::{self, Policy};
use crate::session::{FileName, NameEnding, Purpose, Session};
use crate::source::{Document, Limits, SourceFile};
use crate::words::Lang;

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FileKind {
    Filing,
    /// Records in a document.
    Records,
    /// Records in a table.
    Table,
    /// A file of a pack.
    Pack,
    Unknown,
}

impl FileKind {
    /// What the name of a file says of it, else what it is marked as.
    pub(super) fn of(path: &str, is_pack: bool, document: Option<&Document>) -> Self {
        let name = FileName::read(path.rsplit(['/', '\\']).next().unwrap_or_default());
        match name.map(|name| (name.purpose, name.ending)) {
            Some((Purpose::Filing, NameEnding::Document)) => FileKind::Filing,
            Some((Purpose::Evidence, NameEnding::Document)) => FileKind::Records,
            Some((Purpose::Evidence, NameEnding::Table)) => FileKind::Table,
            _ if is_pack => FileKind::Pack,
            _ => match document.and_then(|document| document.root().get("sekisho")?.as_str()) {
                Some(format::FORMAT) => FileKind::Filing,
                Some(evidence::FORMAT) => FileKind::Records,
                _ => FileKind::Unknown,
            },
        }
    }

    pub(super) fn is_filing(self) -> bool {
        self == FileKind::Filing
    }

    pub(super) fn is_pack(self) -> bool {
        self == FileKind::Pack
    }
}

/// A file that the client has open.
pub(super) struct OpenFile {
    pub(super) uri: Uri,
    pub(super) path: String,
    pub(super) version: i32,
    pub(super) text: OpenText,
    pub(super) kind: FileKind,
    /// Whether it stands in the folder of a pack.
    pub(super) is_pack: bool,
    /// The last text that could be read, with its tree.
    pub(super) good: Option<GoodText>,
    /// What was found in this version; `None` until it is judged.
    pub(super) findings: Option<Vec<Finding>>,
}

/// A text that could be read.
pub(super) struct GoodText {
    pub(super) text: OpenText,
    pub(super) document: Document,
}

impl OpenFile {
    pub(super) fn new(uri: Uri, path: String, version: i32, text: String, is_pack: bool) -> Self {
        let text = OpenText::new(text);
        let kind = FileKind::Unknown;
        let mut file = OpenFile { uri, path, version, text, kind, is_pack, good: None, findings: None };
        file.read();
        file
    }

    /// Takes a new text.
    pub(super) fn change(&mut self, version: i32, text: OpenText) {
        (self.version, self.text, self.findings) = (version, text, None);
        self.read();
    }

    fn read(&mut self) {
        let document = if self.kind == FileKind::Table { None } else { place::parse(self.text.as_str()) };
        if let Some(document) = document {
            self.good = Some(GoodText { text: self.text.clone(), document });
        }
        let document = self.good.as_ref().map(|good| &good.document);
        self.kind = FileKind::of(&self.path, self.is_pack, document);
    }

    /// The text as it is now, as the program reads it.
    pub(super) fn source(&self) -> Option<SourceFile> {
        SourceFile::decode(self.path.clone(), self.text.as_str().as_bytes().to_vec(), &Limits::default()).ok()
    }

    /// The tree of the text as it is now; `None` while it cannot be read.
    pub(super) fn document(&self) -> Option<&Document> {
        self.good.as_ref().filter(|good| good.text == self.text).map(|good| &good.document)
    }
}

/// The schemas of what a run judges, in its language.
pub(super) struct RunWords {
    pub(super) session: Arc<Session>,
    filing: Shapes,
    records: Shapes,
    packs: Shapes,
}

impl RunWords {
    pub(super) fn new(session: Arc<Session>) -> Self {
        let lang = session.lang();
        // Packs that cannot be loaded offer nothing; that they cannot is told where a filing is judged.
        let filing = schema::printed(lang, &session.offers().unwrap_or_default());
        RunWords {
            session,
            filing: Shapes::read(&filing, lang),
            records: Shapes::read(&evidence::schema(), lang),
            packs: Shapes::read(policy::SCHEMA, lang),
        }
    }

    pub(super) fn lang(&self) -> Lang {
        self.session.lang()
    }

    pub(super) fn shapes_of(&self, kind: FileKind) -> Option<&Shapes> {
        match kind {
            FileKind::Filing => Some(&self.filing),
            FileKind::Records => Some(&self.records),
            FileKind::Pack => Some(&self.packs),
            FileKind::Table | FileKind::Unknown => None,
        }
    }

    /// The rules and the findings of the program that a waiver may name.
    pub(super) fn rules(&self, document: &Document) -> Vec<Offered> {
        let Some(policy) = self.policy(document) else { return Vec::new() };
        let lang = self.lang();
        let mut all: Vec<Offered> = Vec::new();
        for rule in &policy.rules {
            if all.last().is_none_or(|last| last.word != rule.id) {
                all.push(Offered { word: rule.id.clone(), meaning: rule.title.get(lang).to_owned() });
            }
        }
        all
    }

    /// The rows of the form that a checklist names.
    pub(super) fn rows(&self, document: &Document, answers: &[&str]) -> Vec<Offered> {
        let checklist =
            answers.split_last().map(|(_, above)| above.iter().map(|token| (*token).to_owned()).collect::<Vec<_>>());
        let form = checklist.and_then(|way| place::node(document, &way)?.get("form")?.text());
        let (Some(policy), Some(form)) = (self.policy(document), form) else { return Vec::new() };
        let rows = policy.checklists.get(form).map(|form| form.rows.as_slice()).unwrap_or_default();
        let name = |id: &String| policy.measures.get(id).map(|measure| measure.title.get(self.lang()));
        let meaning = |measures: &[String]| measures.iter().filter_map(name).collect::<Vec<_>>().join(", ");
        rows.iter().map(|row| Offered { word: row.id.clone(), meaning: meaning(&row.measures) }).collect()
    }

    fn policy(&self, document: &Document) -> Option<Arc<Policy>> {
        let jurisdiction = document.root().get("jurisdiction")?.text()?;
        self.session.policy(jurisdiction).ok()?
    }
}
