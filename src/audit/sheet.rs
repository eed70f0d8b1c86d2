//! Sheets for inspections (立入調査票): what an inspection of a part has to examine.

use super::outcome::{AuditTerms, AuditedPart, Duty, is_open};
use crate::calendar::{Date, FiscalYear};
use crate::check;
use crate::facts::{Practice, Subject, World, measure_label};
use crate::filing::{PartId, StepId};
use crate::vocabulary::enumerations::{Record as Kind, RecordKey};
use crate::vocabulary::facts::SubjectKind;
use crate::vocabulary::words;
use crate::words::{Lang, join};

/// The sheet for one part.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// The part, with what it owes this year.
    pub part: AuditedPart,
    /// What the agent has stated it does: checklist rows answered ○, and its measures.
    pub checks: Vec<Check>,
    /// Copies that the agent holds.
    pub copies: Vec<Copy>,
    /// Obligations that were open at the end of the year before.
    pub open_before: Vec<Duty>,
    /// Records of inspections and guidance in the year before.
    pub found_before: Vec<EarlierRecord>,
}

/// Something that the agent has stated it does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// The row or measure, as the form counts it.
    pub label: String,
    /// Wording of the row or measure.
    pub text: String,
}

/// Copies of one holder at one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copy {
    /// The holder and the place.
    pub place: String,
    /// Names of the data sets.
    pub data: Vec<String>,
    /// How the copies end; empty if nothing states it.
    pub end: String,
    /// The step that brought them there; empty if none did.
    pub step: String,
}

/// A record of an earlier year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EarlierRecord {
    /// Kind of the record.
    pub kind: String,
    /// The day it was made; `None` if it states none.
    pub date: Option<Date>,
    /// Its document; empty if it states none.
    pub document: String,
    /// The result, instruction and note it states, joined; empty if it states none.
    pub result: String,
}

/// Makes the sheet of a part. `before` are its duties as they stood at the end of the year before.
pub(super) fn sheet(
    world: &World<'_>,
    practice: &Practice,
    id: PartId,
    part: AuditedPart,
    before: Vec<Duty>,
    lang: Lang,
) -> Sheet {
    let year = FiscalYear(practice.year.0.saturating_sub(1));
    let told = |it: &&crate::evidence::Joined| {
        matches!(it.record.kind, Kind::Inspection | Kind::Guidance)
            && it.part == Some(id)
            && it.record.date().is_some_and(|date| year.contains(date))
    };
    let found = practice.records.iter().filter(told).map(|it| {
        let texts = [RecordKey::Result, RecordKey::Instruction, RecordKey::Note].map(|key| it.record.text(key));
        EarlierRecord {
            kind: words::of(it.record.kind, lang).to_owned(),
            date: it.record.date(),
            document: it.record.text(RecordKey::Document).unwrap_or_default().to_owned(),
            result: texts.into_iter().flatten().collect::<Vec<_>>().join(" "),
        }
    });
    Sheet {
        part,
        checks: checks(world, id, lang),
        copies: copies(world, id, lang),
        open_before: before.into_iter().filter(|duty| is_open(duty.status)).collect(),
        found_before: found.collect(),
    }
}

/// Returns the terms of an audit of the year before, at its end.
pub(super) fn before(terms: AuditTerms) -> Option<AuditTerms> {
    let year = FiscalYear(terms.year.0.checked_sub(1)?);
    Some(AuditTerms { year, today: year.last()?.tomorrow().ok()?.min(terms.today) })
}

fn checks(world: &World<'_>, id: PartId, lang: Lang) -> Vec<Check> {
    let part = &world.filing.parts[id.at()];
    let titles = |measures: &[String]| {
        let known = measures.iter().filter_map(|id| world.policy.measures.get(id));
        join(lang, &known.map(|measure| measure.title.get(lang)).collect::<Vec<_>>())
    };
    let mut checks = Vec::new();
    if let Some(list) = &part.checklist
        && let Some(form) = list.form.value().and_then(|form| world.policy.checklists.get(form))
        && let Some(answers) = list.agent.value()
    {
        let ticked = form.rows.iter().filter(|row| row.agent && answers.mark(&row.id) == Some(true));
        checks.extend(ticked.map(|row| Check { label: row.name(lang), text: titles(&row.measures) }));
    }
    let own = part.measures.iter().filter(|measure| !measure.by_principal);
    checks.extend(own.map(|measure| {
        let text = measure.text.clone().unwrap_or_else(|| titles(&measure.means));
        Check { label: measure_label(measure, lang), text }
    }));
    checks
}

fn copies(world: &World<'_>, id: PartId, lang: Lang) -> Vec<Copy> {
    let filing = world.filing;
    let held = world.custody.holdings.iter().enumerate();
    let own = held.filter(|(_, it)| it.stays && world.custody.binding(filing, it.holder).contains(&id));
    let step = |step: Option<StepId>| step.map(|step| filing.step_name(step)).unwrap_or_default();
    own.map(|(at, it)| Copy {
        place: check::place(world, Subject { kind: SubjectKind::Holding, at }, lang),
        data: it.data.iter().map(|set| filing.data[set.at()].label().to_owned()).collect(),
        end: it.cover.as_ref().map(|cover| words::of(cover.end, lang).to_owned()).unwrap_or_default(),
        step: step(it.last_step),
    })
    .collect()
}
