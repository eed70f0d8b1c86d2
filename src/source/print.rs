//! Prints values as YAML for people to read; whatever fits is put on one line, and texts of several lines stay so.
//!
//! Not by `yaml_serde`: that knows blocks only, and makes nine lines of a step that people keep on one or two. A filing is
//! four tenths longer by it, as a test holds.

use serde_json::Value;
use unicode_width::UnicodeWidthStr;

/// Maximum width of a line, in columns.
const WIDTH: usize = 110;

/// Returns a value as YAML, each line with its line end.
pub fn yaml(value: &Value) -> String {
    let mut out = String::new();
    block(&mut out, value, 0);
    out
}

/// Writes a value in lines of its own, each indented, except the first, which continues the current line.
fn block(out: &mut String, value: &Value, indent: usize) {
    let line = flow(value);
    let parts: Vec<(String, &Value)> = match value {
        Value::Object(map) => map.iter().map(|(key, value)| (format!("{}:", scalar(key)), value)).collect(),
        Value::Array(items) => items.iter().map(|item| ("-".to_owned(), item)).collect(),
        _ => Vec::new(),
    };
    // The keys of the outermost map are each on a line, as in a file.
    let fits = indent + line.width() <= WIDTH && !(indent == 0 && value.is_object());
    if fits || parts.is_empty() {
        out.push_str(&line);
        out.push('\n');
        return;
    }
    for (at, (head, inside)) in parts.iter().enumerate() {
        if at > 0 {
            out.push_str(&" ".repeat(indent));
        }
        out.push_str(head);
        if let Some(literal) = inside.as_str().and_then(|text| literal(text, indent + 2)) {
            out.push_str(&format!(" {literal}"));
            continue;
        }
        let line = flow(inside);
        let nested = inside.is_object() || inside.is_array();
        if !nested || indent + head.width() + 1 + line.width() <= WIDTH {
            out.push_str(&format!(" {line}\n"));
        } else if head == "-" {
            out.push(' ');
            block(out, inside, indent + 2);
        } else {
            out.push_str(&format!("\n{}", " ".repeat(indent + 2)));
            block(out, inside, indent + 2);
        }
    }
}

/// Returns a text of several lines as a literal block; `None` where it is on one line, or could not be read back from one.
fn literal(text: &str, indent: usize) -> Option<String> {
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
fn flow(value: &Value) -> String {
    match value {
        Value::Object(map) if map.is_empty() => "{}".to_owned(),
        Value::Object(map) => {
            let parts: Vec<String> =
                map.iter().map(|(key, value)| format!("{}: {}", scalar(key), flow(value))).collect();
            format!("{{ {} }}", parts.join(", "))
        }
        Value::Array(items) => format!("[{}]", items.iter().map(flow).collect::<Vec<_>>().join(", ")),
        Value::String(text) => scalar(text),
        other => other.to_string(),
    }
}

/// Returns a text, in quotes if it would be read as anything else without them.
fn scalar(text: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_./()（）、。・「」".contains(c);
    let reads_otherwise = super::scalar::resolve(text) != super::Kind::Str;
    let plain = text.chars().all(plain) && text.starts_with(|c: char| c.is_alphanumeric() || c == '/');
    if plain && !reads_otherwise {
        return text.to_owned();
    }
    // Text quoted as in JSON is also valid YAML.
    Value::from(text).to_string()
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
