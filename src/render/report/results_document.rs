//! The results of a plan as Markdown.

use super::markdown::{deliverable_link, heading};
use super::results::{BudgetTable, GroupRow, IndicatorRow, PublicationRow, ResultTables};
use super::words;
use crate::diagnostic::Message;
use crate::render::toolkit::grid::{Grid, GridCell, GridColumn};
use crate::render::toolkit::markdown::escape;
use crate::render::words as table;
use crate::report::PlanReport;

impl PlanReport<'_> {
    /// The results as Markdown; nothing where there are none.
    pub(super) fn results_document(&self) -> String {
        let tables = self.result_tables();
        if tables.is_empty() {
            return String::new();
        }
        let mut out = heading(&words::results());
        if !tables.indicators.is_empty() {
            out += &part(&words::indicators(), &indicators(&tables));
            out += &more(tables.indicators_more);
        }
        for budget in &tables.budgets {
            out += &part(&words::budget_in(budget.currency), &money(budget));
        }
        if !tables.budgets.is_empty() {
            let notes = std::iter::once(words::about_mobilizing()).chain(tables.budget_notes);
            out += "\n";
            notes.for_each(|note| out += &format!("{}\n", escape(&note.to_string())));
        }
        if !tables.publications.is_empty() {
            out += &format!("\n### {}\n\n", words::publications());
            tables.publications.iter().for_each(|one| out += &publication(one));
            out += &more(tables.publications_more);
        }
        for (title, column, rows, left) in [
            (words::goals(), words::goal_target(), &tables.goals, 0),
            (words::regions(), words::region(), &tables.regions, tables.regions_more),
        ] {
            if !rows.is_empty() {
                out += &part(&title, &groups(column, rows));
                out += &more(left);
            }
        }
        out
    }
}

fn part(title: &Message, grid: &Grid) -> String {
    format!("\n### {title}\n\n{}", grid.markdown())
}

fn more(more: usize) -> String {
    if more == 0 { String::new() } else { format!("\n{}\n", words::more_rows(&more)) }
}

fn indicators(tables: &ResultTables<'_>) -> Grid {
    let mut columns =
        vec![GridColumn::left(words::indicator()), GridColumn::left(words::activity())];
    columns.extend(
        [words::value_before(), words::value_aimed_at(), words::value_reached()]
            .map(GridColumn::right),
    );
    columns.push(GridColumn::left(words::outcome()));
    columns.extend(tables.has_verification.then(|| GridColumn::left(words::verification())));
    let row = |row: &IndicatorRow<'_>| {
        let unit = row.unit.map_or_else(String::new, |unit| format!(" ({unit})"));
        let mut cells = vec![
            GridCell::new(format!("{}{unit}", row.name)),
            GridCell::new(row.id),
            GridCell::new(row.baseline.clone()),
            GridCell::new(row.target.clone()),
            GridCell::new(row.actual.clone()),
            row.outcome
                .as_ref()
                .map_or_else(GridCell::default, |(_, words)| GridCell::new(words.clone())),
        ];
        cells.extend(tables.has_verification.then(|| GridCell::new(row.verification)));
        cells
    };
    Grid { columns, rows: tables.indicators.iter().map(row).collect() }
}

fn money(budget: &BudgetTable<'_>) -> Grid {
    let mut columns = vec![GridColumn::left(words::priority())];
    columns.extend(
        [words::required(), words::available(), words::spent(), words::to_mobilize()]
            .map(GridColumn::right),
    );
    let rows = budget.rows.iter().map(|row| {
        let label = std::iter::once(row.label.clone());
        label.chain(row.amounts.iter().cloned()).map(GridCell::new).collect()
    });
    Grid { columns, rows: rows.collect() }
}

fn groups(column: Message, rows: &[GroupRow<'_>]) -> Grid {
    let columns = vec![
        GridColumn::left(column),
        GridColumn::right(table::implemented()),
        GridColumn::right(table::rate()),
    ];
    let row = |row: &GroupRow<'_>| {
        vec![
            GridCell::new(row.name),
            GridCell::new(row.done.clone()),
            GridCell::new(row.rate.words.clone()),
        ]
    };
    Grid { columns, rows: rows.iter().map(row).collect() }
}

fn publication(row: &PublicationRow<'_>) -> String {
    let title = deliverable_link(row.title, row.link);
    let of = escape(&format!("{} {}, {}", row.id, row.activity, row.state));
    format!("- {title} ({of})\n")
}
