//! The media of which a load is one.

use crate::vocabulary::enumerations::{Enumerated, Medium};

/// Media that are alternatives of one load, as a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Alternatives(u32);

impl Alternatives {
    /// Returns the set of these media.
    pub fn of(media: &[Medium]) -> Self {
        Alternatives(media.iter().fold(0, |set, one| set | bit(*one)))
    }

    /// Iterates over the media, in the order of the vocabulary.
    pub fn iter(self) -> impl Iterator<Item = Medium> {
        (0..).map_while(Medium::from_position).filter(move |one| self.0 & bit(*one) != 0)
    }

    /// True if it holds no medium, as of a place that is no load.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Returns the media in both.
    pub(super) fn and(self, other: Self) -> Self {
        Alternatives(self.0 & other.0)
    }

    /// Returns the media in either.
    pub(super) fn or(self, other: Self) -> Self {
        Alternatives(self.0 | other.0)
    }

    /// Returns the media that are not in the other.
    pub(super) fn without(self, other: Self) -> Self {
        Alternatives(self.0 & !other.0)
    }
}

fn bit(medium: Medium) -> u32 {
    1 << medium.position()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_medium_has_a_bit_of_its_own() {
        let all: Vec<Medium> = (0..).map_while(Medium::from_position).collect();
        assert!(all.len() <= 32);
        assert_eq!(Alternatives::of(&all).iter().collect::<Vec<_>>(), all);
        for one in &all {
            assert_eq!(Alternatives::of(&[*one]).iter().collect::<Vec<_>>(), [*one]);
        }
    }

    #[test]
    fn sets_are_joined_and_parted() {
        let of = Alternatives::of;
        let (disc, both) = (of(&[Medium::CdR]), of(&[Medium::CdR, Medium::DvdR]));
        assert_eq!(both.and(disc), disc);
        assert_eq!(both.without(disc), of(&[Medium::DvdR]));
        assert_eq!(disc.or(of(&[Medium::DvdR])), both);
        assert!(disc.without(both).is_empty() && !disc.is_empty());
    }
}
