//! What is worth knowing beside an answer.

use std::sync::{Mutex, PoisonError};

use crate::diagnostic::{Message, long_day, message, note};
use crate::model::Day;
use crate::text::clean_line;

/// Notes in the order in which they were made, each once.
#[derive(Debug, Default)]
pub struct Notes(Mutex<Vec<Message>>);

impl Notes {
    /// Adds a note, unless it is there already.
    pub fn add(&self, note: Message) {
        let mut notes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if !notes.contains(&note) {
            notes.push(note);
        }
    }

    /// Takes all notes away.
    pub fn take(&self) -> Vec<Message> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Returns the note that says how a date in words was understood.
pub fn understood_as(text: &str, day: Day) -> Message {
    note(message!(
        "date.is-read-as",
        "`{text}` is read as {weekday}, {day} ({date})",
        text = clean_line(text.trim()),
        weekday = day.format("%A").to_string(),
        day = long_day(day),
        date = day
    ))
}
