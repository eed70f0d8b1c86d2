//! The sentence of a rule that only asks that something be stated, where it has none of its own: it names the subject and the facts
//! that are not stated.

use super::names::Scope;
use crate::words::{self, Both, Lang};

/// Returns the sentence for what is not stated of the subject, with placeholders.
pub(super) fn unstated(scope: Scope) -> Both {
    let subject = format!("derived.subject.{}", scope.here.word());
    let sentence = |lang| {
        let part = |key: &str| words::unfilled(lang, key).unwrap_or_default();
        part("derived.unstated").replace("{subject}", part(&subject))
    };
    Both { ja: sentence(Lang::Ja), en: sentence(Lang::En) }
}
