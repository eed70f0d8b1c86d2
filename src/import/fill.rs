//! The pages of a paper put into a filing, place by place.

use std::ops::Range;

use super::ReadAs;
use super::draft::FilingDraft;
use super::pages::{Stretch, StretchKind};
use super::pattern::{bound, read};
use super::signs::{PaperSign, fold, line_ends, lines, marker};
use super::slots::{FoundSlot, PageSlot, SlotSource};
use super::texts::TextFound;
use super::values::{Values, infer, list, map, put, text};
use crate::policy::{PageKind, PaperEntry, PaperForms, PaperLine, PaperPage, PaperRow, SentenceName, Writing};
use crate::source::{Span, Tree};
use crate::text::item_name;
use crate::vocabulary::enumerations::{PartKind, Role};
use crate::vocabulary::pack_words::PackList;
use crate::words::Template;

/// What a filing is filled from.
pub(super) struct Filling<'v, 'p, 'f> {
    pub(super) values: Values<'v, 'p>,
    pub(super) forms: &'f PaperForms,
    pub(super) texts: &'v [TextFound<'f>],
    pub(super) draft: FilingDraft,
    /// Departments that the overview names, by the signs that name them.
    pub(super) named_again: Vec<Vec<PaperSign>>,
    /// Annexes with their names, without their heads.
    pub(super) annexed: Vec<(String, Vec<PaperSign>)>,
    /// Special clauses that are attached: their names, and what is read of them.
    pub(super) clauses: Vec<(Option<String>, Tree)>,
    /// Labels that are taken for others of the form.
    pub(super) read_as: Vec<ReadAs>,
}

/// Where the total of all groups of persons stands.
const TOTAL: &str = "programme.headcount_total";

/// Where a page is put: the filing, or a part by its number.
#[derive(Clone, Copy)]
enum Target {
    Filing,
    Part(usize),
}

impl<'f> Filling<'_, '_, 'f> {
    /// Puts a page into the filing.
    pub(super) fn page(&mut self, stretch: &Stretch<'f>) {
        let own = stretch.signs.clone();
        match &stretch.page {
            StretchKind::Checklist => self.values.checklist_words(self.signs_of(&own), self.texts),
            StretchKind::Clauses { label, title } => {
                let name = label.as_ref().and_then(|label| {
                    let label = self.signs_of(label);
                    self.values.field(label);
                    let found = self.values.sentence(SentenceName::ClausesLabel, label, |value| value("label"));
                    found.map(|name| self.values.signs.written(name))
                });
                self.values.form_words(self.signs_of(title));
                let form = self.values.clauses(self.forms, self.texts, &own);
                let shown = self.values.signs.written(self.signs_of(title));
                if let Some(name) = &name {
                    self.draft.attachment(name, Some(shown.replace(char::is_whitespace, "")), true);
                }
                self.clauses.push((name, form));
            }
            StretchKind::Annexed { name, title } => {
                let name = self.signs_of(name);
                let line = lines(self.signs_of(&own)).next().unwrap_or_default();
                self.values.field(line);
                let title = title.as_ref().map(|title| self.values.signs.written(self.signs_of(title)));
                let name = self.values.signs.written(name);
                let rest = self.signs_of(&own).get(line.len()..).unwrap_or_default().to_vec();
                self.draft.attachment(&name, title, true);
                self.annexed.push((name, rest));
                self.values.checklist_words(self.signs_of(&own), self.texts);
            }
            StretchKind::Page { page, slots, found } => self.form_page(&own, page, slots, found),
        }
    }

    fn signs_of(&self, range: &Range<usize>) -> &'_ [PaperSign] {
        self.values.signs.all.get(range.clone()).unwrap_or_default()
    }

    fn form_page(&mut self, own: &Range<usize>, page: &'f PaperPage, slots: &[PageSlot<'f>], found: &[FoundSlot]) {
        let target = match page.parts.first() {
            Some(kind) if page.kind == PageKind::Annex => Target::Part(self.draft.part(*kind)),
            _ => Target::Filing,
        };
        // What stands above all that has words may be the first place, where that has none.
        let first =
            found.iter().flat_map(|found| found.label.iter().chain(&found.value)).map(|range| range.start).min();
        if let (Some(first), Some(SlotSource::Line(line))) =
            (first, slots.first().filter(|slot| !slot.is_worded()).map(|slot| slot.source))
        {
            let above = self.signs_of(&(own.start..first)).to_vec();
            if lines(&above).count() == 1
                && let Some(entry) = &line.entry
            {
                self.entry(target, entry, &above, None);
            }
        }
        for found in found {
            let Some(slot) = slots.get(found.slot) else { continue };
            found.label.iter().for_each(|label| self.values.form_words(self.signs_of(label)));
            self.read_as.extend(found.meant.as_ref().and_then(|meant| {
                let label = self.signs_of(found.label.first()?);
                let piece = self.values.signs.piece(label.first()?)?;
                let written = self.values.signs.written(label);
                Some(ReadAs { written, meant: meant.clone(), line: piece.line, cell: piece.cell })
            }));
            let value: Vec<PaperSign> = found.value.iter().flat_map(|range| self.signs_of(range)).copied().collect();
            match slot.source {
                SlotSource::Line(line) if line.entry.is_none() => {
                    if slot.is_title() && page.kind == PageKind::Cover {
                        self.title(&found.label);
                    }
                    // Words stand above a place that has none of its own.
                    if let Some(SlotSource::Line(PaperLine { entry: Some(entry), .. })) =
                        slots.get(found.slot + 1).filter(|slot| !slot.is_worded()).map(|slot| slot.source)
                    {
                        self.entry(target, entry, &value, None);
                    }
                }
                SlotSource::Line(line) => self.line(target, line, &value, found.label.is_empty()),
                SlotSource::Row(row) => self.row(target, row, &value, found.doubtful),
            }
        }
    }

    /// Reads from the title of the cover how the matter is put before the forum, where it says one thing only.
    fn title(&mut self, label: &[Range<usize>]) {
        let signs: Vec<PaperSign> = label.iter().flat_map(|range| self.signs_of(range)).copied().collect();
        let written = item_name(&self.values.signs.written(&signs)).into_owned();
        let agenda = self.values.policy.words.of(PackList::Agenda).iter();
        let mut named = agenda.filter(|word| written.contains(item_name(&word.both().ja).as_ref()));
        if let (Some(agenda), None) = (named.next(), named.next()) {
            put(&mut self.draft.filing, "agenda", text(agenda.id()));
        }
        if let [forum] = self.values.form.forums.as_slice() {
            put(&mut self.draft.filing, "forum", text(forum.id()));
        }
    }

    /// Reads a line of the form. `whole`: true if its words are still part of the value.
    fn line(&mut self, target: Target, line: &PaperLine, value: &[PaperSign], whole: bool) {
        let Some(entry) = &line.entry else { return };
        if !whole {
            // A label by itself: what stands beside it.
            return self.entry(target, entry, value, None);
        }
        let ends: Vec<usize> = line_ends(value);
        let within = line.texts.iter().find_map(|pattern| {
            ends.iter()
                .rev()
                .find_map(|end| read(pattern, &value[..*end], |found| bound(found, "value").map(|own| (*end, own))))
        });
        if let Some((end, own)) = within.filter(|(end, own)| own.len() < *end) {
            self.values.form_words(&value[..end]);
            return self.entry(target, entry, own, None);
        }
        // What the form writes where nothing is stated is one line.
        let end = if line.otherwise.is_some() && entry.writing == Writing::Text { ends.first() } else { ends.last() };
        self.entry(target, entry, &value[..end.copied().unwrap_or(0)], None);
    }

    fn row(&mut self, target: Target, row: &PaperRow, value: &[PaperSign], doubtful: bool) {
        for (entry, subjects, signs) in self.sections(row, value) {
            let loose = matches!(entry.writing, Writing::Text | Writing::List | Writing::Names | Writing::Measures);
            if !(doubtful && loose) {
                self.entry(target, entry, &signs, subjects);
            }
        }
    }

    /// Parts what stands beside a label by the headings in it.
    fn sections<'r>(
        &self,
        row: &'r PaperRow,
        value: &[PaperSign],
    ) -> Vec<(&'r PaperEntry, Option<String>, Vec<PaperSign>)> {
        // What stands above all headings, or beside a label without any: items where the row is about them.
        let is = |writing| move |entry: &&PaperEntry| entry.writing == writing;
        let plain = row.entries.iter().find(|entry| entry.headings.is_empty());
        let items = || row.entries.iter().rev().find(is(Writing::Items));
        let first = plain.or_else(items).or_else(|| row.entries.iter().find(is(Writing::Text)));
        let Some(first) = first.or(row.entries.last()) else { return Vec::new() };
        let mut all = vec![(first, None, Vec::new())];
        let about = self.subject_headings();
        let mut at = 0;
        while at < value.len() {
            let starts = value[at].first || row.numbered && value[at].spaced;
            let heading = starts.then_some(&value[at..]).and_then(|rest| {
                let own = row.entries.iter().find_map(|entry| Some((entry, self.heading(&entry.headings, rest)?)));
                own.or_else(|| Some((items()?, self.heading(&about, rest)?)))
            });
            match heading {
                Some((entry, (length, subjects))) => {
                    self.values.form_words(&value[at..at + length]);
                    all.push((entry, subjects, Vec::new()));
                    at += length;
                }
                None => {
                    all.last_mut().into_iter().for_each(|(.., own)| own.push(value[at]));
                    at += 1;
                }
            }
        }
        all.retain(|(.., signs)| !signs.is_empty());
        all
    }

    /// Reads a heading: its length, and whose data it names.
    fn heading(&self, headings: &[Template], rest: &[PaperSign]) -> Option<(usize, Option<String>)> {
        let lead = marker(self.values.signs, rest).map_or(0, |marker| marker.length);
        let ends = |length: usize| rest.get(length).is_none_or(|sign| sign.first || sign.spaced);
        headings.iter().find_map(|heading| {
            if heading.names().next().is_some() {
                let ends = line_ends(&rest[lead..]);
                return ends.iter().find_map(|end| {
                    let own = &rest[lead..lead + end];
                    let subjects = read(heading, own, |found| bound(found, "subjects"))?;
                    Some((lead + end, Some(self.values.signs.written(subjects))))
                });
            }
            let words = fold(&heading.fill(|_| None));
            let bare: Vec<char> = words.iter().copied().filter(|c| !is_bracket(*c)).collect();
            let open = rest.get(lead).is_some_and(|sign| is_bracket(sign.c));
            let begin = lead + usize::from(open);
            if !super::signs::begins(rest.get(begin..)?, &bare) {
                return None;
            }
            let end = begin + bare.len();
            let end = end + usize::from(open && rest.get(end).is_some_and(|sign| is_bracket(sign.c)));
            // A heading in brackets is one where the brackets are left out only behind a number.
            let known = open || lead > 0 || !words.iter().any(|c| is_bracket(*c));
            (known && ends(end)).then_some((end, None))
        })
    }

    /// Returns the headings of the form that say whose data it is: they stand above items on any page.
    fn subject_headings(&self) -> Vec<Template> {
        let entries = self.values.form.pages.iter().flat_map(|page| page.entries());
        let headings = entries.flat_map(|(_, entry)| &entry.headings);
        headings.filter(|heading| heading.names().next().is_some()).cloned().collect()
    }

    /// Reads one value.
    fn entry(&mut self, target: Target, entry: &PaperEntry, signs: &[PaperSign], subjects: Option<String>) {
        if self.values.is_unstated(signs) {
            return;
        }
        let Some(key) = entry.keys.first().map(String::as_str) else { return };
        if entry.writing == Writing::Measures {
            return self.measures(target, key, signs);
        }
        if let Some(see) = self.values.elsewhere(signs).filter(|_| entry.writing != Writing::Drawings) {
            self.refer(&see);
            let value = match entry.writing {
                Writing::Items => {
                    let set = map([("subjects", subjects.map(text)), ("items", Some(see))]);
                    let id = self.draft.data_set(set);
                    return self.add_data(target, key, vec![id]);
                }
                _ => see,
            };
            return self.put(target, key, value);
        }
        let values = &self.values;
        let value = match entry.writing {
            Writing::Text => Some(values.plain(signs)),
            Writing::Names if key == "parts.departments" => {
                self.named_again.push(signs.to_vec());
                return;
            }
            Writing::Names => Some(values.names(signs)),
            Writing::List => Some(values.list(signs, "text")),
            Writing::Media => values.media(signs),
            Writing::Term => values.term(signs),
            Writing::Schedule => values.schedule(signs),
            Writing::Headcount => {
                let (groups, total) = values.headcount(signs);
                if let Some(total) = total {
                    self.put(target, TOTAL, total);
                }
                groups
            }
            Writing::Enclosures => values.enclosures(signs),
            Writing::Store => {
                let store = values.store(signs);
                Some(text(self.draft.store(store)))
            }
            Writing::Party => {
                let party = values.party(signs);
                let role = match target {
                    Target::Part(at) => role_of(self.draft.parts.get(at).map(|part| part.kind)),
                    Target::Filing => Role::Contractor,
                };
                Some(text(self.draft.actor(role, party)))
            }
            Writing::Items => {
                let sets = values.items(signs, subjects);
                let named: Vec<Tree> = sets.iter().filter_map(|set| set.see.clone()).collect();
                named.iter().for_each(|see| self.refer(see));
                let ids = sets.into_iter().map(|set| self.draft.data(set)).collect();
                return self.add_data(target, key, ids);
            }
            Writing::Basis => return self.basis(signs),
            Writing::Matter => {
                if let Target::Part(at) = target
                    && let Some(part) = self.draft.parts.get_mut(at)
                {
                    let own = line_ends(signs).into_iter().rev();
                    own.map(|end| &signs[..end]).any(|own| values.matter(own, &mut part.tree));
                }
                return;
            }
            Writing::ChangedSince => return self.changed_since(target, signs),
            Writing::Drawings => return self.drawings(signs),
            Writing::Measures => None,
        };
        let Some(value) = value else { return };
        self.put(target, key, value);
        let inside = matches!(entry.writing, Writing::List | Writing::Term | Writing::Party);
        if !inside && let Some(changed) = self.values.changed(signs) {
            self.note_change(target, key, changed);
        }
    }

    /// Returns the map that has a key, and what the key is called there.
    fn holder<'k>(&mut self, target: Target, key: &'k str) -> Option<(&mut Tree, &'k str)> {
        let tree = match target {
            Target::Part(at) => &mut self.draft.parts.get_mut(at)?.tree,
            Target::Filing => &mut self.draft.filing,
        };
        match key.split_once('.') {
            Some((above, key)) => Some((tree.below(above, Span::START)?, key)),
            None => Some((tree, key)),
        }
    }

    fn put(&mut self, target: Target, key: &str, value: Tree) {
        if let Some((tree, key)) = self.holder(target, key) {
            put(tree, key, value);
        }
    }

    /// Adds data sets to those of a key: each heading that says whose data it is has sets of its own.
    fn add_data(&mut self, target: Target, key: &str, ids: Vec<String>) {
        let Some((tree, key)) = self.holder(target, key) else { return };
        let mut all = tree.get(key).cloned().unwrap_or_else(|| list(Vec::new()));
        let Some(items) = all.items_mut() else { return };
        for id in ids {
            if !items.iter().any(|own| own.text() == Some(id.as_str())) {
                items.push(text(id));
            }
        }
        if !items.is_empty() {
            put(tree, key, all);
        }
    }

    /// Adds what is changed in a value to the map that has it.
    fn note_change(&mut self, target: Target, key: &str, changed: Tree) {
        let Some((tree, key)) = self.holder(target, key) else { return };
        // Of a whole value nothing tells which one it is: it is named by what it says.
        let said = changed.text().filter(|said| *said != "true").map(str::to_owned);
        let said = said.or_else(|| tree.get(key)?.text().map(str::to_owned));
        let before = tree.get("changed").and_then(Tree::text).map(str::to_owned);
        let all: Vec<String> = before.into_iter().chain(said).collect();
        if !all.is_empty() {
            put(tree, "changed", text(all.join("、")));
        }
    }

    fn measures(&mut self, target: Target, key: &str, signs: &[PaperSign]) {
        let Target::Part(at) = target else { return };
        if self.values.is_by_checklist(signs) {
            self.draft.parts.get_mut(at).into_iter().for_each(|part| part.by_checklist = true);
            return;
        }
        if let Some(see) = self.values.elsewhere(signs) {
            self.refer(&see);
            return self.put(target, key, see);
        }
        // What follows the sentence that a checklist has them is no measure.
        for end in line_ends(signs) {
            if self.values.is_by_checklist(&signs[..end]) {
                self.draft.parts.get_mut(at).into_iter().for_each(|part| part.by_checklist = true);
                return;
            }
        }
        let Some(measures) = self.values.measures(signs) else { return };
        if key.contains('.') {
            return self.put(target, key, measures);
        }
        // A list for both sides is that of the body which files.
        let mut sides = map([("principal", Some(measures))]);
        infer(&mut sides, "principal");
        self.put(target, key, sides);
    }

    fn basis(&mut self, signs: &[PaperSign]) {
        let cited = self.values.basis(signs);
        let mut agenda: Vec<Option<&String>> = cited.iter().map(|(_, agenda)| agenda.as_ref()).collect();
        agenda.dedup();
        if let [Some(agenda)] = agenda.as_slice() {
            put(&mut self.draft.filing, "agenda", text(agenda.as_str()));
        }
        if !cited.is_empty() {
            let rows = cited.iter().map(|(row, _)| row.clone()).collect();
            put(&mut self.draft.filing, "basis", list(rows));
        }
    }

    fn changed_since(&mut self, target: Target, signs: &[PaperSign]) {
        let Target::Part(at) = target else { return };
        let Some(part) = self.draft.parts.get(at).map(|part| part.id.clone()) else { return };
        let decision = line_ends(signs).into_iter().find_map(|end| self.values.changed_since(&signs[..end]));
        if let Some(decision) = decision {
            let forum = self.values.forum(&decision.forum).map(|(word, concluded)| (word.id().to_owned(), concluded));
            let id = self.draft.approval(decision, forum, &part);
            self.put(target, "changed_since", text(id));
        }
    }

    fn drawings(&mut self, signs: &[PaperSign]) {
        let found = line_ends(signs).into_iter().find_map(|end| {
            let names = self.values.sentence(SentenceName::Drawings, &signs[..end], |value| value("annexes"))?;
            self.values.field(&signs[..end]);
            Some(self.values.names_of(names))
        });
        found.into_iter().flatten().for_each(|name| self.draft.attachment(&name, None, false));
    }

    /// Notes the annexes that something refers to.
    fn refer(&mut self, see: &Tree) {
        let names: Vec<String> = match see.get("see").map(|see| &see.shape) {
            Some(crate::source::TreeShape::Seq(items)) => {
                items.iter().filter_map(Tree::text).map(str::to_owned).collect()
            }
            Some(crate::source::TreeShape::Scalar(_, name)) => vec![name.clone()],
            _ => Vec::new(),
        };
        names.iter().for_each(|name| self.draft.attachment(name, None, false));
    }
}

fn is_bracket(c: char) -> bool {
    matches!(c, '《' | '》' | '【' | '】' | '〈' | '〉' | '[' | ']')
}

fn role_of(kind: Option<PartKind>) -> Role {
    match kind {
        Some(PartKind::SubOutsourcing) => Role::Subcontractor,
        Some(PartKind::Connection) => Role::Counterparty,
        _ => Role::Contractor,
    }
}
