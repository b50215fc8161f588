//! The model of a workplan: plans, activities, statuses, ids, dates and exact numbers. Pure data:
//! no clock, no files, no terminal.

mod activity;
mod date;
mod decimal;
mod directory;
mod fields;
mod iati;
mod id;
mod import_account;
mod into_static;
mod language;
mod own_text;
mod parts;
mod plan;
mod status;
mod text;
mod translations;

pub use activity::{Activity, Amount, Budget, Deliverable, Indicator, Milestone, PartialMilestone};
pub use date::{DateError, DateForm, DateSpan};
pub use decimal::{Decimal, DecimalError};
pub use directory::{Directory, OrganizationNames};
pub use fields::{
    ActivityKey, DateSlot, FIELDS, Field, FieldColumn, FieldKind, ListSlot, NumberSlot, Slot,
    TextLength, TextSlot, Translated,
};
pub use iati::{IatiCodes, IatiDefaults};
pub use id::{Reference, is_id};
pub use import_account::{
    ImportAccount, ImportedRow, OtherTable, UnderstoodColumn, UnderstoodSheet, UnusedColumn,
};
pub use into_static::IntoStatic;
pub use language::Language;
pub use plan::{
    ActivityCell, Config, FocalPoint, Folder, Organization, Period, Plan, Priority, RatingBands,
    ReportSettings, RuleLevels, Theme, ThemeScope, UnreadableId,
};
pub use status::Status;
pub use text::{Day, Text};
pub use translations::{TranslatedText, Translation, Translations};
