//! An activity in the annex of the report.

use std::borrow::Cow;

use super::words;
use crate::analysis::ActivityFacts;
use crate::diagnostic::{Message, message};
use crate::model::{DateSpan, Day, Deliverable, Field, Indicator, Reference, Status};
use crate::render::activity::amounts::{budget_text, indicator_values};
use crate::render::activity::detail::{notes as short_notes, sentences};
use crate::render::toolkit::shape::{text, texts};
use crate::render::toolkit::words::{percent, short_day};
use crate::render::words::{
    days_overdue, due_in, due_on, due_overdue, field_label, late_to_start, reached, status,
};
use crate::report::PlanReport;

/// An activity with all that the annex tells of it, as text.
pub(super) struct ActivityEntry<'f> {
    pub id: &'f str,
    pub title: &'f str,
    pub status: Status,
    /// What follows from the day: a class and words.
    pub signs: Vec<(&'static str, Message)>,
    pub owner_ids: Vec<&'f str>,
    pub owners: Vec<&'f str>,
    pub theme_ids: Vec<&'f str>,
    pub start: Option<Day>,
    pub due: Option<Day>,
    /// The day that was agreed, where it is due later now; and the same in words.
    pub agreed: Option<(Day, Message)>,
    pub progress: String,
    pub progress_tenths: i64,
    /// One line each: what it is called, and what it says.
    pub notes: Vec<(Message, String)>,
    /// Longer text that may have lines of its own.
    pub texts: Vec<(Message, &'f str)>,
    pub milestones: Vec<MilestoneRow<'f>>,
    pub deliverables: Vec<DeliverableRow<'f>>,
    /// What it depends on, what depends on it, and its lineage.
    pub relations: Vec<(Message, Vec<RelatedActivity<'f>>)>,
}

/// A milestone.
pub(super) struct MilestoneRow<'f> {
    pub title: &'f str,
    pub class: &'static str,
    pub day: Day,
    pub words: Message,
}

/// A deliverable, and where it is published: the reader takes addresses of the web alone.
pub(super) struct DeliverableRow<'f> {
    pub title: &'f str,
    pub link: Option<&'f str>,
}

/// Another activity.
pub(super) struct RelatedActivity<'f> {
    /// Its plan, where that is another one.
    pub plan: Option<&'f str>,
    pub id: &'f str,
    pub title: Option<&'f str>,
    pub status: Option<Status>,
}

impl RelatedActivity<'_> {
    /// The word for the status, where that is known.
    pub(super) fn status_words(&self) -> Option<Message> {
        self.status.map(status)
    }

    /// `1.4`, or `2023/B.3`.
    pub(super) fn reference(&self) -> String {
        self.plan.map_or_else(|| self.id.to_owned(), |plan| format!("{plan}/{}", self.id))
    }
}

impl ActivityEntry<'_> {
    /// The word for the status.
    pub(super) fn status_words(&self) -> Message {
        status(self.status)
    }

    /// Words by which the page finds it: overdue, soon, late.
    pub(super) fn flags(&self) -> String {
        self.signs.iter().map(|(class, _)| *class).collect::<Vec<_>>().join(" ")
    }
}

impl<'f> PlanReport<'f> {
    /// What the annex tells of an activity.
    pub(super) fn entry(&self, facts: &ActivityFacts<'f>) -> ActivityEntry<'f> {
        let (activity, directory) = (facts.activity, &facts.index.directory);
        let said = |field: &Field| field.texts(activity).first().map(|text| text.value.trim());
        ActivityEntry {
            id: &activity.id.value,
            title: &activity.title.value,
            status: facts.status,
            signs: signs(facts, self.tells_debts()),
            owner_ids: facts.owners().collect(),
            owners: facts.owners().map(|id| directory.display(id)).collect(),
            theme_ids: texts(&activity.themes),
            start: facts.start,
            due: facts.due,
            agreed: self.agreed(facts),
            progress: percent(Some(facts.progress())),
            progress_tenths: facts.progress().tenths(),
            notes: self.notes(facts),
            texts: sentences()
                .filter_map(|field| Some((field_label(field), said(field)?)))
                .collect(),
            milestones: steps(facts, self.tells_debts()),
            deliverables: activity.deliverables.iter().map(|fruit| self.fruit(fruit)).collect(),
            relations: self.relations(facts),
        }
    }

    fn fruit(&self, fruit: &'f Deliverable<'f>) -> DeliverableRow<'f> {
        DeliverableRow {
            title: &fruit.title.value,
            link: text(&fruit.url).and_then(|link| self.link(link)),
        }
    }

    /// The day that the baseline had for an activity that is due later now, and words for it.
    fn agreed(&self, facts: &ActivityFacts<'f>) -> Option<(Day, Message)> {
        let baseline = self.status.baseline.as_ref()?;
        let agreed = *baseline.figures.agreed.get(&*facts.activity.id.value)?;
        let words = message!(
            "report.agreed",
            "due {day} in {baseline}, now {days#1 day|# days} later",
            day = short_day(agreed),
            baseline = &baseline.name,
            days = (facts.due? - agreed).num_days()
        );
        Some((agreed, words))
    }

    fn notes(&self, facts: &ActivityFacts<'f>) -> Vec<(Message, String)> {
        let (activity, directory) = (facts.activity, &facts.index.directory);
        let mut notes = Vec::new();
        let mut note = |name: fn() -> Message, words: String| {
            if !words.is_empty() {
                notes.push((name(), words));
            }
        };
        let partners: Vec<&str> = facts.partners().map(|id| directory.display(id)).collect();
        note(words::partners, partners.join(", "));
        note(
            words::contact,
            text(&activity.contact)
                .map_or_else(String::new, |contact| self.person(contact).into_owned()),
        );
        let day = |date: Option<Day>| date.map(short_day).map_or_else(String::new, String::from);
        note(
            words::baseline,
            self.agreed(facts).map_or_else(String::new, |(_, words)| words.into()),
        );
        note(words::forecast, day(activity.forecast.map(|date| date.last())));
        note(words::completed, day(facts.completed().map(DateSpan::last)));
        let title = |id: &'f str| facts.index.theme(id).map_or(id, |theme| &*theme.title.value);
        note(
            words::themes,
            texts(&activity.themes).into_iter().map(title).collect::<Vec<_>>().join(", "),
        );
        activity.indicators.iter().for_each(|one| note(words::indicator, indicator(one)));
        note(words::budget, activity.budget.as_deref().map_or_else(String::new, budget_text));
        for field in short_notes() {
            let words = texts(field.texts(activity)).join(", ");
            if !words.is_empty() {
                notes.push((field_label(field), words));
            }
        }
        let mut note = |name: fn() -> Message, words: String| {
            if !words.is_empty() {
                notes.push((name(), words));
            }
        };
        note(words::tags, texts(&activity.tags).join(", "));
        note(
            words::weight,
            activity.weight.map_or_else(String::new, |weight| weight.value.to_string()),
        );
        notes
    }

    fn relations(&self, facts: &ActivityFacts<'f>) -> Vec<(Message, Vec<RelatedActivity<'f>>)> {
        let (activity, own): (_, &'f str) = (facts.activity, &facts.index.plan.name);
        let relation =
            |plan: &'f str, id: &'f str, found: Option<&ActivityFacts<'f>>| RelatedActivity {
                plan: (plan != own).then_some(plan),
                id,
                title: found.map(|found| &*found.activity.title.value),
                status: found.map(|found| found.status),
            };
        let to = |reference: Reference<'f>| {
            let found = self.index.resolve(own, reference);
            let found = found.map(|(plan, priority, activity)| {
                ActivityFacts::of(plan, priority, activity, self.as_of)
            });
            (reference.plan.unwrap_or(own), reference.id, found)
        };
        let parsed = |value: &'f crate::text::Spanned<crate::model::Text<'f>>| {
            Reference::parse(&value.value).map(to)
        };
        let (mut waits_for, mut depends_on, mut awaited_by, mut needed_by) =
            (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for (plan, id, found) in activity.depends_on.iter().filter_map(parsed) {
            let is_awaited = found.is_some_and(|other| facts.waits_for(&other));
            let list = if is_awaited { &mut waits_for } else { &mut depends_on };
            list.push(relation(plan, id, found.as_ref()));
        }
        for &(plan, waiting) in self.waiting.for_activity(own, &activity.id.value) {
            let found = self
                .index
                .plan(&plan.name)
                .and_then(|index| ActivityFacts::find(index, &waiting.id.value, self.as_of));
            let is_waiting = found.is_some_and(|other| other.waits_for(facts));
            let list = if is_waiting { &mut awaited_by } else { &mut needed_by };
            list.push(relation(&plan.name, &waiting.id.value, found.as_ref()));
        }
        let line = |(plan, id, found): (&'f str, &'f str, Option<ActivityFacts<'f>>)| {
            relation(plan, id, found.as_ref())
        };
        let carried = facts
            .index
            .carried_to(&activity.id.value)
            .iter()
            .map(|&(plan, id)| to(Reference { plan: Some(plan), id }));
        let all: [(fn() -> Message, _); 6] = [
            (words::waits_for, waits_for),
            (words::depends_on, depends_on),
            (words::awaited_by, awaited_by),
            (words::needed_by, needed_by),
            (words::continues, activity.carried_from.iter().filter_map(parsed).map(line).collect()),
            (words::carried_to, carried.map(line).collect()),
        ];
        let told = all.into_iter().filter(|(_, relations)| !relations.is_empty());
        told.map(|(name, relations)| (name(), relations)).collect()
    }
}

/// What follows from the day; of what is late only where that is told.
fn signs(facts: &ActivityFacts<'_>, tells_debts: bool) -> Vec<(&'static str, Message)> {
    let mut signs = Vec::new();
    signs.extend(
        facts.days_late.filter(|_| tells_debts).map(|days| ("overdue", days_overdue(days))),
    );
    signs.extend(facts.days_left.map(|days| ("soon", due_in(days))));
    if facts.late_start && tells_debts {
        signs.push(("late", late_to_start()));
    }
    if facts.carried {
        signs.push(("carried", message!("report.carried", "carried to a later plan")));
    }
    signs
}

fn steps<'f>(facts: &ActivityFacts<'f>, tells_debts: bool) -> Vec<MilestoneRow<'f>> {
    let step = |milestone: &'f crate::model::Milestone<'f>| {
        let due = milestone.due.last();
        let (class, day, words) = match facts.done(milestone) {
            Some(done) => ("done", done.last(), reached(short_day(done.last()))),
            None if tells_debts && facts.is_late(milestone) => {
                ("overdue", due, due_overdue(short_day(due)))
            }
            None => ("todo", due, due_on(short_day(due))),
        };
        MilestoneRow { title: &milestone.title.value, class, day, words }
    };
    facts.activity.milestones.iter().map(step).collect()
}

fn indicator(indicator: &Indicator<'_>) -> String {
    let values = match indicator_values(indicator, |text| Cow::Borrowed(text)) {
        values if values.is_empty() => message!("report.no-value", "no value yet").to_string(),
        values => values,
    };
    let unit = text(&indicator.unit).map_or_else(String::new, |unit| format!(" ({unit})"));
    let told = format!("{}{unit}: {values}", indicator.name.value);
    match text(&indicator.verification) {
        Some(source) => message!(
            "report.verified",
            "{indicator}; verified by: {source}",
            indicator = told,
            source
        )
        .to_string(),
        None => told,
    }
}
