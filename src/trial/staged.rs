//! What a test of an audit rule states was done.

use std::borrow::Cow;
use std::sync::Arc;

use crate::calendar::{FiscalYear, When};
use crate::evidence::{self, Cell, CellText};
use crate::facts::{Contractor, Practice};
use crate::filing::Filing;
use crate::source::{Node, Span};

/// What an audit would know when it evaluates the test.
pub(super) struct Staged {
    pub(super) practice: Practice,
    pub(super) register: Vec<Contractor>,
}

/// True if a test is one of an audit: it names a day.
pub(super) fn is_audit(test: Node<'_>) -> bool {
    test.get("today").is_some()
}

/// Reads what a test stages in addition to a filing: `evidence`, `contractors` and `today`.
///
/// # Errors
/// The key that cannot be read, or what is wrong below it.
pub(super) fn staged(test: Node<'_>, filing: &Filing) -> Result<Staged, String> {
    let today = test.get("today").and_then(|day| When::parse(day.text()?).ok()).ok_or("today")?.first;
    let id = CellText { text: Cow::Borrowed(filing.id.as_str()), span: Span::START };
    let own = Cell { key: Cow::Borrowed("filing"), span: Span::START, values: Some(vec![id]) };
    let rows = test.get("evidence").map(|list| evidence::rows_in(list, Some(&own))).unwrap_or_default();
    let (records, problems) = evidence::records(&Arc::from("evidence"), rows);
    if let Some(first) = problems.first() {
        return Err(format!("{first:?}"));
    }
    let (practice, misplaced) = Practice::of(filing, records, FiscalYear::of(today), today);
    if let Some((_, first)) = misplaced.first() {
        return Err(format!("{first:?}"));
    }
    let rows = test.get("contractors").into_iter().flat_map(|list| list.items());
    Ok(Staged { practice, register: rows.map(contractor).collect() })
}

fn contractor(row: Node<'_>) -> Contractor {
    let number = |key: &str| {
        let number = row.get(key).and_then(|number| number.as_int());
        number.and_then(|number| usize::try_from(number).ok()).unwrap_or_default()
    };
    let texts = |key: &str| {
        let items = row.get(key).into_iter().flat_map(|list| list.items());
        items.filter_map(|item| item.text().map(str::to_owned)).collect()
    };
    Contractor {
        name: row.get("name").and_then(|name| name.text()).unwrap_or_default().to_owned(),
        contracts: number("contracts"),
        share: number("share"),
        departments: texts("departments"),
        elsewhere: texts("elsewhere"),
        declared_in: texts("declared_in"),
        lacking_in: texts("lacking_in"),
        incidents: texts("incidents"),
        others: texts("others"),
        span: Span::START,
    }
}
