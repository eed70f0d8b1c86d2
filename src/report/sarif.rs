//! `sarif`: SARIF 2.1.0, for code scanning and editors.
//!
//! One result per line, written while files are judged; the description of the run, including the rules that reported,
//! follows after them. Columns count Unicode scalar values, and the log states so.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Map, Value, json};

use super::phrases::{from_one, line, lines, rooted};
use super::{Page, Shape, markdown, ndjson};
use crate::finding::{Finding, Waived};
use crate::session::{Judged, Status, Terms, Totals};
use crate::source::Span;
use crate::words::Voice;

/// The address where the schema of the format is published.
const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
/// The base of relative paths, by the name that services use for the root of a repository.
const ROOT: &str = "%SRCROOT%";
/// Maximum number of results of a run that code scanning on GitHub takes; it refuses a log with more.
pub const MAX_RESULTS: usize = 25_000;
/// The name under which results carry the fingerprint.
const FINGERPRINT: &str = "sekisho/v1";
/// The characters that are percent-encoded in a segment of a URI.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Writes SARIF, and collects the rules that have reported so far, with their positions in the list.
#[derive(Default)]
pub(super) struct Sarif {
    rules: Vec<Value>,
    known: BTreeMap<String, usize>,
    results: usize,
}

impl Shape for Sarif {
    fn begin(&mut self, page: &mut Page<'_>) -> io::Result<()> {
        let head = format!("{{\"$schema\":\"{SCHEMA}\",\"version\":\"2.1.0\",\"runs\":[{{");
        write!(page.out, "{head}\"columnKind\":\"unicodeCodePoints\",\"results\":[")
    }

    fn filing(&mut self, judged: &Judged, page: &mut Page<'_>) -> io::Result<()> {
        for finding in &judged.findings {
            let rule = self.rule(finding, page.voice);
            let separator = if self.results == 0 { "" } else { "," };
            self.results += 1;
            write!(page.out, "{separator}\n{}", result(judged, finding, rule, page))?;
        }
        Ok(())
    }

    fn end(&mut self, totals: &Totals, page: &mut Page<'_>) -> io::Result<()> {
        let rules = std::mem::take(&mut self.rules);
        let run = serde_json::to_string(&run(rules, self.results, totals, page)?)?;
        writeln!(page.out, "\n],{}]}}", run.trim_start_matches('{'))
    }
}

impl Sarif {
    /// Returns the position of a finding's rule in the list of rules, and adds the rule if it is new.
    fn rule(&mut self, finding: &Finding, voice: Voice) -> usize {
        if let Some(known) = self.known.get(&finding.rule) {
            return *known;
        }
        self.rules.push(rule(finding, voice));
        self.known.insert(finding.rule.clone(), self.rules.len() - 1);
        self.rules.len() - 1
    }
}

/// What describes the run beside its results.
fn run(rules: Vec<Value>, results: usize, totals: &Totals, page: &Page<'_>) -> io::Result<Value> {
    let voice = page.voice;
    let lang = voice.0.word();
    let unread = &totals.not_judged;
    let terms = &page.terms;
    let notification = |level: &str, said: &str, paths: &[String]| {
        let locations: Vec<Value> =
            paths.iter().map(|path| json!({"physicalLocation": physical(path, None, terms)})).collect();
        json!({"level": level, "message": message(said), "locations": locations})
    };
    let mut notifications = Vec::new();
    if unread.count > 0 {
        let said = voice.say("report.sarif.unreadable", &[("filings", &voice.several(unread))]);
        notifications.push(notification("error", &said, &unread.first));
    }
    let reasons = terms.coverage.by_reason();
    let told =
        reasons.iter().map(|(reason, files)| notification("warning", &voice.left_out(*reason, files), &files.first));
    notifications.extend(told);
    let idle = voice.idle_excludes(&terms.coverage);
    notifications.extend(idle.map(|said| notification("warning", &said, &[])));
    if results > MAX_RESULTS {
        let args = [("count", &*results.to_string()), ("limit", &MAX_RESULTS.to_string())];
        let said = voice.say("report.sarif.many", &args);
        notifications.push(notification("warning", &said, &[]));
    }
    Ok(json!({
        "tool": {"driver": {
            "name": env!("CARGO_PKG_NAME"),
            "semanticVersion": env!("CARGO_PKG_VERSION"),
            "language": lang,
            "rules": rules,
        }},
        "invocations": [{
            "executionSuccessful": totals.of(Status::Unreadable).filings == 0,
            "toolExecutionNotifications": notifications,
        }],
        "originalUriBaseIds": {ROOT: {"description": message(&voice.say("report.sarif.root", &[]))}},
        "defaultEncoding": "UTF-8",
        "language": lang,
        "properties": {"sekisho": serde_json::to_value(ndjson::summary(totals, page))?},
    }))
}

/// Describes a rule, as far as its findings show it.
fn rule(finding: &Finding, voice: Voice) -> Value {
    let title = line(&finding.title);
    let basis: Vec<_> = finding.basis.iter().map(|basis| line(basis).into_owned()).collect();
    let described = match basis.is_empty() {
        true => title.to_string(),
        false => voice.say("report.sarif.rests-on", &[("title", &title), ("basis", &voice.join(&basis))]),
    };
    let mut help = lines(&finding.help);
    if help.is_empty() {
        help.clone_from(&described);
    }
    let shown = markdown(&help);
    let heading = |key| format!("**{}**", voice.say(key, &[]));
    let mut help_shown = format!("{}\n\n{shown}\n", heading("report.help"));
    if !basis.is_empty() {
        let basis: String = basis.iter().map(|basis| format!("\n- {}", markdown(basis))).collect();
        help_shown += &format!("\n{}\n{basis}\n", heading("report.basis"));
    }
    json!({
        "id": finding.rule,
        "name": title,
        "shortDescription": message(&title),
        "fullDescription": message(&described),
        "help": {"text": plain(&help), "markdown": help_shown},
        "defaultConfiguration": {"level": finding.gravest.word()},
    })
}

fn result(judged: &Judged, finding: &Finding, rule: usize, page: &Page<'_>) -> Value {
    let (voice, terms) = (page.voice, &page.terms);
    let text = line(&finding.message);
    // A workbook has no regions of a text: there the cell is told as a logical place.
    let is_text = judged.cells.is_none();
    let place = |text: &str, span: Span| {
        let place = Some(span).filter(|span| span.line > 0 && is_text);
        let mut located = located(&judged.path, place, line(text).as_ref(), terms);
        if let Some(cell) = cell(judged, span) {
            located["logicalLocations"] = json!([cell]);
        }
        located
    };
    let at = physical(&judged.path, Some(finding.span).filter(|_| is_text), terms);
    let (id, pointer) = (line(&finding.about.id), line(&finding.about.pointer));
    let mut result = Map::new();
    let mut put = |key: &str, value| result.insert(key.to_owned(), value);
    put("ruleId", json!(finding.rule));
    put("ruleIndex", json!(rule));
    put("level", json!(finding.severity.word()));
    put("message", message(&text));
    let subject = json!({"name": id, "fullyQualifiedName": pointer, "kind": finding.about.kind.word()});
    let logical: Vec<Value> = std::iter::once(subject).chain(cell(judged, finding.span)).collect();
    put("locations", json!([{"physicalLocation": at, "logicalLocations": logical}]));
    if !finding.related.is_empty() {
        put("relatedLocations", finding.related.iter().map(|one| place(&one.text(voice.0), one.span)).collect());
    }
    if !finding.witness.is_empty() {
        let last = place(&text, finding.span);
        let way = finding.witness.iter().map(|one| place(&one.text, one.span));
        let way = way.chain([last]).map(|location| json!({"location": location}));
        put("codeFlows", json!([{"threadFlows": [{"locations": way.collect::<Vec<_>>()}]}]));
    }
    if let Some(fix) = &finding.fix {
        let replaced = fix
            .edits
            .iter()
            .map(|edit| json!({"deletedRegion": exact_region(edit.span), "insertedContent": {"text": edit.text}}));
        let change = json!({
            "artifactLocation": physical(&judged.path, None, terms)["artifactLocation"],
            "replacements": replaced.collect::<Vec<_>>(),
        });
        put("fixes", json!([{"description": message(&fix.title), "artifactChanges": [change]}]));
    }
    put("partialFingerprints", json!({FINGERPRINT: finding.fingerprint(&judged.id)}));
    put("suppressions", suppressions(finding, voice));
    put(
        "properties",
        json!({"verdict": finding.verdict.word(), "filing": line(&judged.id), "edition": judged.edition}),
    );
    Value::Object(result)
}

/// Returns what accepts the finding; an empty list states that nothing does.
fn suppressions(finding: &Finding, voice: Voice) -> Value {
    let waived = finding.waived.as_ref().map(|Waived { reason, approval, until }| {
        let args = [("reason", &*line(reason)), ("approval", &line(approval)), ("until", &voice.date(*until))];
        let said = voice.say("report.sarif.waived", &args);
        json!({"kind": "inSource", "status": "accepted", "justification": said})
    });
    let known = finding.baselined.then(
        || json!({"kind": "external", "status": "accepted", "justification": voice.say("report.sarif.known", &[])}),
    );
    waived.into_iter().chain(known).collect()
}

/// Names a cell; `None` for a place in a text.
fn cell(judged: &Judged, span: Span) -> Option<Value> {
    let place = judged.place(span);
    let (cell, address) = (place.cell?, place.address()?);
    Some(json!({"name": cell.name(), "fullyQualifiedName": line(&address), "kind": "cell"}))
}

fn located(path: &str, span: Option<Span>, text: &str, terms: &Terms) -> Value {
    json!({"physicalLocation": physical(path, span, terms), "message": message(text)})
}

fn physical(path: &str, span: Option<Span>, terms: &Terms) -> Value {
    let path = rooted(path, terms);
    let absolute = Path::new(&path).is_absolute();
    let uri = path.split('/').map(|part| utf8_percent_encode(part, RESERVED).to_string()).collect::<Vec<_>>().join("/");
    let artifact = match absolute {
        true => json!({"uri": format!("file:///{}", uri.trim_start_matches('/'))}),
        false => json!({"uri": uri, "uriBaseId": ROOT}),
    };
    match span {
        Some(span) => json!({"artifactLocation": artifact, "region": region(span)}),
        None => json!({"artifactLocation": artifact}),
    }
}

fn region(span: Span) -> Value {
    let (line, column) = (from_one(span.line), from_one(span.column));
    let (end_line, end_column) = (line, column).max((span.end_line, from_one(span.end_column)));
    json!({"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column})
}

/// A range that may be empty, as that of an insertion is.
fn exact_region(span: Span) -> Value {
    json!({"startLine": span.line, "startColumn": span.column, "endLine": span.end_line, "endColumn": span.end_column})
}

fn message(text: &str) -> Value {
    json!({"text": plain(text)})
}

/// Escapes a text so that readers of the format find no placeholder and no link in it.
fn plain(text: &str) -> String {
    let text = if text.contains("](") {
        text.replace('\\', "\\\\").replace('[', "\\[").replace(']', "\\]")
    } else {
        text.to_owned()
    };
    text.replace('{', "{{").replace('}', "}}")
}

/// Escapes a text as Markdown, with braces, which would be placeholders, and without HTML, which the format forbids.
fn markdown(text: &str) -> String {
    markdown::lines(text, "  \n").replace("\\{", "&#123;").replace("\\}", "&#125;")
}
