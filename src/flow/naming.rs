//! What a reader calls the place of a copy: one naming for findings, pictures, pages and audits.

use super::{Custody, Place};
use crate::filing::Filing;
use crate::vocabulary::enumerations::Medium;
use crate::words::{Lang, Voice};

impl Custody {
    /// Returns the name of a place: a store by its label, a load by its medium and the step that made it. `None` where
    /// the filing does not state where the copy rests.
    pub fn place_label(&self, filing: &Filing, place: Place, lang: Lang) -> Option<String> {
        match place {
            Place::Store(store) => Some(filing.stores[store.at()].label().to_owned()),
            Place::Lot(lot) => {
                let lot = &self.lots[lot.0 as usize];
                let (voice, step) = (Voice(lang), &filing.step(lot.made_by).id);
                let medium = lot.medium_label(voice);
                Some(voice.say("place.load", &[("medium", &medium), ("step", step)]))
            }
            Place::Transit | Place::Unstated | Place::Assumed | Place::Viewed => None,
        }
    }
}

impl super::Lot {
    /// Returns the medium in the author's words, else in those of the vocabulary; several are alternatives.
    fn medium_label(&self, voice: Voice) -> String {
        if !self.label.is_empty() && self.media.len() <= 1 {
            return self.label.clone();
        }
        let names: Vec<String> = self.media.iter().map(|medium| voice.name(*medium)).collect();
        if names.is_empty() { voice.name(Medium::PasswordNotice) } else { names.join(&voice.text("diagram.or")) }
    }
}
