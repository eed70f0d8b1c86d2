//! Trees in a form that needs no parsing, made when the program is built from what ships inside it.

use super::Document;

impl Document {
    /// Returns the tree as bytes, for [`Document::compiled`] of the same version of the program.
    ///
    /// # Errors
    /// Memory is exhausted.
    pub fn compile(&self) -> postcard::Result<Vec<u8>> {
        postcard::to_allocvec(&(&self.text, &self.slots, &self.keys))
    }

    /// Returns the tree whose bytes [`Document::compile`] made; `None` for any other bytes.
    pub fn compiled(bytes: &[u8]) -> Option<Document> {
        let (text, slots, keys) = postcard::from_bytes(bytes).ok()?;
        Some(Document { text, slots, keys, cells: None })
    }
}
