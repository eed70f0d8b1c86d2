//! Formats: no code below the formats themselves writes for one of them. What a view says is for all alike.

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{Ident, Item, Macro};

use crate::architecture::{LAYERS, for_tests};
use crate::common::{below, root};

/// The lowest layer that may write for one format.
const FORMATS: u8 = 11;
/// Draws pictures, each format of which is its own business.
const PICTURES: &str = "diagram";
/// Packages that write a format, and what of them does so; nothing for all of it.
const WRITERS: &[(&str, &str)] = &[
    ("askama", ""),
    ("annotate_snippets", ""),
    ("comfy_table", ""),
    ("rust_xlsxwriter", ""),
    ("docx_rs", ""),
    ("csv", "Writer"),
    ("csv", "WriterBuilder"),
];
/// Words that name a format.
const NAMES: &[&str] = &["html", "markdown", "xlsx", "docx", "csv", "sarif", "gitlab", "junit", "ndjson", "svg", "pdf"];
/// What may bear such a name below, and why.
const LISTED: &[(&str, &str, &str)] = &[
    ("text", "markdown", "escaping of every kind stands in one place, where none of it is forgotten"),
    ("text", "markdown_line", "as `markdown`"),
    ("paper", "Pdf", "a paper that cannot be read says what it is"),
    ("paper", "<p>", "what programs leave in a text is read away"),
    ("paper", "</p>", "as `<p>`"),
    ("paper", "<u>", "as `<p>`"),
    ("paper", "</u>", "as `<p>`"),
    ("paper", "<b>", "as `<p>`"),
    ("paper", "</b>", "as `<p>`"),
    ("paper", "<ol>", "as `<p>`"),
    ("paper", "</ol>", "as `<p>`"),
    ("paper", "<ul>", "as `<p>`"),
    ("paper", "</ul>", "as `<p>`"),
    ("paper", "<li>", "as `<p>`"),
    ("paper", "</li>", "as `<p>`"),
    ("paper", "<br>", "as `<p>`"),
    ("paper", "<br/>", "as `<p>`"),
    ("paper", "<br />", "as `<p>`"),
    ("paper", "</br>", "as `<p>`"),
];

#[test]
fn nothing_below_the_formats_writes_for_one() {
    let src = root().join("src");
    let mut found = Vec::new();
    let mut named = Vec::new();
    for (layer, _) in LAYERS.iter().filter(|(layer, number)| *number < FORMATS && *layer != PICTURES) {
        for path in below(&src.join(layer), ".rs") {
            if path.iter().any(|name| name == "tests" || name == "tests.rs") {
                continue;
            }
            let text = std::fs::read_to_string(&path).expect("readable");
            let shown = path.strip_prefix(&src).unwrap_or(&path).display().to_string();
            for (name, why) in wrongs(&text) {
                match LISTED.iter().find(|(at, listed, _)| *at == *layer && *listed == name) {
                    Some(one) => named.push(one),
                    None => found.push(format!("{shown}: `{name}` {why}")),
                }
            }
        }
    }
    assert!(found.is_empty(), "\n{}", found.join("\n"));
    for one in LISTED {
        assert!(named.contains(&one), "{one:?} is gone, strike it from the list");
    }
}

#[test]
fn what_writes_for_a_format_is_caught() {
    for wrong in [
        "use askama::Template;",
        "use rust_xlsxwriter::{Workbook, Worksheet};",
        "fn f(rows: comfy_table::Table) {}",
        "fn f() { let out = csv::Writer::from_writer(x); }",
        "use csv::{Reader, WriterBuilder};",
        "fn row_as_html() {}",
        "struct HtmlRow;",
        "enum Looks { Html, Text }",
        "mod markdown {}",
        "impl Row { fn to_csv(&self) {} }",
        "trait Xlsx {}",
        "const SVG: u8 = 0;",
        "fn f() -> String { format!(\"<td>{x}</td>\") }",
        "const HEAD: &str = \"<br>\";",
        "fn f(page: &mut String) { page.push_str(\"|---|---|\"); }",
    ] {
        assert!(!wrongs(wrong).is_empty(), "{wrong}");
    }
}

#[test]
fn what_is_for_every_format_is_let_through() {
    for right in [
        "use csv::Reader; fn f(table: csv::ReaderBuilder) {}",
        "fn shown(row: &Row) -> String { format!(\"{} < {}\", row.a, row.b) }",
        "/// As `<td>` in HTML.\nstruct Cell { text: String }",
        "#[cfg(test)] mod tests { fn html() {} }",
        "fn f() { say(\"html.no-flows\"); }",
    ] {
        assert_eq!(wrongs(right), Vec::new(), "{right}");
    }
}

/// What in a file writes for one format, and how that shows.
fn wrongs(text: &str) -> Vec<(String, &'static str)> {
    let mut checker = Checker::default();
    checker.visit_file(&syn::parse_file(text).unwrap_or_else(|error| panic!("{text}: {error}")));
    checker.wrong
}

#[derive(Default)]
struct Checker {
    wrong: Vec<(String, &'static str)>,
}

impl Checker {
    fn name(&mut self, name: &Ident) {
        let name = name.to_string();
        if words(&name).iter().any(|word| NAMES.contains(&word.as_str())) {
            self.wrong.push((name, "is named after a format"));
        }
    }

    fn path(&mut self, package: &str, rest: Option<&str>) {
        let writes = |(one, part): &&(&str, &str)| *one == package && (part.is_empty() || rest == Some(*part));
        if WRITERS.iter().any(|writer| writes(&writer)) {
            self.wrong.push((package.to_owned(), "writes a format"));
        }
    }

    fn text(&mut self, text: &str) {
        let tag = |at: usize| {
            let rest = &text[at + 1..];
            rest.starts_with('/') || rest.starts_with(|c: char| c.is_ascii_lowercase()) && rest.contains('>')
        };
        if text.contains("|---") || text.match_indices('<').any(|(at, _)| tag(at)) {
            self.wrong.push((text.to_owned(), "is markup"));
        }
    }

    fn tree(&mut self, package: Option<&str>, tree: &syn::UseTree) {
        match (tree, package) {
            (syn::UseTree::Path(path), None) => self.tree(Some(&path.ident.to_string()), &path.tree),
            (syn::UseTree::Path(path), Some(package)) => self.path(package, Some(&path.ident.to_string())),
            (syn::UseTree::Group(group), _) => group.items.iter().for_each(|tree| self.tree(package, tree)),
            (syn::UseTree::Name(name), Some(package)) => self.path(package, Some(&name.ident.to_string())),
            (syn::UseTree::Rename(name), Some(package)) => self.path(package, Some(&name.ident.to_string())),
            (syn::UseTree::Glob(_), Some(package)) => self.path(package, None),
            (syn::UseTree::Name(name), None) => self.path(&name.ident.to_string(), None),
            _ => {}
        }
    }

    /// Texts in the arguments of a macro, which are tokens only.
    fn tokens(&mut self, stream: TokenStream) {
        for token in stream {
            match token {
                TokenTree::Group(group) => self.tokens(group.stream()),
                TokenTree::Literal(literal) => {
                    if let Ok(text) = syn::parse_str::<syn::LitStr>(&literal.to_string()) {
                        self.text(&text.value());
                    }
                }
                _ => {}
            }
        }
    }
}

impl<'ast> Visit<'ast> for Checker {
    fn visit_item(&mut self, item: &'ast Item) {
        let (attributes, name) = match item {
            Item::Mod(it) => (&it.attrs, Some(&it.ident)),
            Item::Fn(it) => (&it.attrs, Some(&it.sig.ident)),
            Item::Struct(it) => (&it.attrs, Some(&it.ident)),
            Item::Enum(it) => (&it.attrs, Some(&it.ident)),
            Item::Trait(it) => (&it.attrs, Some(&it.ident)),
            Item::Type(it) => (&it.attrs, Some(&it.ident)),
            Item::Const(it) => (&it.attrs, Some(&it.ident)),
            Item::Static(it) => (&it.attrs, Some(&it.ident)),
            Item::Impl(it) => (&it.attrs, None),
            _ => return visit::visit_item(self, item),
        };
        if !for_tests(attributes) {
            name.into_iter().for_each(|name| self.name(name));
            visit::visit_item(self, item);
        }
    }

    fn visit_impl_item_fn(&mut self, it: &'ast syn::ImplItemFn) {
        self.name(&it.sig.ident);
        visit::visit_impl_item_fn(self, it);
    }

    fn visit_variant(&mut self, it: &'ast syn::Variant) {
        self.name(&it.ident);
        visit::visit_variant(self, it);
    }

    fn visit_item_use(&mut self, it: &'ast syn::ItemUse) {
        self.tree(None, &it.tree);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let words: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        if let [package, rest, ..] = words.as_slice() {
            self.path(package, Some(rest));
        }
        visit::visit_path(self, path);
    }

    fn visit_lit_str(&mut self, text: &'ast syn::LitStr) {
        self.text(&text.value());
    }

    // What a comment says is for people.
    fn visit_attribute(&mut self, _: &'ast syn::Attribute) {}

    fn visit_macro(&mut self, it: &'ast Macro) {
        self.tokens(it.tokens.clone());
    }
}

/// The words of a name: `row_as_html`, `HtmlRow` and `HTML` alike.
fn words(name: &str) -> Vec<String> {
    let mut all = vec![String::new()];
    let mut before = '_';
    for c in name.chars() {
        if c == '_' || c.is_uppercase() && before.is_lowercase() {
            all.push(String::new());
        }
        if let Some(last) = all.last_mut().filter(|_| c != '_') {
            last.extend(c.to_lowercase());
        }
        before = c;
    }
    all
}
