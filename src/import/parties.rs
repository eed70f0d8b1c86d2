//! Who takes part, and on what data is handed on: parties with their certifications or the way in which they are chosen, and
//! media.

use super::signs::{PaperSign, line_ends};
use super::values::{Values, comma_parts, infer, list, map, put, text};
use crate::policy::SentenceName;
use crate::source::{Span, Tree};
use crate::vocabulary::enumerations::{
    CertificationStatus, Enumerated, Enumeration, Medium, SelectionMethod, StoreKind,
};
use crate::vocabulary::words as vocabulary;

/// True if a text is the very name of a medium, and nothing like 等 stands behind it.
fn is_name(medium: &Tree, written: &str) -> bool {
    let position = medium.text().and_then(|word| Medium::TABLE.position(word));
    let name = position.and_then(|at| vocabulary::value(Medium::TABLE, at));
    name.is_some_and(|words| crate::text::fold(&words.name.ja) == crate::text::fold(written))
}

impl Values<'_, '_> {
    /// Reads a party: its name with certifications, or how it is chosen.
    pub(super) fn party(&self, signs: &[PaperSign]) -> Tree {
        let mut actor = self
            .chosen(signs)
            .or_else(|| self.certified(signs))
            .unwrap_or_else(|| map([("name", Some(text(self.signs.written(signs))))]));
        self.field(signs);
        if let Some(changed) = self.changed(signs) {
            put(&mut actor, "changed", changed);
        }
        actor
    }

    /// Reads how a party is chosen.
    fn chosen(&self, signs: &[PaperSign]) -> Option<Tree> {
        let selection = self.sentence(SentenceName::Selection, signs, |value| {
            let methods = match value("methods") {
                Some(methods) => Some(self.words(SelectionMethod::TABLE, methods)?),
                None => None,
            };
            let requires = match value("requires") {
                Some(signs) => Some(self.sentence(SentenceName::Certifiable, signs, |value| {
                    let names = self.parts(value("name")?).into_iter().map(|name| text(self.certification(name)));
                    Some(list(names.collect()))
                })?),
                None => None,
            };
            Some(map([("method", methods), ("requires", requires)]))
        });
        Some(map([("selection", Some(selection?))]))
    }

    fn certified(&self, signs: &[PaperSign]) -> Option<Tree> {
        self.sentence(SentenceName::Party, signs, |value| {
            let certifications = value("certifications")?;
            // What is said of the last holds for those before it that say nothing themselves.
            let mut said = None;
            let mut own = Vec::new();
            for one in self.parts(certifications).into_iter().rev() {
                let read = self.certification_of(one);
                said = read.map(|(_, status)| status).or(said);
                let name = read.map_or(one, |(name, _)| name);
                let status = text(said?.word());
                own.push(map([("name", Some(text(self.certification(name)))), ("status", Some(status))]));
            }
            own.reverse();
            let name = text(self.signs.written(value("name")?));
            Some(map([("name", Some(name)), ("certifications", Some(list(own)))]))
        })
    }

    /// Reads a certification and how it stands with it.
    fn certification_of<'s>(&self, signs: &'s [PaperSign]) -> Option<(&'s [PaperSign], CertificationStatus)> {
        let all = [
            (SentenceName::Certified, CertificationStatus::Held),
            (SentenceName::ToCertify, CertificationStatus::ToAcquire),
            (SentenceName::CertificationAsked, CertificationStatus::Required),
        ];
        all.into_iter().find_map(|(name, status)| Some((self.sentence(name, signs, |value| value("name"))?, status)))
    }

    fn certification(&self, signs: &[PaperSign]) -> String {
        self.named(signs).map_or_else(|| self.signs.written(signs), str::to_owned)
    }

    /// Reads words of a list that are joined as alternatives or in a row; `None` if one of them is unknown.
    fn words(&self, words: &'static Enumeration, signs: &[PaperSign]) -> Option<Tree> {
        let word = |signs: &&[PaperSign]| {
            let named = self.named(signs).and_then(|id| words.position(id));
            let at = named.or_else(|| vocabulary::lookup(words, &self.signs.written(signs)))?;
            words.values.get(usize::from(at)).map(|word| text(*word))
        };
        let parts = self.alternatives(self.parts(signs));
        let all: Option<Vec<Tree>> = parts.iter().map(word).collect();
        all.filter(|all| !all.is_empty()).map(list)
    }

    /// Reads media and the stores among them: as many of the first lines as are media and nothing else, or what of all is.
    pub(super) fn media(&self, signs: &[PaperSign]) -> Option<Tree> {
        let whole = |signs: &[PaperSign]| {
            let is = |part: &&[PaperSign]| {
                self.medium(part).is_some() || self.sentence(SentenceName::Electronic, part, |_| Some(())).is_some()
            };
            self.parts(signs).iter().all(is)
        };
        let end = line_ends(signs).into_iter().rev().find(|end| whole(&signs[..*end]));
        let signs = &signs[..end.unwrap_or(signs.len())];
        let mut all = Vec::new();
        for part in self.parts(signs) {
            if let Some(medium) = self.medium(part) {
                self.field(part);
                all.push(medium);
                continue;
            }
            let inside = self.sentence(SentenceName::Electronic, part, |value| value("media"));
            if let Some(inside) = inside {
                self.field(part);
                let inner = self.parts(inside);
                // Written with other brackets than those of the form, it is kept as a whole.
                let whole = self.signs.written(part);
                let own = self.signs.written(inside);
                let mut patterns = self.form.sentences.patterns(SentenceName::Electronic);
                let is_of_form = patterns.any(|pattern| pattern.fill(|_| Some(own.as_str().into())) == whole);
                for one in &inner {
                    let written = if inner.len() == 1 && !is_of_form { &whole } else { &self.signs.written(one) };
                    all.extend(self.electronic(one, written));
                }
            }
        }
        if all.is_empty() {
            return None;
        }
        // The signs between them.
        let parts: Vec<&[PaperSign]> = self.parts(signs);
        let between = |sign: &&PaperSign| !parts.iter().any(|part| part.iter().any(|own| own.number == sign.number));
        signs.iter().filter(between).for_each(|sign| self.field(std::slice::from_ref(sign)));
        Some(list(all))
    }

    /// Reads a medium that is written as the list has it.
    fn medium(&self, signs: &[PaperSign]) -> Option<Tree> {
        let at = vocabulary::lookup(Medium::TABLE, &self.signs.written(signs))?;
        let medium = Medium::from_position(at).filter(|medium| medium.is_physical())?;
        Some(text(medium.word()))
    }

    /// Reads what carries data other than paper: a medium, one of several, or a store. `whole` is how the paper calls it.
    fn electronic(&self, signs: &[PaperSign], whole: &str) -> Vec<Tree> {
        let written = self.signs.written(signs);
        let as_written = || Some(text(whole));
        let parts = self.alternatives(vec![signs]);
        let media: Option<Vec<Tree>> = parts.iter().map(|part| self.medium(part)).collect();
        match media {
            Some(mut media) if media.len() == 1 && is_name(&media[0], &written) => vec![media.remove(0)],
            Some(media) => {
                media.into_iter().map(|medium| map([("medium", Some(medium)), ("as_written", as_written())])).collect()
            }
            None => {
                let named = vocabulary::lookup(StoreKind::TABLE, &written);
                let inside = vocabulary::named_in(StoreKind::TABLE, &written);
                let concluded = named.is_none() && inside.len() == 1;
                let kind = named.or_else(|| inside.first().copied().filter(|_| concluded));
                let kind = kind.and_then(|at| StoreKind::TABLE.values.get(usize::from(at))).map(|word| text(*word));
                let mut store = map([("kind", kind), ("as_written", as_written())]);
                if concluded {
                    infer(&mut store, "kind");
                }
                vec![store]
            }
        }
    }

    /// Parts signs further at the word for alternatives.
    fn alternatives<'s>(&self, parts: Vec<&'s [PaperSign]>) -> Vec<&'s [PaperSign]> {
        let parts = parts.into_iter().flat_map(comma_parts).flat_map(|part| self.split(SentenceName::Either, part));
        parts.filter(|part| !part.is_empty()).collect()
    }

    /// Reads a store by its name.
    pub(super) fn store(&self, signs: &[PaperSign]) -> Tree {
        self.field(signs);
        let mut store = Tree::map(Span::START);
        put(&mut store, "name", text(self.signs.written(signs)));
        store
    }
}
