//! What each step says whatever its number, by which it is known again where numbers have moved on.

use std::collections::HashMap;

use sha2::{Digest, Sha256};

use super::format::{ANNOTATIONS, NUMBERING};
use super::naming::SubjectName;
use super::values::items;
use crate::source::{Kind, Node};
use crate::text;

/// The contents of the steps of a filing.
#[derive(Debug, Default)]
pub struct StepContents {
    /// Digests by `flow/number`. Of two steps with one number the first counts.
    steps: HashMap<String, String>,
}

impl StepContents {
    /// Reads the steps of a document.
    pub fn of(filing: Node<'_>) -> Self {
        let mut steps = HashMap::new();
        for flow in items(filing.get("flows")) {
            let id = |node: Node<'_>| node.get("id").and_then(|id| id.text().map(str::to_owned)).unwrap_or_default();
            let name = id(flow);
            for step in items(flow.get("steps")) {
                let mut said = String::new();
                write(step, &|key| NUMBERING.contains(&key) || key == "title", &mut said);
                let digest = text::hex(&Sha256::digest(said)[..8]);
                steps.entry(format!("{name}/{}", id(step))).or_insert(digest);
            }
        }
        StepContents { steps }
    }

    /// Returns the name of a subject with what its step says in the place of the step's number; `None` where it names
    /// no step.
    pub fn of_subject(&self, at: &str) -> Option<String> {
        let name = SubjectName::parse(at);
        let content = self.steps.get(&format!("{}/{}", name.place, name.number?))?;
        Some(SubjectName { number: Some(content), ..name }.to_string())
    }
}

/// Writes what a node says in one way, whatever its layout and the order of its keys.
fn write(node: Node<'_>, leaves_out: &dyn Fn(&str) -> bool, out: &mut String) {
    match node.kind() {
        Kind::Map => {
            let mut entries: Vec<_> = node.entries().map(|(key, _, value)| (key, value)).collect();
            entries.retain(|(key, _)| !ANNOTATIONS.contains(key) && !leaves_out(key));
            entries.sort_by_key(|(key, _)| *key);
            out.push('{');
            for (key, value) in entries {
                out.push_str(key);
                out.push('=');
                write(value, &|_| false, out);
            }
            out.push('}');
        }
        Kind::Seq => {
            out.push('[');
            for item in node.items() {
                write(item, &|_| false, out);
            }
            out.push(']');
        }
        _ => {
            out.push_str(&text::fold(node.text().unwrap_or_default()));
            out.push('\u{1e}');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Document, Limits, SourceFile};

    fn contents(steps: &str) -> StepContents {
        let text = format!("flows:\n  - id: f\n    steps:\n{steps}");
        let source = SourceFile::decode(String::new(), text.into_bytes(), &Limits::default()).expect("text");
        StepContents::of(Document::parse(&source, &Limits::default()).document.expect("a tree").root())
    }

    #[test]
    fn a_step_is_known_by_what_it_says_and_by_nothing_else() {
        let first = contents("      - { id: 1, action: send, to: a, data: [x, y] }\n");
        let said = first.of_subject("f/1").expect("a step");
        for same in [
            "      - { id: 7, data: [x, y], action: send, to: a }\n",
            "      - { id: 7, action: send, to: a, data: [x, y], title: 送る, unlocks: [3], lot: 2, changed: true }\n",
            "      - id: 7\n        action:  send\n        to: \"a\"\n        data:\n        - x\n        - y\n",
        ] {
            assert_eq!(contents(same).of_subject("f/7").as_ref(), Some(&said), "{same}");
        }
        for other in [
            "      - { id: 1, action: send, to: b, data: [x, y] }\n",
            "      - { id: 1, action: send, to: a, data: [y, x] }\n",
            "      - { id: 1, action: send, to: a, data: [xy] }\n",
            "      - { id: 1, action: send, to: a, data: [x, y], encrypted: false }\n",
        ] {
            assert_ne!(contents(other).of_subject("f/1"), Some(said.clone()), "{other}");
        }
    }

    #[test]
    fn subjects_keep_what_is_not_a_number() {
        let one = contents("      - { id: 1, action: send }\n      - { id: 1, action: seal }\n");
        let said = one.of_subject("f/1").expect("a step");
        assert!(said.starts_with("f/") && said.len() == "f/".len() + 16, "{said}");
        assert_eq!(one.of_subject("p@f/1"), Some(format!("p@{said}")));
        assert_eq!(one.of_subject("f/1#2"), Some(format!("{said}#2")));
        for no_step in ["f", "p@pc", "f/2", "g/1", "f/agent/1", ""] {
            assert_eq!(one.of_subject(no_step), None, "{no_step}");
        }
    }
}
