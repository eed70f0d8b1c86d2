//! Where everything of a scene stands on paper.
//!
//! Owns the size of the type, the widths of lanes, and the turning of pages. The same scene gives the same places; marks
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

/// Diameter of a number's disc.
pub(crate) const BADGE: f64 = 1.35;
/// Space inside boxes.
pub(crate) const PAD: f64 = 0.45;
/// Width of the tag of a change.
pub(crate) const TAG: f64 = 2.3;
/// Its height.
pub(crate) const TAG_HEIGHT: f64 = 1.1;
/// Diameter of the ring at which a hop ends without a room.
pub(crate) const RING: f64 = 1.0;
/// Diameter of the dot from which a hop starts without a room.
pub(crate) const DOT: f64 = 0.8;
/// Units of the picture, tenths of a millimetre, in one point.
const POINT: f64 = 3.527_8;
/// A4 across, in units.
const PAPER: (f64, f64) = (2970.0, 2100.0);
/// Margin, in units.
const MARGIN: f64 = 80.0;

/// On what a picture is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Paper {
    /// A4 across; as many pages as it takes.
    #[default]
    A4,
    /// One page as high as its content, for screens.
    Trim,
}

/// How to lay out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LayoutOptions {
    /// On what.
    pub paper: Paper,
    /// Whether lanes may change places to shorten the hops.
    pub auto_lanes: bool,
}

/// A scene with places.
#[derive(Debug, Clone)]
pub struct Drawing {
    /// What is drawn, with its lanes in the order in which they stand.
    pub scene: Scene,
    /// Size of the type, in points.
    pub points: f64,
    /// Units in one em.
    pub unit: f64,
    /// Its pages.
    pub pages: Vec<DrawnPage>,
}

/// One page. Lengths are in em.
#[derive(Debug, Clone, Default)]
pub struct DrawnPage {
    /// The paper.
    pub paper: Rect,
    /// Heading, notes, number of the page, marks of continuation.
    pub texts: Vec<TextRun>,
    /// Lanes.
    pub lanes: Vec<LaneFrame>,
    /// Dotted lines of what goes on in a lane.
    pub spines: Vec<Spine>,
    /// Rooms.
    pub rooms: Vec<PlacedRoom>,
    /// Hops.
    pub hops: Vec<PlacedHop>,
    /// The bar above the terminals.
    pub bar: Option<(Rect, TextRun)>,
    /// Where copies end.
    pub terminals: Vec<PlacedTerminal>,
    /// Measures.
    pub panels: Vec<Panel>,
    /// Samples of the legend.
    pub legend: Vec<Sample>,
    /// Marks of findings.
    pub marks: Vec<PlacedMark>,
}

/// Why a scene cannot be laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LayoutError {
    /// More lanes than fit side by side.
    #[error("more than {MAX_LANES} lanes")]
    TooManyLanes(usize),
    /// More steps than are drawn.
    #[error("more than {MAX_STEPS} steps")]
    TooManySteps(usize),
    /// Hops find no way between the lanes.
    #[error("no room between lanes")]
    TooNarrow,
}

/// Lays a scene out.
///
/// # Errors
/// The scene is larger than what can be drawn so that one can read it.
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
    listing::list(&mut drawing, options.paper);
    Ok(drawing)
}

/// Puts lanes that hand things to each other side by side: the order with the least total length of hops, the order of
/// the filing among equals. Lanes of eight and more stay as they are.
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

/// The next order in the dictionary of orders; `false` after the last.
fn next_order(order: &mut [usize]) -> bool {
    let Some(turn) = (1..order.len()).rev().find(|at| order[at - 1] < order[*at]) else {
        return false;
    };
    let larger = (turn..order.len()).rev().find(|at| order[*at] > order[turn - 1]).unwrap_or(turn);
    order.swap(turn - 1, larger);
    order[turn..].reverse();
    true
}
