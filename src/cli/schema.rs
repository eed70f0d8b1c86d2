//! `sekisho schema`: JSON Schemas for editors and other programs.

use super::args::{SchemaOptions, Which};
use super::{Context, Exit, Stop, Streams};
use crate::evidence;
use crate::filing::schema;
use crate::policy;
use crate::report;

/// Prints a schema.
pub(super) fn run(context: &Context<'_>, options: &SchemaOptions, streams: &mut Streams<'_>) -> Result<Exit, Stop> {
    let text = match options.which {
        Which::Filing => schema::printed(context.lang),
        Which::Policy => policy::SCHEMA.to_owned(),
        Which::Diff => report::DIFF_SCHEMA_V1.to_owned(),
        Which::Evidence => evidence::schema(),
        Which::Audit => report::AUDIT_SCHEMA_V1.to_owned(),
        Which::Report => report::SCHEMA_V1.to_owned(),
    };
    writeln!(streams.stdout, "{}", text.trim_end())?;
    Ok(Exit::Clean)
}
