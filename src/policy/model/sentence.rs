//! The sentences of a paper: patterns into which it puts values, and by which values are found in old papers.

use std::borrow::Cow;

use crate::words::Template;

/// A sentence that a paper puts values into.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SentenceName {
    /// What stands for a value of which the filing says nothing.
    Unstated,
    /// What stands for a list of which the filing says that it is empty.
    Nothing,
    /// What stands for a value that is in an annex.
    Elsewhere,
    /// What stands for measures that a checklist lists.
    ByChecklist,
    /// The last of a list in one sentence, with those before it.
    Last,
    /// A day that is planned.
    Tentative,
    /// The event that a day follows.
    AfterEvent,
    /// From when to when.
    Term,
    /// A period inside a term.
    Period,
    /// That a term begins anew each year, by the kind of part.
    Renewal,
    /// A stage of a schedule.
    Stage,
    /// A party with its certifications.
    Party,
    /// A certification that a party has.
    Certified,
    /// A certification that a party is to have.
    Certifiable,
    /// A certification that a party is going to have.
    ToCertify,
    /// A certification that is asked of a party that is known.
    CertificationAsked,
    /// The last of several alternatives, with those before it.
    Either,
    /// How a party is chosen.
    Selection,
    /// Media that are not paper.
    Electronic,
    /// A data set among several.
    DataSet,
    /// Items with whose they are.
    Items,
    /// An item with its details.
    Details,
    /// How all groups of persons were counted.
    Counted,
    /// A group of persons.
    Group,
    /// The total of all groups.
    Total,
    /// A thing that is enclosed.
    Enclosure,
    /// What of it is printed.
    Printed,
    /// The heading of a section of measures.
    Section,
    /// A measure with its number, and any other line that a number leads.
    Numbered,
    /// How matters are put before the forum, above the provisions.
    Agenda,
    /// A provision with what it governs.
    Basis,
    /// Class, provision and agenda of a part.
    Matter,
    /// Since which decision marked words have changed.
    ChangedSince,
    /// In which annexes the drawings are.
    Drawings,
    /// The title of a drawing.
    Drawing,
    /// The title of a list of items that stands in an annex.
    ItemsAnnex,
    /// The name of a text of special clauses.
    ClausesLabel,
    /// The heading of a clause.
    ClauseHeading,
    /// A row of a checklist that is answered with yes.
    Done,
    /// A row of a checklist that does not apply, with its reason.
    NotApplicable,
}

impl SentenceName {
    /// Every sentence with its word in packs and the names that may stand in it.
    pub const TABLE: [(&str, SentenceName, &[&str]); 40] = [
        ("unstated", SentenceName::Unstated, &[]),
        ("nothing", SentenceName::Nothing, &[]),
        ("elsewhere", SentenceName::Elsewhere, &["annexes"]),
        ("by-checklist", SentenceName::ByChecklist, &[]),
        ("last", SentenceName::Last, &["before", "last"]),
        ("tentative", SentenceName::Tentative, &["day"]),
        ("after-event", SentenceName::AfterEvent, &["event"]),
        ("term", SentenceName::Term, &["from", "to"]),
        ("period", SentenceName::Period, &["title", "from", "to"]),
        ("renewal", SentenceName::Renewal, &["kind"]),
        ("stage", SentenceName::Stage, &["day", "from", "to", "stage"]),
        ("party", SentenceName::Party, &["name", "certifications"]),
        ("certified", SentenceName::Certified, &["name"]),
        ("certifiable", SentenceName::Certifiable, &["name"]),
        ("to-certify", SentenceName::ToCertify, &["name"]),
        ("certification-asked", SentenceName::CertificationAsked, &["name"]),
        ("either", SentenceName::Either, &["before", "last"]),
        ("selection", SentenceName::Selection, &["methods", "requires"]),
        ("electronic", SentenceName::Electronic, &["media"]),
        ("data-set", SentenceName::DataSet, &["name"]),
        ("items", SentenceName::Items, &["subjects", "items"]),
        ("details", SentenceName::Details, &["name", "details"]),
        ("counted", SentenceName::Counted, &["basis"]),
        ("group", SentenceName::Group, &["group", "count", "about", "unit", "basis"]),
        ("total", SentenceName::Total, &["count", "unit"]),
        ("enclosure", SentenceName::Enclosure, &["circled", "number", "name"]),
        ("printed", SentenceName::Printed, &["enclosures"]),
        ("section", SentenceName::Section, &["section"]),
        ("numbered", SentenceName::Numbered, &["number", "text"]),
        ("agenda", SentenceName::Agenda, &["agenda"]),
        ("basis", SentenceName::Basis, &["provision", "matters"]),
        ("matter", SentenceName::Matter, &["matter", "provisions", "agenda"]),
        ("changed-since", SentenceName::ChangedSince, &["session", "forum", "outcome"]),
        ("drawings", SentenceName::Drawings, &["annexes"]),
        ("drawing", SentenceName::Drawing, &["document", "title"]),
        ("items-annex", SentenceName::ItemsAnnex, &["document", "title"]),
        ("clauses-label", SentenceName::ClausesLabel, &["label"]),
        ("clause-heading", SentenceName::ClauseHeading, &["heading"]),
        ("done", SentenceName::Done, &[]),
        ("not-applicable", SentenceName::NotApplicable, &["reason"]),
    ];
}

/// The sentences of a paper: patterns by name, of each name in the order in which they are tried.
#[derive(Debug, Clone, Default)]
pub struct Sentences {
    pub(in crate::policy) patterns: Vec<(SentenceName, Template)>,
}

impl Sentences {
    /// Iterates over the patterns of a sentence: all are read, and the first of which all is known is written.
    pub fn patterns(&self, name: SentenceName) -> impl Iterator<Item = &Template> {
        self.patterns.iter().filter(move |(own, _)| *own == name).map(|(_, pattern)| pattern)
    }

    /// Writes a sentence with values by name: by the first pattern all of whose names have one. `None` if no pattern has.
    pub fn write(&self, name: SentenceName, values: &[(&str, Option<&str>)]) -> Option<String> {
        let value = |asked: &str| values.iter().find(|(own, _)| *own == asked).and_then(|(_, value)| *value);
        let known = |pattern: &&Template| pattern.names().all(|asked| value(asked).is_some());
        let pattern = self.patterns(name).find(known)?;
        Some(pattern.fill(|asked| value(asked).map(Cow::Borrowed)))
    }
}
