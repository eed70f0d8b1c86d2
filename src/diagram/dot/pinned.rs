//! Pinned DOT: lanes, rooms and arrows at the positions of our layout. Discs, icons and dotted lines have no
//! counterpart.

use super::super::layout::{Block, Drawing, DrawnPage, PlacedHop, Rect, TextRun};
use super::grammar::{Attributes, digraph, edge, node};
use super::{CHANGED, FONT, all, arrow, framed};
use graphviz_rust::dot_structures::Stmt;

/// Points per unit of the picture.
const POINT: f64 = 72.0 / 254.0;
/// Points per inch.
const INCH: f64 = 72.0;
/// Distance from the end of a line to the tip of its arrow, in points.
const HEAD: f64 = 6.0;

/// Writes one page as a graph that `neato -n2` draws unchanged; `None` if there is no such page.
pub fn pinned(drawing: &Drawing, at: usize) -> Option<String> {
    let page = drawing.pages.get(at)?;
    let on = Paper { page, scale: drawing.unit * POINT, points: drawing.points };
    let ways = all([
        vec![
            Attributes::new()
                .word("splines", "line")
                .word("notranslate", "true")
                .word("outputorder", "edgesfirst")
                .text("fontname", FONT)
                .of_graph(),
            Attributes::new()
                .word("shape", "box")
                .word("fixedsize", "shape")
                .text("margin", "0.06,0")
                .text("fontname", FONT)
                .text("fontsize", &number(drawing.points * 0.92))
                .of_nodes(),
            Attributes::new()
                .text("fontname", FONT)
                .text("fontsize", &number(drawing.points * 0.92))
                .word("arrowsize", "0.6")
                .of_edges(),
            // Graphviz makes the drawing only as large as its content.
            node("paper", on.boxed(page.paper).text("label", "").word("style", "invis")),
        ],
        page.texts.iter().enumerate().map(|(at, run)| on.words(&format!("t{at}"), run)).collect(),
        page.lanes.iter().flat_map(|lane| on.lane(lane.lane, lane.rect, lane.head, &lane.block)).collect(),
        page.rooms.iter().map(|room| on.room(drawing, room.element)).collect(),
        on.feet(),
        page.hops.iter().flat_map(|hop| on.hop(drawing, hop)).collect(),
    ]);
    Some(digraph(&drawing.scene.flow, ways))
}

/// A page with the scale to convert its lengths.
struct Paper<'p> {
    page: &'p DrawnPage,
    /// Points per em of the page.
    scale: f64,
    points: f64,
}

impl Paper<'_> {
    fn boxed(&self, rect: Rect) -> Attributes {
        Attributes::new()
            .text("width", &number(rect.w * self.scale / INCH))
            .text("height", &number(rect.h * self.scale / INCH))
            .text("pos", &format!("{}!", self.point((rect.middle(), rect.y + rect.h / 2.0))))
    }

    /// Converts a position; in Graphviz, y grows upwards.
    fn point(&self, (x, y): (f64, f64)) -> String {
        format!("{},{}", number(x * self.scale), number((self.page.paper.h - y) * self.scale))
    }

    /// Places a text in a box that ends at the margin.
    fn words(&self, name: &str, run: &TextRun) -> Stmt {
        use super::super::layout::Anchor;
        let width = super::super::breaking::width(&run.text) * run.size;
        let left = match run.anchor {
            Anchor::Start => run.x,
            Anchor::Middle => run.x - width / 2.0,
            Anchor::End => run.x - width,
        };
        let place = Rect { x: left, y: run.y - run.size / 2.0, w: width, h: run.size };
        let size = number(run.size * self.points * 0.92);
        node(
            name,
            self.boxed(place)
                .word("shape", "plaintext")
                .text("fontsize", &size)
                .lines("label", std::slice::from_ref(&run.text)),
        )
    }

    fn lane(&self, lane: usize, rect: Rect, head: Rect, block: &Block) -> Vec<Stmt> {
        vec![
            node(&format!("lane{lane}"), self.boxed(rect).text("label", "").text("color", "#666666")),
            node(
                &format!("head{lane}"),
                self.boxed(head).lines("label", &lines(block)).word("style", "filled").text("fillcolor", "#e6e6e6"),
            ),
        ]
    }

    fn room(&self, drawing: &Drawing, element: usize) -> Stmt {
        let mut said = Vec::new();
        let mut changed = false;
        let mut place = Rect::default();
        for room in self.page.rooms.iter().filter(|room| room.element == element) {
            place = room.rect;
            said.extend(lines(&room.name).iter().map(|line| format!("【{line}】")));
            for placed in &room.acts {
                let Some(act) = drawing.scene.act(element, placed.act) else { continue };
                said.extend(numbered(&act.id, &placed.block));
                changed |= act.changed;
            }
        }
        let filled = framed(changed).word("style", "filled").word("fillcolor", "white");
        node(&format!("n{element}"), filled.joined(self.boxed(place)).lines("label", &said))
    }

    /// Places what is below the steps: terminals and measures.
    fn feet(&self) -> Vec<Stmt> {
        let terminals = self.page.terminals.iter().map(|placed| (placed.rect, &placed.block, "dashed"));
        let panels = self.page.panels.iter().map(|panel| (panel.rect, &panel.block, "solid"));
        let mut found: Vec<Stmt> = terminals
            .chain(panels)
            .enumerate()
            .map(|(at, (rect, block, style))| {
                node(&format!("foot{at}"), self.boxed(rect).word("style", style).lines("label", &lines(block)))
            })
            .collect();
        if let Some((rect, run)) = &self.page.bar {
            let filled = self.boxed(*rect).word("style", "filled").text("fillcolor", "#dcdcdc");
            found.push(node("bar", filled.text("label", &run.text)));
        }
        found
    }

    /// Places an arrow, with its words beside it and a point at an end that has no room.
    fn hop(&self, drawing: &Drawing, placed: &PlacedHop) -> Vec<Stmt> {
        let Some(hop) = drawing.scene.hop(placed.element) else { return Vec::new() };
        let (Some(first), Some(last)) = (placed.points.first(), placed.points.last()) else { return Vec::new() };
        let mut found = Vec::new();
        let mut end = |free: bool, room: Option<usize>, letter: char, place: &(f64, f64)| {
            let there = |element: &usize| self.page.rooms.iter().any(|room| room.element == *element);
            if let Some(element) = room.filter(|element| !free && there(element)) {
                return format!("n{element}");
            }
            let name = format!("{letter}{}", placed.element);
            let pos = format!("{}!", self.point(*place));
            found.push(node(&name, Attributes::new().word("shape", "point").text("width", "0.05").text("pos", &pos)));
            name
        };
        let from = end(placed.dot.is_some(), placed.element.checked_sub(1), 's', first);
        let to = end(placed.ring.is_some(), Some(placed.element + 1), 'e', last);
        let words = Rect { y: placed.label.y, ..placed.label };
        let middle = (words.middle(), words.y + words.h / 2.0);
        let mut shape = arrow(&hop.act, hop.line)
            .text("pos", &self.spline(&placed.points))
            .text("lp", &self.point(middle))
            .lines("label", &numbered(&hop.act.id, &placed.block));
        if hop.act.changed {
            shape = shape.text("fontcolor", CHANGED);
        }
        found.push(edge(&from, &to, shape));
        found
    }

    /// Converts straight lines to a spline, the only form that Graphviz has.
    fn spline(&self, points: &[(f64, f64)]) -> String {
        let mut points = points.to_vec();
        let tip = points.last().copied().unwrap_or_default();
        let before = points.iter().rev().nth(1).copied().unwrap_or(tip);
        if let Some(last) = points.last_mut() {
            let back = HEAD / self.scale;
            *last = (tip.0 - back * (tip.0 - before.0).signum(), tip.1);
        }
        let mut out = format!("e,{} {}", self.point(tip), self.point(points[0]));
        for pair in points.windows(2) {
            let between =
                |share: f64| (pair[0].0 + (pair[1].0 - pair[0].0) * share, pair[0].1 + (pair[1].1 - pair[0].1) * share);
            for place in [between(1.0 / 3.0), between(2.0 / 3.0), pair[1]] {
                out.push(' ');
                out.push_str(&self.point(place));
            }
        }
        out
    }
}

/// Returns the lines of a block, from top to bottom.
fn lines(block: &Block) -> Vec<String> {
    let mut found: Vec<(f64, String)> = Vec::new();
    for run in &block.runs {
        match found.last_mut() {
            Some((y, line)) if (*y - run.y).abs() < 0.1 => {
                line.push(' ');
                line.push_str(&run.text);
            }
            _ => found.push((run.y, run.text.clone())),
        }
    }
    found.into_iter().map(|(_, line)| line).collect()
}

/// Returns the lines of a step, with its number in front of the first.
fn numbered(id: &str, block: &Block) -> Vec<String> {
    let mut lines = lines(block);
    if let Some(first) = lines.first_mut() {
        *first = format!("({id}) {first}");
    }
    lines
}

fn number(value: f64) -> String {
    format!("{value:.2}")
}
