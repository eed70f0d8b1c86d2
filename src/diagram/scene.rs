//! The scene: what a picture of one flow shows, in the words of one language and in the order of its numbers.
//!
//! Owns the types only. Positions on paper belong to the layout.

use super::icons::Icon;
use crate::filing::ActorId;
use crate::flow::Place;
use crate::words::Lang;

/// One flow as it is to be drawn.
#[derive(Debug, Clone)]
pub struct Scene {
    /// The language of every text in it.
    pub lang: Lang,
    /// Id of the flow in the filing.
    pub flow: String,
    /// Heading: the number of the drawing and its title.
    pub title: String,
    /// Notes for the reader before the first step.
    pub notes: Vec<String>,
    /// Actors that take part, one lane each, from left to right.
    pub lanes: Vec<Lane>,
    /// Rooms and hops, from top to bottom.
    pub elements: Vec<Element>,
    /// The last places of copies, with what ends them.
    pub terminals: Vec<Terminal>,
    /// Measures; each list occurs once, with the lanes it applies to.
    pub safeguards: Vec<Safeguards>,
    /// What findings report about parts of the picture; empty until [`super::remark`] adds them.
    pub remarks: Vec<Remark>,
    /// Number of findings that are about no part of this picture.
    pub elsewhere: usize,
    /// The path of a copy to its place: the number of the remark, and the ids of the steps.
    pub path: Option<(usize, Vec<String>)>,
}

/// The lane of one actor.
#[derive(Debug, Clone)]
pub struct Lane {
    /// Id of the actor in the filing; empty for the lane of steps that name no actor.
    pub id: String,
    /// Role of the actor, in words.
    pub role: String,
    /// Name of the actor, with its site.
    pub name: String,
    /// True if the actor is marked as changed since the approval.
    pub changed: bool,
}

/// One thing to be placed in the order of the numbers.
#[derive(Debug, Clone)]
pub enum Element {
    /// Steps that stay inside a lane.
    Room(Room),
    /// A step between two lanes.
    HopArrow(HopArrow),
}

/// A box with consecutive steps of one lane at one store, or at none.
#[derive(Debug, Clone)]
pub struct Room {
    /// Position of its lane in [`Scene::lanes`].
    pub lane: usize,
    /// The store, which becomes the title of the box; `None` for steps at no store.
    pub store: Option<Storage>,
    /// The steps done there; empty where data only arrives or leaves.
    pub acts: Vec<Act>,
}

/// The store of a room, shown as its title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Storage {
    /// Id of the store in the filing; two ids where a step leads from one store to another.
    pub id: String,
    /// Name of the store, or of both.
    pub name: String,
    /// Icon of the kind of store.
    pub icon: Icon,
    /// True if the store is marked as changed since the approval.
    pub changed: bool,
}

/// A numbered step of the flow.
#[derive(Debug, Clone)]
pub struct Act {
    /// Number of the step in the drawing.
    pub id: String,
    /// Wording of the step.
    pub text: String,
    /// Medium, carriage, protection and other conditions.
    pub details: Vec<Detail>,
    /// True if the step is marked as changed since the approval.
    pub changed: bool,
    /// True if the step need not happen.
    pub optional: bool,
    /// The step as a sentence, for readers who do not see the picture.
    pub sentence: String,
}

/// An arrow between lanes: a step that moves data.
#[derive(Debug, Clone)]
pub struct HopArrow {
    /// Position of the lane it leaves.
    pub from: usize,
    /// Position of the lane it reaches, never the same.
    pub to: usize,
    /// True if it goes over a network or telephone line, which is drawn double.
    pub line: bool,
    /// The step that makes the hop.
    pub act: Act,
}

/// One detail of a step, such as its medium.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Detail {
    /// Icon in front of the words.
    pub icon: Icon,
    /// The detail in words.
    pub text: String,
    /// True if it begins a new line.
    pub fresh: bool,
}

/// The last place of copies, outside principal and subject.
#[derive(Debug, Clone)]
pub struct Terminal {
    /// Position of its lane in [`Scene::lanes`].
    pub lane: usize,
    /// The name that findings use for it: `holder@place`.
    pub id: String,
    /// The actor that holds the copies.
    pub holder: ActorId,
    /// The place as the custody names it.
    pub rests_at: Place,
    /// The place in words.
    pub place: String,
    /// Icon of the place.
    pub icon: Icon,
    /// The data, what ends the copies, and the report of it.
    pub details: Vec<Detail>,
}

/// Measures with the lanes that they apply to.
#[derive(Debug, Clone)]
pub struct Safeguards {
    /// Heading, which names the lanes.
    pub title: String,
    /// The measures, in words.
    pub names: Vec<String>,
}

/// What findings report about one part of the picture.
#[derive(Debug, Clone)]
pub struct Remark {
    /// Number shown in its mark, counted from 1.
    pub number: usize,
    /// Positions of the findings in the list they were taken from.
    pub findings: Vec<usize>,
    /// The part that is marked.
    pub at: MarkTarget,
    /// The part in words.
    pub about: String,
    /// For each finding, a heading and its sentence.
    pub lines: Vec<(String, String)>,
}

/// A part of the picture that can be marked.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum MarkTarget {
    /// A lane, by its position in [`Scene::lanes`].
    Lane(usize),
    /// A step, by its number in the drawing.
    Step(String),
    /// A terminal, by its position in [`Scene::terminals`].
    Terminal(usize),
}

impl Scene {
    /// Iterates over every step, in the order of the numbers.
    pub fn acts(&self) -> impl Iterator<Item = &Act> {
        self.elements.iter().flat_map(|element| match element {
            Element::Room(room) => room.acts.as_slice(),
            Element::HopArrow(hop) => std::slice::from_ref(&hop.act),
        })
    }

    /// Returns the element at a position if it is a hop.
    pub fn hop(&self, element: usize) -> Option<&HopArrow> {
        match self.elements.get(element)? {
            Element::HopArrow(hop) => Some(hop),
            Element::Room(_) => None,
        }
    }

    /// Returns the element at a position if it is a room.
    pub fn room(&self, element: usize) -> Option<&Room> {
        match self.elements.get(element)? {
            Element::Room(room) => Some(room),
            Element::HopArrow(_) => None,
        }
    }

    /// Returns a step of the room at the position of an element.
    pub fn act(&self, element: usize, act: usize) -> Option<&Act> {
        self.room(element)?.acts.get(act)
    }

    /// Iterates over every hop, in the order of the numbers.
    pub fn hops(&self) -> impl Iterator<Item = &HopArrow> {
        self.elements.iter().filter_map(|element| match element {
            Element::HopArrow(hop) => Some(hop),
            Element::Room(_) => None,
        })
    }
}

impl Detail {
    /// Makes a detail that continues the line of the one before it while there is room.
    pub fn new(icon: Icon, text: impl Into<String>) -> Self {
        Detail { icon, text: text.into(), fresh: false }
    }
}
