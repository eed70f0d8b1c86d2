//! A page over what changed between two versions of a filing.

use askama::Template;

use super::sheet::Sheet;
use super::voice::Voice;
use crate::compare::{Weight, Wording};

#[derive(Template)]
#[template(path = "changes.html")]
struct ChangesPage {
    sheet: Sheet,
    voice: Voice,
    files: String,
    groups: Vec<Group>,
    marks: Vec<String>,
}

/// Changes of one weight.
struct Group {
    word: &'static str,
    /// The class of findings that weigh as much.
    looks: &'static str,
    name: String,
    rows: Vec<Row>,
}

struct Row {
    number: usize,
    change: String,
    places: String,
    reason: String,
}

/// The page of changes.
///
/// # Errors
/// Memory for the text runs out.
pub fn changes(wording: Wording<'_>) -> Result<String, askama::Error> {
    let voice = Voice(wording.lang);
    let groups = wording.by_weight().map(|(weight, changes)| Group {
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
            .map(|(number, change)| Row {
                number,
                change: voice.clean(&wording.sentence(change)),
                places: voice.clean(&wording.places(change)),
                reason: voice.clean(wording.because(change)),
            })
            .collect(),
    });
    let page = ChangesPage {
        sheet: Sheet::new(voice, wording.summary()),
        voice,
        files: voice.clean(&wording.files()),
        groups: groups.collect(),
        marks: wording.marks().iter().map(|mark| voice.clean(mark)).collect(),
    };
    page.render()
}
