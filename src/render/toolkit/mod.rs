//! Forms without a subject: tables, grids, charts, Markdown, CSV, JSON and HTML, and how numbers
//! and days are written in them. They know nothing of any answer.

pub(crate) mod chart;
pub(crate) mod csv;
pub(crate) mod cut;
pub(crate) mod grid;
pub(crate) mod html;
pub(crate) mod item_budget;
pub(crate) mod json;
pub(crate) mod line_diff;
pub(crate) mod lines;
pub(crate) mod markdown;
pub(crate) mod ooxml;
pub(crate) mod shape;
pub(crate) mod table;
pub(crate) mod terminal;
pub(crate) mod ticks;
pub(crate) mod words;

pub use json::to_json;
pub use terminal::Terminal;
