//! The conversation: which messages are taken when, the open files, and when they are judged.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::rc::Rc;
use std::sync::Arc;

use gen_lsp_types::json_rpc::{Error, Id, RequestObject};
use gen_lsp_types::{
    CancelNotification, CancelParams, CodeActionProvider, CompletionOptions, DidChangeTextDocumentParams,
    DidOpenTextDocumentParams, ErrorCodes, InitializeParams, InitializeResult, Notification, PositionEncodingKind,
    PublishDiagnosticsNotification, PublishDiagnosticsParams, RenameOptions, RenameProvider, ServerCapabilities,
    ServerInfo, TextDocumentSyncKind, TextDocumentSyncOptions, Uri,
};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::answer;
use super::diagnose;
use super::file::{FileKind, OpenFile, RunWords};
use super::house::House;
use crate::policy::{PackFile, Packs};
use crate::session::{Session, SessionError};
use crate::source::Span;
use crate::view;
use crate::words::{Voice, say};

/// How far a conversation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Before,
    Open,
    /// Asked to shut down; `exit` is all that may follow.
    ShutDown,
    Ended,
}

/// The server's side of a conversation.
pub(crate) struct LanguageServer<H> {
    house: H,
    stage: Stage,
    /// Whether it had been asked to shut down when it ended.
    in_order: bool,
    files: BTreeMap<String, OpenFile>,
    /// Files to be judged and told of.
    dirty: BTreeSet<String>,
    canceled: HashSet<Id>,
    /// The words of each run so far.
    wordings: Vec<Rc<RunWords>>,
}

/// Most requests that are kept as taken back; those that had been answered are never asked again.
const MAX_CANCELED: usize = 256;
/// Code of the protocol for a request that its client has taken back.
const CANCELED: i32 = -32800;
/// Code of the protocol for a request that is well formed and cannot be done.
const FAILED: i32 = -32803;

impl<H: House> LanguageServer<H> {
    pub(crate) fn new(house: H) -> Self {
        LanguageServer {
            house,
            stage: Stage::Before,
            in_order: false,
            files: BTreeMap::new(),
            dirty: BTreeSet::new(),
            canceled: HashSet::new(),
            wordings: Vec::new(),
        }
    }

    /// Whether the client has ended the conversation; `Some(true)` if as it should.
    pub(crate) fn ended(&self) -> Option<bool> {
        (self.stage == Stage::Ended).then_some(self.in_order)
    }

    /// Takes note of a message that waits, so that a request that was taken back meanwhile is not worked on.
    pub(crate) fn foresee(&mut self, message: &RequestObject) {
        if message.id().is_none() && message.method() == CancelNotification::METHOD.as_str() {
            let params: Option<CancelParams> = read(message.params());
            self.canceled.extend(params.map(|params| Id::from(params.id)));
        }
    }

    /// Takes a message, and returns what answers it.
    pub(crate) fn take(&mut self, message: RequestObject) -> Option<Value> {
        let (method, id, params) = message.into_parts();
        let Some(id) = id else {
            self.notified(&method, params.as_ref());
            return None;
        };
        let answer = if self.canceled.remove(&id) {
            Err((ErrorCodes::Custom(CANCELED), self.say("lsp.canceled", "")))
        } else {
            self.asked(&method, params)
        };
        Some(match answer {
            Ok(result) => json!({ "jsonrpc": "2.0", "id": id, "result": result }),
            Err((code, message)) => failed(id, code, message),
        })
    }

    /// The answer to what is no message.
    pub(crate) fn unreadable(&self) -> Value {
        failed(Id::Null, ErrorCodes::ParseError, self.say("lsp.no-message", ""))
    }

    fn say(&self, key: &str, method: &str) -> String {
        say(self.house.lang(), key, &[("method", method)])
    }

    fn asked(&mut self, method: &str, params: Option<Value>) -> Result<Value, (ErrorCodes, String)> {
        match (self.stage, method) {
            (Stage::Before, "initialize") => {
                let result = self.initialize(params.as_ref());
                Ok(serde_json::to_value(result).unwrap_or_default())
            }
            (Stage::Before, _) => Err((ErrorCodes::ServerNotInitialized, self.say("lsp.not-initialized", method))),
            (Stage::Open, "shutdown") => {
                self.stage = Stage::ShutDown;
                Ok(Value::Null)
            }
            (Stage::Open, "initialize") | (Stage::ShutDown | Stage::Ended, _) => {
                Err((ErrorCodes::InvalidRequest, self.say("lsp.not-now", method)))
            }
            (Stage::Open, _) => {
                let Some(question) = answer::Question::of(method) else {
                    return Err((ErrorCodes::MethodNotFound, self.say("lsp.unknown-method", method)));
                };
                let params = params.unwrap_or_default();
                let Some(uri) = params.pointer("/textDocument/uri").and_then(Value::as_str).map(str::to_owned) else {
                    return Err((ErrorCodes::InvalidParams, self.say("lsp.bad-params", method)));
                };
                if question.needs_findings() {
                    self.judge(&uri);
                }
                let Some(words) = self.words_of(&uri) else { return Ok(Value::Null) };
                let Some(file) = self.files.get(&uri) else { return Ok(Value::Null) };
                let path = file.path.clone();
                let explain = |id: &str| self.house.explain(&words.session, &path, id);
                match question.answer(file, &words, &params, &explain) {
                    answer::Reply::Found(value) => Ok(value),
                    answer::Reply::BadParams => Err((ErrorCodes::InvalidParams, self.say("lsp.bad-params", method))),
                    answer::Reply::Refused(why) => Err((ErrorCodes::Custom(FAILED), why)),
                }
            }
        }
    }

    fn initialize(&mut self, params: Option<&Value>) -> InitializeResult {
        self.stage = Stage::Open;
        // A client that says something odd of itself is served all the same.
        let params: InitializeParams = read(params).unwrap_or_default();
        self.house.welcome(params.locale.as_deref(), params.initialization_options.as_ref());
        let sync = TextDocumentSyncOptions {
            open_close: Some(true),
            change: Some(TextDocumentSyncKind::Incremental),
            save: Some(true.into()),
            ..TextDocumentSyncOptions::default()
        };
        let signs = [":", " ", "[", "{", ",", "-"].map(str::to_owned).to_vec();
        InitializeResult {
            capabilities: ServerCapabilities {
                position_encoding: Some(PositionEncodingKind::UTF16),
                text_document_sync: Some(sync.into()),
                completion_provider: Some(CompletionOptions {
                    trigger_characters: Some(signs),
                    ..CompletionOptions::default()
                }),
                hover_provider: Some(true.into()),
                definition_provider: Some(true.into()),
                references_provider: Some(true.into()),
                rename_provider: Some(RenameProvider::RenameOptions(RenameOptions {
                    prepare_provider: Some(true),
                    ..RenameOptions::default()
                })),
                document_symbol_provider: Some(true.into()),
                code_action_provider: Some(CodeActionProvider::Bool(true)),
                ..ServerCapabilities::default()
            },
            server_info: Some(ServerInfo {
                name: env!("CARGO_PKG_NAME").to_owned(),
                version: Some(env!("CARGO_PKG_VERSION").to_owned()),
            }),
        }
    }

    fn notified(&mut self, method: &str, params: Option<&Value>) {
        match (self.stage, method) {
            (_, "exit") => {
                self.in_order = self.stage == Stage::ShutDown;
                self.stage = Stage::Ended;
            }
            (Stage::Open, "textDocument/didOpen") => self.open(params),
            (Stage::Open, "textDocument/didChange") => self.change(params),
            (Stage::Open, "textDocument/didClose") => {
                let uri = params.and_then(|params| params.pointer("/textDocument/uri")?.as_str());
                if let Some(uri) = uri.filter(|uri| self.files.remove(*uri).is_some()) {
                    // What is closed is told to be without findings.
                    self.dirty.insert(uri.to_owned());
                }
            }
            (Stage::Open, "textDocument/didSave") => {
                let uri = params.and_then(|params| params.pointer("/textDocument/uri")?.as_str());
                // What is saved may be a pack or a configuration that others are judged by.
                if uri
                    .and_then(|uri| self.files.get(uri))
                    .is_none_or(|file| matches!(file.kind, FileKind::Pack | FileKind::Unknown))
                {
                    self.renew();
                }
            }
            (Stage::Open, "workspace/didChangeWatchedFiles" | "workspace/didChangeConfiguration") => self.renew(),
            _ => {}
        }
    }

    fn open(&mut self, params: Option<&Value>) {
        let Some(opened) = read::<DidOpenTextDocumentParams>(params).map(|params| params.text_document) else { return };
        let (uri, path) = (opened.uri.0.clone(), path_of(&opened.uri));
        let is_pack = matches!(self.house.packs(&path), Ok(Some(_)));
        let file = OpenFile::new(opened.uri, path, opened.version, opened.text, is_pack);
        self.files.insert(uri.clone(), file);
        self.dirty.insert(uri);
    }

    fn change(&mut self, params: Option<&Value>) {
        let Some(params) = read::<DidChangeTextDocumentParams>(params) else { return };
        let uri = params.text_document.text_document_identifier.uri.0;
        let Some(file) = self.files.get_mut(&uri) else { return };
        let text = std::mem::take(&mut file.text);
        let text = params.content_changes.into_iter().fold(text, |text, change| text.changed(change));
        file.change(params.text_document.version, text);
        let is_pack = file.kind == FileKind::Pack;
        self.dirty.insert(uri);
        // Files of a pack are judged together.
        if is_pack {
            let packs = self.files.iter().filter(|(_, file)| file.kind == FileKind::Pack);
            self.dirty.extend(packs.map(|(uri, _)| uri.clone()));
        }
    }

    /// Judges every open file anew, by what the disk then has.
    fn renew(&mut self) {
        self.house.forget();
        self.wordings.clear();
        self.files.values_mut().for_each(|file| file.findings = None);
        self.dirty.extend(self.files.keys().cloned());
    }

    /// Judges what has changed and tells of it; to be called once no message waits, so that no outdated text is judged.
    pub(crate) fn settle(&mut self) -> Vec<Value> {
        let dirty = std::mem::take(&mut self.dirty);
        if self.canceled.len() > MAX_CANCELED {
            self.canceled.clear();
        }
        if self.stage != Stage::Open {
            return Vec::new();
        }
        dirty.into_iter().map(|uri| self.told(uri)).collect()
    }

    fn told(&mut self, uri: String) -> Value {
        let trouble = self.judge(&uri);
        let words = self.words_of(&uri);
        let diagnostics = match (self.files.get(&uri), words, trouble) {
            (None, ..) => Vec::new(),
            (Some(file), _, Some(trouble)) => {
                let at = file.text.range(Span::character(1, 1));
                vec![diagnose::plain(at, gen_lsp_types::DiagnosticSeverity::Error, None, trouble)]
            }
            (Some(file), Some(words), None) if file.kind == FileKind::Pack => self.of_pack(file, &words.session),
            (Some(file), words, None) => {
                let lang = words.map_or(self.house.lang(), |words| words.lang());
                let findings = file.findings.iter().flatten();
                findings.map(|finding| diagnose::of_finding(file, finding, lang)).collect()
            }
        };
        let version = self.files.get(&uri).map(|file| file.version);
        let params = PublishDiagnosticsParams { uri: Uri(uri), version, diagnostics };
        json!({ "jsonrpc": "2.0", "method": PublishDiagnosticsNotification::METHOD.as_str(), "params": params })
    }

    /// Judges a file as it is now, where that has not been done; returns a sentence where it cannot be.
    fn judge(&mut self, uri: &str) -> Option<String> {
        let file = self.files.get_mut(uri)?;
        if file.findings.is_some() || matches!(file.kind, FileKind::Pack | FileKind::Unknown) {
            return None;
        }
        let found = self.house.session(&file.path).and_then(|session| {
            let lang = session.lang();
            diagnose::findings(file, &session).map_err(|error| match error {
                SessionError::Policy(problems) => {
                    let first = problems.first();
                    let said = first.map(|problem| view::trouble(Voice(lang), &problem.trouble)).unwrap_or_default();
                    let path = first.map_or("", |problem| problem.file.as_str());
                    format!("{}\n{said}", say(lang, "cli.bad-policy", &[("path", path)]))
                }
                SessionError::Threads(error) => say(lang, "cli.no-threads", &[("reason", &error.to_string())]),
            })
        });
        match found {
            Ok(findings) => {
                file.findings = Some(findings);
                None
            }
            Err(why) => Some(why),
        }
    }

    /// The words of the run that judges a file.
    fn words_of(&mut self, uri: &str) -> Option<Rc<RunWords>> {
        let session = self.house.session(&self.files.get(uri)?.path).ok()?;
        if let Some(known) = self.wordings.iter().find(|known| Arc::ptr_eq(&known.session, &session)) {
            return Some(Rc::clone(known));
        }
        let words = Rc::new(RunWords::new(session));
        self.wordings.push(Rc::clone(&words));
        Some(words)
    }

    /// Judges the packs that a file is part of, with what is open of them in place of what the disk has.
    fn of_pack(&self, file: &OpenFile, session: &Session) -> Vec<gen_lsp_types::Diagnostic> {
        let folder = match self.house.packs(&file.path) {
            Ok(Some(folder)) => folder,
            Ok(None) => return Vec::new(),
            Err(why) => {
                let at = file.text.range(Span::character(1, 1));
                return vec![diagnose::plain(at, gen_lsp_types::DiagnosticSeverity::Error, None, why)];
            }
        };
        let mut files: Vec<PackFile> = folder.packs.files().collect();
        for open in self.files.values().filter(|open| open.kind == FileKind::Pack) {
            let Some(name) = open.path.strip_prefix(&folder.folder) else { continue };
            let name = name.replace('\\', "/");
            // The tests of a pack are no part of it.
            if name.split('/').nth(1) != Some("tests") {
                files.retain(|known| known.path != name);
                files.push(PackFile::new(name, open.text.as_str().as_bytes().to_vec()));
            }
        }
        let problems = diagnose::pack_problems(&Packs::new(files));
        diagnose::of_pack(file, &folder.file, &problems, session)
    }
}

/// The path that a URI names; the URI itself where it names no file.
fn path_of(uri: &Uri) -> String {
    let Some(rest) = uri.0.strip_prefix("file://") else { return uri.0.clone() };
    let path = percent_encoding::percent_decode_str(rest).decode_utf8_lossy().into_owned();
    // `/c:/x` is how a URI writes `c:/x`.
    let mut letters = path.chars();
    let is_drive = letters.next() == Some('/')
        && letters.next().is_some_and(|c| c.is_ascii_alphabetic())
        && letters.next() == Some(':');
    if is_drive { path.trim_start_matches('/').to_owned() } else { path }
}

fn read<T: DeserializeOwned>(params: Option<&Value>) -> Option<T> {
    serde_json::from_value(params?.clone()).ok()
}

fn failed(id: Id, code: ErrorCodes, message: String) -> Value {
    json!({ "jsonrpc": "2.0", "id": id, "error": Error { code, message, data: None } })
}
