//! Reads conditions: from YAML maps to a checked tree.

use super::names::{Scope, path, resolve, step};
use super::reading::PolicyReading;
use crate::calendar::When;
use crate::policy::model::{Condition, Constant, Expectation, Operand, Path, Quantified, Quantifier};
use crate::policy::problem::PolicyTrouble;
use crate::source::{Kind, Node};
use crate::text;
use crate::vocabulary::enumerations::Enumeration;
use crate::vocabulary::facts::{FactType, RelationId};
use crate::vocabulary::words;

/// Maximum depth to which quantifiers are nested.
const MAX_QUANTIFIERS: u8 = 2;

/// Reads a condition. What is wrong in it is reported and left out.
pub(in crate::policy) fn condition(reading: &mut PolicyReading<'_>, node: Node<'_>, scope: Scope) -> Condition {
    if node.kind() != Kind::Map {
        reading.report(node.span(), PolicyTrouble::BadValue { expected: "map" });
        return Condition::always();
    }
    let mut all = Vec::new();
    for (key, _, value) in node.entries() {
        let read = match key {
            "all" => Some(Condition::All(conditions(reading, value, scope))),
            "any" => Some(Condition::Any(conditions(reading, value, scope))),
            "not" => Some(Condition::Not(Box::new(condition(reading, value, scope)))),
            "known" => Some(known(reading, value, scope)),
            "stated" => Some(stated(reading, value, scope)),
            "some" => quantified(reading, value, scope, Quantifier::Some),
            "every" => quantified(reading, value, scope, Quantifier::Every),
            "none" => quantified(reading, value, scope, Quantifier::None),
            "count" => quantified(reading, value, scope, Quantifier::Count(0, i64::MAX)),
            _ => fact(reading, key, value, scope),
        };
        all.extend(read);
    }
    if all.len() == 1 { all.remove(0) } else { Condition::All(all) }
}

/// Reads the facts that have to be stated: the name of one, or a list of names.
pub(super) fn stated(reading: &mut PolicyReading<'_>, node: Node<'_>, scope: Scope) -> Condition {
    let rows = if node.kind() == Kind::Str { vec![node] } else { reading.rows(node) };
    if node.kind() == Kind::Seq && rows.is_empty() {
        reading.report(node.span(), PolicyTrouble::BadValue { expected: "non-empty-list" });
    }
    let path = |row: Node<'_>| match resolve(row.text().unwrap_or_default(), scope) {
        Ok(path) => Some(path),
        Err(trouble) => {
            reading.report(row.span(), trouble);
            None
        }
    };
    let paths = rows.into_iter().filter_map(path);
    let mut all: Vec<Condition> = paths.map(|path| Condition::Fact(path, Expectation::Stated(true))).collect();
    if all.len() == 1 { all.remove(0) } else { Condition::All(all) }
}

/// Reads what has to be known: that each fact is stated, and what it is then. A quantifier is about facts that have to say what
/// its relation leads to.
fn known(reading: &mut PolicyReading<'_>, node: Node<'_>, scope: Scope) -> Condition {
    if node.kind() != Kind::Map || node.is_empty() {
        reading.report(node.span(), PolicyTrouble::BadValue { expected: "map" });
    }
    let mut all = Vec::new();
    for (key, span, value) in node.entries() {
        let one = match key {
            "some" => quantified(reading, value, scope, Quantifier::Some),
            "every" => quantified(reading, value, scope, Quantifier::Every),
            "none" => quantified(reading, value, scope, Quantifier::None),
            "count" => quantified(reading, value, scope, Quantifier::Count(0, i64::MAX)),
            _ => fact(reading, key, value, scope),
        };
        let stated = match &one {
            None => continue,
            Some(Condition::Fact(path, _)) => Some(path.clone()),
            Some(Condition::Quantified(it)) => it.of.row().fact.map(|fact| Path {
                outer: it.outer,
                relations: it.relations.clone().into(),
                fact,
                text: value.get("of").and_then(|of| of.text()).unwrap_or_default().into(),
            }),
            Some(_) => None,
        };
        match stated {
            Some(path) => all.push(Condition::Fact(path, Expectation::Stated(true))),
            None => reading.report(span, PolicyTrouble::BadOperator { name: key.to_owned() }),
        }
        all.extend(one);
    }
    Condition::All(all)
}

/// Reads a constant of a fact's type.
pub(in crate::policy) fn constant(reading: &mut PolicyReading<'_>, node: Node<'_>, kind: FactType) -> Option<Constant> {
    let bad = |reading: &mut PolicyReading<'_>, expected| {
        reading.report(node.span(), PolicyTrouble::BadValue { expected });
        None
    };
    match kind {
        FactType::Flag => match node.as_bool() {
            Some(flag) => Some(Constant::Flag(flag)),
            None => bad(reading, "boolean"),
        },
        FactType::Number => match node.as_int() {
            Some(number) => Some(Constant::Number(number)),
            None => bad(reading, "number"),
        },
        FactType::Text | FactType::Texts => match node.text() {
            Some(text) => Some(Constant::Text(text.to_owned())),
            None => bad(reading, "text"),
        },
        FactType::Day => match node.text().and_then(|text| When::parse(text).ok()) {
            Some(when) => Some(Constant::Day(when.first)),
            None => bad(reading, "date"),
        },
        FactType::Word(list) | FactType::Words(list) => word(reading, node, list),
        FactType::OfPack(list) | FactType::SeveralOfPack(list) => reading.pack_word(node, list).map(Constant::OfPack),
    }
}

fn conditions(reading: &mut PolicyReading<'_>, node: Node<'_>, scope: Scope) -> Vec<Condition> {
    if node.kind() != Kind::Seq {
        reading.report(node.span(), PolicyTrouble::BadValue { expected: "list" });
        return Vec::new();
    }
    if node.is_empty() {
        reading.report(node.span(), PolicyTrouble::BadValue { expected: "non-empty-list" });
    }
    node.items().map(|item| condition(reading, item, scope)).collect()
}

fn quantified(
    reading: &mut PolicyReading<'_>,
    node: Node<'_>,
    scope: Scope,
    quantifier: Quantifier,
) -> Option<Condition> {
    if scope.depth >= MAX_QUANTIFIERS {
        reading.report(node.span(), PolicyTrouble::TooDeep);
        return None;
    }
    let counted = matches!(quantifier, Quantifier::Count(..));
    let keys: &[&str] = if counted { &["of", "where", "require", "min", "max"] } else { &["of", "where", "require"] };
    reading.keys(node, keys);
    let Some(of) = node.get("of") else {
        reading.report(node.head(), PolicyTrouble::MissingKey { key: "of" });
        return None;
    };
    let written = of.text().unwrap_or_default();
    let (outer, rest) = written.strip_prefix("outer.").map_or((false, written), |rest| (true, rest));
    let mut subject = if outer { scope.outer } else { scope.here };
    let mut relations = Vec::new();
    let mut rest = rest;
    let relation = loop {
        let Some((relation, below)) = step(subject, rest) else {
            let known = RelationId::of(subject).map(|relation| relation.row().name);
            let suggestion = text::suggest(rest, known).map(str::to_owned);
            let trouble = PolicyTrouble::UnknownFact { subject: subject.word(), name: rest.to_owned(), suggestion };
            reading.report(of.span(), trouble);
            return None;
        };
        if below.is_empty() {
            break relation;
        }
        if relation.row().many {
            reading.report(of.span(), PolicyTrouble::WrongRelation { name: relation.row().name.to_owned() });
            return None;
        }
        subject = relation.row().to;
        relations.push(relation);
        rest = below;
    };
    if !relation.row().many {
        reading.report(of.span(), PolicyTrouble::WrongRelation { name: written.to_owned() });
        return None;
    }
    let inside = Scope { outer: scope.outer, here: relation.row().to, depth: scope.depth + 1 };
    let only = node.get("where").map_or_else(Condition::always, |only| condition(reading, only, inside));
    let require = node.get("require").map_or_else(Condition::always, |require| condition(reading, require, inside));
    let quantifier = if counted {
        let bound = |key| node.get(key).and_then(|bound| bound.as_int());
        Quantifier::Count(bound("min").unwrap_or(0), bound("max").unwrap_or(i64::MAX))
    } else {
        quantifier
    };
    Some(Condition::Quantified(Box::new(Quantified { quantifier, outer, relations, of: relation, only, require })))
}

fn fact(reading: &mut PolicyReading<'_>, key: &str, value: Node<'_>, scope: Scope) -> Option<Condition> {
    let path = path(reading, key, value, scope)?;
    let kind = path.fact.row().kind;
    let expectation = expectation(reading, value, kind, scope)?;
    Some(Condition::Fact(path, expectation))
}

fn expectation(reading: &mut PolicyReading<'_>, node: Node<'_>, kind: FactType, scope: Scope) -> Option<Expectation> {
    match node.kind() {
        Kind::Seq => Some(Expectation::In(operands(reading, node, kind, scope))),
        Kind::Map if node.get("fact").is_none() => operator(reading, node, kind, scope),
        _ => Some(Expectation::In(vec![operand(reading, node, kind, scope)?])),
    }
}

fn operator(reading: &mut PolicyReading<'_>, node: Node<'_>, kind: FactType, scope: Scope) -> Option<Expectation> {
    let mut entries = node.entries();
    let (Some((name, span, value)), None) = (entries.next(), entries.next()) else {
        reading.report(node.head(), PolicyTrouble::BadValue { expected: "one-operator" });
        return None;
    };
    let list = matches!(kind, FactType::Words(_) | FactType::SeveralOfPack(_) | FactType::Texts);
    let ordered = match kind {
        FactType::Number => true,
        FactType::Word(words) => words.ordered,
        _ => false,
    };
    let flag = |reading: &mut PolicyReading<'_>, node: Node<'_>| {
        let flag = node.as_bool();
        if flag.is_none() {
            reading.report(node.span(), PolicyTrouble::BadValue { expected: "boolean" });
        }
        flag
    };
    let several = |reading: &mut PolicyReading<'_>| {
        if value.kind() == Kind::Seq {
            operands(reading, value, kind, scope)
        } else {
            operand(reading, value, kind, scope).into_iter().collect()
        }
    };
    match name {
        "in" | "includes_any" => Some(Expectation::In(several(reading))),
        "not" => Some(Expectation::NotIn(several(reading))),
        "includes" | "includes_all" if list => Some(Expectation::Includes(several(reading))),
        "excludes" if list => Some(Expectation::Excludes(several(reading))),
        "subset_of" if list => Some(Expectation::SubsetOf(several(reading))),
        "empty" if list => Some(Expectation::Empty(flag(reading, value)?)),
        "min" if ordered => Some(Expectation::Min(operand(reading, value, kind, scope)?)),
        "max" if ordered => Some(Expectation::Max(operand(reading, value, kind, scope)?)),
        "before" if matches!(kind, FactType::Day) => Some(Expectation::Before(operand(reading, value, kind, scope)?)),
        "after" if matches!(kind, FactType::Day) => Some(Expectation::After(operand(reading, value, kind, scope)?)),
        "stated" => Some(Expectation::Stated(flag(reading, value)?)),
        _ => {
            reading.report(span, PolicyTrouble::BadOperator { name: name.to_owned() });
            None
        }
    }
}

fn operands(reading: &mut PolicyReading<'_>, node: Node<'_>, kind: FactType, scope: Scope) -> Vec<Operand> {
    if node.is_empty() {
        reading.report(node.span(), PolicyTrouble::BadValue { expected: "non-empty-list" });
    }
    node.items().filter_map(|item| operand(reading, item, kind, scope)).collect()
}

fn operand(reading: &mut PolicyReading<'_>, node: Node<'_>, kind: FactType, scope: Scope) -> Option<Operand> {
    if node.kind() != Kind::Map {
        return constant(reading, node, kind).map(Operand::Constant);
    }
    reading.keys(node, &["fact", "plus"]);
    let fact = reading.required(node, "fact")?;
    let path = path(reading, fact.text().unwrap_or_default(), fact, scope)?;
    let other = path.fact.row().kind;
    let single = |kind: FactType| match kind {
        FactType::Texts => std::mem::discriminant(&FactType::Text),
        FactType::Words(list) => std::mem::discriminant(&FactType::Word(list)),
        FactType::SeveralOfPack(list) => std::mem::discriminant(&FactType::OfPack(list)),
        kind => std::mem::discriminant(&kind),
    };
    if single(other) != single(kind) {
        reading.report(fact.span(), PolicyTrouble::BadValue { expected: "fact-of-the-same-type" });
    }
    let days = match node.get("plus") {
        None => 0,
        Some(plus) => {
            let days = plus.text().and_then(|text| text.strip_suffix(" days")?.trim().parse().ok());
            if days.is_none() {
                reading.report(plus.span(), PolicyTrouble::BadValue { expected: "days" });
            }
            days?
        }
    };
    Some(Operand::Fact(Box::new(path), days))
}

fn word(reading: &mut PolicyReading<'_>, node: Node<'_>, list: &'static Enumeration) -> Option<Constant> {
    let written = node.text().unwrap_or_default();
    if let Some(position) = list.position(written) {
        return Some(Constant::Word(list, position));
    }
    let accepted = words::accepted(list);
    let suggestion = text::suggest(written, accepted.iter().map(String::as_str)).map(str::to_owned);
    reading.report(node.span(), PolicyTrouble::UnknownWord { word: written.to_owned(), suggestion });
    None
}
