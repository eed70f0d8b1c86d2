//! Graphviz, run as a program of its own: found by option or `PATH`, given a graph on its standard input and nothing else.

use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::{Context, Stop};

/// The program that draws what is already in its place.
const PROGRAM: &str = if cfg!(windows) { "neato.exe" } else { "neato" };
/// Longest run.
const PATIENCE: Duration = Duration::from_secs(10);
/// Between two looks at whether it has ended.
const PAUSE: Duration = Duration::from_millis(10);
/// Maximum number of bytes of a picture.
const MAX_PICTURE_BYTES: u64 = 64 * 1024 * 1024;
/// Maximum number of bytes of what it says of errors.
const MAX_ERROR_BYTES: u64 = 4 * 1024;

/// The program: the one asked for, or the first on `PATH`.
pub(super) fn find(context: &Context<'_>, asked: Option<&Path>) -> Result<PathBuf, Stop> {
    let found = match asked {
        Some(path) => Some(path.to_owned()),
        None => std::env::var_os("PATH").and_then(|path| {
            // A folder named relative to the current one could hold anything.
            let folders: Vec<PathBuf> = std::env::split_paths(&path).filter(|folder| folder.is_absolute()).collect();
            folders.iter().map(|folder| folder.join(PROGRAM)).find(|program| program.is_file())
        }),
    };
    found.filter(|program| program.is_file()).ok_or_else(|| context.stop("cli.graphviz-missing", &[]))
}

/// A graph with places, drawn.
pub(super) fn render(context: &Context<'_>, program: &Path, kind: &str, graph: Vec<u8>) -> Result<Vec<u8>, Stop> {
    let failed = |reason: &str| {
        let program = program.display().to_string();
        context.stop("cli.graphviz-failed", &[("program", &program), ("reason", reason.trim())])
    };
    let child = Command::new(program)
        .args(["-n2", &format!("-T{kind}")])
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let mut child = child.map_err(|error| failed(&error.to_string()))?;
    let (Some(mut stdin), Some(stdout), Some(stderr)) = (child.stdin.take(), child.stdout.take(), child.stderr.take())
    else {
        return Err(failed(""));
    };
    // All three at once, so that none waits for another to be emptied. What is not read any more is said by the status.
    let writing = thread::spawn(move || stdin.write_all(&graph));
    let reading = thread::spawn(move || upto(stdout, MAX_PICTURE_BYTES));
    let said = thread::spawn(move || upto(stderr, MAX_ERROR_BYTES));
    let status = wait(&mut child).map_err(|error| failed(&error.to_string()))?;
    let (_, picture, said) = (writing.join(), reading.join(), said.join());
    match status {
        None => Err(failed(&context.say("cli.graphviz-slow", &[("seconds", &PATIENCE.as_secs().to_string())]))),
        Some(status) if !status.success() => {
            let said = said.ok().and_then(Result::ok).unwrap_or_default();
            Err(failed(&String::from_utf8_lossy(&said)))
        }
        Some(_) => picture.ok().and_then(Result::ok).ok_or_else(|| failed("")),
    }
}

fn upto(from: impl Read, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The status, or none where it was ended for being slow.
fn wait(child: &mut Child) -> io::Result<Option<ExitStatus>> {
    let began = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if began.elapsed() > PATIENCE {
            child.kill()?;
            child.wait()?;
            return Ok(None);
        }
        thread::sleep(PAUSE);
    }
}
