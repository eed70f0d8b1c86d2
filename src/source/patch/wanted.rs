//! What a change makes of a tree, whatever its text.

use super::TextChange;
use super::way::{split_last, tokens};
use crate::source::compose::composed;
use crate::source::{Kind, Span, Tree, TreeShape};

/// Makes a change of a tree; `None` if the tree has no place for it.
pub(super) fn make(tree: &mut Tree, change: &TextChange) -> Option<()> {
    match change {
        TextChange::Set { at, value } => {
            *reach(tree, at)? = read_back(value);
        }
        TextChange::Add { map, key, value, after } => {
            let TreeShape::Map(entries) = &mut reach(tree, map)?.shape else { return None };
            let index = match after {
                Some(after) => entries.iter().position(|(key, ..)| key == after)? + 1,
                None => entries.len(),
            };
            let key = composed(key).into_owned();
            let taken = entries.iter().any(|(known, ..)| *known == key);
            entries.insert(index, (key, Span::START, read_back(value)));
            return (!taken).then_some(());
        }
        TextChange::Insert { list, index, value } => {
            let TreeShape::Seq(items) = &mut reach(tree, list)?.shape else { return None };
            (*index <= items.len()).then(|| items.insert(*index, read_back(value)))?;
        }
        TextChange::Remove { at } => {
            let (parent, last) = split_last(at)?;
            match &mut reach(tree, &parent)?.shape {
                TreeShape::Map(entries) => drop(entries.remove(entries.iter().position(|(key, ..)| *key == last)?)),
                TreeShape::Seq(items) => drop(items.remove(position(&last, items.len())?)),
                TreeShape::Scalar(..) => return None,
            }
        }
        TextChange::Move { at, index } => {
            let (parent, last) = split_last(at)?;
            match &mut reach(tree, &parent)?.shape {
                TreeShape::Map(entries) => {
                    let entry = entries.remove(entries.iter().position(|(key, ..)| *key == last)?);
                    (*index <= entries.len()).then(|| entries.insert(*index, entry))?;
                }
                TreeShape::Seq(items) => {
                    let item = items.remove(position(&last, items.len())?);
                    (*index <= items.len()).then(|| items.insert(*index, item))?;
                }
                TreeShape::Scalar(..) => return None,
            }
        }
        TextChange::Rename { at, key } => {
            let (parent, last) = split_last(at)?;
            let TreeShape::Map(entries) = &mut reach(tree, &parent)?.shape else { return None };
            let key = composed(key).into_owned();
            let taken = key != last && entries.iter().any(|(known, ..)| *known == key);
            entries.iter_mut().find(|(known, ..)| *known == last)?.0 = key;
            return (!taken).then_some(());
        }
    }
    Some(())
}

fn reach<'t>(tree: &'t mut Tree, pointer: &str) -> Option<&'t mut Tree> {
    tokens(pointer)?.iter().try_fold(tree, |tree, token| match &mut tree.shape {
        TreeShape::Map(entries) => entries.iter_mut().find(|(key, ..)| key == token).map(|(.., value)| value),
        TreeShape::Seq(items) => {
            let index = position(token, items.len())?;
            items.get_mut(index)
        }
        TreeShape::Scalar(..) => None,
    })
}

fn position(token: &str, length: usize) -> Option<usize> {
    token.parse().ok().filter(|&index| index < length)
}

/// Returns a value as the reader would give it back: with marks joined to their letters.
fn read_back(value: &Tree) -> Tree {
    let shape = match &value.shape {
        TreeShape::Scalar(Kind::Str, text) => TreeShape::Scalar(Kind::Str, composed(text).into_owned()),
        TreeShape::Scalar(kind, text) => TreeShape::Scalar(*kind, text.clone()),
        TreeShape::Seq(items) => TreeShape::Seq(items.iter().map(read_back).collect()),
        TreeShape::Map(entries) => TreeShape::Map(
            entries.iter().map(|(key, span, value)| (composed(key).into_owned(), *span, read_back(value))).collect(),
        ),
    };
    Tree { span: value.span, shape }
}
