//! Saves the user's own changes: one commit of the workplans folder alone.

use super::changes::{with_diff, wording};
use super::dialogue::ShareDialogue;
use super::hooks::{broken_by_hooks, emptied_by_hook, left_on_disk, made_by_hooks};
use super::judge::judged;
use super::local_state::LocalState;
use super::place::Place;
use super::refusals::{has_hook, not_committed, refuse_links, refuse_locked, refuse_moved};
use super::states::States;
use crate::diagnostic::message;
use crate::report::{ChangeByOthersKind, ChangedFile, SavedChanges, ShareStep};
use crate::store::TreeChange;
use crate::text::clean_line;
use crate::workspace::{Error, Result, lock};

/// The longest subject that is repeated.
const MOST_SHOWN: usize = 120;

/// Commits what is new in the folder; `None` where there is nothing.
pub(super) fn save(
    place: &Place,
    text: Option<&str>,
    dry_run: bool,
    dialogue: &dyn ShareDialogue,
) -> Result<(Option<SavedChanges>, LocalState)> {
    let lock = (!dry_run).then(|| lock(&place.options, &place.folder)).transpose()?;
    if !dry_run {
        refuse_locked(place)?;
    }
    let states = States::new(&place.trees, &place.title);
    // Where that cannot be read, nothing can be written either, which is said next.
    let unfinished = place.trees.unfinished_commit().ok().flatten();
    if !dry_run && let Some(before) = unfinished {
        finish(place, &states, before.as_deref())?;
    }
    let local = LocalState::read(place)?;
    refuse_moved(place, &local)?;
    refuse_links(&local)?;
    if local.changed.is_empty() {
        return Ok((None, local));
    }
    let (before, after) = (states.file_set(&local.committed)?, states.file_set(&local.on_disk)?);
    let judgement = judged(&[&before], &after, place.options.today);
    if !judgement.new_errors.is_empty() {
        let heading =
            message!("share.errors", "nothing is shared yet: these errors are in your changes");
        return Err(Error::plans(Some(heading), judgement.new_errors).hint(message!(
            "share.fix-errors",
            "correct them, or let `workplan check --fix` do what it can; then `workplan share` again"
        )));
    }
    let is_beside = |change: &&TreeChange| place.trees.in_folder(&change.path).is_none();
    let beside = local.changed.iter().filter(is_beside).map(changed_file).collect();
    let both = [states.files(&local.committed)?, states.files(&local.on_disk)?];
    let worded = with_diff(both, place.options.today, |plans| wording(plans, &local.changed));
    let subject = match text.map(str::trim).filter(|text| !text.is_empty()) {
        Some(text) => text.to_owned(),
        None => worded.subject,
    };
    let details = if worded.details.is_empty() {
        String::new()
    } else {
        format!("\n\n{}", worded.details.join("\n"))
    };
    let mut saved = SavedChanges {
        commit: None,
        subject: clean_line(subject.lines().next().unwrap_or_default())
            .chars()
            .take(MOST_SHOWN)
            .collect(),
        files: beside,
        by_hooks: Vec::new(),
        warnings: judgement.warnings,
        old_errors: judgement.old_errors,
        is_dry_run: dry_run,
    };
    if dry_run {
        return Ok((Some(saved), local));
    }
    if !place.knows_author()? {
        // While the user is asked, nothing is locked, and an interruption leaves nothing behind.
        drop((local, lock));
        place.author(dialogue)?;
        return save(place, text, dry_run, dialogue);
    }
    if let Err(answer) = place.trees.commit(
        &local.index.path(),
        &format!("{subject}{details}\n"),
        local.head.as_deref(),
    )? {
        return Err(not_committed(place, &answer));
    }
    saved.commit = place.head()?;
    let mut committed = local.on_disk.clone();
    if let Some(commit) = &saved.commit {
        let by_hooks = made_by_hooks(place, &local, commit)?;
        if place.trees.changed_from(local.head.as_deref(), commit)?.is_empty() {
            place.trees.take_back_commit(commit, local.head.as_deref())?;
            return Err(emptied_by_hook(place));
        }
        if !by_hooks.is_empty() {
            committed = place.trees.of(commit)?;
            let result = states.file_set(&committed)?;
            let judgement = judged(&[&before], &result, place.options.today);
            if !judgement.new_errors.is_empty() {
                place.trees.take_back_commit(commit, local.head.as_deref())?;
                return Err(broken_by_hooks(place, &by_hooks, judgement.new_errors));
            }
            (saved.warnings, saved.old_errors) = (judgement.warnings, judgement.old_errors);
        }
        // Without a hook, an editor has saved the file a moment ago: that is the user's change.
        if has_hook(place) {
            saved.by_hooks = by_hooks.iter().map(changed_file).collect();
        }
    }
    place.trees.finish_commit()?;
    if let Some(left) = left_on_disk(place, &local.on_disk, &committed)? {
        dialogue.step(&ShareStep::Note(left));
    }
    Ok((Some(saved.clone()), local.committed_at(saved.commit, committed)))
}

/// Finishes the commit of a run that was stopped. If a hook has brought errors into it, it is taken
/// back, as that run would have done. `before` is the commit before it.
fn finish(place: &Place, states: &States<'_>, before: Option<&str>) -> Result<()> {
    let parent = place.trees.git.line(&["rev-parse", "--quiet", "--verify", "HEAD^{commit}^"])?;
    if let Some(commit) = place.head()?.filter(|_| parent.as_deref() == before) {
        let known = before.map(|before| states.of(before)).transpose()?.unwrap_or_default();
        let [known, made] = [states.file_set(&known)?, states.file_set(&*states.of(&commit)?)?];
        let judgement = judged(&[&known], &made, place.options.today);
        if !judgement.new_errors.is_empty() {
            // What differs from the files here is not the user's.
            let here = LocalState::read(place)?.changed.into_iter();
            let by_hooks: Vec<TreeChange> = here
                .map(|own| TreeChange { path: own.path, before: own.after, after: own.before })
                .collect();
            place.trees.take_back_commit(&commit, before)?;
            return Err(broken_by_hooks(place, &by_hooks, judgement.new_errors));
        }
    }
    Ok(place.trees.finish_commit()?)
}

fn changed_file(change: &TreeChange) -> ChangedFile {
    ChangedFile {
        path: clean_line(&change.path).into_owned(),
        kind: match (&change.before, &change.after) {
            (None, _) => ChangeByOthersKind::Added,
            (_, None) => ChangeByOthersKind::Removed,
            _ => ChangeByOthersKind::Changed,
        },
    }
}
