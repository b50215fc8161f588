//! Brings the files on the disk on to a commit, beside what the user has changed meanwhile.

use std::collections::BTreeSet;
use std::io;
use std::path::Path;

use super::combine::{named, refuse_new_errors};
use super::folder_merge::{Answers, OpenConflict, ThreeTrees, merge};
use super::place::Place;
use super::save::LocalState;
use super::states::States;
use crate::diagnostic::message;
use crate::ops::replace::replace_all;
use crate::report::FileNote;
use crate::store::{NewText, PlanTree};
use crate::text::{clean_line, path_text};
use crate::workspace::{Error, ErrorKind, Result, lock};

/// The result.
pub(super) enum Moved {
    /// The files have both.
    Done(Vec<FileNote>),
    /// Conflicts that have to be decided first. Nothing was changed.
    Conflicts(Vec<OpenConflict>),
}

/// Moves the branch and the files on to a commit that follows the last one. What the user has
/// changed in the workplans since then is merged with it; any other changed file stays, or it is
/// refused.
///
/// The files are written before git is notified: if this is stopped in between, they have what both
/// did, and the next run finds the same changes on both sides.
pub(super) fn move_on(
    place: &Place,
    states: &States<'_>,
    commit: &str,
    answers: &Answers,
    dry_run: bool,
) -> Result<Moved> {
    let trees = &place.trees;
    let _lock = (!dry_run).then(|| lock(&place.folder)).transpose()?;
    let local = LocalState::read(place)?;
    if local.head.as_deref() == Some(commit) {
        return Ok(Moved::Done(Vec::new()));
    }
    refuse_in_the_way(place, states, local.head.as_deref(), commit)?;
    let (base, ours, theirs) = (&local.committed, &local.on_disk, states.of(commit)?);
    let three = ThreeTrees { base, ours, theirs: &theirs };
    let merged = merge(states, &place.title, three, answers, place.options.today)?;
    if !merged.conflicts.is_empty() {
        return Ok(Moved::Conflicts(merged.conflicts));
    }
    refuse_new_errors(place, states, [ours, &theirs], &merged.tree)?;
    if dry_run {
        return Ok(Moved::Done(merged.notes));
    }
    // Files that the user has changed, and that the commit changes as well.
    let touched: Vec<&String> = ours
        .keys()
        .chain(base.keys())
        .collect::<BTreeSet<_>>()
        .into_iter()
        .filter(|path| ours.get(*path) != base.get(*path) && theirs.get(*path) != base.get(*path))
        .chain(merged.merged.iter())
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect();
    write(place, &touched, ours, &merged.tree)?;
    let only = |tree: &PlanTree| -> PlanTree {
        let own =
            touched.iter().filter_map(|path| Some(((*path).clone(), tree.get(*path)?.clone())));
        own.collect()
    };
    // Git leaves a file alone whose entry is that of the commit already.
    trees.note(&only(base), &only(&theirs))?;
    let answer = trees.move_on(commit)?;
    if !answer.is_success() {
        trees.note(&only(&theirs), &only(base))?;
        write(place, &touched, &merged.tree, ours)?;
        let failure = Error::new(
            ErrorKind::Unwritable,
            message!(
                "share.cannot-move-on",
                "the files cannot be brought up to date: {why}",
                why = answer.words()
            ),
        );
        return Err(failure.hint(message!(
            "share.as-they-were",
            "your files are as they were; correct what is named, and run the same command again"
        )));
    }
    Ok(Moved::Done(merged.notes))
}

/// Writes these files as a state has them, if they still are as the other state has them.
fn write(place: &Place, paths: &[&String], from: &PlanTree, to: &PlanTree) -> Result<()> {
    let paths: Vec<&String> =
        paths.iter().copied().filter(|path| from.get(*path) != to.get(*path)).collect();
    let mut texts = Vec::new();
    let mut removed = Vec::new();
    for path in &paths {
        let file = place.folder.join(path);
        if let Some(link) = link_on_way(&place.folder, path) {
            let failure = Error::refused(message!(
                "share.through-link",
                "{link} is a link, and nothing is written through it. Nothing was taken in",
                link = clean_line(&link)
            ));
            return Err(failure.hint(message!(
                "share.replace-link",
                "put a file or a folder in its place, and run the same command again"
            )));
        }
        let Some(entry) = to.get(*path) else {
            removed.push(file);
            continue;
        };
        let old = match std::fs::read(&file) {
            Ok(bytes) => Some(bytes),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(error.into()),
        };
        texts.push((*path, file, old, place.trees.as_file(path, &entry.id)?));
    }
    refuse_changed(place, &paths, from)?;
    for (_, file, ..) in &texts {
        if !file.parent().is_some_and(Path::is_dir) {
            std::fs::create_dir_all(file.parent().unwrap_or(&place.folder))?;
        }
    }
    replace_all(texts.iter().map(|(path, file, old, new)| {
        let text = NewText { path: file.clone(), old: old.as_deref(), new };
        (format!("{}/{path}", place.title), text)
    }))?;
    removed.iter().try_for_each(std::fs::remove_file).map_err(Error::from)
}

/// Refuses where an editor has saved one of these files since they were looked at: what it saved
/// is in neither state.
fn refuse_changed(place: &Place, paths: &[&String], known: &PlanTree) -> Result<()> {
    if paths.is_empty() {
        return Ok(());
    }
    let index = place.trees.spare_index()?;
    let now = place.trees.of_disk(&index.path())?;
    let changed: BTreeSet<&str> = paths
        .iter()
        .filter(|path| now.get(**path) != known.get(**path))
        .map(|path| path.as_str())
        .collect();
    if changed.is_empty() {
        return Ok(());
    }
    let failure = Error::refused(message!(
        "share.changed-meanwhile",
        "these files were changed while others' changes were taken in: {paths}. They are as you \
         saved them",
        paths = named(&changed)
    ));
    Err(failure.hint(message!("share.changed-again", "run the same command again")))
}

/// The first link on the way to a file in the folder, the file itself included.
fn link_on_way(folder: &Path, path: &str) -> Option<String> {
    let mut parts: Vec<&Path> = Path::new(path).ancestors().collect();
    parts.retain(|part| !part.as_os_str().is_empty());
    let link = parts.into_iter().rev().find(|part| folder.join(part).is_symlink())?;
    Some(path_text(link))
}

/// Refuses where a file that the user has changed, and that is no workplan, would be overwritten.
pub(super) fn refuse_in_the_way(
    place: &Place,
    states: &States<'_>,
    head: Option<&str>,
    commit: &str,
) -> Result<()> {
    let trees = &place.trees;
    let Some(head) = head else { return Ok(()) };
    let changed = trees.changed(head, commit)?;
    let here = states.changed_here(head)?;
    let is_there = |path: &str| trees.git.folder().join(path).symlink_metadata().is_ok();
    let in_the_way: BTreeSet<&str> = changed
        .iter()
        .filter(|(path, _)| trees.in_folder(path).is_none())
        .filter(|(path, is_new)| here.contains(*path) || **is_new && is_there(path))
        .map(|(path, _)| path.as_str())
        .collect();
    if in_the_way.is_empty() {
        return Ok(());
    }
    let failure = Error::refused(message!(
        "share.in-the-way",
        "others changed files that you have changed as well, and that are no workplans: {paths}. \
         Nothing was taken in",
        paths = named(&in_the_way)
    ));
    Err(failure.hint(message!(
        "share.move-away",
        "commit them, or move them away, and run the same command again"
    )))
}
