//! The pages of the rule book, as Markdown: what a terminal shows of a rule, a record, a form or a measure, and what stands in
//! the documentation, are one text.
//!
//! Owns what is said and in which order. Leaves to others: which packs there are, and where the pages go.

mod forms;
mod index;
mod page;
mod records;
mod rule;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::policy::Policy;
use crate::session::{Session, SessionError};
use crate::trial::{Examples, Trials};
use crate::words::Lang;

pub(crate) use forms::form;
pub(crate) use index::list;
pub(crate) use records::record;
pub(crate) use rule::built_in;

/// Names of the pages that are about no single rule.
const INDEX: &str = "README.md";
const SOURCES: &str = "sources.md";
const RECORDS: &str = "records.md";
const FORMS: &str = "forms.md";

/// Names the page of a rule. No rule takes the place of another page, on systems that do not tell cases apart either.
fn file(rule: &str) -> String {
    let name = format!("{rule}.md");
    let taken = [INDEX, SOURCES, RECORDS, FORMS].iter().any(|page| page.eq_ignore_ascii_case(&name));
    if taken { format!("rule-{name}") } else { name }
}

/// The pages of a policy, in one language.
pub(crate) struct Manual<'m> {
    session: &'m Session,
    policy: &'m Arc<Policy>,
    examples: Examples<'m>,
    lang: Lang,
}

impl<'m> Manual<'m> {
    /// Reads the tests that the examples are taken from. `session` judges them; `trials` are the tests of the packs that the
    /// policy is made of, its own last.
    pub(crate) fn new(session: &'m Session, policy: &'m Arc<Policy>, trials: &'m [Trials], lang: Lang) -> Self {
        Manual { session, policy, examples: Examples::new(session, policy, trials), lang }
    }

    /// Writes the page of a rule: one for all its versions, empty where the policy has none of that id.
    ///
    /// # Errors
    /// A pack is broken.
    pub(crate) fn rule(&self, id: &str) -> Result<String, SessionError> {
        rule::page(self.session.packs(), self.policy, &self.examples, id, self.lang)
    }

    /// Writes every page, by file name: one for each rule, one for the records of an audit, one for forms and measures, and
    /// the indexes.
    ///
    /// # Errors
    /// A pack is broken.
    pub(crate) fn pages(&self) -> Result<BTreeMap<String, String>, SessionError> {
        let mut pages = BTreeMap::new();
        for id in self.policy.rules.iter().map(|rule| &rule.id).collect::<BTreeSet<_>>() {
            pages.insert(file(id), self.rule(id)?);
        }
        pages.insert(INDEX.to_owned(), index::by_subject(self.policy, self.lang));
        pages.insert(SOURCES.to_owned(), index::by_source(self.policy, self.lang));
        let records = records::page(self.policy, self.lang);
        pages.extend(records.map(|page| (RECORDS.to_owned(), page)));
        let forms = forms::page(self.policy, self.lang);
        pages.extend(forms.map(|page| (FORMS.to_owned(), page)));
        Ok(pages)
    }
}
