//! Laws that filings cite: what each provision governs, since when and until when, as far as texts were read.

use super::basis::Effective;
use crate::calendar::Date;
use crate::text::{Citation, Gloss, Provision};
use crate::vocabulary::enumerations::CitedState;
use crate::words::Both;

/// Number of characters from which a word tells the matter also inside a longer text in brackets: 委託 does not.
const TELLING: usize = 4;

/// A law that filings cite.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Law {
    /// Title of the law, in both languages.
    pub title: Both,
    /// Days on which it is in force.
    pub effective: Effective,
    /// Names by which texts cite it, normalised as names of items are.
    pub names: Vec<String>,
    /// The last day of which its text was read; `None` where that does not matter.
    pub read_to: Option<Date>,
    /// What took its place, where it has ended.
    pub successor: Option<Both>,
    /// What its provisions govern, in the order of the pack.
    pub enactments: Vec<Enactment>,
}

/// What a provision governs on the days for which a text proves it. On days between two of them nobody has looked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enactment {
    /// The place in the law.
    pub at: Provision,
    /// The days on which it governs the matter.
    pub days: Effective,
    /// What it governs.
    pub matter: Both,
    /// Words by which texts call the matter, normalised as names of items are.
    pub words: Vec<String>,
    /// How many paragraphs the article has; `None` where that was not read.
    pub paragraphs: Option<u32>,
    /// What took its place, where the law has ended.
    pub successor: Option<Both>,
}

/// How a citation stands on a day.
#[derive(Debug, Clone)]
pub struct Cited<'l> {
    /// How it stands.
    pub state: CitedState,
    /// What the provision governs on that day.
    pub matter: Option<&'l Both>,
    /// Where the matter that is meant stands on that day, if elsewhere.
    pub now: Option<Provision>,
    /// The day since which it stands there, if a text proves it.
    pub since: Option<Date>,
    /// What took the place of the law.
    pub successor: Option<&'l Both>,
}

impl<'l> Cited<'l> {
    fn as_it_is(state: CitedState) -> Self {
        Cited { state, matter: None, now: None, since: None, successor: None }
    }
}

impl Law {
    /// Tells how a citation of this law stands on a day.
    pub fn cited(&self, citation: &Citation, day: Date) -> Cited<'_> {
        let place = &citation.provision;
        if self.effective.to.is_some_and(|end| end < day) {
            let own = self.enactments.iter().find(|it| it.at.holds(place)).and_then(|it| it.successor.as_ref());
            return Cited { successor: own.or(self.successor.as_ref()), ..Cited::as_it_is(CitedState::Ended) };
        }
        if self.is_beyond(place, day) {
            return Cited::as_it_is(CitedState::Absent);
        }
        let own = self.at(place);
        let Some(_) = own.first() else { return Cited::as_it_is(CitedState::Unlisted) };
        let Some(current) = own.iter().find(|it| it.days.contains(day)) else {
            return Cited::as_it_is(CitedState::Unsure);
        };
        let meant = citation.gloss.as_ref().map_or_else(Vec::new, |gloss| self.meant(gloss));
        let in_force = Cited { matter: Some(&current.matter), ..Cited::as_it_is(CitedState::InForce) };
        let same = |it: &&Enactment| it.matter == current.matter || (it.days.contains(day) && place.holds(&it.at));
        if meant.is_empty() || meant.iter().any(same) {
            return in_force;
        }
        let now = meant.iter().find(|it| it.days.contains(day));
        let ended = |it: &Enactment| it.days.to.is_some_and(|end| end < day);
        let before = own.iter().find(|it| ended(it) && meant.iter().any(|one| one.matter == it.matter));
        let (Some(before), Some(now)) = (before, now) else {
            return Cited { now: now.map(|it| it.at.clone()), state: CitedState::OtherMatter, ..in_force };
        };
        let next = before.days.to.and_then(|end| end.tomorrow().ok());
        let since = current.days.from.filter(|from| next == Some(*from));
        Cited { now: Some(now.at.with_rest_of(place, &before.at)), since, state: CitedState::Moved, ..in_force }
    }

    /// What is known of a place: of the entries that hold it, those that tell it most closely.
    fn at(&self, place: &Provision) -> Vec<&Enactment> {
        let fits = || self.enactments.iter().filter(|it| it.at.holds(place));
        let closest = fits().map(|it| it.at.depth()).max();
        fits().filter(|it| Some(it.at.depth()) == closest).collect()
    }

    /// True if the article has fewer paragraphs than the place names.
    fn is_beyond(&self, place: &Provision, day: Date) -> bool {
        let article = self.enactments.iter().filter(|it| it.at.article == place.article && it.days.contains(day));
        let paragraphs = article.filter_map(|it| it.paragraphs).max();
        paragraphs.zip(place.paragraph).is_some_and(|(all, named)| named > all)
    }

    /// What words behind a provision are about: the entries of which the longest word stands there.
    fn meant(&self, gloss: &Gloss) -> Vec<&Enactment> {
        let told = |word: &str| match gloss {
            Gloss::Bracketed(text) => text == word || (word.chars().count() >= TELLING && text.contains(word)),
            Gloss::Provided(text) => text.starts_with(word),
        };
        let longest = |it: &Enactment| it.words.iter().filter(|word| told(word)).map(String::len).max();
        let most = self.enactments.iter().filter_map(longest).max();
        let all = self.enactments.iter().filter(|it| most.is_some() && longest(it) == most);
        all.collect()
    }
}
