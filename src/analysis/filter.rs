//! Filters of activities.

use super::activity_facts::ActivityFacts;
use crate::model::{Day, FIELDS, FieldKind, Status, Text};
use crate::text::Spanned;

/// The activities that are asked for. Values of one field are alternatives, and all fields have to
/// match; an empty field matches every activity.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Ids of owners, as they are now.
    pub owners: Vec<String>,
    /// Ids of owners or partners, as they are now.
    pub involving: Vec<String>,
    /// Ids of priorities.
    pub priorities: Vec<String>,
    /// Ids of themes.
    pub themes: Vec<String>,
    /// Statuses.
    pub statuses: Vec<Status>,
    /// Tags, in the exact spelling.
    pub tags: Vec<String>,
    /// Overdue ones alone.
    pub overdue: bool,
    /// Only activities that are due soon.
    pub due_soon: bool,
    /// Due before this day, and not on it.
    pub due_before: Option<Day>,
    /// Due after this day, and not on it.
    pub due_after: Option<Day>,
    /// Words, one of which has to be in the id, a text or a tag of the activity, in any case.
    pub search: Vec<String>,
}

impl Filter {
    /// Whether an activity is asked for.
    pub fn accepts(&self, facts: &ActivityFacts<'_>) -> bool {
        let activity = facts.activity;
        any(&self.owners, facts.owners())
            && any(&self.involving, facts.owners().chain(facts.partners()))
            && any(&self.priorities, std::iter::once(&*facts.priority.id.value))
            && any(&self.themes, activity.themes.iter().map(|theme| &*theme.value))
            && (self.statuses.is_empty() || self.statuses.contains(&facts.status))
            && any(&self.tags, activity.tags.iter().map(|tag| &*tag.value))
            && (!self.overdue || facts.is_overdue())
            && (!self.due_soon || facts.is_due_soon())
            && self.due_before.is_none_or(|day| facts.due.is_some_and(|due| due < day))
            && self.due_after.is_none_or(|day| facts.due.is_some_and(|due| due > day))
            && (self.search.is_empty() || self.search.iter().any(|words| says(facts, words)))
    }
}

/// Whether one of these ids is wanted; all are where nothing is wanted in particular.
fn any<'a>(wanted: &[String], mut ids: impl Iterator<Item = &'a str>) -> bool {
    wanted.is_empty() || ids.any(|id| wanted.iter().any(|one| one == id))
}

fn says(facts: &ActivityFacts<'_>, words: &str) -> bool {
    let words = words.to_lowercase();
    let activity = facts.activity;
    let says = |text: &Spanned<Text<'_>>| text.value.to_lowercase().contains(&words);
    FIELDS.iter().filter(|field| field.is_searched).any(|field| match field.kind {
        FieldKind::Milestones => activity.milestones.iter().any(|one| says(&one.title)),
        _ => field.texts(activity).iter().any(says),
    })
}
