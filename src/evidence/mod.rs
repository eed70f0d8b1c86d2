//! Evidence: records of what was done under a filing, as staff keep them.
//!
//! Owns the format `sekisho: evidence/v1`, the reading of rows into records, whatever their source, and what the
//! records of one filing refer to in it. Rows of YAML and rows of a table are read by the same code. Leaves to others:
//! opening files, which records are owed, and the wording of problems.

mod join;
mod model;
mod names;
mod problems;
mod read;
mod row;
mod schema;
mod supersede;
mod table;
mod term;

pub use join::{Joined, Unresolved, join};
pub use model::{Record, Told};
pub use names::RecordNames;
pub use read::{Form, form, records};
pub use row::{Cell, CellText, Row, rows_in, rows_of};
pub use schema::schema;
pub use supersede::{Superseded, standing};
pub use table::{Table, tables};
pub use term::{Running, Touches};

/// The value of the key `sekisho` that marks a file of evidence.
pub const FORMAT: &str = "evidence/v1";

/// Maximum number of records in one file.
pub const MAX_RECORDS: usize = 1_000_000;
