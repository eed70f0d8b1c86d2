//! Mermaid: a flowchart that a code host draws by itself, with a table of the steps below, since it has no place for
//! what the picture says beside its arrows.

use std::fmt::Write as _;

use super::breaking::wrap;
use super::scene::{Act, Element, Room, Scene};
use crate::words::say;

/// Widest label, in em.
const WIDEST: f64 = 18.0;

/// A scene as a Markdown text with a flowchart and a table.
pub fn mermaid(scene: &Scene) -> String {
    let mut out = String::new();
    // Writing to a String cannot fail.
    let _ = writeln!(out, "# {}\n", markdown(&scene.title));
    for note in &scene.notes {
        let _ = writeln!(out, "{}\n", markdown(note));
    }
    chart(scene, &mut out);
    table(scene, &mut out);
    out
}

fn chart(scene: &Scene, out: &mut String) {
    let _ = writeln!(out, "```mermaid\n%%{{init: {{\"theme\": \"neutral\"}}}}%%\nflowchart TB");
    let _ = writeln!(out, "  accTitle: {}", plain(&scene.title));
    for (lane, it) in scene.lanes.iter().enumerate() {
        let title = if it.name.is_empty() { it.role.clone() } else { format!("{} {}", it.role, it.name) };
        let _ = writeln!(out, "  subgraph lane{lane}[{}]", quoted(&title));
        for (at, room) in rooms(scene).filter(|(_, room)| room.lane == lane) {
            let _ = writeln!(out, "    n{at}[{}]", label(&room_lines(room)));
        }
        // Where a hop begins or ends without a room, and a lane that would else be empty.
        let _ = writeln!(out, "    x{lane}((\" \"))");
        let _ = writeln!(out, "  end");
    }
    let mut before: Option<(usize, usize)> = None;
    let mut links = Links::default();
    for (at, element) in scene.elements.iter().enumerate() {
        match element {
            Element::Room(room) => {
                if let Some((last, _)) = before.filter(|(_, lane)| *lane == room.lane) {
                    let _ = writeln!(out, "  n{last} --> n{at}");
                    links.count += 1;
                }
                before = Some((at, room.lane));
            }
            Element::Hop(hop) => {
                let from = match before {
                    Some((last, lane)) if lane == hop.from => format!("n{last}"),
                    _ => format!("x{}", hop.from),
                };
                let to = match scene.room(at + 1) {
                    Some(room) if room.lane == hop.to => format!("n{}", at + 1),
                    _ => format!("x{}", hop.to),
                };
                let arrow = match (hop.act.optional, hop.line) {
                    (true, _) => "-.->",
                    (false, true) => "==>",
                    (false, false) => "-->",
                };
                let _ = writeln!(out, "  {from} {arrow}|{}| {to}", label(&act_lines(&hop.act)));
                links.note(&hop.act);
                before = None;
            }
        }
    }
    let changed = rooms(scene).filter(|(_, room)| room.acts.iter().any(|act| act.changed));
    let changed: Vec<String> = changed.map(|(at, _)| format!("n{at}")).collect();
    if !changed.is_empty() {
        let _ = writeln!(out, "  classDef changed stroke:#c00000,stroke-width:4px");
        let _ = writeln!(out, "  class {} changed", changed.join(","));
    }
    for link in links.changed {
        let _ = writeln!(out, "  linkStyle {link} stroke:#c00000,stroke-width:4px");
    }
    let _ = writeln!(out, "```\n");
}

/// Arrows are named by their position when they are to look otherwise.
#[derive(Default)]
struct Links {
    count: usize,
    changed: Vec<usize>,
}

impl Links {
    fn note(&mut self, act: &Act) {
        if act.changed {
            self.changed.push(self.count);
        }
        self.count += 1;
    }
}

fn rooms(scene: &Scene) -> impl Iterator<Item = (usize, &Room)> {
    scene.elements.iter().enumerate().filter_map(|(at, element)| match element {
        Element::Room(room) => Some((at, room)),
        Element::Hop(_) => None,
    })
}

fn room_lines(room: &Room) -> Vec<String> {
    let store = room.store.iter().map(|store| store.name.clone());
    let acts = room.acts.iter().map(|act| format!("({}) {}", act.id, act.text));
    store.chain(acts).collect()
}

fn act_lines(act: &Act) -> Vec<String> {
    let said = act.details.iter().map(|detail| detail.text.clone());
    std::iter::once(format!("({}) {}", act.id, act.text)).chain(said).collect()
}

/// Lines as one label, broken by us: left to itself, Mermaid breaks inside words of Japanese.
fn label(lines: &[String]) -> String {
    let broken: Vec<String> = lines.iter().flat_map(|line| wrap(line, WIDEST, 6)).map(|line| escaped(&line)).collect();
    format!("\"{}\"", broken.join("<br/>"))
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", escaped(text))
}

/// Text inside quotes. Whatever could end the quotes, begin an entity, markup or emphasis is written as an entity.
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

/// Text on a line of its own, which knows no quotes.
fn plain(text: &str) -> String {
    text.chars()
        .map(|c| if matches!(c, ';' | '#' | '"' | '{' | '}' | '%') || c.is_control() { ' ' } else { c })
        .collect()
}

/// One row for each step, and one for each last place.
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
            Element::Hop(hop) => (std::slice::from_ref(&hop.act), format!("{} → {}", name(hop.from), name(hop.to))),
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
    let cells = cells.map(markdown);
    let _ = writeln!(out, "| {} |", cells.join(" | "));
}

/// Text in Markdown: nothing in it becomes a link, an image, a mention or a cell.
fn markdown(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '<' | '>' | '(' | ')' | '#' | '+' | '!' | '|' | '~'
            | '&' => {
                out.push('\\');
                out.push(c);
            }
            // A mention or an address begins a word; a space without width keeps it from being one.
            '@' => out.push_str("@\u{2060}"),
            ':' => out.push_str(":\u{2060}"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_label_ends_it_or_becomes_markup() {
        assert_eq!(escaped("a\"b#c<d>|&`x`"), "a#34;b#35;c#60;d#62;#124;#38;#96;x#96;");
        assert_eq!(label(&["CD-R(暗号)".to_owned()]), "\"CD-R(暗号)\"");
    }

    #[test]
    fn nothing_in_a_cell_becomes_a_link_or_a_cell() {
        assert_eq!(markdown("[x](y)|@z"), "\\[x\\]\\(y\\)\\|@\u{2060}z");
    }
}
