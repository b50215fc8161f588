//! Next year's plan, made from the text of this year's: open activities are carried over as they
//! are written, with their comments.

mod aliases;
mod carry_forward;
mod insert;
mod item_lines;
mod period_shift;
mod plan;
mod roll;
mod update;

pub use period_shift::{PeriodShift, moved_years};
pub use plan::CarryForward;
pub use roll::roll;
pub use update::{Addition, UpdatedFile, add};
