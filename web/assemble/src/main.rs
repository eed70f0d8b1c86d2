//! Makes the page one file: the library beside its script, both within it, and a policy that lets nothing else in.
//!
//! Usage: sekisho-assemble LIBRARY.wasm PAGE-FOLDER REPORT.css OUTPUT.html; the page looks as reports do.

use std::error::Error;
use std::io::Write as _;
use std::path::PathBuf;
use std::{env, fs};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};
use wasm_bindgen_cli_support::Bindgen;

fn main() -> Result<(), Box<dyn Error>> {
    let paths: Vec<PathBuf> = env::args_os().skip(1).map(PathBuf::from).collect();
    let [library, folder, looks, output] = paths.as_slice() else {
        return Err("usage: sekisho-assemble LIBRARY.wasm PAGE-FOLDER REPORT.css OUTPUT.html".into());
    };
    let mut bound = Bindgen::new().input_path(library).no_modules(true)?.typescript(false).generate_output()?;
    let wasm = bound.wasm_mut().emit_wasm();
    let text = |name: &str| fs::read_to_string(folder.join(name));
    let (style, script) = (fs::read_to_string(looks)? + &text("page.css")?, text("page.js")?);
    // It runs beside the page, so that a large file does not hold the page up and can be given up.
    let worker = format!("{}\n{}", bound.js(), text("worker.js")?);
    let policy = [
        "default-src 'none'".to_owned(),
        format!("script-src {} 'wasm-unsafe-eval'", allowed(&script)),
        format!("style-src {}", allowed(&style)),
        "img-src blob:".to_owned(),
        "worker-src blob:".to_owned(),
        "connect-src 'none'".to_owned(),
        "base-uri 'none'".to_owned(),
        "form-action 'none'".to_owned(),
    ];
    let parts = [
        ("POLICY", policy.join("; ")),
        ("STYLE", style),
        ("SCRIPT", script),
        ("WORKER", packed(worker.as_bytes())?),
        ("LIBRARY", packed(&wasm)?),
    ];
    let page = text("page.html")?;
    let mut whole = String::new();
    // Each part stands once, so that nothing within one is taken for the place of another.
    let mut rest = page.as_str();
    for (name, part) in parts {
        let place = format!("[[{name}]]");
        let (before, after) = rest.split_once(&place).ok_or_else(|| format!("page.html has no {place}"))?;
        whole.push_str(before);
        whole.push_str(&part);
        rest = after;
    }
    whole.push_str(rest);
    fs::write(output, &whole)?;
    println!("library {} bytes, page {} bytes", wasm.len(), whole.len());
    Ok(())
}

/// A source of the policy: this text and no other.
fn allowed(text: &str) -> String {
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)))
}

fn packed(bytes: &[u8]) -> std::io::Result<String> {
    let mut packing = GzEncoder::new(Vec::new(), Compression::best());
    packing.write_all(bytes)?;
    Ok(STANDARD.encode(packing.finish()?))
}
