//! Facts of citations: the provisions of laws that the basis of a filing, its clauses and its measures name, and how they stand on
//! the day of what cites them.

use std::borrow::Cow;

use super::{Answer, Named, Reached, Subject, Value, World};
use crate::calendar::Date;
use crate::filing::{Field, LegalBasis, Part};
use crate::policy::{Cited, Law};
use crate::source::Span;
use crate::text::{self, Citation};
use crate::vocabulary::facts::{CitationFact, CitationRelation, SubjectKind};
use crate::words::Phrase;

/// What a citation counts for among the subjects that rules may visit in one filing.
const VISITS: usize = 10;

/// A citation with its place in the filing.
#[derive(Debug)]
pub(super) struct Quote<'w> {
    law: &'w Law,
    citation: Citation,
    cited: Cited<'w>,
    /// The day by which it is judged: that on which its part begins, else that of the filing.
    on: Date,
    id: String,
    pointer: String,
    span: Span,
}

/// Finds the citations of a filing, in the order of cover, parts and measures.
pub(super) fn all<'w>(world: &World<'w>) -> Vec<Quote<'w>> {
    let filing = world.filing;
    let laws: Vec<&Law> = world.policy.laws.values().collect();
    let named =
        |(at, law): (usize, &&'w Law)| law.names.iter().map(move |name| (name.as_str(), at)).collect::<Vec<_>>();
    let names: Vec<(&str, usize)> = laws.iter().enumerate().flat_map(named).collect();
    let mut found = Vec::new();
    if names.is_empty() {
        return found;
    }
    let day = filing.reference_date().unwrap_or(world.day);
    let mut read = |text: &str, owner: &str, on: Date, pointer: &str, span: Span| {
        if !text.contains('条') {
            return;
        }
        for citation in text::citations(&text::item_name(text), &names) {
            // Beyond the limit the filing is said not to be judged further.
            let (Some(law), true) = (laws.get(citation.law).copied(), world.may_visit(VISITS)) else { return };
            let id = format!("{owner}/cites/{}", found.len());
            let cited = law.cited(&citation, on);
            found.push(Quote { law, citation, cited, on, id, pointer: pointer.to_owned(), span });
        }
    };
    for (text, span) in provisions(&filing.basis) {
        read(text, &filing.id, day, "/basis", span);
    }
    for part in &filing.parts {
        let on = part.term.from.when().map_or(day, |when| when.first);
        for (text, span) in provisions(&part.basis).chain(texts(part)) {
            read(text, &part.id, on, &part.place.pointer, span);
        }
        for measure in &part.measures {
            let text = measure.text.as_deref().unwrap_or_default();
            read(text, &part.id, on, &measure.place.pointer, measure.place.span);
        }
    }
    found
}

/// Answers a fact of a citation.
pub(super) fn fact<'w>(world: &World<'w>, at: usize, fact: CitationFact) -> Answer<'w> {
    let Some(quote) = world.citations().get(at) else { return Answer::unstated() };
    let placed = |value| Answer { span: Some(quote.span), ..Answer::known(value) };
    let phrase = |text| placed(Value::Phrase(Phrase::Written(text)));
    let day = |day: Option<Date>| day.map_or_else(Answer::unstated, |day| placed(Value::Days(day, day)));
    match fact {
        CitationFact::Id => placed(Value::Text(Cow::Owned(quote.id.clone()))),
        CitationFact::Written => placed(Value::Text(Cow::Owned(quote.citation.provision.to_string()))),
        CitationFact::Law => phrase(&quote.law.title),
        CitationFact::State => placed(Value::word(quote.cited.state)),
        CitationFact::Matter => quote.cited.matter.map_or_else(Answer::unstated, phrase),
        CitationFact::Now => {
            let now = quote.cited.now.as_ref().map(|now| Value::Text(Cow::Owned(now.to_string())));
            now.map_or_else(Answer::unstated, placed)
        }
        CitationFact::Since => day(quote.cited.since),
        CitationFact::Successor => quote.cited.successor.map_or_else(Answer::unstated, phrase),
        CitationFact::On => day(Some(quote.on)),
        CitationFact::ReadTo => day(quote.law.read_to),
        CitationFact::Unread => placed(Value::Flag(quote.law.read_to.is_some_and(|read| read < quote.on))),
    }
}

/// Follows a relation of a citation.
pub(super) fn relation(relation: CitationRelation) -> Reached {
    match relation {
        CitationRelation::Filing => Reached::One(Subject { kind: SubjectKind::Filing, at: 0 }),
    }
}

/// Names a citation by what cites it and its position among all of the filing.
pub(super) fn name(world: &World<'_>, at: usize) -> Named {
    let quote = world.citations().get(at);
    quote.map_or_else(
        || Named { id: String::new(), way: None, pointer: String::new(), span: Span::START },
        |quote| Named { id: quote.id.clone(), way: None, pointer: quote.pointer.clone(), span: quote.span },
    )
}

/// Iterates over the provisions of a heading, at the place of their list.
fn provisions(basis: &Field<Vec<LegalBasis>>) -> impl Iterator<Item = (&str, Span)> {
    let span = basis.span().unwrap_or(Span::START);
    basis.value().into_iter().flatten().map(move |row| (row.provision.as_str(), span))
}

/// Iterates over the other texts of a part, the wording of its clauses among them.
fn texts(part: &Part) -> impl Iterator<Item = (&str, Span)> {
    part.texts.iter().chain(&part.remarks).map(|(text, span)| (text.as_str(), *span))
}
