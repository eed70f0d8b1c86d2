//! Validation of a document against a published JSON Schema.
//!
//! For asking whether a document fits a schema as other programs read it. Defects of a filing are found by the walk;
//! tests compare the two.

use jsonschema::ValidationError;
use jsonschema::error::ValidationErrorKind;
use serde_json::Value;

use crate::calendar::When;
use crate::source::{ArenaJson, Document, Node, Span};
use crate::vocabulary::actions::{PLACE_KEYS, actions_with};
use crate::vocabulary::enumerations::{ALL, Action, Enumerated, Enumeration};
use crate::vocabulary::words;

/// A schema that cannot be used. The program's own schemas always can, so this is a bug.
#[derive(Debug, thiserror::Error)]
#[error("schema: {0}")]
pub struct SchemaError(String);

/// A JSON Schema, compiled to validate documents.
pub struct Judge(jsonschema::Validator<ArenaJson>);

/// A value that does not fit a schema.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misfit {
    /// JSON Pointer of the value in the document.
    pub pointer: String,
    /// Where the value is written.
    pub span: Span,
    /// JSON Pointer of the keyword in the schema that it does not fit.
    pub keyword: String,
}

impl Judge {
    /// Compiles a schema, with the formats by which the published schema checks dates and words.
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

    /// Returns every value of a document that does not fit.
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

/// Returns the error to report: of alternatives that all fail, the one that fails deepest was probably meant.
fn nearest<'e, 'i>(error: &'e ValidationError<'i>) -> &'e ValidationError<'i> {
    let ValidationErrorKind::AnyOf { context } = error.kind() else { return error };
    let depth = |error: &ValidationError<'_>| error.instance_path().as_str().matches('/').count();
    let inside = context.iter().flatten().map(nearest).max_by_key(|inside| depth(inside));
    inside.filter(|inside| depth(inside) > depth(error)).unwrap_or(error)
}

/// Name of the format that checks a date.
pub(super) const DAY_FORMAT: &str = "sekisho-day";

/// Returns the name of the format that checks a word of a list, in any spelling that is understood.
pub(super) fn word_format(list: &Enumeration) -> String {
    format!("sekisho-word-{}", list.name)
}

/// Returns the name of the format that checks for an action that allows the key.
pub(super) fn action_format(key: &str) -> String {
    format!("sekisho-action-{key}")
}
