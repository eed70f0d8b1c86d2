//! Trees in a form that needs no parsing, made when the program is built from what ships inside it.
//!
//! A row of numbers for each node and each key, and their text: what is read at every start has to be read at once.

use super::arena::{KeySlot, Slot, SlotShape};
use super::{Document, Kind, Span};

/// How many numbers stand before the rows: the nodes, and the keys.
const HEAD: usize = 2;

/// A node as numbers: its shape in four, its key, its place.
type SlotRow = [u32; 9];

/// A key as numbers: where its text is, its place.
type KeyRow = [u32; 6];

/// The types of scalars, in the order of their numbers. Those of other shapes follow.
const SCALARS: [Kind; 5] = [Kind::Null, Kind::Bool, Kind::Int, Kind::Float, Kind::Str];
const SEQ: u32 = 5;
const MAP: u32 = 6;
const ALIAS: u32 = 7;

impl Document {
    /// Returns the tree as bytes, for [`Document::compiled`] of the same version of the program.
    pub fn compile(&self) -> Vec<u8> {
        let count = |rows: usize| u32::try_from(rows).unwrap_or(u32::MAX);
        let head = [count(self.slots.len()), count(self.keys.len())];
        let slots = self.slots.iter().flat_map(slot_row);
        let keys = self.keys.iter().flat_map(key_row);
        let numbers = head.into_iter().chain(slots).chain(keys);
        let mut bytes: Vec<u8> = numbers.flat_map(u32::to_le_bytes).collect();
        bytes.extend(self.text.as_bytes());
        bytes
    }

    /// Returns the tree whose bytes [`Document::compile`] made; `None` for any other bytes.
    pub fn compiled(bytes: &[u8]) -> Option<Document> {
        let (head, rest) = rows::<HEAD>(bytes, 1)?;
        let [[slots, keys]] = head.collect::<Vec<_>>().try_into().ok()?;
        let (slots, rest) = rows(rest, slots)?;
        let (keys, text) = rows(rest, keys)?;
        let slots = slots.map(slot).collect::<Option<_>>()?;
        let text = std::str::from_utf8(text).ok()?.to_owned();
        Some(Document { text, slots, keys: keys.map(key).collect(), cells: None })
    }
}

/// Returns some rows of numbers, and what stands after them.
fn rows<const N: usize>(bytes: &[u8], count: u32) -> Option<(impl Iterator<Item = [u32; N]>, &[u8])> {
    let (rows, rest) = bytes.split_at_checked((count as usize).checked_mul(N * 4)?)?;
    let rows = rows.chunks_exact(N * 4).map(|row| {
        let mut numbers = [0; N];
        for (number, four) in numbers.iter_mut().zip(row.as_chunks().0) {
            *number = u32::from_le_bytes(*four);
        }
        numbers
    });
    Some((rows, rest))
}

fn slot_row(slot: &Slot) -> SlotRow {
    let (shape, a, b) = match slot.shape {
        SlotShape::Scalar { kind, start, len } => {
            let number = (0..).zip(SCALARS).find(|(_, known)| *known == kind);
            (number.map_or(0, |(number, _)| number), start, len)
        }
        SlotShape::Seq { end, len } => (SEQ, end, len),
        SlotShape::Map { end, len } => (MAP, end, len),
        SlotShape::Alias { target } => (ALIAS, target, 0),
    };
    let [line, column, end_line, end_column] = numbers(slot.span);
    [shape, u32::from(slot.hidden), a, b, slot.key, line, column, end_line, end_column]
}

fn slot([shape, hidden, a, b, key, line, column, end_line, end_column]: SlotRow) -> Option<Slot> {
    let shape = match shape {
        SEQ => SlotShape::Seq { end: a, len: b },
        MAP => SlotShape::Map { end: a, len: b },
        ALIAS => SlotShape::Alias { target: a },
        _ => SlotShape::Scalar { kind: *SCALARS.get(shape as usize)?, start: a, len: b },
    };
    Some(Slot { shape, hidden: hidden != 0, key, span: Span { line, column, end_line, end_column } })
}

fn key_row(key: &KeySlot) -> KeyRow {
    let [line, column, end_line, end_column] = numbers(key.span);
    [key.start, key.len, line, column, end_line, end_column]
}

fn key([start, len, line, column, end_line, end_column]: KeyRow) -> KeySlot {
    KeySlot { start, len, span: Span { line, column, end_line, end_column } }
}

fn numbers(span: Span) -> [u32; 4] {
    [span.line, span.column, span.end_line, span.end_column]
}
