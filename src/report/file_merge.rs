//! A merge of two versions of a file.

use crate::diagnostic::Message;

/// What came of a merge of two versions of a file.
#[derive(Clone, Debug)]
pub struct FileMerge {
    /// The file, as messages call it.
    pub name: String,
    /// The result.
    pub bytes: Vec<u8>,
    /// What both sides have changed differently.
    pub conflicts: Vec<FileConflict>,
    /// What else there is to say.
    pub notes: Vec<Message>,
    /// Whether the result can be taken as it is.
    pub is_clean: bool,
}

/// A place that both sides have changed differently.
#[derive(Clone, Debug)]
pub struct FileConflict {
    /// The place.
    pub place: Message,
    /// What both sides have made of it.
    pub what: Message,
}
