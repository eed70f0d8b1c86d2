//! Whom an entry of the ledger names, beside the parties of the hand-over that it is about.

use std::borrow::Cow;

use super::{Value, World};
use crate::evidence::Joined;
use crate::filing::ActorId;
use crate::flow::Handover;
use crate::text;
use crate::vocabulary::enumerations::{CarriedBy, Enumerated, RecordKey as Key, Role};
use crate::vocabulary::words;

/// The least length of a name that is looked for inside another.
const LEAST: usize = 2;

/// What may stand behind the word for a role where it names nobody in particular: 受託者担当, 委託先の職員.
const BEHIND_ROLE: [char; 6] = ['担', '職', '社', 'の', '側', ' '];

/// Answers with the handlers who are no party to the hand-over: other parties of the filing, companies of another name, but
/// where somebody carries for others, and names that resemble that of a party which is not named itself, as 推進員A does
/// 推進員B. `None` where no handler is known to stand for the receiver, as with
/// the names of its staff.
pub(super) fn others<'w>(world: &World<'w>, it: &'w Joined) -> Option<Value<'w>> {
    let handover = handover(world, it)?;
    let ends = [handover.from.copied()?, handover.to.copied()?];
    let handlers: Vec<&str> = it.record.texts(Key::Handlers).collect();
    if handlers.is_empty() {
        return None;
    }
    let unnamed = || ends.iter().filter(|end| !handlers.iter().any(|one| names(world, one, **end)));
    let is_other = |handler: &&str| {
        let party = |actor: ActorId| !ends.iter().any(|end| world.custody.same_body(world.filing, *end, actor));
        let elsewhere = (0..world.filing.actors.len()).map(ActorId::new);
        !ends.iter().any(|end| names(world, handler, *end))
            && (is_stranger(world, handover, handler)
                || elsewhere.filter(|actor| party(*actor)).any(|actor| is_name_of(world, handler, actor))
                || unnamed().any(|end| resembles(world, handler, *end)))
    };
    let others: Vec<Value<'_>> =
        handlers.iter().filter(|one| is_other(one)).map(|one| Value::Text(Cow::Borrowed(one))).collect();
    let received = || handlers.iter().any(|handler| names(world, handler, ends[1]));
    (!others.is_empty() || received()).then_some(Value::List(others))
}

/// True for the name of a company where the parties hand over by themselves. Where a carrier does, it may be the carrier's.
fn is_stranger(world: &World<'_>, handover: &Handover, handler: &str) -> bool {
    let own = |by: &CarriedBy| matches!(by, CarriedBy::Hand | CarriedBy::Vehicle);
    let step = world.filing.step(handover.step);
    let carried = step.transport.iter().filter_map(|row| row.by.value());
    carried.clone().next().is_some()
        && carried.into_iter().all(own)
        && text::company(handler) != *text::item_name(handler)
}

fn handover<'w>(world: &World<'w>, it: &Joined) -> Option<&'w Handover> {
    world.custody.handovers_of(it.step?).first()
}

/// True if a handler stands for an actor: by its name, by the word for its role, or by a department of the principal.
fn names(world: &World<'_>, handler: &str, actor: ActorId) -> bool {
    let of_body = (0..world.filing.actors.len())
        .map(ActorId::new)
        .filter(|other| world.custody.same_body(world.filing, *other, actor));
    of_body.into_iter().any(|actor| is_name_of(world, handler, actor) || is_role_of(world, handler, actor))
}

fn is_name_of(world: &World<'_>, handler: &str, actor: ActorId) -> bool {
    let actor = world.filing.actor(actor);
    let Some(name) = actor.name.value() else { return false };
    let (handler, whole, short) = (text::company(handler), text::company(name), text::company(without_remark(name)));
    let long = |name: &str| name.chars().count() >= LEAST;
    (long(&short) && handler.contains(&short)) || (long(&handler) && whole.contains(&handler))
}

fn is_role_of(world: &World<'_>, handler: &str, actor: ActorId) -> bool {
    let filing = world.filing;
    let actor = filing.actor(actor);
    let handler = text::item_name(handler);
    let is_word = |word: &str| {
        let rest = handler.strip_prefix(&*text::item_name(word));
        word.chars().count() >= LEAST && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(BEHIND_ROLE))
    };
    let roles = actor.roles.value().into_iter().flatten();
    let mut words = roles.clone().filter_map(|role| words::value(Role::TABLE, role.position()));
    let parts = filing.parts.iter().filter_map(|part| part.departments.value());
    let mut departments = filing.departments.value().into_iter().chain(parts).flatten();
    words.any(|word| word.spellings().any(is_word))
        || (roles.clone().any(|role| *role == Role::Principal)
            && departments.any(|department| {
                let department = text::item_name(department);
                handler.contains(&*department) || (handler.chars().count() >= LEAST && department.contains(&*handler))
            }))
}

/// True if a handler's name is nearly that of an actor.
fn resembles(world: &World<'_>, handler: &str, actor: ActorId) -> bool {
    let name = world.filing.actor(actor).name.value().map(|name| text::company(without_remark(name)));
    name.is_some_and(|name| text::Slip::of(&text::company(handler)).distance(&name).is_some())
}

/// A name without the remark in brackets behind it.
fn without_remark(name: &str) -> &str {
    let end = name.find(['（', '(']).filter(|end| *end > 0);
    end.and_then(|end| name.get(..end)).unwrap_or(name)
}
