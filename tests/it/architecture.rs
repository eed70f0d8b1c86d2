//! The layers: what a module may use, who may touch files and clocks, how long a file may be.

use std::path::{Path, PathBuf};

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{Attribute, Item, ItemMod, ItemUse, Macro, UseTree};

use crate::common::{below, root};

/// A module uses lower numbers, or its own folder. The same table is in CONTRIBUTING.md.
pub(crate) const LAYERS: &[(&str, u8)] = &[
    ("source", 0),
    ("calendar", 0),
    ("text", 0),
    ("cells", 0),
    ("words", 1),
    ("config", 1),
    ("paper", 1),
    ("vocabulary", 2),
    ("finding", 3),
    ("filing", 4),
    ("policy", 4),
    ("flow", 5),
    ("evidence", 5),
    ("workbook", 5),
    ("import", 5),
    ("facts", 6),
    ("check", 7),
    ("session", 8),
    ("compare", 8),
    ("diagram", 8),
    ("audit", 9),
    ("trial", 9),
    ("begin", 9),
    ("view", 10),
    ("report", 11),
    ("html", 11),
    ("xlsx", 11),
    ("docx", 11),
    ("manual", 11),
    ("starter", 11),
    ("lsp", 11),
    ("browser", 12),
    ("cli", 12),
];

/// What the numbers would allow and the design does not: the first never uses the second.
const STRANGERS: &[(&str, &str)] = &[
    ("facts", "finding"),
    ("flow", "finding"),
    ("flow", "policy"),
    ("diagram", "check"),
    ("diagram", "facts"),
    ("report", "check"),
    ("report", "diagram"),
    ("report", "facts"),
    ("report", "filing"),
    ("report", "flow"),
    ("report", "policy"),
];

/// Modules that may touch files, environment, processes, network and clock.
const OUTSIDE: &[&str] = &["cli", MAIN];
/// The program beside the library.
const MAIN: &str = "main";
/// Longest file.
const MAX_LINES: usize = 500;

#[test]
fn the_sources_keep_the_layers() {
    let mut found = Vec::new();
    let mut seen = Vec::new();
    let src = root().join("src");
    crate_file(&src, &src.join("lib.rs"), &mut Vec::new(), &mut found, &mut seen);
    crate_file(&src, &src.join("main.rs"), &mut vec![MAIN.to_owned()], &mut found, &mut seen);
    let declared: Vec<&str> = LAYERS.iter().map(|(name, _)| *name).collect();
    for name in declared {
        let there = src.join(name).is_dir() || src.join(format!("{name}.rs")).is_file();
        assert!(there, "the table names `{name}`, which is not in src/");
    }
    for path in below(&src, ".rs") {
        if !seen.contains(&path) {
            found.push(format!("{}: no module declares this file", path.display()));
        }
    }
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

#[test]
fn no_source_file_is_too_long() {
    let long: Vec<String> = below(&root().join("src"), ".rs")
        .into_iter()
        .filter_map(|path| too_long(&path.display().to_string(), &std::fs::read_to_string(&path).expect("readable")))
        .collect();
    assert!(long.is_empty(), "\n{}", long.join("\n"));
}

/// What an action does stands in its row; code that names an action would be missing from a new one.
#[test]
fn no_action_is_named_outside_its_table() {
    let tables = ["vocabulary/actions.rs", "vocabulary/enumerations.rs"];
    // The words for the marks of a load, which are an answer to a rule.
    let answers = ["lot.verified_by.map(|_| Action::Verify)", ".map(|_| Action::Seal)"];
    let mut named = Vec::new();
    for path in below(&root().join("src"), ".rs").into_iter().filter(|path| !tables.iter().any(|it| path.ends_with(it)))
    {
        let text = std::fs::read_to_string(&path).expect("readable");
        let lines = text.lines().filter(|line| !answers.iter().any(|answer| line.contains(answer)));
        named.extend(lines.filter(|line| names_an_action(line)).map(|line| format!("{}: {line}", path.display())));
    }
    assert!(named.is_empty(), "\n{}", named.join("\n"));
    assert!(
        names_an_action("matches!(action, Action::Mail)") && !names_an_action("Action::TABLE, step.does(Action::ends)")
    );
}

fn names_an_action(line: &str) -> bool {
    let mut paths = line.split("Action::").skip(1);
    paths.any(|rest| {
        let name: String = rest.chars().take_while(|c| c.is_alphanumeric()).collect();
        name.starts_with(|c: char| c.is_ascii_uppercase()) && name.contains(|c: char| c.is_ascii_lowercase())
    })
}

#[test]
fn contributors_read_the_same_table() {
    let guide = crate::common::text("CONTRIBUTING.md");
    let mut rows = Vec::new();
    for line in guide.lines().filter(|line| line.starts_with("| ") && line.contains('`')) {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let Some(number) = cells.first().and_then(|cell| cell.parse::<u8>().ok()) else { continue };
        let names = cells[1].split('`').skip(1).step_by(2);
        rows.extend(names.map(|name| (name.trim_end_matches('/').to_owned(), number)));
    }
    let mut told: Vec<(String, u8)> = rows.into_iter().filter(|(name, _)| name != "main.rs").collect();
    let mut kept: Vec<(String, u8)> = LAYERS.iter().map(|(name, number)| ((*name).to_owned(), *number)).collect();
    told.sort();
    kept.sort();
    assert_eq!(told, kept, "the table of CONTRIBUTING.md differs");
}

// The checker itself: each wrong snippet must be caught, each right one let through.

#[test]
fn a_path_to_a_higher_layer_is_caught() {
    for wrong in [
        "use crate::report::Format;",
        "use crate::{source::Span, session::Session};",
        "use crate::session as lower;",
        "fn f() { crate::cli::run(); }",
        "fn f(x: crate::check::Trace) {}",
        "use super::super::report::Format;",
        "fn f() { println!(\"{}\", crate::report::name()); }",
        "mod inner { use super::super::super::report::Format; }",
        "impl crate::session::Files for X {}",
        "use crate::flow::custody::Custody; fn f() -> Option<crate::facts::World> { None }",
    ] {
        assert_eq!(wrongs(&["flow", "graph"], wrong).len(), 1, "{wrong}");
    }
}

#[test]
fn a_path_to_the_same_layer_outside_the_folder_is_caught() {
    assert_eq!(wrongs(&["filing", "reader"], "use crate::policy::Policy;").len(), 1);
    assert_eq!(wrongs(&["policy"], "use super::filing::Filing;").len(), 1);
    assert_eq!(wrongs(&["report", "table"], "use crate::flow::Custody;").len(), 1);
}

#[test]
fn a_path_that_leads_nowhere_in_the_table_is_caught() {
    assert_eq!(wrongs(&["flow"], "use crate::helpers::x;").len(), 1);
    assert_eq!(wrongs(&["flow"], "use crate::*;").len(), 1);
    assert_eq!(wrongs(&["flow"], "use super::*;").len(), 1);
    assert_eq!(wrongs(&["flow"], "use crate as everything;").len(), 1);
}

#[test]
fn files_clock_and_environment_are_caught_below_the_command_line() {
    for wrong in [
        "fn f() { std::fs::read(\"x\"); }",
        "use std::{io, env};",
        "use std::fs as disk;",
        "use std::process::Command;",
        "use std::net::TcpStream;",
        "fn f() { let t = std::time::Instant::now(); }",
        "use std::time::{Duration, SystemTime};",
        "fn f() { jiff::Zoned::now(); }",
        "fn f() { jiff::Timestamp::now(); }",
        "use std as base;",
        "fn f() { vec![std::fs::metadata(\"x\")]; }",
    ] {
        assert_eq!(wrongs(&["check"], wrong).len(), 1, "{wrong}");
        if !wrong.contains(" as base") {
            assert_eq!(wrongs(&["cli", "disk"], wrong), Vec::<String>::new(), "{wrong}");
        }
    }
}

#[test]
fn what_is_allowed_is_let_through() {
    for right in [
        "use crate::source::{self, Span}; use crate::words::Lang;",
        "use super::parts; use crate::flow::custody::Custody; use self::inner::X; mod inner { use super::super::Graph; }",
        "pub(super) fn f() {} pub(in crate::flow) fn g() {}",
        "#[cfg(test)] mod tests { use crate::report::Format; fn f() { std::fs::read(\"x\"); } }",
        "#[test] fn f() { std::env::var(\"x\"); }",
        "use std::io::Write; fn f(processes: u8) { let env = processes; }",
        "/// See [`crate::report`].\nfn f() {}",
    ] {
        assert_eq!(wrongs(&["flow", "graph"], right), Vec::<String>::new(), "{right}");
    }
    assert_eq!(wrongs(&[MAIN], "use sekisho::cli::run; fn main() { std::env::args_os(); }"), Vec::<String>::new());
}

#[test]
fn a_file_of_501_lines_is_caught() {
    assert_eq!(too_long("x.rs", &"\n".repeat(MAX_LINES)), None);
    assert!(too_long("x.rs", &"\n".repeat(MAX_LINES + 1)).is_some());
}

// How it is checked.

fn too_long(name: &str, text: &str) -> Option<String> {
    let lines = text.lines().count();
    (lines > MAX_LINES).then(|| format!("{name}: {lines} lines, at most {MAX_LINES}"))
}

fn wrongs(module: &[&str], text: &str) -> Vec<String> {
    let file = syn::parse_file(text).unwrap_or_else(|error| panic!("{text}: {error}"));
    let module: Vec<String> = module.iter().map(|name| (*name).to_owned()).collect();
    Checker::read("snippet", &module, &file).wrong
}

/// Checks a file, then the files of the modules it declares. Those of tests are only noted.
fn crate_file(src: &Path, path: &Path, module: &mut Vec<String>, wrong: &mut Vec<String>, seen: &mut Vec<PathBuf>) {
    seen.push(path.to_path_buf());
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let file = syn::parse_file(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let shown = path.strip_prefix(src.parent().unwrap_or(src)).unwrap_or(path).display().to_string();
    wrong.append(&mut Checker::read(&shown, module, &file).wrong);
    for item in &file.items {
        let Item::Mod(inside) = item else { continue };
        if inside.content.is_some() {
            continue;
        }
        let name = inside.ident.to_string();
        let folder = match path.file_name().and_then(|name| name.to_str()) {
            Some("lib.rs" | "main.rs" | "mod.rs") => path.parent().unwrap_or(src).to_path_buf(),
            _ => path.with_extension(""),
        };
        let (flat, nested) = (folder.join(format!("{name}.rs")), folder.join(&name).join("mod.rs"));
        let below_it = if flat.is_file() { flat } else { nested };
        if for_tests(&inside.attrs) {
            seen.push(below_it);
            seen.extend(below(&folder, ".rs").into_iter().filter(|file| file.starts_with(folder.join(&name))));
            continue;
        }
        module.push(name);
        crate_file(src, &below_it, module, wrong, seen);
        module.pop();
    }
}

/// `#[cfg(test)]` or `#[test]`.
pub(crate) fn for_tests(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let cfg = attribute.path().is_ident("cfg")
            && attribute.parse_args::<syn::Path>().is_ok_and(|condition| condition.is_ident("test"));
        cfg || attribute.path().is_ident("test")
    })
}

pub(crate) struct Checker {
    shown: String,
    /// The module that is read, from the root of the crate.
    module: Vec<String>,
    wrong: Vec<String>,
    /// Every path to something of the crate, from its root.
    pub(crate) used: Vec<Vec<String>>,
}

impl Checker {
    /// Reads a file of a module.
    pub(crate) fn read(shown: &str, module: &[String], file: &syn::File) -> Self {
        let (wrong, used) = (Vec::new(), Vec::new());
        let mut checker = Checker { shown: shown.to_owned(), module: module.to_vec(), wrong, used };
        checker.visit_file(file);
        checker
    }

    fn report(&mut self, line: usize, path: &[String], why: &str) {
        self.wrong.push(format!("{}:{line}: `{}` {why}", self.shown, path.join("::")));
    }

    /// A path as written; `*` for a glob.
    fn path(&mut self, path: &[String], line: usize) {
        let first = path.first().map(String::as_str);
        match first {
            Some("crate" | "super" | "self") => self.own(path, line),
            Some("sekisho") if self.module.first().is_some_and(|module| module == MAIN) => self.own(path, line),
            _ => {}
        }
        self.outside(path, line);
    }

    fn own(&mut self, path: &[String], line: usize) {
        let mut at = self.module.clone();
        let mut rest = path;
        while let Some((word, more)) = rest.split_first() {
            match word.as_str() {
                "crate" | "sekisho" => at.clear(),
                "super" => drop(at.pop()),
                "self" => {}
                _ => break,
            }
            rest = more;
        }
        at.extend(rest.iter().cloned());
        self.used.push(at.clone());
        let Some(target) = at.first().cloned() else { return };
        let Some(here) = self.module.first().cloned() else { return };
        if target == here {
            return;
        }
        let number = |name: &str| LAYERS.iter().find(|(layer, _)| *layer == name).map(|(_, number)| *number);
        let own_number = if here == MAIN { Some(u8::MAX) } else { number(&here) };
        let stranger = STRANGERS.iter().any(|(one, other)| *one == here && *other == target);
        match (own_number, number(&target)) {
            _ if target == "*" => self.report(line, path, "takes in the whole crate"),
            (None, _) => self.report(line, path, &format!("stands in `{here}`, which is not in the table of layers")),
            (_, None) => self.report(line, path, &format!("leads to `{target}`, which is not in the table of layers")),
            (Some(own), Some(other)) if other >= own => {
                self.report(
                    line,
                    path,
                    &format!("leads from `{here}` ({own}) to `{target}` ({other}), which is not below it"),
                );
            }
            _ if stranger => self.report(line, path, &format!("leads to `{target}`, which `{here}` does not know")),
            _ => {}
        }
    }

    fn outside(&mut self, path: &[String], line: usize) {
        if self.module.first().is_some_and(|module| OUTSIDE.contains(&module.as_str())) {
            return;
        }
        let words: Vec<&str> = path.iter().map(String::as_str).collect();
        let system = matches!(words.as_slice(), ["std", "fs" | "env" | "process" | "net", ..]);
        let clock = words.iter().any(|word| matches!(*word, "SystemTime" | "Instant"));
        let now = words.windows(2).any(|pair| matches!(pair, ["Zoned" | "Timestamp", "now"]));
        if system || clock || now {
            self.report(line, path, "is for the command line only");
        }
    }

    fn tree(&mut self, tree: &UseTree, before: &mut Vec<String>) {
        match tree {
            UseTree::Path(part) => {
                before.push(part.ident.to_string());
                self.tree(&part.tree, before);
                before.pop();
            }
            UseTree::Group(group) => group.items.iter().for_each(|item| self.tree(item, before)),
            UseTree::Name(name) => self.leaf(before, &name.ident.to_string(), name.ident.span().start().line),
            UseTree::Rename(rename) => {
                let line = rename.ident.span().start().line;
                let word = rename.ident.to_string();
                if before.is_empty() && matches!(word.as_str(), "crate" | "std" | "super") {
                    self.report(line, &[word], "under another name hides where paths lead");
                } else {
                    self.leaf(before, &word, line);
                }
            }
            UseTree::Glob(glob) => self.leaf(before, "*", glob.star_token.spans[0].start().line),
        }
    }

    fn leaf(&mut self, before: &[String], last: &str, line: usize) {
        let mut path = before.to_vec();
        if last != "self" {
            path.push(last.to_owned());
        }
        self.path(&path, line);
    }

    /// Paths in the arguments of a macro, which are tokens only.
    fn tokens(&mut self, stream: TokenStream) {
        let mut path: Vec<String> = Vec::new();
        let mut line = 0;
        let mut colons = 0;
        for token in stream {
            match token {
                TokenTree::Ident(word) => {
                    if colons != 2 {
                        self.flush(&mut path, line);
                        line = word.span().start().line;
                    }
                    path.push(word.to_string());
                    colons = 0;
                }
                TokenTree::Punct(mark) if mark.as_char() == ':' && !path.is_empty() => colons += 1,
                TokenTree::Group(group) => {
                    self.flush(&mut path, line);
                    colons = 0;
                    self.tokens(group.stream());
                }
                _ => {
                    self.flush(&mut path, line);
                    colons = 0;
                }
            }
        }
        self.flush(&mut path, line);
    }

    fn flush(&mut self, path: &mut Vec<String>, line: usize) {
        if path.len() > 1 {
            self.path(path, line);
        }
        path.clear();
    }
}

impl<'ast> Visit<'ast> for Checker {
    fn visit_item(&mut self, item: &'ast Item) {
        let attributes = match item {
            Item::Mod(inside) => &inside.attrs,
            Item::Fn(inside) => &inside.attrs,
            Item::Use(inside) => &inside.attrs,
            Item::Impl(inside) => &inside.attrs,
            Item::Const(inside) => &inside.attrs,
            Item::Static(inside) => &inside.attrs,
            Item::Struct(inside) => &inside.attrs,
            _ => return visit::visit_item(self, item),
        };
        if !for_tests(attributes) {
            visit::visit_item(self, item);
        }
    }

    fn visit_item_mod(&mut self, inside: &'ast ItemMod) {
        self.module.push(inside.ident.to_string());
        visit::visit_item_mod(self, inside);
        self.module.pop();
    }

    fn visit_item_use(&mut self, inside: &'ast ItemUse) {
        self.tree(&inside.tree, &mut Vec::new());
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let words: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        let line = path.segments.first().map_or(0, |segment| segment.ident.span().start().line);
        if words.len() > 1 {
            self.path(&words, line);
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, inside: &'ast Macro) {
        self.tokens(inside.tokens.clone());
        visit::visit_macro(self, inside);
    }
}
