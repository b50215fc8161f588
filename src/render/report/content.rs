//! What the report says, in words that both forms use.

use std::borrow::Cow;
use std::collections::HashMap;

use super::class::rating_class;
use crate::analysis::{ActivityFacts, Percent, Rating, Tally};
use crate::diagnostic::{Message, message};
use crate::model::{FocalPoint, Priority, Status};
use crate::render::toolkit::shape::one_decimal;
use crate::render::toolkit::words::{
    activities, and_more, capitalized, part_of, percent, percentage,
};
use crate::render::words;
use crate::report::{BreakdownBy, PlanReport};

/// A priority, a theme or an owner with its figures, as text.
pub(super) struct FigureRow<'f> {
    pub id: String,
    pub label: String,
    pub completed: u64,
    pub activities: u64,
    pub rate: ShareText,
    pub progress: ShareText,
    pub expected: ShareText,
    pub rating: Option<Message>,
    pub class: &'static str,
    pub overdue: u64,
    pub due_soon: u64,
    pub open: u64,
    /// Of an owner: whom to ask.
    pub people: Vec<ContactPerson<'f>>,
    /// Of an owner: what it has not done yet, by the day that it is due on.
    pub owes: Vec<OwedItem<'f>>,
    /// How many more there are of those.
    pub owes_more: usize,
}

/// A share in words, and as the length of a bar.
pub(super) struct ShareText {
    pub words: String,
    pub width: String,
    /// The length of the bar in thousandths.
    pub thousandths: u32,
    /// Which end of a text stands there, so that it has room.
    pub anchor: &'static str,
}

/// Somebody to ask.
pub(super) struct ContactPerson<'f> {
    pub name: Cow<'f, str>,
    pub email: Option<&'f str>,
}

/// Something that an owner has not done yet.
pub(super) struct OwedItem<'f> {
    pub id: &'f str,
    pub title: &'f str,
    pub overdue: bool,
}

/// How many open activities stand beside an owner's name; the annex has them all.
const OWED_SHOWN: usize = 12;

impl FigureRow<'_> {
    /// `11 of 30`
    pub(super) fn done(&self) -> Message {
        part_of(self.completed, self.activities)
    }

    /// `and 3 more`, of what is still to be done.
    pub(super) fn and_more(&self) -> Message {
        and_more(self.owes_more)
    }
}

impl ShareText {
    pub(super) fn new(share: Option<Percent>) -> Self {
        let clamped = share.map_or_else(
            || "0".to_owned(),
            |share| if share.tenths() > 1000 { "100".to_owned() } else { one_decimal(share) },
        );
        let is_far = share.is_some_and(|share| share.tenths() >= 500);
        ShareText {
            words: percent(share),
            width: format!("{clamped}%"),
            thousandths: share
                .and_then(|share| u32::try_from(share.tenths()).ok())
                .map_or(0, |tenths| tenths.min(1000)),
            anchor: if is_far { "end" } else { "start" },
        }
    }
}

impl<'f> PlanReport<'f> {
    pub(super) fn total(&self) -> &Tally {
        &self.status.standing.total
    }

    pub(super) fn target(&self) -> Option<Percent> {
        self.status.plan.plan.target.map(|target| Percent::from_decimal(target.value))
    }

    /// Where the plan stands, in sentences.
    pub(super) fn summary(&self) -> Vec<Message> {
        let total = self.total();
        let left_out = self.status.left_out.map(|left_out| {
            let sentence = capitalized(&left_out.sentence(None).to_string());
            message!("report.left-out-parts", "{sentence}.", sentence)
        });
        if total.activities() == 0 {
            let none = match left_out {
                Some(_) => {
                    message!(
                        "report.none-readable",
                        "This plan has no activities that can be read."
                    )
                }
                None => message!("report.no-activities", "This plan has no activities yet."),
            };
            return left_out.into_iter().chain([none]).collect();
        }
        let cancelled = (total.count(Status::Cancelled) > 0).then(|| {
            message!(
                "report.without-what-was-cancelled",
                "Without what was cancelled, the rate is {rate}.",
                rate = percent(total.adjusted_rate())
            )
        });
        let (progress, expected, rating) = total.standing(self.status.bands);
        let rating = match rating {
            Some(Rating::Behind) => Some(message!("report.behind-schedule", "behind schedule")),
            rating => words::rating(rating, expected),
        };
        let course = rating.map(|rating| {
            message!(
                "report.course",
                "Progress is {progress}, against {expected} expected by now: {rating}.",
                progress = percent(progress),
                expected = percent(expected),
                rating
            )
        });
        [left_out, Some(self.implemented()), cancelled, course].into_iter().flatten().collect()
    }

    /// How many activities are implemented, and whether that is what the plan aims at.
    fn implemented(&self) -> Message {
        let total = self.total();
        let (completed, number) = (total.count(Status::Completed), total.activities());
        let all = match self.status.lacks_activities() {
            false => activities(number),
            true => message!(
                "report.activities-readable",
                "{number#1 activity|# activities} that can be read",
                number
            ),
        };
        let rate = total.implementation_rate();
        let share = percent(rate);
        let first = match number {
            1 => message!(
                "report.is-implemented",
                "{completed} of {all} is implemented ({share})",
                completed,
                all,
                share
            ),
            _ => message!(
                "report.are-implemented",
                "{completed} of {all} are implemented ({share})",
                completed,
                all,
                share
            ),
        };
        match self.target() {
            Some(target) if rate.is_some_and(|rate| rate >= target) => message!(
                "report.target-reached",
                "{first}; the target of {target} is reached.",
                first,
                target = percentage(target.whole())
            ),
            Some(target) => message!(
                "report.target-is",
                "{first}; the target is {target}.",
                first,
                target = percentage(target.whole())
            ),
            None => message!("report.no-target-set", "{first}.", first),
        }
    }

    /// The rows of a breakdown.
    pub(super) fn lines(&self, by: BreakdownBy) -> Vec<FigureRow<'f>> {
        let rows = self.status.rows(by);
        let mut owed = if by == BreakdownBy::Owner { self.owed() } else { HashMap::new() };
        rows.iter()
            .map(|row| {
                let tally = row.tally;
                let (progress, expected, rating) = tally.standing(self.status.bands);
                let owes = owed.remove(row.id).unwrap_or_default();
                let people =
                    if by == BreakdownBy::Owner { self.people(row.id) } else { Vec::new() };
                FigureRow {
                    id: row.id.to_owned(),
                    label: row.label(by),
                    completed: tally.count(Status::Completed),
                    activities: tally.activities(),
                    rate: ShareText::new(tally.implementation_rate()),
                    progress: ShareText::new(progress),
                    expected: ShareText::new(expected),
                    rating: words::rating(rating, expected),
                    class: rating_class(rating),
                    overdue: tally.overdue,
                    due_soon: tally.due_soon,
                    open: tally.open,
                    people,
                    owes_more: owes.len().saturating_sub(OWED_SHOWN),
                    owes: owes.into_iter().take(OWED_SHOWN).collect(),
                }
            })
            .collect()
    }

    /// What each organization has not done yet, by the day that it is due on.
    fn owed(&self) -> HashMap<&'f str, Vec<OwedItem<'f>>> {
        let mut open: Vec<&ActivityFacts<'f>> =
            self.facts.iter().filter(|facts| facts.open).collect();
        open.sort_by_key(|facts| facts.due);
        let mut owed: HashMap<&'f str, Vec<OwedItem<'f>>> = HashMap::new();
        for facts in open {
            let activity = facts.activity;
            let one = || OwedItem {
                id: &activity.id.value,
                title: &activity.title.value,
                overdue: facts.is_overdue(),
            };
            facts.owners().for_each(|owner| owed.entry(owner).or_default().push(one()));
        }
        owed
    }

    /// What the organizations that lead a priority are called.
    pub(super) fn leads(&self, priority: &'f Priority<'f>) -> Vec<&'f str> {
        let directory = &self.status.plan.directory;
        priority.lead.iter().map(|id| directory.display(&id.value)).collect()
    }

    /// The people to ask in an organization.
    pub(super) fn people(&self, organization: &str) -> Vec<ContactPerson<'f>> {
        let found = self.status.plan.directory.find(organization);
        let points = found.map_or(&[][..], |organization| organization.focal_points.as_slice());
        let email = |point: &'f FocalPoint<'f>| {
            point.email.as_ref().map(|email| &*email.value).filter(|_| self.contacts)
        };
        let people = points.iter().map(|point| ContactPerson {
            name: self.person(&point.name.value),
            email: email(point),
        });
        people.filter(|person| !person.name.is_empty()).collect()
    }
}
