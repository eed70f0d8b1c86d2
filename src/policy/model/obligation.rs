//! Obligations: which records of what was done an audit asks for, and when they are owed.

use super::basis::{Basis, Effective};
use super::condition::Condition;
use crate::finding::Severity;
use crate::vocabulary::enumerations::{Every, Record, RecordGroup, RecordKey, Side};
use crate::vocabulary::facts::SubjectKind;
use crate::words::Both;

/// A record that is owed under a part: a contract, a connection, a processing.
#[derive(Debug, Clone)]
pub struct Obligation {
    /// Id, the register's.
    pub id: String,
    /// Its name.
    pub title: Both,
    /// Whose record it is.
    pub binds: Side,
    /// How often; this tells as well of what the condition speaks.
    pub every: Every,
    /// When it is owed.
    pub when: Condition,
    /// Kinds of records that meet it; one is enough.
    pub met_by: Vec<Record>,
    /// Keys that the record has to tell for that.
    pub tells: Vec<RecordKey>,
    /// The column of an audit's overview that it belongs to.
    pub group: RecordGroup,
    /// Days that may pass after what it follows.
    pub grace: Option<i64>,
    /// Weight of its lack.
    pub severity: Severity,
    /// What it rests on.
    pub basis: Vec<Basis>,
    /// Days on which it is in force.
    pub effective: Effective,
}

impl Every {
    /// What an obligation of this kind is owed for.
    pub fn subject(self) -> SubjectKind {
        match self {
            Every::Hop => SubjectKind::Hop,
            Every::Holding => SubjectKind::Holding,
            _ => SubjectKind::Part,
        }
    }
}
