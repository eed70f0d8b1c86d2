//! Findings about the text of a file itself: YAML, schema, references.

use super::builtin::{built_in, suggestion, words};
use super::choices;
use crate::calendar::EraNote;
use crate::facts::MAX_VISITS;
use crate::filing::{Filing, InputProblem, Problem};
use crate::finding::{About, Finding};
use crate::policy::Policy;
use crate::source::{self, Cells, ProblemKind, Span, SyntaxHint, Unreadable};
use crate::vocabulary::enumerations::{Action, Enumerated};
use crate::vocabulary::facts::SubjectKind;
use crate::vocabulary::words as vocabulary;
use crate::words::{Both, say};

/// A problem of the YAML itself.
pub fn document_problem(policy: &Policy, problem: &source::SourceProblem) -> Option<Finding> {
    let same = |text: &str| Both::same(text);
    let number = |number: u64| Both::same(number.to_string());
    let (id, args): (&str, Vec<(&str, Both)>) = match &problem.kind {
        ProblemKind::Syntax { hint: Some(SyntaxHint::FullWidthColon), .. } => {
            ("yaml-full-width", vec![("character", words("character.colon"))])
        }
        ProblemKind::Syntax { hint: Some(SyntaxHint::FullWidthSpace), .. } => {
            ("yaml-full-width", vec![("character", words("character.space"))])
        }
        ProblemKind::Syntax { hint: Some(SyntaxHint::OddSpace(c)), .. } => {
            ("yaml-odd-space", vec![("character", space(*c))])
        }
        ProblemKind::Syntax { hint: Some(SyntaxHint::Tab), .. } => ("yaml-tab", Vec::new()),
        ProblemKind::Syntax { detail, .. } => ("yaml-syntax", vec![("detail", same(detail))]),
        ProblemKind::DuplicateKey { key, first } => duplicate_key(key, line_named(first.line, None)),
        ProblemKind::TooDeep { limit } => limited("limit.depth", number(u64::from(*limit))),
        ProblemKind::TooManyNodes { limit } => limited("limit.nodes", number(u64::from(*limit))),
        ProblemKind::TooManyAliases { limit } => limited("limit.aliases", number(*limit)),
        ProblemKind::SeveralDocuments => ("unsupported-yaml", vec![("feature", words("feature.documents"))]),
        ProblemKind::Tag { .. } => ("unsupported-yaml", vec![("feature", words("feature.tag"))]),
        ProblemKind::MergeKey => ("unsupported-yaml", vec![("feature", words("feature.merge-key"))]),
        ProblemKind::NonStringKey => ("unsupported-yaml", vec![("feature", words("feature.key"))]),
        ProblemKind::UnknownAlias { .. } => ("unsupported-yaml", vec![("feature", words("feature.alias"))]),
        ProblemKind::ControlCharacter { code } => ("control-character", vec![("code", same(&format!("{code:04X}")))]),
        ProblemKind::Empty => ("empty-file", Vec::new()),
    };
    let about = About::new(SubjectKind::Filing, "", "");
    let place = format!("{}:{}", problem.span.line, problem.span.column);
    built_in(policy, id, about, problem.span, &args).map(|finding| Finding { discriminator: place, ..finding })
}

/// What a space is called.
fn space(c: char) -> Both {
    let key = if c == '\u{A0}' { "character.no-break-space" } else { "character.odd-space" };
    let code = format!("{:04X}", u32::from(c));
    Both::in_each(|lang| say(lang, key, &[("code", &code)]))
}

/// A file that cannot be read as text.
pub fn unreadable(policy: &Policy, why: &Unreadable) -> Option<Finding> {
    let (id, args) = match why {
        Unreadable::TooLarge { limit, .. } => limited("limit.bytes", Both::same(limit.to_string())),
        Unreadable::Utf16 => ("encoding", vec![("encoding", Both::same("UTF-16"))]),
        Unreadable::ShiftJis => ("encoding", vec![("encoding", Both::same("Shift_JIS"))]),
        Unreadable::NotUtf8 { .. } => ("encoding", vec![("encoding", words("encoding.unknown"))]),
        Unreadable::Nul { .. } => ("encoding", vec![("encoding", words("encoding.binary"))]),
    };
    let about = About::new(SubjectKind::Filing, "", "");
    built_in(policy, id, about, Span::START, &args)
}

/// A value that does not fit the format.
///
/// `cells` are those that its document was read from, where that is a workbook.
pub fn input_problem(policy: &Policy, problem: &InputProblem, cells: Option<&Cells>) -> Option<Finding> {
    let same = |text: &str| Both::same(text);
    let number = |number: usize| Both::same(number.to_string());
    let (id, args): (&str, Vec<(&str, Both)>) = match &problem.problem {
        Problem::NotAFiling => ("not-a-filing", Vec::new()),
        Problem::NotEvidence => ("not-evidence", Vec::new()),
        Problem::Unreadable(why) => return unreadable(policy, why),
        Problem::BadWorkbook { reason } => ("bad-workbook", vec![("reason", words(&format!("workbook.{reason}")))]),
        Problem::NoHeadings => ("table-without-headings", Vec::new()),
        Problem::NoHeading => ("table-column-without-heading", Vec::new()),
        Problem::Ragged { fields, headings } => {
            ("table-ragged-row", vec![("fields", number(*fields)), ("headings", number(*headings))])
        }
        Problem::OpenQuote => ("table-open-quote", Vec::new()),
        Problem::ErrorCell { value } => ("table-error-cell", vec![("value", same(value))]),
        Problem::UnknownHeading { heading, suggestion: found } => {
            ("sheet-heading", vec![("value", same(heading)), ("suggestion", suggestion(found.as_deref()))])
        }
        Problem::UnknownSheet { sheet, suggestion: found } => {
            ("sheet-unknown", vec![("value", same(sheet)), ("suggestion", suggestion(found.as_deref()))])
        }
        Problem::CopiedSheet { original } => ("sheet-copied", vec![("value", same(original))]),
        Problem::MergedCells => ("sheet-merged-cells", Vec::new()),
        Problem::Margin => ("sheet-margin", Vec::new()),
        Problem::NotOneOf { heading, value, words } => {
            ("sheet-word", vec![("heading", heading.clone()), ("value", same(value)), ("words", words.clone())])
        }
        Problem::MissingCell { heading } => ("sheet-blank", vec![("heading", heading.clone())]),
        Problem::BothWritten { heading, other } => {
            ("sheet-both", vec![("heading", heading.clone()), ("other", other.clone())])
        }
        Problem::NoPlace { place } => ("sheet-place", vec![("value", same(place))]),
        Problem::BadValue => ("sheet-value", Vec::new()),
        Problem::DuplicateKey { key, first_line } => duplicate_key(key, line_named(*first_line, cells)),
        Problem::UnknownKey { key, suggestion: found, keys } => {
            let advice = choices::after(&suggestion(found.as_deref()), "possible-keys", &choices::names(keys));
            ("unknown-key", vec![("key", same(key)), ("suggestion", advice)])
        }
        Problem::KeyNotForAction { key, actions } => {
            ("key-not-for-action", vec![("key", same(key)), ("actions", choices::words(Action::TABLE.name, actions))])
        }
        Problem::WrongType { expected, suggestion: found, words } => {
            let possible = words.as_ref().map(|(list, words)| choices::words(list, words)).unwrap_or_default();
            let advice = choices::after(&suggestion(found.as_deref()), "possible-words", &possible);
            ("wrong-type", vec![("expected", choices::types(expected)), ("suggestion", advice)])
        }
        Problem::UnknownValue { value, list, suggestion: found, words } => {
            let possible = choices::words(list, words);
            let advice = choices::after(&suggestion(found.as_deref()), "possible-words", &possible);
            let list = vocabulary::fact(&format!("list.{list}"));
            ("unknown-value", vec![("value", same(value)), ("list", list), ("suggestion", advice)])
        }
        Problem::UndeclaredWord { value, list, suggestion: found, words } => {
            let possible = choices::pack_words(words);
            let advice = choices::after(&suggestion(found.as_deref()), "possible-words", &possible);
            let list = vocabulary::fact(&format!("list.{}", list.name()));
            ("unknown-value", vec![("value", same(value)), ("list", list), ("suggestion", advice)])
        }
        Problem::MissingKey { key } => ("missing-key", vec![("key", same(key))]),
        Problem::BadDate { value, reason } => {
            ("bad-date", vec![("value", same(value)), ("reason", words(&format!("date.{reason}")))])
        }
        Problem::AlienEra { value, date, note } => {
            let id = match note {
                EraNote::Ended(_) => "era-ended",
                EraNote::NotBegun(_) => "era-not-begun",
            };
            (id, vec![("value", same(value)), ("date", same(date))])
        }
        Problem::DanglingReference { kind, id, suggestion: found, known } => {
            let advice = choices::after(&suggestion(found.as_deref()), "possible-ids", &choices::names(known));
            let kind = vocabulary::fact(&format!("subject.{kind}"));
            ("dangling-reference", vec![("kind", kind), ("value", same(id)), ("suggestion", advice)])
        }
        Problem::DuplicateId { id, first_line } => {
            ("duplicate-id", vec![("value", same(id)), ("first", line_named(*first_line, cells))])
        }
        Problem::ParentRing { id } => ("parent-ring", vec![("value", same(id))]),
        Problem::BadForm { expected, word } => {
            let form = |lang| say(lang, &format!("form.{expected}"), &[("word", word)]);
            ("bad-form", vec![("expected", Both::in_each(form))])
        }
        Problem::InferredNothing { key } => ("inferred-nothing", vec![("key", same(key))]),
        Problem::TooMany { what, limit } => limited(&format!("limit.{what}"), same(&limit.to_string())),
    };
    let about = About::new(SubjectKind::Filing, "", &problem.pointer);
    let finding = built_in(policy, id, about, problem.span, &args)?;
    Some(Finding { discriminator: problem.pointer.clone(), ..finding })
}

/// A filing of which the rules would have to look at more than one may cost.
pub(super) fn exhausted(policy: &Policy, filing: &Filing) -> Option<Finding> {
    let (id, args) = limited("limit.visits", Both::same(MAX_VISITS.to_string()));
    let about = About::new(SubjectKind::Filing, "", "");
    built_in(policy, id, about, filing.place.span, &args)
}

fn duplicate_key(key: &str, first: Both) -> (&'static str, Vec<(&'static str, Both)>) {
    ("duplicate-key", vec![("key", Both::same(key)), ("first", first)])
}

/// Names a line of a text, or the cell that counts as one.
pub(super) fn line_named(line: u32, cells: Option<&Cells>) -> Both {
    match cells.and_then(|cells| cells.cell(line)) {
        Some(cell) => Both::in_each(|lang| say(lang, "place.cell", &[("sheet", cell.sheet), ("cell", &cell.name())])),
        None => Both::in_each(|lang| say(lang, "place.line", &[("line", &line.to_string())])),
    }
}

fn limited<'a>(what: &str, limit: Both) -> (&'a str, Vec<(&'a str, Both)>) {
    ("limit-exceeded", vec![("what", words(what)), ("limit", limit)])
}
