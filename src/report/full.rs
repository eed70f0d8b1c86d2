//! `full`: every finding with its line of source, the path of the copy, its sources and what to do.

use std::io;

use annotate_snippets::renderer::{DEFAULT_LINE_NUM_STYLE, Style};
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::frame::frame;
use super::phrases::{located, path};
use super::{Page, Shape, summary};
use crate::finding::{Finding, Severity};
use crate::session::{Judged, Totals};
use crate::text;
use crate::words::Voice;

/// Width in columns that no frame exceeds: lines are shortened here, not by the renderer.
const WIDTH: usize = 1_000;

/// Writes findings with frames of the source.
pub(super) struct Full {
    renderer: Renderer,
    color: bool,
}

impl Full {
    /// Makes the format, with or without colours.
    pub(super) fn new(color: bool) -> Self {
        // ASCII frames: box-drawing characters are two columns wide on many Japanese terminals.
        let renderer = if color { Renderer::styled() } else { Renderer::plain() };
        Full { renderer: renderer.hyperlink(false).term_width(WIDTH), color }
    }
}

impl Shape for Full {
    fn filing(&mut self, filing: &Judged, page: &mut Page<'_>) -> io::Result<()> {
        if filing.findings.is_empty() {
            return Ok(());
        }
        heading(filing, page)?;
        for finding in &filing.findings {
            let shown = show(filing, finding, &self.renderer, self.color, page.voice);
            writeln!(page.out, "{shown}\n")?;
        }
        Ok(())
    }

    fn end(&mut self, totals: &Totals, page: &mut Page<'_>) -> io::Result<()> {
        summary::write(totals, page)
    }
}

fn heading(filing: &Judged, page: &mut Page<'_>) -> io::Result<()> {
    let voice = page.voice;
    writeln!(page.out, "{}", voice.say("report.heading", &[("title", &voice.title(filing))]))?;
    writeln!(page.out, "  {}", voice.say("report.filing-path", &[("path", &path(&filing.path))]))?;
    writeln!(page.out, "  {}\n", voice.judged(filing))
}

/// Returns a finding: its heading and place, then what the renderer draws.
///
/// The place is written here because a frame would give the column in the line as shown, which escapes and cuts have
/// moved.
fn show(filing: &Judged, finding: &Finding, renderer: &Renderer, color: bool, voice: Voice) -> String {
    let heading = format!("{}\n{}", voice.rule(finding), text::log_line(&voice.message(finding)));
    let level = level(finding).with_name(voice.weight(finding));
    let heading = renderer.render(&[Group::with_title(level.clone().primary_title(heading))]);
    let frame = frame(filing, finding.span);
    let gutter = frame.as_ref().map_or(0, |frame| frame.number.to_string().len());
    let mut body = Group::with_level(level);
    if let Some(frame) = frame {
        let label = match finding.waived {
            None if finding.baselined => {
                voice.say("report.mark.baselined", &[("verdict", &voice.verdict(finding.verdict))])
            }
            None => voice.say(&format!("report.mark.{}", finding.verdict.word()), &[]),
            Some(_) => voice.say("report.mark.waived", &[("verdict", &voice.verdict(finding.verdict))]),
        };
        let annotation = AnnotationKind::Primary.span(frame.marked).label(label);
        body = body.element(Snippet::source(frame.text).line_start(frame.number).annotation(annotation));
    }
    let notes = voice.notes(filing, finding).into_iter().map(|(name, text)| Level::NOTE.with_name(name).message(text));
    let body = body.elements(notes);
    let style = if color { DEFAULT_LINE_NUM_STYLE } else { Style::new() };
    let mut shown = format!("{heading}\n{:gutter$}{style}-->{style:#} {}", "", origin(filing, finding));
    if !body.is_empty() {
        shown.push('\n');
        shown.push_str(&renderer.render(&[body]));
    }
    shown
}

fn level(finding: &Finding) -> Level<'static> {
    match finding.severity {
        _ if !finding.is_open() => Level::NOTE,
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    }
}

/// Returns the place of a finding: path, line and column, or path, sheet and cell.
fn origin(filing: &Judged, finding: &Finding) -> String {
    if finding.span.line == 0 { path(&filing.path) } else { located(filing, finding) }
}
