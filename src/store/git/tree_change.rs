//! The files in which two states of a repository differ.

use super::user_tree::TreeEntry;
use crate::store::name::text_of;

/// A file that differs between two states; its entry is none where it is not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TreeChange {
    /// Its path from the root.
    pub path: String,
    /// Its entry before.
    pub before: Option<TreeEntry>,
    /// Its entry after.
    pub after: Option<TreeEntry>,
}

/// Reads the raw form in which git lists differences.
pub(super) fn changes_of(listed: &[u8]) -> Vec<TreeChange> {
    let mut parts = listed.split(|&byte| byte == 0);
    let mut found = Vec::new();
    while let (Some(facts), Some(path)) = (parts.next(), parts.next()) {
        let facts = String::from_utf8_lossy(facts).into_owned();
        let mut facts = facts.trim_start_matches(':').split(' ').map(str::to_owned);
        let mut fact = || facts.next().unwrap_or_default();
        let (mode_before, mode_after, before, after) = (fact(), fact(), fact(), fact());
        let entry = |mode: String, id: String| {
            mode.bytes().any(|digit| digit != b'0').then_some(TreeEntry { mode, id })
        };
        found.push(TreeChange {
            path: text_of(path),
            before: entry(mode_before, before),
            after: entry(mode_after, after),
        });
    }
    found
}
