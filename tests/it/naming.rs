//! One party has one name: a finding, a page, a picture and tables call a party without a name alike.

use crate::common::{empty_folder, sekisho, text};

/// Writes a filing whose contractor has no name, and returns what each kind of output says of it.
fn outputs(case: &str, contractor: &str, lang: &str) -> Vec<(&'static str, String)> {
    let named =
        "{ role: contractor, name: 株式会社みほん印刷, certifications: [{ name: privacy-mark, status: held }] }";
    let clean = text("tests/cmd/inputs/clean.yaml");
    assert!(clean.contains(named) && clean.contains("data: [roster], encrypted: true,"));
    // Unencrypted, so that a finding speaks of the receiver; nothing recorded, so that an audit speaks of the holder.
    let filing = clean.replacen(named, contractor, 1).replacen("encrypted: true,", "encrypted: false,", 1);
    let folder = empty_folder("naming", case);
    let at = |name: &str| folder.join(name).to_string_lossy().into_owned();
    let path = at("one.filing.yaml");
    std::fs::write(&path, filing).expect("written");
    let printed = |arguments: &[&str]| sekisho(&[&["--lang", lang], arguments].concat()).1;
    let written = |command: &str, name: &str| {
        let out = at(name);
        let (_, _, errors) = sekisho(&["--lang", lang, command, &path, "-o", &out]);
        std::fs::read_to_string(out).unwrap_or_else(|error| panic!("{command}: {error}: {errors}"))
    };
    vec![
        ("finding", printed(&["lint", "--isolated", "--format", "concise", &path])),
        ("markdown", printed(&["lint", "--isolated", "--format", "markdown", &path])),
        ("audit", printed(&["audit", "--fiscal-year", "2024", "--format", "markdown", &path])),
        ("picture", written("diagram", "one.svg")),
        ("page", written("report", "one.html")),
    ]
}

/// Looks for a name where each output speaks of the party, not only anywhere in it.
fn assert_called(name: &str, outputs: Vec<(&'static str, String)>) {
    for (kind, said) in outputs {
        let spoken = match kind {
            "page" => said.split_once("id=\"answers\"").and_then(|(_, after)| after.split_once("</section>")),
            _ => Some((said.as_str(), "")),
        };
        assert!(spoken.is_some_and(|(spoken, _)| spoken.contains(name)), "{kind}: {name} is not in {said}");
        for other in ["受け取る側の記載なし", "receiver not stated", "no name stated"] {
            assert!(!said.contains(other), "{kind}: {other} is in {said}");
        }
    }
}

#[test]
fn a_party_without_a_name_is_called_by_all_its_roles_everywhere() {
    for (lang, name) in [("ja", "委託先、運送事業者"), ("en", "contractor, carrier")] {
        assert_called(name, outputs(&format!("roles-{lang}"), "{ role: [contractor, carrier] }", lang));
    }
}

#[test]
fn a_party_without_name_and_role_is_said_to_have_no_name_everywhere() {
    for (lang, name) in [("ja", "（名称の記載なし）"), ("en", "(name not stated)")] {
        assert_called(name, outputs(&format!("nothing-{lang}"), "{ public: false }", lang));
    }
}
