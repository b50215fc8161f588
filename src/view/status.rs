use serde::Serialize;

use super::View;
use super::grid::{Cell, Column, Grid};
use super::items::ItemsView;
use super::json::to_json;
use super::screen::{Screen, Tone};
use super::shape::{DayShape, NumberShape, PeriodShape, SCHEMA, TallyShape};
use super::words::{bad_count, bar, long_day, percent};
use crate::analysis::{Item, PlanIndex, Rating, Standing, Tally};
use crate::model::{Day, Plan, RatingBands, Status};
use crate::text::clean_line;

/// How many overdue items `status` names; `overdue` names them all.
const OVERDUE_SHOWN: usize = 8;

/// Where a plan stands.
pub struct StatusView<'f> {
    /// The plan.
    pub plan: &'f PlanIndex<'f>,
    /// The day.
    pub as_of: Day,
    /// The commit, or none for the working tree.
    pub revision: Option<String>,
    /// Its figures.
    pub standing: Standing<'f>,
    /// What is overdue, the longest first.
    pub overdue: Vec<Item<'f>>,
    /// The group's idea of a rating.
    pub bands: RatingBands,
    /// The one breakdown to show; all of them if none is asked for.
    pub by: Option<By>,
}

/// A breakdown of `status`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// By priority.
    Priority,
    /// By cross-cutting theme.
    Theme,
    /// By owner.
    Owner,
}

#[derive(Serialize)]
struct StatusShape<'a> {
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
    baseline: Option<()>,
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

/// One row of a breakdown.
struct Row<'a> {
    id: &'a str,
    name: String,
    tally: &'a Tally,
}

impl<'f> StatusView<'f> {
    fn wants(&self, by: By) -> bool {
        self.by.is_none_or(|wanted| wanted == by)
    }

    fn priorities(&self) -> Vec<Row<'_>> {
        let row = |group: &'_ crate::analysis::Group<&'f crate::model::Priority<'f>>| {
            (&*group.of.id.value, clean_line(&group.of.title.value).into_owned())
        };
        self.standing.priorities.iter().map(|group| (row(group), &group.tally)).map(|((id, name), tally)| Row { id, name, tally }).collect()
    }

    fn themes(&self) -> Vec<Row<'_>> {
        let row = |group: &'_ crate::analysis::Group<&'f crate::model::Theme<'f>>| {
            (&*group.of.id.value, clean_line(&group.of.title.value).into_owned())
        };
        self.standing.themes.iter().map(|group| (row(group), &group.tally)).map(|((id, name), tally)| Row { id, name, tally }).collect()
    }

    /// Those who owe most first: overdue, then open, then by id.
    fn owners(&self) -> Vec<Row<'_>> {
        let directory = &self.plan.directory;
        let mut rows: Vec<Row<'_>> = self
            .standing
            .owners
            .iter()
            .map(|group| Row { id: group.of, name: clean_line(directory.display(group.of)).into_owned(), tally: &group.tally })
            .collect();
        rows.sort_by_key(|row| (std::cmp::Reverse((row.tally.overdue, open(row.tally))), row.id));
        rows
    }

    /// The breakdowns that are asked for, with their titles.
    fn breakdowns(&self) -> Vec<(&'static str, Vec<Row<'_>>)> {
        let mut all = Vec::new();
        if self.wants(By::Priority) {
            all.push(("priority", self.priorities()));
        }
        if self.wants(By::Theme) {
            all.push(("theme", self.themes()));
        }
        if self.wants(By::Owner) {
            all.push(("owner", self.owners()));
        }
        all
    }

    fn headline(&self, screen: &Screen) -> String {
        let (plan, width) = (self.plan.plan, screen.columns());
        let title = clean_line(plan.display_title()).into_owned();
        let day = format!("as of {}", long_day(self.as_of));
        let room = width.saturating_sub(unicode_width::UnicodeWidthStr::width(title.as_str()) + day.len());
        let (title, day) = (screen.paint(Tone::Strong, &title), screen.paint(Tone::Faint, &day));
        let first = if room >= 2 { format!("{title}{}{day}", " ".repeat(room)) } else { format!("{title}\n{day}") };
        format!("{first}\n{}\n", screen.paint(Tone::Faint, &about(plan)))
    }

    /// The two bars: what is implemented against the target, and progress against what is expected.
    fn bars(&self, screen: &Screen) -> String {
        let (total, target) =
            (&self.standing.total, self.plan.plan.target.map(|target| crate::analysis::Percent::from_decimal(target.value)));
        let width = screen.columns().saturating_sub(58).clamp(8, 60);
        let (rate, rating) = (total.implementation_rate(), total.rating(self.bands));
        let reached = target.is_some_and(|target| rate.is_some_and(|rate| rate >= target));
        let counts = format!("{} of {}", total.count(Status::Completed), total.activities());
        let aim = target.map_or_else(String::new, |target| format!("target {}%", target.whole()));
        let adjusted = match total.count(Status::Cancelled) {
            0 => String::new(),
            _ => format!("{} without cancelled", percent(total.adjusted_rate())),
        };
        let expected = format!("expected {}", percent(total.expected()));
        let line = |name: &str, tone: Tone, drawn: String, share: String, counts: &str, aim: &str, more: String| {
            let text = format!("  {name:<12} {} {share:>4}  {counts:<9} {aim:<13} {more}", screen.paint(tone, &drawn));
            text.trim_end().to_owned() + "\n"
        };
        let rated = rating.map_or_else(String::new, |rating| screen.paint(rating_tone(rating), rating.label()));
        let tone = if reached { Tone::Good } else { Tone::Plain };
        line("implemented", tone, bar(rate, target, width), percent(rate), &counts, &aim, screen.paint(Tone::Faint, &adjusted))
            + &line(
                "progress",
                rating.map_or(Tone::Plain, rating_tone),
                bar(total.progress(), total.expected(), width),
                percent(total.progress()),
                "",
                &expected,
                rated,
            )
    }

    fn counts(&self, screen: &Screen) -> String {
        let total = &self.standing.total;
        let tone = |status: Status| match status {
            Status::Completed => Tone::Good,
            Status::OnHold | Status::Postponed => Tone::Warning,
            Status::Cancelled => Tone::Faint,
            _ => Tone::Plain,
        };
        let order = [Status::Completed, Status::Ongoing, Status::Planned, Status::OnHold, Status::Postponed, Status::Cancelled];
        let by_status = order.into_iter().map(|status| (total.count(status), status.label(), tone(status)));
        let attention = [
            (total.overdue, "overdue", Tone::Bad),
            (total.due_soon, "due soon", Tone::Warning),
            (total.late_start, "late to start", Tone::Warning),
            (total.carried, "carried to a later plan", Tone::Faint),
        ];
        let line = |parts: &mut dyn Iterator<Item = (u64, &'static str, Tone)>| {
            let parts: Vec<(String, Tone)> =
                parts.filter(|(number, ..)| *number > 0).map(|(number, word, tone)| (format!("{number} {word}"), tone)).collect();
            flow(&parts, screen)
        };
        line(&mut by_status.into_iter()) + &line(&mut attention.into_iter())
    }

    fn overdue_section(&self, screen: &Screen) -> String {
        if self.overdue.is_empty() {
            return String::new();
        }
        let shown: Vec<Item<'f>> = self.overdue.iter().take(OVERDUE_SHOWN).copied().collect();
        let rest = self.overdue.len() - shown.len();
        let view = ItemsView { as_of: self.as_of, revision: None, items: shown, overdue: true, none: String::new() };
        let mut out = format!("\n{}\n{}", screen.paint(Tone::Bad, "Overdue"), view.grid().table(screen));
        if rest > 0 {
            out += &screen.paint(Tone::Faint, &format!("and {rest} more: workplan overdue {}", self.plan.plan.name));
            out += "\n";
        }
        out
    }
}

/// What is still owed of a set.
fn open(tally: &Tally) -> u64 {
    Status::ALL.into_iter().filter(|status| status.is_open()).map(|status| tally.count(status)).sum()
}

fn rating_tone(rating: Rating) -> Tone {
    match rating {
        Rating::OnTrack => Tone::Good,
        Rating::Behind => Tone::Warning,
        Rating::OffTrack => Tone::Bad,
    }
}

/// Period and endorsement in one line.
fn about(plan: &Plan<'_>) -> String {
    let period = plan.period.map(|period| format!("{} to {}", long_day(period.start.value), long_day(period.end.value)));
    let endorsed = plan.endorsed.map(|date| format!("endorsed {}", long_day(date.last())));
    let name = (plan.display_title() != plan.name).then(|| format!("plan {}", plan.name));
    [name, period, endorsed].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// Short pieces one after the other, on as many lines as they need.
fn flow(parts: &[(String, Tone)], screen: &Screen) -> String {
    let (mut out, mut column) = (String::new(), 0);
    for (text, tone) in parts {
        if column > 0 && screen.width.is_some_and(|width| column + 3 + text.len() > width) {
            out.push('\n');
            column = 0;
        }
        let before = if column == 0 { "  " } else { " · " };
        out += before;
        out += &screen.paint(*tone, text);
        column += 3 + text.len();
    }
    if column > 0 {
        out.push('\n');
    }
    out
}

fn breakdown(title: &str, rows: &[Row<'_>], bands: RatingBands, bar_width: usize) -> Grid {
    let by_owner = title == "owner";
    let mut columns = vec![Column::left("").wrapped(16), Column::left("implemented").dispensable(5), Column::right(""), Column::right("")];
    columns.extend([
        Column::right("progress").dispensable(2),
        Column::right("expected").dispensable(3),
        Column::left("").dispensable(4),
        Column::right("overdue"),
    ]);
    if by_owner {
        columns.push(Column::right("open").dispensable(1));
    }
    if let Some(first) = columns.first_mut() {
        title.clone_into(&mut first.title);
    }
    let row = |row: &Row<'_>| {
        let tally = row.tally;
        let name = if by_owner || row.name == row.id { row.name.clone() } else { format!("{} {}", row.id, row.name) };
        let rating = tally.rating(bands);
        let mut cells = vec![
            Cell::new(name),
            Cell::toned(bar(tally.implementation_rate(), None, bar_width), rating.map_or(Tone::Plain, rating_tone)),
            Cell::new(format!("{} of {}", tally.count(Status::Completed), tally.activities())),
            Cell::new(percent(tally.implementation_rate())),
            Cell::new(percent(tally.progress())),
            Cell::toned(percent(tally.expected()), Tone::Faint),
            Cell::toned(rating.map_or("", Rating::label), rating.map_or(Tone::Plain, rating_tone)),
            bad_count(tally.overdue),
        ];
        if by_owner {
            cells.push(Cell::new(open(tally).to_string()));
        }
        cells
    };
    Grid { columns, rows: rows.iter().map(row).collect() }
}

impl View for StatusView<'_> {
    fn table(&self, screen: &Screen) -> String {
        let mut out = self.headline(screen) + "\n";
        if self.standing.total.activities() == 0 {
            return out + "  no activities yet\n";
        }
        out += &(self.bars(screen) + "\n" + &self.counts(screen));
        let bar_width = if screen.columns() >= 100 { 14 } else { 8 };
        for (title, rows) in self.breakdowns().iter().filter(|(_, rows)| !rows.is_empty()) {
            out += "\n";
            out += &breakdown(title, rows, self.bands, bar_width).table(screen);
        }
        if self.by.is_none() {
            out += &self.overdue_section(screen);
        }
        out
    }

    fn json(&self) -> String {
        let plan = self.plan.plan;
        let tally = |tally: &Tally| TallyShape::new(tally, self.bands);
        to_json(&StatusShape {
            schema: SCHEMA,
            plan: &plan.name,
            title: plan.display_title(),
            as_of: DayShape(self.as_of),
            revision: self.revision.as_deref(),
            period: plan.period.map(PeriodShape::new),
            target: plan.target.map(|target| NumberShape(target.value)),
            total: tally(&self.standing.total),
            priorities: self
                .standing
                .priorities
                .iter()
                .map(|g| TitledShape { id: &g.of.id.value, title: &g.of.title.value, tally: tally(&g.tally) })
                .collect(),
            themes: self
                .standing
                .themes
                .iter()
                .map(|g| TitledShape { id: &g.of.id.value, title: &g.of.title.value, tally: tally(&g.tally) })
                .collect(),
            owners: self
                .standing
                .owners
                .iter()
                .map(|g| OwnerShape { id: g.of, name: self.plan.directory.find(g.of).map(|o| &*o.name.value), tally: tally(&g.tally) })
                .collect(),
            baseline: None,
        })
    }

    fn csv(&self) -> String {
        let mut columns: Vec<Column> = ["plan", "group", "id", "title"].map(Column::left).into();
        columns.extend(TallyShape::cells(&Tally::default(), self.bands).map(|(name, _)| Column::left(name)));
        let row = |group: &str, id: &str, title: &str, tally: &Tally| {
            let mut cells = [self.plan.plan.name.as_str(), group, id, title].map(Cell::new).to_vec();
            cells.extend(TallyShape::cells(tally, self.bands).map(|(_, text)| Cell::new(text)));
            cells
        };
        let mut rows = vec![row("total", "", &clean_line(self.plan.plan.display_title()), &self.standing.total)];
        for (group, breakdown) in self.breakdowns() {
            rows.extend(breakdown.iter().map(|line| row(group, line.id, &line.name, line.tally)));
        }
        Grid { columns, rows }.csv()
    }

    fn markdown(&self) -> String {
        let escape = super::markdown::escape;
        let total = &self.standing.total;
        let mut out =
            format!("## {}\n\n{} · as of {}\n\n", escape(plan_title(self.plan.plan)), escape(&about(self.plan.plan)), long_day(self.as_of));
        out += &format!(
            "**{} of {} activities implemented ({})**",
            total.count(Status::Completed),
            total.activities(),
            percent(total.implementation_rate())
        );
        if let Some(target) = self.plan.plan.target {
            out += &format!(", target {}%", target.value);
        }
        let rating = total.rating(self.bands).map_or_else(String::new, |rating| format!(": {}", rating.label()));
        out += &format!("; progress {}, expected {}{rating}\n\n", percent(total.progress()), percent(total.expected()));
        out += self.counts(&Screen::PIPE).replace('\n', "\n\n").trim_start();
        for (title, rows) in self.breakdowns().iter().filter(|(_, rows)| !rows.is_empty()) {
            out += &breakdown_sheet(title, rows, self.bands).markdown();
            out += "\n";
        }
        if self.by.is_none() && !self.overdue.is_empty() {
            let view = ItemsView { as_of: self.as_of, revision: None, items: self.overdue.clone(), overdue: true, none: String::new() };
            out += &format!("### Overdue\n\n{}", view.grid().markdown());
        }
        out.trim_end().to_owned() + "\n"
    }
}

fn plan_title<'a>(plan: &'a Plan<'_>) -> &'a str {
    plan.display_title()
}

/// A breakdown without bars, with a name on each column.
fn breakdown_sheet(title: &str, rows: &[Row<'_>], bands: RatingBands) -> Grid {
    let mut columns = vec![Column::left(title)];
    columns.extend(["completed", "activities", "rate", "progress", "expected", "overdue"].map(Column::right));
    columns.push(Column::left("rating"));
    let row = |row: &Row<'_>| {
        let tally = row.tally;
        let name = if title == "owner" || row.name == row.id { row.name.clone() } else { format!("{} {}", row.id, row.name) };
        vec![
            Cell::new(name),
            Cell::new(tally.count(Status::Completed).to_string()),
            Cell::new(tally.activities().to_string()),
            Cell::new(percent(tally.implementation_rate())),
            Cell::new(percent(tally.progress())),
            Cell::new(percent(tally.expected())),
            Cell::new(tally.overdue.to_string()),
            Cell::new(tally.rating(bands).map_or("", Rating::label)),
        ]
    };
    Grid { columns, rows: rows.iter().map(row).collect() }
}

/// The years side by side.
pub struct AllPlansView<'f> {
    /// The day.
    pub as_of: Day,
    /// The commit, or none for the working tree.
    pub revision: Option<String>,
    /// By period, then by name.
    pub plans: Vec<(&'f Plan<'f>, Tally)>,
    /// The group's idea of a rating.
    pub bands: RatingBands,
}

#[derive(Serialize)]
struct AllPlansShape<'a> {
    schema: u32,
    as_of: DayShape,
    revision: Option<&'a str>,
    plans: Vec<PlanShape<'a>>,
}

#[derive(Serialize)]
struct PlanShape<'a> {
    plan: &'a str,
    title: &'a str,
    period: Option<PeriodShape>,
    target: Option<NumberShape>,
    total: TallyShape,
}

impl AllPlansView<'_> {
    fn grid(&self, with_bars: bool) -> Grid {
        let mut columns = vec![Column::left("plan"), Column::left("title").wrapped(16).dispensable(2)];
        if with_bars {
            columns.push(Column::left("implemented").dispensable(5));
        }
        columns.extend([Column::right("completed").dispensable(1), Column::right("rate"), Column::right("target").dispensable(3)]);
        columns.extend([Column::right("progress").dispensable(4), Column::right("carried").dispensable(6), Column::right("overdue")]);
        let row = |(plan, tally): &(&Plan<'_>, Tally)| {
            let target = plan.target.map(|target| crate::analysis::Percent::from_decimal(target.value));
            let reached = target.is_some_and(|target| tally.implementation_rate().is_some_and(|rate| rate >= target));
            let mut cells = vec![Cell::new(plan.name.clone()), Cell::new(clean_line(plan.display_title()))];
            if with_bars {
                cells.push(Cell::toned(bar(tally.implementation_rate(), target, 14), if reached { Tone::Good } else { Tone::Plain }));
            }
            cells.extend([
                Cell::new(format!("{} of {}", tally.count(Status::Completed), tally.activities())),
                Cell::new(percent(tally.implementation_rate())),
                Cell::toned(percent(target), Tone::Faint),
                Cell::new(percent(tally.progress())),
                Cell::new(tally.carried.to_string()),
                bad_count(tally.overdue),
            ]);
            cells
        };
        Grid { columns, rows: self.plans.iter().map(row).collect() }
    }
}

impl View for AllPlansView<'_> {
    fn table(&self, screen: &Screen) -> String {
        self.grid(true).table(screen)
    }

    fn json(&self) -> String {
        let shape = |(plan, tally): &(&'_ Plan<'_>, Tally)| (plan.period.map(PeriodShape::new), TallyShape::new(tally, self.bands));
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
        to_json(&AllPlansShape { schema: SCHEMA, as_of: DayShape(self.as_of), revision: self.revision.as_deref(), plans: plans.collect() })
    }

    fn csv(&self) -> String {
        let mut columns: Vec<Column> = ["plan", "title", "start", "end", "target"].map(Column::left).into();
        columns.extend(TallyShape::cells(&Tally::default(), self.bands).map(|(name, _)| Column::left(name)));
        let row = |(plan, tally): &(&Plan<'_>, Tally)| {
            let day = |day: Option<Day>| Cell::new(day.map_or_else(String::new, |day| day.to_string()));
            let mut cells = vec![Cell::new(plan.name.clone()), Cell::new(clean_line(plan.display_title()))];
            cells.extend([day(plan.period.map(|p| p.start.value)), day(plan.period.map(|p| p.end.value))]);
            cells.push(Cell::new(plan.target.map_or_else(String::new, |target| target.value.to_string())));
            cells.extend(TallyShape::cells(tally, self.bands).map(|(_, text)| Cell::new(text)));
            cells
        };
        Grid { columns, rows: self.plans.iter().map(row).collect() }.csv()
    }

    fn markdown(&self) -> String {
        self.grid(false).markdown()
    }
}
