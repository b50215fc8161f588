//! What changed between two states of the plans: as the subject of a commit, and activity by
//! activity.

use crate::analysis::{
    ActivityFacts, AsOf, ChangedActivity, FieldChange, FolderState, Index, PlanDiff, diff,
};
use crate::format::{FileSet, RawFile, read_both};
use crate::model::{Day, Status};
use crate::report::{ChangeByOthers, ChangeByOthersKind};
use crate::store::TreeChange;
use crate::text::clean_line;

/// The longest subject of a commit.
const MOST_SUBJECT: usize = 72;
/// The most ids of a verb in a subject.
const MOST_IDS: usize = 6;
/// The most lines in the text of a commit.
const MOST_LINES: usize = 60;

/// Changes in one line and in detail.
pub(super) struct Wording {
    /// One line of at most 72 characters.
    pub subject: String,
    /// Line by line; none where the subject says it all.
    pub details: Vec<String>,
}

/// Calls a function with the plans that differ between two states.
pub(super) fn with_diff<T>(
    [before, after]: [Vec<RawFile>; 2],
    today: Day,
    use_it: impl FnOnce(&[PlanDiff<'_>]) -> T,
) -> T {
    // Files in one place in both are compared by their place: both are read together.
    let mut files = FileSet::new("", after);
    files.add_earlier(before);
    let (earlier, now) = read_both(&files);
    let (index_earlier, index_now) = (Index::new(&earlier.folder), Index::new(&now.folder));
    let as_of = AsOf { day: today, soon: now.folder.config.soon };
    let states = [(&earlier, &index_earlier), (&now, &index_now)].map(|(reading, index)| {
        let faulty = reading.diagnostics.iter().filter_map(|fault| fault.plan.as_deref());
        FolderState::new(index, as_of).with_faulty(faulty.collect())
    });
    let [before, after] = &states;
    use_it(&diff(before, after))
}

/// Words the changes as the text of a commit. `files` are the files that changed.
pub(super) fn wording(plans: &[PlanDiff<'_>], files: &[TreeChange]) -> Wording {
    let several = plans.len() > 1;
    let mut verbs: Vec<(String, Vec<String>)> = Vec::new();
    let mut details = Vec::new();
    let mut add = |verb: &str, id: String, title: &str| {
        let title = clean_line(title.trim());
        details.push(if title.is_empty() {
            format!("- {verb} {id}")
        } else {
            format!("- {verb} {id}: {title}")
        });
        match verbs.iter_mut().find(|(own, _)| own == verb) {
            Some((_, ids)) => ids.push(id),
            None => verbs.push((verb.to_owned(), vec![id])),
        }
    };
    for plan in plans {
        let name = |id: &str| {
            clean_line(&if several { format!("{}/{id}", plan.name) } else { id.to_owned() })
                .into_owned()
        };
        let whole = |verb: &str| (verb.to_owned(), format!("the plan {}", clean_line(plan.name)));
        match (plan.before, plan.after) {
            (None, Some(_)) => {
                let (verb, what) = whole("Add");
                add(&verb, what, "");
                continue;
            }
            (Some(_), None) => {
                let (verb, what) = whole("Remove");
                add(&verb, what, "");
                continue;
            }
            _ => {}
        }
        for one in &plan.changed {
            let activity = one.after.activity;
            add(verb_of(one), name(&activity.id.value), &activity.title.value);
        }
        for facts in &plan.added {
            add("Add", name(&facts.activity.id.value), &facts.activity.title.value);
        }
        for facts in &plan.removed {
            add("Remove", name(&facts.activity.id.value), &facts.activity.title.value);
        }
        for change in &plan.fields {
            add(&format!("Change the {} of", change.field), clean_line(plan.name).into(), "");
        }
    }
    let more = details.len().saturating_sub(MOST_LINES);
    details.truncate(MOST_LINES);
    if more > 0 {
        details.push(format!("- and {more} more"));
    }
    Wording { subject: subject(&verbs, files), details }
}

/// `Complete 1.3 and 2.4; postpone 3.1`, as far as there is room.
fn subject(verbs: &[(String, Vec<String>)], files: &[TreeChange]) -> String {
    let all: usize = verbs.iter().map(|(_, ids)| ids.len()).sum();
    let mut text = String::new();
    let mut told = 0;
    for (number, (verb, ids)) in verbs.iter().enumerate() {
        let part = match ids.len() {
            many if many > MOST_IDS => format!("{verb} {many} activities"),
            _ => format!("{verb} {}", joined(ids)),
        };
        let part = if number > 0 { format!("; {}", lowered(&part)) } else { part };
        let left = all - told - ids.len();
        let room = if left > 0 { " and 1000 more changes".len() } else { 0 };
        if (text.clone() + &part).chars().count() + room > MOST_SUBJECT {
            break;
        }
        text += &part;
        told += ids.len();
    }
    match (text.is_empty(), all - told) {
        (true, 0) => match files {
            [one] if one.path.chars().count() < MOST_SUBJECT - "Update ".len() => {
                let verb = match (&one.before, &one.after) {
                    (None, _) => "Add",
                    (_, None) => "Remove",
                    _ => "Update",
                };
                format!("{verb} {}", clean_line(&one.path))
            }
            [_] => "Update a file of the workplans".to_owned(),
            files => format!("Update {} files of the workplans", files.len()),
        },
        (true, _) => format!("Update {all} activities"),
        (false, 0) => text,
        (false, 1) => format!("{text} and 1 more change"),
        (false, more) => format!("{text} and {more} more changes"),
    }
}

fn joined(ids: &[String]) -> String {
    match ids {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

fn lowered(text: &str) -> String {
    let mut signs = text.chars();
    signs.next().map_or_else(String::new, |first| first.to_lowercase().chain(signs).collect())
}

/// The verb for what was done to an activity.
fn verb_of(one: &ChangedActivity<'_>) -> &'static str {
    let (then, now) = (one.before.status, one.after.status);
    match now {
        _ if one.is_reopened() => "Reopen",
        Status::Completed if then != now => "Complete",
        Status::Cancelled if then != now => "Cancel",
        Status::Postponed if then != now => "Postpone",
        Status::OnHold if then != now => "Put on hold",
        Status::Ongoing if then != now => "Start",
        Status::Planned if then != now => "Plan again",
        _ if one.slip().is_some_and(|days| days > 0) => "Move back",
        _ if one.slip().is_some() => "Bring forward",
        _ => match one.changes.as_slice() {
            [only] if only.field == "progress" => "Record progress of",
            [only] if only.field == "title" => "Reword",
            [only] if only.field == "owners" => "Change the owners of",
            _ => "Change",
        },
    }
}

/// Who made a change, and when.
#[derive(Clone, Default)]
pub(super) struct Authorship {
    pub commit: Option<String>,
    pub author: Option<String>,
    pub day: Option<Day>,
}

/// The changes activity by activity, by nobody yet.
pub(super) fn changes(plans: &[PlanDiff<'_>]) -> Vec<ChangeByOthers> {
    let mut found = Vec::new();
    for plan in plans {
        let change = |kind, activity: Option<&ActivityFacts<'_>>, changes: Vec<FieldChange>| {
            let title = activity.map_or("", |facts| facts.activity.title.value.trim());
            ChangeByOthers {
                commit: None,
                author: None,
                day: None,
                plan: clean_line(plan.name).into_owned(),
                activity: activity.map(|facts| facts.activity.id.value.to_string()),
                title: clean_line(title).into_owned(),
                kind,
                changes,
            }
        };
        match (plan.before, plan.after) {
            (None, Some(_)) => found.push(change(ChangeByOthersKind::Added, None, Vec::new())),
            (Some(_), None) => found.push(change(ChangeByOthersKind::Removed, None, Vec::new())),
            _ => {
                found.extend(plan.changed.iter().map(|one| {
                    change(ChangeByOthersKind::Changed, Some(&one.after), one.changes.clone())
                }));
                let none = Vec::new;
                found.extend(
                    plan.added
                        .iter()
                        .map(|facts| change(ChangeByOthersKind::Added, Some(facts), none())),
                );
                found.extend(
                    plan.removed
                        .iter()
                        .map(|facts| change(ChangeByOthersKind::Removed, Some(facts), none())),
                );
                if !plan.fields.is_empty() {
                    found.push(change(ChangeByOthersKind::Changed, None, plan.fields.clone()));
                }
            }
        }
    }
    found
}

/// Says who made changes: whoever changed the same field of the same thing last. Fields of one
/// activity that several people changed are reported one by one.
pub(super) fn attributed(
    all: Vec<ChangeByOthers>,
    steps: &[(Authorship, Vec<ChangeByOthers>)],
) -> Vec<ChangeByOthers> {
    let mut found: Vec<ChangeByOthers> = Vec::new();
    for one in all {
        let is_same =
            |other: &&ChangeByOthers| (&other.plan, &other.activity) == (&one.plan, &one.activity);
        let by = |field: Option<&str>| {
            let did = |other: &ChangeByOthers| match field {
                None => other.kind == one.kind,
                Some(field) => other.changes.iter().any(|change| change.field == field),
            };
            let mut latest = steps.iter().rev();
            latest.find(|(_, own)| own.iter().filter(is_same).any(did)).map(|(by, _)| by.clone())
        };
        let known = |by: Option<Authorship>, changes: Vec<FieldChange>| {
            let Authorship { commit, author, day } = by.unwrap_or_default();
            ChangeByOthers { commit, author, day, changes, ..one.clone() }
        };
        if one.changes.is_empty() {
            found.push(known(by(None), Vec::new()));
            continue;
        }
        let mut parts: Vec<(Option<Authorship>, Vec<FieldChange>)> = Vec::new();
        for change in &one.changes {
            let by = by(Some(change.field));
            let author = |by: &Option<Authorship>| by.as_ref().and_then(|by| by.author.clone());
            match parts.iter_mut().find(|(own, _)| author(own) == author(&by)) {
                Some((own, changes)) => {
                    if by.as_ref().map(|by| by.day) > own.as_ref().map(|own| own.day) {
                        *own = by;
                    }
                    changes.push(change.clone());
                }
                None => parts.push((by, vec![change.clone()])),
            }
        }
        found.extend(parts.into_iter().map(|(by, changes)| known(by, changes)));
    }
    found
}
