//! Texts and days, as the model holds them.

use std::borrow::Cow;

/// A text of a plan: a slice of the file if the text is written there literally, otherwise a copy
/// without escapes and line folds.
pub type Text<'s> = Cow<'s, str>;

/// A day of the calendar.
pub type Day = chrono::NaiveDate;
