//! Priorities against cross-cutting themes, in the forms of `matrix`.

use serde::Serialize;

use crate::analysis::MatrixCell;
use crate::diagnostic::{Message, message};
use crate::model::Status;
use crate::render::View;
use crate::render::toolkit::grid::{Grid, GridCell, GridColumn};
use crate::render::toolkit::json::to_json;
use crate::render::toolkit::shape::{DayShape, SCHEMA, TallyShape};
use crate::render::toolkit::table::wrapped;
use crate::render::toolkit::terminal::{Terminal, Tone};
use crate::render::toolkit::words::{part_of, percent};
use crate::render::words;
use crate::report::MatrixReport;
use crate::text::clean_line;

/// From nothing completed to everything.
const SHADES: [&str; 5] = ["·", "░", "▒", "▓", "█"];

#[derive(Serialize)]
struct CellShape<'a> {
    priority: &'a str,
    theme: &'a str,
    #[serde(flatten)]
    tally: TallyShape,
}

#[derive(Serialize)]
struct GapShape<'a> {
    priority: &'a str,
    theme: &'a str,
}

#[derive(Serialize)]
struct MatrixShape<'a> {
    schema: u32,
    plan: &'a str,
    as_of: DayShape,
    revision: Option<&'a str>,
    cells: Vec<CellShape<'a>>,
    gaps: Vec<GapShape<'a>>,
}

impl<'f> MatrixReport<'f> {
    fn gaps(&self) -> impl Iterator<Item = &MatrixCell<'f>> {
        self.matrix.cells.iter().filter(|cell| cell.is_gap())
    }

    pub(super) fn grid(&self) -> Grid {
        self.grid_of(cell_text)
    }

    /// The table, shaded where there is room for it; where there is some, no cell takes two lines.
    fn screen_grid(&self, screen: &Terminal) -> Grid {
        let Some(width) = screen.width else { return self.grid() };
        let whole = |cell: fn(&MatrixCell<'_>) -> GridCell| {
            let mut grid = self.grid_of(cell);
            for (at, column) in grid.columns.iter_mut().enumerate().skip(1) {
                let cells = grid.rows.iter().filter_map(|row| row.get(at));
                *column = column.clone().keeping_cells_whole(cells);
            }
            (grid.least_width() <= width).then_some(grid)
        };
        whole(shaded_cell).or_else(|| whole(cell_text)).unwrap_or_else(|| self.grid())
    }

    fn grid_of(&self, cell: fn(&MatrixCell<'_>) -> GridCell) -> Grid {
        let themes = &self.plan.themes;
        let mut columns = vec![GridColumn::left(words::priority()).wrapped(16).room_first()];
        columns.extend(
            themes.iter().map(|theme| GridColumn::right(clean_line(&theme.title.value)).wrapped(8)),
        );
        let mut rows = Vec::new();
        for (number, priority) in self.plan.priorities.iter().enumerate() {
            let mut row = vec![GridCell::new(format!(
                "{} {}",
                priority.id.value,
                clean_line(&priority.title.value)
            ))];
            let cells = self.matrix.cells.iter().skip(number * themes.len()).take(themes.len());
            row.extend(cells.map(cell));
            rows.push(row);
        }
        Grid { columns, rows }
    }

    /// What the gaps are, a line each.
    fn gap_lines(&self) -> Vec<Message> {
        let line = |cell: &MatrixCell<'_>| {
            gap_line(
                &clean_line(&cell.theme.title.value),
                &cell.priority.id.value,
                &clean_line(&cell.priority.title.value),
            )
        };
        self.gaps().map(line).collect()
    }
}

/// Says that no activity of a priority serves a theme.
pub(super) fn gap_line(theme: &str, id: &str, priority: &str) -> Message {
    message!("matrix.gap", "{theme}: no activity in {id} {priority}", theme, id, priority)
}

fn cell_text(cell: &MatrixCell<'_>) -> GridCell {
    let (completed, all) = (cell.tally.count(Status::Completed), cell.tally.activities());
    match all {
        _ if cell.is_gap() => GridCell::toned(words::gap(), Tone::Bad),
        0 => GridCell::toned("-", Tone::Faint),
        _ => GridCell::new(format!(
            "{} {:>4}",
            part_of(completed, all),
            percent(cell.tally.implementation_rate())
        )),
    }
}

/// How far the activities of a pair are: 0 nothing is completed, 1 to 3 the thirds up to
/// everything, which is 4.
pub(super) fn warmth(cell: &MatrixCell<'_>) -> Option<usize> {
    let tenths = cell.tally.implementation_rate()?.tenths();
    Some(match tenths {
        ..=0 => 0,
        1..=333 => 1,
        334..=666 => 2,
        667..=999 => 3,
        _ => 4,
    })
}

/// A cell with its shade in front.
fn shaded_cell(cell: &MatrixCell<'_>) -> GridCell {
    let mut text = cell_text(cell);
    if let Some(shade) = warmth(cell).and_then(|warmth| SHADES.get(warmth)) {
        text.text = format!("{shade} {}", text.text);
    }
    text
}

impl View for MatrixReport<'_> {
    fn terminal(&self, screen: &Terminal) -> String {
        if self.matrix.cells.is_empty() {
            let none = message!("matrix.empty", "this plan has no pair of a priority and a theme");
            return format!("{none}\n");
        }
        let mut out = self.screen_grid(screen).table(screen);
        out += "\n";
        out += &wrapped(
            message!(
                "matrix.meaning",
                "completed of all activities that serve both, and their implementation rate"
            ),
            Tone::Faint,
            screen,
        );
        for line in self.gap_lines() {
            out += &format!("{} {line}\n", screen.paint(Tone::Bad, &words::gap().to_string()));
        }
        out
    }

    fn json(&self) -> String {
        to_json(&MatrixShape {
            schema: SCHEMA,
            plan: &self.plan.name,
            as_of: DayShape(self.as_of),
            revision: self.revision.as_deref(),
            cells: self
                .matrix
                .cells
                .iter()
                .map(|cell| CellShape {
                    priority: &cell.priority.id.value,
                    theme: &cell.theme.id.value,
                    tally: TallyShape::new(&cell.tally, self.bands),
                })
                .collect(),
            gaps: self
                .gaps()
                .map(|cell| GapShape {
                    priority: &cell.priority.id.value,
                    theme: &cell.theme.id.value,
                })
                .collect(),
        })
    }

    fn csv(&self) -> String {
        let mut columns =
            vec![GridColumn::left("priority"), GridColumn::left("theme"), GridColumn::left("gap")];
        columns.extend(
            TallyShape::cells(&crate::analysis::Tally::default(), self.bands)
                .map(|(name, _)| GridColumn::left(name)),
        );
        let row = |cell: &MatrixCell<'_>| {
            let gap = if cell.is_gap() { "yes" } else { "no" };
            let mut row = vec![
                GridCell::new(cell.priority.id.value.to_string()),
                GridCell::new(cell.theme.id.value.to_string()),
                GridCell::new(gap),
            ];
            row.extend(
                TallyShape::cells(&cell.tally, self.bands).map(|(_, text)| GridCell::new(text)),
            );
            row
        };
        Grid { columns, rows: self.matrix.cells.iter().map(row).collect() }.csv()
    }

    fn markdown(&self) -> String {
        let mut out = self.grid().markdown();
        for (number, line) in self.gap_lines().into_iter().enumerate() {
            if number == 0 {
                out += &format!("\n{}\n\n", message!("matrix.gaps", "Gaps:"));
            }
            out += &format!("- {}\n", crate::render::toolkit::markdown::escape(&line.to_string()));
        }
        out
    }
}
