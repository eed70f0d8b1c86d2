//! A party: by its name with what it is certified for, or how it is to be chosen.

use super::cell::WrittenCell;
use super::source::{Source, StatedValue};
use super::thing::{Thing, text_at, texts, word};
use crate::policy::SentenceName;
use crate::source::{Kind, Node};
use crate::vocabulary::enumerations::{CertificationStatus, Enumerated, SelectionMethod};

/// Writes the party at a key of a part.
pub(super) fn party<'s>(source: Source<'s>, value: StatedValue<'s>) -> WrittenCell {
    let mut cell = WrittenCell::about(value);
    let Some(actor) = value.node.text().and_then(|id| source.thing("actor", id)) else {
        cell.line(value.node.text().unwrap_or_default());
        return cell;
    };
    cell.shows(actor, "");
    let name = actor.node.get("name");
    let told = name.and_then(|name| source.elsewhere(name)).or(actor.text("name").map(str::to_owned));
    let line = match told {
        Some(name) => {
            let held = certified(source, actor);
            source.say(SentenceName::Party, &[("name", Some(&name)), ("certifications", held.as_deref())])
        }
        None => chosen(source, actor),
    };
    let line = line.unwrap_or_default();
    cell.line(&line);
    cell.mark(actor.node, &line);
    cell
}

/// Returns the certifications that a party has, and those that it is to get.
fn certified(source: Source<'_>, actor: Thing<'_>) -> Option<String> {
    let of = |status: CertificationStatus, sentence: SentenceName| {
        let all = certifications(source, actor, |own| own == Some(status.word()));
        let names = source.joined(SentenceName::Last, &all);
        (!all.is_empty()).then(|| source.say(sentence, &[("name", Some(&names))])).flatten()
    };
    let all: Vec<String> = [
        of(CertificationStatus::Held, SentenceName::Certified),
        of(CertificationStatus::ToAcquire, SentenceName::ToCertify),
        of(CertificationStatus::Required, SentenceName::CertificationAsked),
    ]
    .into_iter()
    .flatten()
    .collect();
    (!all.is_empty()).then(|| all.join("、"))
}

/// Returns how a party without a name is chosen, and what it has to have.
fn chosen(source: Source<'_>, actor: Thing<'_>) -> Option<String> {
    let selection = actor.node.get("selection");
    let method = selection.and_then(|it| it.get("method"));
    let each: Vec<Node<'_>> = match method.map(|method| method.kind()) {
        Some(Kind::Seq) => method.into_iter().flat_map(|list| list.items()).collect(),
        _ => method.into_iter().collect(),
    };
    let methods: Vec<String> = each.iter().map(|method| source.named(*method, SelectionMethod::TABLE)).collect();
    let methods = (!methods.is_empty()).then(|| source.joined(SentenceName::Either, &methods));
    let known = |id: &str| source.form.name(id).map(str::to_owned);
    let (mut certificates, mut others) =
        (certifications(source, actor, |own| own == Some(CertificationStatus::Required.word())), Vec::new());
    for text in texts(selection.and_then(|it| it.get("requires"))) {
        match known(text) {
            Some(name) if !certificates.contains(&name) => certificates.push(name),
            Some(_) => {}
            None => others.push(text.to_owned()),
        }
    }
    let names = source.joined(SentenceName::Last, &certificates);
    let certified =
        source.say(SentenceName::Certifiable, &[("name", Some(&names))]).filter(|_| !certificates.is_empty());
    let requires: Vec<String> = others.into_iter().chain(certified).collect();
    let requires = (!requires.is_empty()).then(|| requires.join("、"));
    source.say(SentenceName::Selection, &[("methods", methods.as_deref()), ("requires", requires.as_deref())])
}

/// Returns the certifications of a party whose status is one that is asked for, by their names.
fn certifications(source: Source<'_>, actor: Thing<'_>, asked: impl Fn(Option<&'static str>) -> bool) -> Vec<String> {
    let all = actor.node.get("certifications").into_iter().flat_map(|list| list.items());
    let fits = all.filter(|one| asked(word(one.get("status"), CertificationStatus::TABLE)));
    fits.filter_map(|one| text_at(one, "name")).map(|name| source.form.name(name).unwrap_or(name).to_owned()).collect()
}
