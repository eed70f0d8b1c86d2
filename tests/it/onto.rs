//! What a workbook says otherwise becomes the smallest change of a filing's text.

use std::cell::Cell;

use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use sekisho::source::patch::{PatchObstacle, apply, edits};
use sekisho::source::{Document, Kind, Limits, SourceFile, Span, Tree, TreeShape};
use sekisho::words::Lang;
use sekisho::workbook::{self, OfficeTexts, changes_onto};
use sekisho::xlsx::ProvenWorkbook;
use serde_json::json;

use crate::common::{empty_folder, entry_text, root, sekisho, text, with_entry};

const EXAMPLES: [&str; 5] = ["000", "001", "002", "003", "004"];

fn path(name: &str) -> String {
    format!("examples/shinjuku/{name}.filing.yaml")
}

fn read(text: &str) -> (Document, SourceFile) {
    let limits = Limits::default();
    let source = SourceFile::decode("f".to_owned(), text.as_bytes().to_vec(), &limits).expect("text");
    (Document::parse(&source, &limits).document.expect("a tree"), source)
}

/// The filing as its workbook is read.
fn through_a_workbook(document: &Document) -> Document {
    let written = ProvenWorkbook::write(document, &OfficeTexts::default(), Lang::Ja)
        .expect("written")
        .unwrap_or_else(|why| panic!("{why:?}"));
    workbook::read(written.bytes).expect("read").document
}

fn said(document: &Document, source: &SourceFile, wanted: &Document) -> Result<String, PatchObstacle> {
    let found = changes_onto(document.root(), wanted.root());
    let edits = edits(document, source, &found.changes).map_err(|why| why.obstacle)?;
    let patched = apply(source.text(), &edits);
    let (back, _) = read(&patched);
    for (one, other) in [(&back, &found.wanted), (&found.wanted, &back)] {
        assert_eq!(workbook::differences(one.root(), other.root()), Vec::<String>::new(), "{patched}");
    }
    Ok(patched)
}

/// Numbers of lines that only one of two texts has, as a comparison of versions counts them.
fn lines_apart(old: &str, new: &str) -> (usize, usize) {
    let diff = similar::TextDiff::from_lines(old, new);
    let count = |tag| diff.iter_all_changes().filter(|change| change.tag() == tag).count();
    (count(similar::ChangeTag::Delete), count(similar::ChangeTag::Insert))
}

#[test]
fn a_workbook_that_nobody_edited_changes_nothing() {
    for name in EXAMPLES {
        let text = text(&path(name));
        let (document, source) = read(&text);
        let found = changes_onto(document.root(), through_a_workbook(&document).root());
        assert_eq!((found.changes, found.carried), (Vec::new(), Vec::new()), "{name}");
        assert_eq!(said(&document, &source, &through_a_workbook(&document)).as_deref(), Ok(text.as_str()));
    }
}

#[test]
fn one_cell_changed_is_one_line_changed() {
    let folder = empty_folder("onto", "cell");
    let old = text(&path("000"));
    let file = folder.join("000.filing.yaml");
    let book = folder.join("資料18.filing.xlsx");
    std::fs::write(&file, &old).expect("written");
    let (yaml, xlsx) = (file.display().to_string(), book.display().to_string());
    assert_eq!(sekisho(&["workbook", &yaml, "-o", &xlsx]).0, 0);
    let bytes = std::fs::read(&book).expect("a book");
    let strings = entry_text(&bytes, "xl/sharedStrings.xml");
    assert_eq!(strings.matches(">受診<").count(), 1);
    let edited = with_entry(&bytes, "xl/sharedStrings.xml", strings.replace(">受診<", ">受診（来所）<").as_bytes());
    std::fs::write(&book, edited).expect("written");

    // With -o the old file stays as it is.
    let beside = folder.join("new.filing.yaml");
    let arguments = ["workbook", xlsx.as_str(), "--onto", &yaml, "-o", &beside.display().to_string()];
    assert_eq!(sekisho(&arguments).0, 0);
    assert_eq!(std::fs::read_to_string(&file).expect("old"), old);
    assert_eq!(sekisho(&arguments).0, 2);

    let (status, out, error) = sekisho(&["workbook", &xlsx, "--onto", &yaml, "--lang", "ja"]);
    assert_eq!((status, out.as_str()), (0, ""), "{error}");
    assert!(error.contains("（1か所）"), "{error}");
    let new = std::fs::read_to_string(&file).expect("new");
    assert_eq!(new, old.replacen("title: 受診,", "title: 受診（来所）,", 1));
    assert_eq!(lines_apart(&old, &new), (1, 1));
    assert_eq!(std::fs::read_to_string(&beside).expect("new"), new);

    let (status, _, error) = sekisho(&["workbook", &xlsx, "--onto", &yaml, "--lang", "ja"]);
    assert!(status == 0 && error.contains("何も書き換えていません"), "{error}");
}

#[test]
fn an_id_that_is_all_that_changed_is_carried_through() {
    let text = text(&path("003"));
    let (document, source) = read(&text);
    let mut tree = Tree::of(through_a_workbook(&document).root());
    let TreeShape::Map(entries) = &mut tree.shape else { panic!("no map") };
    let actors = entries.iter_mut().find(|(key, ..)| key == "actors").map(|(.., value)| value).expect("actors");
    let TreeShape::Map(actors) = &mut actors.shape else { panic!("no map") };
    let former = actors.iter().map(|(key, ..)| key.clone()).find(|key| key != "city").expect("an actor");
    actors.iter_mut().find(|(key, ..)| *key == former).expect("it").0 = "受託者".to_owned();
    let wanted = Document::from_tree(&tree, None);
    let found = changes_onto(document.root(), wanted.root());
    assert_eq!(found.carried.len(), 1, "{:?}", found.carried);
    assert_eq!((found.carried[0].before.as_str(), found.carried[0].after.as_str()), (former.as_str(), "受託者"));
    let patched = said(&document, &source, &wanted).expect("patched");
    let (_, added) = lines_apart(&text, &patched);
    assert!(added > 2 && added <= found.carried[0].references + 1, "{added}");
}

#[test]
fn what_cannot_be_changed_is_told_with_its_place_and_nothing_is_written() {
    let folder = empty_folder("onto", "alias");
    let old = text(&path("000"));
    let (file, newer) = (folder.join("old.filing.yaml"), folder.join("newer.filing.yaml"));
    std::fs::write(&file, &old).expect("written");
    std::fs::write(
        &newer,
        old.replacen("      printer: *lane-bullets\n", "      printer: [checklist-inspection]\n", 1),
    )
    .expect("written");
    let (file, newer) = (file.display().to_string(), newer.display().to_string());
    let (status, _, error) = sekisho(&["workbook", &newer, "--onto", &file, "--lang", "ja"]);
    assert_eq!(status, 2, "{error}");
    assert!(error.contains("old.filing.yaml:") && error.contains("アンカー"), "{error}");
    assert_eq!(std::fs::read_to_string(&file).expect("old"), old);
}

#[test]
fn five_hundred_random_edits_change_only_the_lines_concerned() {
    let filings: Vec<_> = EXAMPLES
        .iter()
        .map(|name| {
            let text = text(&path(name));
            let (document, source) = read(&text);
            let tree = Tree::of(through_a_workbook(&document).root());
            (text, document, source, tree)
        })
        .collect();
    let config = Config { cases: 900, failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]));
    let (made, refused) = (Cell::new(0), Cell::new(0));
    let chosen = (0..filings.len(), 0usize..5, any::<prop::sample::Index>(), any::<prop::sample::Index>());
    let outcome = runner.run(&chosen, |(which, kind, place, more)| {
        let (text, document, source, tree) = &filings[which];
        let mut tree = tree.clone();
        let Some(lines) = edit(&mut tree, kind, place, more) else { return Ok(()) };
        let wanted = Document::from_tree(&tree, None);
        match said(document, source, &wanted) {
            Ok(patched) => {
                made.set(made.get() + 1);
                let (gone, come) = lines_apart(text, &patched);
                prop_assert!(
                    gone <= lines.0 && come <= lines.1,
                    "kind {kind}: -{gone} +{come}\n{}",
                    apart(text, &patched)
                );
                let comments = |text: &str| text.lines().filter(|line| line.trim_start().starts_with('#')).count();
                prop_assert_eq!(comments(text), comments(&patched), "{}", apart(text, &patched));
            }
            Err(why) => {
                refused.set(refused.get() + 1);
                let shared = matches!(why, PatchObstacle::ThroughAlias { .. } | PatchObstacle::AnchorUsed { .. });
                prop_assert!(shared, "kind {kind}: {why:?}");
            }
        }
        Ok(())
    });
    outcome.unwrap();
    assert!(made.get() >= 500, "{} made, {} refused", made.get(), refused.get());
    assert!(refused.get() * 10 < made.get(), "{} made, {} refused", made.get(), refused.get());
}

fn apart(old: &str, new: &str) -> String {
    similar::TextDiff::from_lines(old, new).unified_diff().context_radius(1).to_string()
}

/// Changes a filing as somebody would in its workbook, and returns how many lines may go and come at most.
fn edit(tree: &mut Tree, kind: usize, place: prop::sample::Index, more: prop::sample::Index) -> Option<(usize, usize)> {
    let document = Document::from_tree(tree, None);
    let mut all = Vec::new();
    collect(document.root(), String::new(), "", &mut all);
    let of = |wanted: fn(&Seen) -> bool| all.iter().filter(|seen| wanted(seen)).collect::<Vec<_>>();
    let value = |value: serde_json::Value| Tree::of_json(&value, Span::START);
    match kind {
        // Another title.
        0 => {
            let titles = of(|seen| matches!(seen.key.as_str(), "title" | "name") && seen.kind == Kind::Str);
            *reach(tree, &place.get(&titles).at)? = value(json!("新しい題 その2"));
            Some((1, 1))
        }
        // Yes for no.
        1 => {
            let flags = of(|seen| seen.kind == Kind::Bool && seen.key != "changed");
            let at = &place.get(&flags).at;
            let now = document.at(at)?.as_bool()?;
            *reach(tree, at)? = value(json!(!now));
            Some((1, 1))
        }
        // A step less.
        2 => {
            let lists = of(|seen| seen.key == "steps" && seen.kind == Kind::Seq);
            let items = reach(tree, &place.get(&lists).at)?.items_mut()?;
            items.remove(more.index(items.len()));
            Some((6, 1))
        }
        // A step more.
        3 => {
            let lists = of(|seen| seen.key == "steps" && seen.kind == Kind::Seq);
            let items = reach(tree, &place.get(&lists).at)?.items_mut()?;
            let step = json!({ "id": "z-1", "action": "process", "actor": "city", "title": "確認" });
            items.insert(more.index(items.len() + 1), value(step));
            Some((1, 2))
        }
        // A step elsewhere.
        _ => {
            let lists = of(|seen| seen.key == "steps" && seen.kind == Kind::Seq);
            let items = reach(tree, &place.get(&lists).at)?.items_mut()?;
            let step = items.remove(place.index(items.len()));
            items.insert(more.index(items.len() + 1), step);
            Some((9, 9))
        }
    }
}

struct Seen {
    at: String,
    key: String,
    kind: Kind,
}

fn collect(node: sekisho::source::Node<'_>, at: String, key: &str, all: &mut Vec<Seen>) {
    all.push(Seen { at: at.clone(), key: key.to_owned(), kind: node.kind() });
    for (key, _, value) in node.entries() {
        collect(value, format!("{at}/{}", key.replace('~', "~0").replace('/', "~1")), key, all);
    }
    for (index, item) in node.items().enumerate() {
        collect(item, format!("{at}/{index}"), "", all);
    }
}

fn reach<'t>(tree: &'t mut Tree, pointer: &str) -> Option<&'t mut Tree> {
    pointer.split('/').skip(1).try_fold(tree, |tree, token| match &mut tree.shape {
        TreeShape::Map(entries) => {
            let key = token.replace("~1", "/").replace("~0", "~");
            entries.iter_mut().find(|(known, ..)| *known == key).map(|(.., value)| value)
        }
        TreeShape::Seq(items) => items.get_mut(token.parse::<usize>().ok()?),
        TreeShape::Scalar(..) => None,
    })
}

#[test]
fn every_filing_of_the_repository_is_the_same_after_its_workbook() {
    for folder in ["examples", "policies", "tests"] {
        for path in crate::common::below(&root().join(folder), ".filing.yaml") {
            let Ok(source) =
                SourceFile::decode("f".to_owned(), std::fs::read(&path).expect("a file"), &Limits::default())
            else {
                continue;
            };
            let Some(document) = Document::parse(&source, &Limits::default()).document else { continue };
            let Ok(Ok(written)) = ProvenWorkbook::write(&document, &OfficeTexts::default(), Lang::Ja) else { continue };
            let back = workbook::read(written.bytes).expect("read").document;
            let found = changes_onto(document.root(), back.root());
            assert_eq!(found.changes, Vec::new(), "{}", path.display());
        }
    }
}
