//! Workbooks (.xlsx) as cells with texts.
//!
//! Owns the only use of the library that reads them, and how much of one is read, or of any archive. Leaves to others what
//! headings and cells mean.

mod book;
mod weigh;

pub use book::{BookCell, MergedBlock, OpenBook, SheetCells, guarded};
pub use weigh::weigh;

/// How much of a workbook may be read.
#[derive(Debug, Clone, Copy)]
pub struct Allowance {
    /// Maximum number of sheets: a small workbook can name the same large sheet many times.
    pub sheets: usize,
    /// Maximum number of cells.
    pub cells: usize,
    /// Maximum number of bytes of the unpacked workbook.
    pub bytes: usize,
    /// Maximum number of bytes of the texts in its cells: one text may stand in many.
    pub texts: usize,
}

/// Why a workbook is not read, or not to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// It has a password, or is of the format before .xlsx.
    Old,
    /// It is damaged, or no workbook.
    Broken,
    /// More sheets than allowed.
    Sheets,
    /// More cells than allowed.
    Cells,
    /// More bytes than allowed.
    Bytes,
    /// More text than allowed.
    Texts,
}

impl Refusal {
    /// Returns what there is more of than an allowance has, as `limit.*` of the words calls it, and how much that has; `None`
    /// where the workbook is not read for another reason.
    pub fn exceeded(self, allowance: Allowance) -> Option<(&'static str, usize)> {
        match self {
            Refusal::Old | Refusal::Broken => None,
            Refusal::Sheets => Some(("sheets", allowance.sheets)),
            Refusal::Cells => Some(("cells", allowance.cells)),
            Refusal::Bytes => Some(("bytes", allowance.bytes)),
            Refusal::Texts => Some(("texts", allowance.texts)),
        }
    }
}

const ZIP: [&[u8]; 2] = [b"PK\x03\x04", b"PK\x05\x06"];
/// The mark of compound files: workbooks older than .xlsx, and any workbook with a password.
const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0";

/// True if a file is marked as a workbook, whether it can be read or not.
pub fn is_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(COMPOUND) || ZIP.iter().any(|mark| bytes.starts_with(mark))
}

/// Takes an amount from what is left; false if that is not enough.
fn take(left: &mut usize, amount: usize) -> bool {
    match left.checked_sub(amount) {
        Some(rest) => *left = rest,
        None => return false,
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_taken_is_never_more_than_there_is() {
        let mut left = 5;
        assert_eq!((take(&mut left, 3), left), (true, 2));
        assert_eq!((take(&mut left, 3), left), (false, 2));
        assert_eq!((take(&mut left, 2), left), (true, 0));
        assert_eq!((take(&mut left, 1), left), (false, 0));
    }
}
