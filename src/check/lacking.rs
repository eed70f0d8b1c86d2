//! What the lists that a rule asks about lack, or hold though they should not, so that a sentence can name it.

use super::evaluate::{Evaluator, Truth, held};
use crate::facts::{Subject, World};
use crate::policy::{Condition, Constant, Expectation, Operand};
use crate::words::{Lang, join, say};

/// Each text that a condition wants in a list and that is not there, by its title where it is a measure's id; of
/// those of which one is enough, all.
pub(super) fn lacking(world: &World<'_>, condition: &Condition, subject: Subject, lang: Lang) -> String {
    let mut found = Vec::new();
    walk(world, condition, subject, lang, &mut found);
    join(lang, &found)
}

/// The words of the filing for what a condition wants a list to exclude and that is there.
pub(super) fn found(world: &World<'_>, condition: &Condition, subject: Subject, lang: Lang) -> String {
    let mut words: Vec<String> = Vec::new();
    let mut open = vec![condition];
    while let Some(condition) = open.pop() {
        match condition {
            Condition::All(inside) | Condition::Any(inside) => open.extend(inside.iter().rev()),
            Condition::Fact(path, expectation) => {
                let Ok((_, answer, _)) = Evaluator::new(world).look(path, subject, subject) else { continue };
                for (word, _) in answer.value.iter().flat_map(|value| held(value, expectation)) {
                    if !words.iter().any(|known| known == word) {
                        words.push(word.to_owned());
                    }
                }
            }
            _ => {}
        }
    }
    join(lang, &words)
}

fn walk(world: &World<'_>, condition: &Condition, subject: Subject, lang: Lang, found: &mut Vec<String>) {
    match condition {
        Condition::All(inside) => inside.iter().for_each(|one| walk(world, one, subject, lang, found)),
        Condition::Fact(path, Expectation::Includes(wanted)) => {
            // Each is asked alone.
            for one in wanted {
                let alone = Condition::Fact(path.clone(), Expectation::Includes(vec![one.clone()]));
                if Evaluator::new(world).truth(&alone, subject, subject) != Truth::True {
                    found.extend(title(world, one, lang));
                }
            }
        }
        Condition::Fact(_, Expectation::In(wanted))
            if Evaluator::new(world).truth(condition, subject, subject) != Truth::True =>
        {
            let titles: Vec<String> = wanted.iter().filter_map(|one| title(world, one, lang)).collect();
            found.extend((!titles.is_empty()).then(|| titles.join(&say(lang, "lacking.or", &[]))));
        }
        _ => {}
    }
}

fn title(world: &World<'_>, wanted: &Operand, lang: Lang) -> Option<String> {
    let Operand::Constant(Constant::Text(id)) = wanted else { return None };
    let measure = world.policy.measures.get(id);
    // A title in the midst of a sentence is quoted: in English it may be a sentence itself.
    let title = measure.map_or(id.as_str(), |measure| measure.title.get(lang));
    Some(say(lang, "lacking.one", &[("title", title)]))
}
