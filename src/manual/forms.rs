//! The forms and measures of a pack with the ids by which a filing names them.

use super::page::{Page, bracketed, measures, sides};
use crate::policy::{ChecklistForm, ClauseForm, Effective, Policy};
use crate::text;
use crate::words::{Lang, say};

/// Writes every form of a policy on one page, and lists its measures and clauses; none where it has none.
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

/// Writes what there is to say of a form: its name, then its rows. None where the policy has none of that id.
pub(super) fn form(policy: &Policy, id: &str, lang: Lang) -> Option<String> {
    let form = policy.checklists.get(id).map(|form| checklist(policy, form, lang));
    let form = form.or_else(|| Some(clauses(policy, policy.clauses.get(id)?, lang)));
    Some(format!("# {}", form?))
}

fn checklist(policy: &Policy, form: &ChecklistForm, lang: Lang) -> String {
    let mut page = head(form.title.get(lang), &form.id, &form.effective, lang);
    page.line(&format!("\n{}", say(lang, "forms.rows", &[])));
    for row in &form.rows {
        let about = measures(policy, &row.measures, lang);
        page.line(&format!("| `{}` | {} | {} | {about} |", row.id, row.name(lang), sides(row, lang)));
    }
    page.finish()
}

fn clauses(policy: &Policy, form: &ClauseForm, lang: Lang) -> String {
    let mut page = head(form.title.get(lang), &form.id, &form.effective, lang);
    page.line(&format!("\n{}", say(lang, "forms.items", &[])));
    for (number, ids) in &form.items {
        page.line(&format!("| {} | {} |", text::markdown(number), measures(policy, ids, lang)));
    }
    page.finish()
}

/// Begins an entry with its title, its id, and the days on which it is in force.
fn head(title: &str, id: &str, range: &Effective, lang: Lang) -> Page {
    Page::new(&format!("{}\n\n`{id}`{}", text::markdown(title), bracketed(range)), lang)
}
