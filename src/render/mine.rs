//! Open activities and milestones by urgency, in the forms of `mine`.

use serde::Serialize;

use crate::analysis::{DueKind, OpenItem, Urgency};
use crate::diagnostic::{Message, message};
use crate::render::View;
use crate::render::toolkit::grid::{Grid, GridCell, GridColumn};
use crate::render::toolkit::json::to_json;
use crate::render::toolkit::shape::{DayShape, SCHEMA};
use crate::render::toolkit::terminal::{Terminal, Tone};
use crate::render::toolkit::words::{day_of_year, days_or_today};
use crate::render::words;
use crate::report::MineReport;
use crate::text::clean_line;

#[derive(Serialize)]
struct OpenItemShape<'a> {
    number: usize,
    urgency: &'static str,
    kind: &'static str,
    plan: &'a str,
    activity: &'a str,
    milestone: Option<usize>,
    priority: &'a str,
    title: &'a str,
    owners: Vec<&'a str>,
    due: Option<DayShape>,
    days_late: Option<i64>,
    days_left: Option<i64>,
    status: &'static str,
}

#[derive(Serialize)]
struct MineShape<'a> {
    schema: u32,
    as_of: DayShape,
    revision: Option<&'a str>,
    plan: &'a str,
    owners: &'a [String],
    items: Vec<OpenItemShape<'a>>,
}

/// Returns the heading of the items of an urgency.
pub(crate) fn urgency(urgency: Urgency) -> Message {
    match urgency {
        Urgency::Overdue => message!("mine.overdue", "Overdue"),
        Urgency::DueSoon => message!("mine.due-soon", "Due soon"),
        Urgency::LateStart => message!("mine.late-start", "Late to start"),
        Urgency::Waiting => message!("mine.waiting", "Waiting for others"),
        Urgency::Later => message!("mine.later", "Later"),
    }
}

/// Returns how late an item is, or how many days are left.
pub(crate) fn late_or_left(item: &OpenItem<'_>) -> Option<Message> {
    match (item.days_late(), item.days_left()) {
        (Some(days), _) => Some(message!("mine.days-late", "{days#1 day|# days} late", days)),
        (None, Some(0)) => Some(days_or_today(0)),
        (None, Some(days)) => Some(message!("mine.days-left", "in {days#1 day|# days}", days)),
        (None, None) => None,
    }
}

/// Returns the tone in which the days of an urgency are shown.
pub(crate) fn tone(urgency: Urgency) -> Tone {
    match urgency {
        Urgency::Overdue => Tone::Bad,
        Urgency::DueSoon | Urgency::LateStart => Tone::Warning,
        Urgency::Waiting | Urgency::Later => Tone::Plain,
    }
}

fn shape<'a>(number: usize, item: &OpenItem<'a>) -> OpenItemShape<'a> {
    let facts = &item.facts;
    OpenItemShape {
        number,
        urgency: item.urgency.as_str(),
        kind: match item.kind() {
            DueKind::Activity => "activity",
            DueKind::Milestone => "milestone",
        },
        plan: &facts.index.plan.name,
        activity: &facts.activity.id.value,
        milestone: item.number(),
        priority: &facts.priority.id.value,
        title: item.title(),
        owners: facts.owners().collect(),
        due: item.due.map(DayShape),
        days_late: item.days_late(),
        days_left: item.days_left(),
        status: facts.status.as_str(),
    }
}

impl<'f> MineReport<'f> {
    fn shapes(&self) -> impl Iterator<Item = OpenItemShape<'f>> {
        self.items.iter().enumerate().map(|(at, item)| shape(at + 1, item))
    }

    fn row(&self, number: usize, item: &OpenItem<'f>) -> Vec<GridCell> {
        let title = clean_line(item.title());
        let title = match item.kind() {
            DueKind::Activity => title.into_owned(),
            DueKind::Milestone => format!("◆ {title}"),
        };
        let is_of_period = |day| self.plan.plan.period.is_some_and(|period| period.holds(day));
        let due = item.due.map_or_else(String::new, |due| match is_of_period(due) {
            true => day_of_year(due).into(),
            false => due.to_string(),
        });
        let days = late_or_left(item).map_or_else(String::new, String::from);
        vec![
            GridCell::toned(number.to_string(), Tone::Faint),
            GridCell::new(clean_line(&item.id())),
            GridCell::new(title),
            GridCell::new(due),
            GridCell::toned(days, tone(item.urgency)),
            GridCell::new(words::status(item.facts.status)),
        ]
    }

    fn columns() -> Vec<GridColumn> {
        vec![
            GridColumn::right(""),
            GridColumn::left(words::id()),
            GridColumn::left(words::title()).wrapped(22),
            GridColumn::right(words::due()),
            GridColumn::right(message!("mine.when", "when")),
            GridColumn::left(words::status_heading()).dispensable(1),
        ]
    }

    fn grid(&self) -> Grid {
        let rows = self.items.iter().enumerate().map(|(at, item)| self.row(at + 1, item));
        Grid { columns: MineReport::columns(), rows: rows.collect() }
    }

    /// Returns the urgencies that there are, each with the number of its items.
    fn groups(&self) -> impl Iterator<Item = (Urgency, usize)> {
        let many = |urgency: Urgency| {
            (urgency, self.items.iter().filter(|item| item.urgency == urgency).count())
        };
        Urgency::ALL.into_iter().map(many).filter(|(_, many)| *many > 0)
    }
}

impl View for MineReport<'_> {
    fn terminal(&self, screen: &Terminal) -> String {
        if self.items.is_empty() {
            return format!("{}\n", self.none);
        }
        let groups: Vec<(String, Tone, usize)> = self
            .groups()
            .map(|(group, many)| (format!("{} ({many})", urgency(group)), Tone::Strong, many))
            .collect();
        self.grid().grouped_table(&groups, screen)
    }

    fn json(&self) -> String {
        to_json(&MineShape {
            schema: SCHEMA,
            as_of: DayShape(self.as_of),
            revision: self.revision.as_deref(),
            plan: &self.plan.plan.name,
            owners: &self.owners,
            items: self.shapes().collect(),
        })
    }

    fn csv(&self) -> String {
        let names = [
            "number",
            "urgency",
            "kind",
            "plan",
            "activity",
            "milestone",
            "priority",
            "title",
            "owners",
            "due",
            "days_late",
            "days_left",
            "status",
        ];
        let rows = self.shapes().map(|shape| {
            let number = |days: Option<i64>| days.map_or_else(String::new, |days| days.to_string());
            let cells = [
                shape.number.to_string(),
                shape.urgency.to_owned(),
                shape.kind.to_owned(),
                shape.plan.to_owned(),
                shape.activity.to_owned(),
                shape.milestone.map_or_else(String::new, |number| number.to_string()),
                shape.priority.to_owned(),
                clean_line(shape.title).into_owned(),
                shape.owners.join(", "),
                shape.due.map_or_else(String::new, |due| due.0.to_string()),
                number(shape.days_late),
                number(shape.days_left),
                shape.status.to_owned(),
            ];
            cells.into_iter().map(GridCell::new).collect()
        });
        Grid { columns: names.map(GridColumn::left).into(), rows: rows.collect() }.csv()
    }

    fn markdown(&self) -> String {
        if self.items.is_empty() {
            return format!("{}\n", self.none);
        }
        let mut rest = self.grid().rows.into_iter();
        let parts = self.groups().map(|(group, many)| {
            let rows = rest.by_ref().take(many).collect();
            let table = Grid { columns: MineReport::columns(), rows }.markdown();
            format!("### {} ({many})\n\n{table}", urgency(group))
        });
        parts.collect::<Vec<_>>().join("\n")
    }
}
