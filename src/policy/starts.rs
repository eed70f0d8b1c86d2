//! What the packs of a policy have for those who begin a filing: read only then, so that no judging waits for it.

use super::model::{Policy, Starts};
use super::packs::{PackFile, Packs};
use super::problem::{PolicyProblem, PolicyTrouble};
use super::reader::{self, PolicyReading};
use crate::source::{Node, Span};

/// The folder of a pack that holds patterns of flows.
pub(super) const PATTERNS: &str = "patterns";
/// The file of a pack that says what a filing of another year takes over.
pub(super) const RENEWAL: &str = "renewal.yaml";

/// Reads the patterns of flows of the packs that a policy is made of, and what a filing of another year takes over. Of patterns
/// of one id that of the child counts.
///
/// # Errors
/// Everything wrong in their files, each at its place.
pub fn load_starts(packs: &Packs, policy: &Policy) -> Result<Starts, Vec<PolicyProblem>> {
    let mut starts = Starts::default();
    let mut problems = Vec::new();
    for pack in &policy.packs {
        let renewal = format!("{pack}/{RENEWAL}");
        if let Some(file) = packs.file(&renewal) {
            read(file, policy, &mut problems, |reading, root| reader::renewal(reading, root, &mut starts.renewal));
        }
        for file in packs.below(&format!("{pack}/{PATTERNS}")) {
            read(file, policy, &mut problems, |reading, root| {
                let Some(pattern) = reader::pattern(reading, root) else { return };
                let of_pack = |own: &str| own.split('/').next() == Some(pack);
                if starts.patterns.iter().any(|own| own.id == pattern.id && of_pack(&own.file)) {
                    reading.report(root.head(), PolicyTrouble::DuplicateId { id: pattern.id.clone() });
                }
                starts.patterns.retain(|own| own.id != pattern.id);
                starts.patterns.push(pattern);
            });
        }
    }
    starts.patterns.sort_by(|one, other| one.id.cmp(&other.id));
    if problems.is_empty() { Ok(starts) } else { Err(problems) }
}

/// True if the packs that a policy is made of have a pattern of a flow.
pub fn has_patterns(packs: &Packs, policy: &Policy) -> bool {
    policy.packs.iter().any(|pack| packs.below(&format!("{pack}/{PATTERNS}")).next().is_some())
}

fn read(
    file: &PackFile,
    policy: &Policy,
    problems: &mut Vec<PolicyProblem>,
    read: impl FnOnce(&mut PolicyReading<'_>, Node<'_>),
) {
    match PackFile::document(file) {
        Some(document) => {
            read(&mut PolicyReading { words: &policy.words, file: &file.path, problems }, document.root());
        }
        None => problems.push(PolicyProblem::new(&file.path, Span::START, PolicyTrouble::Unreadable)),
    }
}
