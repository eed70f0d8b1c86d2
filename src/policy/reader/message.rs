//! Reads what a rule reports: sentences by verdict, with what each placeholder stands for.

use std::collections::BTreeMap;

use super::entry::{RuleEntry, TextPair, Texts};
use super::names::{self, Scope};
use super::reading::PolicyReading;
use super::{condition, derived};
use crate::finding::Verdict;
use crate::policy::model::{Condition, Placeholder, Sentence};
use crate::policy::problem::PolicyTrouble;
use crate::source::{Kind, Node, Span};
use crate::text;
use crate::vocabulary::facts::{FactId, RelationId, SubjectKind};
use crate::words::{Both, Template};

/// Maximum length of a sentence in bytes.
const MAX_SENTENCE: usize = 4096;

/// The keys with texts: sentences by verdict, those of one verdict, and the help.
pub(in crate::policy) const KEYS: &[&str] = &[
    "message",
    "violation",
    "violation.ja",
    "violation.en",
    "unstated",
    "unstated.ja",
    "unstated.en",
    "promised",
    "promised.ja",
    "promised.en",
    "elsewhere",
    "elsewhere.ja",
    "elsewhere.en",
    "help",
    "help.ja",
    "help.en",
];

/// The keys for what a list lacks: the word by which it counts as unstated, or the sentence that says so.
pub(super) const ABSENT: &[&str] = &["absent", "absent.ja", "absent.en"];

/// The keys of a rule that hold the sentences of a verdict.
const OF_VERDICTS: [(&str, Verdict); 5] = [
    ("violation", Verdict::Violation),
    ("unstated", Verdict::Unstated),
    ("absent", Verdict::Unstated),
    ("promised", Verdict::Promised),
    ("elsewhere", Verdict::Elsewhere),
];

/// Reads the sentences of a rule by verdict: below `message`, or each at its own key. What a rule asks to be stated needs none.
pub(in crate::policy) fn messages(
    reading: &mut PolicyReading<'_>,
    entry: RuleEntry<'_>,
    scope: Scope,
) -> BTreeMap<Verdict, Vec<Sentence>> {
    let mut all = BTreeMap::new();
    for layer in entry.layers() {
        let own = in_layer(reading, layer, scope);
        all.extend(own);
    }
    if entry.get("states").is_some() && !all.contains_key(&Verdict::Unstated) {
        let sentence = filled(reading, &derived::unstated(scope), entry.node().head(), scope);
        all.insert(Verdict::Unstated, vec![sentence]);
    }
    all
}

fn in_layer(reading: &mut PolicyReading<'_>, layer: Node<'_>, scope: Scope) -> BTreeMap<Verdict, Vec<Sentence>> {
    let mut all = BTreeMap::new();
    for (word, span, value) in layer.get("message").into_iter().flat_map(|node| node.entries()) {
        let Some(verdict) = Verdict::from_word(word) else {
            reading.report(span, PolicyTrouble::UnknownWord { word: word.to_owned(), suggestion: None });
            continue;
        };
        let sentences = sentences(reading, value, scope, verdict);
        if !sentences.is_empty() {
            all.insert(verdict, sentences);
        }
    }
    let mut found = [Texts::default(); OF_VERDICTS.len()];
    for (key, span, value) in layer.entries() {
        let (name, lang) = key.split_once('.').map_or((key, None), |(name, lang)| (name, Some(lang)));
        let own = OF_VERDICTS.iter().zip(&mut found).find(|((word, _), _)| *word == name);
        own.into_iter().for_each(|(_, texts)| texts.take(lang, span, value));
    }
    for ((key, verdict), texts) in OF_VERDICTS.into_iter().zip(found) {
        texts.once(reading, key);
        let (span, sentences) = match (texts.whole, texts.dotted()) {
            // The word by which what a list lacks counts as unstated is no sentence.
            (Some(value), _) if key == "absent" && !matches!(value.kind(), Kind::Map | Kind::Seq) => continue,
            (Some(value), _) => (texts.span, sentences(reading, value, scope, verdict)),
            (None, Some(pair)) => (pair.head, vec![words(reading, pair, scope, verdict)]),
            (None, None) => continue,
        };
        if !sentences.is_empty() && all.insert(verdict, sentences).is_some() {
            reading.report(span, PolicyTrouble::DuplicateId { id: verdict.word().to_owned() });
        }
    }
    all
}

fn sentences(reading: &mut PolicyReading<'_>, value: Node<'_>, scope: Scope, verdict: Verdict) -> Vec<Sentence> {
    if value.kind() == Kind::Seq {
        value.items().map(|item| sentence(reading, item, scope, verdict)).collect()
    } else {
        vec![sentence(reading, value, scope, verdict)]
    }
}

fn sentence(reading: &mut PolicyReading<'_>, node: Node<'_>, scope: Scope, verdict: Verdict) -> Sentence {
    reading.keys(node, &["when", "ja", "en"]);
    let sentence = words(reading, TextPair::of(node), scope, verdict);
    let when = node.get("when").map_or_else(Condition::always, |when| condition::condition(reading, when, scope));
    Sentence { when, ..sentence }
}

/// Reads the words of a sentence, with what each placeholder in them stands for.
fn words(reading: &mut PolicyReading<'_>, pair: TextPair<'_>, scope: Scope, verdict: Verdict) -> Sentence {
    let text = pair.read(reading, verdict.word());
    if text.ja.len().max(text.en.len()) > MAX_SENTENCE {
        reading.report(pair.head, PolicyTrouble::TooMany { what: "sentence-bytes", limit: MAX_SENTENCE });
    }
    filled(reading, &text, pair.head, scope)
}

/// Makes a sentence of its text; what is wrong with its placeholders is reported at a place.
fn filled(reading: &mut PolicyReading<'_>, text: &Both, at: Span, scope: Scope) -> Sentence {
    let mut template = |text: &str| {
        Template::parse(text).unwrap_or_else(|_| {
            reading.report(at, PolicyTrouble::BadTemplate);
            Template::default()
        })
    };
    let (ja, en) = (template(&text.ja), template(&text.en));
    let mut names: Vec<(String, Placeholder)> = Vec::new();
    for name in ja.names().chain(en.names()) {
        if !names.iter().any(|(known, _)| known == name) {
            let stands_for = placeholder(reading, at, name, scope);
            names.extend(stands_for.map(|stands_for| (name.to_owned(), stands_for)));
        }
    }
    Sentence { when: Condition::always(), ja, en, names }
}

/// Reads a placeholder: a fact, `relation.names` for a list of names, or one of the fixed names.
fn placeholder(reading: &mut PolicyReading<'_>, at: Span, name: &str, scope: Scope) -> Option<Placeholder> {
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
        reading.report(at, PolicyTrouble::UnknownPlaceholder { name: name.to_owned(), suggestion });
    }
    path.map(Placeholder::Fact)
}

/// Returns the relation to several subjects that a `relation.names` placeholder names.
fn names_relation(name: &str, subject: SubjectKind) -> Option<RelationId> {
    let relation = name.strip_suffix(".names")?;
    let id = RelationId::find(subject, relation)?;
    id.row().many.then_some(id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::pack_words::PackWords;

    #[test]
    fn every_subject_has_a_sentence_for_what_is_not_stated_of_it() {
        for subject in SubjectKind::ALL {
            let (words, mut problems) = (PackWords::default(), Vec::new());
            let mut reading = PolicyReading { words: &words, file: "a.yaml", problems: &mut problems };
            let scope = Scope::of(subject);
            let sentence = filled(&mut reading, &derived::unstated(scope), Span::START, scope);
            let names: Vec<&str> = sentence.names.iter().map(|(name, _)| name.as_str()).collect();
            assert!(names.contains(&"unstated") && !names.contains(&"subject"), "{subject:?} {names:?}");
            assert_eq!(problems, [], "{subject:?}");
        }
    }
}
