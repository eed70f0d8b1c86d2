//! Holdings: copies of one holder at one place that end alike, with what ends them.

use std::collections::BTreeMap;

use super::alternatives::Alternatives;
use super::graph::{Content, CopyId, Ending, Graph, HeldCopy, Lot, Place};
use super::parts;
use crate::filing::{
    ActorId, DataId, Disposal, DisposalReport, DueAt, Field, Filing, Location, PartId, StepId, StoreId,
};
use crate::vocabulary::enumerations::{DisposalMethod, End, Origin, Role, StoreKind};

/// Copies of one holder at one place that end alike.
#[derive(Debug)]
pub struct Holding {
    /// The actor that holds the copies.
    pub holder: ActorId,
    /// The place where they are.
    pub place: Place,
    /// The media of its load, where only some of them end so; else empty.
    pub alternatives: Alternatives,
    /// The data sets, in the order in which their copies were made; empty for a password notice.
    pub data: Vec<DataId>,
    /// How the first of them reached the holder; `None` where it is unknown.
    pub origin: Option<Origin>,
    /// The actor that provided them; `None` where they were collected or made.
    pub provided_by: Option<ActorId>,
    /// The last step that put data there; `None` for what is there from the start.
    pub last_step: Option<StepId>,
    /// True if the copies are outside principal and subject, and no step moves them on from here.
    pub stays: bool,
    /// True if this is their last place: they stay, and no return is planned.
    pub terminal: bool,
    /// What ends the copies; `None` if neither a step nor a plan does.
    pub cover: Option<Cover>,
    /// When a part plans their end to be due, also where a step brings it about; of the first of them.
    pub due: Vec<DueAt>,
    /// One copy of the group, from which the path of the others can be shown.
    pub example: CopyId,
}

/// What ends the copies of a holding: a step or a plan.
#[derive(Debug, Clone, PartialEq)]
pub struct Cover {
    /// How the copies end.
    pub end: End,
    /// The report of the end, and to whom.
    pub report: Field<DisposalReport>,
    /// When a planned end is due; unstated for one that a step brings about.
    pub due: Field<Vec<DueAt>>,
    /// On what ground copies are kept; unstated for an end that a step brings about.
    pub basis: Field<String>,
    /// How long copies are kept; unstated for an end that a step brings about.
    pub until: Field<String>,
    /// Where the step or the plan is written.
    pub place: Location,
    /// True if the author marked it `inferred`.
    pub inferred: bool,
    /// True if a part plans it, false if a step does it.
    pub planned: bool,
}

/// Groups copies into holdings, and finds the planned ends that cover none: by part and position.
pub(super) fn holdings(filing: &Filing, graph: &Graph, lots: &[Lot]) -> (Vec<Holding>, Vec<(usize, usize)>) {
    let mut used: BTreeMap<(usize, usize), bool> = BTreeMap::new();
    for (part, it) in filing.parts.iter().enumerate() {
        for disposal in 0..it.disposal.len() {
            used.insert((part, disposal), false);
        }
    }
    let mut holdings: Vec<Holding> = Vec::new();
    let mut at_place: BTreeMap<(ActorId, Place), Vec<usize>> = BTreeMap::new();
    for (id, held) in graph.copies() {
        let Some(holder) = held.holder else { continue };
        if matches!(held.place, Place::Viewed | Place::Assumed) {
            continue;
        }
        let outside = !filing.has_role(holder, Role::Principal) && !filing.has_role(holder, Role::Subject);
        let moved_on = graph.moved_on(id);
        let data = match held.content {
            Content::Data(set) => vec![set],
            Content::Notice => Vec::new(),
        };
        for share in shares(filing, lots, held, &mut used) {
            let gone = share.ending.is_some_and(|ending| matches!(ending.end, End::Moved | End::Returned));
            let stays = outside && !gone && (held.alive || !moved_on);
            let due = share.planned.as_ref().and_then(|plan| plan.due.value().cloned()).unwrap_or_default();
            let cover = share.ending.map(|ending| brought_about(filing, ending));
            let cover = cover.or_else(|| share.planned.filter(|_| stays));
            let terminal = stays && cover.as_ref().is_none_or(|cover| cover.end != End::Returned);
            let here = at_place.entry((holder, held.place)).or_default();
            let alike = here.iter().copied().find(|at| {
                let other = &holdings[*at];
                other.stays == stays
                    && other.cover == cover
                    && other.alternatives == share.alternatives
                    && other.data.is_empty() == data.is_empty()
            });
            if let Some(other) = alike.and_then(|at| holdings.get_mut(at)) {
                other.data.extend(&data);
                if held.last_step > other.last_step {
                    other.last_step = held.last_step;
                    other.example = id;
                }
                continue;
            }
            here.push(holdings.len());
            holdings.push(Holding {
                holder,
                place: held.place,
                alternatives: share.alternatives,
                data: data.clone(),
                origin: held.origin,
                provided_by: held.provided_by,
                last_step: held.last_step,
                stays,
                terminal,
                cover,
                due,
                example: id,
            });
        }
    }
    let idle = used.into_iter().filter(|(_, used)| !used).map(|(at, _)| at).collect();
    (holdings, idle)
}

/// Returns `holder@place`, the name that findings use.
pub(super) fn place_name(filing: &Filing, lots: &[Lot], held: &HeldCopy) -> String {
    let holder = held.holder.map_or("?", |holder| filing.actor(holder).id.as_str());
    let place = match held.place {
        Place::Store(store) => filing.stores[store.at()].id.clone(),
        Place::Lot(lot) => filing.step_name(lots[lot.0 as usize].made_by),
        Place::Transit => "transit".to_owned(),
        Place::Unstated => "unstated".to_owned(),
        Place::Assumed => "assumed".to_owned(),
        Place::Viewed => "viewed".to_owned(),
    };
    format!("{holder}@{place}")
}

/// The media of a copy on a load that end alike; of any other copy, the whole.
struct Share<'c> {
    alternatives: Alternatives,
    ending: Option<&'c Ending>,
    planned: Option<Cover>,
}

/// Divides a copy by how the media of its load end: by steps, and those that are left by plans.
fn shares<'c>(
    filing: &Filing,
    lots: &[Lot],
    held: &'c HeldCopy,
    used: &mut BTreeMap<(usize, usize), bool>,
) -> Vec<Share<'c>> {
    let mut shares: Vec<Share<'c>> = Vec::new();
    let whole = match held.place {
        Place::Lot(lot) => Alternatives::of(&lots[lot.0 as usize].media),
        _ => Alternatives::default(),
    };
    let mut add = |media: Alternatives, ending: Option<&'c Ending>, planned: Option<Cover>| {
        let alike = |share: &&mut Share<'_>| share.ending == ending && share.planned == planned;
        match shares.iter_mut().find(alike) {
            Some(share) => share.alternatives = share.alternatives.or(media),
            None => shares.push(Share { alternatives: media, ending, planned }),
        }
    };
    if held.media.is_empty() {
        add(whole, held.endings.last(), planned_end(filing, lots, held, whole, used));
    } else {
        for ending in &held.endings {
            add(ending.media, Some(ending), planned_end(filing, lots, held, ending.media, used));
        }
        for medium in held.left().iter() {
            let one = Alternatives::of(&[medium]);
            add(one, None, planned_end(filing, lots, held, one, used));
        }
    }
    for share in &mut shares {
        if share.alternatives == whole {
            share.alternatives = Alternatives::default();
        }
    }
    shares
}

/// Returns the end that a step brings about.
fn brought_about(filing: &Filing, ending: &Ending) -> Cover {
    let step = filing.step(ending.step);
    Cover {
        end: ending.end,
        report: ending.report.clone().map_or_else(
            || step.report.clone(),
            |report| Field::Stated {
                value: report,
                span: step.report.span().unwrap_or(step.place.span),
                inferred: step.report.is_inferred(),
            },
        ),
        due: Field::Unstated,
        basis: Field::Unstated,
        until: Field::Unstated,
        place: step.place.clone(),
        inferred: false,
        planned: false,
    }
}

/// Returns the planned end of a copy, on these media of its load. Of several that fit, the one with the most selectors takes precedence, and of
/// these the one whose method ends the copy least.
fn planned_end(
    filing: &Filing,
    lots: &[Lot],
    held: &HeldCopy,
    media: Alternatives,
    used: &mut BTreeMap<(usize, usize), bool>,
) -> Option<Cover> {
    let mut found: Option<&Disposal> = None;
    // A flow that names its parts is subject to their plans, not to others of the same party.
    let under = held.last_step.map(|step| filing.flows[step.flow as usize].under.as_slice()).unwrap_or_default();
    let binding: Vec<PartId> = parts::binding(filing, held.holder?).collect();
    let named = binding.iter().any(|part| under.contains(part));
    for part in binding.into_iter().filter(|part| !named || under.contains(part)) {
        for (at, disposal) in filing.parts[part.at()].disposal.iter().enumerate() {
            if !covers(filing, lots, held, media, disposal) || is_elsewhere(filing, held, part) {
                continue;
            }
            used.insert((part.at(), at), true);
            if found.is_none_or(|found| precedence(disposal) > precedence(found)) {
                found = Some(disposal);
            }
        }
    }
    planned(found?)
}

/// Returns the precedence of a plan: how many selectors it states, then how little its method ends: what is retained
/// stays, what is erased owes a report, what is returned owes none.
fn precedence(disposal: &Disposal) -> (usize, u8) {
    let said = [disposal.of.is_some(), disposal.at.is_some(), disposal.data.is_some(), disposal.origin.is_some()];
    let leaves = match disposal.method.copied() {
        Some(DisposalMethod::Retain) | None => 2,
        Some(DisposalMethod::Delete | DisposalMethod::Destroy) => 1,
        Some(DisposalMethod::Return) => 0,
    };
    (said.into_iter().filter(|said| *said).count(), leaves)
}

fn planned(disposal: &Disposal) -> Option<Cover> {
    // Retaining copies requires a law that provides for it.
    if disposal.method.copied() == Some(DisposalMethod::Retain) && disposal.basis.value().is_none() {
        return None;
    }
    let end = match disposal.method.copied()? {
        DisposalMethod::Return => End::Returned,
        DisposalMethod::Delete => End::Deleted,
        DisposalMethod::Destroy => End::Destroyed,
        DisposalMethod::Retain => End::Retained,
    };
    Some(Cover {
        end,
        report: disposal.report.clone(),
        due: disposal.due.clone(),
        basis: disposal.basis.clone(),
        until: disposal.until.clone(),
        place: disposal.place.clone(),
        inferred: disposal.inferred,
        planned: true,
    })
}

/// True if every selector of a planned end fits a copy. Without selectors it covers all that the agent holds.
fn covers(filing: &Filing, lots: &[Lot], held: &HeldCopy, media: Alternatives, disposal: &Disposal) -> bool {
    let lot = match held.place {
        Place::Lot(lot) => Some(&lots[lot.0 as usize]),
        _ => None,
    };
    let of = disposal.of.as_ref().is_none_or(|of| !media.and(Alternatives::of(of)).is_empty());
    let at = disposal.at.as_ref().is_none_or(|stores| match held.place {
        Place::Store(store) => stores.contains(&store),
        Place::Lot(_) => lot.and_then(|lot| lot.kept_at).is_some_and(|store| stores.contains(&store)),
        _ => false,
    });
    let data = disposal.data.as_ref().is_none_or(|sets| match held.content {
        Content::Data(set) => sets.contains(&set),
        Content::Notice => false,
    });
    let origin = disposal.origin.is_none_or(|origin| held.origin == Some(origin));
    let stays_behind = disposal.method.copied() == Some(DisposalMethod::Return)
        && matches!(held.place, Place::Store(store) if is_own_computer(filing, store, held.holder));
    of && at && data && origin && !stays_behind
}

/// True for a copy in a computer that a part does not name: what is planned or promised in general does not reach it.
fn is_elsewhere(filing: &Filing, held: &HeldCopy, part: PartId) -> bool {
    matches!(held.place, Place::Store(store) if parts::names_store(filing, part, store) == Some(false))
}

/// True for a computer that is not stated to belong to another. What is in it stays there whatever is given back; only
/// a machine that was lent goes back with what it holds.
fn is_own_computer(filing: &Filing, store: StoreId, holder: Option<ActorId>) -> bool {
    let store = &filing.stores[store.at()];
    let computer = matches!(
        store.kind.copied(),
        Some(StoreKind::Pc | StoreKind::Server | StoreKind::Cloud | StoreKind::Tablet | StoreKind::System)
    );
    let lent = store
        .owned_by
        .copied()
        .zip(holder)
        .is_some_and(|(owner, holder)| parts::body(filing, owner) != parts::body(filing, holder));
    computer && !lent
}
