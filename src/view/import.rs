//! An old paper that was read as a filing: which form reads it, what was read of it, and why one is refused.

use crate::import::{self, ImportBasis, Imported, ReadAs, UnreadPlace};
use crate::paper::{OldPaper, PaperCell, PaperRefusal};
use crate::session::{Session, SessionError, filing_stem};
use crate::source::{CellPlace, Unreadable};
use crate::words::{Lang, say_plainly};
use crate::workbook::words;

/// Characters of an unread place that are shown.
const SHOWN: usize = 40;

/// Reads a paper by the forms of every jurisdiction; of several the one that reads most. `None` where there is no jurisdiction.
///
/// # Errors
/// What is wrong with a pack.
pub(crate) fn imported(session: &Session, paper: &OldPaper, name: &str) -> Result<Option<Imported>, SessionError> {
    let mut best: Option<Imported> = None;
    for jurisdiction in session.jurisdictions() {
        let Some(policy) = session.policy(&jurisdiction)? else { continue };
        let forms = super::paper_forms(session.packs(), &policy).map_err(SessionError::Policy)?;
        let basis = ImportBasis { jurisdiction: &jurisdiction, policy: &policy, forms: &forms };
        let imported = import::import(paper, basis, name, session.lang());
        if best.as_ref().is_none_or(|best| best.counts.unread > imported.counts.unread) {
            best = Some(imported);
        }
    }
    Ok(best)
}

/// True if a paper is the workbook of a filing.
pub(crate) fn is_filing(paper: &OldPaper) -> bool {
    let cover = |lang| words::one("sheet.cover", lang);
    paper.sheets.iter().any(|sheet| [Lang::Ja, Lang::En].into_iter().any(|lang| *sheet == cover(lang)))
}

/// Returns an id made of the name of a file.
pub(crate) fn filing_id(name: &str) -> String {
    let stem = filing_stem(name).split('.').next().unwrap_or_default();
    let id: String = stem.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
    let id = id.trim_matches('-');
    if id.is_empty() { "filing".to_owned() } else { id.to_owned() }
}

/// Tells how much of a paper was read, and all that was not, in lines.
pub(crate) fn import_account(shown: &str, paper: &OldPaper, imported: &Imported, lang: Lang) -> Vec<String> {
    let mut lines = vec![share(imported, lang)];
    if paper.pictures > 0 {
        lines.push(say_plainly(lang, "import.pictures", &[("count", &paper.pictures.to_string())]));
    }
    lines.extend(imported.read_as.iter().map(|read| read_as(shown, paper, read, lang)));
    if !imported.unread.is_empty() {
        lines.push(say_plainly(lang, "import.unread", &[]));
    }
    lines.extend(imported.unread.iter().map(|place| told(shown, paper, place, lang)));
    lines
}

/// Says why a paper is not read.
pub(crate) fn refused_paper(shown: &str, why: &PaperRefusal, lang: Lang) -> String {
    let key = match why {
        PaperRefusal::Old => "old",
        PaperRefusal::Pdf => "pdf",
        PaperRefusal::Other => "other",
        PaperRefusal::Broken => "broken",
        PaperRefusal::TooLarge | PaperRefusal::Text(Unreadable::TooLarge { .. }) => "large",
        PaperRefusal::Blank => "blank",
        PaperRefusal::Text(why) => {
            let reason = match why {
                Unreadable::Utf16 => "UTF-16".to_owned(),
                Unreadable::ShiftJis => "Shift_JIS".to_owned(),
                Unreadable::NotUtf8 { byte } | Unreadable::Nul { byte } => byte.to_string(),
                Unreadable::TooLarge { .. } => String::new(),
            };
            return say_plainly(lang, "import.refused.text", &[("path", shown), ("reason", &reason)]);
        }
    };
    say_plainly(lang, &format!("import.refused.{key}"), &[("path", shown)])
}

fn share(imported: &Imported, lang: Lang) -> String {
    let counts = imported.counts;
    let number = |count: usize| count.to_string();
    say_plainly(
        lang,
        "import.share",
        &[
            ("percent", &number(counts.percent())),
            ("all", &number(counts.all())),
            ("field", &number(counts.field)),
            ("form", &number(counts.form)),
            ("places", &number(imported.unread.len())),
            ("unread", &number(counts.unread)),
        ],
    )
}

fn read_as(shown: &str, paper: &OldPaper, ReadAs { written, meant, line, cell }: &ReadAs, lang: Lang) -> String {
    let place = place(shown, paper, *line, *cell);
    say_plainly(lang, "import.read-as", &[("place", &place), ("written", written), ("meant", meant)])
}

fn told(shown: &str, paper: &OldPaper, unread: &UnreadPlace, lang: Lang) -> String {
    let at = place(shown, paper, unread.line, unread.cell);
    let mut text: String = unread.text.chars().take(SHOWN).collect();
    if text.len() < unread.text.len() {
        text.push('…');
    }
    say_plainly(lang, "import.place", &[("place", &at), ("text", &text), ("count", &unread.count.to_string())])
}

/// Returns a place of a paper: a line, or the cell of a sheet.
fn place(shown: &str, paper: &OldPaper, line: u32, cell: Option<PaperCell>) -> String {
    let sheet = cell.and_then(|cell| Some((cell, paper.sheets.get(usize::try_from(cell.table).ok()?)?)));
    match sheet {
        Some((cell, sheet)) => {
            let cell = CellPlace { sheet, row: cell.row, column: cell.column, heading: "", text: "" };
            format!("{shown}[{sheet}]!{}", cell.name())
        }
        None => format!("{shown}:{line}"),
    }
}
