//! Answers that are already known: a fact of a subject is computed once, however many rules ask for it.

use std::cell::OnceCell;

/// Maximum number of answers that are kept for one filing, so that the memory they take stays bounded: of a filing with more
/// subjects, none is kept and each is worked out when it is asked.
const MAX_KEPT: usize = 1 << 20;

/// Results by row of a table and position of the subject.
pub(super) struct Memo<T> {
    kept: Vec<OnceCell<T>>,
    /// The position at which each row begins, and at the end the total.
    first: Vec<usize>,
}

impl<T: Clone> Memo<T> {
    /// Makes room for rows with the given numbers of subjects.
    pub(super) fn new(subjects: impl Iterator<Item = usize>) -> Self {
        let mut first = vec![0];
        let mut all: usize = 0;
        for count in subjects {
            all = all.saturating_add(count);
            first.push(all);
        }
        let room = if all > MAX_KEPT { 0 } else { all };
        Memo { kept: std::iter::repeat_with(OnceCell::new).take(room).collect(), first }
    }

    /// Returns the result of a row for a subject, computed if it is not known yet.
    pub(super) fn get(&self, row: usize, at: usize, work_out: impl FnOnce() -> T) -> T {
        let Some(cell) = self.cell(row, at) else { return work_out() };
        if let Some(known) = cell.get() {
            return known.clone();
        }
        let found = work_out();
        // A result that was computed meanwhile, for another fact, is the same.
        let _ = cell.set(found.clone());
        found
    }

    fn cell(&self, row: usize, at: usize) -> Option<&OnceCell<T>> {
        let (first, next) = (self.first.get(row)?, self.first.get(row + 1)?);
        self.kept.get(*first..*next)?.get(at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_result_is_worked_out_once_for_a_row_and_a_subject() {
        let memo = Memo::new([2, 0, 3].into_iter());
        assert_eq!(memo.get(0, 1, || 7), 7);
        assert_eq!(memo.get(2, 0, || 8), 8);
        assert_eq!((memo.get(0, 1, || 0), memo.get(2, 0, || 0)), (7, 8));
        assert_eq!(memo.get(1, 0, || 9), 9, "a row without subjects has no room in the next");
    }

    #[test]
    fn of_too_many_subjects_nothing_is_kept() {
        let memo = Memo::new([MAX_KEPT + 1].into_iter());
        assert_eq!(memo.get(0, 1, || 7), 7);
        assert_eq!(memo.get(0, 1, || 8), 8);
    }
}
