//! Evaluates one way to draw a hop: puts its line at the nearest height with room for it, and computes its cost.

use super::super::scene::HopArrow;
use super::geometry::{Block, Rect};
use super::ground::{Ground, Probe};
use super::rooms::PlacedRoom;
use super::setting::LINE;
use super::{BADGE, DOT, PAD, RING, TAG, TAG_HEIGHT};

/// Distance from the left edge of the words to their number, in em.
pub(super) const INSET: f64 = 0.3;

/// A hop with its position.
#[derive(Debug, Clone)]
pub struct PlacedHop {
    /// Position of its element in the scene.
    pub element: usize,
    /// The line from its tail to the tip of its arrow.
    pub points: Vec<(f64, f64)>,
    /// The space of the words.
    pub label: Rect,
    /// The words beside the line.
    pub block: Block,
    /// The disc with the number, on the line.
    pub badge: Rect,
    /// The tag of a changed step, whose words are then framed.
    pub tag: Option<Rect>,
    /// The dot where it begins without a room.
    pub dot: Option<Rect>,
    /// The ring where it ends without a room.
    pub ring: Option<Rect>,
}

/// A hop that is to be drawn.
pub(super) struct Course<'c> {
    /// Position of its element in the scene.
    pub(super) element: usize,
    pub(super) hop: &'c HopArrow,
    pub(super) ends: Ends<'c>,
    pub(super) around: Around<'c>,
}

/// The two ends of a hop.
pub(super) struct Ends<'r> {
    /// Middle of the lane it leaves.
    pub(super) from: f64,
    /// The room it leaves, if that is directly before it.
    pub(super) source: Option<&'r PlacedRoom>,
    /// Middle of the lane it reaches.
    pub(super) to: f64,
    /// The room it reaches, in its lane, with its top at zero.
    pub(super) target: Option<&'r PlacedRoom>,
}

/// The page around a hop.
pub(super) struct Around<'p> {
    pub(super) ground: &'p Ground,
    /// Left edge and width of each lane.
    pub(super) lanes: &'p [(f64, f64)],
    /// Height above which nothing may be put.
    pub(super) top: f64,
    /// Height of what comes last in the order of reading; nothing may come before it.
    pub(super) floor: f64,
    pub(super) gap: f64,
}

/// A hop in the position that was chosen.
pub(super) struct Routed {
    pub(super) hop: PlacedHop,
    /// The height at which its target room is put.
    pub(super) target_y: f64,
    /// The lowest edge of what was placed.
    pub(super) bottom: f64,
    /// The rectangle of its stub, if it has one.
    pub(super) stub: Option<Rect>,
}

/// How the line leaves its source.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum LineExit {
    /// By the side of the source room.
    Side,
    /// By the bottom of the source room, with a stub.
    Bottom,
    /// From a dot in the middle of the lane.
    Dot,
}

/// The horizontal of a hop, and where its number may be put on it.
pub(super) struct Horizontal {
    pub(super) tail: f64,
    pub(super) tip: f64,
    pub(super) left: f64,
    pub(super) right: f64,
    /// The least and greatest left edge of the number.
    pub(super) badge: (f64, f64),
}

/// Words at one place along the line.
pub(super) struct LineLabel {
    pub(super) block: Block,
    pub(super) x: f64,
    pub(super) w: f64,
    pub(super) h: f64,
    pub(super) badge: f64,
    /// True if the words are above their number instead of beside it.
    pub(super) over: bool,
}

impl LineLabel {
    /// Returns the left edge of the words themselves.
    pub(super) fn text(&self) -> f64 {
        if self.over { self.x + INSET } else { self.badge + BADGE + 0.5 * PAD }
    }
}

/// One way to draw a hop.
pub(super) struct Candidate<'w> {
    pub(super) course: &'w Course<'w>,
    pub(super) exit: LineExit,
    pub(super) span: &'w Horizontal,
    pub(super) label: &'w LineLabel,
    /// True if the words are above the line.
    pub(super) above: bool,
    /// Number of places along the line that are preferred to this one.
    pub(super) rank: usize,
}

/// The costs of a way to draw a hop, in em of height: that much higher on the page makes up for them.
mod cost {
    /// For each em of height of words that are below their line.
    pub(super) const BELOW: f64 = 0.75;
    /// For a line that leaves its room by the bottom, or begins without one.
    pub(super) const NO_SIDE: f64 = 0.3;
    /// For each em of height of the words, so that few long lines are preferred to many short ones.
    pub(super) const HEIGHT: f64 = 0.15;
    /// For each em by which words are farther from their line than necessary.
    pub(super) const LIFT: f64 = 2.0;
    /// For each border of a lane that the words cover or nearly touch.
    pub(super) const BORDER: f64 = 0.8;
    /// For each place along the line that is preferred to that of the words.
    pub(super) const RANK: f64 = 0.2;
    /// For each em between the words and the tail of the line.
    pub(super) const TO_TAIL: f64 = 0.03;
    /// For each em by which words and line do not begin together, or by which the words extend beyond the line.
    pub(super) const OVERHANG: f64 = 0.3;
}

/// The parts of a hop when its line is at the height of zero.
struct Shape {
    words: Rect,
    badge: Rect,
    line: Rect,
    /// The room that it reaches, or its ring.
    target: Rect,
    dot: Option<Rect>,
    /// How much farther than usual the words are from the line.
    lift: f64,
}

impl Candidate<'_> {
    /// Finds the nearest height with room, and the cost of being there. `None` where parts of the hop touch each other,
    /// or there is no room.
    pub(super) fn settle(&self) -> Option<(f64, Routed)> {
        let around = &self.course.around;
        let shape = self.shape()?;
        let (from, limit) = self.heights(&shape)?;
        let y = around.ground.settle(from, limit, &self.probes(&shape))?;
        let words = shape.words.shifted(0.0, y);
        let badge = shape.badge.shifted(0.0, y);
        let stub = self.stub(y);
        if let Some(stub) = stub {
            let drawn_over = stub.hits(&words, 0.1) || stub.hits(&badge, 0.1);
            if drawn_over || !around.ground.is_free(stub, 0.0, 0.3) {
                return None;
            }
        }
        let routed = Routed {
            hop: self.placed(&shape, y),
            target_y: y - self.entry(),
            bottom: shape.target.shifted(0.0, y).bottom().max(words.bottom()),
            stub,
        };
        Some((self.cost(&shape, y), routed))
    }

    /// Returns the distance from the top of the target room to where lines enter it.
    fn entry(&self) -> f64 {
        self.course.ends.target.map_or(0.0, PlacedRoom::entry)
    }

    /// Returns the usual distance of words from their line; a change needs more, as it is framed.
    fn beside(&self) -> f64 {
        if self.course.hop.act.changed { 0.45 } else { 0.3 }
    }

    fn shape(&self) -> Option<Shape> {
        let (span, label, ends) = (self.span, self.label, &self.course.ends);
        let badge = Rect::new(label.badge, -BADGE / 2.0, BADGE, BADGE);
        let line = Rect::new(span.left + 0.25, -0.05, (span.right - span.left - 0.5).max(0.1), 0.1);
        let entry = self.entry();
        let target =
            ends.target.map_or_else(|| Rect::around(ends.to, 0.0, RING), |room| room.rect.shifted(0.0, -entry));
        let dot = (self.exit == LineExit::Dot).then(|| Rect::around(ends.from, 0.0, DOT));
        // Words that extend beyond an end of the line are put above it, not beside.
        let over = |end: &Rect, space: f64| label.x < end.right() + space && end.x - space < label.x + label.w;
        let beside = self.beside();
        let mut lift: f64 = beside;
        if over(&target, PAD) {
            lift = lift.max(PAD + 0.02 - target.y);
        }
        if let Some(dot) = dot.filter(|dot| over(dot, 0.05)) {
            lift = lift.max(0.1 - dot.y);
        }
        if label.over {
            lift = lift.max(BADGE / 2.0 + 0.1);
        }
        let words = Rect::new(label.x, if self.above { -lift - label.h } else { beside }, label.w, label.h);
        let touches =
            words.hits(&target, PAD) || badge.hits(&target, 0.05) || dot.is_some_and(|dot| dot.hits(&words, 0.05));
        (!touches).then_some(Shape { words, badge, line, target, dot, lift: lift - beside })
    }

    /// Returns the range of heights at which the line may be; `None` if it is empty.
    fn heights(&self, shape: &Shape) -> Option<(f64, f64)> {
        let around = &self.course.around;
        let mut from = around.floor + if self.exit == LineExit::Side { 0.0 } else { around.gap.max(0.6) };
        from = from.max(around.top - shape.words.y.min(shape.target.y).min(shape.badge.y));
        let mut limit = f64::INFINITY;
        match (self.exit, self.course.ends.source) {
            (LineExit::Side, Some(room)) => limit = room.rect.bottom() - 0.3,
            (LineExit::Bottom, Some(room)) => from = from.max(room.rect.bottom() + 0.6),
            _ => {}
        }
        (from <= limit).then_some((from, limit))
    }

    /// Returns the room that each part needs.
    fn probes(&self, shape: &Shape) -> Vec<Probe> {
        // A double line is half an em thick.
        let framed = if self.course.hop.act.changed { 0.5 } else { 0.35 };
        let mut probes = vec![
            Probe { rect: shape.words, to_solids: PAD, to_lines: framed },
            Probe { rect: shape.badge, to_solids: 0.05, to_lines: 0.1 },
            Probe { rect: shape.line, to_solids: 0.2, to_lines: 0.9 },
            Probe { rect: shape.target, to_solids: self.course.around.gap * 0.5, to_lines: 0.3 },
        ];
        probes.extend(shape.dot.map(|rect| Probe { rect, to_solids: 0.1, to_lines: 0.3 }));
        probes
    }

    /// Returns the vertical piece from the bottom of the source room down to the line.
    fn stub(&self, y: f64) -> Option<Rect> {
        let ends = &self.course.ends;
        ends.source.filter(|_| self.exit == LineExit::Bottom).map(|room| {
            let bottom = room.rect.bottom();
            Rect::new(ends.from - 0.05, bottom + 0.06, 0.1, (y - bottom - 0.06).max(0.0))
        })
    }

    #[allow(clippy::cast_precision_loss)]
    fn cost(&self, shape: &Shape, y: f64) -> f64 {
        let (span, words, height) = (self.span, &shape.words, self.label.h);
        let lanes = self.course.around.lanes.iter().skip(1);
        let borders = lanes.filter(|(x, _)| *x > words.x - PAD && *x < words.right() + PAD).count();
        let to_tail = ((words.middle() - span.tail).abs() - words.w / 2.0).max(0.0);
        let overhang = (words.x.min(span.left) - span.left).abs() + (words.right() - span.right).max(0.0);
        y + if self.above { 0.0 } else { cost::BELOW * height }
            + if self.exit == LineExit::Side { 0.0 } else { cost::NO_SIDE }
            + cost::HEIGHT * height
            + cost::LIFT * shape.lift
            + cost::BORDER * borders as f64
            + cost::RANK * self.rank as f64
            + cost::TO_TAIL * to_tail
            + cost::OVERHANG * overhang
    }

    /// Returns the hop with its line at a height.
    fn placed(&self, shape: &Shape, y: f64) -> PlacedHop {
        let (span, ends) = (self.span, &self.course.ends);
        let words = shape.words.shifted(0.0, y);
        let corner = ends.source.filter(|_| self.exit == LineExit::Bottom).map(|room| (span.tail, room.rect.bottom()));
        let tag = self.course.hop.act.changed.then(|| {
            let down = (LINE - TAG_HEIGHT) / 2.0 + 0.35 * PAD;
            Rect::new(words.right() - TAG - 0.2, words.y + down, TAG, TAG_HEIGHT)
        });
        PlacedHop {
            element: self.course.element,
            points: corner.into_iter().chain([(span.tail, y), (span.tip, y)]).collect(),
            label: words,
            block: self.label.block.clone().shifted(self.label.text(), words.y + 0.35 * PAD),
            badge: shape.badge.shifted(0.0, y),
            tag,
            dot: shape.dot.map(|dot| dot.shifted(0.0, y)),
            ring: ends.target.is_none().then(|| Rect::around(ends.to, y, RING)),
        }
    }
}
