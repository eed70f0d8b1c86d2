//! What the facts of a filing say, by hand: `tests/facts` has a pack, filings, and tables of what each fact and relation
//! answers, how it is known, and where it stands.
//!
//! An answer is written as its value; `-` where it is not said, `see 別紙9` where it is in an annex, `unreadable` where it
//! cannot be read, with `~` before a value that its author concluded. After ` @` comes the beginning of the text at its
//! place, nothing where it has none; without ` @` the place is not asked.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::LazyLock;

use sekisho::facts::{Answer, Reached, Standing, Subject, Value, World};
use sekisho::session::Session;
use sekisho::source::{Document, Limits, SourceFile, Span};
use sekisho::vocabulary::facts::{ALL_FACTS, ALL_RELATIONS, FactId, RelationId, SubjectKind};
use sekisho::words::Lang;
use serde_json::json;

use crate::common::{below, document, root, session_on, text};

static SESSION: LazyLock<Session> = LazyLock::new(|| {
    let folders = [root().join("policies/core"), root().join("tests/facts/village")];
    let files = folders.iter().flat_map(|folder| {
        let name = folder.file_name().expect("a name").to_string_lossy().into_owned();
        below(folder, ".yaml").into_iter().map(move |path| {
            let inside = path.strip_prefix(folder).expect("below").to_string_lossy().replace('\\', "/");
            sekisho::policy::PackFile::new(format!("{name}/{inside}"), std::fs::read(&path).expect("readable"))
        })
    });
    session_on(sekisho::policy::Packs::new(files.collect()))
});

/// A value as the tables write it.
fn written(value: &Value<'_>) -> String {
    match value {
        Value::Flag(flag) => if *flag { "yes" } else { "no" }.to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Text(text) => text.to_string(),
        Value::Word(list, at) => list.values[usize::from(*at)].to_owned(),
        Value::OfPack(word) => word.id().to_owned(),
        Value::Days(first, last) if first == last => first.to_string(),
        Value::Days(first, last) => format!("{first}..{last}"),
        Value::Phrase(text) => text.text(Lang::En).into_owned(),
        Value::Told(list, word, _) => format!("{list}: {word}"),
        Value::List(values) => format!("[{}]", values.iter().map(written).collect::<Vec<_>>().join(", ")),
    }
}

fn standing(standing: Standing, annexes: &[String]) -> String {
    match standing {
        Standing::Stated => "stated".to_owned(),
        Standing::Promised => "promised".to_owned(),
        Standing::Elsewhere => format!("see {}", annexes.join(" ")),
        Standing::Unstated => "-".to_owned(),
        Standing::Unreadable => "unreadable".to_owned(),
    }
}

fn answered(answer: &Answer<'_>) -> String {
    let value = answer.value.as_ref().map_or_else(|| standing(answer.standing, &answer.annexes), written);
    if answer.inferred { format!("~{value}") } else { value }
}

fn led_to(world: &World<'_>, related: &Reached) -> String {
    match related {
        Reached::One(one) => world.name(*one).with_way(),
        Reached::Many(all) => {
            let names: Vec<String> = all.iter().map(|one| world.name(*one).with_way()).collect();
            format!("[{}]", names.join(", "))
        }
        Reached::Nothing => "none".to_owned(),
        Reached::Unknown(how) => standing(*how, &[]).trim_end().to_owned(),
    }
}

/// The subject of a kind and an id; with ` 2` behind it the second of them.
fn subject(world: &World<'_>, name: &str) -> Option<Subject> {
    let mut words = name.split(' ');
    let kind = SubjectKind::from_word(words.next().unwrap_or_default()).unwrap_or_else(|| panic!("{name}"));
    let Some(id) = words.next() else { return world.subjects(kind).next() };
    let number: usize = words.next().map_or(1, |number| number.parse().expect("a number"));
    world.subjects(kind).filter(|one| world.name(*one).with_way() == id).nth(number - 1)
}

/// A filing and its text.
struct Asked {
    source: SourceFile,
    document: Document,
}

impl Asked {
    fn of(filing: &str) -> Self {
        let source = SourceFile::decode("f".to_owned(), filing.as_bytes().to_vec(), &Limits::default()).expect("text");
        Asked { source, document: document("f", filing) }
    }

    fn with<T>(&self, look: impl FnOnce(&World<'_>) -> T) -> T {
        let ready = SESSION.ready(&self.document, &mut Vec::new()).expect("schema").expect("judged");
        look(&ready.world())
    }

    fn text_at(&self, span: Option<Span>) -> &str {
        span.map_or("", |span| &self.source.text()[self.source.offset(span.line, span.column)..])
    }

    /// What differs from what is expected of a fact or, after `>`, of a relation.
    fn differs(&self, world: &World<'_>, of: &str, name: &str, expected: &str) -> Option<String> {
        let (value, place) = match expected.strip_suffix(" @") {
            Some(value) => (value, Some("")),
            None => expected.split_once(" @ ").map_or((expected, None), |(value, place)| (value, Some(place))),
        };
        let found = subject(world, of);
        if value == "absent" || found.is_none() {
            let known = found.map_or("absent", |_| "there");
            return (value != known).then(|| format!("{of}: expected {value}, and it is {known}"));
        }
        let found = found?;
        let (is, span) = if let Some(relation) = name.strip_prefix('>') {
            let relation = RelationId::find(found.kind, relation).unwrap_or_else(|| panic!("{of} {name}"));
            (led_to(world, &world.follow(found, relation)), None)
        } else {
            let fact = FactId::find(found.kind, name).unwrap_or_else(|| panic!("{of} {name}"));
            let answer = world.ask(found, fact);
            (answered(&answer), answer.span)
        };
        if is != value {
            return Some(format!("{of} {name}: expected {value}, found {is}"));
        }
        let line = self.text_at(span).lines().next().unwrap_or_default();
        let there = |place: &str| if place.is_empty() { span.is_none() } else { begins(line, place) };
        let wrong = place.filter(|place| !there(place));
        wrong.map(|place| format!("{of} {name}: expected at {place:?}, found at {line:?}"))
    }
}

/// Whether the text at a place begins so; that of a list or map begins with its key, and may stand in quotes.
fn begins(line: &str, place: &str) -> bool {
    let line = line.strip_prefix('"').unwrap_or(line);
    let value = line.split_once(": ").map_or(line, |(_, value)| value);
    line.starts_with(place) || (place.starts_with(['[', '{']) && value.starts_with(place))
}

/// What one key says, is said where it stands, is not said without it, and is in an annex where the key points to one.
#[test]
fn what_one_key_says() {
    let full = text("tests/facts/full.filing.yaml");
    let asked = Asked::of(&full);
    let as_json = Document::to_json(asked.document.root());
    let table = Document::to_json(document("written", &text("tests/facts/written.yaml")).root());
    let mut wrong = String::new();
    let mut seen = BTreeSet::new();
    for row in table.as_array().expect("rows") {
        let word = |key: &str| row.get(key).map(|word| word.as_str().unwrap_or_else(|| panic!("{row}: {key}")));
        let (of, fact, is) = (word("of").expect("of"), word("fact").expect("fact"), word("is").expect("is"));
        let mut check = |asked: &Asked, how: &str, expected: &str| {
            if let Some(why) = asked.with(|world| asked.differs(world, of, fact, expected)) {
                let _ = writeln!(wrong, "{how}: {why}");
            }
        };
        seen.insert((of.split(' ').next().expect("a kind").to_owned(), fact.to_owned()));
        let Some(at) = word("at") else {
            check(&asked, "as it is", is);
            continue;
        };
        let node = asked.document.at(word("place").unwrap_or(at)).unwrap_or_else(|| panic!("{at}"));
        let place = asked.text_at(Some(node.pointed_at())).lines().next().unwrap_or_default();
        let expected = if is.contains(" @") { is.to_owned() } else { format!("{is} @ {place}") };
        check(&asked, "as it is", &expected);
        for (how, patch, expected) in [
            ("without", json!([{ "op": "remove", "path": at }]), word("without").unwrap_or("-")),
            (
                "in an annex",
                json!([{ "op": "replace", "path": at, "value": { "see": "別紙9" } }]),
                word("see").unwrap_or("see 別紙9"),
            ),
        ] {
            let mut changed = as_json.clone();
            json_patch::patch(&mut changed, &serde_json::from_value::<json_patch::Patch>(patch).expect("a patch"))
                .expect("applies");
            check(&Asked::of(&serde_json::to_string_pretty(&changed).expect("written")), how, expected);
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    // Records and contractors are known in an audit only.
    let of_filings = ALL_FACTS
        .iter()
        .map(|fact| fact.row())
        .filter(|row| !matches!(row.subject, SubjectKind::Record | SubjectKind::Contractor));
    let written = of_filings.filter(|row| row.written).map(|row| (row.subject.word().to_owned(), row.name.to_owned()));
    let lacking: Vec<_> = written.filter(|fact| !seen.contains(fact)).collect();
    assert!(lacking.is_empty(), "{lacking:#?}");
}

/// Each case of a table changes the text of a filing, and lists what it asks of its subjects: what differs, and what was
/// asked.
fn run_table(name: &str) -> (String, BTreeSet<(String, String)>) {
    let table = Document::to_json(document(name, &text(name)).root());
    let filing = text(&format!("tests/facts/{}", table["filing"].as_str().expect("a filing")));
    let mut wrong = String::new();
    let mut seen = BTreeSet::new();
    for case in table["cases"].as_array().expect("cases") {
        let mut filing = filing.clone();
        for edit in case.get("edits").and_then(|edits| edits.as_array()).into_iter().flatten() {
            let (from, to) = (edit[0].as_str().expect("from"), edit[1].as_str().expect("to"));
            assert_eq!(filing.matches(from).count(), 1, "{}: {from:?}", case["name"]);
            filing = filing.replace(from, to);
        }
        let asked = Asked::of(&filing);
        asked.with(|world| {
            for (of, facts) in case["is"].as_object().expect("is") {
                for (fact, expected) in facts.as_object().expect("facts") {
                    seen.insert((of.split(' ').next().expect("a kind").to_owned(), fact.clone()));
                    let expected = expected.as_str().unwrap_or_else(|| panic!("{}: {of} {fact}", case["name"]));
                    if let Some(why) = asked.differs(world, of, fact, expected) {
                        let _ = writeln!(wrong, "{}: {why}", case["name"]);
                    }
                }
            }
        });
    }
    (wrong, seen)
}

/// What follows from several keys.
#[test]
fn what_follows_from_several_keys() {
    let tables =
        ["derived", "parts", "term", "forms", "hops"].map(|name| run_table(&format!("tests/facts/{name}.yaml")));
    let wrong: String = tables.iter().map(|(wrong, _)| wrong.as_str()).collect();
    assert!(wrong.is_empty(), "{wrong}");
    let seen: BTreeSet<_> = tables.into_iter().flat_map(|(_, seen)| seen).collect();
    // What an audit knows is asked by the tests of records.
    let known = |subject| !matches!(subject, SubjectKind::Record | SubjectKind::Contractor);
    let facts = ALL_FACTS.iter().map(|fact| fact.row()).filter(|row| known(row.subject) && !row.written);
    let facts = facts.map(|row| (row.subject.word().to_owned(), row.name.to_owned()));
    let relations = ALL_RELATIONS.iter().map(|relation| relation.row()).filter(|row| known(row.subject));
    let relations = relations.map(|row| (row.subject.word().to_owned(), format!(">{}", row.name)));
    let lacking: Vec<_> = facts.chain(relations).filter(|one| !seen.contains(one)).collect();
    assert!(lacking.is_empty(), "{lacking:#?}");
}
