//! Rooms: the boxes inside lanes, with one row for each step.

use super::super::scene::{Act, Room};
use super::geometry::{Anchor, Block, Ink, Rect, Sign};
use super::setting::{LINE, SIGN, Setter};
use super::{BADGE, PAD, TAG, TAG_HEIGHT};

/// A room with its position.
#[derive(Debug, Clone)]
pub struct PlacedRoom {
    /// Position of its element in the scene.
    pub element: usize,
    /// Position of its lane in the scene.
    pub lane: usize,
    /// The box itself.
    pub rect: Rect,
    /// The bar with the name of the store; `None` for a room without store.
    pub bar: Option<Rect>,
    /// The name of the store.
    pub name: Block,
    /// The tag of a changed store, whose bar is then framed.
    pub tag: Option<Rect>,
    /// Its steps, from top to bottom.
    pub acts: Vec<PlacedAct>,
    /// Upper and lower end of the arrow from the room above; `None` if there is none.
    pub link: Option<(f64, f64)>,
}

/// A step in a room.
#[derive(Debug, Clone)]
pub struct PlacedAct {
    /// Position among the steps of the room's element.
    pub act: usize,
    /// The space of the whole step.
    pub row: Rect,
    /// The disc with its number.
    pub badge: Rect,
    /// The words of the step.
    pub block: Block,
    /// The tag of a changed step, whose row is then framed.
    pub tag: Option<Rect>,
}

/// Lays out a room at the origin. `first` is the position of its first step in the element, `share` how much of the
/// lane's width it may fill.
pub(super) fn measure(setter: &Setter, element: usize, first: usize, room: &Room, lane: f64, share: f64) -> PlacedRoom {
    let widest = (lane * share).max((lane - 0.8).min(9.0));
    let head = BADGE + 2.6 * PAD;
    let mut name = Block::default();
    let mut bar = None;
    let mut tag = None;
    let mut w: f64 = 4.0;
    let mut y = 0.0;
    if let Some(store) = &room.store {
        let tagged = if store.changed { TAG + PAD } else { 0.0 };
        let text = setter.text(&store.name, widest - 2.0 * PAD - SIGN - tagged, 1.0, Ink::Plain, Anchor::Start);
        w = w.max(text.w + SIGN + 2.0 * PAD + tagged);
        let h = text.h + 0.25;
        name = text.shifted(PAD + SIGN, 0.125);
        name.signs.push(Sign { icon: store.icon, x: PAD, y: 0.125 + LINE / 2.0 });
        bar = Some(h);
        tag = store.changed.then_some(h);
        y = h;
    }
    y += if room.acts.is_empty() { 0.0 } else { 0.6 * PAD };
    let mut acts = Vec::new();
    for (at, act) in room.acts.iter().enumerate() {
        let (placed, beside) = row(setter, first + at, act, y, widest - head);
        w = w.max(placed.block.w + head + beside).max(if act.changed { TAG + head } else { 0.0 });
        y = placed.row.bottom() + 0.35 * PAD;
        acts.push(placed);
    }
    let h = y + if room.acts.is_empty() { 0.0 } else { 0.4 * PAD };
    for act in &mut acts {
        act.row.w = w - 0.7 * PAD;
        if let Some(tag) = &mut act.tag {
            tag.x = act.row.right() - TAG - 0.2;
        }
    }
    PlacedRoom {
        element,
        lane: room.lane,
        rect: Rect::new(0.0, 0.0, w, h),
        bar: bar.map(|h| Rect::new(0.0, 0.0, w, h)),
        name,
        tag: tag.map(|h| Rect::new(w - TAG - 0.2, (h - TAG_HEIGHT) / 2.0, TAG, TAG_HEIGHT)),
        acts,
        link: None,
    }
}

/// Lays out a row; also returns the width that its tag takes beside the words.
fn row(setter: &Setter, at: usize, act: &Act, y: f64, widest: f64) -> (PlacedAct, f64) {
    // The tag is beside the words where there is room, else above them.
    let tagged = if act.changed && widest - TAG - PAD >= 6.0 { TAG + PAD } else { 0.0 };
    let above = if act.changed && tagged == 0.0 { TAG_HEIGHT + 0.2 } else { 0.0 };
    let frame = if act.changed { 0.3 * PAD } else { 0.0 };
    let block = setter.act(&act.text, &act.details, widest - tagged);
    let h = block.h.max(BADGE) + above + 2.0 * frame;
    let top = y + frame + above;
    // A single line is level with its number.
    let down = ((BADGE - LINE) / 2.0).max(0.0);
    let placed = PlacedAct {
        act: at,
        row: Rect::new(0.35 * PAD, y, 0.0, h),
        badge: Rect::new(PAD, top, BADGE, BADGE),
        block: block.shifted(PAD * 1.6 + BADGE, top + down),
        tag: act.changed.then(|| Rect::new(0.0, y + frame + 0.08, TAG, TAG_HEIGHT)),
    };
    (placed, tagged)
}

impl PlacedRoom {
    /// Returns the height at which arrows reach it: the middle of its bar, or of its first row.
    pub(super) fn entry(&self) -> f64 {
        match (&self.bar, self.acts.first()) {
            (Some(bar), _) => bar.y + bar.h.min(LINE + 0.25) / 2.0,
            (None, Some(act)) => act.badge.y + BADGE / 2.0,
            (None, None) => self.rect.y + self.rect.h / 2.0,
        }
    }

    /// Returns the middle of its last step.
    pub(super) fn last(&self) -> f64 {
        self.acts.last().map_or_else(|| self.entry(), |act| act.badge.y + BADGE / 2.0)
    }

    /// Returns the room, moved.
    pub(super) fn shifted(mut self, dx: f64, dy: f64) -> PlacedRoom {
        self.rect = self.rect.shifted(dx, dy);
        self.bar = self.bar.map(|bar| bar.shifted(dx, dy));
        self.tag = self.tag.map(|tag| tag.shifted(dx, dy));
        self.name = self.name.shifted(dx, dy);
        for act in &mut self.acts {
            act.row = act.row.shifted(dx, dy);
            act.badge = act.badge.shifted(dx, dy);
            act.tag = act.tag.map(|tag| tag.shifted(dx, dy));
            act.block = std::mem::take(&mut act.block).shifted(dx, dy);
        }
        self
    }
}
