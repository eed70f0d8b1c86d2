//! Labels of a paper with a slip of the hand in them: so near to one label of the form, and to no other, that it is what was meant.

use std::ops::Range;

use super::signs::{Signs, fold};

/// Signs of the shortest label of which one may be wrong, and of the shortest of which two may. A shorter word with another sign
/// is another word: 委託先 and 委託元, 委託の内容 and 委託の内訳.
const ONE_WRONG: usize = 8;
/// See [`ONE_WRONG`].
const TWO_WRONG: usize = 16;
/// Signs of the longest label that is looked at.
const MAX_LABEL: usize = 80;

/// Finds the place whose label a cell means that begins at a sign, of labels with the numbers of their places: the number of the place, the signs of the label, and the label as
/// the form has it. Places before `from` have been found, and are only what the cell must not be nearer to.
pub(super) fn near<'l>(
    signs: &Signs<'_>,
    labels: impl Iterator<Item = (usize, &'l String)>,
    from: usize,
    at: usize,
) -> Option<(usize, Range<usize>, String)> {
    let cell_of = |at: usize| signs.all.get(at).and_then(|sign| signs.piece(sign)?.cell);
    let cell = cell_of(at)?;
    let before = at.checked_sub(1).and_then(cell_of);
    let length = signs.all.get(at..)?.iter().take_while(|sign| signs.piece(sign).and_then(|it| it.cell) == Some(cell));
    let length = length.take(MAX_LABEL + 1).count();
    // A label is the whole of a cell, and something stands beside it.
    let beside = cell_of(at + length).filter(|own| own.table == cell.table && own.row == cell.row)?;
    if before == Some(cell) || length > MAX_LABEL || beside.column <= cell.column {
        return None;
    }
    let own: Vec<char> = signs.all.get(at..at + length)?.iter().map(|sign| sign.c).collect();
    let (number, label) = meant(&own, labels)?;
    (number >= from).then(|| (number, at..at + length, label.clone()))
}

/// Returns the label that signs are a slip of: the nearest, where those of other places are further.
fn meant<'l>(own: &[char], labels: impl Iterator<Item = (usize, &'l String)>) -> Option<(usize, &'l String)> {
    let limit = match own.len() {
        TWO_WRONG.. => 2,
        ONE_WRONG.. => 1,
        _ => return None,
    };
    let mut all: Vec<(usize, usize, &String)> = labels
        .filter_map(|(number, label)| {
            let words = fold(label);
            let fits = words.len().abs_diff(own.len()) <= limit;
            let distance = fits.then(|| strsim::generic_damerau_levenshtein(own, &words))?;
            (distance <= limit).then_some((distance, number, label))
        })
        .collect();
    all.sort_by_key(|(distance, ..)| *distance);
    let (distance, number, label) = *all.first()?;
    // What is as near to another place, or is the label of one found before, is a slip of neither.
    let alone = all.iter().all(|(other, own, _)| *own == number || *other > distance);
    (alone && distance > 0).then_some((number, label))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LABELS: [&str; 7] = [
        "委託先",
        "委託の内容",
        "登録業務の名称",
        "結合の開始時期と期間",
        "新規開発・追加・変更の理由",
        "新規開発・追加・変更の内容",
        "委託にあたり区が行う情報保護対策",
    ];

    fn found(written: &str) -> Option<&'static str> {
        let labels: Vec<String> = LABELS.iter().map(|label| (*label).to_owned()).collect();
        let number = meant(&fold(written), labels.iter().enumerate()).map(|(number, _)| number)?;
        LABELS.get(number).copied()
    }

    #[test]
    fn a_label_with_a_slip_is_known_by_nearness() {
        assert_eq!(found("結合の開始時期と期限"), Some("結合の開始時期と期間"));
        assert_eq!(found("新規開発・追加・変更の理油"), Some("新規開発・追加・変更の理由"));
        assert_eq!(found("委託にあたり区が行う情保報護対策"), Some("委託にあたり区が行う情報保護対策"));
        assert_eq!(found("委託にあたり区が行なう情報保護対策"), Some("委託にあたり区が行う情報保護対策"));
    }

    #[test]
    fn another_label_is_not_taken_for_it() {
        for other in [
            // Short words with another sign are other words.
            "委託元",
            "委託の内訳",
            "登録業務の別称",
            // As near to one as to another, or too far from all.
            "新規開発・追加・変更の",
            "結合の終了時期と期間",
            "委託にあたり都が求める情報保護対策",
            // What is a label as it stands is no slip of one.
            "新規開発・追加・変更の内容",
        ] {
            assert_eq!(found(other), None, "{other}");
        }
    }
}
