//! What a reader calls the place of a copy: one naming for findings, pictures, pages and audits.

use super::{Custody, Holding, Lot, Place};
use crate::filing::Filing;
use crate::vocabulary::enumerations::Medium;
use crate::words::{Lang, Voice};

impl Custody {
    /// Returns the name of a place: a store by its label, a load by its medium and the step that made it. `None` where
    /// the filing does not state where the copy rests.
    pub fn place_label(&self, filing: &Filing, place: Place, lang: Lang) -> Option<String> {
        match place {
            Place::Store(store) => Some(filing.stores[store.at()].label().to_owned()),
            Place::Lot(lot) => Some(self.lots[lot.0 as usize].told(filing, Voice(lang))),
            Place::Transit | Place::Unstated | Place::Assumed | Place::Viewed => None,
        }
    }

    /// Returns the name of the place of a holding: as [`Custody::place_label`], of a load by those of its media that end
    /// so.
    pub fn holding_label(&self, filing: &Filing, holding: &Holding, lang: Lang) -> Option<String> {
        match holding.place {
            Place::Lot(lot) if !holding.alternatives.is_empty() => {
                let lot = Lot {
                    media: holding.alternatives.iter().collect(),
                    label: String::new(),
                    ..self.lots[lot.0 as usize].clone()
                };
                Some(lot.told(filing, Voice(lang)))
            }
            place => self.place_label(filing, place, lang),
        }
    }
}

impl Lot {
    /// Returns the load by its medium and the step that made it.
    fn told(&self, filing: &Filing, voice: Voice) -> String {
        let step = &filing.step(self.made_by).id;
        voice.say("place.load", &[("medium", &self.medium_label(voice)), ("step", step)])
    }

    /// Returns the medium in the author's words, else in those of the vocabulary; several are alternatives.
    fn medium_label(&self, voice: Voice) -> String {
        if !self.label.is_empty() && self.media.len() <= 1 {
            return self.label.clone();
        }
        if self.media.is_empty() { voice.name(Medium::PasswordNotice) } else { voice.one_of(&self.media) }
    }
}
