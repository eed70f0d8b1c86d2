//! Days as filings write them.
//!
//! Owns the eras and their boundaries ([`Era`]), exact and vague dates ([`When`]) and fiscal years ([`FiscalYear`]):
//! reading, printing and arithmetic. A date itself is [`jiff::civil::Date`]. Leaves to others: today's date, and the
//! wording of problems.

mod era;
mod fiscal;
mod print;
mod read;
mod slip;
mod when;

#[cfg(test)]
mod tests;

pub use era::Era;
pub use fiscal::FiscalYear;
pub use jiff::civil::Date;
pub use print::{iso, wareki};
pub use slip::meant;
pub use when::{DateProblem, EraNote, MonthPart, When, WhenKind};
