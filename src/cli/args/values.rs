//! Values as they are typed: days, reminders.

use crate::cli::environment::today;
use crate::diagnostic::{Message, message};
use crate::model::Day;
use crate::ops;
use crate::report::Reminder;

/// A day that was asked for: of a span its last one.
#[derive(Clone, Debug)]
pub(in crate::cli) struct AskedDay {
    /// The day.
    pub day: Day,
    /// How it was understood, where it is not a day as plans write it.
    pub note: Option<Message>,
}

/// A day that counts from today.
pub(super) fn asked_day(text: &str) -> Result<AskedDay, Message> {
    let (day, note) = ops::asked_day(text, today())?;
    Ok(AskedDay { day, note })
}

/// When to remind: so many days before, and the hour: `7d`, `7d@9:00`.
pub(super) fn reminder(text: &str) -> Result<Reminder, Message> {
    let (before, at) = text.split_once('@').map_or((text, None), |(before, at)| (before, Some(at)));
    let minute = |at: &str| {
        let (hour, minute) = at.split_once(':').unwrap_or((at, "00"));
        let is_number = |part: &str, lengths: &[usize]| {
            lengths.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
        };
        let good = is_number(hour, &[1, 2]) && is_number(minute, &[2]);
        let (hour, minute): (u32, u32) =
            hour.parse().ok().zip(minute.parse().ok()).filter(|_| good)?;
        (hour < 24 && minute < 60).then_some(60 * hour + minute)
    };
    let wrong = || {
        message!(
            "cli.not-a-reminder",
            "a reminder is written as 7d, or with an hour from 0:00 to 23:59 as 7d@9:00"
        )
    };
    let days = days(before).map_err(|_| wrong())?;
    Ok(Reminder { days, minute: at.map_or(Some(0), minute).ok_or_else(wrong)? })
}

/// A number of days: `30` or `30d`.
pub(in crate::cli) fn days(text: &str) -> Result<u32, Message> {
    let number = text.strip_suffix('d').unwrap_or(text);
    number.parse().map_err(|_| message!("cli.not-days", "a number of days is written as 30 or 30d"))
}
