//! The layout: where everything of a scene is put on paper.
//!
//! Owns the size of the type, the widths of lanes, and page breaks. The same scene always gives the same layout; marks
//! of findings go where room is left and move nothing.

mod fit;
mod foot;
mod frame;
mod geometry;
mod ground;
mod listing;
mod marks;
mod place;
mod rooms;
mod route;
mod setting;
mod settle;

use super::scene::{Element, Scene};
use super::{MAX_LANES, MAX_STEPS};

pub use foot::{Panel, PlacedTerminal, Sample, Token};
pub use frame::{LaneFrame, Spine};
pub use geometry::{Anchor, Block, Ink, Rect, Sign, TextRun};
pub use marks::PlacedMark;
pub(crate) use marks::TRIANGLE;
pub use rooms::{PlacedAct, PlacedRoom};
pub use settle::PlacedHop;

/// Diameter of the disc with a number, in em.
pub(crate) const BADGE: f64 = 1.35;
/// Space inside boxes, in em.
pub(crate) const PAD: f64 = 0.45;
/// Width of the tag of a change, in em.
pub(crate) const TAG: f64 = 2.3;
/// Height of the tag of a change, in em.
pub(crate) const TAG_HEIGHT: f64 = 1.1;
/// Diameter of the ring where a hop ends without a room, in em.
pub(crate) const RING: f64 = 1.0;
/// Diameter of the dot where a hop begins without a room, in em.
pub(crate) const DOT: f64 = 0.8;
/// Units of the picture, tenths of a millimetre, per point.
const POINT: f64 = 3.527_8;
/// Size of a page, A4 landscape, in units.
const PAPER: (f64, f64) = (2970.0, 2100.0);
/// Margin of a page, in units.
const MARGIN: f64 = 80.0;
/// Width of the text of an upright A4 page, in units, and the margin inside of it, which marks need.
const COLUMN: (f64, f64) = (1900.0, 45.0);

/// The paper that a picture is laid out for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Paper {
    /// A4 landscape, on as many pages as needed.
    #[default]
    A4,
    /// One page as high as its content, for screens.
    Trim,
    /// Like [`Paper::Trim`], as wide as the text of an upright A4 page, to stand within a page of text. That page has the
    /// heading, and says what the marks are about.
    Column,
}

impl Paper {
    /// Returns the width of a page and its margin, in units.
    fn across(self) -> (f64, f64) {
        match self {
            Paper::A4 | Paper::Trim => (PAPER.0, MARGIN),
            Paper::Column => COLUMN,
        }
    }
}

/// Options of the layout.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LayoutOptions {
    /// The paper to use.
    pub paper: Paper,
    /// True if lanes may change their order to shorten the hops.
    pub auto_lanes: bool,
}

/// A scene laid out on pages.
#[derive(Debug, Clone)]
pub struct Drawing {
    /// What is drawn, with its lanes in the order in which they are drawn.
    pub scene: Scene,
    /// Size of the type, in points.
    pub points: f64,
    /// Units of the picture per em.
    pub unit: f64,
    /// The pages in order, with the lists of findings last.
    pub pages: Vec<DrawnPage>,
}

/// One page. All lengths are in em.
#[derive(Debug, Clone, Default)]
pub struct DrawnPage {
    /// The whole page, with margins.
    pub paper: Rect,
    /// Heading, notes, number of the page, and marks where the flow continues.
    pub texts: Vec<TextRun>,
    /// Lanes, from left to right.
    pub lanes: Vec<LaneFrame>,
    /// Dotted lines where something goes on in a lane.
    pub spines: Vec<Spine>,
    /// Rooms, in the order of the flow.
    pub rooms: Vec<PlacedRoom>,
    /// Hops, in the order of the flow.
    pub hops: Vec<PlacedHop>,
    /// The bar above the terminals; `None` if the page has no terminals.
    pub bar: Option<(Rect, TextRun)>,
    /// Terminals: where copies end.
    pub terminals: Vec<PlacedTerminal>,
    /// Boxes with measures.
    pub panels: Vec<Panel>,
    /// Entries of the legend; empty on the lists of findings.
    pub legend: Vec<Sample>,
    /// Marks of findings.
    pub marks: Vec<PlacedMark>,
}

/// Why a scene cannot be laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LayoutError {
    /// It has more lanes than fit side by side; the number it has.
    #[error("more than {MAX_LANES} lanes")]
    TooManyLanes(usize),
    /// It has more steps than are drawn; the number it has.
    #[error("more than {MAX_STEPS} steps")]
    TooManySteps(usize),
    /// The lanes are too narrow for a hop between them.
    #[error("no room between lanes")]
    TooNarrow,
}

/// Lays out a scene.
///
/// # Errors
/// The scene is too large to be drawn at a readable size.
pub fn layout(scene: &Scene, options: LayoutOptions) -> Result<Drawing, LayoutError> {
    let steps = scene.acts().count();
    if scene.lanes.len() > MAX_LANES {
        return Err(LayoutError::TooManyLanes(scene.lanes.len()));
    }
    if steps > MAX_STEPS {
        return Err(LayoutError::TooManySteps(steps));
    }
    let mut scene = scene.clone();
    if options.auto_lanes {
        shorten(&mut scene);
    }
    let fitted = fit::fit(&scene, options.paper).ok_or(LayoutError::TooNarrow)?;
    let unit = fitted.points * POINT;
    let mut drawing = Drawing { scene, points: fitted.points, unit, pages: fitted.pages };
    marks::mark(&mut drawing);
    if options.paper != Paper::Column {
        listing::list(&mut drawing, options.paper);
    }
    Ok(drawing)
}

/// Moves lanes that exchange data next to each other: chooses the order with the least total length of hops, and the
/// order of the filing if no other is shorter. Eight lanes or more stay as they are.
fn shorten(scene: &mut Scene) {
    let count = scene.lanes.len();
    if count > 7 {
        return;
    }
    let pairs: Vec<(usize, usize)> = scene.hops().map(|hop| (hop.from, hop.to)).collect();
    let length = |order: &[usize]| -> usize {
        let mut place = vec![0; count];
        for (at, lane) in order.iter().enumerate() {
            place[*lane] = at;
        }
        pairs.iter().map(|(from, to)| place[*from].abs_diff(place[*to])).sum()
    };
    let mut order: Vec<usize> = (0..count).collect();
    let mut best = (length(&order), order.clone());
    while next_order(&mut order) {
        let found = length(&order);
        if found < best.0 {
            best = (found, order.clone());
        }
    }
    let mut place = vec![0; count];
    for (at, lane) in best.1.iter().enumerate() {
        place[*lane] = at;
    }
    scene.lanes = best.1.iter().map(|lane| scene.lanes[*lane].clone()).collect();
    for element in &mut scene.elements {
        match element {
            Element::Room(room) => room.lane = place[room.lane],
            Element::HopArrow(hop) => (hop.from, hop.to) = (place[hop.from], place[hop.to]),
        }
    }
    for terminal in &mut scene.terminals {
        terminal.lane = place[terminal.lane];
    }
    for remark in &mut scene.remarks {
        if let super::scene::MarkTarget::Lane(lane) = &mut remark.at {
            *lane = place[*lane];
        }
    }
}

/// Moves on to the next permutation in lexicographic order; `false` after the last.
fn next_order(order: &mut [usize]) -> bool {
    let Some(turn) = (1..order.len()).rev().find(|at| order[at - 1] < order[*at]) else {
        return false;
    };
    let larger = (turn..order.len()).rev().find(|at| order[*at] > order[turn - 1]).unwrap_or(turn);
    order.swap(turn - 1, larger);
    order[turn..].reverse();
    true
}
