//! Records that an audit will ask for, part by part.

use crate::check::{self, Owed};
use crate::facts::{Subject, World};
use crate::session::Ready;
use crate::vocabulary::enumerations::Side;
use crate::vocabulary::facts::SubjectKind;
use crate::words::{Voice, clean};

/// The records owed under one part.
pub(crate) struct OwedTable {
    pub(crate) part: String,
    pub(crate) rows: Vec<OwedRow>,
}

/// A record that is owed, or may be.
pub(crate) struct OwedRow {
    pub(crate) title: String,
    pub(crate) record: String,
    pub(crate) every: String,
    pub(crate) by: String,
    /// What it is owed for; empty for the part as a whole.
    pub(crate) places: String,
    /// True if it is certainly owed.
    pub(crate) certain: bool,
}

pub(crate) fn tables(voice: Voice, ready: &Ready) -> Vec<OwedTable> {
    let world = ready.world();
    let owed = check::owed(&ready.policy, &world, ready.day);
    let parts = (0..).zip(&ready.filing.parts);
    let tables = parts.map(|(at, part)| OwedTable {
        part: voice.annex(part),
        rows: rows(voice, &world, &owed.iter().filter(|one| one.part == Some(at)).collect::<Vec<_>>()),
    });
    tables.filter(|table| !table.rows.is_empty()).collect()
}

/// Makes one row for each obligation, with everything that it is owed for.
fn rows(voice: Voice, world: &World<'_>, owed: &[&Owed<'_>]) -> Vec<OwedRow> {
    let same = |a: &&Owed<'_>, b: &&Owed<'_>| a.obligation.id == b.obligation.id;
    owed.chunk_by(same).filter_map(|group| row(voice, world, group)).collect()
}

fn row(voice: Voice, world: &World<'_>, group: &[&Owed<'_>]) -> Option<OwedRow> {
    let obligation = group.first()?.obligation;
    let places = group.iter().filter(|one| one.subject.kind != SubjectKind::Part);
    let mut places: Vec<String> = places.map(|one| place(voice, world, one.subject)).collect();
    // A handover by several media is several hops of one step.
    places.dedup();
    let records: Vec<String> = obligation.met_by.iter().map(|record| voice.name(*record)).collect();
    let side = if obligation.binds == Side::Principal { "side.principal" } else { "side.agent" };
    Some(OwedRow {
        title: clean(obligation.title.get(voice.0)),
        record: voice.join(&records),
        every: voice.name(obligation.every),
        by: voice.text(side),
        places: voice.join(&places),
        certain: group.iter().any(|one| one.is_certain()),
    })
}

/// Names a hop by its step, and a copy by its holder and place.
fn place(voice: Voice, world: &World<'_>, subject: Subject) -> String {
    if subject.kind == SubjectKind::Holding {
        return clean(&check::place(world, subject, voice.0));
    }
    voice.say("html.record-step", &[("step", &clean(&world.name(subject).with_way()))])
}
