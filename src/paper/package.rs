//! What kind of file an archive is, and its parts.

use std::borrow::Cow;
use std::io::{Cursor, Read};

use quick_xml::events::Event;
use zip::ZipArchive;

use super::{MAX_UNPACKED, PaperRefusal};
use crate::cells;

/// What an archive holds.
pub(super) enum PackageKind {
    /// A document, with the name of its main part.
    Document(String),
    Workbook,
}

/// Tells what a file is that is marked as an archive, and whether it may be unpacked.
pub(super) fn kind(bytes: &[u8]) -> Result<PackageKind, PaperRefusal> {
    cells::weigh(bytes, MAX_UNPACKED)?;
    let main = part(&mut open(bytes)?, "_rels/.rels")?.as_deref().and_then(main_part);
    match main {
        Some(main) if main.starts_with("xl/") => Ok(PackageKind::Workbook),
        Some(main) if main.starts_with("word/") => Ok(PackageKind::Document(main)),
        _ => Err(PaperRefusal::Other),
    }
}

/// An archive whose parts are read.
pub(super) type Archive<'b> = ZipArchive<Cursor<&'b [u8]>>;

/// Opens an archive.
pub(super) fn open(bytes: &[u8]) -> Result<Archive<'_>, PaperRefusal> {
    ZipArchive::new(Cursor::new(bytes)).map_err(|_| PaperRefusal::Broken)
}

/// Returns a part as text; `None` if there is none of this name.
pub(super) fn part(archive: &mut Archive<'_>, name: &str) -> Result<Option<String>, PaperRefusal> {
    let Ok(mut entry) = archive.by_name(name) else { return Ok(None) };
    let mut text = String::new();
    entry.read_to_string(&mut text).map_err(|_| PaperRefusal::Broken)?;
    Ok(Some(text))
}

/// Returns the names of its parts, in the order of the archive.
pub(super) fn names(archive: &Archive<'_>) -> Result<Vec<String>, PaperRefusal> {
    let named = |name: Result<_, _>| name.map(Cow::into_owned).map_err(|_| PaperRefusal::Broken);
    archive.file_names().map(named).collect()
}

/// Returns the name of the part that a package begins with.
fn main_part(relations: &str) -> Option<String> {
    let mut xml = quick_xml::Reader::from_str(relations);
    loop {
        match xml.read_event().ok()? {
            Event::Start(tag) | Event::Empty(tag) if tag.local_name().as_ref() == "Relationship" => {
                let value = |name| {
                    let found = tag.try_get_attribute(name).ok().flatten()?;
                    Some(found.value.to_string())
                };
                if value("Type").is_some_and(|kind| kind.ends_with("/officeDocument")) {
                    return Some(value("Target")?.trim_start_matches('/').to_owned());
                }
            }
            Event::Eof => return None,
            _ => {}
        }
    }
}
