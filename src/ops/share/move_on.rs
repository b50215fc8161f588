//! Brings the files on the disk on to a commit, beside what the user has changed meanwhile.

use std::collections::BTreeSet;
use std::io;
use std::path::Path;
use std::rc::Rc;

use super::beside::{Unsaved, unsaved};
use super::broken::readable_base;
use super::combine::refuse_new_errors;
use super::folder_merge::merge;
use super::local_state::LocalState;
use super::misfit::Origins;
use super::moved::refuse_unsaved;
use super::own_ids::GivenId;
use super::place::Place;
use super::refusals::refuse_locked;
use super::sides::{Answers, DoneMerge, FolderMerge, OpenConflict, Sides, ThreeTrees};
use super::states::States;
use super::words::named;
use crate::diagnostic::message;
use crate::ops::replace::replace_all;
use crate::report::FileNote;
use crate::store::{NewText, PlanTree, TreeChange};
use crate::text::{clean_line, path_text};
use crate::workspace::{Error, ErrorKind, Result, lock};

/// The result.
pub(super) enum Moved {
    /// The files have both.
    Done(MovedFiles),
    /// Conflicts that have to be decided first. Nothing was changed.
    Conflicts(Vec<OpenConflict>, Sides),
    /// Another run has saved more meanwhile, which the commit does not have. Nothing was changed.
    Overtaken,
}

/// The files on the disk, brought on.
#[derive(Default)]
pub(super) struct MovedFiles {
    /// Notes, such as new ids.
    pub notes: Vec<FileNote>,
    /// New ids of activities that were not saved.
    pub given: Vec<GivenId>,
    /// The merge with what was not saved: its side of the user is the folder as it was.
    pub merge: DoneMerge,
}

/// Moves the branch and the files on to a commit that follows the last one. What the user has
/// changed in the workplans since then is merged with it; any other changed file stays, or it is
/// refused. `began` is the last commit that the commit was made from.
///
/// The files are written before git is notified: if this is stopped in between, they have what both
/// did, and the next run finds the same changes on both sides.
pub(super) fn move_on(
    place: &Place,
    states: &States<'_>,
    [began, commit]: [Option<&str>; 2],
    answers: &Answers,
    dry_run: bool,
) -> Result<Moved> {
    let trees = &place.trees;
    let commit = commit.unwrap_or_default();
    let _lock = (!dry_run).then(|| lock(&place.options, &place.folder)).transpose()?;
    let mut local = LocalState::read(place)?;
    let on_disk = Rc::new(std::mem::take(&mut local.on_disk));
    let as_it_is = || {
        let sides = Sides { ours: Rc::clone(&on_disk), ..Sides::default() };
        let merge = DoneMerge { sides, tree: PlanTree::clone(&on_disk), ..DoneMerge::default() };
        Moved::Done(MovedFiles { merge, ..MovedFiles::default() })
    };
    if local.head.as_deref() == Some(commit) {
        return Ok(as_it_is());
    }
    if let Some(head) = local.head.as_deref().filter(|head| Some(*head) != began) {
        // Another run was faster.
        if trees.git.is_in(commit, head)? {
            return Ok(as_it_is());
        }
        if !trees.git.is_in(head, commit)? {
            return Ok(Moved::Overtaken);
        }
    }
    if !dry_run {
        refuse_locked(place)?;
    }
    let (beside, files) = unsaved(place, states, &local, commit, answers)?;
    let is_decided = |path: &str| {
        let inside = place.trees.below(path);
        inside.is_some_and(|path| {
            [&files.ours, &files.theirs].iter().any(|own| own.contains_key(path))
        })
    };
    refuse_in_the_way(place, states, local.head.as_deref(), commit, is_decided)?;
    let theirs = states.of(commit)?;
    let base = match local.head.as_deref() {
        Some(head) => {
            let base = states.of(head)?;
            refuse_unsaved(place, [&on_disk, &base, &theirs], [head, commit])?;
            readable_base(place, states, head, [&base, &on_disk, &theirs])?
        }
        None => Rc::default(),
    };
    let sides = Sides { base, ours: on_disk, theirs };
    let mut merged = merge(states, &place.title, sides.three(), answers, place.options.today)?;
    merged.conflicts.extend(beside.open);
    merged.settled.extend(beside.settled);
    if !merged.conflicts.is_empty() {
        return Ok(Moved::Conflicts(merged.conflicts, sides));
    }
    let own = merged.own.tree.as_ref().unwrap_or(&sides.ours);
    let range = (local.head.as_deref(), commit);
    let origins = Origins { base: &sides.base, ours: own, theirs: &sides.theirs, range };
    refuse_new_errors(place, states, origins, &merged.tree)?;
    if !dry_run {
        bring_on(place, &local.committed, &sides, &merged, &files, commit)?;
    }
    let merge = DoneMerge { sides, tree: merged.tree, settled: merged.settled };
    Ok(Moved::Done(MovedFiles { notes: merged.notes, given: merged.own.given, merge }))
}

/// Writes the files, and moves git on.
fn bring_on(
    place: &Place,
    committed: &PlanTree,
    sides: &Sides,
    merged: &FolderMerge,
    files: &Unsaved,
    commit: &str,
) -> Result<()> {
    let (trees, ThreeTrees { base, ours, theirs }) = (&place.trees, sides.three());
    let FolderMerge { tree, merged, .. } = merged;
    // Files that the user has changed, and that the commit changes as well.
    let touched: Vec<&String> = ours
        .keys()
        .chain(base.keys())
        .collect::<BTreeSet<_>>()
        .into_iter()
        .filter(|path| ours.get(*path) != base.get(*path) && theirs.get(*path) != base.get(*path))
        .chain(merged.iter())
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect();
    let only = |tree: &PlanTree, files: &PlanTree| -> PlanTree {
        let own =
            touched.iter().filter_map(|path| Some(((*path).clone(), tree.get(*path)?.clone())));
        own.chain(files.clone()).collect()
    };
    let (before, after) = (only(ours, &files.ours), only(tree, &files.kept));
    write(place, &before, &after)?;
    let (committed, theirs) = (only(committed, &files.committed), only(theirs, &files.theirs));
    // Git leaves a file alone whose entry is that of the commit already.
    trees.note(&committed, &theirs)?;
    let answer = trees.move_on(commit)?;
    if !answer.is_success() {
        trees.note(&theirs, &committed)?;
        write(place, &after, &before)?;
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
    Ok(())
}

/// Writes files as a state has them, if they still are as the other state has them.
fn write(place: &Place, from: &PlanTree, to: &PlanTree) -> Result<()> {
    let paths: BTreeSet<&String> = from.keys().chain(to.keys()).collect();
    let paths: Vec<&String> =
        paths.into_iter().filter(|path| from.get(*path) != to.get(*path)).collect();
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
    for file in &removed {
        std::fs::remove_file(file)?;
        // The folder of a plan goes with its last file; one that holds other files stays.
        if let Some(own) = file.parent().filter(|own| *own != place.folder) {
            let _ = std::fs::remove_dir(own);
        }
    }
    Ok(())
}

/// Refuses where an editor has saved one of these files since they were looked at: what it saved
/// is in neither state.
fn refuse_changed(place: &Place, paths: &[&String], known: &PlanTree) -> Result<()> {
    if paths.is_empty() {
        return Ok(());
    }
    let index = place.spare_index()?;
    place.trees.of_disk(&index.path())?;
    let now = place.trees.all_of_index(&index.path())?;
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
    is_decided: impl Fn(&str) -> bool,
) -> Result<()> {
    let trees = &place.trees;
    let Some(head) = head else { return Ok(()) };
    let changed = states.changed(head, commit)?;
    let here = states.changed_here(head)?;
    let is_there = |path: &str| trees.git.folder().join(path).symlink_metadata().is_ok();
    let (plans, others): (Vec<&TreeChange>, Vec<&TreeChange>) =
        changed.iter().partition(|change| trees.in_folder(&change.path).is_some());
    let new = plans.iter().filter(|plan| plan.before.is_none() && is_there(&plan.path));
    let new: Vec<&str> = new.map(|plan| plan.path.as_str()).collect();
    refuse_ignored(place, &new)?;
    let in_the_way: BTreeSet<&str> = others
        .iter()
        .filter(|file| !is_decided(&file.path))
        .filter(|file| here.contains(&file.path) || file.before.is_none())
        .filter(|file| is_there(&file.path))
        .map(|file| file.path.as_str())
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
        "move yours away, run the same command again, and compare the two"
    )))
}

/// Refuses where others share a plan that git ignores here: it is the user's own, and would be
/// overwritten.
fn refuse_ignored(place: &Place, paths: &[&str]) -> Result<()> {
    if paths.is_empty() {
        return Ok(());
    }
    let mut asked = vec!["ls-files", "-z", "--others", "--ignored", "--exclude-standard", "--"];
    asked.extend(paths);
    let said = String::from_utf8_lossy(&place.trees.git.ask(&asked)?).into_owned();
    let ignored: BTreeSet<&str> = said.split('\0').filter(|path| !path.is_empty()).collect();
    if ignored.is_empty() {
        return Ok(());
    }
    let failure = Error::refused(message!(
        "share.ignored-in-the-way",
        "others share files that you have as well, and that git ignores here: {paths}. Nothing was \
         taken in",
        paths = named(&ignored)
    ));
    Err(failure.hint(message!(
        "share.move-ignored",
        "move yours away, run the same command again, and compare the two. Who knows git: `git \
         check-ignore -v FILE` names the line by which it is ignored"
    )))
}
