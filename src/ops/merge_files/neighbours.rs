//! What the files beside a merged one say: which plan they make together, and which ids they use.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use super::sides::MergeSides;
use crate::edit::merge::activity_ids;
use crate::format::{MAX_FILE_BYTES, plan_of};

/// The names that the plan of the file may have: a file in a folder may be a plan, or a part of
/// one.
pub(super) fn plans(path: &Path) -> Vec<String> {
    let parts: Vec<&str> = path.iter().filter_map(OsStr::to_str).collect();
    let below = |from: usize| parts.get(from..).and_then(|parts| plan_of(&parts.join("/")));
    match parts.iter().rposition(|part| *part == "workplans") {
        Some(at) => below(at + 1).into_iter().collect(),
        None => (1..=2).filter_map(|count| below(parts.len().checked_sub(count)?)).collect(),
    }
}

/// The ids of activities in the files beside this one, which a plan may have: those on the disk,
/// and as git's driver those of both sides.
pub(super) fn ids_beside(
    own: &Path,
    sides: Option<&MergeSides>,
    plans: &[String],
) -> HashSet<String> {
    let mut ids = ids_on_disk(own);
    if let Some(sides) = sides {
        sides.take(&mut ids, plans);
    }
    ids
}

fn ids_on_disk(own: &Path) -> HashSet<String> {
    let files = own
        .parent()
        .and_then(|beside| std::fs::read_dir(beside).ok())
        .into_iter()
        .flatten()
        .flatten();
    let is_plan = |path: &PathBuf| {
        *path != own && path.extension().is_some_and(|ending| ending == "yaml" || ending == "yml")
    };
    let is_small = |path: &PathBuf| {
        path.symlink_metadata().is_ok_and(|file| file.is_file() && file.len() <= MAX_FILE_BYTES)
    };
    let paths = files.map(|file| file.path()).filter(is_plan).filter(is_small);
    paths
        .filter_map(|path| std::fs::read_to_string(path).ok())
        .flat_map(|text| activity_ids(&text))
        .collect()
}
