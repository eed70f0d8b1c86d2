//! What changed between two versions of a filing, as text, Markdown and `sekisho/diff/v1`.

mod v1;

use std::io::{self, Write};

use super::json::pretty;
use super::phrases::from_one;
use crate::compare::{Change, ChangeSubject, ChangeWording, Mark, Side, Weight};
use crate::source::ShownPlace;
use crate::text::{markdown, terminal};

/// Writes changes for a terminal.
///
/// # Errors
/// The error of `out`.
pub fn changes_as_text(wording: ChangeWording<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", wording.summary())?;
    writeln!(out, "{}", terminal(&wording.files()))?;
    for (weight, changes) in wording.by_weight() {
        writeln!(out, "\n{}", wording.say("diff.group", &[("weight", &wording.weight(weight))]))?;
        for (number, change) in changes {
            writeln!(out, "{number:>3}. {}", terminal(&wording.sentence(change)))?;
            writeln!(out, "     {}", terminal(&wording.places(change)))?;
            let reason = wording.because(change);
            if !reason.is_empty() {
                writeln!(out, "     {}", terminal(&wording.say("diff.because", &[("reason", reason)])))?;
            }
        }
    }
    let marks = wording.marks();
    if !marks.is_empty() {
        writeln!(out, "\n{}", wording.say("diff.group", &[("weight", &wording.say("diff.marks", &[]))]))?;
    }
    for line in marks {
        writeln!(out, "  {}", terminal(&line))?;
    }
    Ok(())
}

/// Writes changes for a pull request or a memo.
///
/// # Errors
/// The error of `out`.
pub fn changes_as_markdown(wording: ChangeWording<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "# {}\n\n{}", markdown(&wording.summary()), markdown(&wording.files()))?;
    for (weight, changes) in wording.by_weight() {
        let columns = ["change", "places", "reason"].map(|key| wording.say(&format!("diff.column-{key}"), &[]));
        writeln!(out, "\n## {}\n\n| | {} |\n|---:|---|---|---|", wording.weight(weight), columns.join(" | "))?;
        for (number, change) in changes {
            let cells = [wording.sentence(change), wording.places(change), wording.because(change).to_owned()];
            writeln!(out, "| {number} | {} |", cells.map(|cell| markdown(&cell)).join(" | "))?;
        }
    }
    let marks = wording.marks();
    if !marks.is_empty() {
        writeln!(out, "\n## {}\n", wording.say("diff.marks", &[]))?;
    }
    for line in marks {
        writeln!(out, "- {}", markdown(&line))?;
    }
    Ok(())
}

/// Writes changes as `sekisho/diff/v1`.
///
/// # Errors
/// The error of `out`.
pub fn changes_as_json(wording: ChangeWording<'_>, out: &mut dyn Write) -> io::Result<()> {
    let side = |side: &Side, at: ShownPlace<'_>| v1::Side { value: side.value.clone(), place: place(at) };
    let change = |change: &'_ Change| v1::Change {
        kind: change.kind.word(),
        weight: change.weight.word(),
        subject: subject(&change.subject),
        field: Some(change.field.clone()).filter(|field| !field.is_empty()),
        text: wording.sentence(change),
        because: change.because.clone(),
        marked: change.marked,
        old: side(&change.old, wording.old_place(change.old.span)),
        new: side(&change.new, wording.new_place(change.new.span)),
    };
    let mark = |mark: &Mark| v1::Mark { subject: subject(&mark.subject), place: place(wording.new_place(mark.span)) };
    let count = |weight| wording.found.count(weight);
    let document = v1::Document {
        schema: "sekisho/diff/v1",
        lang: wording.lang.word(),
        old: wording.old,
        new: wording.new,
        summary: v1::Summary {
            changes: wording.found.changes.len(),
            resubmit: count(Weight::Resubmit),
            undecided: count(Weight::Undecided),
            report: count(Weight::Report),
            nothing: count(Weight::Nothing),
        },
        changes: wording.found.changes.iter().map(change).collect(),
        idle_marks: wording.found.idle_marks.iter().map(mark).collect(),
        unmarked: wording.found.unmarked().iter().map(mark).collect(),
    };
    writeln!(out, "{}", pretty(&document)?)
}

fn place(at: ShownPlace<'_>) -> v1::SidePlace {
    v1::SidePlace {
        line: from_one(at.span.line),
        column: from_one(at.span.column),
        sheet: at.cell.map(|cell| cell.sheet.to_owned()),
        cell: at.cell.map(|cell| cell.name()),
    }
}

fn subject(subject: &ChangeSubject) -> v1::Subject {
    v1::Subject { kind: subject.kind, id: subject.id.clone() }
}
