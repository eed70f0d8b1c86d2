//! Words that the packs declare, and how much changes of a filing weigh.

use super::page::Page;
use crate::policy::Policy;
use crate::text;
use crate::vocabulary::pack_words::{PackList, PackWord};
use crate::words::{Lang, join, say};

/// Writes every word that a policy declares, by its list, on one page; none where it declares none.
pub(super) fn page(policy: &Policy, lang: Lang) -> Option<String> {
    let mut page = Page::new(&format!("# {}\n", say(lang, "book.words", &[])), lang);
    page.said("book.words-hint");
    for list in PackList::ALL {
        let words = policy.words.of(list);
        if !words.is_empty() {
            let heading = say(lang, &format!("book.list.{}", list.name()), &[]);
            page.line(&format!("\n## {heading} `{}`\n\n{}", list.name(), say(lang, "book.words-table", &[])));
        }
        words.iter().for_each(|word| page.line(&line(word, lang)));
    }
    PackList::ALL.iter().any(|list| !policy.words.of(*list).is_empty()).then(|| page.finish())
}

/// Writes how much changes weigh on one page; none where no pack says so.
pub(super) fn weights(policy: &Policy, lang: Lang) -> Option<String> {
    let mut page = Page::new(&format!("# {}\n", say(lang, "book.weights", &[])), lang);
    page.said("book.weights-table");
    for row in &policy.changes {
        let of: Vec<String> = row.of.iter().map(|(key, _)| format!("`{}`", text::terminal(key))).collect();
        let kinds: Vec<&str> = row.kinds.iter().map(|kind| kind.word()).collect();
        let weight = say(lang, &format!("diff.weight-{}", row.weight.word()), &[]);
        let reason = text::markdown(row.because.get(lang));
        page.line(&format!("| {} | {} | {weight} | {reason} |", of.join(" "), kinds.join(" ")));
    }
    (!policy.changes.is_empty()).then(|| page.finish())
}

fn line(word: &PackWord, lang: Lang) -> String {
    let aliases: Vec<String> = word.spellings().skip(1).map(text::markdown).collect();
    let decides = if word.decides() { say(lang, "book.decides", &[]) } else { String::new() };
    let both = word.both();
    let names = format!("{} | {}", text::markdown(&both.ja), text::markdown(&both.en));
    format!("| `{}` | {names} | {} | {decides} |", word.id(), join(lang, &aliases))
}
