//! What is told of the data of a part, and of passing its work on.

use super::outcome::Duty;
use crate::evidence::Joined;
use crate::facts::{Practice, World};
use crate::filing::{Part, PartId};
use crate::vocabulary::enumerations::{Allowed, ObligationStatus as Status, Record as Kind, RecordKey};

/// Returns whether a part provides, collects or handles personal data; `None` if it names no data.
pub(super) fn personal(world: &World<'_>, part: &Part) -> Option<bool> {
    let fields = [&part.provides, &part.collects, &part.handles, &part.data];
    let mut sets = fields.into_iter().filter_map(|field| field.value()).flatten().peekable();
    sets.peek()?;
    Some(sets.any(|set| world.filing.data[set.at()].is_personal()))
}

/// Returns whether the work of a part is passed on: by a sub-contract or a record that tells of one, or not, where the
/// contract allows none; `None` if nothing tells.
pub(super) fn subcontracted(world: &World<'_>, practice: &Practice, id: PartId) -> Option<bool> {
    let parts = || (0..world.filing.parts.len()).map(PartId::new);
    let used = |it: &Joined| it.part == Some(id) && it.record.get(RecordKey::SubcontractorsUsed).is_some();
    if parts().any(|part| world.custody.parent(part) == Some(id)) || practice.records.iter().any(used) {
        return Some(true);
    }
    let allowed = world.filing.parts[id.at()].subcontracting.allowed.copied();
    allowed.filter(|allowed| *allowed == Allowed::Nothing).map(|_| false)
}

/// Returns the deepest tier below a part, or its own.
pub(super) fn deepest(world: &World<'_>, id: PartId) -> u32 {
    let custody = world.custody;
    let depth = |part: PartId| custody.depths.get(part.at()).copied().unwrap_or(1);
    let below = |part: &PartId| {
        let above = std::iter::successors(custody.parent(*part), |part| custody.parent(*part));
        above.take(world.filing.parts.len()).any(|above| above == id)
    };
    let all = (0..world.filing.parts.len()).map(PartId::new);
    all.filter(below).map(depth).max().unwrap_or_default().max(depth(id))
}

/// Returns whether the consent that duties ask for is on record; `None` if none asks, or it cannot be told.
pub(super) fn consented(duties: &[Duty]) -> Option<bool> {
    match duties.iter().find(|duty| duty.asked.met_by == [Kind::SubcontractConsent])?.status {
        Status::Met | Status::Waived => Some(true),
        Status::Overdue | Status::Missing => Some(false),
        Status::Due | Status::Undetermined | Status::NotApplicable => None,
    }
}
