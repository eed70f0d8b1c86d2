//! Where somebody with the paper in hand looks for what a finding is about: the drawing and its number, the annex and its
//! field, the party, the set of items, the place.

use crate::filing::{ActorId, Field, Filing, Flow, Part};
use crate::finding::{Finding, PartList, Region};
use crate::session::Ready;
use crate::vocabulary::facts::SubjectKind;
use crate::words::{Voice, clean};

/// Returns the place in the paper; `None` for what only the file has, and where the paper cannot be told from it.
pub(crate) fn place_on_paper(voice: Voice, ready: &Ready, finding: &Finding) -> Option<String> {
    let filing = &ready.filing;
    match finding.about.region {
        Region::Whole | Region::Cover => Some(voice.text("draft.section.cover")),
        Region::Actors | Region::Data | Region::Stores => listed(voice, filing, finding),
        Region::Flow(flow) => Some(drawing(voice, filing.flows.get(flow)?)),
        Region::Step(flow, step) => {
            let flow = filing.flows.get(flow)?;
            let step = flow.steps.get(step)?;
            let title = step.title.value().map(|title| clean(title)).unwrap_or_default();
            let key = if title.is_empty() { "on-paper.step" } else { "on-paper.titled-step" };
            Some(voice.say(key, &[("drawing", &drawing(voice, flow)), ("step", &clean(&step.id)), ("title", &title)]))
        }
        Region::Part(list, at) => {
            let part = part(filing, list, at)?;
            let args = [("kind", voice.name(part.kind)), ("title", voice.called(filing, part))];
            let annex = voice.say("on-paper.part", &args.each_ref().map(|(name, it)| (*name, it.as_str())));
            Some(match finding.part_field() {
                Some(field) => {
                    let field = voice.text(&format!("draft.field.{}", field.word()));
                    voice.say("on-paper.field", &[("annex", &annex), ("field", &field)])
                }
                None => annex,
            })
        }
    }
}

/// The part at a position of its list in the file. Entries that could not be read are in no list of the model.
fn part(filing: &Filing, list: PartList, at: usize) -> Option<&Part> {
    let pointer = format!("/{}/{at}", list.key());
    filing.parts.iter().find(|part| part.place.pointer == pointer)
}

/// A party, a set of items or a store, by its name.
fn listed(voice: Voice, filing: &Filing, finding: &Finding) -> Option<String> {
    let subject = finding.about.subject?;
    let (key, name) = match subject.kind {
        SubjectKind::Actor if subject.at < filing.actors.len() => {
            ("draft.section.actors", voice.actor(filing, ActorId::new(subject.at)))
        }
        SubjectKind::Data => ("draft.section.data", clean(filing.data.get(subject.at)?.label())),
        SubjectKind::Store => ("draft.section.stores", clean(filing.stores.get(subject.at)?.label())),
        _ => return None,
    };
    Some(voice.say("on-paper.listed", &[("list", &voice.text(key)), ("name", &name)]))
}

/// What the paper calls the drawing of a flow.
fn drawing(voice: Voice, flow: &Flow) -> String {
    match (&flow.source, flow.title.value()) {
        (Field::Stated { value, .. }, _) if value != Flow::PROSE => clean(value),
        (Field::Elsewhere(annexes, _), _) => voice.join(&annexes.iter().map(|one| clean(one)).collect::<Vec<_>>()),
        (_, Some(title)) => clean(title),
        _ => voice.text("html.pictures"),
    }
}
