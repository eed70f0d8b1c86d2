//! Words of packs by their titles: who writes a sheet reads the name of a forum, not its id; a filing keeps the id.

use super::columns::alternatives;
use crate::filing::format::FILING;
use crate::source::{Document, Kind, Node, Tree, TreeShape};
use crate::vocabulary::pack_words::{PackList, PackWords};
use crate::vocabulary::shape::{MapShape, Shape};
use crate::words::Lang;

/// Returns a filing with titles in the place of ids, where the title alone tells the id again.
pub fn titled(filing: Node<'_>, words: &PackWords, lang: Lang) -> Document {
    changed(filing, &|list, id| {
        let word = words.get(list, id)?;
        Some(title(words, list, word.id(), lang)?.to_owned())
    })
}

/// Returns a filing with ids in the place of the titles that [`titled`] writes in any language. Other spellings stay as they are.
pub fn by_id(filing: Node<'_>, words: &PackWords) -> Document {
    changed(filing, &|list, written| {
        let word = words.lookup(list, written)?;
        let is_title = [Lang::Ja, Lang::En].into_iter().any(|lang| word.name(lang) == written);
        is_title.then(|| word.id().to_owned())
    })
}

/// Returns the title of a word; `None` if it is not read as the word.
pub fn title<'w>(words: &'w PackWords, list: PackList, id: &str, lang: Lang) -> Option<&'w str> {
    let name = words.get(list, id)?.name(lang);
    words.lookup(list, name).is_some_and(|word| word.id() == id).then_some(name)
}

/// Changes the words of a filing that packs declare.
fn changed(filing: Node<'_>, change: &impl Fn(PackList, &str) -> Option<String>) -> Document {
    let mut tree = Tree::of(filing);
    in_map(&mut tree, &FILING, change);
    Document::from_tree(&tree, filing.document().cells().cloned())
}

fn in_map(tree: &mut Tree, map: &'static MapShape, change: &impl Fn(PackList, &str) -> Option<String>) {
    let TreeShape::Map(entries) = &mut tree.shape else { return };
    for (key, _, value) in entries {
        if let Some(key) = map.key(key) {
            in_value(value, &key.shape, change);
        }
    }
}

fn in_value(tree: &mut Tree, shape: &'static Shape, change: &impl Fn(PackList, &str) -> Option<String>) {
    for shape in alternatives(shape) {
        match (shape, &mut tree.shape) {
            (Shape::OfPack(list), TreeShape::Scalar(Kind::Str, text)) => {
                if let Some(other) = change(*list, text) {
                    *text = other;
                }
            }
            (Shape::List(inside) | Shape::OneOrMany(inside), TreeShape::Seq(items)) => {
                items.iter_mut().for_each(|item| in_value(item, inside, change));
            }
            (Shape::Dict(inside), TreeShape::Map(entries)) => {
                entries.iter_mut().for_each(|(.., value)| in_value(value, inside, change));
            }
            (Shape::Map(map), TreeShape::Map(_)) => in_map(tree, map, change),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::vocabulary::pack_words::PackWord;
    use crate::words::Both;

    fn words() -> PackWords {
        let mut words = PackWords::default();
        let both = |ja: &str, en: &str| Both { ja: ja.to_owned(), en: en.to_owned() };
        let council = PackWord::new("council", both("運営会議", "The Council"), vec!["会議".to_owned()], true);
        assert_eq!(words.declare(PackList::Forum, council), None);
        words
    }

    #[test]
    fn ids_become_titles_and_titles_ids_again() {
        let filing = Document::from_json(&json!({
            "forum": "council", "title": "council",
            "approvals": [{ "id": "a", "forum": "council" }, { "id": "b", "forum": "other" }, { "forum": "会議" }],
        }));
        let shown = titled(filing.root(), &words(), Lang::Ja);
        let expected = json!({
            "forum": "運営会議", "title": "council",
            "approvals": [{ "id": "a", "forum": "運営会議" }, { "id": "b", "forum": "other" }, { "forum": "会議" }],
        });
        assert_eq!(Document::to_json(shown.root()), expected);
        assert_eq!(Document::to_json(by_id(shown.root(), &words()).root()), Document::to_json(filing.root()));
        // The English title is no word that a filing may have.
        assert_eq!(
            Document::to_json(titled(filing.root(), &words(), Lang::En).root()),
            Document::to_json(filing.root())
        );
    }
}
