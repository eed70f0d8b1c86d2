//! What options say of a filing, read; what cannot be meant ends the run.

use std::path::Path;

use super::super::args::SaidOptions;
use super::super::{Context, Stop};
use crate::begin::{Brief, NoPlace, SaidParty, SaidTerm};
use crate::calendar::When;
use crate::policy::{FlowPattern, has_patterns};
use crate::session::Session;
use crate::text;
use crate::vocabulary::enumerations::{Enumerated, Medium, PartKind};
use crate::vocabulary::words;
use crate::words::Voice;

/// What options say of a filing.
pub(super) struct SaidValues<'o> {
    pub(super) kinds: Vec<PartKind>,
    pub(super) media: Vec<Medium>,
    names: Vec<(SaidParty, &'o str)>,
    term: Option<SaidTerm<'o>>,
}

impl<'o> SaidValues<'o> {
    /// Reads the options.
    pub(super) fn read(context: &Context<'_>, options: &'o SaidOptions) -> Result<Self, Stop> {
        let names = [
            (SaidParty::From, &options.from_name),
            (SaidParty::To, &options.to_name),
            (SaidParty::Sub, &options.sub_name),
        ];
        let names = names.into_iter().filter_map(|(party, name)| Some((party, name.as_deref()?)));
        Ok(SaidValues {
            kinds: each(context, &options.kind, "new.unknown-kind")?,
            media: each(context, &options.media, "new.unknown-medium")?,
            names: names.collect(),
            term: options.term.as_deref().map(|text| term(context, text)).transpose()?,
        })
    }

    /// Returns what is said of a filing with an id.
    pub(super) fn said<'s>(
        &'s self,
        context: &Context<'_>,
        options: &'s SaidOptions,
        id: &'s str,
        jurisdiction: &'s str,
    ) -> Brief<'s> {
        Brief {
            id,
            jurisdiction,
            title: options.title.as_deref(),
            names: &self.names,
            term: self.term,
            lang: context.lang,
        }
    }
}

/// Reads words of a list, each once.
fn each<T: Enumerated>(context: &Context<'_>, written: &[String], key: &str) -> Result<Vec<T>, Stop> {
    let mut found: Vec<T> = Vec::new();
    for word in written {
        let value = words::lookup(T::TABLE, word.trim()).and_then(T::from_position).ok_or_else(|| {
            let known = T::TABLE.values.iter().zip(0..);
            let known = known.map(|(word, at)| {
                let name = words::name(T::TABLE, at, context.lang);
                context.say("choice", &[("word", word), ("name", name)])
            });
            let known = Voice(context.lang).join(&known.collect::<Vec<_>>());
            context.stop(key, &[("word", word), ("known", &known)])
        })?;
        if !found.contains(&value) {
            found.push(value);
        }
    }
    Ok(found)
}

/// What may stand between the two days of a term.
const BETWEEN: [&str; 4] = ["..", "～", "〜", "から"];
/// What may stand behind the last day.
const UNTIL: &str = "まで";

/// Reads a term, of which the last day may be left out.
fn term<'t>(context: &Context<'_>, text: &'t str) -> Result<SaidTerm<'t>, Stop> {
    let bad = || context.stop("new.bad-term", &[("text", text)]);
    let parts = BETWEEN.iter().find_map(|sign| text.split_once(sign));
    let (from, to) = parts.unwrap_or((text, ""));
    let (from, to) = (from.trim(), to.trim().trim_end_matches(UNTIL).trim());
    let day = |text: &str| When::parse(text).map_err(|_| bad());
    let first = day(from)?;
    if to.is_empty() {
        return Ok(SaidTerm { from, to: None });
    }
    if day(to)?.last < first.first {
        return Err(context.stop("new.term-backwards", &[("text", text)]));
    }
    Ok(SaidTerm { from, to: Some(to) })
}

/// Ends the run for what was said and has no place in the filing.
pub(super) fn misfit(context: &Context<'_>, why: NoPlace, pattern: Option<&FlowPattern>) -> Stop {
    let pattern = pattern.map_or("", |pattern| pattern.title.get(context.lang));
    let (key, word) = match why {
        NoPlace::Party(party) => {
            let option = match party {
                SaidParty::From => "--from-name",
                SaidParty::To => "--to-name",
                SaidParty::Sub => "--sub-name",
            };
            ("new.no-party", option)
        }
        NoPlace::Term => ("new.no-part", "--term"),
        NoPlace::Kind(kind) => ("new.no-kind", words::of(kind, context.lang)),
        NoPlace::Medium(medium) => ("new.no-medium", words::of(medium, context.lang)),
    };
    context.stop(key, &[("word", word), ("pattern", pattern)])
}

/// Finds the jurisdiction: the one that is asked for, that of last year's filing, the only one of the own packs, or else, of those
/// whose packs have patterns of flows, the one on which every other builds.
pub(super) fn jurisdiction(
    context: &Context<'_>,
    session: &Session,
    asked: Option<&str>,
    own: Option<&Path>,
    last: Option<&str>,
) -> Result<String, Stop> {
    let known = session.jurisdictions();
    if let Some(asked) = asked {
        let is_known = known.iter().any(|own| own == asked);
        return if is_known { Ok(asked.to_owned()) } else { Err(unknown(context, asked, &known)) };
    }
    if let Some(last) = last.filter(|last| known.iter().any(|own| own == last)) {
        return Ok(last.to_owned());
    }
    let mut policies = Vec::new();
    for jurisdiction in &known {
        let policy = session.policy(jurisdiction).map_err(|error| context.cannot_judge(&error))?;
        policies.extend(policy.map(|policy| (jurisdiction, policy)));
    }
    let is_own = |id: &str| own.is_some_and(|folder| folder.join(id).is_dir());
    let mut of_own = policies.iter().filter(|(_, policy)| is_own(&policy.id));
    if let (Some((only, _)), None) = (of_own.next(), of_own.next()) {
        return Ok((*only).clone());
    }
    policies.retain(|(_, policy)| has_patterns(session.packs(), policy));
    let below = |id: &String| policies.iter().all(|(_, other)| other.packs.contains(id));
    let mut general = policies.iter().filter(|(_, policy)| below(&policy.id));
    match (general.next(), general.next()) {
        (Some((only, _)), None) => Ok((*only).clone()),
        _ => Err(which(context, session)),
    }
}

/// Ends the run where it cannot be told by whose rules a filing is judged.
pub(super) fn which(context: &Context<'_>, session: &Session) -> Stop {
    context.stop("new.which-jurisdiction", &[("known", &session.jurisdictions().join(", "))])
}

fn unknown(context: &Context<'_>, asked: &str, known: &[String]) -> Stop {
    let suggestion = text::suggest(asked, known.iter().map(String::as_str));
    let suggestion = suggestion.map_or_else(String::new, |word| context.say("did-you-mean", &[("word", word)]));
    let args = [("word", asked), ("known", &known.join(", ")), ("suggestion", &suggestion)];
    context.stop("new.unknown-jurisdiction", &args)
}
