//! The columns of an exported workbook.

use std::sync::LazyLock;

use super::cell::SheetCell;
use crate::model::{
    Activity, ActivityKey, Budget, Day, Decimal, Field, FieldKind, Milestone, Priority, Text,
    TextLength,
};
use crate::text::Spanned;

/// The sheet of activities in a workbook of ours.
pub const ACTIVITIES: &str = "Activities";
/// The sheet of milestones.
pub const MILESTONES: &str = "Milestones";
/// The hidden sheet that keeps the exported values.
pub const STATE: &str = "workplan state";
/// The form of that sheet.
pub const STATE_VERSION: &str = "3";
/// The form before, which has no names and no headings of groups.
pub(super) const EARLIER_VERSION: &str = "2";
/// How a line of that sheet begins that names an organization as cells show it.
pub const SHOWN_NAME: &str = "organization";
/// How a line of that sheet begins that keeps the heading of a group of activities.
pub const GROUP: &str = "group";
/// The sheet in front, for readers.
pub const OVERVIEW: &str = "Overview";

/// The headings of the sheet of milestones: the activity's id, the number of the milestone, and the
/// editable columns.
pub const MILESTONE_TITLES: [&str; 5] = ["Activity", "Number", "Title", "Due", "Done"];

/// Calculated columns of activities, which are not read again: the key in the hidden sheet, and the
/// heading.
pub const WORKED_OUT: [(&str, &str); 5] = [
    (DONE, "Done %"),
    ("days_late", "Days late"),
    ("carried_to", "Carried to"),
    ("status_on_day", "Status on the day"),
    TO_DO,
];

/// The key of the calculated column of percentages.
pub(super) const DONE: &str = "done_percent";

/// The calculated column that only a member's sheet has.
pub const TO_DO: (&str, &str) = ("to_do", "To do");

/// How the line of the hidden sheet begins that names the member whose sheet it is.
pub const MEMBER: &str = "member";

/// The calculated column of milestones.
pub const MILESTONE_OF: &str = "Of";

/// The sheets of a workbook that are not read again.
pub(super) const NOT_READ: [&str; 5] = [OVERVIEW, "Organizations", "Status", "Matrix", "lists"];

/// The kind of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnKind {
    /// The activity's id.
    Id,
    /// The id of a priority.
    Priority,
    /// Any text.
    Text,
    /// Texts with commas between them; `\,` is a comma in one of them.
    Texts,
    /// Ids of organizations, likewise.
    Organizations,
    /// Ids of themes, likewise.
    Themes,
    /// A status in words.
    Status,
    /// A day; of a span its first one.
    First,
    /// A day; of a span its last one.
    Last,
    /// A number.
    Number,
    /// A percentage, from 0 to 100.
    Share,
    /// An amount in the currency of its row.
    Amount,
}

/// A column of the sheet of activities.
pub struct PlanColumn {
    /// The key in the format; with a dot where it is one within another.
    pub key: &'static str,
    /// The heading.
    pub title: &'static str,
    /// How wide it is, in characters.
    pub width: u8,
    /// The kind of value.
    pub kind: ColumnKind,
    /// Whether it holds paragraphs.
    pub is_long: bool,
    source: ColumnSource,
}

/// The source of a column's values.
enum ColumnSource {
    Priority,
    Field(&'static Field),
    Budget(fn(&Budget<'_>) -> SheetCell),
}

impl ColumnKind {
    /// Whether it takes numbers.
    pub fn is_number(self) -> bool {
        matches!(self, ColumnKind::Number | ColumnKind::Share | ColumnKind::Amount)
    }
}

/// The columns, in their order.
pub static COLUMNS: LazyLock<Vec<PlanColumn>> = LazyLock::new(|| {
    let mut columns = Vec::new();
    for field in Field::all_after(FIRST) {
        match field.kind {
            FieldKind::Budget => columns.extend(of_budget()),
            _ => columns.extend(of_field(field)),
        }
        if matches!(field.kind, FieldKind::Id) {
            columns.push(PlanColumn {
                key: "priority",
                title: "Priority",
                width: 9,
                kind: ColumnKind::Priority,
                is_long: false,
                source: ColumnSource::Priority,
            });
        }
    }
    columns
});

/// The fields whose columns come first. The others follow in the format's order.
const FIRST: &[ActivityKey] = &[
    ActivityKey::Id,
    ActivityKey::Title,
    ActivityKey::Owners,
    ActivityKey::Status,
    ActivityKey::Start,
    ActivityKey::Due,
    ActivityKey::Forecast,
    ActivityKey::Completed,
    ActivityKey::Progress,
    ActivityKey::Reason,
    ActivityKey::Themes,
    ActivityKey::Contact,
    ActivityKey::Partners,
    ActivityKey::Weight,
    ActivityKey::DependsOn,
    ActivityKey::CarriedFrom,
    ActivityKey::WorkingGroup,
    ActivityKey::Geography,
    ActivityKey::SdgTargets,
    ActivityKey::Tags,
    ActivityKey::Budget,
];

/// Returns the column of a field, if it has one.
fn of_field(field: &'static Field) -> Option<PlanColumn> {
    let column = field.column?;
    let kind = match field.kind {
        FieldKind::Id => ColumnKind::Id,
        FieldKind::Status => ColumnKind::Status,
        FieldKind::Organizations(_) => ColumnKind::Organizations,
        FieldKind::Themes(_) => ColumnKind::Themes,
        FieldKind::Texts(_) | FieldKind::References(_) => ColumnKind::Texts,
        FieldKind::Date(_) if field.key == "start" => ColumnKind::First,
        FieldKind::Date(_) => ColumnKind::Last,
        FieldKind::Percent(_) => ColumnKind::Share,
        FieldKind::Weight(_) => ColumnKind::Number,
        _ => ColumnKind::Text,
    };
    Some(PlanColumn {
        key: field.key,
        title: column.title,
        width: column.width,
        kind,
        is_long: field.length() == Some(TextLength::Long),
        source: ColumnSource::Field(field),
    })
}

/// Returns the columns of the budget.
fn of_budget() -> [PlanColumn; 4] {
    let amount = |key, title, read| PlanColumn {
        key,
        title,
        width: 12,
        kind: ColumnKind::Amount,
        is_long: false,
        source: ColumnSource::Budget(read),
    };
    [
        PlanColumn {
            width: 9,
            kind: ColumnKind::Text,
            ..amount("budget.currency", "Currency", |budget| own(&budget.currency))
        },
        amount("budget.required", "Required", |budget| number(Some(budget.required))),
        amount("budget.available", "Available", |budget| number(budget.available)),
        amount("budget.spent", "Spent", |budget| number(budget.spent)),
    ]
}

impl PlanColumn {
    /// Returns the value of an activity in the column.
    pub fn read(&self, priority: &Priority<'_>, activity: &Activity<'_>) -> SheetCell {
        let field = match self.source {
            ColumnSource::Priority => return own(&priority.id),
            ColumnSource::Budget(read) => {
                return activity.budget.as_deref().map_or(SheetCell::Empty, read);
            }
            ColumnSource::Field(field) => field,
        };
        match field.kind {
            FieldKind::Status => SheetCell::Text(activity.status.in_workbooks().to_owned()),
            FieldKind::Date(slot) => {
                let is_first = self.kind == ColumnKind::First;
                let date = *(slot.get)(activity);
                day(date.map(|date| if is_first { date.first() } else { date.last() }))
            }
            FieldKind::Percent(slot) | FieldKind::Weight(slot) => number(*(slot.get)(activity)),
            _ if field.is_list() => texts(field.texts(activity)),
            _ => field.texts(activity).first().map_or(SheetCell::Empty, own),
        }
    }
}

/// Returns the values of a milestone in the last three columns of its sheet.
pub fn milestone_cells(milestone: &Milestone<'_>) -> [SheetCell; 3] {
    [
        own(&milestone.title),
        day(Some(milestone.due.last())),
        day(milestone.done.map(|date| date.last())),
    ]
}

fn own(text: &Spanned<Text<'_>>) -> SheetCell {
    SheetCell::Text(text.value.trim().to_owned())
}

fn texts(all: &[Spanned<Text<'_>>]) -> SheetCell {
    let escaped: Vec<String> =
        all.iter().map(|text| text.value.trim().replace(',', "\\,")).collect();
    if escaped.is_empty() { SheetCell::Empty } else { SheetCell::Text(escaped.join(", ")) }
}

fn day(day: Option<Day>) -> SheetCell {
    day.map_or(SheetCell::Empty, SheetCell::Day)
}

fn number(number: Option<Spanned<Decimal>>) -> SheetCell {
    number.map_or(SheetCell::Empty, |number| SheetCell::Number(number.value))
}
