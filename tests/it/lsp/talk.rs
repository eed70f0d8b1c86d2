//! What may be said when, and what is answered to what nobody should say.

use serde_json::{Value, json};

use super::client::{Client, position};
use super::{SMALL, URI};

#[test]
fn nothing_is_answered_before_the_welcome_and_after_the_farewell() {
    let mut client = Client::silent(&["lsp"]);
    assert_eq!(client.ask("textDocument/hover", json!({})), Err(-32002));
    client.tell("textDocument/didOpen", json!({}));
    assert!(client.ask("initialize", json!({ "capabilities": {} })).is_ok());
    assert_eq!(client.ask("initialize", json!({ "capabilities": {} })), Err(-32600));
    assert_eq!(client.ask("shutdown", Value::Null), Ok(Value::Null));
    assert_eq!(client.ask("textDocument/hover", json!({})), Err(-32600));
    assert_eq!(client.ask("shutdown", Value::Null), Err(-32600));
    client.tell("exit", Value::Null);
    assert_eq!(client.wait(), Some(0));
}

#[test]
fn a_client_that_leaves_without_a_word_is_told_by_the_status() {
    let mut client = Client::new();
    client.tell("exit", Value::Null);
    assert_eq!(client.wait(), Some(1));
    assert_eq!(Client::new().wait(), Some(1));
}

#[test]
fn what_is_not_understood_is_answered_with_an_error() {
    let mut client = Client::new();
    client.open(URI, SMALL);
    assert_eq!(client.ask("workspace/symbol", json!({ "query": "" })), Err(-32601));
    assert_eq!(client.ask("$/none", Value::Null), Err(-32601));
    assert_eq!(client.ask("textDocument/hover", json!({ "textDocument": 5 })), Err(-32602));
    assert_eq!(client.ask("textDocument/hover", json!({ "textDocument": { "uri": URI } })), Err(-32602));
    let place = json!({ "line": 0, "character": 0 });
    // Of a file that is not open there is nothing to say.
    let elsewhere = json!({ "textDocument": { "uri": "file:///none.yaml" }, "position": place });
    assert_eq!(client.ask("textDocument/hover", elsewhere), Ok(Value::Null));
    for garbage in ["{", "[]", "{}", "null", "{\"jsonrpc\":\"2.0\",\"id\":1.5,\"method\":\"x\"}", "\u{0}"] {
        client.send(garbage);
        let answer = client.hear().expect("an answer");
        let answer = if answer.get("method").is_some() { client.hear().expect("an answer") } else { answer };
        assert_eq!((&answer["error"]["code"], &answer["id"]), (&json!(-32700), &Value::Null), "{garbage}");
    }
    // A response to nothing, and notifications that nobody knows, are passed over.
    client.send("{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":null}");
    client.tell("$/setTrace", json!({ "value": "off" }));
    client.tell("textDocument/didChange", json!({ "textDocument": { "uri": URI, "version": 2 } }));
    assert_eq!(client.end(), Some(0));
}

#[test]
fn a_request_that_is_taken_back_is_not_worked_on() {
    let mut client = Client::new();
    client.tell("$/cancelRequest", json!({ "id": 2 }));
    assert_eq!(client.ask("textDocument/hover", json!({})), Err(-32800));
    assert_eq!(client.end(), Some(0));
}

#[test]
fn no_change_and_no_question_ends_the_server() {
    let mut client = Client::new();
    client.open(URI, SMALL);
    let methods =
        ["completion", "hover", "definition", "references", "prepareRename", "rename", "documentSymbol", "codeAction"];
    let bits =
        ["", "{", "}", "[", "&a ", "*a", "\u{0}", "\r", "\t", "𠮷", "- ", ": ", "\"", "|", "#", "\u{FEFF}", "x: *x\n"];
    // A fixed sequence that looks like none.
    let mut seed: u64 = 20_261_130;
    let mut next = |most: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % most
    };
    for version in 2..200 {
        let place = |next: &mut dyn FnMut(usize) -> usize| json!({ "line": next(30), "character": next(90) });
        let (start, end) = (place(&mut next), place(&mut next));
        let bit = bits[next(bits.len())];
        client.change(URI, version, json!([{ "range": { "start": start, "end": end }, "text": bit }]));
        let method = format!("textDocument/{}", methods[next(methods.len())]);
        let params = json!({
            "textDocument": { "uri": URI }, "position": place(&mut next), "newName": bit,
            "range": { "start": start, "end": end }, "context": { "diagnostics": [], "includeDeclaration": true },
        });
        let answer = client.ask(&method, params);
        assert!(answer.is_ok() || answer == Err(-32803), "{method}: {answer:?}");
        if next(20) == 0 {
            client.replace(URI, version, SMALL);
        }
    }
    client.replace(URI, 200, SMALL);
    assert!(client.rules(URI, 200).contains(&"dangling-reference".to_owned()));
    let place = position(SMALL, SMALL.find("firm").unwrap());
    let params = json!({ "textDocument": { "uri": URI }, "position": place });
    assert!(client.ask("textDocument/definition", params).is_ok());
    assert_eq!(client.end(), Some(0));
}
