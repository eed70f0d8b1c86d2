//! Where the heading of a section may stand among signs: what opens and ends as one and is no longer than any, so that a long
//! text is not read from each of its signs to each other.

use std::ops::Range;

use super::pattern::{closing, opening};
use super::signs::{PaperSign, begins, fold};
use crate::policy::{PaperForm, Policy, SentenceName};
use crate::vocabulary::pack_words::PackList;

/// What headings of sections look like on a form.
pub(super) struct SectionHeads {
    /// The words that each way of writing one opens and ends with.
    ends: Vec<(Vec<char>, Vec<char>)>,
    /// Signs of the longest section.
    longest: usize,
}

impl SectionHeads {
    pub(super) fn new(form: &PaperForm, policy: &Policy) -> Self {
        let ends = form.sentences.patterns(SentenceName::Section).map(|pattern| (opening(pattern), closing(pattern)));
        let words = policy.words.of(PackList::Section);
        let spellings = words.iter().flat_map(|word| std::iter::once(word.id()).chain(word.spellings()));
        let longest = spellings.map(|spelling| fold(spelling).len()).max().unwrap_or_default();
        SectionHeads { ends: ends.collect(), longest }
    }

    /// Returns what may be a heading, each as its signs, from left to right and the shorter first: of each sign no more than the
    /// longest section has.
    pub(super) fn within<'s>(&'s self, signs: &'s [PaperSign]) -> impl Iterator<Item = Range<usize>> + 's {
        let from = move |at: usize| self.ends.iter().flat_map(move |ends| self.from(signs, at, ends));
        (0..signs.len()).flat_map(from)
    }

    fn from<'s>(
        &self,
        signs: &'s [PaperSign],
        at: usize,
        (open, close): &'s (Vec<char>, Vec<char>),
    ) -> impl Iterator<Item = Range<usize>> + use<'s> {
        let opens = self.longest > 0 && signs.get(at..).is_some_and(|rest| begins(rest, open));
        let longest = if opens { self.longest } else { 0 };
        let first = at + open.len();
        (1..=longest).filter_map(move |length| {
            let rest = signs.get(first + length..)?;
            begins(rest, close).then(|| at..first + length + close.len())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::signs::Signs;
    use crate::paper;

    fn heads(open: &str, close: &str) -> SectionHeads {
        SectionHeads { ends: vec![(fold(open), fold(close))], longest: 5 }
    }

    fn found(heads: &SectionHeads, text: &str) -> Vec<Range<usize>> {
        let paper = paper::read(text.as_bytes().to_vec()).expect("a paper");
        let signs = Signs::new(&paper);
        heads.within(&signs.all).collect()
    }

    #[test]
    fn what_opens_and_ends_as_a_heading_may_be_one() {
        let heads = heads("【", "】");
        assert_eq!(found(&heads, "次【運搬】及び【保管】"), [1..5, 7..11]);
        assert_eq!(found(&heads, "【長すぎる見出し】【】"), Vec::<Range<usize>>::new());
        assert_eq!(found(&heads, "【【甲】】"), [0..4, 0..5, 1..4, 1..5]);
    }

    #[test]
    fn a_long_text_has_no_more_candidates_than_its_signs_times_the_longest_section() {
        let text = "【甲】".repeat(2_000);
        assert!(found(&heads("【", "】"), &text).len() <= 2 * 2_000);
        // Where nothing opens one, each sign may.
        assert!(found(&heads("", ""), &text).len() <= 5 * 6_000);
    }
}
