//! JSON Pointers, as the way from the root of a document to a place in it.

/// Returns the steps of a JSON Pointer; `None` if it is none.
pub(super) fn tokens(pointer: &str) -> Option<Vec<String>> {
    if pointer.is_empty() {
        return Some(Vec::new());
    }
    let plain = |token: &str| token.replace("~1", "/").replace("~0", "~");
    Some(pointer.strip_prefix('/')?.split('/').map(plain).collect())
}

/// Returns the pointer to the collection that a place belongs to, and the last step; `None` for the root.
pub(super) fn split_last(pointer: &str) -> Option<(String, String)> {
    let (parent, last) = pointer.rsplit_once('/')?;
    Some((parent.to_owned(), last.replace("~1", "/").replace("~0", "~")))
}

/// Returns the pointer to a key or index below a place.
pub fn below(pointer: &str, token: &str) -> String {
    format!("{pointer}/{}", token.replace('~', "~0").replace('/', "~1"))
}
