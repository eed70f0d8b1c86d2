//! Words that all formats share, and making text of users safe to print.

use std::borrow::Cow;
use std::path::MAIN_SEPARATOR;

use crate::calendar::Date;
use crate::config::SettingValue;
use crate::finding::{Finding, Severity, Verdict};
use crate::session::{ConfigUsed, Judged, Omission, PolicyUsed, Several, Status, Terms};
use crate::source::Span;
use crate::text;
use crate::view;
use crate::words::Voice;

/// The words of reports.
impl Voice {
    /// 要修正, 注意, 参考.
    pub(in crate::report) fn severity(self, severity: Severity) -> String {
        severity.name(self.0)
    }

    /// The weight of a finding; what is waived or known has none.
    pub(in crate::report) fn weight(self, finding: &Finding) -> String {
        finding.weight(self.0)
    }

    /// 指摘なし, 指摘あり, 読取り不能.
    pub(in crate::report) fn status(self, status: Status) -> String {
        status.name(self.0)
    }

    /// 違反, 記載なし, …
    pub(in crate::report) fn verdict(self, verdict: Verdict) -> String {
        verdict.name(self.0)
    }

    /// The rule by its name and id.
    pub(in crate::report) fn rule(self, finding: &Finding) -> String {
        let title = line(finding.title.get(self.0));
        if title.is_empty() {
            return self.rule_id(finding);
        }
        self.say("report.rule", &[("title", &title), ("rule", &line(&finding.rule))])
    }

    /// The rule by its id, in the brackets that mark it.
    pub(in crate::report) fn rule_id(self, finding: &Finding) -> String {
        self.say("report.rule-untitled", &[("rule", &line(&finding.rule))])
    }

    /// The sentence of a finding with the waiver that covers it, on one line.
    pub(in crate::report) fn message(self, finding: &Finding) -> Cow<'_, str> {
        match self.waiver(finding) {
            None => line(finding.text(self.0)),
            Some(waiver) => format!("{}{}", line(finding.text(self.0)), text::terminal(&waiver)).into(),
        }
    }

    /// The waiver that covers a finding, as it follows the sentence; not made safe.
    pub(in crate::report) fn waiver(self, finding: &Finding) -> Option<String> {
        let waived = finding.waived.as_ref()?;
        let until = self.date(waived.until);
        let args = [("reason", waived.reason.trim()), ("approval", &waived.approval), ("until", &until)];
        Some(self.say("report.waived", &args))
    }

    /// What there is to say of a finding beside its sentence, each with its name: what waivers call it, how the copy
    /// came there, what it rests on, what to do.
    pub(in crate::report) fn notes(self, finding: &Finding) -> Vec<(String, String)> {
        let mut notes = Vec::new();
        let mut note = |key, text| notes.push((self.say(key, &[]), text));
        // A mistake of form can have neither waiver nor reason.
        if finding.verdict != Verdict::Invalid && !finding.about.id.is_empty() {
            note("report.subject", line(&finding.about.id).into_owned());
        }
        for step in &finding.witness {
            note("report.witness", self.place(step.text.get(self.0), step.span));
        }
        for other in &finding.related {
            note("report.related", self.place(&other.text(self.0), other.span));
        }
        for basis in &finding.basis {
            note("report.basis", lines(basis.get(self.0)));
        }
        let help = lines(finding.help.get(self.0));
        if !help.is_empty() {
            note("report.help", help);
        }
        notes
    }

    /// What a configuration set, where one counted.
    pub(in crate::report) fn config(self, used: &ConfigUsed) -> String {
        let set = used.set.iter().map(|(key, value)| match value {
            SettingValue::Text(text) => format!("{key}={}", line(text)),
            SettingValue::Texts(texts) => format!("{key}={}", line(&texts.join(","))),
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
        let mut lines = view::coverage(&terms.coverage, self.0);
        lines.extend(terms.config.as_ref().filter(|used| used.has_a_say()).map(|used| self.config(used)));
        lines
    }

    /// Why a file is left out.
    pub(in crate::report) fn omission(self, reason: Omission) -> String {
        view::omission(reason, self.0)
    }

    /// What judged a file.
    pub(in crate::report) fn judged(self, filing: &Judged) -> String {
        let Some(policy) = &filing.policy else {
            return self.say("report.filing-not-judged", &[]);
        };
        let edition = self.edition(filing.edition.as_deref());
        let date = self.date_or_none(filing.reference_date);
        let args = [("policy", self.policy(policy)), ("edition", edition), ("date", date)];
        self.say("report.filing-judged", &args.each_ref().map(|(name, text)| (*name, text.as_str())))
    }

    /// A pack with its version.
    pub(in crate::report) fn policy(self, policy: &PolicyUsed) -> String {
        format!("{} {}", line(&policy.id), line(&policy.version))
    }

    /// What stands at a further place, and its line where it has one.
    pub(in crate::report) fn place(self, text: &str, span: Span) -> String {
        let text = line(text);
        if span.line == 0 {
            return text.into_owned();
        }
        self.say("report.at-line", &[("text", &text), ("line", &span.line.to_string())])
    }

    /// A day that may not be known.
    pub(in crate::report) fn date_or_none(self, day: Option<Date>) -> String {
        day.map_or_else(|| self.say("report.no-date", &[]), |day| self.date(day))
    }

    /// An edition that may not be known.
    pub(in crate::report) fn edition(self, edition: Option<&str>) -> String {
        edition.map_or_else(|| self.say("report.no-edition", &[]), |edition| line(edition).into_owned())
    }

    /// The day of the run, and by which edition it judged.
    pub(in crate::report) fn run(self, terms: &Terms) -> String {
        let judged_by = match terms.judge_by {
            None => self.say("report.judged-by.submitted", &[]),
            Some(day) => self.say("report.judged-by.day", &[("date", &self.date(day))]),
        };
        self.say("report.summary.today", &[("today", &self.date(terms.today)), ("judged_by", &judged_by)])
    }

    /// Paths of which only the first are named.
    pub(in crate::report) fn several(self, filings: &Several) -> String {
        view::several(filings, self.0)
    }
}

/// Text on one line, with what controls a terminal shown as escapes.
pub(super) fn line(text: &str) -> Cow<'_, str> {
    text::terminal(text.trim())
}

/// Text that may have several lines, each made safe; none looks like a command to a build service.
pub(super) fn lines(text: &str) -> String {
    let safe: Vec<Cow<'_, str>> = text.trim().lines().map(|line| text::log_line(line.trim_end())).collect();
    safe.join("\n")
}

/// A path, as it can stand at the beginning of a line.
pub(super) fn path(path: &str) -> String {
    let shown = text::terminal(path);
    if looks_like_command(&shown) {
        // The same file, by a name that begins otherwise.
        return format!("./{shown}");
    }
    shown.into_owned()
}

/// A path as formats of the web write it: with slashes, and from here without saying so.
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

/// Lines and columns as formats show them: from 1, also where a place is unknown.
pub(super) fn from_one(number: u32) -> u32 {
    number.max(1)
}
