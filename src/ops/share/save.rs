//! Saves the user's own changes: one commit of the workplans folder alone.

use super::changes::{with_diff, wording};
use super::dialogue::ShareDialogue;
use super::judge::judged;
use super::local_state::LocalState;
use super::place::Place;
use super::refusals::{not_committed, refuse_links, refuse_locked, refuse_moved};
use super::states::States;
use crate::diagnostic::message;
use crate::report::{ChangeByOthersKind, ChangedFile, SavedChanges};
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
    let local = LocalState::read(place)?;
    refuse_moved(place, &local)?;
    refuse_links(&local)?;
    if local.changed.is_empty() {
        if !dry_run && place.trees.has_unfinished_commit()? {
            place.trees.finish_commit()?;
        }
        return Ok((None, local));
    }
    let states = States::new(&place.trees, &place.title);
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
    if let Err(answer) =
        place.trees.commit(&local.index.path(), &format!("{subject}{details}\n"))?
    {
        return Err(not_committed(place, &answer));
    }
    saved.commit = place.head()?;
    if let Some(commit) = &saved.commit {
        let known = |path: &str| local.changed.iter().any(|own| own.path == path);
        let all = place.trees.changed_from(local.head.as_deref(), commit)?;
        saved.by_hooks = all.iter().filter(|one| !known(&one.path)).map(changed_file).collect();
    }
    let (head, committed) = (saved.commit.clone(), local.on_disk.clone());
    Ok((Some(saved), local.committed_at(head, committed)))
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
