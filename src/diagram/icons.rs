//! Icons drawn as paths, so that no font needs to contain them.

use crate::vocabulary::enumerations::{Medium, MediumClass, StoreKind};

/// A small drawing beside words in a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Icon {
    /// No icon, only words.
    None,
    /// A computer or tablet.
    Computer,
    /// A server or cloud service.
    Server,
    /// A cabinet, safe or room.
    Cabinet,
    /// A store whose kind is not stated.
    Store,
    /// A sheet of paper.
    Paper,
    /// A disc or other object that holds data.
    Disc,
    /// A password notice.
    Key,
    /// A network line.
    Network,
    /// A telephone, or speech.
    Voice,
    /// Two persons, for what is done face to face.
    People,
    /// A bag, for carriage.
    Bag,
    /// A letter, for post.
    Letter,
    /// A shield, for protection.
    Shield,
    /// A list, for the names of data.
    Data,
    /// The end of copies.
    End,
    /// A report.
    Report,
    /// A warning that something is not stated.
    Gap,
}

impl Icon {
    /// Returns the icon of a medium by its class.
    pub fn of_medium(medium: Medium) -> Self {
        match medium.class() {
            MediumClass::Paper => Icon::Paper,
            MediumClass::Removable => Icon::Disc,
            MediumClass::Notice => Icon::Key,
            MediumClass::Network => Icon::Network,
            MediumClass::Voice => Icon::Voice,
            MediumClass::InPerson => Icon::People,
        }
    }

    /// Returns the icon of a store by its kind.
    pub fn of_store(kind: Option<StoreKind>) -> Self {
        match kind {
            Some(StoreKind::Pc | StoreKind::Tablet) => Icon::Computer,
            Some(StoreKind::Server | StoreKind::Cloud | StoreKind::System) => Icon::Server,
            Some(StoreKind::Cabinet | StoreKind::Safe | StoreKind::Room | StoreKind::Box) => Icon::Cabinet,
            None => Icon::Store,
        }
    }

    /// Returns its strokes as an SVG path in a square of ten by ten; empty for [`Icon::None`].
    pub fn path(self) -> &'static str {
        match self {
            Icon::None => "",
            Icon::Computer => "M1 1.5h8v5.5h-8zM3.5 9h3M5 7v2",
            Icon::Server => "M2 1h6v8h-6zM2 3.7h6M2 6.4h6M6.3 2.3h.6M6.3 5h.6M6.3 7.7h.6",
            Icon::Cabinet => "M1.5 1h7v8h-7zM1.5 5h7M4 3h2M4 7h2",
            Icon::Store => "M1.5 2.5c0-2 7-2 7 0v5c0 2-7 2-7 0zM1.5 2.5c0 2 7 2 7 0",
            Icon::Paper => "M2 1h4l2 2v6h-6zM6 1v2h2M3.5 5h3M3.5 7h3",
            Icon::Disc => "M5 .8a4.2 4.2 0 1 0 .01 0zM5 3.7a1.3 1.3 0 1 0 .01 0z",
            Icon::Key => "M3 3a2 2 0 1 0 .01 0zM4.8 5h4.4v2M7.4 5v1.6",
            Icon::Network => "M5 .8a4.2 4.2 0 1 0 .01 0zM.8 5h8.4M5 .8c-2.6 2.4-2.6 6 0 8.4M5 .8c2.6 2.4 2.6 6 0 8.4",
            Icon::Voice => {
                "M2 1.2l1.6-.4 1.2 2.4-1.2 1c.5 1.3 1.2 2 2.3 2.4l1-1.2 2.3 1.2-.5 1.6c-4 1.4-8.200-3.500-6.700-7z"
            }
            Icon::People => {
                "M3 1.500a1.300 1.300 0 1 0 .01 0zM7 1.500a1.300 1.300 0 1 0 .01 0zM.8 8.500v-1.500c0-2.400 4.200-2.400 4.200 0v1.500M5 7c0-2.400 4.200-2.400 4.200 0v1.500"
            }
            Icon::Bag => "M1 3.500h8v5.300h-8zM3.500 3.500v-2h3v2M1 6h8",
            Icon::Letter => "M1 2h8v6h-8zM1 2.200l4 3.300 4-3.300",
            Icon::Shield => {
                "M5 .8l3.600 1.200v3c0 2.300-1.600 3.600-3.600 4.400-2-.8-3.600-2.100-3.600-4.400v-3zM3.300 5l1.300 1.400 2.300-2.700"
            }
            Icon::Data => "M1.500 1.500h7v7h-7zM1.500 4h7M4 4v4.500",
            Icon::End => "M2 3h6M4 3v-1.500h2v1.500M2.700 3l.5 6h3.600l.5-6M4.200 4.800v2.600M5.800 4.800v2.600",
            Icon::Report => "M2 1h6v8h-6zM3.500 3h3M3.300 5.600l1.200 1.300 2.200-2.500",
            Icon::Gap => "M5 1l4.300 8h-8.600zM5 4v2.400M5 7.600v.5",
        }
    }
}
