//! Which row of a newer list is which row of an older one.

use std::collections::{HashMap, HashSet};

/// Number of comparisons of rows that are made at most for one list.
const MAX_COMPARISONS: usize = 10_000;

/// Returns for each newer row the older one that it was. Rows are known by their names; of those left over, by
/// `is_same(older, newer)`; and where as many are left on either side, by their order.
pub(super) fn pairs(
    old: &[Option<String>],
    new: &[Option<String>],
    is_same: impl Fn(usize, usize) -> bool,
) -> Vec<Option<usize>> {
    let mut by_name: HashMap<&str, Vec<usize>> = HashMap::new();
    for (index, name) in old.iter().enumerate().rev() {
        if let Some(name) = name {
            by_name.entry(name).or_default().push(index);
        }
    }
    let named = |name: &Option<String>| by_name.get_mut(name.as_deref()?)?.pop();
    let mut matched: Vec<Option<usize>> = new.iter().map(named).collect();
    let known: HashSet<usize> = matched.iter().flatten().copied().collect();
    let mut left: Vec<usize> = (0..old.len()).filter(|index| !known.contains(index)).collect();
    let left_new = |matched: &[Option<usize>]| -> Vec<usize> {
        matched.iter().enumerate().filter(|(_, old)| old.is_none()).map(|(index, _)| index).collect()
    };
    let open = left_new(&matched);
    if left.len().saturating_mul(open.len()) <= MAX_COMPARISONS {
        for index in open {
            let Some(at) = left.iter().position(|&old| is_same(old, index)) else { continue };
            let found = left.remove(at);
            if let Some(place) = matched.get_mut(index) {
                *place = Some(found);
            }
        }
    }
    let open = left_new(&matched);
    if open.len() == left.len() {
        for (index, old) in open.into_iter().zip(left) {
            if let Some(place) = matched.get_mut(index) {
                *place = Some(old);
            }
        }
    }
    matched
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_known_by_name_then_by_what_they_say_then_by_their_order() {
        let names = |text: &str| text.chars().map(|c| (c != '-').then(|| c.to_string())).collect::<Vec<_>>();
        let never = |_: usize, _: usize| false;
        assert_eq!(pairs(&names("abc"), &names("cab"), never), [Some(2), Some(0), Some(1)]);
        assert_eq!(pairs(&names("abc"), &names("ac"), never), [Some(0), Some(2)]);
        assert_eq!(pairs(&names("abc"), &names("axc"), never), [Some(0), Some(1), Some(2)]);
        assert_eq!(pairs(&names("abc"), &names("axyc"), never), [Some(0), None, None, Some(2)]);
        assert_eq!(
            pairs(&names("abc"), &names("axyc"), |old, new| (old, new) == (1, 2)),
            [Some(0), None, Some(1), Some(2)]
        );
        assert_eq!(pairs(&names("aa-"), &names("aa"), never), [Some(0), Some(1)]);
    }
}
