//! Plans that both sides have split into files, each in another way: one way is kept.

use std::collections::BTreeSet;

use super::sides::{Answers, FolderMerge, OpenConflict, ThreeTrees};
use crate::diagnostic::message;
use crate::edit::merge::Favour;
use crate::format::plan_of;
use crate::store::PlanTree;

/// Takes the plans that both have split, as far as it is decided whose files are kept. Returns the
/// paths that are dealt with.
pub(super) fn take(
    ThreeTrees { base, ours, theirs }: ThreeTrees<'_>,
    answers: &Answers,
    found: &mut FolderMerge,
) -> BTreeSet<String> {
    let mut done = BTreeSet::new();
    for path in base.keys().filter(|path| !path.contains('/')) {
        let Some(plan) = plan_of(path) else { continue };
        let of_plan = |tree: &PlanTree| -> BTreeSet<String> {
            tree.keys().filter(|own| plan_of(own).as_deref() == Some(&*plan)).cloned().collect()
        };
        let [own, other] = [of_plan(ours), of_plan(theirs)];
        let is_split = |files: &BTreeSet<String>| !files.is_empty() && !files.contains(path);
        if !is_split(&own) || !is_split(&other) || own == other {
            continue;
        }
        match answers.files.get(path) {
            Some(side) => {
                let kept = if *side == Favour::Ours { (ours, &own) } else { (theirs, &other) };
                let entry = |path: &String| Some((path.clone(), kept.0.get(path)?.clone()));
                found.tree.extend(kept.1.iter().filter_map(entry));
            }
            None => {
                let what = message!(
                    "share.both-split",
                    "you and others have both split this plan into files, each in another way; the \
                     files of one side are kept"
                );
                found.conflicts.push(OpenConflict::of_file(path, what, [None, None]));
            }
        }
        done.extend(own.into_iter().chain(other));
        done.insert(path.clone());
    }
    done
}
