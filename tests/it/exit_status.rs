//! The page on exit status 0: every line of its tables names a test that there is.

use crate::common::{root, text};

#[test]
fn every_line_on_exit_status_names_a_test() {
    let page = text("docs/exit-status.md");
    let lines: Vec<&str> = page.lines().filter(|line| line.starts_with("| ") && line.contains("<br>")).collect();
    assert!(lines.len() >= 14, "{}", lines.len());
    for line in lines {
        let test = line.trim_end_matches(" |").rsplit("| ").next().unwrap_or_default();
        let named = test.trim_matches('`').split_once("::");
        let (module, name) = named.unwrap_or_else(|| panic!("no test is named: {line}"));
        let file = format!("tests/it/{module}.rs");
        assert!(root().join(&file).is_file(), "{file} is not there: {line}");
        assert!(text(&file).contains(&format!("#[test]\nfn {name}()")), "{name} is not in {file}");
    }
}
