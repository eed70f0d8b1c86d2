//! A filing as one begins it: of what was said, of a pattern of a flow, or of last year's.
//!
//! Owns what is written and what is left blank: nothing that nobody said, and no answer of last year. Leaves to others reading old
//! papers (`import`), and in which form the filing is written.

mod blank;
mod defects;
mod medium;
mod pattern;
mod renew;
mod said;
mod shape;

pub use blank::blank;
pub use defects::defects;
pub use pattern::{of_pattern, part_kinds};
pub use renew::{LeftBehind, Renewed, renew};
pub use said::{Brief, NoPlace, SaidParty, SaidTerm, complete};
