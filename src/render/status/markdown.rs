//! `status` for documents and pull requests.

use super::view::BreakdownRow;
use crate::model::{RatingBands, Status};
use crate::render::items::items_in_words;
use crate::render::toolkit::grid::{Grid, GridCell, GridColumn};
use crate::render::toolkit::html::brief;
use crate::render::toolkit::item_budget;
use crate::render::toolkit::markdown::escape;
use crate::render::toolkit::words::{capitalized, long_day, percent, rating_words};
use crate::report::{BreakdownBy, DueReport, StatusReport};

impl StatusReport<'_> {
    /// Returns the answer for a document.
    pub(super) fn to_markdown(&self) -> String {
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
            let items = DueReport {
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
