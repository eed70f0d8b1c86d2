//! Draws the parts of a page.

use super::super::icons::Icon;
use super::super::layout::Anchor;
use super::super::layout::{
    Block, Drawing, DrawnPage, Ink, LaneFrame, PlacedHop, PlacedMark, PlacedRoom, Rect, Sample, Sign, TRIANGLE,
    TextRun, Token,
};
use super::markup::{AttributeValue, Markup, Stroke};
use crate::words::say;

use AttributeValue::{Length, Number, Path, Text};
use Stroke::{Close, Move, To};

/// Draws a page: paper, lanes, rooms, hops and what is below them.
pub(super) fn page(out: &mut Markup, drawing: &Drawing, page: &DrawnPage) {
    rect(out, "paper", page.paper);
    for run in &page.texts {
        text(out, run);
    }
    for frame in &page.lanes {
        lane(out, drawing, frame);
    }
    for spine in &page.spines {
        let line = [Move(spine.x, spine.from), To(spine.x, spine.to)];
        out.element("path", &[("class", Text("spine")), ("d", Path(&line))]);
        if spine.on {
            let tip =
                [Move(spine.x - 0.4, spine.to - 0.7), To(spine.x + 0.4, spine.to - 0.7), To(spine.x, spine.to), Close];
            out.element("path", &[("class", Text("tip")), ("d", Path(&tip))]);
        }
    }
    ways(out, drawing, page);
    for placed in &page.hops {
        hop(out, drawing, placed);
    }
    for placed in &page.rooms {
        room(out, drawing, placed);
    }
    if let Some((bar, run)) = &page.bar {
        rect(out, "bar", *bar);
        text(out, run);
    }
    for placed in &page.terminals {
        let scene = &drawing.scene.terminals[placed.terminal];
        out.open("g", &[("class", Text("terminal")), ("data-holding", Text(&scene.id))]);
        rect(out, "end", placed.rect);
        block(out, &placed.block);
        out.close();
    }
    for panel in &page.panels {
        out.open("g", &[("class", Text("safeguards"))]);
        rect(out, "panel", panel.rect);
        block(out, &panel.block);
        out.close();
    }
    for mark in &page.marks {
        self::mark(out, mark);
    }
    if !page.legend.is_empty() {
        out.open("g", &[("class", Text("legend"))]);
        for sample in &page.legend {
            legend(out, drawing, sample);
        }
        out.close();
    }
}

fn lane(out: &mut Markup, drawing: &Drawing, frame: &LaneFrame) {
    let lane = &drawing.scene.lanes[frame.lane];
    out.open("g", &[("class", Text("party")), ("data-actor", Text(&lane.id))]);
    rect(out, "lane", frame.rect);
    rect(out, "head", frame.head);
    block(out, &frame.block);
    if let Some(tag) = frame.tag {
        rect(out, "frame", frame.head);
        self::tag(out, drawing, tag);
    }
    out.close();
}

/// Draws the grey band along the path of a copy, under the hops and around the numbers of its steps.
fn ways(out: &mut Markup, drawing: &Drawing, page: &DrawnPage) {
    let Some((_, steps)) = &drawing.scene.path else { return };
    for hop in &page.hops {
        if drawing.scene.hop(hop.element).is_some_and(|hop| steps.contains(&hop.act.id)) {
            line(out, "way", &hop.points);
        }
    }
    for room in &page.rooms {
        for placed in &room.acts {
            if drawing.scene.act(room.element, placed.act).is_some_and(|act| steps.contains(&act.id)) {
                line(out, "way", &[(room.rect.x, placed.row.y), (room.rect.x, placed.row.bottom())]);
            }
        }
    }
}

fn hop(out: &mut Markup, drawing: &Drawing, placed: &PlacedHop) {
    let scene = &drawing.scene;
    let Some(hop) = scene.hop(placed.element) else { return };
    let attributes = [
        ("class", Text("hop")),
        ("data-step", Text(&hop.act.id)),
        ("data-from", Text(&scene.lanes[hop.from].id)),
        ("data-to", Text(&scene.lanes[hop.to].id)),
    ];
    out.open("g", &attributes);
    out.text("title", &[], &hop.act.sentence);
    // The line ends inside the tip of its arrow.
    let mut shaft = placed.points.clone();
    let (tip, last) = (placed.points[placed.points.len() - 1], placed.points.len() - 1);
    let way = if tip.0 > placed.points[last - 1].0 { 1.0 } else { -1.0 };
    shaft[last].0 -= way * 0.8;
    if hop.line {
        line(out, if hop.act.optional { "line optional" } else { "line" }, &shaft);
        line(out, "core", &shaft);
    } else {
        line(out, if hop.act.optional { "carried optional" } else { "carried" }, &shaft);
    }
    let head = [Move(tip.0, tip.1), To(tip.0 - way, tip.1 - 0.42), To(tip.0 - way, tip.1 + 0.42), Close];
    out.element("path", &[("class", Text("tip")), ("d", Path(&head))]);
    if let Some(dot) = placed.dot {
        circle(out, "tip", Rect { x: dot.x + 0.08, y: dot.y + 0.08, w: dot.w - 0.16, h: dot.h - 0.16 });
    }
    if let Some(ring) = placed.ring {
        circle(out, "ring", ring);
    }
    rect(out, "words", placed.label);
    if let Some(tag) = placed.tag {
        rect(out, "frame", placed.label);
        self::tag(out, drawing, tag);
    }
    badge(out, placed.badge, &hop.act.id);
    block(out, &placed.block);
    out.close();
}

fn room(out: &mut Markup, drawing: &Drawing, placed: &PlacedRoom) {
    let Some(room) = drawing.scene.room(placed.element) else { return };
    if let Some((from, to)) = placed.link {
        let x = placed.rect.middle();
        line(out, "carried", &[(x, from), (x, to - 0.5)]);
        let tip = [Move(x, to), To(x - 0.38, to - 0.75), To(x + 0.38, to - 0.75), Close];
        out.element("path", &[("class", Text("tip")), ("d", Path(&tip))]);
    }
    let store = room.store.as_ref().map_or("", |store| store.id.as_str());
    out.open("g", &[("class", Text("store")), ("data-store", Text(store))]);
    rect(out, "room", placed.rect);
    if let Some(bar) = placed.bar {
        rect(out, "bar", bar);
        block(out, &placed.name);
    }
    for row in &placed.acts {
        let Some(act) = room.acts.get(row.act) else { continue };
        out.open("g", &[("class", Text("step")), ("data-step", Text(&act.id))]);
        out.text("title", &[], &act.sentence);
        badge(out, row.badge, &act.id);
        block(out, &row.block);
        if let Some(tag) = row.tag {
            rect(out, "frame", row.row);
            self::tag(out, drawing, tag);
        }
        out.close();
    }
    if let Some(tag) = placed.tag {
        if let Some(bar) = placed.bar {
            rect(out, "frame", bar);
        }
        self::tag(out, drawing, tag);
    }
    out.close();
}

fn legend(out: &mut Markup, drawing: &Drawing, sample: &Sample) {
    let at = sample.rect;
    let y = at.y + at.h / 2.0;
    let stroke = [(at.x, y), (at.x + at.w - 0.4, y)];
    match sample.token {
        Token::Heading => {}
        Token::Line => {
            line(out, "line", &stroke);
            line(out, "core", &stroke);
        }
        Token::Carried => line(out, "carried", &stroke),
        Token::Optional => line(out, "carried optional", &stroke),
        Token::Spine => line(out, "spine", &stroke),
        Token::Dot => circle(out, "tip", Rect { x: at.x + 0.2, y: y - 0.32, w: 0.64, h: 0.64 }),
        Token::Ring => circle(out, "ring", Rect { x: at.x, y: y - 0.48, w: 0.96, h: 0.96 }),
        Token::Sign(icon) => sign(out, &Sign { icon, x: at.x, y }),
        Token::Change => tag(out, drawing, Rect { x: at.x, y: y - 0.55, w: 2.3, h: 1.1 }),
    }
    text(out, &sample.run);
}

fn mark(out: &mut Markup, mark: &PlacedMark) {
    let number = mark.number.to_string();
    out.open("g", &[("class", Text("finding")), ("data-mark", Text(&number))]);
    out.element(
        "rect",
        &[
            ("class", Text("mark")),
            ("rx", Number(8.0)),
            ("x", Length(mark.rect.x)),
            ("y", Length(mark.rect.y)),
            ("width", Length(mark.rect.w)),
            ("height", Length(mark.rect.h)),
        ],
    );
    let y = mark.rect.y + mark.rect.h / 2.0;
    triangle(out, mark.rect.x + 0.08, y);
    let run = TextRun { x: mark.rect.x + TRIANGLE, y, size: 1.0, text: number, ink: Ink::Plain, anchor: Anchor::Start };
    text(out, &run);
    out.close();
}

fn triangle(out: &mut Markup, x: f64, y: f64) {
    let shape = [Move(x, y + 0.38), To(x + 0.42, y - 0.38), To(x + 0.84, y + 0.38), Close];
    out.element("path", &[("class", Text("mark-sign")), ("d", Path(&shape))]);
}

fn badge(out: &mut Markup, at: Rect, number: &str) {
    let digits = number.chars().count();
    circle(out, "badge", at);
    // Long ids of steps run over the disc instead of shrinking further.
    let size = match digits {
        0 | 1 => 0.92,
        2 => 0.82,
        3 => 0.62,
        _ => 0.5,
    };
    let (x, y) = (at.middle(), at.y + at.h / 2.0);
    let shown: String = number.chars().take(4).collect();
    text(out, &TextRun { x, y, size, text: shown, ink: Ink::Reversed, anchor: Anchor::Middle });
}

fn tag(out: &mut Markup, drawing: &Drawing, at: Rect) {
    rect(out, "tag", at);
    let text = say(drawing.scene.lang, "diagram.changed", &[]);
    let size = (at.w - 0.2) / super::super::breaking::width(&text).max(2.0);
    let (x, y) = (at.middle(), at.y + at.h / 2.0);
    self::text(out, &TextRun { x, y, size: size.min(0.95), text, ink: Ink::Change, anchor: Anchor::Middle });
}

fn block(out: &mut Markup, block: &Block) {
    for sign in &block.signs {
        self::sign(out, sign);
    }
    for run in &block.runs {
        text(out, run);
    }
}

fn text(out: &mut Markup, run: &TextRun) {
    if run.text.is_empty() {
        return;
    }
    let mut attributes = Vec::new();
    match run.ink {
        Ink::Plain => {}
        Ink::Muted => attributes.push(("class", Text("muted"))),
        Ink::Reversed => attributes.push(("class", Text("reversed"))),
        Ink::Change => attributes.push(("class", Text("change"))),
    }
    attributes.extend([("x", Length(run.x)), ("y", Length(run.y + 0.36 * run.size))]);
    attributes.push(("font-size", Length(run.size)));
    match run.anchor {
        Anchor::Start => {}
        Anchor::Middle => attributes.push(("text-anchor", Text("middle"))),
        Anchor::End => attributes.push(("text-anchor", Text("end"))),
    }
    out.text("text", &attributes, &run.text);
}

fn sign(out: &mut Markup, sign: &Sign) {
    if sign.icon == Icon::None {
        return;
    }
    let place = out.placed(sign.x + 0.05, sign.y - 0.45, 0.09);
    out.element("path", &[("class", Text("sign")), ("transform", Text(&place)), ("d", Text(sign.icon.path()))]);
}

fn line(out: &mut Markup, class: &str, points: &[(f64, f64)]) {
    let strokes: Vec<Stroke> =
        points.iter().enumerate().map(|(at, (x, y))| if at == 0 { Move(*x, *y) } else { To(*x, *y) }).collect();
    out.element("path", &[("class", Text(class)), ("d", Path(&strokes))]);
}

fn rect(out: &mut Markup, class: &str, at: Rect) {
    out.element(
        "rect",
        &[
            ("class", Text(class)),
            ("x", Length(at.x)),
            ("y", Length(at.y)),
            ("width", Length(at.w)),
            ("height", Length(at.h)),
        ],
    );
}

fn circle(out: &mut Markup, class: &str, at: Rect) {
    out.element(
        "circle",
        &[
            ("class", Text(class)),
            ("cx", Length(at.middle())),
            ("cy", Length(at.y + at.h / 2.0)),
            ("r", Length(at.w / 2.0)),
        ],
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sign_of_a_mark_points_upwards() {
        let mut markup = Markup::new(10.0);
        triangle(&mut markup, 1.0, 2.0);
        assert_eq!(markup.finish().trim_end(), r#"<path class="mark-sign" d="M10 23.8L14.2 16.2L18.4 23.8Z"/>"#);
    }
}
