//! One language per run: a text is in both only where packs and locales write it so. What the program says is made in the
//! one language that is asked for.

use proc_macro2::{TokenStream, TokenTree};

use crate::common::{below, root};

/// What is read in both languages: the texts themselves, those of packs, of the vocabulary and of the headings of sheets.
const READ: &[&str] = &["words/", "policy/", "vocabulary/", "workbook/"];
/// Further files that name them, and why.
const LISTED: &[(&str, &str)] = &[
    ("filing/problem.rs", "names the heading of a sheet that a problem is about"),
    ("import/mod.rs", "hands on the title of the form that was read"),
];

#[test]
fn nothing_is_said_in_both_languages() {
    let src = root().join("src");
    let mut found = Vec::new();
    let mut listed = Vec::new();
    for path in below(&src, ".rs") {
        let name = path.strip_prefix(&src).expect("below").to_string_lossy().replace('\\', "/");
        let text = std::fs::read_to_string(&path).expect("readable");
        if READ.iter().any(|folder| name.starts_with(folder)) || !names_both(&text) {
            continue;
        }
        match LISTED.iter().find(|(file, _)| *file == name) {
            Some(one) => listed.push(one),
            None => found.push(name),
        }
    }
    assert!(found.is_empty(), "texts in both languages are handled in {found:?}");
    for one in LISTED {
        assert!(listed.contains(&one), "{one:?} is gone, strike it from the list");
    }
}

#[test]
fn the_type_is_caught_wherever_it_is_named() {
    for wrong in ["use crate::words::{Both, Lang};", "fn f(x: &Both) {}", "fn f() { m! { Both::same(1) } }"] {
        assert!(names_both(wrong), "{wrong}");
    }
    for right in ["// Both are right.\nfn f(both: u8) {}", "enum Problem { BothWritten }", "const X: &str = \"Both\";"]
    {
        assert!(!names_both(right), "{right}");
    }
}

/// Whether code names the type of texts in both languages.
fn names_both(code: &str) -> bool {
    let tokens: TokenStream = code.parse().expect("Rust");
    any(tokens)
}

fn any(tokens: TokenStream) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Group(group) => any(group.stream()),
        TokenTree::Ident(name) => name == "Both",
        _ => false,
    })
}
