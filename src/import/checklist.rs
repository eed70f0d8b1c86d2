//! Checklists and special clauses, read by the texts of their forms: which form it is, and what is answered.

use std::collections::BTreeSet;
use std::ops::Range;

use super::sections::SectionHeads;
use super::signs::{PaperSign, fold};
use super::texts::{FormText, TextFound};
use super::values::{Values, list, map, put, text};
use crate::policy::{PaperForms, SentenceName};
use crate::source::{Span, Tree};
use crate::vocabulary::enumerations::{Enumerated, PartKind};
use crate::vocabulary::pack_words::PackList;
use crate::vocabulary::words as vocabulary;

/// Signs before a row among which its mark and reason stand.
const BEFORE: usize = 60;

/// The answers of one side of a checklist.
struct Side<'f> {
    /// The forms and sides that it may be.
    kinds: Vec<(&'f str, bool)>,
    /// The row of each of these, with the answer.
    rows: Vec<(Vec<usize>, RowAnswer)>,
}

/// What stands beside a row.
enum RowAnswer {
    Done,
    NotApplicable(String),
    /// Neither.
    Blank,
}

/// A checklist as it is read.
pub(super) struct ChecklistRead {
    /// The kind of part that its title tells; `None` if it tells none.
    pub(super) kind: Option<PartKind>,
    pub(super) tree: Tree,
}

impl<'f> Values<'_, '_> {
    /// Reads all checklists of a paper, each with both of its sides.
    pub(super) fn checklists(&self, forms: &'f PaperForms, texts: &[TextFound<'f>]) -> Vec<ChecklistRead> {
        let mut all: Vec<(&str, Tree)> = Vec::new();
        let sides = self.sides(texts);
        let settled: Vec<Option<usize>> = sides.iter().map(|side| settled(forms, side)).collect();
        for (number, side) in sides.iter().enumerate() {
            // What a side leaves open, the other side of the same form beside it may tell.
            let beside = [number.checked_sub(1), number.checked_add(1)].into_iter().flatten();
            let told = beside.filter_map(|other| sides.get(other)?.kinds.get((*settled.get(other)?)?).copied());
            let other = told
                .into_iter()
                .find_map(|(form, principal)| side.kinds.iter().position(|kind| *kind == (form, !principal)));
            let Some(at) = settled.get(number).copied().flatten().or(other) else { continue };
            let Some((form, principal)) = side.kinds.get(at).copied() else { continue };
            let key = if principal { "principal" } else { "agent" };
            let answers = self.answers(forms, form, at, side);
            match all.last_mut() {
                Some((own, tree)) if *own == form && tree.get(key).is_none() => put(tree, key, answers),
                _ => all.push((form, map([("form", Some(text(form))), (key, Some(answers))]))),
            }
        }
        let kind = |form: &str| {
            let titles = &forms.checklists.get(form)?.titles;
            let mut named = titles.iter().flat_map(|title| vocabulary::named_in(PartKind::TABLE, title));
            named.next().and_then(PartKind::from_position)
        };
        all.into_iter().map(|(form, tree)| ChecklistRead { kind: kind(form), tree }).collect()
    }

    /// Groups rows that follow each other as those of one side do.
    fn sides(&self, texts: &[TextFound<'f>]) -> Vec<Side<'f>> {
        let mut all: Vec<Side<'f>> = Vec::new();
        let mut before = 0;
        for found in texts {
            let rows: Vec<(&str, bool, usize)> = found
                .texts
                .iter()
                .filter_map(|text| match text {
                    FormText::Row { form, row, principal } => Some((*form, *principal, *row)),
                    _ => None,
                })
                .collect();
            if rows.is_empty() {
                continue;
            }
            let from = found.signs.start.saturating_sub(BEFORE).max(before);
            let answer = self.answer(self.signs.all.get(from..found.signs.start).unwrap_or_default());
            self.form_words(self.signs.all.get(found.signs.clone()).unwrap_or_default());
            before = found.signs.end;
            // What goes on is of a form and side that have the row further below.
            let goes_on = |side: &Side<'f>| {
                let last = |at: usize| side.rows.last().and_then(|(rows, _)| rows.get(at).copied());
                let kept = side.kinds.iter().enumerate().filter_map(|(at, (form, principal))| {
                    let row = rows.iter().find(|row| (row.0, row.1) == (*form, *principal))?;
                    last(at).is_none_or(|last| row.2 > last).then_some((at, row.2))
                });
                kept.collect::<Vec<(usize, usize)>>()
            };
            match all.last_mut().map(|side| (goes_on(side), side)) {
                Some((kept, side)) if !kept.is_empty() => {
                    let keep = |own: &[usize]| kept.iter().filter_map(|(at, _)| own.get(*at).copied()).collect();
                    side.kinds = kept.iter().filter_map(|(at, _)| side.kinds.get(*at).copied()).collect();
                    side.rows.iter_mut().for_each(|(own, _)| *own = keep(own));
                    side.rows.push((kept.iter().map(|(_, row)| *row).collect(), answer));
                }
                _ => all.push(Side {
                    kinds: rows.iter().map(|(form, principal, _)| (*form, *principal)).collect(),
                    rows: vec![(rows.iter().map(|(.., row)| *row).collect(), answer)],
                }),
            }
        }
        all
    }

    /// Reads the mark at the end of what stands before a row, with the reason in brackets.
    fn answer(&self, before: &[PaperSign]) -> RowAnswer {
        for at in (0..before.len()).rev().filter(|at| before[*at].first) {
            let own = &before[at..];
            let not = self.sentence(SentenceName::NotApplicable, own, |value| {
                Some(value("reason").map(|reason| self.signs.written(reason)).unwrap_or_default())
            });
            let answer = match not {
                Some(reason) => Some(RowAnswer::NotApplicable(reason)),
                None => self.sentence(SentenceName::Done, own, |_| Some(RowAnswer::Done)),
            };
            if let Some(answer) = answer {
                self.field(own);
                return answer;
            }
        }
        RowAnswer::Blank
    }

    fn answers(&self, forms: &PaperForms, form: &str, at: usize, side: &Side<'_>) -> Tree {
        let rows = forms.checklists.get(form).map(|text| text.rows.as_slice()).unwrap_or_default();
        let (mut done, mut not) = (Vec::new(), Tree::map(Span::START));
        for (own, answer) in &side.rows {
            let Some(row) = own.get(at).and_then(|row| rows.get(*row)) else { continue };
            match answer {
                RowAnswer::Done => done.push(text(row.id.as_str())),
                RowAnswer::NotApplicable(reason) => put(&mut not, &row.id, text(reason.as_str())),
                RowAnswer::Blank => {}
            }
        }
        let all = done.len() == self.rows_of(form, side.kinds[at].1);
        let done = if all { text("all") } else { list(done) };
        map([("done", Some(done)), ("not_applicable", (!not.is_empty()).then_some(not))])
    }

    /// Returns how many rows a side of a form has.
    fn rows_of(&self, form: &str, principal: bool) -> usize {
        self.policy.checklists.get(form).map_or(0, |form| form.count_ticked(principal, |_| true).0)
    }

    /// Marks as words of the form what stands above and beside the rows.
    pub(super) fn checklist_words(&self, within: &[PaperSign], texts: &[TextFound<'_>]) {
        let Some(first) = within.first().map(|sign| sign.at) else { return };
        let last = within.last().map_or(first, |sign| sign.at);
        for found in texts {
            let own = self.signs.all.get(found.signs.clone()).unwrap_or_default();
            let inside = own.first().is_some_and(|sign| (first..=last).contains(&sign.at));
            if inside && found.texts.iter().any(|text| matches!(text, FormText::Title | FormText::Heading)) {
                self.form_words(own);
            }
        }
        // The headings of sections stand beside them.
        let heads = SectionHeads::new(self.form, self.policy);
        for paragraph in within.chunk_by(|one, next| one.piece == next.piece) {
            for range in heads.within(paragraph) {
                let own = paragraph.get(range).unwrap_or_default();
                let is_known = self.sentence(SentenceName::Section, own, |value| {
                    let written = self.signs.written(value("section")?);
                    self.policy.words.lookup(PackList::Section, &written).map(|_| ())
                });
                if is_known.is_some() {
                    self.form_words(own);
                }
            }
        }
    }

    /// Reads special clauses: their form where all of its clauses stand there, each in its place; else the texts of those that
    /// are known.
    pub(super) fn clauses(&self, forms: &PaperForms, texts: &[TextFound<'_>], within: &Range<usize>) -> Tree {
        let found: Vec<&TextFound<'_>> = texts.iter().filter(|found| within.contains(&found.signs.start)).collect();
        let clause_of = |found: &TextFound<'_>, id: &str| {
            let mut texts = found.texts.iter();
            texts.find_map(|text| match text {
                FormText::Clause { form, clause } if *form == id => Some(*clause),
                _ => None,
            })
        };
        // Of forms that have as many of the clauses, one of which none is missing, and else the first.
        let best = forms.clauses.iter().fold(None, |best: Option<(usize, bool, _, _)>, (id, form)| {
            let own: Vec<usize> = found.iter().filter_map(|found| clause_of(found, id)).collect();
            let whole = own == (0..form.clauses.len()).collect::<Vec<_>>();
            match best {
                Some(best) if (best.0, best.1) >= (own.len(), whole) => Some(best),
                _ => Some((own.len(), whole, id, form)),
            }
        });
        let Some((1.., whole, id, form)) = best else { return map([]) };
        let headings: BTreeSet<Vec<char>> =
            form.clauses.iter().filter_map(|clause| clause.heading.as_deref()).map(fold).collect();
        let mut known = Tree::map(Span::START);
        let mut at = within.start;
        for found in found {
            let Some(clause) = clause_of(found, id).and_then(|at| form.clauses.get(at)) else { continue };
            // Between the clauses stand their headings and numbers.
            self.between(at..found.signs.start, &headings);
            let own = self.signs.all.get(found.signs.clone()).unwrap_or_default();
            let own: Vec<PaperSign> = own.iter().filter(|sign| !self.signs.is_page_number(sign)).copied().collect();
            put(&mut known, &clause.number, text(self.prose(&own)));
            self.field(&own);
            at = found.signs.end;
        }
        let form = whole.then(|| text(id.as_str()));
        map([("form", form), ("texts", (!whole).then_some(known))])
    }

    fn between(&self, range: Range<usize>, headings: &BTreeSet<Vec<char>>) {
        for line in super::signs::lines(self.signs.all.get(range).unwrap_or_default()) {
            let heading = self.sentence(SentenceName::ClauseHeading, line, |value| {
                let own: Vec<char> = value("heading")?.iter().map(|sign| sign.c).collect();
                headings.contains(&own).then_some(())
            });
            if heading.is_some() || line.iter().all(|sign| sign.c.is_ascii_digit() || sign.c == '-') {
                self.form_words(line);
            }
        }
    }
}

/// Returns which form and side the rows are of: the only one, or the only one of which no row is missing.
fn settled(forms: &PaperForms, side: &Side<'_>) -> Option<usize> {
    if side.kinds.len() == 1 {
        return Some(0);
    }
    let complete = |(form, principal): &(&str, bool)| {
        let rows = forms.checklists.get(*form).map(|text| text.rows.as_slice()).unwrap_or_default();
        rows.iter().filter(|row| !if *principal { &row.principal } else { &row.agent }.is_empty()).count()
            == side.rows.len()
    };
    let mut whole = side.kinds.iter().enumerate().filter(|(_, kind)| complete(kind)).map(|(at, _)| at);
    let only = whole.next()?;
    whole.next().is_none().then_some(only)
}
