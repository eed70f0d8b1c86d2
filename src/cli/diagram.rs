//! `sekisho diagram`: the flows of a filing as pictures.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::args::{DiagramOptions, PaperOption, PictureOption};
use super::new_file::NewFile;
use super::{Context, Exit, Stop, Streams, disk, lint, packs, settings};
use crate::diagram::{self, Drawing, LayoutError, Paper, Scene};
use crate::report::{Format, Report};
use crate::session::{Files, Judged, Options, Ready, Session, Totals};
use crate::words::join;

/// Draws the flows of a file.
pub(super) fn run(context: &Context<'_>, options: &DiagramOptions, streams: &mut Streams<'_>) -> Result<Exit, Stop> {
    let today = match &options.today {
        Some(text) => settings::date(context, text)?,
        None => context.environment.today,
    };
    let packs = packs::packs(context, options.policy.as_deref())?;
    let session = Session::new(Options { packs, today, judge_by: None, waivers: true })
        .map_err(|error| lint::stop(context, &error))?;
    let path = options.file.display().to_string();
    if path != disk::STDIN && !options.file.exists() {
        return Err(context.stop("cli.no-such-path", &[("path", &path)]));
    }
    let disk = disk::Disk::new(std::slice::from_ref(&path), streams)?;
    let (judged, ready) = session.examine(&path, disk.read(&path)).map_err(|error| lint::stop(context, &error))?;
    let Some(ready) = ready else {
        return unreadable(context, &session, &judged, streams);
    };
    let scenes = scenes(context, options, &ready, &judged)?;
    let files = match options.format {
        PictureOption::Svg => svg(context, options, &scenes, streams)?,
        PictureOption::Mermaid => mermaid(options, &scenes, streams)?,
    };
    for (path, text) in files {
        if same_file(&path, &options.file) {
            return Err(context.stop("cli.would-overwrite", &[("path", &path.display().to_string())]));
        }
        write(&path, text.as_bytes()).map_err(|error| {
            let args = [("path", &*path.display().to_string()), ("reason", &error.to_string())];
            context.stop("cli.cannot-write", &args)
        })?;
    }
    Ok(Exit::Clean)
}

/// Says what makes a file unreadable.
fn unreadable(
    context: &Context<'_>,
    session: &Session,
    judged: &Judged,
    streams: &mut Streams<'_>,
) -> Result<Exit, Stop> {
    let mut report = Report::new(Format::Full, session.terms(), context.lang, false);
    report.filing(judged, streams.stderr)?;
    let mut totals = Totals::default();
    totals.add(judged);
    report.end(&totals, streams.stderr)?;
    Ok(Exit::Failed)
}

/// What is to be drawn: one scene for each flow asked for.
fn scenes(context: &Context<'_>, options: &DiagramOptions, ready: &Ready, judged: &Judged) -> Result<Vec<Scene>, Stop> {
    let filing = &ready.filing;
    if filing.flows.is_empty() {
        return Err(context.stop("cli.no-flows", &[("path", &judged.path)]));
    }
    let wanted = |id: &str| options.flow.as_deref().is_none_or(|asked| asked == id);
    if !filing.flows.iter().any(|flow| wanted(&flow.id)) {
        let ids: Vec<String> = filing.flows.iter().map(|flow| flow.id.clone()).collect();
        let asked = options.flow.as_deref().unwrap_or_default();
        return Err(context.stop("cli.no-such-flow", &[("id", asked), ("known", &join(context.lang, &ids))]));
    }
    let mut all = Vec::new();
    for (at, _) in filing.flows.iter().enumerate().filter(|(_, flow)| wanted(&flow.id)) {
        let mut scene = diagram::scene(filing, &ready.custody, &ready.policy, &judged.findings, at, context.lang);
        if options.findings {
            diagram::remark(&mut scene, filing, &judged.findings);
        }
        all.push(scene);
    }
    Ok(all)
}

fn refused(context: &Context<'_>, id: &str, error: LayoutError) -> Stop {
    let (key, count, limit) = match error {
        LayoutError::TooManyLanes(count) => ("cli.too-many-lanes", count, diagram::MAX_LANES),
        LayoutError::TooManySteps(count) => ("cli.too-many-steps", count, diagram::MAX_STEPS),
        LayoutError::TooNarrow => ("cli.too-narrow", 0, 0),
    };
    context.stop(key, &[("id", id), ("count", &count.to_string()), ("limit", &limit.to_string())])
}

/// Files to write; none where everything goes to standard output.
type Written = Vec<(PathBuf, String)>;

fn svg(
    context: &Context<'_>,
    options: &DiagramOptions,
    scenes: &[Scene],
    streams: &mut Streams<'_>,
) -> Result<Written, Stop> {
    let paper = match options.page {
        PaperOption::A4 => Paper::A4,
        PaperOption::Trim => Paper::Trim,
    };
    let own = diagram::Options { paper, auto_lanes: options.auto_lanes };
    let lay = |scene: &Scene| diagram::layout(scene, own).map_err(|error| refused(context, &scene.flow, error));
    let drawings = scenes.iter().map(lay).collect::<Result<Vec<Drawing>, Stop>>()?;
    let Some(output) = &options.output else {
        streams.stdout.write_all(diagram::stacked(&drawings).as_bytes())?;
        streams.stdout.flush()?;
        return Ok(Vec::new());
    };
    let mut files = Vec::new();
    for drawing in &drawings {
        let flow = (drawings.len() > 1).then_some(drawing.scene.flow.as_str());
        for page in 0..drawing.pages.len() {
            let number = (drawing.pages.len() > 1).then_some(page + 1);
            files.push((named(output, flow, number), diagram::page(drawing, page)));
        }
    }
    Ok(files)
}

/// A text may hold several flows, so they stay in one file.
fn mermaid(options: &DiagramOptions, scenes: &[Scene], streams: &mut Streams<'_>) -> Result<Written, Stop> {
    let texts: Vec<String> = scenes.iter().map(diagram::mermaid).collect();
    let text = texts.join("\n");
    let Some(output) = &options.output else {
        streams.stdout.write_all(text.as_bytes())?;
        streams.stdout.flush()?;
        return Ok(Vec::new());
    };
    Ok(vec![(output.clone(), text)])
}

fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = NewFile::create(path)?;
    file.write_all(bytes)?;
    file.finish()
}

fn same_file(one: &Path, other: &Path) -> bool {
    let real = |path: &Path| std::fs::canonicalize(path).ok();
    real(one).is_some_and(|one| real(other) == Some(one))
}

/// `NAME-FLOW-PAGE.EXT`, with only those parts that tell files apart.
fn named(output: &Path, flow: Option<&str>, page: Option<usize>) -> PathBuf {
    let mut stem = output.file_stem().unwrap_or_default().to_os_string();
    for part in [flow.map(str::to_owned), page.map(|page| page.to_string())].into_iter().flatten() {
        stem.push("-");
        stem.push(part.replace(['/', '\\'], "_"));
    }
    if let Some(extension) = output.extension() {
        stem.push(".");
        stem.push(extension);
    }
    output.with_file_name(stem)
}
