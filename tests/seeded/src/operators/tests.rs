//! Each operator on a snippet: the whole of what it makes of it.

use crate::find::find_in;
use crate::rewrite::rewrite;
use crate::sources::{Signatures, Source};

/// What the operator makes of `fn f() { SNIPPET }` or of whole items, each change by itself; `on` stands for the switch.
fn made(operator: &str, snippet: &str) -> Vec<String> {
    let items = snippet.contains("fn ");
    let text = if items { snippet.to_owned() } else { format!("fn f() {{ {snippet} }}") };
    let source = Source { path: "x.rs".to_owned(), syntax: syn::parse_file(&text).unwrap(), text };
    let changes = find_in(&source, &Signatures::of([&source.syntax]));
    let of_operator = changes.iter().filter(|change| change.found.operator == operator);
    let texts = of_operator.map(|change| {
        let text = rewrite(&source.text, &[(0, change)]).text.replace("crate::seeded::on(0)", "on");
        syn::parse_file(&text).unwrap();
        if items { text } else { text["fn f() { ".len()..text.len() - " }".len()].to_owned() }
    });
    texts.collect()
}

#[track_caller]
fn check(operator: &str, snippet: &str, expected: &[&str]) {
    assert_eq!(made(operator, snippet), expected, "{operator}");
}

#[test]
fn comparisons_move_their_bound_and_turn_round() {
    check(
        "comparison",
        "let x = a < b;",
        &["let x = (if on { (a) <= (b) } else { a < b });", "let x = (if on { (a) >= (b) } else { a < b });"],
    );
    check(
        "comparison",
        "let x = a >= b;",
        &["let x = (if on { (a) > (b) } else { a >= b });", "let x = (if on { (a) < (b) } else { a >= b });"],
    );
    check("equality", "let x = a != b;", &["let x = (if on { (a) == (b) } else { a != b });"]);
}

#[test]
fn logic_is_turned_and_loses_an_operand() {
    check("and-or", "let x = a || b;", &["let x = (if on { (a) && (b) } else { a || b });"]);
    check(
        "operand-dropped",
        "let x = a && b();",
        &["let x = (if on { a } else { a && b() });", "let x = (if on { b() } else { a && b() });"],
    );
    check("operand-negate", "let x = a && b == c;", &["let x = (if on { !(a) } else { a }) && b == c;"]);
}

#[test]
fn a_chain_that_binds_loses_only_what_binds_nothing() {
    let chain = "if let Some(x) = y && x.z { w() }";
    check("and-or", chain, &[]);
    check("operand-dropped", chain, &["if let Some(x) = y && (if on { true } else { x.z }) { w() }"]);
    check("cond-negate", chain, &[]);
}

#[test]
fn arithmetic_keeps_operands_together_and_places_places() {
    check("arithmetic", "let x = a * (b);", &["let x = (if on { (a) / ((b)) } else { a * (b) });"]);
    check("arithmetic", "a.b -= 1;", &["(if on { a.b += (1) } else { a.b -= 1 });"]);
    check("arithmetic", "a |= b;", &[]);
}

#[test]
fn literals_change_but_not_in_patterns_types_and_constants() {
    check("int+1", "let x = [7; 3];", &["let x = [(if on { 7 + 1 } else { 7 }); 3];"]);
    check("int+1", "const X: usize = 3; match a { 1 => b, _ => c }", &[]);
    check("float*1.25+1", "g(0.5);", &["g((if on { 0.5 * 1.25 + 1.0 } else { 0.5 }));"]);
    check("bool-literal", "g(true);", &["g((if on { false } else { true }));"]);
    check("string-emptied", "g(\"é\", \"\");", &["g((if on { \"\" } else { \"é\" }), \"\");"]);
    check(
        "string-emptied",
        "write!(out, \"{}\", g(\"a\"));",
        &["write!(out, \"{}\", g((if on { \"\" } else { \"a\" })));"],
    );
}

#[test]
fn constant_functions_and_tests_are_left_alone() {
    check("int+1", "const fn f() -> u8 { 1 }", &[]);
    check("int+1", "#[cfg(test)] mod tests { fn f() -> u8 { 1 } }", &[]);
    check("int+1", "static X: u8 = 1; fn f() {}", &[]);
}

#[test]
fn conditions_and_predicates_are_negated() {
    check("cond-negate", "if a.b() { c() }", &["if (if on { !(a.b()) } else { a.b() }) { c() }"]);
    check("cond-negate", "while !a { c() }", &["while (if on { !(!a) } else { !a }) { c() }"]);
    check("cond-negate", "if a < b { c() }", &[]);
    check("predicate-negate", "a.any(|x| x.y());", &["a.any(|x| (if on { !(x.y()) } else { x.y() }));"]);
    check("predicate-negate", "a.map(|x| x.y());", &[]);
}

#[test]
fn methods_are_swapped_where_the_number_of_arguments_fits() {
    check("method-swapped", "a.is_none();", &["(if on { a.is_some() } else { a.is_none() });"]);
    check("method-swapped", "a.is_some_and(f);", &["(if on { a.is_none_or(f) } else { a.is_some_and(f) });"]);
    check("method-swapped", "a.first(b);", &[]);
}

#[test]
fn filters_keep_all_and_calls_do_nothing() {
    check("filter-dropped", "a.filter(|x| x.y());", &["a.filter(|x| (if on { true } else { x.y() }));"]);
    check(
        "filter-dropped",
        "a.skip_while(|x| { x.y() });",
        &["a.skip_while(|x| (if on { false } else { { x.y() } }));"],
    );
    check("call-dropped", "a.b().or(c);", &["(if on { a.b() } else { a.b().or(c) });"]);
    check("call-dropped", "a.take(n);", &["a.take((if on { usize::MAX } else { n }));"]);
    check("call-dropped", "a.take();", &[]);
    check("call-dropped", "a.chain(b);", &["a.chain((b).into_iter().take(if on { 0 } else { usize::MAX }));"]);
    check(
        "call-dropped",
        "a.rev();",
        &["(if on { a.collect::<Vec<_>>() } else { a.rev().collect::<Vec<_>>() }).into_iter();"],
    );
}

#[test]
fn arguments_are_swapped_where_their_types_are_the_same() {
    let made = made("args-swapped", "fn g(a: &str, b: &str, c: u8) {} fn h() { g(x, y, z); g(x, x, z); }");
    let expected =
        "fn g(a: &str, b: &str, c: u8) {} fn h() { (if on { g(y, x, z) } else { g(x, y, z) }); g(x, x, z); }";
    assert_eq!(made, [expected]);
}

#[test]
fn alternatives_guards_and_arms_go() {
    check(
        "pattern-dropped",
        "let x = matches!(a, B | C if d);",
        &[
            "let x = (if on { matches!(a, C if d) } else { matches!(a, B | C if d) });",
            "let x = (if on { matches!(a, B if d) } else { matches!(a, B | C if d) });",
        ],
    );
    let choice = "let x = match a { B if c => 1, D => 2, _ => 3 };";
    check("guard-true", choice, &["let x = match a { B if (if on { true } else { c }) => 1, D => 2, _ => 3 };"]);
    check(
        "arm-deleted",
        choice,
        &[
            "let x = (if on { match a {  D => 2, _ => 3 } } else { match a { B if c => 1, D => 2, _ => 3 } });",
            "let x = (if on { match a { B if c => 1,  _ => 3 } } else { match a { B if c => 1, D => 2, _ => 3 } });",
        ],
    );
    check("arm-deleted", "let x = match a { B => 1, C => 2 };", &[]);
}

#[test]
fn statements_that_bind_nothing_are_deleted() {
    check("delete-statement", "let a = b; c(); d()", &["let a = b; if !on { c(); } d()"]);
    check("delete-statement", "for a in b {} if c {} else {}", &["if !on { for a in b {} } if c {} else {}"]);
}

#[test]
fn functions_return_a_plain_value() {
    check(
        "return-default",
        "fn f() -> bool { g() }",
        &["fn f() -> bool { if on { return false; }  g() }", "fn f() -> bool { if on { return true; }  g() }"],
    );
    check("return-default", "fn f() -> Option<u8> { None }", &[]);
    check(
        "return-default",
        "fn f() -> Result<(), E> { g() }",
        &["fn f() -> Result<(), E> { if on { return Ok(()); }  g() }"],
    );
    check("some-to-none", "g(Some(a));", &["g((if on { None } else { Some(a) }));"]);
}

#[test]
fn changes_nest_and_each_replaces_plain_text() {
    let text = "fn f() -> bool { a < 1 }".to_owned();
    let source = Source { path: "x.rs".to_owned(), syntax: syn::parse_file(&text).unwrap(), text };
    let changes = find_in(&source, &Signatures::default());
    let wanted = ["x.rs#f/return-default/1", "x.rs#f/comparison/2", "x.rs#f/int+1/1"];
    let sample: Vec<_> = wanted.iter().map(|id| changes.iter().find(|change| change.id == *id).unwrap()).collect();
    let numbered: Vec<_> = sample.into_iter().enumerate().collect();
    let written = rewrite(&source.text, &numbered);
    let text = written.text.replace("crate::seeded::", "");
    let whole = "(if on(1) { (a) >= (1) } else { a < (if on(2) { 1 + 1 } else { 1 }) })";
    assert_eq!(text, format!("fn f() -> bool {{ if on(0) {{ return false; }}  {whole} }}"));
    let inner = written.places.iter().find(|(number, _)| *number == 2).unwrap();
    assert_eq!(&written.text[inner.1.clone()], "(if crate::seeded::on(2) { 1 + 1 } else { 1 })");
}
