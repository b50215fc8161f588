//! Saves the user's own changes: one commit of the workplans folder alone.

use super::changes::{with_diff, wording};
use super::dialogue::ShareDialogue;
use super::judge::judged;
use super::place::Place;
use super::states::States;
use crate::diagnostic::message;
use crate::report::SavedChanges;
use crate::store::{PlanTree, SpareIndex};
use crate::text::clean_line;
use crate::workspace::{Error, ErrorKind, Result, lock};

/// The longest subject that is repeated.
const MOST_SHOWN: usize = 120;

/// The state of the folder on the disk beside the last commit.
pub(super) struct LocalState {
    pub head: Option<String>,
    pub committed: PlanTree,
    pub on_disk: PlanTree,
    /// Whether anything in the folder differs, be it a file of the format or not.
    pub differs: bool,
    index: SpareIndex,
}

impl LocalState {
    /// Looks at the folder. Nothing is changed.
    pub(super) fn read(place: &Place) -> Result<LocalState> {
        let trees = &place.trees;
        let head = place.head()?;
        let index = trees.spare_index()?;
        let on_disk = trees.of_disk(&index.path()).map_err(|error| {
            Error::from(error).context(|why| {
                message!(
                    "share.git-cannot-take",
                    "git cannot take in the workplans folder: {why}",
                    why
                )
            })
        })?;
        let committed = match &head {
            Some(head) => trees.of(head)?,
            None => PlanTree::new(),
        };
        let differs = trees.differs(&index.path(), head.as_deref())?;
        Ok(LocalState { head, committed, on_disk, differs, index })
    }
}

/// Commits what is new in the folder; `None` where there is nothing.
pub(super) fn save(
    place: &Place,
    text: Option<&str>,
    dry_run: bool,
    dialogue: &dyn ShareDialogue,
) -> Result<(Option<SavedChanges>, LocalState)> {
    let _lock = (!dry_run).then(|| lock(&place.folder)).transpose()?;
    let local = LocalState::read(place)?;
    if !local.differs {
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
    let files = local
        .on_disk
        .iter()
        .filter(|(path, entry)| local.committed.get(*path) != Some(entry))
        .count()
        .max(1);
    let both = [states.files(&local.committed)?, states.files(&local.on_disk)?];
    let worded = with_diff(both, place.options.today, |plans| wording(plans, files));
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
        warnings: judgement.warnings,
        old_errors: judgement.old_errors,
        is_dry_run: dry_run,
    };
    if dry_run {
        return Ok((Some(saved), local));
    }
    place.author(dialogue)?;
    if let Err(answer) =
        place.trees.commit(&local.index.path(), &format!("{subject}{details}\n"))?
    {
        let failure = Error::refused(message!(
            "share.commit-refused",
            "your changes were not taken: a check of this repository refused them. It says: {why}",
            why = answer.words()
        ));
        return Err(failure.hint(message!(
            "share.commit-refused-next",
            "nothing was changed, and your files are as they were; correct what it names, then \
             `workplan share` again"
        )));
    }
    saved.commit = place.head()?;
    let (head, committed) = (saved.commit.clone(), local.on_disk.clone());
    Ok((Some(saved), LocalState { head, committed, differs: false, ..local }))
}

/// The error for a git that is too old to merge without touching files.
pub(super) fn old_git() -> Error {
    Error::new(
        ErrorKind::Refused,
        message!(
            "share.old-git",
            "this version of git is too old to take in what others did: git 2.38 or newer is needed"
        ),
    )
}
