//! What an editor shows between the words of a plan: how late an activity is, how many of its
//! milestones are reached; and the figures of a priority above it.

use super::nodes::{activity_nodes, document};
use crate::analysis::{ActivityFacts, Tally};
use crate::diagnostic::{Message, message};
use crate::format::yaml::Node;
use crate::model::Status;
use crate::text::{FileId, Span};
use crate::workspace::LoadedPlans;

/// A few words beside a place.
pub struct Hint {
    /// They stand behind this place.
    pub span: Span,
    /// The words.
    pub text: Message,
}

/// Returns the hints of a file of a plan, in the order of their places.
pub fn hints(plans: &LoadedPlans<'_>, file: FileId) -> Vec<Hint> {
    let Some(plan) = plans.index.plan_of_file(file) else { return Vec::new() };
    let document = document(plans.sources, file);
    let lists: Vec<Span> = activity_nodes(&document)
        .flat_map(Node::pairs)
        .filter(|(key, _)| key.as_str() == "milestones")
        .map(|(key, _)| key.span())
        .collect();
    let mut hints = Vec::new();
    for facts in ActivityFacts::all(plan, plans.as_of) {
        let activity = facts.activity;
        if activity.head.file != file {
            continue;
        }
        if let Some(days) = facts.days_late {
            let span = activity.due.map_or(activity.title.span, |due| due.span);
            hints.push(Hint { span, text: late(days) });
        }
        let Some(first) = activity.milestones.first() else { continue };
        let before = lists.partition_point(|key| key.start < first.title.span.start);
        let reached = activity.milestones.iter().filter(|one| facts.done(one).is_some()).count();
        if let Some(key) = before.checked_sub(1).and_then(|at| lists.get(at)) {
            // Behind the colon.
            let span = Span { end: key.end + 1, ..*key };
            hints.push(Hint { span, text: milestones(reached, activity.milestones.len()) });
        }
    }
    hints.sort_by_key(|hint| hint.span.end);
    hints
}

/// Returns the figures of each priority of a file, at its id: `4 of 11 completed, 1 overdue`.
pub fn priority_figures(plans: &LoadedPlans<'_>, file: FileId) -> Vec<Hint> {
    let Some(plan) = plans.index.plan_of_file(file) else { return Vec::new() };
    let own = plan.plan.priorities.iter().filter(|priority| priority.id.span.file == file);
    own.map(|priority| {
        let mut tally = Tally::default();
        priority.activities.iter().for_each(|activity| {
            tally.add(&ActivityFacts::of(plan, priority, activity, plans.as_of));
        });
        let (completed, activities) = (tally.count(Status::Completed), tally.activities());
        let text = match tally.overdue {
            0 => message!(
                "editor.completed",
                "{completed} of {activities} completed",
                completed,
                activities
            ),
            overdue => message!(
                "editor.completed-and-overdue",
                "{completed} of {activities} completed, {overdue} overdue",
                completed,
                activities,
                overdue
            ),
        };
        Hint { span: priority.id.span, text }
    })
    .collect()
}

/// Says how late an activity is.
pub(super) fn late(days: i64) -> Message {
    message!("editor.days-late", "{days#1 day|# days} late", days)
}

/// Says how many milestones are reached.
pub(super) fn milestones(reached: usize, of: usize) -> Message {
    message!("editor.milestones", "{reached} of {of#1 milestone|# milestones}", reached, of)
}
