//! What can be typed in the place of an argument: values of the plans of a folder.

mod values;

use std::path::{Path, PathBuf};

use crate::analysis::{PlanChoice, choose};
use crate::format::{FileSet, Reading, read, stem};
use crate::model::Day;
use crate::store::{self, FolderPath};
use crate::text::{clean_line, is_shell_word};

pub use values::{Values, values_of};
pub(in crate::ops) use values::{open_first, organizations, themes};

/// Returns the values that begin as typed, each with what it is called. The folder is the one that
/// is named, or the nearest one; where it cannot be read there are none.
pub fn suggestions(
    values: Values,
    typed: &str,
    (here, named): (&Path, Option<PathBuf>),
    today: Day,
) -> Vec<(String, String)> {
    let Some(files) = files(here, named) else { return Vec::new() };
    let Reading { folder, .. } = read(&files);
    let plan = match choose(&folder, today) {
        PlanChoice::Plan(plan) => Some(plan),
        PlanChoice::Copies(plans) => plans.first().copied(),
        PlanChoice::Unclear(_) | PlanChoice::None => None,
    };
    let Some(plan) = plan else { return Vec::new() };
    let is_fitting = |value: &str| {
        // Activities of other plans are of interest once a plan's name has been typed. Bash puts a
        // value into the line as it is: what would need quotes there is left out, and what would be
        // an option.
        value.starts_with(typed)
            && (typed.contains('/') || !value.contains('/'))
            && is_shell_word(value)
            && !value.starts_with('-')
    };
    let all = values(&folder, plan, typed).into_iter();
    all.filter(|(value, _)| is_fitting(value))
        .map(|(value, title)| (value, clean_line(&title).into_owned()))
        .collect()
}

fn files(here: &Path, named: Option<PathBuf>) -> Option<FileSet> {
    let folder = named.or_else(|| store::find_folder(here))?;
    let path = FolderPath::of(here, &folder);
    if path.and_then(|path| path.link).is_some_and(|link| link.leads_out) {
        return None;
    }
    let files = store::read_folder(&folder).ok()?;
    Some(FileSet::new(&files.folder, files.files))
}

/// Whether a file is called as plans are.
pub fn is_plan_file(path: &str) -> bool {
    stem(path).is_some()
}
