//! One lookup by id over everything but rules that a pack has.

use super::{forms, laws, measures, records, rule, sources};
use crate::policy::{Packs, Policy};
use crate::words::Lang;

/// Writes what there is to say of a finding of the program, a record, a measure or clause, a form, a row of one, a source, a law
/// or a provision. None where the policy has nothing of that id. The pages of rules have examples, and are made elsewhere.
pub(crate) fn look_up(packs: &Packs, policy: &Policy, id: &str, lang: Lang) -> Option<String> {
    records::record(packs, policy, id, lang)
        .or_else(|| rule::built_in(policy, id, lang))
        .or_else(|| measures::measure(policy, id, lang))
        .or_else(|| forms::form(policy, id, lang))
        .or_else(|| measures::row(policy, id, lang))
        .or_else(|| sources::source(policy, id, lang))
        .or_else(|| laws::law(policy, id, lang))
}

/// Whether what an id names is no pack's own: a finding of the program, or a law.
pub(crate) fn is_common(policy: &Policy, id: &str) -> bool {
    policy.built_in.contains_key(id) || laws::find(policy, id).is_some()
}

/// Every id that can be looked up, rules included.
pub(crate) fn ids(policy: &Policy) -> Vec<String> {
    let mut all: Vec<String> = policy.rules.iter().map(|rule| rule.id.clone()).collect();
    all.extend(policy.built_in.keys().cloned());
    all.extend(policy.obligations.iter().map(|one| one.id.clone()));
    all.extend(policy.measures.keys().chain(policy.checklists.keys()).chain(policy.clauses.keys()).cloned());
    for form in policy.checklists.values() {
        all.extend(form.rows.iter().flat_map(|row| [row.id.clone(), format!("{}/{}", form.id, row.id)]));
    }
    all.extend(policy.sources.keys().chain(policy.laws.keys()).cloned());
    all.extend(laws::names(policy).into_iter().map(|(name, _)| name.to_owned()));
    all
}
