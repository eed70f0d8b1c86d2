//! Steps that do not fit what is held, as findings: why it is not there, the way it took, and what to do.

use super::builtin::{about_step, built_in};
use super::say::{self, ToldSteps};
use super::speaker::Speaker;
use crate::facts::World;
use crate::filing::Step;
use crate::finding::{Finding, Verdict};
use crate::flow::{Absence, CopyId, Place, Trouble, TroubleKind, Waypoint};
use crate::words::{Lang, Phrase, Voice};

/// Returns what is irregular in the flows of a filing.
pub(super) fn of_flows(speaker: Speaker<'_>, world: &World<'_>) -> Vec<Finding> {
    let mut told = ToldSteps::new();
    // What does not fit together may do so once all of it can be read.
    let clear = !world.filing.unclear.flow;
    world
        .custody
        .troubles
        .iter()
        .filter(|_| clear)
        .filter_map(|trouble| finding(speaker, world, &mut told, trouble))
        .collect()
}

fn finding(speaker: Speaker<'_>, world: &World<'_>, told: &mut ToldSteps, trouble: &Trouble) -> Option<Finding> {
    let (id, absence) = match trouble.kind {
        TroubleKind::Break(absence) => ("flow-break", Some(absence)),
        TroubleKind::CarrierGap => ("carrier-gap", None),
        TroubleKind::Ambiguous => ("flow-source-ambiguous", None),
        TroubleKind::ReturnedElsewhere => ("flow-returned-elsewhere", None),
        TroubleKind::NotTheReceivers => ("flow-store-not-the-receivers", None),
    };
    let step = world.filing.step(trouble.step);
    let party = |actor: Option<_>, unnamed: &'static str| {
        let named = |actor| Phrase::made(move |lang| world.filing.party_name(actor, lang).into_owned());
        actor.map_or_else(|| Phrase::said(unnamed), named)
    };
    let first = trouble.found.first().map(|at| world.custody.copy(*at));
    // The step that took it away, or that brings it too late; for others, the step itself.
    let other = match absence {
        Some(Absence::MovedAway(step) | Absence::Ended(step) | Absence::ComesLater(step)) => world.filing.step(step),
        _ => step,
    };
    let ending = first.and_then(|copy| copy.endings.last());
    let store = step.into.copied().map(|store| world.filing.stores[store.at()].label()).unwrap_or_default();
    let mut args = vec![
        ("step", Phrase::same(&step.id)),
        ("actor", party(step.actor.copied(), "unnamed.actor")),
        ("data", Phrase::made(|lang| say::data_names(world, &trouble.data, lang))),
        ("places", Phrase::made(|lang| place_names(world, &trouble.found, Voice(lang)))),
        // For a baseline: a load is named by the number of its step, which moves on.
        ("stores", Phrase::made(|lang| place_names(world, &in_stores(world, &trouble.found), Voice(lang)))),
        ("holder", party(first.and_then(|copy| copy.holder), "unnamed.actor")),
        ("by", Phrase::same(&other.id)),
        ("to", party(other.to.copied(), "unnamed.receiver")),
        ("store", Phrase::same(store)),
        ("wanted", Phrase::made(|lang| wanted(world, step, Voice(lang)))),
        ("end", ending.map(|ending| Phrase::made(|lang| Voice(lang).name(ending.end))).unwrap_or_default()),
    ];
    if let Some(absence) = absence {
        let [why, remedy] = ["absence", "remedy"].map(|kind| {
            let (key, args) = (format!("{kind}.{}", word(absence)), args.clone());
            Phrase::made(move |lang| sentence(&key, &args, lang))
        });
        args.extend([("why", why), ("remedy", remedy)]);
    }
    let mut finding = built_in(speaker, id, about_step(world, trouble.step), step.place.span, &args)
        .filter(|_| !trouble.data.is_empty())?;
    if absence.is_some_and(|absence| absence != Absence::NeverCame) {
        // The flow itself says otherwise.
        finding.verdict = Verdict::Violation;
        let sets = trouble.data.iter().map(|set| world.filing.data[set.at()].id.as_str());
        finding.discriminator = sets.collect::<Vec<_>>().join(",");
        finding.witness = trouble
            .found
            .first()
            .map(|at| say::witness(world, told, &way(world, *at), speaker.lang))
            .unwrap_or_default();
    }
    Some(finding)
}

/// The way of a copy up to where it went.
fn way(world: &World<'_>, at: CopyId) -> Vec<Waypoint> {
    let mut way = world.custody.witness(at);
    let ended = world.custody.copy(at).endings.last().map(|ending| Waypoint::Step(ending.step));
    way.extend(ended.filter(|step| way.last() != Some(step)));
    way
}

fn word(absence: Absence) -> &'static str {
    match absence {
        Absence::NeverCame => "never-came",
        Absence::MovedAway(_) => "moved-away",
        Absence::Ended(_) => "ended",
        Absence::ComesLater(_) => "comes-later",
        Absence::OtherPlace => "other-place",
        Absence::NeverMade => "never-made",
        Absence::OtherBody => "other-body",
    }
}

fn sentence(key: &str, args: &[(&str, Phrase<'_>)], lang: Lang) -> String {
    let texts: Vec<_> = args.iter().map(|(name, phrase)| (*name, phrase.text(lang))).collect();
    Voice(lang).say(key, &texts.iter().map(|(name, text)| (*name, &**text)).collect::<Vec<_>>())
}

/// What a step takes its data from, as it says: a store, or a medium.
fn wanted(world: &World<'_>, step: &Step, voice: Voice) -> String {
    let store = step.from.copied().map(|store| world.filing.stores[store.at()].label().to_owned());
    let media = || step.medium.value().map(|media| voice.one_of(&media.list));
    store.or_else(media).unwrap_or_else(|| voice.text("unnamed.store"))
}

/// Returns the copies that lie in stores.
fn in_stores(world: &World<'_>, found: &[CopyId]) -> Vec<CopyId> {
    let stored = |at: &&CopyId| matches!(world.custody.place(**at), Place::Store(_));
    found.iter().filter(stored).copied().collect()
}

/// Names the places where copies were found, each once.
fn place_names(world: &World<'_>, found: &[CopyId], voice: Voice) -> String {
    let label = |at: &CopyId| world.custody.place_label(world.filing, world.custody.place(*at), voice.0);
    let mut names: Vec<String> =
        found.iter().map(|at| label(at).unwrap_or_else(|| voice.text("unnamed.place"))).collect();
    names.dedup();
    voice.join(&names)
}
