//! The page for authors of policies: its YAML is that of the example pack, which loads and passes its tests as the
//! commands of the page show (`cmd.rs` runs them).

use crate::common::text;
use crate::contributing::fenced;

/// Where the example pack lies.
const EXAMPLE: &str = "examples/policies";

#[test]
fn the_blocks_of_the_page_stand_in_the_example_pack() {
    let blocks = fenced(&text("docs/policy-authors.md"), "yaml");
    assert_eq!(blocks.len(), 5);
    for block in blocks {
        let (first, rest) = block.split_once('\n').expect("lines");
        let file = first.strip_prefix("# ").expect("`# FILE`");
        assert!(text(&format!("{EXAMPLE}/{file}")).contains(rest), "{file} holds something else than the page shows");
    }
}

#[test]
fn the_example_pack_changes_five_rules_and_adds_three() {
    let rules = |name: &str, key: &str| {
        let marks = format!("- {key}: ");
        text(&format!("{EXAMPLE}/minato-example/rules/{name}.yaml"))
            .lines()
            .filter(|line| line.starts_with(&marks))
            .count()
    };
    assert_eq!((rules("changed", "override"), rules("added", "id")), (5, 3));
}
