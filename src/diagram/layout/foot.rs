//! The foot of the pages, below the steps: where copies end, measures, legend.

use std::collections::VecDeque;

use super::super::breaking::width;
use super::super::icons::Icon;
use super::super::scene::{Element, Scene};
use super::frame::PageFrame;
use super::geometry::{Anchor, Block, Ink, Rect, Sign, TextRun};
use super::setting::{LINE, SIGN, Setter};
use super::{DrawnPage, PAD};
use crate::words::say;

/// The last place of copies, with its position on paper.
#[derive(Debug, Clone)]
pub struct PlacedTerminal {
    /// Position in [`Scene::terminals`].
    pub terminal: usize,
    /// Position of its lane in the scene.
    pub lane: usize,
    /// The box around it.
    pub rect: Rect,
    /// The words in the box.
    pub block: Block,
}

/// The measures of some lanes, or as many lines of them as a page has room for.
#[derive(Debug, Clone)]
pub struct Panel {
    /// The box around them.
    pub rect: Rect,
    /// The words in the box.
    pub block: Block,
}

/// What an entry of the legend draws beside its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Token {
    /// Nothing: the entry is a heading.
    Heading,
    /// A double line, for a network or telephone line.
    Line,
    /// A single line, for what is carried.
    Carried,
    /// A dashed line, for an optional step.
    Optional,
    /// A dot, where a hop begins without a room.
    Dot,
    /// A ring, where a hop ends without a room.
    Ring,
    /// A dotted line, where something goes on in a lane.
    Spine,
    /// A frame with its tag, for a change.
    Change,
    /// An icon.
    Sign(Icon),
}

/// One entry of the legend.
#[derive(Debug, Clone)]
pub struct Sample {
    /// The drawing beside its words.
    pub token: Token,
    /// The space of the drawing.
    pub rect: Rect,
    /// The words that explain it.
    pub run: TextRun,
}

/// Everything below the steps that has not been put on a page yet.
pub(super) struct Foot {
    left: f64,
    width: f64,
    bar: Option<TextRun>,
    lanes: Vec<VecDeque<PlacedTerminal>>,
    panels: VecDeque<VecDeque<String>>,
    legend: Vec<Sample>,
    legend_height: f64,
}

/// Height of the bar above the terminals, in em.
const BAR: f64 = 1.6;
/// Space between the boxes of terminals, in em.
const APART: f64 = 0.3;
/// Space between the lanes and a panel and between panels, in em.
const BELOW: f64 = 0.4;
/// Width of a mark beside the name of a terminal, in em; kept free whether or not there is a mark.
const MARK: f64 = 2.6;

impl Foot {
    pub(super) fn new(setter: &Setter, scene: &Scene, frame: &PageFrame) -> Self {
        let (left, width) = frame.extent();
        let mut lanes: Vec<VecDeque<PlacedTerminal>> = vec![VecDeque::new(); frame.lanes.len()];
        for (at, terminal) in scene.terminals.iter().enumerate() {
            let (x, w) = frame.lanes[terminal.lane];
            let rect = Rect::new(x + 0.4, 0.0, w - 0.8, 0.0);
            let widest = rect.w - 2.0 * PAD - SIGN;
            // The lines end where a mark would begin.
            let block = setter.entry(&terminal.place, &terminal.details, widest - MARK);
            let mut block = block.shifted(rect.x + PAD + SIGN, 0.25);
            block.signs.push(Sign { icon: terminal.icon, x: rect.x + PAD, y: 0.25 + LINE / 2.0 });
            let rect = Rect { h: block.h + 0.5, ..rect };
            lanes[terminal.lane].push_back(PlacedTerminal { terminal: at, lane: terminal.lane, rect, block });
        }
        let bar = (!scene.terminals.is_empty()).then(|| TextRun {
            x: left + PAD,
            y: BAR / 2.0,
            size: 1.0,
            text: say(scene.lang, "diagram.terminals", &[]),
            ink: Ink::Plain,
            anchor: Anchor::Start,
        });
        let panels =
            scene.safeguards.iter().map(|panel| inline(setter, &panel.title, &panel.names, width - 2.0 * PAD).into());
        let panels = panels.collect();
        let (legend, legend_height) = legend(scene, left, width);
        Foot { left, width, bar, lanes, panels, legend, legend_height }
    }

    /// Returns the height of everything, including the legend.
    pub(super) fn height(&self) -> f64 {
        let stacks = self.lanes.iter().map(|lane| lane.iter().map(|one| one.rect.h + APART).sum::<f64>());
        let terminals = if self.bar.is_some() { BAR + APART + stacks.fold(0.0, f64::max) } else { 0.0 };
        terminals
            + self.panels.iter().map(|lines| BELOW + panel_height(lines.len())).sum::<f64>()
            + self.legend_height()
    }

    /// Returns the height of the legend with the space above it.
    pub(super) fn legend_height(&self) -> f64 {
        self.legend_height + BELOW
    }

    pub(super) fn is_empty(&self) -> bool {
        self.lanes.iter().all(VecDeque::is_empty) && self.panels.is_empty()
    }

    /// Puts as much on a page as fits between two heights, and returns where its lanes end.
    pub(super) fn fill(&mut self, page: &mut DrawnPage, from: f64, limit: f64) -> f64 {
        let limit = limit - self.legend_height() + 0.05;
        // A page with nothing else on it takes at least one thing of each kind, so that pages do end.
        let fresh = page.rooms.is_empty() && page.hops.is_empty();
        let mut bottom = from;
        if !self.lanes.iter().all(VecDeque::is_empty) {
            bottom = self.terminals(page, from, limit, fresh);
        }
        if self.lanes.iter().all(VecDeque::is_empty) {
            self.panels(page, bottom, limit, fresh && page.terminals.is_empty());
        }
        bottom
    }

    fn terminals(&mut self, page: &mut DrawnPage, from: f64, limit: f64, fresh: bool) -> f64 {
        let top = from + BAR + APART;
        let fits = |one: &PlacedTerminal, y: f64| y + one.rect.h + APART <= limit;
        let any = self.lanes.iter().filter_map(VecDeque::front).any(|one| fits(one, top));
        if !any && !fresh {
            return from;
        }
        let mut bottom = top;
        for lane in &mut self.lanes {
            let mut y = top;
            while lane.front().is_some_and(|one| fits(one, y) || (fresh && y == top)) {
                let Some(mut one) = lane.pop_front() else { break };
                one.rect = one.rect.shifted(0.0, y);
                one.block = one.block.shifted(0.0, y);
                y += one.rect.h + APART;
                page.terminals.push(one);
            }
            bottom = bottom.max(y);
        }
        let run = self.bar.clone().map(|run| TextRun { y: run.y + from, ..run });
        page.bar = run.map(|run| (Rect::new(self.left, from, self.width, BAR), run));
        bottom
    }

    fn panels(&mut self, page: &mut DrawnPage, from: f64, limit: f64, fresh: bool) {
        let mut y = from;
        while let Some(lines) = self.panels.front_mut() {
            y += BELOW;
            let room = ((limit - y - panel_height(0)) / LINE).floor();
            let room = if room < 1.0 { 0.0 } else { room };
            // A page is some dozens of lines high.
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            let room = (room as usize).max(usize::from(fresh && page.panels.is_empty()));
            if room == 0 {
                return;
            }
            let taken: Vec<String> = lines.drain(..room.min(lines.len())).collect();
            let mut block = Block { w: self.width, h: panel_height(taken.len()), ..Block::default() };
            let x = self.left + PAD;
            for (at, text) in taken.into_iter().enumerate() {
                #[allow(clippy::cast_precision_loss)]
                let y = y + 0.3 + LINE * (at as f64 + 0.5);
                let ink = Ink::Plain;
                block.runs.push(TextRun { x, y, size: 1.0, text, ink, anchor: Anchor::Start });
            }
            let rect = Rect::new(self.left, y, self.width, block.h);
            y = rect.bottom();
            page.panels.push(Panel { rect, block });
            if lines.is_empty() {
                self.panels.pop_front();
            }
        }
    }

    /// Puts the legend on a page: at its foot, or directly below its content.
    pub(super) fn legend(&self, page: &mut DrawnPage, limit: f64, at_foot: bool) {
        let lanes = page.lanes.iter().map(|lane| lane.rect.bottom());
        let lowest = lanes.chain(page.panels.iter().map(|panel| panel.rect.bottom())).fold(0.0, f64::max);
        let y = if at_foot { (limit - self.legend_height).max(lowest + BELOW) } else { lowest + BELOW };
        page.legend = self
            .legend
            .iter()
            .cloned()
            .map(|mut sample| {
                sample.rect = sample.rect.shifted(0.0, y);
                sample.run.y += y;
                sample
            })
            .collect();
    }
}

fn panel_height(lines: usize) -> f64 {
    #[allow(clippy::cast_precision_loss)]
    let lines = lines as f64;
    LINE * lines + 0.6
}

/// Sets a title and names in one paragraph, broken between names where possible.
fn inline(setter: &Setter, title: &str, names: &[String], widest: f64) -> Vec<String> {
    let mut lines: Vec<String> = setter.lines(title, widest);
    for name in names {
        let entry = format!("・{name}");
        if let Some(last) = lines.last_mut() {
            let joined = format!("{last}\u{3000}{entry}");
            if width(&joined) <= widest {
                *last = joined;
                continue;
            }
        }
        lines.extend(setter.lines(&entry, widest));
    }
    lines
}

/// Returns the entries that this scene needs, in rows, and their height.
fn legend(scene: &Scene, left: f64, width_of_all: f64) -> (Vec<Sample>, f64) {
    let hops = || scene.hops();
    let signs = |icon: Icon| {
        let acts = scene.acts().flat_map(|act| &act.details);
        let all = acts.chain(scene.terminals.iter().flat_map(|terminal| &terminal.details));
        all.into_iter().any(|detail| detail.icon == icon)
    };
    let stores = scene.elements.iter().any(|one| matches!(one, Element::Room(room) if room.store.is_some()));
    let changed = scene.acts().any(|act| act.changed) || scene.lanes.iter().any(|lane| lane.changed);
    let entries = [
        (Token::Heading, "legend", true),
        (Token::Line, "legend-line", hops().any(|hop| hop.line)),
        (Token::Carried, "legend-carried", hops().any(|hop| !hop.line)),
        (Token::Optional, "legend-optional", hops().any(|hop| hop.act.optional)),
        (Token::Dot, "legend-dot", hops().next().is_some()),
        (Token::Ring, "legend-ring", hops().next().is_some()),
        (Token::Sign(Icon::Store), "legend-store", stores),
        (Token::Sign(Icon::Shield), "legend-shield", signs(Icon::Shield)),
        (Token::Sign(Icon::Data), "legend-data", signs(Icon::Data)),
        (Token::Sign(Icon::Gap), "legend-gap", signs(Icon::Gap)),
        (Token::Change, "legend-change", changed),
        (Token::Spine, "legend-spine", true),
    ];
    let mut samples = Vec::new();
    let (mut x, mut y) = (left, LINE / 2.0);
    for (token, key, _) in entries.into_iter().filter(|(_, _, needed)| *needed) {
        let text = say(scene.lang, &format!("diagram.{key}"), &[]);
        let sample = token.width();
        let whole = sample + width(&text);
        if x > left && x + whole > left + width_of_all {
            x = left;
            y += LINE;
        }
        let rect = Rect::new(x, y - 0.5, sample, 1.0);
        let run = TextRun { x: x + sample, y, size: 1.0, text, ink: Ink::Plain, anchor: Anchor::Start };
        x += whole + 1.4;
        samples.push(Sample { token, rect, run });
    }
    (samples, y + LINE / 2.0)
}

impl Token {
    /// Returns the width of the drawing with the space after it, in em.
    fn width(self) -> f64 {
        match self {
            Token::Heading => 0.0,
            Token::Line | Token::Carried | Token::Optional | Token::Spine => 3.4,
            Token::Dot | Token::Ring | Token::Sign(_) => 1.4,
            Token::Change => 3.0,
        }
    }
}
