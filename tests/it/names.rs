//! One word per thing: no name that a module gives away is given away by another for something else.

use std::collections::BTreeMap;
use std::path::Path;

use syn::visit::{self, Visit};
use syn::{Ident, Visibility};

use crate::common::{below, root};

/// Files whose type names are those of a published JSON format, where a finding is a finding: nothing else uses them.
const MIRRORS: &[&str] = &["v1.rs"];

#[test]
fn no_public_type_name_stands_twice() {
    let sources = below(&root().join("src"), ".rs").into_iter().filter(|path| !is_mirror(path));
    let sources = sources.map(|path| {
        let text = std::fs::read_to_string(&path).expect("readable");
        (path.strip_prefix(root()).expect("below the root").display().to_string(), text)
    });
    let twice = names_given_twice(sources);
    assert!(twice.is_empty(), "{twice:#?}");
}

#[test]
fn a_name_given_twice_is_caught() {
    let twice = |one: &str, other: &str| {
        names_given_twice([("a.rs".to_owned(), one.to_owned()), ("b.rs".to_owned(), other.to_owned())].into_iter())
    };
    assert_eq!(twice("pub struct Row;", "pub(super) enum Row {}"), ["Row: a.rs, b.rs"]);
    assert_eq!(twice("pub(crate) type Row = u8;", "mod inner { pub trait Row {} }"), ["Row: a.rs, b.rs"]);
    assert!(
        twice("pub struct Row;", "struct Row; fn f() { struct Row; }").is_empty(),
        "a private name is nobody else's"
    );
    assert!(twice("pub struct Row;", "#[cfg(test)] mod tests { pub struct Row; }").is_empty());
    assert!(twice("pub struct Row;", "pub use crate::a::Row;").is_empty());
}

fn is_mirror(path: &Path) -> bool {
    path.file_name().is_some_and(|name| MIRRORS.iter().any(|mirror| name == *mirror))
}

/// Names of types that more than one module gives away, with the files.
fn names_given_twice(sources: impl Iterator<Item = (String, String)>) -> Vec<String> {
    let mut all: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (path, text) in sources {
        let mut given = Given(Vec::new());
        given.visit_file(&syn::parse_file(&text).expect("Rust"));
        for name in given.0 {
            all.entry(name.to_string()).or_default().push(path.clone());
        }
    }
    let twice = all.into_iter().filter(|(_, files)| files.len() > 1);
    twice.map(|(name, files)| format!("{name}: {}", files.join(", "))).collect()
}

/// The types that a file gives away.
struct Given(Vec<Ident>);

impl Given {
    fn take(&mut self, visibility: &Visibility, name: &Ident) {
        if !matches!(visibility, Visibility::Inherited) {
            self.0.push(name.clone());
        }
    }
}

impl Visit<'_> for Given {
    fn visit_item_struct(&mut self, item: &syn::ItemStruct) {
        self.take(&item.vis, &item.ident);
    }

    fn visit_item_enum(&mut self, item: &syn::ItemEnum) {
        self.take(&item.vis, &item.ident);
    }

    fn visit_item_type(&mut self, item: &syn::ItemType) {
        self.take(&item.vis, &item.ident);
    }

    fn visit_item_trait(&mut self, item: &syn::ItemTrait) {
        self.take(&item.vis, &item.ident);
    }

    fn visit_item_mod(&mut self, item: &syn::ItemMod) {
        if !item.attrs.iter().any(|attribute| attribute.path().is_ident("cfg")) {
            visit::visit_item_mod(self, item);
        }
    }
}
