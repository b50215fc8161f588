//! A browser of the Chromium family that prints a page. Besides git, it is the only program that is
//! started.
//!
//! The page lies in a folder of its own, and the browser gets a profile of its own in it. Both are
//! removed at the end. It loads nothing: every name of the network is unknown to it.

mod find;
mod print;
#[cfg(test)]
#[cfg(unix)]
mod tests;

pub use find::find_browser;
pub use print::{Unprinted, print};
