//! What must hold of every drawing: nothing overlaps, nothing is lost, everything can be read. The tests run it over the
//! examples and over flows made at random.

use sekisho::diagram::Element;
use sekisho::diagram::layout::{Anchor, Drawing, DrawnPage, PlacedHop, Rect, TextRun};

/// What is wrong with a drawing.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Fault {
    /// Two rooms overlap, or one leaves its lane.
    Room {
        /// Page.
        page: usize,
        /// Position of its element.
        element: usize,
    },
    /// A text is wider or higher than what holds it.
    Text {
        /// Page.
        page: usize,
        /// The text.
        text: String,
    },
    /// The words of a hop touch something.
    Label {
        /// Page.
        page: usize,
        /// Position of the hop's element.
        element: usize,
        /// What they touch.
        touches: &'static str,
    },
    /// A hop enters a room, or words.
    Line {
        /// Page.
        page: usize,
        /// Position of the hop's element.
        element: usize,
        /// What it enters.
        enters: &'static str,
    },
    /// A step is not drawn exactly once.
    Count {
        /// Its number.
        step: String,
        /// How often it is drawn.
        drawn: usize,
    },
    /// A step stands above the one before it.
    Order {
        /// Its number.
        step: String,
    },
    /// Something lies outside the margins.
    Margin {
        /// Page.
        page: usize,
        /// How far.
        by: String,
    },
    /// The type is too small.
    Small(String),
    /// Two hops cross.
    Crossing {
        /// Page.
        page: usize,
        /// Positions of their elements.
        elements: (usize, usize),
    },
    /// A mark covers something.
    Mark {
        /// Page.
        page: usize,
        /// Its number.
        number: usize,
    },
    /// A terminal is not drawn exactly once, or leaves its lane.
    Terminal(usize),
}

/// Least size of type, in points.
const LEAST: f64 = 7.0;
/// Two things that touch by less do not overlap.
const HAIR: f64 = -0.03;

/// Everything wrong with a drawing; nothing, if it is as it should be.
pub(crate) fn faults(drawing: &Drawing) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (at, page) in drawing.pages.iter().enumerate() {
        rooms(at, page, &mut faults);
        texts(at, page, &mut faults);
        labels(at, page, &mut faults);
        lines(at, page, &mut faults);
        crossings(at, page, &mut faults);
        margins(drawing, at, page, &mut faults);
        marks(at, page, &mut faults);
    }
    counts(drawing, &mut faults);
    order(drawing, &mut faults);
    if drawing.points < LEAST {
        faults.push(Fault::Small(format!("{}", drawing.points)));
    }
    faults
}

fn rooms(at: usize, page: &DrawnPage, faults: &mut Vec<Fault>) {
    for (first, one) in page.rooms.iter().enumerate() {
        let lane = page.lanes.iter().find(|lane| lane.lane == one.lane);
        let out = lane.is_none_or(|lane| !lane.rect.holds(&one.rect));
        let over = page.rooms[first + 1..].iter().any(|other| one.rect.hits(&other.rect, HAIR));
        if out || over {
            faults.push(Fault::Room { page: at, element: one.element });
        }
    }
    for placed in &page.terminals {
        let lane = page.lanes.iter().find(|lane| lane.lane == placed.lane);
        let others = page.terminals.iter().filter(|other| other.terminal != placed.terminal);
        if lane.is_none_or(|lane| !lane.rect.holds(&placed.rect))
            || others.into_iter().any(|other| other.rect.hits(&placed.rect, HAIR))
            || page.rooms.iter().any(|room| room.rect.hits(&placed.rect, HAIR))
            || page.hops.iter().any(|hop| hop.label.hits(&placed.rect, HAIR))
        {
            faults.push(Fault::Terminal(placed.terminal));
        }
    }
}

fn texts(at: usize, page: &DrawnPage, faults: &mut Vec<Fault>) {
    let mut within = |holder: &Rect, runs: &[TextRun]| {
        for run in runs.iter().filter(|run| !holder.holds(&run.rect())) {
            faults.push(Fault::Text { page: at, text: run.text.clone() });
        }
    };
    for lane in &page.lanes {
        within(&lane.head, &lane.block.runs);
    }
    for room in &page.rooms {
        within(&room.bar.unwrap_or(room.rect), &room.name.runs);
        for placed in &room.acts {
            within(&room.rect, &placed.block.runs);
        }
    }
    for hop in &page.hops {
        within(&hop.label, &hop.block.runs);
    }
    for placed in &page.terminals {
        within(&placed.rect, &placed.block.runs);
    }
    for panel in &page.panels {
        within(&panel.rect, &panel.block.runs);
    }
    within(&page.paper, &page.texts);
    let legend: Vec<TextRun> = page.legend.iter().map(|sample| sample.run.clone()).collect();
    within(&page.paper, &legend);
    for room in &page.rooms {
        for placed in &room.acts {
            let tag = placed.tag.into_iter().chain([placed.badge]);
            for shape in tag {
                for run in placed.block.runs.iter().filter(|run| run.rect().hits(&shape, HAIR)) {
                    faults.push(Fault::Text { page: at, text: run.text.clone() });
                }
            }
        }
    }
}

fn labels(at: usize, page: &DrawnPage, faults: &mut Vec<Fault>) {
    for (first, hop) in page.hops.iter().enumerate() {
        let mut touch = |touches| faults.push(Fault::Label { page: at, element: hop.element, touches });
        if page.rooms.iter().any(|room| room.rect.hits(&hop.label, HAIR)) {
            touch("room");
        }
        if page.rooms.iter().any(|room| room.rect.hits(&hop.badge, HAIR)) {
            touch("badge in room");
        }
        for (second, other) in page.hops.iter().enumerate().filter(|(second, _)| *second != first) {
            if second > first && other.label.hits(&hop.label, HAIR) {
                touch("label");
            }
            let ends = [Some(other.badge), other.dot, other.ring];
            if ends.into_iter().flatten().any(|shape| shape.hits(&hop.label, HAIR)) {
                touch("badge, dot or ring");
            }
        }
        let own = [hop.dot, hop.ring];
        if own.into_iter().flatten().any(|shape| shape.hits(&hop.label, HAIR) || shape.hits(&hop.badge, HAIR)) {
            touch("own dot or ring");
        }
        if hop.block.runs.iter().any(|run| run.rect().hits(&hop.badge, HAIR)) {
            touch("own badge");
        }
    }
}

/// The segments of a hop, without the points where it meets its rooms.
fn segments(hop: &PlacedHop) -> Vec<Rect> {
    let pairs = hop.points.windows(2);
    pairs
        .map(|pair| {
            let ((x1, y1), (x2, y2)) = (pair[0], pair[1]);
            let (x, y, w, h) = (x1.min(x2), y1.min(y2), (x1 - x2).abs(), (y1 - y2).abs());
            let (dx, dy) = (if w > 0.3 { 0.1 } else { 0.0 }, if h > 0.3 { 0.1 } else { 0.0 });
            Rect::new(x + dx, y + dy, w - 2.0 * dx, h - 2.0 * dy)
        })
        .collect()
}

fn lines(at: usize, page: &DrawnPage, faults: &mut Vec<Fault>) {
    for hop in &page.hops {
        for segment in segments(hop) {
            let mut enter = |enters| faults.push(Fault::Line { page: at, element: hop.element, enters });
            if page.rooms.iter().any(|room| room.rect.hits(&segment, 0.0)) {
                enter("room");
            }
            if page.hops.iter().any(|other| other.label.hits(&segment, 0.0)) {
                enter("label");
            }
            if page.terminals.iter().any(|placed| placed.rect.hits(&segment, 0.0)) {
                enter("terminal");
            }
        }
    }
}

fn crossings(at: usize, page: &DrawnPage, faults: &mut Vec<Fault>) {
    for (first, one) in page.hops.iter().enumerate() {
        for other in &page.hops[first + 1..] {
            let (ours, theirs) = (segments(one), segments(other));
            if ours.iter().any(|our| theirs.iter().any(|their| our.hits(their, 0.0))) {
                faults.push(Fault::Crossing { page: at, elements: (one.element, other.element) });
            }
        }
    }
}

fn margins(drawing: &Drawing, at: usize, page: &DrawnPage, faults: &mut Vec<Fault>) {
    const MARGIN: f64 = 80.0;
    let margin = MARGIN / drawing.unit;
    let inside = Rect::new(margin, margin, page.paper.w - 2.0 * margin, page.paper.h - 2.0 * margin);
    let lanes = page.lanes.iter().map(|lane| lane.rect);
    let hops = page.hops.iter().map(|hop| hop.label);
    let rest = page.terminals.iter().map(|one| one.rect).chain(page.panels.iter().map(|one| one.rect));
    let runs = page.texts.iter().chain(page.legend.iter().map(|sample| &sample.run));
    let words = runs.filter(|run| run.anchor == Anchor::Start && run.rect().w > 0.0).map(TextRun::rect);
    for rect in lanes.chain(hops).chain(rest).chain(words) {
        let room = Rect { y: inside.y - 0.1, h: inside.h + 0.2, ..inside };
        if !room.holds(&rect) {
            let by = format!("{:.2} {:.2}", rect.right() - room.right(), rect.bottom() - room.bottom());
            faults.push(Fault::Margin { page: at, by });
        }
    }
}

fn marks(at: usize, page: &DrawnPage, faults: &mut Vec<Fault>) {
    for (first, mark) in page.marks.iter().enumerate() {
        let words = page.hops.iter().flat_map(|hop| &hop.block.runs);
        let words = words.chain(page.rooms.iter().flat_map(|room| room.acts.iter().flat_map(|act| &act.block.runs)));
        let words = words.chain(page.terminals.iter().flat_map(|placed| &placed.block.runs)).chain(&page.texts);
        let covers = words.into_iter().any(|run| run.rect().hits(&mark.rect, HAIR));
        let badges = page.hops.iter().map(|hop| hop.badge);
        let badges = badges.chain(page.rooms.iter().flat_map(|room| room.acts.iter().map(|act| act.badge)));
        let hides = badges.into_iter().any(|badge| badge.hits(&mark.rect, HAIR));
        let other = page.marks[first + 1..].iter().any(|other| other.rect.hits(&mark.rect, HAIR));
        let off = !page.paper.holds(&mark.rect);
        if covers || hides || other || off {
            faults.push(Fault::Mark { page: at, number: mark.number });
        }
    }
}

/// The positions of all steps as drawn: element, step in its room, height.
fn drawn(drawing: &Drawing) -> Vec<(usize, usize, usize, f64)> {
    let mut all = Vec::new();
    for (at, page) in drawing.pages.iter().enumerate() {
        for room in &page.rooms {
            all.extend(room.acts.iter().map(|act| (at, room.element, act.act, act.badge.y)));
        }
        all.extend(page.hops.iter().map(|hop| (at, hop.element, 0, hop.badge.y)));
    }
    all.sort_by_key(|(_, element, act, _)| (*element, *act));
    all
}

fn counts(drawing: &Drawing, faults: &mut Vec<Fault>) {
    let drawn = drawn(drawing);
    for (element, it) in drawing.scene.elements.iter().enumerate() {
        let acts = match it {
            Element::Room(room) => room.acts.as_slice(),
            Element::HopArrow(hop) => std::slice::from_ref(&hop.act),
        };
        for (act, step) in acts.iter().enumerate() {
            let count = drawn.iter().filter(|(_, at, inside, _)| (*at, *inside) == (element, act)).count();
            if count != 1 {
                faults.push(Fault::Count { step: step.id.clone(), drawn: count });
            }
        }
    }
    for terminal in 0..drawing.scene.terminals.len() {
        let count =
            drawing.pages.iter().flat_map(|page| &page.terminals).filter(|one| one.terminal == terminal).count();
        if count != 1 {
            faults.push(Fault::Terminal(terminal));
        }
    }
}

fn order(drawing: &Drawing, faults: &mut Vec<Fault>) {
    let drawn = drawn(drawing);
    for (before, after) in drawn.iter().zip(drawn.iter().skip(1)) {
        let (above, below) = ((before.0, before.3), (after.0, after.3));
        if below.0 < above.0 || (below.0 == above.0 && below.1 < above.1 - 0.01) {
            faults.push(Fault::Order { step: format!("{} {}", after.1, after.2) });
        }
    }
}
