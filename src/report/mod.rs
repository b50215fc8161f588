//! Answers as plain values: what is said, before it is given a form.

mod found_faults;
mod missing_parts;

pub use found_faults::FoundFaults;
pub use missing_parts::MissingParts;
