//! Which defects of form have a remedy that is mechanical, as changes of the document. Nothing here states a safeguard: see
//! [`SafeguardKeys`].

use std::collections::BTreeSet;

use crate::filing::{InputProblem, Problem};
use crate::policy::{Condition, Constant, Expectation, Operand, Policy};
use crate::source::patch::{TextChange, below};
use crate::source::{Document, Kind, Node, Span, Tree};
use crate::text::Slip;
use crate::vocabulary::facts::FactType;
use crate::vocabulary::words as vocabulary;

/// Returns the change that puts a defect right, with what is written and what is meant; `None` where more than one thing may
/// be meant, or where it would change what is stated of a safeguard.
pub fn remedy(problem: &InputProblem, document: &Document, safeguards: &SafeguardKeys) -> Option<Remedy> {
    let at = &problem.pointer;
    let made = |change, before: &str, after: &str| Some(Remedy { change, before: before.into(), after: after.into() });
    match &problem.problem {
        Problem::UnknownKey { key, suggestion: Some(meant), keys } => {
            let value = value_of(document, at, key)?;
            let is_free =
                !safeguards.names(meant) && !safeguards.lead_to(at) && !safeguards.are_within(document.at(&value)?);
            let is_only = nearest_alone(key, keys.first.iter().map(String::as_str)) == Some(meant);
            let change = TextChange::Rename { at: value, key: meant.clone() };
            (is_free && is_only).then(|| made(change, key, meant)).flatten()
        }
        Problem::UnknownValue { value, list, suggestion: Some(_), .. } => {
            let table = crate::vocabulary::enumerations::ALL.iter().find(|table| table.name == *list)?;
            let words = vocabulary::accepted(table);
            let position = |word: &str| vocabulary::lookup(table, word);
            let meant = nearest_meaning(value, words.iter().map(String::as_str), position)?;
            let is_free = !safeguards.lead_to(at) && !safeguards.holds(table.name, position(meant)?);
            is_free.then(|| made(replacement(document, at, meant)?, value, meant)).flatten()
        }
        Problem::UndeclaredWord { value, suggestion: Some(meant), words, .. } => {
            let is_only = nearest_alone(value, words.iter().map(|word| word.id())).is_none_or(|near| near == meant);
            let is_free = !safeguards.lead_to(at);
            (is_free && is_only).then(|| made(replacement(document, at, meant)?, value, meant)).flatten()
        }
        // What a waiver or an approval rests on is for people to say.
        Problem::DanglingReference { kind, id, suggestion: Some(meant), known } if *kind != "approval" => {
            let is_only = nearest_alone(id, known.first.iter().map(String::as_str)) == Some(meant);
            is_only.then(|| made(replacement(document, at, meant)?, id, meant)).flatten()
        }
        Problem::InferredNothing { key } => {
            let (list, _) = at.rsplit_once('/')?;
            let (map, _) = list.rsplit_once('/')?;
            let keys = document.at(map)?.entries().map(|(key, ..)| key).filter(|key| !MARKS.contains(key));
            let meant = nearest_alone(key, keys.collect::<Vec<_>>().into_iter())?;
            made(replacement(document, at, meant)?, key, meant)
        }
        _ => None,
    }
}

/// A change that puts a defect right.
#[derive(Debug, Clone, PartialEq)]
pub struct Remedy {
    /// The change.
    pub change: TextChange,
    /// What is written.
    pub before: String,
    /// What is meant.
    pub after: String,
}

/// What a filing states of safeguards, as the rules of a policy tell it: the keys and words of which they require anything.
#[derive(Debug, Clone, Default)]
pub struct SafeguardKeys {
    /// Keys that say yes or no, or list what has to be there.
    stating: BTreeSet<&'static str>,
    /// Keys whose value is a word of a closed list.
    worded: BTreeSet<&'static str>,
    /// Words that rules ask for, by their list and position.
    words: BTreeSet<(&'static str, u8)>,
    /// Lists of which any word may satisfy a rule.
    lists: BTreeSet<&'static str>,
}

impl SafeguardKeys {
    /// Collects them from the rules.
    pub fn of(policy: &Policy) -> Self {
        let mut all = SafeguardKeys::default();
        policy.rules.iter().for_each(|rule| all.collect(&rule.require));
        all
    }

    /// True if a key states one.
    pub fn names(&self, key: &str) -> bool {
        self.stating.contains(key) || self.worded.contains(key)
    }

    /// True if a word of a list states one.
    fn holds(&self, list: &'static str, position: u8) -> bool {
        self.lists.contains(list) || self.words.contains(&(list, position))
    }

    /// True if a key on the way to a place states one, but for the first, under which all of a kind stands.
    fn lead_to(&self, at: &str) -> bool {
        at.split('/').skip(2).any(|key| self.stating.contains(key))
    }

    /// True if a key anywhere below a node states one.
    fn are_within(&self, node: Node<'_>) -> bool {
        node.entries().any(|(key, _, value)| self.names(key) || self.are_within(value))
            || node.items().any(|item| self.are_within(item))
    }

    fn collect(&mut self, condition: &Condition) {
        match condition {
            Condition::All(inside) | Condition::Any(inside) => inside.iter().for_each(|one| self.collect(one)),
            Condition::Not(inside) => self.collect(inside),
            Condition::Quantified(inside) => self.collect(&inside.require),
            Condition::Fact(path, expectation) => {
                let row = path.fact.row();
                let is_listed = !matches!(expectation, Expectation::Stated(_));
                match row.kind {
                    FactType::Flag => self.stating.extend(row.name.split('.')),
                    FactType::Texts if is_listed => self.stating.extend(row.name.split('.')),
                    FactType::Word(list) | FactType::Words(list) => {
                        self.worded.extend(row.name.split('.'));
                        self.ask(list.name, expectation);
                    }
                    _ => {}
                }
            }
        }
    }

    fn ask(&mut self, list: &'static str, expectation: &Expectation) {
        let is_named = matches!(expectation, Expectation::In(_) | Expectation::Includes(_));
        for operand in expectation.operands() {
            match operand {
                Operand::Constant(Constant::Word(list, position)) if is_named => {
                    self.words.insert((list.name, *position));
                }
                _ => {
                    self.lists.insert(list);
                }
            }
        }
    }
}

/// Marks that stand in a map beside its keys.
const MARKS: [&str; 3] = ["inferred", "changed", "see"];

/// Returns the pointer to the value of a key that a defect is about.
fn value_of(document: &Document, at: &str, key: &str) -> Option<String> {
    let named = below("", key);
    let own = if at.ends_with(&named) { at.to_owned() } else { format!("{at}{named}") };
    document.at(&own).map(|_| own)
}

fn replacement(document: &Document, at: &str, meant: &str) -> Option<TextChange> {
    // One value may stand without its list.
    let alone = at.strip_suffix("/0").filter(|_| document.at(at).is_none());
    let at = alone.unwrap_or(at);
    let kind = document.at(at)?.kind();
    let is_scalar = !matches!(kind, Kind::Seq | Kind::Map);
    is_scalar.then(|| TextChange::Set { at: at.to_owned(), value: Tree::scalar(Kind::Str, meant, Span::START) })
}

/// Returns the candidate that is nearer to a word than any other.
fn nearest_alone<'c>(written: &str, candidates: impl Iterator<Item = &'c str>) -> Option<&'c str> {
    nearest_meaning(written, candidates, |word| Some(word.to_owned()))
}

/// Returns the nearest candidate, where all that are as near mean the same.
fn nearest_meaning<'c, M: PartialEq>(
    written: &str,
    candidates: impl Iterator<Item = &'c str>,
    meaning: impl Fn(&str) -> Option<M>,
) -> Option<&'c str> {
    let slip = Slip::of(written);
    let mut near: Vec<(usize, &str)> =
        candidates.filter_map(|candidate| Some((slip.distance(candidate)?, candidate))).collect();
    near.sort_by_key(|(distance, _)| *distance);
    let &(least, first) = near.first()?;
    let means = meaning(first)?;
    let same = |(_, other): &(usize, &str)| meaning(other).is_some_and(|other| other == means);
    near.iter().take_while(|(distance, _)| *distance == least).all(same).then_some(first)
}
