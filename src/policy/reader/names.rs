//! Names in conditions and messages: relations, facts, and the subject that they start from.

use super::reading::PolicyReading;
use crate::policy::model::Path;
use crate::policy::problem::PolicyTrouble;
use crate::source::Node;
use crate::text;
use crate::vocabulary::facts::{FactId, RelationId, SubjectKind};

/// What names refer to at a place of a condition.
#[derive(Clone, Copy)]
pub(in crate::policy) struct Scope {
    /// The subject of the rule, which `outer.` refers to.
    pub(in crate::policy) outer: SubjectKind,
    /// The subject of names without prefix: the item of a quantifier, or else the subject of the rule.
    pub(in crate::policy) here: SubjectKind,
    /// Number of quantifiers around this place.
    pub(in crate::policy) depth: u8,
}

impl Scope {
    /// Returns the scope at the top of a rule about this subject.
    pub(in crate::policy) fn of(subject: SubjectKind) -> Self {
        Scope { outer: subject, here: subject, depth: 0 }
    }
}

/// Reads the path to a fact; a name that does not resolve is reported.
pub(super) fn path(reading: &mut PolicyReading<'_>, written: &str, node: Node<'_>, scope: Scope) -> Option<Path> {
    match resolve(written, scope) {
        Ok(path) => Some(path),
        Err(trouble) => {
            reading.report(node.key_span().unwrap_or_else(|| node.span()), trouble);
            None
        }
    }
}

/// Resolves `relation.relation.fact`; a leading `outer.` starts from the subject of the rule.
///
/// # Errors
/// What is wrong with the name, to be reported.
pub(super) fn resolve(written: &str, scope: Scope) -> Result<Path, PolicyTrouble> {
    let (outer, rest) = written.strip_prefix("outer.").map_or((false, written), |rest| (true, rest));
    let mut subject = if outer { scope.outer } else { scope.here };
    let mut relations = Vec::new();
    let mut rest = rest;
    loop {
        if let Some(fact) = FactId::find(subject, rest) {
            return Ok(Path { outer, relations: relations.into(), fact, text: written.into() });
        }
        let Some((relation, below)) = step(subject, rest) else {
            let known = known_names(subject);
            let suggestion = text::suggest(rest, known.iter().copied()).map(str::to_owned);
            return Err(PolicyTrouble::UnknownFact { subject: subject.word(), name: rest.to_owned(), suggestion });
        };
        if relation.row().many {
            return Err(PolicyTrouble::WrongRelation { name: relation.row().name.to_owned() });
        }
        subject = relation.row().to;
        relations.push(relation);
        rest = below;
    }
}

/// Splits a name after the longest relation at its start.
pub(super) fn step(subject: SubjectKind, rest: &str) -> Option<(RelationId, &str)> {
    if let Some(relation) = RelationId::find(subject, rest) {
        return Some((relation, ""));
    }
    let (first, below) = rest.split_once('.')?;
    RelationId::find(subject, first).map(|relation| (relation, below))
}

/// Returns the names that can follow a subject, for suggestions.
pub(super) fn known_names(subject: SubjectKind) -> Vec<&'static str> {
    let facts = FactId::of(subject).map(|fact| fact.row().name);
    let relations = RelationId::of(subject).map(|relation| relation.row().name);
    facts.chain(relations).collect()
}
