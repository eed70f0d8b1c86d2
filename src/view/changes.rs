//! What changed between two versions of a filing, as a reader sees it.

use crate::compare::{ChangeWording, Weight};
use crate::words::clean;

/// The changes of one weight.
pub(crate) struct ChangeGroup {
    pub(crate) word: &'static str,
    /// Word of the severity that it is shown like; empty if none.
    pub(crate) looks: &'static str,
    pub(crate) name: String,
    pub(crate) rows: Vec<ChangeLine>,
}

/// One change, in words.
pub(crate) struct ChangeLine {
    pub(crate) number: usize,
    pub(crate) change: String,
    pub(crate) places: String,
    pub(crate) reason: String,
}

/// Groups changes by weight, the heaviest first.
pub(crate) fn changes(wording: ChangeWording<'_>) -> Vec<ChangeGroup> {
    let groups = wording.by_weight().map(|(weight, changes)| ChangeGroup {
        word: weight.word(),
        looks: match weight {
            Weight::Resubmit => "error",
            Weight::Undecided => "warning",
            Weight::Report => "note",
            Weight::Nothing => "",
        },
        name: wording.weight(weight),
        rows: changes
            .into_iter()
            .map(|(number, change)| ChangeLine {
                number,
                change: clean(&wording.sentence(change)),
                places: clean(&wording.places(change)),
                reason: clean(wording.because(change)),
            })
            .collect(),
    });
    groups.collect()
}
