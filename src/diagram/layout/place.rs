//! Places rooms and hops strictly in order, each at the first height where it touches nothing, so that nothing overlaps
//! by construction.

use super::super::scene::{Element, Room, Scene};
use super::geometry::Rect;
use super::ground::{Ground, Probe};
use super::rooms::{PlacedRoom, measure};
use super::route::route;
use super::setting::Setter;
use super::settle::{Around, Course, Ends, PlacedHop, Routed};

/// The parameters of one attempt.
#[derive(Debug, Clone)]
pub(super) struct Recipe {
    /// Left edge and width of each lane.
    pub(super) lanes: Vec<(f64, f64)>,
    /// Share of its lane's width that a room may fill.
    pub(super) share: f64,
    /// Space between things, in em.
    pub(super) gap: f64,
    /// Height from which things may be put.
    pub(super) top: f64,
    /// Height at which a page is full; infinite if it never is.
    pub(super) limit: f64,
}

/// What is between the heads of the lanes and the foot of one page.
#[derive(Debug, Clone, Default)]
pub(super) struct PageBody {
    pub(super) rooms: Vec<PlacedRoom>,
    pub(super) hops: Vec<PlacedHop>,
    /// For each lane, the upper and lower edge of what is in it.
    pub(super) events: Vec<Vec<(f64, f64)>>,
    /// The lowest edge of anything.
    pub(super) bottom: f64,
}

/// Something to be placed, with the position of its element: a hop, or as many steps of a room, from the given first
/// one, as fit on a page.
enum Part<'s> {
    Room(usize, usize, Room),
    Hop(usize, &'s super::super::scene::HopArrow),
}

/// Places a scene on pages; `None` where its lanes are too narrow for a hop.
pub(super) fn place(setter: &Setter, scene: &Scene, recipe: &Recipe) -> Option<Vec<PageBody>> {
    let parts = parts(setter, scene, recipe);
    let mut placer = Placer {
        setter,
        recipe,
        sheets: Vec::new(),
        sheet: PageBody { events: vec![Vec::new(); recipe.lanes.len()], ..PageBody::default() },
        ground: Ground::default(),
        floor: recipe.top,
        before: None,
    };
    let mut at = 0;
    while at < parts.len() {
        at += placer.part(&parts, at)?;
    }
    placer.turn();
    Some(placer.sheets)
}

/// Divides a scene into parts; rooms too high for a page become several.
fn parts<'s>(setter: &Setter, scene: &'s Scene, recipe: &Recipe) -> Vec<Part<'s>> {
    let most = (recipe.limit - recipe.top) * 0.55;
    let mut all = Vec::new();
    for (element, it) in scene.elements.iter().enumerate() {
        let room = match it {
            Element::HopArrow(hop) => {
                all.push(Part::Hop(element, hop));
                continue;
            }
            Element::Room(room) => room,
        };
        let whole = measure(setter, element, 0, room, recipe.lanes[room.lane].1, recipe.share);
        if whole.rect.h <= most || room.acts.len() < 2 {
            all.push(Part::Room(element, 0, room.clone()));
            continue;
        }
        let mut kept = Room { acts: Vec::new(), ..room.clone() };
        let (mut from, mut first) = (0.0, 0);
        for (act, placed) in room.acts.iter().zip(&whole.acts) {
            if placed.row.bottom() - from > most && !kept.acts.is_empty() {
                let next = Room { acts: Vec::new(), ..room.clone() };
                all.push(Part::Room(element, first, std::mem::replace(&mut kept, next)));
                from = placed.row.y;
                first = placed.act;
            }
            kept.acts.push(act.clone());
        }
        all.push(Part::Room(element, first, kept));
    }
    all
}

struct Placer<'p> {
    setter: &'p Setter,
    recipe: &'p Recipe,
    sheets: Vec<PageBody>,
    sheet: PageBody,
    ground: Ground,
    /// Height of what comes last in the order of reading.
    floor: f64,
    /// The room directly before, if the last part was one.
    before: Option<usize>,
}

impl Placer<'_> {
    /// Places one part, together with the room that a hop reaches, and returns how many parts were placed.
    fn part(&mut self, parts: &[Part<'_>], at: usize) -> Option<usize> {
        self.ground.forget_above(self.floor);
        match &parts[at] {
            Part::Room(element, first, room) => Some(self.room((*element, *first), room)),
            Part::Hop(element, hop) => {
                let target = match parts.get(at + 1) {
                    Some(Part::Room(element, first, room)) if room.lane == hop.to => {
                        Some(self.measured((*element, *first), room))
                    }
                    _ => None,
                };
                self.hop(*element, hop, target)
            }
        }
    }

    fn measured(&self, (element, first): (usize, usize), room: &Room) -> PlacedRoom {
        let (x, w) = self.recipe.lanes[room.lane];
        let placed = measure(self.setter, element, first, room, w, self.recipe.share);
        let left = x + (w - placed.rect.w) / 2.0;
        placed.shifted(left, 0.0)
    }

    fn room(&mut self, at: (usize, usize), room: &Room) -> usize {
        let placed = self.measured(at, room);
        let above = self.before.map(|at| &self.sheet.rooms[at]).filter(|above| above.lane == room.lane);
        let above = above.map(|above| above.rect.bottom());
        let gap = self.recipe.gap;
        let first = self.sheet.rooms.is_empty() && self.sheet.hops.is_empty();
        let from = match above {
            Some(bottom) => bottom + gap.max(0.9),
            None if first => self.recipe.top,
            None => self.floor + gap,
        };
        let probe = Probe { rect: placed.rect, to_solids: gap * 0.5, to_lines: gap * 0.4 };
        let y = self.ground.settle(from, f64::INFINITY, &[probe]).unwrap_or(from);
        if y + placed.rect.h > self.recipe.limit && !first {
            self.turn();
            return 0;
        }
        let mut placed = placed.shifted(0.0, y);
        if let Some(bottom) = above {
            let way = Rect::new(placed.rect.middle() - 0.4, bottom + 0.06, 0.8, y - bottom - 0.12);
            placed.link = self.ground.is_free(way, 0.0, 0.0).then_some((bottom, y));
        }
        self.add(placed);
        1
    }

    fn hop(
        &mut self,
        element: usize,
        hop: &super::super::scene::HopArrow,
        target: Option<PlacedRoom>,
    ) -> Option<usize> {
        let middle = |lane: usize| self.recipe.lanes[lane].0 + self.recipe.lanes[lane].1 / 2.0;
        let (from, to) = (middle(hop.from), middle(hop.to));
        let source = self.before.map(|at| &self.sheet.rooms[at]).filter(|room| room.lane == hop.from);
        let ends = Ends { from, source, to, target: target.as_ref() };
        let around = Around {
            ground: &self.ground,
            lanes: &self.recipe.lanes,
            top: self.recipe.top,
            floor: self.floor,
            gap: self.recipe.gap,
        };
        let routed = route(self.setter, &Course { element, hop, ends, around })?;
        let first = self.sheet.rooms.is_empty() && self.sheet.hops.is_empty();
        if routed.bottom > self.recipe.limit && !first {
            self.turn();
            return Some(0);
        }
        let Routed { hop: placed, target_y, stub, .. } = routed;
        let y = placed.badge.y + placed.badge.h / 2.0;
        let (tail, tip) = (placed.points[placed.points.len() - 2].0, placed.points[placed.points.len() - 1].0);
        self.ground.line(Rect::new(tail.min(tip), y - 0.05, (tail - tip).abs(), 0.1));
        if let Some(stub) = stub {
            self.ground.line(stub);
        }
        for solid in [Some(placed.label), Some(placed.badge), placed.dot, placed.ring].into_iter().flatten() {
            self.ground.solid(solid);
        }
        self.sheet.events[hop.from].push((y - 0.4, y + 0.4));
        self.floor = y;
        self.before = None;
        let mut count = 1;
        match target {
            Some(room) => {
                self.add(room.shifted(0.0, target_y));
                count += 1;
            }
            None => self.sheet.events[hop.to].push((y - 0.5, y + 0.5)),
        }
        self.sheet.hops.push(placed);
        Some(count)
    }

    fn add(&mut self, room: PlacedRoom) {
        self.ground.solid(room.rect);
        self.sheet.events[room.lane].push((room.rect.y, room.rect.bottom()));
        self.floor = self.floor.max(room.last());
        self.before = Some(self.sheet.rooms.len());
        self.sheet.rooms.push(room);
    }

    /// Ends the current page.
    fn turn(&mut self) {
        let empty = PageBody { events: vec![Vec::new(); self.recipe.lanes.len()], ..PageBody::default() };
        let mut sheet = std::mem::replace(&mut self.sheet, empty);
        sheet.bottom = self.ground.bottom.max(self.recipe.top);
        self.sheets.push(sheet);
        self.ground = Ground::default();
        self.floor = self.recipe.top;
        self.before = None;
    }
}
