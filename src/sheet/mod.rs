//! Plans as sheets: which columns there are, and what an activity says in each of them.

mod cell;
mod column;

pub use cell::Cell;
pub use column::{ACTIVITIES, COLUMNS, Column, Kind, MILESTONE_TITLES, MILESTONES, STATE, STATE_VERSION, milestone_cells};
