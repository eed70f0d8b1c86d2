//! The flow as nodes and arrows, for formats that lay out a graph by themselves.

use super::breaking::wrap;
use super::scene::{Act, Element, HopArrow, Lane, Room, Scene};

/// Maximum width of a line of a label, in em.
const MAX_LINE_WIDTH: f64 = 18.0;
/// Maximum number of lines of one text in a label; more is cut with an ellipsis.
const MAX_LINES: usize = 6;

/// The node where an arrow begins or ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ArrowEnd {
    /// A room, by the position of its element in the scene.
    Room(usize),
    /// A lane, by position, where the hop has no room of that lane beside it.
    Lane(usize),
}

/// An arrow between two nodes.
pub(super) struct Arrow<'s> {
    pub(super) from: ArrowEnd,
    pub(super) to: ArrowEnd,
    /// The hop; `None` where work goes on in the next room of the same lane.
    pub(super) hop: Option<&'s HopArrow>,
}

/// Returns every arrow of a scene, in the order of its elements.
pub(super) fn links(scene: &Scene) -> Vec<Arrow<'_>> {
    let mut found = Vec::new();
    let mut before: Option<(usize, usize)> = None;
    for (at, element) in scene.elements.iter().enumerate() {
        match element {
            Element::Room(room) => {
                if let Some((last, _)) = before.filter(|(_, lane)| *lane == room.lane) {
                    found.push(Arrow { from: ArrowEnd::Room(last), to: ArrowEnd::Room(at), hop: None });
                }
                before = Some((at, room.lane));
            }
            Element::HopArrow(hop) => {
                let from = match before {
                    Some((last, lane)) if lane == hop.from => ArrowEnd::Room(last),
                    _ => ArrowEnd::Lane(hop.from),
                };
                let to = match scene.room(at + 1) {
                    Some(room) if room.lane == hop.to => ArrowEnd::Room(at + 1),
                    _ => ArrowEnd::Lane(hop.to),
                };
                found.push(Arrow { from, to, hop: Some(hop) });
                before = None;
            }
        }
    }
    found
}

/// Iterates over the rooms of a lane, with the positions of their elements.
pub(super) fn rooms(scene: &Scene, lane: usize) -> impl Iterator<Item = (usize, &Room)> {
    scene.elements.iter().enumerate().filter_map(move |(at, element)| match element {
        Element::Room(room) if room.lane == lane => Some((at, room)),
        Element::Room(_) | Element::HopArrow(_) => None,
    })
}

/// Returns the text of a room in lines: its store, then its steps.
pub(super) fn room_lines(room: &Room) -> Vec<String> {
    let store = room.store.iter().map(|store| store.name.clone());
    let acts = room.acts.iter().map(|act| format!("({}) {}", act.id, act.text));
    broken(store.chain(acts))
}

/// Returns the text of an arrow in lines: its step, then the details.
pub(super) fn act_lines(act: &Act) -> Vec<String> {
    let said = act.details.iter().map(|detail| detail.text.clone());
    broken(std::iter::once(format!("({}) {}", act.id, act.text)).chain(said))
}

/// Returns the heading of a lane: its role and name.
pub(super) fn lane_title(lane: &Lane) -> String {
    if lane.name.is_empty() { lane.role.clone() } else { format!("{} {}", lane.role, lane.name) }
}

/// Breaks texts into lines. Left to themselves, drawing programs break inside Japanese words, or nowhere.
fn broken(texts: impl Iterator<Item = String>) -> Vec<String> {
    texts.flat_map(|text| wrap(&text, MAX_LINE_WIDTH, MAX_LINES)).collect()
}
