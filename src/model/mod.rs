//! What a workplan is: plans, activities, statuses, ids, dates, exact numbers. Pure data: no clock, no files, no terminal.

mod activity;
mod date;
mod decimal;
mod directory;
mod iati;
mod id;
mod language;
mod own;
mod plan;
mod status;
mod translations;

pub use activity::{Activity, Amount, Budget, Deliverable, Indicator, Milestone, OddMilestone};
pub use date::{DateError, DateForm, DateSpan};
pub use decimal::{Decimal, DecimalError};
pub use directory::{Directory, Names};
pub use iati::{IatiCodes, IatiDefaults};
pub use id::{Reference, is_id};
pub use language::Language;
pub use own::Own;
pub use plan::{
    Across, Config, FocalPoint, Folder, Held, LeftOutId, Levels, Organization, Period, Plan, Priority, RatingBands, ReportSettings, Theme,
};
pub use status::Status;
pub use translations::{TranslatedText, Translation, Translations};

use std::borrow::Cow;

/// A text of a plan: a slice of the file where it stands there as it is, else a copy without escapes and line folds.
pub type Text<'s> = Cow<'s, str>;

/// A day of the calendar.
pub type Day = chrono::NaiveDate;
