use serde::Serialize;

use super::{BreakdownBy, BreakdownRow, StatusView};
use crate::analysis::Tally;
use crate::model::{RatingBands, Status};
use crate::render::items::{ItemsView, items_in_words};
use crate::render::status::baseline::{BaselineComparison, BaselineShape};
use crate::render::toolkit::grid::{Grid, GridCell, GridColumn};
use crate::render::toolkit::html::brief;
use crate::render::toolkit::item_budget;
use crate::render::toolkit::markdown::escape;
use crate::render::toolkit::shape::{DayShape, NumberShape, PeriodShape, SCHEMA, TallyShape};
use crate::render::toolkit::words::{capitalized, long_day, percent, rating_words};
use crate::report::MissingParts;
use crate::text::clean_line;

/// `status` for scripts.
#[derive(Serialize)]
pub(super) struct StatusShape<'a> {
    schema: u32,
    plan: &'a str,
    title: &'a str,
    as_of: DayShape,
    revision: Option<&'a str>,
    period: Option<PeriodShape>,
    target: Option<NumberShape>,
    total: TallyShape,
    priorities: Vec<TitledShape<'a>>,
    themes: Vec<TitledShape<'a>>,
    owners: Vec<OwnerShape<'a>>,
    baseline: Option<BaselineShape<'a>>,
    git: Option<&'a str>,
    left_out: Option<MissingParts>,
}

#[derive(Serialize)]
struct TitledShape<'a> {
    id: &'a str,
    title: &'a str,
    #[serde(flatten)]
    tally: TallyShape,
}

#[derive(Serialize)]
struct OwnerShape<'a> {
    id: &'a str,
    name: Option<&'a str>,
    #[serde(flatten)]
    tally: TallyShape,
}

impl<'a> StatusShape<'a> {
    pub(super) fn new(view: &'a StatusView<'_>) -> Self {
        let (plan, standing) = (view.plan.plan, &view.standing);
        let shape = |tally: &Tally| TallyShape::new(tally, view.bands);
        let name =
            |id: &str| view.plan.directory.find(id).map(|organization| &*organization.name.value);
        StatusShape {
            schema: SCHEMA,
            plan: &plan.name,
            title: plan.display_title(),
            as_of: DayShape(view.as_of),
            revision: view.revision.as_deref(),
            period: plan.period.map(PeriodShape::new),
            target: plan.target.map(|target| NumberShape(target.value)),
            total: shape(&standing.total),
            priorities: standing
                .priorities
                .iter()
                .map(|g| TitledShape {
                    id: &g.of.id.value,
                    title: &g.of.title.value,
                    tally: shape(&g.tally),
                })
                .collect(),
            themes: standing
                .themes
                .iter()
                .map(|g| TitledShape {
                    id: &g.of.id.value,
                    title: &g.of.title.value,
                    tally: shape(&g.tally),
                })
                .collect(),
            owners: standing
                .owners
                .iter()
                .map(|g| OwnerShape { id: g.of, name: name(g.of), tally: shape(&g.tally) })
                .collect(),
            baseline: view.baseline.as_ref().map(BaselineComparison::shape),
            git: view.git.as_deref(),
            left_out: view.left_out,
        }
    }
}

impl StatusView<'_> {
    /// A row for the plan and for each part of it, with every figure.
    pub(super) fn sheet(&self) -> Grid {
        let mut columns: Vec<GridColumn> =
            ["plan", "group", "id", "title"].map(GridColumn::left).into();
        columns.extend(
            TallyShape::cells(&Tally::default(), self.bands)
                .map(|(name, _)| GridColumn::left(name)),
        );
        let row = |group: &str, id: &str, title: &str, tally: &Tally| {
            let mut cells =
                [self.plan.plan.name.as_str(), group, id, title].map(GridCell::new).to_vec();
            cells.extend(TallyShape::cells(tally, self.bands).map(|(_, text)| GridCell::new(text)));
            cells
        };
        let mut rows = vec![row(
            "total",
            "",
            &clean_line(self.plan.plan.display_title()),
            &self.standing.total,
        )];
        for (by, breakdown) in self.breakdowns() {
            rows.extend(
                breakdown.iter().map(|line| row(by.title(), line.id, &line.name, line.tally)),
            );
        }
        Grid { columns, rows }
    }

    /// For a document.
    pub(super) fn page(&self) -> String {
        let (plan, total) = (self.plan.plan, &self.standing.total);
        let about: Vec<String> =
            self.about().into_iter().chain([format!("as of {}", long_day(self.as_of))]).collect();
        let mut out = format!(
            "## {}\n\n{}\n\n",
            escape(&brief(plan.display_title())),
            escape(&about.join(" · "))
        );
        out += &self.left_out.map_or_else(String::new, |left_out| {
            format!("**{}**\n\n", escape(&capitalized(&left_out.sentence(None))))
        });
        let rate = percent(total.implementation_rate());
        out += &format!(
            "**{} of {} activities{} implemented ({rate})**",
            total.count(Status::Completed),
            total.activities(),
            self.of_readable()
        );
        if let Some(target) = plan.target {
            out += &format!(", target {}%", target.value);
        }
        let (progress, expected, rating) = total.standing(self.bands);
        let rating = rating_words(rating, expected);
        out += &format!(
            "; progress {}, expected {}{}{rating}\n",
            percent(progress),
            percent(expected),
            if rating.is_empty() { "" } else { ": " }
        );
        if let Some(baseline) = &self.baseline {
            let words: Vec<String> =
                baseline.words().iter().map(|(text, _)| escape(text)).collect();
            out += &format!("\nAgainst the baseline: {}\n", words.join(" · "));
        }
        for counts in
            [self.by_status(), self.attention()].iter().filter(|counts| !counts.is_empty())
        {
            let words: Vec<&str> = counts.iter().map(|(text, _)| text.as_str()).collect();
            out += &format!("\n{}\n", words.join(" · "));
        }
        for (by, rows) in self.breakdowns() {
            let (table, left_out) = breakdown(by, &rows, self.bands)
                .markdown_within((MOST_BYTES / 2).saturating_sub(out.len()));
            out += &format!("\n{table}");
            if left_out > 0 {
                out += &format!(
                    "\n{}\n",
                    item_budget::left_out(
                        left_out,
                        &self.command("status", &format!(" --by {}", by.title()))
                    )
                );
            }
        }
        if self.by.is_none() && !self.overdue.is_empty() {
            let items = ItemsView {
                as_of: self.as_of,
                revision: None,
                items: self.overdue.clone(),
                overdue: true,
                none: String::new(),
            };
            let counted = items_in_words(&self.overdue).unwrap_or_default();
            let (table, left_out) =
                items.grid().markdown_within(MOST_BYTES.saturating_sub(out.len()));
            out += &format!("\n### Overdue: {counted}\n\n{table}");
            if left_out > 0 {
                out += &format!(
                    "\n{}\n",
                    item_budget::left_out(left_out, &self.command("overdue", ""))
                );
            }
        }
        out
    }
}

/// The most bytes of the page: GitHub takes a summary of 1 MiB.
const MOST_BYTES: usize = 1_000_000;

/// A breakdown without bars, with a name on each column.
fn breakdown(by: BreakdownBy, rows: &[BreakdownRow<'_>], bands: RatingBands) -> Grid {
    let mut columns = vec![GridColumn::left(by.title())];
    columns.extend(
        ["completed", "activities", "rate", "progress", "expected", "overdue"]
            .map(GridColumn::right),
    );
    columns.push(GridColumn::left("rating"));
    let row = |row: &BreakdownRow<'_>| {
        let tally = row.tally;
        let (progress, expected, rating) = tally.standing(bands);
        vec![
            GridCell::new(row.label(by)),
            GridCell::new(tally.count(Status::Completed).to_string()),
            GridCell::new(tally.activities().to_string()),
            GridCell::new(percent(tally.implementation_rate())),
            GridCell::new(percent(progress)),
            GridCell::new(percent(expected)),
            GridCell::new(tally.overdue.to_string()),
            GridCell::new(rating_words(rating, expected)),
        ]
    };
    Grid { columns, rows: rows.iter().map(row).collect() }
}
