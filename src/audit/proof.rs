//! Which records prove that an obligation is met, and what they leave open.

use std::collections::BTreeSet;

use super::outcome::AuditTerms;
use crate::check::Owed;
use crate::evidence::{Joined, Running, Told};
use crate::facts::World;
use crate::filing::{ActorId, PartId, StepId};
use crate::flow::{Holding, Place};
use crate::policy::Obligation;
use crate::vocabulary::enumerations::{Action, Every, Record as Kind, RecordKey, RecordState};
use crate::vocabulary::facts::SubjectKind;
use crate::words::Lang;

/// Everything that decides how the obligations of one part stand.
pub(super) struct Assessor<'d, 'w> {
    pub(super) world: &'d World<'w>,
    pub(super) records: &'d [Joined],
    pub(super) part: PartId,
    pub(super) running: Running,
    pub(super) terms: AuditTerms,
    pub(super) lang: Lang,
}

impl<'d> Assessor<'d, '_> {
    pub(super) fn of_part(&self) -> impl Iterator<Item = &'d Joined> {
        self.records.iter().filter(|it| it.part == Some(self.part))
    }

    pub(super) fn step(&self, owed: &Owed<'_>) -> Option<StepId> {
        let hop = self.world.custody.hops.get(owed.subject.at).filter(|_| owed.subject.kind == SubjectKind::Hop)?;
        self.world.custody.handovers.get(hop.handover).map(|handover| handover.step)
    }

    pub(super) fn holding(&self, owed: &Owed<'_>) -> Option<&'d Holding> {
        self.world.custody.holdings.get(owed.subject.at).filter(|_| owed.subject.kind == SubjectKind::Holding)
    }

    /// Returns records of the kinds asked for that are about the part and about what the obligation is owed for.
    pub(super) fn matching(&self, owed: &Owed<'_>, others: &[&Owed<'_>]) -> Vec<&'d Joined> {
        let about = self.about(owed.obligation);
        let serials = self.lent_serials(owed);
        let alone = others.iter().filter(|it| it.obligation.id == owed.obligation.id).count() == 1;
        let fits = |it: &&Joined| {
            self.is_kind(owed, it)
                && (it.of.is_none() || about.is_empty() || it.of.is_some_and(|of| about.contains(&of)))
                && self.is_by_today(it)
                && match owed.subject.kind {
                    SubjectKind::Hop => match (it.step, self.step(owed)) {
                        (Some(named), Some(step)) => named == step || self.is_return(owed, it),
                        _ => alone || it.record.texts(RecordKey::Serials).any(|one| serials.contains(one)),
                    },
                    SubjectKind::Holding => self.holding(owed).is_some_and(|holding| covers(it, holding)),
                    _ => true,
                }
        };
        let below = |it: &&Joined| it.part.is_some_and(|part| self.is_below(part)) && is_of_below(owed.obligation);
        self.records.iter().filter(|it| it.part == Some(self.part) || below(it)).filter(fits).collect()
    }

    /// Returns whom a record may be about: the agent; or, if the obligation asks for the person concerned, the agents
    /// of the tiers below.
    fn about(&self, obligation: &Obligation) -> Vec<ActorId> {
        let parts = &self.world.filing.parts;
        let ids = || (0..parts.len()).map(PartId::new);
        let below: Vec<ActorId> =
            ids().filter(|part| self.is_below(*part)).filter_map(|part| parts[part.at()].to.copied()).collect();
        let own = parts[self.part.at()].to.copied();
        if is_of_below(obligation) && !below.is_empty() { below } else { own.into_iter().collect() }
    }

    fn is_below(&self, part: PartId) -> bool {
        self.world.custody.parent(part) == Some(self.part)
    }

    /// True if a record is of a kind that an obligation accepts. A return is proved by the ledger of its way back as well.
    fn is_kind(&self, owed: &Owed<'_>, it: &Joined) -> bool {
        let met_by = &owed.obligation.met_by;
        met_by.contains(&it.record.kind)
            || (it.record.kind == Kind::Handover && met_by.contains(&Kind::MediaReturn) && self.is_return(owed, it))
    }

    /// True if the step of a record brings back what an obligation is owed for.
    fn is_return(&self, owed: &Owed<'_>, it: &Joined) -> bool {
        let steps = self.step(owed).zip(it.step).filter(|_| is_of_end(owed.obligation));
        steps.is_some_and(|(lent, step)| self.world.brings_back(lent, step))
    }

    /// True if what a hop brings is its receiver's own: the sender is owed no return of it.
    pub(super) fn belongs_to_receiver(&self, owed: &Owed<'_>) -> bool {
        let filing = self.world.filing;
        let Some(id) = self.step(owed).filter(|_| is_of_end(owed.obligation)) else { return false };
        let step = filing.step(id);
        let to = self.world.custody.handovers_of(id).first().and_then(|it| it.to.copied());
        let own = |owner: ActorId| to.is_some_and(|to| self.world.custody.same_body(filing, owner, to));
        let store = step.store.copied().and_then(|store| filing.stores[store.at()].owned_by.copied());
        step.does(Action::returns) || store.is_some_and(own)
    }

    /// Returns the copy that a step handed over, at its receiver.
    pub(super) fn lent(&self, step: StepId) -> Option<&'d Holding> {
        let custody = self.world.custody;
        let to = custody.handovers_of(step).first()?.to.copied()?;
        let moved = |holding: &&Holding| match holding.place {
            Place::Lot(lot) => custody.lots.get(lot.0 as usize).is_some_and(|lot| lot.moved_by.contains(&step)),
            _ => false,
        };
        let here = |holding: &&Holding| custody.same_body(self.world.filing, holding.holder, to) && moved(holding);
        custody.holdings.iter().find(here)
    }

    /// Returns the serial numbers that the ledger of the hop, or of the hops that brought the copy, names.
    pub(super) fn lent_serials(&self, owed: &Owed<'_>) -> BTreeSet<&'d str> {
        let custody = self.world.custody;
        let brought: Vec<StepId> = match (self.step(owed), self.holding(owed)) {
            (Some(step), _) => vec![step],
            (_, Some(Holding { place: Place::Lot(lot), .. })) => {
                custody.lots.get(lot.0 as usize).map(|lot| lot.moved_by.clone()).unwrap_or_default()
            }
            (_, Some(holding)) => holding.last_step.into_iter().collect(),
            _ => Vec::new(),
        };
        let entry = |it: &&Joined| {
            it.record.kind == Kind::Handover
                && it.step.is_some_and(|step| brought.contains(&step))
                && self.is_by_today(it)
        };
        self.records.iter().filter(entry).flat_map(|it| it.record.texts(RecordKey::Serials)).collect()
    }

    /// Returns the serial numbers handed over of which no record tells the end. A return that counts as many names none.
    pub(super) fn open_serials(&self, owed: &Owed<'_>, records: &[&Joined]) -> Vec<String> {
        if !is_of_end(owed.obligation) {
            return Vec::new();
        }
        let lent = self.lent_serials(owed);
        let named = records.iter().any(|it| it.record.get(RecordKey::Serials).is_some());
        let count: i64 = records.iter().filter_map(|it| it.record.number(RecordKey::Count)).sum();
        if !named && i64::try_from(lent.len()).is_ok_and(|lent| count >= lent) {
            return Vec::new();
        }
        let ended: BTreeSet<&str> = records.iter().flat_map(|it| it.record.texts(RecordKey::Serials)).collect();
        lent.difference(&ended).map(|serial| (*serial).to_owned()).collect()
    }

    /// Returns whose word alone it is that media came back, where the receiver confirms none of it.
    pub(super) fn claimed_by(&self, owed: &Owed<'_>, records: &[&Joined]) -> Option<String> {
        let filing = self.world.filing;
        let claim =
            |it: &&Joined| it.record.kind == Kind::MediaReturn && it.state(filing) == Some(RecordState::Claimed);
        if !owed.obligation.met_by.contains(&Kind::MediaReturn) || !records.iter().all(claim) {
            return None;
        }
        let by = records.iter().find_map(|it| it.issued_by).or(filing.parts[self.part.at()].to.copied());
        Some(by.and_then(|by| filing.actor(by).name.value().cloned()).unwrap_or_default())
    }

    fn is_by_today(&self, it: &Joined) -> bool {
        it.record.date().is_none_or(|date| date <= self.terms.today)
    }

    /// Returns the obligation that asks for the same record without the additional keys of this one.
    pub(super) fn base<'o>(&self, owed: &Owed<'_>, others: &[&Owed<'o>]) -> Option<&'o Obligation> {
        let mine = owed.obligation;
        let wider = |other: &Obligation| {
            other.id != mine.id
                && (other.every == mine.every || (other.every, mine.every) == (Every::Holding, Every::End))
                && other.tells.len() < mine.tells.len()
                && other.tells.iter().all(|key| mine.tells.contains(key))
                && other.met_by.iter().any(|kind| mine.met_by.contains(kind))
                && tells_of(other) == tells_of(mine)
        };
        let near = |it: &&&Owed<'o>| it.subject == owed.subject || it.obligation.every != mine.every;
        others.iter().filter(near).map(|it| it.obligation).find(|it| wider(it))
    }
}

/// Returns the keys that an obligation asks for and a record does not state. Nothing is shown by a record without any day.
pub(super) fn lacking(obligation: &Obligation, it: &Joined) -> Vec<RecordKey> {
    let dated = it.record.told.iter().any(|(_, told, _)| matches!(told, Told::Day(..)));
    let day = (!dated && !obligation.tells.contains(&RecordKey::Date)).then_some(RecordKey::Date);
    let asked = obligation.tells.iter().copied().filter(|key| it.record.get(*key).is_none());
    asked.chain(day).collect()
}

/// True if an obligation asks how what was handed over came to its end.
pub(super) fn is_of_end(obligation: &Obligation) -> bool {
    let is_end = |kind| matches!(kind, Kind::MediaReturn | Kind::ErasureReport | Kind::DestructionCertificate);
    obligation.met_by.iter().all(|kind| is_end(*kind))
}

/// True if a record shows that a job is over.
pub(super) fn ends_job(it: &Joined) -> bool {
    matches!(it.record.kind, Kind::Count | Kind::CloseOut | Kind::ErasureReport | Kind::DestructionCertificate)
}

/// True if an obligation asks for a record about the tiers below. A consent is about its own tier.
fn is_of_below(obligation: &Obligation) -> bool {
    tells_of(obligation) && obligation.met_by != [Kind::SubcontractConsent]
}

fn tells_of(obligation: &Obligation) -> bool {
    obligation.tells.contains(&RecordKey::Of)
}

/// True if a record is about a copy: the place and the data that it names, if any, are the copy's.
fn covers(it: &Joined, holding: &Holding) -> bool {
    let here = match holding.place {
        Place::Store(store) => it.at.is_empty() || it.at.contains(&store),
        _ => it.at.is_empty(),
    };
    here && (it.data.is_empty() || holding.data.iter().all(|set| it.data.contains(set)))
}
