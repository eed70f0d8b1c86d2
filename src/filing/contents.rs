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
