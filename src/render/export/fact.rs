use serde::Serialize;

use crate::analysis::{ActivityState, ActivityStep};
use crate::model::Day;
use crate::render::json::to_json_line;
use crate::render::shape::{DayShape, NumberShape, PercentShape, SCHEMA};

/// What a commit did to an activity, as a line for databases. The plan and the month are in the
/// name of the folder.
pub struct FactLine<'a> {
    /// The commit's full id.
    pub commit: &'a str,
    /// Its place among the commits that changed the workplans folder, from 1: the order that clocks
    /// do not disturb.
    pub position: usize,
    /// Its day, in its own zone.
    pub day: Day,
    /// The activity's id.
    pub activity: &'a str,
    /// What it did.
    pub step: ActivityStep,
    /// Where the activity stands since then; where it stood last, if it is gone.
    pub moment: &'a ActivityState,
}

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
