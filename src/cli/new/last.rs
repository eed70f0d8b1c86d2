//! Last year's filing, or an old paper, as what a filing begins with.

use std::path::{Component, Path, PathBuf};

use super::super::args::NewOptions;
use super::super::import::{self, PaperRead};
use super::super::workbook::with_ids;
use super::super::{Context, Stop, Streams, disk, listing, reading};
use super::said::{self, SaidValues};
use super::{Beginning, Begun};
use crate::begin::{self, LeftBehind};
use crate::policy::Renewal;
use crate::session::{FileName, Files, NameEnding, Session};
use crate::source::Tree;
use crate::view;

/// What a filing begins with.
pub(super) struct Last {
    /// It, as a filing.
    pub(super) tree: Tree,
    /// How it was read, where it is a paper.
    paper: Option<PaperRead>,
    /// What the new filing does not take over.
    left_out: Option<LeftBehind>,
    shown: String,
}

/// Reads a filing or an old paper.
pub(super) fn read(
    context: &Context<'_>,
    session: &Session,
    file: &Path,
    output: &Path,
    streams: &mut Streams<'_>,
) -> Result<Last, Stop> {
    let shown = file.display().to_string();
    let ending = file.extension().and_then(|ending| ending.to_str()).map(str::to_lowercase);
    let is_document = matches!(ending.as_deref(), Some("yaml" | "yml"));
    let name = file.file_name().and_then(|name| FileName::read(&name.to_string_lossy()));
    let is_table = name.is_some_and(|name| name.ending == NameEnding::Table);
    let paper = if is_document || is_table { None } else { Some(import::paper(context, file, streams)?) };
    match paper.filter(|paper| !view::is_filing(paper)) {
        Some(paper) => {
            let read = import::read(context, session, file, paper, &import::id(output))?;
            Ok(Last { tree: read.imported.filing.clone(), paper: Some(read), left_out: None, shown })
        }
        None => {
            let listing = listing::one(context, file)?;
            let name = listing.filings.first().cloned().unwrap_or_default();
            let disk = disk::Disk::new(context, listing, streams)?;
            match session.tree(&name, disk.read(&name)) {
                Ok((document, _)) => {
                    let document = with_ids(context, session, document)?;
                    Ok(Last { tree: Tree::of(document.root()), paper: None, left_out: None, shown })
                }
                Err(judged) => Err(reading::unreadable(context, session, &judged)?),
            }
        }
    }
}

/// Begins a filing with what was read: as it is, or as one of another year.
pub(super) fn begun(
    context: &Context<'_>,
    beginning: &Beginning,
    options: &NewOptions,
    last: &mut Last,
    output: &Path,
) -> Result<Begun, Stop> {
    let values = SaidValues::read(context, &options.said)?;
    let mut id = import::id(output);
    if options.from.is_some() && last.tree.get("id").and_then(Tree::text) == Some(&id) {
        // Two filings of one id could not be kept apart.
        id += "-2";
    }
    let said = values.said(context, &options.said, &id, &beginning.jurisdiction);
    let Some(file) = &options.from else {
        let mut filing = last.tree.clone();
        let own = filing.get("id").and_then(Tree::text).map(str::to_owned);
        let said = begin::Brief { id: own.as_deref().unwrap_or(&id), ..said };
        begin::complete(&mut filing, &said).map_err(|why| said::misfit(context, why, None))?;
        return Ok(Begun { filing, told: Vec::new(), last: None });
    };
    let supersedes = last.paper.is_none().then(|| beside(file, output)).flatten();
    let renewed = begin::renew(&last.tree, &beginning.starts.renewal, supersedes.as_deref(), &said);
    let renewed = renewed.map_err(|why| said::misfit(context, why, None))?;
    last.left_out = Some(renewed.left_out);
    Ok(Begun { filing: renewed.filing, told: Vec::new(), last: None })
}

impl Last {
    /// Tells what was read, and what of it is not in the new filing.
    pub(super) fn tell(
        &self,
        context: &Context<'_>,
        renewal: &Renewal,
        output: &Path,
        streams: &mut Streams<'_>,
    ) -> Result<(), Stop> {
        if let Some(read) = &self.paper {
            import::account(context, read, &output.display().to_string(), streams)?;
        }
        let Some(left_out) = &self.left_out else { return Ok(()) };
        let mut lines = vec![context.say("new.left-out", &[("path", &self.shown)])];
        for (at, count) in &left_out.values {
            let title = renewal.rows.get(*at).map_or("", |row| row.title.get(context.lang));
            lines.push(context.say("new.left-out-row", &[("title", title), ("count", &count.to_string())]));
        }
        for (key, count) in [("new.left-out-references", left_out.references), ("new.left-out-marks", left_out.marks)] {
            if count > 0 {
                lines.push(context.say(key, &[("count", &count.to_string())]));
            }
        }
        if !left_out.steps.is_empty() {
            lines.push(context.say("new.left-out-steps", &[("steps", &left_out.steps.join(", "))]));
        }
        // What stood there last year is copied from a workbook of the same sheets.
        let is_book = |path: &Path| path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx"));
        if is_book(output) && (self.paper.is_some() || !is_book(Path::new(&self.shown))) {
            let command = if self.paper.is_some() { "import" } else { "workbook" };
            lines.push(context.say("new.left-out-book", &[("command", command), ("path", &self.shown)]));
        }
        for line in lines {
            writeln!(streams.stdout, "{line}")?;
        }
        Ok(())
    }
}

/// Returns where a file lies as seen from beside another, if that is there or below.
fn beside(file: &Path, other: &Path) -> Option<String> {
    let folder = |path: &Path| match path.parent() {
        Some(folder) if folder != Path::new("") => folder.to_path_buf(),
        _ => PathBuf::from("."),
    };
    let whole = std::fs::canonicalize(file).ok()?;
    let home = std::fs::canonicalize(folder(other)).ok()?;
    let inside = whole.strip_prefix(home).ok()?.components();
    let names: Option<Vec<&str>> = inside
        .map(|part| match part {
            Component::Normal(name) => name.to_str(),
            _ => None,
        })
        .collect();
    // What the format can name.
    Some(names?.join("/")).filter(|path| path.ends_with(".yaml") && !path.contains([':', '\\']))
}
