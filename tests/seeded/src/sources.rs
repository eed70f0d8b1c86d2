//! The sources that are changed: their text, their syntax, and the signatures of their functions.

use std::collections::HashMap;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use quote::ToTokens as _;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{FnArg, Signature};

/// A file of the program, without tests.
pub struct Source {
    /// Path below `src`, with slashes.
    pub path: String,
    /// The file as it is.
    pub text: String,
    /// The file parsed.
    pub syntax: syn::File,
}

/// Reads every source below `src`, in order of their paths, but for tests and `main.rs`, which is a crate of its own.
pub fn read_sources(src: &Path) -> Result<Vec<Source>> {
    let mut paths = Vec::new();
    collect(src, &mut paths)?;
    paths.sort();
    let mut sources = Vec::new();
    for path in paths {
        let below: Vec<_> = path.strip_prefix(src)?.iter().map(|part| part.to_string_lossy()).collect();
        let below = below.join("/");
        if below == "main.rs" || below.split('/').any(|part| part == "tests" || part == "tests.rs") {
            continue;
        }
        let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        let syntax = syn::parse_file(&text).with_context(|| path.display().to_string())?;
        sources.push(Source { path: below, text, syntax });
    }
    Ok(sources)
}

/// Names the area of a file: its top folder, but for the layout of pictures and the two folders of the reader.
pub fn area(path: &str) -> &str {
    match path.split_once('/') {
        Some(("diagram", rest)) if rest.starts_with("layout/") => "diagram/layout",
        Some(("filing" | "source", _)) => "reader",
        Some((top, _)) => top,
        None => path.strip_suffix(".rs").unwrap_or(path),
    }
}

/// The text of one file, asked by syntax.
#[derive(Clone, Copy)]
pub struct Text<'a>(pub &'a str);

impl<'a> Text<'a> {
    /// Bytes that the syntax stands in.
    pub fn range(self, syntax: &impl Spanned) -> Range<usize> {
        syntax.span().byte_range()
    }

    /// Text of the syntax.
    pub fn of(self, syntax: &impl Spanned) -> &'a str {
        self.0.get(self.range(syntax)).unwrap_or_default()
    }

    /// Text of `whole` with the bytes `cut` in it replaced.
    pub fn with(self, whole: &impl Spanned, cut: Range<usize>, new: &str) -> String {
        let whole = self.range(whole);
        let (before, after) = (self.0.get(whole.start..cut.start), self.0.get(cut.end..whole.end));
        format!("{}{new}{}", before.unwrap_or_default(), after.unwrap_or_default())
    }
}

/// Types of the parameters of each function, by its name; several lists where several functions share the name.
#[derive(Default)]
pub struct Signatures(HashMap<String, Vec<Vec<String>>>);

impl Signatures {
    /// Collects the signatures of all sources.
    pub fn of<'a>(syntax: impl IntoIterator<Item = &'a syn::File>) -> Self {
        let mut all = Self::default();
        for file in syntax {
            all.visit_file(file);
        }
        all
    }

    /// Returns true if every function of this name takes the same type at `at` and after it.
    pub fn alike(&self, name: &str, at: usize) -> bool {
        self.0.get(name).is_some_and(|all| all.iter().all(|types| at + 1 < types.len() && types[at] == types[at + 1]))
    }
}

impl<'ast> Visit<'ast> for Signatures {
    fn visit_signature(&mut self, signature: &'ast Signature) {
        let types = signature.inputs.iter().filter_map(|input| match input {
            FnArg::Typed(typed) => Some(typed.ty.to_token_stream().to_string()),
            FnArg::Receiver(_) => None,
        });
        self.0.entry(signature.ident.to_string()).or_default().push(types.collect());
        visit::visit_signature(self, signature);
    }
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, paths)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            paths.push(path);
        }
    }
    Ok(())
}
