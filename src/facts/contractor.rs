//! Facts of a contractor over all filings of a register: asked at the end of an audit only.

use std::borrow::Cow;

use super::{Answer, Named, Value, World};
use crate::source::Span;
use crate::vocabulary::facts::ContractorFact;

/// A company that works under filings of a register.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Contractor {
    /// Its name, as the first filing writes it.
    pub name: String,
    /// How many contracts that run in the year it has.
    pub contracts: usize,
    /// Of a hundred contracts that run in the year, how many are its.
    pub share: usize,
    /// Departments that gave it work.
    pub departments: Vec<String>,
    /// Sub-contractors that one filing declares for the same business and another does not.
    pub elsewhere: Vec<String>,
    /// Filings that declare them.
    pub declared_in: Vec<String>,
    /// Filings that do not.
    pub lacking_in: Vec<String>,
    /// Where findings about it point.
    pub span: Span,
}

/// Facts of a contractor.
pub(super) fn fact<'w>(world: &World<'w>, at: usize, fact: ContractorFact) -> Answer<'w> {
    match fact {
        ContractorFact::Name => with(world, at, |it| Value::Text(Cow::Borrowed(&it.name))),
        ContractorFact::Contracts => with(world, at, |it| number(it.contracts)),
        ContractorFact::Share => with(world, at, |it| number(it.share)),
        ContractorFact::Departments => with(world, at, |it| texts(&it.departments)),
        ContractorFact::Elsewhere => with(world, at, |it| texts(&it.elsewhere)),
        ContractorFact::DeclaredIn => with(world, at, |it| texts(&it.declared_in)),
        ContractorFact::LackingIn => with(world, at, |it| texts(&it.lacking_in)),
    }
}

/// How findings name a contractor.
pub(super) fn name(world: &World<'_>, at: usize) -> Named {
    let found = world.register.get(at);
    Named {
        id: found.map(|it| it.name.clone()).unwrap_or_default(),
        way: None,
        pointer: String::new(),
        span: found.map_or(Span::START, |it| it.span),
    }
}

fn with<'w>(world: &World<'w>, at: usize, value: impl FnOnce(&'w Contractor) -> Value<'w>) -> Answer<'w> {
    let register: &'w [Contractor] = world.register;
    register.get(at).map_or_else(Answer::unstated, |it| Answer::known(value(it)))
}

fn number<'w>(number: usize) -> Value<'w> {
    Value::Number(i64::try_from(number).unwrap_or(i64::MAX))
}

fn texts(texts: &[String]) -> Value<'_> {
    Value::List(texts.iter().map(|text| Value::Text(Cow::Borrowed(text))).collect())
}
