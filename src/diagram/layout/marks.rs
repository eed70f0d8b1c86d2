//! Marks of findings, put where the finished picture has room: beside a step, on the line of a hop, in a corner of a
//! terminal, or else in the margin at the same height. Nothing moves for them.

use super::super::breaking::width;
use super::super::scene::MarkTarget;
use super::geometry::{Rect, TextRun};
use super::{Drawing, DrawnPage, PlacedHop};

/// The mark of a remark: a triangle with a number.
#[derive(Debug, Clone)]
pub struct PlacedMark {
    /// Number of the remark, counted from 1.
    pub number: usize,
    /// The space of the mark.
    pub rect: Rect,
}

/// Height of a mark, in em: it fits between the words above a line and those below.
const HEIGHT: f64 = 1.0;
/// Thickness of the edges that a mark must not cover, in em.
const EDGE: f64 = 0.02;
/// Width of the triangle, in em.
pub(crate) const TRIANGLE: f64 = 0.95;

/// Puts the number of each remark beside what it is about, on every page that shows that.
pub(super) fn mark(drawing: &mut Drawing) {
    for page in &mut drawing.pages {
        let mut taken = Taken::of(page);
        for remark in &drawing.scene.remarks {
            let w = TRIANGLE + width(&remark.number.to_string()) + 0.1;
            let Some((places, y)) = places(page, &drawing.scene, &remark.at, w) else { continue };
            let free = places.into_iter().find(|place| taken.is_free(*place));
            let rect = free.unwrap_or_else(|| taken.margin(page, w, y));
            taken.marks.push(rect);
            page.marks.push(PlacedMark { number: remark.number, rect });
        }
    }
}

/// Returns where a mark may be put, the best place first, and the height of what it marks.
fn places(page: &DrawnPage, scene: &super::super::scene::Scene, at: &MarkTarget, w: f64) -> Option<(Vec<Rect>, f64)> {
    let rect = |x: f64, y: f64| Rect::new(x, y - HEIGHT / 2.0, w, HEIGHT);
    match at {
        MarkTarget::Lane(lane) => {
            let frame = page.lanes.iter().find(|frame| frame.lane == *lane)?;
            let y = frame.head.y + 0.9;
            Some((vec![rect(frame.head.x + 0.2, y), rect(frame.head.right() - w - 0.2, y)], y))
        }
        MarkTarget::Terminal(at) => {
            let placed = page.terminals.iter().find(|placed| placed.terminal == *at)?;
            let y = placed.rect.y + 0.85;
            Some((vec![rect(placed.rect.right() - w - 0.2, y)], y))
        }
        MarkTarget::Step(id) => {
            for hop in &page.hops {
                if scene.hop(hop.element).is_some_and(|one| one.act.id == *id) {
                    return Some(on_line(hop, &rect, w));
                }
            }
            for room in &page.rooms {
                for placed in &room.acts {
                    if scene.act(room.element, placed.act).is_none_or(|act| act.id != *id) {
                        continue;
                    }
                    let y = placed.badge.y + placed.badge.h / 2.0;
                    let beside = [room.rect.right() + 0.15, room.rect.x - w - 0.15];
                    let inside = [placed.row.right() - w];
                    return Some((inside.into_iter().chain(beside).map(|x| rect(x, y)).collect(), y));
                }
            }
            None
        }
    }
}

fn on_line(hop: &PlacedHop, rect: &dyn Fn(f64, f64) -> Rect, w: f64) -> (Vec<Rect>, f64) {
    let y = hop.badge.y + hop.badge.h / 2.0;
    let (tail, tip) = (hop.points[hop.points.len() - 2].0, hop.points[hop.points.len() - 1].0);
    let (left, right) = (tail.min(tip), tail.max(tip));
    let (left, right) = if tip > tail { (left + 0.6, right - 1.2) } else { (left + 1.2, right - 0.6) };
    let places = [hop.badge.right() + 0.12, hop.badge.x - w - 0.12];
    let on = places.into_iter().filter(|x| *x >= left && x + w <= right);
    (on.map(|x| rect(x, y)).collect(), y)
}

/// What marks must not cover.
struct Taken {
    /// Words, numbers and ends of lines.
    words: Vec<Rect>,
    /// Edges of boxes and lines, as thin rectangles.
    edges: Vec<Rect>,
    marks: Vec<Rect>,
}

impl Taken {
    fn of(page: &DrawnPage) -> Self {
        let mut words: Vec<Rect> = page.texts.iter().map(TextRun::rect).collect();
        let mut edges = Vec::new();
        for frame in &page.lanes {
            words.extend(frame.block.runs.iter().map(TextRun::rect));
            words.extend(frame.tag);
            edges.push(Rect::new(frame.rect.x, frame.rect.y, EDGE, frame.rect.h));
            edges.push(Rect::new(frame.rect.right(), frame.rect.y, EDGE, frame.rect.h));
        }
        for room in &page.rooms {
            words.extend(room.name.runs.iter().map(TextRun::rect));
            words.extend(room.tag);
            edges.extend(outline(room.rect));
            edges.extend(room.bar.map(|bar| Rect::new(bar.x, bar.bottom(), bar.w, EDGE)));
            for placed in &room.acts {
                words.extend(placed.block.runs.iter().map(TextRun::rect));
                words.push(placed.badge);
                words.extend(placed.tag);
            }
            if let Some((from, to)) = room.link {
                edges.push(Rect::new(room.rect.middle() - 0.4, from, 0.8, to - from));
            }
        }
        for hop in &page.hops {
            words.extend(hop.block.runs.iter().map(TextRun::rect));
            words.extend([Some(hop.badge), hop.dot, hop.ring, hop.tag].into_iter().flatten());
            // A mark may be put on the horizontal part of its hop, not on the stub.
            if hop.points.len() == 3 {
                let (x, from, to) = (hop.points[0].0, hop.points[0].1, hop.points[1].1);
                edges.push(Rect::new(x - 0.1, from.min(to), 0.2, (from - to).abs()));
            }
            let (x, y) = hop.points[hop.points.len() - 1];
            words.push(Rect::around(x, y, 1.4));
        }
        for placed in &page.terminals {
            words.extend(placed.block.runs.iter().map(TextRun::rect));
        }
        Taken { words, edges, marks: Vec::new() }
    }

    fn is_free(&self, rect: Rect) -> bool {
        let all = self.words.iter().chain(&self.edges).chain(&self.marks);
        !all.into_iter().any(|other| rect.hits(other, 0.0))
    }

    /// Returns a free place in the left margin, near a height.
    fn margin(&self, page: &DrawnPage, w: f64, y: f64) -> Rect {
        let left = page.lanes.first().map_or(w, |lane| lane.rect.x);
        let mut rect = Rect::new((left - w - 0.05).max(0.05), y - HEIGHT / 2.0, w, HEIGHT);
        while let Some(other) = self.marks.iter().find(|other| rect.hits(other, 0.0)) {
            rect.y = other.bottom() + 0.05;
        }
        rect
    }
}

fn outline(rect: Rect) -> [Rect; 4] {
    [
        Rect::new(rect.x, rect.y, rect.w, EDGE),
        Rect::new(rect.x, rect.bottom(), rect.w, EDGE),
        Rect::new(rect.x, rect.y, EDGE, rect.h),
        Rect::new(rect.right(), rect.y, EDGE, rect.h),
    ]
}
