//! The results of an audit, one filing at a time and in total: the only thing that reports read.

use std::sync::Arc;

use crate::calendar::{Date, FiscalYear, When};
use crate::finding::Severity;
use crate::vocabulary::enumerations::{ObligationStatus, PartKind, Record, RecordGroup, Side};

/// The terms of an audit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AuditTerms {
    /// The fiscal year that is audited.
    pub year: FiscalYear,
    /// The day that the audit takes as today.
    pub today: Date,
}

impl AuditTerms {
    /// The day whose obligations and rules are asked: those of the time audited, not those of the filing's.
    pub fn day(self) -> Date {
        self.year.last().map_or(self.today, |last| last.min(self.today))
    }
}

/// An obligation, as far as readers need to know it.
#[derive(Debug, PartialEq, Eq)]
pub struct Asked {
    /// Id of the obligation.
    pub id: String,
    /// Title of the obligation.
    pub title: String,
    /// The column of the overview that it belongs to.
    pub group: RecordGroup,
    /// The side that owes the record.
    pub binds: Side,
    /// Severity of the finding if the record is missing.
    pub severity: Severity,
    /// Kinds of records that meet it.
    pub met_by: Vec<Record>,
    /// Kinds of records that meet it, in words.
    pub records: String,
    /// The sources it rests on.
    pub basis: Vec<String>,
}

/// One obligation of one part, or of one hop or copy under it.
#[derive(Debug, Clone)]
pub struct Duty {
    /// The obligation that is owed.
    pub asked: Arc<Asked>,
    /// The hop or copy it is owed for, in words; empty for the part as a whole.
    pub place: String,
    /// Id of the hop or copy within the filing.
    pub subject: String,
    /// How the obligation stands.
    pub status: ObligationStatus,
    /// The last day for it; `None` if there is none.
    pub due: Option<Date>,
    /// The first day on which it was late; `None` unless it is overdue.
    pub since: Option<Date>,
    /// The records that meet it, or fall short of it.
    pub met_by: Vec<Proof>,
    /// Why it stands so, as a sentence.
    pub reason: String,
    /// The ids by which a record names the hop or copy.
    pub about: DutyAbout,
}

/// The ids by which a record names what an obligation is owed for; all empty for a part as a whole.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DutyAbout {
    /// The step; empty if it is owed for none.
    pub step: String,
    /// The store; empty if it is owed for none.
    pub at: String,
    /// The data sets.
    pub data: Vec<String>,
}

/// A record as reports name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// Its document; empty if it states none.
    pub document: String,
    /// The day it was made; `None` if it states none.
    pub date: Option<Date>,
    /// Path of the file that contains it.
    pub path: Arc<str>,
    /// Line or row in the file, counted from 1.
    pub line: u32,
}

/// A part that ran in the year, with what it owes.
#[derive(Debug, Clone)]
pub struct AuditedPart {
    /// Path of the filing.
    pub path: Arc<str>,
    /// Id of the filing.
    pub filing: Arc<str>,
    /// Title of the filing (件名); empty if not stated.
    pub title: Arc<str>,
    /// Id of the part.
    pub part: String,
    /// Line of the part in the filing, counted from 1.
    pub line: u32,
    /// Kind of the part.
    pub kind: PartKind,
    /// Title of the part; empty if not stated.
    pub name: String,
    /// First day, as the filing states it.
    pub from: Option<When>,
    /// Last day; `None` if the part runs on, or if not stated.
    pub to: Option<When>,
    /// True if the part runs on by renewal.
    pub renewed: bool,
    /// Departments in charge; empty if not stated.
    pub departments: Vec<String>,
    /// Name of the actor that does the work; empty if not stated.
    pub contractor: String,
    /// Corporate number of that actor; empty if not stated.
    pub number: String,
    /// Registered name of the business (登録業務の名称); empty if not stated.
    pub business: String,
    /// Name of the actor that gave the work; empty if not stated.
    pub principal: String,
    /// Corporate number of the giver; empty if not stated.
    pub principal_number: String,
    /// Depth in the tree of contracts: 1 for those directly under the public body.
    pub tier: u32,
    /// Number of tiers below it.
    pub tiers_below: u32,
    /// Whether it provides, collects or handles personal data; `None` if it names no data.
    pub personal: Option<bool>,
    /// Whether any of its work is passed on: by a sub-contract of the filing or a record, or not, as the contract rules
    /// out; `None` if nothing tells.
    pub subcontracted: Option<bool>,
    /// Whether the consent to it, a sub-contract, is on record; `None` for what needs none, and if it cannot be told.
    pub consented: Option<bool>,
    /// Incidents of the year under it.
    pub incidents: Vec<Proof>,
    /// Obligations in the order of the policy.
    pub duties: Vec<Duty>,
}

/// What was done in the year under a part that did not run in it: one that had ended, or was still to begin.
#[derive(Debug, Clone)]
pub struct Outside {
    /// The part, with the obligations that the records are about.
    pub part: AuditedPart,
    /// The records of the year, each with its kind, in the order of their days.
    pub records: Vec<(Record, Proof)>,
}

impl AuditedPart {
    /// Returns the gravest status in a group; `None` if nothing of the group is owed.
    pub fn mark(&self, group: RecordGroup) -> Option<ObligationStatus> {
        self.duties
            .iter()
            .filter(|duty| duty.asked.group == group)
            .map(|duty| duty.status)
            .max_by_key(|it| gravity(*it))
    }

    /// Returns the number of obligations with a status.
    pub fn count(&self, status: ObligationStatus) -> usize {
        self.duties.iter().filter(|duty| duty.status == status).count()
    }
}

/// Returns how urgently a status needs attention, 0 being the least.
pub fn gravity(status: ObligationStatus) -> u8 {
    match status {
        ObligationStatus::NotApplicable => 0,
        ObligationStatus::Met => 1,
        ObligationStatus::Waived => 2,
        ObligationStatus::Due => 3,
        ObligationStatus::Undetermined => 4,
        ObligationStatus::Missing => 5,
        ObligationStatus::Overdue => 6,
    }
}

/// True if a status needs attention.
pub fn is_open(status: ObligationStatus) -> bool {
    matches!(status, ObligationStatus::Overdue | ObligationStatus::Missing)
}
