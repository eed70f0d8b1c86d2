//! What a run leaves out although it seems to be meant for it, and why: nobody takes for checked what was not.

use std::collections::BTreeMap;

use super::several::Several;

/// Why a file is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Omission {
    /// The configuration excludes it.
    Excluded,
    /// An ignore file names it, and the configuration lets such files have a say.
    Ignored,
    /// It is hidden, or in a hidden folder.
    Hidden,
    /// It is a link, or a folder that is one and leads elsewhere.
    Link,
    /// Excel keeps a workbook to itself by it.
    LockFile,
    /// It is no ordinary file.
    NotAFile,
    /// Its name ends in no way that is known.
    UnknownEnding,
}

impl Omission {
    /// Every reason.
    pub const ALL: [Omission; 7] = [
        Omission::Excluded,
        Omission::Ignored,
        Omission::Hidden,
        Omission::Link,
        Omission::LockFile,
        Omission::NotAFile,
        Omission::UnknownEnding,
    ];

    /// The word of formats.
    pub fn word(self) -> &'static str {
        match self {
            Omission::Excluded => "excluded",
            Omission::Ignored => "ignored",
            Omission::Hidden => "hidden",
            Omission::Link => "link",
            Omission::LockFile => "lock-file",
            Omission::NotAFile => "not-a-file",
            Omission::UnknownEnding => "unknown-ending",
        }
    }
}

/// A file that is left out.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct LeftOut {
    /// Its path; of a folder that is not entered with a slash at its end.
    pub path: String,
    /// Why.
    pub reason: Omission,
}

/// What a run does not look at, known before it begins.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Files that are left out, by path.
    pub left_out: Vec<LeftOut>,
    /// Patterns of files to exclude that fit none.
    pub idle_excludes: Vec<String>,
}

impl Coverage {
    /// Whether there is nothing to tell.
    pub fn is_whole(&self) -> bool {
        self.left_out.is_empty() && self.idle_excludes.is_empty()
    }

    /// The files by the reason why they are left out.
    pub fn by_reason(&self) -> BTreeMap<Omission, Several> {
        let mut all: BTreeMap<Omission, Several> = BTreeMap::new();
        for one in &self.left_out {
            all.entry(one.reason).or_default().add(&one.path);
        }
        all
    }
}
