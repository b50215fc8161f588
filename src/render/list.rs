use std::cmp::Ordering;

use serde::Serialize;

use crate::analysis::ActivityFacts;
use crate::model::{Day, Status};
use crate::render::View;
use crate::render::toolkit::grid::{Grid, GridCell, GridColumn};
use crate::render::toolkit::json::to_json;
use crate::render::toolkit::shape::{
    DayShape, NumberShape, PercentShape, SCHEMA, one_decimal, text, texts,
};
use crate::render::toolkit::terminal::{Terminal, Tone};
use crate::render::toolkit::words::{count, percent};
use crate::text::{Locator, Sources, clean_line};

/// Activities, one a row.
pub struct ListView<'f> {
    /// The day.
    pub as_of: Day,
    /// The commit, or none for the working tree.
    pub revision: Option<String>,
    /// In the order to be shown.
    pub activities: Vec<ActivityFacts<'f>>,
    /// For their places.
    pub sources: &'f Sources,
    /// The columns to show; where none are named, each form has its own.
    pub columns: Vec<ListColumn>,
}

/// A column of `list`, named like its key in JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum ListColumn {
    Plan,
    Id,
    Priority,
    Title,
    Owners,
    Partners,
    Themes,
    Status,
    Start,
    Due,
    Forecast,
    Completed,
    Progress,
    Weight,
    Overdue,
    DaysLate,
    LateStart,
    DependsOn,
    CarriedFrom,
    CarriedTo,
    Reason,
    Tags,
    Path,
    Line,
    RecordedStatus,
}

impl ListColumn {
    /// All of them, in the order of the JSON.
    pub const ALL: [ListColumn; 25] = [
        ListColumn::Plan,
        ListColumn::Id,
        ListColumn::Priority,
        ListColumn::Title,
        ListColumn::Owners,
        ListColumn::Partners,
        ListColumn::Themes,
        ListColumn::Status,
        ListColumn::Start,
        ListColumn::Due,
        ListColumn::Forecast,
        ListColumn::Completed,
        ListColumn::Progress,
        ListColumn::Weight,
        ListColumn::Overdue,
        ListColumn::DaysLate,
        ListColumn::LateStart,
        ListColumn::DependsOn,
        ListColumn::CarriedFrom,
        ListColumn::CarriedTo,
        ListColumn::Reason,
        ListColumn::Tags,
        ListColumn::Path,
        ListColumn::Line,
        ListColumn::RecordedStatus,
    ];

    const TABLE: [ListColumn; 7] = [
        ListColumn::Id,
        ListColumn::Title,
        ListColumn::Owners,
        ListColumn::Status,
        ListColumn::Due,
        ListColumn::Progress,
        ListColumn::DaysLate,
    ];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            ListColumn::Plan => "plan",
            ListColumn::Id => "id",
            ListColumn::Priority => "priority",
            ListColumn::Title => "title",
            ListColumn::Owners => "owners",
            ListColumn::Partners => "partners",
            ListColumn::Themes => "themes",
            ListColumn::Status => "status",
            ListColumn::Start => "start",
            ListColumn::Due => "due",
            ListColumn::Forecast => "forecast",
            ListColumn::Completed => "completed",
            ListColumn::Progress => "progress",
            ListColumn::Weight => "weight",
            ListColumn::Overdue => "overdue",
            ListColumn::DaysLate => "days_late",
            ListColumn::LateStart => "late_start",
            ListColumn::DependsOn => "depends_on",
            ListColumn::CarriedFrom => "carried_from",
            ListColumn::CarriedTo => "carried_to",
            ListColumn::Reason => "reason",
            ListColumn::Tags => "tags",
            ListColumn::Path => "path",
            ListColumn::Line => "line",
            ListColumn::RecordedStatus => "recorded_status",
        }
    }

    fn heading(self) -> GridColumn {
        let title = self.name().replace('_', " ");
        match self {
            ListColumn::Title => GridColumn::left(&title).wrapped(20),
            ListColumn::Reason => GridColumn::left(&title).wrapped(16).dispensable(3),
            ListColumn::Owners | ListColumn::Partners => {
                GridColumn::left(&title).wrapped(8).dispensable(1)
            }
            ListColumn::Id | ListColumn::Due => GridColumn::left(&title),
            ListColumn::Status => GridColumn::left(&title).dispensable(2),
            ListColumn::Progress => GridColumn::right(&title).dispensable(4),
            ListColumn::DaysLate => GridColumn::right("late").dispensable(3),
            ListColumn::Weight | ListColumn::Line => GridColumn::right(&title).dispensable(5),
            _ => GridColumn::left(&title).dispensable(5),
        }
    }
}

/// What a list can be sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum SortKey {
    Id,
    Title,
    Owner,
    Status,
    Start,
    Due,
    Progress,
    DaysLate,
}

impl SortKey {
    /// Sorts by it, in the order of the file where two are alike; what has no value stands last.
    pub fn sort(self, activities: &mut [ActivityFacts<'_>], reverse: bool) {
        fn last<T: Ord>(a: Option<T>, b: Option<T>, reverse: bool) -> Ordering {
            match (a, b) {
                (Some(a), Some(b)) if reverse => b.cmp(&a),
                (Some(a), Some(b)) => a.cmp(&b),
                (a, b) => b.is_some().cmp(&a.is_some()),
            }
        }
        activities.sort_by(|a, b| match self {
            SortKey::Id => last(
                Some(natural(&a.activity.id.value)),
                Some(natural(&b.activity.id.value)),
                reverse,
            ),
            SortKey::Title => last(
                Some(a.activity.title.to_lowercase()),
                Some(b.activity.title.to_lowercase()),
                reverse,
            ),
            SortKey::Owner => last(a.owners().next(), b.owners().next(), reverse),
            SortKey::Status => last(Some(a.status), Some(b.status), reverse),
            SortKey::Start => last(a.start, b.start, reverse),
            SortKey::Due => last(a.due, b.due, reverse),
            SortKey::Progress => last(Some(a.progress()), Some(b.progress()), reverse),
            SortKey::DaysLate => last(a.days_late, b.days_late, reverse),
        });
    }
}

/// An id in the order that people expect: numbers by value, so that `1.9` stands before `1.10`.
fn natural(id: &str) -> Vec<(u128, String)> {
    let mut parts = Vec::new();
    let mut rest = id;
    while !rest.is_empty() {
        let word = rest.find(|c: char| c.is_ascii_digit()).unwrap_or(rest.len());
        let (text, after) = rest.split_at(word);
        let digits = after.find(|c: char| !c.is_ascii_digit()).unwrap_or(after.len());
        let (number, after) = after.split_at(digits);
        parts.push((0, text.to_owned()));
        parts.push((number.parse().unwrap_or(u128::MAX), number.to_owned()));
        rest = after;
    }
    parts
}

/// An activity in JSON.
#[derive(Serialize)]
pub(super) struct ActivityShape<'a> {
    plan: &'a str,
    id: &'a str,
    priority: &'a str,
    title: &'a str,
    owners: Vec<&'a str>,
    partners: Vec<&'a str>,
    themes: Vec<&'a str>,
    status: &'static str,
    start: Option<DayShape>,
    due: Option<DayShape>,
    forecast: Option<DayShape>,
    completed: Option<DayShape>,
    progress: PercentShape,
    weight: NumberShape,
    overdue: bool,
    days_late: Option<i64>,
    late_start: bool,
    depends_on: Vec<&'a str>,
    carried_from: Option<&'a str>,
    carried_to: Vec<String>,
    reason: Option<&'a str>,
    tags: Vec<&'a str>,
    path: &'a str,
    line: usize,
    recorded_status: &'static str,
}

impl<'f> ActivityShape<'f> {
    pub(super) fn new(
        facts: &ActivityFacts<'f>,
        sources: &'f Sources,
        locator: &mut Locator<'_>,
    ) -> Self {
        let activity = facts.activity;
        ActivityShape {
            plan: &facts.index.plan.name,
            id: &activity.id.value,
            priority: &facts.priority.id.value,
            title: &activity.title.value,
            owners: facts.owners().collect(),
            partners: facts.partners().collect(),
            themes: texts(&activity.themes),
            status: facts.status.as_str(),
            start: facts.start.map(DayShape),
            due: facts.due.map(DayShape),
            forecast: activity.forecast.map(|date| DayShape(date.last())),
            completed: activity.completed.map(|date| DayShape(date.last())),
            progress: PercentShape(facts.progress()),
            weight: NumberShape(activity.weight()),
            overdue: facts.is_overdue(),
            days_late: facts.days_late,
            late_start: facts.late_start,
            depends_on: texts(&activity.depends_on),
            carried_from: text(&activity.carried_from),
            carried_to: carried_to(facts),
            reason: text(&activity.reason),
            tags: texts(&activity.tags),
            path: &sources[activity.key.file].path,
            line: locator.position(activity.key.file, activity.key.start).line,
            recorded_status: activity.status.as_str(),
        }
    }
}

fn carried_to(facts: &ActivityFacts<'_>) -> Vec<String> {
    facts
        .index
        .carried_to(&facts.activity.id.value)
        .iter()
        .map(|(plan, id)| format!("{plan}/{id}"))
        .collect()
}

#[derive(Serialize)]
struct ListShape<'a> {
    schema: u32,
    as_of: DayShape,
    revision: Option<&'a str>,
    activities: Vec<ActivityShape<'a>>,
}

/// How a status looks.
pub(super) fn status_tone(facts: &ActivityFacts<'_>) -> Tone {
    match facts.status {
        _ if facts.is_overdue() => Tone::Bad,
        Status::Completed => Tone::Good,
        Status::OnHold | Status::Postponed => Tone::Warning,
        Status::Cancelled => Tone::Faint,
        Status::Planned | Status::Ongoing if facts.carried => Tone::Faint,
        Status::Planned | Status::Ongoing => Tone::Plain,
    }
}

impl ListView<'_> {
    /// For a sheet: everything as in JSON. For people: names instead of ids, days late in words.
    fn grid(&self, columns: &[ListColumn], for_people: bool) -> Grid {
        let mut locator = Locator::new(self.sources);
        let heading = |column: &ListColumn| {
            if for_people { column.heading() } else { GridColumn::left(column.name()) }
        };
        let mut grid = Grid {
            columns: columns.iter().map(heading).collect(),
            rows: Vec::with_capacity(self.activities.len()),
        };
        for facts in &self.activities {
            let mut content =
                |column: &ListColumn| cell(facts, *column, for_people, self.sources, &mut locator);
            grid.rows.push(columns.iter().map(&mut content).collect());
        }
        grid
    }

    fn columns_or<'a>(&'a self, default: &'a [ListColumn]) -> &'a [ListColumn] {
        if self.columns.is_empty() { default } else { &self.columns }
    }
}

/// What stands in a column: for a sheet as in JSON, for people in words.
pub(super) fn cell(
    facts: &ActivityFacts<'_>,
    column: ListColumn,
    for_people: bool,
    sources: &Sources,
    locator: &mut Locator<'_>,
) -> GridCell {
    let activity = facts.activity;
    let day = |day: Option<Day>| day.map_or_else(String::new, |day| day.to_string());
    let organizations = |ids: &mut dyn Iterator<Item = &str>| {
        let name = |id| {
            if for_people { facts.index.directory.display(id).to_owned() } else { id.to_owned() }
        };
        ids.map(name).collect::<Vec<_>>().join(", ")
    };
    let yes = |is: bool| if is { "yes".to_owned() } else { "no".to_owned() };
    let content = match column {
        ListColumn::Plan => facts.index.plan.name.clone(),
        ListColumn::Id => activity.id.value.to_string(),
        ListColumn::Priority => facts.priority.id.value.to_string(),
        ListColumn::Title => activity.title.value.to_string(),
        ListColumn::Owners => organizations(&mut facts.owners()),
        ListColumn::Partners => organizations(&mut facts.partners()),
        ListColumn::Themes => texts(&activity.themes).join(", "),
        ListColumn::Status if for_people && facts.carried => {
            format!("{}, carried", facts.status.label())
        }
        ListColumn::Status if for_people => facts.status.label().to_owned(),
        ListColumn::Status => facts.status.as_str().to_owned(),
        ListColumn::RecordedStatus => activity.status.as_str().to_owned(),
        ListColumn::Start => day(facts.start),
        ListColumn::Due => day(facts.due),
        ListColumn::Forecast => day(activity.forecast.map(|date| date.last())),
        ListColumn::Completed => day(activity.completed.map(|date| date.last())),
        ListColumn::Progress if for_people => percent(Some(facts.progress())),
        ListColumn::Progress => one_decimal(facts.progress()),
        ListColumn::Weight => activity.weight().to_string(),
        ListColumn::Overdue => yes(facts.is_overdue()),
        ListColumn::DaysLate if for_people => {
            facts.days_late.map_or_else(String::new, |days| count(days, "day", "days"))
        }
        ListColumn::DaysLate => facts.days_late.map_or_else(String::new, |days| days.to_string()),
        ListColumn::LateStart => yes(facts.late_start),
        ListColumn::DependsOn => texts(&activity.depends_on).join(", "),
        ListColumn::CarriedFrom => text(&activity.carried_from).unwrap_or("").to_owned(),
        ListColumn::CarriedTo => carried_to(facts).join(", "),
        ListColumn::Reason => text(&activity.reason).unwrap_or("").to_owned(),
        ListColumn::Tags => texts(&activity.tags).join(", "),
        ListColumn::Path => sources[activity.key.file].path.clone(),
        ListColumn::Line => {
            locator.position(activity.key.file, activity.key.start).line.to_string()
        }
    };
    let tone = match column {
        ListColumn::Status => status_tone(facts),
        ListColumn::DaysLate => Tone::Bad,
        ListColumn::Due if facts.is_overdue() => Tone::Bad,
        ListColumn::Due if facts.is_due_soon() => Tone::Warning,
        _ => Tone::Plain,
    };
    GridCell::toned(clean_line(content.trim()), tone)
}

impl View for ListView<'_> {
    fn table(&self, screen: &Terminal) -> String {
        if self.activities.is_empty() {
            return "no activities\n".to_owned();
        }
        let table = self.grid(self.columns_or(&ListColumn::TABLE), true).table(screen);
        if screen.width.is_none() {
            return table;
        }
        table
            + "\n"
            + &screen
                .paint(Tone::Faint, &count(self.activities.len() as i64, "activity", "activities"))
            + "\n"
    }

    fn json(&self) -> String {
        let mut locator = Locator::new(self.sources);
        to_json(&ListShape {
            schema: SCHEMA,
            as_of: DayShape(self.as_of),
            revision: self.revision.as_deref(),
            activities: self
                .activities
                .iter()
                .map(|facts| ActivityShape::new(facts, self.sources, &mut locator))
                .collect(),
        })
    }

    fn csv(&self) -> String {
        self.grid(self.columns_or(&ListColumn::ALL), false).csv()
    }

    fn markdown(&self) -> String {
        self.grid(self.columns_or(&ListColumn::TABLE), true).markdown()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_sort_as_people_count() {
        let mut ids = ["1.10", "1.9", "A.2", "1.1", "10.1", "2"];
        ids.sort_by_key(|id| natural(id));
        assert_eq!(ids, ["1.1", "1.9", "1.10", "2", "10.1", "A.2"]);
    }
}
