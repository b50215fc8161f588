//! What changed between two runs, in words.

use super::{address, words};
use crate::diagnostic::{Message, list_of};
use crate::render::diff::ChangeKind;
use crate::render::toolkit::html::brief;
use crate::render::toolkit::words::{and_more, long_day, short_day};
use crate::report::{SiteChange, SiteChangeKind, SiteEntry, SitePlanChanges};

/// An entry of the feed, in words.
pub(super) struct EntryText {
    pub id: String,
    pub title: String,
    pub day: Message,
    /// The moment of the entry, as feeds write it.
    pub moment: String,
    pub plans: Vec<PlanText>,
}

/// What changed in a plan, in words.
pub(super) struct PlanText {
    pub title: String,
    pub file: Option<String>,
    pub sentence: Message,
    pub figures: Option<Message>,
    pub lines: Vec<ChangeText>,
    /// How many changes are not listed.
    pub more: Option<Message>,
}

/// What changed in an activity, in words.
pub(super) struct ChangeText {
    pub kind: Message,
    pub id: String,
    pub title: String,
    pub details: String,
}

/// How many plans the title of an entry names.
const MOST_NAMED: usize = 3;

impl EntryText {
    pub(super) fn new(entry: &SiteEntry) -> Self {
        let plans: Vec<PlanText> = entry
            .plans
            .iter()
            .map(|plan| match plan.after.filter(|_| entry.number == 1) {
                Some(now) => PlanText { sentence: words::implemented(now), ..PlanText::new(plan) },
                None => PlanText::new(plan),
            })
            .collect();
        let named = plans.iter().take(MOST_NAMED);
        let named = named.map(|plan| words::of_plan(&brief(&plan.title), plan.sentence.clone()));
        let mut parts: Vec<String> = named.map(|words| words.to_string()).collect();
        parts.extend(
            plans.len().checked_sub(MOST_NAMED + 1).map(|more| and_more(more + 1).to_string()),
        );
        let title = match entry.number {
            1 => words::first_entry().to_string(),
            _ => parts.join("; "),
        };
        EntryText {
            id: entry.id.clone(),
            title,
            day: long_day(entry.day),
            moment: format!("{}T00:00:00Z", entry.day),
            plans,
        }
    }
}

impl PlanText {
    fn new(plan: &SitePlanChanges) -> Self {
        let counts = plan.counts.iter().map(|&(kind, number)| shown_kind(kind).counted(number));
        let (sentence, figures) = match (plan.before, plan.after) {
            (_, None) => (words::gone(), None),
            (None, Some(now)) => (words::new_plan(words::implemented(now)), None),
            (Some(then), Some(now)) => {
                let figures = words::implemented(now);
                let figures =
                    if then == now { figures } else { words::now_and_before(figures, then) };
                let counts = list_of(counts);
                (counts.unwrap_or_else(words::changed_otherwise), Some(figures))
            }
        };
        PlanText {
            title: plan.title.clone(),
            file: plan.file.as_deref().map(address),
            sentence,
            figures,
            lines: plan.changes.iter().map(ChangeText::new).collect(),
            more: Some(plan.unlisted()).filter(|more| *more > 0).map(and_more),
        }
    }
}

impl ChangeText {
    fn new(change: &SiteChange) -> Self {
        let due = change.due.map(|[then, now]| words::due_now(short_day(now), short_day(then)));
        let progress = change.progress.map(|[then, now]| words::progress_now(now, then));
        let details = due.into_iter().chain(progress).map(|words| words.to_string());
        ChangeText {
            kind: shown_kind(change.kind).label(),
            id: change.id.clone(),
            title: change.title.clone(),
            details: details.collect::<Vec<_>>().join("; "),
        }
    }
}

fn shown_kind(kind: SiteChangeKind) -> ChangeKind {
    match kind {
        SiteChangeKind::Completed => ChangeKind::Completed,
        SiteChangeKind::Begun => ChangeKind::Begun,
        SiteChangeKind::Added => ChangeKind::Added,
        SiteChangeKind::Later => ChangeKind::Later,
        SiteChangeKind::OnHold => ChangeKind::OnHold,
        SiteChangeKind::Postponed => ChangeKind::Postponed,
        SiteChangeKind::Cancelled => ChangeKind::Cancelled,
        SiteChangeKind::Reopened => ChangeKind::Reopened,
        SiteChangeKind::Removed => ChangeKind::Removed,
        SiteChangeKind::Changed => ChangeKind::Changed,
    }
}
