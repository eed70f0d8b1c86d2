//! What every page has: its language, title, looks and script, and the policy that lets nothing else in.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use crate::words::Voice;

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// The frame of a page.
pub(super) struct HtmlPage {
    pub(super) lang: &'static str,
    pub(super) title: String,
    pub(super) style: &'static str,
    pub(super) script: &'static str,
    /// Allows the script of the page by its digest, and styles, which pictures carry within.
    pub(super) policy: String,
}

impl HtmlPage {
    pub(super) fn new(voice: Voice, title: String) -> Self {
        let digest = STANDARD.encode(Sha256::digest(SCRIPT));
        let policy = format!(
            "default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
        );
        HtmlPage { lang: voice.0.word(), title, style: STYLE, script: SCRIPT, policy }
    }
}
