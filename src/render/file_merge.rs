//! A merge of two versions of a file, in words.

use crate::diagnostic::message;
use crate::report::{FileConflict, FileMerge};

/// Says what both sides have changed differently, and what else there is to say, a line each.
pub fn file_merge_lines(merge: &FileMerge) -> Vec<String> {
    let name = &merge.name;
    let conflict = |FileConflict { place, what }: &FileConflict| {
        message!("merge.conflict", "conflict in {name}: {place}: {what}", name, place, what)
            .to_string()
    };
    let conflicts = merge.conflicts.iter().map(conflict);
    conflicts.chain(merge.notes.iter().map(|note| format!("{name}: {note}"))).collect()
}
