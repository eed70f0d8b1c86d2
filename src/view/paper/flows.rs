//! Sheets with the drawings of the flows.

use super::cover::annexes_of;
use super::lists::lines;
use super::sheet::{PaperSheet, SheetBlock, SheetPicture};
use super::source::Source;
use super::thing::text_at;
use crate::diagram::{self, Drawing, LayoutError};
use crate::policy::{LinePlace, PageKind, SentenceName};
use crate::session::{Judged, Ready};
use crate::words::{Lang, clean};

/// Draws each flow, one sheet for each page of its drawing; also the titles of flows that cannot be drawn.
pub(super) fn drawings(source: Source<'_>, judged: &Judged, ready: &Ready) -> (Vec<PaperSheet>, Vec<String>) {
    let (mut sheets, mut undrawn) = (Vec::new(), Vec::new());
    let nodes: Vec<_> = source.root.get("flows").into_iter().flat_map(|list| list.items()).collect();
    for (at, flow) in ready.filing.flows.iter().enumerate() {
        let annexes = nodes.get(at).map(|node| annexes_of(source, *node).join("、")).filter(|text| !text.is_empty());
        let title = nodes.get(at).and_then(|node| text_at(*node, "title"));
        let values = [("document", annexes.as_deref()), ("title", title)];
        let title = source.say(SentenceName::Drawing, &values).unwrap_or_else(|| flow.id.clone());
        let Ok(drawing) = draw(judged, ready, at) else {
            undrawn.push(clean(&title));
            continue;
        };
        for page in 0..drawing.pages.len() {
            let picture = SheetBlock::Picture(Box::new(SheetPicture { drawing: drawing.clone(), page }));
            let blocks = vec![lines(LinePlace::Left, &title), picture];
            sheets.push(PaperSheet { kind: PageKind::Flow, of: format!("{}/{page}", flow.id), blocks });
        }
    }
    (sheets, undrawn)
}

fn draw(judged: &Judged, ready: &Ready, at: usize) -> Result<Drawing, LayoutError> {
    let scene = diagram::scene(&ready.filing, &ready.custody, &ready.policy, &judged.findings, at, Lang::Ja);
    diagram::layout(&scene, diagram::LayoutOptions::default())
}
