//! What the name of a file says of it.
//!
//! Names are compared as people read them: capitals and full-width letters do not count, nor does how a system composes
//! accents and sound marks.

use crate::text;

/// What a name says of a file that seems to be meant for the program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileName {
    /// What the file would be.
    pub purpose: Purpose,
    /// How the name ends.
    pub ending: NameEnding,
    /// The name before the mark, in the form in which names are compared.
    pub stem: String,
}

/// What a file is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Purpose {
    /// A filing.
    Filing,
    /// Records of what was done.
    Evidence,
}

/// How a name ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameEnding {
    /// As that of a document.
    Document,
    /// As that of a table: delimited text, or a workbook.
    Table,
    /// As that of a table, behind the mark of the lock file of a workbook that is open in Excel.
    LockFile,
    /// In another way, as a copy or an older format does.
    Unknown,
}

/// What stands in a name before its ending, by what the file is for.
const MARKS: [(&str, Purpose); 2] = [(".filing", Purpose::Filing), (".evidence", Purpose::Evidence)];
/// The whole name, before its ending, of records that are kept for all filings of a folder.
const GATHERED: &str = "evidence";
/// Endings of documents.
const DOCUMENTS: [&str; 2] = [".yaml", ".yml"];
/// Endings of tables: what Excel writes as text, and its workbooks of the present format.
const TABLES: [&str; 5] = [".csv", ".tsv", ".txt", ".xlsx", ".xlsm"];
/// How Excel begins the name of the file by which it keeps a workbook to itself.
const LOCK: &str = "~$";

impl FileName {
    /// Reads a name; none where it bears neither mark.
    pub fn read(name: &str) -> Option<Self> {
        let folded = text::fold(name);
        let whole = folded.strip_prefix(LOCK).unwrap_or(&folded);
        if let Some(rest) = whole.strip_prefix(GATHERED).filter(|rest| rest.starts_with('.')) {
            let ending = ending_of_evidence(rest, whole.len() < folded.len());
            return Some(FileName { purpose: Purpose::Evidence, ending, stem: String::new() });
        }
        let marks = MARKS.iter().filter_map(|(mark, purpose)| Some((folded.rfind(mark)?, *mark, *purpose)));
        // Of two marks the last counts: `a.filing.evidence.csv` tells of `a.filing`.
        let (at, mark, purpose) = marks.max_by_key(|(at, ..)| *at)?;
        let rest = &folded[at + mark.len()..];
        if rest.starts_with(char::is_alphanumeric) {
            return None;
        }
        let stem = &folded[..at];
        let ending = match purpose {
            Purpose::Evidence => ending_of_evidence(rest, stem.starts_with(LOCK)),
            Purpose::Filing if DOCUMENTS.contains(&rest) => NameEnding::Document,
            Purpose::Filing => NameEnding::Unknown,
        };
        Some(FileName { purpose, ending, stem: stem.to_owned() })
    }
}

/// What the ending of a file of records says. A document is never locked by Excel.
fn ending_of_evidence(rest: &str, locked: bool) -> NameEnding {
    match rest {
        _ if DOCUMENTS.contains(&rest) => NameEnding::Document,
        _ if TABLES.contains(&rest) && locked => NameEnding::LockFile,
        _ if TABLES.contains(&rest) => NameEnding::Table,
        _ => NameEnding::Unknown,
    }
}

/// The name of a file without the mark and ending of a filing; the whole of it where it bears none.
pub fn filing_stem(name: &str) -> &str {
    let is_filing = |rest: &str| {
        let found = FileName::read(rest);
        found.is_some_and(|it| it.stem.is_empty() && (it.purpose, it.ending) == (Purpose::Filing, NameEnding::Document))
    };
    // Folding may move bytes, so that the mark is sought in the name as it is.
    let found = name.char_indices().rev().find(|(at, _)| is_filing(&name[*at..]));
    found.map_or(name, |(at, _)| &name[..at])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(name: &str) -> Option<(Purpose, NameEnding)> {
        FileName::read(name).map(|it| (it.purpose, it.ending))
    }

    #[test]
    fn names_are_read_in_any_spelling() {
        for name in ["a.filing.yaml", "a.filing.yml", "A.FILING.YAML", "A.Filing.Yml", "付議書．ｆｉｌｉｎｇ．ｙａｍｌ"]
        {
            assert_eq!(read(name), Some((Purpose::Filing, NameEnding::Document)), "{name}");
        }
        for name in ["k.evidence.yaml", "k.evidence.yml", "K.EVIDENCE.YML"] {
            assert_eq!(read(name), Some((Purpose::Evidence, NameEnding::Document)), "{name}");
        }
        for name in [
            "k.evidence.csv",
            "K.EVIDENCE.CSV",
            "k.evidence.XLSX",
            "k.evidence.xlsm",
            "k.evidence.tsv",
            "k.evidence.txt",
        ] {
            assert_eq!(read(name), Some((Purpose::Evidence, NameEnding::Table)), "{name}");
        }
    }

    #[test]
    fn records_of_a_folder_need_no_name_of_their_own() {
        for name in ["evidence.yaml", "Evidence.YML"] {
            assert_eq!(read(name), Some((Purpose::Evidence, NameEnding::Document)), "{name}");
        }
        for name in ["evidence.csv", "EVIDENCE.xlsx", "ｅｖｉｄｅｎｃｅ．ｔｓｖ"] {
            assert_eq!(read(name), Some((Purpose::Evidence, NameEnding::Table)), "{name}");
        }
        assert_eq!(read("evidence.xls"), Some((Purpose::Evidence, NameEnding::Unknown)));
        assert_eq!(read("~$evidence.xlsx"), Some((Purpose::Evidence, NameEnding::LockFile)));
        assert_eq!(FileName::read("evidence.yaml").unwrap().stem, "");
        for name in ["evidence", "evidences.csv", "my evidence.yaml"] {
            assert_eq!(read(name), None, "{name}");
        }
    }

    #[test]
    fn what_resembles_one_is_told_from_what_does_not() {
        for name in [
            "a.filing",
            "a.filing.yaml.txt",
            "a.filing.yaml~",
            "a.filing (1).yaml",
            "a.filing - コピー.yaml",
            "a.filing.csv",
        ] {
            assert_eq!(read(name), Some((Purpose::Filing, NameEnding::Unknown)), "{name}");
        }
        for name in ["k.evidence.xls", "k.evidence.ods", "k.evidence.xlsb", "k.evidence.csv.bak"] {
            assert_eq!(read(name), Some((Purpose::Evidence, NameEnding::Unknown)), "{name}");
        }
        for name in ["filing.yaml", "a.filings.yaml", "a.yaml", "a.filingcabinet.yaml", ""] {
            assert_eq!(read(name), None, "{name}");
        }
    }

    #[test]
    fn a_lock_file_is_one_of_a_table_only() {
        assert_eq!(read("~$k.evidence.xlsx"), Some((Purpose::Evidence, NameEnding::LockFile)));
        assert_eq!(read("~$K.EVIDENCE.CSV"), Some((Purpose::Evidence, NameEnding::LockFile)));
        assert_eq!(read("~$k.evidence.xls"), Some((Purpose::Evidence, NameEnding::Unknown)));
        assert_eq!(read("~$k.evidence.xlsx.bak"), Some((Purpose::Evidence, NameEnding::Unknown)));
        // Excel writes no filings, so that this is one.
        assert_eq!(read("~$a.filing.yaml"), Some((Purpose::Filing, NameEnding::Document)));
        assert_eq!(read("~$k.evidence.yaml"), Some((Purpose::Evidence, NameEnding::Document)));
    }

    #[test]
    fn stems_are_those_of_filings() {
        assert_eq!(FileName::read("Ga.Evidence.yml").unwrap().stem, FileName::read("ga.filing.yaml").unwrap().stem);
        assert_eq!(
            FileName::read("か\u{3099}.evidence.yaml").unwrap().stem,
            FileName::read("が.filing.yaml").unwrap().stem
        );
        assert_eq!(FileName::read("a.filing.evidence.csv").unwrap().stem, "a.filing");
        for (name, stem) in [
            ("A.Filing.YML", "A"),
            ("か\u{3099}.filing.yaml", "か\u{3099}"),
            ("a.yaml", "a.yaml"),
            ("a.filing.filing.yaml", "a.filing"),
        ] {
            assert_eq!(filing_stem(name), stem, "{name}");
        }
    }
}
