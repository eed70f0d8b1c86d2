//! The results of an audit as text, for people and for programs.

mod csv;
mod json;
mod markdown;
mod ndjson;
mod table;
mod v1;

use crate::audit::AuditTerms;
use crate::view::Written;
use crate::words::{Lang, Voice};

/// The JSON Schema of [`AuditFormat::Json`]; its `$defs/line` describes a line of [`AuditFormat::Ndjson`].
pub const AUDIT_SCHEMA_V1: &str = include_str!("../../../schemas/audit.v1.json");

/// Text formats of an audit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum AuditFormat {
    /// A table of parts by what they owe, followed by what is open.
    #[default]
    Table,
    /// One document of `sekisho/audit/v1`.
    Json,
    /// One JSON object per part and obligation.
    Ndjson,
    /// One row of CSV per part and obligation.
    Csv,
    /// Markdown, for a memo.
    Markdown,
}

impl AuditFormat {
    /// Makes the writer of the format.
    pub fn written(self, terms: AuditTerms, lang: Lang) -> Box<dyn Written> {
        let voice = Voice(lang);
        match self {
            AuditFormat::Table => Box::new(table::AuditTable::new(voice, terms)),
            AuditFormat::Json => Box::new(json::AuditJson::new(voice, terms)),
            AuditFormat::Ndjson => Box::new(ndjson::AuditNdjson::new(voice, terms)),
            AuditFormat::Csv => Box::new(csv::Csv::new(voice, terms)),
            AuditFormat::Markdown => Box::new(markdown::AuditMarkdown::new(voice, terms)),
        }
    }
}
