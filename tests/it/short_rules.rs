//! Rules in their short form are the same rules as in full: `tests/short/short` and `tests/short/full`.

use sekisho::policy::{self, Rule};
use sekisho::source::Span;

use crate::broken_packs::{files_of, packs_of_files};

/// The rules of a pack, but for where they are written.
fn rules(pack: &str) -> Vec<Rule> {
    let read = policy::load(&packs_of_files(&files_of("tests/short")), pack);
    let rules = read.unwrap_or_else(|problems| panic!("{problems:#?}")).rules;
    rules.into_iter().map(|rule| Rule { pack: String::new(), file: String::new(), span: Span::START, ..rule }).collect()
}

#[test]
fn a_rule_is_the_same_in_its_short_form_as_in_full() {
    let (short, full) = (rules("short"), rules("full"));
    let ids: Vec<&str> = short.iter().map(|rule| rule.id.as_str()).collect();
    assert_eq!(ids, ["contract-editions", "contract-editions", "contract-stated", "hop-known", "hop-lacking"]);
    for (short, full) in short.iter().zip(&full) {
        assert_eq!(format!("{short:#?}"), format!("{full:#?}"));
    }
    assert_eq!(short.len(), full.len());
}
