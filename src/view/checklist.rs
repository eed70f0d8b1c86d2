//! Checklists compared with the flow: what each side answers, and what the flow shows of what a row promises.

use crate::check::{self, Drawn};
use crate::facts::World;
use crate::filing::{Answers, Field, PartId};
use crate::finding::{Finding, Label};
use crate::policy::FormRow;
use crate::session::{Judged, Ready};
use crate::words::{Voice, clean};

/// The checklist of one part.
pub(crate) struct ChecklistTable {
    pub(crate) part: String,
    pub(crate) form: String,
    pub(crate) rows: Vec<ChecklistRow>,
}

/// One row of the checklist.
pub(crate) struct ChecklistRow {
    /// Where a link to it leads.
    pub(crate) anchor: String,
    pub(crate) number: String,
    pub(crate) asks: String,
    pub(crate) principal: String,
    pub(crate) agent: String,
    /// What the flow shows, each with the kind of standing; empty where the row promises nothing about a flow.
    pub(crate) drawn: Vec<(&'static str, String)>,
    /// Numbers of the cards of findings that rest on the row.
    pub(crate) findings: Vec<usize>,
}

pub(crate) fn tables(voice: Voice, judged: &Judged, ready: &Ready) -> Vec<ChecklistTable> {
    let world = ready.world();
    let parts = (0..ready.filing.parts.len()).map(PartId::new);
    parts.filter_map(|part| table(voice, judged, &world, part)).collect()
}

fn table(voice: Voice, judged: &Judged, world: &World<'_>, id: PartId) -> Option<ChecklistTable> {
    let part = &world.filing.parts[id.at()];
    let list = part.checklist.as_ref()?;
    let form = world.policy.checklists.get(list.form.value()?)?;
    let rows = form.rows.iter().enumerate().map(|(nth, row)| {
        let promised = |finding: &Finding| {
            let here = |(part, of): &(usize, String)| *part == id.at() && *of == row.id;
            finding
                .related
                .iter()
                .any(|place| matches!(&place.label, Label::Promise { row: Some(row), .. } if here(row)))
        };
        let findings = (1..).zip(&judged.findings).filter(|(_, finding)| finding.is_open() && promised(finding));
        ChecklistRow {
            anchor: format!("row-{}-{}", id.at() + 1, nth + 1),
            number: row.name(voice.0),
            asks: asks(voice, world, row),
            principal: mark(voice, row.principal, &list.principal, row),
            agent: mark(voice, row.agent, &list.agent, row),
            drawn: drawn(voice, &check::drawn(world, id, row)),
            findings: findings.map(|(number, _)| number).collect(),
        }
    });
    Some(ChecklistTable {
        part: voice.annex(world.filing, part),
        form: clean(form.title.get(voice.0)),
        rows: rows.collect(),
    })
}

fn asks(voice: Voice, world: &World<'_>, row: &FormRow) -> String {
    let titles = row.measures.iter().filter_map(|id| world.policy.measures.get(id));
    voice.join(&titles.map(|measure| clean(measure.title.get(voice.0))).collect::<Vec<_>>())
}

fn mark(voice: Voice, asked: bool, column: &Field<Answers>, row: &FormRow) -> String {
    match column {
        _ if !asked => String::new(),
        Field::Elsewhere(annexes, _) => clean(&annexes.join("・")),
        Field::Unreadable(_) => voice.text("html.unreadable"),
        Field::Unstated => voice.text("html.unstated"),
        Field::Stated { value, .. } => match value.mark(&row.id) {
            Some(true) => "○".to_owned(),
            Some(false) => {
                let reason = value.not_applicable.iter().find(|(id, _)| *id == row.id).map_or("", |(_, reason)| reason);
                format!("ー {}", clean(reason.trim()))
            }
            None => voice.text("html.unstated"),
        },
    }
}

fn drawn(voice: Voice, found: &Drawn) -> Vec<(&'static str, String)> {
    let all = [("written", found.written), ("silent", found.silent), ("otherwise", found.otherwise)];
    let some = all.into_iter().filter(|(_, count)| *count > 0);
    some.map(|(word, count)| (word, voice.say(&format!("html.drawn-{word}"), &[("count", &count.to_string())])))
        .collect()
}
