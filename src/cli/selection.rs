//! `--select` and `--ignore`: rules by prefix or glob.

use globset::{Glob, GlobMatcher};

use super::{Context, Stop};
use crate::session::{Judged, Session, Status};

/// Which rules a run speaks of.
pub(super) struct Selection {
    select: Vec<Pattern>,
    ignore: Vec<Pattern>,
}

enum Pattern {
    Prefix(String),
    Glob(GlobMatcher),
}

impl Selection {
    /// Reads patterns: with `*`, `?` or `[` a glob, else a prefix.
    pub(super) fn new(context: &Context<'_>, select: &[String], ignore: &[String]) -> Result<Self, Stop> {
        let read = |texts: &[String]| texts.iter().map(|text| pattern(context, text)).collect::<Result<Vec<_>, _>>();
        Ok(Selection { select: read(select)?, ignore: read(ignore)? })
    }

    /// Whether something is left to check: a finding of the program itself, or a rule of a policy that
    /// has judged so far.
    pub(super) fn leaves_some(&self, session: &Session) -> bool {
        let everything = self.select.is_empty() && self.ignore.is_empty();
        everything
            || session.core().built_in.keys().any(|rule| self.takes(rule))
            || session.rule_ids().iter().any(|rule| self.takes(rule))
    }

    /// Keeps only the findings of selected rules. What makes a file unreadable is always said.
    pub(super) fn narrow(&self, filing: &mut Judged) {
        if filing.status != Status::Unreadable {
            filing.findings.retain(|finding| self.takes(&finding.rule));
            filing.status = if filing.findings.is_empty() { Status::Clean } else { Status::Findings };
        }
    }

    fn takes(&self, rule: &str) -> bool {
        let selected = self.select.is_empty() || self.select.iter().any(|pattern| pattern.fits(rule));
        selected && !self.ignore.iter().any(|pattern| pattern.fits(rule))
    }
}

impl Pattern {
    fn fits(&self, rule: &str) -> bool {
        match self {
            Pattern::Prefix(prefix) => rule.starts_with(prefix.as_str()),
            Pattern::Glob(glob) => glob.is_match(rule),
        }
    }
}

fn pattern(context: &Context<'_>, text: &str) -> Result<Pattern, Stop> {
    if !text.contains(['*', '?', '[']) {
        return Ok(Pattern::Prefix(text.to_owned()));
    }
    let glob = Glob::new(text).map_err(|_| context.stop("cli.bad-pattern", &[("pattern", text)]))?;
    Ok(Pattern::Glob(glob.compile_matcher()))
}
