//! The details of a step: medium, carriage, protection, conditions. Only what the filing states; and for a hop, that
//! its medium or protection is not stated.

use super::icons::Icon;
use super::scene::Detail;
use crate::filing::{ActorId, DataId, Field, Filing, Line, Media, Step, Transport};
use crate::text;
use crate::vocabulary::actions::Effect;
use crate::vocabulary::enumerations::{Action, CarriedBy, Container, Enumerated, Medium, Notice};
use crate::vocabulary::words;
use crate::words::{Lang, Voice, join, say};

/// Maximum number of names of data sets in one detail; the others are counted.
const MAX_NAMES: usize = 3;
/// Maximum number of characters of one text in the picture; the description has the whole text.
const MAX_CHARACTERS: usize = 140;

/// What the step before was about, so that it need not be repeated.
#[derive(Clone, Copy, Default)]
pub(super) struct Before<'f> {
    pub(super) data: &'f [DataId],
    pub(super) media: Option<&'f Media>,
}

/// Puts the parts of a filing into words of one language.
#[derive(Clone, Copy)]
pub(crate) struct Wording<'f> {
    pub(crate) filing: &'f Filing,
    pub(crate) lang: Lang,
}

impl Wording<'_> {
    /// Returns a text of the program whose key begins with `diagram.`.
    pub(super) fn say(&self, key: &str, args: &[(&str, &str)]) -> String {
        say(self.lang, &format!("diagram.{key}"), args)
    }

    /// Returns the name of a value of the vocabulary.
    pub(super) fn name<T: Enumerated>(&self, value: T) -> String {
        words::of(value, self.lang).to_owned()
    }

    /// Returns the name of an actor, or the words for one that is not stated.
    pub(super) fn actor(&self, actor: Option<ActorId>) -> String {
        actor.map_or_else(|| self.say("nobody", &[]), |actor| shorten(&self.filing.party_name(actor, self.lang)))
    }

    /// Joins the names of data sets; sets of one annex share its name.
    pub(super) fn data(&self, sets: &[DataId]) -> String {
        let mut names: Vec<(String, usize)> = Vec::new();
        for set in sets {
            let set = &self.filing.data[set.at()];
            let name = set.group.value().map_or_else(|| shorten(set.label()), |group| shorten(group));
            match names.iter_mut().find(|(known, _)| *known == name) {
                Some((_, count)) => *count += 1,
                None => names.push((name, 1)),
            }
        }
        let more = names.len().saturating_sub(MAX_NAMES);
        let shown = names.into_iter().take(MAX_NAMES).map(|(name, count)| match count {
            1 => name,
            _ => self.say("annex-of", &[("name", &name), ("count", &count.to_string())]),
        });
        let joined = shown.collect::<Vec<_>>().join(&self.say("and", &[]));
        match more {
            0 => joined,
            _ => self.say("and-more", &[("names", &joined), ("count", &more.to_string())]),
        }
    }

    /// Returns the details of a step. `hop` is true if it moves data to another lane; what it shares with the step
    /// `before` is not repeated inside a lane.
    pub(super) fn details(&self, step: &Step, title: &str, hop: bool, before: Before<'_>) -> Vec<Detail> {
        let mut all = Vec::new();
        if let Some(when) = self.when(step) {
            all.push(Detail::new(Icon::None, when));
        }
        let sets = step.data.value().map_or(&[][..], Vec::as_slice);
        let names = self.data(sets);
        if !names.is_empty() && (hop || sets != before.data) && !told(title, &names) {
            all.push(Detail::new(Icon::Data, names));
        }
        let again = !hop && step.medium.value().is_some() && step.medium.value() == before.media;
        if again {
            // The medium is the same as in the step before.
        } else if step.ways.is_empty() {
            self.way(&step.medium, &step.line, &step.transport, hop && !step.does(Action::discloses), &mut all);
        } else {
            self.ways(step, &mut all);
        }
        // A printout is on paper even if the filing does not say so.
        let implied = |media: &Media| {
            step.does(|action| matches!(action.row().effect, Effect::Copy(Some(one)) if media.list == [one]))
        };
        if let Some(media) = step.onto.value().filter(|media| !implied(media)) {
            let text = self.say("onto", &[("medium", &self.media(media))]);
            all.push(Detail::new(icon_of(media), text));
        }
        self.protection(step, &mut all);
        if hop && step.ways.is_empty() && self.unprotected(step) {
            all.push(Detail::new(Icon::Gap, self.say("no-protection", &[])));
        }
        all
    }

    fn when(&self, step: &Step) -> Option<String> {
        let mut parts = Vec::new();
        if step.optional {
            parts.push(self.say("optional", &[]));
        }
        if let Some(repeats) = step.repeats.copied() {
            parts.push(self.name(repeats));
        }
        if step.test {
            parts.push(self.say("test", &[]));
        }
        (!parts.is_empty()).then(|| self.say("when", &[("parts", &parts.join(&self.say("and", &[])))]))
    }

    /// Adds the alternatives under one number, each on a new line.
    fn ways(&self, step: &Step, all: &mut Vec<Detail>) {
        for (at, way) in step.ways.iter().enumerate() {
            let carriage = if way.transport.is_empty() { &step.transport } else { &way.transport };
            let mut inside = Vec::new();
            self.way(&way.medium, &way.line, carriage, true, &mut inside);
            if way.encrypted.copied() == Some(true) {
                inside.push(Detail::new(Icon::Shield, self.say("encrypted", &[])));
            }
            if way.changed.is_some() {
                inside.push(Detail::new(Icon::None, self.say("changed-here", &[])));
            }
            let key = if at == 0 { "either" } else { "or-else" };
            if let Some(first) = inside.first_mut() {
                first.text = self.say(key, &[("way", &first.text)]);
                first.fresh = true;
            }
            all.append(&mut inside);
        }
    }

    /// Adds the medium, line and carriage of one way.
    fn way(&self, medium: &Field<Media>, line: &Line, carriage: &[Transport], asked: bool, all: &mut Vec<Detail>) {
        let physical = medium.value().is_some_and(|media| media.list.iter().any(|one| one.is_physical()));
        match (medium, line.kind.copied()) {
            (_, Some(kind)) if !physical => {
                let voice = medium.value().is_some_and(|media| media.list == [Medium::Voice]);
                let icon = if voice { Icon::Voice } else { Icon::Network };
                all.push(Detail::new(icon, self.name(kind)));
            }
            (Field::Stated { value, .. }, _) => all.push(Detail::new(icon_of(value), self.media(value))),
            (Field::Elsewhere(annexes, _), _) => {
                all.push(Detail::new(
                    Icon::Gap,
                    self.say("medium-elsewhere", &[("annex", &shorten(&join(self.lang, annexes)))]),
                ));
            }
            (Field::Unreadable(_), _) => all.push(Detail::new(Icon::Gap, self.say("medium-unreadable", &[]))),
            (Field::Unstated, _) if asked && line_said(line) => {
                all.push(Detail::new(Icon::Network, self.name(Medium::Network)));
            }
            (Field::Unstated, _) if asked => all.push(Detail::new(Icon::Gap, self.say("no-medium", &[]))),
            (Field::Unstated, _) => {}
        }
        let carried: Vec<String> =
            carriage.iter().map(|one| self.carriage(one)).filter(|one| !one.is_empty()).collect();
        if !carried.is_empty() {
            let post = carriage.iter().all(|one| one.by.copied() == Some(CarriedBy::Post));
            let icon = if post { Icon::Letter } else { Icon::Bag };
            all.push(Detail::new(icon, carried.join(&self.say("or", &[]))));
        }
        for (flag, key) in [(&line.encrypted, "line-encrypted"), (&line.restricted_peers, "restricted-peers")] {
            match flag.copied() {
                Some(true) => all.push(Detail::new(Icon::Shield, self.say(key, &[]))),
                Some(false) => all.push(Detail::new(Icon::Gap, self.say(&format!("not-{key}"), &[]))),
                None => {}
            }
        }
        if let Some(software) = line.software.value() {
            all.push(Detail::new(Icon::Shield, self.say("software", &[("name", &shorten(software))])));
        }
    }

    fn carriage(&self, transport: &Transport) -> String {
        let mut parts = Vec::new();
        match (transport.service.copied(), transport.by.copied()) {
            (Some(service), _) => parts.push(self.name(service)),
            (None, Some(by)) => parts.push(self.name(by)),
            (None, None) => {}
        }
        match (transport.container.copied(), transport.container_as_written.value()) {
            (_, Some(own)) => parts.push(own.clone()),
            (Some(Container::Nothing), _) => parts.push(self.say("no-container", &[])),
            (Some(container), _) => parts.push(self.name(container)),
            (None, _) => {}
        }
        if let Some(persons) = transport.persons.copied() {
            parts.push(self.say("persons", &[("count", &persons.to_string())]));
        }
        match transport.ledger.copied() {
            Some(true) => parts.push(self.say("ledger", &[])),
            Some(false) => parts.push(self.say("no-ledger", &[])),
            None => {}
        }
        parts.join(&self.say("and", &[]))
    }

    /// Adds what protects the data itself, and what ends with the step.
    fn protection(&self, step: &Step, all: &mut Vec<Detail>) {
        match step.encrypted.copied() {
            Some(true) => all.push(Detail::new(Icon::Shield, self.say("encrypted", &[]))),
            Some(false) => all.push(Detail::new(Icon::Gap, self.say("not-encrypted", &[]))),
            None => {}
        }
        match step.notice.copied() {
            Some(Notice::Nothing) | None => {}
            Some(notice) => {
                all.push(Detail::new(Icon::Shield, self.say("notice", &[("apart", &self.name(notice))])));
            }
        }
        if let Some(opened) = step.unlocks.value().filter(|opened| !opened.is_empty()) {
            let numbers: Vec<String> = opened.iter().map(|id| shorten(&self.filing.step(*id).id)).collect();
            let numbers = numbers.join(&self.say("and", &[]));
            all.push(Detail::new(Icon::Key, self.say("unlocks", &[("steps", &numbers)])));
        }
        if step.in_advance.copied() == Some(true) {
            all.push(Detail::new(Icon::None, self.say("in-advance", &[])));
        }
        if step.machine.copied() == Some(true) {
            all.push(Detail::new(Icon::None, self.say("machine", &[])));
        }
        if let Some(least) = step.matching.at_least.copied() {
            all.push(Detail::new(Icon::Shield, self.say("matching", &[("count", &least.to_string())])));
        }
        if step.leaves_premises.copied() == Some(true) {
            all.push(Detail::new(Icon::Bag, self.say("leaves", &[])));
        }
        if step.inform_only.copied() == Some(true) {
            all.push(Detail::new(Icon::None, self.say("inform-only", &[])));
        }
        if let Some(store) = step.store.copied() {
            let name = shorten(self.filing.stores[store.at()].label());
            all.push(Detail::new(Icon::Computer, self.say("with-machine", &[("store", &name)])));
        }
        if step.does(Action::discloses) {
            let mode = step.mode.copied().map_or_else(String::new, |mode| self.name(mode));
            let key = if mode.is_empty() { "access" } else { "access-by" };
            all.push(Detail::new(Icon::None, self.say(key, &[("mode", &mode)])));
        }
        if let Some(report) = step.report.value() {
            let to: Vec<String> = report.to.iter().flatten().map(|actor| self.actor(Some(*actor))).collect();
            let text = match (report.made, to.is_empty()) {
                (false, _) => self.say("no-report", &[]),
                (true, true) => self.say("report", &[]),
                (true, false) => self.say("report-to", &[("actors", &to.join(&self.say("and", &[])))]),
            };
            all.push(Detail::new(if report.made { Icon::Report } else { Icon::Gap }, text));
        }
    }

    /// True if a hop by an object or a line states nothing that protects the data.
    fn unprotected(&self, step: &Step) -> bool {
        if step.does(Action::discloses) && step.line.kind == Field::Unstated {
            return false;
        }
        let told = step.medium.value().is_some_and(|media| {
            media.list.iter().all(|one| matches!(one, Medium::Voice | Medium::InPerson | Medium::PasswordNotice))
        });
        let nothing = step.data.value().is_some_and(Vec::is_empty) || step.inform_only.copied() == Some(true);
        !told
            && !nothing
            && step.encrypted == Field::Unstated
            && !line_said(&step.line)
            && step.line.kind == Field::Unstated
            && step.transport.iter().all(|one| {
                one.container == Field::Unstated && one.service == Field::Unstated && one.ledger == Field::Unstated
            })
    }

    /// Joins the names of media, of which one is used; the author's own words are kept where they differ.
    fn media(&self, media: &Media) -> String {
        if !media.label.is_empty() && media.list.len() == 1 {
            return shorten(&media.label);
        }
        Voice(self.lang).one_of(&media.list)
    }
}

/// Puts a text of the filing on one line, without control characters, and cuts it to a length that a picture can hold.
pub(super) fn shorten(text: &str) -> String {
    let one_line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut shown = text::terminal(&one_line).into_owned();
    if let Some((cut, _)) = shown.char_indices().nth(MAX_CHARACTERS) {
        shown.truncate(cut);
        shown.push('\u{2026}');
    }
    shown
}

fn icon_of(media: &Media) -> Icon {
    media.list.first().map_or(Icon::None, |one| Icon::of_medium(*one))
}

/// True if something is stated about a line.
fn line_said(line: &Line) -> bool {
    line.encrypted != Field::Unstated || line.restricted_peers != Field::Unstated || line.software != Field::Unstated
}

/// True if a title already names the data of the step.
fn told(title: &str, names: &str) -> bool {
    let stem: String = names.chars().take(5).collect();
    title.contains(&stem)
}
