//! What is already on a page, and where something new has room below it.

use super::geometry::Rect;

/// Rectangles that nothing may touch, and the lines of hops.
#[derive(Default)]
pub(super) struct Ground {
    solids: Vec<Rect>,
    lines: Vec<Rect>,
    /// The lowest edge of anything on the page.
    pub(super) bottom: f64,
}

/// Something that needs room: its rectangle, from which y is to be found, and its distances to others.
pub(super) struct Probe {
    pub(super) rect: Rect,
    pub(super) to_solids: f64,
    pub(super) to_lines: f64,
}

/// Distance in em above the current element beyond which nothing matters: more than the tallest block.
const REACH: f64 = 45.0;
/// Number of rectangles from which those out of reach are dropped.
const MANY: usize = 96;

impl Ground {
    pub(super) fn solid(&mut self, rect: Rect) {
        self.bottom = self.bottom.max(rect.bottom());
        self.solids.push(rect);
    }

    pub(super) fn line(&mut self, rect: Rect) {
        self.bottom = self.bottom.max(rect.bottom());
        self.lines.push(rect);
    }

    /// Drops what is too far above to be touched, so that the time per step does not grow with the flow.
    pub(super) fn forget_above(&mut self, y: f64) {
        for list in [&mut self.solids, &mut self.lines] {
            if list.len() > MANY {
                list.retain(|rect| rect.bottom() > y - REACH);
            }
        }
    }

    /// Returns the first y between `from` and `limit` at which all probes have room.
    pub(super) fn settle(&self, from: f64, limit: f64, probes: &[Probe]) -> Option<f64> {
        let mut y = from;
        loop {
            let shift = probes.iter().map(|probe| self.shift(probe, y)).fold(0.0, f64::max);
            if shift == 0.0 {
                return Some(y);
            }
            // Each round moves past everything that is hit, so at least one rectangle is left behind.
            y += shift + 0.01;
            if y > limit {
                return None;
            }
        }
    }

    /// True if a rectangle touches nothing.
    pub(super) fn is_free(&self, rect: Rect, to_solids: f64, to_lines: f64) -> bool {
        self.shift(&Probe { rect, to_solids, to_lines }, 0.0) == 0.0
    }

    /// Returns how far down a probe has to move to pass everything it hits.
    fn shift(&self, probe: &Probe, y: f64) -> f64 {
        let rect = probe.rect.shifted(0.0, y);
        let past = |list: &[Rect], distance: f64| {
            let hit = list.iter().filter(|other| rect.hits(other, distance));
            hit.map(|other| other.bottom() + distance - rect.y).fold(0.0, f64::max)
        };
        past(&self.solids, probe.to_solids).max(past(&self.lines, probe.to_lines))
    }
}
