//! Builds the tests of the copy, and gives up the changes that do not compile.

use std::collections::BTreeSet;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};
use serde::Deserialize;

use crate::change::Change;
use crate::copy::{Copy, Places};

/// Builds until nothing is wrong; returns the programs of the tests, and the numbers of the changes that they hold.
pub fn build(copy: &Copy, target: &Path, sample: &[&Change]) -> Result<(Vec<PathBuf>, BTreeSet<usize>)> {
    let mut live: BTreeSet<usize> = (0..sample.len()).collect();
    loop {
        let changes: Vec<(usize, &Change)> = live.iter().map(|number| (*number, sample[*number])).collect();
        let places = copy.write(&changes)?;
        let messages = match cargo_test(copy.tree(), target)? {
            Built::Programs(programs) => return Ok((programs, live)),
            Built::Errors(messages) => messages,
        };
        let guilty: BTreeSet<usize> = messages.iter().flat_map(|message| suspects(message, &places)).collect();
        if guilty.is_empty() {
            let rendered: Vec<&str> = messages.iter().filter_map(|message| message.rendered.as_deref()).collect();
            bail!("no change is at fault, and yet the copy does not compile:\n{}", rendered.join("\n"));
        }
        eprintln!("{} of {} changes do not compile", guilty.len(), live.len());
        for number in guilty {
            live.remove(&number);
            copy.restore(&sample[number].file)?;
        }
    }
}

enum Built {
    Programs(Vec<PathBuf>),
    Errors(Vec<Message>),
}

/// A line of Cargo's JSON.
#[derive(Deserialize)]
struct Line {
    executable: Option<PathBuf>,
    profile: Option<Profile>,
    message: Option<Message>,
}

#[derive(Deserialize)]
struct Profile {
    test: bool,
}

/// What the compiler says.
#[derive(Deserialize)]
struct Message {
    level: String,
    rendered: Option<String>,
    spans: Vec<Span>,
    children: Vec<Message>,
}

#[derive(Deserialize)]
struct Span {
    file_name: String,
    byte_start: usize,
    byte_end: usize,
    is_primary: bool,
    expansion: Option<Expansion>,
}

/// Where a macro was called that the span lies in.
#[derive(Deserialize)]
struct Expansion {
    span: Box<Span>,
}

fn cargo_test(tree: &Path, target: &Path) -> Result<Built> {
    let mut cargo = Command::new("cargo");
    cargo.args(["test", "--no-run", "--locked", "--message-format=json"]).current_dir(tree);
    cargo
        .env("CARGO_TARGET_DIR", target)
        .env("CARGO_PROFILE_TEST_DEBUG", "0")
        .env_remove("CARGO_PROFILE_TEST_OPT_LEVEL");
    let output = cargo.output().context("cargo")?;
    let (mut programs, mut errors) = (Vec::new(), Vec::new());
    for line in String::from_utf8(output.stdout)?.lines() {
        let line: Line = serde_json::from_str(line).with_context(|| line.to_owned())?;
        if line.profile.is_some_and(|profile| profile.test) {
            programs.extend(line.executable);
        }
        errors.extend(line.message.filter(|message| message.level == "error"));
    }
    if output.status.success() {
        return Ok(Built::Programs(programs));
    }
    if errors.is_empty() {
        bail!("cargo test --no-run:\n{}", String::from_utf8_lossy(&output.stderr));
    }
    Ok(Built::Errors(errors))
}

/// The innermost changes that the message points at; else those it mentions; else the nearest of the file.
fn suspects(message: &Message, places: &Places) -> BTreeSet<usize> {
    let mut spans = Vec::new();
    gather(message, &mut spans);
    for primary in [true, false] {
        let wanted = spans.iter().filter(|span| span.is_primary == primary);
        let found: BTreeSet<usize> = wanted.filter_map(|span| innermost(span, places)).collect();
        if !found.is_empty() {
            return found;
        }
    }
    spans.iter().find_map(|span| nearest(span, places)).into_iter().collect()
}

fn gather<'a>(message: &'a Message, spans: &mut Vec<&'a Span>) {
    for span in &message.spans {
        let mut next = Some(span);
        while let Some(span) = next {
            spans.push(span);
            next = span.expansion.as_ref().map(|expansion| &*expansion.span);
        }
    }
    for child in &message.children {
        gather(child, spans);
    }
}

fn innermost(span: &Span, places: &Places) -> Option<usize> {
    let within = |place: &&(usize, Range<usize>)| place.1.start <= span.byte_start && span.byte_end <= place.1.end;
    let around = places.get(&span.file_name)?.iter().filter(within);
    around.min_by_key(|(_, place)| place.len()).map(|(number, _)| *number)
}

fn nearest(span: &Span, places: &Places) -> Option<usize> {
    let apart = |place: &Range<usize>| place.start.abs_diff(span.byte_start).min(place.end.abs_diff(span.byte_start));
    places.get(&span.file_name)?.iter().min_by_key(|(_, place)| apart(place)).map(|(number, _)| *number)
}
