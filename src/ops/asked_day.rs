//! The day that figures are asked for.

use crate::diagnostic::Message;
use crate::format::TypedDate;
use crate::model::Day;
use crate::workspace::understood_as;

/// Reads a day as it is typed, such as `2024-06-30`, `yesterday` or `-2w`; of a span its last day.
/// With it comes how it was understood, where it is not written as plans write days.
///
/// # Errors
/// With the reason, where it is not a day.
pub fn asked_day(text: &str, today: Day) -> Result<(Day, Option<Message>), Message> {
    let date = TypedDate::parse(text, today).map_err(|error| error.why())?;
    let day = date.last();
    Ok((day, (!date.is_plain()).then(|| understood_as(text, day))))
}
