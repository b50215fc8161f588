//! What the report says, in words that both forms use.

use std::borrow::Cow;
use std::collections::HashMap;

use super::class::rating_class;
use crate::analysis::{ActivityFacts, Percent, Rating, Tally};
use crate::model::{FocalPoint, Priority, Status};
use crate::render::toolkit::shape::one_decimal;
use crate::render::toolkit::words::{capitalized, count, percent, rating_words};
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
    pub rating: &'static str,
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

impl ShareText {
    pub(super) fn new(share: Option<Percent>) -> Self {
        let clamped = share.map_or_else(
            || "0".to_owned(),
            |share| if share.tenths() > 1000 { "100".to_owned() } else { one_decimal(share) },
        );
        ShareText { words: percent(share), width: format!("{clamped}%") }
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
    pub(super) fn summary(&self) -> Vec<String> {
        let total = self.total();
        let mut out: Vec<String> = self
            .status
            .left_out
            .iter()
            .map(|left_out| capitalized(&left_out.sentence(None)) + ".")
            .collect();
        if total.activities() == 0 {
            out.push(format!(
                "This plan has no activities {}.",
                if out.is_empty() { "yet" } else { "that can be read" }
            ));
            return out;
        }
        let rate = total.implementation_rate();
        let all = count(total.activities() as i64, "activity", "activities");
        let all = all + self.status.of_readable();
        let first = format!(
            "{} of {all} {} implemented ({})",
            total.count(Status::Completed),
            is_or_are(total),
            percent(rate)
        );
        out.push(match self.target() {
            Some(target) if rate.is_some_and(|rate| rate >= target) => {
                format!("{first}; the target of {}% is reached.", target.whole())
            }
            Some(target) => format!("{first}; the target is {}%.", target.whole()),
            None => format!("{first}."),
        });
        if total.count(Status::Cancelled) > 0 {
            out.push(format!(
                "Without what was cancelled, the rate is {}.",
                percent(total.adjusted_rate())
            ));
        }
        let (progress, expected, rating) = total.standing(self.status.bands);
        let rating = match rating {
            Some(Rating::Behind) => "behind schedule",
            rating => rating_words(rating, expected),
        };
        if !rating.is_empty() {
            let (progress, expected) = (percent(progress), percent(expected));
            out.push(format!(
                "Progress is {progress}, against {expected} expected by now: {rating}."
            ));
        }
        out
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
                    rating: rating_words(rating, expected),
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

fn is_or_are(total: &Tally) -> &'static str {
    if total.activities() == 1 { "is" } else { "are" }
}
