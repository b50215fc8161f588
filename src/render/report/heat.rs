//! Priorities against themes, as the report shows them.

use crate::analysis::MatrixCell;
use crate::diagnostic::Message;
use crate::model::Status;
use crate::render::matrix::{gap_line, warmth};
use crate::render::toolkit::html::{Piece, pieces};
use crate::render::toolkit::words::{part_of, percent};
use crate::report::PlanReport;

/// Priorities against themes, as a heat map.
pub(super) struct HeatMap<'f> {
    /// The themes' titles.
    pub themes: Vec<&'f str>,
    /// A row for each priority: its id, its title, its cells.
    pub rows: Vec<HeatRow<'f>>,
    /// A sentence for each gap: the theme's title, and the priority's id and title.
    pub gaps: Vec<(&'f str, &'f str, &'f str)>,
}

/// A priority.
pub(super) struct HeatRow<'f> {
    pub id: &'f str,
    pub title: &'f str,
    pub cells: Vec<HeatCell>,
}

/// A priority and a theme.
pub(super) struct HeatCell {
    /// `gap`, `empty`, or how warm it is: `h0` to `h4`.
    pub class: &'static str,
    pub count: Message,
    pub rate: String,
}

impl HeatMap<'_> {
    /// The sentence for a gap, around its theme, the id of its priority and the title.
    pub(super) fn gap_pieces(&self) -> Vec<Piece> {
        pieces(|[theme, id, priority]| gap_line(theme, id, priority))
    }
}

impl<'f> PlanReport<'f> {
    /// The heat map; none where no theme or no priority is.
    pub(super) fn heat(&self) -> Option<HeatMap<'f>> {
        let plan = self.status.plan.plan;
        if self.matrix.cells.is_empty() {
            return None;
        }
        let cells = &self.matrix.cells;
        let row = |(number, priority): (usize, &'f crate::model::Priority<'f>)| HeatRow {
            id: &priority.id.value,
            title: &priority.title.value,
            cells: cells
                .iter()
                .skip(number * plan.themes.len())
                .take(plan.themes.len())
                .map(heat_cell)
                .collect(),
        };
        let gap = |cell: &MatrixCell<'f>| {
            (&*cell.theme.title.value, &*cell.priority.id.value, &*cell.priority.title.value)
        };
        Some(HeatMap {
            themes: plan.themes.iter().map(|theme| &*theme.title.value).collect(),
            rows: plan.priorities.iter().enumerate().map(row).collect(),
            gaps: cells.iter().filter(|cell| cell.is_gap()).map(gap).collect(),
        })
    }
}

fn heat_cell(cell: &MatrixCell<'_>) -> HeatCell {
    let (completed, all) = (cell.tally.count(Status::Completed), cell.tally.activities());
    let rate = cell.tally.implementation_rate();
    let class = match warmth(cell) {
        _ if cell.is_gap() => "gap",
        None => "empty",
        Some(0) => "h0",
        Some(1) => "h1",
        Some(2) => "h2",
        Some(3) => "h3",
        Some(_) => "h4",
    };
    HeatCell { class, count: part_of(completed, all), rate: percent(rate) }
}
