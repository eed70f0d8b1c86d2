//! Clauses of each contract: which there are, under which number, owed to whom.

use super::voice::Voice;
use crate::filing::{Field, Part, SpecialClauses};
use crate::session::Ready;
use crate::vocabulary::enumerations::PartKind;

/// The clause texts of a contract.
pub(super) struct Table {
    pub(super) part: String,
    pub(super) owed_to: String,
    pub(super) texts: Vec<Text>,
    /// What is said where no text is.
    pub(super) without: Option<String>,
}

/// A clause text.
pub(super) struct Text {
    pub(super) title: String,
    pub(super) attached: String,
    pub(super) clauses: Vec<(String, String)>,
}

pub(super) fn tables(voice: Voice, ready: &Ready) -> Vec<Table> {
    let contracts = ready.filing.parts.iter().filter(|part| part.is_contract());
    contracts.map(|part| table(voice, ready, part)).collect()
}

fn table(voice: Voice, ready: &Ready, part: &Part) -> Table {
    let texts = part.special_clauses.value().into_iter().flatten();
    let without = match &part.special_clauses {
        Field::Stated { value, .. } if !value.is_empty() => None,
        Field::Elsewhere(annexes, _) => Some(voice.clean(&annexes.join("・"))),
        _ => Some(voice.say("html.no-clauses")),
    };
    let kind = voice.name(part.kind);
    let to = part.to.copied().map_or_else(String::new, |to| voice.actor(&ready.filing, to));
    let above = part.from.copied().map(|from| voice.actor(&ready.filing, from));
    Table {
        part: [kind, to].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" "),
        owed_to: above.unwrap_or_else(|| {
            voice.say(if part.kind == PartKind::SubOutsourcing { "html.owed-above" } else { "html.owed-city" })
        }),
        texts: texts.map(|text| self::text(voice, ready, text)).collect(),
        without,
    }
}

fn text(voice: Voice, ready: &Ready, text: &SpecialClauses) -> Text {
    let form = text.form.value().and_then(|form| ready.policy.clauses.get(form));
    let items = text.clauses.as_ref().or(form.map(|form| &form.items));
    let title = |id: &String| {
        let measure = ready.policy.measures.get(id);
        measure.map_or_else(|| voice.clean(id), |measure| voice.clean(measure.title.get(voice.0)))
    };
    let clauses = items.into_iter().flatten().flat_map(|(number, ids)| ids.iter().map(move |id| (number, id)));
    let label = text.label.value().map(|label| voice.clean(label));
    let name = form.map(|form| voice.clean(form.title.get(voice.0)));
    let attached = match text.attached.copied() {
        Some(true) => "html.attached",
        Some(false) => "html.not-attached",
        None => "html.attached-unstated",
    };
    Text {
        title: [label, name].into_iter().flatten().collect::<Vec<_>>().join(" "),
        attached: voice.say(attached),
        clauses: clauses.map(|(number, id)| (voice.clean(number), title(id))).collect(),
    }
}
