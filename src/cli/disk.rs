//! Reading files, and standard input.

use std::collections::BTreeMap;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Mutex;

use super::listing::Listing;
use super::shown::ShownPaths;
use super::{Context, Streams, inputs};
use crate::session::{FileName, Files, NameEnding, Purpose};

/// Maximum number of bytes read of a table.
const MAX_TABLE_BYTES: u64 = 50 * 1024 * 1024 + 1;
/// Maximum number of bytes read of one file: one more than a source may have, so that too large is seen as such.
const MAX_BYTES: u64 = 5 * 1024 * 1024 + 1;

/// The files of a run on the disk, and what was read from standard input.
pub(super) struct Disk {
    shown: ShownPaths,
    beside: BTreeMap<String, Vec<String>>,
    /// The name of what standard input holds, and that, until it is taken.
    stdin: Option<(String, Mutex<Vec<u8>>)>,
}

impl Disk {
    /// Makes the files of a listing readable, and reads standard input if it is among them.
    pub(super) fn new(context: &Context<'_>, listing: Listing, streams: &mut Streams<'_>) -> Result<Self, io::Error> {
        let stdin = listing.stdin.map(|name| {
            let mut bytes = Vec::new();
            context.inputs.add([inputs::STDIN]);
            streams.stdin.take(MAX_BYTES).read_to_end(&mut bytes)?;
            Ok::<_, io::Error>((name, Mutex::new(bytes)))
        });
        Ok(Disk { shown: listing.shown, beside: listing.beside, stdin: stdin.transpose()? })
    }
}

impl Disk {
    /// Returns the file that is shown so; `None` for standard input.
    pub(super) fn place<'d>(&'d self, path: &'d str) -> Option<&'d Path> {
        let is_stdin = self.stdin.as_ref().is_some_and(|(name, _)| name == path);
        (!is_stdin).then(|| self.shown.place(path))
    }
}

impl Files for Disk {
    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        match &self.stdin {
            Some((name, bytes)) if name == path => {
                let mut bytes = bytes.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
                Ok(std::mem::take(&mut *bytes))
            }
            _ => read(self.shown.place(path)),
        }
    }

    fn beside(&self, filing: &str) -> Vec<String> {
        self.beside.get(filing).cloned().unwrap_or_default()
    }
}

/// Reads an ordinary file, up to what a source may have.
pub(super) fn read(path: &Path) -> io::Result<Vec<u8>> {
    if !std::fs::metadata(path)?.is_file() {
        return Err(io::Error::from(io::ErrorKind::Unsupported));
    }
    let name = path.file_name().and_then(|name| FileName::read(&name.to_string_lossy()));
    let table = name.is_some_and(|name| name.ending != NameEnding::Document && name.purpose == Purpose::Evidence);
    up_to(path, if table { MAX_TABLE_BYTES } else { MAX_BYTES })
}

/// Reads an old paper, which may have pictures in it; `None` where it is too large.
pub(super) fn paper(path: &Path, streams: &mut Streams<'_>) -> io::Result<Option<Vec<u8>>> {
    let bytes = if path.as_os_str() == inputs::STDIN {
        let mut bytes = Vec::new();
        streams.stdin.take(MAX_TABLE_BYTES).read_to_end(&mut bytes)?;
        bytes
    } else if std::fs::metadata(path)?.is_file() {
        up_to(path, MAX_TABLE_BYTES)?
    } else {
        return Err(io::Error::from(io::ErrorKind::Unsupported));
    };
    Ok(u64::try_from(bytes.len()).is_ok_and(|length| length < MAX_TABLE_BYTES).then_some(bytes))
}

fn up_to(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    std::fs::File::open(path)?.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}
