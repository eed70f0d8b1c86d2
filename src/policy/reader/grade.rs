//! What findings weigh: `severity` and `profiles` of the head of a pack.

use super::reading::PolicyReading;
use crate::finding::{Grade, Grades, Verdict};
use crate::policy::problem::PolicyTrouble;
use crate::source::{Kind, Node};
use crate::text::Pattern;

/// Stands for every verdict, where a reason stands beside it.
const ANY: &str = "any";

/// Reads `RULE: WORD` and `RULE: { VERDICT: WORD }`, where a rule may be the beginning of several.
pub(in crate::policy) fn read(reading: &mut PolicyReading<'_>, node: Node<'_>, grades: &mut Grades) {
    if node.kind() != Kind::Map {
        reading.report(node.span(), PolicyTrouble::BadValue { expected: "map" });
    }
    for (rule, span, value) in node.entries() {
        let Some(pattern) = Pattern::new(rule) else {
            reading.report(span, PolicyTrouble::BadValue { expected: "pattern" });
            continue;
        };
        if value.kind() != Kind::Map {
            if let Some(grade) = word(reading, value) {
                grades.set(pattern, None, grade);
            }
            continue;
        }
        for (verdict, span, value) in value.entries().filter(|(key, ..)| *key != "reason") {
            let known = Verdict::from_word(verdict).filter(|verdict| Grades::VERDICTS.contains(verdict));
            match (known, word(reading, value)) {
                (Some(verdict), Some(grade)) => grades.set(pattern.clone(), Some(verdict), grade),
                (None, Some(grade)) if verdict == ANY => grades.set(pattern.clone(), None, grade),
                (None, _) => {
                    reading.report(span, PolicyTrouble::UnknownWord { word: verdict.to_owned(), suggestion: None });
                }
                _ => {}
            }
        }
    }
}

fn word(reading: &mut PolicyReading<'_>, node: Node<'_>) -> Option<Grade> {
    let grade = node.text().and_then(Grade::from_word);
    if grade.is_none() {
        reading.report(node.span(), PolicyTrouble::BadValue { expected: "severity" });
    }
    grade
}
