//! A filing made ready for judging by what needs more of it than its findings.

use super::{Context, Stop, lint};
use crate::session::{Ready, Session};
use crate::source::{Document, Limits, SourceFile};

/// The filing of a file; none where no model can be made of it, of which its findings tell.
pub(super) fn ready(
    context: &Context<'_>,
    session: &Session,
    path: &str,
    bytes: Vec<u8>,
) -> Result<Option<Ready>, Stop> {
    let limits = Limits::default();
    let Ok(source) = SourceFile::decode(path.to_owned(), bytes, &limits) else {
        return Ok(None);
    };
    let Some(document) = Document::parse(&source, &limits).document else {
        return Ok(None);
    };
    session.ready(&document, &mut Vec::new()).map_err(|error| lint::stop(context, &error))
}
