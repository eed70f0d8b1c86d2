//! What an audit found, one filing at a time, and what it comes to: the only things that reports read.

use std::sync::Arc;

use crate::calendar::{Date, FiscalYear, When};
use crate::finding::Severity;
use crate::vocabulary::enumerations::{ObligationStatus, PartKind, RecordGroup, Side};
use crate::words::Both;

/// What an audit goes by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AuditTerms {
    /// The fiscal year audited.
    pub year: FiscalYear,
    /// The day taken as today.
    pub today: Date,
}

/// An obligation, as far as a reader needs it.
#[derive(Debug, PartialEq, Eq)]
pub struct Asked {
    /// Id.
    pub id: String,
    /// Its name.
    pub title: Both,
    /// The column of the overview that it belongs to.
    pub group: RecordGroup,
    /// Whose record it is.
    pub binds: Side,
    /// Weight of its lack.
    pub severity: Severity,
    /// Kinds of records that meet it.
    pub records: Both,
    /// What it rests on.
    pub basis: Vec<Both>,
}

/// One obligation of one part, or of one hop or copy under it.
#[derive(Debug, Clone)]
pub struct Duty {
    /// What is owed.
    pub asked: Arc<Asked>,
    /// The hop or copy that it is owed for, as a reader names it; empty: the part as a whole.
    pub place: Both,
    /// Its id within the filing.
    pub subject: String,
    /// How it stands.
    pub status: ObligationStatus,
    /// The last day for it, where there is one ahead or behind.
    pub due: Option<Date>,
    /// The first day on which it was late.
    pub since: Option<Date>,
    /// The records that meet it, or fall short of it.
    pub met_by: Vec<Proof>,
    /// Why it stands so.
    pub reason: Both,
}

/// A record as reports name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// Its document; empty where it tells none.
    pub document: String,
    /// Its day.
    pub date: Option<Date>,
    /// Path of the file.
    pub path: Arc<str>,
    /// Line or row, from 1.
    pub line: u32,
}

/// One contract, connection or processing that ran in the year.
#[derive(Debug, Clone)]
pub struct AuditedPart {
    /// Path of the filing.
    pub path: Arc<str>,
    /// Id of the filing.
    pub filing: Arc<str>,
    /// 件名; empty where there is none.
    pub title: Arc<str>,
    /// Id of the part.
    pub part: String,
    /// Line of the part in the filing.
    pub line: u32,
    /// What it is.
    pub kind: PartKind,
    /// Its own title; empty where there is none.
    pub name: String,
    /// First day.
    pub from: Option<When>,
    /// Last day; none where it runs on, or where none is told.
    pub to: Option<When>,
    /// Whether it runs on by renewal.
    pub renewed: bool,
    /// Departments; empty where none is told.
    pub departments: Vec<String>,
    /// Who does the work; empty where that is not told.
    pub contractor: String,
    /// Its corporate number; empty where that is not told.
    pub number: String,
    /// 登録業務の名称; empty where that is not told.
    pub business: String,
    /// Who gave the work; empty where that is not told.
    pub principal: String,
    /// Its corporate number; empty where that is not told.
    pub principal_number: String,
    /// Depth in the tree of contracts: 1 for those directly under the public body.
    pub tier: u32,
    /// Obligations in the order of the policy.
    pub duties: Vec<Duty>,
}

impl AuditedPart {
    /// The gravest status in a group; none where nothing of the group is owed.
    pub fn mark(&self, group: RecordGroup) -> Option<ObligationStatus> {
        self.duties
            .iter()
            .filter(|duty| duty.asked.group == group)
            .map(|duty| duty.status)
            .max_by_key(|it| gravity(*it))
    }

    /// Obligations that stand so.
    pub fn count(&self, status: ObligationStatus) -> usize {
        self.duties.iter().filter(|duty| duty.status == status).count()
    }
}

/// How urgently a status wants a person.
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

/// Whether a person has to see to it.
pub fn is_open(status: ObligationStatus) -> bool {
    matches!(status, ObligationStatus::Overdue | ObligationStatus::Missing)
}
