//! The files of a new folder whose plan comes from a sheet.

use super::files::{self, ATTRIBUTES};
use crate::model::Day;

/// The files that a new folder has beside its plans, by their paths in it: settings, schemas for
/// editors, and a page that says what is where.
pub(crate) fn files_beside_plans(today: Day) -> Vec<(String, String)> {
    let own = sample_files(today)
        .into_iter()
        .filter(|(path, _)| matches!(path.as_str(), "config.yaml" | "README.md"));
    let attributes = (".gitattributes".to_owned(), ATTRIBUTES.to_owned());
    own.chain(files::schemas()).chain([attributes]).collect()
}

/// The sample plan and its organizations and settings, as they are written on a day.
pub(crate) fn sample_files(today: Day) -> Vec<(String, String)> {
    files::files(today)
}
