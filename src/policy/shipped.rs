//! The packs that are part of the program, without their tests.

use super::packs::{PackFile, Shipped};

/// Path, bytes, tree and digest of a file.
type ShippedFile = (&'static str, &'static [u8], &'static [u8], [u8; 32]);

static SHIPPED: &[ShippedFile] = include!(concat!(env!("OUT_DIR"), "/packs.rs"));

/// Returns their files.
pub fn shipped() -> impl Iterator<Item = PackFile> {
    SHIPPED.iter().map(|(path, bytes, tree, digest)| PackFile {
        path: (*path).to_owned(),
        bytes: (*bytes).into(),
        shipped: Some(Shipped { tree, digest }),
    })
}
