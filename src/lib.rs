//! A workplan in git: what the group has agreed to do, and where that stands.
//!
//! One way through the code: bytes → document → plan → figures → render. Each module may use those
//! before it, and no others:
//!
//! 1. [`text`]: sources, spans, lines and columns
//! 2. [`diagnostic`]: findings with a place (uses `text`)
//! 3. [`model`]: plans, activities, dates, exact numbers (uses `text` for places)
//! 4. [`mod@format`]: YAML with places → plans and every structural fault (uses `text`,
//!    `diagnostic`, `model`)
//! 5. [`analysis`]: figures as pure functions of plan and day (uses `model`)
//! 6. [`spreadsheet`]: plans as sheets, and what was changed in one (uses `diagnostic`, `model`)
//! 7. [`edit`]: edits of plans in place, text to text (uses `text`, `diagnostic`, `model`,
//!    `format`, `analysis`)
//! 8. [`rules`]: what `check` finds, one file a rule (uses `text`, `diagnostic`, `model`,
//!    `format`, `analysis`)
//! 9. [`store`]: the only place that touches files and git (uses `format` for what a file is for,
//!    `model` for days)
//! 10. [`report`]: answers as plain values (uses `text`, `diagnostic`, `model`, `analysis`)
//! 11. [`workspace`]: an opened workplans folder, its past, and what is asked of it (uses all of
//!     the above but `edit` and `spreadsheet`)
//! 12. [`history`]: what git tells of the folder's past (uses what `workspace` uses, and it)
//! 13. [`ops`]: what one can do with a folder, a file each: options in, a report or an error out
//!     (uses all of the above)
//! 14. [`render`]: the form of an answer (uses `text`, `diagnostic`, `model`, `analysis`,
//!     `spreadsheet`, `report`)
//! 15. [`cli`]: arguments, environment, one file a command (uses all of them)
//!
//! `tests/it/architecture.rs` holds the order.

pub mod analysis;
#[cfg(feature = "cli")]
pub mod cli;
pub mod diagnostic;
pub mod edit;
pub mod format;
pub mod history;
pub mod model;
pub mod ops;
#[cfg(feature = "render")]
pub mod render;
pub mod report;
pub mod rules;
#[cfg(feature = "workbooks")]
pub mod spreadsheet;
pub mod store;
pub mod text;
pub mod workspace;
