//! The workplans folder on the disk, beside the last commit.

use super::place::Place;
use crate::diagnostic::{Message, message};
use crate::report::LeftOutFile;
use crate::store::{DiskFolder, PlanTree, SpareIndex, TreeChange, WhyLeftOut, read_folder};
use crate::text::clean_line;
use crate::workspace::{Error, Result};

/// The state of the folder on the disk beside the last commit.
pub(super) struct LocalState {
    pub head: Option<String>,
    pub committed: PlanTree,
    pub on_disk: PlanTree,
    /// What differs in the folder, be it a file of the format or not.
    pub changed: Vec<TreeChange>,
    disk: DiskFolder,
    pub index: SpareIndex,
}

impl LocalState {
    /// Looks at the folder. Nothing is changed.
    pub(super) fn read(place: &Place) -> Result<LocalState> {
        let trees = &place.trees;
        let head = place.head()?;
        let index = place.spare_index()?;
        let mut disk = trees.of_disk(&index.path()).map_err(|error| {
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
        let changed = trees.differences(&index.path(), head.as_deref())?;
        let on_disk = std::mem::take(&mut disk.plans);
        Ok(LocalState { head, committed, on_disk, changed, disk, index })
    }

    /// The state after a commit of everything in the folder.
    pub(super) fn committed_at(self, head: Option<String>, committed: PlanTree) -> LocalState {
        LocalState { head, committed, changed: Vec::new(), ..self }
    }
}

/// Returns the files of the folder that are not shared, with the reasons, and whether one of them
/// is of the format.
pub(super) fn left_out(place: &Place, local: &LocalState) -> Result<(Vec<LeftOutFile>, bool)> {
    let trees = &place.trees;
    let mut all = local.disk.left_out.clone();
    all.extend(trees.unwatched(&local.disk, &local.on_disk)?);
    let there = read_folder(&place.folder).unwrap_or_default();
    for path in
        there.files.iter().map(|file| &file.path).filter(|path| !local.on_disk.contains_key(*path))
    {
        let known = trees.from_root(path);
        if !all.iter().any(|(own, _)| *own == known) {
            all.push((known, WhyLeftOut::Ignored));
        }
    }
    let stops = |path: &str| {
        let known = trees.below(path).map(|path| format!("{}/{path}", there.folder));
        there.unreadable.iter().any(|own| Some(&own.path) == known.as_ref())
    };
    let has_plans = all.iter().any(|(path, _)| trees.in_folder(path).is_some());
    let file = |(path, why): (String, WhyLeftOut)| LeftOutFile {
        why: match why {
            WhyLeftOut::Link if stops(&path) => message!(
                "share.is-link-out",
                "a link out of the folder: edits are refused until it is removed"
            ),
            why => reason(why),
        },
        path: clean_line(path.trim_end_matches('/')).into_owned(),
    };
    // What was meant to be shared comes first.
    all.sort_by(|(one, why), (other, other_why)| other_why.cmp(why).then(one.cmp(other)));
    Ok((all.into_iter().map(file).collect(), has_plans))
}

fn reason(why: WhyLeftOut) -> Message {
    match why {
        WhyLeftOut::Backup => message!("share.is-backup", "left by another program"),
        WhyLeftOut::Mail => message!("share.is-mail", "a mail"),
        WhyLeftOut::Hidden => message!("share.is-hidden", "hidden"),
        WhyLeftOut::Repository => message!("share.is-repository", "a git repository of its own"),
        WhyLeftOut::Link => message!("share.is-link", "a link"),
        WhyLeftOut::Ignored => message!("share.is-ignored", "ignored by git"),
        WhyLeftOut::Unwatched => {
            message!("share.is-unwatched", "git was asked to ignore its changes")
        }
    }
}
