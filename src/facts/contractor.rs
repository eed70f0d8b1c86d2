//! Facts of a contractor across all filings of a register, asked only at the end of an audit.

use std::borrow::Cow;

use super::{Answer, Named, Value, World};
use crate::source::Span;
use crate::vocabulary::facts::ContractorFact;

/// A company that works under filings of a register.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Contractor {
    /// Name of the company, as the first filing writes it.
    pub name: String,
    /// Number of its contracts that run in the year.
    pub contracts: usize,
    /// Its share of all contracts that run in the year, in per cent.
    pub share: usize,
    /// Names of the departments that gave it work.
    pub departments: Vec<String>,
    /// Sub-contractors that one filing declares for the same business and another does not.
    pub elsewhere: Vec<String>,
    /// Filings that declare these sub-contractors.
    pub declared_in: Vec<String>,
    /// Filings that do not declare them.
    pub lacking_in: Vec<String>,
    /// Incidents of the year, each with its filing.
    pub incidents: Vec<String>,
    /// Its filings of the year without an incident.
    pub others: Vec<String>,
    /// The place that findings about it point at.
    pub span: Span,
}

/// Answers a fact of a contractor.
pub(super) fn fact<'w>(world: &World<'w>, at: usize, fact: ContractorFact) -> Answer<'w> {
    match fact {
        ContractorFact::Name => with(world, at, |it| Value::Text(Cow::Borrowed(&it.name))),
        ContractorFact::Contracts => with(world, at, |it| number(it.contracts)),
        ContractorFact::Share => with(world, at, |it| number(it.share)),
        ContractorFact::Departments => with(world, at, |it| texts(&it.departments)),
        ContractorFact::Elsewhere => with(world, at, |it| texts(&it.elsewhere)),
        ContractorFact::DeclaredIn => with(world, at, |it| texts(&it.declared_in)),
        ContractorFact::LackingIn => with(world, at, |it| texts(&it.lacking_in)),
        ContractorFact::Incidents => with(world, at, |it| texts(&it.incidents)),
        // Only an incident makes the others matter.
        ContractorFact::FilingsOther => {
            with(world, at, |it| texts(if it.incidents.is_empty() { &[] } else { &it.others }))
        }
    }
}

/// Returns how findings name a contractor.
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
