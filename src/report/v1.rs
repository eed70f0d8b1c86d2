//! `sekisho/report/v1`: the JSON that users build on. Frozen: fields may be added, never changed.
//!
//! Separate from the types of the program, so that these can change. Described by `schemas/report.v1.json`; texts are
//! as they were written, not escaped for a terminal.

use std::borrow::Cow;

use serde::Serialize;

/// The value of `schema` that marks the format.
pub(super) const SCHEMA: &str = "sekisho/report/v1";

/// The beginning of the document. `filings` follows, each a [`Filing`].
#[derive(Serialize)]
pub(super) struct Head {
    pub(super) schema: &'static str,
    pub(super) tool: Tool,
    pub(super) today: String,
    pub(super) judged_by: String,
    pub(super) lang: &'static str,
    pub(super) config: Option<Config>,
    pub(super) profile: Option<String>,
    /// Filings of the base that are gone.
    pub(super) gone: Vec<String>,
}

/// A configuration file that set some of the options.
#[derive(Serialize)]
pub(super) struct Config {
    pub(super) path: String,
    pub(super) set: serde_json::Map<String, serde_json::Value>,
}

/// The end of the document.
#[derive(Serialize)]
pub(super) struct Tail<'a> {
    pub(super) policy: Vec<Policy<'a>>,
    pub(super) coverage: Coverage<'a>,
    pub(super) summary: Summary,
}

/// What the run did not look at.
#[derive(Serialize)]
pub(super) struct Coverage<'a> {
    pub(super) left_out: Vec<LeftOut<'a>>,
    pub(super) idle_excludes: &'a [String],
}

/// A file that is left out.
#[derive(Serialize)]
pub(super) struct LeftOut<'a> {
    pub(super) path: &'a str,
    pub(super) reason: &'static str,
}

/// The program that wrote it.
#[derive(Serialize)]
pub(super) struct Tool {
    pub(super) name: &'static str,
    pub(super) version: &'static str,
}

/// A pack that judged a file.
#[derive(Serialize)]
pub(super) struct Policy<'a> {
    pub(super) id: &'a str,
    pub(super) version: &'a str,
    pub(super) digest: &'a str,
    /// Whether the program brings it.
    pub(super) shipped: bool,
    /// What filings owe that it says it does not ask.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) unasked: Option<&'a str>,
}

/// A file with its findings.
#[derive(Serialize)]
pub(super) struct Filing<'a> {
    #[serde(flatten)]
    pub(super) file: File<'a>,
    pub(super) findings: Vec<Finding<'a>>,
}

/// What is stated about a file, besides its findings.
#[derive(Serialize)]
pub(super) struct File<'a> {
    pub(super) path: &'a str,
    pub(super) id: &'a str,
    pub(super) digest: &'a str,
    pub(super) status: &'static str,
    pub(super) edition: Option<&'a str>,
    pub(super) title: Option<&'a str>,
    pub(super) policy: Option<&'a str>,
    pub(super) reference_date: Option<String>,
    pub(super) inferred: usize,
}

/// A finding with everything stated about it.
#[derive(Serialize)]
pub(super) struct Finding<'a> {
    pub(super) rule: &'a str,
    pub(super) severity: &'static str,
    pub(super) verdict: &'static str,
    pub(super) message: &'a str,
    pub(super) subject: Subject<'a>,
    pub(super) location: Location,
    pub(super) witness: Vec<Place<'a>>,
    pub(super) basis: Vec<&'a str>,
    pub(super) help: &'a str,
    pub(super) fingerprint: String,
    /// The waiver that covers the finding; `null` if none does.
    pub(super) waived: Option<Waived<'a>>,
    /// True if the baseline of the run lists the finding.
    pub(super) baselined: bool,
    pub(super) title: &'a str,
    pub(super) related: Vec<Place<'a>>,
    /// A change of the text that puts it right, where that is mechanical.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) fix: Option<Repair<'a>>,
}

/// A change of the text that puts a finding right.
#[derive(Serialize)]
pub(super) struct Repair<'a> {
    pub(super) title: &'a str,
    pub(super) edits: Vec<RepairEdit<'a>>,
}

/// A range of the text, and what is to stand there.
#[derive(Serialize)]
pub(super) struct RepairEdit<'a> {
    #[serde(flatten)]
    pub(super) location: Location,
    pub(super) text: &'a str,
}

/// A waiver that covers a finding.
#[derive(Serialize)]
pub(super) struct Waived<'a> {
    pub(super) reason: &'a str,
    pub(super) approval: &'a str,
    pub(super) until: String,
}

/// The subject of a finding.
#[derive(Serialize)]
pub(super) struct Subject<'a> {
    pub(super) kind: &'static str,
    pub(super) id: &'a str,
    pub(super) pointer: &'a str,
}

/// A range of characters, counted from 1 in Unicode scalar values, with its end exclusive.
#[derive(Serialize)]
pub(super) struct Location {
    pub(super) line: u32,
    pub(super) column: u32,
    pub(super) end_line: u32,
    pub(super) end_column: u32,
    #[serde(flatten)]
    pub(super) cell: Option<SheetCell>,
}

/// A step on the path of a copy, or a further place.
#[derive(Serialize)]
pub(super) struct Place<'a> {
    pub(super) subject: &'a str,
    pub(super) pointer: &'a str,
    pub(super) line: u32,
    pub(super) text: Cow<'a, str>,
    #[serde(flatten)]
    pub(super) cell: Option<SheetCell>,
}

/// A cell, where the file is a workbook: lines are rows of its sheet then, and columns those of the sheet.
#[derive(Serialize)]
pub(super) struct SheetCell {
    pub(super) sheet: String,
    pub(super) cell: String,
}

/// The totals of a run.
#[derive(Serialize)]
pub(super) struct Summary {
    pub(super) filings: usize,
    pub(super) error: usize,
    pub(super) warning: usize,
    pub(super) note: usize,
    pub(super) waived: usize,
    pub(super) baselined: usize,
    pub(super) unreadable: usize,
    pub(super) inferred: usize,
    pub(super) left_out: usize,
}

/// The values of `schema` that mark the lines of `ndjson`.
pub(super) const FILE_LINE: &str = "sekisho/file/v1";
pub(super) const FINDING_LINE: &str = "sekisho/finding/v1";
pub(super) const SUMMARY_LINE: &str = "sekisho/summary/v1";

/// A line with the result for a file. The lines of its findings follow.
#[derive(Serialize)]
pub(super) struct FileLine<'a> {
    pub(super) schema: &'static str,
    #[serde(flatten)]
    pub(super) file: File<'a>,
    pub(super) findings: usize,
}

/// A line with one finding, complete in itself.
#[derive(Serialize)]
pub(super) struct FindingLine<'a> {
    pub(super) schema: &'static str,
    pub(super) path: &'a str,
    pub(super) filing: &'a str,
    pub(super) edition: Option<&'a str>,
    #[serde(flatten)]
    pub(super) finding: Finding<'a>,
}

/// The last line of `ndjson`.
#[derive(Serialize)]
pub(super) struct SummaryLine<'a> {
    #[serde(flatten)]
    pub(super) head: Head,
    pub(super) policy: Vec<Policy<'a>>,
    pub(super) coverage: Coverage<'a>,
    #[serde(flatten)]
    pub(super) summary: Summary,
}
