//! What stands in the places of a page, read as values of the format. What is not understood is left, and so unread.

use super::pattern::{bound, read};
use super::signs::{Marker, MarkerKind, PaperSign, Signs, Use, are, fold, marker};
use crate::calendar::When;
use crate::policy::{PaperForm, Policy, SentenceName};
use crate::source::{Kind, Span, Tree};
use crate::vocabulary::enumerations::{Enumerated, Event, Renews};
use crate::vocabulary::pack_words::PackList;
use crate::vocabulary::words as vocabulary;

/// What values are read by.
pub(super) struct Values<'v, 'p> {
    pub(super) signs: &'v Signs<'p>,
    pub(super) form: &'v PaperForm,
    pub(super) policy: &'v Policy,
}

/// A text as a value.
pub(super) fn text(written: impl Into<String>) -> Tree {
    Tree::scalar(Kind::Str, written, Span::START)
}

/// A list of values.
pub(super) fn list(items: Vec<Tree>) -> Tree {
    Tree::seq(items, Span::START)
}

/// A map of those values that there are.
pub(super) fn map<const N: usize>(entries: [(&str, Option<Tree>); N]) -> Tree {
    let mut tree = Tree::map(Span::START);
    for (key, value) in entries {
        if let Some(value) = value {
            tree.put(key, Span::START, value);
        }
    }
    tree
}

/// Sets a key of a map.
pub(super) fn put(tree: &mut Tree, key: &str, value: Tree) {
    tree.put(key, Span::START, value);
}

/// Says of a map which of its values were concluded.
pub(super) fn infer(tree: &mut Tree, key: &str) {
    let mut all = tree.get("inferred").cloned().unwrap_or_else(|| list(Vec::new()));
    if let Some(items) = all.items_mut().filter(|items| !items.iter().any(|item| item.text() == Some(key))) {
        items.push(text(key));
    }
    put(tree, "inferred", all);
}

impl<'p> Values<'_, 'p> {
    pub(super) fn field(&self, signs: &[PaperSign]) {
        self.signs.mark(signs, Use::Field);
    }

    pub(super) fn form_words(&self, signs: &[PaperSign]) {
        self.signs.mark(signs, Use::Form);
    }

    /// Reads signs by the patterns of a sentence.
    pub(super) fn sentence<'s, T>(
        &self,
        name: SentenceName,
        signs: &'s [PaperSign],
        mut accept: impl FnMut(&dyn Fn(&str) -> Option<&'s [PaperSign]>) -> Option<T>,
    ) -> Option<T> {
        let mut patterns: Vec<_> = self.form.sentences.patterns(name).collect();
        // What has more places says more; of equals the first.
        patterns.sort_by_key(|pattern| std::cmp::Reverse(pattern.names().count()));
        patterns.into_iter().find_map(|pattern| read(pattern, signs, |found| accept(&|name| bound(found, name))))
    }

    /// True if signs say that nothing is written, or are nothing.
    pub(super) fn is_unstated(&self, signs: &[PaperSign]) -> bool {
        let unstated = self.sentence(SentenceName::Unstated, signs, |_| Some(())).is_some();
        if unstated {
            self.form_words(signs);
        }
        unstated || signs.is_empty()
    }

    /// Reads that something stands in annexes.
    pub(super) fn elsewhere(&self, signs: &[PaperSign]) -> Option<Tree> {
        let names = self.sentence(SentenceName::Elsewhere, signs, |value| {
            // A name has no blanks in it, whatever a page break put there.
            let mut names = self.names_of(value("annexes")?);
            names.iter_mut().for_each(|name| name.retain(|c| !c.is_whitespace()));
            let annex = |name: &String| self.form.annexes.iter().any(|word| name.starts_with(word.as_str()));
            names.iter().all(annex).then_some(names)
        })?;
        self.field(signs);
        let mut names: Vec<Tree> = names.into_iter().map(text).collect();
        let see = if names.len() == 1 { names.remove(0) } else { list(names) };
        Some(map([("see", Some(see))]))
    }

    /// Returns a text with its paragraphs as lines.
    pub(super) fn prose(&self, signs: &[PaperSign]) -> String {
        let paragraphs = self.signs.paragraphs(signs);
        paragraphs.iter().map(|one| self.signs.written(one)).collect::<Vec<_>>().join("\n")
    }

    /// Reads the words of the filing as they are.
    pub(super) fn plain(&self, signs: &[PaperSign]) -> Tree {
        self.field(signs);
        text(self.prose(signs))
    }

    /// Reads a list in one sentence.
    pub(super) fn names(&self, signs: &[PaperSign]) -> Tree {
        self.field(signs);
        list(self.names_of(signs).into_iter().map(text).collect())
    }

    pub(super) fn names_of(&self, signs: &[PaperSign]) -> Vec<String> {
        self.parts(signs).into_iter().map(|part| self.signs.written(part)).collect()
    }

    /// Parts signs at commas outside brackets and, before the last, at the word that joins it.
    pub(super) fn parts<'s>(&self, signs: &'s [PaperSign]) -> Vec<&'s [PaperSign]> {
        let mut all = comma_parts(signs);
        let last = all.pop().unwrap_or_default();
        all.extend(self.split(SentenceName::Last, last));
        all.retain(|part| !part.is_empty());
        all
    }

    /// Parts signs at the word that joins two, outside brackets.
    pub(super) fn split<'s>(&self, name: SentenceName, signs: &'s [PaperSign]) -> Vec<&'s [PaperSign]> {
        let two = self.sentence(name, signs, |value| {
            let (before, last) = (value("before")?, value("last")?);
            (depth(before) == 0).then_some(vec![before, last])
        });
        two.unwrap_or_else(|| vec![signs])
    }

    /// Reads a list, one entry in a line; numbers that count the entries are not part of them.
    pub(super) fn list(&self, signs: &[PaperSign], key: &str) -> Tree {
        let mut entries: Vec<Vec<&[PaperSign]>> = Vec::new();
        let top = |marker: Option<Marker>| marker.is_some_and(|marker| marker.kind != MarkerKind::Below);
        let paragraphs = self.signs.paragraphs(signs);
        // Numbers that do not count on from the first belong to the texts, which would have others without them.
        let numbers = paragraphs.iter().filter_map(|one| {
            let lead = marker(self.signs, one).filter(|lead| lead.kind == MarkerKind::Number)?;
            let digits: String = one.iter().take(lead.length).map(|sign| sign.c).filter(char::is_ascii_digit).collect();
            digits.parse::<usize>().ok()
        });
        let counted = numbers.enumerate().all(|(at, number)| number == at + 1);
        let marked = counted && paragraphs.first().is_some_and(|first| top(marker(self.signs, first)));
        for paragraph in paragraphs {
            let found = marker(self.signs, paragraph).filter(|marker| marked && marker.kind != MarkerKind::Below);
            match (found, entries.last_mut()) {
                (Some(found), _) => {
                    self.form_words(&paragraph[..found.length]);
                    entries.push(vec![&paragraph[found.length..]]);
                }
                (None, Some(last)) if marked => last.push(paragraph),
                (None, _) => entries.push(vec![paragraph]),
            }
        }
        let entry = |lines: Vec<&[PaperSign]>| {
            lines.iter().for_each(|line| self.field(line));
            let written = lines.iter().map(|line| self.signs.written(line)).collect::<Vec<_>>().join("\n");
            let all: Vec<PaperSign> = lines.concat();
            self.with_change(text(written), key, &all)
        };
        list(entries.into_iter().map(entry).collect())
    }

    /// Adds to an entry of a list what is changed in it; its text then stands below a key.
    pub(super) fn with_change(&self, value: Tree, key: &str, signs: &[PaperSign]) -> Tree {
        match self.changed(signs) {
            None => value,
            Some(change) => map([(key, Some(value)), ("changed", Some(change))]),
        }
    }

    /// Returns what is marked as changed among signs; `None` if nothing is.
    pub(super) fn changed(&self, signs: &[PaperSign]) -> Option<Tree> {
        let runs = self.signs.changed(signs);
        match runs.first()? {
            None => Some(Tree::scalar(Kind::Bool, "true", Span::START)),
            Some(_) => Some(text(runs.into_iter().flatten().collect::<Vec<_>>().join("、"))),
        }
    }

    /// Reads a day; a plan or an event where the form has a sentence for it.
    pub(super) fn day(&self, signs: &[PaperSign]) -> Option<Tree> {
        let written = self.signs.written(signs);
        if When::parse(&written).is_ok() {
            return Some(text(written));
        }
        let planned = self.sentence(SentenceName::Tentative, signs, |value| {
            let day = self.signs.written(value("day")?);
            When::parse(&day).is_ok().then(|| {
                let planned = Tree::scalar(Kind::Bool, "true", Span::START);
                map([("date", Some(text(day))), ("tentative", Some(planned))])
            })
        });
        planned.or_else(|| {
            self.sentence(SentenceName::AfterEvent, signs, |value| {
                let event = vocabulary::lookup(Event::TABLE, &self.signs.written(value("event")?))?;
                Some(map([("event", Some(text(*Event::TABLE.values.get(usize::from(event))?)))]))
            })
        })
    }

    /// Reads from when to when, with the periods in it and whether it begins anew.
    pub(super) fn term(&self, signs: &[PaperSign]) -> Option<Tree> {
        let mut term = Tree::map(Span::START);
        let mut rest = signs;
        // What says that it begins anew stands at the end.
        for at in (0..signs.len()).rev() {
            let renews = self.sentence(SentenceName::Renewal, &signs[at..], |value| {
                let kind = vocabulary::lookup(Renews::TABLE, &self.signs.written(value("kind")?))?;
                Renews::TABLE.values.get(usize::from(kind)).copied()
            });
            if let Some(renews) = renews {
                put(&mut term, "renews", text(renews));
                self.field(&signs[at..]);
                rest = &signs[..at];
                break;
            }
        }
        let mut periods = Vec::new();
        for (number, paragraph) in self.signs.paragraphs(rest).into_iter().enumerate() {
            let lead = marker(self.signs, paragraph).map_or(0, |marker| marker.length);
            let own = &paragraph[lead..];
            if lead == 0 && number == 0 {
                let whole = self.sentence(SentenceName::Term, own, |value| {
                    let day = |name| value(name).map(|signs| self.day(signs));
                    let (from, to) = (day("from"), day("to"));
                    // A day that cannot be read is no day.
                    (from != Some(None) && to != Some(None)).then(|| (from.flatten(), to.flatten()))
                });
                if let Some((from, to)) = whole {
                    from.into_iter().for_each(|day| put(&mut term, "from", day));
                    to.into_iter().for_each(|day| put(&mut term, "to", day));
                    self.field(own);
                    continue;
                }
            }
            let period = self.sentence(SentenceName::Period, own, |value| {
                let day = |name| value(name).map(|signs| self.day(signs));
                let (from, to) = (day("from"), day("to"));
                let title = value("title").map(|title| text(self.signs.written(title)));
                let known = from != Some(None) && to != Some(None);
                known.then(|| map([("from", from.flatten()), ("to", to.flatten()), ("title", title)]))
            });
            if let Some(period) = period {
                self.field(own);
                self.form_words(&paragraph[..lead]);
                periods.push(period);
            }
        }
        if !periods.is_empty() {
            if term.get("from").is_none() && term.get("to").is_none() {
                whole(&periods, &mut term);
            }
            put(&mut term, "periods", list(periods));
        }
        if let Some(changed) = self.changed(signs) {
            put(&mut term, "changed", changed);
        }
        (!term.is_empty()).then_some(term)
    }

    /// Reads the stages of a change by their days.
    pub(super) fn schedule(&self, signs: &[PaperSign]) -> Option<Tree> {
        let mut all = Tree::map(Span::START);
        // A line may name several stages.
        for paragraph in self.signs.paragraphs(signs) {
            let mut begin = 0;
            while begin < paragraph.len() {
                let ends = (begin + 1..=paragraph.len())
                    .filter(|end| paragraph.get(*end).is_none_or(|sign| sign.spaced || sign.first));
                let found = ends.into_iter().find_map(|end| {
                    let own = &paragraph[begin..end];
                    let stage = self.sentence(SentenceName::Stage, own, |value| {
                        let stage = self.policy.words.lookup(PackList::Stage, &self.signs.written(value("stage")?))?;
                        let day = |name| value(name).map(|signs| self.day(signs));
                        let (on, from, to) = (day("day"), day("from"), day("to"));
                        let known = on != Some(None) && from != Some(None) && to != Some(None);
                        let span = map([("from", from.flatten()), ("to", to.flatten())]);
                        known.then(|| (stage.id().to_owned(), on.flatten().unwrap_or(span)))
                    });
                    stage.map(|stage| (end, stage))
                });
                let Some((end, (stage, days))) = found else { break };
                self.field(&paragraph[begin..end]);
                put(&mut all, &stage, days);
                begin = end;
            }
        }
        (!all.is_empty()).then_some(all)
    }

    /// Returns the id for which the form has a name.
    pub(super) fn named(&self, signs: &[PaperSign]) -> Option<&str> {
        let id = self.form.names.iter().find(|(_, name)| are(signs, &fold(name)));
        id.map(|(id, _)| id.as_str())
    }
}

/// Parts signs at commas outside brackets.
pub(super) fn comma_parts(signs: &[PaperSign]) -> Vec<&[PaperSign]> {
    let (mut open, mut begin) = (0_u32, 0);
    let mut all = Vec::new();
    for (at, sign) in signs.iter().enumerate() {
        open = nested(open, sign.c);
        if open == 0 && is_comma(signs, at) {
            all.push(&signs[begin..at]);
            begin = at + 1;
        }
    }
    all.push(&signs[begin..]);
    all
}

/// True if a comma stands at a place, other than one within a number.
pub(super) fn is_comma(signs: &[PaperSign], at: usize) -> bool {
    let digit = |at: Option<usize>| at.and_then(|at| signs.get(at)).is_some_and(|sign| sign.c.is_ascii_digit());
    match signs.get(at).map(|sign| sign.c) {
        Some('、') => true,
        Some(',') => !(digit(at.checked_sub(1)) && digit(Some(at + 1))),
        _ => false,
    }
}

/// How deep brackets are open after a sign.
pub(super) fn nested(open: u32, c: char) -> u32 {
    match c {
        '(' | '「' | '[' | '〔' => open.saturating_add(1),
        ')' | '」' | ']' | '〕' => open.saturating_sub(1),
        _ => open,
    }
}

/// How many brackets are open at the end of signs.
pub(super) fn depth(signs: &[PaperSign]) -> u32 {
    signs.iter().fold(0, |open, sign| nested(open, sign.c))
}

/// Concludes a term from its periods, where the paper gives no whole one: the first day where all say when they begin, and the last
/// where all say when they end.
fn whole(periods: &[Tree], term: &mut Tree) {
    let days = |key: &str| -> Vec<(When, Tree)> {
        let all: Option<Vec<&Tree>> = periods.iter().map(|period| period.get(key)).collect();
        let days = all.into_iter().flatten().filter_map(|day| Some((When::parse(day.text()?).ok()?, day.clone())));
        days.collect()
    };
    let first = days("from").into_iter().min_by_key(|(when, _)| when.first);
    let last = days("to").into_iter().max_by_key(|(when, _)| when.last);
    for (key, day) in [("from", first), ("to", last)] {
        if let Some((_, day)) = day {
            put(term, key, day);
            infer(term, key);
        }
    }
}
