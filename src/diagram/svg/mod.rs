//! SVG: the picture itself. Needs no font file and nothing else of the machine.

mod markup;
mod parts;

use super::layout::{Drawing, DrawnPage};
use crate::words::{Lang, say};
use markup::{AttributeValue, Markup};

/// Colours and strokes. Renderers that do not support media queries skip the dark scheme.
const STYLE: &str = include_str!("style.css");
/// Units per millimetre.
const MILLIMETRE: f64 = 10.0;

/// Writes one page as a document of its own.
pub fn page(drawing: &Drawing, at: usize) -> String {
    let pages: Vec<&DrawnPage> = drawing.pages.get(at).into_iter().collect();
    document(drawing.unit, drawing.scene.lang, &[(drawing, pages)], "")
}

/// Writes every page of a drawing for use inside a page of HTML; `name` must be unique there, as ids begin with it.
pub fn embedded(drawing: &Drawing, name: &str) -> String {
    document(drawing.unit, drawing.scene.lang, &[(drawing, drawing.pages.iter().collect())], &format!("{name}-"))
}

/// Writes every page of several drawings, one below the other.
pub fn stacked(drawings: &[Drawing]) -> String {
    let all: Vec<(&Drawing, Vec<&DrawnPage>)> =
        drawings.iter().map(|drawing| (drawing, drawing.pages.iter().collect())).collect();
    let first = drawings.first();
    let (unit, lang) = first.map_or((1.0, Lang::Ja), |drawing| (drawing.unit, drawing.scene.lang));
    document(unit, lang, &all, "")
}

/// Writes pages as one document; ids begin with `prefix`.
fn document(unit: f64, lang: Lang, all: &[(&Drawing, Vec<&DrawnPage>)], prefix: &str) -> String {
    let size = |drawing: &Drawing, page: &DrawnPage| (page.paper.w * drawing.unit, page.paper.h * drawing.unit);
    let sizes = all.iter().flat_map(|(drawing, pages)| pages.iter().map(|page| size(drawing, page)));
    let (width, height) = sizes.fold((0.0_f64, 0.0), |(w, h), (width, height)| (w.max(width), h + height));
    let mut out = Markup::new(unit);
    let millimetres = |units: f64| format!("{:.1}mm", units / MILLIMETRE);
    let (title, desc) = (format!("{prefix}title"), format!("{prefix}desc"));
    let root = [
        ("xmlns", AttributeValue::Text("http://www.w3.org/2000/svg")),
        ("width", AttributeValue::Text(&millimetres(width))),
        ("height", AttributeValue::Text(&millimetres(height))),
        ("viewBox", AttributeValue::Text(&format!("0 0 {width:.1} {height:.1}"))),
        ("lang", AttributeValue::Text(lang.word())),
        ("role", AttributeValue::Text("img")),
        ("aria-labelledby", AttributeValue::Text(&format!("{title} {desc}"))),
    ];
    out.open("svg", &root);
    let titles: Vec<&str> = all.iter().map(|(drawing, _)| drawing.scene.title.as_str()).collect();
    out.text("title", &[("id", AttributeValue::Text(&title))], &titles.join(" / "));
    let sentences: Vec<String> = all.iter().map(|(drawing, _)| description(drawing)).collect();
    out.text("desc", &[("id", AttributeValue::Text(&desc))], &sentences.join(" "));
    out.style(STYLE);
    let mut y = 0.0;
    for (drawing, pages) in all {
        for page in pages {
            let place = format!("translate(0 {y:.1})");
            let mut group =
                vec![("class", AttributeValue::Text("page")), ("data-flow", AttributeValue::Text(&drawing.scene.flow))];
            if y > 0.0 {
                group.push(("transform", AttributeValue::Text(&place)));
            }
            out.open("g", &group);
            out.set_unit(drawing.unit);
            parts::page(&mut out, drawing, page);
            out.close();
            y += page.paper.h * drawing.unit;
        }
    }
    out.finish()
}

/// Returns the flow in sentences, for readers who do not see the picture.
pub(super) fn description(drawing: &Drawing) -> String {
    let scene = &drawing.scene;
    let mut sentences: Vec<String> = scene.notes.clone();
    sentences.extend(scene.acts().map(|act| act.sentence.clone()));
    for terminal in &scene.terminals {
        let said: Vec<&str> = terminal.details.iter().map(|detail| detail.text.as_str()).collect();
        let lane = &scene.lanes[terminal.lane];
        let args = [
            ("actor", if lane.name.is_empty() { lane.role.as_str() } else { lane.name.as_str() }),
            ("place", terminal.place.as_str()),
            ("details", &said.join(&say(scene.lang, "diagram.and", &[]))),
        ];
        sentences.push(say(scene.lang, "diagram.sentence-terminal", &args));
    }
    sentences.join(" ")
}
