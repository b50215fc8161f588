//! Counts activities, and rates their progress.

use num_bigint::BigInt;

use super::activity_facts::{ActivityFacts, AsOf};
use super::fraction::{Fraction, FractionSum, Percent};
use super::index::PlanIndex;
use crate::model::{Decimal, RatingBands, Status};

/// Counts and sums over a set of activities.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    by_status: [u64; 6],
    /// Not ended, but continued by a later plan; they also count under their status.
    pub carried: u64,
    /// Planned, ongoing or on hold, and not carried.
    pub open: u64,
    /// Open, and due before the day.
    pub overdue: u64,
    /// Open, and due soon from the day on.
    pub due_soon: u64,
    /// Planned, not carried, and to have begun before the day.
    pub late_start: u64,
    /// Total weight of activities that are not cancelled, in millionths.
    weight: i128,
    /// Weight in millionths times share.
    progress: FractionSum,
    expected: FractionSum,
}

/// The figures of a complete tally, in compact form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[allow(missing_docs)]
pub struct Totals {
    by_status: [u64; 6],
    pub carried: u64,
    pub overdue: u64,
    pub due_soon: u64,
    pub late_start: u64,
    pub implementation_rate: Option<Percent>,
    pub adjusted_rate: Option<Percent>,
    pub progress: Option<Percent>,
    pub expected: Option<Percent>,
    pub rating: Option<Rating>,
}

/// How far a set is, against how far it should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Rating {
    /// As expected, or close to it.
    OnTrack,
    /// Noticeably less.
    Behind,
    /// Far less.
    OffTrack,
}

impl Rating {
    /// The word in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Rating::OnTrack => "on_track",
            Rating::Behind => "behind",
            Rating::OffTrack => "off_track",
        }
    }
}

impl Tally {
    /// Counts one activity.
    pub fn add(&mut self, facts: &ActivityFacts<'_>) {
        let status = facts.status;
        if let Some(count) = self.by_status.get_mut(status as usize) {
            *count += 1;
        }
        self.carried += u64::from(facts.carried);
        self.open += u64::from(facts.open);
        self.overdue += u64::from(facts.is_overdue());
        self.due_soon += u64::from(facts.is_due_soon());
        self.late_start += u64::from(facts.late_start);
        if status != Status::Cancelled {
            let weight = facts.activity.weight().micros();
            self.weight += weight;
            let (progress, expected) = (facts.progress_share(), facts.expected_share());
            self.progress.add(weight * progress.part, progress.of);
            self.expected.add(weight * expected.part, expected.of);
        }
    }

    /// Counts a plan.
    pub fn of_plan(plan: &PlanIndex<'_>, as_of: AsOf) -> Self {
        let mut tally = Tally::default();
        ActivityFacts::all(plan, as_of).for_each(|facts| tally.add(&facts));
        tally
    }

    /// Returns the figures, rated by these bands.
    pub fn totals(&self, bands: RatingBands) -> Totals {
        let (progress, expected, rating) = self.standing(bands);
        Totals {
            by_status: self.by_status,
            carried: self.carried,
            overdue: self.overdue,
            due_soon: self.due_soon,
            late_start: self.late_start,
            implementation_rate: self.implementation_rate(),
            adjusted_rate: self.adjusted_rate(),
            progress,
            expected,
            rating,
        }
    }

    /// How many there are.
    pub fn activities(&self) -> u64 {
        self.by_status.iter().sum()
    }

    /// How many have a status.
    pub fn count(&self, status: Status) -> u64 {
        self.by_status.get(status as usize).copied().unwrap_or(0)
    }

    /// `100 * completed / activities`
    pub fn implementation_rate(&self) -> Option<Percent> {
        Percent::of(self.count(Status::Completed), self.activities())
    }

    /// `100 * completed / (activities - cancelled)`
    pub fn adjusted_rate(&self) -> Option<Percent> {
        Percent::of(
            self.count(Status::Completed),
            self.activities() - self.count(Status::Cancelled),
        )
    }

    /// Returns the weighted progress of activities that are not cancelled.
    pub fn progress(&self) -> Option<Percent> {
        self.percent(&self.progress.fraction())
    }

    /// Returns the weighted share of days that have passed, for activities that are not cancelled.
    pub fn expected(&self) -> Option<Percent> {
        self.percent(&self.expected.fraction())
    }

    fn percent(&self, (numerator, denominator): &Fraction) -> Option<Percent> {
        Percent::ratio(&(numerator * 100), &(denominator * self.weight))
    }

    /// Returns the progress, the expected progress, and the rating.
    pub fn standing(
        &self,
        bands: RatingBands,
    ) -> (Option<Percent>, Option<Percent>, Option<Rating>) {
        let (progress, expected) = (self.progress.fraction(), self.expected.fraction());
        (self.percent(&progress), self.percent(&expected), self.rated(bands, progress, expected))
    }

    /// Rates the progress against the expected progress. Returns `None` if there is nothing to
    /// rate, or if the progress is low while less than 5 percent are expected.
    fn rated(
        &self,
        bands: RatingBands,
        (progress, progress_of): Fraction,
        (expected, expected_of): Fraction,
    ) -> Option<Rating> {
        if self.weight == 0 {
            return None;
        }
        if expected == BigInt::from(0) {
            return Some(Rating::OnTrack);
        }
        // Below 5 percent there is too little to rate: a plan that has hardly begun is not behind.
        let is_early = &expected * 20 < &expected_of * self.weight;
        // 100 * progress / expected >= band, without a division.
        let (have, whole) = (progress * expected_of * 100 * Decimal::SCALE, expected * progress_of);
        if have >= &whole * bands.on_track.micros() {
            return Some(Rating::OnTrack);
        }
        let is_behind = have >= &whole * bands.behind.micros();
        (!is_early).then_some(if is_behind { Rating::Behind } else { Rating::OffTrack })
    }
}

impl Totals {
    /// How many activities there are.
    pub fn activities(&self) -> u64 {
        self.by_status.iter().sum()
    }

    /// How many have a status.
    pub fn count(&self, status: Status) -> u64 {
        self.by_status.get(status as usize).copied().unwrap_or(0)
    }
}
