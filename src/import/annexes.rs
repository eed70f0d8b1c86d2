//! Lists of items that stand in an annex: read where a part says that its items are there.

use super::fill::Filling;
use super::items::DataRead;
use super::signs::{PaperSign, fold, marker};
use super::values::{Values, comma_parts};

impl Filling<'_, '_, '_> {
    /// Puts the items of annexes in the place of what refers to them.
    pub(super) fn annexes(&mut self) {
        for (name, signs) in std::mem::take(&mut self.annexed) {
            let Some(id) = self.draft.referring(&fold(&name)) else { continue };
            let sets = self.values.listed(&signs);
            if !sets.is_empty() {
                self.draft.listed(&id, &name, sets);
            }
        }
    }
}

impl Values<'_, '_> {
    /// Reads an annex of items: sets, each below a heading of its own, or one set.
    fn listed(&self, signs: &[PaperSign]) -> Vec<DataRead> {
        let mut all: Vec<DataRead> = Vec::new();
        let mut heading: Option<&[PaperSign]> = None;
        for paragraph in self.signs.paragraphs(signs) {
            let lead = marker(self.signs, paragraph).map_or(0, |marker| marker.length);
            let is_list = comma_parts(paragraph).len() > 1 || heading.is_some();
            if lead > 0 || !is_list {
                heading = Some(&paragraph[lead..]);
                self.form_words(&paragraph[..lead]);
                continue;
            }
            // Whose data it is stands with the part.
            let mut sets = self.items(paragraph, Some(String::new()));
            sets.iter_mut().for_each(|set| set.subjects = None);
            if let (Some(own), Some(first)) = (heading.take(), sets.first_mut().filter(|set| set.name.is_none())) {
                self.field(own);
                first.name = Some(self.signs.written(own));
            }
            all.append(&mut sets);
        }
        all
    }
}
