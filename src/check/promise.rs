//! Promises: what a checklist row, a prose measure, the drawing or a clause says for every case,
//! where the flow itself is silent.

use std::borrow::Cow;

use super::evaluate::{Evaluator, Truth};
use crate::facts::{Subject, World, measure_label};
use crate::filing::{ActorId, Checklist, Covers, Field, Location, Measure, PartId, StoreId};
use crate::flow::{Holding, Place};
use crate::policy::{ChecklistForm, ClauseForm, Constant, FormRow};
use crate::vocabulary::enumerations::{Action, Role};
use crate::vocabulary::facts::{FactId, SubjectKind};
use crate::words::{Lang, say};

/// What promises a fact, and where.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct FoundPromise<'w> {
    by: By<'w>,
    pub(crate) place: &'w Location,
}

#[derive(Debug, Clone, Copy)]
enum By<'w> {
    Row { part: PartId, form: &'w ChecklistForm, row: &'w FormRow, principal: bool },
    Prose(&'w Measure),
    Drawing { actor: ActorId, measure: &'w str },
    Clause { form: Option<&'w ClauseForm>, label: Option<&'w String>, number: &'w str },
}

/// Who is bound, by which parts, in which column.
struct Party {
    actor: ActorId,
    parts: Vec<PartId>,
    principal: bool,
}

/// The value of a fact that some measure promises of a subject.
///
/// What a promise is limited to may itself be promised, but no further: `nested` sees only what is
/// written.
pub(super) fn find<'w>(
    world: &World<'w>,
    subject: Subject,
    fact: FactId,
    nested: bool,
) -> Option<(&'w Constant, FoundPromise<'w>)> {
    let policy = world.policy;
    let ids = policy.promised.get(&fact)?;
    for (id, measure) in ids.iter().filter_map(|id| policy.measures.get_key_value(id)) {
        for promise in measure.promises.iter().filter(|promise| promise.fact == fact) {
            let evaluator = if nested { Evaluator::written_only(world) } else { Evaluator::nested(world) };
            if evaluator.truth(&promise.only, subject, subject) != Truth::True {
                continue;
            }
            for party in parties(world, subject, promise.by_receiver) {
                if let Some(found) = bound(world, subject, &party, id) {
                    return Some((&promise.value, found));
                }
            }
        }
    }
    None
}

fn parties(world: &World<'_>, subject: Subject, by_receiver: bool) -> Vec<Party> {
    match subject.kind {
        SubjectKind::Hop => {
            let handover = &world.custody.handovers[world.custody.hops[subject.at].handover];
            let (from, to) = (handover.from.copied(), handover.to.copied());
            // Of what a person sends, the receiver's part speaks.
            let sends = from.filter(|actor| !world.filing.has_role(*actor, Role::Subject)).or(to);
            // Who looks into another's store does so over his own line.
            let looks = world.filing.step(handover.step).does(Action::discloses);
            let receives = to.filter(|_| by_receiver || looks);
            sends.into_iter().chain(receives).map(|actor| party(world, actor, handover.part)).collect()
        }
        SubjectKind::Holding => vec![party(world, world.custody.holdings[subject.at].holder, None)],
        SubjectKind::Contract | SubjectKind::Part => {
            let part = match subject.kind {
                SubjectKind::Part => PartId::new(subject.at),
                _ => world.contracts[subject.at],
            };
            let actor = world.filing.parts[part.at()].to.copied();
            let both = |actor| [true, false].map(|principal| Party { actor, parts: vec![part], principal });
            actor.into_iter().flat_map(both).collect()
        }
        SubjectKind::Step => {
            let step = world.filing.step(world.steps[subject.at]);
            step.actor.copied().map(|actor| party(world, actor, step.under.copied())).into_iter().collect()
        }
        SubjectKind::Store => {
            let store = &world.filing.stores[subject.at];
            // The parts that name a store of the principal bind him; an agent is bound by its own.
            let named = |part: &PartId| world.filing.parts[part.at()].named_stores().any(|one| one.at() == subject.at);
            let parts: Vec<PartId> = (0..world.filing.parts.len()).map(PartId::new).filter(named).collect();
            let holders = [&store.actor, &store.operated_by].into_iter().filter_map(|field| field.copied());
            holders
                .map(|actor| match party(world, actor, None) {
                    Party { principal: true, .. } => Party { actor, parts: parts.clone(), principal: true },
                    agent => agent,
                })
                .collect()
        }
        _ => Vec::new(),
    }
}

fn party(world: &World<'_>, actor: ActorId, under: Option<PartId>) -> Party {
    if world.filing.has_role(actor, Role::Principal) {
        return Party { actor, parts: under.into_iter().collect(), principal: true };
    }
    let binding = world.custody.binding(world.filing, actor);
    let parts = match under {
        Some(part) if binding.contains(&part) => vec![part],
        _ => binding,
    };
    Party { actor, parts, principal: false }
}

fn bound<'w>(world: &World<'w>, subject: Subject, party: &Party, measure: &'w str) -> Option<FoundPromise<'w>> {
    let parts = || party.parts.iter().copied().filter(|part| reaches(world, subject, *part));
    parts()
        .find_map(|part| by_row(world, party, part, measure))
        .or_else(|| parts().find_map(|part| by_prose(world, subject, party, part, measure)))
        .or_else(|| by_drawing(world, subject, party, measure))
        .or_else(|| parts().filter(|_| !party.principal).find_map(|part| by_clause(world, part, measure)))
}

/// True unless a subject is certainly outside a part: in a place that the part does not name, or after its term.
fn reaches(world: &World<'_>, subject: Subject, part: PartId) -> bool {
    let runs = |step, under| world.runs(part, step, under) != Some(false);
    match subject.kind {
        SubjectKind::Hop => {
            let handover = &world.custody.handovers[world.custody.hops[subject.at].handover];
            runs(handover.step, handover.part)
        }
        SubjectKind::Holding => {
            let holding = &world.custody.holdings[subject.at];
            let named = match holding.place {
                Place::Store(store) => world.custody.names_store(world.filing, part, store) != Some(false),
                _ => true,
            };
            named && holding.last_step.is_none_or(|step| runs(step, world.custody.part_of(world.filing, step)))
        }
        _ => true,
    }
}

fn by_row<'w>(world: &World<'w>, party: &Party, part: PartId, measure: &str) -> Option<FoundPromise<'w>> {
    let filing = world.filing;
    let own = filing.parts[part.at()].checklist.as_ref()?;
    let (owner, table): (PartId, &'w Checklist) = match own.same_as.copied() {
        Some(other) => (other, filing.parts[other.at()].checklist.as_ref()?),
        None => (part, own),
    };
    // A table that serves another part binds only that part's agent.
    let agent = filing.parts[owner.at()].to.copied();
    let binds = party.principal || agent.is_some_and(|agent| world.custody.same_body(filing, agent, party.actor));
    if !binds || (party.principal && owner != part && !filing.has_role(party.actor, Role::Principal)) {
        return None;
    }
    let form = world.policy.checklists.get(table.form.value()?)?;
    let answers = table.column(party.principal).value()?;
    let row = form.rows.iter().find(|row| {
        row.is_asked(party.principal)
            && row.measures.iter().any(|id| id == measure)
            && answers.mark(&row.id) == Some(true)
    })?;
    Some(FoundPromise { by: By::Row { part: owner, form, row, principal: party.principal }, place: &answers.place })
}

fn by_prose<'w>(
    world: &World<'w>,
    subject: Subject,
    party: &Party,
    part: PartId,
    measure: &str,
) -> Option<FoundPromise<'w>> {
    let rows = &world.filing.parts[part.at()].measures;
    let (_, row) = rows.iter().enumerate().find(|(at, row)| {
        // A sentence that names its sender speaks of him in whichever column it stands.
        let named = row.covers.iter().any(|covers| covers.from.is_some());
        (named || row.by_principal == party.principal) && world.means(part, *at, measure) && covers(world, subject, row)
    })?;
    Some(FoundPromise { by: By::Prose(row), place: &row.place })
}

fn covers(world: &World<'_>, subject: Subject, row: &Measure) -> bool {
    if row.covers.is_empty() {
        return true;
    }
    row.covers.iter().any(|covers| match subject.kind {
        SubjectKind::Hop => covers_hop(world, subject.at, covers),
        SubjectKind::Holding => covers_holding(world, &world.custody.holdings[subject.at], covers),
        _ => true,
    })
}

fn covers_hop(world: &World<'_>, at: usize, covers: &Covers) -> bool {
    let hop = &world.custody.hops[at];
    let handover = &world.custody.handovers[hop.handover];
    let step = world.filing.step(handover.step);
    let same = |wanted: Option<ActorId>, field: &Field<ActorId>| {
        wanted.is_none_or(|wanted| {
            field.copied().is_some_and(|actor| world.custody.same_body(world.filing, wanted, actor))
        })
    };
    let medium = covers.medium.as_ref().is_none_or(|media| {
        hop.medium(step).value().is_some_and(|used| used.list.iter().any(|one| media.contains(one)))
    });
    let data = covers
        .data
        .as_ref()
        .is_none_or(|sets| step.data.value().is_some_and(|used| used.iter().any(|set| sets.contains(set))));
    same(covers.from, &handover.from) && same(covers.to, &handover.to) && medium && data && covers.at.is_none()
}

/// Media narrow what is said of media; the stores of the same sentence stay covered.
fn covers_holding(world: &World<'_>, holding: &Holding, covers: &Covers) -> bool {
    let holder = covers.from.is_none_or(|from| world.custody.same_body(world.filing, from, holding.holder));
    let medium = match holding.place {
        Place::Lot(_) => covers
            .medium
            .as_ref()
            .is_none_or(|media| world.custody.media_of(holding).iter().any(|one| media.contains(&one))),
        _ => true,
    };
    let store = covers.at.as_ref().is_none_or(|stores| match holding.place {
        Place::Store(store) => stores.contains(&store),
        _ => false,
    });
    let data = covers.data.as_ref().is_none_or(|sets| holding.data.iter().any(|set| sets.contains(set)));
    holder && medium && store && data
}

fn by_drawing<'w>(world: &World<'w>, subject: Subject, party: &Party, measure: &'w str) -> Option<FoundPromise<'w>> {
    let filing = world.filing;
    let (flow, store) = match subject.kind {
        SubjectKind::Hop => {
            let step = world.custody.handovers[world.custody.hops[subject.at].handover].step;
            (Some(step.flow as usize), filing.step(step).from.copied())
        }
        SubjectKind::Holding => match world.custody.holdings[subject.at].place {
            Place::Store(store) => (None, Some(store)),
            _ => (None, None),
        },
        SubjectKind::Store => (None, Some(StoreId::new(subject.at))),
        SubjectKind::Contract | SubjectKind::Part => (None, None),
        _ => return None,
    };
    let flows = filing.flows.iter().enumerate().filter(|(at, _)| flow.is_none_or(|flow| flow == *at));
    let lanes = flows.flat_map(|(_, flow)| &flow.measures);
    let mut own =
        lanes.filter(|(actor, _)| world.custody.same_body(filing, *actor, party.actor)).flat_map(|(_, list)| list);
    let beside = store.map(|store| filing.stores[store.at()].measures.as_slice()).unwrap_or_default();
    let (_, place) = own.find(|(id, _)| id == measure).or_else(|| beside.iter().find(|(id, _)| id == measure))?;
    Some(FoundPromise { by: By::Drawing { actor: party.actor, measure }, place })
}

fn by_clause<'w>(world: &World<'w>, part: PartId, measure: &str) -> Option<FoundPromise<'w>> {
    let rows = world.filing.parts[part.at()].special_clauses.value()?;
    rows.iter().filter(|row| !row.for_subcontract && row.attached.copied() == Some(true)).find_map(|row| {
        let form = row.form.value().and_then(|form| world.policy.clauses.get(form));
        let items = row.clauses.as_ref().or(form.map(|form| &form.items))?;
        let (number, _) = items.iter().find(|(_, ids)| ids.iter().any(|id| id == measure))?;
        Some(FoundPromise { by: By::Clause { form, label: row.label.value(), number }, place: &row.place })
    })
}

/// A row of one side in words.
fn row_text(form: &ChecklistForm, row: &FormRow, principal: bool, lang: Lang) -> String {
    let side = say(lang, if principal { "side.principal" } else { "side.agent" }, &[]);
    let args = [("form", form.title.get(lang)), ("row", &row.name(lang)), ("side", &side)];
    say(lang, "promised-by.row", &args)
}

/// At one place, these are what tells promises apart.
impl PartialEq for By<'_> {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (By::Row { part, row, principal, .. }, By::Row { part: other, row: another, principal: side, .. }) => {
                (part, &row.id, principal) == (other, &another.id, side)
            }
            (By::Prose(one), By::Prose(other)) => std::ptr::eq(*one, *other),
            (By::Drawing { actor, measure }, By::Drawing { actor: other, measure: another }) => {
                (actor, measure) == (other, another)
            }
            (By::Clause { number, .. }, By::Clause { number: other, .. }) => number == other,
            _ => false,
        }
    }
}

impl FoundPromise<'_> {
    /// The row of a checklist, by the position of its part and its id, where it is one.
    pub(super) fn row(&self) -> Option<(usize, String)> {
        match &self.by {
            By::Row { part, row, .. } => Some((part.at(), row.id.clone())),
            _ => None,
        }
    }

    /// In words.
    pub(super) fn text(&self, world: &World<'_>, lang: Lang) -> String {
        match &self.by {
            By::Row { form, row, principal, .. } => row_text(form, row, *principal, lang),
            By::Prose(row) => measure_label(row, lang),
            By::Drawing { actor, measure } => {
                let name = world.filing.party_name(*actor, lang);
                let title = world.policy.measures.get(*measure).map_or("", |measure| measure.title.get(lang));
                say(lang, "promised-by.drawing", &[("name", &name), ("measure", title)])
            }
            By::Clause { form, label, number } => {
                let called = || label.map_or_else(|| say(lang, "special-clauses", &[]).into(), Cow::from);
                let title = form.map_or_else(called, |form| form.title.get(lang).into());
                say(lang, "promised-by.clause", &[("label", &title), ("number", number)])
            }
        }
    }
}
