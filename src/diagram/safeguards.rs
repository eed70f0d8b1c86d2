//! The measures of each lane: those of the drawing, or where it lists none, those that the parts state in prose or
//! tick.

use std::collections::BTreeMap;

use super::scene::{Lane, Safeguards};
use super::wording::{Wording, shorten};
use crate::filing::{ActorId, Checklist, Flow, Location, StoreId};
use crate::policy::Policy;
use crate::vocabulary::enumerations::Role;

/// Returns each list of measures once, with the lanes that share it.
pub(super) fn safeguards(
    words: Wording<'_>,
    policy: &Policy,
    flow: &Flow,
    actors: &[Option<ActorId>],
    lanes: &[Lane],
) -> Vec<Safeguards> {
    let drawn = drawn(words, flow);
    let by_actor = if drawn.is_empty() { told(words, policy, flow) } else { drawn };
    let mut groups: Vec<(Vec<String>, Vec<usize>)> = Vec::new();
    for (lane, actor) in actors.iter().enumerate() {
        let Some(ids) = actor.and_then(|actor| by_actor.get(&actor)).filter(|ids| !ids.is_empty()) else { continue };
        let mut names: Vec<String> = Vec::new();
        for said in ids {
            let name = match said {
                Said::Measure(id) => {
                    shorten(policy.measures.get(id).map_or(id, |measure| measure.title.get(words.lang)))
                }
                Said::Rows(text) => text.clone(),
            };
            if !names.contains(&name) {
                names.push(name);
            }
        }
        match groups.iter_mut().find(|(known, _)| *known == names) {
            Some((_, lanes)) => lanes.push(lane),
            None => groups.push((names, vec![lane])),
        }
    }
    let title = |of: &[usize]| {
        let roles: Vec<&str> = of.iter().map(|lane| lanes[*lane].role.as_str()).collect();
        let key = if of.len() > 1 { "safeguards-common" } else { "safeguards-of" };
        words.say(key, &[("lanes", &roles.join(&words.say("and", &[])))])
    };
    groups.into_iter().map(|(names, of)| Safeguards { title: title(&of), names }).collect()
}

/// One entry in the list of a party's measures.
enum Said {
    /// A measure, by its id.
    Measure(String),
    /// The number of ticked rows of a checklist, as a text.
    Rows(String),
}

/// Collects what the drawing lists in its lanes and beside its stores.
fn drawn(words: Wording<'_>, flow: &Flow) -> BTreeMap<ActorId, Vec<Said>> {
    let mut all: BTreeMap<ActorId, Vec<Said>> = BTreeMap::new();
    let listed = |measures: &[(String, Location)]| measures.iter().map(|(id, _)| Said::Measure(id.clone())).collect();
    let mut add = |actor: ActorId, mut found: Vec<Said>| {
        if !found.is_empty() {
            all.entry(actor).or_default().append(&mut found);
        }
    };
    for (actor, measures) in &flow.measures {
        add(*actor, listed(measures));
    }
    for (at, store) in words.filing.stores.iter().enumerate() {
        let drawn = |field: Option<StoreId>| field.is_some_and(|store| store.at() == at);
        let here = flow.steps.iter().any(|step| drawn(step.from.copied()) || drawn(step.into.copied()));
        if let (true, Some(actor)) = (here, store.actor.copied()) {
            add(actor, listed(&store.measures));
        }
    }
    all
}

/// Collects what the parts of the flow state in prose, and how many rows of a checklist are ticked.
fn told(words: Wording<'_>, policy: &Policy, flow: &Flow) -> BTreeMap<ActorId, Vec<Said>> {
    let filing = words.filing;
    let mut all: BTreeMap<ActorId, Vec<Said>> = BTreeMap::new();
    let principal = (0..filing.actors.len()).map(ActorId::new).find(|actor| filing.has_role(*actor, Role::Principal));
    for part in flow.under.iter().map(|part| &filing.parts[part.at()]) {
        for measure in &part.measures {
            let side = if measure.by_principal { principal } else { part.to.copied() };
            if let Some(actor) = side {
                all.entry(actor).or_default().extend(measure.means.iter().cloned().map(Said::Measure));
            }
        }
        if let Some(checklist) = part.checklist.as_ref().filter(|_| part.measures.is_empty()) {
            for (side, principals) in [(principal, true), (part.to.copied(), false)] {
                if let (Some(actor), Some(rows)) = (side, ticked(words, policy, checklist, principals)) {
                    all.entry(actor).or_default().push(Said::Rows(rows));
                }
            }
        }
    }
    all
}

fn ticked(words: Wording<'_>, policy: &Policy, checklist: &Checklist, principals: bool) -> Option<String> {
    let table = words.filing.serving(checklist);
    let form = policy.checklists.get(table.form.value()?)?;
    let column = table.column(principals).value()?;
    let (all, done) = form.count_ticked(principals, |row| column.mark(&row.id) == Some(true));
    let args = [("form", form.title.get(words.lang)), ("done", &done.to_string()), ("all", &all.to_string())];
    Some(words.say("ticked", &args))
}
