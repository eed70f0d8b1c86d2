//! Finds every place that an operator can change, in the order of the file.

use std::collections::HashMap;

use syn::punctuated::Punctuated;
use syn::visit::{self, Visit};
use syn::{
    Attribute, Block, Expr, ExprConst, ExprRepeat, GenericArgument, ImplItemConst, ImplItemFn, Item, ItemFn, ItemImpl,
    ItemMod, ItemTrait, Macro, Meta, Pat, Signature, Token, TraitItemFn, Type,
};

use crate::change::{Change, Found};
use crate::operators::{self, choice};
use crate::sources::{Signatures, Source, Text};

/// Macros whose arguments are expressions, and are looked into.
const OPEN_MACROS: &[&str] = &["vec", "format", "write", "writeln"];

/// Finds all changes of these sources.
pub fn find_changes(sources: &[Source]) -> Vec<Change> {
    let signatures = Signatures::of(sources.iter().map(|source| &source.syntax));
    sources.iter().flat_map(|source| find_in(source, &signatures)).collect()
}

/// Finds the changes of one source.
pub fn find_in(source: &Source, signatures: &Signatures) -> Vec<Change> {
    let mut finder = Finder { text: Text(&source.text), signatures, path: Vec::new(), found: Vec::new() };
    finder.visit_file(&source.syntax);
    let mut ordinals: HashMap<(String, &str), usize> = HashMap::new();
    let named = finder.found.into_iter().map(|(function, found)| {
        let ordinal = ordinals.entry((function.clone(), found.operator)).or_default();
        *ordinal += 1;
        Change {
            id: format!("{}#{function}/{}/{ordinal}", source.path, found.operator),
            file: source.path.clone(),
            line: 1 + source.text.get(..found.span.start).unwrap_or_default().matches('\n').count(),
            found,
        }
    });
    named.collect()
}

struct Finder<'a> {
    text: Text<'a>,
    signatures: &'a Signatures,
    /// Modules, types and functions around the place.
    path: Vec<String>,
    found: Vec<(String, Found)>,
}

impl Finder<'_> {
    fn within(&mut self, name: String, visit: impl FnOnce(&mut Self)) {
        self.path.push(name);
        visit(self);
        self.path.pop();
    }

    fn function(&mut self, attributes: &[Attribute], signature: &Signature, body: &Block) {
        // A constant function cannot ask the switch.
        if signature.constness.is_some() || is_test(attributes) {
            return;
        }
        self.within(signature.ident.to_string(), |finder| {
            finder.keep(operators::statement::returned(finder.text, signature, body));
            finder.visit_block(body);
        });
    }

    fn keep(&mut self, found: Vec<Found>) {
        let function = self.path.join("::");
        self.found.extend(found.into_iter().map(|found| (function.clone(), found)));
    }
}

impl<'ast> Visit<'ast> for Finder<'_> {
    fn visit_item(&mut self, item: &'ast Item) {
        // What is evaluated by the compiler cannot ask the switch.
        if !matches!(item, Item::Const(_) | Item::Static(_) | Item::Enum(_) | Item::Macro(_)) {
            visit::visit_item(self, item);
        }
    }

    fn visit_item_mod(&mut self, module: &'ast ItemMod) {
        if !is_test(&module.attrs) {
            self.within(module.ident.to_string(), |finder| visit::visit_item_mod(finder, module));
        }
    }

    fn visit_item_impl(&mut self, block: &'ast ItemImpl) {
        if !is_test(&block.attrs) {
            let name = match &*block.self_ty {
                Type::Path(path) => path.path.segments.last().map(|last| last.ident.to_string()),
                _ => None,
            };
            self.within(name.unwrap_or_else(|| "impl".to_owned()), |finder| visit::visit_item_impl(finder, block));
        }
    }

    fn visit_item_trait(&mut self, item: &'ast ItemTrait) {
        self.within(item.ident.to_string(), |finder| visit::visit_item_trait(finder, item));
    }

    fn visit_item_fn(&mut self, function: &'ast ItemFn) {
        self.function(&function.attrs, &function.sig, &function.block);
    }

    fn visit_impl_item_fn(&mut self, function: &'ast ImplItemFn) {
        self.function(&function.attrs, &function.sig, &function.block);
    }

    fn visit_trait_item_fn(&mut self, function: &'ast TraitItemFn) {
        if let Some(body) = &function.default {
            self.function(&function.attrs, &function.sig, body);
        }
    }

    fn visit_block(&mut self, block: &'ast Block) {
        self.keep(operators::statement::skipped(self.text, block));
        visit::visit_block(self, block);
    }

    fn visit_expr(&mut self, expression: &'ast Expr) {
        self.keep(operators::of_expression(self.text, self.signatures, expression));
        visit::visit_expr(self, expression);
    }

    fn visit_macro(&mut self, call: &'ast Macro) {
        let Some(name) = call.path.segments.last().map(|last| last.ident.to_string()) else { return };
        if let Some(matches) = choice::parse_matches(call) {
            self.visit_expr(&matches.subject);
            if let Some(guard) = &matches.guard {
                self.visit_expr(guard);
            }
        } else if OPEN_MACROS.contains(&&*name)
            && let Ok(arguments) = call.parse_body_with(Punctuated::<Expr, Token![,]>::parse_terminated)
        {
            // A text among them is a template, which the compiler reads.
            for argument in arguments.iter().filter(|argument| !matches!(argument, Expr::Lit(_) | Expr::Assign(_))) {
                self.visit_expr(argument);
            }
        }
    }

    // Places that the compiler evaluates, and patterns, which `operators::choice` changes from outside.
    fn visit_attribute(&mut self, _: &'ast Attribute) {}
    fn visit_pat(&mut self, _: &'ast Pat) {}
    fn visit_type(&mut self, _: &'ast Type) {}
    fn visit_generic_argument(&mut self, _: &'ast GenericArgument) {}
    fn visit_expr_const(&mut self, _: &'ast ExprConst) {}
    fn visit_impl_item_const(&mut self, _: &'ast ImplItemConst) {}
    fn visit_expr_repeat(&mut self, repeat: &'ast ExprRepeat) {
        self.visit_expr(&repeat.expr);
    }
}

/// Returns true if the attributes leave the item out of the program.
fn is_test(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| match &attribute.meta {
        Meta::Path(path) => path.is_ident("test"),
        Meta::List(list) => list.path.is_ident("cfg") && list.tokens.to_string() == "test",
        Meta::NameValue(_) => false,
    })
}
