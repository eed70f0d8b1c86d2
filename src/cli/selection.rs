//! `--select` and `--ignore`: rules by prefix or glob.

use std::collections::BTreeSet;

use globset::{Glob, GlobMatcher};

use super::{Context, Stop};
use crate::session::{Judged, Session, Status};

/// Which rules a run speaks of.
pub(super) struct Selection {
    select: Vec<Pattern>,
    ignore: Vec<Pattern>,
}

struct Pattern {
    text: String,
    way: Way,
}

enum Way {
    Prefix,
    Glob(GlobMatcher),
}

impl Selection {
    /// Reads patterns: with `*`, `?` or `[` a glob, else a prefix.
    pub(super) fn new(context: &Context<'_>, select: &[String], ignore: &[String]) -> Result<Self, Stop> {
        let read = |texts: &[String]| texts.iter().map(|text| pattern(context, text)).collect::<Result<Vec<_>, _>>();
        Ok(Selection { select: read(select)?, ignore: read(ignore)? })
    }

    /// Whether it leaves out nothing.
    pub(super) fn is_everything(&self) -> bool {
        self.select.is_empty() && self.ignore.is_empty()
    }

    /// The first pattern that no known rule fits, as it was written: a slip, by which a rule would be left unasked or
    /// asked in vain.
    pub(super) fn idle(&self, known: &BTreeSet<String>) -> Option<&str> {
        let mut all = self.select.iter().chain(&self.ignore);
        all.find(|pattern| !known.iter().any(|rule| pattern.fits(rule))).map(|pattern| pattern.text.as_str())
    }

    /// Whether something is left to check: a finding of the program itself, or a rule of a policy that
    /// has judged so far.
    pub(super) fn leaves_some(&self, session: &Session) -> bool {
        self.is_everything()
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
        match &self.way {
            Way::Prefix => rule.starts_with(&self.text),
            Way::Glob(glob) => glob.is_match(rule),
        }
    }
}

fn pattern(context: &Context<'_>, text: &str) -> Result<Pattern, Stop> {
    let way = if text.contains(['*', '?', '[']) {
        let glob = Glob::new(text).map_err(|_| context.stop("cli.bad-pattern", &[("pattern", text)]))?;
        Way::Glob(glob.compile_matcher())
    } else {
        Way::Prefix
    };
    Ok(Pattern { text: text.to_owned(), way })
}
