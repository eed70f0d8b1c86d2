//! What is wrong with a workbook, cell by cell.

use crate::filing::{InputProblem, Problem};
use crate::source::{Cells, Span};

/// Maximum number of problems that are told of one workbook.
const MAX_PROBLEMS: usize = 1_000;

/// The cells of a workbook as they are read, and what is wrong with them.
#[derive(Default)]
pub(super) struct Troubles {
    pub(super) cells: Cells,
    pub(super) problems: Vec<InputProblem>,
}

impl Troubles {
    /// Reports a problem of a cell that is not read for anything else.
    pub(super) fn report(&mut self, row: u32, column: u32, heading: &str, text: &str, problem: Problem) {
        if self.problems.len() < MAX_PROBLEMS {
            let span = self.cells.add(row, column, heading, text);
            self.report_at(span, problem);
        }
    }

    /// Reports a problem at the place of a cell.
    pub(super) fn report_at(&mut self, span: Span, problem: Problem) {
        if self.problems.len() < MAX_PROBLEMS {
            self.problems.push(InputProblem { problem, pointer: String::new(), span });
        }
    }
}
