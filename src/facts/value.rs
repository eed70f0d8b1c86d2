//! Answers: a value with its standing and place.

use std::borrow::Cow;

use crate::calendar::{Date, When};
use crate::filing::{Day, Field};
use crate::source::Span;
use crate::vocabulary::enumerations::{Enumerated, Enumeration};
use crate::words::Both;

/// How firmly a fact is known, from the firmest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// 記載.
    Stated,
    /// 約束のみ.
    Promised,
    /// 別紙.
    Elsewhere,
    /// 記載なし.
    Unstated,
    /// 書式の誤り: written, but not as the format has it. Nothing rests on it, and nothing is asked for in its place.
    Unreadable,
}

/// A value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value<'w> {
    /// Yes or no.
    Flag(bool),
    /// A number.
    Number(i64),
    /// Text.
    Text(Cow<'w, str>),
    /// A word of a closed list.
    Word(&'static Enumeration, u8),
    /// The days that a date may mean.
    Days(Date, Date),
    /// Text that stands in both languages.
    Phrase(Both),
    /// A name that is compared, with the words of the filing that it stands for and their place.
    Told(Cow<'w, str>, Cow<'w, str>, Option<Span>),
    /// Several values.
    List(Vec<Value<'w>>),
}

/// What a filing says of a fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer<'w> {
    /// How firmly.
    pub standing: Standing,
    /// What; none where it is not said.
    pub value: Option<Value<'w>>,
    /// Where.
    pub span: Option<Span>,
    /// Whether the author concluded it.
    pub inferred: bool,
    /// The annexes it is in, where it is elsewhere.
    pub annexes: Vec<String>,
}

impl<'w> Answer<'w> {
    /// Not said.
    pub fn unstated() -> Self {
        Answer { standing: Standing::Unstated, value: None, span: None, inferred: false, annexes: Vec::new() }
    }

    /// Written in a way that cannot be read.
    pub fn unreadable(span: Option<Span>) -> Self {
        Answer { standing: Standing::Unreadable, span, ..Answer::unstated() }
    }

    /// Known without being written: it follows from the filing as a whole.
    pub fn known(value: Value<'w>) -> Self {
        Answer { standing: Standing::Stated, value: Some(value), ..Answer::unstated() }
    }

    /// From a field of the filing.
    pub fn field<T>(field: &'w Field<T>, value: impl FnOnce(&'w T) -> Value<'w>) -> Self {
        match field {
            Field::Unstated => Answer::unstated(),
            Field::Unreadable(span) => Answer::unreadable(Some(*span)),
            Field::Elsewhere(annexes, span) => Answer {
                standing: Standing::Elsewhere,
                span: Some(*span),
                annexes: annexes.clone(),
                ..Answer::unstated()
            },
            Field::Stated { value: inside, span, inferred } => Answer {
                standing: Standing::Stated,
                value: Some(value(inside)),
                span: Some(*span),
                inferred: *inferred,
                annexes: Vec::new(),
            },
        }
    }

    /// A list of what was found, standing where the list it was compared with stands.
    pub fn found(values: Vec<Value<'w>>, span: Option<Span>) -> Self {
        Answer { span, ..Answer::known(Value::List(values)) }
    }

    /// The standing of a field, with a value of its own.
    pub fn like<T>(field: &Field<T>, value: Value<'w>) -> Self {
        let (standing, span, annexes) = match field {
            Field::Unstated => (Standing::Unstated, None, Vec::new()),
            Field::Elsewhere(annexes, span) => (Standing::Elsewhere, Some(*span), annexes.clone()),
            Field::Unreadable(span) => (Standing::Unreadable, Some(*span), Vec::new()),
            Field::Stated { span, .. } => (Standing::Stated, Some(*span), Vec::new()),
        };
        let value = (standing == Standing::Stated).then_some(value);
        Answer { standing, value, span, inferred: field.is_inferred(), annexes }
    }

    /// Text.
    pub fn text(field: &'w Field<String>) -> Self {
        Answer::field(field, |text| Value::Text(Cow::Borrowed(text)))
    }

    /// Texts; an empty list says no more than a missing key.
    pub fn texts(field: &'w Field<Vec<String>>) -> Self {
        Answer::several(field, |text| Some(Value::Text(Cow::Borrowed(text))))
    }

    /// What stands in a list; where that is nothing, it is not said.
    pub fn several<T>(field: &'w Field<Vec<T>>, value: impl FnMut(&'w T) -> Option<Value<'w>>) -> Self {
        let found: Vec<Value<'w>> = field.value().into_iter().flatten().filter_map(value).collect();
        if found.is_empty() && field.value().is_some() {
            return Answer { span: field.span(), ..Answer::unstated() };
        }
        Answer::like(field, Value::List(found))
    }

    /// Yes or no.
    pub fn flag(field: &'w Field<bool>) -> Self {
        Answer::field(field, |flag| Value::Flag(*flag))
    }

    /// A word.
    pub fn word<T: Enumerated>(field: &'w Field<T>) -> Self {
        Answer::field(field, |word| Value::word(*word))
    }

    /// A date; an event or a date that is not given stays unstated.
    pub fn day(field: &'w Field<Day>) -> Self {
        match field.value().and_then(|day| day.when) {
            Some(When { first, last, .. }) => Answer::like(field, Value::Days(first, last)),
            None if field.value().is_some() => Answer::unstated(),
            None => Answer::like(field, Value::Flag(true)),
        }
    }
}

impl Value<'_> {
    /// A word of a closed list.
    pub fn word<T: Enumerated>(word: T) -> Self {
        Value::Word(T::TABLE, word.position())
    }

    /// Words of a closed list.
    pub fn words<T: Enumerated>(words: impl IntoIterator<Item = T>) -> Self {
        Value::List(words.into_iter().map(Value::word).collect())
    }
}
