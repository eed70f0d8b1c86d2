//! Tables: labels with values, and the sides of a checklist.

use docx_rs::{
    AlignmentType, HeightRule, Table, TableCell, TableCellMargins, TableLayoutType, TableRow, TextDirectionType,
    VAlignType, VMergeType, WidthType,
};

use super::pages::Pages;
use super::setting::{SIZE, filled, form_words, hanging};
use crate::policy::PageKind;
use crate::view::{ChecklistSheet, Paragraph, SheetRow};

/// Space inside the borders of a cell, at the sides and at top and bottom, in twentieths of a point.
const PADDING: (usize, usize) = (85, 30);
/// Size of type of checklists, in half points: 24 rows stand on one page.
const SMALL: usize = 16;
/// Width of the labels in hundredths of the table: of an upright one, of the overview, of parts.
const LABELS: (usize, usize, usize) = (8, 16, 27);
/// Height of the row with an upright label, in twentieths of a point.
const UPRIGHT: f32 = 1_300.0;
/// Widths of the columns of a checklist, in hundredths of the table.
const CHECKLIST: [usize; 3] = [16, 14, 70];

/// Makes the table of a sheet.
pub(super) fn values(pages: &mut Pages, kind: PageKind, rows: &[SheetRow]) -> Table {
    let whole = pages.inside().0 as usize;
    let upright = rows.iter().any(|row| row.upright);
    let share = match kind {
        _ if upright => LABELS.0,
        PageKind::Overview => LABELS.1,
        _ => LABELS.2,
    };
    let widths = [whole * share / 100, whole - whole * share / 100];
    let made = rows.iter().map(|row| {
        let label = pages.new_paragraph().add_run(form_words(&row.label, SIZE));
        let label = if row.upright { label.align(AlignmentType::Center) } else { label };
        let mut label_cell = TableCell::new().width(widths[0], WidthType::Dxa).add_paragraph(label);
        if row.upright {
            label_cell = label_cell.text_direction(TextDirectionType::TbRlV);
        } else {
            label_cell = label_cell.vertical_align(VAlignType::Center);
        }
        let mut value = TableCell::new().width(widths[1], WidthType::Dxa).vertical_align(VAlignType::Center);
        for paragraph in &row.paragraphs {
            let begun = pages.new_paragraph();
            value = value.add_paragraph(hanging(filled(begun, paragraph, SIZE), paragraph));
        }
        let row_made = TableRow::new(vec![label_cell, value]);
        if row.upright { row_made.row_height(UPRIGHT).height_rule(HeightRule::AtLeast) } else { row_made }
    });
    let made = made.collect();
    table(made, &widths)
}

/// Makes the table of one side of a checklist.
pub(super) fn checklist(pages: &mut Pages, own: &ChecklistSheet) -> Table {
    let whole = pages.inside().0 as usize;
    let widths = CHECKLIST.map(|share| whole * share / 100);
    let mut rows = vec![TableRow::new(vec![
        lines_cell(pages, widths[0], &[]),
        lines_cell(pages, widths[1], &own.marks),
        lines_cell(pages, widths[2], std::slice::from_ref(&own.measures)).vertical_align(VAlignType::Center),
    ])];
    for section in &own.sections {
        for (at, row) in section.rows.iter().enumerate() {
            let heading = if at == 0 {
                lines_cell(pages, widths[0], &section.heading).vertical_merge(VMergeType::Restart)
            } else {
                lines_cell(pages, widths[0], &[]).vertical_merge(VMergeType::Continue)
            };
            let mark = words_cell(pages, widths[1], &row.mark, AlignmentType::Center);
            let text = words_cell(pages, widths[2], &row.text, AlignmentType::Left);
            rows.push(TableRow::new(vec![heading, mark, text]).cant_split());
        }
    }
    table(rows, &widths)
}

fn lines_cell(pages: &mut Pages, width: usize, lines: &[String]) -> TableCell {
    let cell = TableCell::new().width(width, WidthType::Dxa);
    if lines.is_empty() {
        return cell.add_paragraph(pages.new_paragraph());
    }
    lines.iter().fold(cell, |cell, line| cell.add_paragraph(pages.new_paragraph().add_run(form_words(line, SMALL))))
}

fn words_cell(pages: &mut Pages, width: usize, words: &Paragraph, align: AlignmentType) -> TableCell {
    let paragraph = filled(pages.new_paragraph(), words, SMALL).align(align);
    TableCell::new().width(width, WidthType::Dxa).vertical_align(VAlignType::Center).add_paragraph(paragraph)
}

fn table(rows: Vec<TableRow>, widths: &[usize]) -> Table {
    let (side, top) = PADDING;
    Table::new(rows)
        .set_grid(widths.to_vec())
        .layout(TableLayoutType::Fixed)
        .width(widths.iter().sum(), WidthType::Dxa)
        .margins(TableCellMargins::new().margin(top, side, top, side))
}
