//! DOT: the flow as a graph for Graphviz, either laid out by it or pinned to the positions of our own layout.

mod grammar;
mod pinned;

pub use pinned::pinned;

use super::links::{ArrowEnd, act_lines, lane_title, links, room_lines, rooms};
use super::scene::{Act, Scene};
use grammar::{Attributes, cluster, digraph, edge, node};
use graphviz_rust::dot_structures::Stmt;

const FONT: &str = "BIZ UDGothic";
const CHANGED: &str = "#c00000";

/// Writes a scene as a graph: a cluster for each lane, a node for each room, an arrow for each hop.
pub fn plain(scene: &Scene) -> String {
    let mut body = vec![
        Attributes::new().text("label", &scene.title).text("fontname", FONT).word("compound", "true").of_graph(),
        Attributes::new().word("shape", "box").text("fontname", FONT).word("fontsize", "10").of_nodes(),
        Attributes::new().text("fontname", FONT).word("fontsize", "9").of_edges(),
    ];
    for (lane, it) in scene.lanes.iter().enumerate() {
        let mut inside = vec![Attributes::new().text("label", &lane_title(it)).of_graph()];
        for (at, room) in rooms(scene, lane) {
            let changed = room.acts.iter().any(|act| act.changed);
            inside.push(node(&name(ArrowEnd::Room(at)), framed(changed).lines("label", &room_lines(room))));
        }
        // A node for hops that begin or end without a room; it also keeps the lane from being empty.
        inside.push(node(&name(ArrowEnd::Lane(lane)), Attributes::new().word("shape", "point")));
        body.push(cluster(&format!("cluster_{lane}"), inside));
    }
    body.extend(links(scene).iter().map(|link| {
        let shape = link.hop.map_or_else(Attributes::new, |hop| arrow(&hop.act, hop.line));
        let shape = link.hop.map_or(shape.clone(), |hop| shape.lines("label", &act_lines(&hop.act)));
        edge(&name(link.from), &name(link.to), shape)
    }));
    digraph(&scene.flow, body)
}

fn name(end: ArrowEnd) -> String {
    match end {
        ArrowEnd::Room(at) => format!("n{at}"),
        ArrowEnd::Lane(lane) => format!("x{lane}"),
    }
}

/// Returns the style of an arrow: a double line for a network or telephone, dashes for a step that is optional.
fn arrow(act: &Act, line: bool) -> Attributes {
    let color = if act.changed { CHANGED } else { "black" };
    let color = if line { format!("{color}:invis:{color}") } else { color.to_owned() };
    let drawn = Attributes::new().text("color", &color);
    if act.optional { drawn.word("style", "dashed") } else { drawn }
}

fn framed(changed: bool) -> Attributes {
    if changed { Attributes::new().text("color", CHANGED).word("penwidth", "3") } else { Attributes::new() }
}

/// Joins groups of statements in their order.
fn all(groups: impl IntoIterator<Item = Vec<Stmt>>) -> Vec<Stmt> {
    groups.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::grammar::{Attributes, digraph, node};

    #[test]
    fn nothing_in_a_text_ends_it() {
        let hostile = "a\"];x[label=\"b\\N\n<b>&amp;";
        let written = digraph(hostile, vec![node("n0", Attributes::new().lines("label", &[hostile.to_owned()]))]);
        let graph = graphviz_rust::parse(&written).expect("grammar");
        assert_eq!(super::grammar::print(graph), written);
        assert_eq!(written.matches("n0").count(), 1);
        assert!(written.contains(r#"a\"];x[label=\"b\\N <b>&amp;amp;\l"#), "{written}");
    }
}
