//! What the packs of a run have for a filing to name.

use super::{Session, SessionError};
use crate::filing::schema::Offers;
use crate::vocabulary::pack_words::PackList;
use crate::vocabulary::shape::Offer;

impl Session {
    /// Returns what the packs define and a filing may name, for a schema in the language of the run.
    ///
    /// # Errors
    /// A pack cannot be loaded.
    pub fn offers(&self) -> Result<Offers, SessionError> {
        let (mut offers, lang) = (Offers::default(), self.lang());
        for jurisdiction in self.jurisdictions() {
            let Some(policy) = self.policy(&jurisdiction)? else { continue };
            offers.add(Offer::Jurisdiction, &jurisdiction, policy.title.get(lang));
            policy.checklists.values().for_each(|form| offers.add(Offer::Checklist, &form.id, form.title.get(lang)));
            policy.clauses.values().for_each(|form| offers.add(Offer::Clauses, &form.id, form.title.get(lang)));
            policy.measures.values().for_each(|one| offers.add(Offer::Measure, &one.id, one.title.get(lang)));
            for list in PackList::ALL {
                for word in policy.words.of(list) {
                    offers.add(Offer::Word(list), word.id(), word.name(lang));
                    word.spellings().for_each(|spelling| offers.add(Offer::Word(list), spelling, word.name(lang)));
                }
            }
        }
        Ok(offers)
    }
}
