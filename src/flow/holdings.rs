//! Holdings: copies of one holder at one place that end alike, with what covers their end.

use std::collections::BTreeMap;

use super::graph::{Content, CopyId, Graph, HeldCopy, Lot, Place};
use super::parts;
use crate::filing::{
    ActorId, DataId, Disposal, DisposalReport, DueAt, Field, Filing, Location, PartId, StepId, StoreId,
};
use crate::vocabulary::enumerations::{DisposalMethod, End, Origin, Role, StoreKind};

/// Copies of one holder at one place that end alike.
#[derive(Debug)]
pub struct Holding {
    /// Who holds them.
    pub holder: ActorId,
    /// Where.
    pub place: Place,
    /// Which data sets, in order; empty for a password notice.
    pub data: Vec<DataId>,
    /// How the first of them reached the holder.
    pub origin: Option<Origin>,
    /// Who provided it.
    pub provided_by: Option<ActorId>,
    /// Step that last put data there.
    pub last_step: Option<StepId>,
    /// Whether they are outside principal and subject, and no step moves them on from here.
    pub stays: bool,
    /// Whether this is their last place: they stay, and no return is planned.
    pub terminal: bool,
    /// How they end, where anything says so.
    pub cover: Option<Cover>,
    /// A copy of the group, for its witness path.
    pub example: CopyId,
}

/// What ends a holding.
#[derive(Debug, Clone, PartialEq)]
pub struct Cover {
    /// How.
    pub end: End,
    /// With what report.
    pub report: Field<DisposalReport>,
    /// When it is due, where it is planned.
    pub due: Field<Vec<DueAt>>,
    /// Where it is said.
    pub place: Location,
    /// Whether the author concluded it.
    pub inferred: bool,
    /// Whether it is planned by a part rather than done by a step.
    pub planned: bool,
}

/// Groups what was held, and finds the planned ends that cover nothing.
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
        let gone = held.endings.iter().any(|ending| matches!(ending.end, End::Moved | End::Returned));
        let stays = outside && !gone && (held.alive || !graph.moved_on(id));
        let cover = cover(filing, lots, held, stays, &mut used);
        let terminal = stays && cover.as_ref().is_none_or(|cover| cover.end != End::Returned);
        let data = match held.content {
            Content::Data(set) => vec![set],
            Content::Notice => Vec::new(),
        };
        let here = at_place.entry((holder, held.place)).or_default();
        let alike = here.iter().copied().find(|at| {
            let other = &holdings[*at];
            other.stays == stays && other.cover == cover && other.data.is_empty() == data.is_empty()
        });
        if let Some(other) = alike.and_then(|at| holdings.get_mut(at)) {
            other.data.extend(data);
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
            data,
            origin: held.origin,
            provided_by: held.provided_by,
            last_step: held.last_step,
            stays,
            terminal,
            cover,
            example: id,
        });
    }
    let idle = used.into_iter().filter(|(_, used)| !used).map(|(at, _)| at).collect();
    (holdings, idle)
}

/// `holder@place`, as findings name it.
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

fn cover(
    filing: &Filing,
    lots: &[Lot],
    held: &HeldCopy,
    stays: bool,
    used: &mut BTreeMap<(usize, usize), bool>,
) -> Option<Cover> {
    let planned = planned_end(filing, lots, held, used);
    if let Some(ending) = held.endings.last() {
        let step = filing.step(ending.step);
        return Some(Cover {
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
            place: step.place.clone(),
            inferred: false,
            planned: false,
        });
    }
    if stays { planned } else { None }
}

/// The planned end of a copy: of several that fit, the one that says most exactly what it covers; of those that say it
/// alike, the one that ends it least.
fn planned_end(
    filing: &Filing,
    lots: &[Lot],
    held: &HeldCopy,
    used: &mut BTreeMap<(usize, usize), bool>,
) -> Option<Cover> {
    let mut found: Option<&Disposal> = None;
    // A flow that names its parts is ended by those, not by what else binds the same party.
    let under = held.last_step.map(|step| filing.flows[step.flow as usize].under.as_slice()).unwrap_or_default();
    let binding: Vec<PartId> = parts::binding(filing, held.holder?).collect();
    let named = binding.iter().any(|part| under.contains(part));
    for part in binding.into_iter().filter(|part| !named || under.contains(part)) {
        for (at, disposal) in filing.parts[part.at()].disposal.iter().enumerate() {
            if !covers(filing, lots, held, disposal) {
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

/// Selectors stated, then how little the method ends: what is kept stays, what is erased owes a report, what is returned
/// owes none.
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
    // Keeping something on needs a law that says so.
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
        place: disposal.place.clone(),
        inferred: disposal.inferred,
        planned: true,
    })
}

/// Every selector of a planned end must hold; none means all that the agent holds.
fn covers(filing: &Filing, lots: &[Lot], held: &HeldCopy, disposal: &Disposal) -> bool {
    let lot = match held.place {
        Place::Lot(lot) => Some(&lots[lot.0 as usize]),
        _ => None,
    };
    let of =
        disposal.of.as_ref().is_none_or(|media| lot.is_some_and(|lot| lot.media.iter().any(|one| media.contains(one))));
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

/// Whether a store is a computer that is not stated to be another's. What is in it stays there whatever is given back;
/// only a machine that was lent goes back with what it holds.
fn is_own_computer(filing: &Filing, store: StoreId, holder: Option<ActorId>) -> bool {
    let store = &filing.stores[store.at()];
    let computer =
        matches!(store.kind.copied(), Some(StoreKind::Pc | StoreKind::Server | StoreKind::Cloud | StoreKind::Tablet));
    let lent = store
        .owned_by
        .copied()
        .zip(holder)
        .is_some_and(|(owner, holder)| parts::body(filing, owner) != parts::body(filing, holder));
    computer && !lent
}
