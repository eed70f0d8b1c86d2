//! What surveys of public bodies ask of contracts: how many, of what, passed on to whom, and with whose consent.

use std::collections::{BTreeMap, BTreeSet};

use super::outcome::{AuditedPart, is_open};
use crate::text;
use crate::vocabulary::enumerations::{ObligationStatus, PartKind};

/// The answers to a survey, over the parts that ran in the year.
#[derive(Debug, Default)]
pub struct Survey {
    /// Contracts directly with the public body.
    pub contracts: usize,
    /// Those by whether they provide, collect or handle personal data.
    pub personal: AnswerTally,
    /// Those by whether any of the work is passed on.
    pub subcontracted: AnswerTally,
    /// Those with a third tier below them, or a deeper one.
    pub third_tier: usize,
    /// Sub-contracts by whether the consent to them is on record.
    pub consent: AnswerTally,
    /// Sub-contracts by their tier, the second being directly below the contractor.
    pub subcontracts: BTreeMap<u32, usize>,
    /// Parts of which something is open.
    pub open: usize,
    /// Parts of which nothing is open, but something cannot be told.
    pub undetermined: usize,
    /// Sub-contractors by tier, each once, by their names as these are compared.
    below: BTreeMap<u32, BTreeSet<String>>,
}

/// How many answer yes, no, and not at all.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct AnswerTally {
    /// Number of those for which it is so.
    pub yes: usize,
    /// Number of those for which it is not so.
    pub no: usize,
    /// Number of those for which nothing tells.
    pub unknown: usize,
}

impl AnswerTally {
    fn add(&mut self, answer: Option<bool>) {
        match answer {
            Some(true) => self.yes += 1,
            Some(false) => self.no += 1,
            None => self.unknown += 1,
        }
    }
}

impl Survey {
    /// Adds a part.
    pub(super) fn add(&mut self, part: &AuditedPart) {
        if part.kind == PartKind::Outsourcing {
            self.contracts += 1;
            self.personal.add(part.personal);
            self.subcontracted.add(part.subcontracted);
            self.third_tier += usize::from(part.tiers_below > 1);
        }
        if part.kind == PartKind::SubOutsourcing {
            self.consent.add(part.consented);
            *self.subcontracts.entry(part.tier).or_default() += 1;
            let names = self.below.entry(part.tier).or_default();
            names.extend((!part.contractor.is_empty()).then(|| text::company(&part.contractor)));
        }
        if part.duties.iter().any(|duty| is_open(duty.status)) {
            self.open += 1;
        } else if part.count(ObligationStatus::Undetermined) > 0 {
            self.undetermined += 1;
        }
    }

    /// Returns the number of sub-contractors of each tier that filings name.
    pub fn subcontractors(&self) -> BTreeMap<u32, usize> {
        self.below.iter().map(|(tier, names)| (*tier, names.len())).collect()
    }
}
