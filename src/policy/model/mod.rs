//! What a policy holds, once it has been read and checked.

mod basis;
mod change;
mod condition;
mod form;
mod items;
mod law;
mod measure;
mod obligation;
mod policy;
mod rule;
mod spelling;
mod word_list;

pub use basis::{Basis, Effective, Sources};
pub use change::{ChangeKind, ChangeRow, Weight};
pub use condition::{Condition, Constant, Expectation, Operand, Path, Quantified, Quantifier};
pub use form::{ChecklistForm, ClauseForm, FormRow, KnownReason};
pub use items::{ItemList, ItemWords};
pub use law::{Cited, Enactment, Law};
pub use measure::{BuiltIn, PolicyMeasure, Promise};
pub use obligation::Obligation;
pub use policy::{Edition, Policy, Weakening};
pub use rule::{Exempt, Placeholder, Rule, RuleChange, Sentence};
pub(super) use word_list::WordList;
pub use word_list::WordLists;
