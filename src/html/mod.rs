//! Pages that stand by themselves: of a filing, of many filings, of what changed between two versions, of an audit, and the
//! sheet of an inspection.
//!
//! Owns markup and looks. Everything of a page is in it; nothing is loaded from elsewhere, and texts of a filing stay texts.
//! Leaves to the views what is said, pictures to the diagram, and files to the command line.

mod audit;
mod changes;
mod filing;
mod folder;
mod inspection;
mod sheet;

pub use audit::AuditPage;
pub use changes::changes;
pub use filing::filing;
pub use folder::Folder;
pub use inspection::inspection;
