//! `status` for documents and pull requests.

use super::view::{BreakdownRow, as_of, target_words};
use crate::diagnostic::{Argument, Message, message};
use crate::model::{RatingBands, Status};
use crate::render::items::Counted;
use crate::render::toolkit::grid::{Grid, GridCell, GridColumn};
use crate::render::toolkit::html::brief;
use crate::render::toolkit::item_budget::{self, code};
use crate::render::toolkit::markdown::escape;
use crate::render::toolkit::words::{capitalized, percent};
use crate::render::words;
use crate::report::{BreakdownBy, DueReport, StatusReport};

impl StatusReport<'_> {
    /// Returns the answer for a document.
    pub(super) fn to_markdown(&self) -> String {
        let (plan, total) = (self.plan.plan, &self.standing.total);
        let about: Vec<String> =
            self.about().into_iter().chain([as_of(self.as_of)]).map(String::from).collect();
        let mut out = format!(
            "## {}\n\n{}\n\n",
            escape(&brief(plan.display_title())),
            escape(&about.join(" · "))
        );
        out += &self.left_out.map_or_else(String::new, |left_out| {
            format!("**{}**\n\n", escape(&capitalized(&left_out.sentence(None).to_string())))
        });
        let (completed, all) = (total.count(Status::Completed), total.activities());
        let rate = percent(total.implementation_rate());
        let headline = match self.lacks_activities() {
            false => message!(
                "status.headline",
                "{completed} of {all} activities implemented ({rate})",
                completed,
                all,
                rate
            ),
            true => message!(
                "status.headline-of-readable",
                "{completed} of {all} activities that can be read implemented ({rate})",
                completed,
                all,
                rate
            ),
        };
        out += &format!("**{headline}**");
        if let Some(target) = plan.target {
            out += ", ";
            out += &target_words(Argument::figure(target.value)).to_string();
        }
        let (progress, expected, rating) = total.standing(self.bands);
        let rating = words::rating(rating, expected);
        let (progress, expected) = (percent(progress), percent(expected));
        let course = match rating {
            Some(rating) => message!(
                "status.course-rated",
                "progress {progress}, expected {expected}: {rating}",
                progress,
                expected,
                rating
            ),
            None => message!(
                "status.course",
                "progress {progress}, expected {expected}",
                progress,
                expected
            ),
        };
        out += &format!("; {course}\n");
        if let Some(baseline) = &self.baseline {
            let words: Vec<String> =
                baseline.words().iter().map(|(words, _)| escape(&words.to_string())).collect();
            let against = against_baseline(&words.join(" · "));
            out += &format!("\n{against}\n");
        }
        for counts in
            [self.by_status(), self.attention()].iter().filter(|counts| !counts.is_empty())
        {
            let words: Vec<String> = counts.iter().map(|(words, _)| words.to_string()).collect();
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
                        code(&self.command("status", &format!(" --by {}", by.key())))
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
                none: None,
            };
            let heading = match Counted::of(&self.overdue) {
                Some(counted) => message!(
                    "status.overdue-heading",
                    "Overdue: {counted}",
                    counted = counted.words()
                ),
                None => words::overdue(),
            };
            let (table, left_out) =
                items.grid().markdown_within(MOST_BYTES.saturating_sub(out.len()));
            out += &format!("\n### {heading}\n\n{table}");
            if left_out > 0 {
                out += &format!(
                    "\n{}\n",
                    item_budget::left_out(left_out, code(&self.command("overdue", "")))
                );
            }
        }
        out
    }
}

/// What has come of a plan since its baseline.
pub(crate) fn against_baseline(words: &str) -> Message {
    message!("status.against-baseline", "Against the baseline: {words}", words)
}

/// The most bytes of the page: GitHub takes a summary of 1 MiB.
const MOST_BYTES: usize = 1_000_000;

/// A breakdown without bars, with a name on each column.
fn breakdown(by: BreakdownBy, rows: &[BreakdownRow<'_>], bands: RatingBands) -> Grid {
    let mut columns = vec![GridColumn::left(words::breakdown(by))];
    columns.extend(
        [
            words::completed(),
            words::activities(),
            words::rate(),
            words::progress(),
            words::expected(),
            words::overdue(),
        ]
        .map(GridColumn::right),
    );
    columns.push(GridColumn::left(words::rating_heading()));
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
            words::rating(rating, expected).map_or_else(GridCell::default, GridCell::new),
        ]
    };
    Grid { columns, rows: rows.iter().map(row).collect() }
}
