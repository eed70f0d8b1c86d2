//! Mermaid: a flowchart that a code host draws by itself, with a table of the steps below it for the details that find
//! no room beside its arrows.

use std::fmt::Write as _;

use super::links::{ArrowEnd, act_lines, lane_title, links, room_lines, rooms};
use super::scene::{Element, Scene};
use crate::text::{markdown, markdown_line};
use crate::words::say;

/// Writes a scene as Markdown, with a flowchart and a table.
pub fn mermaid(scene: &Scene) -> String {
    let mut out = String::new();
    // Writing to a String cannot fail.
    let _ = writeln!(out, "# {}\n", markdown(&on_one_line(&scene.title)));
    for note in &scene.notes {
        let _ = writeln!(out, "{}\n", markdown_line(&on_one_line(note)));
    }
    chart(scene, &mut out);
    table(scene, &mut out);
    out
}

fn chart(scene: &Scene, out: &mut String) {
    let _ = writeln!(out, "```mermaid\n%%{{init: {{\"theme\": \"neutral\"}}}}%%\nflowchart TB");
    let _ = writeln!(out, "  accTitle: {}", plain(&scene.title));
    let mut changed = Vec::new();
    for (lane, it) in scene.lanes.iter().enumerate() {
        let _ = writeln!(out, "  subgraph lane{lane}[{}]", quoted(&lane_title(it)));
        for (at, room) in rooms(scene, lane) {
            let _ = writeln!(out, "    n{at}[{}]", label(&room_lines(room)));
            if room.acts.iter().any(|act| act.changed) {
                changed.push(at);
            }
        }
        // A node for hops that begin or end without a room; it also keeps the lane from being empty.
        let _ = writeln!(out, "    x{lane}((\" \"))");
        let _ = writeln!(out, "  end");
    }
    let end = |end: ArrowEnd| match end {
        ArrowEnd::Room(at) => format!("n{at}"),
        ArrowEnd::Lane(lane) => format!("x{lane}"),
    };
    // The syntax styles arrows by their position.
    let mut framed = Vec::new();
    for (position, link) in links(scene).iter().enumerate() {
        let (from, to) = (end(link.from), end(link.to));
        let Some(hop) = link.hop else {
            let _ = writeln!(out, "  {from} --> {to}");
            continue;
        };
        let arrow = match (hop.act.optional, hop.line) {
            (true, _) => "-.->",
            (false, true) => "==>",
            (false, false) => "-->",
        };
        let _ = writeln!(out, "  {from} {arrow}|{}| {to}", label(&act_lines(&hop.act)));
        if hop.act.changed {
            framed.push(position);
        }
    }
    if !changed.is_empty() {
        changed.sort_unstable();
        let changed: Vec<String> = changed.iter().map(|at| format!("n{at}")).collect();
        let _ = writeln!(out, "  classDef changed stroke:#c00000,stroke-width:4px");
        let _ = writeln!(out, "  class {} changed", changed.join(","));
    }
    for link in framed {
        let _ = writeln!(out, "  linkStyle {link} stroke:#c00000,stroke-width:4px");
    }
    let _ = writeln!(out, "```\n");
}

/// Joins lines to one quoted label.
fn label(lines: &[String]) -> String {
    let lines: Vec<String> = lines.iter().map(|line| escaped(line)).collect();
    format!("\"{}\"", lines.join("<br/>"))
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", escaped(text))
}

/// Escapes text inside quotes. Whatever could end the quotes, or begin an entity, markup or emphasis, is written as an
/// entity.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '"' | '#' | '<' | '>' | '&' | '`' | '*' | '_' | '~' | '\\' | '%' | '|' | '{' | '}' | ';' => {
                let _ = write!(out, "#{};", u32::from(c));
            }
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// Replaces what has a meaning in text outside quotes with spaces.
fn plain(text: &str) -> String {
    text.chars()
        .map(|c| if matches!(c, ';' | '#' | '"' | '{' | '}' | '%') || c.is_control() { ' ' } else { c })
        .collect()
}

/// Writes a table with a row for each step and one for each terminal.
fn table(scene: &Scene, out: &mut String) {
    let heads = ["number", "who", "what", "how"].map(|key| say(scene.lang, &format!("diagram.column-{key}"), &[]));
    let _ = writeln!(out, "| {} |\n|---|---|---|---|", heads.join(" | "));
    let name = |lane: usize| {
        let lane = &scene.lanes[lane];
        if lane.name.is_empty() { lane.role.clone() } else { lane.name.clone() }
    };
    for element in &scene.elements {
        let (acts, who) = match element {
            Element::Room(room) => (room.acts.as_slice(), name(room.lane)),
            Element::HopArrow(hop) => {
                (std::slice::from_ref(&hop.act), format!("{} → {}", name(hop.from), name(hop.to)))
            }
        };
        for act in acts {
            let said: Vec<&str> = act.details.iter().map(|detail| detail.text.as_str()).collect();
            let changed = if act.changed { say(scene.lang, "diagram.changed-here", &[]) } else { String::new() };
            let what = format!("{}{changed}", act.text);
            row(out, [&act.id, &who, &what, &said.join(&say(scene.lang, "diagram.and", &[]))]);
        }
    }
    for terminal in &scene.terminals {
        let said: Vec<&str> = terminal.details.iter().map(|detail| detail.text.as_str()).collect();
        let how = said.join(&say(scene.lang, "diagram.and", &[]));
        row(out, ["", &name(terminal.lane), &terminal.place, &how]);
    }
}

fn row(out: &mut String, cells: [&str; 4]) {
    let cells = cells.map(|cell| markdown(&on_one_line(cell)));
    let _ = writeln!(out, "| {} |", cells.join(" | "));
}

/// Text whose lines stand behind each other.
fn on_one_line(text: &str) -> String {
    text.lines().map(str::trim).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_label_ends_it_or_becomes_markup() {
        assert_eq!(escaped("a\"b#c<d>|&`x`"), "a#34;b#35;c#60;d#62;#124;#38;#96;x#96;");
        assert_eq!(label(&["CD-R(暗号)".to_owned()]), "\"CD-R(暗号)\"");
    }
}
