//! Reads `defaults`: what holds for the rules below it that do not say otherwise.

use std::collections::BTreeMap;

use super::basis::basis;
use super::common;
use super::reading::PolicyReading;
use super::severity::by_verdict;
use crate::finding::{Severity, Verdict};
use crate::policy::model::{Basis, Effective, Sources};
use crate::policy::problem::PolicyTrouble;
use crate::source::Node;
use crate::vocabulary::facts::SubjectKind;

/// The keys of `defaults`.
const KEYS: &[&str] = &["applies_to", "severity", "basis", "effective", "waivable", "audit", "editorial"];

/// Maximum number of bytes of the sources that rules share, as each gets its own.
const MAX_BASIS: usize = 16_384;

/// What holds for rules that do not say otherwise.
#[derive(Default)]
pub(in crate::policy) struct Defaults {
    /// The kind of subject; `Some(None)` where it is written and no kind, which has been reported.
    pub(super) applies_to: Option<Option<SubjectKind>>,
    /// Severities of the verdicts of which a rule speaks.
    pub(super) severity: BTreeMap<Verdict, Severity>,
    pub(super) basis: Vec<Basis>,
    pub(super) effective: Effective,
    pub(super) waivable: Option<bool>,
    pub(super) audit: bool,
    pub(super) editorial: bool,
}

/// Reads an entry with `defaults`, which takes the place of those above it.
pub(in crate::policy) fn defaults(reading: &mut PolicyReading<'_>, node: Node<'_>, sources: &Sources) -> Defaults {
    reading.keys(node, &["defaults"]);
    let Some(node) = node.get("defaults") else { return Defaults::default() };
    reading.keys(node, KEYS);
    let mut basis = basis(reading, node.get("basis"), sources);
    if basis.iter().map(|source| source.text.ja.len() + source.text.en.len()).sum::<usize>() > MAX_BASIS {
        reading.report(node.head(), PolicyTrouble::TooMany { what: "basis-bytes", limit: MAX_BASIS });
        basis = Vec::new();
    }
    Defaults {
        applies_to: node.get("applies_to").map(|word| common::subject(reading, word)),
        severity: node.get("severity").map_or_else(BTreeMap::new, |map| by_verdict(reading, map)),
        basis,
        effective: common::effective(reading, node.get("effective")),
        waivable: node.get("waivable").and_then(|word| common::waivable(reading, word)),
        audit: reading.flag(node, "audit", false),
        editorial: reading.flag(node, "editorial", false),
    }
}
