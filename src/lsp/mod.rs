//! The language server: what an editor shows of a file while it is written.
//!
//! Owns the open files and what is answered about them: what is wrong, what may be written, what it means, where it is named. Pure:
//! messages go in and come out, and files beside those that are open come through [`House`]. Leaves to others: the transport, the
//! disk, and everything that is said: findings are those of a lint, words those of the schemas and locales.

mod about;
mod answer;
mod complete;
mod diagnose;
mod facts;
mod file;
mod fix;
mod house;
mod place;
mod rename;
mod schema;
mod server;
mod symbols;
mod text;

pub(crate) use house::{House, PackFolder};
pub(crate) use server::LanguageServer;
