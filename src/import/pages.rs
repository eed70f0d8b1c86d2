//! The pages of a paper, told by what stands at the head of each.

use std::collections::BTreeSet;
use std::ops::Range;

use super::pattern::{bound, opening, read};
use super::signs::{PaperSign, Signs, are, begins, fold, lines};
use super::slots::{self, FoundSlot, PageSlot};
use super::texts::{FormText, TextFound};
use crate::policy::{
    LinePlace, PageKind, PaperBlock, PaperForm, PaperForms, PaperLine, PaperPage, SentenceName, Writing,
};
use crate::words::{Template, TemplatePart};

/// Signs that the name of an annex may have.
const MAX_NAME: usize = 20;

/// Pages of a paper as far as one page of the form has them.
pub(super) struct Stretch<'f> {
    pub(super) signs: Range<usize>,
    pub(super) page: StretchKind<'f>,
}

/// What a stretch of a paper is.
pub(super) enum StretchKind<'f> {
    /// Cover, overview or part, with its places and where they are.
    Page {
        page: &'f PaperPage,
        slots: Vec<PageSlot<'f>>,
        found: Vec<FoundSlot>,
    },
    Checklist,
    /// Special clauses, with the name that stands above them.
    Clauses {
        label: Option<Range<usize>>,
        title: Range<usize>,
    },
    /// An annex that the filing refers to, with its name and title.
    Annexed {
        name: Range<usize>,
        title: Option<Range<usize>>,
    },
}

/// What a page begins with.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Head {
    Cover,
    Overview,
    Annex,
    Checklist,
    Clauses { label: Option<Range<usize>>, title: Range<usize> },
    Annexed { name: Range<usize>, title: Option<Range<usize>> },
}

/// Parts a paper into pages by a form.
pub(super) fn pages<'f>(
    signs: &Signs<'_>,
    forms: &'f PaperForms,
    form: &'f PaperForm,
    texts: &[TextFound<'f>],
) -> Vec<Stretch<'f>> {
    let heads = heads(signs, forms, form, texts);
    let mut all = Vec::new();
    for (number, (begin, head)) in heads.iter().enumerate() {
        let end = heads.get(number + 1).map_or(signs.all.len(), |(begin, _)| *begin);
        let kind = match head {
            Head::Cover => PageKind::Cover,
            Head::Overview => PageKind::Overview,
            Head::Annex => PageKind::Annex,
            Head::Checklist => {
                all.push(Stretch { signs: *begin..end, page: StretchKind::Checklist });
                continue;
            }
            Head::Clauses { label, title } => {
                let page = StretchKind::Clauses { label: label.clone(), title: title.clone() };
                all.push(Stretch { signs: *begin..end, page });
                continue;
            }
            Head::Annexed { name, title } => {
                let page = StretchKind::Annexed { name: name.clone(), title: title.clone() };
                all.push(Stretch { signs: *begin..end, page });
                continue;
            }
        };
        let candidates = form.pages.iter().filter(|page| page.kind == kind).map(|page| {
            let slots = slots::slots(form, page);
            let found = slots::find(signs, &slots, *begin..end);
            (page, slots, found)
        });
        // The page whose labels say most; of equals the first.
        let best = candidates.fold(None, |best: Option<(usize, _)>, (page, slots, found)| {
            let weight: usize = found.iter().flat_map(|found| &found.label).map(|range| range.len()).sum();
            match best {
                Some((own, best)) if own >= weight => Some((own, best)),
                _ => Some((weight, StretchKind::Page { page, slots, found })),
            }
        });
        all.extend(best.map(|(_, page)| Stretch { signs: *begin..end, page }));
    }
    all
}

/// Words with which a part begins.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum PartWords {
    /// The label of the page, a line of its own.
    Label(Vec<char>),
    /// The line with class and provision.
    Matter(Vec<char>),
    /// The label of its title.
    Title(Vec<char>),
}

/// Signs within which the title of a part follows what stands above it.
const HEAD_OF_PART: usize = 200;

/// Finds what pages begin with.
fn heads(signs: &Signs<'_>, forms: &PaperForms, form: &PaperForm, texts: &[TextFound<'_>]) -> Vec<(usize, Head)> {
    let annexes = cited(signs, form);
    let overview = titles(form, PageKind::Overview);
    let parts = part_words(form);
    let clauses: BTreeSet<Vec<char>> =
        forms.clauses.values().flat_map(|text| &text.titles).map(|title| fold(title)).collect();
    let mut all = vec![(0, Head::Cover)];
    let mut seen = BTreeSet::new();
    let tells = |text: &FormText<'_>| matches!(text, FormText::Row { .. } | FormText::Title);
    let checklists = texts.iter().filter(|found| found.texts.iter().any(tells));
    let mut checklists = checklists.map(|found| found.signs.start).peekable();
    for at in 0..signs.all.len() {
        let in_checklist = checklists.next_if_eq(&at).is_some();
        let (begin, last) = all.last().cloned().unwrap_or((0, Head::Cover));
        if in_checklist {
            if last != Head::Checklist {
                all.push((at, Head::Checklist));
            }
            continue;
        }
        let rest = &signs.all[at..];
        if !rest.first().is_some_and(|sign| sign.first) {
            continue;
        }
        let whole = |words: &Vec<char>| begins(rest, words) && rest.get(words.len()).is_none_or(|sign| sign.first);
        if overview.iter().any(whole) {
            all.push((at, Head::Overview));
            continue;
        }
        if let Some(title) = clauses.iter().find(|title| whole(title)) {
            let label = label_before(signs, form, at, begin);
            let start = label.as_ref().map_or(at, |label| label.start);
            all.push((start, Head::Clauses { label, title: at..at + title.len() }));
            continue;
        }
        if let Some((name, title)) = annexed(signs, form, &annexes, at) {
            all.push((at, Head::Annexed { name, title }));
            continue;
        }
        let titled = |from: usize| {
            let near = signs.all.iter().enumerate().skip(from).take(HEAD_OF_PART).filter(|(_, sign)| sign.first);
            near.map(|(at, _)| at).any(|at| parts.iter().any(|words| words.is_title_at(signs, at)))
        };
        let Some(words) = parts.iter().find(|words| words.are_at(signs, at)) else { continue };
        let known = !seen.insert(words.clone());
        let starts = match (&last, words) {
            (_, PartWords::Label(_)) => true,
            (Head::Cover, PartWords::Matter(_)) => false,
            (Head::Cover | Head::Annex, PartWords::Title(_)) => known,
            (Head::Annex, PartWords::Matter(_)) => known && titled(at),
            (_, PartWords::Matter(_)) => titled(at),
            (_, PartWords::Title(_)) => true,
        };
        if starts {
            all.push((at, Head::Annex));
            seen = BTreeSet::from([words.clone()]);
        }
    }
    all
}

impl PartWords {
    fn are_at(&self, signs: &Signs<'_>, at: usize) -> bool {
        let rest = signs.all.get(at..).unwrap_or_default();
        match self {
            PartWords::Label(words) => begins(rest, words) && rest.get(words.len()).is_none_or(|sign| sign.first),
            PartWords::Matter(words) => begins(rest, words),
            PartWords::Title(words) => {
                begins(rest, words) && rest.get(words.len()).is_none_or(|sign| sign.first || sign.spaced)
            }
        }
    }

    fn is_title_at(&self, signs: &Signs<'_>, at: usize) -> bool {
        matches!(self, PartWords::Title(_)) && self.are_at(signs, at)
    }
}

/// Returns the words with which parts begin in a form.
fn part_words(form: &PaperForm) -> BTreeSet<PartWords> {
    let mut all = BTreeSet::new();
    for line in lines_of(form, PageKind::Annex) {
        let Some(entry) = &line.entry else { continue };
        match entry.writing {
            Writing::Matter => {
                let patterns = form.sentences.patterns(SentenceName::Matter).map(opening);
                all.extend(patterns.filter(|words| !words.is_empty()).map(PartWords::Matter));
            }
            Writing::Text => {
                all.extend(line.otherwise.iter().map(|words| PartWords::Label(fold(words))));
                let texts = line.texts.iter().map(opening);
                all.extend(texts.filter(|words| !words.is_empty()).map(PartWords::Title));
            }
            _ => {}
        }
    }
    all
}

fn lines_of(form: &PaperForm, kind: PageKind) -> impl Iterator<Item = &PaperLine> {
    let pages = form.pages.iter().filter(move |page| page.kind == kind);
    pages.flat_map(|page| &page.blocks).filter_map(|block| match block {
        PaperBlock::Line(line) => Some(line),
        PaperBlock::Table(_) => None,
    })
}

fn titles(form: &PaperForm, kind: PageKind) -> Vec<Vec<char>> {
    let titles = lines_of(form, kind).filter(|line| line.place == LinePlace::Title);
    titles.flat_map(|line| &line.texts).map(opening).filter(|words| !words.is_empty()).collect()
}

/// Returns the names of annexes to which lines of a paper refer.
fn cited(signs: &Signs<'_>, form: &PaperForm) -> BTreeSet<Vec<char>> {
    let sentences = [SentenceName::Drawings, SentenceName::Elsewhere];
    let patterns: Vec<_> = sentences.iter().flat_map(|name| form.sentences.patterns(*name)).collect();
    let own: Vec<Vec<char>> = form.sentences.patterns(SentenceName::ByChecklist).map(opening).collect();
    // What is longer is no name between the words of a pattern, so that a line is not read from each of its words to its end.
    let longest = patterns.iter().map(|pattern| words_of(pattern)).max().unwrap_or_default() + MAX_NAME;
    let mut all = BTreeSet::new();
    for line in lines(&signs.all) {
        // What refers to an annex may stand after other words of its line.
        let joint: Vec<Vec<char>> = form.sentences.patterns(SentenceName::Last).map(joint).collect();
        let joined =
            |at: usize| joint.iter().any(|words| at >= words.len() && begins(&line[at - words.len()..], words));
        let starts = (0..line.len()).filter(|at| *at == 0 || line[*at].spaced || joined(*at));
        let starts = starts.filter(|at| line.len() - at <= longest);
        for rest in starts.map(|at| &line[at..]).filter(|rest| !own.iter().any(|words| are(rest, words))) {
            let name = patterns.iter().find_map(|pattern| read(pattern, rest, |found| bound(found, "annexes")));
            all.extend(name.filter(|name| name.len() <= MAX_NAME).map(chars));
        }
    }
    all
}

/// Returns how many signs the words of a pattern have.
fn words_of(pattern: &Template) -> usize {
    let words = pattern.parts().map(|part| match part {
        TemplatePart::Text(text) => fold(text).len(),
        TemplatePart::Name(_) => 0,
    });
    words.sum()
}

/// Returns the words between the places of a pattern.
pub(super) fn joint(pattern: &Template) -> Vec<char> {
    let text = pattern.parts().find_map(|part| match part {
        TemplatePart::Text(text) => Some(fold(text)),
        TemplatePart::Name(_) => None,
    });
    text.unwrap_or_default()
}

fn chars(signs: &[PaperSign]) -> Vec<char> {
    signs.iter().map(|sign| sign.c).collect()
}

/// A place with a name and what stands beside it.
type Named = (Range<usize>, Option<Range<usize>>);

/// Reads the head of an annex that the paper refers to.
fn annexed(signs: &Signs<'_>, form: &PaperForm, known: &BTreeSet<Vec<char>>, at: usize) -> Option<Named> {
    let line = lines(signs.all.get(at..)?).next()?;
    let range = |own: &[PaperSign]| {
        let begin = own.first().and_then(|first| line.iter().position(|sign| sign == first))?;
        Some(at + begin..at + begin + own.len())
    };
    let patterns = [SentenceName::Drawing, SentenceName::ItemsAnnex, SentenceName::ClausesLabel].into_iter();
    patterns.flat_map(|name| form.sentences.patterns(name)).find_map(|pattern| {
        read(pattern, line, |found| {
            let name = bound(found, "document").or_else(|| bound(found, "label"));
            let name = name.filter(|name| known.contains(&chars(name)))?;
            Some((range(name)?, bound(found, "title").and_then(range)))
        })
    })
}

/// Returns the line before a title that names the text below it.
fn label_before(signs: &Signs<'_>, form: &PaperForm, at: usize, from: usize) -> Option<Range<usize>> {
    let before = signs.all.get(from..at)?;
    let last = before.last()?;
    let begin = before.iter().position(|sign| sign.piece == last.piece)?;
    let line = before.get(begin..)?;
    let mut patterns = form.sentences.patterns(SentenceName::ClausesLabel);
    let found = patterns.find_map(|pattern| read(pattern, line, |found| bound(found, "label")))?;
    (found.len() <= MAX_NAME).then_some(from + begin..at)
}
