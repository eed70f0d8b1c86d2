//! The book of a pack, as Markdown: what a terminal shows of a rule, a record, a form, a measure, a law or a source, and what
//! stands in the documentation, are one text. And what one pack asks beside another.
//!
//! Owns what is said and in which order. Leaves to others: which packs there are, and where the pages go.

mod asked;
mod bases;
mod contrast;
mod forms;
mod index;
mod laws;
mod lookup;
mod measures;
mod page;
mod records;
mod rule;
mod sources;
mod v1;
mod vocabulary;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::policy::Policy;
use crate::session::{Session, SessionError};
use crate::trial::{Examples, Trials};
use crate::words::Lang;

pub(crate) use contrast::{Compared, POLICY_DIFF_SCHEMA};
pub(crate) use index::list;
pub(crate) use lookup::{ids, is_common, look_up};

/// Names of the pages that are about no single rule.
const INDEX: &str = "README.md";
const SOURCES: &str = "sources.md";
const RECORDS: &str = "records.md";
const FORMS: &str = "forms.md";
const MEASURES: &str = "measures.md";
const BASIS: &str = "basis.md";
const LAWS: &str = "laws.md";
const WORDS: &str = "vocabulary.md";
const CHANGES: &str = "changes.md";
const MILDER: &str = "milder.md";
const BASES: &str = "bases.md";
/// All of them.
const OTHERS: [&str; 11] = [INDEX, SOURCES, RECORDS, FORMS, MEASURES, BASIS, LAWS, WORDS, CHANGES, MILDER, BASES];

/// Names the page of a rule. No rule takes the place of another page, on systems that do not tell cases apart either.
fn file(rule: &str) -> String {
    let name = format!("{rule}.md");
    let taken = OTHERS.iter().any(|page| page.eq_ignore_ascii_case(&name));
    if taken { format!("rule-{name}") } else { name }
}

/// The pages of a policy, in one language.
pub(crate) struct Manual<'m> {
    session: &'m Session,
    policy: &'m Arc<Policy>,
    trials: &'m [Trials],
    examples: Examples<'m>,
    lang: Lang,
}

impl<'m> Manual<'m> {
    /// Reads the tests that the examples are taken from. `session` judges them; `trials` are the tests of the packs that the
    /// policy is made of, its own last.
    pub(crate) fn new(session: &'m Session, policy: &'m Arc<Policy>, trials: &'m [Trials], lang: Lang) -> Self {
        Manual { session, policy, trials, examples: Examples::new(session, policy, trials), lang }
    }

    /// Writes the page of a rule: one for all its versions, empty where the policy has none of that id.
    ///
    /// # Errors
    /// A pack is broken.
    pub(crate) fn rule(&self, id: &str) -> Result<String, SessionError> {
        rule::page(self.session.packs(), self.policy, &self.examples, id, self.lang)
    }

    /// Writes every page, by file name: one for each rule, and for all else that the policy has one for each kind: records of
    /// an audit, forms, measures, sources, laws, words, how much changes weigh, what became milder, the
    /// filings that tests change; and the indexes.
    ///
    /// # Errors
    /// A pack is broken.
    pub(crate) fn pages(&self) -> Result<BTreeMap<String, String>, SessionError> {
        let mut pages = BTreeMap::new();
        for id in self.policy.rules.iter().map(|rule| &rule.id).collect::<BTreeSet<_>>() {
            pages.insert(file(id), self.rule(id)?);
        }
        let (policy, lang) = (&**self.policy, self.lang);
        let others = [
            (RECORDS, records::page(self.session.packs(), policy, lang)),
            (FORMS, forms::page(policy, lang)),
            (MEASURES, measures::page(policy, lang)),
            (BASIS, sources::page(policy, lang)),
            (LAWS, laws::page(policy, lang)),
            (WORDS, vocabulary::page(policy, lang)),
            (CHANGES, vocabulary::weights(policy, lang)),
            (MILDER, index::milder(policy, lang)),
            (BASES, bases::page(policy, self.trials, lang)),
        ];
        let others: BTreeMap<String, String> =
            others.into_iter().filter_map(|(name, page)| Some((name.to_owned(), page?))).collect();
        pages.insert(INDEX.to_owned(), index::by_subject(policy, &others, lang));
        pages.insert(SOURCES.to_owned(), index::by_source(policy, lang));
        pages.extend(others);
        Ok(pages)
    }
}
