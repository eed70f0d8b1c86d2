//! An old paper read as a filing, by the descriptions of forms that packs have.
//!
//! Owns finding what stands in which place of a form, what is concluded from it, and the account of every character: it is one
//! of the words of the form, it is in a field, or it is told as unread. Leaves to others the bytes of the paper (`paper`) and how
//! the filing is written.

mod annexes;
mod checklist;
mod draft;
mod fill;
mod items;
mod lines;
mod near;
mod pages;
mod parties;
mod pattern;
mod sections;
mod settle;
mod signs;
mod slots;
mod texts;
mod values;

use draft::FilingDraft;
use fill::Filling;
use signs::{Signs, Use};
use texts::TextFound;
use values::{Values, infer};

use crate::paper::{OldPaper, PaperCell, is_blank};
use crate::policy::{PaperForm, PaperForms, Policy};
use crate::source::Tree;
use crate::words::{Both, Lang};

/// A paper as a filing.
#[derive(Debug, PartialEq)]
pub struct Imported {
    /// The filing.
    pub filing: Tree,
    /// The title of the form that reads most of the paper; `None` if no form has a word of it.
    pub form: Option<Both>,
    /// How many characters became what; blanks left out.
    pub counts: ReadCounts,
    /// What is not read, in the order of the paper.
    pub unread: Vec<UnreadPlace>,
    /// Labels that were read as others of the form.
    pub read_as: Vec<ReadAs>,
}

/// A label with a slip of the hand in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadAs {
    /// As the paper has it.
    pub written: String,
    /// As the form has it.
    pub meant: String,
    /// Its first line, counted from 1.
    pub line: u32,
    /// Its first cell.
    pub cell: Option<PaperCell>,
}

/// What became of the characters of a paper.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ReadCounts {
    /// In a field of the filing.
    pub field: usize,
    /// Words of the form.
    pub form: usize,
    /// Not read.
    pub unread: usize,
}

/// A place of a paper that is not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnreadPlace {
    /// How many characters it has.
    pub count: usize,
    /// What is written there, lines joined by a blank.
    pub text: String,
    /// Its first line, counted from 1.
    pub line: u32,
    /// Its first cell.
    pub cell: Option<PaperCell>,
}

impl ReadCounts {
    /// Returns all characters.
    pub fn all(self) -> usize {
        self.field + self.form + self.unread
    }

    /// Returns how much is read, in hundredths; all only where nothing is unread.
    pub fn percent(self) -> usize {
        let read = self.field + self.form;
        (read * 100).checked_div(self.all()).unwrap_or(0)
    }
}

/// By what a paper is read.
#[derive(Clone, Copy)]
pub struct ImportBasis<'b> {
    /// The jurisdiction whose paper it may be.
    pub jurisdiction: &'b str,
    /// The policy of that jurisdiction.
    pub policy: &'b Policy,
    /// The papers and full texts of that policy.
    pub forms: &'b PaperForms,
}

/// Reads a paper by the form that tells most of it. `name` is the id of the filing where the paper has no number of its own.
pub fn import(paper: &OldPaper, basis: ImportBasis<'_>, name: &str, lang: Lang) -> Imported {
    let mut best: Option<(usize, Imported)> = None;
    // Of those that tell as much the last, so that a pack takes precedence over those it extends.
    let signs = Signs::new(paper);
    let texts = texts::find(&signs, basis.forms, basis.policy);
    for form in &basis.forms.papers {
        signs.forget();
        let imported = by(&signs, &texts, basis, form, name, lang);
        let weight = imported.counts.field + imported.counts.form;
        if best.as_ref().is_none_or(|(own, _)| *own <= weight) {
            best = Some((weight, imported));
        }
    }
    let empty = || {
        signs.forget();
        finished(&signs, FilingDraft::new(lang).finish(name, basis.jurisdiction), None, Vec::new())
    };
    best.filter(|(weight, _)| *weight > 0).map_or_else(empty, |(_, imported)| imported)
}

fn by<'f>(
    signs: &Signs<'_>,
    texts: &[TextFound<'f>],
    basis: ImportBasis<'f>,
    form: &'f PaperForm,
    name: &str,
    lang: Lang,
) -> Imported {
    let ImportBasis { jurisdiction, policy, forms } = basis;
    let pages = pages::pages(signs, forms, form, texts);
    let values = Values { signs, form, policy };
    let draft = FilingDraft::new(lang);
    let mut filling = Filling {
        values,
        forms,
        texts,
        draft,
        named_again: Vec::new(),
        clauses: Vec::new(),
        annexed: Vec::new(),
        read_as: Vec::new(),
    };
    pages.iter().for_each(|page| filling.page(page));
    filling.settle();
    filling.drawings_without_name();
    let document = filling.draft.filing.get("document").and_then(Tree::text).map(id_of);
    let id = document.filter(|id| !id.is_empty()).unwrap_or_else(|| name.to_owned());
    let mut filing = filling.draft.finish(&id, jurisdiction);
    infer(&mut filing, "id");
    infer(&mut filing, "jurisdiction");
    finished(signs, filing, Some(form.title.clone()), filling.read_as)
}

/// Returns the number of a paper as an id.
fn id_of(document: &str) -> String {
    crate::text::item_name(document).chars().filter(|c| c.is_alphanumeric() || *c == '-').collect()
}

fn finished(signs: &Signs<'_>, filing: Tree, form: Option<Both>, read_as: Vec<ReadAs>) -> Imported {
    let uses = signs.uses();
    let count = |used: Use| uses.iter().filter(|own| **own == used).count();
    let counts = ReadCounts { field: count(Use::Field), form: count(Use::Form), unread: count(Use::Unread) };
    Imported { filing, form, counts, unread: unread(signs, &uses), read_as }
}

/// Lists what is not read: neighbours as one place.
fn unread(signs: &Signs<'_>, uses: &[Use]) -> Vec<UnreadPlace> {
    let of = |number: usize| uses.get(number) == Some(&Use::Unread);
    let runs = signs.all.chunk_by(|one, next| of(one.number) == of(next.number));
    let places = runs.filter(|run| run.first().is_some_and(|sign| of(sign.number)));
    places
        .filter_map(|run| {
            let (first, last) = (run.first()?, run.last()?);
            let piece = signs.piece(first)?;
            let text: Vec<&str> = signs::lines(run).map(|line| signs.line(line)).collect();
            let text = text.join(" ");
            let count = last.number - first.number + 1;
            debug_assert_eq!(count, text.chars().filter(|c| !is_blank(*c)).count(), "{text}");
            Some(UnreadPlace { count, text, line: piece.line, cell: piece.cell })
        })
        .collect()
}
