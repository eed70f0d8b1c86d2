//! The clauses of each contract: which the body's form has, which the contract has, under which number, and to whom
//! they are owed.

use crate::facts::{World, standard_clauses};
use crate::filing::{Field, Part, SpecialClauses};
use crate::policy::ClauseForm;
use crate::session::Ready;
use crate::vocabulary::enumerations::{PartKind, Role};
use crate::words::{Voice, clean};

/// The clause texts of contracts that have the same ones.
pub(crate) struct ClauseTable {
    pub(crate) parts: Vec<String>,
    pub(crate) texts: Vec<Text>,
    /// What is shown in place of a text, if there is none.
    pub(crate) without: Option<String>,
}

/// One clause text.
#[derive(PartialEq, Eq)]
pub(crate) struct Text {
    pub(crate) title: String,
    pub(crate) attached: String,
    /// The form that it is compared with; `None` if its variant is unknown.
    pub(crate) standard: Option<String>,
    /// To whom its clauses are owed, but for those that say otherwise.
    pub(crate) owed_to: String,
    pub(crate) clauses: Vec<Clause>,
}

/// A clause that the form or the text has.
#[derive(PartialEq, Eq)]
pub(crate) struct Clause {
    pub(crate) title: String,
    pub(crate) required: bool,
    /// Its number in the text; `None` if the text lacks it.
    pub(crate) number: Option<String>,
    /// To whom it is owed, where that differs from the rest of the text.
    pub(crate) owed_to: Option<String>,
}

pub(crate) fn tables(voice: Voice, ready: &Ready) -> Vec<ClauseTable> {
    let world = ready.world();
    let contracts = ready.filing.parts.iter().filter(|part| part.is_contract());
    let mut tables: Vec<ClauseTable> = Vec::new();
    for table in contracts.map(|part| table(voice, ready, &world, part)) {
        let same = |known: &&mut ClauseTable| known.texts == table.texts && known.without == table.without;
        match tables.iter_mut().find(same) {
            Some(known) => known.parts.extend(table.parts),
            None => tables.push(table),
        }
    }
    tables
}

fn table(voice: Voice, ready: &Ready, world: &World<'_>, part: &Part) -> ClauseTable {
    let texts = part.special_clauses.value().into_iter().flatten();
    let without = match &part.special_clauses {
        Field::Stated { value, .. } if !value.is_empty() => None,
        Field::Elsewhere(annexes, _) => Some(clean(&annexes.join("・"))),
        _ => Some(voice.text("html.no-clauses")),
    };
    let kind = voice.name(part.kind);
    let to = part.to.copied().map_or_else(String::new, |to| voice.actor(&ready.filing, to));
    ClauseTable {
        parts: vec![[kind, to].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ")],
        texts: texts.map(|text| self::text(voice, ready, world, part, text)).collect(),
        without,
    }
}

fn text(voice: Voice, ready: &Ready, world: &World<'_>, part: &Part, text: &SpecialClauses) -> Text {
    let form = text.form.value().and_then(|form| ready.policy.clauses.get(form));
    let items = text.clauses.as_ref().or(form.map(|form| &form.items));
    let items: Vec<(&str, &str)> = listed(items.into_iter().flatten());
    let ids: Vec<&str> = items.iter().map(|(_, id)| *id).collect();
    let variant = ready.policy.variant_of(&ids).or(form.map(|form| &form.variant));
    let standard = variant.and_then(|variant| standard_clauses(world, |form| form.variant == *variant));
    let asked = listed(standard.into_iter().flat_map(|form| &form.items));
    // A text for the tier below binds those who work for the agent of this contract.
    let giver = if text.for_subcontract { part.to.copied() } else { part.from.copied() };
    let giver = giver.map(|giver| voice.actor(&ready.filing, giver));
    let below = text.for_subcontract || part.kind == PartKind::SubOutsourcing;
    let giver = giver.unwrap_or_else(|| party(voice, if below { Role::Contractor } else { Role::Principal }));
    let clause = |id: &str, required: bool| {
        let measure = ready.policy.measures.get(id);
        Clause {
            title: measure.map_or_else(|| clean(id), |measure| clean(measure.title.get(voice.0))),
            required,
            number: items.iter().find(|(_, own)| *own == id).map(|(number, _)| clean(number)),
            owed_to: owed_to(voice, form.or(standard), id).filter(|to| *to != giver),
        }
    };
    let more = items.iter().filter(|(_, id)| !asked.iter().any(|(_, own)| own == id));
    let label = text.label.value().map(|label| clean(label));
    let name = |form: &ClauseForm| clean(form.title.get(voice.0));
    let attached = match text.attached.copied() {
        Some(true) => "html.attached",
        Some(false) => "html.not-attached",
        None => "html.attached-unstated",
    };
    Text {
        title: [label, form.map(name)].into_iter().flatten().collect::<Vec<_>>().join(" "),
        attached: voice.text(attached),
        standard: standard.map(name),
        owed_to: giver.clone(),
        clauses: asked.iter().map(|(_, id)| clause(id, true)).chain(more.map(|(_, id)| clause(id, false))).collect(),
    }
}

/// Returns the clauses in order, each with its number.
fn listed<'i>(items: impl Iterator<Item = &'i (String, Vec<String>)>) -> Vec<(&'i str, &'i str)> {
    items.flat_map(|(number, ids)| ids.iter().map(move |id| (number.as_str(), id.as_str()))).collect()
}

/// Returns to whom a clause is owed, where the form states it.
fn owed_to(voice: Voice, form: Option<&ClauseForm>, id: &str) -> Option<String> {
    let told = form.into_iter().flat_map(|form| &form.owed_to).filter(|(_, ids)| ids.iter().any(|own| own == id));
    let told: Vec<String> = told.map(|(role, _)| party(voice, *role)).collect();
    (!told.is_empty()).then(|| voice.join(&told))
}

/// Returns the party to whom something is owed, by its role.
fn party(voice: Voice, role: Role) -> String {
    match role {
        Role::Principal => voice.text("html.owed-city"),
        Role::Contractor => voice.text("html.owed-above"),
        role => voice.name(role),
    }
}
