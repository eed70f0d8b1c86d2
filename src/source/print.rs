//! Prints values as YAML for people to read; whatever fits is put on one line, and texts of several lines stay so.
//!
//! Not by `yaml_serde`: that knows blocks only, and makes nine lines of a step that people keep on one or two. A filing is
//! four tenths longer by it, as a test holds.

use serde_json::Value;
use unicode_width::UnicodeWidthStr;

use super::{Kind, Span, Tree, TreeShape};

/// Maximum width of a line, in columns.
pub(super) const WIDTH: usize = 110;

/// By how much what stands below a key is indented.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Margins {
    /// The keys of a mapping.
    pub(super) keys: usize,
    /// The dashes of a sequence.
    pub(super) dashes: usize,
}

/// Whether the value of an entry is put on the line of its key or dash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Layout {
    /// Always.
    Line,
    /// If it fits there.
    Fit,
    /// Only a scalar or an empty collection.
    Lines,
}

impl Margins {
    /// What is used where nothing is written yet.
    pub(super) const USUAL: Margins = Margins { keys: 2, dashes: 2 };

    fn below(self, head: &str, value: &Tree) -> usize {
        match value.shape {
            TreeShape::Seq(_) if head != DASH => self.dashes,
            TreeShape::Map(_) if head != DASH => self.keys,
            _ => 2,
        }
    }
}

/// What begins an item.
pub(super) const DASH: &str = "-";

/// Returns a value as YAML, each line with its line end.
pub fn yaml(value: &Value) -> String {
    let mut out = String::new();
    block(&mut out, &Tree::of_json(value, Span::START), 0, Margins::USUAL);
    out
}

/// Writes a value in lines of its own, each indented, except the first, which continues the current line.
fn block(out: &mut String, value: &Tree, indent: usize, margins: Margins) {
    let line = flow(value);
    // The keys of the outermost map are each on a line, as in a file.
    let fits = indent + line.width() <= WIDTH && !(indent == 0 && matches!(value.shape, TreeShape::Map(_)));
    if fits || value.is_empty() {
        out.push_str(&line);
        out.push('\n');
        return;
    }
    lines(out, value, indent, margins);
}

/// Writes each entry of a collection on a line of its own.
pub(super) fn lines(out: &mut String, value: &Tree, indent: usize, margins: Margins) {
    let heads: Vec<(String, &Tree)> = match &value.shape {
        TreeShape::Map(entries) => entries.iter().map(|(key, _, value)| (head(key), value)).collect(),
        TreeShape::Seq(items) => items.iter().map(|item| (DASH.to_owned(), item)).collect(),
        TreeShape::Scalar(..) => Vec::new(),
    };
    for (at, (head, inside)) in heads.iter().enumerate() {
        if at > 0 {
            out.push_str(&" ".repeat(indent));
        }
        entry(out, head, inside, indent, margins, Layout::Fit);
    }
}

/// Writes a key or dash with its value. `indent` is that of the key or dash, which continues the current line.
pub(super) fn entry(out: &mut String, head: &str, inside: &Tree, indent: usize, margins: Margins, layout: Layout) {
    out.push_str(head);
    if let Some(literal) = inside.string().and_then(|text| literal(text, indent + margins.below(head, inside))) {
        out.push_str(&format!(" {literal}"));
        return;
    }
    let line = flow(inside);
    let on_line = match layout {
        Layout::Line => true,
        Layout::Fit => indent + head.width() + 1 + line.width() <= WIDTH,
        Layout::Lines => false,
    };
    if inside.is_empty() || on_line {
        out.push_str(&format!(" {line}\n"));
        return;
    }
    let deeper = indent + margins.below(head, inside);
    match head == DASH {
        true => out.push(' '),
        false => out.push_str(&format!("\n{}", " ".repeat(deeper))),
    }
    lines(out, inside, deeper, margins);
}

/// Returns a key as it stands before its value.
pub(super) fn head(key: &str) -> String {
    format!("{}:", scalar(key))
}

/// Returns a text of several lines as a literal block; `None` where it is on one line, or could not be read back from one.
pub(super) fn literal(text: &str, indent: usize) -> Option<String> {
    let (body, ends) = (text.trim_end_matches('\n'), text.len() - text.trim_end_matches('\n').len());
    let is_plain = |c: char| c == '\n' || !(c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}'));
    if !body.contains('\n') || body.starts_with(char::is_whitespace) || !body.chars().all(is_plain) {
        return None;
    }
    let mark = match ends {
        0 => "|-",
        1 => "|",
        _ => "|+",
    };
    let margin = " ".repeat(indent);
    let line = |line: &str| if line.is_empty() { "\n".to_owned() } else { format!("{margin}{line}\n") };
    let lines: String = body.split('\n').map(line).collect();
    Some(format!("{mark}\n{lines}{}", "\n".repeat(ends.saturating_sub(1))))
}

/// Returns a value on one line.
pub(super) fn flow(value: &Tree) -> String {
    match &value.shape {
        TreeShape::Map(entries) if entries.is_empty() => "{}".to_owned(),
        TreeShape::Map(entries) => {
            let parts: Vec<String> =
                entries.iter().map(|(key, _, value)| format!("{} {}", head(key), flow(value))).collect();
            format!("{{ {} }}", parts.join(", "))
        }
        TreeShape::Seq(items) => format!("[{}]", items.iter().map(flow).collect::<Vec<_>>().join(", ")),
        TreeShape::Scalar(Kind::Str, text) => scalar(text),
        TreeShape::Scalar(Kind::Null, _) => "null".to_owned(),
        TreeShape::Scalar(_, text) => text.clone(),
    }
}

/// Returns a text, in quotes if it would be read as anything else without them.
pub(super) fn scalar(text: &str) -> String {
    if is_plain(text) {
        return text.to_owned();
    }
    // Text quoted as in JSON is also valid YAML.
    Value::from(text).to_string()
}

/// True if a text means the same without quotes wherever it stands, also as a key and within brackets.
fn is_plain(text: &str) -> bool {
    let begins = |c: char| !c.is_whitespace() && !"-?:,[]{}#&*!|>'\"%@`.<=~".contains(c);
    let ends = |c: char| !c.is_whitespace() && c != ':';
    let may_stand =
        |c: char| !",[]{}".contains(c) && !c.is_control() && (!c.is_whitespace() || matches!(c, ' ' | '\u{3000}'));
    text.starts_with(begins)
        && text.ends_with(ends)
        && text.chars().all(|c| may_stand(c) && !matches!(c, '\u{200B}' | '\u{2060}' | '\u{FEFF}'))
        && !text.contains(": ")
        && !text.contains(" #")
        && super::scalar::resolve(text) == Kind::Str
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Document, Limits, SourceFile};

    #[test]
    fn texts_of_several_lines_stay_so() {
        let long = "長い文".repeat(40);
        let texts = [
            "a\nb\n",
            "一\n\n二",
            "終わり\n\n\n続き\n\n\n",
            " a\nb",
            "a\n  b \n",
            "a\tb\nc",
            "# a\n- b: c",
            "\n",
            "a\r\nb",
        ];
        let map: serde_json::Map<_, _> =
            texts.iter().enumerate().map(|(at, text)| (format!("k{at}"), (*text).into())).collect();
        let value = serde_json::json!({ "texts": [texts, long], "map": map, "one": [{ "a": "x\ny\n", "b": long }] });
        let printed = yaml(&value);
        let file = SourceFile::decode("printed".to_owned(), printed.clone().into_bytes(), &Limits::default()).unwrap();
        let parsed = Document::parse(&file, &Limits::default());
        assert_eq!(parsed.problems, Vec::new(), "{printed}");
        assert_eq!(Document::to_json(parsed.document.unwrap().root()), value, "{printed}");
        assert!(yaml(&serde_json::json!({ "summary": "一\n二\n" })) == "summary: |\n  一\n  二\n");
    }

    #[test]
    fn a_filing_would_be_four_tenths_longer_by_the_library() {
        let text = include_str!("../../examples/shinjuku/000.filing.yaml");
        let file = SourceFile::decode("000".to_owned(), text.as_bytes().to_vec(), &Limits::default()).unwrap();
        let value = Document::to_json(Document::parse(&file, &Limits::default()).document.unwrap().root());
        let (own, library) = (yaml(&value).lines().count(), yaml_serde::to_string(&value).unwrap().lines().count());
        assert!(5 * library > 7 * own, "{library} lines of the library, {own} of our own");
    }

    #[test]
    fn what_is_printed_reads_back_the_same() {
        let long = "長い文".repeat(40);
        let value = serde_json::json!({
            "id": "main", "no": "12", "yes": "true", "True": "FALSE", "NULL": "0x1F", "0o17": "1e3", "text": "a: b, #c", "": [],
            "list": [{ "a": 1, "b": null, "text": long }, [1, { "deep": [true, {}] }], long],
            "map": { "明細": { "x": long, "y": [long, long] } },
        });
        let file = SourceFile::decode("printed".to_owned(), yaml(&value).into_bytes(), &Limits::default()).unwrap();
        let parsed = Document::parse(&file, &Limits::default());
        assert_eq!(parsed.problems, Vec::new(), "{}", yaml(&value));
        assert_eq!(Document::to_json(parsed.document.unwrap().root()), value);
    }
}
