//! The forms and measures of a pack with the ids by which a filing names them, as Markdown.

use super::Context;
use super::page::{effective, line};
use crate::policy::{ChecklistForm, ClauseForm, Policy};
use crate::text;
use crate::words::{Both, join};

/// Every form of a policy, then every measure and clause, on one page; empty where it has none.
pub(super) fn page(context: &Context<'_>, policy: &Policy) -> String {
    let mut page = format!("# {}\n", context.say("forms.heading", &[]));
    line(&mut page, &format!("\n{}", context.say("forms.hint", &[])));
    for form in policy.checklists.values() {
        line(&mut page, &format!("\n## {}", checklist(context, policy, form)));
    }
    for form in policy.clauses.values() {
        line(&mut page, &format!("\n## {}", clauses(context, policy, form)));
    }
    line(&mut page, &format!("\n## {}\n\n{}", context.say("forms.measures", &[]), context.say("forms.table", &[])));
    for measure in policy.measures.values() {
        line(&mut page, &format!("| `{}` | {} |", measure.id, text::markdown(measure.title.get(context.lang))));
    }
    if policy.measures.is_empty() { String::new() } else { page }
}

/// What there is to say of a form, measure or clause of that id: its name, then its rows.
pub(super) fn entry(context: &Context<'_>, policy: &Policy, id: &str) -> Option<String> {
    let form = policy.checklists.get(id).map(|form| checklist(context, policy, form));
    let form = form.or_else(|| Some(clauses(context, policy, policy.clauses.get(id)?)));
    form.or_else(|| {
        let measure = policy.measures.get(id)?;
        Some(format!(
            "{}\n\n{}\n",
            head(context, &measure.title, id, None),
            context.say("forms.measure", &[("id", id)])
        ))
    })
}

fn checklist(context: &Context<'_>, policy: &Policy, form: &ChecklistForm) -> String {
    let mut out = head(context, &form.title, &form.id, effective(&form.effective));
    line(&mut out, &format!("\n{}", context.say("forms.rows", &[])));
    for row in &form.rows {
        let sides = [("side.principal", row.principal), ("side.agent", row.agent)];
        let sides: Vec<String> = sides.iter().filter(|(_, has)| *has).map(|(side, _)| context.say(side, &[])).collect();
        let about = titles(context, policy, &row.measures);
        line(
            &mut out,
            &format!("| `{}` | {} | {} | {about} |", row.id, row.name(context.lang), join(context.lang, &sides)),
        );
    }
    out
}

fn clauses(context: &Context<'_>, policy: &Policy, form: &ClauseForm) -> String {
    let mut out = head(context, &form.title, &form.id, effective(&form.effective));
    line(&mut out, &format!("\n{}", context.say("forms.items", &[])));
    for (number, ids) in &form.items {
        line(&mut out, &format!("| {} | {} |", text::markdown(number), titles(context, policy, ids)));
    }
    out
}

fn head(context: &Context<'_>, title: &Both, id: &str, range: Option<String>) -> String {
    let range = range.map_or_else(String::new, |range| format!("  ({range})"));
    format!("{}\n\n`{id}`{range}\n", text::markdown(title.get(context.lang)))
}

/// Measures by title and id.
fn titles(context: &Context<'_>, policy: &Policy, ids: &[String]) -> String {
    let titled = ids.iter().map(|id| {
        let title = policy.measures.get(id).map_or("", |measure| measure.title.get(context.lang));
        format!("{} `{id}`", text::markdown(title))
    });
    join(context.lang, &titled.collect::<Vec<_>>())
}
