//! Edits made one after the other, as edits of the text that they began with.

use std::ops::Range;

use super::Splice;

/// Edits of a text: in order, and none touching another.
#[derive(Default)]
pub(super) struct Merged(Vec<Splice>);

/// Returns a text with splices made, which are in order and do not overlap.
pub(super) fn spliced(text: &str, splices: &[Splice]) -> String {
    let mut made = String::with_capacity(text.len());
    let mut from = 0;
    for (range, new) in splices {
        made.push_str(text.get(from..range.start).unwrap_or_default());
        made.push_str(new);
        from = range.end.max(from);
    }
    made + text.get(from..).unwrap_or_default()
}

impl Merged {
    /// Adds splices of the text as the edits so far leave it; they are in order and do not overlap.
    pub(super) fn add(&mut self, splices: &[Splice]) {
        splices.iter().rev().for_each(|(range, new)| self.add_one(range, new));
    }

    fn add_one(&mut self, range: &Range<usize>, new: &str) {
        // How far the edits passed so far have moved what follows them.
        let (mut gained, mut lost) = (0, 0);
        let (mut before, mut touched, mut after) = (Vec::new(), Vec::new(), Vec::new());
        let (mut shift, mut end_shift) = ((0, 0), (0, 0));
        for (old, text) in std::mem::take(&mut self.0) {
            let start = old.start + gained - lost;
            let end = start + text.len();
            (gained, lost) = (gained + text.len(), lost + old.len());
            if end < range.start {
                before.push((old, text));
                shift = (gained, lost);
            } else if start > range.end {
                after.push((old, text));
            } else {
                touched.push((start, old, text));
            }
            if start <= range.end {
                end_shift = (gained, lost);
            }
        }
        let original = |at: usize, (gained, lost): (usize, usize)| (at + lost).saturating_sub(gained);
        let mut merged = (original(range.start, shift)..original(range.end, end_shift), new.to_owned());
        if let Some((start, old, text)) = touched.first()
            && *start <= range.start
        {
            merged.0.start = old.start;
            merged.1.insert_str(0, text.get(..range.start - start).unwrap_or_default());
        }
        if let Some((start, old, text)) = touched.last()
            && start + text.len() >= range.end
        {
            merged.0.end = old.end;
            merged.1.push_str(text.get(range.end - start..).unwrap_or_default());
        }
        before.push(merged);
        before.append(&mut after);
        self.0 = before;
    }

    /// Returns the edits, without whole lines that they leave as they are.
    pub(super) fn finish(self, original: &str) -> Vec<Splice> {
        let edits = self.0.into_iter().map(|(range, text)| narrowed(original, range, text));
        edits.filter(|(range, text)| original.get(range.clone()) != Some(text)).collect()
    }
}

fn narrowed(original: &str, mut range: Range<usize>, mut text: String) -> Splice {
    let old = original.get(range.clone()).unwrap_or_default();
    let alike = |(one, other): &(&str, &str)| one == other && one.ends_with('\n');
    let head: usize =
        old.split_inclusive('\n').zip(text.split_inclusive('\n')).take_while(alike).map(|(line, _)| line.len()).sum();
    let (old, new) = (old.get(head..).unwrap_or_default(), text.get(head..).unwrap_or_default());
    // The first line of either is only a part of one.
    let lines = |text: &str| text.split_inclusive('\n').skip(1).count();
    let most = lines(old).min(lines(new));
    let ends = old.split_inclusive('\n').rev().zip(new.split_inclusive('\n').rev()).take(most);
    let tail: usize = ends.take_while(|(one, other)| one == other).map(|(line, _)| line.len()).sum();
    let new = new.get(..new.len() - tail).unwrap_or_default().to_owned();
    range = range.start + head..range.end - tail;
    text = new;
    (range, text)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn edits_one_after_the_other_are_edits_of_the_first_text(
            text in "[a-e\\n]{0,30}",
            steps in proptest::collection::vec((0usize..40, 0usize..6, "[v-z\\n]{0,4}"), 0..8),
        ) {
            let mut merged = Merged::default();
            let mut now = text.clone();
            for (start, length, new) in steps {
                let start = start.min(now.len());
                let splices = [(start..(start + length).min(now.len()), new)];
                now = spliced(&now, &splices);
                merged.add(&splices);
                let apart = merged.0.iter().zip(merged.0.iter().skip(1)).all(|((one, _), (next, _))| one.end <= next.start);
                prop_assert!(apart, "{:?}", merged.0);
                prop_assert_eq!(&spliced(&text, &merged.0), &now);
            }
            prop_assert_eq!(spliced(&text, &merged.finish(&text)), now);
        }
    }
}
