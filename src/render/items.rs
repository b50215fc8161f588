//! What is overdue or due soon, in the forms of `overdue` and `upcoming`.

use serde::Serialize;

use crate::analysis::{DueItem, DueKind};
use crate::diagnostic::{Message, message};
use crate::render::View;
use crate::render::toolkit::grid::{Grid, GridCell, GridColumn};
use crate::render::toolkit::json::to_json;
use crate::render::toolkit::shape::{DayShape, SCHEMA};
use crate::render::toolkit::terminal::{Terminal, Tone};
use crate::render::toolkit::words::{activities, days_or_today};
use crate::render::words;
use crate::report::DueReport;
use crate::text::clean_line;

#[derive(Serialize)]
pub(super) struct ItemShape<'a> {
    kind: &'static str,
    plan: &'a str,
    activity: &'a str,
    priority: &'a str,
    title: &'a str,
    owners: Vec<&'a str>,
    due: DayShape,
    days_late: Option<i64>,
    days_left: Option<i64>,
    status: &'static str,
    milestone: Option<usize>,
}

#[derive(Serialize)]
struct ItemsShape<'a> {
    schema: u32,
    as_of: DayShape,
    revision: Option<&'a str>,
    items: Vec<ItemShape<'a>>,
}

impl<'f> DueReport<'f> {
    pub(super) fn shape(&self, item: &DueItem<'f>) -> ItemShape<'f> {
        let (facts, days) = (&item.facts, self.days(item));
        ItemShape {
            kind: match item.kind() {
                DueKind::Activity => "activity",
                DueKind::Milestone => "milestone",
            },
            plan: &facts.index.plan.name,
            activity: &facts.activity.id.value,
            priority: &facts.priority.id.value,
            title: item.title(),
            owners: facts.owners().collect(),
            due: DayShape(item.due),
            days_late: self.overdue.then_some(days),
            days_left: (!self.overdue).then_some(days),
            status: facts.status.as_str(),
            milestone: item.milestone.map(|milestone| milestone.number),
        }
    }

    fn days(&self, item: &DueItem<'_>) -> i64 {
        (item.due - self.as_of).num_days().abs()
    }

    pub(super) fn grid(&self) -> Grid {
        let mut grid = Grid {
            columns: vec![
                GridColumn::right(if self.overdue {
                    words::late()
                } else {
                    message!("table.in", "in")
                }),
                GridColumn::left(words::due()).dispensable(4),
                GridColumn::left(words::id()),
                GridColumn::left(words::title()).wrapped(20),
                GridColumn::left(words::owners()).wrapped(8).dispensable(1),
                GridColumn::left(words::status_heading()).dispensable(2),
            ],
            rows: Vec::with_capacity(self.items.len()),
        };
        let tone = if self.overdue { Tone::Bad } else { Tone::Plain };
        for item in &self.items {
            let facts = &item.facts;
            let days = days_or_today(self.days(item));
            let title = match item.kind() {
                DueKind::Activity => clean_line(item.title()).into_owned(),
                DueKind::Milestone => format!("◆ {}", clean_line(item.title())),
            };
            let owners: Vec<&str> =
                facts.owners().map(|id| facts.index.directory.display(id)).collect();
            grid.rows.push(vec![
                GridCell::toned(days, tone),
                GridCell::new(item.due.to_string()),
                GridCell::new(item.name()),
                GridCell::new(title),
                GridCell::new(clean_line(&owners.join(", "))),
                GridCell::new(words::status(facts.status)),
            ]);
        }
        grid
    }
}

/// How many activities and milestones there are among some items.
#[derive(Clone, Copy)]
pub(super) enum Counted {
    Activities(usize),
    Milestones(usize),
    Both(usize, usize),
}

impl Counted {
    /// Counts items; none where there are none.
    pub(super) fn of(items: &[DueItem<'_>]) -> Option<Self> {
        let milestones = items.iter().filter(|item| item.kind() == DueKind::Milestone).count();
        match (items.len() - milestones, milestones) {
            (0, 0) => None,
            (activities, 0) => Some(Counted::Activities(activities)),
            (0, milestones) => Some(Counted::Milestones(milestones)),
            (activities, milestones) => Some(Counted::Both(activities, milestones)),
        }
    }

    /// `2 activities and 1 milestone`
    pub(super) fn words(self) -> Message {
        match self {
            Counted::Activities(number) => activities(number),
            Counted::Milestones(number) => {
                message!("word.milestones", "{number#1 milestone|# milestones}", number)
            }
            Counted::Both(activities, milestones) => message!(
                "word.activities-and-milestones",
                "{activities#1 activity|# activities} and {milestones#1 milestone|# milestones}",
                activities,
                milestones
            ),
        }
    }
}

impl View for DueReport<'_> {
    fn terminal(&self, screen: &Terminal) -> String {
        if self.items.is_empty() {
            return self.none.iter().map(|none| format!("{none}\n")).collect();
        }
        let table = self.grid().table(screen);
        match Counted::of(&self.items).filter(|_| screen.width.is_some()) {
            Some(counted) => {
                let mark = if matches!(counted, Counted::Activities(_)) { "" } else { " (◆)" };
                let foot = counted.words().to_string() + mark;
                table + "\n" + &screen.paint(Tone::Faint, &foot) + "\n"
            }
            None => table,
        }
    }

    fn json(&self) -> String {
        to_json(&ItemsShape {
            schema: SCHEMA,
            as_of: DayShape(self.as_of),
            revision: self.revision.as_deref(),
            items: self.items.iter().map(|item| self.shape(item)).collect(),
        })
    }

    fn csv(&self) -> String {
        let names = [
            "kind",
            "plan",
            "activity",
            "priority",
            "title",
            "owners",
            "due",
            "days_late",
            "days_left",
            "status",
            "milestone",
        ];
        let rows = self.items.iter().map(|item| {
            let shape = self.shape(item);
            let number = |days: Option<i64>| days.map_or_else(String::new, |days| days.to_string());
            let cells = [
                shape.kind.to_owned(),
                shape.plan.to_owned(),
                shape.activity.to_owned(),
                shape.priority.to_owned(),
                clean_line(shape.title).into_owned(),
                shape.owners.join(", "),
                item.due.to_string(),
                number(shape.days_late),
                number(shape.days_left),
                shape.status.to_owned(),
                shape.milestone.map_or_else(String::new, |number| number.to_string()),
            ];
            cells.into_iter().map(GridCell::new).collect()
        });
        Grid { columns: names.map(GridColumn::left).into(), rows: rows.collect() }.csv()
    }

    fn markdown(&self) -> String {
        if self.items.is_empty() {
            return self.none.iter().map(|none| format!("{none}\n")).collect();
        }
        self.grid().markdown()
    }
}
