//! Facts that follow from a plan and a day: figures, overdue items, gaps. Pure functions; the
//! definitions are in `docs/figures.md`.

mod accent;
mod activity_facts;
mod activity_state;
mod baseline;
mod breakdown;
mod calendar;
mod default_plan;
mod dependents;
mod diff;
mod digest;
mod disappearance;
mod due;
mod entry_surroundings;
mod field_change;
mod field_value;
mod filter;
mod fraction;
mod heirs;
mod index;
mod indicator_target;
mod lineage;
mod matrix;
mod origin;
mod people;
mod plan_beginnings;
mod plan_copies;
mod plan_sketch;
mod results;
mod sort_key;
mod tally;
mod unread_activities;
mod urgency;

pub use accent::Accent;
pub use activity_facts::{ActivityFacts, AsOf, completed_later};
pub use activity_state::{ActivityState, ActivityStates, ActivityStep, steps};
pub use baseline::Baseline;
pub use breakdown::{Breakdown, BreakdownGroup, standing};
pub use calendar::{Interval, period_ends};
pub use default_plan::{PlanChoice, choose, choose_likely};
pub use dependents::Dependents;
pub use diff::{ChangedActivity, FolderState, MovedActivity, PlanDiff, diff, diff_plan};
pub use digest::{Digest, WaitingPair, digests};
pub use disappearance::{Disappearance, fates};
pub use due::{DueItem, DueKind, overdue, overdue_and_soon, upcoming};
pub use entry_surroundings::EntrySurroundings;
pub use field_change::{
    FieldChange, FieldPieces, FieldValues, changes, record_changes, recorded_fields, written,
};
pub use field_value::{FieldValue, milestone as milestone_fields};
pub use filter::Filter;
pub use fraction::Percent;
pub use index::{Index, PlanIndex};
pub use indicator_target::{IndicatorNumber, IndicatorTarget};
pub use lineage::{ActivityRef, Relations, relations};
pub use matrix::{Matrix, MatrixCell, matrix};
pub use origin::{Origin, Origins};
pub use people::People;
pub use plan_beginnings::Beginnings;
pub use plan_copies::{Overlap, PlanCopy, copies, copies_are_wanted};
pub use plan_sketch::PlanSketch;
pub use results::{BudgetSum, CurrencyBudget, IndicatorResult, Publication, ResultGroup, Results};
pub use sort_key::SortKey;
pub use tally::{Rating, Tally, Totals};
pub use unread_activities::UnreadActivities;
pub use urgency::{OpenItem, Urgency, open_items};
