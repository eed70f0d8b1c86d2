//! Every input that the fuzz targets have kept, held to the same properties.

#[allow(unreachable_pub, reason = "the fuzz targets are another crate")]
#[path = "../../fuzz/src/checks.rs"]
mod checks;

use crate::common::{below, root};

fn replay(target: &str, check: fn(&[u8])) {
    let folder = root().join("fuzz/corpus").join(target);
    let kept = below(&folder, "");
    assert!(!kept.is_empty(), "{target}: nothing is kept");
    for path in kept {
        let bytes = std::fs::read(&path).expect("readable");
        // The name of the input is known only where the check fails.
        let result = std::panic::catch_unwind(|| check(&bytes));
        assert!(result.is_ok(), "{}", path.display());
    }
}

#[test]
fn documents_keep_their_places() {
    replay("document", checks::document);
}

#[test]
fn filings_are_judged_and_reported() {
    replay("filing", checks::filing);
}

#[test]
fn records_are_read_or_refused_with_places() {
    replay("evidence", checks::evidence);
}

#[test]
fn a_table_says_the_same_as_text_and_as_a_workbook() {
    replay("workbook", checks::workbook);
}

#[test]
fn filings_in_sheets_are_read_and_written() {
    replay("desk", checks::desk);
}

#[test]
fn papers_are_read_to_the_last_character() {
    replay("paper", checks::paper);
}

#[test]
fn packs_are_accepted_or_refused_with_places() {
    replay("policy", checks::policy);
}

#[test]
fn dates_are_read_as_they_are_printed() {
    replay("dates", checks::dates);
}

#[test]
fn conditions_are_answered() {
    replay("condition", checks::condition);
}
