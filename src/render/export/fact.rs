//! One change of one activity as a line of JSON, for databases.

use serde::Serialize;

use crate::analysis::ActivityStep;
use crate::render::toolkit::json::to_json_line;
use crate::render::toolkit::shape::{DayShape, NumberShape, PercentShape, SCHEMA};
use crate::report::FactLine;

#[derive(Serialize)]
struct FactShape<'a> {
    schema: u32,
    commit: &'a str,
    position: usize,
    day: DayShape,
    activity: &'a str,
    change: &'static str,
    title: &'a str,
    priority: &'a str,
    owners: &'a [String],
    status: &'static str,
    progress: PercentShape,
    weight: NumberShape,
    start: Option<DayShape>,
    due: Option<DayShape>,
    completed: Option<DayShape>,
}

impl FactLine<'_> {
    /// The line, with its end.
    pub fn ndjson(&self) -> String {
        to_json_line(&FactShape {
            schema: SCHEMA,
            commit: self.commit,
            position: self.position,
            day: DayShape(self.day),
            activity: self.activity,
            change: match self.step {
                ActivityStep::Added => "added",
                ActivityStep::Changed => "changed",
                ActivityStep::Removed => "removed",
            },
            title: &self.moment.title,
            priority: &self.moment.priority,
            owners: &self.moment.owners,
            status: self.moment.status.as_str(),
            progress: PercentShape(self.moment.progress),
            weight: NumberShape(self.moment.weight),
            start: self.moment.start.map(DayShape),
            due: self.moment.due.map(DayShape),
            completed: self.moment.completed.map(DayShape),
        })
    }
}
