//! Where earlier plans stood at the same point of their period.

use super::markdown::heading;
use super::words;
use crate::analysis::{EarlierPlan, Tally};
use crate::diagnostic::{Message, all_of, message};
use crate::model::Status;
use crate::render::toolkit::grid::{Grid, GridCell, GridColumn};
use crate::render::toolkit::markdown::escape;
use crate::render::toolkit::words::{long_day, part_of, percent, short_day};
use crate::render::words as table;
use crate::report::PlanReport;

/// The comparison with earlier plans.
pub(super) struct EarlierTable<'f> {
    /// This plan first, then the others, the latest first.
    pub rows: Vec<EarlierRow<'f>>,
    /// What they completed from that point on, where there are several.
    pub sentence: Option<Message>,
}

/// A plan at a point of its period.
pub(super) struct EarlierRow<'f> {
    pub title: &'f str,
    pub day: Message,
    pub done: Message,
    pub rate: String,
    /// The rate at its end; none for this plan.
    pub at_end: String,
}

impl<'f> PlanReport<'f> {
    /// The comparison with earlier plans; none where there is none.
    pub(super) fn earlier_table(&self) -> Option<EarlierTable<'f>> {
        if self.earlier.is_empty() {
            return None;
        }
        let own = row(self.status.plan.plan.display_title(), self.as_of.day, self.total(), None);
        let others = self.earlier.iter().rev();
        let others = others
            .map(|one| row(one.plan.plan.display_title(), one.day, &one.then, Some(&one.at_end)));
        Some(EarlierTable {
            rows: std::iter::once(own).chain(others).collect(),
            sentence: self.after(),
        })
    }

    /// `On 15 September 2023, the plan 2023 had implemented 61%.`
    pub(super) fn latest_earlier(&self) -> Option<(Message, Message)> {
        let latest = self.earlier.last()?;
        let (plan, rate) = (&latest.plan.plan.name, percent(latest.then.implementation_rate()));
        let sentence = message!(
            "report.had-implemented",
            "On {day}, the plan {plan} had implemented {rate}.",
            day = long_day(latest.day),
            plan,
            rate = rate.clone()
        );
        let day = short_day(latest.day);
        Some((sentence, message!("report.rate-on", "on {day}: {rate}", day, rate)))
    }

    /// What earlier plans completed from that point on: of two or more, because one alone would be
    /// taken for a forecast.
    fn after(&self) -> Option<Message> {
        let part =
            |one: &EarlierPlan<'_>| part_of(one.completed_after(), one.unfinished()).to_string();
        let parts: Vec<String> = self.earlier.iter().rev().map(part).collect();
        (parts.len() > 1).then(|| {
            message!(
                "report.completed-from-there",
                "From this point to their end, earlier plans completed {parts} activities that \
                were open.",
                parts = all_of(parts)
            )
        })
    }

    /// The comparison as Markdown; nothing where there is none.
    pub(super) fn earlier_document(&self) -> String {
        let Some(told) = self.earlier_table() else { return String::new() };
        let columns = vec![
            GridColumn::left(words::plan()),
            GridColumn::left(words::on_the_day()),
            GridColumn::right(table::implemented()),
            GridColumn::right(table::rate()),
            GridColumn::right(words::at_its_end()),
        ];
        let cells = |row: &EarlierRow<'_>| {
            vec![
                GridCell::new(row.title),
                GridCell::new(row.day.clone()),
                GridCell::new(row.done.clone()),
                GridCell::new(row.rate.clone()),
                GridCell::new(row.at_end.clone()),
            ]
        };
        let grid = Grid { columns, rows: told.rows.iter().map(cells).collect() };
        let mut out = format!("{}\n{}", heading(&words::earlier_plans()), grid.markdown());
        if let Some(sentence) = told.sentence {
            out += &format!("\n{}\n", escape(&sentence.to_string()));
        }
        out
    }
}

fn row<'f>(
    title: &'f str,
    day: crate::model::Day,
    then: &Tally,
    at_end: Option<&Tally>,
) -> EarlierRow<'f> {
    EarlierRow {
        title,
        day: short_day(day),
        done: part_of(then.count(Status::Completed), then.activities()),
        rate: percent(then.implementation_rate()),
        at_end: at_end.map_or_else(String::new, |end| percent(end.implementation_rate())),
    }
}
