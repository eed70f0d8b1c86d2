//! A file that bears its name only once it is complete.

use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::interrupt::unfinished;

/// How many names are tried for what is not complete.
const TRIES: u32 = 100;

/// A file being written beside its target. Dropped before [`NewFile::finish`], it leaves nothing; nor does it where a signal
/// ends the program.
pub(super) struct NewFile {
    out: BufWriter<File>,
    temporary: PathBuf,
    target: PathBuf,
}

impl NewFile {
    /// Begins a file. Where the target is a link, what it leads to is replaced and not the link.
    pub(super) fn create(target: &Path) -> io::Result<Self> {
        let target = std::fs::canonicalize(target).unwrap_or_else(|_| target.to_path_buf());
        target.file_name().ok_or(io::ErrorKind::InvalidFilename)?;
        for attempt in 0..TRIES {
            // Not made of the name of the target, which may be as long as a name can be.
            let temporary = target.with_file_name(format!(".sekisho-{}-{attempt}.tmp", std::process::id()));
            let mut unfinished = unfinished();
            // A new file each time: what lies there, be it a link, is nobody's to write through.
            match OpenOptions::new().write(true).create_new(true).open(&temporary) {
                Ok(file) => {
                    unfinished.insert(temporary.clone());
                    return Ok(NewFile { out: BufWriter::new(file), temporary, target });
                }
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
        Err(io::ErrorKind::AlreadyExists.into())
    }

    /// Gives the file the permissions of the one that it is to replace.
    pub(super) fn allow_as_target(&self) -> io::Result<()> {
        std::fs::set_permissions(&self.temporary, std::fs::metadata(&self.target)?.permissions())
    }

    /// Gives the file its name.
    pub(super) fn finish(mut self) -> io::Result<()> {
        self.out.flush()?;
        let mut unfinished = unfinished();
        std::fs::rename(&self.temporary, &self.target)?;
        unfinished.remove(&self.temporary);
        Ok(())
    }
}

impl Write for NewFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

impl Drop for NewFile {
    fn drop(&mut self) {
        // Once it has its name it is no longer listed, and there is nothing here to remove.
        let mut unfinished = unfinished();
        if unfinished.remove(&self.temporary) {
            let _ = std::fs::remove_file(&self.temporary);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("sekisho-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).unwrap();
        folder
    }

    fn names(folder: &Path) -> Vec<String> {
        let entries = std::fs::read_dir(folder).unwrap().flatten();
        let mut names: Vec<String> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_is_there_whole_or_not_at_all() {
        let folder = folder("whole");
        let target = folder.join("out.json");
        let mut dropped = NewFile::create(&target).unwrap();
        dropped.write_all(b"half").unwrap();
        assert_eq!(names(&folder).len(), 1);
        drop(dropped);
        assert!(names(&folder).is_empty());

        std::fs::write(&target, "before").unwrap();
        let mut file = NewFile::create(&target).unwrap();
        file.write_all(b"after").unwrap();
        assert_eq!(std::fs::read(&target).unwrap(), b"before");
        file.finish().unwrap();
        assert_eq!(std::fs::read(&target).unwrap(), b"after");
        assert_eq!(names(&folder), ["out.json"]);
        std::fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn what_cannot_take_the_name_leaves_nothing() {
        let folder = folder("refused");
        let target = folder.join("taken");
        std::fs::create_dir(&target).unwrap();
        let file = NewFile::create(&target).unwrap();
        assert!(file.finish().is_err());
        assert_eq!(names(&folder), ["taken"]);
        assert!(NewFile::create(&folder.join("nowhere").join("out")).is_err());
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
