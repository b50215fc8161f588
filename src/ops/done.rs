//! Records that activities are completed, or that their milestones are reached.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::activity_edit::{
    EditOptions, edit_activities, milestone_name, milestone_word, open_milestones, reached_on,
};
use crate::diagnostic::{Message, message, note};
use crate::edit::{Assignment, Problem, Value, assign, record, status};
use crate::model::{Day, Status};
use crate::report::Edits;
use crate::text::{argument, clean_line};
use crate::workspace::{Result, Workspace};

/// Records that activities, or milestones, were done on the day of the workspace. The open
/// milestones of a completed activity stay open.
///
/// # Errors
/// If an activity cannot be found, or the new text would have errors.
pub fn done(workspace: &Workspace, options: &EditOptions) -> Result<Edits> {
    record_done(workspace, options, false)
}

/// Records that activities were done on the day of the workspace, and that all their open
/// milestones were reached on that day.
///
/// # Errors
/// If an activity cannot be found, a milestone is named, or the new text would have errors.
pub fn done_with_milestones(workspace: &Workspace, options: &EditOptions) -> Result<Edits> {
    record_done(workspace, options, true)
}

fn record_done(
    workspace: &Workspace,
    options: &EditOptions,
    with_milestones: bool,
) -> Result<Edits> {
    let today = workspace.day();
    let notes = RefCell::new(Vec::new());
    // The activities that become completed, as they are after the last change of each.
    let completed: RefCell<BTreeMap<String, Value>> = RefCell::default();
    let mut edits = edit_activities(workspace, options, &|activity, milestone| {
        let id = activity.get("id").and_then(Value::as_text).unwrap_or_default().to_owned();
        if let Some(number) = milestone {
            refuse_all_of_one(activity, number, with_milestones)?;
            notes.borrow_mut().extend(reached_else(activity, number, today));
            assign(activity, &reached(activity, &[number], today), today)?;
            completed.borrow_mut().entry(id).and_modify(|known| known.clone_from(activity));
            return Ok(());
        }
        notes.borrow_mut().extend(completed_else(activity, today));
        let is_news = status(activity) != Some(Status::Completed);
        let also = if with_milestones { open_milestones(activity) } else { Vec::new() };
        // A share that was reported on the way would contradict it.
        let full = activity.get("progress").map(|_| Assignment::set("progress", "100"));
        let status = Assignment::set("status", Status::Completed.as_str());
        let mut all: Vec<Assignment> = std::iter::once(status).chain(full).collect();
        all.extend(reached(activity, &also, today));
        record(activity, &all, today)?;
        if is_news {
            completed.borrow_mut().insert(id, activity.clone());
        }
        Ok(())
    })?;
    edits.notes = notes.into_inner();
    edits.notes.extend(completed.into_inner().iter().filter_map(|(id, one)| left_open(id, one)));
    Ok(edits)
}

/// Refuses a single milestone where all of an activity are asked for.
fn refuse_all_of_one(
    activity: &Value,
    number: usize,
    with_milestones: bool,
) -> Result<(), Problem> {
    if !with_milestones {
        return Ok(());
    }
    let id = activity.get("id").and_then(Value::as_text).unwrap_or("ID");
    Err(Problem {
        what: message!(
            "done.one-or-all",
            "{milestone} is one milestone, and --milestones means all of an activity",
            milestone = milestone_name(activity, number)
        ),
        help: message!(
            "done.all-milestones",
            "leave out --milestones, or name the activity: workplan done {id} --milestones",
            id = argument(id, "ID")
        ),
    })
}

/// Says that milestones stay open, and how they are recorded.
fn left_open(id: &str, activity: &Value) -> Option<Message> {
    let number = open_milestones(activity).len();
    (number > 0).then(|| {
        note(message!(
            "done.open-milestones",
            "{id} still has {number#1 open milestone|# open milestones}; `workplan done {word} \
         --milestones` records {number#it|them} as reached",
            number,
            id = clean_line(id),
            word = argument(id, "ID")
        ))
    })
}

/// Says that an activity was completed on another day already.
fn completed_else(activity: &Value, day: Day) -> Option<Message> {
    let text = |key: &str| activity.get(key).and_then(Value::as_text);
    let (id, on) = (
        text("id")?,
        text("completed")
            .filter(|on| status(activity) == Some(Status::Completed) && **on != day.to_string())?,
    );
    let command = format!("workplan set {} completed={day}", argument(id, "ID"));
    Some(note(message!(
        "done.completed-before",
        "{id} was completed on {on} already; `{command}` records another day",
        id = clean_line(id),
        on = clean_line(on),
        command
    )))
}

/// Says that a milestone was reached on another day already.
fn reached_else(activity: &Value, number: usize, day: Day) -> Option<Message> {
    let on = reached_on(activity, number).filter(|on| **on != day.to_string())?;
    let command = format!("workplan set {} done={day}", milestone_word(activity, number));
    Some(note(message!(
        "done.reached-before",
        "{milestone} was reached on {on} already; `{command}` records another day",
        milestone = milestone_name(activity, number),
        on = clean_line(on),
        command
    )))
}

/// The assignments that record milestones as reached on a day; none for those that say already
/// when.
fn reached(activity: &Value, numbers: &[usize], day: Day) -> Vec<Assignment> {
    let open = numbers.iter().filter(|&&number| reached_on(activity, number).is_none());
    open.map(|&number| Assignment::set("done", day.to_string()).of_milestone(number)).collect()
}
