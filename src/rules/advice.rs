//! Advice on a finding: a command first, then the change in the file.

use super::scope::Scope;
use crate::analysis::{AsOf, PlanIndex};
use crate::diagnostic::{Diagnostic, Message, is_question, message};
use crate::model::{Activity, is_id};

/// Returns the advice about an activity: first a command with the activity's id, then the change in
/// the file.
///
/// The id has its plan's name before it if the id alone could mean another plan. Without an id that
/// a command accepts, only the change in the file is named.
pub(super) fn advice(
    scope: &Scope<'_>,
    plan: &PlanIndex<'_>,
    activity: &Activity<'_>,
    command: impl FnOnce(&str) -> Message,
    in_file: Message,
) -> Message {
    let id = Some(&*activity.id.value).filter(|_| activity.is_readable("id"));
    match id.and_then(|id| id_in_command(scope, plan, id)) {
        Some(id) => command_or_in_file(command(&id), in_file),
        None => in_file,
    }
}

fn command_or_in_file(command: Message, in_file: Message) -> Message {
    message!("shared.command-or-in-file", "{command}; in the file: {in_file}", command, in_file)
}

/// Returns the advice about an item of a list, which the command names by its number. If part of
/// the list cannot be read, the numbers are unknown and no command is named.
pub(super) fn item_advice(
    scope: &Scope<'_>,
    plan: &PlanIndex<'_>,
    (activity, list): (&Activity<'_>, &str),
    command: impl FnOnce(&str) -> Message,
    in_file: Message,
) -> Message {
    match activity.uncertain.contains(&list) {
        true => in_file,
        false => advice(scope, plan, activity, command, in_file),
    }
}

/// Adds to a finding of the reader the command that corrects the value.
pub(super) fn advise(finding: &mut Diagnostic, scope: &Scope<'_>) {
    let Some(assignments) = finding.assignments.take() else { return };
    let plan = finding.plan.as_deref().and_then(|plan| scope.index.plan(plan));
    let holder =
        plan.zip(finding.activity.as_deref()).filter(|(plan, id)| plan.find_written(id).is_some());
    let Some(word) = holder.and_then(|(plan, id)| id_in_command(scope, plan, id)) else { return };
    let command = message!(
        "shared.set-command",
        "`workplan set {activity} {assignments}`",
        activity = word,
        assignments
    );
    finding.help = Some(match finding.help.take() {
        Some(question) if is_question(&question) => {
            message!("shared.question-and-command", "{question} {command}", question, command)
        }
        Some(in_file) => command_or_in_file(command, in_file),
        None => command,
    });
}

/// Whether an activity is late: a start today would come after the day on which it is due.
pub(super) fn starts_too_late(activity: &Activity<'_>, as_of: AsOf) -> bool {
    activity.start.is_none() && activity.due.is_some_and(|due| due.last() < as_of.day)
}

/// Returns the id as a command takes it: alone if no other plan can be meant, otherwise with the
/// plan's name.
fn id_in_command(scope: &Scope<'_>, plan: &PlanIndex<'_>, id: &str) -> Option<String> {
    let name = plan.plan.name.as_str();
    if !is_id(id) {
        return None;
    }
    let mut others = scope.index.plans().filter(|other| other.plan.name != name);
    let needs_plan = scope.plan_of_the_day() != Some(name)
        || others.any(|other| other.find_written(id).is_some());
    match needs_plan {
        true => is_id(name).then(|| format!("{name}/{id}")),
        false => Some(id.to_owned()),
    }
}
