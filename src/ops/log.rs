//! The story of one activity in git.

use super::activity_name::ActivityName;
use crate::diagnostic::{Message, message, note};
use crate::history::History;
use crate::report::LogReport;
use crate::text::{argument, clean_line};
use crate::workspace::{Error, Result, Workspace};

/// Returns what each commit changed in an activity, the newest first; with `lineage` also in the
/// activities of earlier plans that it continues.
///
/// # Errors
/// Where git cannot be asked, or no commit has the activity.
pub fn log(workspace: &Workspace, name: &ActivityName, lineage: bool) -> Result<LogReport> {
    let plan = workspace.plan_name(name.plan.as_deref())?;
    let history = History::of(workspace, "log")?;
    let (entries, passed_over) = history.story(&plan, &name.id, lineage)?;
    if entries.is_empty() {
        return Err(not_there(&history, &plan, &name.id, passed_over));
    }
    let undated = entries.iter().filter(|entry| entry.day.is_none()).count();
    let tell = |note: Message| workspace.notes.add(note);
    if undated > 0 {
        tell(note(message!(
            "log.undated",
            "git shows no day of the commit for {number#1 revision|# revisions}",
            number = undated
        )));
    }
    if passed_over > 0 {
        tell(message!(
            "log.passed-over",
            "passed over what cannot be read in {number#1 revision|# revisions}: each field keeps \
             its last readable value",
            number = passed_over
        ));
    }
    history.shallow_help().into_iter().for_each(|help| tell(note(help)));
    Ok(LogReport { plan, id: name.id.clone(), entries })
}

fn not_there(history: &History, plan: &str, id: &str, passed_over: usize) -> Error {
    let error = Error::not_found(message!(
        "log.no-such-activity",
        "no commit has an activity `{id}` in the plan `{plan}`",
        id = clean_line(id),
        plan = clean_line(plan)
    ));
    let error = error.hint(message!(
        "log.list-shows-ids",
        "workplan list {plan} shows the ids; what is not committed yet has no story",
        plan = argument(plan, "PLAN")
    ));
    let unread = (passed_over > 0).then(|| {
        message!(
            "log.may-be-unread",
            "it may be in one of the {number#1 revision|# revisions} that \
            cannot be read: `workplan check --at REV` shows why",
            number = passed_over
        )
    });
    let error = unread.into_iter().fold(error, Error::hint);
    history.shallow_help().into_iter().fold(error, Error::hint)
}
