//! Three-valued evaluation of conditions, with the standing of what they rest on.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use super::promise::{self, FoundPromise};
use super::remember::Remembered;
use super::trace::TraceRow;
use super::truth;
use crate::calendar::Date;
use crate::facts::{Answer, Reached, Standing, Subject, Value, World};
use crate::policy::{Condition, Constant, Expectation, Operand, Path, Quantified, Quantifier};
use crate::source::Span;
use crate::vocabulary::facts::{FactId, RelationId};
use crate::words::Lang;

/// Truth of a condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Truth {
    /// Holds.
    True,
    /// Does not hold.
    False,
    /// Cannot be told from what is written.
    Unknown,
}

/// A fact that decided.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Cause<'w> {
    /// Subject asked.
    pub(crate) subject: Subject,
    /// The fact.
    pub(crate) fact: FactId,
    /// How firmly it is known.
    pub(crate) standing: Standing,
    /// Where it stands.
    pub(crate) span: Option<Span>,
    /// Whether the author concluded it.
    pub(crate) inferred: bool,
    /// What promises it.
    pub(crate) source: Option<FoundPromise<'w>>,
    /// Annexes it is in.
    pub(crate) annexes: Vec<String>,
}

/// Truth with standing and what it rests on.
#[derive(Debug, Clone)]
pub(crate) struct Judgement<'w> {
    pub(crate) truth: Truth,
    pub(crate) standing: Standing,
    pub(crate) causes: Vec<Cause<'w>>,
}

/// A subject asked, what it answers, and what promises that.
type Looked<'w> = (Subject, Rc<Answer<'w>>, Option<FoundPromise<'w>>);

/// The subject at which a path breaks off, the relation that leads nowhere, and how firmly.
pub(super) type Broken = (Subject, RelationId, Standing);

/// Evaluates conditions over one filing.
pub(crate) struct Evaluator<'e, 'w> {
    pub(super) world: &'e World<'w>,
    /// Whether what a measure promises is taken into account.
    promises: bool,
    /// Whether this is the condition of a promise.
    nested: bool,
    /// What quantifiers over many subjects came to.
    pub(super) remembered: Remembered<Truth>,
    /// Where a trace writes each fact it asks, and in which language.
    trace: Option<(&'e RefCell<Vec<TraceRow>>, Lang)>,
}

impl<'e, 'w> Evaluator<'e, 'w> {
    pub(crate) fn new(world: &'e World<'w>) -> Self {
        Evaluator { world, promises: true, nested: false, remembered: Remembered::default(), trace: None }
    }

    /// One for the condition of a promise.
    pub(crate) fn nested(world: &'e World<'w>) -> Self {
        Evaluator { world, promises: true, nested: true, remembered: Remembered::default(), trace: None }
    }

    /// One that sees only what is written, for the condition of a promise inside that.
    pub(crate) fn written_only(world: &'e World<'w>) -> Self {
        Evaluator { world, promises: false, nested: true, remembered: Remembered::default(), trace: None }
    }

    /// Whether every fact asked is written down.
    pub(crate) fn is_tracing(&self) -> bool {
        self.trace.is_some()
    }

    /// One that writes down every fact it asks.
    pub(crate) fn tracing(world: &'e World<'w>, trace: &'e RefCell<Vec<TraceRow>>, lang: Lang) -> Self {
        let trace = Some((trace, lang));
        Evaluator { world, promises: true, nested: false, remembered: Remembered::default(), trace }
    }

    /// Evaluates a condition about `here`, with `outer` as the subject of the rule.
    pub(crate) fn condition(&self, condition: &Condition, here: Subject, outer: Subject) -> Judgement<'w> {
        match condition {
            Condition::All(inside) => all(inside.iter().map(|one| self.condition(one, here, outer))),
            Condition::Any(inside) => any(inside.iter().map(|one| self.condition(one, here, outer))),
            Condition::Not(inside) => not(self.condition(inside, here, outer)),
            Condition::Fact(path, expectation) => self.fact(path, expectation, here, outer),
            Condition::Quantified(it) => self.quantified(it, here, outer),
        }
    }

    /// The answer at the end of a path, promised where not written.
    pub(crate) fn answer(&self, path: &Path, here: Subject, outer: Subject) -> (Rc<Answer<'w>>, Cause<'w>) {
        let (subject, answer, found) = match self.look(path, here, outer) {
            Ok(looked) => looked,
            Err((at, relation, standing)) => return self.lost(at, relation, standing, path.fact),
        };
        let cause = Cause {
            subject,
            fact: path.fact,
            standing: answer.standing,
            span: answer.span,
            inferred: answer.inferred,
            source: found,
            annexes: answer.annexes.clone(),
        };
        if let Some((trace, lang)) = self.trace {
            trace.borrow_mut().push(TraceRow::of(self.world, path, &answer, &cause, lang));
        }
        (answer, cause)
    }

    /// The same without its cause; where the path breaks off, where it does.
    pub(super) fn look(&self, path: &Path, here: Subject, outer: Subject) -> Result<Looked<'w>, Broken> {
        let start = if path.outer { outer } else { here };
        let subject = self.walk(start, &path.relations)?;
        let mut answer = self.world.ask(subject, path.fact);
        let mut source = None;
        if self.promises && matches!(answer.standing, Standing::Unstated | Standing::Elsewhere) {
            if let Some((value, found)) = promise::find(self.world, subject, path.fact, self.nested) {
                let value = Some(constant(value));
                answer = Rc::new(Answer { standing: Standing::Promised, value, ..Answer::clone(&answer) });
                source = Some(found);
            } else if self.world.filing.unclear.promises && self.world.policy.promised.contains_key(&path.fact) {
                answer = Rc::new(Answer { standing: Standing::Unreadable, ..Answer::clone(&answer) });
            }
        }
        Ok((subject, answer, source))
    }

    fn fact(&self, path: &Path, expectation: &Expectation, here: Subject, outer: Subject) -> Judgement<'w> {
        let (answer, cause) = self.answer(path, here, outer);
        if let Expectation::Stated(wanted) = expectation
            && answer.standing != Standing::Unreadable
        {
            let known = matches!(answer.standing, Standing::Stated | Standing::Promised);
            let truth = if known == *wanted { Truth::True } else { Truth::False };
            let standing = if truth == Truth::True && !wanted { Standing::Stated } else { answer.standing };
            return Judgement { truth, standing, causes: vec![cause] };
        }
        let Some(value) = &answer.value else {
            return Judgement { truth: Truth::Unknown, standing: answer.standing, causes: vec![cause] };
        };
        let truth = self.compare(value, expectation, here, outer);
        let cause = Cause { span: held(value, expectation).find_map(|(_, span)| span).or(cause.span), ..cause };
        let standing = match truth {
            Truth::Unknown if self.is_unreadable(expectation, here, outer) => Standing::Unreadable,
            Truth::Unknown => Standing::Unstated,
            _ => answer.standing,
        };
        Judgement { truth, standing, causes: vec![cause] }
    }

    /// Returns true if a fact to compare with cannot be read.
    fn is_unreadable(&self, expectation: &Expectation, here: Subject, outer: Subject) -> bool {
        expectation.operands().iter().any(|operand| match operand {
            Operand::Constant(_) => false,
            Operand::Fact(path, _) => match self.look(path, here, outer) {
                Ok((_, answer, _)) => answer.standing == Standing::Unreadable,
                Err((_, _, standing)) => standing == Standing::Unreadable,
            },
        })
    }

    pub(super) fn compare(&self, value: &Value<'w>, expectation: &Expectation, here: Subject, outer: Subject) -> Truth {
        let operand = |operand: &Operand| self.operand(operand, here, outer);
        let members = match value {
            Value::List(members) => members.as_slice(),
            one => std::slice::from_ref(one),
        };
        let holds = |one: &Operand| match one {
            Operand::Constant(constant) => Some(members.iter().any(|member| is(member, constant))),
            fact => operand(fact).map(|other| members.iter().any(|member| equal(member, &other))),
        };
        // One operand that is not known leaves it open, whatever the others are.
        let count = |operands: &[Operand]| {
            operands.iter().try_fold(0, |count, one| holds(one).map(|holds| count + usize::from(holds)))
        };
        let decided = match expectation {
            Expectation::In(operands) => count(operands).map(|count| count > 0),
            Expectation::NotIn(operands) | Expectation::Excludes(operands) => count(operands).map(|count| count == 0),
            Expectation::Includes(operands) => count(operands).map(|count| count == operands.len()),
            Expectation::SubsetOf(operands) => {
                let all = operands.iter().map(operand).collect::<Option<Vec<_>>>();
                all.map(|all| members.iter().all(|one| all.iter().any(|other| equal(one, other))))
            }
            Expectation::Empty(wanted) => Some(members.is_empty() == *wanted),
            Expectation::Min(bound) => operand(bound).and_then(|bound| Some(rank(value)? >= rank(&bound)?)),
            Expectation::Max(bound) => operand(bound).and_then(|bound| Some(rank(value)? <= rank(&bound)?)),
            Expectation::Before(bound) => return operand(bound).map_or(Truth::Unknown, |bound| earlier(value, &bound)),
            Expectation::After(bound) => return operand(bound).map_or(Truth::Unknown, |bound| earlier(&bound, value)),
            Expectation::Stated(_) => Some(true),
        };
        match decided {
            None => Truth::Unknown,
            Some(true) => Truth::True,
            Some(false) => Truth::False,
        }
    }

    fn operand(&self, operand: &Operand, here: Subject, outer: Subject) -> Option<Value<'w>> {
        match operand {
            Operand::Constant(value) => Some(constant(value)),
            Operand::Fact(path, days) => {
                let value = self.known(path, here, outer)?;
                match value {
                    Value::Days(first, last) => Some(Value::Days(later(first, *days)?, later(last, *days)?)),
                    other => Some(other),
                }
            }
        }
    }

    /// The value of another fact to compare with; a trace shows that it was asked.
    fn known(&self, path: &Path, here: Subject, outer: Subject) -> Option<Value<'w>> {
        if self.is_tracing() {
            return self.answer(path, here, outer).0.value.clone();
        }
        self.look(path, here, outer).ok()?.1.value.clone()
    }

    fn quantified(&self, it: &Quantified, here: Subject, outer: Subject) -> Judgement<'w> {
        let items = match self.items(it, here, outer) {
            Ok(items) => items,
            Err((at, relation, standing)) => return self.unknown(at, relation, standing),
        };
        let each = |item: &Subject| {
            let only = self.condition(&it.only, *item, outer);
            let require = self.condition(&it.require, *item, outer);
            (only, require)
        };
        let both = |item: &Subject| {
            let (only, require) = each(item);
            all([only, require].into_iter())
        };
        match it.quantifier {
            Quantifier::Some => any(items.iter().map(both)),
            Quantifier::None => not(any(items.iter().map(both))),
            Quantifier::Every => all(items.iter().map(|item| {
                let (only, require) = each(item);
                if only.truth == Truth::True { require } else { any([not(only), require].into_iter()) }
            })),
            Quantifier::Count(min, max) => {
                let judged: Vec<Judgement<'_>> = items.iter().map(both).collect();
                count(judged, min, max)
            }
        }
    }

    /// The items that a quantifier is about; where they are not told, or the filing has cost too much already, the
    /// relation that leads nowhere.
    pub(super) fn items(&self, it: &Quantified, here: Subject, outer: Subject) -> Result<Rc<[Subject]>, Broken> {
        let start = if it.outer { outer } else { here };
        let subject = self.walk(start, &it.relations)?;
        match self.world.follow(subject, it.of) {
            Reached::Many(items) if self.world.may_visit(items.len()) => Ok(items),
            Reached::Unknown(standing) => Err((subject, it.of, standing)),
            Reached::Many(_) | Reached::One(_) | Reached::Nothing => Err((subject, it.of, Standing::Unstated)),
        }
    }

    pub(super) fn walk(&self, start: Subject, relations: &[RelationId]) -> Result<Subject, Broken> {
        let mut at = start;
        for relation in relations {
            match self.world.follow(at, *relation) {
                Reached::One(next) => at = next,
                Reached::Nothing => return Err((at, *relation, Standing::Stated)),
                Reached::Unknown(standing) => return Err((at, *relation, standing)),
                Reached::Many(_) => return Err((at, *relation, Standing::Unstated)),
            }
        }
        Ok(at)
    }

    /// The answer where a relation leads nowhere: what is not said is whom or what it names.
    fn lost(&self, at: Subject, relation: RelationId, standing: Standing, fact: FactId) -> (Rc<Answer<'w>>, Cause<'w>) {
        let cause = Cause {
            subject: at,
            fact: relation.row().fact.unwrap_or(fact),
            standing,
            span: None,
            inferred: false,
            source: None,
            annexes: Vec::new(),
        };
        (Rc::new(Answer { standing, ..Answer::unstated() }), cause)
    }

    fn unknown(&self, at: Subject, relation: RelationId, standing: Standing) -> Judgement<'w> {
        let causes = relation.row().fact.map(|fact| Cause {
            subject: at,
            fact,
            standing,
            span: None,
            inferred: false,
            source: None,
            annexes: Vec::new(),
        });
        Judgement { truth: Truth::Unknown, standing, causes: causes.into_iter().collect() }
    }
}

/// False if one is, and then as firmly as the firmest that is; unknown if one is; else true, as
/// weakly as the weakest.
fn all<'w>(inside: impl Iterator<Item = Judgement<'w>>) -> Judgement<'w> {
    let inside: Vec<Judgement<'_>> = inside.collect();
    if let Some(truth) =
        [Truth::False, Truth::Unknown].into_iter().find(|truth| inside.iter().any(|one| one.truth == *truth))
    {
        let those = || inside.iter().filter(|one| one.truth == truth).map(|one| one.standing);
        // What stands against it is firm; where only silence does, the greatest silence counts.
        let firm = those().any(|standing| standing == Standing::Stated);
        let standing = if firm && truth == Truth::False { those().min() } else { those().max() };
        return collect(inside, truth, standing.unwrap_or(Standing::Stated), truth == Truth::Unknown);
    }
    let standing = inside.iter().map(|one| one.standing).max().unwrap_or(Standing::Stated);
    collect(inside, Truth::True, standing, false)
}

/// True if one is, and then as firmly as the firmest; unknown if one is; else false, as weakly as
/// the weakest: writing that one would mend it.
fn any<'w>(inside: impl Iterator<Item = Judgement<'w>>) -> Judgement<'w> {
    let inside: Vec<Judgement<'_>> = inside.collect();
    for truth in [Truth::True, Truth::Unknown] {
        let those = inside.iter().filter(|one| one.truth == truth).map(|one| one.standing);
        if let Some(firmest) = those.min() {
            // What cannot be read may be what is asked, unless another is true and stated.
            let settled = truth == Truth::True && firmest == Standing::Stated;
            let unreadable = !settled && inside.iter().any(|one| one.standing == Standing::Unreadable);
            let standing = if unreadable { Standing::Unreadable } else { firmest };
            return collect(inside, truth, standing, truth == Truth::Unknown);
        }
    }
    let standing = inside.iter().map(|one| one.standing).max().unwrap_or(Standing::Stated);
    collect(inside, Truth::False, standing, false)
}

fn not(inside: Judgement<'_>) -> Judgement<'_> {
    match inside.truth {
        // That something is not written is itself certain.
        Truth::False if inside.standing > Standing::Promised => {
            Judgement { truth: Truth::True, standing: Standing::Stated, ..inside }
        }
        Truth::False => Judgement { truth: Truth::True, ..inside },
        Truth::True => Judgement { truth: Truth::False, ..inside },
        Truth::Unknown => inside,
    }
}

fn count(judged: Vec<Judgement<'_>>, min: i64, max: i64) -> Judgement<'_> {
    let truth = truth::within(judged.iter().map(|one| one.truth), min, max);
    let standing = judged.iter().map(|one| one.standing).max().unwrap_or(Standing::Stated);
    let standing = if truth == Truth::Unknown { standing } else { Standing::Stated };
    collect(judged, truth, standing, true)
}

/// The causes of those that decided: of the same truth and, unless all count, the same standing.
fn collect(inside: Vec<Judgement<'_>>, truth: Truth, standing: Standing, every_standing: bool) -> Judgement<'_> {
    let decided = |one: &Judgement<'_>| one.truth == truth && (every_standing || one.standing == standing);
    let causes = inside.into_iter().filter(decided).flat_map(|one| one.causes).collect();
    Judgement { truth, standing, causes: each_once(causes) }
}

/// Causes from which on it is worth sorting them, to see which are the same.
const MANY_CAUSES: usize = 32;

/// Leaves out causes that come a second time.
fn each_once(causes: Vec<Cause<'_>>) -> Vec<Cause<'_>> {
    let mut kept: Vec<Cause<'_>> = Vec::with_capacity(causes.len());
    if causes.len() < MANY_CAUSES {
        for cause in causes {
            if !kept.contains(&cause) {
                kept.push(cause);
            }
        }
        return kept;
    }
    let mut alike: HashMap<(Subject, FactId), Vec<usize>> = HashMap::new();
    for cause in causes {
        let known = alike.entry((cause.subject, cause.fact)).or_default();
        if !known.iter().any(|at| kept.get(*at) == Some(&cause)) {
            known.push(kept.len());
            kept.push(cause);
        }
    }
    kept
}

fn constant<'w>(value: &Constant) -> Value<'w> {
    match value {
        Constant::Flag(flag) => Value::Flag(*flag),
        Constant::Number(number) => Value::Number(*number),
        Constant::Text(text) => Value::Text(text.clone().into()),
        Constant::Word(list, position) => Value::Word(list, *position),
        Constant::OfPack(word) => Value::OfPack(word.clone()),
        Constant::Day(day) => Value::Days(*day, *day),
    }
}

/// Whether a value is a constant.
pub(super) fn is(value: &Value<'_>, constant: &Constant) -> bool {
    match (value, constant) {
        (Value::Flag(one), Constant::Flag(other)) => one == other,
        (Value::Number(one), Constant::Number(other)) => one == other,
        (Value::Text(one) | Value::Told(one, ..), Constant::Text(other)) => one == other,
        (Value::Word(list, one), Constant::Word(other_list, other)) => list == other_list && one == other,
        (Value::OfPack(one), Constant::OfPack(other)) => one == other,
        (Value::Days(first, last), Constant::Day(day)) => first == day && last == day,
        _ => false,
    }
}

fn equal(one: &Value<'_>, other: &Value<'_>) -> bool {
    match (one, other) {
        (_, Value::List(members)) => members.iter().any(|member| equal(one, member)),
        (Value::Told(one, ..), Value::Told(other, ..) | Value::Text(other))
        | (Value::Text(one), Value::Told(other, ..)) => one == other,
        _ => one == other,
    }
}

/// What a list holds that it is to exclude, as the filing has it, with its place.
pub(super) fn held<'v>(
    value: &'v Value<'_>,
    expectation: &'v Expectation,
) -> impl Iterator<Item = (&'v str, Option<Span>)> {
    let (members, unwanted): (&[Value<'_>], &[Operand]) = match (value, expectation) {
        (Value::List(members), Expectation::Excludes(unwanted)) => (members, unwanted),
        _ => (&[], &[]),
    };
    let wrong = |member: &Value<'_>| {
        unwanted.iter().any(|one| matches!(one, Operand::Constant(constant) if is(member, constant)))
    };
    members.iter().filter(move |member| wrong(member)).filter_map(|member| match member {
        Value::Told(_, words, span) => Some((&**words, *span)),
        _ => None,
    })
}

fn rank(value: &Value<'_>) -> Option<i64> {
    match value {
        Value::Number(number) => Some(*number),
        Value::Word(_, position) => Some(i64::from(*position)),
        _ => None,
    }
}

/// Whether all days that the first may mean lie before all of the second.
fn earlier(one: &Value<'_>, other: &Value<'_>) -> Truth {
    match (one, other) {
        (Value::Days(first, last), Value::Days(other_first, other_last)) => {
            if last < other_first {
                Truth::True
            } else if first >= other_last {
                Truth::False
            } else {
                Truth::Unknown
            }
        }
        _ => Truth::Unknown,
    }
}

fn later(day: Date, days: i64) -> Option<Date> {
    day.checked_add(jiff::Span::new().try_days(days).ok()?).ok()
}
