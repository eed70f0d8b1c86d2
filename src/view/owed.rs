//! Records that an audit will ask for, with the parts and steps that owe them.

use crate::check::{self, Owed};
use crate::facts::{Subject, World};
use crate::session::Ready;
use crate::vocabulary::enumerations::Side;
use crate::vocabulary::facts::SubjectKind;
use crate::words::{Voice, clean};

/// The records that a filing owes: a row each, with a column for every part.
#[derive(Default)]
pub(crate) struct OwedTable {
    /// The parts that owe any, by name.
    pub(crate) parts: Vec<String>,
    pub(crate) rows: Vec<OwedRow>,
}

/// A record that is owed, or may be.
#[derive(PartialEq, Eq)]
pub(crate) struct OwedRow {
    pub(crate) title: String,
    pub(crate) record: String,
    pub(crate) every: String,
    pub(crate) by: String,
    /// For each part what it is owed for; `None` where the part does not owe it.
    pub(crate) cells: Vec<Option<OwedCell>>,
}

/// That a part owes a record.
#[derive(PartialEq, Eq)]
pub(crate) struct OwedCell {
    /// What it is owed for; empty for the part as a whole.
    pub(crate) places: String,
    /// True if it is certainly owed.
    pub(crate) certain: bool,
}

pub(crate) fn table(voice: Voice, ready: &Ready) -> OwedTable {
    let world = ready.world();
    let owed = check::owed(&ready.policy, &world, ready.day);
    let parts = (0..).zip(&ready.filing.parts);
    let owing: Vec<_> = parts.filter(|(at, _)| owed.iter().any(|one| one.part == Some(*at))).collect();
    let mut table = OwedTable::default();
    for (column, (at, part)) in owing.iter().enumerate() {
        table.parts.push(voice.annex(&ready.filing, part));
        let own: Vec<&Owed<'_>> = owed.iter().filter(|one| one.part == Some(*at)).collect();
        for group in own.chunk_by(|a, b| a.obligation.id == b.obligation.id) {
            add(&mut table, voice, &world, (column, owing.len()), group);
        }
    }
    table
}

/// Notes that a part owes a record, with everything that it is owed for.
fn add(table: &mut OwedTable, voice: Voice, world: &World<'_>, (column, columns): (usize, usize), group: &[&Owed<'_>]) {
    let Some(first) = group.first() else { return };
    let obligation = first.obligation;
    let places = group.iter().filter(|one| one.subject.kind != SubjectKind::Part);
    let mut places: Vec<String> = places.map(|one| place(voice, world, one.subject)).collect();
    // A handover by several media is several hops of one step.
    places.dedup();
    let cell = OwedCell { places: voice.join(&places), certain: group.iter().any(|one| one.is_certain()) };
    let records: Vec<String> = obligation.met_by.iter().map(|record| voice.name(*record)).collect();
    let side = if obligation.binds == Side::Principal { "side.principal" } else { "side.agent" };
    let (title, record) = (clean(obligation.title.get(voice.0)), voice.join(&records));
    let (every, by) = (voice.name(obligation.every), voice.text(side));
    let same = |row: &OwedRow| (&row.title, &row.record, &row.every, &row.by) == (&title, &record, &every, &by);
    let known = table.rows.iter().position(same);
    let at = known.unwrap_or_else(|| {
        let cells = std::iter::repeat_with(|| None).take(columns).collect();
        table.rows.push(OwedRow { title, record, every, by, cells });
        table.rows.len() - 1
    });
    table.rows[at].cells[column] = Some(cell);
}

/// Names a hop by its step, and a copy by its holder and place.
fn place(voice: Voice, world: &World<'_>, subject: Subject) -> String {
    if subject.kind == SubjectKind::Holding {
        return clean(&check::place(world, subject, voice.0));
    }
    voice.say("html.record-step", &[("step", &clean(&world.name(subject).with_way()))])
}
