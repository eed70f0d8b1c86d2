//! The fewest moves by which the rows of a list come into another order.

use std::collections::HashSet;

/// One step of bringing rows into their new order, once those that are gone are removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Arrangement {
    /// Moves the row that becomes `item` of the newer list from one index to another.
    Move { item: usize, from: usize, to: usize },
    /// Puts `item` of the newer list, which is new, at an index, behind the item `before`.
    New { item: usize, to: usize, before: Option<usize> },
}

/// Returns the steps for a newer list, each of whose items was `matched` with one of so many older ones.
pub(super) fn arranged(old: usize, matched: &[Option<usize>]) -> Vec<Arrangement> {
    let mut items: Vec<Option<usize>> = vec![None; old];
    for (item, was) in matched.iter().enumerate() {
        if let Some(place) = was.and_then(|was| items.get_mut(was)) {
            *place = Some(item);
        }
    }
    let mut order: Vec<usize> = items.into_iter().flatten().collect();
    let still: HashSet<usize> = longest_rising(&order).into_iter().collect();
    let mut steps = Vec::new();
    for (item, was) in matched.iter().enumerate() {
        let before = item.checked_sub(1);
        let behind = |order: &[usize]| {
            before.and_then(|before| order.iter().position(|&one| one == before)).map_or(0, |at| at + 1)
        };
        if was.is_none() {
            let to = behind(&order);
            order.insert(to.min(order.len()), item);
            steps.push(Arrangement::New { item, to, before });
        } else if !still.contains(&item)
            && let Some(from) = order.iter().position(|&one| one == item)
        {
            order.remove(from);
            let to = behind(&order);
            order.insert(to.min(order.len()), item);
            if from != to {
                steps.push(Arrangement::Move { item, from, to });
            }
        }
    }
    steps
}

/// Returns a longest rising series of numbers that are all different.
fn longest_rising(numbers: &[usize]) -> Vec<usize> {
    // By length: the position of the smallest number that ends a series of it, and for each number the one before it.
    let mut ends: Vec<usize> = Vec::new();
    let mut previous: Vec<Option<usize>> = Vec::new();
    let number = |at: usize| numbers.get(at).copied().unwrap_or_default();
    for (at, &own) in numbers.iter().enumerate() {
        let length = ends.partition_point(|&end| number(end) < own);
        previous.push(length.checked_sub(1).and_then(|before| ends.get(before)).copied());
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let mut series = Vec::new();
    let mut at = ends.last().copied();
    while let Some(here) = at {
        series.push(number(here));
        at = previous.get(here).copied().flatten();
    }
    series
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_row_comes_to_its_place(keys in proptest::collection::vec(any::<u16>(), 0..12), new in any::<u16>()) {
            let mut kept: Vec<usize> = (0..keys.len()).filter(|&at| keys[at] % 3 > 0).collect();
            kept.sort_by_key(|&at| keys[at]);
            let mut matched: Vec<Option<usize>> = kept.iter().map(|&at| Some(at)).collect();
            matched.insert(usize::from(new) % (matched.len() + 1), None);
            let mut rows: Vec<Option<usize>> = (0..keys.len()).filter(|at| kept.contains(at)).map(Some).collect();
            for step in arranged(keys.len(), &matched) {
                match step {
                    Arrangement::Move { from, to, .. } => {
                        let row = rows.remove(from);
                        rows.insert(to, row);
                    }
                    Arrangement::New { to, .. } => rows.insert(to, None),
                }
            }
            prop_assert_eq!(rows, matched);
        }
    }

    #[test]
    fn one_row_that_moved_is_one_move() {
        let matched = [1, 2, 3, 0].map(Some);
        assert_eq!(arranged(4, &matched), [Arrangement::Move { item: 3, from: 0, to: 3 }]);
    }
}
