//! Values with their standing and place, and positions in the lists of a filing.

use crate::source::Span;

/// Where a value is written: by JSON Pointer for programs, and by span for readers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Location {
    /// RFC 6901 pointer from the root of the file; empty for the root itself.
    pub pointer: String,
    /// The text it covers, with line and column.
    pub span: Span,
}

/// A value as the author left it: left out, deferred to an annex, unreadable, or stated.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Field<T> {
    /// The key is left out.
    #[default]
    Unstated,
    /// `see:` stands in place of the value: the names of the annexes, and where they are written.
    Elsewhere(Vec<String>, Span),
    /// Written, but not as the format has it. What is wrong has been reported there, so nobody else calls it unstated.
    Unreadable(Span),
    /// Written, or concluded from what is written.
    Stated {
        /// The value as the format reads it.
        value: T,
        /// Where it is written, for findings to point at.
        span: Span,
        /// True if the author listed the key under `inferred`: concluded from the rest, and treated as stated.
        inferred: bool,
    },
}

impl<T> Field<T> {
    /// Returns the value if it is stated.
    pub fn value(&self) -> Option<&T> {
        match self {
            Field::Stated { value, .. } => Some(value),
            _ => None,
        }
    }

    /// Returns where the value, its reference or the unreadable text is written; `None` if unstated.
    pub fn span(&self) -> Option<Span> {
        match self {
            Field::Unstated => None,
            Field::Elsewhere(_, span) | Field::Unreadable(span) | Field::Stated { span, .. } => Some(*span),
        }
    }

    /// Returns where the value or its reference is written; `None` if unstated or unreadable.
    pub fn read_at(&self) -> Option<Span> {
        if matches!(self, Field::Unreadable(_)) { None } else { self.span() }
    }

    /// True if the value is stated and marked `inferred`.
    pub fn is_inferred(&self) -> bool {
        matches!(self, Field::Stated { inferred: true, .. })
    }

    /// Changes a stated value and keeps its place; other standings stay as they are.
    pub fn map<U>(&self, change: impl FnOnce(&T) -> U) -> Field<U> {
        match self {
            Field::Unstated => Field::Unstated,
            Field::Elsewhere(see, span) => Field::Elsewhere(see.clone(), *span),
            Field::Unreadable(span) => Field::Unreadable(*span),
            Field::Stated { value, span, inferred } => {
                Field::Stated { value: change(value), span: *span, inferred: *inferred }
            }
        }
    }

    /// Changes a stated value and keeps its place; unstated where `change` returns `None`. Other standings stay.
    pub fn and_then<U>(&self, change: impl FnOnce(&T) -> Option<U>) -> Field<U> {
        match self {
            Field::Unstated => Field::Unstated,
            Field::Elsewhere(see, span) => Field::Elsewhere(see.clone(), *span),
            Field::Unreadable(span) => Field::Unreadable(*span),
            Field::Stated { value, span, inferred } => {
                change(value).map_or(Field::Unstated, |value| Field::Stated { value, span: *span, inferred: *inferred })
            }
        }
    }

    /// Returns a copy of the value if it is stated.
    pub fn copied(&self) -> Option<T>
    where
        T: Copy,
    {
        self.value().copied()
    }
}

macro_rules! index {
    ($($(#[$doc:meta])* $name:ident),+) => { $(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);
        impl $name {
            /// Returns the position in the list, counted from 0.
            pub fn at(self) -> usize { self.0 as usize }
            /// Makes an id of a position in the list, counted from 0.
            pub fn new(at: usize) -> Self { Self(u32::try_from(at).unwrap_or(u32::MAX)) }
        }
    )+ };
}

index! {
    /// Position of an actor in [`Filing::actors`].
    ActorId,
    /// Position of a decision in [`Filing::approvals`].
    ApprovalId,
    /// Position of a data set in [`Filing::data`].
    DataId,
    /// Position of a store in [`Filing::stores`].
    StoreId,
    /// Position of a part in [`Filing::parts`].
    PartId
}
