//! What is held now, found by holder and place as quickly as by holder and data set.

use std::collections::BTreeMap;

use super::graph::{Content, CopyId, Place};
use crate::filing::{ActorId, DataId, StoreId};

/// Who holds, where, what.
pub(super) type CopyKey = (Option<ActorId>, Place, Content);

/// The copies that are alive. A flow of thousands of steps asks for them at each, so that none may cost a look at all.
#[derive(Default)]
pub(super) struct Alive {
    by_place: BTreeMap<CopyKey, CopyId>,
    by_content: BTreeMap<(Option<ActorId>, Content, Place), CopyId>,
}

impl Alive {
    /// The copy of a content at a place.
    pub(super) fn get(&self, key: &CopyKey) -> Option<CopyId> {
        self.by_place.get(key).copied()
    }

    /// Adds a copy.
    pub(super) fn insert(&mut self, (holder, place, content): CopyKey, at: CopyId) {
        self.by_place.insert((holder, place, content), at);
        self.by_content.insert((holder, content, place), at);
    }

    /// Takes away what has ended.
    pub(super) fn remove(&mut self, (holder, place, content): &CopyKey) {
        self.by_place.remove(&(*holder, *place, *content));
        self.by_content.remove(&(*holder, *content, *place));
    }

    /// What a holder has at a place.
    pub(super) fn at(&self, holder: Option<ActorId>, place: Place) -> impl Iterator<Item = CopyId> {
        let all = (holder, place, FIRST_CONTENT)..=(holder, place, Content::Notice);
        self.by_place.range(all).map(|(_, at)| *at)
    }

    /// Where a holder has a content, in the order of places.
    pub(super) fn of(&self, holder: Option<ActorId>, content: Content) -> impl Iterator<Item = (Place, CopyId)> {
        let all = (holder, content, FIRST_SPOT)..=(holder, content, Place::Viewed);
        self.by_content.range(all).map(|((_, _, place), at)| (*place, *at))
    }

    /// Where a holder has anything, and the copy there.
    pub(super) fn all(&self, holder: Option<ActorId>) -> impl Iterator<Item = (Place, CopyId)> {
        let all = (holder, FIRST_SPOT, FIRST_CONTENT)..=(holder, Place::Viewed, Content::Notice);
        self.by_place.range(all).map(|((_, place, _), at)| (*place, *at))
    }
}

/// The first of all contents in their order, and of all places.
const FIRST_CONTENT: Content = Content::Data(DataId(0));
const FIRST_SPOT: Place = Place::Store(StoreId(0));
