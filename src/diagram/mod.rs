//! The flow of a filing as a numbered swimlane that fits on A4.
//!
//! Owns the scene (what is shown, in words), the layout (where it is put) and the writers of pictures: one scene, one
//! layout, many formats. Leaves files to the command line and judging to the check: findings come in as data, and
//! marking them moves nothing.

mod breaking;
mod compose;
mod dot;
#[cfg(feature = "raster")]
pub mod font;
pub mod icons;
pub mod layout;
mod links;
mod mermaid;
#[cfg(feature = "raster")]
mod pdf;
#[cfg(feature = "raster")]
mod raster;
mod remarks;
mod safeguards;
pub mod scene;
mod svg;
mod terminals;
mod wording;

pub use compose::scene;
pub use dot::{pinned, plain as dot};
pub use layout::{Drawing, LayoutError, LayoutOptions, Paper, layout};
pub use mermaid::mermaid;
#[cfg(feature = "raster")]
pub use pdf::pdf;
#[cfg(feature = "raster")]
pub use raster::{Painted, png, printed};
pub(crate) use remarks::number_by_finding;
pub use remarks::remark;
pub use scene::{Act, Element, HopArrow, Lane, Room, Scene, Terminal};
pub use svg::{embedded, page, stacked};
pub(crate) use terminals::{ending, place as place_of};
pub(crate) use wording::Wording;

/// Maximum number of lanes that fit side by side at a readable size.
pub const MAX_LANES: usize = 12;
/// Maximum number of steps of one flow that are drawn; longer flows are refused.
pub const MAX_STEPS: usize = 1_000;
