//! A client of the language server, over standard input and output.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read as _, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::{Value, json};

use crate::common::root;

/// The code of an error.
pub(crate) type Refusal = i64;

pub(crate) struct Client {
    server: Child,
    to: Option<ChildStdin>,
    from: BufReader<ChildStdout>,
    asked: i64,
    /// The last diagnostics of each file, with the version that they are of.
    told: BTreeMap<String, (Option<i64>, Vec<Value>)>,
}

impl Client {
    /// Starts a server with arguments, and says nothing yet.
    pub(crate) fn silent(arguments: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sekisho"));
        let command = command.args(arguments).current_dir(root()).env("LC_ALL", "ja_JP.UTF-8");
        let mut server = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("server");
        let (to, from) = (server.stdin.take(), BufReader::new(server.stdout.take().expect("output")));
        Client { server, to, from, asked: 0, told: BTreeMap::new() }
    }

    /// Starts a server and is welcomed by it.
    pub(crate) fn new() -> Self {
        Client::of_locale("ja")
    }

    pub(crate) fn of_locale(locale: &str) -> Self {
        let mut client = Client::silent(&["lsp", "--stdio", "--today", "2026-11-30"]);
        let params = json!({ "processId": null, "rootUri": null, "locale": locale, "capabilities": {} });
        let welcome = client.ask("initialize", params).expect("welcome");
        assert_eq!(welcome["capabilities"]["positionEncoding"], "utf-16");
        client.tell("initialized", json!({}));
        client
    }

    pub(crate) fn send(&mut self, message: &str) {
        let to = self.to.as_mut().expect("open");
        write!(to, "Content-Length: {}\r\n\r\n{message}", message.len()).and_then(|()| to.flush()).expect("sent");
    }

    pub(crate) fn tell(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }).to_string());
    }

    pub(crate) fn ask(&mut self, method: &str, params: Value) -> Result<Value, Refusal> {
        self.asked += 1;
        let id = self.asked;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }).to_string());
        loop {
            let message = self.hear().expect("an answer");
            if message["id"] == id {
                return match message.get("error") {
                    Some(error) => Err(error["code"].as_i64().expect("code")),
                    None => Ok(message["result"].clone()),
                };
            }
        }
    }

    /// The next message; none once the server is silent for good.
    pub(crate) fn hear(&mut self) -> Option<Value> {
        let mut length = 0;
        loop {
            let mut line = String::new();
            if self.from.read_line(&mut line).expect("header") == 0 {
                return None;
            }
            match line.trim().split_once(": ") {
                Some(("Content-Length", value)) => length = value.parse().expect("length"),
                _ => break,
            }
        }
        let mut bytes = vec![0; length];
        self.from.read_exact(&mut bytes).expect("message");
        let message: Value = serde_json::from_slice(&bytes).expect("JSON");
        if message["method"] == "textDocument/publishDiagnostics" {
            let params = &message["params"];
            let uri = params["uri"].as_str().expect("uri").to_owned();
            let all = params["diagnostics"].as_array().expect("list").clone();
            self.told.insert(uri, (params["version"].as_i64(), all));
        }
        Some(message)
    }

    pub(crate) fn open(&mut self, uri: &str, text: &str) {
        let document = json!({ "uri": uri, "languageId": "yaml", "version": 1, "text": text });
        self.tell("textDocument/didOpen", json!({ "textDocument": document }));
    }

    /// Changes a file as a whole.
    pub(crate) fn replace(&mut self, uri: &str, version: i64, text: &str) {
        self.change(uri, version, json!([{ "text": text }]));
    }

    pub(crate) fn change(&mut self, uri: &str, version: i64, changes: Value) {
        let document = json!({ "uri": uri, "version": version });
        self.tell("textDocument/didChange", json!({ "textDocument": document, "contentChanges": changes }));
    }

    /// What is told of a version of a file.
    pub(crate) fn diagnostics(&mut self, uri: &str, version: i64) -> Vec<Value> {
        loop {
            if let Some((known, all)) = self.told.get(uri)
                && *known == Some(version)
            {
                return all.clone();
            }
            self.hear().expect("diagnostics");
        }
    }

    /// The rules of what is told of a version of a file.
    pub(crate) fn rules(&mut self, uri: &str, version: i64) -> Vec<String> {
        let all = self.diagnostics(uri, version);
        let mut rules: Vec<String> = all.iter().filter_map(|one| one["code"].as_str().map(str::to_owned)).collect();
        rules.sort();
        rules
    }

    /// Asks about the place of `|` in a text, which is taken as the text of a file.
    pub(crate) fn at_mark(&mut self, method: &str, uri: &str, version: i64, text: &str) -> Value {
        let position = position(text, text.find('|').expect("mark"));
        self.replace(uri, version, &text.replacen('|', "", 1));
        self.ask(method, json!({ "textDocument": { "uri": uri }, "position": position })).expect("answer")
    }

    /// What is offered at `|`: words, each with what it means.
    pub(crate) fn offered(&mut self, uri: &str, version: i64, text: &str) -> BTreeMap<String, String> {
        let all = self.at_mark("textDocument/completion", uri, version, text);
        let item = |item: &Value| {
            let detail = item["detail"].as_str().unwrap_or_default();
            (item["label"].as_str().expect("label").to_owned(), detail.to_owned())
        };
        all.as_array().expect("list").iter().map(item).collect()
    }

    /// Ends the conversation as it should; the status of the server.
    pub(crate) fn end(mut self) -> Option<i32> {
        assert_eq!(self.ask("shutdown", Value::Null), Ok(Value::Null));
        self.tell("exit", Value::Null);
        self.wait()
    }

    pub(crate) fn wait(mut self) -> Option<i32> {
        drop(self.to.take());
        while self.hear().is_some() {}
        self.server.wait().expect("status").code()
    }
}

/// The place of a byte offset as the protocol counts.
pub(crate) fn position(text: &str, offset: usize) -> Value {
    let before = &text[..offset];
    let line = before.matches('\n').count();
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    json!({ "line": line, "character": before[start..].encode_utf16().count() })
}

/// A text after the edits of an answer.
pub(crate) fn edited(text: &str, edits: &Value) -> String {
    let units: Vec<Vec<u16>> = text.split_inclusive('\n').map(|line| line.encode_utf16().collect()).collect();
    let offset = |at: &Value| {
        let (line, character) = (at["line"].as_u64().unwrap() as usize, at["character"].as_u64().unwrap() as usize);
        units[..line].iter().map(Vec::len).sum::<usize>() + character
    };
    let mut all: Vec<u16> = text.encode_utf16().collect();
    let mut edits: Vec<&Value> = edits.as_array().expect("edits").iter().collect();
    edits.sort_by_key(|edit| std::cmp::Reverse(offset(&edit["range"]["start"])));
    for edit in edits {
        let range = offset(&edit["range"]["start"])..offset(&edit["range"]["end"]);
        all.splice(range, edit["newText"].as_str().expect("text").encode_utf16());
    }
    String::from_utf16(&all).expect("whole characters")
}
