//! The results of a run, file by file and in total: the only thing that reports read.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::coverage::Coverage;
use super::several::Several;
use super::standpoint::Standpoint;
use crate::calendar::Date;
use crate::config::SettingValue;
use crate::finding::{Entry, Finding, Region, Severity, Verdict};
use crate::policy::Policy;
use crate::source::{Cells, ShownPlace, Span};
use crate::words::{Lang, say};

/// How a run judges, known before it begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// The day that the run takes as today.
    pub today: Date,
    /// The day whose edition judges every filing; `None` if each is judged by its own.
    pub judge_by: Option<Date>,
    /// The configuration that set some of the options; `None` if none was used.
    pub config: Option<Arc<ConfigUsed>>,
    /// The severity from which a finding fails the run; `None` if none does.
    pub fail_on: Option<Severity>,
    /// True if findings in a baseline are marked as known, so that the others are new.
    pub compared: bool,
    /// The profile by which findings weigh.
    pub profile: Option<String>,
    /// Filings of the base that are gone.
    pub gone: Vec<String>,
    /// What the run does not look at.
    pub coverage: Arc<Coverage>,
    /// Where the run stands in its repository, where that is known.
    pub standpoint: Option<Arc<Standpoint>>,
}

impl Terms {
    /// The terms of a run on a day in which nothing is set.
    pub fn on(today: Date) -> Self {
        Terms {
            today,
            judge_by: None,
            config: None,
            fail_on: None,
            compared: false,
            profile: None,
            gone: Vec::new(),
            coverage: Arc::default(),
            standpoint: None,
        }
    }
}

/// A configuration file, as far as it had an effect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigUsed {
    /// Path of the configuration file.
    pub path: String,
    /// The settings it made, in the order of its keys; those overridden on the command line are left out.
    pub set: Vec<(&'static str, SettingValue)>,
}

impl ConfigUsed {
    /// Whether something that it set has a say in what is checked or how, and not only in how that is shown.
    pub fn has_a_say(&self) -> bool {
        self.set.iter().any(|(key, _)| !SHOWING.contains(key))
    }
}

/// Keys of a configuration that change nothing but what a report looks like.
const SHOWING: [&str; 2] = ["lang", "format"];

/// How many digits of a digest tell packs apart to the eye.
const SHORT_DIGEST: usize = 8;

/// A pack that judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyUsed {
    /// Id of the pack.
    pub id: String,
    /// Version of the pack, as it states it.
    pub version: String,
    /// Hash of all files that the policy was made from.
    pub digest: String,
    /// Whether it is one that the program brings.
    pub is_shipped: bool,
    /// What filings owe that it says it does not ask.
    pub unasked: Option<String>,
}

impl PolicyUsed {
    /// Takes from a policy what reports state about it.
    pub fn of(policy: &Policy, lang: Lang) -> Self {
        PolicyUsed {
            id: policy.id.clone(),
            version: policy.version.clone(),
            digest: policy.digest.clone(),
            is_shipped: policy.is_shipped,
            unasked: policy.unasked.as_ref().map(|unasked| unasked.get(lang).to_owned()),
        }
    }

    /// Names it with its version and what it does not ask; one that the program does not bring with its digest, for it may
    /// call itself as it likes.
    pub fn name(&self, lang: Lang) -> String {
        self.name_by(&self.digest, lang)
    }

    /// Names it with the beginning of its digest only, where the whole stands elsewhere.
    pub fn brief_name(&self, lang: Lang) -> String {
        let short: String = self.digest.chars().take(SHORT_DIGEST).collect();
        self.name_by(&format!("{short}…"), lang)
    }

    fn name_by(&self, digest: &str, lang: Lang) -> String {
        let own = [("id", self.id.as_str()), ("version", &self.version), ("digest", digest)];
        let name = say(lang, if self.is_shipped { "policy-used.shipped" } else { "policy-used.own" }, &own);
        let Some(unasked) = &self.unasked else { return name };
        say(lang, "policy-used.unasked", &[("policy", &name), ("unasked", unasked)])
    }
}

/// The result of judging one file.
#[derive(Debug)]
pub struct Judged {
    /// Path of the file as the user named it.
    pub path: String,
    /// Id of the filing; empty if it has none.
    pub id: String,
    /// Title of the filing (件名); `None` if not stated.
    pub title: Option<String>,
    /// SHA-256 of the bytes of the file, in hexadecimal.
    pub digest: String,
    /// Whether the file is clean, has findings or is unreadable.
    pub status: Status,
    /// The pack that judged it; `None` if none did.
    pub policy: Option<PolicyUsed>,
    /// The edition that judged it; `None` if none did.
    pub edition: Option<String>,
    /// The day whose edition applies; `None` if it was not judged.
    pub reference_date: Option<Date>,
    /// Number of values marked `inferred`.
    pub inferred: usize,
    /// Findings, what to fix first coming first.
    pub findings: Vec<Finding>,
    /// What later runs are to know of all that was found, where that is asked for.
    pub entries: Vec<Entry>,
    /// The lines that findings point at, by number counted from 1, to be quoted.
    pub lines: BTreeMap<u32, String>,
    /// The cells that places name as lines, where the file is a workbook.
    pub cells: Option<Arc<Cells>>,
    /// What the file calls the flows, steps and parts that findings are about.
    pub names: BTreeMap<Region, Name>,
}

/// What a file calls a flow, a step or a part.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Name {
    /// Its id; empty if it has none.
    pub id: String,
    /// Its title; for a contract without one, the name of the contractor. Empty if there is neither.
    pub title: String,
}

/// The overall result for one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// The file has no findings.
    Clean,
    /// The file has findings.
    Findings,
    /// No model could be made of the file, or nothing was asked of it.
    Unreadable,
}

impl Status {
    /// Every status, in the order of the enum.
    pub const ALL: [Status; 3] = [Status::Clean, Status::Findings, Status::Unreadable];

    /// Returns the word for it in formats.
    pub fn word(self) -> &'static str {
        match self {
            Status::Clean => "clean",
            Status::Findings => "findings",
            Status::Unreadable => "unreadable",
        }
    }

    /// Returns the name for readers, such as 指摘あり.
    pub fn name(self, lang: Lang) -> String {
        say(lang, &format!("status.{}", self.word()), &[])
    }
}

impl Judged {
    /// Iterates over findings that still need attention.
    pub fn open(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| finding.is_open())
    }

    /// Returns a place as readers know it.
    pub fn place(&self, span: Span) -> ShownPlace<'_> {
        ShownPlace::of(self.cells.as_deref(), span)
    }

    /// Iterates over findings that a baseline lists and no waiver covers.
    pub fn known(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| finding.baselined && finding.waived.is_none())
    }
}

/// The totals of a run. Their size does not grow with the number of files: only the first few names are kept.
#[derive(Debug, Default)]
pub struct Totals {
    /// The packs that judged, by id.
    pub policies: BTreeMap<String, PolicyUsed>,
    /// Files by the pack, edition and reference date that judged them.
    pub judged: BTreeMap<(String, Option<String>, Option<Date>), Several>,
    /// Number of files judged in other ways than the first [`Totals::MAX_WAYS_TOLD`].
    pub otherwise: usize,
    /// Files that no pack judged.
    pub not_judged: Several,
    statuses: BTreeMap<Status, Counts>,
    verdicts: BTreeMap<Verdict, usize>,
}

/// What is counted of files.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    /// Number of files.
    pub filings: usize,
    /// Number of values marked `inferred`.
    pub inferred: usize,
    /// Number of findings that are waived.
    pub waived: usize,
    /// Number of findings that a baseline lists and no waiver covers.
    pub baselined: usize,
    severities: [usize; 3],
}

impl Totals {
    /// Maximum number of combinations of pack, edition and reference date that are listed separately.
    pub const MAX_WAYS_TOLD: usize = 20;

    /// Adds a file to the totals.
    pub fn add(&mut self, filing: &Judged) {
        self.statuses.entry(filing.status).or_default().add(filing);
        for finding in filing.open() {
            *self.verdicts.entry(finding.verdict).or_default() += 1;
        }
        let Some(policy) = &filing.policy else {
            return self.not_judged.add(&filing.path);
        };
        if !self.policies.contains_key(&policy.id) {
            self.policies.insert(policy.id.clone(), policy.clone());
        }
        let way = (policy.id.clone(), filing.edition.clone(), filing.reference_date);
        if self.judged.len() < Self::MAX_WAYS_TOLD || self.judged.contains_key(&way) {
            self.judged.entry(way).or_default().add(&filing.path);
        } else {
            self.otherwise += 1;
        }
    }

    /// Returns the counts of the files with a status.
    pub fn of(&self, status: Status) -> Counts {
        self.statuses.get(&status).copied().unwrap_or_default()
    }

    /// Returns the counts of all files.
    pub fn all(&self) -> Counts {
        self.statuses.values().fold(Counts::default(), |sum, one| sum.plus(one))
    }

    /// Returns the number of open findings with a verdict.
    pub fn verdict(&self, verdict: Verdict) -> usize {
        self.verdicts.get(&verdict).copied().unwrap_or_default()
    }

    /// Returns the gravest severity of any open finding.
    pub fn heaviest(&self) -> Option<Severity> {
        let all = self.all();
        Severity::ALL.into_iter().find(|severity| all.severity(*severity) > 0)
    }
}

impl Counts {
    /// Counts one file.
    pub fn of(filing: &Judged) -> Self {
        let mut counts = Counts::default();
        counts.add(filing);
        counts
    }

    /// Returns the number of open findings with a severity.
    pub fn severity(&self, severity: Severity) -> usize {
        self.severities[severity as usize]
    }

    /// How many findings there are, those that are waived or known among them.
    pub fn findings(&self) -> usize {
        self.severities.iter().sum::<usize>() + self.waived + self.baselined
    }

    fn add(&mut self, filing: &Judged) {
        self.filings += 1;
        self.inferred += filing.inferred;
        self.waived += filing.findings.iter().filter(|finding| finding.waived.is_some()).count();
        self.baselined += filing.known().count();
        for finding in filing.open() {
            self.severities[finding.severity as usize] += 1;
        }
    }

    fn plus(mut self, other: &Counts) -> Self {
        self.filings += other.filings;
        self.inferred += other.inferred;
        self.waived += other.waived;
        self.baselined += other.baselined;
        for (sum, one) in self.severities.iter_mut().zip(other.severities) {
            *sum += one;
        }
        self
    }
}
