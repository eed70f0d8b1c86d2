//! What the server asks of the world around it.

use std::sync::Arc;

use crate::policy::Packs;
use crate::session::Session;
use crate::words::Lang;

/// What the server knows of files beside those that are open. Only the command line touches the disk.
pub(crate) trait House {
    /// The language of what is said of no file.
    fn lang(&self) -> Lang;

    /// Takes what the client says of itself: its language, and what its user has set.
    fn welcome(&mut self, locale: Option<&str>, settings: Option<&serde_json::Value>);

    /// Returns the run that judges a file, by the configuration and packs that a lint of it would take.
    ///
    /// # Errors
    /// A sentence on what keeps it from being judged.
    fn session(&mut self, path: &str) -> Result<Arc<Session>, String>;

    /// Returns the packs of which a file is part; `None` for any other file.
    ///
    /// # Errors
    /// A sentence on what keeps them from being read.
    fn packs(&self, path: &str) -> Result<Option<PackFolder>, String>;

    /// Tells all there is to say of an id of a rule, measure, form or other thing of a pack, as Markdown.
    fn explain(&self, session: &Session, path: &str, id: &str) -> Option<String>;

    /// Drops what was read of files, as some have changed.
    fn forget(&mut self);
}

/// The packs that stand in one folder.
pub(crate) struct PackFolder {
    /// As they are on the disk.
    pub(crate) packs: Packs,
    /// Path of the file in the folder, as packs name it.
    pub(crate) file: String,
    /// Path of the folder, with a separator at its end.
    pub(crate) folder: String,
}
