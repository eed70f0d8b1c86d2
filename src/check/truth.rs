//! The truth of conditions alone: nothing is collected, and what no longer matters is not asked.
//!
//! Most rules do not apply to most subjects; only of those that do is it worth knowing what they rest on.

use super::evaluate::{Evaluator, Truth};
use crate::facts::{Standing, Subject};
use crate::policy::{Condition, Expectation, Path, Quantified, Quantifier};

/// Subjects of a filing from which on it is worth remembering what they were asked.
const LARGE: usize = 512;

impl Evaluator<'_, '_> {
    /// The truth that [`Evaluator::condition`] finds.
    pub(crate) fn truth(&self, condition: &Condition, here: Subject, outer: Subject) -> Truth {
        match condition {
            Condition::All(inside) => all(inside.iter().map(|one| self.truth(one, here, outer))),
            Condition::Any(inside) => any(inside.iter().map(|one| self.truth(one, here, outer))),
            Condition::Not(inside) => opposite(self.truth(inside, here, outer)),
            Condition::Fact(path, expectation) => self.weigh(path, expectation, here, outer).0,
            Condition::Quantified(it) => self.remember(it, here, false, || self.over_items(it, here, outer)),
        }
    }

    /// Whether [`Evaluator::condition`] surely finds it true and stated. It may fail to see that it does.
    pub(crate) fn holds(&self, condition: &Condition, here: Subject, outer: Subject) -> bool {
        match condition {
            Condition::All(inside) => inside.iter().all(|one| self.holds(one, here, outer)),
            Condition::Any(inside) => inside.iter().any(|one| self.holds(one, here, outer)),
            Condition::Not(inside) => self.fails(inside, here, outer),
            Condition::Fact(path, expectation) => {
                self.weigh(path, expectation, here, outer) == (Truth::True, Standing::Stated)
            }
            Condition::Quantified(it) => {
                let holds = || if self.holds_over_items(it, here, outer) { Truth::True } else { Truth::False };
                self.remember(it, here, true, holds) == Truth::True
            }
        }
    }

    /// What a quantifier comes to; in a large filing, as it did before from the same subject.
    fn remember(&self, it: &Quantified, here: Subject, surely: bool, work_out: impl FnOnce() -> Truth) -> Truth {
        if self.world.size() < LARGE || self.is_tracing() {
            return work_out();
        }
        self.remembered.get(it, here, surely).unwrap_or_else(|| {
            let truth = work_out();
            // Once the filing has cost too much, no more is looked at.
            if !self.world.is_exhausted() {
                self.remembered.keep(it, here, surely, truth);
            }
            truth
        })
    }

    fn holds_over_items(&self, it: &Quantified, here: Subject, outer: Subject) -> bool {
        let Ok(items) = self.items(it, here, outer) else { return false };
        let both = |item: &Subject| self.holds(&it.only, *item, outer) && self.holds(&it.require, *item, outer);
        let not_both = |item: &Subject| self.fails(&it.only, *item, outer) || self.fails(&it.require, *item, outer);
        match it.quantifier {
            Quantifier::Some => items.iter().any(both),
            Quantifier::None => items.iter().all(not_both),
            Quantifier::Every => {
                items.iter().all(|item| self.fails(&it.only, *item, outer) || self.holds(&it.require, *item, outer))
            }
            Quantifier::Count(..) => self.over_items(it, here, outer) == Truth::True,
        }
    }

    /// Whether it is surely false otherwise than by promise, so that its opposite holds.
    fn fails(&self, condition: &Condition, here: Subject, outer: Subject) -> bool {
        match condition {
            Condition::All(inside) => inside.iter().any(|one| self.fails(one, here, outer)),
            Condition::Any(inside) => inside.iter().all(|one| self.fails(one, here, outer)),
            Condition::Not(inside) => self.holds(inside, here, outer),
            Condition::Fact(path, expectation) => {
                let (truth, standing) = self.weigh(path, expectation, here, outer);
                truth == Truth::False && standing != Standing::Promised
            }
            Condition::Quantified(_) => false,
        }
    }

    /// Truth and standing of a comparison.
    fn weigh(&self, path: &Path, expectation: &Expectation, here: Subject, outer: Subject) -> (Truth, Standing) {
        let answer = self.look(path, here, outer).map(|(_, answer, _)| answer);
        let standing = answer.as_ref().map_or_else(|(_, _, standing)| *standing, |answer| answer.standing);
        if let Expectation::Stated(wanted) = expectation
            && standing != Standing::Unreadable
        {
            let known = matches!(standing, Standing::Stated | Standing::Promised);
            return match (known == *wanted, wanted) {
                (true, false) => (Truth::True, Standing::Stated),
                (true, true) => (Truth::True, standing),
                (false, _) => (Truth::False, standing),
            };
        }
        let truth = match answer.as_ref().ok().and_then(|answer| answer.value.as_ref()) {
            Some(value) => self.compare(value, expectation, here, outer),
            None => Truth::Unknown,
        };
        (truth, standing)
    }

    fn over_items(&self, it: &Quantified, here: Subject, outer: Subject) -> Truth {
        let Ok(items) = self.items(it, here, outer) else { return Truth::Unknown };
        let only = |item: &Subject| self.truth(&it.only, *item, outer);
        let require = |item: &Subject| self.truth(&it.require, *item, outer);
        let both = |item: &Subject| match only(item) {
            Truth::False => Truth::False,
            only => all([only, require(item)].into_iter()),
        };
        match it.quantifier {
            Quantifier::Some => any(items.iter().map(both)),
            Quantifier::None => opposite(any(items.iter().map(both))),
            Quantifier::Every => all(items.iter().map(|item| match only(item) {
                Truth::False => Truth::True,
                Truth::True => require(item),
                Truth::Unknown => any([Truth::Unknown, require(item)].into_iter()),
            })),
            Quantifier::Count(min, max) => within(items.iter().map(both), min, max),
        }
    }
}

/// False if one is, else unknown if one is, else true.
fn all(inside: impl Iterator<Item = Truth>) -> Truth {
    let mut whole = Truth::True;
    for one in inside {
        match one {
            Truth::False => return Truth::False,
            Truth::Unknown => whole = Truth::Unknown,
            Truth::True => {}
        }
    }
    whole
}

/// True if one is, else unknown if one is, else false.
fn any(inside: impl Iterator<Item = Truth>) -> Truth {
    opposite(all(inside.map(opposite)))
}

fn opposite(truth: Truth) -> Truth {
    match truth {
        Truth::True => Truth::False,
        Truth::False => Truth::True,
        Truth::Unknown => Truth::Unknown,
    }
}

/// Whether so many are true as two bounds ask.
pub(super) fn within(truths: impl Iterator<Item = Truth>, min: i64, max: i64) -> Truth {
    let (mut sure, mut open) = (0_i64, 0_i64);
    for truth in truths {
        match truth {
            Truth::True => sure += 1,
            Truth::Unknown => open += 1,
            Truth::False => {}
        }
    }
    if sure >= min && sure + open <= max {
        Truth::True
    } else if sure > max || sure + open < min {
        Truth::False
    } else {
        Truth::Unknown
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::World;
    use crate::policy::{PackFile, Packs, Policy};
    use crate::source::{Document, Limits, SourceFile};
    use crate::{filing, flow, policy};

    /// Every YAML file below a folder of the project, by its path from there.
    fn texts(folder: &str) -> Vec<(String, Vec<u8>)> {
        let top = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        let mut found = Vec::new();
        let mut open = vec![top.clone()];
        while let Some(at) = open.pop() {
            for path in std::fs::read_dir(at).expect("folder").flatten().map(|entry| entry.path()) {
                if path.is_dir() {
                    open.push(path);
                } else if path.to_string_lossy().ends_with(".yaml") {
                    let name = path.strip_prefix(&top).expect("below").to_string_lossy().replace('\\', "/");
                    found.push((name, std::fs::read(&path).expect("text")));
                }
            }
        }
        found
    }

    fn conditions(policy: &Policy) -> Vec<(crate::vocabulary::facts::SubjectKind, &Condition)> {
        policy.rules.iter().flat_map(|rule| [&rule.when, &rule.require].map(|one| (rule.applies_to, one))).collect()
    }

    #[test]
    fn truth_alone_is_the_truth_with_its_reasons() {
        let (tests, packs): (Vec<_>, Vec<_>) =
            texts("policies").into_iter().partition(|(name, _)| name.contains("/tests/"));
        let packs = packs.into_iter().map(|(path, bytes)| PackFile::new(path, bytes)).collect();
        let policy = policy::load(&Packs::new(packs), "shinjuku").expect("a policy");
        let filings = texts("examples/shinjuku").into_iter().chain(tests);
        let mut seen = std::collections::BTreeSet::new();
        for (name, bytes) in filings.filter(|(name, _)| name.ends_with(".filing.yaml")) {
            let source = SourceFile::decode(name.clone(), bytes, &Limits::default()).expect("text");
            let document = Document::parse(&source, &Limits::default()).document.expect("a document");
            let (filing, _) = filing::read(&document, &policy.words);
            let custody = flow::follow(&filing);
            let world = World::new(&filing, &custody, &policy, filing.reference_date().unwrap_or_default());
            let evaluator = Evaluator::new(&world);
            for (kind, condition) in conditions(&policy) {
                for subject in world.subjects(kind) {
                    let whole = evaluator.condition(condition, subject, subject);
                    assert_eq!(evaluator.truth(condition, subject, subject), whole.truth, "{name}: {condition:?}");
                    let firm = whole.truth == Truth::True && whole.standing == Standing::Stated;
                    let holds = evaluator.holds(condition, subject, subject);
                    assert!(firm || !holds, "{name}: {condition:?}");
                    seen.insert((whole.truth, holds));
                }
            }
        }
        let all = [(Truth::True, true), (Truth::True, false), (Truth::False, false), (Truth::Unknown, false)];
        assert!(all.iter().all(|kind| seen.contains(kind)), "every kind was among them: {seen:?}");
    }
}
