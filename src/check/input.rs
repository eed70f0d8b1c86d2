//! Findings about the text of a file itself: YAML, schema, references.

use std::borrow::Cow;

use super::builtin::{built_in, suggestion};
use super::choices;
use super::speaker::Speaker;
use crate::calendar::EraNote;
use crate::facts::MAX_VISITS;
use crate::filing::{Filing, InputProblem, Problem};
use crate::finding::{About, Finding};
use crate::source::{self, Cells, ProblemKind, Span, SyntaxHint, Unreadable};
use crate::vocabulary::enumerations::{Action, Enumerated};
use crate::vocabulary::facts::SubjectKind;
use crate::vocabulary::words as vocabulary;
use crate::words::{Lang, Phrase, join, say};

/// A problem of the YAML itself.
pub fn document_problem(speaker: Speaker<'_>, problem: &source::SourceProblem) -> Option<Finding> {
    let number = |number: u64| Phrase::same(number.to_string());
    let (id, args): (&str, Vec<(&str, Phrase<'_>)>) = match &problem.kind {
        ProblemKind::Syntax { hint: Some(SyntaxHint::FullWidthColon), .. } => {
            ("yaml-full-width", vec![("character", Phrase::said("character.colon"))])
        }
        ProblemKind::Syntax { hint: Some(SyntaxHint::FullWidthSpace), .. } => {
            ("yaml-full-width", vec![("character", Phrase::said("character.space"))])
        }
        ProblemKind::Syntax { hint: Some(SyntaxHint::OddSpace(c)), .. } => {
            ("yaml-odd-space", vec![("character", space(*c))])
        }
        ProblemKind::Syntax { hint: Some(SyntaxHint::Tab), .. } => ("yaml-tab", Vec::new()),
        ProblemKind::Syntax { detail, .. } => ("yaml-syntax", vec![("detail", Phrase::same(detail))]),
        ProblemKind::DuplicateKey { key, first } => duplicate_key(key, line_named(first.line, None)),
        ProblemKind::TooDeep { limit } => limited("limit.depth", number(u64::from(*limit))),
        ProblemKind::TooManyNodes { limit } => limited("limit.nodes", number(u64::from(*limit))),
        ProblemKind::TooManyAliases { limit } => limited("limit.aliases", number(*limit)),
        ProblemKind::SeveralDocuments => ("unsupported-yaml", vec![("feature", Phrase::said("feature.documents"))]),
        ProblemKind::Tag { .. } => ("unsupported-yaml", vec![("feature", Phrase::said("feature.tag"))]),
        ProblemKind::MergeKey => ("unsupported-yaml", vec![("feature", Phrase::said("feature.merge-key"))]),
        ProblemKind::NonStringKey => ("unsupported-yaml", vec![("feature", Phrase::said("feature.key"))]),
        ProblemKind::UnknownAlias { .. } => ("unsupported-yaml", vec![("feature", Phrase::said("feature.alias"))]),
        ProblemKind::ControlCharacter { code } => {
            ("control-character", vec![("code", Phrase::same(format!("{code:04X}")))])
        }
        ProblemKind::Empty => ("empty-file", Vec::new()),
    };
    let about = About::new(SubjectKind::Filing, "", "");
    let place = format!("{}:{}", problem.span.line, problem.span.column);
    built_in(speaker, id, about, problem.span, &args).map(|finding| Finding { discriminator: place, ..finding })
}

/// What a space is called.
fn space<'t>(c: char) -> Phrase<'t> {
    let key = if c == '\u{A0}' { "character.no-break-space" } else { "character.odd-space" };
    let code = format!("{:04X}", u32::from(c));
    Phrase::made(move |lang| say(lang, key, &[("code", &code)]))
}

/// A file that cannot be read as text.
pub fn unreadable(speaker: Speaker<'_>, why: &Unreadable) -> Option<Finding> {
    let (id, args) = match why {
        Unreadable::TooLarge { limit, .. } => limited("limit.bytes", Phrase::same(limit.to_string())),
        Unreadable::Utf16 => ("encoding", vec![("encoding", Phrase::same("UTF-16"))]),
        Unreadable::ShiftJis => ("encoding", vec![("encoding", Phrase::same("Shift_JIS"))]),
        Unreadable::NotUtf8 { .. } => ("encoding", vec![("encoding", Phrase::said("encoding.unknown"))]),
        Unreadable::Nul { .. } => ("encoding", vec![("encoding", Phrase::said("encoding.binary"))]),
    };
    let about = About::new(SubjectKind::Filing, "", "");
    built_in(speaker, id, about, Span::START, &args)
}

/// A value that does not fit the format.
///
/// `cells` are those that its document was read from, where that is a workbook.
pub fn input_problem(speaker: Speaker<'_>, problem: &InputProblem, cells: Option<&Cells>) -> Option<Finding> {
    let number = |number: usize| Phrase::same(number.to_string());
    let (id, args): (&str, Vec<(&str, Phrase<'_>)>) = match &problem.problem {
        Problem::NotAFiling => ("not-a-filing", Vec::new()),
        Problem::NotEvidence => ("not-evidence", Vec::new()),
        Problem::Unreadable(why) => return unreadable(speaker, why),
        Problem::BadWorkbook { reason } => {
            ("bad-workbook", vec![("reason", Phrase::said(format!("workbook.{reason}")))])
        }
        Problem::NoHeadings => ("table-without-headings", Vec::new()),
        Problem::NoHeading => ("table-column-without-heading", Vec::new()),
        Problem::Ragged { fields, headings } => {
            ("table-ragged-row", vec![("fields", number(*fields)), ("headings", number(*headings))])
        }
        Problem::OpenQuote => ("table-open-quote", Vec::new()),
        Problem::ErrorCell { value } => ("table-error-cell", vec![("value", Phrase::same(value))]),
        Problem::UnknownHeading { heading, suggestion: found } => {
            ("sheet-heading", vec![("value", Phrase::same(heading)), ("suggestion", suggestion(found.as_deref()))])
        }
        Problem::UnknownSheet { sheet, suggestion: found } => {
            ("sheet-unknown", vec![("value", Phrase::same(sheet)), ("suggestion", suggestion(found.as_deref()))])
        }
        Problem::CopiedSheet { original } => ("sheet-copied", vec![("value", Phrase::same(original))]),
        Problem::MergedCells => ("sheet-merged-cells", Vec::new()),
        Problem::Margin => ("sheet-margin", Vec::new()),
        Problem::NotOneOf { heading, value, words } => {
            let listed = |lang| join(lang, &words.iter().map(|word| word.get(lang)).collect::<Vec<_>>());
            let args = vec![
                ("heading", Phrase::Written(heading)),
                ("value", Phrase::same(value)),
                ("words", Phrase::made(listed)),
            ];
            ("sheet-word", args)
        }
        Problem::MissingCell { heading } => ("sheet-blank", vec![("heading", Phrase::Written(heading))]),
        Problem::BothWritten { heading, other } => {
            ("sheet-both", vec![("heading", Phrase::Written(heading)), ("other", Phrase::Written(other))])
        }
        Problem::NoPlace { place } => ("sheet-place", vec![("value", Phrase::same(place))]),
        Problem::BadValue => ("sheet-value", Vec::new()),
        Problem::DuplicateKey { key, first_line } => duplicate_key(key, line_named(*first_line, cells)),
        Problem::UnknownKey { key, suggestion: found, keys } => {
            let advice = advice(found.as_deref(), "possible-keys", |lang| choices::names(keys, lang));
            ("unknown-key", vec![("key", Phrase::same(key)), ("suggestion", advice)])
        }
        Problem::KeyNotForAction { key, actions } => (
            "key-not-for-action",
            vec![
                ("key", Phrase::same(key)),
                ("actions", Phrase::made(|lang| choices::words(Action::TABLE.name, actions, lang))),
            ],
        ),
        Problem::WrongType { expected, suggestion: found, words } => {
            let advice = advice(found.as_deref(), "possible-words", |lang| match words {
                Some((list, words)) => choices::words(list, words, lang),
                None => String::new(),
            });
            let expected = Phrase::made(|lang| choices::types(expected, lang));
            ("wrong-type", vec![("expected", expected), ("suggestion", advice)])
        }
        Problem::UnknownValue { value, list, suggestion: found, words } => {
            let advice = advice(found.as_deref(), "possible-words", |lang| choices::words(list, words, lang));
            let list = fact_word(format!("list.{list}"));
            ("unknown-value", vec![("value", Phrase::same(value)), ("list", list), ("suggestion", advice)])
        }
        Problem::UndeclaredWord { value, list, suggestion: found, words } => {
            let advice = advice(found.as_deref(), "possible-words", |lang| choices::pack_words(words, lang));
            let list = fact_word(format!("list.{}", list.name()));
            ("unknown-value", vec![("value", Phrase::same(value)), ("list", list), ("suggestion", advice)])
        }
        Problem::MissingKey { key } => ("missing-key", vec![("key", Phrase::same(key))]),
        Problem::BadDate { value, reason } => {
            ("bad-date", vec![("value", Phrase::same(value)), ("reason", Phrase::said(format!("date.{reason}")))])
        }
        Problem::AlienEra { value, date, note } => {
            let id = match note {
                EraNote::Ended(_) => "era-ended",
                EraNote::NotBegun(_) => "era-not-begun",
            };
            (id, vec![("value", Phrase::same(value)), ("date", Phrase::same(date))])
        }
        Problem::DanglingReference { kind, id, suggestion: found, known } => {
            let advice = advice(found.as_deref(), "possible-ids", |lang| choices::names(known, lang));
            let kind = fact_word(format!("subject.{kind}"));
            ("dangling-reference", vec![("kind", kind), ("value", Phrase::same(id)), ("suggestion", advice)])
        }
        Problem::DuplicateId { id, first_line } => {
            ("duplicate-id", vec![("value", Phrase::same(id)), ("first", line_named(*first_line, cells))])
        }
        Problem::ParentRing { id } => ("parent-ring", vec![("value", Phrase::same(id))]),
        Problem::BadForm { expected, word } => {
            let form = move |lang| say(lang, &format!("form.{expected}"), &[("word", word)]);
            ("bad-form", vec![("expected", Phrase::made(form))])
        }
        Problem::InferredNothing { key } => ("inferred-nothing", vec![("key", Phrase::same(key))]),
        Problem::TooMany { what, limit } => limited(format!("limit.{what}"), Phrase::same(limit.to_string())),
    };
    let about = About::new(SubjectKind::Filing, "", &problem.pointer);
    let finding = built_in(speaker, id, about, problem.span, &args)?;
    Some(Finding { discriminator: problem.pointer.clone(), ..finding })
}

/// A filing of which the rules would have to look at more than one may cost.
pub(super) fn exhausted(speaker: Speaker<'_>, filing: &Filing) -> Option<Finding> {
    let (id, args) = limited("limit.visits", Phrase::same(MAX_VISITS.to_string()));
    let about = About::new(SubjectKind::Filing, "", "");
    built_in(speaker, id, about, filing.place.span, &args)
}

fn duplicate_key<'t>(key: &'t str, first: Phrase<'t>) -> (&'static str, Vec<(&'static str, Phrase<'t>)>) {
    ("duplicate-key", vec![("key", Phrase::same(key)), ("first", first)])
}

/// Names a line of a text, or the cell that counts as one.
pub(super) fn line_named(line: u32, cells: Option<&Cells>) -> Phrase<'_> {
    match cells.and_then(|cells| cells.cell(line)) {
        Some(cell) => {
            Phrase::made(move |lang| say(lang, "place.cell", &[("sheet", cell.sheet), ("cell", &cell.name())]))
        }
        None => Phrase::made(move |lang| say(lang, "place.line", &[("line", &line.to_string())])),
    }
}

/// A word of the vocabulary for the kinds of things.
fn fact_word<'t>(key: String) -> Phrase<'t> {
    Phrase::made(move |lang| vocabulary::fact(&key).get(lang).to_owned())
}

/// A suggestion, and after it what is possible.
fn advice<'t>(found: Option<&'t str>, sentence: &'t str, choices: impl Fn(Lang) -> String + 't) -> Phrase<'t> {
    let suggestion = suggestion(found);
    Phrase::made(move |lang| choices::after(&suggestion.text(lang), sentence, &choices(lang), lang))
}

fn limited<'a>(what: impl Into<Cow<'a, str>>, limit: Phrase<'a>) -> (&'a str, Vec<(&'a str, Phrase<'a>)>) {
    ("limit-exceeded", vec![("what", Phrase::said(what)), ("limit", limit)])
}
