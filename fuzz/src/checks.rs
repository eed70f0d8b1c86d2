//! The properties that any input must keep: one function per target, which panics where one is broken.
//!
//! The fuzz targets call these with inputs of their making; `cargo test` calls them with every input kept.

#[path = "workbooks.rs"]
mod workbooks;

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use sekisho::calendar::{Date, FiscalYear, When, WhenKind};
use sekisho::check::{self, Speaker};
use sekisho::evidence::{self, Record, Told};
use sekisho::facts::World;
use sekisho::filing::{self, Filing, InputProblem};
use sekisho::finding::Finding;
use sekisho::flow;
use sekisho::import::{self, ImportBasis};
use sekisho::paper;
use sekisho::policy::{self, PackFile, Packs};
use sekisho::report::{Format, Report};
use sekisho::session::{Judged, Options, Session, Status, Terms, Totals};
use sekisho::source::{Document, Kind, Limits, Node, SourceFile, Span};
use sekisho::vocabulary::pack_words::PackWords;
use sekisho::words::Lang;
use sekisho::workbook;
use sekisho::xlsx::ProvenWorkbook;

/// Bytes → text → tree: every place lies in the text, every node is found again by its pointer, and a tree
/// written as JSON is read back the same.
pub fn document(bytes: &[u8]) {
    let limits = Limits::default();
    let Ok(source) = SourceFile::decode("fuzzed.yaml".to_owned(), bytes.to_vec(), &limits) else {
        return;
    };
    let parsed = Document::parse(&source, &limits);
    assert!(parsed.problems.len() <= limits.problems);
    for problem in &parsed.problems {
        inside(&source, problem.span);
    }
    if let Some(quick) = Document::parse_quickly(&source, &limits) {
        let slow = Document::parse_slowly(&source, &limits);
        assert_eq!(slow.problems, [], "the quick way passed over them");
        assert_eq!(
            slow.document.as_ref().map(Document::compile),
            Some(quick.compile()),
            "{quick:?}\nbut {:?}",
            slow.document
        );
    }
    let Some(document) = parsed.document else {
        assert!(!parsed.problems.is_empty(), "no tree and no reason");
        return;
    };
    let mut open = vec![(document.root(), String::new(), 0)];
    let mut visits = 0;
    while let Some((node, pointer, depth)) = open.pop() {
        visits += 1;
        assert!(depth <= limits.depth, "deeper than the limit");
        inside(&source, node.span());
        inside(&source, node.head());
        if let Some(key) = node.key_span() {
            inside(&source, key);
        }
        // Finding every node again costs the square of the tree.
        if visits < 200 {
            let again = document.at(&pointer).unwrap_or_else(|| panic!("{pointer:?} leads nowhere"));
            assert_eq!((again.kind(), again.text()), (node.kind(), node.text()), "{pointer:?}");
        }
        let children: Vec<(Node<'_>, String)> = match node.kind() {
            Kind::Map => {
                let entries = node.entries().map(|(key, span, child)| {
                    inside(&source, span);
                    (child, key.replace('~', "~0").replace('/', "~1"))
                });
                entries.collect()
            }
            _ => node.items().enumerate().map(|(at, child)| (child, at.to_string())).collect(),
        };
        assert_eq!(children.len(), node.len());
        open.extend(children.into_iter().map(|(child, key)| (child, format!("{pointer}/{key}"), depth + 1)));
    }
    let json = Document::to_json(document.root());
    assert_eq!(Document::to_json(Document::from_json(&json).root()), json);
}

/// Bytes → report: the status says what was found, every place lies in the file, and every format can be
/// written without a character that controls a terminal.
pub fn filing(bytes: &[u8]) {
    for (lang, session) in sessions() {
        judged(session, *lang, bytes);
    }
}

fn judged(session: &Session, lang: Lang, bytes: &[u8]) {
    let judged = session.file("fuzzed.filing.yaml", Ok(bytes.to_vec())).unwrap_or_else(|error| panic!("{error}"));
    match judged.status {
        Status::Clean => assert!(judged.findings.is_empty(), "clean, with findings"),
        Status::Findings | Status::Unreadable => assert!(!judged.findings.is_empty(), "{:?} in silence", judged.status),
    }
    assert!(judged.findings.len() <= check::MAX_FINDINGS + 1);
    let limits = Limits::default();
    if let Ok(source) = SourceFile::decode(String::new(), bytes.to_vec(), &limits) {
        judged.findings.iter().for_each(|finding| places(&source, finding));
    }
    for finding in &judged.findings {
        assert!(!finding.rule.is_empty() && !finding.message.is_empty());
    }
    written(&judged, lang);
}

/// A session for each language.
fn sessions() -> &'static [(Lang, Session); 2] {
    static SESSIONS: OnceLock<[(Lang, Session); 2]> = OnceLock::new();
    SESSIONS.get_or_init(|| {
        [Lang::Ja, Lang::En].map(|lang| {
            let packs = Packs::new(shipped().to_vec());
            let options = Options { packs, today: today(), judge_by: None, waivers: true, lang };
            (lang, Session::new(options).unwrap_or_else(|error| panic!("{error}")))
        })
    })
}

/// Bytes → pack: the input is a name of a file of the pack, a line break, and what stands in that file. Either
/// a policy comes of it, or problems with places in the files of the pack. A policy that is accepted can judge.
pub fn policy(bytes: &[u8]) {
    let Some((name, text)) = std::str::from_utf8(bytes).ok().and_then(|text| text.split_once('\n')) else {
        return;
    };
    let places = ["policy.yaml", "measures.yaml", "items.yaml", "rules/a.yaml", "rules/b.yaml", "checklists/a.yaml"];
    let places = places.into_iter().chain(["clauses/a.yaml", "no-such-folder/a.yaml"]);
    let path = match name {
        "core/findings.yaml" | "core/policy.yaml" => name.to_owned(),
        _ => match places.into_iter().find(|place| *place == name) {
            Some(place) => format!("fuzzed/{place}"),
            None => return,
        },
    };
    let mut files = small_pack();
    files.retain(|file| file.path != path);
    files.push(PackFile::new(path, text.as_bytes().to_vec()));
    let packs = Packs::new(files);
    match policy::load(&packs, "fuzzed") {
        Ok(policy) => {
            assert_eq!(policy.digest.len(), 32);
            let base = text_of("policies/shinjuku/tests/base/outsourcing-cd-r.filing.yaml");
            judged_by(&policy, base.as_bytes());
        }
        Err(problems) => {
            assert!(!problems.is_empty(), "refused in silence");
            for problem in problems {
                let file = packs.file(&problem.file).map(|file| file.bytes.to_vec());
                let limits = Limits::default();
                if let Some(Ok(source)) = file.map(|file| SourceFile::decode(String::new(), file, &limits)) {
                    inside(&source, problem.span);
                }
            }
        }
    }
}

/// A line that parts the two halves of an input of [`condition`].
const CUT: &str = "\n=====\n";

/// Rules and a filing, parted by a line `=====`: whatever the conditions ask, they are answered, and a rule asks
/// no more facts than its size and the filing's allow.
pub fn condition(bytes: &[u8]) {
    let Some((rules, filing)) = std::str::from_utf8(bytes).ok().and_then(|text| text.split_once(CUT)) else {
        return;
    };
    let mut files = small_pack();
    files.retain(|file| file.path != "fuzzed/rules/a.yaml");
    files.push(PackFile::new("fuzzed/rules/a.yaml".to_owned(), rules.as_bytes().to_vec()));
    if let Ok(policy) = policy::load(&Packs::new(files), "fuzzed") {
        judged_by(&policy, filing.as_bytes());
    }
}

/// A text as a date: what is read can be printed, and is read from that as the same days. Fiscal years as
/// well.
pub fn dates(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    if let Ok(when) = When::parse(text) {
        assert!(when.first <= when.last);
        assert_eq!(when.exact().is_some(), when.kind == WhenKind::Date);
        let days = |when: When| (when.kind, when.first, when.last);
        let printed = when.wareki();
        let again = When::parse(&printed).unwrap_or_else(|problem| panic!("{text:?} as {printed:?}: {problem:?}"));
        assert_eq!(days(again), days(when), "{text:?} as {printed:?}");
        assert_eq!(again.wareki(), printed);
        if !matches!(when.kind, WhenKind::PartOfMonth(_)) {
            let printed = when.iso();
            let again = When::parse(&printed).unwrap_or_else(|problem| panic!("{text:?} as {printed:?}: {problem:?}"));
            assert_eq!(days(again), days(when), "{text:?} as {printed:?}");
        }
        // There is no year 0 to be read, though January to March of the year 1 lie in its fiscal year.
        let year = FiscalYear::of(when.first);
        assert!(year.contains(when.first));
        if year.0 > 0 {
            assert_eq!(FiscalYear::parse(&year.label()), Ok(year), "{}", year.label());
        }
    }
    if let Ok(year) = FiscalYear::parse(text) {
        assert_eq!(FiscalYear::parse(&year.label()), Ok(year), "{text:?} as {:?}", year.label());
    }
}

/// Bytes → records of what was done, as YAML and as the table they may be: a table tells why it was not read to its
/// end, what is wrong has a place and words, what a record tells is what it can, and records find their filing or
/// a problem is said.
pub fn evidence(bytes: &[u8]) {
    tables(bytes.to_vec());
    let Ok(source) = SourceFile::decode("fuzzed.yaml".to_owned(), bytes.to_vec(), &Limits::default()) else {
        return;
    };
    let Some(document) = Document::parse(&source, &Limits::default()).document else {
        return;
    };
    match evidence::rows_of(&document) {
        Ok((rows, beside)) => {
            let (records, wrong) = evidence::records(&Arc::from("fuzzed.yaml"), rows);
            for problem in beside.iter().chain(&wrong) {
                inside(&source, problem.span);
            }
            problems(&beside);
            problems(&wrong);
            told(office(), records);
        }
        Err(problem) => problems(&[*problem]),
    }
}

/// Bytes → workbook: a table says the same as text and as a workbook, at the same places; and of a workbook whose parts are
/// anything, what was not read to its end says why.
pub fn workbook(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Some(workbook) = workbooks::of_parts(text) {
        tables(workbook);
    } else if let Some(sheet) = workbooks::Sheet::read(text) {
        let (text, book) = (sheet.csv(), sheet.workbook());
        let [mut one, mut other] = [&text, &book].map(|form| evidence::tables("fuzzed", form.clone()));
        // Only the name tells them apart.
        for record in one.iter_mut().chain(&mut other).flat_map(|table| &mut table.records) {
            record.path = Arc::from("fuzzed");
        }
        assert_eq!(one, other);
        tables(book);
    }
}

/// Sheets → the workbook of a filing: whatever is wrong with them has words and the place of a cell, what was read has places of
/// cells, the judgement can be written in every format, and what was read without a mistake is written as a workbook that
/// reads back the same.
pub fn desk(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let Some(book) = workbooks::of_sheets(text).or_else(|| workbooks::of_parts(text)) else { return };
    let Ok(read) = workbook::read(book.clone()) else { return };
    problems(&read.problems);
    let cells = read.document.cells().cloned().unwrap_or_else(|| panic!("no cells"));
    for problem in &read.problems {
        assert!(cells.cell(problem.span.line).is_some(), "{problem:?} is at no cell");
    }
    for (lang, session) in sessions() {
        let judged = session.file("fuzzed.filing.xlsx", Ok(book.clone())).unwrap_or_else(|error| panic!("{error:?}"));
        written(&judged, *lang);
    }
    if read.problems.is_empty() && filing::oversized(&read.document).is_none() {
        let again = ProvenWorkbook::write(&read.document, &Default::default(), Lang::Ja)
            .unwrap_or_else(|error| panic!("{error}"));
        let again = again.unwrap_or_else(|why| panic!("{why:?}"));
        let back = workbook::read(again.bytes).unwrap_or_else(|error| panic!("{error:?}"));
        let lost = workbook::differences(read.document.root(), back.document.root());
        assert!(lost.is_empty() && back.problems.is_empty(), "{lost:?} {:?}", back.problems);
    }
}

/// Bytes → paper → filing: a text, a document by its body, or the parts of a workbook. Every character is one of the words of
/// the form, in a field, or told as unread; and what is made of it is a tree that reads back the same.
pub fn paper(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let made = workbooks::of_parts(text);
    let bytes = made.or_else(|| text.starts_with('<').then(|| workbooks::document(text)));
    let Ok(paper) = paper::read(bytes.unwrap_or_else(|| text.as_bytes().to_vec())) else { return };
    let (policy, forms) = forms();
    let basis = ImportBasis { jurisdiction: "shinjuku", policy, forms };
    let imported = import::import(&paper, basis, "fuzzed", Lang::Ja);
    assert_eq!(imported.counts.all(), paper.count());
    assert_eq!(imported.counts.unread, imported.unread.iter().map(|place| place.count).sum::<usize>());
    let tree = Document::from_tree(&imported.filing, None);
    let value = Document::to_json(tree.root());
    let written =
        SourceFile::decode("fuzzed".to_owned(), sekisho::source::yaml(&value).into_bytes(), &Limits::default());
    let back = written.ok().and_then(|source| Document::parse(&source, &Limits::default()).document);
    assert_eq!(back.map(|back| Document::to_json(back.root())), Some(value));
}

/// The policy of a city, with its papers.
fn forms() -> &'static (policy::Policy, policy::PaperForms) {
    static FORMS: OnceLock<(policy::Policy, policy::PaperForms)> = OnceLock::new();
    FORMS.get_or_init(|| {
        let packs = Packs::new(shipped().to_vec());
        let policy = policy::load(&packs, "shinjuku").unwrap_or_else(|problems| panic!("{problems:?}"));
        let forms = policy::load_forms(&packs, &policy).unwrap_or_else(|problems| panic!("{problems:?}"));
        (policy, forms)
    })
}

fn tables(bytes: Vec<u8>) {
    for table in evidence::tables("fuzzed.csv", bytes) {
        assert!(!table.unread || !table.problems.is_empty(), "not read to its end, in silence");
        problems(&table.problems);
        told(office(), table.records);
    }
}

fn told(base: &Filing, records: Vec<Record>) {
    assert!(records.len() <= evidence::MAX_RECORDS);
    for record in &records {
        assert!(record.span.line >= 1 && record.span.column >= 1, "{:?}: counted from 1", record.span);
        for (key, told, span) in &record.told {
            assert!(span.line >= 1 && span.column >= 1, "{span:?}: counted from 1");
            match told {
                Told::Day(first, last) => assert!(first <= last, "{key:?}"),
                Told::Number(number) => assert!(*number >= 0, "{key:?}"),
                _ => {}
            }
        }
    }
    let count = records.len();
    let (joined, misplaced) = evidence::join(records, base);
    assert_eq!(joined.len(), count);
    let misplaced: Vec<InputProblem> = misplaced.into_iter().map(|(_, problem)| problem).collect();
    problems(&misplaced);
}

/// The filing that records refer to.
fn office() -> &'static Filing {
    static FILING: OnceLock<Filing> = OnceLock::new();
    FILING.get_or_init(|| {
        let text = text_of("policies/shinjuku/tests/base/outsourcing-cd-r.filing.yaml");
        let source = SourceFile::decode(String::new(), text.into_bytes(), &Limits::default());
        let source = source.unwrap_or_else(|error| panic!("{error:?}"));
        let document = Document::parse(&source, &Limits::default()).document;
        filing::read(&document.unwrap_or_else(|| panic!("the base is empty")), &PackWords::default()).0
    })
}

fn problems(all: &[InputProblem]) {
    static CORE: OnceLock<policy::Policy> = OnceLock::new();
    let core = CORE.get_or_init(|| {
        let packs = Packs::new(shipped().to_vec());
        policy::load(&packs, "core").unwrap_or_else(|problems| panic!("{problems:?}"))
    });
    for problem in all {
        for lang in [Lang::Ja, Lang::En] {
            let finding = check::input_problem(Speaker { policy: core, lang }, problem, None);
            let finding = finding.unwrap_or_else(|| panic!("no words for {problem:?}"));
            assert!(!finding.message.is_empty(), "{problem:?}");
            assert!(finding.span.line >= 1, "{:?}: counted from 1", finding.span);
        }
    }
}

/// Judges a filing by a policy below the session, where the matcher can be counted.
fn judged_by(policy: &policy::Policy, bytes: &[u8]) {
    let limits = Limits::default();
    let Ok(source) = SourceFile::decode("fuzzed.filing.yaml".to_owned(), bytes.to_vec(), &limits) else {
        return;
    };
    let Some(document) = Document::parse(&source, &limits).document else {
        return;
    };
    let (filing, _) = filing::read(&document, &policy.words);
    let custody = flow::follow(&filing);
    let world = World::new(&filing, &custody, policy, today());
    let speaker = Speaker { policy, lang: Lang::Ja };
    let judged = check::run(speaker, &world, today());
    judged.findings.iter().for_each(|finding| places(&source, finding));
    let nodes: usize = [filing.actors.len(), filing.data.len(), filing.stores.len(), filing.parts.len()].iter().sum();
    let nodes = 1 + nodes + world.steps.len() + custody.hops.len() + custody.holdings.len();
    for rule in policy.rules_on(today()) {
        for traced in check::trace(speaker, &world, today(), &rule.id, None) {
            // Quantifiers are nested twice at most; each asks every item of a list.
            let most = nodes.saturating_mul(nodes).saturating_mul(1_000);
            assert!(traced.rows.len() <= most, "{} asked {} facts", rule.id, traced.rows.len());
        }
    }
}

fn written(judged: &Judged, lang: Lang) {
    let mut totals = Totals::default();
    totals.add(judged);
    for format in Format::ALL {
        let mut out = Vec::new();
        let mut report = Report::new(format, Terms::on(today()), lang, false);
        let done = report.filing(judged, &mut out).and_then(|()| report.end(&totals, &mut out));
        done.unwrap_or_else(|error| panic!("{error}"));
        let out = String::from_utf8(out).unwrap_or_else(|error| panic!("{format:?}: {error}"));
        if matches!(format, Format::Json | Format::Ndjson) {
            for value in serde_json::Deserializer::from_str(&out).into_iter::<serde_json::Value>() {
                value.unwrap_or_else(|error| panic!("{format:?}: {error}"));
            }
        } else {
            let unsafe_one = out.chars().find(|c| *c != '\n' && (c.is_control() || is_bidi(*c)));
            assert_eq!(unsafe_one, None, "{format:?}");
        }
    }
}

fn is_bidi(c: char) -> bool {
    matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

fn places(source: &SourceFile, finding: &Finding) {
    inside(source, finding.span);
    let spans = finding.witness.iter().map(|step| step.span).chain(finding.related.iter().map(|place| place.span));
    for span in spans {
        // What a form promises has no line in the filing.
        if span.line > 0 {
            inside(source, span);
        }
    }
}

/// A place begins in the text, or at its very end, and does not end before it begins.
fn inside(source: &SourceFile, span: Span) {
    assert!((span.line, span.column) <= (span.end_line, span.end_column), "{span:?} ends before it begins");
    assert!(span.line >= 1 && span.column >= 1, "{span:?}: counted from 1");
    assert!(span.end_line <= source.line_count() + 1, "{span:?} is below the text");
    let width = |line: u32| u32::try_from(source.line(line).chars().count()).unwrap_or(u32::MAX);
    assert!(span.column <= width(span.line) + 1, "{span:?} begins beyond its line");
    assert!(span.end_column <= width(span.end_line) + 2, "{span:?} ends beyond its line");
}

/// The core pack, and a pack of one rule that judges the same filings as the shipped one, with some measures.
fn small_pack() -> Vec<PackFile> {
    static FILES: OnceLock<Vec<PackFile>> = OnceLock::new();
    let files = FILES.get_or_init(|| {
        let core = shipped().iter().filter(|file| file.path.starts_with("core/"));
        let own = [
            ("fuzzed/policy.yaml", HEAD),
            ("fuzzed/measures.yaml", MEASURES),
            ("fuzzed/checklists/b.yaml", CHECKLIST),
            ("fuzzed/rules/a.yaml", RULE),
        ];
        let own = own.into_iter().map(|(path, text)| PackFile::new(path.to_owned(), text.as_bytes().to_vec()));
        core.cloned().chain(own).collect()
    });
    files.clone()
}

const HEAD: &str = "\
id: fuzzed
title: { ja: 試験, en: test }
version: \"1\"
jurisdictions: [shinjuku]
editions: [{ id: \"2017\", from: 2017-04-01 }]
";

const MEASURES: &str = "\
- id: m-encrypt
  title: { ja: 暗号化, en: encryption }
  promises: [{ subject: hop, fact: encrypted, value: true, for: { medium.class: removable } }]
- id: m-bag
  title: { ja: 鍵付きかばん, en: locked bag }
  promises: [{ subject: hop, fact: transport.container, value: locked-bag, for: { transport.by: hand } }]
- id: m-return
  title: { ja: 返却, en: return }
  promises: [{ subject: holding, fact: end, value: returned, for: { place.kind: lot } }]
";

const CHECKLIST: &str = "\
id: shinjuku-outsourcing-2026
title: { ja: 一覧, en: list }
family: 5
effective: { from: 2017-04-01 }
rows:
  - { id: op-1, section: operational, sides: [principal, agent], measures: [m-encrypt, m-bag] }
  - { id: sys-1, section: system, sides: [principal, agent], measures: [m-return] }
";

const RULE: &str = "\
- id: rule-a
  title: { ja: 暗号化, en: encryption }
  applies_to: hop
  when: { medium.class: removable }
  require: { encrypted: true }
  severity: { violation: error, unstated: warning }
  message:
    violation: { ja: 暗号化しない。, en: Not encrypted. }
    unstated: { ja: 書かれていない。, en: Not stated. }
    promised: { ja: 約束のみ。, en: Only promised. }
  help: { ja: 暗号化する。, en: Encrypt it. }
  basis: [{ text: { ja: 手引き, en: guide } }]
";

/// Every file of the shipped packs, without their tests.
fn shipped() -> &'static [PackFile] {
    static FILES: OnceLock<Vec<PackFile>> = OnceLock::new();
    FILES.get_or_init(|| {
        let root = root().join("policies");
        let mut files = Vec::new();
        let mut open = vec![root.clone()];
        while let Some(folder) = open.pop() {
            let entries = std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
            for path in entries.flatten().map(|entry| entry.path()) {
                if path.is_dir() && !path.ends_with("tests") {
                    open.push(path);
                } else if path.extension().is_some_and(|extension| extension == "yaml") {
                    let name = path.strip_prefix(&root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
                    let bytes = std::fs::read(&path).unwrap_or_else(|error| panic!("{name}: {error}"));
                    files.push(PackFile::new(name, bytes));
                }
            }
        }
        files
    })
}

fn text_of(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The root of the project, from the crate of the fuzz targets as from that of the tests.
fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let above = here.parent().filter(|_| !here.join("policies").is_dir());
    above.unwrap_or(here).to_path_buf()
}

fn today() -> Date {
    When::parse("2026-11-20").map_or(Date::MIN, |when| when.first)
}
