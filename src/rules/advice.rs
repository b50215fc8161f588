use crate::analysis::{Index, PlanIndex};
use crate::model::{Activity, is_id};

/// What to do about an activity: with a command first, and then in the file. In the command, `{}` is where the activity's id goes.
///
/// The id has its plan's name before it where another plan has the id as well. Without an id that a command takes, the file alone is left.
pub(super) fn advice(index: &Index<'_>, plan: &PlanIndex<'_>, activity: &Activity<'_>, command: &str, in_file: &str) -> String {
    match id_in_command(index, plan, activity) {
        Some(id) => format!("{}; in the file: {in_file}", command.replace("{}", &id)),
        None => in_file.to_owned(),
    }
}

/// How a command names an activity.
fn id_in_command(index: &Index<'_>, plan: &PlanIndex<'_>, activity: &Activity<'_>) -> Option<String> {
    let (name, id) = (plan.plan.name.as_str(), &*activity.id.value);
    if !is_id(id) || !activity.is_readable("id") {
        return None;
    }
    let is_elsewhere = index.plans().any(|other| other.plan.name != name && other.find_written(id).is_some());
    match is_elsewhere {
        true => is_id(name).then(|| format!("{name}/{id}")),
        false => Some(id.to_owned()),
    }
}
