//! What a workplan is: plans, activities, statuses, ids, dates, exact numbers. Pure data: no clock,
//! no files, no terminal.

mod activity;
mod date;
mod decimal;
mod directory;
mod iati;
mod id;
mod into_static;
mod language;
mod plan;
mod status;
mod translations;

pub use activity::{Activity, Amount, Budget, Deliverable, Indicator, Milestone, PartialMilestone};
pub use date::{DateError, DateForm, DateSpan};
pub use decimal::{Decimal, DecimalError};
pub use directory::{Directory, OrganizationNames};
pub use iati::{IatiCodes, IatiDefaults};
pub use id::{Reference, is_id};
pub use into_static::IntoStatic;
pub use language::Language;
pub use plan::{
    ActivityCell, Config, FocalPoint, Folder, Organization, Period, Plan, Priority, RatingBands,
    ReportSettings, RuleLevels, Theme, ThemeScope, UnreadableId,
};
pub use status::Status;
pub use translations::{TranslatedText, Translation, Translations};

use std::borrow::Cow;

/// A text of a plan: a slice of the file where it stands there as it is, else a copy without
/// escapes and line folds.
pub type Text<'s> = Cow<'s, str>;

/// A day of the calendar.
pub type Day = chrono::NaiveDate;

/// Writes a day for people: `15 September 2024`.
pub fn long_day(day: Day) -> String {
    day.format("%-d %B %Y").to_string()
}
