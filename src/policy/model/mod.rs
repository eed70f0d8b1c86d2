//! What a policy holds, once it has been read and checked.

mod basis;
mod change;
mod condition;
mod form;
mod form_text;
mod items;
mod law;
mod measure;
mod obligation;
mod paper;
mod policy;
mod rule;
mod sentence;
mod spelling;
mod start;
mod word_list;

pub use basis::{Basis, Effective, Sources};
pub use change::{ChangeKind, ChangeRow, Weight};
pub use condition::{Condition, Constant, Expectation, Operand, Path, Quantified, Quantifier};
pub use form::{ChecklistForm, ClauseForm, FormRow, KnownReason};
pub use form_text::{ChecklistText, ClauseParagraph, ClauseText, PaperForms, RowText};
pub use items::{ItemList, ItemWords};
pub use law::{Cited, Enactment, Law};
pub use measure::{BuiltIn, PolicyMeasure, Promise};
pub use obligation::Obligation;
pub use paper::{LinePlace, PageKind, PaperBlock, PaperEntry, PaperForm, PaperLine, PaperPage, PaperRow, Writing};
pub use policy::{Edition, Policy, Weakening};
pub use rule::{Exempt, Placeholder, Rule, RuleChange, Sentence};
pub use sentence::{SentenceName, Sentences};
pub use start::{FlowPattern, Renewal, RenewalRow, Starts};
pub(super) use word_list::WordList;
pub use word_list::WordLists;
