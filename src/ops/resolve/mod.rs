//! Finishes a merge at which git has stopped, also where one side has split a plan.

pub(super) mod open_merge;
pub(super) mod resolution;
mod write;

use crate::diagnostic::message;
use crate::report::ResolvedFiles;
use crate::store::{Repository, real_path};
use crate::text::clean_line;
use crate::workspace::{Context, Options, Result, files_of, lock, no_repository, workplans_folder};
use open_merge::OpenMerge;

/// How to finish a merge.
#[derive(Clone, Copy, Debug, Default)]
pub struct ResolveOptions {
    /// Whether nothing is done, and only reported what would be.
    pub dry_run: bool,
}

/// Merges the files of the workplans folder that git has left open, and tells git of those that are
/// merged.
///
/// # Errors
/// Where git cannot say what is open, and where a file cannot be written.
pub fn resolve(common: &Options, options: ResolveOptions) -> Result<ResolvedFiles> {
    let folder = workplans_folder(common)?;
    let repository = Repository::find(&real_path(&folder)?, false)
        .map_err(|why| no_repository(&"resolve".into(), &why))?;
    let _lock = (!options.dry_run).then(|| lock(common, &folder)).transpose()?;
    let unmerged = repository.unmerged().context(|why| {
        message!("resolve.cannot-say", "git cannot say what is left to merge: {why}", why)
    })?;
    let merge = OpenMerge::new(files_of(&folder)?, unmerged, common.today);
    let had_open_files = !merge.is_empty();
    let work = merge.work();
    let is_written = had_open_files && !options.dry_run;
    if is_written {
        write::write(&repository, &folder, &merge, &work)?;
    }
    let folder = clean_line(&merge.folder).into_owned();
    Ok(ResolvedFiles { folder, had_open_files, is_written, ..work.report })
}
