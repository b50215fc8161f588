//! Activities, with their milestones, deliverables, indicators and budgets.

use super::date::DateSpan;
use super::decimal::Decimal;
use super::iati::IatiCodes;
use super::parts::struct_of_parts;
use super::status::Status;
use super::text::Text;
use super::translations::Translations;
use crate::text::{Span, Spanned};

struct_of_parts! {
    /// An activity: work that the group has agreed to do.
    #[derive(Clone, Debug, Default)]
    pub struct Activity<'s> {
        /// Unique in its plan, and never given to another activity.
        pub id: Spanned<Text<'s>>,
        /// The place of the `id` key: where the activity is found in its file.
        pub key: Span,
        /// The beginning of the mapping, up to the end of the first key: the place of a missing
        /// key.
        pub head: Span,
        /// The title, name or text of one line.
        pub title: Spanned<Text<'s>>,
        /// Accountable organizations, as written (ids or aliases); the first one leads.
        pub owners: Vec<Spanned<Text<'s>>>,
        /// The person to ask.
        pub contact: Option<Spanned<Text<'s>>>,
        /// Organizations that contribute and are not accountable, as written.
        pub partners: Vec<Spanned<Text<'s>>>,
        /// Ids of cross-cutting themes.
        pub themes: Vec<Spanned<Text<'s>>>,
        /// The recorded status.
        pub status: Spanned<Status>,
        /// Planned or actual start.
        pub start: Option<Spanned<DateSpan>>,
        /// The agreed date.
        pub due: Option<Spanned<DateSpan>>,
        /// When its owner expects it, if not on `due`.
        pub forecast: Option<Spanned<DateSpan>>,
        /// When it was completed.
        pub completed: Option<Spanned<DateSpan>>,
        /// Percent done, as its owner reports it: 0 to 100.
        pub progress: Option<Spanned<Decimal>>,
        /// Share in `progress` and `expected`: above 0, at most 1000; 1 if left out.
        pub weight: Option<Spanned<Decimal>>,
        /// Steps on the way.
        pub milestones: Vec<Milestone<'s>>,
        /// Milestones that cannot be read in full.
        pub odd_milestones: Vec<PartialMilestone>,
        /// Products of the activity.
        pub deliverables: Vec<Deliverable<'s>>,
        /// How its success is measured.
        pub indicators: Vec<Indicator<'s>>,
        /// The cost.
        pub budget: Option<Box<Budget<'s>>>,
        /// Activities that it waits for: `id` or `plan/id`.
        pub depends_on: Vec<Spanned<Text<'s>>>,
        /// The activity of an earlier plan that it continues: `plan/id`.
        pub carried_from: Option<Spanned<Text<'s>>>,
        /// Why it is on hold, postponed or cancelled.
        pub reason: Option<Spanned<Text<'s>>>,
        /// The working group that it belongs to.
        pub working_group: Option<Spanned<Text<'s>>>,
        /// The countries or regions of the activity.
        pub geography: Vec<Spanned<Text<'s>>>,
        /// Targets of the Sustainable Development Goals, such as `8.7`.
        pub sdg_targets: Vec<Spanned<Text<'s>>>,
        /// Codes of IATI's lists, where they are not those of all.
        pub iati: Option<Box<IatiCodes<'s>>>,
        /// The group's own labels.
        pub tags: Vec<Spanned<Text<'s>>>,
        /// A description.
        pub description: Option<Spanned<Text<'s>>>,
        /// Remarks.
        pub remarks: Option<Spanned<Text<'s>>>,
        /// The texts in other languages.
        pub translations: Translations<'s>,
        /// Whether its id, title, status and at least one owner could be read: else it is in no
        /// figure.
        pub is_complete: bool,
        /// Keys whose value cannot be read, or not in full. The value is absent above, and the
        /// error was reported. A missing id, title or status is listed too.
        pub unreadable: Vec<&'static str>,
        /// Keys with any doubt about them, also inside their value. A history does not compare
        /// them.
        pub uncertain: Vec<&'static str>,
    }
}

impl<'s> Activity<'s> {
    /// Makes an activity of which only the place is known.
    pub fn unread(head: Span) -> Self {
        let unknown = || Spanned::new(Text::from("?"), head);
        Activity {
            head,
            id: unknown(),
            title: unknown(),
            status: Spanned::new(Status::Planned, head),
            ..Activity::default()
        }
    }
}

impl Activity<'_> {
    /// Whether a key is neither there nor there and unreadable.
    pub fn lacks<T>(&self, key: &str, value: &Option<T>) -> bool {
        value.is_none() && self.is_readable(key)
    }

    /// Whether the value of a key, if present or required, was read in full.
    pub fn is_readable(&self, key: &str) -> bool {
        !self.unreadable.contains(&key)
    }

    /// The number of a milestone, counted from 1, as in `ID#N`. `None` if the list has an
    /// unreadable milestone.
    pub fn number_of(&self, milestone: &Milestone<'_>) -> Option<usize> {
        self.odd_milestones.is_empty().then_some(milestone.number)
    }

    /// The weight that counts: 1 where none is given.
    pub fn weight(&self) -> Decimal {
        self.weight.map_or(Decimal::ONE, |weight| weight.value)
    }
}

/// A step on the way of an activity.
#[derive(Clone, Debug)]
pub struct Milestone<'s> {
    /// Its place in the activity's list, from 1: commands name it by that.
    pub number: usize,
    /// The title, name or text of one line.
    pub title: Spanned<Text<'s>>,
    /// The agreed date.
    pub due: Spanned<DateSpan>,
    /// When it was reached.
    pub done: Option<Spanned<DateSpan>>,
    /// `done` is there, with a value that cannot be read, or under a misspelt key.
    pub done_is_unreadable: bool,
    /// The title in other languages.
    pub translations: Translations<'s>,
}

/// A milestone whose title or date cannot be read. It is in no figure, but its other values are
/// still checked.
#[derive(Clone, Debug)]
pub struct PartialMilestone {
    /// The beginning.
    pub head: Span,
    /// The agreed date, if it can be read.
    pub due: Option<Spanned<DateSpan>>,
    /// Whether it certainly does not say when it was reached.
    pub is_open: bool,
}

/// A product of an activity.
#[derive(Clone, Debug)]
pub struct Deliverable<'s> {
    /// The beginning: the place of a missing key.
    pub head: Span,
    /// The title, name or text of one line.
    pub title: Spanned<Text<'s>>,
    /// The address where the product is published: http or https.
    pub url: Option<Spanned<Text<'s>>>,
    /// `url` is there, with a value that cannot be read, or under a misspelt key.
    pub url_is_unreadable: bool,
}

/// A measure of an activity's success. Values are numbers or text, as written.
#[derive(Clone, Debug)]
pub struct Indicator<'s> {
    /// The beginning: the place of a missing key.
    pub head: Span,
    /// The title, name or text of one line.
    pub name: Spanned<Text<'s>>,
    /// The unit.
    pub unit: Option<Spanned<Text<'s>>>,
    /// The value before.
    pub baseline: Option<Amount<'s>>,
    /// The value aimed at.
    pub target: Option<Amount<'s>>,
    /// The value reached.
    pub actual: Option<Amount<'s>>,
    /// Means of verification.
    pub verification: Option<Spanned<Text<'s>>>,
    /// Keys of its values that are there and cannot be read.
    pub unreadable: Vec<&'static str>,
}

/// A value of an indicator.
#[derive(Clone, Debug)]
pub enum Amount<'s> {
    /// A number.
    Number(Spanned<Decimal>),
    /// Anything else.
    Text(Spanned<Text<'s>>),
}

/// Money for an activity, in one currency; all amounts 0 or above.
#[derive(Clone, Debug)]
pub struct Budget<'s> {
    /// ISO 4217 code.
    pub currency: Spanned<Text<'s>>,
    /// The amount required.
    pub required: Spanned<Decimal>,
    /// The amount available.
    pub available: Option<Spanned<Decimal>>,
    /// The amount spent.
    pub spent: Option<Spanned<Decimal>>,
}
