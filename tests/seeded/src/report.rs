//! The report: how many changes of each area the tests notice, and which they do not.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::measure::{Fate, Measured};

/// Why a change says the same as the code, by its id.
pub type Equivalents = BTreeMap<String, String>;

/// Counts of one area.
#[derive(Default)]
struct Row {
    drawn: usize,
    compiled: usize,
    reached: usize,
    noticed: usize,
    equivalent: usize,
    not_run: usize,
}

impl Row {
    fn count(&mut self, fate: &Fate, equivalent: bool) {
        self.drawn += 1;
        self.compiled += usize::from(*fate != Fate::NotCompiled);
        self.reached += usize::from(!matches!(fate, Fate::NotCompiled | Fate::NotReached));
        self.noticed += usize::from(fate.is_noticed());
        self.equivalent += usize::from(equivalent && fate.is_lost());
        self.not_run += usize::from(*fate == Fate::NotRun);
    }

    /// One line of the table. The share is of what compiled, was run, and does not say the same.
    fn line(&self, name: &str) -> String {
        let Self { drawn, compiled, reached, noticed, equivalent, not_run } = self;
        let counted = compiled - equivalent - not_run;
        let share = (100 * noticed).checked_div(counted).map_or("–".to_owned(), |share| share.to_string());
        format!("| {name} | {drawn} | {compiled} | {not_run} | {reached} | {equivalent} | {noticed} | {share} |\n")
    }
}

/// Writes the report in Markdown.
pub fn write_report(measured: &[Measured], equivalents: &Equivalents) -> String {
    let mut areas: BTreeMap<&str, Row> = BTreeMap::new();
    let (mut all, mut refused) = (Row::default(), BTreeMap::<&str, (usize, usize)>::new());
    for it in measured {
        let equivalent = equivalents.contains_key(&it.id);
        areas.entry(&it.area).or_default().count(&it.fate, equivalent);
        all.count(&it.fate, equivalent);
        let (drawn, gone) = refused.entry(&it.operator).or_default();
        *drawn += 1;
        *gone += usize::from(it.fate == Fate::NotCompiled);
    }
    let mut out = String::from("| area | drawn | compiled | not run | reached | equivalent | noticed | % |\n");
    out.push_str("|---|--:|--:|--:|--:|--:|--:|--:|\n");
    out.extend(areas.iter().map(|(area, row)| row.line(area)));
    out.push_str(&all.line("all"));
    let refused = refused.iter().filter(|(_, (_, gone))| *gone > 0);
    let refused: Vec<String> = refused.map(|(name, (drawn, gone))| format!("{name} {gone} of {drawn}")).collect();
    if !refused.is_empty() {
        let _ = writeln!(out, "\nDid not compile: {}.", refused.join(", "));
    }
    let told = |it: &Measured| equivalents.contains_key(&it.id);
    section(&mut out, "Not noticed", measured.iter().filter(|it| it.fate.is_lost() && !told(it)));
    section(&mut out, "Judged equivalent, and noticed all the same", {
        measured.iter().filter(|it| it.fate.is_noticed() && told(it))
    });
    section(&mut out, "Noticed by a test that did not end in time", {
        measured.iter().filter(|it| matches!(it.fate, Fate::Late(_)))
    });
    section(&mut out, "Not run", measured.iter().filter(|it| it.fate == Fate::NotRun));
    out
}

fn section<'a>(out: &mut String, title: &str, changes: impl Iterator<Item = &'a Measured>) {
    let lines: Vec<String> = changes
        .map(|it| {
            let how = match &it.fate {
                Fate::NotReached => "no test reaches it".to_owned(),
                Fate::Unnoticed(tests) => format!("{tests} tests reach it"),
                Fate::Noticed(test) | Fate::Late(test) => format!("noticed by `{test}`"),
                Fate::NotRun | Fate::NotCompiled => "no time".to_owned(),
            };
            format!("- {}: {} ({how})\n  `{}`\n", it.place, it.says, it.id)
        })
        .collect();
    if !lines.is_empty() {
        let _ = write!(out, "\n## {title}\n\n{}", lines.concat());
    }
}

#[cfg(test)]
mod tests {
    use super::{Equivalents, write_report};
    use crate::measure::{Fate, Measured};

    #[test]
    fn equivalents_are_counted_apart_and_the_unnoticed_are_listed() {
        let one = |at: usize, fate: Fate| Measured {
            id: format!("flow/a.rs#f/int+1/{at}"),
            area: "flow".to_owned(),
            place: format!("src/flow/a.rs:{at}"),
            operator: "int+1".to_owned(),
            says: "`1` → `1 + 1`".to_owned(),
            fate,
        };
        let measured = [
            one(1, Fate::Noticed("t".to_owned())),
            one(2, Fate::Unnoticed(3)),
            one(3, Fate::Unnoticed(4)),
            one(4, Fate::NotReached),
            one(5, Fate::NotCompiled),
            one(6, Fate::Late("u".to_owned())),
        ];
        let equivalents = Equivalents::from([(measured[2].id.clone(), "why".to_owned())]);
        let expected = "\
| area | drawn | compiled | not run | reached | equivalent | noticed | % |
|---|--:|--:|--:|--:|--:|--:|--:|
| flow | 6 | 5 | 0 | 4 | 1 | 2 | 50 |
| all | 6 | 5 | 0 | 4 | 1 | 2 | 50 |

Did not compile: int+1 1 of 6.

## Not noticed

- src/flow/a.rs:2: `1` → `1 + 1` (3 tests reach it)
  `flow/a.rs#f/int+1/2`
- src/flow/a.rs:4: `1` → `1 + 1` (no test reaches it)
  `flow/a.rs#f/int+1/4`

## Noticed by a test that did not end in time

- src/flow/a.rs:6: `1` → `1 + 1` (noticed by `u`)
  `flow/a.rs#f/int+1/6`
";
        assert_eq!(write_report(&measured, &equivalents), expected);
    }
}
