//! Reads what a rule reports: sentences by verdict, with what each placeholder stands for.

use std::collections::BTreeMap;

use super::condition;
use super::names::{self, Scope};
use super::reading::PolicyReading;
use crate::finding::Verdict;
use crate::policy::model::{Condition, Placeholder, Sentence};
use crate::policy::problem::PolicyTrouble;
use crate::source::{Kind, Node};
use crate::text;
use crate::vocabulary::facts::{FactId, RelationId, SubjectKind};
use crate::words::Template;

/// Maximum length of a sentence in bytes.
const MAX_SENTENCE: usize = 4096;

/// Reads the sentences of a rule by verdict.
pub(in crate::policy) fn messages(
    reading: &mut PolicyReading<'_>,
    node: Option<Node<'_>>,
    scope: Scope,
) -> BTreeMap<Verdict, Vec<Sentence>> {
    let mut all = BTreeMap::new();
    for (word, span, value) in node.into_iter().flat_map(|node| node.entries()) {
        let Some(verdict) = Verdict::from_word(word) else {
            reading.report(span, PolicyTrouble::UnknownWord { word: word.to_owned(), suggestion: None });
            continue;
        };
        let sentences: Vec<Sentence> = if value.kind() == Kind::Seq {
            value.items().filter_map(|item| sentence(reading, item, scope, verdict)).collect()
        } else {
            sentence(reading, value, scope, verdict).into_iter().collect()
        };
        if !sentences.is_empty() {
            all.insert(verdict, sentences);
        }
    }
    all
}

fn sentence(reading: &mut PolicyReading<'_>, node: Node<'_>, scope: Scope, verdict: Verdict) -> Option<Sentence> {
    reading.keys(node, &["when", "ja", "en"]);
    let mut template = |key: &'static str| {
        let text = node.get(key).and_then(|text| text.text()).unwrap_or_default();
        if text.is_empty() {
            reading.report(node.head(), PolicyTrouble::MissingMessage { verdict: verdict.word(), lang: key });
        }
        if text.len() > MAX_SENTENCE {
            reading.report(node.head(), PolicyTrouble::TooMany { what: "sentence-bytes", limit: MAX_SENTENCE });
        }
        Template::parse(text).unwrap_or_else(|_| {
            reading.report(node.head(), PolicyTrouble::BadTemplate);
            Template::default()
        })
    };
    let (ja, en) = (template("ja"), template("en"));
    let mut names: Vec<(String, Placeholder)> = Vec::new();
    for name in ja.names().chain(en.names()) {
        if !names.iter().any(|(known, _)| known == name) {
            let stands_for = placeholder(reading, node, name, scope);
            names.extend(stands_for.map(|stands_for| (name.to_owned(), stands_for)));
        }
    }
    let when = node.get("when").map_or_else(Condition::always, |when| condition::condition(reading, when, scope));
    Some(Sentence { when, ja, en, names })
}

/// Reads a placeholder: a fact, `relation.names` for a list of names, or one of the fixed names.
fn placeholder(reading: &mut PolicyReading<'_>, node: Node<'_>, name: &str, scope: Scope) -> Option<Placeholder> {
    let common = match name {
        "promised_by" => Some(Placeholder::PromisedBy),
        "unstated" => Some(Placeholder::Unstated),
        "elsewhere" => Some(Placeholder::Elsewhere),
        "lacking" => Some(Placeholder::Lacking),
        "found" => Some(Placeholder::Found),
        "principal" => Some(Placeholder::Principal),
        _ => names_relation(name, scope.here).map(Placeholder::Names),
    };
    // A fact of the subject takes precedence: a contractor has `elsewhere` of its own.
    if common.is_some() && FactId::find(scope.here, name).is_none() {
        return common;
    }
    let path = names::resolve(name, scope).ok();
    if path.is_none() {
        let known = names::known_names(scope.here);
        let suggestion = text::suggest(name, known.into_iter()).map(str::to_owned);
        reading.report(node.head(), PolicyTrouble::UnknownPlaceholder { name: name.to_owned(), suggestion });
    }
    path.map(Placeholder::Fact)
}

/// Returns the relation to several subjects that a `relation.names` placeholder names.
fn names_relation(name: &str, subject: SubjectKind) -> Option<RelationId> {
    let relation = name.strip_suffix(".names")?;
    let id = RelationId::find(subject, relation)?;
    id.row().many.then_some(id)
}
