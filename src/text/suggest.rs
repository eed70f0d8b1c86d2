//! Did you mean.

use super::fold;

/// Longer words are compared with nothing: comparing grows with the square of their length.
const MAX_LENGTH: usize = 200;

/// Maximum number of words of one file for which what was meant is looked for.
const MAX_SUGGESTIONS: usize = 1_000;

/// [`suggest`], unless so many words of the file were wrong before: of very many, not each is compared with all that
/// there is.
pub fn suggest_after<'c>(before: usize, word: &str, candidates: impl Iterator<Item = &'c str>) -> Option<&'c str> {
    if before < MAX_SUGGESTIONS { suggest(word, candidates) } else { None }
}

/// The candidate nearest to a word, when it is near enough to be a slip of the hand. The first of equally near ones.
pub fn suggest<'c>(word: &str, candidates: impl Iterator<Item = &'c str>) -> Option<&'c str> {
    let slip = Slip::of(word);
    candidates
        .filter_map(|candidate| slip.distance(candidate).map(|distance| (distance, candidate)))
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, candidate)| candidate)
}

/// A word that may be a slip of the hand for another.
pub struct Slip {
    folded: String,
    length: usize,
}

impl Slip {
    /// Folds the word, as every candidate is before they are compared.
    pub fn of(word: &str) -> Self {
        let folded = fold(word);
        let length = folded.chars().count();
        Slip { folded, length }
    }

    /// The edits between the word and a candidate; none where they are too many for a slip: more than one, and one
    /// more for every four characters of the word.
    pub fn distance(&self, candidate: &str) -> Option<usize> {
        let limit = 1 + self.length / 4;
        if self.length > MAX_LENGTH {
            return None;
        }
        let candidate = fold(candidate);
        if candidate.chars().count().abs_diff(self.length) > limit {
            return None;
        }
        let distance = strsim::damerau_levenshtein(&self.folded, &candidate);
        // A word of one or two characters is one edit away from anything as short.
        (distance <= limit && distance < self.length).then_some(distance)
    }
}
