//! Commands that find files, and those that write several.

use std::fs;

use super::{CLEAN, OTHER, PACKS, REVISED, VILLAGE, ends, folder, names, refused};
use crate::common::{sekisho, text};

#[test]
fn pictures_go_to_files_that_are_named_after_flow_and_page() {
    let out = folder("pictures", &[]);
    let to = |name: &str| out.join(name).display().to_string();
    let draw = |more: &[&str]| sekisho(&[&["--lang", "en", "diagram", VILLAGE, "--policy", PACKS], more].concat());
    assert_eq!(draw(&["-o", &to("all.svg")]), (0, String::new(), String::new()));
    assert_eq!(draw(&["-o", &to("one.svg"), "--flow", "send"]), (0, String::new(), String::new()));
    assert_eq!(draw(&["-o", &to("text.md")]), (0, String::new(), String::new()));
    assert_eq!(draw(&["-o", &to("graph.dot")]), (0, String::new(), String::new()));
    assert_eq!(draw(&["-o", &to("named.txt"), "--format", "mermaid"]), (0, String::new(), String::new()));
    assert_eq!(draw(&["-o", &to("plain")]), (0, String::new(), String::new()));
    let made =
        ["all-print.svg", "all-send.svg", "graph.dot", "named.txt", "one.svg", "plain-print", "plain-send", "text.md"];
    assert_eq!(names(&out), made);
    let read = |name: &str| fs::read_to_string(out.join(name)).expect("a picture");
    assert!(read("all-send.svg").starts_with("<svg") && read("plain-print").starts_with("<svg"));
    assert_eq!((read("all-send.svg"), read("text.md")), (read("one.svg"), read("named.txt")));
    assert!(
        !read("all-send.svg").contains("data-flow=\"print\"") && read("all-print.svg").contains("data-flow=\"print\"")
    );
    // Both flows in one text.
    assert_eq!((read("text.md").matches("flowchart").count(), read("graph.dot").matches("digraph").count()), (2, 2));
    let (status, shown, _) = draw(&[]);
    assert_eq!(
        (status, shown.matches("data-flow=\"send\"").count() > 0, shown.matches("data-flow=\"print\"").count() > 0),
        (0, true, true)
    );
    // Marks of findings only where they are asked for.
    assert!(!shown.contains("data-mark") && draw(&["--findings"]).1.contains("data-mark"));
    refused(&["diagram", VILLAGE, "--policy", PACKS, "--flow", "sent"], "there is no flow sent; known: send, print");
    let still = "sekisho: filing/v1\nid: still\njurisdiction: village\nsubmitted: 2026-04-01\n";
    fs::write(out.join("still.filing.yaml"), still).expect("written");
    let still = to("still.filing.yaml");
    refused(&["diagram", &still, "--policy", PACKS], &format!("there is no flow to draw: {still}"));
    ends(&["diagram", OTHER], 2, "", "…error: Not a filing [not-a-filing]\n…");
    refused(
        &["diagram", CLEAN, "--format", "mermaid", "--engine", "graphviz"],
        "Graphviz does not draw Mermaid; leave out --engine graphviz",
    );
    ends(
        &["diagram", CLEAN, "--since", "tests/cmd/inputs/none.yaml"],
        2,
        "",
        "no such file or folder: tests/cmd/inputs/none.yaml\n",
    );
    let hidden =
        "changes that no frame in the picture can show: 2 (contracts, data, what was removed); see sekisho diff\n";
    ends(&["diagram", REVISED, "--since", CLEAN], 0, "<svg…", hidden);
    ends(&["diagram", CLEAN, "--since", CLEAN], 0, "<svg…", "");
}

/// Pages of a flow are numbered, and the names of flows are no paths.
#[test]
fn pages_of_a_long_flow_are_numbered() {
    let steps: String = (1..=60).map(|at| format!("      - {{ id: {at}, action: verify, actor: city }}\n")).collect();
    let filing = format!(
        "sekisho: filing/v1\nid: long\njurisdiction: village\nsubmitted: 2026-04-01\nactors:\n  city: {{ role: principal, name: 村 }}\nflows:\n  - id: long\n    steps:\n{steps}"
    );
    let folder = folder("pages", &[("long.filing.yaml", &filing)]);
    let (file, out) =
        (folder.join("long.filing.yaml").display().to_string(), folder.join("p.svg").display().to_string());
    ends(&["diagram", &file, "--policy", PACKS, "--page", "a4", "-o", &out], 0, "", "");
    let made: Vec<String> = names(&folder).into_iter().filter(|name| name.starts_with('p')).collect();
    assert_eq!(made[..2], ["p-1.svg", "p-2.svg"]);
    ends(&["diagram", &file, "--policy", PACKS, "--page", "trim", "-o", &out], 0, "", "");
    assert!(folder.join("p.svg").is_file());
    let many = filing.replace("actions", "").replacen("  - id: long\n", "  - id: many\n", 1);
    let steps: String =
        (61..=2001).map(|at| format!("      - {{ id: {at}, action: verify, actor: city }}\n")).collect();
    let many_file = folder.join("many.filing.yaml");
    fs::write(&many_file, many + &steps).expect("written");
    let many_file = many_file.display().to_string();
    ends(
        &["diagram", &many_file, "--policy", PACKS],
        2,
        "",
        "flow many has 2001 steps; at most … are drawn; divide the flow\n",
    );
}

#[test]
fn pages_of_filings_of_one_name_get_names_of_their_own() {
    let clean = text(CLEAN);
    let files = ["x/a.filing.yaml", "y/a.filing.yaml", "z/A.filing.yaml", "index.filing.yaml", "宛 名.filing.yaml"];
    let folder = folder("report", &files.map(|path| (path, clean.as_str())));
    let (from, out) = (folder.display().to_string(), folder.join("out").display().to_string());
    refused(&["report", &from], "pages of several filings go into a folder: name it with -o");
    ends(&["report", &from, "-o", &out], 0, "", "");
    assert_eq!(
        names(&folder.join("out")),
        ["A-3.html", "a-2.html", "a.html", "index-2.html", "index.html", "宛 名.html"]
    );
    let index = fs::read_to_string(folder.join("out/index.html")).expect("an index");
    for link in ["./a.html", "./a-2.html", "./A-3.html", "./index-2.html", "./%E5%AE%9B%20%E5%90%8D.html"] {
        assert!(index.contains(&format!("href=\"{link}\"")), "{link}");
    }
    // A folder that holds one filing is a folder all the same; a file is a page.
    let one = folder.join("x").display().to_string();
    refused(&["report", &one], "pages of several filings go into a folder: name it with -o");
    let page = folder.join("page.html").display().to_string();
    ends(&["report", CLEAN, "-o", &page], 0, "", "");
    ends(&["report", CLEAN], 0, &fs::read_to_string(&page).expect("a page"), "");
    ends(&["report", CLEAN, "tests/cmd/inputs/syntax.yaml", "-o", &out], 2, "", "");
}

#[test]
fn filings_and_evidence_are_found_by_their_names() {
    let clean = text(CLEAN);
    let other = clean.replacen("id: ", "id: other-", 1);
    let files = [
        ("b.filing.yaml", other.as_str()),
        ("a/a.filing.yaml", &clean),
        ("filing.yaml", "x"),
        ("a.filing.yaml.txt", "x"),
        ("a/x.filing.yaml/b.yaml", "x"),
    ];
    let folder = folder("found", &files);
    let path = folder.display().to_string();
    let lint = |paths: &[&str]| {
        let (status, out, said) = sekisho(&[&["--lang", "en", "lint", "--format", "json"], paths].concat());
        let report: serde_json::Value = serde_json::from_str(&out).unwrap_or_default();
        let files = report["filings"].as_array().into_iter().flatten();
        let files: Vec<String> =
            files.map(|filing| filing["path"].as_str().expect("a path").replace(&path, "")).collect();
        (status, files.join(" "), said.replace(&path, ""))
    };
    let (first, second) =
        (folder.join("a/a.filing.yaml").display().to_string(), folder.join("b.filing.yaml").display().to_string());
    assert_eq!(lint(&[&path]), (0, "/a/a.filing.yaml /b.filing.yaml".to_owned(), String::new()));
    // Each once, under the name that comes first, in order.
    assert_eq!(lint(&[&second, &path, &first]).1, "/a/a.filing.yaml /b.filing.yaml");
    assert_eq!(lint(&[&second, &first]).1, "/a/a.filing.yaml /b.filing.yaml");
    assert_eq!(lint(&[&folder.join("a/../b.filing.yaml").display().to_string(), &second]).1, "/a/../b.filing.yaml");
    let empty = folder.join("a/x.filing.yaml").display().to_string();
    assert_eq!(
        lint(&[&empty]),
        (2, String::new(), "no file to check (*.filing.yaml) was found: /a/x.filing.yaml\n".to_owned())
    );
    let none = folder.join("none").display().to_string();
    assert_eq!(lint(&[&path, &none]), (2, String::new(), "no such file or folder: /none\n".to_owned()));
}
