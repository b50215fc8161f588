//! What is worth knowing beside an answer.

use std::sync::{Mutex, PoisonError};

use crate::model::{Day, long_day};
use crate::text::clean_line;

/// Notes in the order in which they were made, each once.
#[derive(Debug, Default)]
pub struct Notes(Mutex<Vec<String>>);

impl Notes {
    /// Adds a note, unless it is there already.
    pub fn add(&self, note: String) {
        let mut notes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if !notes.contains(&note) {
            notes.push(note);
        }
    }

    /// Takes all notes away.
    pub fn take(&self) -> Vec<String> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Returns the note that says how a date in words was understood.
pub fn understood_as(text: &str, day: Day) -> String {
    format!(
        "note: `{}` is read as {}, {} ({day})",
        clean_line(text.trim()),
        day.format("%A"),
        long_day(day)
    )
}
