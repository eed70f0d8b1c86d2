//! Writes the changes of a file into its text, around one another where they nest.

use std::cmp::Reverse;
use std::ops::Range;

use crate::change::{Change, SWITCH};

/// A file with changes written in, and where each of them stands now.
pub struct Rewritten {
    /// The new text.
    pub text: String,
    /// Bytes of the new text that belong to each change, by its number.
    pub places: Vec<(usize, Range<usize>)>,
}

/// Writes the numbered changes into the text. What they change to is the plain text: only one is ever in force.
pub fn rewrite(text: &str, changes: &[(usize, &Change)]) -> Rewritten {
    let mut cuts = Vec::new();
    for (number, change) in changes {
        let Range { start, end } = change.found.span;
        let order = i64::try_from(*number).unwrap_or(i64::MAX);
        // At one byte, what ends comes before what begins; the outer opens first and closes last.
        cuts.push(((start, true, Reverse(end), order), *number, &change.found.edit.open));
        cuts.push(((end, false, Reverse(start), -order), *number, &change.found.edit.close));
    }
    cuts.sort_by_key(|(key, ..)| *key);
    let mut written = Rewritten { text: String::new(), places: Vec::new() };
    let mut at = 0;
    for ((cut, opens, ..), number, put) in cuts {
        written.text.push_str(text.get(at..cut).unwrap_or_default());
        at = cut;
        if opens {
            written.places.push((number, written.text.len()..usize::MAX));
        }
        written.text.push_str(&put.replace(SWITCH, &format!("crate::seeded::on({number})")));
        let end = written.text.len();
        if !opens && let Some((_, place)) = written.places.iter_mut().find(|(known, _)| *known == number) {
            place.end = end;
        }
    }
    written.text.push_str(text.get(at..).unwrap_or_default());
    written
}
