//! Ways to draw one hop: where it leaves, where its words stand. The cheapest that has room is taken.
//!
//! Every hop has a horizontal of its own and at most one bend, so that no two cross.

use super::super::scene::{Act, Hop};
use super::geometry::{Block, Rect};
use super::ground::{Ground, Probe};
use super::rooms::PlacedRoom;
use super::setting::{LINE, Setter};
use super::{BADGE, DOT, PAD, RING, TAG, TAG_HEIGHT};

/// A hop with its place.
#[derive(Debug, Clone)]
pub struct PlacedHop {
    /// Position of its element in the scene.
    pub element: usize,
    /// The line, from its tail to the tip of its arrow.
    pub points: Vec<(f64, f64)>,
    /// The space of its words.
    pub label: Rect,
    /// Its words.
    pub block: Block,
    /// The number's disc, on the line.
    pub badge: Rect,
    /// The tag of a change; the words are then framed.
    pub tag: Option<Rect>,
    /// Where it begins without a room.
    pub dot: Option<Rect>,
    /// Where it ends without a room.
    pub ring: Option<Rect>,
}

/// What a hop is drawn between.
pub(super) struct Ends<'r> {
    /// Middle of the lane it leaves.
    pub(super) from: f64,
    /// The room it leaves, if that stands directly before it.
    pub(super) source: Option<&'r PlacedRoom>,
    /// Middle of the lane it reaches.
    pub(super) to: f64,
    /// The room it reaches, at the height of zero, already in its lane.
    pub(super) target: Option<&'r PlacedRoom>,
}

/// The page around it.
pub(super) struct Around<'p> {
    pub(super) ground: &'p Ground,
    /// Lanes: left edge and width.
    pub(super) lanes: &'p [(f64, f64)],
    /// Nothing may stand above.
    pub(super) top: f64,
    /// Nothing comes before this in the order of reading.
    pub(super) floor: f64,
    pub(super) gap: f64,
}

/// A hop in its best place.
pub(super) struct Routed {
    pub(super) hop: PlacedHop,
    /// How far down its target room goes.
    pub(super) target_y: f64,
    /// Lowest edge of what was placed.
    pub(super) bottom: f64,
    /// The rectangle of its stub, if it has one.
    pub(super) stub: Option<Rect>,
}

#[derive(Clone, Copy, PartialEq)]
enum Exit {
    /// The side of the source room.
    Side,
    /// The bottom of the source room.
    Bottom,
    /// A dot in the middle of the lane.
    Dot,
}

/// Space of an arrow's head.
const HEAD: f64 = 1.3;
/// Widest words of a hop.
const WIDEST: f64 = 30.0;
/// From the left edge of the words to their number.
const INSET: f64 = 0.3;

/// Finds the best place, or none where lanes are too narrow.
pub(super) fn route(
    setter: &Setter,
    element: usize,
    hop: &Hop,
    ends: &Ends<'_>,
    around: &Around<'_>,
) -> Option<Routed> {
    let mut best: Option<(f64, Routed)> = None;
    let mut consider = |exit: Exit| {
        for found in candidates(setter, element, hop, ends, around, exit) {
            if best.as_ref().is_none_or(|(cost, _)| found.0 < *cost) {
                best = Some(found);
            }
        }
    };
    if ends.source.is_some() {
        consider(Exit::Side);
        consider(Exit::Bottom);
    }
    if ends.source.is_none() {
        consider(Exit::Dot);
    }
    if best.is_none() && ends.source.is_some() {
        for found in candidates(setter, element, hop, ends, around, Exit::Dot) {
            if best.as_ref().is_none_or(|(cost, _)| found.0 < *cost) {
                best = Some(found);
            }
        }
    }
    best.map(|(_, routed)| routed)
}

/// The horizontal of a hop, and where its number may stand on it.
struct Span {
    tail: f64,
    tip: f64,
    left: f64,
    right: f64,
    /// Left edges that the number may have.
    badge: (f64, f64),
}

fn span(exit: Exit, ends: &Ends<'_>) -> Option<Span> {
    let right_going = ends.to > ends.from;
    let tail = match (exit, ends.source) {
        (Exit::Side, Some(room)) if right_going => room.rect.right(),
        (Exit::Side, Some(room)) => room.rect.x,
        _ => ends.from,
    };
    let tip = match ends.target {
        Some(room) if right_going => room.rect.x,
        Some(room) => room.rect.right(),
        None if right_going => ends.to - RING / 2.0,
        None => ends.to + RING / 2.0,
    };
    let (left, right) = (tail.min(tip), tail.max(tip));
    if (tip > tail) != right_going || right - left < BADGE + 0.4 {
        return None;
    }
    let at_tail = if exit == Exit::Dot { DOT / 2.0 + INSET + 0.1 } else { INSET };
    let (before, after) = if right_going { (at_tail, HEAD) } else { (HEAD, at_tail) };
    let badge = (left + before, right - after - BADGE);
    // Where there is hardly room for an arrow, the number stands in the middle of it.
    let middle = (left + right - BADGE) / 2.0;
    let badge = if badge.0 > badge.1 { (middle, middle) } else { badge };
    Some(Span { tail, tip, left, right, badge })
}

fn candidates(
    setter: &Setter,
    element: usize,
    hop: &Hop,
    ends: &Ends<'_>,
    around: &Around<'_>,
    exit: Exit,
) -> Vec<(f64, Routed)> {
    let Some(span) = span(exit, ends) else { return Vec::new() };
    let mut found = Vec::new();
    for (rank, label) in labels(setter, &hop.act, &span, around.lanes).into_iter().enumerate() {
        for above in if label.over { &[true][..] } else { &[true, false] } {
            found.extend(settle(element, hop, ends, around, exit, &span, &label, *above, rank));
        }
    }
    found
}

/// Words at a place along the line.
struct Label {
    block: Block,
    x: f64,
    w: f64,
    h: f64,
    badge: f64,
    /// Words that stand over their number instead of beside it.
    over: bool,
}

impl Label {
    /// Left edge of the words themselves.
    fn text(&self) -> f64 {
        if self.over { self.x + INSET } else { self.badge + BADGE + 0.5 * PAD }
    }
}

/// Sets the words in one or two widths, beside the tail, inside each lane that is crossed, and at the far left. Where the
/// page ends too close beside the number, as at a short arrow out of the last lane, they stand over it.
fn labels(setter: &Setter, act: &Act, span: &Span, lanes: &[(f64, f64)]) -> Vec<Label> {
    let page = lanes.last().map_or(0.0, |(x, w)| x + w) - PAD;
    let indent = INSET + BADGE + 0.5 * PAD;
    let tagged = if act.changed { TAG + PAD } else { 0.0 };
    let widest = (span.right - span.left - 1.2).min(WIDEST);
    let leftmost = page - (span.badge.0 - INSET);
    let mut widths = vec![widest.min(leftmost)];
    if widest < 14.0 {
        widths.push(leftmost.min(18.0));
    }
    let mut found: Vec<Label> = Vec::new();
    for width in widths {
        let inside = width - indent - PAD - tagged;
        if inside < 3.0 && width < leftmost - 0.1 {
            continue;
        }
        let block = setter.act(&act.text, &act.details, inside.max(3.0));
        let (w, h) = (block.w + indent + PAD + tagged, block.h + 0.7 * PAD);
        let beside_tail = if span.tip > span.tail { span.badge.0 } else { span.tail - 0.5 - w + INSET };
        let mut places = vec![beside_tail.max(span.badge.0)];
        for (x, lane) in lanes {
            let (left, right) = ((x + PAD).max(span.left + 0.3), (x + lane - PAD).min(span.right - 0.3));
            if right - left >= w {
                places.push(if span.tip > span.tail { left + INSET } else { right - w + INSET });
            }
        }
        places.push(span.badge.0);
        for badge in places {
            let x = badge - INSET;
            let fits = badge >= span.badge.0 - 0.01 && badge <= span.badge.1 + 0.01 && x + w <= page + 0.01;
            let again = found.iter().any(|other| (other.x - x).abs() < 0.1 && (other.w - w).abs() < 0.1);
            if fits && !again {
                found.push(Label { block: block.clone(), x, w, h, badge, over: false });
            }
        }
    }
    if found.is_empty() {
        let last = lanes.last().map_or(0.0, |(_, w)| *w);
        let block = setter.act(&act.text, &act.details, (last - INSET - 2.0 * PAD - tagged).max(3.0));
        let (w, h) = (block.w + INSET + PAD + tagged, block.h + 0.7 * PAD);
        found.push(Label { block, x: page - w, w, h, badge: span.badge.0, over: true });
    }
    found
}

#[allow(clippy::too_many_arguments)]
fn settle(
    element: usize,
    hop: &Hop,
    ends: &Ends<'_>,
    around: &Around<'_>,
    exit: Exit,
    span: &Span,
    label: &Label,
    above: bool,
    rank: usize,
) -> Option<(f64, Routed)> {
    // Everything as it stands when the horizontal is at zero.
    let badge = Rect::new(label.badge, -BADGE / 2.0, BADGE, BADGE);
    let line = Rect::new(span.left + 0.25, -0.05, (span.right - span.left - 0.5).max(0.1), 0.1);
    let entry = ends.target.map_or(0.0, PlacedRoom::entry);
    let target = ends.target.map_or_else(|| Rect::around(ends.to, 0.0, RING), |room| room.rect.shifted(0.0, -entry));
    let dot = (exit == Exit::Dot).then(|| Rect::around(ends.from, 0.0, DOT));
    // Words that reach over an end of the line stand above it, not beside.
    let over = |end: &Rect, space: f64| label.x < end.right() + space && end.x - space < label.x + label.w;
    let beside = if hop.act.changed { 0.45 } else { 0.3 };
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
    let words = Rect::new(label.x, if above { -lift - label.h } else { beside }, label.w, label.h);
    if words.hits(&target, PAD) || badge.hits(&target, 0.05) || dot.is_some_and(|dot| dot.hits(&words, 0.05)) {
        return None;
    }
    // A double line is half an em thick.
    let framed = if hop.act.changed { 0.5 } else { 0.35 };
    let mut probes = vec![
        Probe { rect: words, to_solids: PAD, to_lines: framed },
        Probe { rect: badge, to_solids: 0.05, to_lines: 0.1 },
        Probe { rect: line, to_solids: 0.2, to_lines: 0.9 },
        Probe { rect: target, to_solids: around.gap * 0.5, to_lines: 0.3 },
    ];
    probes.extend(dot.map(|rect| Probe { rect, to_solids: 0.1, to_lines: 0.3 }));
    let source = ends.source;
    let mut from = around.floor + if exit == Exit::Side { 0.0 } else { around.gap.max(0.6) };
    from = from.max(around.top - words.y.min(target.y).min(badge.y));
    let mut limit = f64::INFINITY;
    match (exit, source) {
        (Exit::Side, Some(room)) => limit = room.rect.bottom() - 0.3,
        (Exit::Bottom, Some(room)) => from = from.max(room.rect.bottom() + 0.6),
        _ => {}
    }
    if from > limit {
        return None;
    }
    let y = around.ground.settle(from, limit, &probes)?;
    let words = words.shifted(0.0, y);
    let stub = source.filter(|_| exit == Exit::Bottom).map(|room| {
        let bottom = room.rect.bottom();
        Rect::new(ends.from - 0.05, bottom + 0.06, 0.1, (y - bottom - 0.06).max(0.0))
    });
    if let Some(stub) = stub {
        let drawn_over = stub.hits(&words, 0.1) || stub.hits(&badge.shifted(0.0, y), 0.1);
        if drawn_over || !around.ground.is_free(stub, 0.0, 0.3) {
            return None;
        }
    }
    let mut points = Vec::new();
    if let (Some(room), Exit::Bottom) = (source, exit) {
        points.push((span.tail, room.rect.bottom()));
    }
    points.push((span.tail, y));
    points.push((span.tip, y));
    let borders = around.lanes.iter().skip(1).filter(|(x, _)| *x > words.x - PAD && *x < words.right() + PAD).count();
    let to_tail = ((words.middle() - span.tail).abs() - words.w / 2.0).max(0.0);
    let over = (words.x.min(span.left) - span.left).abs() + (words.right() - span.right).max(0.0);
    #[allow(clippy::cast_precision_loss)]
    let cost = y
        + if above { 0.0 } else { 0.75 * label.h }
        + if exit == Exit::Side { 0.0 } else { 0.3 }
        + 0.15 * label.h
        + 2.0 * (lift - beside)
        + 0.8 * borders as f64
        + 0.2 * rank as f64
        + 0.03 * to_tail
        + 0.3 * over;
    let tag = hop.act.changed.then(|| {
        let down = (LINE - TAG_HEIGHT) / 2.0 + 0.35 * PAD;
        Rect::new(words.right() - TAG - 0.2, words.y + down, TAG, TAG_HEIGHT)
    });
    let block = label.block.clone().shifted(label.text(), words.y + 0.35 * PAD);
    let placed = PlacedHop {
        element,
        points,
        label: words,
        block,
        badge: badge.shifted(0.0, y),
        tag,
        dot: dot.map(|dot| dot.shifted(0.0, y)),
        ring: ends.target.is_none().then(|| Rect::around(ends.to, y, RING)),
    };
    let bottom = target.shifted(0.0, y).bottom().max(words.bottom());
    Some((cost, Routed { hop: placed, target_y: y - entry, bottom, stub }))
}
