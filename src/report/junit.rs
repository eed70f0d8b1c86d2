//! `junit`: XML of JUnit, for services that list tests. A suite per filing, a case per finding.
//!
//! What makes the run exit with 1 is a failure, what is waived or known is skipped, and everything else passes and is
//! shown in the output of its case. A file without findings has one case, so that services do not take it as unchecked.

use std::io;

use super::phrases::{from_one, rooted};
use super::{Page, Shape};
use crate::finding::Finding;
use crate::session::{Judged, Status, Totals};
use crate::text::{terminal, xml};

/// Writes XML of JUnit.
pub(super) struct Junit;

/// The result of a case.
enum Ending {
    Passed,
    Skipped,
    Failure,
    /// The file was not judged.
    Error,
}

impl Shape for Junit {
    fn begin(&mut self, page: &mut Page<'_>) -> io::Result<()> {
        writeln!(
            page.out,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"{}\">",
            env!("CARGO_PKG_NAME")
        )
    }

    fn filing(&mut self, filing: &Judged, page: &mut Page<'_>) -> io::Result<()> {
        let endings: Vec<Ending> = filing.findings.iter().map(|finding| ending(filing, finding, page)).collect();
        let count = |wanted: fn(&Ending) -> bool| endings.iter().filter(|one| wanted(one)).count();
        let path = attribute(&rooted(&filing.path, &page.terms));
        writeln!(
            page.out,
            "  <testsuite name=\"{path}\" tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"{}\">",
            endings.len().max(1),
            count(|one| matches!(one, Ending::Failure)),
            count(|one| matches!(one, Ending::Error)),
            count(|one| matches!(one, Ending::Skipped)),
        )?;
        properties(filing, page)?;
        if filing.findings.is_empty() {
            let name = attribute(&page.voice.status(filing.status));
            writeln!(page.out, "    <testcase classname=\"{path}\" name=\"{name}\" file=\"{path}\"/>")?;
        }
        for (finding, ending) in filing.findings.iter().zip(endings) {
            case(filing, &path, finding, ending, page)?;
        }
        writeln!(page.out, "  </testsuite>")
    }

    fn end(&mut self, _: &Totals, page: &mut Page<'_>) -> io::Result<()> {
        reservations(page)?;
        writeln!(page.out, "</testsuites>")
    }
}

/// A suite of its own for what the run did not look at: a case that is skipped for each file.
fn reservations(page: &mut Page<'_>) -> io::Result<()> {
    let (terms, name) = (page.terms.clone(), env!("CARGO_PKG_NAME"));
    let coverage = &terms.coverage;
    if coverage.is_whole() {
        return Ok(());
    }
    let count = coverage.left_out.len();
    writeln!(
        page.out,
        "  <testsuite name=\"{name}\" tests=\"{count}\" failures=\"0\" errors=\"0\" skipped=\"{count}\">"
    )?;
    for one in &coverage.left_out {
        let path = attribute(&rooted(&one.path, &terms));
        let reason = attribute(&page.voice.omission(one.reason));
        writeln!(
            page.out,
            "    <testcase classname=\"{path}\" name=\"{reason}\" file=\"{path}\"><skipped message=\"{reason}\"/></testcase>"
        )?;
    }
    let told: Vec<String> = page.voice.coverage(coverage).iter().map(|line| xml(line)).collect();
    writeln!(page.out, "    <system-out>{}</system-out>\n  </testsuite>", told.join("\n"))
}

fn ending(filing: &Judged, finding: &Finding, page: &Page<'_>) -> Ending {
    let fails = page.terms.fail_on.is_some_and(|from| finding.severity >= from);
    match finding.is_open() {
        false => Ending::Skipped,
        true if filing.status == Status::Unreadable => Ending::Error,
        true if fails => Ending::Failure,
        true => Ending::Passed,
    }
}

/// Writes how the filing was judged.
fn properties(filing: &Judged, page: &mut Page<'_>) -> io::Result<()> {
    writeln!(page.out, "    <properties>")?;
    let mut told = vec![("policy", page.voice.judged_in_full(filing)), ("run", page.voice.run(&page.terms))];
    told.extend(page.voice.beside(&page.terms).into_iter().map(|line| ("beside", line)));
    told.extend(page.terms.config.as_ref().map(|used| ("config", page.voice.config(used))));
    for (name, value) in told {
        writeln!(page.out, "      <property name=\"{name}\" value=\"{}\"/>", attribute(&value))?;
    }
    writeln!(page.out, "    </properties>")
}

fn case(filing: &Judged, path: &str, finding: &Finding, ending: Ending, page: &mut Page<'_>) -> io::Result<()> {
    let voice = page.voice;
    let name = [voice.rule(finding), finding.about.id.clone(), finding.discriminator.clone()];
    let name = name.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    let place = filing.place(finding.span);
    let (line, column) = (from_one(place.span.line), from_one(place.span.column));
    let at = if place.cell.is_some() { String::new() } else { format!(" line=\"{line}\"") };
    let name = attribute(&name);
    writeln!(page.out, "    <testcase classname=\"{path}\" name=\"{name}\" file=\"{path}\"{at}>")?;
    let message = attribute(&voice.message(finding));
    let place = match place.cell {
        Some(cell) => format!("{path}{}", attribute(&format!("[{}]!{}", cell.sheet, cell.name()))),
        None => format!("{path}:{line}:{column}"),
    };
    let notes = voice.notes(filing, finding).into_iter().map(|(name, text)| xml(&format!("\n{name}: {text}")));
    let told = format!("{place} {message}{}", notes.collect::<String>());
    let kind = finding.verdict.word();
    match ending {
        Ending::Passed => writeln!(page.out, "      <system-out>{told}</system-out>"),
        Ending::Skipped => writeln!(page.out, "      <skipped message=\"{message}\"/>"),
        Ending::Failure => writeln!(page.out, "      <failure type=\"{kind}\" message=\"{message}\">{told}</failure>"),
        Ending::Error => writeln!(page.out, "      <error type=\"{kind}\" message=\"{message}\">{told}</error>"),
    }?;
    writeln!(page.out, "    </testcase>")
}

/// Escapes a text for an attribute in quotes, on one line.
fn attribute(text: &str) -> String {
    xml(&terminal(text))
}
