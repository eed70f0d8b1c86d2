//! The table of limits says what the code does.

use crate::common::text;

/// The value of a limit as its declaration writes it: a number, or a product or shift of numbers.
fn value(written: &str) -> u64 {
    let number = |text: &str| text.trim().replace('_', "").parse::<u64>().unwrap_or_else(|_| panic!("{written}"));
    match written.split_once("<<") {
        Some((one, by)) => number(one) << number(by),
        None => written.split('*').map(number).product(),
    }
}

/// What a file says of a constant, or of a field of the usual limits.
fn declared(file: &str, name: &str) -> u64 {
    let source = text(&format!("src/{file}"));
    let constant = source.split_once(&format!("const {name}: ")).and_then(|(_, rest)| Some(rest.split_once(" = ")?.1));
    // A field is declared with its type, and filled with its number.
    let field = format!(" {name}: ");
    let mut filled = source.split(&field).skip(1).filter(|rest| rest.starts_with(char::is_numeric));
    let rest = constant.or_else(|| filled.next()).unwrap_or_else(|| panic!("{file} has no {name}"));
    let end = rest.find([';', ',', '}']).expect("an end");
    // What is read of a file is one more than it may have, so that more is seen.
    value(rest[..end].trim_end().trim_end_matches("+ 1").trim())
}

#[test]
fn the_table_of_limits_is_true() {
    let page = text("docs/limits.md");
    let rows = page.lines().filter(|line| line.starts_with("| ") && line.contains('`'));
    let mut held = 0;
    for row in rows {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        let [what, limit, _, place] = cells[..] else { panic!("{row}") };
        let said: u64 = limit.replace(',', "").parse().unwrap_or_else(|_| panic!("{row}"));
        let (file, name) = place.trim_matches('`').split_once(' ').expect("a file and a name");
        assert_eq!(declared(file, name), said, "{what}");
        held += 1;
    }
    assert!(held >= 30, "{held} rows are read");
}
