//! An activity in the annex of the report.

use std::borrow::Cow;

use crate::analysis::ActivityFacts;
use crate::model::{DateSpan, Day, Deliverable, Field, Indicator, Reference, Status};
use crate::render::activity::amounts::{budget_text, indicator_values};
use crate::render::activity::detail::{notes as short_notes, sentences};
use crate::render::toolkit::shape::{text, texts};
use crate::render::toolkit::words::{count, percent, short_day};
use crate::report::PlanReport;

/// An activity with all that the annex tells of it, as text.
pub(super) struct ActivityEntry<'f> {
    pub id: &'f str,
    pub title: &'f str,
    pub status: Status,
    /// What follows from the day: a class and words.
    pub signs: Vec<(&'static str, String)>,
    pub owner_ids: Vec<&'f str>,
    pub owners: Vec<&'f str>,
    pub theme_ids: Vec<&'f str>,
    pub start: Option<Day>,
    pub due: Option<Day>,
    /// The day that was agreed, where it is due later now; and the same in words.
    pub agreed: Option<(Day, String)>,
    pub progress: String,
    pub progress_tenths: i64,
    /// One line each: what it is called, and what it says.
    pub notes: Vec<(&'static str, String)>,
    /// Longer text that may have lines of its own.
    pub texts: Vec<(&'static str, &'f str)>,
    pub milestones: Vec<MilestoneRow<'f>>,
    pub deliverables: Vec<DeliverableRow<'f>>,
    /// What it depends on, what depends on it, and its lineage.
    pub relations: Vec<(&'static str, Vec<RelatedActivity<'f>>)>,
}

/// A milestone.
pub(super) struct MilestoneRow<'f> {
    pub title: &'f str,
    pub class: &'static str,
    pub day: Day,
    pub words: String,
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
    /// `1.4`, or `2023/B.3`.
    pub(super) fn reference(&self) -> String {
        self.plan.map_or_else(|| self.id.to_owned(), |plan| format!("{plan}/{}", self.id))
    }
}

impl ActivityEntry<'_> {
    /// Words by which the page finds it: overdue, soon, late.
    pub(super) fn flags(&self) -> String {
        self.signs.iter().map(|(class, _)| *class).collect::<Vec<_>>().join(" ")
    }

    /// `12 Mar 2024`, or nothing.
    pub(super) fn start_words(&self) -> String {
        self.start.map_or_else(String::new, short_day)
    }

    /// The same for the day that it is due on.
    pub(super) fn due_words(&self) -> String {
        self.due.map_or_else(String::new, short_day)
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
            signs: signs(facts),
            owner_ids: facts.owners().collect(),
            owners: facts.owners().map(|id| directory.display(id)).collect(),
            theme_ids: texts(&activity.themes),
            start: facts.start,
            due: facts.due,
            agreed: self.agreed(facts),
            progress: percent(Some(facts.progress())),
            progress_tenths: facts.progress().tenths(),
            notes: self.notes(facts),
            texts: sentences().filter_map(|field| Some((field.label, said(field)?))).collect(),
            milestones: steps(facts),
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
    fn agreed(&self, facts: &ActivityFacts<'f>) -> Option<(Day, String)> {
        let baseline = self.status.baseline.as_ref()?;
        let agreed = *baseline.figures.agreed.get(&*facts.activity.id.value)?;
        let days = count((facts.due? - agreed).num_days(), "day", "days");
        Some((agreed, format!("due {} in {}, now {days} later", short_day(agreed), baseline.name)))
    }

    fn notes(&self, facts: &ActivityFacts<'f>) -> Vec<(&'static str, String)> {
        let (activity, directory) = (facts.activity, &facts.index.directory);
        let mut notes = Vec::new();
        let mut note = |name: &'static str, words: String| {
            if !words.is_empty() {
                notes.push((name, words));
            }
        };
        let partners: Vec<&str> = facts.partners().map(|id| directory.display(id)).collect();
        note("Partners", partners.join(", "));
        note(
            "Contact",
            text(&activity.contact)
                .map_or_else(String::new, |contact| self.person(contact).into_owned()),
        );
        let day = |date: Option<Day>| date.map_or_else(String::new, short_day);
        note("Baseline", self.agreed(facts).map_or_else(String::new, |(_, words)| words));
        note("Forecast", day(activity.forecast.map(|date| date.last())));
        note("Completed", day(facts.completed().map(DateSpan::last)));
        let title = |id: &'f str| facts.index.theme(id).map_or(id, |theme| &*theme.title.value);
        note(
            "Themes",
            texts(&activity.themes).into_iter().map(title).collect::<Vec<_>>().join(", "),
        );
        activity.indicators.iter().for_each(|one| note("Indicator", indicator(one)));
        note("Budget", activity.budget.as_deref().map_or_else(String::new, budget_text));
        for field in short_notes() {
            note(field.label, texts(field.texts(activity)).join(", "));
        }
        note("Tags", texts(&activity.tags).join(", "));
        note("Weight", activity.weight.map_or_else(String::new, |weight| weight.value.to_string()));
        notes
    }

    fn relations(
        &self,
        facts: &ActivityFacts<'f>,
    ) -> Vec<(&'static str, Vec<RelatedActivity<'f>>)> {
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
        let all = [
            ("Waits for", waits_for),
            ("Depends on", depends_on),
            ("Awaited by", awaited_by),
            ("Needed by", needed_by),
            ("Continues", activity.carried_from.iter().filter_map(parsed).map(line).collect()),
            ("Carried to", carried.map(line).collect()),
        ];
        all.into_iter().filter(|(_, relations)| !relations.is_empty()).collect()
    }
}

/// What follows from the day.
fn signs(facts: &ActivityFacts<'_>) -> Vec<(&'static str, String)> {
    let mut signs = Vec::new();
    if let Some(days) = facts.days_late {
        signs.push(("overdue", format!("{} overdue", count(days, "day", "days"))));
    }
    if let Some(days) = facts.days_left {
        signs.push((
            "soon",
            if days == 0 {
                "due today".to_owned()
            } else {
                format!("due in {}", count(days, "day", "days"))
            },
        ));
    }
    if facts.late_start {
        signs.push(("late", "late to start".to_owned()));
    }
    if facts.carried {
        signs.push(("carried", "carried to a later plan".to_owned()));
    }
    signs
}

fn steps<'f>(facts: &ActivityFacts<'f>) -> Vec<MilestoneRow<'f>> {
    let step = |milestone: &'f crate::model::Milestone<'f>| {
        let due = milestone.due.last();
        let (class, day, words) = match facts.done(milestone) {
            Some(done) => ("done", done.last(), format!("reached {}", short_day(done.last()))),
            None if facts.is_late(milestone) => {
                ("overdue", due, format!("due {}, overdue", short_day(due)))
            }
            None => ("todo", due, format!("due {}", short_day(due))),
        };
        MilestoneRow { title: &milestone.title.value, class, day, words }
    };
    facts.activity.milestones.iter().map(step).collect()
}

fn indicator(indicator: &Indicator<'_>) -> String {
    let values = match indicator_values(indicator, |text| Cow::Borrowed(text)) {
        values if values.is_empty() => "no value yet".to_owned(),
        values => values,
    };
    let unit = text(&indicator.unit).map_or_else(String::new, |unit| format!(" ({unit})"));
    let source = text(&indicator.verification)
        .map_or_else(String::new, |source| format!("; verified by: {source}"));
    format!("{}{unit}: {values}{source}", indicator.name.value)
}
