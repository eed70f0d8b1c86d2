//! Lines of a paper outside its tables: what is cited, how a matter is put before the forum, and since when it has changed;
//! and measures in prose.

use super::signs::{Marker, MarkerKind, PaperSign, Signs, marker};
use super::values::{Values, list, map, put, text};
use crate::policy::SentenceName;
use crate::source::{Span, Tree};
use crate::vocabulary::enumerations::{Enumerated, Outcome};
use crate::vocabulary::pack_words::{PackList, PackWord};
use crate::vocabulary::words as vocabulary;

/// Provisions with how each is put before the forum, as the id of its agenda.
pub(super) type CitedProvisions = Vec<(Tree, Option<String>)>;

/// An earlier decision to which a paper refers.
pub(super) struct EarlierDecision {
    pub(super) session: String,
    pub(super) forum: String,
    pub(super) outcome: Option<&'static str>,
}

/// A measure in prose: its section and number, where it has them, and its paragraphs.
struct MeasureRead<'s> {
    section: Option<String>,
    number: Option<String>,
    lines: Vec<&'s [PaperSign]>,
}

impl Values<'_, '_> {
    /// Reads provisions with what they govern.
    pub(super) fn basis(&self, signs: &[PaperSign]) -> CitedProvisions {
        let mut all = Vec::new();
        let mut agenda = None;
        for paragraph in self.signs.paragraphs(signs) {
            let put_as = self.sentence(SentenceName::Agenda, paragraph, |value| self.agenda(value("agenda")?));
            if put_as.is_some() {
                self.field(paragraph);
                agenda = put_as;
                continue;
            }
            let found = self.sentence(SentenceName::Basis, paragraph, |value| {
                let provision = value("provision")?;
                let matters = match value("matters") {
                    Some(matters) => {
                        self.parts(matters).into_iter().map(|one| self.matter_id(one)).collect::<Option<_>>()?
                    }
                    None => Vec::new(),
                };
                Some((self.provision(provision), matters))
            });
            let Some((provision, matters)) = found else { continue };
            self.field(paragraph);
            let row = |matter: Option<Tree>| map([("provision", Some(text(provision.clone()))), ("matter", matter)]);
            match matters.is_empty() {
                true => all.push((row(None), agenda.clone())),
                false => all.extend(matters.into_iter().map(|one: String| (row(Some(text(one))), agenda.clone()))),
            }
        }
        all
    }

    /// Returns a provision with the law that the lines of the form leave out.
    fn provision(&self, signs: &[PaperSign]) -> String {
        let written = self.signs.written(signs).replace(char::is_whitespace, "");
        match self.form.law.first() {
            Some(law) if !self.form.law.iter().any(|law| written.starts_with(law.as_str())) => {
                format!("{law}{written}")
            }
            _ => written,
        }
    }

    fn matter_id(&self, signs: &[PaperSign]) -> Option<String> {
        let known = |id: &str| self.policy.words.get(PackList::Matter, id).map(|word| word.id().to_owned());
        let named = self.named(signs).and_then(known);
        named.or_else(|| {
            let word = self.policy.words.lookup(PackList::Matter, &self.signs.written(signs))?;
            Some(word.id().to_owned())
        })
    }

    fn agenda(&self, signs: &[PaperSign]) -> Option<String> {
        let word = self.policy.words.lookup(PackList::Agenda, &self.signs.written(signs))?;
        Some(word.id().to_owned())
    }

    /// Reads class, provision and agenda of a part into it; false if signs tell none.
    pub(super) fn matter(&self, signs: &[PaperSign], part: &mut Tree) -> bool {
        let found = self.sentence(SentenceName::Matter, signs, |value| {
            let agenda = match value("agenda") {
                Some(agenda) => Some(self.agenda(agenda)?),
                None => None,
            };
            let matter = value("matter")?;
            Some((matter, value("provisions"), agenda))
        });
        let Some((matter, provisions, agenda)) = found else { return false };
        self.field(signs);
        let id = self.matter_id(matter);
        let row = provisions.map(|provisions| {
            let provision = self.signs.written(provisions).replace(char::is_whitespace, "");
            map([("provision", Some(text(provision))), ("matter", id.clone().map(text))])
        });
        if let Some(row) = row {
            put(part, "basis", list(vec![row]));
        }
        // What is not the plain name of the matter tells more than it.
        if id.is_none() {
            put(part, "class", text(self.signs.written(matter)));
        }
        if let Some(agenda) = agenda {
            put(part, "agenda", text(agenda));
        }
        true
    }

    /// Returns the forum that a name means: by the name itself, or by the name that it ends in.
    pub(super) fn forum(&self, name: &str) -> Option<(&PackWord, bool)> {
        let words = &self.policy.words;
        let ends = |word: &&PackWord| word.spellings().any(|own| name.ends_with(own));
        let known = words.lookup(PackList::Forum, name).map(|word| (word, false));
        known.or_else(|| Some((words.of(PackList::Forum).iter().find(ends)?, true)))
    }

    /// Reads since which decision marked words have changed.
    pub(super) fn changed_since(&self, signs: &[PaperSign]) -> Option<EarlierDecision> {
        let found = self.sentence(SentenceName::ChangedSince, signs, |value| {
            // What follows the number of the session belongs to the forum.
            let session = self.signs.written(value("session")?);
            let forum = self.signs.written(value("forum")?);
            if !session.ends_with('回') {
                return None;
            }
            let outcome = match value("outcome") {
                Some(outcome) => {
                    let at = vocabulary::lookup(Outcome::TABLE, &self.signs.written(outcome))?;
                    Some(*Outcome::TABLE.values.get(usize::from(at))?)
                }
                None => None,
            };
            Some(EarlierDecision { session, forum, outcome })
        })?;
        self.field(signs);
        Some(found)
    }

    /// Reads measures in prose, by section and number.
    pub(super) fn measures(&self, signs: &[PaperSign]) -> Option<Tree> {
        let mut all: Vec<MeasureRead<'_>> = Vec::new();
        let mut section = None;
        for paragraph in self.signs.paragraphs(signs) {
            let head = self.sentence(SentenceName::Section, paragraph, |value| {
                let word = self.policy.words.lookup(PackList::Section, &self.signs.written(value("section")?))?;
                Some(word.id().to_owned())
            });
            if head.is_some() {
                self.field(paragraph);
                section = head;
                continue;
            }
            match (number(self.signs, paragraph), all.last_mut()) {
                (Some(lead), _) => {
                    let (digits, rest) = paragraph.split_at(lead.length);
                    self.field(digits);
                    let number = digits.iter().map(|sign| sign.c).filter(char::is_ascii_digit).collect();
                    all.push(MeasureRead { section: section.clone(), number: Some(number), lines: vec![rest] });
                }
                (None, Some(last)) if last.number.is_some() && last.section == section => last.lines.push(paragraph),
                (None, _) => all.push(MeasureRead { section: section.clone(), number: None, lines: vec![paragraph] }),
            }
        }
        let measure = |MeasureRead { section, number, lines }: MeasureRead<'_>| {
            lines.iter().for_each(|line| self.field(line));
            let written = lines.iter().map(|line| self.signs.written(line)).collect::<Vec<_>>().join("\n");
            let number = number.map(|number| Tree::scalar(crate::source::Kind::Int, number, Span::START));
            let changed = self.changed(&lines.concat());
            map([
                ("number", number),
                ("section", section.map(text)),
                ("text", Some(text(written))),
                ("changed", changed),
            ])
        };
        let all: Vec<Tree> = all.into_iter().map(measure).collect();
        (!all.is_empty()).then(|| list(all))
    }

    /// True if signs say that a checklist has the measures.
    pub(super) fn is_by_checklist(&self, signs: &[PaperSign]) -> bool {
        let found = self.sentence(SentenceName::ByChecklist, signs, |_| Some(())).is_some();
        if found {
            self.field(signs);
        }
        found
    }
}

/// Returns the number of a measure.
fn number(signs: &Signs<'_>, own: &[PaperSign]) -> Option<Marker> {
    marker(signs, own).filter(|lead| lead.kind == MarkerKind::Number)
}
