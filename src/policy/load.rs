//! Loading: reads the files of a pack and of all packs it extends, and merges them into one policy.

use std::collections::BTreeSet;

use sha2::{Digest, Sha256};

use super::forms::FOLDER;
use super::merge;
use super::model::Policy;
use super::packs::{PackFile, Packs};
use super::problem::{PolicyProblem, PolicyTrouble};
use super::reader::{self, Defaults, PolicyReading};
use super::starts::{PATTERNS, RENEWAL};
use super::unfilled::unfilled;
use crate::source::{Document, Node, Span};
use crate::text;
use crate::vocabulary::pack_words::PackWords;

/// The files that are part of every policy: the words of the program's own findings, and those of filings of any body.
pub const EVERYWHERE: [&str; 2] = [WORDS, "core/vocabulary.yaml"];
/// The file with the words of the program's own findings.
const WORDS: &str = "core/findings.yaml";
/// The file of a pack with the words that it declares.
const VOCABULARY: &str = "vocabulary.yaml";
/// Maximum depth to which packs extend each other.
const MAX_PARENTS: usize = 16;
/// Maximum number of rules of a policy.
const MAX_RULES: usize = 5_000;

/// Ids of the findings that the program itself makes; the core pack has words for each.
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
    "flow-returned-elsewhere",
    "flow-source-ambiguous",
    "flow-store-not-the-receivers",
    "inferred-nothing",
    "key-not-for-action",
    "limit-exceeded",
    "missing-key",
    "no-record-asked",
    "no-rule-asked",
    "not-a-filing",
    "not-evidence",
    "parent-ring",
    "reason-blank",
    "reason-not-allowed",
    "reason-unused",
    "reference-date-missing",
    "sheet-blank",
    "sheet-both",
    "sheet-copied",
    "sheet-heading",
    "sheet-margin",
    "sheet-merged-cells",
    "sheet-place",
    "sheet-unknown",
    "sheet-value",
    "sheet-word",
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
    "waiver-endless",
    "waiver-expired",
    "waiver-falls-short",
    "waiver-incomplete",
    "waiver-not-allowed",
    "baseline-moved",
    "baseline-unused",
    "waiver-unused",
    "wrong-type",
    "yaml-full-width",
    "yaml-syntax",
    "yaml-tab",
];

/// Reads the words of the program's own findings alone.
///
/// # Errors
/// They cannot be read, or some finding has none.
pub fn load_words(packs: &Packs) -> Result<Policy, Vec<PolicyProblem>> {
    let (mut loader, mut policy) = (Loader::new(packs), Policy::default());
    loader.words(&mut policy);
    loader.finish(policy)
}

/// Reads a pack with everything it extends.
///
/// # Errors
/// Everything wrong in its files, each at its place.
pub fn load(packs: &Packs, id: &str) -> Result<Policy, Vec<PolicyProblem>> {
    let (mut loader, mut policy) = (Loader::new(packs), Policy::default());
    loader.words(&mut policy);
    loader.pack(id, &mut policy, 0);
    merge::rank(&mut policy, &mut loader.problems);
    merge::check(&policy, &mut loader.problems);
    loader.left_over();
    if policy.rules.is_empty() {
        let head = format!("{id}/policy.yaml");
        loader.problems.push(PolicyProblem::new(&head, Span::START, PolicyTrouble::MissingKey { key: "rules" }));
    }
    if policy.rules.len() > MAX_RULES {
        loader.problems.push(PolicyProblem::new(
            id,
            Span::default(),
            PolicyTrouble::TooMany { what: "rules", limit: MAX_RULES },
        ));
    }
    policy.obligations.sort_by(|a, b| a.id.cmp(&b.id));
    policy.rules.sort_by(|a, b| a.id.cmp(&b.id).then(a.effective.from.cmp(&b.effective.from)));
    loader.finish(policy)
}

impl Policy {
    /// Lets rules weigh what a profile of its packs sets.
    ///
    /// # Errors
    /// None of its packs has the profile.
    pub fn profile(&mut self, name: &str) -> Result<(), PolicyProblem> {
        let Some(grades) = self.profiles.get(name).cloned() else {
            let suggestion = text::suggest(name, self.profiles.keys().map(String::as_str)).map(str::to_owned);
            let trouble = PolicyTrouble::UnknownReference { kind: "profile", id: name.to_owned(), suggestion };
            return Err(PolicyProblem::new(&format!("{}/policy.yaml", self.id), Span::START, trouble));
        };
        self.grade(&grades);
        Ok(())
    }
}

struct Loader<'p> {
    packs: &'p Packs,
    problems: Vec<PolicyProblem>,
    hash: Sha256,
    /// Whether every file read so far was shipped with the program.
    shipped: bool,
    /// The words that the packs read so far declare.
    words: PackWords,
    done: Vec<String>,
    /// Paths of the files that were read.
    taken: BTreeSet<String>,
}

impl<'p> Loader<'p> {
    fn new(packs: &'p Packs) -> Self {
        Loader {
            packs,
            problems: Vec::new(),
            hash: Sha256::new(),
            shipped: true,
            words: PackWords::default(),
            done: Vec::new(),
            taken: BTreeSet::new(),
        }
    }

    /// Reads what is part of every policy: the words of filings of any body, and those of the program's own findings. Reports
    /// findings that have none.
    fn words(&mut self, policy: &mut Policy) {
        self.vocabulary("core");
        self.each(&[WORDS.to_owned()], |reading, root| reader::built_in(reading, root, policy));
        for known in BUILT_IN.iter().filter(|known| !policy.built_in.contains_key(**known)) {
            let trouble =
                PolicyTrouble::UnknownReference { kind: "finding", id: (*known).to_owned(), suggestion: None };
            self.problems.push(PolicyProblem::new(WORDS, Span::START, trouble));
        }
    }

    /// Returns the policy with the hash of what it was read from, unless something was wrong in it.
    fn finish(self, mut policy: Policy) -> Result<Policy, Vec<PolicyProblem>> {
        if !self.problems.is_empty() {
            return Err(self.problems);
        }
        policy.words = self.words;
        policy.is_shipped = self.shipped;
        policy.digest = text::hex(&self.hash.finalize()[..16]);
        Ok(policy)
    }

    fn pack(&mut self, id: &str, policy: &mut Policy, depth: usize) {
        if self.done.iter().any(|done| done == id) {
            return;
        }
        let head = format!("{id}/policy.yaml");
        if self.packs.file(&head).is_none() {
            self.problems.push(PolicyProblem::new(&head, Span::START, PolicyTrouble::BadParent { id: id.to_owned() }));
            return;
        }
        self.done.push(id.to_owned());
        let document = self.read(&head);
        if let Some(document) = &document {
            let mut reading = PolicyReading { words: &self.words, file: &head, problems: &mut self.problems };
            let parents: Vec<String> = reading
                .list(document.root(), "extends")
                .into_iter()
                .filter_map(|parent| parent.text().map(str::to_owned))
                .collect();
            for parent in parents {
                if depth >= MAX_PARENTS || self.packs.file(&format!("{parent}/policy.yaml")).is_none() {
                    let span = document.root().get("extends").map_or(Span::START, |list| list.span());
                    self.problems.push(PolicyProblem::new(&head, span, PolicyTrouble::BadParent { id: parent }));
                    continue;
                }
                self.pack(&parent, policy, depth + 1);
            }
        }
        self.vocabulary(id);
        if let Some(document) = &document {
            let mut reading = PolicyReading { words: &self.words, file: &head, problems: &mut self.problems };
            reader::header(&mut reading, document.root(), policy);
            self.named(&head, document.root(), id);
        }
        policy.packs.push(id.to_owned());
        // A file that nothing reads, because of a slip in its name or folder, would silently disable its rules.
        let below = |folder: &str| -> Vec<String> {
            self.packs.below(&format!("{id}/{folder}")).map(|file| file.path.clone()).collect()
        };
        let (rules, checklists, clauses) = (below("rules"), below("checklists"), below("clauses"));
        let alone = |name: &str| self.alone(id, name);
        let (measures, items, weights) = (alone("measures.yaml"), alone("items.yaml"), alone("changes.yaml"));
        let (basis, obligations, laws) = (alone("basis.yaml"), alone("obligations.yaml"), alone("laws.yaml"));
        self.each(&laws, |reading, root| reader::law_file(reading, root, policy));
        self.each(&basis, |reading, root| reader::sources(reading, root, policy));
        self.each(&measures, |reading, root| reader::measures(reading, root, policy));
        self.each(&items, |reading, root| reader::items(reading, root, policy));
        self.each(&weights, |reading, root| reader::changes(reading, root, policy));
        self.each(&checklists, |reading, root| reader::checklist(reading, root, policy));
        self.each(&clauses, |reading, root| reader::clause_form(reading, root, policy));
        self.each(&obligations, |reading, root| reader::obligations(reading, root, policy));
        self.each(&rules, |reading, root| {
            let mut defaults = Defaults::default();
            for node in reading.rows(root) {
                if node.get("override").is_some() || node.get("disable").is_some() {
                    merge::change(reading, node, policy);
                    continue;
                }
                if node.get("defaults").is_some() {
                    defaults = reader::defaults(reading, node, &policy.sources);
                    continue;
                }
                // Too many are told below, and not all read before.
                if policy.rules.len() > MAX_RULES {
                    break;
                }
                let mut versions = reader::rule(reading, node, id, &defaults, &policy.sources);
                if node.get("overrides").is_some() {
                    merge::take_over(reading, node, &mut versions, policy);
                }
                policy.rules.extend(versions);
            }
        });
        self.each(&basis, |reading, root| reader::added(reading, root, policy));
        if let Some(document) = &document {
            let mut reading = PolicyReading { words: &self.words, file: &head, problems: &mut self.problems };
            if reading.flag(document.root(), "editorial", false) {
                policy.rules.iter_mut().filter(|rule| rule.pack == id).for_each(|rule| rule.editorial = true);
            }
            merge::grade(
                &mut PolicyReading { words: &self.words, file: &head, problems: &mut self.problems },
                document.root(),
                policy,
            );
        }
    }

    /// Adds the words that a pack declares to those of the packs it extends.
    fn vocabulary(&mut self, id: &str) {
        let mut words = self.words.clone();
        let own: Vec<String> =
            self.alone(id, VOCABULARY).into_iter().filter(|path| !self.taken.contains(path)).collect();
        self.each(&own, |reading, root| reader::vocabulary(reading, root, &mut words));
        self.words = words;
    }

    /// Returns the path of a file that stands in a pack by itself, if it has it.
    fn alone(&self, id: &str, name: &str) -> Vec<String> {
        Some(format!("{id}/{name}")).filter(|path| self.packs.file(path).is_some()).into_iter().collect()
    }

    /// Checks that a pack is called as its folder, and as a folder can be.
    fn named(&mut self, head: &str, root: Node<'_>, folder: &str) {
        let Some(id) = root.get("id") else { return };
        let text = id.text().unwrap_or_default().to_owned();
        let trouble = if !reader::is_id(&text) {
            PolicyTrouble::BadId { id: text }
        } else if text != folder {
            PolicyTrouble::OtherId { id: text, folder: folder.to_owned() }
        } else {
            return;
        };
        self.problems.push(PolicyProblem::new(head, id.span(), trouble));
    }

    fn each(&mut self, paths: &[String], mut read: impl FnMut(&mut PolicyReading<'_>, Node<'_>)) {
        for path in paths {
            if let Some(document) = self.read(path) {
                let mut reading = PolicyReading { words: &self.words, file: path, problems: &mut self.problems };
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
            let later = file.path.split('/').nth(1).is_some_and(|name| [FOLDER, PATTERNS, RENEWAL].contains(&name));
            if in_use && !later && !self.taken.contains(&file.path) {
                self.problems.push(PolicyProblem::new(&file.path, Span::START, PolicyTrouble::NotRead));
            }
        }
    }

    fn read(&mut self, path: &str) -> Option<Document> {
        self.taken.insert(path.to_owned());
        let file = self.packs.file(path);
        if let Some(file) = file {
            self.shipped &= file.shipped.is_some();
            self.hash.update(path.as_bytes());
            self.hash.update([0]);
            self.hash.update(file.digest());
        }
        let Some(found) = file.and_then(PackFile::document) else {
            self.problems.push(PolicyProblem::new(path, Span::START, PolicyTrouble::Unreadable));
            return None;
        };
        // What is still to be written hides what else is wrong in the file: a sentence there is no condition, say.
        let open = if file.is_some_and(|file| file.shipped.is_some()) { Vec::new() } else { unfilled(found.root()) };
        let is_filled = open.is_empty();
        let told = open.into_iter().map(|(span, what)| PolicyProblem::new(path, span, PolicyTrouble::ToFill { what }));
        self.problems.extend(told);
        Some(found).filter(|_| is_filled)
    }
}
