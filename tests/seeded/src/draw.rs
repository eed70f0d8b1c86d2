//! Draws a sample of the changes, and keeps it as a list.

use std::collections::{BTreeMap, HashSet};

use crate::change::Change;
use crate::sources::area;

/// How many changes each area gets before the rest is shared out by size.
const LEAST: usize = 12;

/// Draws `count` changes of these areas, or of all if none is named.
///
/// Each area gives as many as the others, up to [`LEAST`], and what is left goes where most changes are. Which of an
/// area are drawn depends on the seed and their names alone: code that changes elsewhere changes nothing here.
pub fn draw<'a>(changes: &'a [Change], seed: u64, count: usize, areas: &[String]) -> Vec<&'a Change> {
    let mut by_area: BTreeMap<&str, Vec<&Change>> = BTreeMap::new();
    for change in changes {
        let area = area(&change.file);
        if areas.is_empty() || areas.iter().any(|wanted| wanted == area) {
            by_area.entry(area).or_default().push(change);
        }
    }
    for of_area in by_area.values_mut() {
        of_area.sort_by_cached_key(|change| (mix(seed, &change.id), change.id.clone()));
    }
    let most = by_area.values().map(Vec::len).sum::<usize>().min(count);
    let mut taken: BTreeMap<&str, usize> = by_area.keys().map(|area| (*area, 0)).collect();
    for _ in 0..most {
        let open = by_area.iter().filter(|(area, of_area)| taken[*area] < of_area.len());
        // The area that has fewest, as long as it has too few; then the one that has least for its size.
        let next = open.min_by_key(|(area, of_area)| match taken[*area] {
            few if few < LEAST => (0, few),
            enough => (1, enough * 1_000_000 / of_area.len()),
        });
        let Some((area, _)) = next else { break };
        *taken.entry(area).or_default() += 1;
    }
    let drawn: HashSet<&str> =
        by_area.iter().flat_map(|(area, of_area)| of_area.iter().take(taken[area])).map(|change| &*change.id).collect();
    changes.iter().filter(|change| drawn.contains(&*change.id)).collect()
}

/// A sample as a list: an id a line, and after a tab what it is.
pub fn write_list(sample: &[&Change]) -> String {
    sample.iter().map(|it| format!("{}\tsrc/{}:{}: {}\n", it.id, it.file, it.line, it.found.says)).collect()
}

/// Finds the changes of a list again. Returns the ids as well that are no longer in the code.
pub fn read_list<'a>(list: &str, changes: &'a [Change]) -> (Vec<&'a Change>, Vec<String>) {
    let ids: HashSet<&str> = list
        .lines()
        .filter_map(|line| line.split('\t').next())
        .map(str::trim)
        .filter(|id| !id.is_empty() && !id.starts_with('#'))
        .collect();
    let found: Vec<&Change> = changes.iter().filter(|change| ids.contains(&*change.id)).collect();
    let known: HashSet<&str> = found.iter().map(|change| &*change.id).collect();
    let mut lost: Vec<String> = ids.difference(&known).map(|id| (*id).to_owned()).collect();
    lost.sort();
    (found, lost)
}

/// FNV-1a of the seed and the id, with its bits mixed once more so that similar ids fall far apart.
fn mix(seed: u64, id: &str) -> u64 {
    let bytes = seed.to_le_bytes().into_iter().chain(id.bytes());
    let hash =
        bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    let hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash ^ (hash >> 27)
}

#[cfg(test)]
mod tests {
    use super::{draw, read_list, write_list};
    use crate::change::{Change, Edit, Found};

    fn changes(counts: &[(&str, usize)]) -> Vec<Change> {
        let one = |area: &str, at: usize| Change {
            id: format!("{area}/a.rs#f/int+1/{at}"),
            file: format!("{area}/a.rs"),
            line: at,
            found: Found { operator: "int+1", span: 0..1, edit: Edit::skip(), says: "`1` → `1 + 1`".to_owned() },
        };
        counts.iter().flat_map(|(area, count)| (1..=*count).map(move |at| one(area, at))).collect()
    }

    fn of(sample: &[&Change], area: &str) -> usize {
        sample.iter().filter(|change| change.file.starts_with(area)).count()
    }

    #[test]
    fn small_areas_give_what_they_have_and_large_ones_the_rest() {
        let all = changes(&[("audit", 5), ("check", 100), ("flow", 300)]);
        let sample = draw(&all, 1, 69, &[]);
        assert_eq!((of(&sample, "audit"), of(&sample, "check"), of(&sample, "flow")), (5, 16, 48));
        let few = draw(&all, 1, 9, &[]);
        assert_eq!((of(&few, "audit"), of(&few, "check"), of(&few, "flow")), (3, 3, 3));
        assert_eq!(of(&draw(&all, 1, 9, &["flow".to_owned()]), "flow"), 9);
    }

    #[test]
    fn the_seed_decides_and_other_code_does_not() {
        let all = changes(&[("check", 100), ("flow", 300)]);
        let ids = |sample: Vec<&Change>| sample.iter().map(|change| change.id.clone()).collect::<Vec<_>>();
        let drawn = ids(draw(&all, 1, 10, &["check".to_owned()]));
        assert_ne!(drawn, ids(draw(&all, 2, 10, &["check".to_owned()])));
        assert_eq!(drawn, ids(draw(&changes(&[("check", 100)]), 1, 10, &[])));
    }

    #[test]
    fn a_list_is_read_back_and_tells_what_is_gone() {
        let all = changes(&[("flow", 3)]);
        let list = write_list(&[&all[1]]) + "# why\n\nflow/a.rs#f/int+1/9\tgone\n";
        let (found, lost) = read_list(&list, &all);
        assert_eq!(found.iter().map(|change| &*change.id).collect::<Vec<_>>(), ["flow/a.rs#f/int+1/2"]);
        assert_eq!(lost, ["flow/a.rs#f/int+1/9"]);
    }
}
