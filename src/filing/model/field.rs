//! Values with their standing and place, and positions in the lists of a filing.

use crate::source::Span;

/// Where something stands: JSON Pointer and text span.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Location {
    /// RFC 6901 pointer.
    pub pointer: String,
    /// The text it covers.
    pub span: Span,
}

/// A value as the author left it: stated, pointed to elsewhere, written in a way that cannot be read, or not said.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Field<T> {
    /// The key is left out.
    #[default]
    Unstated,
    /// `see:` an annex that is not at hand.
    Elsewhere(Vec<String>, Span),
    /// Written, but not as the format has it. What is wrong has been reported there, so nobody else calls it unstated.
    Unreadable(Span),
    /// Written, or concluded from what is written.
    Stated {
        /// The value.
        value: T,
        /// Where.
        span: Span,
        /// Whether the author marked it `inferred`.
        inferred: bool,
    },
}

impl<T> Field<T> {
    /// The value, if stated.
    pub fn value(&self) -> Option<&T> {
        match self {
            Field::Stated { value, .. } => Some(value),
            _ => None,
        }
    }

    /// Where the value or its reference stands.
    pub fn span(&self) -> Option<Span> {
        match self {
            Field::Unstated => None,
            Field::Elsewhere(_, span) | Field::Unreadable(span) | Field::Stated { span, .. } => Some(*span),
        }
    }

    /// Where the value or its reference stands, if it can be read.
    pub fn read_at(&self) -> Option<Span> {
        if matches!(self, Field::Unreadable(_)) { None } else { self.span() }
    }

    /// Whether the value is marked as concluded.
    pub fn is_inferred(&self) -> bool {
        matches!(self, Field::Stated { inferred: true, .. })
    }

    /// The same standing with another value.
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

    /// The same standing, or unstated where the change finds nothing.
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

    /// The value, if stated.
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
            /// Position in its list.
            pub fn at(self) -> usize { self.0 as usize }
            /// From a position in its list.
            pub fn new(at: usize) -> Self { Self(u32::try_from(at).unwrap_or(u32::MAX)) }
        }
    )+ };
}

index! {
    /// An actor of [`Filing::actors`].
    ActorId,
    /// A decision of [`Filing::approvals`].
    ApprovalId,
    /// A data set of [`Filing::data`].
    DataId,
    /// A store of [`Filing::stores`].
    StoreId,
    /// A part of [`Filing::parts`].
    PartId
}
