//! A workplan in git: what the group has agreed to do, and where that stands.
//!
//! The plans are YAML files in a folder `workplans`. Open it, read it, and ask it; every answer is
//! a plain value. An edit changes the text in place and is refused if it would bring an error.
//!
//! ```
//! use workplan::ops::{self, Assignment, CheckOptions, DueOptions, EditOptions, StatusOptions};
//! use workplan::{Day, Options, Result, Workspace};
//!
//! fn look_around(day: Day) -> Result<()> {
//!     // The folder `workplans` here or above, as it is on the disk.
//!     let options = Options::new(".", day);
//!     let workspace = Workspace::new(&options)?;
//!     let plans = workspace.plans(workspace.read()?);
//!
//!     // Where does the plan stand?
//!     let status = ops::status(&plans, &StatusOptions::default())?;
//!     let total = &status.standing.total;
//!     println!("{} of {} overdue", total.overdue, total.activities());
//!
//!     // What is overdue, the longest first?
//!     for item in &ops::overdue(&plans, &DueOptions::default())?.items {
//!         println!("{} {}", item.due, item.title());
//!     }
//!
//!     // What is wrong with the plans?
//!     for (level, finding) in ops::check(&workspace, &CheckOptions::default())?.found {
//!         println!("{}[{}]: {}", level.as_str(), finding.rule, finding.message);
//!     }
//!
//!     // What would an edit change? Nothing is written.
//!     let workspace = Workspace::to_edit(&options, true)?;
//!     let mut edit = EditOptions::default();
//!     edit.ids = vec!["1.4".to_owned()];
//!     edit.dry_run = true;
//!     let edits = ops::set(&workspace, &edit, &[Assignment::set("progress", "60")])?;
//!     assert!(edits.preview.is_some_and(|files| files[0].after.contains("progress: 60")));
//!     Ok(())
//! }
//!
//! look_around(Day::from_ymd_opt(2024, 9, 15).unwrap()).unwrap();
//! ```
//!
//! # Where to look
//!
//! - [`Workspace`]: a folder, opened; [`Workspace::read`] gives a [`Snapshot`] that threads can
//!   share
//! - [`ops`]: what one can do with a folder: options in, a [`report`] or an [`Error`] out
//! - [`History`]: what git tells of the folder's past
//! - [`model`], [`analysis`], [`diagnostic`]: plans, figures, findings
//!
//! # Features
//!
//! Without features the library reads, checks, edits and compares plans. `workbooks` adds reading
//! of spreadsheets, `render` every form of an answer, `cli` the program, and `board` and `lsp`,
//! the default, its screen and its server for editors.

#![deny(unreachable_pub)]

// One way through the code: bytes → document → plan → figures → render. Each module may use those
// before it, and no others:
//
// 1. `text`: sources, spans, lines and columns
// 2. `diagnostic`: findings with a place (uses `text`)
// 3. `model`: plans, activities, dates, exact numbers (uses `text` for places, `diagnostic` for
//    words)
// 4. `format`: YAML with places → plans and every structural fault (uses `text`,
//    `diagnostic`, `model`)
// 5. `analysis`: figures as pure functions of plan and day (uses `model`)
// 6. `spreadsheet`: plans as sheets, and what was changed in one (uses `diagnostic`, `model`)
// 7. `edit`: edits of plans in place, text to text (uses `text`, `diagnostic`, `model`,
//    `format`, `analysis`)
// 8. `rules`: what `check` finds, one file a rule (uses `text`, `diagnostic`, `model`,
//    `format`, `analysis`)
// 9. `store`: the only place that touches files and git (uses `format` for what a file is for,
//    `model` for days)
// 10. `report`: answers as plain values (uses `text`, `diagnostic`, `model`, `analysis`)
// 11. `workspace`: an opened workplans folder, its past, and what is asked of it (uses all of
//     the above but `edit` and `spreadsheet`)
// 12. `history`: what git tells of the folder's past (uses what `workspace` uses, and it)
// 13. `ops`: what one can do with a folder, a file each: options in, a report or an error out
//     (uses all of the above)
// 14. `render`: the form of an answer (uses `text`, `diagnostic`, `model`, `analysis`,
//     `spreadsheet`, `report`)
// 15. `board`: one screen in the terminal, a front end (uses `text`, `diagnostic`, `model`,
//     `analysis`, `report`, `workspace`, `ops`, `render`)
// 16. `lsp`: the server for editors, a front end (uses `text`, `diagnostic`, `model`, `report`,
//     `workspace`, `ops`, `render`)
// 17. `cli`: arguments, environment, one file a command (uses all of them)
//
// `tests/it/architecture.rs` holds the order.

pub mod analysis;
#[cfg(feature = "board")]
mod board;
#[cfg(feature = "cli")]
#[doc(hidden)] // For `main`.
pub mod cli;
pub mod diagnostic;
#[doc(hidden)] // For the tests and fuzz targets: text to text.
pub mod edit;
#[doc(hidden)] // For the tests and fuzz targets: YAML to plans.
pub mod format;
#[doc(hidden)] // For the tests: what the root hands on.
pub mod history;
#[cfg(all(feature = "lsp", not(fuzzing)))]
mod lsp;
#[cfg(all(feature = "lsp", fuzzing))]
pub mod lsp;
pub mod model;
pub mod ops;
#[cfg(feature = "render")]
#[doc(hidden)] // For the tests and fuzz targets: the forms of answers.
pub mod render;
pub mod report;
#[doc(hidden)] // For the tests and fuzz targets: one file a rule.
pub mod rules;
#[cfg(feature = "workbooks")]
#[doc(hidden)] // For the tests and fuzz targets: workbooks and CSV.
pub mod spreadsheet;
#[doc(hidden)] // For the tests: files and git.
pub mod store;
#[doc(hidden)] // For the tests and fuzz targets: sources and places.
pub mod text;
#[doc(hidden)] // For the tests: what the root hands on.
pub mod workspace;

pub use format::{FileSet, RawFile, Reading};
pub use history::History;
pub use model::Day;
pub use store::{Commit, Unreadable};
pub use text::{FileId, Locator, Position, Source, Sources, Span, Spanned};
pub use workspace::{
    Details, Error, ErrorKind, LoadedPlans, Options, Progress, Result, Snapshot, Workspace,
    unwatched,
};
