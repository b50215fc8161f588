//! Every plan of a folder with its figures: `status --all`.

use serde::Serialize;

use crate::analysis::{Percent, Tally};
use crate::diagnostic::{Message, message};
use crate::model::{Day, Plan, Status};
use crate::render::View;
use crate::render::toolkit::grid::{Grid, GridCell, GridColumn};
use crate::render::toolkit::json::to_json;
use crate::render::toolkit::markdown::escape;
use crate::render::toolkit::shape::{DayShape, NumberShape, PeriodShape, SCHEMA, TallyShape};
use crate::render::toolkit::table::wrapped;
use crate::render::toolkit::terminal::{Terminal, Tone};
use crate::render::toolkit::words::{bad_count, bar, capitalized, part_of, percent};
use crate::render::words;
use crate::report::{AllPlansReport, MissingParts};
use crate::text::clean_line;

#[derive(Serialize)]
struct AllPlansShape<'a> {
    schema: u32,
    as_of: DayShape,
    revision: Option<&'a str>,
    plans: Vec<PlanShape<'a>>,
    left_out: Option<MissingParts>,
}

#[derive(Serialize)]
struct PlanShape<'a> {
    plan: &'a str,
    title: &'a str,
    period: Option<PeriodShape>,
    target: Option<NumberShape>,
    total: TallyShape,
}

impl AllPlansReport<'_> {
    /// What the column of overdue activities does not count.
    fn not_counted(&self) -> Option<Message> {
        let number = self.overdue_milestones;
        (number > 0).then(|| {
            message!(
                "status.milestones-not-counted",
                "overdue counts activities; {number#1 milestone is|# milestones are} overdue as well",
                number
            )
        })
    }

    fn grid(&self, with_bars: bool) -> Grid {
        let mut columns = vec![
            GridColumn::left(words::plan()),
            GridColumn::left(words::title()).wrapped(16).dispensable(2),
        ];
        if with_bars {
            columns.push(GridColumn::left(words::implemented()).dispensable(5));
        }
        columns.extend([
            GridColumn::right(words::completed()).dispensable(1),
            GridColumn::right(words::rate()),
            GridColumn::right(words::target()).dispensable(3),
        ]);
        columns.extend([
            GridColumn::right(words::progress()).dispensable(4),
            GridColumn::right(words::carried()).dispensable(6),
            GridColumn::right(words::overdue()),
        ]);
        let row = |(plan, tally): &(&Plan<'_>, Tally)| {
            let target = plan.target.map(|target| Percent::from_decimal(target.value));
            let reached = target.is_some_and(|target| {
                tally.implementation_rate().is_some_and(|rate| rate >= target)
            });
            let mut cells = vec![
                GridCell::new(plan.name.clone()),
                GridCell::new(clean_line(plan.display_title())),
            ];
            if with_bars {
                cells.push(GridCell::toned(
                    bar(tally.implementation_rate(), target, 14),
                    if reached { Tone::Good } else { Tone::Plain },
                ));
            }
            cells.extend([
                GridCell::new(part_of(tally.count(Status::Completed), tally.activities())),
                GridCell::new(percent(tally.implementation_rate())),
                GridCell::toned(percent(target), Tone::Faint),
                GridCell::new(percent(tally.progress())),
                GridCell::new(tally.carried.to_string()),
                bad_count(tally.overdue),
            ]);
            cells
        };
        Grid { columns, rows: self.plans.iter().map(row).collect() }
    }
}

impl View for AllPlansReport<'_> {
    fn terminal(&self, screen: &Terminal) -> String {
        let left_out = self.left_out.map_or_else(String::new, |left_out| {
            wrapped(left_out.sentence(None), Tone::Warning, screen)
        });
        let not_counted = self
            .not_counted()
            .map_or_else(String::new, |line| format!("\n{}", wrapped(line, Tone::Faint, screen)));
        left_out + &self.grid(true).table(screen) + &not_counted
    }

    fn json(&self) -> String {
        let shape = |(plan, tally): &(&'_ Plan<'_>, Tally)| {
            (plan.period.map(PeriodShape::new), TallyShape::new(tally, self.bands))
        };
        let plans = self.plans.iter().map(|pair| {
            let (period, total) = shape(pair);
            PlanShape {
                plan: &pair.0.name,
                title: pair.0.display_title(),
                period,
                target: pair.0.target.map(|t| NumberShape(t.value)),
                total,
            }
        });
        let (as_of, revision) = (DayShape(self.as_of), self.revision.as_deref());
        to_json(&AllPlansShape {
            schema: SCHEMA,
            as_of,
            revision,
            plans: plans.collect(),
            left_out: self.left_out,
        })
    }

    fn csv(&self) -> String {
        let mut columns: Vec<GridColumn> =
            ["plan", "title", "start", "end", "target"].map(GridColumn::left).into();
        columns.extend(
            TallyShape::cells(&Tally::default(), self.bands)
                .map(|(name, _)| GridColumn::left(name)),
        );
        let row = |(plan, tally): &(&Plan<'_>, Tally)| {
            let day = |day: Option<Day>| {
                GridCell::new(day.map_or_else(String::new, |day| day.to_string()))
            };
            let mut cells = vec![
                GridCell::new(plan.name.clone()),
                GridCell::new(clean_line(plan.display_title())),
            ];
            cells.extend([
                day(plan.period.map(|p| p.start.value)),
                day(plan.period.map(|p| p.end.value)),
            ]);
            cells.push(GridCell::new(
                plan.target.map_or_else(String::new, |target| target.value.to_string()),
            ));
            cells.extend(TallyShape::cells(tally, self.bands).map(|(_, text)| GridCell::new(text)));
            cells
        };
        Grid { columns, rows: self.plans.iter().map(row).collect() }.csv()
    }

    fn markdown(&self) -> String {
        let left_out = self.left_out.map(|left_out| {
            format!("**{}**\n\n", escape(&capitalized(&left_out.sentence(None).to_string())))
        });
        let not_counted = self
            .not_counted()
            .map_or_else(String::new, |line| format!("\n{}\n", capitalized(&line.to_string())));
        left_out.unwrap_or_default() + &self.grid(false).markdown() + &not_counted
    }
}
