//! The region of a filing that a finding belongs to, as a reader of the form looks for it.

/// A region of a filing, in the order of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Region {
    /// The file as a whole.
    Whole,
    /// The cover, and everything that has no region of its own.
    Cover,
    /// The list of actors.
    Actors,
    /// The list of data sets.
    Data,
    /// The list of stores.
    Stores,
    /// The flow at a position, counted from 0.
    Flow(usize),
    /// A step, by the position of its flow and its own.
    Step(usize, usize),
    /// The part at a position of its list.
    Part(PartList, usize),
}

/// One of the three lists of parts in the format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PartList {
    /// The list `contracts`.
    Contracts,
    /// The list `connections`.
    Connections,
    /// The list `processing`.
    Processing,
}

/// A field of a part, in the order of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PartField {
    /// Who hands data to whom, and the kind of contract.
    Parties,
    /// Items provided, collected or handled.
    Items,
    /// Media that the form declares.
    Media,
    /// Start and end of the part.
    Term,
    /// Whether the work may be passed on.
    Subcontracting,
    /// Texts of special clauses (特記事項).
    SpecialClauses,
    /// Return, erasure and destruction.
    Disposal,
    /// Checklist and measures in prose.
    Checklist,
}

impl Region {
    /// Returns the region that a JSON Pointer leads into, and the field of a part if it leads that far.
    ///
    /// Pointers of findings are interpreted only here; everything else asks a finding for its region.
    pub fn of(pointer: &str) -> (Self, Option<PartField>) {
        let keys: Vec<&str> = pointer.split('/').skip(1).collect();
        let position = |at: usize| keys.get(at).and_then(|key| key.parse::<usize>().ok());
        let part = |kind| match position(1) {
            Some(at) => (Region::Part(kind, at), keys.get(2).and_then(|key| PartField::of_key(key))),
            None => (Region::Cover, None),
        };
        match keys.first().copied() {
            Some("actors") => (Region::Actors, None),
            Some("data") => (Region::Data, None),
            Some("stores") => (Region::Stores, None),
            Some("contracts") => part(PartList::Contracts),
            Some("connections") => part(PartList::Connections),
            Some("processing") => part(PartList::Processing),
            Some("flows") => {
                let step = keys.get(2).filter(|key| **key == "steps").and_then(|_| position(3));
                match (position(1), step) {
                    (None, _) => (Region::Cover, None),
                    (Some(flow), None) => (Region::Flow(flow), None),
                    (Some(flow), Some(step)) => (Region::Step(flow, step), None),
                }
            }
            Some(_) => (Region::Cover, None),
            None => (Region::Whole, None),
        }
    }

    /// Returns the flow that a step lies in; `None` for anything else.
    pub fn around(self) -> Option<Self> {
        match self {
            Region::Step(flow, _) => Some(Region::Flow(flow)),
            _ => None,
        }
    }
}

impl PartList {
    /// Returns the key of the list in the format.
    pub fn key(self) -> &'static str {
        match self {
            PartList::Contracts => "contracts",
            PartList::Connections => "connections",
            PartList::Processing => "processing",
        }
    }
}

impl PartField {
    /// Every field, in the order of the form.
    pub const ALL: [PartField; 8] = [
        PartField::Parties,
        PartField::Items,
        PartField::Media,
        PartField::Term,
        PartField::Subcontracting,
        PartField::SpecialClauses,
        PartField::Disposal,
        PartField::Checklist,
    ];

    /// Returns the word for it in the keys of messages.
    pub fn word(self) -> &'static str {
        match self {
            PartField::Parties => "parties",
            PartField::Items => "items",
            PartField::Media => "media",
            PartField::Term => "term",
            PartField::Subcontracting => "subcontracting",
            PartField::SpecialClauses => "special-clauses",
            PartField::Disposal => "disposal",
            PartField::Checklist => "checklist",
        }
    }

    /// Returns the field that a key of the format, or the first word of a fact's name, belongs to.
    pub fn of_key(key: &str) -> Option<Self> {
        Some(match key {
            "from" | "to" | "kind" | "parent" => PartField::Parties,
            "provides" | "collects" | "handles" | "items" => PartField::Items,
            "media" => PartField::Media,
            "term" => PartField::Term,
            "subcontracting" | "subcontracts" => PartField::Subcontracting,
            "special_clauses" | "clauses" => PartField::SpecialClauses,
            "disposal" => PartField::Disposal,
            "checklist" | "measures" => PartField::Checklist,
            _ => return None,
        })
    }
}
