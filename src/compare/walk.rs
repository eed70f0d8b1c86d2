//! Walks through two documents side by side, along the table of the format.

use std::collections::{BTreeMap, BTreeSet};

use super::matching::{NAMED, Pair, entries, pairs, renamed};
use super::renaming::{Renamed, Renaming};
use super::steps;
use super::values::{Called, Canonical, canonical, is_subject, shown, shown_subject, suited};
use super::{Change, ChangeSubject, Comparison, Mark, SUBJECTS, Side, label};
use crate::filing::format::FILING;
use crate::policy::{ChangeKind, Weight};
use crate::source::{Kind, Node, Span};
use crate::vocabulary::pack_words::PackWords;
use crate::vocabulary::shape::{MapShape, Shape};
use crate::words::{Lang, join, say};

/// Keys that are about the file rather than the matter.
const APART: [&str; 3] = ["sekisho", "id", "supersedes"];
/// Keys by which entries of a list without ids are recognised.
const TELLING: [&str; 10] = ["name", "text", "provision", "group", "form", "rule", "number", "title", "method", "at"];

/// Returns every change between two filings, without weights. `words`: those that the pack of both declares.
pub(super) fn walk(old: Node<'_>, new: Node<'_>, words: &PackWords, lang: Lang) -> Comparison {
    let mut walker = Walker::new(words, lang);
    for key in NAMED {
        let (before, after) = (entries(old.get(key)), entries(new.get(key)));
        for (id, node) in before.iter().chain(&after) {
            walker.names.ids.extend(called(*node).map(|name| (id.clone(), name)));
        }
        walker.renamed.extend(renamed(&pairs(before, after)));
    }
    walker.filing(old, new);
    walker.found
}

/// Collects the changes.
struct Walker {
    /// New ids of what the older filing names otherwise.
    renamed: Renaming,
    none: Renaming,
    /// What ids are called.
    names: Called,
    found: Comparison,
}

/// The position of the walk.
#[derive(Clone)]
struct Here {
    subject: ChangeSubject,
    /// Keys below the subject, and their names.
    keys: Vec<&'static str>,
    labels: Vec<String>,
    /// True if the author marked something on the way here.
    marked: bool,
    /// Where a missing value would be written, in each version.
    old: Span,
    new: Span,
}

impl Walker {
    fn new(words: &PackWords, lang: Lang) -> Self {
        let none = Renaming::new(words.clone());
        let names = Called { words: words.clone(), lang, ..Called::default() };
        Walker { renamed: none.clone(), none, names, found: Comparison::default() }
    }

    fn filing(&mut self, old: Node<'_>, new: Node<'_>) {
        let id = new.get("id").and_then(|id| id.text()).unwrap_or_default().to_owned();
        let subject = ChangeSubject { kind: FILING.name, id, name: kind(FILING.name, self.names.lang) };
        let here =
            Here { subject, keys: Vec::new(), labels: Vec::new(), marked: false, old: old.head(), new: new.head() };
        self.map(&FILING, old, new, &here);
    }

    fn map(&mut self, map: &'static MapShape, old: Node<'_>, new: Node<'_>, here: &Here) {
        let mark = mark(new);
        let before = self.found.changes.len();
        let marked = here.marked || mark.is_some();
        for key in map.keys.iter().filter(|key| !APART.contains(&key.name)) {
            let mut inside = here.clone();
            inside.marked = marked;
            inside.keys.push(key.name);
            inside.labels.push(label(&format!("{}.{}", map.name, key.name), self.names.lang));
            let (before, after) = (old.get(key.name), new.get(key.name));
            match (before, after) {
                (Some(one), Some(other)) if is_subject(map, key.name) => self.named_subject(one, other, &inside),
                _ => self.value(&key.shape, before, after, &inside),
            }
        }
        if self.found.changes.len() == before {
            self.found.idle_marks.extend(mark.map(|span| Mark { subject: here.subject.clone(), span }));
        }
    }

    /// Records the marks on or in something that did not change.
    fn idle(&mut self, node: Node<'_>, here: &Here) {
        self.found.idle_marks.extend(mark(node).map(|span| Mark { subject: here.subject.clone(), span }));
        node.items().chain(node.entries().map(|(_, _, value)| value)).for_each(|inside| self.idle(inside, here));
    }

    fn value(&mut self, shape: &Shape, old: Option<Node<'_>>, new: Option<Node<'_>>, here: &Here) {
        let (Some(one), Some(other)) = (old, new) else {
            return match (subjects(shape), old.or(new)) {
                (_, None) => {}
                (Some(map), _) => self.subjects(map, old, new, here),
                (None, Some(_)) => self.record(shape, old, new, here),
            };
        };
        if let Some(map) = subjects(shape) {
            return self.subjects(map, old, new, here);
        }
        let inside = Here { old: place(one), new: place(other), ..here.clone() };
        if canonical(one, shape, &self.renamed) == canonical(other, shape, &self.none) {
            return self.idle(other, here);
        }
        match (suited(shape, one), suited(shape, other)) {
            (Some(Shape::Map(map)), Some(Shape::Map(again))) if map.name == again.name && !see(one) && !see(other) => {
                self.map(map, one, other, &inside);
            }
            (Some(Shape::Dict(each)), Some(Shape::Dict(_))) => self.dict(each, one, other, &inside),
            (Some(Shape::List(each) | Shape::OneOrMany(each)), Some(Shape::List(_) | Shape::OneOrMany(_)))
                if one.kind() != Kind::Map && other.kind() != Kind::Map =>
            {
                self.list(each, one, other, &inside);
            }
            _ => self.record(shape, old, new, here),
        }
    }

    /// What a waiver or a reason is about: a change where it is another thing, also where that now bears the same number.
    fn named_subject(&mut self, old: Node<'_>, new: Node<'_>, here: &Here) {
        let text = |node: Node<'_>| node.text().unwrap_or_default().trim().to_owned();
        let (before, after) = (self.renamed.subject(&text(old)), Renamed::Kept(text(new)));
        if before != after {
            let inside = Here { old: place(old), new: place(new), ..here.clone() };
            let [before, after] = [before, after].map(|subject| shown_subject(&subject, self.names.lang));
            self.push(Some(before), Some(after), &inside);
        }
    }

    /// Things that a reader knows by name.
    fn subjects(&mut self, map: &'static MapShape, old: Option<Node<'_>>, new: Option<Node<'_>>, here: &Here) {
        let home = (old.map_or(here.old, |node| node.head()), new.map_or(here.new, |node| node.head()));
        let (before, after) = (entries(old), entries(new));
        let is_step = map.name == "step";
        let pairs = if is_step { steps::pairs(before, after, &self.renamed) } else { pairs(before, after) };
        let outside = is_step.then(|| self.renamed.ids());
        if is_step {
            // Steps are named by each other, and only within their flow.
            for (before, after) in &pairs {
                let Some((before, _)) = before else { continue };
                self.renamed.step(&here.subject.id, before, after.as_ref().map(|(after, _)| after.as_str()));
            }
            self.renamed.extend(renamed(&pairs));
            self.order(&pairs, Here { old: home.0, new: home.1, ..here.clone() });
        }
        for pair in pairs {
            let node = |side: &Option<(String, Node<'_>)>| side.as_ref().map(|(_, node)| node.head());
            let Some((id, known)) = pair.1.as_ref().or(pair.0.as_ref()) else { continue };
            let own = if is_step { format!("{}/{id}", here.subject.id) } else { id.clone() };
            let mut inside = Here {
                subject: ChangeSubject { kind: map.name, id: own, name: title(map, id, *known, self.names.lang) },
                keys: Vec::new(),
                labels: Vec::new(),
                marked: here.marked,
                old: node(&pair.0).unwrap_or(home.0),
                new: node(&pair.1).unwrap_or(home.1),
            };
            match (&pair.0, &pair.1) {
                (Some((_, one)), Some((_, other))) => self.map(map, *one, *other, &inside),
                (one, other) => {
                    inside.marked |= mark(*known).is_some();
                    let said = |side: &Option<(String, Node<'_>)>| side.as_ref().map(|_| inside.subject.name.clone());
                    let (old, new) = (said(one), said(other));
                    self.push(old, new, &inside);
                }
            }
        }
        if let Some(outside) = outside {
            self.renamed.back_to(outside);
        }
    }

    /// Finds steps of both sides that are in another order.
    fn order(&mut self, pairs: &[Pair<'_>], here: Here) {
        let both = pairs.iter().filter_map(|(old, new)| Some((old.as_ref()?.1.head(), &new.as_ref()?.0)));
        let after: Vec<_> = both.collect();
        let mut before = after.clone();
        before.sort_by_key(|(span, _)| *span);
        if before != after {
            let lang = self.names.lang;
            let ids =
                |steps: Vec<(Span, &String)>| join(lang, &steps.iter().map(|(_, id)| id.as_str()).collect::<Vec<_>>());
            self.push(Some(ids(before)), Some(ids(after)), &here);
        }
    }

    /// Compares maps with free keys, key by key.
    fn dict(&mut self, each: &Shape, old: Node<'_>, new: Node<'_>, here: &Here) {
        let own = |id: &str| self.renamed.id(id).to_owned();
        let before: BTreeMap<String, Node<'_>> = old.entries().map(|(key, _, value)| (own(key), value)).collect();
        let after: BTreeMap<String, Node<'_>> = new.entries().map(|(key, _, value)| (key.to_owned(), value)).collect();
        let keys: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
        for key in keys {
            let mut inside = here.clone();
            inside.labels.push(self.names.id(key));
            self.value(each, before.get(key).copied(), after.get(key).copied(), &inside);
        }
    }

    /// Compares lists: items on both sides are no change, in whatever order; items that can be recognised are compared;
    /// the others were added or removed.
    fn list(&mut self, each: &Shape, old: Node<'_>, new: Node<'_>, here: &Here) {
        let (mut one, mut other) = (items(old), items(new));
        let mut common: BTreeMap<Canonical, usize> = BTreeMap::new();
        for node in &other {
            *common.entry(canonical(*node, each, &self.none)).or_default() += 1;
        }
        let mut shared: BTreeMap<Canonical, usize> = BTreeMap::new();
        one.retain(|node| take(&mut common, &mut shared, canonical(*node, each, &self.renamed)));
        other.retain(|node| {
            let left = shared.get_mut(&canonical(*node, each, &self.none)).filter(|count| **count > 0);
            let same = left.map(|count| *count -= 1).is_some();
            if same {
                self.idle(*node, here);
            }
            !same
        });
        let mut by_name: BTreeMap<String, Node<'_>> =
            one.iter().filter_map(|node| Some((telling(*node)?, *node))).collect();
        let mut known_again = Vec::new();
        other.retain(|node| match telling(*node).and_then(|name| by_name.remove(&name)) {
            Some(before) => {
                known_again.push((before, *node));
                false
            }
            None => true,
        });
        let gone: BTreeSet<_> =
            known_again.iter().map(|(before, _)| (before.head().line, before.head().column)).collect();
        one.retain(|node| !gone.contains(&(node.head().line, node.head().column)));
        if let ([before], [after]) = (one.as_slice(), other.as_slice())
            && before.kind() == Kind::Map
            && after.kind() == Kind::Map
        {
            known_again.push((*before, *after));
            one.clear();
            other.clear();
        }
        for (before, after) in known_again {
            let mut inside = here.clone();
            inside.labels.extend(called(after));
            self.value(each, Some(before), Some(after), &inside);
        }
        if one.is_empty() && other.is_empty() {
            return;
        }
        let inside = Here {
            old: one.first().map_or(here.old, |node| node.head()),
            new: other.first().map_or(here.new, |node| node.head()),
            marked: here.marked || (!other.is_empty() && other.iter().all(|node| mark(*node).is_some())),
            ..here.clone()
        };
        let say = |nodes: &[Node<'_>]| {
            let parts = nodes.iter().map(|node| shown(*node, each, &self.names));
            (!nodes.is_empty()).then(|| join(self.names.lang, &parts.collect::<Vec<_>>()))
        };
        let (one, other) = (say(&one), say(&other));
        self.push(one, other, &inside);
    }

    fn record(&mut self, shape: &Shape, old: Option<Node<'_>>, new: Option<Node<'_>>, here: &Here) {
        let say = |node: Option<Node<'_>>| {
            let value = shown(node?, shape, &self.names);
            Some(if value.is_empty() { say(self.names.lang, "diff.nothing", &[]) } else { value })
        };
        let (one, other) = (say(old), say(new));
        let marked = here.marked || new.and_then(mark).is_some();
        let inside =
            Here { old: old.map_or(here.old, place), new: new.map_or(here.new, place), marked, ..here.clone() };
        self.push(one, other, &inside);
    }

    fn push(&mut self, old: Option<String>, new: Option<String>, here: &Here) {
        let kind = match (&old, &new) {
            (None, _) => ChangeKind::Added,
            (_, None) => ChangeKind::Removed,
            _ => ChangeKind::Altered,
        };
        let lang = self.names.lang;
        let below = |one: String, next: String| say(lang, "diff.below", &[("outer", &one), ("inner", &next)]);
        let label = here.labels.iter().cloned().reduce(below);
        self.found.changes.push(Change {
            kind,
            subject: here.subject.clone(),
            field: here.keys.join("."),
            label: label.unwrap_or_default(),
            old: Side { value: old, span: here.old },
            new: Side { value: new, span: here.new },
            weight: Weight::default(),
            because: String::new(),
            marked: here.marked,
        });
    }
}

/// Returns every key of a map of the format, dotted from its subject.
pub(super) fn keys(map: &'static MapShape) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    gather(map, map.name, &mut found);
    found
}

fn gather(map: &'static MapShape, path: &str, found: &mut BTreeSet<String>) {
    found.insert(path.to_owned());
    for key in map.keys {
        let below = format!("{path}.{}", key.name);
        found.insert(below.clone());
        maps(&key.shape, &mut |inside| {
            let path = if SUBJECTS.contains(&inside.name) { inside.name } else { below.as_str() };
            gather(inside, path, found);
        });
    }
}

fn maps(shape: &Shape, see: &mut dyn FnMut(&'static MapShape)) {
    match shape {
        Shape::Map(map) => see(map),
        Shape::List(inside) | Shape::OneOrMany(inside) | Shape::Dict(inside) => maps(inside, see),
        Shape::Either(all) => all.iter().for_each(|one| maps(one, see)),
        _ => {}
    }
}

/// Returns the shape of the maps in a list or map of subjects.
fn subjects(shape: &Shape) -> Option<&'static MapShape> {
    match shape {
        Shape::List(Shape::Map(map)) | Shape::Dict(Shape::Map(map)) if SUBJECTS.contains(&map.name) => Some(map),
        _ => None,
    }
}

/// Returns the items of a list, or the single value in its place.
fn items(node: Node<'_>) -> Vec<Node<'_>> {
    if node.kind() == Kind::Seq { node.items().collect() } else { vec![node] }
}

/// Takes one item out of a stock and counts it as taken; `false` if there is none.
fn take(stock: &mut BTreeMap<Canonical, usize>, taken: &mut BTreeMap<Canonical, usize>, key: Canonical) -> bool {
    match stock.get_mut(&key).filter(|count| **count > 0) {
        Some(count) => {
            *count -= 1;
            *taken.entry(key).or_default() += 1;
            false
        }
        None => true,
    }
}

/// Returns where the author marked something as changed.
fn mark(node: Node<'_>) -> Option<Span> {
    let mark = node.get("changed").filter(|mark| mark.as_bool() != Some(false))?;
    Some(mark.key_span().unwrap_or(mark.span()))
}

fn see(node: Node<'_>) -> bool {
    node.get("see").is_some()
}

fn telling(node: Node<'_>) -> Option<String> {
    let key = TELLING.iter().find_map(|key| node.get(key)?.text().map(|text| format!("{key}={text}")));
    key.or_else(|| node.as_str().map(|text| format!("name={text}")))
}

fn called(node: Node<'_>) -> Option<String> {
    let texts = ["name", "title", "text", "group", "provision"].iter().filter_map(|key| node.get(key)?.as_str());
    texts.map(str::to_owned).find(|text| !text.trim().is_empty())
}

fn place(node: Node<'_>) -> Span {
    node.key_span().unwrap_or(node.head())
}

/// Returns the kind and the name of a thing; a step has its number, and its action where it has no title.
fn title(map: &MapShape, id: &str, node: Node<'_>, lang: Lang) -> String {
    let names = Called { lang, ..Called::default() };
    let action = || map.key("action").and_then(|key| Some(shown(node.get("action")?, &key.shape, &names)));
    let name = called(node).or_else(action);
    let kind = kind(map.name, lang);
    match (&name, map.name) {
        (Some(name), "step") => say(lang, "diff.step", &[("kind", &kind), ("id", id), ("name", name)]),
        (None, "step") => say(lang, "diff.step-untitled", &[("kind", &kind), ("id", id)]),
        (name, _) => say(lang, "diff.named", &[("kind", &kind), ("name", name.as_deref().unwrap_or(id))]),
    }
}

/// Returns the name of the kind of thing that a map of the format describes.
fn kind(map: &str, lang: Lang) -> String {
    say(lang, &format!("diff.kind-{map}"), &[])
}
