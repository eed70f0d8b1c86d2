//! Which word lists of a pack occur in texts.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::{Answer, Value};
use crate::policy::WordList;
use crate::source::Span;
use crate::text;

/// The names of the lists of which a word occurs, with the place of the first.
pub(super) fn found<'w, 't>(
    lists: &'w BTreeMap<String, WordList>,
    texts: impl IntoIterator<Item = (&'t str, Span)>,
) -> Answer<'w> {
    let texts: Vec<(String, Span)> = texts.into_iter().map(|(text, span)| (text::item_name(text), span)).collect();
    let mut first = None;
    let mut names = Vec::new();
    for (name, list) in lists {
        if let Some((_, span)) = texts.iter().find(|(text, _)| list.occurs_in(text)) {
            names.push(Value::Text(Cow::Borrowed(name.as_str())));
            first = first.or(Some(*span));
        }
    }
    Answer::found(names, first)
}
