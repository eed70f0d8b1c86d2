//! Laws that filings cite: what their provisions govern on which days, and which rules rest on them.

use super::asked::{each_once, records, table};
use super::page::{Page, days};
use crate::policy::{Basis, Enactment, Law, Policy};
use crate::text::{self, Citation, Provision};
use crate::words::{Lang, date, say};

/// Writes every law of a policy on one page; none where it has none.
pub(super) fn page(policy: &Policy, lang: Lang) -> Option<String> {
    let mut page = Page::new(&format!("# {}\n", say(lang, "book.laws", &[])), lang);
    page.said("book.laws-hint");
    for (id, law) in &policy.laws {
        page.line(&format!("\n## {}", entry(policy, id, law, None, lang).trim_end()));
    }
    (!policy.laws.is_empty()).then(|| page.finish())
}

/// Writes what there is to say of a law, by its id or one of its names, or of one of its provisions: 番号法19条. None where the
/// policy has no such law.
pub(super) fn law(policy: &Policy, written: &str, lang: Lang) -> Option<String> {
    let (id, law, place) = find(policy, written)?;
    Some(format!("# {}", entry(policy, id, law, place.as_ref(), lang)))
}

/// Finds a law, and the provision of it that is meant if one is.
pub(super) fn find<'p>(policy: &'p Policy, written: &str) -> Option<(&'p str, &'p Law, Option<Provision>)> {
    let name = text::item_name(written);
    let called = |(id, law): &(&String, &Law)| *id == written || law.names.iter().any(|one| *one == *name);
    if let Some((id, law)) = policy.laws.iter().find(called) {
        return Some((id, law, None));
    }
    // By its id, a space and the place.
    let by_id = written.split_once(' ').and_then(|(id, place)| {
        let (id, law) = policy.laws.get_key_value(id)?;
        Some((id.as_str(), law, Some(Provision::parse(&text::item_name(place))?)))
    });
    by_id.or_else(|| {
        let citation = text::citations(&name, &names(policy)).into_iter().next()?;
        let (id, law) = policy.laws.iter().nth(citation.law)?;
        Some((id, law, Some(citation.provision)))
    })
}

/// Names of laws, each with the position of its law.
pub(super) fn names(policy: &Policy) -> Vec<(&str, usize)> {
    let laws = policy.laws.values().enumerate();
    laws.flat_map(|(at, law)| law.names.iter().map(move |name| (name.as_str(), at))).collect()
}

/// A law, or what of it concerns one place.
fn entry(policy: &Policy, id: &str, law: &Law, place: Option<&Provision>, lang: Lang) -> String {
    let title = text::markdown(law.title.get(lang));
    let title = place.map_or_else(|| title.clone(), |place| format!("{title} {place}"));
    let mut page = Page::new(&format!("{title}\n\n`{id}`\n"), lang);
    page.item("book.law-names", &law.names.join("、"));
    page.item("explain.effective", &days(&law.effective, lang));
    if let Some(day) = law.read_to {
        page.item("book.read-to", &date(day, lang));
    }
    if let Some(successor) = &law.successor {
        page.item("book.successor", successor.get(lang));
    }
    let concerns = |one: &Enactment| place.is_none_or(|place| one.at.holds(place) || place.holds(&one.at));
    let own: Vec<&Enactment> = law.enactments.iter().filter(|one| concerns(one)).collect();
    if own.is_empty() {
        page.line(&format!("\n{}", say(lang, "book.not-read", &[])));
    } else {
        page.line(&format!("\n{}", say(lang, "book.enactments-table", &[])));
    }
    for one in own {
        page.line(&format!("| {} | {} | {} |", one.at, days(&one.days, lang), text::markdown(one.matter.get(lang))));
    }
    let names = names(policy);
    let at = policy.laws.keys().position(|one| one == id);
    let cites = |basis: &Basis| {
        let text = text::item_name(&basis.text.ja).into_owned();
        let fits =
            |one: &Citation| Some(one.law) == at && place.is_none_or(|place| one.provision.article == place.article);
        text::citations(&text, &names).iter().any(fits)
    };
    table(&mut page, "book.resting", &each_once(policy, |rule| rule.basis.iter().any(cites)));
    let resting: Vec<_> = policy.obligations.iter().filter(|one| one.basis.iter().any(cites)).collect();
    records(&mut page, "book.records-resting", &resting);
    page.finish()
}
