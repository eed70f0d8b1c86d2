//! The frame of pages: heading, heads of lanes, dotted lines, and the foot below.

use super::super::breaking::{shortened, width};
use super::super::scene::Scene;
use super::foot::Foot;
use super::geometry::{Anchor, Block, Ink, Rect, TextRun};
use super::place::PageBody;
use super::setting::{LINE, Setter};
use super::{DrawnPage, PAD, TAG, TAG_HEIGHT};
use crate::words::say;

/// Size of the heading, in em.
const HEADING: f64 = 1.45;
/// Size of the roles, in em.
const ROLE: f64 = 1.2;
/// Maximum number of lines of an actor's name.
const MAX_NAME_LINES: usize = 5;
/// Maximum number of lines for the title of a picture.
const MAX_TITLE_LINES: usize = 2;

/// A lane on a page.
#[derive(Debug, Clone)]
pub struct LaneFrame {
    /// Position of the lane in the scene.
    pub lane: usize,
    /// The whole lane, from head to bottom.
    pub rect: Rect,
    /// The box with role and name.
    pub head: Rect,
    /// The words in the head.
    pub block: Block,
    /// The tag of a changed actor.
    pub tag: Option<Rect>,
}

/// A dotted line where something goes on in a lane without a step.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spine {
    /// Distance from the left edge of the page, in em.
    pub x: f64,
    /// Height of the upper end, in em.
    pub from: f64,
    /// Height of the lower end, in em.
    pub to: f64,
    /// True if it continues on the next page.
    pub on: bool,
}

/// What is the same on every page of a scene.
pub(super) struct PageFrame {
    /// Left edge and width of each lane.
    pub(super) lanes: Vec<(f64, f64)>,
    left: f64,
    right: f64,
    margin: f64,
    head_top: f64,
    head_bottom: f64,
    heads: Vec<Block>,
    texts: Vec<TextRun>,
}

impl PageFrame {
    /// Divides the width of a page between its left and right edge into lanes.
    pub(super) fn new(
        setter: &Setter,
        scene: &Scene,
        (left, right): (f64, f64),
        margin: f64,
        headed: bool,
        weights: &[f64],
    ) -> Self {
        let lanes = lanes(left, right, weights);
        let mut texts = Vec::new();
        let mut y = margin;
        // The number of the page is put to the right of the heading.
        let heading = setter.few_lines(&scene.title, (right - left - 8.0) / HEADING, MAX_TITLE_LINES);
        for line in heading.into_iter().filter(|_| headed) {
            y += HEADING * LINE / 2.0;
            texts.push(TextRun { x: left, y, size: HEADING, text: line, ink: Ink::Plain, anchor: Anchor::Start });
            y += HEADING * LINE / 2.0;
        }
        for note in &scene.notes {
            for line in setter.lines(note, right - left) {
                y += LINE / 2.0;
                texts.push(TextRun { x: left, y, size: 1.0, text: line, ink: Ink::Muted, anchor: Anchor::Start });
                y += LINE / 2.0;
            }
        }
        let head_top = y + 0.35;
        let heads: Vec<Block> = scene
            .lanes
            .iter()
            .zip(&lanes)
            .map(|(lane, (_, w))| {
                let widest = w - 2.0 * PAD;
                let tagged = if lane.changed { 2.0 * (TAG + 0.3) } else { 0.0 };
                let role = shortened(&lane.role, (widest - tagged) / ROLE);
                let mut block = Block { w: width(&role) * ROLE, h: ROLE * LINE, ..Block::default() };
                let y = ROLE * LINE / 2.0;
                block.runs.push(TextRun { x: 0.0, y, size: ROLE, text: role, ink: Ink::Plain, anchor: Anchor::Middle });
                for line in setter.few_lines(&lane.name, widest, MAX_NAME_LINES) {
                    let y = block.h + LINE / 2.0;
                    block.runs.push(TextRun {
                        x: 0.0,
                        y,
                        size: 1.0,
                        text: line,
                        ink: Ink::Muted,
                        anchor: Anchor::Middle,
                    });
                    block.h += LINE;
                }
                block
            })
            .collect();
        let tallest = heads.iter().map(|head| head.h).fold(0.0, f64::max);
        PageFrame { lanes, left, right, margin, head_top, head_bottom: head_top + tallest + 0.4, heads, texts }
    }

    /// Returns the height at which the heads of the lanes end.
    pub(super) fn body_top(&self) -> f64 {
        self.head_bottom
    }

    /// Returns the left edge and the width of all lanes together.
    pub(super) fn extent(&self) -> (f64, f64) {
        (self.left, self.right - self.left)
    }

    /// Makes pages of the bodies, and puts the foot on them.
    pub(super) fn pages(
        &self,
        scene: &Scene,
        mut foot: Foot,
        sheets: Vec<PageBody>,
        gap: f64,
        height: f64,
    ) -> Vec<DrawnPage> {
        let limit = height - self.margin;
        let count = sheets.len();
        let mut pages = Vec::new();
        let spines: Vec<Vec<Spine>> = (0..count).map(|at| self.spines(&sheets, at, gap)).collect();
        for (at, (sheet, spines)) in sheets.into_iter().zip(spines).enumerate() {
            let mut page = DrawnPage { spines, rooms: sheet.rooms, hops: sheet.hops, ..DrawnPage::default() };
            let mut bottom = sheet.bottom + gap;
            if at + 1 == count {
                bottom = foot.fill(&mut page, bottom, limit);
            }
            self.dress(scene, &mut page, bottom, height);
            foot.legend(&mut page, limit, count > 1);
            pages.push(page);
        }
        while !foot.is_empty() {
            let mut page = DrawnPage::default();
            let bottom = foot.fill(&mut page, self.head_bottom, limit);
            self.dress(scene, &mut page, bottom, height);
            foot.legend(&mut page, limit, true);
            pages.push(page);
        }
        self.number(scene, &mut pages);
        pages
    }

    /// Adds the heading and the lanes, which end at `bottom`, to a page.
    fn dress(&self, scene: &Scene, page: &mut DrawnPage, bottom: f64, height: f64) {
        page.paper = Rect::new(0.0, 0.0, self.right + self.left, height);
        page.texts.extend(self.texts.iter().cloned());
        for (lane, (x, w)) in self.lanes.iter().enumerate() {
            let head = Rect::new(*x, self.head_top, *w, self.head_bottom - self.head_top);
            let block = self.heads[lane].clone().shifted(head.middle(), head.y + 0.2);
            let tag = scene.lanes[lane].changed;
            page.lanes.push(LaneFrame {
                lane,
                rect: Rect::new(*x, self.head_top, *w, bottom - self.head_top),
                head,
                block,
                tag: tag.then(|| Rect::new(x + w - TAG - 0.2, self.head_top + 0.3, TAG, TAG_HEIGHT)),
            });
        }
    }

    /// Returns the dotted lines between things in one lane, on this page and across its edges.
    fn spines(&self, sheets: &[PageBody], at: usize, gap: f64) -> Vec<Spine> {
        let sheet = &sheets[at];
        let mut all = Vec::new();
        for (lane, (x, w)) in self.lanes.iter().enumerate() {
            let x = x + w / 2.0;
            let mut events = sheet.events[lane].clone();
            events.sort_by(|one, other| one.0.total_cmp(&other.0));
            let earlier = sheets[..at].iter().any(|sheet| !sheet.events[lane].is_empty());
            let later = sheets[at + 1..].iter().any(|sheet| !sheet.events[lane].is_empty());
            let mut from = earlier.then_some(self.head_bottom);
            for (top, bottom) in events {
                if let Some(from) = from.filter(|from| top - from > 0.1) {
                    let linked = sheet
                        .rooms
                        .iter()
                        .any(|room| room.lane == lane && room.link.is_some_and(|(_, to)| (to - top).abs() < 0.01));
                    if !linked {
                        all.push(Spine { x, from, to: top, on: false });
                    }
                }
                from = Some(from.map_or(bottom, |from| from.max(bottom)));
            }
            if let Some(from) = from.filter(|_| later) {
                all.push(Spine { x, from, to: sheet.bottom + gap, on: true });
            }
        }
        all
    }

    /// Numbers the pages if there are several, and marks where the flow continues.
    fn number(&self, scene: &Scene, pages: &mut [DrawnPage]) {
        let count = pages.len();
        if count < 2 {
            return;
        }
        for (at, page) in pages.iter_mut().enumerate() {
            let args = [("page", &*(at + 1).to_string()), ("pages", &*count.to_string())];
            let key = if at + 1 < count { "diagram.page-on" } else { "diagram.page-last" };
            let (x, y) = (self.right, self.margin + HEADING * LINE / 2.0);
            let text = say(scene.lang, key, &args);
            page.texts.push(TextRun { x, y, size: 1.0, text, ink: Ink::Muted, anchor: Anchor::End });
        }
    }
}

/// Divides a width by weights; no lane becomes narrower than is usable.
fn lanes(left: f64, right: f64, weights: &[f64]) -> Vec<(f64, f64)> {
    const NARROWEST: f64 = 8.0;
    #[allow(clippy::cast_precision_loss)]
    let floor = NARROWEST.min((right - left) / weights.len().max(1) as f64);
    let total: f64 = weights.iter().sum();
    let mut widths: Vec<f64> = weights.iter().map(|weight| (weight / total * (right - left)).max(floor)).collect();
    // The width that the narrow lanes gained is taken from those that have more.
    let over: f64 = widths.iter().sum::<f64>() - (right - left);
    let spare: f64 = widths.iter().map(|width| width - floor).sum();
    if spare > 0.0 {
        for width in &mut widths {
            *width -= (*width - floor) / spare * over;
        }
    }
    let mut x = left;
    widths
        .into_iter()
        .map(|w| {
            let lane = (x, w);
            x += w;
            lane
        })
        .collect()
}
