//! What a page in a browser is told: the same as the program says and writes, to the byte, and no more than that.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use sekisho::browser::{HandedFile, PageSession, page_words};
use sekisho::words::Lang;

use crate::common::{below, empty_folder, root, sekisho, text};

const DAY: &str = "2026-11-20";
const LANGS: [Lang; 2] = [Lang::Ja, Lang::En];

/// A page on a day.
fn page(lang: Lang) -> PageSession {
    PageSession::new(DAY, lang).expect("a day")
}

/// A file as it is handed to a page: by the path that the program would be given.
fn handed(path: &Path) -> HandedFile {
    HandedFile { name: path.display().to_string(), bytes: std::fs::read(path).expect("readable") }
}

/// What the program writes into a file that its arguments name as the last.
#[track_caller]
fn written(arguments: &[&str], output: &Path) -> Vec<u8> {
    let (status, _, said) = sekisho(&[arguments, &["-o", &output.display().to_string()]].concat());
    assert_eq!(status, 0, "{arguments:?}: {said}");
    std::fs::read(output).expect("written")
}

/// The filings of the office, as texts and as workbooks.
fn filings(folder: &Path) -> Vec<PathBuf> {
    let mut all = below(&root().join("examples/shinjuku"), ".filing.yaml");
    assert_eq!(all.len(), 5);
    for at in 0..all.len() {
        let name = all[at].file_name().expect("a name").to_string_lossy().replace(".yaml", ".xlsx");
        let workbook = folder.join(name);
        written(&["workbook", "--isolated", &all[at].display().to_string()], &workbook);
        all.push(workbook);
    }
    all
}

/// Files that are wrong in every way that there is a file for.
fn hostile(folder: &Path) -> Vec<PathBuf> {
    let mut all = below(&root().join("tests/cmd/inputs"), ".yaml");
    let long = vec![b'a'; 5 * 1024 * 1024 + 10];
    let made: [(&str, &[u8]); 8] = [
        ("empty.yaml", b""),
        ("nothing.xlsx", b"PK\x03\x04"),
        ("old.xlsx", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"),
        ("nul.yaml", b"a: \0"),
        ("long.yaml", &long),
        ("bomb.yaml", b"a: &a [x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: [*b,*b,*b,*b,*b,*b,*b]\n"),
        ("tag.filing.yaml", b"sekisho: filing/v1\nid: <script>alert(1)</script>\njurisdiction: '\"><img src=x>'\n"),
        ("\u{202E}lmay.yaml", b"sekisho: filing/v1\nid: \"\\e[2J\"\njurisdiction: shinjuku\n"),
    ];
    for (name, bytes) in made {
        let path = folder.join(name);
        std::fs::write(&path, bytes).expect("written");
        all.push(path);
    }
    all
}

#[test]
fn findings_are_those_of_the_program_to_the_byte() {
    let folder = empty_folder("browser", "findings");
    let files: Vec<PathBuf> = filings(&folder).into_iter().chain(hostile(&folder)).collect();
    let names: Vec<String> = files.iter().map(|path| path.display().to_string()).collect();
    for lang in LANGS {
        let own = page(lang);
        let options = ["lint", "--isolated", "--lang", lang.word(), "--today", DAY, "--format", "json"];
        for (path, name) in files.iter().zip(&names) {
            let (_, told, said) = sekisho(&[&options[..], &[name]].concat());
            assert_eq!(own.judge(&[handed(path)]).expect("judged").json, told, "{name}: {said}");
        }
        let all: Vec<&str> = options.into_iter().chain(names.iter().map(String::as_str)).collect();
        let handed: Vec<HandedFile> = files.iter().rev().map(|path| handed(path)).collect();
        assert_eq!(own.judge(&handed).expect("judged").json, sekisho(&all).1, "all together, and of one id");
    }
}

#[test]
fn what_is_written_is_what_the_program_writes() {
    let folder = empty_folder("browser", "written");
    let own = page(Lang::Ja);
    for path in filings(&folder) {
        let (file, name) = (handed(&path), path.display().to_string());
        let name = name.as_str();
        let at = |ending: &str| folder.join(format!("{}{ending}", path.file_name().expect("a name").to_string_lossy()));
        let workbook = written(&["workbook", "--checked", "--isolated", "--today", DAY, name], &at(".checked.xlsx"));
        assert!(own.checked(&file).expect("a workbook") == workbook, "{name}: checked");
        let report = written(&["report", "--isolated", "--today", DAY, name], &at(".html"));
        assert!(own.report(&file).expect("a report").as_bytes() == report, "{name}: report");
    }
    // Painting takes its time: one that is written as a text, and one as a workbook.
    for path in ["000.filing.yaml", "003.filing.xlsx"].map(|name| at_home(&folder, name)) {
        let name = path.display().to_string();
        let document = written(
            &["form", "--isolated", "--today", DAY, &name],
            &folder.join(format!("{}.docx", path.file_name().expect("a name").to_string_lossy())),
        );
        assert!(own.form(&handed(&path)).expect("a paper").bytes == document, "{name}: form");
    }
}

/// One of the filings of the office, as [`filings`] has them.
fn at_home(folder: &Path, name: &str) -> PathBuf {
    if name.ends_with(".yaml") { root().join("examples/shinjuku").join(name) } else { folder.join(name) }
}

#[test]
fn an_old_paper_becomes_the_filing_that_the_program_makes() {
    let folder = empty_folder("browser", "import");
    let paper = folder.join("guidance.txt");
    std::fs::copy(root().join("tests/import/guidance.txt"), &paper).expect("copied");
    let output = folder.join("guidance.filing.xlsx");
    let (status, told, said) = sekisho(&["import", &paper.display().to_string(), "-o", &output.display().to_string()]);
    assert_eq!(status, 0, "{said}");
    let mut file = handed(&paper);
    file.name = "guidance.txt".to_owned();
    let imported = page(Lang::Ja).import(file).expect("a filing");
    assert_eq!(imported.file.name, "guidance.filing.xlsx");
    assert!(imported.file.bytes == std::fs::read(&output).expect("written"), "the workbook");
    // The program adds what to do next; it says where the files lie.
    let told = told.replace(&format!("{}/", folder.display()), "");
    assert!(told.starts_with(&imported.told.join("\n")), "{told}\n{:?}", imported.told);
}

#[test]
fn what_cannot_be_done_is_said_in_words() {
    let folder = empty_folder("browser", "refused");
    for lang in LANGS {
        let own = page(lang);
        let PageRefusals { day, papers } = refusals(&own, lang, &folder);
        assert!(day.contains("2026-13-01") && !day.starts_with("cli."), "{day}");
        for said in papers {
            assert!(said.chars().count() > 10 && !said.contains("import.") && !said.contains("cli."), "{said}");
        }
    }
}

struct PageRefusals {
    day: String,
    papers: Vec<String>,
}

/// Asks for what there is not.
fn refusals(own: &PageSession, lang: Lang, folder: &Path) -> PageRefusals {
    let mut papers = Vec::new();
    for path in hostile(folder).iter().filter(|path| path.starts_with(folder)) {
        let shown = own.shown(&handed(path)).expect("shown");
        let shown: serde_json::Value = serde_json::from_str(&shown).expect("JSON");
        // What follows is said of files of which no filing can be made.
        if shown["is_read"] == true {
            continue;
        }
        assert_eq!((&shown["status"], &shown["pictures"]), (&"unreadable".into(), &serde_json::json!([])), "{shown}");
        assert!(shown["findings"].as_array().is_some_and(|all| !all.is_empty()), "{shown}");
        // What has no pack to judge it may be written all the same.
        papers.extend(own.checked(&handed(path)).err());
        papers.push(own.form(&handed(path)).err().expect("no paper"));
        papers.push(own.import(handed(path)).err().expect("no filing"));
    }
    PageRefusals { day: PageSession::new("2026-13-01", lang).err().expect("no day"), papers }
}

#[test]
fn the_page_says_its_words_and_no_others() {
    let script = text("web/page/page.js");
    let mut asked: BTreeSet<String> = BTreeSet::new();
    for source in [&text("web/page/page.html"), &script] {
        let quoted = source.split('"').filter(|part| part.starts_with("browser.") || part.starts_with("html."));
        asked.extend(quoted.map(str::to_owned));
    }
    for lang in LANGS {
        let words: serde_json::Map<String, serde_json::Value> = serde_json::from_str(&page_words(lang)).expect("JSON");
        assert_eq!(words.keys().cloned().collect::<BTreeSet<_>>(), asked);
        assert!(words.iter().all(|(key, said)| said.as_str().is_some_and(|said| !said.is_empty() && said != key)));
        let said = words.values().filter_map(|said| said.as_str());
        assert!(
            said.clone().any(|said| said.contains(env!("CARGO_PKG_VERSION")))
                && said.clone().all(|it| !it.contains('{'))
        );
    }
}

/// Texts of files reach the page as texts only, and nothing in it asks for anything elsewhere.
#[test]
fn the_page_makes_no_markup_of_texts_and_asks_for_nothing() {
    for name in ["page.html", "page.css", "page.js", "worker.js"] {
        let source = text(&format!("web/page/{name}"));
        for wrong in [
            "innerHTML",
            "outerHTML",
            "insertAdjacent",
            "document.write",
            "eval(",
            "fetch(",
            "XMLHttp",
            "WebSocket",
            "sendBeacon",
            " import(",
            "importScripts",
            "http:",
            "https:",
            "localStorage",
            "indexedDB",
            "@import",
            "url(",
        ] {
            assert!(!source.contains(wrong), "{name} has {wrong}");
        }
    }
}
