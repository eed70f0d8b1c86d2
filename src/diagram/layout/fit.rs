//! Finds the largest type in which a scene fits on one page, or else uses as few pages as possible.

use super::super::scene::{Element, Scene};
use super::foot::Foot;
use super::frame::PageFrame;
use super::place::{PageBody, Recipe, place};
use super::setting::Setter;
use super::{DrawnPage, MARGIN, PAPER, POINT, Paper};

/// Sizes of type in points, largest first.
const SIZES: [f64; 6] = [10.0, 9.0, 8.5, 8.0, 7.5, 7.0];
/// Space between things in em, from wide to narrow.
const GAPS: [f64; 6] = [1.8, 1.4, 1.1, 0.8, 0.6, TIGHTEST];
/// The narrowest of [`GAPS`], in em.
const TIGHTEST: f64 = 0.4;
/// Shares of its lane's width that a room may fill.
const SHARES: [f64; 2] = [0.72, 0.58];
/// Sizes of type within a page of text, in points, largest first.
const COLUMN_SIZES: [f64; 3] = [8.0, 7.5, 7.0];
/// Space between things within a page of text, in em.
const COLUMN_GAP: f64 = 0.6;
/// Height of what stands on one upright A4 page, in units.
const COLUMN_HEIGHT: f64 = 2600.0;
/// Number of elements from which only one attempt is made.
const MANY: usize = 160;

/// A scene divided into pages.
pub(super) struct Fitted {
    pub(super) points: f64,
    pub(super) pages: Vec<DrawnPage>,
}

/// Fits a scene; `None` where its lanes are too narrow for it.
pub(super) fn fit(scene: &Scene, paper: Paper) -> Option<Fitted> {
    let setter = Setter::default();
    let fitter = Fitter { setter: &setter, scene, paper };
    match paper {
        Paper::Trim => fitter.trimmed(),
        Paper::Column => fitter.in_column(),
        Paper::A4 => match fitter.on_one_page() {
            Some(fitted) => Some(fitted),
            None => fitter.on_several(),
        },
    }
}

struct Fitter<'s> {
    setter: &'s Setter,
    scene: &'s Scene,
    paper: Paper,
}

/// One trial of filling a single page.
struct Attempt {
    points: f64,
    share: f64,
    weighted: bool,
    gap: f64,
    sheets: Vec<PageBody>,
    /// The lowest edge in em, with everything below the lanes.
    end: f64,
}

impl Fitter<'_> {
    fn frame(&self, points: f64, weighted: bool) -> PageFrame {
        let unit = points * POINT;
        let (width, margin) = self.paper.across();
        let left = margin / unit;
        let weights = weights(self.scene, weighted);
        let edges = (left, width / unit - left);
        PageFrame::new(self.setter, self.scene, edges, left, self.paper != Paper::Column, &weights)
    }

    fn attempt(&self, points: f64, share: f64, weighted: bool, gap: f64) -> Option<Attempt> {
        let frame = self.frame(points, weighted);
        let recipe =
            Recipe { lanes: frame.lanes.clone(), share, gap, top: frame.body_top() + gap, limit: f64::INFINITY };
        let sheets = place(self.setter, self.scene, &recipe)?;
        let foot = Foot::new(self.setter, self.scene, &frame);
        let end = sheets.first()?.bottom + gap + foot.height();
        Some(Attempt { points, share, weighted, gap, sheets, end })
    }

    /// Returns the shortest of the attempts at one size that fit or nearly fit.
    fn best(&self, points: f64) -> Option<Attempt> {
        let mut best: Option<Attempt> = None;
        for weighted in [false, true] {
            for share in SHARES {
                let attempt = self.attempt(points, share, weighted, TIGHTEST);
                if let Some(attempt) = attempt.filter(|one| best.as_ref().is_none_or(|best| one.end < best.end)) {
                    best = Some(attempt);
                }
            }
        }
        best
    }

    fn on_one_page(&self) -> Option<Fitted> {
        if self.scene.elements.len() > MANY {
            return None;
        }
        let room = |points: f64| (PAPER.1 - MARGIN) / (points * POINT);
        // A scene far too long in the smallest type needs no further trial.
        let smallest = self.attempt(7.0, SHARES[0], false, TIGHTEST)?;
        if smallest.end > room(7.0) * 1.3 {
            return None;
        }
        // Larger type only makes it longer, apart from lucky line breaks.
        let hopeful = SIZES.iter().filter(|points| smallest.end <= room(**points) * 1.1);
        let found = hopeful.into_iter().find_map(|points| self.best(*points).filter(|one| one.end <= room(*points)))?;
        let (points, share, weighted) = (found.points, found.share, found.weighted);
        let wider = GAPS
            .iter()
            .filter(|gap| **gap > found.gap)
            .find_map(|gap| self.attempt(points, share, weighted, *gap).filter(|one| one.end <= room(points)));
        Some(self.finish(wider.unwrap_or(found)))
    }

    fn trimmed(&self) -> Option<Fitted> {
        let attempt = self.attempt(9.0, SHARES[0], true, 1.1)?;
        Some(self.finish(attempt))
    }

    /// Takes the largest type in which the picture stands on one page, else the smallest.
    fn in_column(&self) -> Option<Fitted> {
        let mut last = None;
        for points in COLUMN_SIZES {
            for share in SHARES {
                let Some(attempt) = self.attempt(points, share, true, COLUMN_GAP) else { continue };
                let fits = attempt.end * points * POINT <= COLUMN_HEIGHT;
                last = Some(attempt);
                if fits {
                    return last.map(|attempt| self.finish(attempt));
                }
            }
        }
        last.map(|attempt| self.finish(attempt))
    }

    /// Makes the single page of an attempt.
    fn finish(&self, attempt: Attempt) -> Fitted {
        let unit = attempt.points * POINT;
        let frame = self.frame(attempt.points, attempt.weighted);
        let height = match self.paper {
            Paper::A4 => PAPER.1 / unit,
            Paper::Trim | Paper::Column => attempt.end + self.paper.across().1 / unit,
        };
        let foot = Foot::new(self.setter, self.scene, &frame);
        let pages = frame.pages(self.scene, foot, attempt.sheets, attempt.gap, height);
        Fitted { points: attempt.points, pages }
    }

    /// Returns the fewest pages, and of these the largest type.
    fn on_several(&self) -> Option<Fitted> {
        let mut best: Option<(f64, Vec<DrawnPage>)> = None;
        let mut consider = |points: f64, share: f64, weighted: bool| {
            let pages = self.paged(points, share, weighted)?;
            if best.as_ref().is_none_or(|(_, known)| pages.len() < known.len()) {
                best = Some((points, pages));
            }
            Some(())
        };
        if self.scene.elements.len() > MANY {
            consider(7.5, SHARES[0], true);
        } else {
            for (points, share) in [(8.0, SHARES[0]), (8.0, SHARES[1]), (7.5, SHARES[0]), (7.0, SHARES[0])] {
                consider(points, share, true);
            }
        }
        if best.is_none() {
            best = self.paged(7.0, SHARES[1], false).map(|pages| (7.0, pages));
        }
        best.map(|(points, pages)| Fitted { points, pages })
    }

    fn paged(&self, points: f64, share: f64, weighted: bool) -> Option<Vec<DrawnPage>> {
        const GAP: f64 = 0.9;
        let unit = points * POINT;
        let frame = self.frame(points, weighted);
        let height = PAPER.1 / unit;
        let foot = Foot::new(self.setter, self.scene, &frame);
        let limit = height - MARGIN / unit - foot.legend_height() - 2.2;
        let recipe = Recipe { lanes: frame.lanes.clone(), share, gap: GAP, top: frame.body_top() + GAP, limit };
        let sheets = place(self.setter, self.scene, &recipe)?;
        Some(frame.pages(self.scene, foot, sheets, GAP, height))
    }
}

/// Returns how wide lanes are relative to each other. Lanes without rooms need less; with `by_content`, those with long
/// wordings get more.
fn weights(scene: &Scene, by_content: bool) -> Vec<f64> {
    let mut said = vec![0.0_f64; scene.lanes.len()];
    for element in &scene.elements {
        if let Element::Room(room) = element {
            let own = room.acts.iter().map(|act| super::super::breaking::width(&act.text).sqrt()).sum::<f64>();
            said[room.lane] += 1.0 + own;
        }
    }
    for terminal in &scene.terminals {
        said[terminal.lane] += 1.0;
    }
    let most = said.iter().copied().fold(1.0, f64::max);
    let weight = |said: &f64| match (*said == 0.0, by_content) {
        (true, _) => 0.62,
        (false, true) => 0.75 + 0.45 * (said / most).sqrt(),
        (false, false) => 1.0,
    };
    said.iter().map(weight).collect()
}
