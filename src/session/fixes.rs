//! Fixes of findings as edits of the text: each is kept only if the text can be changed so.

use super::Session;
use crate::check::{Remedy, SafeguardKeys};
use crate::finding::{Finding, Fix};
use crate::source::patch::{self, TextEdit};
use crate::source::{Document, Limits, Node, ProblemKind, SourceFile, Span, SyntaxHint};
use crate::words::say;

/// Number of bytes that are read at most to write the fixes of one file.
const MAX_READ: usize = 16 * 1024 * 1024;
/// Maximum number of signs that one fix replaces.
const MAX_SIGNS: usize = 50;

/// Writes the fixes of findings as edits. Those that cannot be written are dropped, as are all where there is no text.
pub(super) fn write(findings: &mut [Finding], document: &Document, source: Option<&SourceFile>) {
    let mut left = MAX_READ;
    for finding in findings.iter_mut().filter(|finding| finding.fix.is_some()) {
        let length = source.map_or(usize::MAX, |source| source.text().len().max(1));
        let affordable = length <= left;
        left = left.saturating_sub(length);
        let written = source.zip(finding.fix.take()).filter(|_| affordable).and_then(|(source, fix)| {
            let edits = patch::edits(document, source, &[fix.change.clone()?]).ok()?;
            Some(Fix { edits, ..fix })
        });
        finding.fix = written.filter(|fix| !fix.edits.is_empty());
    }
}

impl Session {
    /// Makes a fix of a remedy, still without the edits of a text.
    pub(super) fn fix_by(&self, remedy: Remedy) -> Fix {
        let args = [("before", remedy.before.as_str()), ("after", &remedy.after)];
        Fix { title: say(self.lang(), "fix.replace", &args), change: Some(remedy.change), edits: Vec::new() }
    }

    /// Offers to replace full-width signs that keep a text from being read, if it can be read then.
    pub(super) fn offer_signs(&self, findings: &mut [Finding], source: Option<&SourceFile>) {
        let sign = findings.iter_mut().find(|finding| finding.rule == "yaml-full-width");
        if let (Some(finding), Some(source)) = (sign, source) {
            let edits = self.signs(source);
            let title = say(self.lang(), "fix.signs", &[]);
            finding.fix = edits.map(|edits| Fix { title, change: None, edits });
        }
    }

    fn signs(&self, source: &SourceFile) -> Option<Vec<TextEdit>> {
        if source.text().len() > MAX_READ / MAX_SIGNS {
            return None;
        }
        let limits = Limits::default();
        let mut now = source.clone();
        // The lines stay the same, as no line end is replaced, but a sign may become two characters.
        let mut edits: Vec<TextEdit> = Vec::new();
        for _ in 0..MAX_SIGNS {
            let parsed = Document::parse(&now, &limits);
            if let Some(document) = parsed.document {
                let jurisdiction = document.root().get("jurisdiction").and_then(Node::text)?;
                let policy = self.policy(jurisdiction).ok()??;
                let safeguards = SafeguardKeys::of(&policy);
                let words =
                    |line: u32| now.line(line).split(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '-');
                let is_free = |edit: &TextEdit| !words(edit.span.line).any(|word| safeguards.names(word));
                edits.sort_by_key(|edit| edit.range.start);
                return edits.iter().all(is_free).then_some(edits);
            }
            let problem = parsed.problems.into_iter().find_map(|problem| match problem.kind {
                ProblemKind::Syntax { hint: Some(hint), .. } => Some((hint, problem.span)),
                _ => None,
            });
            let (hint, span) = problem?;
            let start = now.offset(span.line, span.column);
            let end = now.offset(span.end_line, span.end_column);
            let blank_follows = now.text().get(end..)?.chars().next().is_none_or(char::is_whitespace);
            let text = match hint {
                SyntaxHint::FullWidthColon if blank_follows => ":",
                SyntaxHint::FullWidthColon => ": ",
                SyntaxHint::FullWidthSpace => " ",
                SyntaxHint::OddSpace(_) | SyntaxHint::Tab => return None,
            };
            let grown = |edit: &TextEdit| (edit.range.len(), edit.text.len());
            let before = edits.iter().filter(|edit| edit.span.line < span.line || edit.span < span).map(grown);
            let (old, new) = before.fold((0, 0), |(old, new), (one, other)| (old + one, new + other));
            let original = (start + old).checked_sub(new)?;
            let range = original..original + (end - start);
            let ((line, column), (end_line, end_column)) = (source.position(range.start), source.position(range.end));
            edits.push(TextEdit { range, span: Span { line, column, end_line, end_column }, text: text.to_owned() });
            let patched = [now.text().get(..start)?, text, now.text().get(end..)?].concat();
            now = SourceFile::decode(source.name().to_owned(), patched.into_bytes(), &limits).ok()?;
        }
        None
    }
}
