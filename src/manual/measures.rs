//! Measures and clauses: what each says in bulk, on which forms it stands, and which rules ask for it.

use super::asked::{records, records_naming, rules_asking, rules_naming, table};
use super::page::{Page, days, measures, sides};
use crate::policy::{ChecklistForm, ClauseForm, Constant, FormRow, Policy, PolicyMeasure, Promise};
use crate::text;
use crate::vocabulary::words;
use crate::words::{Lang, date, say};

/// Writes every measure and clause of a policy on one page; none where it has none.
pub(super) fn page(policy: &Policy, lang: Lang) -> Option<String> {
    let mut page = Page::new(&format!("# {}\n", say(lang, "forms.measures", &[])), lang);
    page.said("book.measures-hint");
    for measure in policy.measures.values() {
        page.line(&format!("\n## {}", entry(policy, measure, lang).trim_end()));
    }
    (!policy.measures.is_empty()).then(|| page.finish())
}

/// Writes what there is to say of a measure or clause; none where the policy has none of that id.
pub(super) fn measure(policy: &Policy, id: &str, lang: Lang) -> Option<String> {
    Some(format!("# {}", entry(policy, policy.measures.get(id)?, lang)))
}

/// Writes what there is to say of a row of a checklist or a clause of a form, named as `FORM/ROW`, or of a row by itself on
/// every form that has it. None where there is none.
pub(super) fn row(policy: &Policy, written: &str, lang: Lang) -> Option<String> {
    let (only, row) = written.split_once('/').map_or((None, written), |(form, row)| (Some(form), row));
    let fits = |id: &String| only.is_none_or(|only| only == id);
    let mut shown = Vec::new();
    for form in policy.checklists.values().filter(|form| fits(&form.id)) {
        shown.extend(form.rows.iter().filter(|one| one.id == row).map(|row| checklist_row(policy, form, row, lang)));
    }
    // A number alone is none of a clause: every form has a first one.
    for form in policy.clauses.values().filter(|form| only.is_some() && fits(&form.id)) {
        let own = form.items.iter().filter(|(number, _)| number == row);
        shown.extend(own.map(|(number, ids)| clause(policy, form, number, ids, lang)));
    }
    (!shown.is_empty()).then(|| shown.join("\n"))
}

fn checklist_row(policy: &Policy, form: &ChecklistForm, row: &FormRow, lang: Lang) -> String {
    let mut page = Page::new(&format!("# {}\n\n`{}/{}`\n", text::markdown(&row.name(lang)), form.id, row.id), lang);
    page.item("book.form", form.title.get(lang));
    page.item("book.column", &sides(row, lang));
    page.item("explain.effective", &days(&form.effective, lang));
    provided(&mut page, policy, &row.measures);
    page.finish()
}

fn clause(policy: &Policy, form: &ClauseForm, number: &str, ids: &[String], lang: Lang) -> String {
    let title = say(lang, "promised-by.clause", &[("label", form.title.get(lang)), ("number", number)]);
    let mut page = Page::new(&format!("# {}\n\n`{}/{number}`\n", text::markdown(&title), form.id), lang);
    page.item("book.form", form.title.get(lang));
    page.item("explain.effective", &days(&form.effective, lang));
    provided(&mut page, policy, ids);
    page.finish()
}

/// Adds each of the measures, a level below.
fn provided(page: &mut Page, policy: &Policy, ids: &[String]) {
    let lang = page.lang;
    for measure in ids.iter().filter_map(|id| policy.measures.get(id)) {
        page.line(&format!("\n## {}", entry(policy, measure, lang).trim_end()));
    }
}

/// The title of a measure, then its items.
fn entry(policy: &Policy, measure: &PolicyMeasure, lang: Lang) -> String {
    let id = &measure.id;
    let mut page = Page::new(&format!("{}\n\n`{id}`\n", text::markdown(measure.title.get(lang))), lang);
    page.line(&say(lang, "forms.measure", &[("id", id)]));
    if !measure.promises.is_empty() {
        page.line(&format!("\n{}\n", say(lang, "book.promises", &[])));
    }
    for promise in &measure.promises {
        page.line(&format!("- {}", text::terminal(&promised(promise, lang))));
    }
    if !measure.rests_on.is_empty() {
        page.line(&format!(
            "\n{}",
            say(lang, "book.rests-on", &[("clauses", &measures(policy, &measure.rests_on, lang))])
        ));
    }
    let stands = places(policy, id, lang);
    if !stands.is_empty() {
        page.line(&format!("\n{}\n\n{}", say(lang, "book.stands", &[]), say(lang, "book.stands-table", &[])));
    }
    stands.iter().for_each(|row| page.line(row));
    let naming = rules_naming(policy, id);
    table(&mut page, "book.asked-by", &naming);
    records(&mut page, "book.records-asking", &records_naming(policy, id));
    let facts: Vec<_> = measure.promises.iter().map(|promise| promise.fact).collect();
    let mut asking = rules_asking(policy, &facts);
    asking.retain(|rule| naming.iter().all(|other| other.id != rule.id));
    table(&mut page, "book.counts-for", &asking);
    page.finish()
}

/// The rows of forms on which a measure stands.
fn places(policy: &Policy, id: &String, lang: Lang) -> Vec<String> {
    let line = |form: &str, title: &str, place: &str, column: &str, range: &str| {
        format!("| {} `{form}` | {} | {column} | {range} |", text::markdown(title), text::markdown(place))
    };
    let mut all = Vec::new();
    for form in policy.checklists.values() {
        for row in form.rows.iter().filter(|row| row.measures.contains(id)) {
            let place = format!("{} ({})", row.name(lang), row.id);
            all.push(line(&form.id, form.title.get(lang), &place, &sides(row, lang), &days(&form.effective, lang)));
        }
    }
    for form in policy.clauses.values() {
        for (number, _) in form.items.iter().filter(|(_, ids)| ids.contains(id)) {
            let place = say(lang, "book.item", &[("number", number)]);
            all.push(line(&form.id, form.title.get(lang), &place, "", &days(&form.effective, lang)));
        }
    }
    all
}

/// What a measure says in bulk, as a line.
fn promised(promise: &Promise, lang: Lang) -> String {
    let subject = words::fact(&format!("subject.{}", promise.subject.word()));
    let fact = words::fact_name(promise.fact);
    let value = match &promise.value {
        Constant::Flag(flag) => say(lang, if *flag { "book.yes" } else { "book.no" }, &[]),
        Constant::Number(number) => number.to_string(),
        Constant::Text(text) => text.clone(),
        Constant::Word(list, position) => words::name(list, *position, lang).to_owned(),
        Constant::OfPack(word) => word.name(lang).to_owned(),
        Constant::Day(day) => date(*day, lang),
    };
    let key = if promise.only.is_always() { "book.promise" } else { "book.promise-of-some" };
    let args = [("subject", subject.get(lang)), ("fact", fact.get(lang)), ("value", &*value)];
    say(lang, key, &args)
}
