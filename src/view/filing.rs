//! A filing as a reader sees it: overview, answers, pictures, findings, custody, checklists, clauses, and records to come.

use std::collections::HashMap;

use super::{answers, checklist, clauses, custody, findings, overview, owed};
use crate::diagram::{self, Drawing, LayoutError};
use crate::session::{Judged, Ready};
use crate::words::{Lang, Voice, clean};

/// Everything that is shown of one filing.
pub(crate) struct FilingView {
    pub(crate) title: String,
    pub(crate) overview: overview::Overview,
    /// `None` where no model could be made.
    pub(crate) answers: Option<answers::CouncilAnswers>,
    pub(crate) pictures: Vec<Picture>,
    pub(crate) causes: Vec<findings::FindingCause>,
    pub(crate) verdicts: Vec<findings::Choice>,
    pub(crate) copies: Vec<custody::CustodyRow>,
    pub(crate) checklists: Vec<checklist::ChecklistTable>,
    pub(crate) clauses: Vec<clauses::ClauseTable>,
    pub(crate) records: owed::OwedTable,
}

/// The picture of a flow, or the reason why there is none.
pub(crate) struct Picture {
    pub(crate) flow: String,
    pub(crate) title: String,
    /// What the grey band in it shows; `None` if it has none.
    pub(crate) band: Option<String>,
    pub(crate) drawing: Result<Drawing, String>,
}

/// Makes the view of a filing. `ready` is the model of `judged`; `None` if none could be made.
pub(crate) fn filing(judged: &Judged, ready: Option<&Ready>, lang: Lang) -> FilingView {
    let voice = Voice(lang);
    let mut causes = findings::causes(voice, judged, ready);
    let copies = ready.map(|ready| custody::rows(voice, judged, ready)).unwrap_or_default();
    let checklists = ready.map(|ready| checklist::tables(voice, judged, ready)).unwrap_or_default();
    link(&mut causes, &copies, &checklists);
    FilingView {
        title: voice.title(judged),
        overview: overview::overview(voice, judged, ready),
        answers: ready.map(|ready| answers::answers(voice, ready)),
        pictures: ready.map(|ready| pictures(voice, judged, ready)).unwrap_or_default(),
        causes,
        verdicts: findings::verdicts(voice, judged),
        copies,
        checklists,
        clauses: ready.map(|ready| clauses::tables(voice, ready)).unwrap_or_default(),
        records: ready.map(|ready| owed::table(voice, ready)).unwrap_or_default(),
    }
}

/// Names on each card the rows of copies and of checklists that name it.
fn link(
    causes: &mut [findings::FindingCause],
    copies: &[custody::CustodyRow],
    checklists: &[checklist::ChecklistTable],
) {
    let mut cards: HashMap<usize, &mut findings::Card> = HashMap::new();
    for card in causes.iter_mut().flat_map(|cause| &mut cause.cards) {
        cards.insert(card.number, card);
    }
    for (row, copy) in (1..).zip(copies) {
        for number in &copy.findings {
            if let Some(card) = cards.get_mut(number) {
                card.copies.push(row);
            }
        }
    }
    for row in checklists.iter().flat_map(|table| &table.rows) {
        for number in &row.findings {
            if let Some(card) = cards.get_mut(number) {
                card.rows.push((row.anchor.clone(), row.number.clone()));
            }
        }
    }
}

fn pictures(voice: Voice, judged: &Judged, ready: &Ready) -> Vec<Picture> {
    let filing = &ready.filing;
    let draw = |(at, flow): (usize, &crate::filing::Flow)| {
        let mut scene = diagram::scene(filing, &ready.custody, &ready.policy, &judged.findings, at, voice.0);
        diagram::remark(&mut scene, filing, &ready.custody, &judged.findings);
        diagram::number_by_finding(&mut scene);
        // The page says of every part who promises what.
        scene.safeguards.clear();
        let band = scene.path.as_ref().map(|(number, steps)| {
            let args = [("number", &*number.to_string()), ("steps", &voice.join(steps))];
            voice.say("diagram.way-key", &args)
        });
        let options = diagram::LayoutOptions { paper: diagram::Paper::Column, auto_lanes: false };
        Picture {
            flow: clean(&flow.id),
            title: scene.title.clone(),
            band,
            drawing: diagram::layout(&scene, options).map_err(|error| refused(voice, error)),
        }
    };
    filing.flows.iter().enumerate().map(draw).collect()
}

fn refused(voice: Voice, error: LayoutError) -> String {
    let key = match error {
        LayoutError::TooManyLanes(_) => "html.too-many-lanes",
        LayoutError::TooManySteps(_) => "html.too-many-steps",
        LayoutError::TooNarrow => "html.too-narrow",
    };
    voice.text(key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Lang;

    #[test]
    fn why_a_flow_is_not_drawn_is_said_in_words_of_its_own() {
        let errors = || [LayoutError::TooManyLanes(99), LayoutError::TooManySteps(9999), LayoutError::TooNarrow];
        for lang in [Lang::Ja, Lang::En] {
            let said = errors().map(|error| refused(Voice(lang), error));
            assert!(said.iter().all(|text| !text.is_empty() && !text.starts_with("html.")), "{said:?}");
            assert!(said[0] != said[1] && said[1] != said[2] && said[0] != said[2], "{said:?}");
        }
    }
}
