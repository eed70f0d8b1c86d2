//! What a workbook weighs unpacked, found out before the library reads it.

use std::io::{self, BufReader, Cursor, Read};

use quick_xml::events::Event;
use zip::ZipArchive;

use super::{COMPOUND, Refusal};

/// The part of a workbook with the strings that its sheets share.
const SHARED_STRINGS: &str = "sharedstrings.xml";

/// Length in bytes of the shortest string in it, `<si/>`.
const SHORTEST_STRING: u64 = 5;

/// Sees whether an archive unpacks to no more than a number of bytes: unpacks everything once and keeps nothing, as what one
/// says of its own size need not be true.
///
/// # Errors
/// It is no archive, it is damaged or of an older format, or weighs more.
pub fn weigh(bytes: &[u8], most: usize) -> Result<(), Refusal> {
    if bytes.starts_with(COMPOUND) {
        return Err(Refusal::Old);
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refusal::Broken)?;
    let mut left = u64::try_from(most).unwrap_or(u64::MAX);
    for at in 0..archive.len() {
        let entry = archive.by_index(at).map_err(|_| Refusal::Broken)?;
        let size = io::copy(&mut entry.take(left.saturating_add(1)), &mut io::sink()).map_err(|_| Refusal::Broken)?;
        left = left.checked_sub(size).ok_or(Refusal::Bytes)?;
        let entry = archive.by_index(at).map_err(|_| Refusal::Broken)?;
        let shared = entry.name().map_err(|_| Refusal::Broken)?.to_ascii_lowercase().ends_with(SHARED_STRINGS);
        if shared && promised(entry) > size / SHORTEST_STRING {
            return Err(Refusal::Broken);
        }
    }
    Ok(())
}

/// Returns how many strings the shared table states it has: calamine allocates room for them at once.
fn promised(entry: impl Read) -> u64 {
    let mut xml = quick_xml::Reader::from_reader(BufReader::new(entry));
    xml.config_mut().check_end_names = false;
    let mut event = Vec::new();
    loop {
        event.clear();
        match xml.read_event_into(&mut event) {
            Ok(Event::Start(tag) | Event::Empty(tag)) if tag.local_name().as_ref() == "sst" => {
                let counts = tag.split("uniqueCount").skip(1).map(|rest| {
                    let digits = rest.trim_start_matches(|c: char| !c.is_ascii_digit());
                    let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
                    digits.get(..end).filter(|it| !it.is_empty()).map_or(0, |it| it.parse().unwrap_or(u64::MAX))
                });
                return counts.max().unwrap_or(0);
            }
            Ok(Event::Eof) | Err(_) => return 0,
            Ok(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use rust_xlsxwriter::Workbook;

    use super::*;

    #[test]
    fn a_workbook_that_unpacks_to_too_much_is_not_read() {
        let mut workbook = Workbook::new();
        workbook.add_worksheet().write_string(0, 0, "filing").expect("written");
        let bytes = workbook.save_to_buffer().expect("saved");
        let mut archive = ZipArchive::new(Cursor::new(&bytes)).expect("an archive");
        let size = |archive: &mut ZipArchive<_>, at| archive.by_index(at).expect("an entry").size();
        let unpacked: u64 = (0..archive.len()).map(|at| size(&mut archive, at)).sum();
        let unpacked = usize::try_from(unpacked).expect("small");
        assert_eq!(weigh(&bytes, unpacked), Ok(()));
        assert_eq!(weigh(&bytes, unpacked - 1), Err(Refusal::Bytes));
        assert_eq!(weigh(&bytes, 0), Err(Refusal::Bytes));
    }

    #[test]
    fn strings_that_a_table_promises_are_counted_by_the_largest_number_it_tells() {
        for (xml, count) in [
            ("<sst uniqueCount=\"12\"/>", 12),
            ("<x:sst uniqueCount='7' count='9'></x:sst>", 7),
            ("<sst uniqueCount=\"3\" uniqueCount=\"30\">", 30),
            ("<sst uniqueCount=\"99999999999999999999999\">", u64::MAX),
            ("<sst count=\"5\">", 0),
            ("<sst uniqueCount=\"\">", 0),
            ("<other uniqueCount=\"5\"/>", 0),
            ("<?xml version=\"1.0\"?><!-- --><sst uniqueCount=\"4\">", 4),
            ("", 0),
            ("<sst", 0),
        ] {
            assert_eq!(promised(xml.as_bytes()), count, "{xml}");
        }
    }
}
