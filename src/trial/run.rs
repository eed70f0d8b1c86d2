//! Runs the tests of a policy, and reports which of them failed and what they do not cover.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde_json::Value;

use super::judge::{audited, brief, judge, parse, patched};
use super::{Trials, staged};
use crate::check::{self, Tally};
use crate::finding::{Finding, Severity, Verdict};
use crate::policy::{self, Policy};
use crate::session::{Session, SessionError};
use crate::source::{Document, Node};

/// The result of running the tests of a policy.
#[derive(Debug, Default)]
pub struct TrialReport {
    /// Number of rules of the policy.
    pub rules: usize,
    /// Requirements that a passed test demonstrates: the id of the rule or obligation, and what it lists under `shows`.
    pub shown: BTreeSet<String>,
    /// Number of tests in which a rule had to report.
    pub fired: usize,
    /// Number of tests in which a rule had to stay silent.
    pub silent: usize,
    /// How often each rule applied and passed over the bases, by rule.
    pub tallies: Vec<(String, Tally)>,
    /// The tests that failed, and what is not covered.
    pub failures: Vec<Failure>,
}

/// One failed test, or one thing that is not covered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The file that contains the test.
    pub file: String,
    /// Line in that file, counted from 1.
    pub line: u32,
    /// Id of the rule.
    pub rule: String,
    /// The kind of failure, as a key of the locales.
    pub what: &'static str,
    /// Details that its message quotes.
    pub detail: String,
}

/// Runs the tests of a policy: those of the packs that it extends, then its own.
///
/// A child requires what its parents require, so their tests hold for it as well, except for rules whose requirements
/// the child has changed: testing these is up to the child. Only the child's own bases have to be clean, since a
/// parent's know nothing of what the child adds.
///
/// # Errors
/// The policy cannot be loaded.
pub fn run(session: &Session, policy: &Arc<Policy>, trials: &[Trials]) -> Result<TrialReport, SessionError> {
    let ids: BTreeSet<&str> = policy.rules.iter().map(|rule| rule.id.as_str()).collect();
    let report = TrialReport { rules: ids.len(), ..TrialReport::default() };
    let mut tried =
        Tried { session, policy, report, seen: BTreeMap::new(), owed: BTreeMap::new(), tallies: BTreeMap::new() };
    let mut bases = BTreeMap::new();
    for (at, pack) in trials.iter().enumerate() {
        let own = at + 1 == trials.len();
        for (name, (path, bytes)) in &pack.bases {
            if let Some(value) = tried.base(path, bytes, own)? {
                bases.insert(name.as_str(), value);
            }
        }
        // A test patches the nearest base of its name: that of its own pack, or of a pack before it.
        for (path, bytes) in &pack.tests {
            tried.file(at, path, bytes, &bases)?;
        }
    }
    tried.complete();
    tried.complete_obligations();
    tried.report.tallies = tried.tallies.into_iter().map(|(rule, tally)| (rule.to_owned(), tally)).collect();
    Ok(tried.report)
}

struct Tried<'t> {
    session: &'t Session,
    policy: &'t Arc<Policy>,
    report: TrialReport,
    /// By rule, the verdicts that were reported, and whether a near miss stayed silent.
    seen: BTreeMap<String, (BTreeSet<Verdict>, bool)>,
    /// By obligation, whether a test shows that a record is owed, and one that it is not.
    owed: BTreeMap<String, (bool, bool)>,
    /// How often each rule applied and passed: over the bases, or for a rule of an audit in its own tests.
    tallies: BTreeMap<&'t str, Tally>,
}

impl<'t> Tried<'t> {
    fn base(&mut self, path: &str, bytes: &[u8], own: bool) -> Result<Option<Value>, SessionError> {
        let Some(document) = parse(path, bytes) else {
            self.fail(path, 1, "-", "unreadable", "");
            return Ok(None);
        };
        let value = Document::to_json(document.root());
        let check::CheckOutcome { findings, tallies: counted, .. } = judge(self.session, self.policy, &document)?;
        if own && !findings.is_empty() {
            let found: Vec<String> = findings.iter().map(brief).collect();
            self.fail(path, 1, "-", "unclean-base", &found.join("; "));
        }
        self.count(counted.into_iter());
        Ok(Some(value))
    }

    fn count(&mut self, tallies: impl Iterator<Item = (&'t str, Tally)>) {
        for (rule, tally) in tallies {
            let sum = self.tallies.entry(rule).or_default();
            sum.applied += tally.applied;
            sum.passed += tally.passed;
        }
    }

    fn file(
        &mut self,
        pack: usize,
        path: &str,
        bytes: &[u8],
        bases: &BTreeMap<&str, Value>,
    ) -> Result<(), SessionError> {
        let Some(document) = parse(path, bytes) else {
            self.fail(path, 1, "-", "unreadable", "");
            return Ok(());
        };
        for entry in document.root().items() {
            let line = entry.head().line;
            let open = policy::unfilled(entry);
            if !open.is_empty() {
                let of = ["rule", "obligation"].into_iter().find_map(|key| entry.get(key)?.text()).unwrap_or("-");
                open.iter().for_each(|(span, what)| self.fail(path, span.line, of, "to-fill", what));
                continue;
            }
            if let Some(obligation) = entry.get("obligation").and_then(|id| id.text()) {
                self.obligation(path, obligation, entry, bases)?;
                continue;
            }
            let rule = entry.get("rule").and_then(|rule| rule.text()).unwrap_or_default().to_owned();
            if self.policy.asks_otherwise(&rule, pack) {
                continue;
            }
            let known = self.policy.rules.iter().any(|one| one.id == rule) || self.policy.built_in.contains_key(&rule);
            if !known {
                self.fail(path, line, &rule, "unknown-rule", "");
                continue;
            }
            let Some(base) = self.base_of(path, &rule, entry, bases) else { continue };
            for test in entry.get("fires").into_iter().flat_map(|list| list.items()) {
                self.report.fired += 1;
                self.fires(path, &rule, test, base)?;
            }
            for test in entry.get("silent").into_iter().flat_map(|list| list.items()) {
                self.report.silent += 1;
                self.is_silent(path, &rule, test, base)?;
            }
        }
        Ok(())
    }

    fn fires(&mut self, path: &str, rule: &str, test: Node<'_>, base: &Value) -> Result<(), SessionError> {
        let line = test.head().line;
        let verdict = test.get("verdict").and_then(|word| Verdict::from_word(word.text()?));
        let (Some(verdict), Some(at)) = (verdict, test.get("at").and_then(|at| at.text())) else {
            self.fail(path, line, rule, "incomplete-test", "");
            return Ok(());
        };
        let Some(findings) = self.findings(path, rule, test, base)? else { return Ok(()) };
        let own: Vec<&Finding> = findings.iter().filter(|finding| finding.rule == rule).collect();
        let severity = test.get("severity").and_then(|word| Severity::from_word(word.text()?));
        let waived = test.get("waived").and_then(|flag| flag.as_bool());
        let hit = own.iter().any(|finding| {
            finding.verdict == verdict
                && finding.about.pointer == at
                && severity.is_none_or(|severity| severity == finding.severity)
                && waived.is_none_or(|waived| waived == finding.waived.is_some())
        });
        if hit {
            self.seen.entry(rule.to_owned()).or_default().0.insert(verdict);
            self.shows(rule, test);
        } else {
            let found = own.iter().map(|finding| brief(finding)).collect::<Vec<_>>().join("; ");
            self.fail(path, line, rule, "not-fired", &found);
        }
        Ok(())
    }

    /// Runs the tests of an obligation: the records that a change makes due, and those that it does not.
    fn obligation(
        &mut self,
        path: &str,
        id: &str,
        entry: Node<'_>,
        bases: &BTreeMap<&str, Value>,
    ) -> Result<(), SessionError> {
        if !self.policy.obligations.iter().any(|one| one.id == id) {
            self.fail(path, entry.head().line, id, "unknown-rule", "");
            return Ok(());
        }
        let Some(base) = self.base_of(path, id, entry, bases) else { return Ok(()) };
        for test in entry.get("owed").into_iter().flat_map(|list| list.items()) {
            self.report.fired += 1;
            let Some(owed) = self.owed(path, id, test, base)? else { continue };
            let at = test.get("at").and_then(|at| at.text()).unwrap_or_default();
            if owed.iter().any(|pointer| pointer == at) {
                self.owed.entry(id.to_owned()).or_default().0 = true;
                self.shows(id, test);
            } else {
                self.fail(path, test.head().line, id, "not-owed", &owed.join("; "));
            }
        }
        for test in entry.get("free").into_iter().flat_map(|list| list.items()) {
            self.report.silent += 1;
            let Some(owed) = self.owed(path, id, test, base)? else { continue };
            if owed.is_empty() {
                self.owed.entry(id.to_owned()).or_default().1 = true;
            } else {
                self.fail(path, test.head().line, id, "not-free", &owed.join("; "));
            }
        }
        Ok(())
    }

    /// Returns the pointers of the subjects for which a record is certainly owed.
    fn owed(
        &mut self,
        path: &str,
        id: &str,
        test: Node<'_>,
        base: &Value,
    ) -> Result<Option<Vec<String>>, SessionError> {
        let Some(document) = self.changed(path, id, test, base) else { return Ok(None) };
        let mut findings = Vec::new();
        let Some(ready) = self.session.ready_by(Some(self.policy), &document, &mut findings)? else {
            self.fail(path, test.head().line, id, "breaks-format", "");
            return Ok(None);
        };
        let world = ready.world();
        let owed = check::owed(&ready.policy, &world, ready.day).into_iter();
        let surely = owed.filter(|one| one.is_certain() && one.obligation.id == id);
        Ok(Some(surely.map(|one| world.name(one.subject).pointer).collect()))
    }

    fn base_of<'v>(
        &mut self,
        path: &str,
        id: &str,
        entry: Node<'_>,
        bases: &'v BTreeMap<&str, Value>,
    ) -> Option<&'v Value> {
        let base = entry.get("base").and_then(|base| bases.get(base.text()?));
        if base.is_none() {
            self.fail(path, entry.head().line, id, "unknown-base", "");
        }
        base
    }

    /// Records what a passed test demonstrates.
    fn shows(&mut self, id: &str, test: Node<'_>) {
        let more = test.get("shows").into_iter().flat_map(|list| list.items()).filter_map(|one| one.text());
        self.report.shown.extend(std::iter::once(id).chain(more).map(str::to_owned));
    }

    fn is_silent(&mut self, path: &str, rule: &str, test: Node<'_>, base: &Value) -> Result<(), SessionError> {
        let line = test.head().line;
        let Some(findings) = self.findings(path, rule, test, base)? else { return Ok(()) };
        let own: Vec<String> = findings.iter().filter(|finding| finding.rule == rule).map(brief).collect();
        if own.is_empty() {
            self.seen.entry(rule.to_owned()).or_default().1 = true;
        } else {
            self.fail(path, line, rule, "not-silent", &own.join("; "));
        }
        Ok(())
    }

    fn findings(
        &mut self,
        path: &str,
        rule: &str,
        test: Node<'_>,
        base: &Value,
    ) -> Result<Option<Vec<Finding>>, SessionError> {
        let Some(document) = self.changed(path, rule, test, base) else { return Ok(None) };
        let check::CheckOutcome { findings, tallies, .. } = if staged::is_audit(test) {
            match audited(self.session, self.policy, test, &document)? {
                Ok(judged) => judged,
                Err(why) => {
                    self.fail(path, test.head().line, rule, "breaks-format", &why);
                    return Ok(None);
                }
            }
        } else {
            let judged = judge(self.session, self.policy, &document)?;
            // Only the bases show that a rule of filings can be met.
            check::CheckOutcome { tallies: Vec::new(), ..judged }
        };
        self.count(tallies.into_iter().filter(|(id, _)| *id == rule));
        let broken: Vec<String> = findings
            .iter()
            .filter(|finding| finding.verdict == Verdict::Invalid && finding.rule != rule)
            .map(brief)
            .collect();
        if !broken.is_empty() {
            self.fail(path, test.head().line, rule, "breaks-format", &broken.join("; "));
            return Ok(None);
        }
        Ok(Some(findings))
    }

    /// Applies the patch of a test to its base.
    fn changed(&mut self, path: &str, id: &str, test: Node<'_>, base: &Value) -> Option<Document> {
        match patched(base, test) {
            Ok(value) => Some(Document::from_json(&value)),
            Err(error) => {
                self.fail(path, test.head().line, id, "bad-patch", &error);
                None
            }
        }
    }

    /// Checks that every rule has a firing test per verdict, a near miss, and a base on which it applies and passes.
    fn complete(&mut self) {
        let rules: BTreeMap<String, BTreeSet<Verdict>> =
            self.policy.rules.iter().fold(BTreeMap::new(), |mut all, rule| {
                let verdicts: &mut BTreeSet<Verdict> = all.entry(rule.id.clone()).or_default();
                verdicts.extend(rule.message.keys().copied());
                all
            });
        for (rule, verdicts) in rules {
            let (fired, silent) = self.seen.get(&rule).cloned().unwrap_or_default();
            for verdict in verdicts.difference(&fired) {
                self.fail("-", 0, &rule, "no-firing-test", verdict.word());
            }
            if !silent {
                self.fail("-", 0, &rule, "no-near-miss", "");
            }
            // What was done depends on the test, so a near miss of an audit may leave nothing to apply to.
            let audit = self.policy.rules.iter().any(|one| one.id == rule && one.audit);
            if !audit && self.tallies.get(rule.as_str()).is_none_or(|tally| tally.passed == 0) {
                self.fail("-", 0, &rule, "never-passes", "");
            }
        }
    }

    /// Checks that every obligation has a test in which it is owed and, unless it always is, one in which it is not.
    fn complete_obligations(&mut self) {
        for obligation in &self.policy.clone().obligations {
            let (owed, free) = self.owed.get(&obligation.id).copied().unwrap_or_default();
            if !owed {
                self.fail("-", 0, &obligation.id, "no-owed-test", "");
            }
            if !free && !obligation.when.is_always() {
                self.fail("-", 0, &obligation.id, "no-free-test", "");
            }
        }
    }

    fn fail(&mut self, file: &str, line: u32, rule: &str, what: &'static str, detail: &str) {
        self.report.failures.push(Failure {
            file: file.to_owned(),
            line,
            rule: rule.to_owned(),
            what,
            detail: detail.to_owned(),
        });
    }
}
