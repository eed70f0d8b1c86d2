//! Answers to facts: a value with its standing and its place.

use std::borrow::Cow;

use crate::calendar::{Date, When};
use crate::filing::{Day, Field};
use crate::source::Span;
use crate::vocabulary::enumerations::{Enumerated, Enumeration};
use crate::vocabulary::pack_words::PackWord;
use crate::words::Phrase;

/// How firmly a fact is known, from the firmest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// The filing states it (記載).
    Stated,
    /// A measure, row or clause promises it (約束のみ).
    Promised,
    /// It is in an annex that is not at hand (別紙).
    Elsewhere,
    /// The filing leaves it out (記載なし).
    Unstated,
    /// Written, but not as the format requires (書式の誤り). Nothing is concluded from it, and it is not reported as
    /// missing.
    Unreadable,
}

/// The value of a fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value<'w> {
    /// Of a fact that is yes or no.
    Flag(bool),
    /// Of a fact that counts.
    Number(i64),
    /// Of a fact that is text.
    Text(Cow<'w, str>),
    /// A word of a closed list, by its position there.
    Word(&'static Enumeration, u8),
    /// A word of a list that packs declare.
    OfPack(PackWord),
    /// The first and last day that a date may mean.
    Days(Date, Date),
    /// Text in the language of whoever reads it.
    Phrase(Phrase<'w>),
    /// A name that is compared, with the words of the filing that it stands for and their place.
    Told(Cow<'w, str>, Cow<'w, str>, Option<Span>),
    /// The values of a fact that is a list.
    List(Vec<Value<'w>>),
}

/// What a filing states about a fact of one subject.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer<'w> {
    /// How firmly it is known.
    pub standing: Standing,
    /// The value; `None` unless it is stated or promised.
    pub value: Option<Value<'w>>,
    /// Where it is written; `None` where it is not.
    pub span: Option<Span>,
    /// True if the author marked it `inferred`.
    pub inferred: bool,
    /// The annexes it is in; empty unless it is elsewhere.
    pub annexes: Vec<String>,
}

impl<'w> Answer<'w> {
    /// Makes the answer of a fact that the filing leaves out.
    pub fn unstated() -> Self {
        Answer { standing: Standing::Unstated, value: None, span: None, inferred: false, annexes: Vec::new() }
    }

    /// Makes the answer of a fact that is written in an unreadable way.
    pub fn unreadable(span: Option<Span>) -> Self {
        Answer { standing: Standing::Unreadable, span, ..Answer::unstated() }
    }

    /// Makes the answer of a fact that is known without being written, from the filing as a whole.
    pub fn known(value: Value<'w>) -> Self {
        Answer { standing: Standing::Stated, value: Some(value), ..Answer::unstated() }
    }

    /// Makes an answer of a field, with the same standing.
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

    /// Makes an answer of the values found, at the place of the list that they were compared with.
    pub fn found(values: Vec<Value<'w>>, span: Option<Span>) -> Self {
        Answer { span, ..Answer::known(Value::List(values)) }
    }

    /// Makes an answer with the standing and place of a field, and a value of its own.
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

    /// Makes an answer of a field that is text.
    pub fn text(field: &'w Field<String>) -> Self {
        Answer::field(field, |text| Value::Text(Cow::Borrowed(text)))
    }

    /// Makes an answer of a field that is a list of texts; an empty list counts as unstated.
    pub fn texts(field: &'w Field<Vec<String>>) -> Self {
        Answer::several(field, |text| Some(Value::Text(Cow::Borrowed(text))))
    }

    /// Makes an answer of the items of a list; unstated where no item has a value.
    pub fn several<T>(field: &'w Field<Vec<T>>, value: impl FnMut(&'w T) -> Option<Value<'w>>) -> Self {
        let found: Vec<Value<'w>> = field.value().into_iter().flatten().filter_map(value).collect();
        if found.is_empty() && field.value().is_some() {
            return Answer { span: field.span(), ..Answer::unstated() };
        }
        Answer::like(field, Value::List(found))
    }

    /// Makes an answer of a field that is yes or no.
    pub fn flag(field: &'w Field<bool>) -> Self {
        Answer::field(field, |flag| Value::Flag(*flag))
    }

    /// Makes an answer of a field that is a word of a closed list.
    pub fn word<T: Enumerated>(field: &'w Field<T>) -> Self {
        Answer::field(field, |word| Value::word(*word))
    }

    /// Makes an answer of a field that is a word of a list that packs declare.
    pub fn pack_word(field: &'w Field<PackWord>) -> Self {
        Answer::field(field, |word| Value::OfPack(word.clone()))
    }

    /// Makes an answer of a field that is a date; unstated if only an event is given.
    pub fn day(field: &'w Field<Day>) -> Self {
        match field.when() {
            Some(When { first, last, .. }) => Answer::like(field, Value::Days(first, last)),
            None if field.value().is_some() => Answer::unstated(),
            None => Answer::like(field, Value::Flag(true)),
        }
    }
}

impl Value<'_> {
    /// Makes a value of a word of a closed list.
    pub fn word<T: Enumerated>(word: T) -> Self {
        Value::Word(T::TABLE, word.position())
    }

    /// Makes a list of words of a closed list.
    pub fn words<T: Enumerated>(words: impl IntoIterator<Item = T>) -> Self {
        Value::List(words.into_iter().map(Value::word).collect())
    }
}
