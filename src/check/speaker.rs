//! Who reports: a policy, whose words sentences are made of, and the language of the run.

use crate::policy::Policy;
use crate::words::Lang;

/// The words of a policy in one language.
#[derive(Debug, Clone, Copy)]
pub struct Speaker<'p> {
    /// The policy that has the words.
    pub policy: &'p Policy,
    /// The language in which findings are written.
    pub lang: Lang,
}
