//! What is said at the cells of a checked workbook.

use super::CellRemark;
use crate::finding::Finding;
use crate::session::Judged;
use crate::source::CellPlace;
use crate::words::{Lang, say_plainly};
use crate::workbook::words;

/// Returns what is to be said at each cell, in the order of the findings.
pub fn remarks(judged: &Judged, lang: Lang) -> Vec<CellRemark> {
    let mut all: Vec<CellRemark> = Vec::new();
    let cover = words::one("sheet.cover", lang);
    for finding in judged.open() {
        let cell = judged.cells.as_ref().and_then(|cells| cells.cell(finding.span.line));
        let whole = CellPlace { sheet: &cover, row: 1, column: 1, heading: "", text: "" };
        let CellPlace { sheet, row, column, .. } = cell.unwrap_or(whole);
        let [weight, rule, message, help] = said(finding, lang);
        let text = say_plainly(lang, "xlsx.remark", &[("weight", &weight), ("message", &message), ("help", &help)]);
        let known = all.iter_mut().find(|remark| remark.sheet == sheet && remark.cell == (row, column));
        match known {
            Some(remark) => {
                remark.text += &format!("\n\n{text}");
                remark.rows.push([weight, rule, message, help]);
            }
            None => all.push(CellRemark {
                sheet: sheet.to_owned(),
                cell: (row, column),
                text,
                rows: vec![[weight, rule, message, help]],
            }),
        }
    }
    all
}

fn said(finding: &Finding, lang: Lang) -> [String; 4] {
    let Finding { title, rule, .. } = finding;
    let rule = if title.is_empty() {
        say_plainly(lang, "report.rule-untitled", &[("rule", rule)])
    } else {
        say_plainly(lang, "report.rule", &[("title", title), ("rule", rule)])
    };
    [finding.weight(lang), rule, finding.message.trim().to_owned(), finding.help.trim().to_owned()]
}
