//! Every expectation is a text written by hand.

use serde_json::{Value, json};

use super::*;

fn read(text: &str) -> (Document, SourceFile) {
    let (document, source) = parsed(text);
    (document.unwrap_or_else(|| panic!("no tree: {text}")), source)
}

fn patched(text: &str, changes: &[TextChange]) -> Result<String, PatchObstacle> {
    let (document, source) = read(text);
    edits(&document, &source, changes).map(|edits| apply(text, &edits)).map_err(|why| why.obstacle)
}

fn tree(value: &Value) -> Tree {
    Tree::of_json(value, Span::START)
}

fn set(at: &str, value: Value) -> TextChange {
    TextChange::Set { at: at.into(), value: tree(&value) }
}

fn add(map: &str, key: &str, value: Value, after: Option<&str>) -> TextChange {
    TextChange::Add { map: map.into(), key: key.into(), value: tree(&value), after: after.map(str::to_owned) }
}

fn insert(list: &str, index: usize, value: Value) -> TextChange {
    TextChange::Insert { list: list.into(), index, value: tree(&value) }
}

fn remove(at: &str) -> TextChange {
    TextChange::Remove { at: at.into() }
}

fn shift(at: &str, index: usize) -> TextChange {
    TextChange::Move { at: at.into(), index }
}

fn rename(at: &str, key: &str) -> TextChange {
    TextChange::Rename { at: at.into(), key: key.into() }
}

#[track_caller]
fn becomes(text: &str, change: TextChange, expected: &str) {
    assert_eq!(patched(text, std::slice::from_ref(&change)).as_deref(), Ok(expected), "{text}\n{change:?}");
}

#[test]
fn scalars_are_replaced_where_they_stand() {
    becomes("a: 1   # why\nb: 2\n", set("/a", json!("紙")), "a: 紙   # why\nb: 2\n");
    becomes("a: \"one\"   # why\n", set("/a", json!("two, three")), "a: \"two, three\"   # why\n");
    becomes(
        "s: [{ id: 1, to: x }, { id: 2 }] # c\n",
        set("/s/0/to", json!("y")),
        "s: [{ id: 1, to: y }, { id: 2 }] # c\n",
    );
    becomes("a: x\n", set("/a", json!("12")), "a: \"12\"\n");
    becomes("a: x\n", set("/a", json!(12)), "a: 12\n");
    becomes("a: x\n", set("/a", json!("委託先 PC（区）")), "a: 委託先 PC（区）\n");
    becomes("- x\n- y # c\n", set("/1", json!(true)), "- x\n- true # c\n");
    becomes("a: x\r\nb: y\r\n", set("/b", json!("z")), "a: x\r\nb: z\r\n");
    becomes("a: x", set("/a", json!("z")), "a: z");
    becomes("a: &k x\n", set("/a", json!("z")), "a: &k z\n");
    becomes("a: &k x\nb: *k\n", set("/b", json!("z")), "a: &k x\nb: z\n");
}

#[test]
fn values_that_were_left_out_are_written() {
    becomes("a:\nb: 1\n", set("/a", json!("x")), "a: x\nb: 1\n");
    becomes("a:   # why\nb: 1\n", set("/a", json!("x")), "a: x   # why\nb: 1\n");
    becomes("{ a: , b: 1 }\n", set("/a", json!("x")), "{ a: x , b: 1 }\n");
    becomes("{ a, b: 1 }\n", set("/a", json!("x")), "{ a: x, b: 1 }\n");
    becomes("-\n- y\n", set("/0", json!("x")), "- x\n- y\n");
    becomes("a:\nb: 1\n", set("/a/c", json!("x")), "a: { c: x }\nb: 1\n");
}

#[test]
fn texts_of_several_lines_are_blocks() {
    becomes("a: x # why\nb: 1\n", set("/a", json!("一\n二\n")), "a: | # why\n  一\n  二\nb: 1\n");
    becomes("a:\n    b: x\n", set("/a/b", json!("一\n二")), "a:\n    b: |-\n        一\n        二\n");
    becomes("- { a: x }\n", set("/0/a", json!("一\n二")), "- { a: \"一\\n二\" }\n");
    let long = "a: |\n  one\n  two\n  three\n\n# c\nb: 1\n";
    becomes(long, set("/a", json!("one\n2\nthree\n")), "a: |\n  one\n  2\n  three\n\n# c\nb: 1\n");
    becomes(long, set("/a", json!("one")), "a: one\n\n# c\nb: 1\n");
    becomes("a: | # why\n  one\n  two\n", set("/a", json!("one")), "a: one # why\n");
    let (document, source) = read(long);
    let edits = edits(&document, &source, &[set("/a", json!("one\n2\nthree\n"))]).unwrap();
    assert_eq!(edits.iter().map(|edit| (edit.span.line, edit.text.as_str())).collect::<Vec<_>>(), [(3, "  2\n")]);
}

#[test]
fn keys_are_added_as_their_neighbours_stand() {
    becomes("a: 1 # c\n# d\nb: 2\n", add("", "c", json!("x"), Some("a")), "a: 1 # c\nc: x\n# d\nb: 2\n");
    becomes("a: 1\nb: 2", add("", "c", json!("x"), None), "a: 1\nb: 2\nc: x");
    becomes("- { a: 1, b: 2 }\n", add("/0", "c", json!([1, 2]), Some("a")), "- { a: 1, c: [1, 2], b: 2 }\n");
    becomes("- { a: 1, b: 2, }\n", add("/0", "c", json!(3), None), "- { a: 1, b: 2, c: 3, }\n");
    becomes("a: {}\n", add("/a", "b", json!(3), None), "a: { b: 3 }\n");
    becomes("a:\n    b: 1\n    # c\nd: 1\n", set("/a/e", json!("x")), "a:\n    b: 1\n    e: x\n    # c\nd: 1\n");
    becomes("l:\n- a: 1\n- a: 2\n", add("/l/0", "b", json!("x"), None), "l:\n- a: 1\n  b: x\n- a: 2\n");
    becomes("a:\n  x: 1\nb: |+\n  t\n\n\n", add("", "c", json!(1), None), "a:\n  x: 1\nb: |+\n  t\n\n\nc: 1\n");
    becomes("a:\n  x:\n    y: 1\n", add("/a", "z", json!({"y": 2}), None), "a:\n  x:\n    y: 1\n  z:\n    y: 2\n");
    becomes("a:\n  x: { y: 1 }\n", add("/a", "z", json!({"y": 2}), None), "a:\n  x: { y: 1 }\n  z: { y: 2 }\n");
    becomes("a: 1\r\nb: 2\r\n", add("", "c", json!("x"), Some("a")), "a: 1\r\nc: x\r\nb: 2\r\n");
    becomes("{\n  a: 1, # c\n  b: 2\n}\n", add("", "c", json!(3), None), "{\n  a: 1, # c\n  b: 2,\n  c: 3\n}\n");
    assert_eq!(patched("a: 1\n", &[add("", "a", json!(2), None)]), Err(PatchObstacle::KeyTaken));
    assert_eq!(patched("a: 1\n", &[add("/a", "b", json!(2), None)]), Err(PatchObstacle::Nowhere));
}

#[test]
fn items_are_added_as_their_neighbours_stand() {
    becomes("l: [a, b]\n", insert("/l", 1, json!("x")), "l: [a, x, b]\n");
    becomes("l: [a, b]\n", insert("/l", 0, json!("x")), "l: [x, a, b]\n");
    becomes("l: [a, b] # c\n", insert("/l", 2, json!("x")), "l: [a, b, x] # c\n");
    becomes("l: []\n", insert("/l", 0, json!("x")), "l: [x]\n");
    becomes("l:\n  - a # c\n  # d\n  - b\n", insert("/l", 1, json!("x")), "l:\n  - a # c\n  - x\n  # d\n  - b\n");
    becomes("l:\n  # d\n  - b\n", insert("/l", 0, json!("x")), "l:\n  - x\n  # d\n  - b\n");
    becomes("l:\n- a\n- b\nm: 1\n", insert("/l", 2, json!("x")), "l:\n- a\n- b\n- x\nm: 1\n");
    becomes("l:\n  - - a\n    - b\n", insert("/l/0", 0, json!("x")), "l:\n  - - x\n    - a\n    - b\n");
    becomes("l:\n  - { a: 1 }\n", insert("/l", 1, json!({"a": 2, "b": []})), "l:\n  - { a: 1 }\n  - { a: 2, b: [] }\n");
    becomes(
        "l:\n  - a: 1\n    b: 2\n",
        insert("/l", 1, json!({"a": 2, "b": [1]})),
        "l:\n  - a: 1\n    b: 2\n  - a: 2\n    b: [1]\n",
    );
    becomes("l:\n", insert("/l", 0, json!("x")), "l: [x]\n");
}

#[test]
fn what_is_removed_takes_its_line_and_its_own_comment() {
    becomes("a: 1\n# d\nb: 2 # c\nd: 3\n", remove("/b"), "a: 1\n# d\nd: 3\n");
    becomes("a: 1\nb: 2", remove("/b"), "a: 1");
    becomes("a: 1\r\nb: 2\r\n", remove("/a"), "b: 2\r\n");
    becomes("a: { x: 1, y: 2, z: 3 }\n", remove("/a/x"), "a: { y: 2, z: 3 }\n");
    becomes("a: { x: 1, y: 2, z: 3 }\n", remove("/a/y"), "a: { x: 1, z: 3 }\n");
    becomes("a: { x: 1, y: 2, z: 3 }\n", remove("/a/z"), "a: { x: 1, y: 2 }\n");
    becomes("a: { x: 1 }\n", remove("/a/x"), "a: {}\n");
    becomes("a: [x]\n", remove("/a/0"), "a: []\n");
    becomes("a: { x: 1, y: 2,\n     z: 3, w: 4 }\n", remove("/a/z"), "a: { x: 1, y: 2,\n     w: 4 }\n");
    becomes("a: { x: 1, y: 2,\n     z: 3 }\n", remove("/a/z"), "a: { x: 1, y: 2 }\n");
    becomes("l:\n  - a\n  - b: 1\n    c: 2\n  - d\n", remove("/l/1"), "l:\n  - a\n  - d\n");
    becomes("l:\n  - b: 1\n    c: 2\n", remove("/l/0/b"), "l:\n  - c: 2\n");
    becomes("l:\n  - b: 1 # x\n    # y\n    c: 2\n", remove("/l/0/b"), "l:\n  -\n    # y\n    c: 2\n");
    becomes("l:\n  - a # c\nm: 1\n", remove("/l/0"), "l: []\nm: 1\n");
    becomes("l: # why\n  - a # c\nm: 1\n", remove("/l/0"), "l: # why\n  []\nm: 1\n");
    becomes("a: |\n  one\n  two\nb: 1\n", remove("/a"), "b: 1\n");
    assert_eq!(patched("a: 1\n", &[remove("/b")]), Err(PatchObstacle::Nowhere));
    assert_eq!(patched("a: 1\n", &[remove("")]), Err(PatchObstacle::Nowhere));
}

#[test]
fn what_is_moved_takes_the_comments_above_it_along() {
    becomes(
        "l:\n  - a\n  # about b\n  - b # c\n  - d\n",
        shift("/l/1", 0),
        "l:\n  # about b\n  - b # c\n  - a\n  - d\n",
    );
    becomes("l:\n  - a\n  # about b\n  - b # c\n  - d", shift("/l/1", 2), "l:\n  - a\n  - d\n  # about b\n  - b # c");
    becomes("l:\n  - a\n  - b", shift("/l/1", 0), "l:\n  - b\n  - a");
    becomes("l: [{ a: 1 }, b, c]\n", shift("/l/0", 2), "l: [b, c, { a: 1 }]\n");
    becomes("l: [a, b, c]\n", shift("/l/2", 0), "l: [c, a, b]\n");
    becomes("a: 1\nb: 2 # x\nc: 3\n", shift("/b", 0), "b: 2 # x\na: 1\nc: 3\n");
}

#[test]
fn keys_are_renamed() {
    becomes("a: 1\n\"b\": 2 # c\n", rename("/b", "委託先"), "a: 1\n委託先: 2 # c\n");
    becomes("m: { a: 1, b: { c: 2 } }\n", rename("/m/b", "yes no"), "m: { a: 1, yes no: { c: 2 } }\n");
    assert_eq!(
        patched("a: 1\nb: 2\n", &[rename("/b", "a")]),
        Err(PatchObstacle::Unproven).or(Err(PatchObstacle::Nowhere))
    );
}

#[test]
fn collections_change_only_where_they_differ() {
    becomes(
        "a:\n  x: 1 # c\n  y: [p, q] # d\n  z: 3\n",
        set("/a", json!({"x": 1, "y": ["p", "r", "q"], "w": 4})),
        "a:\n  x: 1 # c\n  y: [p, r, q] # d\n  w: 4\n",
    );
    becomes("a: [x]\n", set("/a", json!({"b": 1})), "a: { b: 1 }\n");
    becomes("a:\n  - x\nb: 1\n", set("/a", json!({"b": 1})), "a:\n  b: 1\nb: 1\n");
    becomes("a: x # c\nb:\n  d: 1\n", set("/a", json!({"b": [1, 2]})), "a: # c\n  b: [1, 2]\nb:\n  d: 1\n");
    becomes("a: 1\nb: 2\n", set("", json!({"c": 1})), "c: 1\n");
}

#[test]
fn changes_are_made_one_after_the_other_and_told_as_edits_of_the_first_text() {
    let text = "l: [a, b] # c\nm: { x: 1 }\nn: 3\n";
    let changes = [insert("/l", 2, json!("d")), remove("/l/0"), set("/m/x", json!(2)), set("/m/y", json!(3))];
    let (document, source) = read(text);
    let edits = edits(&document, &source, &changes).unwrap();
    assert_eq!(apply(text, &edits), "l: [b, d] # c\nm: { x: 2, y: 3 }\nn: 3\n");
    let places: Vec<_> = edits.iter().map(|edit| (edit.span.line, edit.span.column, edit.text.as_str())).collect();
    assert_eq!(places, [(1, 5, ""), (1, 9, ", d"), (2, 9, "2, y: 3")]);
}

#[test]
fn what_is_shared_or_odd_is_refused_with_its_place() {
    let text = "base: &b\n  x: 1\nuse: *b\n";
    let refused = |text: &str, change: TextChange| {
        let (document, source) = read(text);
        edits(&document, &source, &[change]).unwrap_err()
    };
    let through = refused(text, set("/use/x", json!(2)));
    assert!(matches!(through.obstacle, PatchObstacle::ThroughAlias { anchor } if anchor.line == 1), "{through:?}");
    assert_eq!((through.span.line, through.at.as_str()), (3, "/use/x"));
    for change in [set("/base/x", json!(2)), remove("/base"), set("/base", json!(1)), rename("/base/x", "y")] {
        let used = refused(text, change);
        assert!(matches!(used.obstacle, PatchObstacle::AnchorUsed { alias } if alias.line == 3), "{used:?}");
        assert!(used.span.line <= 2, "{used:?}");
    }
    becomes(text, remove("/use"), "base: &b\n  x: 1\n");
    becomes(text, rename("/use", "also"), "base: &b\n  x: 1\nalso: *b\n");
    becomes("a: &k x\nb: 1\n", remove("/a"), "b: 1\n");
    let lone = refused("a: 1\rb: 2\n", set("/a", json!(2)));
    assert_eq!((lone.obstacle, lone.span.line, lone.span.column), (PatchObstacle::LoneReturn, 1, 5));
    let order = refused("l:\n  - &a x\n  - *a\n", shift("/l/1", 0));
    assert_eq!(order.obstacle, PatchObstacle::Unproven);
}

/// Texts as people write them, and as they do not.
const TEXTS: [&str; 12] = [
    "a: 1 # c\nb:\n  # d\n  - { x: 1, y: [p, q] } # e\n  - x: 2\n    y: |\n      one\n\n      two\n\n# f\nc: 'q' # g\n",
    "a: &k { x: 1 }\nb: *k\nc: [*k, 2]\nd: &m\n- 1\n- 2\n",
    "a:\r\n  b: 1 # c\r\n  d: [1, 2,\r\n    3]\r\n",
    "- - a\n  - b # c\n- c: 1\n  d:\n- \n-\n  # x\n  e: 1",
    "{ a: 1, # c\n  b: { c: , d, e: \"f\" }, # g\n  h: [ ] }",
    "a: >-\n  x\n  y\n\nb: |+\n  z\n\n\nc: | # d\n  w\n",
    "? a\n: b\n? c\n: - d\n  - e\n",
    "a: x\n  y\n  z # c\nb: \"p\n  q\" # r\n",
    "# top\n\n---\na: 1\n...\n",
    "か\u{3099}: ハ\u{309A}\n'b' : 1\n\"c\":\t2\n",
    "a: [\n  x, # one\n  y, # two\n]\nb: [\n  { c: 1 },\n  { d: 2 }\n]\n",
    "a: ! x\nb: &n\nc: - d\n",
];

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(3_000))]

    /// Whatever is asked of whatever text: it is refused, or reads back as wanted, and no comment is lost that belongs to
    /// what stays.
    #[test]
    fn any_change_of_any_text_is_made_as_wanted_or_refused(
        which in 0..TEXTS.len(),
        changes in proptest::collection::vec((0usize..6, 0usize..40, 0usize..4, 0usize..9), 1..4),
    ) {
        let text = TEXTS[which];
        let (document, source) = parsed(text);
        let Some(document) = document else { return Ok(()) };
        let mut wanted = Tree::of(document.root());
        let mut all = Vec::new();
        for (kind, place, index, value) in changes {
            let now = Document::from_tree(&wanted, None);
            let mut places = Vec::new();
            pointers(now.root(), String::new(), &mut places);
            let at = places[place % places.len()].clone();
            let value = tree(&[json!(1), json!("x: y"), json!("紙"), json!("一\n二\n"), json!([]), json!({}), json!({"k": [1, "z"]}),
                json!([{"k": 1}, "w"]), json!(null)][value]);
            let key = ["n", "x", "d e", "が"][index].to_owned();
            let change = match kind {
                0 => TextChange::Set { at, value },
                1 => TextChange::Add { map: at, key, value, after: None },
                2 => TextChange::Insert { list: at, index, value },
                3 => TextChange::Remove { at },
                4 => TextChange::Move { at, index },
                _ => TextChange::Rename { at, key },
            };
            let mut next = wanted.clone();
            if wanted::make(&mut next, &change).is_some() {
                wanted = next;
                all.push(change);
            }
        }
        let Ok(edits) = edits(&document, &source, &all) else { return Ok(()) };
        let patched = apply(source.text(), &edits);
        let (back, _) = parsed(&patched);
        proptest::prop_assert!(back.is_some_and(|back| Tree::of(back.root()).says(&wanted)), "{all:?}\n{patched}");
    }
}

fn parsed(text: &str) -> (Option<Document>, SourceFile) {
    let limits = Limits::default();
    let source = SourceFile::decode("t.yaml".into(), text.as_bytes().to_vec(), &limits).unwrap();
    (Document::parse(&source, &limits).document, source)
}

fn pointers(node: crate::source::Node<'_>, at: String, all: &mut Vec<String>) {
    for (key, _, value) in node.entries() {
        pointers(value, way::below(&at, key), all);
    }
    for (index, item) in node.items().enumerate() {
        pointers(item, format!("{at}/{index}"), all);
    }
    all.push(at);
}
