//! The scene: what a picture of one flow shows, in words of one language and in the order of its numbers.
//!
//! Owns the types only. Nothing here knows of places on paper.

use super::icons::Icon;
use crate::filing::ActorId;
use crate::flow::Place;
use crate::words::Lang;

/// One flow as it is to be drawn.
#[derive(Debug, Clone)]
pub struct Scene {
    /// Language of every text.
    pub lang: Lang,
    /// Id of the flow.
    pub flow: String,
    /// Heading: number of the drawing and title.
    pub title: String,
    /// What the reader must know before the first step.
    pub notes: Vec<String>,
    /// Parties that take part, one lane each.
    pub lanes: Vec<Lane>,
    /// Rooms and hops in the order of the numbers.
    pub elements: Vec<Element>,
    /// Last places of copies, with what ends them.
    pub terminals: Vec<Terminal>,
    /// Measures, each list once with the lanes it is for.
    pub safeguards: Vec<Safeguards>,
    /// What findings say, marked where they belong; empty where none are asked for.
    pub remarks: Vec<Remark>,
    /// Findings that belong to no part of this picture.
    pub elsewhere: usize,
    /// The way by which the copy of a remark came to its place: number of the remark, ids of steps.
    pub path: Option<(usize, Vec<String>)>,
}

/// A party.
#[derive(Debug, Clone)]
pub struct Lane {
    /// Id within the filing; empty where the filing does not say who acts.
    pub id: String,
    /// What it is.
    pub role: String,
    /// Its name, with its site.
    pub name: String,
    /// Whether it differs from what was approved.
    pub changed: bool,
}

/// One thing to be placed.
#[derive(Debug, Clone)]
pub enum Element {
    /// Steps inside a lane.
    Room(Room),
    /// A step between lanes.
    HopArrow(HopArrow),
}

/// Steps of one lane at one store, or at none.
#[derive(Debug, Clone)]
pub struct Room {
    /// Position of its lane.
    pub lane: usize,
    /// The store.
    pub store: Option<Storage>,
    /// Steps done there; none where data only comes or goes.
    pub acts: Vec<Act>,
}

/// The store of a room, as its title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Storage {
    /// Id within the filing; two where a step leads from one to the other.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it is.
    pub icon: Icon,
    /// Whether it differs from what was approved.
    pub changed: bool,
}

/// A numbered step.
#[derive(Debug, Clone)]
pub struct Act {
    /// Its number.
    pub id: String,
    /// Its wording.
    pub text: String,
    /// Medium, carriage, protection and the like.
    pub details: Vec<Detail>,
    /// Whether it differs from what was approved.
    pub changed: bool,
    /// Whether it may be left out.
    pub optional: bool,
    /// The step as a sentence, for those who do not see the picture.
    pub sentence: String,
}

/// A step that moves data between lanes.
#[derive(Debug, Clone)]
pub struct HopArrow {
    /// Lane it leaves.
    pub from: usize,
    /// Lane it reaches; another one.
    pub to: usize,
    /// Whether it goes over a line.
    pub line: bool,
    /// The step.
    pub act: Act,
}

/// One thing said of a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Detail {
    /// Its sign.
    pub icon: Icon,
    /// Its words.
    pub text: String,
    /// Whether it begins a line of its own.
    pub fresh: bool,
}

/// The last place of copies.
#[derive(Debug, Clone)]
pub struct Terminal {
    /// Position of its lane.
    pub lane: usize,
    /// Name by which findings speak of it: `holder@place`.
    pub id: String,
    /// Who holds the copies.
    pub holder: ActorId,
    /// Where, in the graph.
    pub rests_at: Place,
    /// Where.
    pub place: String,
    /// Sign of the place.
    pub icon: Icon,
    /// Which data, and what ends it.
    pub details: Vec<Detail>,
}

/// Measures of some lanes.
#[derive(Debug, Clone)]
pub struct Safeguards {
    /// Heading, which names the lanes.
    pub title: String,
    /// Names of the measures.
    pub names: Vec<String>,
}

/// What findings say about one part of the picture.
#[derive(Debug, Clone)]
pub struct Remark {
    /// Number of its mark, from 1.
    pub number: usize,
    /// What it is about.
    pub at: MarkTarget,
    /// What it is about, in words.
    pub about: String,
    /// Each finding: a heading and a sentence.
    pub lines: Vec<(String, String)>,
}

/// A part of the picture that can be marked.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum MarkTarget {
    /// A lane, by position.
    Lane(usize),
    /// A step, by id.
    Step(String),
    /// A terminal, by position.
    Terminal(usize),
}

impl Scene {
    /// Every step in order.
    pub fn acts(&self) -> impl Iterator<Item = &Act> {
        self.elements.iter().flat_map(|element| match element {
            Element::Room(room) => room.acts.as_slice(),
            Element::HopArrow(hop) => std::slice::from_ref(&hop.act),
        })
    }

    /// The hop at the position of an element.
    pub fn hop(&self, element: usize) -> Option<&HopArrow> {
        match self.elements.get(element)? {
            Element::HopArrow(hop) => Some(hop),
            Element::Room(_) => None,
        }
    }

    /// The room at the position of an element.
    pub fn room(&self, element: usize) -> Option<&Room> {
        match self.elements.get(element)? {
            Element::Room(room) => Some(room),
            Element::HopArrow(_) => None,
        }
    }

    /// A step of the room at the position of an element.
    pub fn act(&self, element: usize, act: usize) -> Option<&Act> {
        self.room(element)?.acts.get(act)
    }

    /// Every hop in order.
    pub fn hops(&self) -> impl Iterator<Item = &HopArrow> {
        self.elements.iter().filter_map(|element| match element {
            Element::HopArrow(hop) => Some(hop),
            Element::Room(_) => None,
        })
    }
}

impl Detail {
    /// Something said on the line of what came before, while there is room.
    pub fn new(icon: Icon, text: impl Into<String>) -> Self {
        Detail { icon, text: text.into(), fresh: false }
    }
}
