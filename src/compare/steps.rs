//! Which step of the older flow is which of the newer one.
//!
//! Numbers move on when a step is put in, and between the same parties several hand-overs may run. So a step is known again by
//! what it says and by what stands before and after it: first by all that it says, then, between two steps that are known, by
//! less and less of it, and by its number last.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::matching::{KeyedNode, Pair};
use super::renaming::Renaming;
use super::values::{Canonical, canonical};
use crate::filing::format::{NUMBERING, STEP};
use crate::source::Node;
use crate::text::fold;

/// What a step may be known again by, the most telling first.
#[derive(Clone, Copy)]
enum Trait {
    /// Everything but its number and the numbers that it names.
    Content,
    Title,
    /// What is done between whom, with what, from where and to where.
    Act,
    /// What is done between whom.
    Parties,
    Number,
}

/// In this order steps are aligned.
const TRAITS: [Trait; 5] = [Trait::Content, Trait::Title, Trait::Act, Trait::Parties, Trait::Number];
/// By these a step is known again that stands elsewhere in the order.
const MOVED: [Trait; 3] = [Trait::Content, Trait::Title, Trait::Act];
const PARTIES: [&str; 4] = ["action", "actor", "to", "from_actor"];
const PLACES: [&str; 4] = ["from", "into", "onto", "medium"];

/// Matches steps: those of the newer side in their order, then what is gone. `renamed`: new ids of what the older filing names
/// otherwise.
pub(super) fn pairs<'d>(old: Vec<KeyedNode<'d>>, new: Vec<KeyedNode<'d>>, renamed: &Renaming) -> Vec<Pair<'d>> {
    let none = Renaming::default();
    let mut matching = Matching {
        old: old.iter().map(|step| traits(step, renamed)).collect(),
        new: new.iter().map(|step| traits(step, &none)).collect(),
        partner: vec![None; new.len()],
    };
    matching.align(&(0..old.len()).collect::<Vec<_>>(), &(0..new.len()).collect::<Vec<_>>(), &TRAITS);
    MOVED.into_iter().for_each(|by| matching.find_moved(by));
    let taken: BTreeSet<usize> = matching.partner.iter().flatten().copied().collect();
    let mut found: Vec<Pair<'d>> = new
        .into_iter()
        .zip(matching.partner)
        .map(|(step, partner)| (partner.map(|at| old[at].clone()), Some(step)))
        .collect();
    let gone = old.into_iter().enumerate().filter(|(at, _)| !taken.contains(at));
    found.extend(gone.map(|(_, step)| (Some(step), None)));
    found
}

/// Some of what a step says, by key.
type Said = Vec<(&'static str, Canonical)>;

/// What a step says of each trait; none where it says nothing of that.
type Traits = [Option<Said>; TRAITS.len()];

struct Matching {
    old: Vec<Traits>,
    new: Vec<Traits>,
    /// The older step of each newer one.
    partner: Vec<Option<usize>>,
}

impl Matching {
    /// Aligns the steps of both sides by the first trait, and those between two that are aligned by the rest.
    fn align(&mut self, old: &[usize], new: &[usize], by: &[Trait]) {
        let Some((first, rest)) = by.split_first().filter(|_| !old.is_empty() && !new.is_empty()) else { return };
        let pairs = self.in_order(old, new, *first);
        let (mut old_from, mut new_from) = (0, 0);
        for (one, other) in pairs {
            self.partner[new[other]] = Some(old[one]);
            self.align(&old[old_from..one], &new[new_from..other], rest);
            (old_from, new_from) = (one + 1, other + 1);
        }
        self.align(&old[old_from..], &new[new_from..], rest);
    }

    /// The longest run of steps that a trait tells alike on both sides, as positions among those given.
    fn in_order(&self, old: &[usize], new: &[usize], by: Trait) -> Vec<(usize, usize)> {
        let telling = |steps: &[Traits], some: &[usize]| -> (Vec<usize>, Vec<Said>) {
            let told = some.iter().enumerate();
            told.filter_map(|(at, step)| Some((at, steps[*step][by as usize].clone()?))).unzip()
        };
        let ((old_at, before), (new_at, after)) = (telling(&self.old, old), telling(&self.new, new));
        let mut pairs = Vec::new();
        for op in capture_diff_slices(Algorithm::Myers, &before, &after) {
            if let DiffOp::Equal { old_index, new_index, len } = op {
                pairs.extend((0..len).map(|more| (old_at[old_index + more], new_at[new_index + more])));
            }
        }
        pairs
    }

    /// Pairs what is left on both sides and told alike by a trait, whatever its place in the order.
    fn find_moved(&mut self, by: Trait) {
        let taken: BTreeSet<usize> = self.partner.iter().flatten().copied().collect();
        let mut free: BTreeMap<&Said, VecDeque<usize>> = BTreeMap::new();
        for (at, step) in self.old.iter().enumerate().filter(|(at, _)| !taken.contains(at)) {
            if let Some(told) = &step[by as usize] {
                free.entry(told).or_default().push_back(at);
            }
        }
        for (step, partner) in self.new.iter().zip(&mut self.partner).filter(|(_, partner)| partner.is_none()) {
            let found = step[by as usize].as_ref().and_then(|told| free.get_mut(told));
            *partner = found.and_then(VecDeque::pop_front);
        }
    }
}

fn traits((id, step): &KeyedNode<'_>, renamed: &Renaming) -> Traits {
    let said = |wanted: &dyn Fn(&str) -> bool| -> Said {
        let rows = STEP.keys.iter().filter(|row| wanted(row.name));
        rows.filter_map(|row| Some((row.name, canonical(step.get(row.name)?, &row.shape, renamed)))).collect()
    };
    TRAITS.map(|by| match by {
        Trait::Content => Some(said(&|key| !NUMBERING.contains(&key))),
        Trait::Title => title(*step).map(|title| vec![("title", Canonical::Text(title))]),
        Trait::Act => Some(said(&|key| PARTIES.contains(&key) || PLACES.contains(&key))),
        Trait::Parties => Some(said(&|key| PARTIES.contains(&key))),
        Trait::Number => Some(vec![("id", Canonical::Text(id.clone()))]),
    })
}

fn title(step: Node<'_>) -> Option<String> {
    step.get("title")?.as_str().map(fold).filter(|title| !title.is_empty())
}
