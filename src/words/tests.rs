use super::*;

fn filled(text: &str, values: &[(&str, &str)]) -> Result<String, TemplateProblem> {
    let value = |name: &str| Some((*values.iter().find(|(known, _)| *known == name)?.1).into());
    Template::parse(text).map(|template| template.fill(value))
}

#[test]
fn names_are_filled_and_braces_escaped() {
    let values = [("step.id", "2"), ("of", ""), ("a", "{b}")];
    for (text, expected) in [
        ("", ""),
        ("手順", "手順"),
        ("手順{step.id}：{{{medium}}}", "手順2：{{medium}}"),
        ("{step.id}{step.id}", "22"),
        ("{of}", ""),
        ("{of}。", "。"),
        ("{{step.id}}", "{step.id}"),
        ("}}{{", "}{"),
        ("a{{b", "a{b"),
        ("a}}b", "a}b"),
        // What is filled in is no template itself.
        ("{a}", "{b}"),
        ("{ step.id }", "{ step.id }"),
    ] {
        assert_eq!(filled(text, &values).as_deref(), Ok(expected), "{text:?}");
    }
}

#[test]
fn braces_that_do_not_pair_are_no_template() {
    for text in ["a { b", "{", "}", "a } b", "{a}}", "{a{b}", "{{a}", "{a} }", "{{}"] {
        assert_eq!(Template::parse(text), Err(TemplateProblem::Unbalanced), "{text:?}");
    }
    for text in ["{}", "a{}b", "{{{}"] {
        assert_eq!(Template::parse(text), Err(TemplateProblem::EmptyName), "{text:?}");
    }
}

#[test]
fn a_template_tells_its_names_in_order() {
    let names = |text: &str| Template::parse(text).map(|it| it.names().map(str::to_owned).collect::<Vec<_>>());
    assert_eq!(names("{b} and {a.c}, {b}"), Ok(vec!["b".to_owned(), "a.c".to_owned(), "b".to_owned()]));
    assert_eq!(names("{{a}} and b"), Ok(Vec::new()));
    for (text, has) in [("", false), ("a", false), ("{a}", true), ("a {", true), ("}} a", true)] {
        assert_eq!(Template::has_names(text), has, "{text:?}");
    }
}

#[test]
fn a_language_has_its_code_and_one_side_of_each_text() {
    assert_eq!((Lang::default(), Lang::Ja.word(), Lang::En.word()), (Lang::Ja, "ja", "en"));
    let both = Both { ja: "委託".to_owned(), en: "outsourcing".to_owned() };
    assert_eq!((both.get(Lang::Ja), both.get(Lang::En)), ("委託", "outsourcing"));
    assert_eq!(Both::same("x"), Both { ja: "x".to_owned(), en: "x".to_owned() });
}

#[test]
fn a_text_is_read_in_both_languages_and_what_is_missing_stays_empty() {
    let read = |value| Both::read(Document::from_json(&value).root());
    let both = |ja: &str, en: &str| Both { ja: ja.to_owned(), en: en.to_owned() };
    assert_eq!(read(serde_json::json!({ "ja": "委託", "en": "outsourcing" })), both("委託", "outsourcing"));
    assert_eq!(read(serde_json::json!({ "en": "outsourcing" })), both("", "outsourcing"));
    assert_eq!(read(serde_json::json!({ "ja": "委託", "en": ["x"] })), both("委託", ""));
    assert_eq!(read(serde_json::json!("委託")), both("", ""));
}

#[test]
fn days_and_lists_are_written_as_each_language_does() {
    let day = jiff::civil::date(2026, 4, 1);
    assert_eq!((&*date(day, Lang::Ja), &*date(day, Lang::En)), ("令和8年4月1日", "2026-04-01"));
    let parts = ["a", "b", "c"];
    assert_eq!((&*join(Lang::Ja, &parts), &*join(Lang::En, &parts)), ("a、b、c", "a, b, c"));
    assert_eq!((&*join(Lang::Ja, &parts[..1]), &*join(Lang::En, &[] as &[&str])), ("a", ""));
}

#[test]
fn a_sentence_of_the_program_is_said_with_what_is_given() {
    assert_eq!((&*say(Lang::Ja, "severity.error", &[]), &*say(Lang::En, "severity.error", &[])), ("要対応", "error"));
    let unfilled_in_each = |key| [Lang::Ja, Lang::En].map(|lang| unfilled(lang, key));
    assert_eq!(unfilled_in_each("checklist-row"), [Some("{row}（{about}）"), Some("{row} ({about})")]);
    // A key that nobody wrote is seen, and has no text.
    assert_eq!(
        (say(Lang::En, "no.such.key", &[("a", "b")]), unfilled(Lang::Ja, "no.such.key")),
        ("no.such.key".to_owned(), None)
    );
    let row = |lang, args: &[(&str, &str)]| say(lang, "checklist-row", args);
    let args = [("row", "1"), ("about", "bag"), ("row", "2"), ("other", "3")];
    assert_eq!((row(Lang::Ja, &args), row(Lang::En, &args)), ("1（bag）".to_owned(), "1 (bag)".to_owned()));
    // What is not given is left as a name, in each language for itself.
    assert_eq!(row(Lang::En, &args[..1]), "1 ({about})");
    assert!(row(Lang::Ja, &[]).contains("{row}"));
}

#[test]
fn a_phrase_is_made_in_the_language_that_asks() {
    let law = Both { ja: "法律".to_owned(), en: "the law".to_owned() };
    let day = jiff::civil::date(2026, 4, 1);
    for (phrase, ja, en) in [
        (Phrase::same("CD-R"), "CD-R", "CD-R"),
        (Phrase::default(), "", ""),
        (Phrase::Written(&law), "法律", "the law"),
        (Phrase::said("severity.error"), "要対応", "error"),
        (Phrase::made(move |lang| date(day, lang)), "令和8年4月1日", "2026-04-01"),
    ] {
        assert_eq!((&*phrase.text(Lang::Ja), &*phrase.text(Lang::En)), (ja, en));
        assert!(phrase == Phrase::same(ja) && phrase != Phrase::same("x"), "{phrase:?}");
        assert_eq!(format!("{phrase:?}"), format!("{ja:?}"));
    }
}
