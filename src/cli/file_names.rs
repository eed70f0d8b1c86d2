//! Names of files that a run makes up from ids, titles and names.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;

/// Maximum length of a name in bytes on most systems.
const MAX_BYTES: usize = 255;
/// What of it is kept for the number that tells files apart.
const NUMBER: usize = 8;

/// Names that were given to files of one folder, each to one.
#[derive(Default)]
pub(super) struct FileNames {
    taken: BTreeSet<String>,
}

impl FileNames {
    /// Keeps a name for a file that is written last.
    pub(super) fn keep(&mut self, name: &str) {
        self.taken.insert(alike(name));
    }

    /// Gives a name that no file before it has: the stem, cut to what fits between `before` and `after`, and a number where
    /// it takes one. Returns the stem as it was given.
    pub(super) fn give(&mut self, before: &str, stem: &str, after: &str) -> String {
        let room = MAX_BYTES.saturating_sub(before.len() + after.len() + NUMBER);
        let stem = &stem[..stem.floor_char_boundary(room)];
        let mut given = stem.to_owned();
        let mut more = 2;
        while !self.taken.insert(alike(&format!("{before}{given}{after}"))) {
            given = format!("{stem}-{more}");
            more += 1;
        }
        given
    }
}

/// The form in which names are compared: systems may not tell letters by their case, nor by how their marks are composed.
fn alike(name: &str) -> String {
    name.to_lowercase().nfc().collect()
}

/// A text without what some system does not take in a name.
pub(super) fn plain(text: &str) -> String {
    let taken = |c: char| !c.is_control() && !matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|');
    text.chars().map(|c| if taken(c) { c } else { '_' }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_files_have_one_name() {
        let mut names = FileNames::default();
        names.keep("index.html");
        let given =
            ["a_b", "A_B", "a_b", "a_b-2", "が", "か\u{3099}", "Index"].map(|stem| names.give("", stem, ".html"));
        assert_eq!(given, ["a_b", "A_B-2", "a_b-3", "a_b-2-2", "が", "か\u{3099}-2", "Index-2"]);
    }

    #[test]
    fn a_long_name_is_cut_between_characters_and_stays_its_own() {
        let mut names = FileNames::default();
        let long = "い".repeat(200);
        for _ in 0..12 {
            let given = names.give("o-", &long, ".html");
            assert!(format!("o-{given}.html").len() <= MAX_BYTES && given.starts_with("いい"), "{given}");
        }
        assert_eq!(names.taken.len(), 12);
    }

    #[test]
    fn signs_that_mean_something_to_a_system_are_replaced() {
        assert_eq!(plain("a/b\\c:d*e?f\"g<h>i|j\u{7}k.l-m_n（案）"), "a_b_c_d_e_f_g_h_i_j_k.l-m_n（案）");
    }
}
