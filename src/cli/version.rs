//! `sekisho --version`: the program, and the packs in it by whose requirements it judges.

use super::{Context, Exit, Stop, Streams, packs};
use crate::policy;
use crate::session::SessionError;

/// Digits of a digest that tell one from another at a glance.
const SHORT: usize = 12;

/// Tells the version of the program on the first line, then id, version and digest of each pack.
pub(super) fn run(context: &Context<'_>, streams: &mut Streams<'_>) -> Result<Exit, Stop> {
    let packs = packs::packs(context, None)?;
    writeln!(streams.stdout, "{} {}", env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION"))?;
    for id in packs.ids() {
        let pack =
            policy::load(&packs, id).map_err(|problems| context.cannot_judge(&SessionError::Policy(problems)))?;
        writeln!(streams.stdout, "{} {} {:.SHORT$}", pack.id, pack.version, pack.digest)?;
    }
    Ok(Exit::Clean)
}
