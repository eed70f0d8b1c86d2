//! Workbooks for people: the one in which a filing is written, the one in which staff record what was done, and the one
//! that tells what an audit found.
//!
//! Owns sheets, columns and looks. Whatever comes from an input is written as text and nothing else: no formula, link or
//! number is made of it. Leaves to others: what is asked for and what was found, and where the bytes go. The library for
//! it stays behind this module.

#[cfg(feature = "cli")]
mod audit;
mod filing;
#[cfg(feature = "cli")]
mod pile;
mod register;
mod sheet;
mod template;

#[cfg(feature = "cli")]
pub use audit::AuditWorkbook;
pub use filing::{CellRemark, ProvenWorkbook, Unwritten, remarks};
pub use register::RecordRegister;
pub use template::template;
