//! Plans whose files have a name that is not read: in a commit they are there, and say nothing.

use std::collections::HashSet;

use crate::format::{path_meant, plan_of};
use crate::store::FolderState;

/// The plans with a file that is not read for its name alone, such as `2025.YAML`: the plan is not
/// gone, and cannot be read.
pub(super) fn misnamed_plans(state: &FolderState) -> impl Iterator<Item = String> {
    let paths: HashSet<&str> = state.files().map(|(path, _)| path).collect();
    let meant = state.files().filter_map(|(path, _)| path_meant(path));
    meant.filter(move |meant| !paths.contains(meant.as_str())).filter_map(|meant| plan_of(&meant))
}
