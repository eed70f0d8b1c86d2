//! Ways to draw one hop: where its line leaves and where its words are. The cheapest that has room is used.
//!
//! Every hop has a horizontal of its own and at most one bend, so no two hops cross.

use super::super::scene::Act;
use super::setting::Setter;
use super::settle::{Candidate, Course, Ends, Horizontal, INSET, LineExit, LineLabel, Routed};
use super::{BADGE, DOT, PAD, RING, TAG};

/// Length of an arrow's head, in em.
const HEAD: f64 = 1.3;
/// Maximum width of the words of a hop, in em.
const MAX_LABEL_WIDTH: f64 = 30.0;

/// Finds the best way to draw a hop; `None` where the lanes are too narrow.
pub(super) fn route(setter: &Setter, course: &Course<'_>) -> Option<Routed> {
    let cheapest = |exits: &[LineExit]| {
        let all = exits.iter().flat_map(|exit| candidates(setter, course, *exit));
        all.reduce(|best, found| if found.0 < best.0 { found } else { best })
    };
    let best = match course.ends.source {
        Some(_) => cheapest(&[LineExit::Side, LineExit::Bottom]).or_else(|| cheapest(&[LineExit::Dot])),
        None => cheapest(&[LineExit::Dot]),
    };
    best.map(|(_, routed)| routed)
}

fn span(exit: LineExit, ends: &Ends<'_>) -> Option<Horizontal> {
    let right_going = ends.to > ends.from;
    let tail = match (exit, ends.source) {
        (LineExit::Side, Some(room)) if right_going => room.rect.right(),
        (LineExit::Side, Some(room)) => room.rect.x,
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
    let at_tail = if exit == LineExit::Dot { DOT / 2.0 + INSET + 0.1 } else { INSET };
    let (before, after) = if right_going { (at_tail, HEAD) } else { (HEAD, at_tail) };
    let badge = (left + before, right - after - BADGE);
    // Where there is hardly room for an arrow, the number is put in the middle of it.
    let middle = (left + right - BADGE) / 2.0;
    let badge = if badge.0 > badge.1 { (middle, middle) } else { badge };
    Some(Horizontal { tail, tip, left, right, badge })
}

fn candidates(setter: &Setter, course: &Course<'_>, exit: LineExit) -> Vec<(f64, Routed)> {
    let Some(span) = span(exit, &course.ends) else { return Vec::new() };
    let mut found = Vec::new();
    for (rank, label) in labels(setter, &course.hop.act, &span, course.around.lanes).iter().enumerate() {
        for above in if label.over { &[true][..] } else { &[true, false] } {
            found.extend(Candidate { course, exit, span: &span, label, above: *above, rank }.settle());
        }
    }
    found
}

/// Sets the words in one or two widths: beside the tail, inside each lane that is crossed, and at the far left. Where
/// too little of the page is left beside the number, as for a short arrow out of the last lane, they are put above it.
fn labels(setter: &Setter, act: &Act, span: &Horizontal, lanes: &[(f64, f64)]) -> Vec<LineLabel> {
    let page = lanes.last().map_or(0.0, |(x, w)| x + w) - PAD;
    let indent = INSET + BADGE + 0.5 * PAD;
    let tagged = if act.changed { TAG + PAD } else { 0.0 };
    let widest = (span.right - span.left - 1.2).min(MAX_LABEL_WIDTH);
    let leftmost = page - (span.badge.0 - INSET);
    let mut widths = vec![widest.min(leftmost)];
    if widest < 14.0 {
        widths.push(leftmost.min(18.0));
    }
    let mut found: Vec<LineLabel> = Vec::new();
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
                found.push(LineLabel { block: block.clone(), x, w, h, badge, over: false });
            }
        }
    }
    if found.is_empty() {
        let last = lanes.last().map_or(0.0, |(_, w)| *w);
        let block = setter.act(&act.text, &act.details, (last - INSET - 2.0 * PAD - tagged).max(3.0));
        let (w, h) = (block.w + INSET + PAD + tagged, block.h + 0.7 * PAD);
        found.push(LineLabel { block, x: page - w, w, h, badge: span.badge.0, over: true });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagram::layout::geometry::{Block, Rect};
    use crate::diagram::layout::rooms::PlacedRoom;

    fn room(x: f64, w: f64) -> PlacedRoom {
        let rect = Rect::new(x, 0.0, w, 3.0);
        PlacedRoom {
            element: 0,
            lane: 0,
            rect,
            bar: None,
            name: Block::default(),
            tag: None,
            acts: Vec::new(),
            link: None,
        }
    }

    /// An arrow is drawn where it is long enough for its number, and only the way that it is to go.
    #[test]
    fn an_arrow_has_room_for_its_number_and_points_at_its_receiver() {
        let least = BADGE + 0.4;
        let (source, target) = (room(0.0, 8.0), room(20.0, 8.0));
        let beside = room(8.0 + least + 0.1, 8.0);
        let near = room(8.0 + least - 0.1, 8.0);
        let over = room(4.0, 8.0);
        for (name, exit, from, to, source, target, drawn) in [
            ("from dot to ring", LineExit::Dot, 4.0, 4.0 + RING / 2.0 + least + 0.1, None, None, true),
            ("too short to the ring", LineExit::Dot, 4.0, 4.0 + RING / 2.0 + least - 0.1, None, None, false),
            ("to the left", LineExit::Dot, 24.0, 24.0 - RING / 2.0 - least - 0.1, None, None, true),
            ("too short to the left", LineExit::Dot, 24.0, 24.0 - RING / 2.0 - least + 0.1, None, None, false),
            ("from side to side", LineExit::Side, 4.0, 24.0, Some(&source), Some(&target), true),
            ("back from side to side", LineExit::Side, 24.0, 4.0, Some(&target), Some(&source), true),
            ("between rooms that are near", LineExit::Side, 4.0, 13.0, Some(&source), Some(&beside), true),
            ("between rooms that are too near", LineExit::Side, 4.0, 13.0, Some(&source), Some(&near), false),
            ("out of a room that reaches over the other", LineExit::Side, 4.0, 5.0, Some(&source), Some(&over), false),
        ] {
            let span = span(exit, &Ends { from, source, to, target });
            assert_eq!(span.is_some(), drawn, "{name}");
            let Some(span) = span else { continue };
            assert_eq!(span.tip > span.tail, to > from, "{name}");
            assert_eq!((span.left, span.right), (span.tail.min(span.tip), span.tail.max(span.tip)), "{name}");
            assert!(span.left <= span.badge.0 && span.badge.1 + BADGE <= span.right, "{name}: {:?}", span.badge);
        }
    }
}
