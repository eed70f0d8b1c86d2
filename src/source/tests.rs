use proptest::prelude::*;
use serde_json::json;

use super::*;

fn file(text: &str) -> SourceFile {
    SourceFile::decode("t.yaml".into(), text.as_bytes().to_vec(), &Limits::default()).unwrap()
}

fn parsed(text: &str) -> Parsed {
    Document::parse(&file(text), &Limits::default())
}

fn document(text: &str) -> Document {
    let parsed = parsed(text);
    assert_eq!(parsed.problems.first(), None, "{text:.80}");
    parsed.document.unwrap()
}

/// The only problem of a text, with line and column, and whether there is a tree.
fn problem(text: &str) -> (ProblemKind, (u32, u32), bool) {
    let parsed = parsed(text);
    assert_eq!(parsed.problems.len(), 1, "{:.80}: {:?}", text, parsed.problems.first());
    let SourceProblem { kind, span } = parsed.problems[0].clone();
    (kind, (span.line, span.column), parsed.document.is_some())
}

fn place(span: Span) -> (u32, u32, u32, u32) {
    (span.line, span.column, span.end_line, span.end_column)
}

#[test]
fn decodes() {
    let decode = |bytes: &[u8]| SourceFile::decode("n".into(), bytes.to_vec(), &Limits::default());
    let bom = decode("\u{FEFF}a: 1\r\nb: 2".as_bytes()).unwrap();
    assert_eq!((bom.line(1), bom.line(2), bom.line(3), bom.line(0)), ("a: 1", "b: 2", "", ""));
    assert_eq!((bom.line_count(), bom.offset(2, 4)), (2, 9));
    let utf16: Vec<u8> = "title: 図書館\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(decode(&utf16).unwrap_err(), Unreadable::Utf16);
    assert_eq!(decode(&[&[0xFF, 0xFE], &utf16[..]].concat()).unwrap_err(), Unreadable::Utf16);
    let (sjis, _, _) = encoding_rs::SHIFT_JIS.encode("title: 図書館カードの委託\n");
    assert_eq!(decode(&sjis).unwrap_err(), Unreadable::ShiftJis);
    let (euc, _, _) = encoding_rs::EUC_JP.encode("title: 図書館カードの委託\n");
    assert_eq!(decode(&euc).unwrap_err(), Unreadable::NotUtf8 { byte: 7 });
    assert_eq!(decode(b"ab\xFF").unwrap_err(), Unreadable::NotUtf8 { byte: 2 });
    assert_eq!(decode(b"title: a\0b").unwrap_err(), Unreadable::Nul { byte: 8 });
    let limits = Limits { bytes: 3, ..Limits::default() };
    let large = SourceFile::decode("n".into(), b"abcd".to_vec(), &limits);
    assert_eq!(large.unwrap_err(), Unreadable::TooLarge { bytes: 4, limit: 3 });
    assert_eq!(decode(b"").unwrap().line_count(), 0);
}

#[test]
fn scalars_follow_the_core_schema() {
    for (text, kind) in [
        ("~", Kind::Null),
        ("null", Kind::Null),
        ("Null", Kind::Null),
        ("nULL", Kind::Str),
        ("true", Kind::Bool),
        ("FALSE", Kind::Bool),
        ("yes", Kind::Str),
        ("no", Kind::Str),
        ("on", Kind::Str),
        ("off", Kind::Str),
        ("0", Kind::Int),
        ("001", Kind::Int),
        ("-12", Kind::Int),
        ("+7", Kind::Int),
        ("0x1F", Kind::Int),
        ("0o17", Kind::Int),
        ("0x", Kind::Str),
        ("0x-1", Kind::Str),
        ("0b1", Kind::Str),
        ("1_000", Kind::Str),
        ("9223372036854775808", Kind::Float),
        ("1.5", Kind::Float),
        (".5", Kind::Float),
        ("1.", Kind::Float),
        ("1e3", Kind::Float),
        ("-1.5E-3", Kind::Float),
        (".", Kind::Str),
        ("1e", Kind::Str),
        (".inf", Kind::Str),
        ("1e999", Kind::Str),
        (".nan", Kind::Str),
        ("infinity", Kind::Str),
        ("2024-04-01", Kind::Str),
        ("12:30", Kind::Str),
        ("令和6年", Kind::Str),
        ("\"1\"", Kind::Str),
        ("'true'", Kind::Str),
    ] {
        assert_eq!(document(&format!("a: {text}")).root().get("a").map(Node::kind), Some(kind), "{text}");
    }
    let doc = document("{a: 001, b: 0x1F, c: 0o17, d: 1.50, e: TRUE, f: }");
    let node = |key| doc.root().get(key).unwrap();
    assert_eq!((node("a").text(), node("a").as_int(), node("a").as_str()), (Some("001"), Some(1), None));
    assert_eq!((node("b").as_int(), node("c").as_int()), (Some(31), Some(15)));
    assert_eq!((node("d").text(), node("d").as_float()), (Some("1.50"), Some(1.5)));
    assert_eq!((node("e").as_bool(), node("f").is_null()), (Some(true), true));
}

#[test]
fn every_key_and_value_has_a_place() {
    let doc = document(
        "名: 図書館\nsteps:\n  - { id: 1, to: [a, b] }\n  - id: x\n    note: |\n      one\n      two\n\nlast: \"q\"\n",
    );
    let root = doc.root();
    assert_eq!(place(root.span()), (1, 1, 9, 10));
    assert_eq!(place(root.head()), (1, 1, 1, 2));
    let name = root.get("名").unwrap();
    assert_eq!((place(name.span()), place(name.key_span().unwrap())), ((1, 4, 1, 7), (1, 1, 1, 2)));
    let at = |pointer: &str| doc.at(pointer).unwrap();
    assert_eq!(place(at("/steps").span()), (3, 3, 7, 10));
    assert_eq!(place(at("/steps").head()), (3, 3, 3, 4));
    assert_eq!(place(at("/steps/0").span()), (3, 5, 3, 26));
    assert_eq!(place(at("/steps/0/to").span()), (3, 18, 3, 24));
    assert_eq!(place(at("/steps/0/to/1").span()), (3, 22, 3, 23));
    assert_eq!(place(at("/steps/1").span()), (4, 5, 7, 10));
    assert_eq!(place(at("/steps/1").head()), (4, 5, 4, 7));
    assert_eq!(at("/steps/1").key_span(), None);
    assert_eq!(at("/steps/1/note").text(), Some("one\ntwo\n"));
    assert_eq!(place(root.get("last").unwrap().span()), (9, 7, 9, 10));
}

#[test]
fn sequences_begin_at_their_dash() {
    let doc = document("a:\n- x\n- y\nb:\n  c:\n  - d: 1\nc:\n-\n  e: 1\nd: &k\n- z\n");
    let start = |pointer: &str| {
        let span = doc.at(pointer).unwrap().span();
        (span.line, span.column)
    };
    assert_eq!(start("/a"), (2, 1));
    assert_eq!(start("/b/c"), (6, 3));
    assert_eq!(start("/c"), (8, 1));
    assert_eq!(start("/d"), (10, 4));
    assert_eq!(place(doc.at("/a").unwrap().span()), (2, 1, 3, 4));
    let doc = document("a: &k [ # why\n  x ]  # end\nb: &m\n- { y: 1 }\nc: 1\n");
    assert_eq!(place(doc.at("/a").unwrap().span()), (1, 4, 2, 6));
    assert_eq!(place(doc.at("/b").unwrap().span()), (3, 4, 4, 11));
}

#[test]
fn carriage_returns_do_not_move_places() {
    let doc = document("a: 1\r\nb:\r\n  - x\r\n");
    assert_eq!(place(doc.at("/b/0").unwrap().span()), (3, 5, 3, 6));
    assert_eq!(doc.at("/a").unwrap().as_int(), Some(1));
}

#[test]
fn pointers() {
    let doc = document("{a/b: {m~n: 1}, '': 2, l: [x, y], 01: z}");
    assert_eq!(doc.at("").map(Node::len), Some(4));
    assert_eq!(doc.at("/a~1b/m~0n").and_then(Node::as_int), Some(1));
    assert_eq!(doc.at("/").and_then(Node::as_int), Some(2));
    assert_eq!(doc.at("/l/1").and_then(Node::as_str), Some("y"));
    assert_eq!(doc.at("/01").and_then(Node::as_str), Some("z"));
    for nowhere in ["l", "/l/2", "/l/01", "/l/+1", "/l/-", "/l/x", "/x", "/l/0/0"] {
        assert!(doc.at(nowhere).is_none(), "{nowhere}");
    }
}

#[test]
fn aliases_are_the_node_at_the_place_of_the_alias() {
    let doc = document("base: &b { x: [1, 2], y: 3 }\nuse:\n  - *b\nagain: *b\n&k key: *k\n");
    let again = doc.at("/again").unwrap();
    assert_eq!(place(again.span()), (4, 8, 4, 10));
    assert_eq!(place(again.key_span().unwrap()), (4, 1, 4, 6));
    let deep = doc.at("/again/x/1").unwrap();
    assert_eq!((deep.as_int(), place(deep.span())), (Some(2), (4, 8, 4, 10)));
    let x = doc.at("/again/x").unwrap();
    assert_eq!(place(x.key_span().unwrap()), (4, 8, 4, 10));
    assert_eq!(again.entries().map(|(key, _, _)| key).collect::<Vec<_>>(), ["x", "y"]);
    assert_eq!(doc.at("/use/0").unwrap().key_span(), None);
    assert_eq!(doc.at("/key").and_then(Node::as_str), Some("key"));
    assert_eq!(doc.root().len(), 4);
}

#[test]
fn what_we_refuse_and_read_on() {
    let (kind, at, tree) = problem("a: 1\nb: 2\na: { c: 3 }\n");
    assert_eq!(kind, ProblemKind::DuplicateKey { key: "a".into(), first: Span::on_line(1, 1, 2) });
    assert_eq!((at, tree), ((3, 1), true));
    let doc = parsed("a: 1\nb: 2\na: { c: 3 }\n").document.unwrap();
    assert_eq!(Document::to_json(doc.root()), json!({"a": 1, "b": 2}));
    assert_eq!(doc.root().len(), 2);

    let many: String = (0..40).map(|n| format!("k{n}: {n}\n")).collect();
    let (kind, at, _) = problem(&format!("{many}k3: x\n"));
    assert!(matches!(kind, ProblemKind::DuplicateKey { first, .. } if first.line == 4));
    assert_eq!(at, (41, 1));
    assert!(matches!(problem(&format!("{many}k39: x\n")).0, ProblemKind::DuplicateKey { .. }));
    assert!(matches!(problem("{a: {a: 1, b: 2}, 'a': 1}").0, ProblemKind::DuplicateKey { .. }));

    assert_eq!(problem("a: !!str 1\n"), (ProblemKind::Tag { tag: "tag:yaml.org,2002:!str".into() }, (1, 4), true));
    assert_eq!(problem("b: &b {x: 1}\na:\n  <<: *b\n  c: 1\n").0, ProblemKind::MergeKey);
    assert_eq!(document("\"<<\": 1").root().len(), 1);
    for key in ["? [a, b]\n: 1\nc: 2\n", ": 1\nc: 2", "? {a: b}\n: [x]\nc: 2", "{[a]: 1, c: 2}"] {
        let (kind, _, tree) = problem(key);
        assert_eq!((kind, tree), (ProblemKind::NonStringKey, true), "{key}");
        let doc = parsed(key).document.unwrap();
        assert_eq!(Document::to_json(doc.root()), json!({"c": 2}), "{key}");
    }
    assert_eq!(Document::to_json(document("1: a\ntrue: b\n").root()), json!({"1": "a", "true": "b"}));
    assert_eq!(problem("a: 1\n---\nb: 2\n"), (ProblemKind::SeveralDocuments, (2, 1), true));
    assert_eq!(document("---\na: 1\n...\n").root().len(), 1);
}

#[test]
fn control_characters() {
    let code = |text| problem(text);
    assert_eq!(code("a: \"x\u{7}y\"\n"), (ProblemKind::ControlCharacter { code: 7 }, (1, 6), true));
    assert_eq!(code("a: \"x\\ay\"\n"), (ProblemKind::ControlCharacter { code: 7 }, (1, 4), true));
    assert_eq!(code("\"\\0\": 1\n").0, ProblemKind::ControlCharacter { code: 0 });
    assert_eq!(code("a: 図\u{9b}\n"), (ProblemKind::ControlCharacter { code: 0x9b }, (1, 5), true));
    assert_eq!(code("a: b # \u{7f}\n").0, ProblemKind::ControlCharacter { code: 0x7f });
    document("a: \"x\ty\u{85}§\\n\\t\"\n");
}

#[test]
fn what_leaves_no_tree() {
    for empty in ["", "\n\n", "# only\n", "---\n", "---\n# only\n"] {
        let (kind, _, tree) = problem(empty);
        assert_eq!((kind, tree), (ProblemKind::Empty, false), "{empty:?}");
    }
    let unknown = |name: &str| ProblemKind::UnknownAlias { name: name.into() };
    assert_eq!(problem("a: *図\n"), (unknown("図"), (1, 4), false));
    assert_eq!(problem("a: &x [*x]\n"), (unknown("x"), (1, 8), false));
    assert!(matches!(problem("a: [1\n").0, ProblemKind::Syntax { hint: None, .. }));
}

#[test]
fn hints_at_what_the_input_method_left() {
    use SyntaxHint::*;
    for (text, hint, at) in [
        ("a: 1\nb：2\n", FullWidthColon, (2, 2)),
        ("a: 1\nb：2\nc: 3\n", FullWidthColon, (2, 2)),
        ("city:\n  role：principal\n  name: X\n", FullWidthColon, (2, 7)),
        ("city:\n  - id：x\n    name: 12:30\n", FullWidthColon, (2, 7)),
        ("a:\u{3000}b\nc: 1\n", FullWidthSpace, (1, 3)),
        ("a:\n  b: 1\n\u{3000}\u{3000}c：1\nd: 2\n", FullWidthSpace, (3, 1)),
        ("a:\n\tb: 1\n", Tab, (2, 1)),
        ("a:\u{A0}b\nc: 1\n", OddSpace('\u{A0}'), (1, 3)),
        ("a: 1\nb:\u{2003}c\nd: 2\n", OddSpace('\u{2003}'), (2, 3)),
        ("a:\n  b: 1\n\u{A0}\u{A0}c:d\ne: 2\n", OddSpace('\u{A0}'), (3, 1)),
        ("a: 1\n\u{FEFF}b:c\nd: 1\n", OddSpace('\u{FEFF}'), (2, 1)),
    ] {
        let (kind, place, _) = problem(text);
        assert!(matches!(kind, ProblemKind::Syntax { hint: Some(found), .. } if found == hint), "{text}: {kind:?}");
        assert_eq!(place, at, "{text}");
    }
    let (kind, ..) = problem("a: 時刻：1\nb: c: d\n");
    assert!(matches!(kind, ProblemKind::Syntax { hint: None, .. }), "{kind:?}");
}

#[test]
fn hostile_texts_cost_little() {
    let deep = ProblemKind::TooDeep { limit: 64 };
    let stair = |levels: usize| (0..levels).map(|n| format!("{}a:\n", " ".repeat(n))).collect::<String>();
    for text in ["- ".repeat(1_000_000), "[".repeat(10_000), "{a: ".repeat(10_000), stair(2_000)] {
        let begun = std::time::Instant::now();
        assert_eq!((problem(&text).0, problem(&text).2), (deep.clone(), false));
        assert!(begun.elapsed().as_secs() < 5);
    }
    // Every key of this one is a collection, which is told as well.
    let keys = parsed(&"? ".repeat(1_000_000));
    assert_eq!(keys.problems.last().map(|problem| &problem.kind), Some(&deep));
    document(&stair(64));
    assert_eq!(problem(&stair(65)).0, deep);
    document(&format!("{}{}", "[".repeat(64), "]".repeat(64)));

    let laughs: String =
        (1..9).map(|n| format!("k{n}: &k{n} [{}]\n", vec![format!("*k{}", n - 1); 9].join(", "))).collect();
    let (kind, _, tree) = problem(&format!("k0: &k0 [x]\n{laughs}"));
    assert_eq!((kind, tree), (ProblemKind::TooManyAliases { limit: 100_000 }, false));
    let chain: String =
        (1..9).map(|n| format!("k{n}: &k{n} {}*k{}{}\n", "[".repeat(20), n - 1, "]".repeat(20))).collect();
    assert_eq!(problem(&format!("k0: &k0 [x]\n{chain}")).0, deep);

    let many = ProblemKind::TooManyNodes { limit: 500_000 };
    assert_eq!(problem(&format!("[{}]", "a,".repeat(2_400_000))).0, many);
    assert_eq!(problem(&"- \n".repeat(600_000)).0, many);
    assert_eq!(problem(&"[".repeat(5_000_000)).0, many);
    let wide: String = (0..100_000).map(|n| format!("k{n}: 1\n")).collect();
    assert_eq!(document(&wide).root().len(), 100_000);

    let noisy = parsed(&format!("{}\nb: [", "\u{7}".repeat(5_000)));
    assert_eq!(noisy.problems.len(), 1_000);
    let tags = parsed(&format!("{}a: [", "- !t x\n".repeat(5_000)));
    assert!(tags.problems.iter().any(|p| matches!(p.kind, ProblemKind::Syntax { .. })));
}

#[test]
fn json_there_and_back() {
    let value = json!({"a": [1, 1.5, "x", true, null, {}, []], "b": {"c": "001", "big": u64::MAX}});
    let doc = Document::from_json(&value);
    assert_eq!(doc.at("/a/0").and_then(Node::as_int), Some(1));
    assert_eq!(doc.at("/b/c").unwrap().span(), Span::START);
    let back = Document::to_json(doc.root());
    assert_eq!(back["a"], value["a"]);
    assert_eq!(doc.at("/b").map(Node::len), Some(2));
}

#[test]
fn validates_in_place() {
    let schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "required": ["id", "title"],
        "propertyNames": { "pattern": "^[a-z]+$" },
        "properties": {
            "id": { "type": "string" },
            "submitted": { "type": "string", "format": "sekisho-date" },
            "flows": { "type": "array", "uniqueItems": true, "items": { "$ref": "#/$defs/flow" } }
        },
        "additionalProperties": false,
        "$defs": { "flow": { "type": "object", "properties": { "n": { "type": "integer", "minimum": 1 }, "kind": { "enum": ["a", "b"] }, "sub": { "$ref": "#/$defs/flow" } } } }
    });
    let validator = jsonschema::options_for::<ArenaJson>()
        .with_format("sekisho-date", |text: &str| text.starts_with("令和"))
        .should_validate_formats(true)
        .build(&schema)
        .unwrap();
    let doc = document("id: 1\nsubmitted: 2024\nflows:\n  - &f { n: 0 }\n  - { kind: c, sub: *f }\n  - { n: 0 }\n");
    let mut found: Vec<_> = validator
        .iter_errors(doc.instance())
        .map(|error| (error.instance_path().to_string(), error.kind().keyword().to_owned()))
        .collect();
    found.sort();
    let found: Vec<_> = found.iter().map(|(path, keyword)| (path.as_str(), keyword.as_str())).collect();
    assert_eq!(
        found,
        [
            ("", "required"),
            ("/flows", "uniqueItems"),
            ("/flows/0/n", "minimum"),
            ("/flows/1/kind", "enum"),
            ("/flows/1/sub/n", "minimum"),
            ("/flows/2/n", "minimum"),
            ("/id", "type"),
            ("/submitted", "type")
        ]
    );
    assert_eq!(place(doc.at("/flows/1/sub/n").unwrap().span()), (5, 21, 5, 23));
    let doc = document("id: a\nsubmitted: 平成\n");
    let error = validator.iter_errors(doc.instance()).map(|e| e.instance_path().to_string()).collect::<Vec<_>>();
    assert_eq!(error, ["", "/submitted"]);
}

#[test]
fn documents_are_shared_between_threads() {
    fn shared<T: Send + Sync>() {}
    shared::<Document>();
    shared::<SourceFile>();
}

fn walk(node: Node<'_>, seen: &mut usize) {
    *seen += 1;
    assert!((node.span().line, node.span().column) <= (node.span().end_line, node.span().end_column), "{node:?}");
    let _ = (node.head(), node.key_span(), node.text());
    node.items().for_each(|item| walk(item, seen));
    node.entries().for_each(|(_, _, value)| walk(value, seen));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn parsing_never_panics(text in "[-a: \\n\\t\\[\\]{},&*!|>'\"#?%<.\u{3000}：0é\\\\]{0,60}|\\PC{0,40}") {
        let source = file(&text);
        let parsed = Document::parse(&source, &Limits::default());
        prop_assert!(parsed.document.is_some() || !parsed.problems.is_empty());
        if let Some(doc) = &parsed.document {
            let mut seen = 0;
            walk(doc.root(), &mut seen);
            let value = Document::to_json(doc.root());
            prop_assert_eq!(&Document::to_json(Document::from_json(&value).root()), &value);
        }
    }

    #[test]
    fn decoding_never_panics(bytes in proptest::collection::vec(any::<u8>(), 0..64)) {
        if let Ok(source) = SourceFile::decode("n".into(), bytes, &Limits::default()) {
            for n in 0..=source.line_count() + 1 {
                prop_assert!(!source.line(n).contains(['\n', '\r']));
            }
        }
    }
}

#[test]
fn a_compiled_tree_is_the_same_tree() {
    let text = "a: &x [1, { b: 'two' }]\nc: *x\nd: |\n  三\n";
    let document = document(text);
    let again = Document::compiled(&document.compile()).unwrap();
    assert_eq!(format!("{again:?}"), format!("{document:?}"));
    assert!(Document::compiled(b"a: 1").is_none());
}

#[test]
fn a_text_is_one_text_whether_its_marks_are_joined_or_not() {
    let apart = document("か\u{3099}: &x [は\u{309A}, \"か\\u3099\", 'e\u{301}']\nb: *x\n");
    let joined = document("が: &x [ぱ, \"が\", 'é']\nb: *x\n");
    assert_eq!(Document::to_json(apart.root()), Document::to_json(joined.root()));
    let place = |document: &Document| document.root().get("が").map(|node| node.span());
    // The place is that of the file, in which the mark is a character of its own.
    assert_eq!(place(&apart).map(|span| span.column), place(&joined).map(|span| span.column + 1));
    let twice = problem("か\u{3099}: 1\nが: 2\n");
    assert!(matches!(twice.0, ProblemKind::DuplicateKey { ref key, .. } if key == "が"), "{twice:?}");
}

/// What stands at a dash may begin with a sign of its own.
#[test]
fn sequences_that_are_not_indented_begin_at_their_own_dash() {
    for (text, outer, inner) in [
        ("k:\n- -5\n- 1\n", (2, 1), (2, 3)),
        ("k:\n- - a\n  - b\n", (2, 1), (2, 3)),
        ("k:\n-  - a\n", (2, 1), (2, 4)),
        ("k:\n  - - a\n", (2, 3), (2, 5)),
        ("k:\n- a-b\n", (2, 1), (2, 3)),
        ("k:\n- a - b\n", (2, 1), (2, 3)),
        ("k:\n- '- x'\n", (2, 1), (2, 3)),
        ("k:\n-\n  -5\n", (2, 1), (3, 3)),
        ("k:\n-  # - why\n\n  a\n", (2, 1), (4, 3)),
        ("k:\n- &a-b x\n", (2, 1), (2, 3)),
        ("l:\n- k:\n  - -5\n", (2, 1), (2, 3)),
    ] {
        let doc = document(text);
        let start = |pointer: &str| {
            let span = doc.at(pointer).unwrap().span();
            (span.line, span.column)
        };
        assert_eq!(
            (start(&format!("/{}", &text[..1])), start(&format!("/{}/0", &text[..1]))),
            (outer, inner),
            "{text:?}"
        );
    }
}

/// The library ends a scalar where its next token begins; the tree ends it with its own last character.
#[test]
fn scalars_end_with_their_last_character() {
    for (text, pointer, expected) in [
        ("d: \"four\"   # c\n", "/d", (1, 4, 1, 10)),
        ("d: 'it''s'   # 'c'\n", "/d", (1, 4, 1, 11)),
        ("{ d: \"two\" }\n", "/d", (1, 6, 1, 11)),
        ("d: \"a\\\"b\\\\\"  \n", "/d", (1, 4, 1, 12)),
        ("d: \"図\n  書\" # c\ne: 1\n", "/d", (1, 4, 2, 5)),
        ("a:\n  b: |\n    x\n    y\n  c: 1\n", "/a/b", (3, 5, 4, 6)),
        ("a:\n  b: |\n    x\n\n  # c\n  c: 1\n", "/a/b", (3, 5, 3, 6)),
        ("a:\n  - b: >-\n      x\n  - c: 1\n", "/a/0/b", (3, 7, 3, 8)),
        ("b: |+\n  x\n\n\n", "/b", (2, 3, 2, 4)),
        ("b: |\n  x", "/b", (2, 3, 2, 4)),
        ("{ a, b: 1 }\n", "/a", (1, 4, 1, 4)),
    ] {
        assert_eq!(place(document(text).at(pointer).unwrap().span()), expected, "{text:?}");
    }
    let doc = document("{ \"a\" : 1, 'b': 2 }\n");
    let keys: Vec<_> = doc.root().entries().map(|(_, key, _)| place(key)).collect();
    assert_eq!(keys, [(1, 3, 1, 6), (1, 12, 1, 15)]);
    let doc = document("k:\n- - - a\n    - b\n  - c\n- d\n");
    let start = |pointer: &str| place(doc.at(pointer).unwrap().span());
    assert_eq!((start("/k"), start("/k/0"), start("/k/0/0")), ((2, 1, 5, 4), (2, 3, 4, 6), (2, 5, 3, 8)));
}
