//! YAML as a document with places: a flat tree of nodes, each with the bytes that it comes from.
//!
//! The parser is a library; what is built here is the tree, the bounds that hostile input meets, and recovery: what was read
//! before a fault stays, marked as incomplete.

mod build;
mod document;
mod fault;
mod scan;

pub use build::parse;
pub use document::{Document, Kind, Node, Style};
