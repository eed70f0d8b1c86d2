//! Did you mean.

use super::fold;

/// Longer words are compared with nothing: comparing grows with the square of their length.
const LONGEST: usize = 200;

/// Most words of one file for which what was meant is looked for.
const MAX_SUGGESTIONS: usize = 1_000;

/// [`suggest`], unless so many words of the file were wrong before: of very many, not each is compared with all that
/// there is.
pub fn suggest_after<'c>(before: usize, word: &str, candidates: impl Iterator<Item = &'c str>) -> Option<&'c str> {
    if before < MAX_SUGGESTIONS { suggest(word, candidates) } else { None }
}

/// The candidate nearest to a word, when it is near enough to be a slip of the hand: at most one edit, and one
/// more for every four characters of the word. The first of equally near ones. Both sides are folded before.
pub fn suggest<'c>(word: &str, candidates: impl Iterator<Item = &'c str>) -> Option<&'c str> {
    let word = fold(word);
    let len = word.chars().count();
    if len > LONGEST {
        return None;
    }
    let limit = 1 + len / 4;
    // A word of one or two characters is one edit away from anything as short.
    let near = |candidate: &&'c str| {
        let candidate = fold(candidate);
        if candidate.chars().count().abs_diff(len) > limit {
            return None;
        }
        let distance = strsim::damerau_levenshtein(&word, &candidate);
        (distance <= limit && distance < len).then_some(distance)
    };
    candidates
        .filter_map(|c| near(&c).map(|distance| (distance, c)))
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, c)| c)
}
