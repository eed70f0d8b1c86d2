//! Pages: whole in themselves, with every finding, and with texts of filings as texts.

use sekisho::html;
use sekisho::session::{Judged, Session};
use sekisho::words::Lang;

use crate::common::{below, document, empty_folder, root, sekisho, session, text};

fn page(session: &Session, name: &str, yaml: &str, lang: Lang) -> (Judged, String) {
    let (judged, ready) = session.examine(name, Ok(yaml.as_bytes().to_vec())).expect("judged");
    let page = html::filing(&judged, ready.as_ref().map(|(ready, _)| ready), lang).expect("a page");
    (judged, page)
}

#[test]
fn pages_of_the_examples_have_every_finding_and_load_nothing() {
    let session = session();
    for path in below(&root().join("examples"), ".filing.yaml") {
        let name = path.display().to_string();
        let yaml = std::fs::read_to_string(&path).expect("readable");
        for lang in [Lang::Ja, Lang::En] {
            let (judged, page) = page(&session, &name, &yaml, lang);
            for number in 1..=judged.findings.len() {
                assert!(page.contains(&format!("id=\"finding-{number}\"")), "{name} {number}");
            }
            assert!(!page.contains(&format!("id=\"finding-{}\"", judged.findings.len() + 1)), "{name}");
            let addresses = page.replace("http://www.w3.org/2000/svg", "");
            for outside in ["http:", "https:", "src=", "url(", "@import"] {
                assert!(!addresses.contains(outside), "{name}: {outside}");
            }
            for id in ids(&page) {
                assert_eq!(page.matches(&format!(" id=\"{id}\"")).count(), 1, "{name}: {id}");
            }
            assert!(!page.contains(">html."), "{name}: a text of the program is missing");
            assert!(!page.contains("\\n"), "{name}: a remedy shows where its line ends instead of ending it");
        }
    }
}

fn ids(page: &str) -> Vec<&str> {
    page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn every_copy_has_its_row() {
    let session = session();
    let yaml = text("examples/shinjuku/000.filing.yaml");
    let ready = session.ready(&document("000", &yaml), &mut Vec::new()).expect("policy").expect("a filing");
    let (_, page) = page(&session, "000", &yaml, Lang::Ja);
    let custody = page.split("<section id=\"custody\"").nth(1).and_then(|rest| rest.split("</section>").next());
    assert_eq!(custody.expect("a section").matches("<tr class=").count(), ready.custody.holdings.len());
}

#[test]
fn texts_of_a_filing_stay_texts() {
    let hostile = "</script><script>alert(1)</script>\" onload=\"x()\u{202e}]]>{{ 7*7 }}";
    let quoted = serde_json::to_string(hostile).expect("text");
    let yaml = format!(
        "sekisho: filing/v1\nid: h\njurisdiction: shinjuku\ntitle: {quoted}\nsubmitted: 2024-04-01\n\
         actors:\n  city: {{ role: principal, name: {quoted} }}\n  acme: {{ role: agent, name: {quoted} }}\n\
         data:\n  d: {{ name: {quoted}, items: [{quoted}] }}\n\
         flows:\n  - id: f\n    title: {quoted}\n    steps:\n      - {{ id: 1, action: hand-over, actor: city, to: acme, medium: cd-r, data: [d], title: {quoted} }}\n"
    );
    let (_, page) = page(&session(), "h", &yaml, Lang::Ja);
    assert_eq!(page.matches("<script>").count(), 1);
    assert!(!page.contains("onload=\"x()") && !page.contains('\u{202e}'));
    assert!(page.contains("{{ 7*7 }}"));
}

#[test]
fn a_folder_gets_a_page_for_each_and_one_over_all() {
    let folder = empty_folder("html", "report");
    let out = folder.display().to_string();
    let (status, _, error) = sekisho(&["report", "examples/shinjuku", "-o", &out]);
    assert_eq!((status, error.as_str()), (0, ""));
    let index = std::fs::read_to_string(folder.join("index.html")).expect("an index");
    for name in ["000", "001", "002", "003", "004"] {
        assert!(folder.join(format!("{name}.html")).is_file() && index.contains(&format!("href=\"./{name}.html\"")));
    }
    let (status, printed, error) = sekisho(&["report", "examples/shinjuku"]);
    assert_eq!((status, printed.as_str()), (2, ""));
    assert!(error.contains("-o"), "{error}");
}

#[test]
fn what_cannot_be_read_still_has_its_page() {
    let folder = empty_folder("html", "unreadable");
    let file = folder.join("x.filing.yaml");
    std::fs::write(&file, "a: [1").expect("written");
    let (status, printed, _) = sekisho(&["report", &file.display().to_string()]);
    assert_eq!(status, 2);
    assert!(printed.contains("yaml-syntax"));
}
