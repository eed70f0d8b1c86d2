//! What the schema of a pack leaves to the vocabulary: the facts and relations that a condition may ask of its subject, their
//! values, and what subjects, severities and verdicts are called.

use super::place;
use super::schema::{Offered, Shapes};
use crate::finding::{Severity, Verdict};
use crate::source::{Kind, Node};
use crate::vocabulary::facts::{FactId, FactType, RelationId, SubjectKind};
use crate::vocabulary::words;
use crate::words::{Lang, say};

/// The facts that may be keys of a condition.
pub(super) fn keys(
    shapes: &Shapes,
    schemas: &[&serde_json::Value],
    root: Node<'_>,
    way: &[String],
    lang: Lang,
) -> Vec<Offered> {
    if !shapes.is_one(schemas, "condition") {
        return Vec::new();
    }
    let Some(kind) = subject(root, way) else { return Vec::new() };
    let facts = FactId::of(kind).map(|fact| fact.row().name);
    let one = RelationId::of(kind).map(RelationId::row).filter(|row| !row.many);
    let through = one.flat_map(|row| FactId::of(row.to).map(move |fact| (row.name, fact.row())));
    let through =
        through.map(|(name, fact)| (format!("{name}.{}", fact.name), format!("{}.{}", fact.subject.word(), fact.name)));
    let own = facts.map(|name| (name.to_owned(), format!("{}.{name}", kind.word())));
    own.chain(through).map(|(word, key)| Offered { word, meaning: words::fact(&key).get(lang).to_owned() }).collect()
}

/// Adds to words of the schema what the vocabulary calls them.
pub(super) fn name(shapes: &Shapes, schemas: &[&serde_json::Value], offered: &mut [Offered], lang: Lang) {
    let called = |word: &str| {
        if shapes.is_one(schemas, "subject") {
            return words::fact(&format!("subject.{word}")).get(lang).to_owned();
        }
        let severity = Severity::from_word(word).filter(|_| shapes.is_one(schemas, "severity"));
        let verdict = Verdict::from_word(word).filter(|_| shapes.is_one(schemas, "verdict"));
        severity.map(|it| it.name(lang)).or(verdict.map(|it| it.name(lang))).unwrap_or_default()
    };
    offered.iter_mut().filter(|one| one.meaning.is_empty()).for_each(|one| one.meaning = called(&one.word));
}

/// The values that the fact at the end of a way, or just before it, can have.
pub(super) fn values(shapes: &Shapes, root: Node<'_>, way: &[String], lang: Lang) -> Vec<Offered> {
    for length in (1..=way.len()).rev().take(3) {
        let (above, name) = (way.get(..length - 1).unwrap_or_default(), way.get(length - 1));
        let Some(name) = name.filter(|_| shapes.is_one(&shapes.at(root, above), "condition")) else { continue };
        let Some(fact) = subject(root, above).and_then(|kind| fact(kind, name)) else { continue };
        return match fact {
            FactType::Word(list) | FactType::Words(list) => {
                let words = (0..).zip(list.values);
                words
                    .map(|(at, word)| Offered {
                        word: (*word).to_owned(),
                        meaning: words::name(list, at, lang).to_owned(),
                    })
                    .collect()
            }
            FactType::Flag => [("true", "lsp.true"), ("false", "lsp.false")]
                .map(|(word, key)| Offered { word: word.to_owned(), meaning: say(lang, key, &[]) })
                .to_vec(),
            _ => Vec::new(),
        };
    }
    Vec::new()
}

/// The type of a fact by its name, which may begin with relations.
fn fact(kind: SubjectKind, name: &str) -> Option<FactType> {
    if let Some(fact) = FactId::of(kind).map(FactId::row).find(|row| row.name == name) {
        return Some(fact.kind);
    }
    let (first, rest) = name.split_once('.')?;
    let relation = RelationId::of(kind).map(RelationId::row).find(|row| row.name == first)?;
    fact(relation.to, rest)
}

/// The subject that a place in a rule asks about: that of the rule, else of the defaults above it, and within a quantifier that
/// of its relation.
fn subject(root: Node<'_>, way: &[String]) -> Option<SubjectKind> {
    let number: usize = way.first()?.parse().ok()?;
    let rules: Vec<Node<'_>> = root.items().take(number + 1).collect();
    let own = rules.last()?.get("applies_to");
    let before = || rules.iter().rev().find_map(|rule| rule.get("defaults")?.get("applies_to"));
    let mut kind = SubjectKind::from_word(own.or_else(before)?.text()?)?;
    for length in 2..=way.len() {
        let Some(map) = place::node_of(root, way.get(..length)?).filter(|node| node.kind() == Kind::Map) else {
            continue;
        };
        let Some(name) = map.get("of").and_then(Node::text) else { continue };
        if way.len() > length {
            kind = RelationId::of(kind).map(RelationId::row).find(|row| row.name == name).map_or(kind, |row| row.to);
        }
    }
    Some(kind)
}
