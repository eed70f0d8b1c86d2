//! `sekisho lsp`: the language server on standard input and output.
//!
//! Owns the transport, and the configurations and packs that files are judged by. A thread reads ahead, so that a request that was
//! taken back is not worked on, and no text is judged that has changed since.

use std::collections::BTreeMap;
use std::io::{self, BufRead, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver};

use gen_lsp_types::json_rpc::RequestObject;
use serde_json::Value;

use super::args::{LintOptions, LspOptions, ScopeOptions};
use super::{Context, Exit, Stop, Streams, explain, lint, pack_files, packs, settings};
use crate::lsp::{House, LanguageServer, PackFolder};
use crate::session::Session;
use crate::words::Lang;

/// Longest message that is read, in bytes: many times the longest file.
const MAX_MESSAGE: usize = 64 * 1024 * 1024;
/// Longest line of a header.
const MAX_HEADER: u64 = 4096;
/// Messages that wait to be answered before the client has to.
const MAX_WAITING: usize = 256;

/// Serves one client until it ends the conversation or goes.
pub(super) fn run(context: &Context<'_>, options: &LspOptions, streams: &mut Streams<'_>) -> Result<Exit, Stop> {
    let desk = Desk {
        context,
        options,
        lang: context.lang,
        lang_set: context.lang_asked,
        policy: options.policy.clone(),
        runs: BTreeMap::new(),
    };
    let mut server = LanguageServer::new(desk);
    let messages = listen();
    while let Ok(first) = messages.recv() {
        let mut waiting = vec![first];
        waiting.extend(messages.try_iter());
        waiting.iter().flatten().for_each(|message| server.foresee(message));
        for message in waiting {
            let answer = match message {
                Some(message) => server.take(message),
                None => Some(server.unreadable()),
            };
            answer.iter().try_for_each(|answer| write(streams.stdout, answer))?;
            if let Some(in_order) = server.ended() {
                return Ok(if in_order { Exit::Clean } else { Exit::Findings });
            }
        }
        server.settle().iter().try_for_each(|telling| write(streams.stdout, telling))?;
        streams.stdout.flush()?;
    }
    // A client that is gone without a word has not ended as it should.
    Ok(Exit::Findings)
}

/// Reads messages ahead; `None` for one that is none.
fn listen() -> Receiver<Option<RequestObject>> {
    let (sender, receiver) = mpsc::sync_channel(MAX_WAITING);
    std::thread::spawn(move || {
        let mut stdin = io::stdin().lock();
        while let Ok(Some(bytes)) = read(&mut stdin) {
            // Answers of the client are to questions that were never asked.
            let is_answer = |value: &Value| value.get("method").is_none() && value.get("id").is_some();
            let message = match serde_json::from_slice::<Value>(&bytes) {
                Ok(value) if is_answer(&value) => continue,
                Ok(value) => serde_json::from_value(value).ok(),
                Err(_) => None,
            };
            if sender.send(message).is_err() {
                break;
            }
        }
    });
    receiver
}

/// Reads one message: lines of a header, an empty line, and as many bytes as the header says. `None` at the end.
fn read(from: &mut impl BufRead) -> io::Result<Option<Vec<u8>>> {
    let broken = || io::Error::from(io::ErrorKind::InvalidData);
    let mut length: Option<usize> = None;
    loop {
        let mut line = Vec::new();
        if io::Read::take(&mut *from, MAX_HEADER).read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        let line = String::from_utf8_lossy(&line).trim().to_owned();
        if line.is_empty() {
            break;
        }
        let (name, value) = line.split_once(':').ok_or_else(broken)?;
        if name.eq_ignore_ascii_case("Content-Length") {
            length = value.trim().parse().ok();
        }
    }
    let length = length.filter(|length| *length <= MAX_MESSAGE).ok_or_else(broken)?;
    let mut bytes = vec![0; length];
    from.read_exact(&mut bytes)?;
    Ok(Some(bytes))
}

fn write(out: &mut dyn Write, message: &Value) -> io::Result<()> {
    let text = message.to_string();
    write!(out, "Content-Length: {}\r\n\r\n{text}", text.len())
}

/// What the server finds beside the files that are open.
struct Desk<'d> {
    context: &'d Context<'d>,
    options: &'d LspOptions,
    lang: Lang,
    /// Whether the user has set the language, so that no configuration sets another.
    lang_set: bool,
    /// The folder of packs that the user has set.
    policy: Option<PathBuf>,
    /// The run of each folder.
    runs: BTreeMap<PathBuf, Result<Arc<Session>, String>>,
}

impl Desk<'_> {
    fn context(&self) -> Context<'_> {
        Context { lang: self.lang, lang_asked: self.lang_set, ..*self.context }
    }

    /// The folder of packs that a file is part of: the one above the nearest folder that is a pack.
    fn folder_of_packs(path: &str) -> Option<&Path> {
        let pack = Path::new(path).ancestors().skip(1).find(|folder| pack_files::is_pack(folder))?;
        pack.parent()
    }

    /// The run that judges a file by the packs of a folder, or else by those of its configuration.
    fn judge_by(&self, path: &str, policy: Option<PathBuf>) -> Result<Session, Stop> {
        let file = PathBuf::from(path);
        let scope =
            ScopeOptions { config: self.options.config.clone(), isolated: self.options.isolated, force_exclude: false };
        let lint = LintOptions {
            paths: vec![file],
            policy,
            today: self.options.today.clone(),
            scope,
            ..LintOptions::default()
        };
        let context = &self.context();
        let settings = settings::settle(context, &lint)?;
        let context = &Context { lang: settings.lang, ..*context };
        lint::session(context, &lint, &settings, &[path.to_owned()])
    }
}

impl House for Desk<'_> {
    fn lang(&self) -> Lang {
        self.lang
    }

    fn welcome(&mut self, locale: Option<&str>, settings: Option<&Value>) {
        let set = |key: &str| settings.and_then(|all| all.get(key)?.as_str()).filter(|text| !text.is_empty());
        let named = |text: &str| match text.get(..2) {
            Some("ja") => Some(Lang::Ja),
            Some("en") => Some(Lang::En),
            _ => None,
        };
        if self.policy.is_none() {
            self.policy = set("policy").map(PathBuf::from);
        }
        if self.lang_set {
            return;
        }
        if let Some(lang) = set("lang").and_then(named) {
            (self.lang, self.lang_set) = (lang, true);
        } else if let Some(locale) = locale.filter(|locale| !locale.is_empty()) {
            self.lang = named(locale).unwrap_or(Lang::En);
        }
    }

    fn session(&mut self, path: &str) -> Result<Arc<Session>, String> {
        let folder = Path::new(path).parent().unwrap_or(Path::new("")).to_path_buf();
        if let Some(known) = self.runs.get(&folder) {
            return known.clone();
        }
        // An author of a pack sees what that pack says, or while it says nothing what the others do.
        let own = self.policy.clone().or_else(|| Self::folder_of_packs(path).map(Path::to_path_buf));
        let made = self.judge_by(path, own).or_else(|stop| match Self::folder_of_packs(path) {
            Some(_) => self.judge_by(path, None),
            None => Err(stop),
        });
        let made = made.map(Arc::new).map_err(|stop| match stop {
            Stop::Said(said) => said,
            Stop::Output(error) => error.to_string(),
        });
        self.runs.insert(folder, made.clone());
        made
    }

    fn packs(&self, path: &str) -> Result<Option<PackFolder>, String> {
        let Some(folder) = Self::folder_of_packs(path) else { return Ok(None) };
        let found = packs::of_folder(&self.context(), folder).map_err(|stop| match stop {
            Stop::Said(said) => said,
            Stop::Output(error) => error.to_string(),
        })?;
        let inside = Path::new(path).strip_prefix(folder).unwrap_or(Path::new(path));
        let names: Vec<_> = inside.iter().map(|part| part.to_string_lossy()).collect();
        let folder = folder.join("").display().to_string();
        Ok(Some(PackFolder { packs: found, file: names.join("/"), folder }))
    }

    fn explain(&self, session: &Session, path: &str, id: &str) -> Option<String> {
        let context = Context { lang: session.lang(), ..self.context() };
        let folder = self.policy.clone().or_else(|| Self::folder_of_packs(path).map(Path::to_path_buf));
        explain::told(&context, session.packs(), folder.as_deref(), None, id).ok()?.into_iter().next()
    }

    fn forget(&mut self) {
        self.runs.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_as_long_as_its_header_says() {
        let mut from: &[u8] = b"Content-Length: 2\r\nContent-Type: x\r\n\r\n{}Content-Length: 3\r\n\r\n[1]";
        assert_eq!(read(&mut from).unwrap(), Some(b"{}".to_vec()));
        assert_eq!(read(&mut from).unwrap(), Some(b"[1]".to_vec()));
        assert_eq!(read(&mut from).unwrap(), None);
        for broken in ["Content-Length: 99999999999999\r\n\r\n", "x\r\n\r\n", "\r\n", "Content-Length: 5\r\n\r\n{}"] {
            assert!(read(&mut broken.as_bytes()).is_err(), "{broken}");
        }
    }
}
