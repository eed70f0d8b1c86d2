//! The part of a filing that a finding belongs to, as a reader of the form looks for it.

/// A part of a filing, in the order of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Region {
    /// The file as a whole.
    Whole,
    /// The cover, and everything without a place of its own.
    Cover,
    /// The parties.
    Actors,
    /// The data sets.
    Data,
    /// The stores.
    Stores,
    /// The flow at a position.
    Flow(usize),
    /// A step, by the positions of its flow and of itself.
    Step(usize, usize),
    /// The part at a position of its list.
    Part(PartList, usize),
}

/// A list of parts in the format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PartList {
    /// `contracts`.
    Contracts,
    /// `connections`.
    Connections,
    /// `processing`.
    Processing,
}

/// A field of a contract, connection or processing, in the order of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PartField {
    /// Who hands data to whom.
    Parties,
    /// Which items.
    Items,
    /// On which media.
    Media,
    /// From when to when.
    Term,
    /// Whether the work may be passed on.
    Subcontracting,
    /// 特記事項.
    SpecialClauses,
    /// Return, erasure and destruction.
    Disposal,
    /// Safeguards.
    Checklist,
}

impl Region {
    /// The region that a JSON Pointer leads into, with the field of a part where it goes that far.
    ///
    /// The pointers of findings are read here and nowhere else: whatever else wants to know where one belongs asks its region.
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

    /// The flow around a step; none around anything else.
    pub fn around(self) -> Option<Self> {
        match self {
            Region::Step(flow, _) => Some(Region::Flow(flow)),
            _ => None,
        }
    }
}

impl PartList {
    /// Its key in the format.
    pub fn key(self) -> &'static str {
        match self {
            PartList::Contracts => "contracts",
            PartList::Connections => "connections",
            PartList::Processing => "processing",
        }
    }
}

impl PartField {
    /// Every field.
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

    /// Its word in the keys of messages.
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

    /// The field that a key of the format, or the first word of a fact's name, belongs to.
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
