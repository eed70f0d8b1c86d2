//! Sentences of a form read backwards: what stands in the places of a pattern.

use super::signs::{PaperSign, fold};
use crate::words::{Template, TemplatePart};

/// Steps that may be taken to read one text by one pattern, each place counted at which a value may end: a long text by a pattern
/// with many places is no such sentence.
const MAX_STEPS: usize = 200_000;

/// What stands in the places of a pattern, by their names.
pub(super) type Bound<'t, 's> = Vec<(&'t str, &'s [PaperSign])>;

enum Part<'t> {
    Text(Vec<char>),
    Name(&'t str),
}

/// Returns what stands for a name.
pub(super) fn bound<'s>(all: &Bound<'_, 's>, name: &str) -> Option<&'s [PaperSign]> {
    all.iter().find(|(own, _)| *own == name).map(|(_, signs)| *signs)
}

/// Returns the words that a pattern begins with.
pub(super) fn opening(pattern: &Template) -> Vec<char> {
    match pattern.parts().next() {
        Some(TemplatePart::Text(text)) => fold(text),
        _ => Vec::new(),
    }
}

/// Returns the words that a pattern ends with.
pub(super) fn closing(pattern: &Template) -> Vec<char> {
    match pattern.parts().last() {
        Some(TemplatePart::Text(text)) => fold(text),
        _ => Vec::new(),
    }
}

/// Reads all signs by a pattern: of the ways in which it fits, the first that is accepted. Shorter values come first.
pub(super) fn read<'t, 's, T>(
    pattern: &'t Template,
    signs: &'s [PaperSign],
    mut accept: impl FnMut(&Bound<'t, 's>) -> Option<T>,
) -> Option<T> {
    let parts: Vec<Part<'t>> = pattern
        .parts()
        .map(|part| match part {
            TemplatePart::Text(text) => Part::Text(fold(text)),
            TemplatePart::Name(name) => Part::Name(name),
        })
        // Blanks are no signs: what follows them is what a value ends before.
        .filter(|part| !matches!(part, Part::Text(text) if text.is_empty()))
        .collect();
    step(&parts, signs, &mut Vec::new(), &mut MAX_STEPS.clone(), &mut accept)
}

fn step<'t, 's, T>(
    parts: &[Part<'t>],
    signs: &'s [PaperSign],
    found: &mut Bound<'t, 's>,
    left: &mut usize,
    accept: &mut impl FnMut(&Bound<'t, 's>) -> Option<T>,
) -> Option<T> {
    *left = left.checked_sub(1)?;
    match parts {
        [] => {
            if signs.is_empty() {
                accept(found)
            } else {
                None
            }
        }
        [Part::Text(text), rest @ ..] => {
            let after = signs.get(text.len()..)?;
            if super::signs::begins(signs, text) { step(rest, after, found, left, accept) } else { None }
        }
        [Part::Name(name)] => {
            if signs.is_empty() {
                return None;
            }
            found.push((name, signs));
            let done = accept(found);
            found.pop();
            done
        }
        [Part::Name(name), rest @ ..] => {
            for end in 1..signs.len() {
                *left = left.checked_sub(1)?;
                // No value ends where the words after it do not begin.
                if let [Part::Text(next), ..] = rest
                    && !super::signs::begins(&signs[end..], next)
                {
                    continue;
                }
                found.push((name, &signs[..end]));
                let done = step(rest, &signs[end..], found, left, accept);
                found.pop();
                if done.is_some() || *left == 0 {
                    return done;
                }
            }
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::signs::Signs;
    use crate::paper;

    /// Reads a text by a pattern, and counts how often it fits; none is accepted.
    fn fits(pattern: &str, text: &str) -> (usize, Vec<String>) {
        let paper = paper::read(text.as_bytes().to_vec()).expect("a paper");
        let signs = Signs::new(&paper);
        let pattern = Template::parse(pattern).expect("a pattern");
        let (mut count, mut first) = (0, Vec::new());
        let read: Option<()> = read(&pattern, &signs.all, |found| {
            count += 1;
            if count == 1 {
                first = found.iter().map(|(_, own)| signs.written(own)).collect();
            }
            None
        });
        assert_eq!(read, None);
        (count, first)
    }

    #[test]
    fn shorter_values_come_first_and_every_way_is_tried() {
        let found = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        assert_eq!(fits("{group}　約{about}{unit}", "児童　約20人"), (2, found(&["児童", "2", "0人"])));
        assert_eq!(fits("{a}及び{b}", "甲及び乙及び丙"), (2, found(&["甲", "乙及び丙"])));
        assert_eq!(fits("{a}及び{b}", "甲及び").0, 0);
    }

    #[test]
    fn a_long_text_is_given_up_after_so_many_places() {
        // Of two places side by side each end of the first is one way; of three, each pair.
        let text = "あ".repeat(3_000);
        assert_eq!(fits("{a}{b}", &text).0, 2_999);
        let three = fits("{a}{b}{c}", &text).0;
        assert!(0 < three && three <= MAX_STEPS, "{three}");
        assert_eq!(fits("{a}い{b}う{c}", &text).0, 0);
    }
}
