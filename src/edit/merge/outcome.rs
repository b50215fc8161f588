//! The outcome of a merge, and what is known of the files beside the merged one.

use std::collections::{BTreeMap, HashSet};

/// A merged file.
#[derive(Clone, Debug)]
pub struct Merged {
    /// Its text, with marks where there are conflicts.
    pub text: String,
    /// What both sides have changed differently.
    pub conflicts: Vec<Conflict>,
    /// What else there is to say: new ids.
    pub notes: Vec<String>,
    /// The new ids of activities of theirs whose ids others have, by the old ones.
    pub new_ids: BTreeMap<String, String>,
    /// Where there are conflicts, the text without marks: with ours kept throughout, and with
    /// theirs.
    pub kept: Vec<String>,
}

/// Something that both sides have changed differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// Where: such as `activity 1.2, due`.
    pub place: String,
    /// What each side did.
    pub what: String,
}

/// Why a file is not merged by what it says.
#[derive(Clone, Debug)]
pub enum NotMerged {
    /// A version is no YAML that can be told apart by keys: which one.
    Unreadable(&'static str),
    /// No text was found that says what is meant, and keeps what else is there. With what both
    /// sides have changed differently.
    Unsafe(Vec<Conflict>),
}

/// What a merged file stands in.
pub struct Beside<'a> {
    /// The names by which references in the file may name its own plan.
    pub plans: &'a [String],
    /// The ids of activities in the files beside it: no activity gets one of them as its new id.
    /// They are asked for only where an activity needs a new id.
    pub ids: &'a dyn Fn() -> HashSet<String>,
}
