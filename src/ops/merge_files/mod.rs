//! Merges two versions of a plan file by activity and field, as git's merge driver.

mod neighbours;
mod sides;

use std::cell::LazyCell;
use std::io;
use std::path::{Path, PathBuf};

use super::line_drafts::{all_drafts, without_draft};
use super::new_faults::brought;
use crate::diagnostic::{Message, message};
use crate::edit::merge::{
    Beside, Conflict, Merged, NotMerged, lost_by_split, merge_beside, our_version, the_base,
    their_version,
};
use crate::model::Day;
use crate::report::{FileConflict, FileMerge};
use crate::store::{self, LineConflicts};
use crate::text::{clean_line, path_text};
use crate::workspace::{Context, Error, Options, Result, cannot_read};
use sides::MergeSides;

/// The versions to merge, and where the result goes.
#[derive(Clone, Debug)]
pub struct MergeFilesOptions {
    /// The version that both come from.
    pub base: PathBuf,
    /// Our version; the result is written to it.
    pub ours: PathBuf,
    /// Their version.
    pub theirs: PathBuf,
    /// The file's name in messages, and its place in the repository.
    pub path: Option<String>,
    /// The length of the conflict markers.
    pub marker_size: usize,
    /// Whether our version stays as it is.
    pub keep_ours: bool,
}

/// What a merge is about.
struct FileMerger<'a> {
    options: &'a MergeFilesOptions,
    here: &'a Path,
    today: Day,
    /// The file, as git names it.
    named: &'a Path,
    /// The names that the plan of the file may have.
    plans: Vec<String>,
}

/// Merges what both sides have made of a file. What both have changed differently is marked as git
/// does.
///
/// # Errors
/// Where a version cannot be read, or the result cannot be written.
pub fn merge_files(common: &Options, options: &MergeFilesOptions) -> Result<FileMerge> {
    let paths = [&options.base, &options.ours, &options.theirs].map(|path| common.here.join(path));
    let [base, ours, theirs] = [read(&paths[0])?, read(&paths[1])?, read(&paths[2])?];
    let named = options.path.as_ref().map_or(options.ours.as_path(), Path::new);
    let (here, today, plans) = (&common.here, common.today, neighbours::plans(named));
    let merger = FileMerger { options, here, today, named, plans };
    let merge = merger.merge([&base, &ours, &theirs])?;
    if !options.keep_ours && merge.bytes != ours {
        store::replace(&paths[1], &ours, &merge.bytes).unwritable(|| path_text(&options.ours))?;
    }
    Ok(merge)
}

impl FileMerger<'_> {
    fn merge(&self, versions: [&[u8]; 3]) -> Result<FileMerge> {
        let [base, ours, theirs] = versions;
        // What only one side has changed is taken as it is, whatever it is.
        if ours == theirs || theirs == base || ours == base {
            let bytes = if theirs == base { ours } else { theirs };
            return Ok(self.merged(bytes.to_vec()));
        }
        let texts = match texts(versions) {
            Ok(texts) => texts,
            Err(side) => return self.unreadable_by_lines(side),
        };
        let mut no_draft = None;
        let sides = LazyCell::new(|| self.sides(texts));
        let ids =
            || neighbours::ids_beside(&self.here.join(self.named), sides.as_ref(), &self.plans);
        let beside = Beside { plans: &self.plans, ids: &ids, chosen: &[] };
        let drafts = || self.drafts(&mut no_draft);
        match merge_beside(texts, &beside, drafts, self.options.marker_size) {
            Ok(merged) => {
                let references = self.references(&merged, &|| sides.as_ref());
                Ok(self.by_field(texts, merged, references, no_draft))
            }
            Err(NotMerged::Unreadable(side)) => self.unreadable_by_lines(side),
            Err(NotMerged::Unsafe(conflicts)) => {
                let note = message!(
                    "merge.by-lines",
                    "it is written in a way that is not merged by field; the lines were merged, please look"
                );
                let merge = self.by_lines(note)?;
                Ok(FileMerge { conflicts: told(conflicts), is_clean: false, ..merge })
            }
        }
    }

    /// A result of which there is nothing to say.
    fn merged(&self, bytes: Vec<u8>) -> FileMerge {
        FileMerge {
            name: clean_line(&path_text(self.named)).into_owned(),
            bytes,
            conflicts: Vec::new(),
            notes: Vec::new(),
            is_clean: true,
        }
    }

    /// What there is to say about a merge by field.
    fn by_field(
        &self,
        texts: [&str; 3],
        merged: Merged,
        references: Vec<Message>,
        no_draft: Option<io::Error>,
    ) -> FileMerge {
        let [_, ours, theirs] = texts;
        let mut merge = self.merged(Vec::new());
        let faults = brought(&merge.name, [ours, theirs], &merged, self.today);
        let Merged { text, conflicts, notes: new_ids, .. } = merged;
        merge.notes.extend(split_note(texts, conflicts.is_empty()));
        merge.is_clean = conflicts.is_empty() && merge.notes.is_empty();
        merge.notes.extend(new_ids.into_iter().chain(references).chain(faults));
        merge.notes.extend(no_draft.map(|why| without_draft(&why)));
        FileMerge { bytes: text.into_bytes(), conflicts: told(conflicts), ..merge }
    }

    /// Merges by lines, as git does, if a version is not readable YAML.
    fn unreadable_by_lines(&self, side: Message) -> Result<FileMerge> {
        self.by_lines(message!(
            "merge.unreadable-side",
            "{side} is not readable as YAML, so the lines were merged as git does",
            side
        ))
    }

    /// As git does.
    fn by_lines(&self, note: Message) -> Result<FileMerge> {
        let how = LineConflicts::Marked(self.options.marker_size);
        let merge = self.merged(Vec::new());
        let (bytes, has_conflicts) =
            store::merge_lines(self.here, self.paths(), how).context(|why| {
                message!(
                    "merge.cannot-be-merged",
                    "{name} cannot be merged: {why}",
                    name = &merge.name,
                    why
                )
            })?;
        Ok(FileMerge { bytes, notes: vec![note], is_clean: !has_conflicts, ..merge })
    }

    /// What git's merge by lines makes of it. Where git makes nothing of it, why.
    fn drafts(&self, no_draft: &mut Option<io::Error>) -> Vec<String> {
        let draft = |how| {
            let (bytes, _) = store::merge_lines(self.here, self.paths(), how)?;
            String::from_utf8(bytes).map_err(io::Error::other)
        };
        all_drafts(draft, no_draft)
    }

    /// The files beside this one as both sides have them, if git has started this.
    fn sides(&self, versions: [&str; 3]) -> Option<MergeSides> {
        let own = self.here.join(self.options.path.as_ref()?);
        MergeSides::find(own.parent()?, own.file_name()?.to_str()?, versions)
    }

    /// What there is to say about references to activities of theirs that have new ids, in files
    /// that this merge does not write.
    fn references<'s>(
        &self,
        merged: &Merged,
        sides: &dyn Fn() -> Option<&'s MergeSides>,
    ) -> Vec<Message> {
        let new_ids = merged.new_ids.iter().filter(|_| self.options.path.is_some());
        new_ids.flat_map(|(old, new)| references_beside(sides(), [old, new], &self.plans)).collect()
    }

    fn paths(&self) -> [&Path; 3] {
        [&self.options.base, &self.options.ours, &self.options.theirs].map(PathBuf::as_path)
    }
}

/// The versions as text; or the first one that is none.
fn texts([base, ours, theirs]: [&[u8]; 3]) -> Result<[&str; 3], Message> {
    fn text(bytes: &[u8], side: fn() -> Message) -> Result<&str, Message> {
        std::str::from_utf8(bytes).map_err(|_| side())
    }
    Ok([text(base, the_base)?, text(ours, our_version)?, text(theirs, their_version)?])
}

fn told(conflicts: Vec<Conflict>) -> Vec<FileConflict> {
    let told = |conflict: Conflict| FileConflict { place: conflict.place(), what: conflict.what };
    conflicts.into_iter().map(told).collect()
}

/// Where one side may have split the file: git asks about one file at a time, and what is gone from
/// it may be in another one.
fn split_note([base, ours, theirs]: [&str; 3], is_clean: bool) -> Option<Message> {
    let lost = lost_by_split(base, ours, theirs)?;
    Some(match lost.as_slice() {
        [] if is_clean => return None,
        [] => message!(
            "merge.maybe-split",
            "if one side has split this file, `workplan resolve` finishes the merge"
        ),
        [first] => message!(
            "merge.maybe-split-lost",
            "neither side has {first} here; if one side has split this file, `workplan resolve` \
             finishes the merge",
            first = first.clone()
        ),
        [first, others @ ..] => message!(
            "merge.maybe-split-lost-more",
            "neither side has {first} and {more} more here; if one side has split this file, \
             `workplan resolve` finishes the merge",
            first = first.clone(),
            more = others.len()
        ),
    })
}

fn references_beside(
    sides: Option<&MergeSides>,
    [old, new]: [&str; 2],
    plans: &[String],
) -> Vec<Message> {
    let Some(sides) = sides else {
        return vec![message!(
            "merge.new-id-unsure",
            "git does not say which commit is merged, so {new} may be in use in another file of \
             theirs: run `workplan check` after the merge",
            new
        )];
    };
    let line = |name: &str| {
        message!(
            "merge.refers-to-their-id",
            "{name} refers to their {old}, and is merged without this file: let it refer to {new}",
            name = clean_line(name),
            old,
            new
        )
    };
    sides.referring(old, plans).into_iter().map(line).collect()
}

fn read(path: &Path) -> Result<Vec<u8>> {
    let shown = path_text(path);
    if !std::fs::metadata(path).context(cannot_read(&shown))?.is_file() {
        return Err(Error::usage(message!(
            "files.is-not-a-file",
            "{path} is not a file",
            path = shown
        )));
    }
    std::fs::read(path).context(cannot_read(shown))
}
