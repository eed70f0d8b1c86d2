//! Circles: no two files of a folder need each other, but for those listed with a reason.
//!
//! A folder counts as one file for the folder that it stands in. What stands in `mod.rs` is its folder's, so that a file may use
//! it and be used by it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use syn::{Item, UseTree};

use crate::architecture::{Checker, for_tests};
use crate::common::{below, root};

/// Folders with files that need each other, and why.
const LISTED: &[(&str, &[&str], &str)] = &[
    ("calendar", &["fiscal", "read", "when"], "a written day may name a fiscal year, which has days"),
    (
        "check",
        &["builtin", "evaluate", "gather", "lacking", "promise", "say", "trace", "truth"],
        "what is said of a finding asks the same conditions that found it",
    ),
    ("diagram::layout", &["foot", "frame"], "the frame of a page leaves room for its foot, which stands in the frame"),
    ("filing::model", &["filing", "part", "step", "waiver"], "one tree of types, whose ids its parts share"),
    ("flow", &["custody", "sources"], "what a step reads is found among the copies that steps before it made"),
    (
        "source",
        &["arena", "build", "hint", "keys", "node", "parse", "problem", "quick", "scalar"],
        "the tree is made while it is parsed, and what is wrong is told by the tree",
    ),
    ("vocabulary", &["fact_table", "facts", "relation_table"], "the rows of a table and its type"),
];

/// A file: its module, what it uses of the crate, and what it hands on of its children.
struct Source {
    module: Vec<String>,
    used: Vec<Vec<String>>,
    /// Names that a `mod.rs` re-exports, with the child that each comes from; `*` for all of a child's.
    handed_on: Vec<(String, String)>,
}

#[test]
fn no_two_files_of_a_folder_need_each_other() {
    let found = circles(&sources());
    let listed = |folder: &str, files: &BTreeSet<String>| {
        LISTED.iter().any(|(at, all, _)| *at == folder && files.iter().all(|file| all.contains(&file.as_str())))
    };
    let unlisted: Vec<_> = found.iter().filter(|(folder, files)| !listed(folder, files)).collect();
    assert!(unlisted.is_empty(), "files that need each other: {unlisted:#?}");
    for (folder, all, _) in LISTED {
        let there =
            found.iter().any(|(at, files)| at == folder && files.iter().all(|file| all.contains(&file.as_str())));
        assert!(there, "{folder}: no circle is left, strike it from the list");
    }
}

// The finder itself.

#[test]
fn a_circle_is_found_however_it_is_written() {
    for (one, other) in [
        ("use super::b::B;", "use super::a::A;"),
        ("use crate::x::b::B;", "fn f(a: super::a::A) {}"),
        ("fn f() { super::b::g(); }", "use super::{a::A};"),
        // By way of the folder's own names.
        ("use super::B;", "use crate::x::A;"),
        ("use super::B;", "fn f() { assert!(super::A::new()); }"),
    ] {
        let all = [("x", "mod a; mod b; pub use a::A; pub use b::{B, C as D};"), ("x::a", one), ("x::b", other)];
        assert_eq!(names(&all), ["x: a b"], "{one} {other}");
    }
    // A folder stands for its files.
    let all =
        [("x", "mod a; mod b;"), ("x::a", "mod c;"), ("x::a::c", "use crate::x::b::B;"), ("x::b", "use super::a::A;")];
    assert_eq!(names(&all), ["x: a b"]);
    let all = [
        ("x", "mod a; mod b; pub use a::*;"),
        ("x::a", "mod c; pub use c::C;"),
        ("x::a::c", "use crate::x::b::B;"),
        ("x::b", "use super::C;"),
    ];
    assert_eq!(names(&all), ["x: a b"]);
    // Three in a ring.
    let all = [("x", ""), ("x::a", "use super::b::B;"), ("x::b", "use super::c::C;"), ("x::c", "use super::a::A;")];
    assert_eq!(names(&all), ["x: a b c"]);
}

#[test]
fn what_goes_one_way_is_no_circle() {
    for (one, other) in [
        ("use super::b::B;", "use super::Shared;"),
        ("use super::b::B;", "use crate::y::a::A;"),
        ("use super::b::B;", "#[cfg(test)] mod tests { use super::super::a::A; }"),
        ("use super::B;", "struct A;"),
    ] {
        let all =
            [("x", "mod a; mod b; pub use a::A; pub use b::B; pub struct Shared(A);"), ("x::a", one), ("x::b", other)];
        assert_eq!(names(&all), Vec::<String>::new(), "{one} {other}");
    }
}

// How they are found.

fn names(all: &[(&str, &str)]) -> Vec<String> {
    let source = |(module, text): &(&str, &str)| source(module.split("::").map(str::to_owned).collect(), text);
    let found = circles(&all.iter().map(source).collect::<Vec<_>>());
    found.into_iter().map(|(folder, files)| format!("{folder}: {}", Vec::from_iter(files).join(" "))).collect()
}

fn sources() -> Vec<Source> {
    let src = root().join("src");
    let module = |path: &Path| {
        let inside = path.strip_prefix(&src).expect("below").with_extension("");
        let mut names: Vec<String> = inside.iter().map(|name| name.to_string_lossy().into_owned()).collect();
        if names.last().is_some_and(|name| name == "mod") {
            names.pop();
        }
        names
    };
    let own =
        below(&src, ".rs").into_iter().filter(|path| !path.iter().any(|name| name == "tests" || name == "tests.rs"));
    own.map(|path| source(module(&path), &std::fs::read_to_string(&path).expect("readable"))).collect()
}

fn source(module: Vec<String>, text: &str) -> Source {
    let file = syn::parse_file(text).unwrap_or_else(|error| panic!("{module:?}: {error}"));
    let mut handed_on = Vec::new();
    for item in &file.items {
        if let Item::Use(own) = item
            && !for_tests(&own.attrs)
            && let UseTree::Path(path) = &own.tree
        {
            leaves(&path.tree, &mut |name| handed_on.push((name, path.ident.to_string())));
        }
    }
    let used = Checker::read("", &module, &file).used;
    Source { module, used, handed_on }
}

/// The names that a tree brings in.
fn leaves(tree: &UseTree, take: &mut impl FnMut(String)) {
    match tree {
        UseTree::Path(path) => leaves(&path.tree, take),
        UseTree::Name(name) => take(name.ident.to_string()),
        UseTree::Rename(rename) => take(rename.rename.to_string()),
        UseTree::Glob(_) => take("*".to_owned()),
        UseTree::Group(group) => group.items.iter().for_each(|tree| leaves(tree, take)),
    }
}

/// Folders with the files in them that need each other.
fn circles(sources: &[Source]) -> Vec<(String, BTreeSet<String>)> {
    let modules: BTreeMap<&[String], &Source> = sources.iter().map(|one| (one.module.as_slice(), one)).collect();
    // Who uses whom, in each folder.
    let mut folders: BTreeMap<&[String], BTreeMap<&str, BTreeSet<&str>>> = BTreeMap::new();
    for one in sources {
        for target in &one.used {
            let shared = one.module.iter().zip(target).take_while(|(own, other)| own == other).count();
            if shared == 0 || shared == one.module.len() || shared == target.len() {
                continue;
            }
            let folder = &one.module[..shared];
            let Some(child) = child(&modules, folder, &target[shared]) else { continue };
            if child != one.module[shared] {
                folders.entry(folder).or_default().entry(&one.module[shared]).or_default().insert(child);
            }
        }
    }
    let rings = folders.iter().flat_map(|(folder, uses)| rings(uses).into_iter().map(|ring| (folder.join("::"), ring)));
    rings.collect()
}

/// The file of a folder that a name stands in; none where it is the folder's own.
fn child<'s>(modules: &BTreeMap<&[String], &'s Source>, folder: &[String], name: &str) -> Option<&'s str> {
    let inside = |name: &str| [folder, &[name.to_owned()]].concat();
    if let Some(source) = modules.get(inside(name).as_slice()) {
        return source.module.last().map(String::as_str);
    }
    let handed_on = &modules.get(folder)?.handed_on;
    let named = handed_on.iter().find(|(one, _)| one == name).map(|(_, child)| child);
    let all = || handed_on.iter().filter(|(one, _)| one == "*").map(|(_, child)| child);
    let by_all = || all().find(|child| self::child(modules, &inside(child), name).is_some());
    let found = named.or_else(by_all)?;
    modules.get(inside(found).as_slice())?.module.last().map(String::as_str)
}

/// Files that reach each other.
fn rings(uses: &BTreeMap<&str, BTreeSet<&str>>) -> Vec<BTreeSet<String>> {
    let reach = |from: &str| {
        let mut seen = BTreeSet::new();
        let mut open = vec![from.to_owned()];
        while let Some(at) = open.pop() {
            for next in uses.get(at.as_str()).into_iter().flatten() {
                if seen.insert((*next).to_owned()) {
                    open.push((*next).to_owned());
                }
            }
        }
        seen
    };
    let reached: BTreeMap<&str, BTreeSet<String>> = uses.keys().map(|file| (*file, reach(file))).collect();
    let ring = |file: &str| -> BTreeSet<String> {
        let back = |other: &&String| reached.get(other.as_str()).is_some_and(|reached| reached.contains(file));
        reached[file].iter().filter(back).cloned().collect()
    };
    let found: BTreeSet<BTreeSet<String>> = uses.keys().map(|file| ring(file)).filter(|ring| ring.len() > 1).collect();
    found.into_iter().collect()
}
