//! From a filing to a scene: which actors have a lane, which steps share a room, which are hops.

use super::icons::Icon;
use super::scene::{Act, Element, HopArrow, Lane, Room, Scene, Storage};
use super::wording::{Before, Wording, shorten};
use super::{safeguards, terminals};
use crate::filing::{ActorId, Field, Filing, Flow, Step, StepId, StoreId};
use crate::finding::Finding;
use crate::flow::{self, Custody};
use crate::policy::Policy;
use crate::vocabulary::actions::DrawnAs;
use crate::vocabulary::enumerations::{Action, Medium};
use crate::words::{Lang, say};

/// Makes the scene of one flow. Findings are used only to see whether a measure promises the end of a terminal;
/// [`super::remark`] adds them to the picture.
pub fn scene(
    filing: &Filing,
    custody: &Custody,
    policy: &Policy,
    findings: &[Finding],
    flow: usize,
    lang: Lang,
) -> Scene {
    let words = Wording { filing, lang };
    let it = &filing.flows[flow];
    let cast = Cast::new(filing, custody, flow);
    let mut elements = Elements { words, all: Vec::new(), before: Before::default() };
    for at in 0..it.steps.len() {
        let id = StepId { flow: narrow(flow), step: narrow(at) };
        elements.step(custody, &cast, id);
        let step = filing.step(id);
        // A notice travels beside what is carried, so the step after it still refers to the medium before it.
        if step.unlocks.value().is_none() {
            let media = step.onto.value().or(step.medium.value());
            elements.before = Before { data: step.data.value().map_or(&[], Vec::as_slice), media };
        }
    }
    let lanes = cast.lanes(words);
    let mut scene = Scene {
        lang,
        flow: it.id.clone(),
        title: heading(words, it),
        notes: notes(words, it),
        terminals: terminals::terminals(words, custody, findings, flow, &cast.actors),
        safeguards: safeguards::safeguards(words, policy, it, &cast.actors, &lanes),
        lanes,
        elements: elements.all,
        remarks: Vec::new(),
        elsewhere: 0,
        path: None,
    };
    if scene.acts().any(|act| act.changed) || scene.lanes.iter().any(|lane| lane.changed) || has_changed_store(&scene) {
        scene.notes.push(words.say("note-changed", &[]));
    }
    scene
}

/// The actors that take part, one lane each, in the order of the filing; last, a lane for steps without an actor.
struct Cast {
    actors: Vec<Option<ActorId>>,
}

impl Cast {
    fn new(filing: &Filing, custody: &Custody, flow: usize) -> Self {
        let mut used = vec![false; filing.actors.len()];
        let mut nobody = false;
        let mut note = |actor: Option<ActorId>| match actor {
            Some(actor) => used[actor.at()] = true,
            None => nobody = true,
        };
        for step in &filing.flows[flow].steps {
            note(step.actor.copied());
            if step.does(Action::discloses) {
                note(owner(filing, step));
            }
        }
        for hop in custody.handovers.iter().filter(|hop| hop.step.flow as usize == flow) {
            note(hop.from.copied());
            note(hop.to.copied());
        }
        let named = used.iter().enumerate().filter(|(_, used)| **used).map(|(at, _)| Some(ActorId::new(at)));
        Cast { actors: named.chain(nobody.then_some(None)).collect() }
    }

    fn lane(&self, actor: Option<ActorId>) -> usize {
        self.actors.iter().position(|one| *one == actor).unwrap_or_default()
    }

    fn lanes(&self, words: Wording<'_>) -> Vec<Lane> {
        let lane = |actor: &Option<ActorId>| {
            let Some(id) = *actor else {
                let role = words.say("nobody", &[]);
                return Lane { id: String::new(), role, name: String::new(), changed: false };
            };
            let actor = words.filing.actor(id);
            let roles = actor.roles.value().map_or(&[][..], Vec::as_slice);
            let role: Vec<String> = roles.iter().map(|role| words.name(*role)).collect();
            let name = actor.name.value().map_or_else(|| say(words.lang, "unnamed.actor", &[]), |name| shorten(name));
            let name = match actor.site.value() {
                Some(site) => words.say("site", &[("name", &name), ("site", &shorten(site))]),
                None => name,
            };
            let role = if role.is_empty() { words.say("no-role", &[]) } else { role.join(&words.say("and", &[])) };
            Lane { id: actor.id.clone(), role, name, changed: actor.changed.is_some() }
        };
        self.actors.iter().map(lane).collect()
    }
}

struct Elements<'f> {
    words: Wording<'f>,
    all: Vec<Element>,
    before: Before<'f>,
}

impl<'f> Elements<'f> {
    fn step(&mut self, custody: &Custody, cast: &Cast, id: StepId) {
        let filing = self.words.filing;
        let step = filing.step(id);
        let hop = custody.handovers.iter().find(|hop| hop.step == id).map(|hop| (hop.from.copied(), hop.to.copied()));
        // An actor that accesses another's data receives it.
        let seen = step.does(Action::discloses).then(|| (owner(filing, step), step.actor.copied()));
        let (from, to) = match hop.or(seen) {
            Some((from, to)) if cast.lane(from) != cast.lane(to) => (from, to),
            _ => return self.inside(cast, step),
        };
        let (source, target) = (step.from.copied(), step.into.copied());
        if let Some(store) = source.filter(|store| self.is_kept_by(*store, from)) {
            self.open(cast.lane(from), Some(self.storage(store, from)));
        }
        self.all.push(Element::HopArrow(HopArrow {
            from: cast.lane(from),
            to: cast.lane(to),
            line: over_a_line(step),
            act: self.act(step, true, from, to),
        }));
        if let Some(store) = target {
            self.open(cast.lane(to), Some(self.storage(store, to)));
        }
    }

    /// Adds a step that stays in its lane: to the room of the store it reads or writes, or between two.
    fn inside(&mut self, cast: &Cast, step: &Step) {
        let actor = step.actor.copied();
        let lane = cast.lane(actor);
        let store = match (step.from.copied(), step.into.copied()) {
            (Some(from), Some(into)) if from != into => {
                let (from, into) = (self.storage(from, actor), self.storage(into, actor));
                Some(Storage {
                    id: format!("{} {}", from.id, into.id),
                    name: self.words.say("from-into", &[("from", &from.name), ("into", &into.name)]),
                    icon: into.icon,
                    changed: from.changed || into.changed,
                })
            }
            (from, into) => into.or(from).map(|store| self.storage(store, actor)),
        };
        self.open(lane, store);
        let act = self.act(step, false, actor, None);
        if let Some(Element::Room(room)) = self.all.last_mut() {
            room.acts.push(act);
        }
    }

    /// Ensures that the last element is the room of this lane and store.
    fn open(&mut self, lane: usize, store: Option<Storage>) {
        match self.all.last() {
            Some(Element::Room(room)) if room.lane == lane && room.store == store => {}
            _ => self.all.push(Element::Room(Room { lane, store, acts: Vec::new() })),
        }
    }

    fn storage(&self, id: StoreId, lane: Option<ActorId>) -> Storage {
        let store = &self.words.filing.stores[id.at()];
        let name = shorten(store.label());
        let keeper = store.actor.copied();
        let name = match keeper {
            Some(keeper) if Some(keeper) != lane => {
                self.words.say("store-of", &[("store", &name), ("actor", &self.words.actor(Some(keeper)))])
            }
            _ => match store.operated_by.copied().filter(|operator| Some(*operator) != keeper) {
                Some(operator) => {
                    self.words.say("store-run-by", &[("store", &name), ("actor", &self.words.actor(Some(operator)))])
                }
                None => name,
            },
        };
        Storage {
            id: store.id.clone(),
            name,
            icon: Icon::of_store(store.kind.copied()),
            changed: store.changed.is_some(),
        }
    }

    fn is_kept_by(&self, store: StoreId, actor: Option<ActorId>) -> bool {
        let keeper = self.words.filing.stores[store.at()].actor.copied();
        keeper.is_none() || keeper == actor
    }

    fn act(&self, step: &Step, hop: bool, from: Option<ActorId>, to: Option<ActorId>) -> Act {
        let words = self.words;
        let does: Vec<String> = step.actions.iter().map(|action| words.name(*action)).collect();
        let does = does.join(&words.say("and", &[]));
        let text = step.title.value().map_or_else(|| does.clone(), |title| shorten(title));
        let details = words.details(step, &text, hop, self.before);
        let id = shorten(&step.id);
        let said: Vec<&str> = details.iter().map(|detail| detail.text.as_str()).collect();
        let said = said.join(&words.say("and", &[]));
        let said = if said.is_empty() { said } else { words.say("when", &[("parts", &said)]) };
        let args = [
            ("number", id.as_str()),
            ("title", text.as_str()),
            ("from", &words.actor(from)),
            ("to", &words.actor(to)),
            ("details", &said),
        ];
        let sentence = words.say(if hop { "sentence-hop" } else { "sentence" }, &args);
        let changed = step.changed.is_some() || step.ways.iter().any(|way| way.changed.is_some());
        Act { id, text, details, changed, optional: step.optional, sentence }
    }
}

/// True if a hop goes over a network or telephone line. One whose medium is unstated does not.
fn over_a_line(step: &Step) -> bool {
    let by_line = |media: &Field<crate::filing::Media>, line: &crate::filing::Line| {
        let physical = media.value().is_some_and(|media| media.list.iter().any(|one| one.is_physical()));
        let lines = [Medium::Network, Medium::Voice];
        let network = media.value().is_some_and(|media| media.list.iter().any(|one| lines.contains(one)));
        !physical && (network || line.kind != Field::Unstated)
    };
    if step.ways.is_empty() {
        return by_line(&step.medium, &step.line)
            || step.does(|action| match action.row().drawn {
                DrawnAs::AsStated => false,
                DrawnAs::OverLine => true,
                DrawnAs::OverLineByDefault => step.medium.value().is_none(),
            });
    }
    step.ways.iter().any(|way| by_line(&way.medium, &way.line))
}

/// Returns the actor whose data an `access` reads, else the actor of the step.
fn owner(filing: &Filing, step: &Step) -> Option<ActorId> {
    flow::owner(filing, step).copied().or(step.actor.copied())
}

fn heading(words: Wording<'_>, flow: &Flow) -> String {
    let filing = words.filing;
    let title = flow.title.value().or(filing.title.value()).map_or_else(|| shorten(&flow.id), |title| shorten(title));
    let drawing = match &flow.source {
        Field::Stated { value, .. } if value != Flow::PROSE => shorten(value),
        Field::Elsewhere(annexes, _) => shorten(&annexes.join("・")),
        _ => String::new(),
    };
    let heading = if drawing.is_empty() { title } else { format!("{drawing}\u{3000}{title}") };
    match (&flow.changed, filing.flows.len()) {
        (Some(_), _) => words.say("changed-flow", &[("title", &heading)]),
        _ => heading,
    }
}

fn notes(words: Wording<'_>, flow: &Flow) -> Vec<String> {
    match &flow.source {
        Field::Stated { value, .. } if value == Flow::PROSE => vec![words.say("note-prose", &[])],
        Field::Elsewhere(annexes, _) => {
            vec![words.say("note-elsewhere", &[("annex", &shorten(&annexes.join("・")))])]
        }
        _ => Vec::new(),
    }
}

fn has_changed_store(scene: &Scene) -> bool {
    scene.elements.iter().any(|element| match element {
        Element::Room(room) => room.store.as_ref().is_some_and(|store| store.changed),
        Element::HopArrow(_) => false,
    })
}

fn narrow(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
