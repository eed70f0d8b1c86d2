//! Reads the YAML that ships inside the program, its words and its packs, with the program's own reader, so that no
//! start of the program has to.
#![allow(clippy::expect_used, clippy::panic, missing_docs)]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use sha2::{Digest, Sha256};

use source::{Document, Limits, SourceFile};

/// The reader, but for what `jsonschema` sees of a tree.
#[allow(dead_code, unused_imports, unreachable_pub)]
#[path = "src/source"]
mod source {
    mod arena;
    mod build;
    mod cells;
    mod compiled;
    mod compose;
    mod file;
    mod hint;
    mod keys;
    mod limits;
    mod node;
    mod parse;
    mod places;
    mod problem;
    mod quick;
    mod scalar;
    mod span;

    pub use arena::{Document, Kind};
    pub use cells::Cells;
    pub use file::{SourceFile, Unreadable};
    pub use limits::Limits;
    pub use node::{Entries, Items, Node};
    pub use problem::{Parsed, ProblemKind, SourceProblem, SyntaxHint};
    pub use span::Span;
}

fn main() {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("set by cargo"));
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("set by cargo"));
    for watched in ["build.rs", "locales", "policies", "src/source"] {
        println!("cargo::rerun-if-changed={watched}");
    }
    for path in yaml_below(&root.join("locales")) {
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        fs::write(out.join(format!("{name}.tree")), compiled(&path)).expect("written");
    }
    let (mut table, mut tests) = (String::from("&[\n"), String::from("&[\n"));
    for (at, path) in yaml_below(&root.join("policies")).into_iter().enumerate() {
        let name = path.strip_prefix(root.join("policies")).expect("below").to_string_lossy().replace('\\', "/");
        if name.contains("/tests/") {
            writeln!(tests, "({name:?}, include_bytes!({path:?})),").expect("written");
            continue;
        }
        let tree = out.join(format!("pack-{at}.tree"));
        fs::write(&tree, compiled(&path)).expect("written");
        let digest = <[u8; 32]>::from(Sha256::digest(fs::read(&path).expect("readable")));
        writeln!(table, "({name:?}, include_bytes!({path:?}), include_bytes!({tree:?}), {digest:?}),")
            .expect("written");
    }
    for (file, mut table) in [("packs.rs", table), ("tests.rs", tests)] {
        table.push(']');
        fs::write(out.join(file), table).expect("written");
    }
}

fn compiled(path: &Path) -> Vec<u8> {
    let name = path.display().to_string();
    let source = SourceFile::decode(name.clone(), fs::read(path).expect("readable"), &Limits::default());
    let source = source.unwrap_or_else(|error| panic!("{name}: {error:?}"));
    let parsed = Document::parse(&source, &Limits::default());
    assert!(parsed.problems.is_empty(), "{name}: {:?}", parsed.problems);
    parsed.document.unwrap_or_else(|| panic!("{name} is empty")).compile()
}

/// YAML files of a folder and the folders in it, in order.
fn yaml_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(yaml_below(&path));
        } else if path.extension().is_some_and(|extension| extension == "yaml") {
            found.push(path);
        }
    }
    found.sort();
    found
}
