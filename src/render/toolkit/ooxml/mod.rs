//! Documents of word processors (Office Open XML): paragraphs, tables, lists, fields, pictures and
//! native charts. How they look is in styles, which the document brings along.

pub(crate) mod chart;
mod contents;
mod direction;
mod ink;
mod package;
pub(crate) mod paragraph;
pub(crate) mod phrase;
pub(crate) mod picture;
mod properties;
pub(crate) mod section;
mod sheet;
pub(crate) mod story;
pub(crate) mod table;
mod xml;

pub(crate) use properties::Properties;
