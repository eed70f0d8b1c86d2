//! Graphviz, run as a program of its own: found by option or `PATH`, given a graph on its standard input and nothing else.

use std::fs::File;
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus};
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
    context.inputs.add(&found);
    found.filter(|program| program.is_file()).ok_or_else(|| context.stop("cli.graphviz-missing", &[]))
}

/// A graph with places, drawn.
pub(super) fn render(context: &Context<'_>, program: &Path, kind: &str, graph: Vec<u8>) -> Result<Vec<u8>, Stop> {
    let failed = |reason: &str| {
        let program = program.display().to_string();
        context.stop("cli.graphviz-failed", &[("program", &program), ("reason", reason.trim())])
    };
    let drawn = draw(program, kind, &graph).map_err(|error| failed(&error.to_string()))?;
    match drawn.status {
        None => Err(failed(&context.say("cli.graphviz-slow", &[("seconds", &PATIENCE.as_secs().to_string())]))),
        Some(status) if !status.success() => Err(failed(&String::from_utf8_lossy(&drawn.said))),
        Some(_) => Ok(drawn.picture),
    }
}

/// What the program gave back.
struct Drawn {
    /// None where it was ended for being slow.
    status: Option<ExitStatus>,
    picture: Vec<u8>,
    /// What it says of errors.
    said: Vec<u8>,
}

/// Runs the program between files without a name, so that nobody has to read and write at once.
fn draw(program: &Path, kind: &str, graph: &[u8]) -> io::Result<Drawn> {
    let [mut input, picture, said] = [tempfile::tempfile()?, tempfile::tempfile()?, tempfile::tempfile()?];
    input.write_all(graph)?;
    input.rewind()?;
    let mut child = Command::new(program)
        .args(["-n2", &format!("-T{kind}")])
        .env_clear()
        .stdin(input)
        .stdout(picture.try_clone()?)
        .stderr(said.try_clone()?)
        .spawn()?;
    let status = wait(&mut child)?;
    Ok(Drawn { status, picture: upto(picture, MAX_PICTURE_BYTES)?, said: upto(said, MAX_ERROR_BYTES)? })
}

/// The first bytes of a file.
fn upto(mut file: File, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    file.rewind()?;
    file.take(most).read_to_end(&mut bytes)?;
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
