//! A filing while it is put together from the pages of a paper.

use std::collections::BTreeMap;

use super::items::DataRead;
use super::lines::EarlierDecision;
use super::signs::fold;
use super::values::{infer, list, map, put, text};
use crate::filing::format::part_shape;
use crate::source::{Kind, Span, Tree};
use crate::vocabulary::enumerations::{Enumerated, PartKind, Role};
use crate::vocabulary::words as vocabulary;
use crate::words::{Lang, say};

/// A filing whose pieces are still apart.
pub(super) struct FilingDraft {
    pub(super) filing: Tree,
    pub(super) parts: Vec<PartDraft>,
    actors: Vec<(String, Tree)>,
    data: Vec<(String, Tree)>,
    stores: Vec<(String, Tree)>,
    approvals: Vec<(String, Tree)>,
    attachments: Vec<(String, Tree)>,
    lang: Lang,
}

/// A part with what is settled only once all pages are read.
pub(super) struct PartDraft {
    pub(super) kind: PartKind,
    pub(super) id: String,
    pub(super) tree: Tree,
    /// True if it says that a checklist has its measures.
    pub(super) by_checklist: bool,
}

impl FilingDraft {
    pub(super) fn new(lang: Lang) -> Self {
        FilingDraft {
            filing: Tree::map(Span::START),
            parts: Vec::new(),
            actors: Vec::new(),
            data: Vec::new(),
            stores: Vec::new(),
            approvals: Vec::new(),
            attachments: Vec::new(),
            lang,
        }
    }

    /// Begins a part, and returns its number.
    pub(super) fn part(&mut self, kind: PartKind) -> usize {
        let word = vocabulary::of(kind, self.lang);
        let id = numbered(word, self.parts.iter().map(|part| part.id.as_str()));
        self.parts.push(PartDraft { kind, id, tree: Tree::map(Span::START), by_checklist: false });
        self.parts.len() - 1
    }

    /// Adds a party in a role, and returns its id. Of one name there is one party, where nothing
    /// said of it differs.
    pub(super) fn actor(&mut self, role: Role, read: Tree) -> String {
        let name = read.get("name").and_then(Tree::text).map(str::to_owned);
        let agrees =
            |known: &Tree, key| known.get(key).is_none_or(|own| read.get(key).is_none_or(|other| own == other));
        let same = |known: &Tree| {
            name.is_some()
                && known.get("name").and_then(Tree::text) == name.as_deref()
                && ["certifications", "selection"].into_iter().all(|key| agrees(known, key))
        };
        if let Some((id, known)) = self.actors.iter_mut().find(|(_, known)| same(known)) {
            for key in ["certifications", "selection", "changed"] {
                if let (None, Some(said)) = (known.get(key), read.get(key)) {
                    put(known, key, said.clone());
                }
            }
            let mut roles: Vec<String> = match known.get("role").map(|role| &role.shape) {
                Some(crate::source::TreeShape::Seq(items)) => {
                    items.iter().filter_map(Tree::text).map(str::to_owned).collect()
                }
                _ => known.get("role").and_then(Tree::text).map(str::to_owned).into_iter().collect(),
            };
            if !roles.iter().any(|own| own == role.word()) {
                roles.push(role.word().to_owned());
                put(known, "role", list(roles.into_iter().map(text).collect()));
            }
            return id.clone();
        }
        let id = numbered(vocabulary::of(role, self.lang), self.actors.iter().map(|(id, _)| id.as_str()));
        let mut actor = map([("role", Some(text(role.word())))]);
        for key in ["name", "certifications", "selection", "changed", "inferred"] {
            if let Some(value) = read.get(key) {
                put(&mut actor, key, value.clone());
            }
        }
        self.actors.push((id.clone(), actor));
        id
    }

    /// Returns the id of the public body, of which the paper says no name.
    pub(super) fn principal(&mut self) -> String {
        let known = self
            .actors
            .iter()
            .find(|(_, actor)| actor.get("role").and_then(Tree::text) == Some(Role::Principal.word()));
        if let Some((id, _)) = known {
            return id.clone();
        }
        let mut actor = map([]);
        infer(&mut actor, "role");
        let id = self.actor(Role::Principal, actor);
        // The public body comes first.
        self.actors.rotate_right(1);
        id
    }

    /// Adds a data set, and returns its id. Sets that say the same are one.
    pub(super) fn data(&mut self, read: DataRead) -> String {
        let items = read.see.or_else(|| (!read.items.is_empty()).then(|| list(read.items)));
        let mut set = map([("name", read.name.map(text)), ("subjects", read.subjects.map(text)), ("items", items)]);
        if read.concluded {
            infer(&mut set, "subjects");
        }
        self.data_set(set)
    }

    /// Adds a data set whose items stand in an annex, and returns its id.
    pub(super) fn data_set(&mut self, set: Tree) -> String {
        if let Some((id, _)) = self.data.iter().find(|(_, known)| *known == set) {
            return id.clone();
        }
        let id = numbered(&say(self.lang, "import.data", &[]), self.data.iter().map(|(id, _)| id.as_str()));
        self.data.push((id.clone(), set));
        id
    }

    /// Returns the id of the data set whose items stand in an annex and nowhere else, by the folded name of that.
    pub(super) fn referring(&self, annex: &[char]) -> Option<String> {
        let refers = |set: &Tree| set.get("items").and_then(|items| items.get("see")).and_then(Tree::text).map(fold);
        let found = self.data.iter().find(|(_, set)| refers(set).as_deref() == Some(annex));
        found.map(|(id, _)| id.clone())
    }

    /// Puts the items of an annex in the place of the data set that refers to it: several sets are then named by their group.
    pub(super) fn listed(&mut self, id: &str, annex: &str, mut sets: Vec<DataRead>) {
        if let ([_], Some((_, set))) = (sets.as_slice(), self.data.iter_mut().find(|(own, _)| own == id)) {
            let only = sets.remove(0);
            put(set, "items", list(only.items));
            if let Some(name) = only.name.filter(|_| set.get("name").is_none()) {
                put(set, "name", text(name));
            }
            return;
        }
        // Whose data it is was said where the annex is named.
        let referring = self.data.iter().find(|(own, _)| own == id);
        let subjects = referring.and_then(|(_, set)| set.get("subjects")?.text().map(str::to_owned));
        self.data.retain(|(own, _)| own != id);
        for mut read in sets {
            read.subjects = read.subjects.or_else(|| subjects.clone());
            let id = self.data(read);
            let set = self.data.iter_mut().find(|(own, _)| *own == id);
            set.into_iter().for_each(|(_, set)| put(set, "group", text(annex)));
        }
        for part in &mut self.parts {
            for key in ["provides", "collects", "handles", "data"] {
                if part.tree.get(key).is_none() {
                    continue;
                }
                let Some(items) = part.tree.below(key, Span::START).and_then(Tree::items_mut) else { continue };
                items.iter_mut().filter(|item| item.text() == Some(id)).for_each(|item| *item = text(annex));
            }
        }
    }

    /// Adds a store, and returns its id.
    pub(super) fn store(&mut self, store: Tree) -> String {
        if let Some((id, _)) = self.stores.iter().find(|(_, known)| *known == store) {
            return id.clone();
        }
        let id = numbered(&say(self.lang, "import.store", &[]), self.stores.iter().map(|(id, _)| id.as_str()));
        self.stores.push((id.clone(), store));
        id
    }

    /// Adds an earlier decision that a part refers to, and returns its id. `forum`: its id, and whether it was concluded.
    pub(super) fn approval(&mut self, decision: EarlierDecision, forum: Option<(String, bool)>, part: &str) -> String {
        let concluded = forum.as_ref().is_none_or(|(_, concluded)| *concluded);
        let mut own = map([
            ("forum", forum.map(|(id, _)| text(id))),
            ("forum_as_written", concluded.then(|| text(decision.forum))),
            ("session", Some(text(decision.session))),
            ("outcome", decision.outcome.map(text)),
        ]);
        if concluded && own.get("forum").is_some() {
            infer(&mut own, "forum");
        }
        if let Some((id, known)) = self.approvals.iter_mut().find(|(_, known)| same_but(known, &own, "of")) {
            if let Some(of) = known.below("of", Span::START).and_then(Tree::items_mut) {
                of.push(text(part));
            }
            return id.clone();
        }
        let id = numbered(&say(self.lang, "import.approval", &[]), self.approvals.iter().map(|(id, _)| id.as_str()));
        let mut approval = own;
        put(&mut approval, "of", list(vec![text(part)]));
        self.approvals.push((id.clone(), approval));
        id
    }

    /// Adds an attachment that is named, and whether it is there.
    pub(super) fn attachment(&mut self, name: &str, title: Option<String>, attached: bool) {
        let key = crate::text::item_name(name).into_owned();
        let at = self.attachments.iter().position(|(id, _)| crate::text::item_name(id) == key);
        let at = at.unwrap_or_else(|| {
            self.attachments.push((name.to_owned(), Tree::map(Span::START)));
            self.attachments.len() - 1
        });
        let Some((_, tree)) = self.attachments.get_mut(at) else { return };
        if let Some(title) = title {
            put(tree, "title", text(title));
        }
        if attached {
            put(tree, "attached", Tree::scalar(Kind::Bool, "true", Span::START));
        }
    }

    /// Returns the filing. `id` and `jurisdiction` are not on any paper.
    pub(super) fn finish(self, id: &str, jurisdiction: &str) -> Tree {
        let mut root = map([("sekisho", Some(text(crate::filing::format::FORMAT))), ("id", Some(text(id)))]);
        let take = |root: &mut Tree, key: &str| {
            if let Some(value) = self.filing.get(key) {
                put(root, key, value.clone());
            }
        };
        take(&mut root, "title");
        put(&mut root, "jurisdiction", text(jurisdiction));
        let keys = ["forum", "agenda", "agenda_points", "document", "basis", "departments", "programme"];
        keys.iter().for_each(|key| take(&mut root, key));
        let ordered = |entries: Vec<(String, Tree)>| {
            let rows = entries.into_iter().map(|(id, own)| {
                let mut row = map([("id", Some(text(id)))]);
                if let crate::source::TreeShape::Map(entries) = own.shape {
                    entries.into_iter().for_each(|(key, _, value)| put(&mut row, &key, value));
                }
                row
            });
            list(rows.collect())
        };
        let named = |entries: Vec<(String, Tree)>| {
            let mut all = Tree::map(Span::START);
            entries.into_iter().for_each(|(id, own)| put(&mut all, &id, own));
            all
        };
        if !self.approvals.is_empty() {
            put(&mut root, "approvals", ordered(self.approvals));
        }
        if !self.attachments.is_empty() {
            put(&mut root, "attachments", ordered(self.attachments));
        }
        take(&mut root, "enclosures");
        for (key, entries) in [("actors", self.actors), ("data", self.data), ("stores", self.stores)] {
            if !entries.is_empty() {
                put(&mut root, key, named(entries));
            }
        }
        let mut parts: BTreeMap<&str, Vec<Tree>> = BTreeMap::new();
        for part in self.parts {
            parts.entry(list_of(part.kind)).or_default().push(part.finish());
        }
        for key in ["contracts", "connections", "processing"] {
            if let Some(parts) = parts.remove(key) {
                put(&mut root, key, list(parts));
            }
        }
        for key in ["changed", "inferred"] {
            take(&mut root, key);
        }
        root
    }
}

impl PartDraft {
    fn finish(self) -> Tree {
        let contract = list_of(self.kind) == "contracts";
        let kind = contract.then(|| text(self.kind.word()));
        let mut whole = map([("id", Some(text(self.id))), ("kind", kind)]);
        // In the order in which the format has them.
        let keys = part_shape(self.kind).keys.iter().map(|key| key.name).chain(["changed", "inferred"]);
        for key in keys {
            if let Some(value) = self.tree.get(key) {
                put(&mut whole, key, value.clone());
            }
        }
        whole
    }
}

/// Returns the list of the format that parts of a kind stand in.
fn list_of(kind: PartKind) -> &'static str {
    match kind {
        PartKind::Outsourcing | PartKind::SubOutsourcing => "contracts",
        PartKind::Connection => "connections",
        PartKind::Processing => "processing",
    }
}

/// Returns a word with the number that makes it an id of its own.
fn numbered<'i>(word: &str, known: impl Iterator<Item = &'i str>) -> String {
    let word: String = word.chars().filter(|c| c.is_alphanumeric()).collect();
    let known: Vec<&str> = known.collect();
    let mut all = (1..).map(|number| if number == 1 { word.clone() } else { format!("{word}{number}") });
    all.find(|id| !known.contains(&id.as_str())).unwrap_or(word.clone())
}

/// True if two maps say the same but for one key.
fn same_but(known: &Tree, other: &Tree, key: &str) -> bool {
    let rest = |tree: &Tree| match &tree.shape {
        crate::source::TreeShape::Map(entries) => {
            entries.iter().filter(|(own, ..)| own != key).map(|(own, _, value)| (own.clone(), value.clone())).collect()
        }
        _ => Vec::new(),
    };
    rest(known) == rest(other)
}
