//! The words of the page itself.

use serde_json::{Map, Value};

use crate::words::{Lang, say};

/// Those that it shows, by their keys.
const SHOWN: [&str; 34] = [
    "browser.title",
    "browser.lead",
    "browser.private",
    "browser.drop",
    "browser.day",
    "browser.day-hint",
    "browser.busy",
    "browser.stop",
    "browser.stopped",
    "browser.broke",
    "browser.no-file",
    "browser.result",
    "browser.remove",
    "browser.clear",
    "browser.print",
    "browser.save-json",
    "browser.save-report",
    "browser.save-checked",
    "browser.save-form",
    "browser.save-filing",
    "browser.save-svg",
    "browser.save-png",
    "browser.too-large",
    "browser.imported",
    "browser.imported-check",
    "browser.limits",
    "html.skip",
    "html.findings",
    "html.no-findings",
    "browser.help",
    "html.basis",
    "html.way",
    "html.pictures",
    "html.no-flows",
];

/// Returns the words of the page in a language, as JSON.
pub fn page_words(lang: Lang) -> String {
    let version = [("version", env!("CARGO_PKG_VERSION"))];
    let words = SHOWN.map(|key| (key.to_owned(), Value::from(say(lang, key, &version))));
    Value::Object(Map::from_iter(words)).to_string()
}
