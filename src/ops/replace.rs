//! Puts other bytes into files that are there.

use crate::store::{self, NewText};
use crate::workspace::{Context, Result};

/// Puts other bytes into files, none where there is no room for all. With each goes the name that
/// people know it by.
pub(super) fn replace_all<'c>(files: impl Iterator<Item = (String, NewText<'c>)>) -> Result<()> {
    let (names, changes): (Vec<String>, Vec<NewText<'_>>) = files.unzip();
    store::replace_all(&changes).or_else(|(number, error)| {
        Err(error).unwritable(|| names.get(number).cloned().unwrap_or_default())
    })
}
