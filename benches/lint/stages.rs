//! Files in memory: the whole lint and each of its stages, beside a bare parse of the same bytes.

use std::hint::black_box;
use std::thread;
use std::time::{Duration, Instant};

use saphyr_parser::Parser;
use sekisho::calendar::Date;
use sekisho::check::{self, Speaker};
use sekisho::facts::World;
use sekisho::filing;
use sekisho::finding;
use sekisho::flow;
use sekisho::report::{Format, Report};
use sekisho::session::{Judged, Session, Terms, Totals};
use sekisho::source::{Document, Limits, SourceFile};
use sekisho::words::Lang;

use crate::{material, spread};

/// Rows of the table, in the order of [`Run`].
const ROWS: [&str; 10] = [
    "bare parse: events of saphyr-parser",
    "lint: bytes to sorted findings",
    "  decode and parse",
    "  schema",
    "  model and flow",
    "  facts and check",
    "  sort",
    "report as concise",
    "report as json",
    "serde_yaml: values without places",
];

/// Time taken by each row.
type Run = [Duration; ROWS.len()];

/// Files of one turn: the parts of a run are measured by turns of so many files.
const TURN: usize = 5;

/// Prints medians over some runs on some copies of the files.
pub(crate) fn measure(copies: usize, runs: usize) {
    let files = material::filings(copies);
    let bytes: usize = files.iter().map(Vec::len).sum();
    let session = material::session();
    one_run(&session, files.get(..TURN).unwrap_or(&files));
    let all: Vec<Run> = (0..runs).map(|_| one_run(&session, &files)).collect();
    println!("\n{} files, {:.1} MB, one thread, medians of {runs} runs", files.len(), bytes as f64 / 1e6);
    println!("{:<38}{:>12}{:>12}{:>10}{:>18}", "", "us per file", "files/s", "x bare", "lowest-highest");
    for (row, name) in ROWS.iter().enumerate() {
        let (time, ..) = spread(all.iter().map(|run| run[row].as_secs_f64()).collect());
        let per_file = time / files.len() as f64;
        let ratios = all.iter().map(|run| run[row].as_secs_f64() / run[0].as_secs_f64());
        let (ratio, low, high) = spread(ratios.collect());
        println!("{name:<38}{:>12.1}{:>12.0}{ratio:>10.2}{low:>11.2}-{high:.2}", per_file * 1e6, 1.0 / per_file);
    }
    let pairs: Vec<(Duration, Duration)> = (0..runs).map(|_| in_two(&session, &files)).collect();
    let (ratio, low, high) = spread(pairs.iter().map(|(bare, lint)| lint.as_secs_f64() / bare.as_secs_f64()).collect());
    let (time, ..) = spread(pairs.iter().map(|(_, lint)| lint.as_secs_f64()).collect());
    let rate = files.len() as f64 / time;
    println!("lint with two threads: {rate:.0} files/s, {ratio:.2} x bare with two threads ({low:.2}-{high:.2})");
}

fn one_run(session: &Session, files: &[Vec<u8>]) -> Run {
    let mut run = Run::default();
    for files in files.chunks(TURN) {
        run[0] += timed(|| files.iter().for_each(|bytes| bare(bytes))).1;
        let (judged, time) = timed(|| files.iter().map(|bytes| lint(session, bytes)).collect::<Vec<_>>());
        run[1] += time;
        for bytes in files {
            staged(session, bytes, &mut run);
        }
        run[7] += timed(|| write(Format::Concise, &judged)).1;
        run[8] += timed(|| write(Format::Json, &judged)).1;
        run[9] += timed(|| files.iter().for_each(|bytes| values(bytes))).1;
    }
    run
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let done = black_box(work());
    (done, start.elapsed())
}

fn bare(bytes: &[u8]) {
    let text = std::str::from_utf8(bytes).expect("text");
    for event in Parser::new_from_str(text) {
        let _ = black_box(event.expect("an event"));
    }
}

/// What a linter on the usual crate would begin with.
fn values(bytes: &[u8]) {
    let _ = black_box(yaml_serde::from_slice::<yaml_serde::Value>(bytes).expect("values"));
}

fn lint(session: &Session, bytes: &[u8]) -> Judged {
    session.file("x.filing.yaml", Ok(bytes.to_vec())).expect("judged")
}

/// What a session does with a file, a stage at a time.
fn staged(session: &Session, bytes: &[u8], run: &mut Run) {
    let limits = Limits::default();
    let ((source, parsed), time) = timed(|| {
        let source = SourceFile::decode("x.filing.yaml".to_owned(), bytes.to_vec(), &limits).expect("text");
        let parsed = Document::parse(&source, &limits);
        (source, parsed)
    });
    run[2] += time;
    let document = parsed.document.expect("a document");
    let policy = session.policy("shinjuku").expect("a pack").expect("the pack of the city");
    let checked = timed(|| filing::check(&document, &policy.words)).1;
    run[3] += checked;
    let ((filing, custody), time) = timed(|| {
        let (filing, _) = filing::read(&document, &policy.words);
        let custody = flow::follow(&filing);
        (filing, custody)
    });
    // Reading checks the document first.
    run[4] += time.saturating_sub(checked);
    let day = filing.reference_date().expect("a day");
    let speaker = Speaker { policy: &policy, lang: Lang::Ja };
    let (mut judged, time) = timed(|| check::run(speaker, &World::new(&filing, &custody, &policy, day), day));
    run[5] += time;
    run[6] += timed(|| finding::sort(&mut judged.findings)).1;
    black_box(source);
}

fn write(format: Format, judged: &[Judged]) {
    let mut totals = Totals::default();
    let terms = Terms::on(Date::constant(2026, 11, 20));
    let mut report = Report::new(format, terms, Lang::Ja, false);
    for filing in judged {
        totals.add(filing);
        report.filing(filing, &mut std::io::sink()).expect("written");
    }
    report.end(&totals, &mut std::io::sink()).expect("written");
}

/// Bare parse and lint, each with half of the files on each of two threads.
fn in_two(session: &Session, files: &[Vec<u8>]) -> (Duration, Duration) {
    let halves = || files.chunks(files.len().div_ceil(2));
    let both = |work: &(dyn Fn(&[u8]) + Sync)| {
        timed(|| {
            thread::scope(|scope| {
                for half in halves() {
                    scope.spawn(move || half.iter().for_each(|bytes| work(bytes)));
                }
            });
        })
        .1
    };
    (both(&bare), both(&|bytes| drop(black_box(lint(session, bytes)))))
}
