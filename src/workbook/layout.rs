//! The sheets of a filing: which table stands where, and which of its columns are in sight. What the columns are follows
//! from the format.

use super::columns::{Holds, LayoutColumn, columns, entries_of, items_of, map_of};
use super::place::NamedWay;
use super::words;
use crate::filing::format::FILING;
use crate::vocabulary::shape::{MapShape, Shape};

/// One sheet with its tables.
pub struct SheetLayout {
    /// The key of its name.
    pub name: &'static str,
    /// Its tables, from top to bottom; each has a title where there are several.
    pub tables: &'static [TableLayout],
}

/// One table.
pub struct TableLayout {
    /// The key of its title, by which it is known among several.
    pub title: &'static str,
    /// How its records lie.
    pub lie: Lie,
    /// What its records are.
    pub rows: Rows,
    /// The columns in sight, by their paths, each with its width in digits; the others are folded.
    pub shown: &'static [(&'static str, u16)],
    /// Paths that stand in a table of their own.
    pub elsewhere: &'static [&'static str],
}

/// How the records of a table lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lie {
    /// A record is a row.
    Rows,
    /// A record is a column, with the headings at its left.
    Columns,
}

/// What the records of a table are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rows {
    /// The filing itself: a single record.
    Filing,
    /// Entries of a map at the root, with their ids as keys.
    Entries(&'static str),
    /// Items of a list, by the keys that lead to it.
    Items(&'static [&'static str]),
    /// Contracts, connections and processing, each with its kind.
    Parts,
    /// Items of a list that every flow has.
    OfFlows(&'static str),
    /// Items of the lists that every flow has by actor.
    OfLanes(&'static str),
    /// Items of a list that every part has.
    OfParts(&'static str),
    /// Items of the two lists that every part has, for the principal and the agent.
    OfSides(&'static str),
}

/// The lists of parts in the format.
pub const PARTS: [&str; 3] = ["contracts", "connections", "processing"];
/// The two sides of a part.
pub const SIDES: [&str; 2] = ["principal", "agent"];

static ROOT: Shape = Shape::Map(&FILING);

/// A table with records as rows.
const fn table(title: &'static str, rows: Rows, shown: &'static [(&'static str, u16)]) -> TableLayout {
    TableLayout { title, lie: Lie::Rows, rows, shown, elsewhere: &[] }
}

/// All sheets but those that hold no layout of their own, in their order.
pub static SHEETS: &[SheetLayout] = &[
    SheetLayout { name: "sheet.cover", tables: &[COVER] },
    SheetLayout { name: "sheet.actors", tables: &[ACTORS] },
    SheetLayout { name: "sheet.data", tables: &[DATA] },
    SheetLayout { name: "sheet.stores", tables: &[STORES] },
    SheetLayout { name: "sheet.flows", tables: &[FLOWS] },
    SheetLayout { name: "sheet.steps", tables: &[STEPS] },
    SheetLayout { name: "sheet.parts", tables: &[PARTS_TABLE] },
    SheetLayout { name: "sheet.disposal", tables: &[DISPOSAL] },
    SheetLayout { name: "sheet.measures", tables: &[MEASURES, CLAUSES, DRAWN] },
    SheetLayout { name: "sheet.papers", tables: &[APPROVALS, ATTACHMENTS, HEADCOUNT, SYSTEMS, ENCLOSURES] },
    SheetLayout { name: "sheet.waivers", tables: &[WAIVERS, REASONS] },
];

const COVER: TableLayout = TableLayout {
    title: "sheet.cover",
    lie: Lie::Columns,
    rows: Rows::Filing,
    shown: &[
        ("sekisho", 24),
        ("id", 24),
        ("title", 24),
        ("jurisdiction", 24),
        ("forum", 24),
        ("agenda", 24),
        ("agenda_points", 24),
        ("document", 24),
        ("submitted", 24),
        ("basis", 24),
        ("departments", 24),
        ("programme.name", 24),
        ("programme.purpose", 24),
        ("programme.subjects", 24),
        ("programme.summary", 24),
        ("programme.services", 24),
        ("programme.headcount_total", 24),
    ],
    elsewhere: &[
        "programme.headcount",
        "approvals",
        "attachments",
        "systems",
        "enclosures",
        "actors",
        "data",
        "stores",
        "flows",
        "contracts",
        "connections",
        "processing",
        "waivers",
        "reasons",
    ],
};
const ACTORS: TableLayout = table(
    "sheet.actors",
    Rows::Entries("actors"),
    &[
        ("role", 14),
        ("name", 34),
        ("site", 16),
        ("organisation", 14),
        ("corporate_number", 16),
        ("certifications", 30),
        ("selection.method", 16),
    ],
);
const DATA: TableLayout = table(
    "sheet.data",
    Rows::Entries("data"),
    &[
        ("name", 24),
        ("subjects", 20),
        ("items", 44),
        ("part_of", 16),
        ("my_number", 8),
        ("sensitive", 16),
        ("personal", 8),
    ],
);
const STORES: TableLayout = table(
    "sheet.stores",
    Rows::Entries("stores"),
    &[("actor", 14), ("kind", 14), ("name", 28), ("site", 18), ("operated_by", 14), ("exposure", 18), ("measures", 34)],
);
const FLOWS: TableLayout = TableLayout {
    elsewhere: &["steps", "measures"],
    ..table(
        "sheet.flows",
        Rows::Items(&["flows"]),
        &[("id", 14), ("title", 44), ("source", 16), ("covers", 30), ("under", 18), ("starts_with", 34)],
    )
};
const STEPS: TableLayout = table(
    "sheet.steps",
    Rows::OfFlows("steps"),
    &[
        ("id", 6),
        ("action", 12),
        ("title", 34),
        ("actor", 12),
        ("data", 16),
        ("medium", 12),
        ("to", 12),
        ("into", 14),
        ("from", 14),
        ("onto", 12),
        ("encrypted", 8),
        ("transport.by", 12),
        ("optional", 8),
        ("uses", 14),
        ("line.kind", 16),
    ],
);
const PARTS_TABLE: TableLayout = TableLayout {
    title: "sheet.parts",
    lie: Lie::Columns,
    rows: Rows::Parts,
    shown: &[
        ("id", 30),
        ("kind", 30),
        ("parent", 30),
        ("title", 30),
        ("label", 30),
        ("departments", 30),
        ("basis", 30),
        ("from", 30),
        ("to", 30),
        ("with", 30),
        ("business", 30),
        ("subjects", 30),
        ("reason", 30),
        ("work", 30),
        ("data", 30),
        ("provides", 30),
        ("collects", 30),
        ("handles", 30),
        ("media", 30),
        ("store", 30),
        ("system", 30),
        ("change", 30),
        ("schedule", 30),
        ("term.from", 30),
        ("term.to", 30),
        ("term.renews", 30),
        ("subcontracting.allowed", 30),
        ("subcontracting.approval", 30),
        ("checklist.form", 30),
        ("checklist.same_as", 30),
        ("checklist.principal.done", 30),
        ("checklist.principal.not_applicable", 30),
        ("checklist.agent.done", 30),
        ("checklist.agent.not_applicable", 30),
        ("changed_since", 30),
    ],
    elsewhere: &["measures", "disposal", "special_clauses"],
};
const DISPOSAL: TableLayout = table(
    "sheet.disposal",
    Rows::OfParts("disposal"),
    &[("of", 16), ("at", 18), ("data", 18), ("origin", 12), ("method", 12), ("report", 10), ("due", 24), ("until", 14)],
);
// Tables of one sheet share its columns: what is long stands in the same ones.
const MEASURES: TableLayout = table(
    "table.measures",
    Rows::OfSides("measures"),
    &[("", 22), ("text", 54), ("means", 24), ("number", 8), ("section", 14)],
);
const CLAUSES: TableLayout = table(
    "table.special_clauses",
    Rows::OfParts("special_clauses"),
    &[("form", 22), ("attached", 8), ("clauses", 40), ("label", 14), ("for", 14)],
);
const DRAWN: TableLayout = table("table.drawn", Rows::OfLanes("measures"), &[("", 22), ("text", 54), ("means", 24)]);
const APPROVALS: TableLayout = table(
    "table.approvals",
    Rows::Items(&["approvals"]),
    &[("id", 12), ("scope", 40), ("forum", 22), ("session", 22), ("date", 18), ("of", 14), ("outcome", 10)],
);
const ATTACHMENTS: TableLayout =
    table("table.attachments", Rows::Items(&["attachments"]), &[("id", 18), ("title", 44), ("attached", 8)]);
const HEADCOUNT: TableLayout = table(
    "table.headcount",
    Rows::Items(&["programme", "headcount"]),
    &[("group", 34), ("count", 12), ("unit", 8), ("approx", 8), ("basis", 24)],
);
const SYSTEMS: TableLayout = table("table.systems", Rows::Entries("systems"), &[("name", 34), ("aliases", 30)]);
const ENCLOSURES: TableLayout =
    table("table.enclosures", Rows::Items(&["enclosures"]), &[("id", 8), ("name", 44), ("printed", 8), ("for", 24)]);
const WAIVERS: TableLayout = table(
    "table.waivers",
    Rows::Items(&["waivers"]),
    &[("rule", 30), ("at", 20), ("verdict", 12), ("reason", 44), ("approval", 14), ("until", 18)],
);
const REASONS: TableLayout =
    table("table.reasons", Rows::Items(&["reasons"]), &[("rule", 30), ("at", 20), ("reason", 60)]);

impl TableLayout {
    /// Returns the columns of the records, those in sight first, and how many these are. The columns that say to what a
    /// record belongs come before them and are not among them.
    pub fn columns(&self) -> (Vec<LayoutColumn>, usize) {
        let all = self.all_columns();
        let shown = |path: &str| all.iter().find(|column| column.dotted() == path).cloned();
        let mut ordered: Vec<LayoutColumn> = self.shown.iter().filter_map(|(path, _)| shown(path)).collect();
        let in_sight = ordered.len();
        ordered.extend(all.iter().filter(|column| !self.shows(&column.dotted())).cloned());
        (ordered, in_sight)
    }

    /// Returns the width of a column, in digits; `None` if it is folded.
    pub fn width(&self, column: &LayoutColumn) -> Option<u16> {
        let dotted = column.dotted();
        self.shown.iter().find(|(path, _)| *path == dotted).map(|(_, width)| *width)
    }

    fn shows(&self, dotted: &str) -> bool {
        self.shown.iter().any(|(path, _)| *path == dotted)
    }

    /// Returns every column once, with those that mark the record as a whole at the end.
    fn all_columns(&self) -> Vec<LayoutColumn> {
        let mut all: Vec<LayoutColumn> = Vec::new();
        for shape in self.rows.shapes() {
            let Some(map) = map_of(shape) else { continue };
            if !super::columns::scalars_of(shape).is_empty() {
                let heading = words::heading("row", map.name);
                let described = format!("row.{}", map.name);
                all.push(LayoutColumn { path: Vec::new(), heading, holds: Holds::Value(shape), described });
            }
            for column in columns(map) {
                let dotted = column.dotted();
                let apart = |path: &str| dotted == *path || dotted.starts_with(&format!("{path}."));
                if !self.elsewhere.iter().any(|path| apart(path)) && all.iter().all(|known| known.path != column.path) {
                    all.push(column.clone());
                }
            }
        }
        all.sort_by_key(|column| !matches!(column.holds, Holds::Value(_)));
        all
    }
}

impl Rows {
    /// Returns the shapes that a record may have.
    pub fn shapes(self) -> Vec<&'static Shape> {
        let inside = |map: Option<&'static MapShape>, key: &str| {
            let shape = &map?.key(key)?.shape;
            items_of(shape).or_else(|| entries_of(shape))
        };
        let flow = || inside(Some(&FILING), "flows").and_then(map_of);
        let part = || inside(Some(&FILING), PARTS[0]).and_then(map_of);
        let found = match self {
            Rows::Filing => return vec![&ROOT],
            Rows::Parts => return PARTS.iter().filter_map(|list| inside(Some(&FILING), list)).collect(),
            Rows::Entries(key) => inside(Some(&FILING), key),
            Rows::Items([way @ .., last]) => {
                let map = way.iter().try_fold(&FILING, |map, key| map_of(&map.key(key)?.shape));
                inside(map, last)
            }
            Rows::Items([]) => None,
            Rows::OfFlows(key) => inside(flow(), key),
            Rows::OfLanes(key) => inside(flow(), key).and_then(items_of),
            Rows::OfParts(key) => inside(part(), key),
            Rows::OfSides(key) => {
                let sides = part().and_then(|map| map_of(&map.key(key)?.shape));
                inside(sides, SIDES[0])
            }
        };
        found.into_iter().collect()
    }

    /// Returns the keys of the headings that say to what a record belongs, and for entries that of their ids.
    pub fn parents(self) -> &'static [&'static str] {
        match self {
            Rows::Filing | Rows::Items(_) => &[],
            Rows::Entries(_) => &["parent.key"],
            Rows::Parts => &["parent.list"],
            Rows::OfFlows(_) => &["parent.flow"],
            Rows::OfLanes(_) => &["parent.flow", "parent.lane"],
            Rows::OfParts(_) => &["parent.part"],
            Rows::OfSides(_) => &["parent.part", "parent.side"],
        }
    }

    /// Returns the keys that lead to the collection of the records, with a star for each item or entry on the way.
    fn ways(self) -> Vec<Vec<&'static str>> {
        let of_parts = |rest: &[&'static str]| PARTS.iter().map(|list| [&[*list, "*"], rest].concat()).collect();
        match self {
            Rows::Filing => Vec::new(),
            Rows::Entries(key) => vec![vec![key]],
            Rows::Items(way) => vec![way.to_vec()],
            Rows::Parts => PARTS.iter().map(|list| vec![*list]).collect(),
            Rows::OfFlows(key) => vec![vec!["flows", "*", key]],
            Rows::OfLanes(key) => vec![vec!["flows", "*", key]],
            Rows::OfParts(key) => of_parts(&[key]),
            Rows::OfSides(key) => SIDES.iter().flat_map(|side| of_parts(&[key, side])).collect(),
        }
    }
}

/// True if the values of a collection are the records of a table.
pub(super) fn is_table(way: &NamedWay) -> bool {
    let keys = way.keys();
    // The lists by actor stand below the keys of the actors.
    let lane = |rows: Rows| keys.get(..3).filter(|_| matches!(rows, Rows::OfLanes(_)) && keys.len() == 4);
    let is_of = |rows: Rows| rows.ways().iter().any(|one| *one == keys || lane(rows) == Some(one.as_slice()));
    SHEETS.iter().flat_map(|sheet| sheet.tables).any(|table| is_of(table.rows))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::text;
    use crate::words::Lang;

    fn tables() -> impl Iterator<Item = &'static TableLayout> {
        SHEETS.iter().flat_map(|sheet| sheet.tables)
    }

    #[test]
    fn every_key_of_the_format_has_a_place() {
        let ways: Vec<Vec<&str>> = tables().flat_map(|table| table.rows.ways()).collect();
        let mut maps = BTreeSet::new();
        for table in tables() {
            assert!(!table.rows.shapes().is_empty(), "{} has no shape", table.title);
            let (columns, in_sight) = table.columns();
            assert_eq!(in_sight, table.shown.len(), "{} shows what it has not", table.title);
            for map in table.rows.shapes().into_iter().filter_map(map_of) {
                maps.insert(map.name);
                for column in super::super::columns::columns(map) {
                    let dotted = column.dotted();
                    let has = columns.iter().any(|own| own.path == column.path);
                    let apart =
                        table.elsewhere.iter().find(|path| dotted == **path || dotted.starts_with(&format!("{path}.")));
                    assert!(has != apart.is_some(), "{}: {dotted} has no place, or two", table.title);
                    if let Some(path) = apart {
                        let keys: Vec<&str> = path.split('.').collect();
                        assert!(ways.iter().any(|way| way.windows(keys.len()).any(|part| part == keys)), "{path}");
                    }
                }
            }
        }
        let whole = ["filing", "actor", "data_set", "store", "flow", "step", "contract", "connection", "processing"];
        let parts = ["disposal", "measure", "special_clauses", "drawn_measure", "approval", "attachment", "headcount"];
        let last = ["system", "enclosure", "waiver", "reason"];
        let expected: BTreeSet<&str> = whole.into_iter().chain(parts).chain(last).collect();
        assert_eq!(maps, expected);
    }

    #[test]
    fn headings_of_a_table_are_told_apart() {
        for table in tables() {
            for lang in [Lang::Ja, Lang::En] {
                let parents = table.rows.parents().iter().map(|key| words::one(key, lang));
                let (columns, _) = table.columns();
                let all = parents.chain(columns.iter().map(|column| column.heading.get(lang).to_owned()));
                let mut seen = BTreeSet::new();
                for heading in all {
                    assert!(seen.insert(text::heading(&heading)), "{}: {heading} heads two columns", table.title);
                }
            }
        }
    }

    #[test]
    fn sheets_and_tables_have_names_of_their_own_that_a_workbook_takes() {
        let more = ["sheet.rest", "sheet.choices", "sheet.checked"];
        for lang in [Lang::Ja, Lang::En] {
            let names: Vec<String> =
                SHEETS.iter().map(|sheet| sheet.name).chain(more).map(|key| words::one(key, lang)).collect();
            assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len());
            for name in names {
                assert!(
                    !name.contains(['[', ']', ':', '*', '?', '/', '\\', '.']) && name.chars().count() <= 31,
                    "{name}"
                );
            }
        }
    }
}
