use super::cell::SheetCell;
use crate::model::{Activity, Day, Decimal, Milestone, Priority, Text};
use crate::text::Spanned;

/// The sheet of activities in a workbook of ours.
pub const ACTIVITIES: &str = "Activities";
/// The sheet of milestones.
pub const MILESTONES: &str = "Milestones";
/// The hidden sheet that keeps what was exported.
pub const STATE: &str = "workplan state";
/// The form of that sheet.
pub const STATE_VERSION: &str = "2";

/// The heads of the sheet of milestones: the activity's id, the milestone's place among the others,
/// and what can be edited.
pub const MILESTONE_TITLES: [&str; 5] = ["Activity", "Number", "Title", "Due", "Done"];

/// The columns of activities that are worked out, and are not read again: the key in the hidden
/// sheet, nothing where it has none, and the head.
pub const WORKED_OUT: [(&str, &str); 4] = [
    ("done_percent", "Done %"),
    ("days_late", "Days late"),
    ("carried_to", "Carried to"),
    ("", "Status on the day"),
];

/// The column of milestones that is worked out.
pub const MILESTONE_OF: &str = "Of";

/// The sheets of a workbook that are not read again.
pub const NOT_READ: [&str; 4] = ["Organizations", "Status", "Matrix", "lists"];

/// What a column takes.
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
    /// Its head.
    pub title: &'static str,
    /// How wide it is, in characters.
    pub width: u8,
    /// What it takes.
    pub kind: ColumnKind,
    /// What an activity says there.
    pub read: fn(&Priority<'_>, &Activity<'_>) -> SheetCell,
}

impl ColumnKind {
    /// Whether it takes numbers.
    pub fn is_number(self) -> bool {
        matches!(self, ColumnKind::Number | ColumnKind::Share | ColumnKind::Amount)
    }
}

const fn column(
    key: &'static str,
    title: &'static str,
    width: u8,
    kind: ColumnKind,
    read: fn(&Priority<'_>, &Activity<'_>) -> SheetCell,
) -> PlanColumn {
    PlanColumn { key, title, width, kind, read }
}

/// The columns, in their order.
pub const COLUMNS: &[PlanColumn] = &[
    column("id", "Id", 9, ColumnKind::Id, |_, activity| own(&activity.id)),
    column("priority", "Priority", 9, ColumnKind::Priority, |priority, _| own(&priority.id)),
    column("title", "Title", 44, ColumnKind::Text, |_, activity| own(&activity.title)),
    column("owners", "Owners", 18, ColumnKind::Organizations, |_, activity| {
        texts(&activity.owners)
    }),
    column("status", "Status", 11, ColumnKind::Status, |_, activity| {
        SheetCell::Text(activity.status.label().to_owned())
    }),
    column("start", "Start", 11, ColumnKind::First, |_, activity| {
        day(activity.start.map(|date| date.first()))
    }),
    column("due", "Due", 11, ColumnKind::Last, |_, activity| {
        day(activity.due.map(|date| date.last()))
    }),
    column("forecast", "Forecast", 11, ColumnKind::Last, |_, activity| {
        day(activity.forecast.map(|date| date.last()))
    }),
    column("completed", "Completed", 11, ColumnKind::Last, |_, activity| {
        day(activity.completed.map(|date| date.last()))
    }),
    column("progress", "Progress", 9, ColumnKind::Share, |_, activity| number(activity.progress)),
    column("reason", "Reason", 30, ColumnKind::Text, |_, activity| text(&activity.reason)),
    column("themes", "Themes", 26, ColumnKind::Themes, |_, activity| texts(&activity.themes)),
    column("contact", "Contact", 20, ColumnKind::Text, |_, activity| text(&activity.contact)),
    column("partners", "Partners", 18, ColumnKind::Organizations, |_, activity| {
        texts(&activity.partners)
    }),
    column("weight", "Weight", 8, ColumnKind::Number, |_, activity| number(activity.weight)),
    column("depends_on", "Depends on", 12, ColumnKind::Texts, |_, activity| {
        texts(&activity.depends_on)
    }),
    column("carried_from", "Carried from", 12, ColumnKind::Text, |_, activity| {
        text(&activity.carried_from)
    }),
    column("working_group", "Working group", 16, ColumnKind::Text, |_, activity| {
        text(&activity.working_group)
    }),
    column("geography", "Geography", 16, ColumnKind::Texts, |_, activity| {
        texts(&activity.geography)
    }),
    column("sdg_targets", "SDG targets", 12, ColumnKind::Texts, |_, activity| {
        texts(&activity.sdg_targets)
    }),
    column("tags", "Tags", 14, ColumnKind::Texts, |_, activity| texts(&activity.tags)),
    column("budget.currency", "Currency", 9, ColumnKind::Text, |_, activity| {
        match &activity.budget {
            Some(budget) => own(&budget.currency),
            None => SheetCell::Empty,
        }
    }),
    column("budget.required", "Required", 12, ColumnKind::Amount, |_, activity| {
        number(activity.budget.as_ref().map(|budget| budget.required))
    }),
    column("budget.available", "Available", 12, ColumnKind::Amount, |_, activity| {
        number(activity.budget.as_ref().and_then(|budget| budget.available))
    }),
    column("budget.spent", "Spent", 12, ColumnKind::Amount, |_, activity| {
        number(activity.budget.as_ref().and_then(|budget| budget.spent))
    }),
    column("description", "Description", 40, ColumnKind::Text, |_, activity| {
        text(&activity.description)
    }),
    column("remarks", "Remarks", 30, ColumnKind::Text, |_, activity| text(&activity.remarks)),
];

/// What a milestone says in the last three columns of its sheet.
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

fn text(text: &Option<Spanned<Text<'_>>>) -> SheetCell {
    text.as_ref().map_or(SheetCell::Empty, own)
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
