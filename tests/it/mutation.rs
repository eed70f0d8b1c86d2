//! Every small change for the worse of a clean filing is told, or stands in the list of those that are not.
//!
//! Each base of the shipped pack is changed at one place at a time: an optional key is left out; yes and no are
//! turned round; a word of a list is replaced by a weaker one; a step, row, clause, measure, part or entry is
//! dropped; two neighbouring steps are swapped. A change is told when a finding comes up that the base does not have.
//! What only the format refuses, and what leaves every fact as it was, is no change that could be told.
//!
//! `SEKISHO_SURVIVORS=FILE` writes the list anew.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use sekisho::facts::{Reached, Value as Answered};
use sekisho::filing::format::FILING;
use sekisho::finding::Verdict;
use sekisho::session::{Ready, Session};
use sekisho::source::Document;
use sekisho::vocabulary::facts::{FactId, RelationId, SubjectKind};
use sekisho::vocabulary::shape::{MapShape, Shape};
use serde_json::Value;

use crate::common::{below, document, root, session, text};

/// The changes that no finding tells, by base.
const SURVIVORS: &str = "tests/register/survivors.yaml";
/// Of a hundred changes that could be told, this many may stand in it.
const PERCENT: usize = 4;
/// The change that leaves something out.
const DROP: &str = "drop";
/// Keys that name or quote and say nothing that could be judged: without them a finding is only harder to read.
const LABELS: [&str; 8] = ["as_written", "label", "name", "number", "scope", "text", "title", "unit"];
/// Lists of which each item says something by itself; of other lists only the whole is a fact.
const ROWS: [&str; 10] = [
    "agent",
    "connections",
    "contracts",
    "done",
    "means",
    "measures",
    "principal",
    "processing",
    "special_clauses",
    "steps",
];
/// Words from the strongest to the weakest, by the name of their list.
const WEAKER: [(&str, &[&str]); 10] = [
    ("access-mode", &["on-site", "remote"]),
    ("allowed", &["none", "with-consent", "free"]),
    ("carried-by", &["hand", "post"]),
    ("certification-status", &["held", "to-acquire"]),
    ("container", &["locked-bag", "sealed-envelope", "none"]),
    ("disposal-method", &["delete", "retain"]),
    ("due", &["each-job", "term-end"]),
    ("governing-law", &["japanese", "foreign"]),
    ("line-kind", &["closed-network", "internet"]),
    ("notice", &["separate-day", "separate-occasion", "same", "none"]),
];

#[test]
fn a_change_for_the_worse_is_told() {
    let session = session();
    let (mut told, mut format_only, mut same, mut survivors) = (0, 0, 0, BTreeMap::new());
    for path in below(&root().join("policies/shinjuku/tests/base"), ".filing.yaml") {
        let name = path.file_name().expect("a name").to_string_lossy().replace(".filing.yaml", "");
        let written = std::fs::read_to_string(&path).expect("readable");
        let base = Document::to_json(document(&name, &written).root());
        let before = Seen::of(&session, &base);
        let mut mutants = Vec::new();
        map(&base, &FILING, "", &base, &mut mutants);
        let judged: Vec<(String, Outcome)> =
            mutants.into_par_iter().map(|one| outcome(&before, &session, one)).collect();
        let mut own = BTreeSet::new();
        for (what, outcome) in judged {
            match outcome {
                Outcome::Told => told += 1,
                Outcome::FormatOnly => format_only += 1,
                Outcome::Same => same += 1,
                Outcome::Survived => drop(own.insert(what)),
            }
        }
        survivors.insert(name, own);
    }
    let listed: BTreeMap<String, BTreeSet<String>> = document(SURVIVORS, &text(SURVIVORS))
        .root()
        .entries()
        .map(|(base, _, list)| {
            (base.to_owned(), list.items().filter_map(|one| one.text().map(str::to_owned)).collect())
        })
        .collect();
    let count: usize = survivors.values().map(BTreeSet::len).sum();
    if let Some(to) = std::env::var_os("SEKISHO_SURVIVORS") {
        let mut page = String::new();
        for (base, own) in survivors.iter().filter(|(_, own)| !own.is_empty()) {
            page += &format!("{base}:\n");
            own.iter().for_each(|one| page += &format!("  - {one}\n"));
        }
        page += &format!("# {told} told, {count} not; {format_only} refused by the format, {same} change no fact\n");
        std::fs::write(to, page).expect("written");
    }
    for (base, own) in &survivors {
        let known = listed.get(base).cloned().unwrap_or_default();
        let new: Vec<&String> = own.difference(&known).collect();
        assert!(new.is_empty(), "{base}: no finding tells these; mend a rule or list them in {SURVIVORS}: {new:#?}");
        let gone: Vec<&String> = known.difference(own).collect();
        assert!(gone.is_empty(), "{base}: told by now; take them out of {SURVIVORS}: {gone:#?}");
    }
    assert!(count * 100 <= (told + count) * PERCENT, "{count} of {} changes are not told", told + count);
}

/// A filing with one change.
struct Mutant {
    what: String,
    filing: Value,
}

enum Outcome {
    Told,
    FormatOnly,
    /// What was taken away is known without it: no fact of anything is another.
    Same,
    Survived,
}

/// What is found in a filing, and every fact of it.
struct Seen {
    findings: BTreeSet<(String, Verdict, String, String)>,
    facts: Vec<String>,
}

impl Seen {
    fn of(session: &Session, filing: &Value) -> Self {
        let bytes = filing.to_string().into_bytes();
        let (judged, ready) = session.examine("mutant", Ok(bytes)).unwrap_or_else(|error| panic!("{error}"));
        let found = judged.findings.into_iter();
        let findings = found.map(|it| (it.rule, it.verdict, it.severity.word().to_owned(), it.about.id)).collect();
        Seen { findings, facts: ready.map(|(ready, _)| facts(&ready)).unwrap_or_default() }
    }
}

/// Every answer to every question that a rule may ask, but for where it stands.
fn facts(ready: &Ready) -> Vec<String> {
    let world = ready.world();
    let mut all = Vec::new();
    for kind in SubjectKind::ALL {
        for subject in world.subjects(kind) {
            all.push(world.name(subject).id);
            for fact in FactId::of(kind) {
                let answer = world.ask(subject, fact);
                all.push(format!("{:?} {:?}", answer.standing, answer.value.clone().map(without_place)));
            }
            for relation in RelationId::of(kind) {
                let related = world.follow(subject, relation);
                let fits = match related {
                    Reached::One(it) => !relation.row().many && it.kind == relation.row().to,
                    Reached::Many(ref all) => relation.row().many && all.iter().all(|it| it.kind == relation.row().to),
                    Reached::Nothing | Reached::Unknown(_) => true,
                };
                assert!(fits, "{relation:?} leads to {related:?}");
                all.push(format!("{related:?}"));
            }
        }
    }
    all
}

/// A value without the place of the words that it stands for.
fn without_place(value: Answered<'_>) -> Answered<'_> {
    match value {
        Answered::Told(name, words, _) => Answered::Told(name, words, None),
        Answered::List(values) => Answered::List(values.into_iter().map(without_place).collect()),
        other => other,
    }
}

/// What comes of a change. Only what is left out can be known without it; another word says something else.
fn outcome(before: &Seen, session: &Session, mutant: Mutant) -> (String, Outcome) {
    let after = Seen::of(session, &mutant.filing);
    let mut new = after.findings.difference(&before.findings).peekable();
    let outcome = if new.peek().is_none() {
        let known = mutant.what.starts_with(DROP) && before.facts == after.facts;
        if known { Outcome::Same } else { Outcome::Survived }
    // What an id that names nothing was to say is not asked for by rules: that it names nothing tells the change.
    } else if new.all(|(rule, verdict, ..)| *verdict == Verdict::Invalid && rule != "dangling-reference") {
        Outcome::FormatOnly
    } else {
        Outcome::Told
    };
    (mutant.what, outcome)
}

/// Changes below a map with the keys of a table.
fn map(value: &Value, shape: &MapShape, at: &str, filing: &Value, all: &mut Vec<Mutant>) {
    for (name, inside) in value.as_object().into_iter().flatten() {
        let here = format!("{at}/{name}");
        let Some(key) = shape.key(name) else {
            if name == "changed" {
                all.push(changed(DROP, &here, filing, |_| None));
            }
            continue;
        };
        if !key.required && !LABELS.contains(&name.as_str()) {
            all.push(changed(DROP, &here, filing, |_| None));
        }
        visit(inside, &key.shape, name, &here, filing, all);
    }
}

/// Changes of a value and below it.
fn visit(value: &Value, shape: &Shape, key: &str, at: &str, filing: &Value, all: &mut Vec<Mutant>) {
    match (shape, value) {
        (Shape::Flag, Value::Bool(flag)) => all.push(changed("flip", at, filing, |_| Some(Value::Bool(!flag)))),
        (Shape::Word(list), Value::String(word)) => {
            let row = WEAKER.iter().find(|(name, _)| *name == list.name).map_or(&[][..], |(_, words)| *words);
            let weaker = row.iter().skip_while(|one| *one != word).nth(1);
            if let Some(weaker) = weaker {
                all.push(changed(weaker, at, filing, |_| Some(Value::from(*weaker))));
            }
        }
        (Shape::Map(inside), Value::Object(_)) => map(value, inside, at, filing, all),
        (Shape::Dict(inside), Value::Object(entries)) => {
            for (name, entry) in entries {
                let here = format!("{at}/{name}");
                all.push(changed(DROP, &here, filing, |_| None));
                visit(entry, inside, key, &here, filing, all);
            }
        }
        (Shape::List(inside) | Shape::OneOrMany(inside), Value::Array(items)) => {
            for (position, item) in items.iter().enumerate() {
                let here = format!("{at}/{position}");
                let of_dict = ["clauses", "measures"].iter().any(|dict| at.contains(&format!("/{dict}/")));
                if ROWS.contains(&key) || of_dict {
                    all.push(changed(DROP, &here, filing, |_| None));
                }
                if key == "steps" && position > 0 {
                    let mut swapped = filing.clone();
                    let steps = swapped.pointer_mut(at).and_then(Value::as_array_mut).expect("the steps");
                    steps.swap(position - 1, position);
                    all.push(Mutant { what: format!("swap {here}"), filing: swapped });
                }
                visit(item, inside, key, &here, filing, all);
            }
        }
        (Shape::OneOrMany(inside), _) => visit(value, inside, key, at, filing, all),
        (Shape::Either(shapes), _) => {
            if let Some(shape) = shapes.iter().find(|shape| fits(shape, value)) {
                visit(value, shape, key, at, filing, all);
            }
        }
        _ => {}
    }
}

fn fits(shape: &Shape, value: &Value) -> bool {
    match shape {
        Shape::Flag => value.is_boolean(),
        Shape::Number => value.is_number(),
        Shape::List(_) => value.is_array(),
        Shape::Map(_) | Shape::Dict(_) => value.is_object(),
        Shape::OneOrMany(inside) => value.is_array() || fits(inside, value),
        Shape::Either(shapes) => shapes.iter().any(|shape| fits(shape, value)),
        _ => value.is_string(),
    }
}

/// A filing in which one value is another, or none.
fn changed(how: &str, at: &str, filing: &Value, change: impl Fn(&Value) -> Option<Value>) -> Mutant {
    let mut filing = filing.clone();
    let (parent, last) = at.rsplit_once('/').expect("below the root");
    let parent = filing.pointer_mut(parent).expect("the place");
    match parent {
        Value::Object(map) => match map.get(last).and_then(&change) {
            Some(value) => drop(map.insert(last.to_owned(), value)),
            None => drop(map.remove(last)),
        },
        Value::Array(list) => {
            let position: usize = last.parse().expect("a position");
            match change(&list[position]) {
                Some(value) => list[position] = value,
                None => drop(list.remove(position)),
            }
        }
        _ => panic!("{at} is in no list and no map"),
    }
    Mutant { what: format!("{how} {at}"), filing }
}
