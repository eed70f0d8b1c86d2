//! Facts that compare the items of a flow with those that a part declares.

use std::borrow::Cow;

use super::{Answer, Value, World};
use crate::filing::{ActorId, DataId, Field, Part, PartId};
use crate::flow::Handover;
use crate::text;
use crate::vocabulary::actions::Effect;
use crate::vocabulary::enumerations::{PartKind, Role};

/// Answers with items that are handed over under a part, by the principal or by the one who gives the work on, and that
/// the part does not declare.
pub(super) fn unprovided<'w>(world: &World<'w>, at: usize) -> Answer<'w> {
    let part = &world.filing.parts[at];
    let sets = match part.kind {
        PartKind::SubOutsourcing => handed_on(world, part),
        // What a connection carries goes both ways.
        PartKind::Connection => moved(world, at, |handover| {
            let is = |actor: Option<ActorId>, role| actor.is_some_and(|actor| world.filing.has_role(actor, role));
            let ends = [handover.from.copied(), handover.to.copied()];
            ends.iter().any(|end| is(*end, Role::Principal)) && !ends.iter().any(|end| is(*end, Role::Subject))
        }),
        _ => moved(world, at, |handover| {
            from_principal(world, handover)
                && handover.to.copied().is_some_and(|to| !world.filing.has_role(to, Role::Subject))
        }),
    };
    let fields = [&part.provides, &part.handles, &part.data];
    Beyond::of(world, &sets, &fields).answer(world, &fields)
}

/// Answers with items that the agent of a part collects from persons and that the part does not declare, except those
/// that the contents of the work name.
pub(super) fn uncollected<'w>(world: &World<'w>, at: usize) -> Answer<'w> {
    let part = &world.filing.parts[at];
    let fields = [&part.collects, &part.handles];
    let mut beyond = Beyond::of(world, &collected(world, at), &collecting(part));
    // The texts are long, and mostly nothing exceeds what is declared.
    if !beyond.is_nothing() {
        let contents = contents(world, part);
        if !world.may_search(beyond.items.len() + beyond.sets.len(), &contents) {
            return Answer::unstated();
        }
        let named = |name: &str| contents.contains(&*text::item_name(name));
        beyond.items.retain(|item| !named(item));
        beyond.sets.retain(|set| !named(world.filing.data[set.at()].label()));
    }
    beyond.answer(world, &fields)
}

/// Answers with items that the agent of a part passes on under it and that the part does not give it: neither provides
/// nor has it collect or make.
pub(super) fn passed_on<'w>(world: &World<'w>, at: usize) -> Answer<'w> {
    let filing = world.filing;
    let part = &filing.parts[at];
    let is_agent = |actor: ActorId| part.to.copied().is_some_and(|agent| world.custody.same_body(filing, agent, actor));
    let outward = |to: ActorId| !filing.has_role(to, Role::Principal) && !filing.has_role(to, Role::Subject);
    let mut sets = moved(world, at, |handover| {
        handover.from.copied().is_some_and(is_agent) && handover.to.copied().is_some_and(outward)
    });
    // What a step under it brings is for the facts about what is provided and collected.
    let brought = moved(world, at, |handover| handover.to.copied().is_some_and(is_agent));
    let made = |set: &DataId| {
        world.index().about(*set).iter().map(|at| filing.step(world.steps[*at])).any(|step| {
            step.does(|action| action.row().effect == Effect::Create)
                && step.actor.copied().is_some_and(outward)
                && step.data.value().is_some_and(|sets| sets.contains(set))
        })
    };
    sets.retain(|set| part.is_contract() && !brought.contains(set) && !made(set));
    let fields = [&part.provides, &part.handles, &part.collects];
    Beyond::of(world, &sets, &fields).answer(world, &fields)
}

/// Answers with items that the contents of the work name, that the flow collects, and that the part does not declare. A
/// set whose items are not listed goes by its name.
pub(super) fn named_uncollected<'w>(world: &World<'w>, at: usize) -> Answer<'w> {
    let part = &world.filing.parts[at];
    let fields = [&part.collects, &part.handles];
    let span = fields.iter().find_map(|field| field.span());
    let beyond = Beyond::of(world, &collected(world, at), &collecting(part));
    // Where no list is at hand, the missing list is what is reported.
    if beyond.is_nothing() || beyond.open || fields.iter().all(|field| field.value().is_none()) {
        return Answer::found(Vec::new(), span);
    }
    let contents = contents(world, part);
    if !world.may_search(beyond.items.len() + beyond.sets.len(), &contents) {
        return Answer::unstated();
    }
    let sets = beyond.sets.iter().map(|set| world.filing.data[set.at()].label().to_owned());
    let names = beyond.items.iter().cloned().chain(sets).filter(|name| contents.contains(&*text::item_name(name)));
    Answer::found(names.map(|name| Value::Text(Cow::Owned(name))).collect(), span)
}

/// Answers whether a list of a part names the individual number, or a set or item states it. A list that is missing or
/// in an annex leaves it open.
pub(super) fn my_number<'w>(world: &World<'w>, at: usize) -> Answer<'w> {
    let fields = lists(&world.filing.parts[at]);
    let sets = fields.iter().filter_map(|field| field.value()).flatten();
    let annexed = |field: &&&'w Field<Vec<DataId>>| matches!(field, Field::Elsewhere(..));
    let mut open = fields.iter().find(annexed).map(|field| Answer::like(*field, Value::Flag(true)));
    if fields.iter().all(|field| field.value().is_none()) {
        return lacking(&fields);
    }
    for set in sets {
        let answer = number_in(world, set.at());
        match answer.value {
            Some(Value::Flag(true)) => return answer,
            Some(_) => {}
            None => open = open.or(Some(answer)),
        }
    }
    let span = fields.iter().find_map(|field| field.span());
    open.unwrap_or_else(|| Answer { span, ..Answer::known(Value::Flag(false)) })
}

/// Answers whether a set holds the individual number: as it states, else as the names of its items show.
pub(super) fn number_in<'w>(world: &World<'w>, at: usize) -> Answer<'w> {
    let set = &world.filing.data[at];
    if set.my_number != Field::Unstated {
        return Answer::flag(&set.my_number);
    }
    Answer::field(&set.items, |items| {
        let mut unsettled = items.iter().filter(|item| !set.settled.contains(item));
        let is_number = |item: &str| world.policy.items.means_my_number(item);
        Value::Flag(unsettled.any(|item| text::item_pieces(item).any(is_number)))
    })
}

/// Answers with the annexes that the lists of a part, or the sets in them, refer to.
pub(super) fn annexed<'w>(world: &World<'w>, at: usize) -> Answer<'w> {
    let mut found: Vec<&'w String> = Vec::new();
    let mut add = |annexes: &'w [String]| found.extend(annexes);
    for list in lists(&world.filing.parts[at]) {
        match list {
            Field::Elsewhere(annexes, _) => add(annexes),
            Field::Stated { value, .. } => {
                for set in value {
                    if let Field::Elsewhere(annexes, _) = &world.filing.data[set.at()].items {
                        add(annexes);
                    }
                }
            }
            Field::Unstated | Field::Unreadable(_) => {}
        }
    }
    found.sort_unstable();
    found.dedup();
    Answer::known(Value::List(found.into_iter().map(|annex| Value::Text(Cow::Borrowed(annex.as_str()))).collect()))
}

/// What exceeds the items that are declared.
struct Beyond {
    /// Items by name.
    items: Vec<String>,
    /// Sets that are not declared and whose items are not listed.
    sets: Vec<DataId>,
    /// True if a declared list is not at hand, so that the items may be in it.
    open: bool,
}

impl Beyond {
    fn of(world: &World<'_>, sets: &[DataId], fields: &[&Field<Vec<DataId>>]) -> Beyond {
        let filing = world.filing;
        let declared: Vec<DataId> = fields.iter().filter_map(|field| field.value()).flatten().copied().collect();
        let lists = || declared.iter().map(|set| &filing.data[set.at()].items);
        let mut beyond = Beyond { items: Vec::new(), sets: Vec::new(), open: lists().any(|it| it.value().is_none()) };
        let others: Vec<&DataId> = sets.iter().filter(|set| !declared.contains(set)).collect();
        if others.is_empty() {
            return beyond;
        }
        let known = world.policy.items.list(lists().filter_map(|items| items.value()).flatten().map(String::as_str));
        for set in others {
            let data = &filing.data[set.at()];
            match data.items.value() {
                Some(items) => {
                    beyond.items.extend(items.iter().filter(|item| !known.has(item)).cloned());
                }
                // An extract whose items are not listed has none that its parents lack.
                None if !data.part_of.is_empty() && data.part_of.iter().all(|parent| declared.contains(parent)) => {}
                None => beyond.sets.push(*set),
            }
        }
        beyond
    }

    fn is_nothing(&self) -> bool {
        self.items.is_empty() && self.sets.is_empty()
    }

    fn answer<'w>(self, world: &World<'w>, fields: &[&'w Field<Vec<DataId>>]) -> Answer<'w> {
        let nothing = self.is_nothing();
        let span = fields.iter().find_map(|field| field.span());
        if fields.iter().all(|field| field.value().is_none()) && !nothing {
            return lacking(fields);
        }
        if !self.items.is_empty() && !self.open {
            return Answer::found(self.items.into_iter().map(|item| Value::Text(Cow::Owned(item))).collect(), span);
        }
        if nothing {
            return Answer::found(Vec::new(), span);
        }
        let set = self.sets.first().map(|set| &world.filing.data[set.at()].items);
        let open = set.map_or_else(Answer::unstated, |items| Answer::like(items, Value::Flag(true)));
        Answer { span: open.span.or(span), ..open }
    }
}

/// Returns the standing of several lists none of which is stated.
pub(super) fn lacking<'w>(fields: &[&'w Field<Vec<DataId>>]) -> Answer<'w> {
    let unreadable = fields.iter().find(|field| matches!(field, Field::Unreadable(_)));
    let elsewhere = fields.iter().find(|field| matches!(field, Field::Elsewhere(..)));
    unreadable.or(elsewhere).map_or_else(Answer::unstated, |field| Answer::like(*field, Value::Flag(true)))
}

/// Returns every list of items that a part may declare.
pub(super) fn lists(part: &Part) -> [&Field<Vec<DataId>>; 4] {
    [&part.provides, &part.collects, &part.handles, &part.data]
}

/// Returns the lists in which an item asked of a person may be: what is provided may be asked again to confirm it.
fn collecting(part: &Part) -> [&Field<Vec<DataId>>; 3] {
    [&part.collects, &part.handles, &part.provides]
}

/// Returns the sets that persons hand to the agent of a part.
fn collected(world: &World<'_>, at: usize) -> Vec<DataId> {
    let agent = world.filing.parts[at].to.copied();
    let is_agent = |to: ActorId| agent.is_some_and(|agent| world.custody.same_body(world.filing, agent, to));
    moved(world, at, |handover| {
        handover.from.copied().is_some_and(|from| world.filing.has_role(from, Role::Subject))
            && handover.to.copied().is_some_and(is_agent)
    })
}

/// Returns the sets that the one who gives work on hands to the agent of a part, or the principal in its place.
fn handed_on(world: &World<'_>, part: &Part) -> Vec<DataId> {
    let same = |one: Option<ActorId>, other: Option<ActorId>| {
        one.zip(other).is_some_and(|(one, other)| world.custody.same_body(world.filing, one, other))
    };
    let received = |handover: &Handover| same(part.to.copied(), handover.to.copied());
    let mut sets = carried(world, |handover| received(handover) && same(part.from.copied(), handover.from.copied()));
    sets.extend(carried(world, |handover| received(handover) && from_principal(world, handover)));
    sets
}

fn from_principal(world: &World<'_>, handover: &Handover) -> bool {
    handover.from.copied().is_some_and(|from| world.filing.has_role(from, Role::Principal))
}

/// Returns the personal data sets of the handovers of a part that are of a kind, each once.
fn moved(world: &World<'_>, at: usize, of_kind: impl Fn(&Handover) -> bool) -> Vec<DataId> {
    carried(world, |handover| handover.part == Some(PartId::new(at)) && of_kind(handover))
}

/// Returns the personal data sets of some handovers, each once.
fn carried(world: &World<'_>, wanted: impl Fn(&Handover) -> bool) -> Vec<DataId> {
    let mut sets: Vec<DataId> = Vec::new();
    for handover in world.custody.handovers.iter().filter(|handover| wanted(handover)) {
        let step = world.filing.step(handover.step);
        for set in step.data.value().into_iter().flatten() {
            if world.filing.data[set.at()].is_personal() && !sets.contains(set) {
                sets.push(*set);
            }
        }
    }
    sets
}

/// Returns what a form states about the work, followed by the overview of the programme.
fn contents(world: &World<'_>, part: &Part) -> String {
    let own = part.work.iter().map(|work| work.text.as_str());
    let all = own.chain(world.filing.programme.summary.value().map(String::as_str));
    all.map(text::item_name).collect::<Vec<_>>().join("\n")
}
