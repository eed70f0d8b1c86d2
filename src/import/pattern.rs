//! Sentences of a form read backwards: what stands in the places of a pattern.

use super::signs::{PaperSign, fold};
use crate::words::{Template, TemplatePart};

/// Steps that may be taken to read one text by one pattern: a long text by a pattern with many places is no such sentence.
const MAX_STEPS: usize = 20_000;

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
