//! Changes of a document as the smallest edits of its text.
//!
//! Owns what a change of a tree means ([`TextChange`]), where it is written ([`ground`]) and in what style, and the proof: each
//! edit is kept only if the patched text, read again, is exactly the tree that was asked for. What cannot be written so is
//! refused ([`Unpatchable`]), with its place. Comments stay, but for one that ends the line of what is removed.
//!
//! Leaves to others: which changes are wanted, the words of a refusal, and files.

mod add;
mod ground;
mod merge;
mod remove;
mod replace;
mod toward;
mod wanted;
mod way;

#[cfg(test)]
mod tests;

use std::ops::Range;

use ground::PatchedText;
use merge::Merged;

use super::{Document, Limits, SourceFile, Span, Tree};

pub use toward::changes_toward;
pub use way::below;

/// A change of a document. Places are JSON Pointers into what the changes before it have made of the document.
#[derive(Clone, Debug, PartialEq)]
pub enum TextChange {
    /// Gives a place a value. Keys that are not there are added as the last of their mapping; a collection that stays one
    /// of its kind is changed only where it differs.
    Set {
        /// The place.
        at: String,
        /// Its new value.
        value: Tree,
    },
    /// Adds a key to a mapping.
    Add {
        /// The mapping.
        map: String,
        /// The key, which is not there yet.
        key: String,
        /// Its value.
        value: Tree,
        /// The key behind which it is written; the last one if `None`.
        after: Option<String>,
    },
    /// Adds an item to a sequence.
    Insert {
        /// The sequence.
        list: String,
        /// Where the item then stands, counted from 0; at most the number of items.
        index: usize,
        /// The item.
        value: Tree,
    },
    /// Removes a key with its value, or an item. Comments above it stay.
    Remove {
        /// The value or item.
        at: String,
    },
    /// Moves an entry within its collection, with the comments directly above it.
    Move {
        /// The value or item.
        at: String,
        /// Where it then stands, counted from 0.
        index: usize,
    },
    /// Gives a key another name.
    Rename {
        /// The value of the key.
        at: String,
        /// The new name.
        key: String,
    },
}

impl TextChange {
    /// Returns the place that the change is about.
    pub fn at(&self) -> &str {
        match self {
            TextChange::Set { at, .. }
            | TextChange::Remove { at }
            | TextChange::Move { at, .. }
            | TextChange::Rename { at, .. } => at,
            TextChange::Add { map, .. } => map,
            TextChange::Insert { list, .. } => list,
        }
    }
}

/// A replacement of a part of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextEdit {
    /// The bytes that are replaced; empty for an insertion.
    pub range: Range<usize>,
    /// The same place in lines and columns.
    pub span: Span,
    /// What stands there afterwards.
    pub text: String,
}

/// A change that cannot be written into a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unpatchable {
    /// What is in the way.
    pub obstacle: PatchObstacle,
    /// The JSON Pointer of the change.
    pub at: String,
    /// Where the obstacle is.
    pub span: Span,
}

/// What keeps a change from being written into a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PatchObstacle {
    /// The document has no such place, or not of the kind that the change is for.
    Nowhere,
    /// The key is there already.
    KeyTaken,
    /// The place is reached through an alias.
    ThroughAlias {
        /// Where the anchor is.
        anchor: Span,
    },
    /// The place belongs to what an alias stands for elsewhere.
    AnchorUsed {
        /// Where the first of the aliases is.
        alias: Span,
    },
    /// A line ends with a carriage return alone.
    LoneReturn,
    /// So many changes of so long a text would take too long.
    TooMuch,
    /// The patched text would not say what is wanted.
    Unproven,
}

/// Number of bytes that are read again at most, for all changes of one text.
const MAX_READ: usize = 256 * 1024 * 1024;

/// Returns the edits of a text that make the changes, in the order of their places and none touching another.
///
/// # Errors
/// [`Unpatchable`] for the first change that cannot be written so that the text reads back as wanted. Nothing is done by
/// halves: there are then no edits.
pub fn edits(document: &Document, source: &SourceFile, changes: &[TextChange]) -> Result<Vec<TextEdit>, Unpatchable> {
    let mut patch = Patch::new(document, source)?;
    patch.make_all(changes)?;
    let place = |range: &Range<usize>| {
        let ((line, column), (end_line, end_column)) = (source.position(range.start), source.position(range.end));
        Span { line, column, end_line, end_column }
    };
    let edits = patch.merged.finish(source.text());
    let edits: Vec<TextEdit> =
        edits.into_iter().map(|(range, text)| TextEdit { span: place(&range), range, text }).collect();
    match apply(source.text(), &edits) == patch.source.text() {
        true => Ok(edits),
        false => Err(Unpatchable { obstacle: PatchObstacle::Unproven, at: String::new(), span: Span::START }),
    }
}

/// Returns a text with edits made, as [`edits`] returns them.
pub fn apply(text: &str, edits: &[TextEdit]) -> String {
    let mut patched = String::with_capacity(text.len());
    let mut from = 0;
    for edit in edits {
        patched.push_str(text.get(from..edit.range.start).unwrap_or_default());
        patched.push_str(&edit.text);
        from = edit.range.end;
    }
    patched + text.get(from..).unwrap_or_default()
}

/// One replacement while a change is being made: bytes of the text as it then is.
type Splice = (Range<usize>, String);

/// Several ways to write one change, the most fitting first.
type Drafts = Vec<Vec<Splice>>;

/// A text that is being changed.
struct Patch {
    document: Document,
    source: SourceFile,
    merged: Merged,
    bytes_read: usize,
}

impl Patch {
    fn new(document: &Document, source: &SourceFile) -> Result<Self, Unpatchable> {
        let refuse = |obstacle, span| Err(Unpatchable { obstacle, at: String::new(), span });
        if document.cells().is_some() {
            return refuse(PatchObstacle::Nowhere, Span::START);
        }
        let bytes = source.text().as_bytes();
        let lone = |&at: &usize| bytes.get(at) == Some(&b'\r') && bytes.get(at + 1) != Some(&b'\n');
        if let Some(at) = (0..bytes.len()).find(lone) {
            let (line, column) = source.position(at);
            return refuse(PatchObstacle::LoneReturn, Span::character(line, column));
        }
        Ok(Patch { document: document.clone(), source: source.clone(), merged: Merged::default(), bytes_read: 0 })
    }

    /// Makes changes one after the other. Values that stand alone are replaced together, as none moves another.
    fn make_all(&mut self, changes: &[TextChange]) -> Result<(), Unpatchable> {
        let mut rest = changes;
        while let Some(change) = rest.first() {
            let together = rest.iter().take_while(|change| self.is_plain_replacement(change)).count();
            let (now, later) = rest.split_at(together.max(1));
            rest = later;
            if together > 1 && self.replace_together(now)? {
                continue;
            }
            if together <= 1 {
                self.make(change)?;
            } else {
                now.iter().try_for_each(|change| self.make(change))?;
            }
        }
        Ok(())
    }

    fn is_plain_replacement(&self, change: &TextChange) -> bool {
        let TextChange::Set { at, value } = change else { return false };
        let is_scalar = |node: super::Node<'_>| node.text().is_some();
        value.text().is_some() && self.document.at(at).is_some_and(is_scalar)
    }

    /// Replaces scalars by scalars with one reading; false, with nothing done, where that is not enough.
    fn replace_together(&mut self, changes: &[TextChange]) -> Result<bool, Unpatchable> {
        let ground = PatchedText::new(&self.document, &self.source);
        let mut all: Vec<Splice> = Vec::new();
        let mut wanted = Tree::of(self.document.root());
        for change in changes {
            wanted::make(&mut wanted, change).ok_or_else(|| ground.refusal(PatchObstacle::Nowhere, change.at()))?;
            let Some(first) = drafts(&ground, change)?.into_iter().next() else { return Ok(false) };
            all.extend(first);
        }
        all.sort_by_key(|(range, _)| range.start);
        let disjoint = all.iter().zip(all.iter().skip(1)).all(|((one, _), (next, _))| one.end < next.start);
        Ok(disjoint && self.accept(all, &wanted))
    }

    fn make(&mut self, change: &TextChange) -> Result<(), Unpatchable> {
        let smaller = toward::parts_of(&self.document, change);
        if let Some(smaller) = smaller {
            return self.make_all(&smaller);
        }
        let ground = PatchedText::new(&self.document, &self.source);
        let refused = |obstacle| ground.refusal(obstacle, change.at());
        let unproven = refused(PatchObstacle::Unproven);
        self.bytes_read = self.bytes_read.saturating_add(self.source.text().len());
        if self.bytes_read > MAX_READ {
            return Err(refused(PatchObstacle::TooMuch));
        }
        let drafts = drafts(&ground, change)?;
        let mut wanted = Tree::of(self.document.root());
        wanted::make(&mut wanted, change).ok_or_else(|| refused(PatchObstacle::Nowhere))?;
        match drafts.into_iter().any(|draft| self.accept(draft, &wanted)) {
            true => Ok(()),
            false => Err(unproven),
        }
    }

    /// Takes a draft over if the text that it makes says what is wanted.
    fn accept(&mut self, mut draft: Vec<Splice>, wanted: &Tree) -> bool {
        draft.sort_by_key(|(range, _)| range.start);
        let text = merge::spliced(self.source.text(), &draft);
        let limits = Limits::default();
        let Ok(source) = SourceFile::decode(self.source.name().to_owned(), text.into_bytes(), &limits) else {
            return false;
        };
        let Some(document) = Document::parse(&source, &limits).document else { return false };
        if !Tree::of(document.root()).says(wanted) {
            return false;
        }
        self.merged.add(&draft);
        (self.document, self.source) = (document, source);
        true
    }
}

/// Returns the ways to write a change.
fn drafts(ground: &PatchedText<'_>, change: &TextChange) -> Result<Drafts, Unpatchable> {
    match change {
        TextChange::Set { at, value } => replace::drafts(ground, at, value),
        TextChange::Add { map, key, value, after } => add::key(ground, map, key, value, after.as_deref()),
        TextChange::Insert { list, index, value } => add::item(ground, list, *index, value),
        TextChange::Remove { at } => remove::entry(ground, at),
        TextChange::Move { at, index } => remove::moved(ground, at, *index),
        TextChange::Rename { at, key } => replace::renamed(ground, at, key),
    }
}
