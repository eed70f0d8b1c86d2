//! Trees in a form that needs no reading: made when the program is built, of what ships inside it.

use super::Document;

impl Document {
    /// The tree as bytes, for [`Document::compiled`] of the same version of the program.
    ///
    /// # Errors
    /// Memory runs out.
    pub fn compile(&self) -> postcard::Result<Vec<u8>> {
        postcard::to_allocvec(&(&self.text, &self.slots, &self.keys))
    }

    /// The tree that [`Document::compile`] made bytes of; none of other bytes.
    pub fn compiled(bytes: &[u8]) -> Option<Document> {
        let (text, slots, keys) = postcard::from_bytes(bytes).ok()?;
        Some(Document { text, slots, keys })
    }
}
