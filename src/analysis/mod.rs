//! What follows from a plan and a day: figures, what is overdue, what is missing where. Pure functions; the definitions are
//! in `docs/figures.md`.

mod baseline;
mod calendar;
mod change;
mod choose;
mod copies;
mod diff;
mod digest;
mod due;
mod exact;
mod facts;
mod fate;
mod filter;
mod index;
mod lineage;
mod matrix;
mod moment;
mod origin;
mod setting;
mod standing;
mod tally;
mod unread;
mod waiting;

pub use baseline::Baseline;
pub use calendar::{Every, period_ends};
pub use change::{Change, Pieces, Record, Value, changes, record_changes, written};
pub use choose::{Choice, choose, choose_likely};
pub use copies::{Copy, Overlap, copies, copies_are_wanted};
pub use diff::{Changed, Move, PlanDiff, State, diff, diff_plan};
pub use digest::{Digest, Wait, digests};
pub use due::{Item, Kind, overdue, overdue_and_soon, upcoming};
pub use exact::Percent;
pub use facts::{AsOf, Facts, completed_later};
pub use fate::{Fate, fates};
pub use filter::Filter;
pub use index::{Index, PlanIndex};
pub use lineage::{Ancestry, Relations, relations};
pub use matrix::{Cell, Matrix, matrix};
pub use moment::{Moment, Moments, Step, steps};
pub use origin::{Beginnings, Origin, Origins, Sketch};
pub use setting::Setting;
pub use standing::{Group, Standing, standing};
pub use tally::{Rating, Tally, Totals};
pub use unread::Unread;
pub use waiting::Waiting;
