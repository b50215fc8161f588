//! The outcome of a merge, and what is known of the files beside the merged one.

use std::collections::{BTreeMap, HashSet};

use super::words;
use crate::diagnostic::Message;

/// A merged file.
#[derive(Clone, Debug)]
pub struct Merged {
    /// The text, with markers if there are conflicts.
    pub text: String,
    /// The conflicts.
    pub conflicts: Vec<Conflict>,
    /// Notes, such as new ids.
    pub notes: Vec<Message>,
    /// The new ids of activities of theirs whose ids others have, by the old ones.
    pub new_ids: BTreeMap<String, String>,
    /// If there are conflicts, the text without markers: once with ours everywhere, and once with
    /// theirs.
    pub kept: Vec<String>,
}

/// A value that both sides have changed differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The parts of the place, from the outside in: none for the file.
    pub(super) parts: Vec<Message>,
    /// The change of each side.
    pub what: Message,
    /// The keys and lists on the way to the place, each list with the name of its item.
    pub(super) way: Vec<(String, Option<String>)>,
    /// The value of each side, if it can be said in a few words.
    pub values: [Option<Message>; 2],
}

/// The side that counts if both have changed something differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Favour {
    /// Our side.
    Ours,
    /// Their side.
    Theirs,
}

impl Conflict {
    /// Names the place, such as `activity 1.2, due`.
    pub fn place(&self) -> Message {
        words::place(&self.parts)
    }

    /// The id of the activity that it is in, if it is in one.
    pub fn activity(&self) -> Option<&str> {
        self.way.iter().find(|(list, _)| list == "activities")?.1.as_deref()
    }

    /// The key of the field that it is about, the outermost one inside an activity; `None` if it is
    /// about an entire item.
    pub fn field(&self) -> Option<&str> {
        let start =
            self.way.iter().position(|(list, _)| list == "activities").map_or(0, |at| at + 1);
        self.way.get(start).map(|(key, _)| key.as_str())
    }
}

/// The reason why a file is not merged by its values.
#[derive(Clone, Debug)]
pub enum NotMerged {
    /// A version cannot be read as YAML with unique keys: its name.
    Unreadable(Message),
    /// No text was found that has the merged value and keeps everything else. With the conflicts.
    Unsafe(Vec<Conflict>),
}

/// The files beside a merged file.
pub struct Beside<'a> {
    /// The names by which references in the file may name its own plan.
    pub plans: &'a [String],
    /// Ids of activities in the files beside the merged one, which no activity gets as its new id.
    /// They are read only if an activity needs a new id.
    pub ids: &'a dyn Fn() -> HashSet<String>,
    /// The sides that are chosen for conflicts, by their places: there is no conflict there then.
    pub chosen: &'a [(Message, Favour)],
}
