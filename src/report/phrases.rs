//! Texts that all formats share, and the escaping of users' texts for output.

use std::borrow::Cow;
use std::path::MAIN_SEPARATOR;

use crate::calendar::Date;
use crate::config::SettingValue;
use crate::finding::{Finding, Severity, Verdict};
use crate::session::{ConfigUsed, Judged, PolicyUsed, Status, Terms};
use crate::source::{ShownPlace, Span};
use crate::text;
use crate::words::Voice;

/// Texts of reports.
impl Voice {
    /// Returns the name of a severity, such as 要修正.
    pub(in crate::report) fn severity(self, severity: Severity) -> String {
        severity.name(self.0)
    }

    /// Returns the name of a finding's severity, or that it is waived or known.
    pub(in crate::report) fn weight(self, finding: &Finding) -> String {
        finding.weight(self.0)
    }

    /// Returns the name of a status, such as 指摘あり.
    pub(in crate::report) fn status(self, status: Status) -> String {
        status.name(self.0)
    }

    /// Returns the name of a verdict, such as 記載なし.
    pub(in crate::report) fn verdict(self, verdict: Verdict) -> String {
        verdict.name(self.0)
    }

    /// Returns the title and id of a finding's rule.
    pub(in crate::report) fn rule(self, finding: &Finding) -> String {
        let title = line(&finding.title);
        if title.is_empty() {
            return self.rule_id(finding);
        }
        self.say("report.rule", &[("title", &title), ("rule", &line(&finding.rule))])
    }

    /// Returns the id of a finding's rule, in the brackets that mark it.
    pub(in crate::report) fn rule_id(self, finding: &Finding) -> String {
        self.say("report.rule-untitled", &[("rule", &line(&finding.rule))])
    }

    /// Returns the sentence of a finding and the waiver that covers it, on one line.
    pub(in crate::report) fn message(self, finding: &Finding) -> Cow<'_, str> {
        match self.waiver(finding) {
            None => line(&finding.message),
            Some(waiver) => format!("{}{}", line(&finding.message), text::terminal(&waiver)).into(),
        }
    }

    /// Returns the waiver that covers a finding, to follow its sentence; not escaped.
    pub(in crate::report) fn waiver(self, finding: &Finding) -> Option<String> {
        let waived = finding.waived.as_ref()?;
        let until = self.date(waived.until);
        let args = [("reason", waived.reason.trim()), ("approval", &waived.approval), ("until", &until)];
        Some(self.say("report.waived", &args))
    }

    /// Returns the notes on a finding, each with its name: how waivers refer to its subject, the path of the copy, the
    /// sources, what to do.
    pub(in crate::report) fn notes(self, filing: &Judged, finding: &Finding) -> Vec<(String, String)> {
        let mut notes = Vec::new();
        let mut note = |key, text| notes.push((self.say(key, &[]), text));
        // A defect of form can have neither waiver nor reason.
        if finding.verdict != Verdict::Invalid && !finding.about.id.is_empty() {
            note("report.subject", line(&finding.about.id).into_owned());
        }
        for step in &finding.witness {
            note("report.witness", self.place(filing, &step.text, step.span));
        }
        for other in &finding.related {
            note("report.related", self.place(filing, &other.text(self.0), other.span));
        }
        for basis in &finding.basis {
            note("report.basis", lines(basis));
        }
        let help = lines(&finding.help);
        if !help.is_empty() {
            note("report.help", help);
        }
        notes
    }

    /// Returns what a configuration set.
    pub(in crate::report) fn config(self, used: &ConfigUsed) -> String {
        let set = used.set.iter().map(|(key, value)| match value {
            SettingValue::Text(text) => format!("{key}={}", line(text)),
            SettingValue::Texts(texts) => format!("{key}={}", line(&texts.join(","))),
            SettingValue::Grades(rows) => {
                let rows = rows.iter().map(|(rule, verdict, word)| match verdict {
                    Some(verdict) => format!("{rule}.{verdict}:{word}"),
                    None => format!("{rule}:{word}"),
                });
                format!("{key}={}", line(&rows.collect::<Vec<_>>().join(",")))
            }
            SettingValue::Flag(flag) => format!("{key}={flag}"),
        });
        let set: Vec<String> = set.collect();
        if set.is_empty() {
            return self.say("report.summary.config-unused", &[("path", &path(&used.path))]);
        }
        self.say("report.summary.config", &[("path", &path(&used.path)), ("set", &self.join(&set))])
    }

    /// What a run has to say even where it shows nothing else: what it left out, and a configuration that has a say in what
    /// is checked.
    pub(in crate::report) fn reservations(self, terms: &Terms) -> Vec<String> {
        let mut lines = self.coverage(&terms.coverage);
        lines.extend(terms.config.as_ref().filter(|used| used.has_a_say()).map(|used| self.config(used)));
        lines
    }

    /// What judged a file.
    pub(in crate::report) fn judged(self, filing: &Judged) -> String {
        let Some(policy) = &filing.policy else {
            return self.say("report.filing-not-judged", &[]);
        };
        self.judged_by(filing, &self.policy_in_brief(policy))
    }

    /// The same, with the whole digest of the pack, where nothing else tells it.
    pub(in crate::report) fn judged_in_full(self, filing: &Judged) -> String {
        let policy = filing.policy.as_ref().map(|policy| self.policy(policy));
        policy.map_or_else(|| self.judged(filing), |policy| self.judged_by(filing, &policy))
    }

    fn judged_by(self, filing: &Judged, policy: &str) -> String {
        let args = [
            ("policy", policy),
            ("edition", &self.edition(filing.edition.as_deref())),
            ("date", &self.date_or_none(filing.reference_date)),
        ];
        self.say("report.filing-judged", &args)
    }

    /// A pack with its version, and with its digest where the program does not bring it.
    pub(in crate::report) fn policy(self, policy: &PolicyUsed) -> String {
        line(&policy.name(self.0)).into_owned()
    }

    /// The same, with the beginning of the digest only.
    pub(in crate::report) fn policy_in_brief(self, policy: &PolicyUsed) -> String {
        line(&policy.brief_name(self.0)).into_owned()
    }

    /// Returns what is written at a further place, and its line if it has one.
    pub(in crate::report) fn place(self, filing: &Judged, text: &str, span: Span) -> String {
        let text = line(text);
        if span.line == 0 {
            return text.into_owned();
        }
        match filing.place(span).address() {
            Some(cell) => self.say("report.at-cell", &[("text", &text), ("cell", &line(&cell))]),
            None => self.say("report.at-line", &[("text", &text), ("line", &span.line.to_string())]),
        }
    }

    /// Returns a date, or the words for none.
    pub(in crate::report) fn date_or_none(self, day: Option<Date>) -> String {
        day.map_or_else(|| self.say("report.no-date", &[]), |day| self.date(day))
    }

    /// Returns an edition, or the words for none.
    pub(in crate::report) fn edition(self, edition: Option<&str>) -> String {
        edition.map_or_else(|| self.say("report.no-edition", &[]), |edition| line(edition).into_owned())
    }

    /// Returns the day of the run, and the edition it judged by.
    pub(in crate::report) fn run(self, terms: &Terms) -> String {
        let judged_by = match terms.judge_by {
            None => self.say("report.judged-by.submitted", &[]),
            Some(day) => self.say("report.judged-by.day", &[("date", &self.date(day))]),
        };
        self.say("report.summary.today", &[("today", &self.date(terms.today)), ("judged_by", &judged_by)])
    }

    /// What else decided how findings weigh, and what is no more to be judged.
    pub(in crate::report) fn beside(self, terms: &Terms) -> Vec<String> {
        let profile = terms.profile.as_deref();
        let mut lines: Vec<String> =
            profile.map(|name| self.say("report.summary.profile", &[("profile", &line(name))])).into_iter().collect();
        if !terms.gone.is_empty() {
            let filings: Vec<String> = terms.gone.iter().map(|gone| path(gone)).collect();
            lines.push(self.say("report.summary.gone", &[("filings", &self.join(&filings))]));
        }
        lines
    }
}

/// Returns a text on one line, with characters that control a terminal escaped.
pub(super) fn line(text: &str) -> Cow<'_, str> {
    text::terminal(text.trim())
}

/// Returns a text of several lines, each escaped; none looks like a command to a build service.
pub(super) fn lines(text: &str) -> String {
    let safe: Vec<Cow<'_, str>> = text.trim().lines().map(|line| text::log_line(line.trim_end())).collect();
    safe.join("\n")
}

/// Returns a path that is safe at the beginning of a line.
pub(super) fn path(path: &str) -> String {
    let shown = text::terminal(path);
    if looks_like_command(&shown) {
        // The same file, by a name with another beginning.
        return format!("./{shown}");
    }
    shown.into_owned()
}

/// Returns a path as formats of the web write it: with slashes, and without a leading `./`.
pub(super) fn slashed(path: &str) -> String {
    let slashed = path.replace(MAIN_SEPARATOR, "/");
    slashed.strip_prefix("./").map_or(slashed.clone(), str::to_owned)
}

/// The same, from the root of the repository where that is known.
pub(super) fn rooted(path: &str, terms: &Terms) -> String {
    let inside = terms.standpoint.as_ref().and_then(|it| it.from_root(path));
    slashed(&inside.map_or_else(|| path.to_owned(), |inside| inside.to_string_lossy().into_owned()))
}

/// Build services take a line that begins with `::`, white space aside, as a command.
fn looks_like_command(line: &str) -> bool {
    line.trim_start().starts_with("::")
}

/// Returns where a finding is, below the path of its file.
pub(super) fn located(filing: &Judged, finding: &Finding) -> String {
    let place = filing.place(finding.span);
    let span = Span::character(from_one(place.span.line), from_one(place.span.column));
    path(&ShownPlace { span, ..place }.below(&filing.path))
}

/// Lines and columns as formats show them: from 1, also where a place is unknown.
pub(super) fn from_one(number: u32) -> u32 {
    number.max(1)
}
