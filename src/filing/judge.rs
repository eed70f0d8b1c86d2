//! What a published JSON Schema says of a document.
//!
//! For whoever asks whether a document fits a schema as other programs read it. The walk, not this, finds what is wrong
//! in a filing; tests hold the two against each other.

use jsonschema::ValidationError;
use jsonschema::error::ValidationErrorKind;
use serde_json::Value;

use crate::calendar::When;
use crate::source::{ArenaJson, Document, Node, Span};
use crate::vocabulary::actions::{PLACE_KEYS, actions_with};
use crate::vocabulary::enumerations::{ALL, Action, Enumerated, Enumeration};
use crate::vocabulary::words;

/// Why a schema cannot be used; a bug of the program, whose own it is.
#[derive(Debug, thiserror::Error)]
#[error("schema: {0}")]
pub struct SchemaError(String);

/// A schema to which documents are held.
pub struct Judge(jsonschema::Validator<ArenaJson>);

/// A place that does not fit a schema.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misfit {
    /// JSON Pointer of the value.
    pub pointer: String,
    /// Where.
    pub span: Span,
    /// JSON Pointer of what it does not fit, in the schema.
    pub keyword: String,
}

impl Judge {
    /// Makes a schema ready, with the formats by which the format's own schema asks for dates and words.
    ///
    /// # Errors
    /// The text is no schema.
    pub fn new(schema: &str) -> Result<Self, SchemaError> {
        let schema: Value = serde_json::from_str(schema).map_err(|error| SchemaError(error.to_string()))?;
        let mut options = jsonschema::options_for::<ArenaJson>().should_validate_formats(true);
        options = options.with_format(DAY_FORMAT, |text: &str| When::parse(text).is_ok());
        for list in ALL.iter().copied() {
            options = options.with_format(word_format(list), move |text: &str| words::lookup(list, text).is_some());
        }
        for key in PLACE_KEYS {
            let allowed: Vec<u8> = actions_with(key).map(Enumerated::position).collect();
            options = options.with_format(action_format(key), move |text: &str| {
                // A word that is no action at all does not fit the action itself.
                words::lookup(Action::TABLE, text).is_none_or(|at| allowed.contains(&at))
            });
        }
        options.build(&schema).map(Judge).map_err(|error| SchemaError(error.to_string()))
    }

    /// Every place of a document that does not fit.
    pub fn misfits(&self, document: &Document) -> Vec<Misfit> {
        let misfit = |error: &ValidationError<'_>| {
            let error = nearest(error);
            let pointer = error.instance_path().to_string();
            let span = document.at(&pointer).map_or(Span::START, Node::pointed_at);
            Misfit { pointer, span, keyword: error.schema_path().to_string() }
        };
        self.0.iter_errors(document.instance()).map(|error| misfit(&error)).collect()
    }
}

/// Of alternatives that all fail, what fails deepest in the document: that alternative was meant.
fn nearest<'e, 'i>(error: &'e ValidationError<'i>) -> &'e ValidationError<'i> {
    let ValidationErrorKind::AnyOf { context } = error.kind() else { return error };
    let depth = |error: &ValidationError<'_>| error.instance_path().as_str().matches('/').count();
    let inside = context.iter().flatten().map(nearest).max_by_key(|inside| depth(inside));
    inside.filter(|inside| depth(inside) > depth(error)).unwrap_or(error)
}

/// The format of a date.
pub(super) const DAY_FORMAT: &str = "sekisho-day";

/// The format of a word of a list, in any spelling that is understood.
pub(super) fn word_format(list: &Enumeration) -> String {
    format!("sekisho-word-{}", list.name)
}

/// The format of an action that allows a place key.
pub(super) fn action_format(key: &str) -> String {
    format!("sekisho-action-{key}")
}
