//! Imports foreign sheets: the meaning of their columns, the values of their rows, and what a
//! mapping can decide about them.

mod calendar;
mod cell_text;
mod column_contents;
mod column_facts;
mod column_guesses;
mod column_heading;
mod column_uses;
mod contacts;
mod dates;
mod draft;
mod first_rows;
mod footnotes;
mod free_ids;
mod grid;
mod headers;
mod heading_unit;
mod imported;
mod importer;
mod left_out;
mod mapping;
mod money;
mod names;
mod narrow_table;
mod notices;
mod parts;
mod questions;
mod row_values;
mod rows;
mod settle;
mod sheets;
mod status_value;
mod table_years;
mod tables;
mod ticks;
mod title_choice;
mod title_year;
mod values;

pub use draft::{Draft, DraftActivity, DraftMilestone, DraftOrganization};
pub use imported::ImportContext;
pub use mapping::{Mapping, fiscal_month, meaning, sections, takes, unfit};
pub(super) use names::{MOST_NAMES, pieces};
pub use questions::{Question, Questions};
pub use sheets::{NoTable, read_foreign};
