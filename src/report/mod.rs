//! Answers as plain values: what is said, before it is given a form.

mod burn_up;
mod calendar;
mod edits;
mod fact_line;
mod found_faults;
mod log_entry;
mod missing_parts;
mod new_folder;
mod trend_point;

pub use burn_up::BurnUp;
pub use calendar::{CalendarView, Reminder};
pub use edits::{EditedActivity, EditedField, Edits, FileChange, NewFindings};
pub use fact_line::FactLine;
pub use found_faults::FoundFaults;
pub use log_entry::{LogEntry, LogStep};
pub use missing_parts::MissingParts;
pub use new_folder::{NewFolder, NextSteps};
pub use trend_point::TrendPoint;
