//! The annual audit: what was done joined with what was filed.
//!
//! Owns which parts ran in a fiscal year, which records they owe, and how each obligation stands. Leaves reading
//! evidence to [`crate::evidence`], what is owed to the policy, and files to the command line.

mod outcome;

pub use outcome::{Asked, Audited, Duty, Part, Proof, Terms, gravity};
