//! YAML as a document with places: a flat tree of nodes, each with the bytes that it comes from.
//!
//! The parser is a library; what is built here is the tree, the bounds that hostile input meets, and recovery: what was read
//! before a fault stays, marked as incomplete.
//!
//! Nearly all plans are written in plain block style, which needs no parser: `fast` reads that line by line, into the same tree,
//! and hands everything else to the library.

mod again;
mod document;
mod fast;
mod fault;
mod flow;
mod indent;
mod known;
mod library;
mod read;
mod scan;
mod tree;
mod unseen;
mod word;

pub use again::reread;
pub use document::{Document, Kind, Node, Style};
#[cfg(fuzzing)]
pub use fast::agrees;
pub use known::{Item, NewItem};
pub use read::{parse, parse_next};
pub use word::{id_for_all, is_misread};
