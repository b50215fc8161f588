//! Plans as sheets: which columns there are, what an activity says in each of them, and what somebody has changed in a workbook.

mod amount;
mod book;
mod bounded;
mod cell;
mod cells;
mod column;
mod edited;
mod foreign;
mod formula;
mod inspect;
mod loose;
mod merge;
mod not_taken;
mod number_format;
mod pieces;
mod places;
mod range;
mod table;
mod unpack;
mod value;
mod words;

pub use book::{Book, Sheet};
pub use cell::{Cell, kept_parts, shortened};
pub use column::{
    ACTIVITIES, COLUMNS, Column, Kind, MILESTONE_OF, MILESTONE_TITLES, MILESTONES, STATE, STATE_VERSION, WORKED_OUT, milestone_cells,
};
pub use edited::{Edited, read_edited};
pub use foreign::{Foreign, Mapping, Surroundings, Taken, read_foreign, unfit};
pub use formula::{may_be_formula, without_formulas};
pub use merge::{Conflict, Merge, New, Side, merge};
pub use table::read_csv;
