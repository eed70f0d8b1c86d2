//! The forms and measures of a pack with the ids by which a filing names them.

use super::page::{Page, bracketed};
use crate::policy::{ChecklistForm, ClauseForm, Effective, Policy};
use crate::text;
use crate::words::{Lang, join, say};

/// Writes every form of a policy, then every measure and clause, on one page; none where it has none.
pub(super) fn page(policy: &Policy, lang: Lang) -> Option<String> {
    let mut page = Page::new(&format!("# {}\n", say(lang, "forms.heading", &[])), lang);
    page.said("forms.hint");
    for form in policy.checklists.values() {
        page.line(&format!("\n## {}", checklist(policy, form, lang)));
    }
    for form in policy.clauses.values() {
        page.line(&format!("\n## {}", clauses(policy, form, lang)));
    }
    page.heading("forms.measures");
    page.said("forms.table");
    for measure in policy.measures.values() {
        page.line(&format!("| `{}` | {} |", measure.id, text::markdown(measure.title.get(lang))));
    }
    (!policy.measures.is_empty()).then(|| page.finish())
}

/// Writes what there is to say of a form, measure or clause: its name, then its rows. None where the policy has none of
/// that id.
pub(crate) fn form(policy: &Policy, id: &str, lang: Lang) -> Option<String> {
    let form = policy.checklists.get(id).map(|form| checklist(policy, form, lang));
    let form = form.or_else(|| Some(clauses(policy, policy.clauses.get(id)?, lang)));
    let form = form.or_else(|| {
        let mut page = head(policy.measures.get(id)?.title.get(lang), id, &Effective::default(), lang);
        page.line(&format!("\n\n{}", say(lang, "forms.measure", &[("id", id)])));
        Some(page.finish())
    });
    Some(format!("# {}", form?))
}

fn checklist(policy: &Policy, form: &ChecklistForm, lang: Lang) -> String {
    let mut page = head(form.title.get(lang), &form.id, &form.effective, lang);
    page.line(&format!("\n{}", say(lang, "forms.rows", &[])));
    for row in &form.rows {
        let sides = [("side.principal", row.principal), ("side.agent", row.agent)];
        let sides: Vec<String> = sides.iter().filter(|(_, has)| *has).map(|(side, _)| say(lang, side, &[])).collect();
        let about = titles(policy, &row.measures, lang);
        page.line(&format!("| `{}` | {} | {} | {about} |", row.id, row.name(lang), join(lang, &sides)));
    }
    page.finish()
}

fn clauses(policy: &Policy, form: &ClauseForm, lang: Lang) -> String {
    let mut page = head(form.title.get(lang), &form.id, &form.effective, lang);
    page.line(&format!("\n{}", say(lang, "forms.items", &[])));
    for (number, ids) in &form.items {
        page.line(&format!("| {} | {} |", text::markdown(number), titles(policy, ids, lang)));
    }
    page.finish()
}

/// Begins an entry with its title, its id, and the days on which it is in force.
fn head(title: &str, id: &str, range: &Effective, lang: Lang) -> Page {
    Page::new(&format!("{}\n\n`{id}`{}", text::markdown(title), bracketed(range)), lang)
}

/// Measures by title and id.
fn titles(policy: &Policy, ids: &[String], lang: Lang) -> String {
    let titled = ids.iter().map(|id| {
        let title = policy.measures.get(id).map_or("", |measure| measure.title.get(lang));
        format!("{} `{id}`", text::markdown(title))
    });
    join(lang, &titled.collect::<Vec<_>>())
}
