//! `sekisho diagram`: the flows of a filing as pictures.

use std::path::{Path, PathBuf};

use clap::ValueEnum as _;
use clap::builder::PossibleValue;

use super::args::{DiagramOptions, EngineOption, PaperOption, PictureOption};
use super::file_names::{self, FileNames};
use super::reading::{self, Reading};
use super::sink::write_file;
use super::{Context, Exit, Stop, Streams, graphviz, settings};
use crate::diagram::{self, Drawing, LayoutError, Paper, Scene};
#[cfg(feature = "raster")]
use crate::view;
use crate::words::join;

/// Draws the flows of a file.
pub(super) fn run(context: &Context<'_>, options: &DiagramOptions, streams: &mut Streams<'_>) -> Result<Exit, Stop> {
    let standards = settings::standards(context, &options.file, &options.standards)?;
    let session = reading::session(context, standards, options.today.as_deref())?;
    let mut filing = reading::read(context, &session, &options.file, streams)?;
    if let Some(since) = &options.since {
        let older = reading::read(context, &session, since, streams)?;
        let found = reading::compare(context, &older, &filing)?;
        found.frame(&mut filing.ready.filing);
        let hidden = found.changes.iter().filter(|change| !change.drawn()).count();
        if hidden > 0 {
            writeln!(streams.stderr, "{}", context.say("cli.changes-not-drawn", &[("count", &hidden.to_string())]))?;
        }
    }
    let scenes = scenes(context, options, &filing)?;
    let pictures = pictures(context, options, &scenes, streams)?;
    let Some(output) = &options.output else {
        let [picture] = pictures.as_slice() else {
            return Err(context.stop("cli.several-pictures", &[("count", &pictures.len().to_string())]));
        };
        streams.stdout.write_all(&picture.bytes)?;
        return Ok(Exit::Clean);
    };
    let mut names = FileNames::default();
    let files: Vec<PathBuf> = pictures.iter().map(|picture| named(output, picture, &mut names)).collect();
    files.iter().try_for_each(|file| context.inputs.spare(context, file))?;
    for (file, picture) in files.iter().zip(&pictures) {
        write_file(context, file, &picture.bytes)?;
    }
    Ok(Exit::Clean)
}

/// What is to be drawn: one scene for each flow asked for.
fn scenes(context: &Context<'_>, options: &DiagramOptions, read: &Reading) -> Result<Vec<Scene>, Stop> {
    let (judged, ready, filing) = (&read.judged, &read.ready, &read.ready.filing);
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
            diagram::remark(&mut scene, filing, &ready.custody, &judged.findings);
        }
        all.push(scene);
    }
    Ok(all)
}

/// The format asked for, else that which the name of the file ends in, else SVG.
fn format(options: &DiagramOptions) -> PictureOption {
    let named = options.output.as_deref().and_then(Path::extension).and_then(|end| end.to_str());
    let told = || match named? {
        "md" => Some(PictureOption::Mermaid),
        end => PictureOption::from_str(end, true).ok(),
    };
    options.format.or_else(told).unwrap_or(PictureOption::Svg)
}

fn refused(context: &Context<'_>, id: &str, error: LayoutError) -> Stop {
    let (key, count, limit) = match error {
        LayoutError::TooManyLanes(count) => ("cli.too-many-lanes", count, diagram::MAX_LANES),
        LayoutError::TooManySteps(count) => ("cli.too-many-steps", count, diagram::MAX_STEPS),
        LayoutError::TooNarrow => ("cli.too-narrow", 0, 0),
    };
    context.stop(key, &[("id", id), ("count", &count.to_string()), ("limit", &limit.to_string())])
}

/// One file to write.
struct Picture {
    /// The flow, where there are several.
    flow: Option<String>,
    /// The page, where the flow has several.
    page: Option<usize>,
    bytes: Vec<u8>,
}

impl Picture {
    fn whole(bytes: Vec<u8>) -> Vec<Self> {
        vec![Picture { flow: None, page: None, bytes }]
    }
}

fn pictures(
    context: &Context<'_>,
    options: &DiagramOptions,
    scenes: &[Scene],
    #[cfg_attr(not(feature = "raster"), allow(unused_variables))] streams: &mut Streams<'_>,
) -> Result<Vec<Picture>, Stop> {
    // A text may hold several flows, so they stay in one file.
    let joined = |write: fn(&Scene) -> String| {
        Ok(Picture::whole(scenes.iter().map(write).collect::<Vec<_>>().join("\n").into_bytes()))
    };
    match (options.engine, format(options)) {
        (EngineOption::Graphviz, PictureOption::Mermaid) => Err(context.stop("cli.graphviz-no-mermaid", &[])),
        (EngineOption::Native, PictureOption::Mermaid) => joined(diagram::mermaid),
        (EngineOption::Native, PictureOption::Dot) => joined(diagram::dot),
        (EngineOption::Native, PictureOption::Svg) => {
            let drawings = drawings(context, options, scenes)?;
            if options.output.is_none() {
                return Ok(Picture::whole(diagram::stacked(&drawings).into_bytes()));
            }
            each_page(&drawings, |drawing, page| Ok(diagram::page(drawing, page).into_bytes()))
        }
        #[cfg(feature = "raster")]
        (EngineOption::Native, PictureOption::Png) => {
            let drawings = drawings(context, options, scenes)?;
            warn_of_missing(context, &drawings, streams)?;
            each_page(&drawings, |drawing, page| {
                diagram::png(drawing, page).ok_or_else(|| too_large(context, &drawing.scene))
            })
        }
        #[cfg(feature = "raster")]
        (EngineOption::Native, PictureOption::Pdf) => {
            let drawings = drawings(context, options, scenes)?;
            warn_of_missing(context, &drawings, streams)?;
            diagram::pdf(&drawings).map(Picture::whole).ok_or_else(|| too_large(context, &scenes[0]))
        }
        (EngineOption::Graphviz, PictureOption::Dot) => {
            let pages = each_page(&drawings(context, options, scenes)?, |drawing, page| Ok(pinned(drawing, page)))?;
            Ok(Picture::whole(pages.into_iter().flat_map(|page| page.bytes).collect()))
        }
        (EngineOption::Graphviz, format) => {
            let program = graphviz::find(context, options.graphviz.as_deref())?;
            let format = format.to_possible_value();
            let kind = format.as_ref().map_or("svg", PossibleValue::get_name);
            let draw = |graph| graphviz::render(context, &program, kind, graph);
            each_page(&drawings(context, options, scenes)?, |drawing, page| draw(pinned(drawing, page)))
        }
    }
}

fn drawings(context: &Context<'_>, options: &DiagramOptions, scenes: &[Scene]) -> Result<Vec<Drawing>, Stop> {
    let paper = match options.page {
        PaperOption::A4 => Paper::A4,
        PaperOption::Trim => Paper::Trim,
    };
    let own = diagram::LayoutOptions { paper, auto_lanes: options.auto_lanes };
    let lay = |scene: &Scene| diagram::layout(scene, own).map_err(|error| refused(context, &scene.flow, error));
    scenes.iter().map(lay).collect()
}

fn each_page(
    drawings: &[Drawing],
    mut paint: impl FnMut(&Drawing, usize) -> Result<Vec<u8>, Stop>,
) -> Result<Vec<Picture>, Stop> {
    let mut pictures = Vec::new();
    for drawing in drawings {
        for page in 0..drawing.pages.len() {
            let bytes = paint(drawing, page)?;
            let flow = (drawings.len() > 1).then(|| drawing.scene.flow.clone());
            pictures.push(Picture { flow, page: (drawing.pages.len() > 1).then_some(page + 1), bytes });
        }
    }
    Ok(pictures)
}

fn pinned(drawing: &Drawing, page: usize) -> Vec<u8> {
    diagram::pinned(drawing, page).unwrap_or_default().into_bytes()
}

#[cfg(feature = "raster")]
fn too_large(context: &Context<'_>, scene: &Scene) -> Stop {
    context.stop("cli.too-large-picture", &[("id", &scene.flow)])
}

/// Names what the face of the picture cannot show.
#[cfg(feature = "raster")]
fn warn_of_missing(context: &Context<'_>, drawings: &[Drawing], streams: &mut Streams<'_>) -> Result<(), Stop> {
    view::missing_characters(drawings, context.lang).iter().try_for_each(|line| Ok(writeln!(streams.stderr, "{line}")?))
}

/// `NAME-FLOW-PAGE.EXT`, with only those parts that tell files apart.
fn named(output: &Path, picture: &Picture, names: &mut FileNames) -> PathBuf {
    let parts = [picture.flow.as_deref().map(file_names::plain), picture.page.map(|page| page.to_string())];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() {
        return output.to_path_buf();
    }
    let mut before = output.file_stem().unwrap_or_default().to_os_string();
    before.push("-");
    let after = output.extension().map_or_else(String::new, |end| format!(".{}", end.to_string_lossy()));
    let given = names.give(&before.to_string_lossy(), &parts.join("-"), &after);
    before.push(given + &after);
    output.with_file_name(before)
}
