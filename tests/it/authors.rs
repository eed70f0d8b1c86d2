//! The page for authors of policies: its YAML is that of the example packs, which load and pass their tests as the commands of
//! the page show (`cmd.rs` runs them), and its commands that write do so.

use crate::common::{empty_folder, sekisho, text};
use crate::contributing::fenced;

/// Where the example packs lie.
const EXAMPLE: &str = "examples/policies";

#[test]
fn the_blocks_of_the_page_stand_in_the_example_packs() {
    let blocks = fenced(&text("docs/policy-authors.md"), "yaml");
    assert_eq!(blocks.len(), 14);
    for block in blocks {
        let (first, rest) = block.split_once('\n').expect("lines");
        let file = first.strip_prefix("# ").expect("`# FILE`");
        assert!(text(&format!("{EXAMPLE}/{file}")).contains(rest), "{file} holds something else than the page shows");
    }
}

#[test]
fn the_commands_of_the_page_write_what_it_says() {
    let folder = empty_folder("authors", "commands");
    let [packs, book] = ["policies", "book"].map(|name| folder.join(name).display().to_string());
    let blocks = fenced(&text("docs/policy-authors.md"), "sh");
    let commands: Vec<&str> = blocks.iter().flat_map(|block| block.lines()).collect();
    assert_eq!(commands.len(), 3);
    for command in commands {
        let arguments: Vec<&str> = command.split(' ').skip(1).collect();
        let arguments: Vec<&str> = arguments
            .into_iter()
            .map(|one| match one {
                "policies" => packs.as_str(),
                "親の基準" => book.as_str(),
                other => other,
            })
            .collect();
        let (status, _, said) = sekisho(&arguments);
        assert_eq!((status, said.as_str()), (0, ""), "{command}");
    }
    for file in ["book/municipal/README.md", "book/municipal/measures.md", "policies/shiosai/policy.yaml"] {
        assert!(folder.join(file).is_file(), "{file}");
    }
    assert!(folder.join("policies/shiosai/rules/shiosai-leave-eight-items.yaml").is_file());
}

/// The page says that a pack of a city is written in so many lines.
#[test]
fn the_city_of_the_page_needs_few_lines() {
    let pack = crate::common::root().join(EXAMPLE).join("shiosai");
    let own =
        crate::common::below(&pack, ".yaml").into_iter().filter(|path| !path.to_string_lossy().contains("/base/"));
    let lines: usize = own.map(|path| std::fs::read_to_string(path).expect("read").lines().count()).sum();
    assert!((100..150).contains(&lines), "{lines} lines");
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
