//! The questions that a client may ask of a file, each with what answers it.

use gen_lsp_types::{
    CodeActionParams, Location, PrepareRenamePlaceholder, ReferenceParams, RenameParams, TextDocumentPositionParams,
    Uri, WorkspaceEdit,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::file::{OpenFile, RunWords};
use super::{about, complete, fix, rename, symbols};
use crate::source::Span;

/// A request about one file.
#[derive(Debug, Clone, Copy)]
pub(super) enum Question {
    Completion,
    Hover,
    Definition,
    References,
    PrepareRename,
    Rename,
    Symbols,
    Actions,
}

/// What is replied.
pub(super) enum Reply {
    Found(Value),
    /// What was asked cannot be read.
    BadParams,
    /// What was asked cannot be done, and why.
    Refused(String),
}

/// Tells all there is to say of an id of a pack.
type Explain<'e> = &'e dyn Fn(&str) -> Option<String>;

impl Question {
    pub(super) fn of(method: &str) -> Option<Self> {
        Some(match method {
            "textDocument/completion" => Question::Completion,
            "textDocument/hover" => Question::Hover,
            "textDocument/definition" => Question::Definition,
            "textDocument/references" => Question::References,
            "textDocument/prepareRename" => Question::PrepareRename,
            "textDocument/rename" => Question::Rename,
            "textDocument/documentSymbol" => Question::Symbols,
            "textDocument/codeAction" => Question::Actions,
            _ => return None,
        })
    }

    /// Whether the answer depends on what is found in the file.
    pub(super) fn needs_findings(self) -> bool {
        matches!(self, Question::Actions)
    }

    /// Answers the question.
    pub(super) fn answer(self, file: &OpenFile, words: &RunWords, params: &Value, explain: Explain<'_>) -> Reply {
        self.asked(file, words, params, explain).unwrap_or(Reply::BadParams)
    }

    fn asked(self, file: &OpenFile, words: &RunWords, params: &Value, explain: Explain<'_>) -> Option<Reply> {
        let at = || Some(file.text.offset(read::<TextDocumentPositionParams>(params)?.position));
        Some(match self {
            Question::Completion => found(complete::offered(file, words, at()?)),
            Question::Hover => found(about::hover(file, words, at()?, explain)),
            Question::Definition => {
                let own = rename::places(file, at()?).into_iter().filter(|(is_own, _)| *is_own);
                found(own.map(|(_, span)| location(file, span)).collect::<Vec<_>>())
            }
            Question::References => {
                let with_own = read::<ReferenceParams>(params)?.context.include_declaration;
                let all = rename::places(file, at()?).into_iter().filter(|(is_own, _)| with_own || !is_own);
                found(all.map(|(_, span)| location(file, span)).collect::<Vec<_>>())
            }
            Question::PrepareRename => found(
                rename::named(file, at()?)
                    .map(|(placeholder, span)| PrepareRenamePlaceholder { range: file.text.range(span), placeholder }),
            ),
            Question::Rename => {
                match rename::renamed(file, at()?, &read::<RenameParams>(params)?.new_name, words.lang()) {
                    Ok(edits) => found(WorkspaceEdit {
                        changes: Some([(Uri(file.uri.0.clone()), edits)].into()),
                        ..WorkspaceEdit::default()
                    }),
                    Err(why) => Reply::Refused(why),
                }
            }
            Question::Symbols => found(symbols::outline(file, words.lang())),
            Question::Actions => found(fix::offered(file, words, read::<CodeActionParams>(params)?.range)),
        })
    }
}

fn location(file: &OpenFile, span: Span) -> Location {
    let text = file.good.as_ref().map_or(&file.text, |good| &good.text);
    Location { uri: file.uri.clone(), range: text.range(span) }
}

fn read<T: DeserializeOwned>(params: &Value) -> Option<T> {
    serde_json::from_value(params.clone()).ok()
}

fn found<T: Serialize>(value: T) -> Reply {
    Reply::Found(serde_json::to_value(value).unwrap_or_default())
}
