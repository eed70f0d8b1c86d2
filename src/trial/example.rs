//! Examples: for a rule, one filing that it reports and one that it does not, taken from the tests of its packs and
//! judged again.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde_json::{Map, Value};

use super::judge::{self, parse, patched};
use super::{Trials, staged};
use crate::finding::{Finding, Verdict};
use crate::policy::Policy;
use crate::session::{Session, SessionError};
use crate::source::{Document, Node};

/// An example of what a rule reports.
#[derive(Debug)]
pub struct Example {
    /// The relevant places of a filing that the rule applies to and accepts.
    pub passing: Vec<Excerpt>,
    /// The same places, changed so that the rule reports them.
    pub failing: Vec<Excerpt>,
    /// What the rule reports.
    pub finding: Finding,
}

/// A place of a filing that an example shows.
#[derive(Debug, Clone, PartialEq)]
pub struct Excerpt {
    /// JSON Pointer of the place.
    pub pointer: String,
    /// The value at that place; `None` if it is left out.
    pub value: Option<Value>,
    /// True if only some of its keys are shown.
    pub partial: bool,
}

/// The tests of a policy, read in order to take examples from them.
pub struct Examples<'s> {
    session: &'s Session,
    policy: &'s Arc<Policy>,
    /// Bases by name, for each pack.
    bases: Vec<BTreeMap<&'s str, Value>>,
    /// Tests, with the position of their pack.
    tests: Vec<(usize, Document)>,
}

/// Maximum number of characters of a mapping that is shown whole.
const WHOLE: usize = 400;
/// Keys that identify the mapping of an excerpt.
const NAMES: [&str; 2] = ["id", "kind"];

impl<'s> Examples<'s> {
    /// Reads the tests of the packs that a policy is made of. What cannot be read is reported when the tests are run.
    pub fn new(session: &'s Session, policy: &'s Arc<Policy>, trials: &'s [Trials]) -> Self {
        let bases = trials.iter().map(|pack| {
            let read = |bytes, path| Some(Document::to_json(parse(path, bytes)?.root()));
            pack.bases.iter().filter_map(|(name, (path, bytes))| Some((name.as_str(), read(bytes, path)?))).collect()
        });
        // The tests of a pack come before those of its parents.
        let tests =
            trials.iter().enumerate().rev().flat_map(|(at, pack)| {
                pack.tests.iter().filter_map(move |(path, bytes)| Some((at, parse(path, bytes)?)))
            });
        Examples { session, policy, bases: bases.collect(), tests: tests.collect() }
    }

    /// Returns the example of a rule: its first test on a base where the rule applies and passes, one of a violation if any
    /// of its packs has one; else its first test, compared with a near miss.
    ///
    /// # Errors
    /// The policy cannot be loaded.
    pub fn of(&self, rule: &str) -> Result<Option<Example>, SessionError> {
        let entries = self.tests.iter().flat_map(|(pack, tests)| tests.root().items().map(move |entry| (*pack, entry)));
        let own = entries.filter(|(_, entry)| entry.get("rule").and_then(|id| id.text()) == Some(rule));
        let mut tests: Vec<_> = own.filter_map(|(pack, entry)| Some((pack, entry, telling(entry)?))).collect();
        tests.sort_by_key(|(.., test)| !is_violation(*test));
        let mut second = None;
        for (pack, entry, test) in tests {
            let Some(base) = entry.get("base").and_then(|base| self.base(pack, base.text()?)) else { continue };
            let Some((changed, finding)) = self.fired(rule, base, test)? else { continue };
            let tallies = judge::judge(self.session, self.policy, &Document::from_json(base))?.tallies;
            let failing = excerpts(&changed, test, true);
            if tallies.iter().any(|(id, tally)| *id == rule && tally.passed > 0) {
                return Ok(Some(Example { passing: excerpts(base, test, false), failing, finding }));
            }
            if second.is_none() {
                let miss = entry.get("silent").and_then(|list| list.items().next());
                let passing = miss.and_then(|miss| Some(excerpts(&patched(base, miss).ok()?, miss, true)));
                second = Some(Example { passing: passing.unwrap_or_default(), failing, finding });
            }
        }
        Ok(second)
    }

    /// Returns a base by name, from a pack or one before it.
    fn base(&self, pack: usize, name: &str) -> Option<&Value> {
        self.bases.iter().take(pack + 1).rev().find_map(|bases| bases.get(name))
    }

    /// Applies a test to a base, and returns the filing with what the rule reports where the test expects it.
    fn fired(&self, rule: &str, base: &Value, test: Node<'_>) -> Result<Option<(Value, Finding)>, SessionError> {
        let Ok(changed) = patched(base, test) else { return Ok(None) };
        let document = Document::from_json(&changed);
        let judged = match staged::is_audit(test) {
            false => judge::judge(self.session, self.policy, &document)?,
            true => match judge::audited(self.session, self.policy, test, &document)? {
                Ok(judged) => judged,
                Err(_) => return Ok(None),
            },
        };
        let at = test.get("at").and_then(|at| at.text());
        let found = judged.findings.into_iter().find(|one| one.rule == rule && Some(one.about.pointer.as_str()) == at);
        Ok(found.map(|finding| (changed, finding)))
    }
}

/// Returns the firing test of an entry to be shown: one of a violation if there is one.
fn telling(entry: Node<'_>) -> Option<Node<'_>> {
    let tests = || entry.get("fires").into_iter().flat_map(|list| list.items());
    tests().find(|test| is_violation(*test)).or_else(|| tests().next())
}

fn is_violation(test: Node<'_>) -> bool {
    test.get("verdict").and_then(|word| word.text()) == Some(Verdict::Violation.word())
}

/// Returns the places that a patch touches, as they are before or after the change.
fn excerpts(filing: &Value, test: Node<'_>, changed: bool) -> Vec<Excerpt> {
    let mut seen = BTreeSet::new();
    let operations = test.get("patch").into_iter().flat_map(|patch| patch.items());
    let paths = operations.filter_map(|one| Some((one.get("op")?.text()?, one.get("path")?.text()?)));
    // An item of a list exists only before it is removed, or after it is added; otherwise another is at its place.
    let there = |operation| operation != if changed { "remove" } else { "add" };
    let shown = paths.filter_map(|(operation, path)| excerpt(filing, path, there(operation)));
    let shown = shown.filter(|one| seen.insert(one.pointer.clone()));
    shown.chain(staged_in(test)).collect()
}

/// Returns what a test of an audit states was done.
fn staged_in(test: Node<'_>) -> impl Iterator<Item = Excerpt> {
    [("/records", "evidence"), ("/contractors", "contractors")].into_iter().filter_map(move |(pointer, key)| {
        let value = Some(Document::to_json(test.get(key)?));
        Some(Excerpt { pointer: pointer.to_owned(), value, partial: false })
    })
}

/// Returns the mapping around a place if it is short, else the place alone; for a list, the item.
fn excerpt(filing: &Value, path: &str, there: bool) -> Option<Excerpt> {
    let (around, last) = path.rsplit_once('/')?;
    let whole = |pointer: String, value| Some(Excerpt { pointer, value, partial: false });
    match filing.pointer(around) {
        Some(Value::Object(map)) => {
            let short = serde_json::to_string(map).is_ok_and(|text| text.chars().count() <= WHOLE);
            if short && !around.is_empty() {
                return whole(around.to_owned(), Some(Value::Object(map.clone())));
            }
            let shown = map.iter().filter(|(key, _)| *key == last || NAMES.contains(&key.as_str()));
            let shown: Map<String, Value> = shown.map(|(key, value)| (key.clone(), value.clone())).collect();
            Some(Excerpt { pointer: around.to_owned(), value: Some(Value::Object(shown)), partial: true })
        }
        Some(Value::Array(items)) if last == "-" => {
            let at = if there { items.len().checked_sub(1)? } else { items.len() };
            whole(format!("{around}/{at}"), items.get(at).cloned())
        }
        Some(Value::Array(_)) if !there => whole(path.to_owned(), None),
        _ => whole(path.to_owned(), filing.pointer(path).cloned()),
    }
}
