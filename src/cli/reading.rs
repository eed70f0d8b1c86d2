//! One filing read for a command that shows it rather than judging it.

use std::path::Path;

use super::settings::Standards;
use super::{Context, Stop, Streams, disk, listing, packs, settings};
use crate::compare::{self, Comparison};
use crate::report::{Format, Report};
use crate::session::{Files, Judged, Ready, Session, SessionError, Totals};
use crate::source::Document;

/// A filing with what was found in it.
pub(super) struct Reading {
    pub(super) judged: Judged,
    pub(super) ready: Ready,
    pub(super) document: Document,
}

/// A run for one command that shows a filing, judged as a lint of it is.
pub(super) fn session(context: &Context<'_>, standards: Standards, today: Option<&str>) -> Result<Session, Stop> {
    let today = match today {
        Some(text) => settings::date(context, text)?,
        None => context.environment.today,
    };
    let packs = packs::packs(context, standards.policy.as_deref())?;
    let mut session = packs::session(context, packs, today)?;
    session.grade(standards.profile, standards.grades);
    Ok(session)
}

/// Reads a filing; what makes one unreadable ends the run.
pub(super) fn read(
    context: &Context<'_>,
    session: &Session,
    path: &Path,
    streams: &mut Streams<'_>,
) -> Result<Reading, Stop> {
    let listing = listing::one(context, path)?;
    let shown = listing.filings.first().cloned().unwrap_or_default();
    let disk = disk::Disk::new(context, listing, streams)?;
    let (judged, ready) = session.examine(&shown, disk.read(&shown)).map_err(|error| context.cannot_judge(&error))?;
    match ready {
        Some((ready, document)) => Ok(Reading { judged, ready, document }),
        None => Err(unreadable(context, session, &judged)?),
    }
}

/// What makes a file unreadable.
pub(super) fn unreadable(context: &Context<'_>, session: &Session, judged: &Judged) -> Result<Stop, Stop> {
    let mut said = Vec::new();
    let mut report = Report::new(Format::Full, session.terms(), context.lang, false);
    report.filing(judged, &mut said)?;
    let mut totals = Totals::default();
    totals.add(judged);
    report.end(&totals, &mut said)?;
    Ok(Stop::Said(String::from_utf8_lossy(&said).trim_end().to_owned()))
}

/// What changed from the older filing to the newer, weighed by the policy of the newer.
pub(super) fn compare(context: &Context<'_>, old: &Reading, new: &Reading) -> Result<Comparison, Stop> {
    let unknown = compare::unknown_keys(&new.ready.policy);
    if unknown.is_empty() {
        Ok(compare::compare(&old.document, &new.document, &new.ready.policy, context.lang))
    } else {
        Err(context.cannot_judge(&SessionError::Policy(unknown)))
    }
}
