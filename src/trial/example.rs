//! Examples: for a rule, one filing that it speaks of and one that it does not, taken from the tests
//! of its packs and judged anew.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde_json::{Map, Value};

use super::judge::{self, parse, patched};
use super::{Trials, staged};
use crate::finding::{Finding, Verdict};
use crate::policy::Policy;
use crate::session::{Session, SessionError};
use crate::source::{Document, Node};

/// What a rule says of filings.
#[derive(Debug)]
pub struct Example {
    /// The places that matter, in a filing that the rule applies to and finds well.
    pub passing: Vec<Excerpt>,
    /// The same filing, changed so that the rule speaks.
    pub failing: Vec<Excerpt>,
    /// What it says then.
    pub finding: Finding,
}

/// A place of a filing.
#[derive(Debug, Clone, PartialEq)]
pub struct Excerpt {
    /// JSON Pointer.
    pub pointer: String,
    /// What stands there; nothing where it is left out.
    pub value: Option<Value>,
    /// Whether only some of its keys are shown.
    pub partial: bool,
}

/// The tests of a policy, read to take examples from.
pub struct Examples<'s> {
    session: &'s Session,
    policy: &'s Arc<Policy>,
    /// Bases by name, of each pack.
    bases: Vec<BTreeMap<&'s str, Value>>,
    /// Tests, with the number of their pack.
    tests: Vec<(usize, Document)>,
}

/// A mapping with at most this many letters is shown whole.
const WHOLE: usize = 400;
/// Keys that tell which mapping an excerpt is of.
const NAMES: [&str; 2] = ["id", "kind"];

impl<'s> Examples<'s> {
    /// Reads the tests of the packs that a policy is made of; what cannot be read is left to the tests.
    pub fn new(session: &'s Session, policy: &'s Arc<Policy>, trials: &'s [Trials]) -> Self {
        let bases = trials.iter().map(|pack| {
            let read = |bytes, path| Some(Document::to_json(parse(path, bytes)?.root()));
            pack.bases.iter().filter_map(|(name, (path, bytes))| Some((name.as_str(), read(bytes, path)?))).collect()
        });
        // A pack's own tests come before those of its parents.
        let tests =
            trials.iter().enumerate().rev().flat_map(|(at, pack)| {
                pack.tests.iter().filter_map(move |(path, bytes)| Some((at, parse(path, bytes)?)))
            });
        Examples { session, policy, bases: bases.collect(), tests: tests.collect() }
    }

    /// The example of a rule: its first test on a base where the rule applies and passes, preferably one of a
    /// violation; else its first test, set against a near miss.
    ///
    /// # Errors
    /// The policy is broken.
    pub fn of(&self, rule: &str) -> Result<Option<Example>, SessionError> {
        let entries = self.tests.iter().flat_map(|(pack, tests)| tests.root().items().map(move |entry| (*pack, entry)));
        let entries = entries.filter(|(_, entry)| entry.get("rule").and_then(|id| id.text()) == Some(rule));
        let mut second = None;
        for (pack, entry) in entries {
            let Some(base) = entry.get("base").and_then(|base| self.base(pack, base.text()?)) else { continue };
            let Some(test) = telling(entry) else { continue };
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

    /// A base by name: of a pack, or of one before it.
    fn base(&self, pack: usize, name: &str) -> Option<&Value> {
        self.bases.iter().take(pack + 1).rev().find_map(|bases| bases.get(name))
    }

    /// A base changed by a test, and what the rule then says where the test expects it.
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

/// The firing test that tells most: of a violation where there is one.
fn telling(entry: Node<'_>) -> Option<Node<'_>> {
    let tests = || entry.get("fires").into_iter().flat_map(|list| list.items());
    let violation =
        |test: &Node<'_>| test.get("verdict").and_then(|word| word.text()) == Some(Verdict::Violation.word());
    tests().find(violation).or_else(|| tests().next())
}

/// The places that a patch touches, as they are in a filing that has been changed by it, or not yet.
fn excerpts(filing: &Value, test: Node<'_>, changed: bool) -> Vec<Excerpt> {
    let mut seen = BTreeSet::new();
    let operations = test.get("patch").into_iter().flat_map(|patch| patch.items());
    let paths = operations.filter_map(|one| Some((one.get("op")?.text()?, one.get("path")?.text()?)));
    // An item of a list is there only before it is removed, and only once it is added: then another stands at its place.
    let there = |operation| operation != if changed { "remove" } else { "add" };
    let shown = paths.filter_map(|(operation, path)| excerpt(filing, path, there(operation)));
    let shown = shown.filter(|one| seen.insert(one.pointer.clone()));
    shown.chain(staged_in(test)).collect()
}

/// What a test of an audit says was done.
fn staged_in(test: Node<'_>) -> impl Iterator<Item = Excerpt> {
    [("/records", "evidence"), ("/contractors", "contractors")].into_iter().filter_map(move |(pointer, key)| {
        let value = Some(Document::to_json(test.get(key)?));
        Some(Excerpt { pointer: pointer.to_owned(), value, partial: false })
    })
}

/// The mapping around a place where it is short, else the place alone; of a list, the item.
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
