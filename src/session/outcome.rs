//! What a run found, one file at a time, and what it comes to: the only things that reports read.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::coverage::Coverage;
use super::several::Several;
use super::standpoint::Standpoint;
use crate::calendar::Date;
use crate::config::SettingValue;
use crate::finding::{Finding, Region, Severity, Verdict};
use crate::policy::Policy;
use crate::words::{Lang, say};

/// How a run judged, known before it begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// The day taken as today.
    pub today: Date,
    /// The day by whose edition every filing is judged; else each by its own.
    pub judge_by: Option<Date>,
    /// The configuration that set some of the options.
    pub config: Option<Arc<ConfigUsed>>,
    /// From which weight on a finding fails the run; none where none does.
    pub fail_on: Option<Severity>,
    /// Whether what was known from before is marked, so that the rest is new.
    pub compared: bool,
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
            coverage: Arc::default(),
            standpoint: None,
        }
    }
}

/// A configuration, as far as it counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigUsed {
    /// Its path.
    pub path: String,
    /// What it set, in the order of its keys; not what the command line set otherwise.
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

/// A pack that judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyUsed {
    /// Id.
    pub id: String,
    /// Version.
    pub version: String,
    /// Digest of its files.
    pub digest: String,
}

impl PolicyUsed {
    /// What reports say of a policy.
    pub fn of(policy: &Policy) -> Self {
        PolicyUsed { id: policy.id.clone(), version: policy.version.clone(), digest: policy.digest.clone() }
    }
}

/// One file, judged.
#[derive(Debug)]
pub struct Judged {
    /// Path as the user named it.
    pub path: String,
    /// Id of the filing; empty where there is none.
    pub id: String,
    /// 件名, where stated.
    pub title: Option<String>,
    /// SHA-256 of the bytes, in hexadecimal.
    pub digest: String,
    /// What became of it.
    pub status: Status,
    /// Pack that judged it.
    pub policy: Option<PolicyUsed>,
    /// Edition.
    pub edition: Option<String>,
    /// Date whose edition applies.
    pub reference_date: Option<Date>,
    /// Values marked as concluded.
    pub inferred: usize,
    /// Findings in the order of what to fix first.
    pub findings: Vec<Finding>,
    /// The lines that findings point at, by number from 1, for source frames.
    pub lines: BTreeMap<u32, String>,
    /// What the file calls the flows, steps and parts that findings are about, by pointer.
    pub names: BTreeMap<Region, Name>,
}

/// What a file calls a flow, a step or a part.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Name {
    /// Its id; empty where there is none.
    pub id: String,
    /// Its title; of a contract without one, the name of the contractor. Empty where there is none.
    pub title: String,
}

/// What became of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// No finding.
    Clean,
    /// Findings.
    Findings,
    /// No model could be made of it.
    Unreadable,
}

impl Status {
    /// Every status.
    pub const ALL: [Status; 3] = [Status::Clean, Status::Findings, Status::Unreadable];

    /// The word of formats.
    pub fn word(self) -> &'static str {
        match self {
            Status::Clean => "clean",
            Status::Findings => "findings",
            Status::Unreadable => "unreadable",
        }
    }

    /// 指摘なし, 指摘あり, 読取り不能.
    pub fn name(self, lang: Lang) -> String {
        say(lang, &format!("status.{}", self.word()), &[])
    }
}

impl Judged {
    /// Findings that still have to be seen to.
    pub fn open(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| finding.is_open())
    }

    /// Findings known from before that no waiver covers.
    pub fn known(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| finding.baselined && finding.waived.is_none())
    }
}

/// What the files of a run come to. Does not grow with their number: of names the first few are kept.
#[derive(Debug, Default)]
pub struct Totals {
    /// Packs that judged, by id.
    pub policies: BTreeMap<String, PolicyUsed>,
    /// Files by the pack, edition and reference date that judged them.
    pub judged: BTreeMap<(String, Option<String>, Option<Date>), Several>,
    /// Files that were judged in yet other ways, beyond [`Totals::MAX_WAYS_TOLD`].
    pub otherwise: usize,
    /// Files that nothing judged.
    pub not_judged: Several,
    statuses: BTreeMap<Status, Counts>,
    verdicts: BTreeMap<Verdict, usize>,
}

/// What is counted of files.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    /// Files.
    pub filings: usize,
    /// Values marked as concluded.
    pub inferred: usize,
    /// Findings that are waived.
    pub waived: usize,
    /// Findings known from before.
    pub baselined: usize,
    severities: [usize; 3],
}

impl Totals {
    /// Maximum number of combinations of pack, edition and reference date that are told apart.
    pub const MAX_WAYS_TOLD: usize = 20;

    /// Takes a file into account.
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

    /// Files of a status.
    pub fn of(&self, status: Status) -> Counts {
        self.statuses.get(&status).copied().unwrap_or_default()
    }

    /// All files.
    pub fn all(&self) -> Counts {
        self.statuses.values().fold(Counts::default(), |sum, one| sum.plus(one))
    }

    /// How many findings say so, those that are waived or known aside.
    pub fn verdict(&self, verdict: Verdict) -> usize {
        self.verdicts.get(&verdict).copied().unwrap_or_default()
    }

    /// The heaviest finding of all.
    pub fn heaviest(&self) -> Option<Severity> {
        let all = self.all();
        Severity::ALL.into_iter().find(|severity| all.severity(*severity) > 0)
    }
}

impl Counts {
    /// What is counted of one file.
    pub fn of(filing: &Judged) -> Self {
        let mut counts = Counts::default();
        counts.add(filing);
        counts
    }

    /// How many findings weigh so much, those that are waived or known aside.
    pub fn severity(&self, severity: Severity) -> usize {
        self.severities[severity as usize]
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
