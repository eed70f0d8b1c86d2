//! What already stands on a page, and the nearest place below where something has room.

use super::geometry::Rect;

/// Rectangles that nothing may touch, and lines of hops.
#[derive(Default)]
pub(super) struct Ground {
    solids: Vec<Rect>,
    lines: Vec<Rect>,
    /// The lowest edge of anything.
    pub(super) bottom: f64,
}

/// Something that asks for room: its place from a y yet to be found, and its distances.
pub(super) struct Probe {
    pub(super) rect: Rect,
    pub(super) to_solids: f64,
    pub(super) to_lines: f64,
}

/// How far above the present element anything can matter: more than the tallest block.
const REACH: f64 = 45.0;
/// From how many on what lies out of reach is dropped.
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

    /// Forgets what lies too far above to be touched, so that long flows take no longer per step.
    pub(super) fn forget_above(&mut self, y: f64) {
        for list in [&mut self.solids, &mut self.lines] {
            if list.len() > MANY {
                list.retain(|rect| rect.bottom() > y - REACH);
            }
        }
    }

    /// The first y, from one on and not below a limit, where everything asked for has room.
    pub(super) fn settle(&self, from: f64, limit: f64, probes: &[Probe]) -> Option<f64> {
        let mut y = from;
        loop {
            let shift = probes.iter().map(|probe| self.shift(probe, y)).fold(0.0, f64::max);
            if shift == 0.0 {
                return Some(y);
            }
            // What is hit now is passed, so every round leaves at least one thing behind.
            y += shift + 0.01;
            if y > limit {
                return None;
            }
        }
    }

    /// Whether a rectangle touches anything.
    pub(super) fn is_free(&self, rect: Rect, to_solids: f64, to_lines: f64) -> bool {
        self.shift(&Probe { rect, to_solids, to_lines }, 0.0) == 0.0
    }

    /// How far something must go down to pass what it hits.
    fn shift(&self, probe: &Probe, y: f64) -> f64 {
        let rect = probe.rect.shifted(0.0, y);
        let past = |list: &[Rect], distance: f64| {
            let hit = list.iter().filter(|other| rect.hits(other, distance));
            hit.map(|other| other.bottom() + distance - rect.y).fold(0.0, f64::max)
        };
        past(&self.solids, probe.to_solids).max(past(&self.lines, probe.to_lines))
    }
}
