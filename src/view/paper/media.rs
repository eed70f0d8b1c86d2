//! Media and stores as one phrase (紙及び電磁的媒体（委託先のパソコン、ＣＤ－Ｒ）).

use super::cell::WrittenCell;
use super::index::once;
use super::source::{Source, StatedValue};
use super::thing::{text_at, word};
use crate::policy::SentenceName;
use crate::source::Node;
use crate::vocabulary::enumerations::{Enumerated, Medium, StoreKind};
use crate::words::Template;

/// Writes the media at a key. What the author wrote himself stands as it is.
pub(super) fn media<'s>(source: Source<'s>, value: StatedValue<'s>) -> WrittenCell {
    let mut cell = WrittenCell::about(value);
    let mut groups: Vec<Group> = Vec::new();
    for item in value.node.items() {
        let Some(named) = named(source, item, &mut cell) else { continue };
        cell.mark(item, &named.text);
        match groups.last_mut().filter(|last| last.electronic && named.electronic) {
            Some(last) => last.media.push(named.text),
            None => groups.push(Group { electronic: named.electronic, media: vec![named.text] }),
        }
    }
    let phrases: Vec<String> = groups.into_iter().map(|group| group.phrase(source)).collect();
    cell.line(source.joined(SentenceName::Last, &phrases));
    cell
}

/// Media of one kind that stand side by side.
struct Group {
    electronic: bool,
    media: Vec<String>,
}

impl Group {
    fn phrase(self, source: Source<'_>) -> String {
        let media = once(self.media).join("、");
        if !self.electronic {
            return media;
        }
        source.say(SentenceName::Electronic, &[("media", Some(&media))]).unwrap_or(media)
    }
}

/// A medium in words.
struct Named {
    text: String,
    electronic: bool,
}

fn named<'s>(source: Source<'s>, item: Node<'s>, cell: &mut WrittenCell) -> Option<Named> {
    let medium = item.get("medium").filter(|_| item.text().is_none()).unwrap_or(item);
    let is_paper = word(Some(medium), Medium::TABLE) == Some(Medium::Paper.word());
    if let Some(written) = text_at(item, "as_written") {
        let inside =
            source.form.sentences.patterns(SentenceName::Electronic).find_map(|pattern| inside(pattern, written));
        return Some(match inside {
            Some(inside) => Named { text: inside, electronic: true },
            // What already says what it is (電磁的媒体(DVD-R等)) needs no words around it.
            None if says_so(source, written) => Named { text: written.to_owned(), electronic: false },
            None => Named { text: written.to_owned(), electronic: !is_paper },
        });
    }
    if let Some(id) = text_at(item, "store") {
        let store = source.thing("store", id);
        if let Some(store) = store {
            cell.shows(store, "name");
        }
        let name = store.and_then(|store| store.text("name")).unwrap_or(id);
        return Some(Named { text: name.to_owned(), electronic: true });
    }
    if let Some(kind) = item.get("kind").filter(|_| item.get("medium").is_none()) {
        return Some(Named { text: source.named(kind, StoreKind::TABLE), electronic: true });
    }
    medium.text()?;
    Some(Named { text: source.named(medium, Medium::TABLE), electronic: !is_paper })
}

/// Returns what stands in the pattern where a text has it around (電磁的媒体（システム）).
fn inside(pattern: &Template, written: &str) -> Option<String> {
    const GAP: char = '\u{0}';
    let shape = pattern.fill(|_| Some(GAP.to_string().into()));
    let (before, after) = shape.split_once(GAP)?;
    let inside = written.strip_prefix(before)?.strip_suffix(after)?;
    Some(inside.to_owned())
}

/// True if a text begins as the pattern does, whatever brackets it uses.
fn says_so(source: Source<'_>, written: &str) -> bool {
    source.form.sentences.patterns(SentenceName::Electronic).any(|pattern| {
        let shape = pattern.fill(|_| Some("".into()));
        let word = shape.trim_end_matches(['（', '）', '(', ')']);
        !word.is_empty() && written.starts_with(word)
    })
}
