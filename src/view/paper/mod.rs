//! The office's own paper of a filing (付議書): what stands on each page, in words, by the form of a pack.
//!
//! Owns which words are written where and which of them have changed. Leaves fonts and files to the formats.

mod keys;

pub(crate) use keys::unknown_form_keys;
