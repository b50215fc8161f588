//! The commitments of an endorsement, and the changes that were written.

use serde::Serialize;

use super::edit::EditShape;
use crate::diagnostic::{Message, message};
use crate::render::toolkit::grid::{Grid, GridCell, GridColumn};
use crate::render::toolkit::json::to_json;
use crate::render::toolkit::shape::{DayShape, SCHEMA};
use crate::render::toolkit::table::wrapped;
use crate::render::toolkit::terminal::{Terminal, Tone};
use crate::render::toolkit::words::long_day;
use crate::render::words;
use crate::report::{CommittedActivity, CommittedPriority, Endorsement, EndorsementTag};
use crate::text::clean_line;

#[derive(Serialize)]
struct EndorsementShape<'a> {
    schema: u32,
    plan: &'a str,
    title: &'a str,
    endorsed: DayShape,
    written: bool,
    tag: Option<TagShape<'a>>,
    priorities: Vec<PriorityShape<'a>>,
    edits: Vec<EditShape<'a>>,
}

#[derive(Serialize)]
struct TagShape<'a> {
    name: &'a str,
    commit: &'a str,
    is_new: bool,
    signed: bool,
}

#[derive(Serialize)]
struct PriorityShape<'a> {
    id: &'a str,
    title: &'a str,
    activities: Vec<ActivityShape<'a>>,
}

#[derive(Serialize)]
struct ActivityShape<'a> {
    id: &'a str,
    title: &'a str,
    owners: Vec<&'a str>,
    due: Option<DayShape>,
}

impl Endorsement {
    /// Returns the answer for scripts.
    pub fn json(&self) -> String {
        let priorities = self.priorities.iter().map(|one| PriorityShape {
            id: &one.id,
            title: &one.title,
            activities: one.activities.iter().map(CommittedActivity::shape).collect(),
        });
        to_json(&EndorsementShape {
            schema: SCHEMA,
            plan: &self.plan,
            title: &self.title,
            endorsed: DayShape(self.day),
            written: self.edits.has_written(),
            tag: self.tag.as_ref().map(|tag| TagShape {
                name: &tag.name,
                commit: &tag.commit,
                is_new: tag.is_new,
                signed: tag.is_signed,
            }),
            priorities: priorities.collect(),
            edits: self.edits.edits.iter().map(|edit| edit.shape(None)).collect(),
        })
    }

    /// Returns what becomes a commitment: the activities by priority.
    pub fn commitments(&self, screen: &Terminal) -> String {
        let number: usize = self.priorities.iter().map(|one| one.activities.len()).sum();
        let heading = message!(
            "endorse.heading",
            "{plan}, endorsed {day}: {number#1 activity becomes|# activities become} a commitment",
            plan = clean_line(&self.title),
            day = long_day(self.day),
            number
        );
        let mut grid = Grid {
            columns: vec![
                GridColumn::left(words::id()),
                GridColumn::left(words::title()).wrapped(20),
                GridColumn::left(words::owners()).wrapped(8).dispensable(1),
                GridColumn::left(words::due()),
            ],
            rows: Vec::with_capacity(number),
        };
        let mut groups = Vec::new();
        for priority in self.priorities.iter().filter(|one| !one.activities.is_empty()) {
            groups.push((called(priority), Tone::Plain, priority.activities.len()));
            grid.rows.extend(priority.activities.iter().map(row));
        }
        let table = match groups.is_empty() {
            true => String::new(),
            false => grid.grouped_table(&groups, screen),
        };
        format!("{}\n{table}", wrapped(heading.to_string(), Tone::Strong, screen))
    }

    /// Returns what was written, or would be.
    pub fn written(&self, screen: &Terminal) -> String {
        let edits = self.edits.in_words(screen);
        let tag = self.tag.as_ref().map(|tag| format!("{}\n", tag_line(tag)));
        edits + &tag.unwrap_or_default()
    }
}

impl CommittedActivity {
    fn shape(&self) -> ActivityShape<'_> {
        ActivityShape {
            id: &self.id,
            title: &self.title,
            owners: self.owners.iter().map(|(id, _)| id.as_str()).collect(),
            due: self.due.map(DayShape),
        }
    }
}

fn called(priority: &CommittedPriority) -> String {
    let (id, title) = (clean_line(&priority.id), clean_line(&priority.title));
    format!("{id} {title} ({})", priority.activities.len())
}

fn row(activity: &CommittedActivity) -> Vec<GridCell> {
    let owners: Vec<&str> = activity.owners.iter().map(|(_, name)| name.as_str()).collect();
    vec![
        GridCell::new(clean_line(&activity.id)),
        GridCell::new(clean_line(&activity.title)),
        GridCell::new(clean_line(&owners.join(", "))),
        GridCell::new(activity.due.map_or_else(String::new, |due| due.to_string())),
    ]
}

/// Says which commit the baseline is.
fn tag_line(tag: &EndorsementTag) -> Message {
    let (name, commit) = (clean_line(&tag.name), tag.commit.get(..7).unwrap_or(&tag.commit));
    match (tag.is_new, tag.is_signed) {
        (true, true) => {
            message!(
                "endorse.signed-tag",
                "baseline: the signed tag {name}, at {commit}",
                name,
                commit
            )
        }
        (true, false) => {
            message!("endorse.tag", "baseline: the tag {name}, at {commit}", name, commit)
        }
        (false, _) => message!(
            "endorse.known-tag",
            "baseline: the tag {name}, at {commit}, which was there already",
            name,
            commit
        ),
    }
}
