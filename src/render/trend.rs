//! Figures over time, in the forms of `trend`.

use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use crate::analysis::{Interval, Percent, Tally, Totals};
use crate::diagnostic::{Message, message};
use crate::model::{RatingBands, Status};
use crate::render::toolkit::chart::{Chart, Series};
use crate::render::toolkit::grid::{Grid, GridCell, GridColumn};
use crate::render::toolkit::json::to_json;
use crate::render::toolkit::shape::{DayShape, SCHEMA, TallyShape};
use crate::render::toolkit::terminal::{Terminal, Tone};
use crate::render::toolkit::words::{bad_count, padded, percent};
use crate::render::words;
use crate::report::{TrendPoint, TrendReport};
use crate::text::clean_line;

/// The forms of a trend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum TrendForm {
    Table,
    Json,
    Csv,
    Markdown,
    Svg,
}

#[derive(Serialize)]
struct TrendShape<'a> {
    schema: u32,
    plan: &'a str,
    every: &'static str,
    points: Vec<PointShape<'a>>,
}

#[derive(Serialize)]
struct PointShape<'a> {
    date: DayShape,
    commit: &'a str,
    #[serde(flatten)]
    tally: TallyShape,
}

impl TrendReport {
    /// In one of the forms.
    pub fn render(&self, form: TrendForm, screen: &Terminal) -> String {
        match form {
            TrendForm::Table => self.terminal(screen),
            TrendForm::Json => self.json(),
            TrendForm::Csv => self.csv(),
            TrendForm::Markdown => self.grid().markdown(),
            TrendForm::Svg => self.chart().svg(),
        }
    }

    fn json(&self) -> String {
        let point = |point: &'_ TrendPoint| (DayShape(point.day), TallyShape::of(&point.totals));
        let shapes = self.points.iter().map(|one| {
            let (date, tally) = point(one);
            PointShape { date, commit: &one.commit, tally }
        });
        to_json(&TrendShape {
            schema: SCHEMA,
            plan: &self.plan,
            every: self.every.as_str(),
            points: shapes.collect(),
        })
    }

    fn csv(&self) -> String {
        let names =
            TallyShape::cells(&Tally::default(), RatingBands::default()).map(|(name, _)| name);
        let columns = ["date", "commit"].into_iter().chain(names).map(GridColumn::left).collect();
        let row = |point: &TrendPoint| {
            let cells = TallyShape::cells_of(&point.totals).map(|(_, text)| text);
            [point.day.to_string(), point.commit.clone()]
                .into_iter()
                .chain(cells)
                .map(GridCell::new)
                .collect()
        };
        Grid { columns, rows: self.points.iter().map(row).collect() }.csv()
    }

    /// The same without the commits, which say nothing to people outside of git.
    pub(super) fn figures(&self) -> Grid {
        let mut grid = self.grid();
        grid.columns.pop();
        grid.rows.iter_mut().for_each(|row| drop(row.pop()));
        grid
    }

    fn grid(&self) -> Grid {
        let columns = vec![
            GridColumn::left(words::date()),
            GridColumn::right(words::implemented()),
            GridColumn::right(message!("table.of", "of")),
            GridColumn::right(words::rate()),
            GridColumn::right(words::progress()),
            GridColumn::right(words::expected()),
            GridColumn::left(words::rating_heading()).dispensable(1),
            GridColumn::right(words::overdue()).dispensable(2),
            GridColumn::left(message!("table.commit", "commit")).dispensable(3),
        ];
        let row = |point: &TrendPoint| {
            let totals = &point.totals;
            vec![
                GridCell::new(point.day.to_string()),
                GridCell::new(totals.count(Status::Completed).to_string()),
                GridCell::new(totals.activities().to_string()),
                GridCell::new(percent(totals.implementation_rate)),
                GridCell::new(percent(totals.progress)),
                GridCell::new(percent(totals.expected)),
                words::rating(totals.rating, totals.expected)
                    .map_or_else(|| GridCell::new("-"), GridCell::new),
                bad_count(totals.overdue),
                GridCell::toned(point.commit.get(..9).unwrap_or(&point.commit), Tone::Faint),
            ]
        };
        Grid { columns, rows: self.points.iter().map(row).collect() }
    }

    fn terminal(&self, screen: &Terminal) -> String {
        let titles = [words::implemented(), words::progress(), words::expected()];
        let titles = titles.map(String::from);
        let widest = titles.iter().map(|title| title.width()).max().unwrap_or(0);
        let line = |title: &str, of: fn(&Totals) -> Option<Percent>| {
            let values: Vec<Option<Percent>> =
                self.points.iter().map(|point| of(&point.totals)).collect();
            let room = screen.columns().saturating_sub(widest + 3).clamp(10, 60);
            format!(
                "{}  {}\n",
                screen.paint(Tone::Faint, &padded(title, widest)),
                sparkline(&values, room)
            )
        };
        let plan = clean_line(&self.plan);
        let heading = match self.every {
            Interval::Month => message!("trend.by-month", "Plan {plan} by month", plan),
            Interval::Week => message!("trend.by-week", "Plan {plan} by week", plan),
            Interval::Commit => message!("trend.by-commit", "Plan {plan} by commit", plan),
        };
        let mut out = screen.paint(Tone::Strong, &heading.to_string());
        out += "\n\n";
        let of: [fn(&Totals) -> Option<Percent>; 3] = [
            |totals| totals.implementation_rate,
            |totals| totals.progress,
            |totals| totals.expected,
        ];
        for (title, of) in titles.iter().zip(of) {
            out += &line(title, of);
        }
        out += "\n";
        out + &self.grid().table(screen)
    }

    /// A burn-up: progress beside what is expected of it, and the share implemented beside its
    /// target.
    pub(super) fn chart(&self) -> Chart {
        let series = |name: Message, of: fn(&Totals) -> Option<Percent>| Series {
            name,
            points: self
                .points
                .iter()
                .filter_map(|point| Some((point.day, of(&point.totals)?)))
                .collect(),
        };
        let last = self.points.last();
        Chart {
            title: message!(
                "trend.chart",
                "Plan {plan}: progress against expected, implemented against target, in percent",
                plan = clean_line(&self.plan)
            ),
            series: [
                series(message!("trend.expected-progress", "expected progress"), |totals| {
                    totals.expected
                }),
                series(words::progress(), |totals| totals.progress),
                series(words::implemented(), |totals| totals.implementation_rate),
            ],
            target: last.and_then(|point| point.target).map(Percent::from_decimal),
            period: last.and_then(|point| point.period),
        }
    }
}

/// Values from 0 to 100% as blocks, at most so many: of more values some are passed over.
fn sparkline(values: &[Option<Percent>], width: usize) -> String {
    const BLOCKS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    let shown = values.len().min(width);
    let block = |value: Option<Percent>| match value {
        None => ' ',
        Some(percent) => BLOCKS
            .get((percent.tenths().clamp(0, 1000) * 7 / 1000) as usize)
            .copied()
            .unwrap_or('█'),
    };
    // The first and the last one are always there.
    let number = |at: usize| if shown < 2 { 0 } else { at * (values.len() - 1) / (shown - 1) };
    (0..shown).map(|at| block(values.get(number(at)).copied().flatten())).collect()
}
