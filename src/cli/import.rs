//! `sekisho import`: an old paper as a filing.

use std::path::Path;

use super::args::ImportOptions;
use super::sink::write_file;
use super::workbook::{self, WrittenForm};
use super::{Context, Exit, Stop, Streams, disk, packs};
use crate::import::{self, ImportBasis, Imported, UnreadPlace};
use crate::paper::{self, OldPaper, PaperRefusal};
use crate::session::{Session, filing_stem};
use crate::source::{Document, Unreadable};
use crate::words::Lang;
use crate::workbook::words;

/// Characters of an unread place that are shown.
const SHOWN: usize = 40;

/// A paper, and the filing that it was read as.
pub(super) struct PaperRead {
    shown: String,
    paper: OldPaper,
    pub(super) imported: Imported,
}

/// Reads a paper and writes it as a filing.
pub(super) fn run(context: &Context<'_>, options: &ImportOptions, streams: &mut Streams<'_>) -> Result<Exit, Stop> {
    let (shown, output) = (options.file.display().to_string(), options.output.display().to_string());
    let form = workbook::form(context, &options.output)?;
    workbook::free(context, &options.output, "cli.workbook-exists")?;
    let paper = paper(context, &options.file, streams)?;
    if is_filing(&paper) {
        return Err(context.stop("import.refused.filing", &[("path", &shown)]));
    }
    let packs = packs::packs(context, options.policy.as_deref())?;
    let session = packs::session(context, packs, context.environment.today)?;
    let read = read(context, &session, &options.file, paper, &id(&options.output))?;
    let document = Document::from_tree(&read.imported.filing, None);
    let bytes = match form {
        WrittenForm::Yaml => workbook::yaml(context, &shown, &document)?,
        WrittenForm::Workbook => workbook::proven(context, &shown, &document)?.bytes,
    };
    write_file(context, &options.output, &bytes)?;
    account(context, &read, &output, streams)?;
    writeln!(streams.stdout, "{}", context.say("import.next", &[("output", &output)]))?;
    Ok(Exit::Clean)
}

/// Opens an old paper.
pub(super) fn paper(context: &Context<'_>, file: &Path, streams: &mut Streams<'_>) -> Result<OldPaper, Stop> {
    let shown = file.display().to_string();
    context.inputs.add([&shown]);
    let bytes = disk::paper(file, streams)
        .map_err(|error| context.stop("cli.cannot-read", &[("path", &shown), ("reason", &error.to_string())]))?;
    let paper = bytes.ok_or(PaperRefusal::TooLarge).and_then(paper::read);
    paper.map_err(|why| refused(context, &shown, &why))
}

/// True if a paper is the workbook of a filing.
pub(super) fn is_filing(paper: &OldPaper) -> bool {
    let cover = |lang| words::one("sheet.cover", lang);
    paper.sheets.iter().any(|sheet| [Lang::Ja, Lang::En].into_iter().any(|lang| *sheet == cover(lang)))
}

/// Reads a paper as a filing by the forms of every jurisdiction; of several the one that reads most.
pub(super) fn read(
    context: &Context<'_>,
    session: &Session,
    file: &Path,
    paper: OldPaper,
    name: &str,
) -> Result<PaperRead, Stop> {
    let shown = file.display().to_string();
    let mut best: Option<Imported> = None;
    for jurisdiction in session.jurisdictions() {
        let policy = session.policy(&jurisdiction).map_err(|error| context.cannot_judge(&error))?;
        let Some(policy) = policy else { continue };
        let forms = packs::forms(context, session.packs(), &policy)?;
        let basis = ImportBasis { jurisdiction: &jurisdiction, policy: &policy, forms: &forms };
        let imported = import::import(&paper, basis, name, context.lang);
        if best.as_ref().is_none_or(|best| best.counts.unread > imported.counts.unread) {
            best = Some(imported);
        }
    }
    match best.filter(|best| best.form.is_some()) {
        Some(imported) => Ok(PaperRead { shown, paper, imported }),
        None => Err(context.stop("import.no-form", &[("path", &shown)])),
    }
}

/// Tells what of a paper was read, and all that was not.
pub(super) fn account(
    context: &Context<'_>,
    read: &PaperRead,
    output: &str,
    streams: &mut Streams<'_>,
) -> Result<(), Stop> {
    let PaperRead { shown, paper, imported } = read;
    let form = imported.form.as_ref().map_or("", |title| title.get(context.lang));
    let said = context.say("import.read", &[("path", shown), ("form", form), ("output", output)]);
    writeln!(streams.stdout, "{said}\n{}", share(context, imported))?;
    if paper.pictures > 0 {
        writeln!(streams.stdout, "{}", context.say("import.pictures", &[("count", &paper.pictures.to_string())]))?;
    }
    if !imported.unread.is_empty() {
        writeln!(streams.stdout, "{}", context.say("import.unread", &[]))?;
    }
    for place in &imported.unread {
        writeln!(streams.stdout, "{}", told(context, shown, paper, place))?;
    }
    Ok(())
}

/// Returns an id made of the name of a file.
pub(super) fn id(path: &Path) -> String {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let stem = filing_stem(&name).split('.').next().unwrap_or_default();
    let id: String = stem.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
    let id = id.trim_matches('-');
    if id.is_empty() { "filing".to_owned() } else { id.to_owned() }
}

fn share(context: &Context<'_>, imported: &Imported) -> String {
    let counts = imported.counts;
    let number = |count: usize| count.to_string();
    context.say(
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

fn told(context: &Context<'_>, shown: &str, paper: &OldPaper, place: &UnreadPlace) -> String {
    let sheet = place.cell.and_then(|cell| Some((cell, paper.sheets.get(usize::try_from(cell.table).ok()?)?)));
    let at = match sheet {
        Some((cell, sheet)) => {
            let cell = crate::source::CellPlace { sheet, row: cell.row, column: cell.column, heading: "", text: "" };
            format!("{shown}[{sheet}]!{}", cell.name())
        }
        None => format!("{shown}:{}", place.line),
    };
    let mut text: String = place.text.chars().take(SHOWN).collect();
    if text.len() < place.text.len() {
        text.push('…');
    }
    context.say("import.place", &[("place", &at), ("text", &text), ("count", &place.count.to_string())])
}

fn refused(context: &Context<'_>, shown: &str, why: &PaperRefusal) -> Stop {
    let key = match why {
        PaperRefusal::Old => "old",
        PaperRefusal::Pdf => "pdf",
        PaperRefusal::Other => "other",
        PaperRefusal::Broken => "broken",
        PaperRefusal::TooLarge => "large",
        PaperRefusal::Blank => "blank",
        PaperRefusal::Text(why) => {
            let reason = match why {
                Unreadable::TooLarge { .. } => return context.stop("import.refused.large", &[("path", shown)]),
                Unreadable::Utf16 => "UTF-16".to_owned(),
                Unreadable::ShiftJis => "Shift_JIS".to_owned(),
                Unreadable::NotUtf8 { byte } | Unreadable::Nul { byte } => format!("{byte}"),
            };
            return context.stop("import.refused.text", &[("path", shown), ("reason", &reason)]);
        }
    };
    context.stop(&format!("import.refused.{key}"), &[("path", shown)])
}
