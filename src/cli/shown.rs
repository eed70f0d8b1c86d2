//! Paths as they are shown, and the files that they stand for.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use unicode_normalization::UnicodeNormalization;

use super::walk::or_here;

/// Files whose path is no text, by the text that stands for it.
#[derive(Default)]
pub(super) struct ShownPaths {
    places: BTreeMap<String, PathBuf>,
}

impl ShownPaths {
    /// The text that stands for a path, for no other file than this.
    pub(super) fn show(&mut self, path: &Path) -> String {
        if let Some(text) = path.to_str() {
            return text.to_owned();
        }
        let mut text = readable(path.as_os_str());
        let taken = |text: &String, places: &BTreeMap<String, PathBuf>| {
            places.get(text).map_or_else(|| std::fs::symlink_metadata(text).is_ok(), |other| other != path)
        };
        while taken(&text, &self.places) {
            text.push('\'');
        }
        self.places.insert(text.clone(), path.to_path_buf());
        text
    }

    /// The file that a text stands for.
    pub(super) fn place<'p>(&'p self, text: &'p str) -> &'p Path {
        self.places.get(text).map_or(Path::new(text), PathBuf::as_path)
    }
}

/// A name with every byte that belongs to no text written as `\x95`.
fn readable(name: &OsStr) -> String {
    let mut text = String::new();
    for chunk in name.as_encoded_bytes().utf8_chunks() {
        text.push_str(chunk.valid());
        for byte in chunk.invalid() {
            // Writing to a String cannot fail.
            let _ = write!(text, "\\x{byte:02x}");
        }
    }
    text
}

/// The path of what is there, where a system composes the marks of its name in another way than the path does.
pub(super) fn composed_otherwise(path: &Path) -> Option<PathBuf> {
    let form = |name: &OsStr| Some(name.to_str()?.nfc().collect::<String>());
    let wanted = form(path.file_name()?)?;
    let named = path.parent()?;
    let folder = or_here(named);
    let there = folder.is_dir();
    let folder = if there { folder.to_path_buf() } else { composed_otherwise(folder)? };
    // What is there under the very name leads to nothing.
    let alike = |name: &OsStr| form(name).as_ref() == Some(&wanted) && !(there && Some(name) == path.file_name());
    let mut alike = std::fs::read_dir(&folder).ok()?.flatten().filter(|it| alike(&it.file_name()));
    let found = alike.next()?;
    // Of two nobody can tell which is meant.
    if alike.next().is_some() {
        return None;
    }
    Some(if named == Path::new("") { found.file_name().into() } else { found.path() })
}
