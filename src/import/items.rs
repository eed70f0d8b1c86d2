//! Lists of data items: whose data it is, the sets, and the items of each.

use super::signs::{MarkerKind, PaperSign, lines, marker};
use super::values::{Values, comma_parts, is_comma, list, map, nested, text};
use crate::policy::SentenceName;
use crate::source::Tree;

/// A data set as it is read.
#[derive(Debug, Default)]
pub(super) struct DataRead {
    pub(super) name: Option<String>,
    pub(super) subjects: Option<String>,
    /// True if whose data it is was concluded from the first item.
    pub(super) concluded: bool,
    pub(super) items: Vec<Tree>,
    /// Where its items stand, if that is an annex.
    pub(super) see: Option<Tree>,
}

/// A name in a list, with what stands before it.
struct Token<'s> {
    signs: &'s [PaperSign],
    /// True if a dot leads it.
    dotted: bool,
    /// True if it begins a line.
    begins: bool,
    /// True if it ends with its line.
    ends: bool,
    /// True if a comma follows it.
    comma: bool,
}

impl Values<'_, '_> {
    /// Reads data sets with their items. `subjects`: whose data it is, where a heading says so.
    pub(super) fn items(&self, signs: &[PaperSign], subjects: Option<String>) -> Vec<DataRead> {
        let tokens = self.tokens(signs);
        let mut sets = vec![DataRead { subjects: subjects.clone(), ..DataRead::default() }];
        let mut open = true;
        for (at, token) in tokens.iter().enumerate() {
            let next = tokens.get(at + 1);
            let alone = token.begins && token.ends && !token.comma;
            // A dot before a whole line, below which names are parted by commas, leads the name of a set; a line above
            // dotted names is one.
            let names_set = token.dotted && alone && next.is_some_and(|next| !next.dotted);
            let listed = |next: &Token<'_>| next.dotted || next.comma || self.refers(next.signs);
            let above = !token.dotted && alone && next.is_some_and(|next| next.begins && listed(next));
            if names_set || above && open {
                self.field(token.signs);
                let name = self.signs.written(token.signs);
                match sets.last_mut().filter(|set| set.items.is_empty() && set.name.is_none()) {
                    Some(set) => set.name = Some(name),
                    None => sets.push(DataRead { name: Some(name), subjects: subjects.clone(), ..DataRead::default() }),
                }
                continue;
            }
            // A remark in brackets is no item.
            if token.begins && token.signs.first().is_some_and(|sign| sign.c == '(') {
                continue;
            }
            open = false;
            let Some(set) = sets.last_mut() else { break };
            if set.items.is_empty()
                && let Some(see) = self.elsewhere(token.signs)
            {
                set.see = Some(see);
                continue;
            }
            let own = self.without_reference(token.signs);
            let (whose, own) = self.whose(own, set);
            if let Some(whose) = whose {
                set.subjects = Some(whose);
                set.concluded = true;
            }
            if !own.is_empty() {
                self.field(own);
                let item = text(self.signs.written(own));
                set.items.push(self.with_change(item, "name", own));
            }
        }
        sets.retain(|set| set.name.is_some() || set.see.is_some() || !set.items.is_empty());
        sets
    }

    /// Parts a list into names: at commas outside brackets, before dots, and where a line ends before a dot.
    fn tokens<'s>(&self, signs: &'s [PaperSign]) -> Vec<Token<'s>> {
        let widest = self.signs.widest(signs);
        let mut all = Vec::new();
        let mut open = 0;
        let mut begin = 0;
        let mut dotted = false;
        let mut begins = true;
        let dot = |at: usize| signs.get(at).is_some_and(|sign| sign.c == '・' && (sign.first || sign.spaced));
        let breaks = |at: usize| signs.get(at).is_none_or(|sign| at > 0 && sign.piece != signs[at - 1].piece);
        for at in 0..=signs.len() {
            // A dot leads one name, whatever commas are in it.
            let comma = open == 0 && !dotted && is_comma(signs, at);
            let remark = signs.get(at).is_some_and(|sign| sign.c == '(');
            let goes_on = || !self.signs.begins_paragraph(&signs[..at], &signs[at..], widest);
            let line = breaks(at) && (!self.signs.paper.wrapped || dotted || dot(at) || remark && !goes_on());
            let stops = at == signs.len() || comma || open == 0 && (dot(at) || line);
            if stops {
                if begin < at {
                    let ends = breaks(at);
                    all.push(Token { signs: &signs[begin..at], dotted, begins, ends, comma });
                }
                begins = breaks(at) || comma && breaks(at + 1) || begin == at && begins;
                dotted = dot(at);
                begin = if comma || dotted { at + 1 } else { at };
                if comma || dotted {
                    self.field(signs.get(at..at + 1).unwrap_or_default());
                }
            }
            if let Some(sign) = signs.get(at) {
                open = nested(open, sign.c);
            }
        }
        all
    }

    /// Takes from the last name that the rest stands in an annex.
    fn without_reference<'s>(&self, signs: &'s [PaperSign]) -> &'s [PaperSign] {
        let before = self.sentence(SentenceName::Last, signs, |value| {
            let last = value("last")?;
            self.refers(last).then(|| value("before"))?
        });
        before.unwrap_or(if self.refers(signs) { &[] } else { signs })
    }

    fn refers(&self, signs: &[PaperSign]) -> bool {
        self.sentence(SentenceName::Elsewhere, signs, |_| Some(())).is_some()
    }

    /// Parts the first name of a set from whose data it is, where the rest is the name of an item.
    fn whose<'s>(&self, signs: &'s [PaperSign], set: &DataRead) -> (Option<String>, &'s [PaperSign]) {
        if set.subjects.is_some() || !set.items.is_empty() {
            return (None, signs);
        }
        let found = self.sentence(SentenceName::Items, signs, |value| {
            let (whose, item) = (value("subjects")?, value("items")?);
            self.policy.items.knows(&self.signs.written(item)).then_some((whose, item))
        });
        match found {
            Some((whose, item)) => {
                self.field(signs);
                (Some(self.signs.written(whose)), item)
            }
            None => (None, signs),
        }
    }

    /// Reads what is enclosed, each thing with its number.
    pub(super) fn enclosures(&self, signs: &[PaperSign]) -> Option<Tree> {
        let mut all = Vec::new();
        for paragraph in self.signs.paragraphs(signs) {
            let Some(lead) = marker(self.signs, paragraph).filter(|lead| lead.kind != MarkerKind::Dot) else {
                continue;
            };
            let (number, name) = paragraph.split_at(lead.length);
            let id: String = number.iter().map(|sign| sign.c).filter(|c| c.is_alphanumeric()).collect();
            self.field(paragraph);
            all.push(map([("id", Some(text(id))), ("name", Some(text(self.signs.written(name))))]));
        }
        for paragraph in self.signs.paragraphs(signs) {
            self.printed(paragraph, &mut all);
        }
        (!all.is_empty()).then(|| list(all))
    }

    /// Reads which of the things that are enclosed are printed, by their numbers. Of the others nothing is said.
    fn printed(&self, signs: &[PaperSign], all: &mut [Tree]) {
        let Some(named) = self.sentence(SentenceName::Printed, signs, |value| value("enclosures")) else { return };
        let known: Vec<String> = all.iter().filter_map(|own| own.get("id")?.text().map(str::to_owned)).collect();
        // A name may have commas of its own.
        let numbers = comma_parts(named).into_iter().filter_map(|part| {
            let lead = marker(self.signs, part)?;
            Some(part.iter().take(lead.length).map(|sign| sign.c).filter(|c| c.is_alphanumeric()).collect::<String>())
        });
        let numbers: Vec<String> = numbers.filter(|number| known.contains(number)).collect();
        if numbers.is_empty() {
            return;
        }
        self.field(signs);
        for own in all
            .iter_mut()
            .filter(|own| own.get("id").and_then(Tree::text).is_some_and(|id| numbers.iter().any(|it| it == id)))
        {
            super::values::put(
                own,
                "printed",
                Tree::scalar(crate::source::Kind::Bool, "true", crate::source::Span::START),
            );
        }
    }

    /// Reads groups of persons with their numbers, and the total of them.
    pub(super) fn headcount(&self, signs: &[PaperSign]) -> (Option<Tree>, Option<Tree>) {
        let (mut all, mut total, mut counted_above) = (Vec::new(), None, None);
        let parts = |one| comma_parts(one).into_iter();
        for (part, whole) in
            self.signs.paragraphs(signs).into_iter().flat_map(|one| parts(one).map(move |part| (part, one)))
        {
            let sum = self.sentence(SentenceName::Total, part, |value| {
                let plain = value("unit").is_none_or(|unit| !unit.iter().any(|sign| is_digit(sign.c)));
                number(value("count")?).filter(|_| plain)
            });
            if let Some(sum) = sum.filter(|_| !all.is_empty()) {
                self.field(part);
                total = Some(Tree::scalar(crate::source::Kind::Int, sum, crate::source::Span::START));
                continue;
            }
            let group = self.sentence(SentenceName::Group, part, |value| {
                let about = value("about");
                let count = number(value("count").or(about)?)?;
                let unit = value("unit").filter(|unit| unit.len() <= 2 && !unit.iter().any(|sign| is_digit(sign.c)))?;
                let group = value("group").filter(|group| !group.last().is_some_and(|sign| is_digit(sign.c)))?;
                let text_of = |signs| Some(text(self.signs.written(signs)));
                let count = Tree::scalar(crate::source::Kind::Int, count, crate::source::Span::START);
                let approx = about.map(|_| Tree::scalar(crate::source::Kind::Bool, "true", crate::source::Span::START));
                Some(map([
                    ("group", text_of(group)),
                    ("count", Some(count)),
                    ("unit", text_of(unit)),
                    ("approx", approx),
                    ("basis", value("basis").and_then(text_of)),
                ]))
            });
            if let Some(group) = group {
                self.field(part);
                // The comma before it.
                let comma = whole.iter().position(|sign| Some(sign) == part.first()).and_then(|at| at.checked_sub(1));
                comma.and_then(|at| whole.get(at..=at)).into_iter().for_each(|comma| self.field(comma));
                all.push(group);
                continue;
            }
            // How all of them were counted.
            let counted = self.sentence(SentenceName::Counted, part, |value| value("basis"));
            if let Some(basis) = counted {
                match all.is_empty() {
                    true => counted_above = Some((part, basis)),
                    false => self.counted(part, basis, &mut all),
                }
            }
        }
        if let Some((part, basis)) = counted_above.filter(|_| !all.is_empty()) {
            self.counted(part, basis, &mut all);
        }
        ((!all.is_empty()).then(|| list(all)), total)
    }

    /// Says of every group how it was counted.
    fn counted(&self, part: &[PaperSign], basis: &[PaperSign], all: &mut [Tree]) {
        self.field(part);
        let basis = text(self.signs.written(basis));
        all.iter_mut().for_each(|group| super::values::put(group, "basis", basis.clone()));
    }
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || c == ','
}

fn number(signs: &[PaperSign]) -> Option<String> {
    let digits: String = signs.iter().map(|sign| sign.c).filter(|c| *c != ',').collect();
    let plain = digits.len() <= 12 && lines(signs).count() == 1 && digits.chars().all(|c| c.is_ascii_digit());
    plain.then(|| digits.parse::<u64>().ok()).flatten().map(|number| number.to_string())
}
