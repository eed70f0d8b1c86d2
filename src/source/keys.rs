//! The keys of the mappings that are being read, to find one that is written twice.

use std::collections::HashMap;

use super::build::Builder;

/// The keys of all mappings that are open, the innermost last.
#[derive(Default)]
pub(super) struct OpenKeys(Vec<u32>);

/// The keys of one open mapping.
pub(super) struct MapKeys {
    /// Where they begin among all.
    from: usize,
    /// The keys in a table, once there are many.
    table: Option<HashMap<Box<str>, u32>>,
}

/// Number of keys up to which a mapping searches them in order; beyond it uses a table.
const FEW_KEYS: usize = 16;

impl OpenKeys {
    /// Begins a mapping.
    pub(super) fn begin(&self) -> MapKeys {
        MapKeys { from: self.0.len(), table: None }
    }

    /// Returns the same key earlier in the innermost mapping.
    pub(super) fn earlier(&self, map: &MapKeys, builder: &Builder, text: &str) -> Option<u32> {
        if let Some(table) = &map.table {
            return table.get(text).copied();
        }
        self.of(map).iter().copied().find(|&key| builder.key_is(key, text))
    }

    /// Adds a key to the innermost mapping.
    pub(super) fn add(&mut self, map: &mut MapKeys, builder: &Builder, key: u32) {
        self.0.push(key);
        if let Some(table) = &mut map.table {
            table.insert(builder.key_text(key).into(), key);
        } else if self.of(map).len() == FEW_KEYS {
            map.table = Some(self.of(map).iter().map(|&key| (builder.key_text(key).into(), key)).collect());
        }
    }

    /// Ends the innermost mapping.
    pub(super) fn end(&mut self, map: &MapKeys) {
        self.0.truncate(map.from);
    }

    fn of(&self, map: &MapKeys) -> &[u32] {
        self.0.get(map.from..).unwrap_or_default()
    }
}
