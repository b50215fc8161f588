//! Schema 1: from a document to what it says, with every fault told.

mod activity;
mod advised;
mod codes;
mod config;
mod hint;
mod organization;
mod plan;
mod quoted;
mod reader;
mod root;
mod translations;
mod unseen;
mod values;

pub use activity::faultless;
pub use plan::PlanFile;
pub use reader::{KnownActivity, LeftOut, PreviousVersion, Reader};
