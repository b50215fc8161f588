//! The story of one activity in git.

use super::activity_name::ActivityName;
use crate::history::{History, revisions};
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
    let note = |note: String| workspace.notes.add(note);
    if undated > 0 {
        note(format!("note: git shows no day of the commit for {}", revisions(undated)));
    }
    if passed_over > 0 {
        note(passed_over_note(passed_over));
    }
    history.shallow_help().into_iter().for_each(|help| note(format!("note: {help}")));
    Ok(LogReport { plan, id: name.id.clone(), entries })
}

fn not_there(history: &History, plan: &str, id: &str, passed_over: usize) -> Error {
    let error = Error::not_found(format!(
        "no commit has an activity `{}` in the plan `{}`",
        clean_line(id),
        clean_line(plan)
    ));
    let error = error.hint(format!(
        "workplan list {} shows the ids; what is not committed yet has no story",
        argument(plan, "PLAN")
    ));
    let unread = (passed_over > 0).then(|| {
        format!(
            "it may be in one of the {} that cannot be read: `workplan check --at REV` shows why",
            revisions(passed_over)
        )
    });
    let error = unread.into_iter().fold(error, Error::hint);
    history.shallow_help().into_iter().fold(error, Error::hint)
}

/// Says in how many revisions something of an activity cannot be read.
fn passed_over_note(number: usize) -> String {
    format!(
        "passed over what cannot be read in {}: each field keeps its last readable value",
        revisions(number)
    )
}
