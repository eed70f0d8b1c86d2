//! What follows from several pages of a paper: who hands on to whom, and which checklist and special clauses a part has.

use super::checklist::ChecklistRead;
use super::fill::Filling;
use super::pages::joint;
use super::signs::{PaperSign, are, fold, lines};
use super::values::{infer, list, map, put, text};
use crate::policy::SentenceName;
use crate::source::{Kind, Span, Tree};
use crate::vocabulary::enumerations::PartKind;

impl Filling<'_, '_, '_> {
    /// Settles what no page says by itself.
    pub(super) fn settle(&mut self) {
        self.annexes();
        self.titles();
        self.givers();
        self.checklists();
        self.special_clauses();
        self.departments();
    }

    /// Knows what stands above a drawing that has neither name nor title for words of the form.
    pub(super) fn drawings_without_name(&self) {
        let patterns = self.values.form.sentences.patterns(SentenceName::Drawing);
        let words: Vec<Vec<char>> = patterns
            .filter(|pattern| pattern.names().next().is_none())
            .map(|pattern| fold(&pattern.fill(|_| None)))
            .collect();
        for line in lines(&self.values.signs.all).filter(|line| words.iter().any(|words| are(line, words))) {
            self.values.form_words(line);
        }
    }

    /// Leaves out the title of a part where it is that of the filing.
    fn titles(&mut self) {
        let title = self.draft.filing.get("title").and_then(Tree::text).map(fold);
        for part in &mut self.draft.parts {
            let own = part.tree.get("title").and_then(Tree::text).map(fold);
            if own.is_some()
                && own == title
                && let crate::source::TreeShape::Map(entries) = &mut part.tree.shape
            {
                entries.retain(|(key, ..)| key != "title");
            }
        }
    }

    /// Names who gives the work: the public body, and under the only contract its contractor.
    fn givers(&mut self) {
        let contracts: Vec<usize> = self.of_kind(PartKind::Outsourcing);
        let parent = match contracts.as_slice() {
            [only] => self.draft.parts.get(*only).map(|part| (part.id.clone(), part.tree.get("to").cloned())),
            _ => None,
        };
        let principal = if self.draft.parts.is_empty() { None } else { Some(self.draft.principal()) };
        for part in &mut self.draft.parts {
            match part.kind {
                PartKind::Outsourcing => {
                    principal.iter().for_each(|id| put(&mut part.tree, "from", text(id.as_str())));
                    infer(&mut part.tree, "from");
                }
                PartKind::SubOutsourcing => {
                    let Some((parent, giver)) = &parent else { continue };
                    put(&mut part.tree, "parent", text(parent.as_str()));
                    infer(&mut part.tree, "parent");
                    if let Some(giver) = giver {
                        put(&mut part.tree, "from", giver.clone());
                        infer(&mut part.tree, "from");
                    }
                }
                PartKind::Connection | PartKind::Processing => {}
            }
        }
    }

    fn of_kind(&self, kind: PartKind) -> Vec<usize> {
        let parts = self.draft.parts.iter().enumerate();
        parts.filter(|(_, part)| part.kind == kind).map(|(at, _)| at).collect()
    }

    /// Gives each checklist to the first part of its kind that says to have one; those after it have the same.
    fn checklists(&mut self) {
        for ChecklistRead { kind, tree } in self.values.checklists(self.forms, self.texts) {
            let fits = |own: PartKind| {
                kind.is_none_or(|kind| kind == own || kind == PartKind::Outsourcing && own == PartKind::SubOutsourcing)
            };
            let mut first: Option<String> = None;
            for part in self.draft.parts.iter_mut().filter(|part| part.by_checklist && fits(part.kind)) {
                if part.tree.get("checklist").is_some() {
                    continue;
                }
                match &first {
                    None => {
                        put(&mut part.tree, "checklist", tree.clone());
                        first = Some(part.id.clone());
                    }
                    Some(first) => {
                        put(&mut part.tree, "checklist", map([("same_as", Some(text(first.as_str())))]));
                        infer(&mut part.tree, "checklist");
                    }
                }
            }
        }
    }

    /// Gives special clauses to the contracts whose measures name them, or to the only contract.
    fn special_clauses(&mut self) {
        let contracts = |kind| matches!(kind, PartKind::Outsourcing | PartKind::SubOutsourcing);
        let count = self.draft.parts.iter().filter(|part| contracts(part.kind)).count();
        let form = self.values.form;
        let annexes: Vec<String> = form.annexes.iter().map(|word| folded(word)).collect();
        let last = form.sentences.patterns(SentenceName::Last).map(joint);
        let joints: Vec<String> =
            last.map(|words| words.into_iter().collect()).chain(["、".to_owned(), "・".to_owned()]).collect();
        for (name, read) in std::mem::take(&mut self.clauses) {
            let clauses = map([
                ("form", read.get("form").cloned()),
                ("attached", Some(Tree::scalar(Kind::Bool, "true", Span::START))),
                ("label", name.clone().map(text)),
                ("texts", read.get("texts").cloned()),
            ]);
            for part in self.draft.parts.iter_mut().filter(|part| contracts(part.kind)) {
                let named = name.as_deref().is_some_and(|name| names(&part.tree, name, &annexes, &joints));
                if !named && count != 1 {
                    continue;
                }
                let mut own = clauses.clone();
                if !named {
                    infer(&mut own, "attached");
                }
                let mut all = part.tree.get("special_clauses").cloned().unwrap_or_else(|| list(Vec::new()));
                all.items_mut().into_iter().for_each(|items| items.push(own.clone()));
                put(&mut part.tree, "special_clauses", all);
            }
        }
    }

    /// Reads the departments of the overview where the parts name the same.
    fn departments(&mut self) {
        let mut known: Vec<Vec<char>> = Vec::new();
        let lists = self.draft.parts.iter().map(|part| &part.tree).chain([&self.draft.filing]);
        for tree in lists.filter_map(|tree| tree.get("departments")) {
            if let crate::source::TreeShape::Seq(items) = &tree.shape {
                known.extend(items.iter().filter_map(Tree::text).map(fold));
            }
        }
        let mut unknown: Vec<Vec<PaperSign>> = Vec::new();
        for signs in std::mem::take(&mut self.named_again) {
            let names = self.values.names_of(&signs);
            match names.iter().all(|name| known.contains(&fold(name))) {
                true => self.values.field(&signs),
                false => unknown.push(signs),
            }
        }
        // Where no page names any, these are those of the filing.
        if let [signs] = unknown.as_slice()
            && known.is_empty()
        {
            let names = self.values.names(signs);
            put(&mut self.draft.filing, "departments", names);
        }
    }
}

fn folded(text: &str) -> String {
    fold(text).into_iter().collect()
}

/// True if a folded text names an annex: by its name, or by its number behind that of another (別紙3及び4).
fn says(text: &str, name: &str, annexes: &[String], joints: &[String]) -> bool {
    let number =
        |text: &str| text.chars().take_while(|c| c.is_ascii_digit() || *c == '-').map(char::len_utf8).sum::<usize>();
    let behind = |word: &String| {
        let own = name.strip_prefix(word.as_str()).filter(|own| !own.is_empty())?;
        let mut named = text.match_indices(word.as_str()).filter_map(|(at, _)| text.get(at + word.len()..));
        named.find(|rest| {
            let mut rest = *rest;
            loop {
                let length = number(rest);
                let (first, after) = rest.split_at(length);
                if first == own {
                    return true;
                }
                let next = joints
                    .iter()
                    .filter(|joint| !joint.is_empty())
                    .find_map(|joint| after.strip_prefix(joint.as_str()));
                match next.filter(|_| length > 0) {
                    Some(next) => rest = next,
                    None => return false,
                }
            }
        })
    };
    text.contains(name) || annexes.iter().any(|word| behind(word).is_some())
}

/// True if the measures of a part name special clauses.
fn names(part: &Tree, name: &str, annexes: &[String], joints: &[String]) -> bool {
    let name = folded(name);
    let Some(measures) = part.get("measures") else { return false };
    let mut open = vec![measures];
    while let Some(tree) = open.pop() {
        match &tree.shape {
            crate::source::TreeShape::Scalar(_, text) => {
                if says(&folded(text), &name, annexes, joints) {
                    return true;
                }
            }
            crate::source::TreeShape::Seq(items) => open.extend(items),
            crate::source::TreeShape::Map(entries) => open.extend(entries.iter().map(|(.., value)| value)),
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_annex_is_named_by_its_number_behind_another() {
        let annexes = ["別紙".to_owned(), "資料".to_owned()];
        let joints = ["及び".to_owned(), "、".to_owned()];
        let named = |text: &str| says(&folded(text), "別紙4", &annexes, &joints);
        for text in
            ["「特記事項（別紙４）」を付す。", "「特記事項（別紙３及び４）」を付す。", "別紙１、別紙２、４のとおり"]
        {
            assert!(named(text), "{text}");
        }
        for text in ["別紙３及び14", "資料３及び４", "別紙３を付し、４回", "別紙"] {
            assert!(!named(text), "{text}");
        }
    }
}
