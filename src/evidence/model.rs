//! A record as read.

use std::sync::Arc;

use crate::calendar::{Date, When};
use crate::source::Span;
use crate::vocabulary::enumerations::{Record as Kind, RecordKey};

/// One record of what was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// What it is a record of.
    pub kind: Kind,
    /// Id of the filing.
    pub filing: Box<str>,
    /// Path of the file that it stands in.
    pub path: Arc<str>,
    /// Where the row begins.
    pub span: Span,
    /// JSON Pointer of the row; empty in a table.
    pub pointer: Box<str>,
    /// Everything else that it tells, with the place of each.
    pub told: Vec<(RecordKey, Told, Span)>,
}

/// What a record tells under a key.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Told {
    /// The days that a date may mean.
    Day(Date, Date),
    /// Yes or no.
    Flag(bool),
    /// A whole number from zero.
    Number(i64),
    /// One text.
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
    /// What it tells under a key.
    pub fn get(&self, key: RecordKey) -> Option<&Told> {
        self.told.iter().find(|(known, ..)| *known == key).map(|(_, told, _)| told)
    }

    /// Where it tells that; else where the row begins.
    pub fn place(&self, key: RecordKey) -> Span {
        self.told.iter().find(|(known, ..)| *known == key).map_or(self.span, |(_, _, span)| *span)
    }

    /// The days that a date may mean.
    pub fn days(&self, key: RecordKey) -> Option<(Date, Date)> {
        match self.get(key)? {
            Told::Day(first, last) => Some((*first, *last)),
            _ => None,
        }
    }

    /// The day on which it was made; of a month its last.
    pub fn date(&self) -> Option<Date> {
        self.days(RecordKey::Date).map(|(_, last)| last)
    }

    /// A number.
    pub fn number(&self, key: RecordKey) -> Option<i64> {
        match self.get(key)? {
            Told::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// Yes or no.
    pub fn flag(&self, key: RecordKey) -> Option<bool> {
        match self.get(key)? {
            Told::Flag(flag) => Some(*flag),
            _ => None,
        }
    }

    /// One text.
    pub fn text(&self, key: RecordKey) -> Option<&str> {
        match self.get(key)? {
            Told::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Texts, one or several.
    pub fn texts(&self, key: RecordKey) -> impl Iterator<Item = &str> {
        let (one, several) = match self.get(key) {
            Some(Told::Text(text)) => (Some(&**text), &[][..]),
            Some(Told::Texts(texts)) => (None, &**texts),
            _ => (None, &[][..]),
        };
        one.into_iter().chain(several.iter().map(|text| &**text))
    }
}
