//! The model of a record.

use std::sync::Arc;

use crate::calendar::{Date, When};
use crate::source::Span;
use crate::vocabulary::enumerations::{Record as Kind, RecordKey};

/// One record of what was done under a filing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// What kind of record it is.
    pub kind: Kind,
    /// Id of the filing it belongs to.
    pub filing: Box<str>,
    /// Path of the file that contains it.
    pub path: Arc<str>,
    /// The beginning of its row.
    pub span: Span,
    /// JSON Pointer of its row; empty in a table.
    pub pointer: Box<str>,
    /// All its other values by key, each with its place.
    pub told: Vec<(RecordKey, Told, Span)>,
}

/// The value of a record under a key.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Told {
    /// The first and last day that a date may mean.
    Day(Date, Date),
    /// Yes or no.
    Flag(bool),
    /// A whole number, zero or more.
    Number(i64),
    /// A single text.
    Text(Box<str>),
    /// Several texts.
    Texts(Box<[Box<str>]>),
}

impl From<When> for Told {
    fn from(when: When) -> Self {
        Told::Day(when.first, when.last)
    }
}

impl Record {
    /// Returns the value under a key.
    pub fn get(&self, key: RecordKey) -> Option<&Told> {
        self.told.iter().find(|(known, ..)| *known == key).map(|(_, told, _)| told)
    }

    /// Returns the place of the value under a key, or of the row if it has none.
    pub fn place(&self, key: RecordKey) -> Span {
        self.told.iter().find(|(known, ..)| *known == key).map_or(self.span, |(_, _, span)| *span)
    }

    /// Returns the first and last day that the date under a key may mean.
    pub fn days(&self, key: RecordKey) -> Option<(Date, Date)> {
        match self.get(key)? {
            Told::Day(first, last) => Some((*first, *last)),
            _ => None,
        }
    }

    /// Returns the day on which the record was made; the last day if only a month is given.
    pub fn date(&self) -> Option<Date> {
        self.days(RecordKey::Date).map(|(_, last)| last)
    }

    /// Returns the first day that the date under a key may mean.
    pub fn date_of(&self, key: RecordKey) -> Option<Date> {
        self.days(key).map(|(first, _)| first)
    }

    /// Returns the value under a key if it is a number.
    pub fn number(&self, key: RecordKey) -> Option<i64> {
        match self.get(key)? {
            Told::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// Returns the value under a key if it is yes or no.
    pub fn flag(&self, key: RecordKey) -> Option<bool> {
        match self.get(key)? {
            Told::Flag(flag) => Some(*flag),
            _ => None,
        }
    }

    /// Returns the value under a key if it is a single text.
    pub fn text(&self, key: RecordKey) -> Option<&str> {
        match self.get(key)? {
            Told::Text(text) => Some(text),
            Told::Texts(texts) => match &**texts {
                [only] => Some(only),
                _ => None,
            },
            _ => None,
        }
    }

    /// Iterates over the texts under a key, one or several.
    pub fn texts(&self, key: RecordKey) -> impl Iterator<Item = &str> {
        let (one, several) = match self.get(key) {
            Some(Told::Text(text)) => (Some(&**text), &[][..]),
            Some(Told::Texts(texts)) => (None, &**texts),
            _ => (None, &[][..]),
        };
        one.into_iter().chain(several.iter().map(|text| &**text))
    }
}
