//! Open activities and milestones, in the order in which they need attention.

use super::activity_facts::{ActivityFacts, AsOf};
use super::due::DueKind;
use super::index::Index;
use crate::model::{Day, Milestone, Reference};

/// How urgent an open activity or milestone is: the first of these that holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Urgency {
    /// It was due before the day.
    Overdue,
    /// It is due within the days that count as soon.
    DueSoon,
    /// The activity is planned, and its start has passed.
    LateStart,
    /// The activity depends on one that has not ended.
    Waiting,
    /// Everything else that is open.
    Later,
}

impl Urgency {
    /// All of them, the most urgent first.
    pub const ALL: [Urgency; 5] =
        [Urgency::Overdue, Urgency::DueSoon, Urgency::LateStart, Urgency::Waiting, Urgency::Later];

    /// Returns the name in JSON and CSV.
    pub fn as_str(self) -> &'static str {
        match self {
            Urgency::Overdue => "overdue",
            Urgency::DueSoon => "due_soon",
            Urgency::LateStart => "late_start",
            Urgency::Waiting => "waiting",
            Urgency::Later => "later",
        }
    }
}

/// An open activity, or an open milestone of one.
#[derive(Clone, Copy)]
pub struct OpenItem<'f> {
    /// The activity, or the milestone's activity.
    pub facts: ActivityFacts<'f>,
    /// The milestone, if it is one.
    pub milestone: Option<&'f Milestone<'f>>,
    /// The last day on which it is due; absent only if the plan has no readable period.
    pub due: Option<Day>,
    /// How urgent it is.
    pub urgency: Urgency,
}

impl<'f> OpenItem<'f> {
    /// Returns the kind.
    pub fn kind(&self) -> DueKind {
        if self.milestone.is_some() { DueKind::Milestone } else { DueKind::Activity }
    }

    /// Returns the title.
    pub fn title(&self) -> &'f str {
        self.milestone.map_or(&self.facts.activity.title.value, |milestone| &milestone.title.value)
    }

    /// Returns the number of the milestone, counted from 1; none if it is an activity, or if a
    /// milestone of the activity cannot be read.
    pub fn number(&self) -> Option<usize> {
        self.facts.activity.number_of(self.milestone?)
    }

    /// Returns the id by which commands find it: `2.4`, or `2.4#3` for a milestone.
    pub fn id(&self) -> String {
        let id = &self.facts.activity.id.value;
        self.number().map_or_else(|| id.to_string(), |number| format!("{id}#{number}"))
    }

    /// Returns the days since it was due, if it is overdue.
    pub fn days_late(&self) -> Option<i64> {
        self.days().filter(|&days| days < 0).map(|days| -days)
    }

    /// Returns the days until it is due, unless it is overdue.
    pub fn days_left(&self) -> Option<i64> {
        self.days().filter(|&days| days >= 0)
    }

    fn days(&self) -> Option<i64> {
        self.due.map(|due| (due - self.facts.day).num_days())
    }
}

/// Returns the open activities and milestones, the most urgent first, then by day, then in file
/// order.
pub fn open_items<'f>(
    index: &'f Index<'f>,
    all: impl IntoIterator<Item = ActivityFacts<'f>>,
    as_of: AsOf,
) -> Vec<OpenItem<'f>> {
    let until = as_of.until(as_of.soon);
    let by_day = |due: Option<Day>| match due {
        Some(due) if due < as_of.day => Some(Urgency::Overdue),
        Some(due) if due <= until => Some(Urgency::DueSoon),
        _ => None,
    };
    let mut items = Vec::new();
    for facts in all.into_iter().filter(|facts| facts.open) {
        let is_waiting = is_waiting(index, &facts, as_of);
        let otherwise = if is_waiting { Urgency::Waiting } else { Urgency::Later };
        let own = if facts.late_start { Urgency::LateStart } else { otherwise };
        let urgency = by_day(facts.due).unwrap_or(own);
        items.push(OpenItem { facts, milestone: None, due: facts.due, urgency });
        for milestone in facts.activity.milestones.iter().filter(|one| facts.done(one).is_none()) {
            let due = Some(milestone.due.last());
            let urgency = by_day(due).unwrap_or(otherwise);
            items.push(OpenItem { facts, milestone: Some(milestone), due, urgency });
        }
    }
    items.sort_by_key(|item| (item.urgency, item.due.is_none(), item.due));
    items
}

/// Whether an activity depends on one that has not ended.
fn is_waiting<'f>(index: &'f Index<'f>, facts: &ActivityFacts<'f>, as_of: AsOf) -> bool {
    let from: &'f str = &facts.index.plan.name;
    let references =
        facts.activity.depends_on.iter().filter_map(|text| Reference::parse(&text.value));
    references.filter_map(|to| index.resolve(from, to)).any(|(plan, priority, activity)| {
        facts.waits_for(&ActivityFacts::of(plan, priority, activity, as_of))
    })
}
