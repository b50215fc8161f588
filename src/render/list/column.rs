//! The columns of `list`, and what is in them.

use crate::analysis::ActivityFacts;
use crate::diagnostic::message;
use crate::model::Day;
use crate::render::activity::listed::{carried_to, status_tone};
use crate::render::toolkit::grid::{GridCell, GridColumn};
use crate::render::toolkit::shape::{one_decimal, text, texts};
use crate::render::toolkit::terminal::Tone;
use crate::render::toolkit::words::{days as days_late, percent, yes_or_no};
use crate::render::words;
use crate::text::{Locator, Sources, clean_line};

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

    pub(super) const TABLE: [ListColumn; 7] = [
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

    pub(super) fn heading(self) -> GridColumn {
        let title = words::key(self.name());
        match self {
            ListColumn::Title => GridColumn::left(title).wrapped(20).room_first(),
            ListColumn::Reason => GridColumn::left(title).wrapped(16).dispensable(3),
            ListColumn::Owners | ListColumn::Partners => {
                GridColumn::left(title).wrapped(8).names().dispensable(1)
            }
            ListColumn::Id | ListColumn::Due => GridColumn::left(title),
            ListColumn::Status => GridColumn::left(title).dispensable(2),
            ListColumn::Progress => GridColumn::right(title).dispensable(4),
            ListColumn::DaysLate => GridColumn::right(words::late()).dispensable(3),
            ListColumn::Weight | ListColumn::Line => GridColumn::right(title).dispensable(5),
            _ => GridColumn::left(title).dispensable(5),
        }
    }
}

/// What stands in a column: for a sheet as in JSON, for people in words.
pub(crate) fn cell(
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
    let yes = |is: bool| match is {
        _ if for_people => yes_or_no(is).to_string(),
        true => "yes".to_owned(),
        false => "no".to_owned(),
    };
    let content = match column {
        ListColumn::Plan => facts.index.plan.name.clone(),
        ListColumn::Id => activity.id.value.to_string(),
        ListColumn::Priority => facts.priority.id.value.to_string(),
        ListColumn::Title => activity.title.value.to_string(),
        ListColumn::Owners => organizations(&mut facts.owners()),
        ListColumn::Partners => organizations(&mut facts.partners()),
        ListColumn::Themes => texts(&activity.themes).join(", "),
        ListColumn::Status if for_people && facts.carried => {
            let status = words::status(facts.status);
            message!("list.carried", "{status}, carried", status).to_string()
        }
        ListColumn::Status if for_people => words::status(facts.status).to_string(),
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
            facts.days_late.map_or_else(String::new, |days| days_late(days).to_string())
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
