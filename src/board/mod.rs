//! The board: one screen in the terminal for the items of a plan, a front end beside the command
//! line.
//!
//! `model` is the state, a function of what the user does (`keys`, `mouse`) and of what the worker
//! answers; it knows no terminal. `draw` and `tabs` draw the state. `worker` reads and edits in a
//! thread of its own, by the same operations as the commands. `terminal` and `signals` see to it
//! that the terminal is given back, and `run` holds all of it together.

mod action;
mod answers;
mod bottom;
mod data;
mod draw;
mod edit_line;
mod edits;
mod filter;
mod identity;
mod key_place;
mod keys;
mod list;
mod lock_wait;
mod model;
mod mouse;
mod painted;
mod pen;
mod prompt;
mod run;
mod scroll;
mod sentences;
mod shown_plans;
#[cfg_attr(not(unix), path = "no_signals.rs")]
mod signals;
mod start;
mod tabs;
mod terminal;
mod unseen_move;
mod worker;

use action::Action;
pub(crate) use run::run;
pub(crate) use start::Start;

#[cfg(test)]
mod tests;
