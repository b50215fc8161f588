//! Next year's plan, out of the text of this year's: what is not done goes along as it is written,
//! with its comments.

mod aliases;
mod carry_forward;
mod insert;
mod item_lines;
mod period_shift;
mod plan;
mod roll;
mod update;

pub use period_shift::{PeriodShift, moved_years};
pub use plan::Rollover;
pub use roll::roll;
pub use update::{Addition, UpdatedFile, add};
