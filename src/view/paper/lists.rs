//! Sheets that the filing attaches: checklists, special clauses, lists of items.

use std::collections::BTreeSet;

use super::cell::Paragraph;
use super::index::once;
use super::items;
use super::numbers::number;
use super::pages::{Writer, plain};
use super::sheet::{AnsweredRow, ChecklistSection, ChecklistSheet, PaperSheet, SheetBlock, SheetLines};
use super::thing::{Thing, text_at, texts};
use crate::policy::{ChecklistForm, ChecklistText, FormRow, LinePlace, PageKind, PaperForms, SentenceName};
use crate::source::{Kind, Node};
use crate::vocabulary::pack_words::PackWord;
use crate::words::Lang;

impl Writer<'_> {
    /// Writes both sides of the checklist of each part that answers one.
    pub(super) fn checklists(&mut self, forms: &PaperForms) -> Vec<PaperSheet> {
        let mut answered: Vec<(Thing<'_>, Node<'_>, &ChecklistForm)> = Vec::new();
        for part in self.source.index.parts.iter().copied() {
            let Some(checklist) = part.node.get("checklist") else { continue };
            let form = text_at(checklist, "form").and_then(|id| self.source.policy.checklists.get(id));
            answered.extend(form.map(|form| (part, checklist, form)));
        }
        // Forms are attached by their numbers.
        answered.sort_by_key(|(_, _, form)| form.family.unwrap_or(i64::MAX));
        let mut sheets = Vec::new();
        for (part, checklist, form) in answered {
            for (side, principal) in [("principal", true), ("agent", false)] {
                let text = forms.checklists.get(&form.id);
                let own = self.side(form, text, checklist.get(side), principal);
                let titles = text.map_or_else(
                    || vec![form.title.ja.clone()],
                    |text| text.titles.first().into_iter().chain(&text.subtitle).cloned().collect(),
                );
                let titles = titles.iter().enumerate();
                let mut blocks: Vec<SheetBlock> = titles
                    .map(|(at, title)| lines(if at == 0 { LinePlace::Title } else { LinePlace::Left }, title))
                    .collect();
                blocks.push(SheetBlock::Checklist(own));
                sheets.push(PaperSheet { kind: PageKind::Checklist, of: format!("{}/{side}", part.id), blocks });
            }
        }
        sheets
    }

    fn side(
        &mut self,
        form: &ChecklistForm,
        text: Option<&ChecklistText>,
        answers: Option<Node<'_>>,
        principal: bool,
    ) -> ChecklistSheet {
        let beside = text.and_then(|text| if principal { text.principal.first() } else { text.agent.first() });
        let mut sections: Vec<ChecklistSection> = Vec::new();
        let mut section: Option<&Option<PackWord>> = None;
        for row in form.rows.iter().filter(|row| row.is_asked(principal)) {
            // A column without such a row of which no answer is known has none.
            let told = text.map(|text| text.row(&row.id, principal)).unwrap_or_default();
            let mark = self.mark(row, answers);
            if told.is_empty() && text.is_some() && mark.is_none() {
                continue;
            }
            if section != Some(&row.section) {
                section = Some(&row.section);
                let word = row.section.as_ref().map(|word| word.name(Lang::Ja));
                let under = word.and_then(|word| self.source.say(SentenceName::Section, &[("section", Some(word))]));
                let heading = beside.cloned().into_iter().chain(under).collect();
                sections.push(ChecklistSection { heading, rows: Vec::new() });
            }
            let mark = mark.unwrap_or_else(|| self.open());
            let words = told.first().cloned().unwrap_or_else(|| self.titles(row));
            let own = AnsweredRow { mark: plain(&mark), text: plain(&words) };
            if let Some(section) = sections.last_mut() {
                section.rows.push(own);
            }
        }
        let marks = text.map(|text| text.marks.lines().map(str::to_owned).collect()).unwrap_or_default();
        ChecklistSheet { marks, measures: text.map(|text| text.measures.clone()).unwrap_or_default(), sections }
    }

    /// Returns how a row is answered; `None` if it is not.
    fn mark(&self, row: &FormRow, answers: Option<Node<'_>>) -> Option<String> {
        let answers = answers?;
        if let Some(told) = self.source.elsewhere(answers) {
            return Some(told);
        }
        if let Some(reason) = answers.get("not_applicable").and_then(|map| map.get(&row.id)) {
            let reason = reason.text().filter(|reason| !reason.trim().is_empty())?;
            return self.source.say(SentenceName::NotApplicable, &[("reason", Some(reason))]);
        }
        let done = answers.get("done")?;
        let yes = if done.kind() == Kind::Seq {
            texts(Some(done)).contains(&row.id.as_str())
        } else {
            done.text() == Some("all")
        };
        yes.then(|| self.source.say(SentenceName::Done, &[])).flatten()
    }

    /// Returns what a row states, where its own words are not known.
    fn titles(&self, row: &FormRow) -> String {
        row.titles(&self.source.policy.measures)
    }

    /// Writes each text of special clauses once.
    pub(super) fn clauses(&mut self, forms: &PaperForms) -> Vec<PaperSheet> {
        let mut seen: BTreeSet<(Option<&str>, Option<&str>)> = BTreeSet::new();
        let mut sheets = Vec::new();
        for part in self.source.index.parts.iter().copied() {
            let list = part.node.get("special_clauses").into_iter().flat_map(|list| list.items());
            for text in list.filter(|text| text.get("attached").and_then(|flag| flag.as_bool()) != Some(false)) {
                let known = (text_at(text, "label"), text_at(text, "form"));
                if seen.insert(known) {
                    sheets.push(self.clause_sheet(forms, part, text, sheets.len()));
                }
            }
        }
        sheets
    }

    fn clause_sheet(&mut self, forms: &PaperForms, part: Thing<'_>, text: Node<'_>, at: usize) -> PaperSheet {
        let form = text_at(text, "form");
        let full = form.and_then(|id| forms.clauses.get(id));
        let label = text_at(text, "label")
            .and_then(|label| self.source.say(SentenceName::ClausesLabel, &[("label", Some(label))]));
        let title = full.and_then(|full| full.titles.first()).cloned();
        let known = form.and_then(|id| self.source.policy.clauses.get(id)).map(|form| form.title.ja.clone());
        let mut blocks: Vec<SheetBlock> = label.iter().map(|label| lines(LinePlace::Left, label)).collect();
        blocks.extend(title.or(known).map(|title| lines(LinePlace::Title, &title)));
        let mut paragraphs: Vec<Paragraph> = Vec::new();
        for clause in full.into_iter().flat_map(|full| &full.clauses) {
            let heading = clause.heading.as_deref();
            let heading =
                heading.and_then(|text| self.source.say(SentenceName::ClauseHeading, &[("heading", Some(text))]));
            paragraphs.extend(heading.map(|heading| plain(&heading)));
            let own = text.get("texts").and_then(|texts| text_at(texts, &clause.number)).unwrap_or(&clause.text);
            self.clause(&clause.number, own, &mut paragraphs);
        }
        if full.is_none() {
            for (number, _, own) in text.get("texts").into_iter().flat_map(|texts| texts.entries()) {
                self.clause(number, own.text().unwrap_or_default(), &mut paragraphs);
            }
        }
        if paragraphs.is_empty() {
            paragraphs.push(plain(&self.open()));
        }
        blocks.push(SheetBlock::Lines(SheetLines {
            place: LinePlace::Left,
            paragraphs,
            about: Vec::new(),
            is_note: false,
        }));
        PaperSheet { kind: PageKind::Clauses, of: format!("{}/{at}", part.id), blocks }
    }

    fn clause(&self, of: &str, text: &str, paragraphs: &mut Vec<Paragraph>) {
        let number = of.parse().map_or_else(|_| of.to_owned(), number);
        for (at, line) in text.lines().filter(|line| !line.trim().is_empty()).enumerate() {
            paragraphs.push(plain(&if at == 0 { self.source.numbered(&number, line) } else { line.to_owned() }));
        }
    }

    /// Writes the lists of items that annexes bundle, one sheet for each annex.
    pub(super) fn item_lists(&mut self) -> Vec<PaperSheet> {
        let data = self.source.root.get("data").into_iter().flat_map(|map| map.entries());
        let groups = once(data.filter_map(|(_, _, set)| text_at(set, "group")));
        let sheet = |group: &str| {
            let mut blocks = vec![lines(LinePlace::Title, &self.list_title(group))];
            for (at, set) in self.source.index.groups.get(group).into_iter().flatten().enumerate() {
                let title = self.source.numbered(&number(at + 1), set.text("name").unwrap_or(set.id));
                blocks.push(lines(LinePlace::Left, &title));
                let (paragraphs, about) = items::listed(self.source, *set, set.text("subjects")).finish();
                blocks.push(SheetBlock::Lines(SheetLines {
                    place: LinePlace::Left,
                    paragraphs,
                    about,
                    is_note: false,
                }));
            }
            PaperSheet { kind: PageKind::Items, of: group.to_owned(), blocks }
        };
        groups.into_iter().map(sheet).collect()
    }

    fn list_title(&self, group: &str) -> String {
        let title = self.source.index.attachment(group).and_then(|one| text_at(one, "title"));
        let values = [("document", Some(group)), ("title", title)];
        self.source.say(SentenceName::ItemsAnnex, &values).unwrap_or_else(|| group.to_owned())
    }
}

/// A line of words that are about nothing of the filing.
pub(super) fn lines(place: LinePlace, text: &str) -> SheetBlock {
    SheetBlock::Lines(SheetLines { place, paragraphs: vec![plain(text)], about: Vec::new(), is_note: false })
}
