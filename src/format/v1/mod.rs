//! Schema 1: reads the content of a document, and reports every error.

mod activity;
mod advised;
mod codes;
mod config;
mod fields;
mod hint;
mod ids;
mod lists;
mod mapping;
mod numbers;
mod organization;
mod plan;
mod quoted;
mod reader;
mod root;
mod subject;
mod texts;
mod translations;
mod unseen;
mod values;

pub(super) use activity::faultless;
pub(super) use plan::PlanFile;
pub use reader::LeftOut;
pub(crate) use reader::{KnownActivity, PreviousVersion, Reader};
