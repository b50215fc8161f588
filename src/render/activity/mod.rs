//! Parts of an activity that several answers show: all its fields, its translations, its changes.

pub(crate) mod amounts;
pub(crate) mod change;
pub(crate) mod detail;
pub(crate) mod listed;
pub(crate) mod milestones;
pub(crate) mod translations;
