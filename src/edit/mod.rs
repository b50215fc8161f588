//! Edits of plans in place: text in, text out. The new value is calculated on values alone, the
//! text is changed where they differ, and the result is read again and compared. An edit has the
//! intended effect and changes no other byte, or it is refused.

mod assign;
mod assign_list;
mod assignment;
mod block;
mod comments;
mod compare;
mod emit;
mod extent;
mod flow;
mod layout;
mod lists;
mod locate;
mod mapping;
pub mod merge;
mod next_id;
mod problem;
mod reorder;
mod rewrite;
pub mod rollover;
mod scalar;
mod settle;
mod splices;
mod text;
mod translated;
mod typed;
mod understood;
mod value;

pub use assign::{assign, assign_to, with_item, with_new_item, without_item};
pub use assignment::Assignment;
pub use compare::{node_says, says};
pub use emit::fresh_list;
pub use locate::{NodePath, find, find_priority};
pub use next_id::{next_id, next_ids};
pub use problem::Problem;
pub use rewrite::{UneditableNode, rewrite};
pub use scalar::{double as quoted, in_brackets};
pub use settle::{record, status};
pub use text::ScalarText;
pub use typed::id_of;
pub use value::{Change, Value, ValueEntry, ValueItem};
