//! YAML as a document with places: a flat tree of nodes, each with its bytes.
//!
//! The parser is a library. This module adds the tree, limits against hostile input, and recovery:
//! data before an error stays, marked as incomplete.
//!
//! Most plans are in plain block style. `fast` reads it line by line into the same tree, and leaves
//! everything else to the library.

mod block_parser;
mod block_scalar;
mod block_state;
mod block_value;
mod document;
mod error_place;
mod explain;
mod flow;
mod indent;
mod invisible;
mod invisible_scan;
mod nesting;
mod parser;
mod parser_faults;
mod read;
mod reparse;
mod reuse_items;
mod scan;
mod syntax_error;
mod tree;
mod tree_builder;
mod word;

#[cfg(fuzzing)]
pub use block_parser::agrees;
pub use document::{Document, Node, NodeKind, Style};
pub use read::{parse, parse_next};
pub use reparse::reread;
pub use reuse_items::{KnownItem, NewItem};
pub use word::{id_for_all, is_misread};
