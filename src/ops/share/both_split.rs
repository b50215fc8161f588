//! Plans that both sides have split into files: they have the files of one side, and what both
//! sides did.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::sides::{Answers, FolderMerge, OpenConflict, Sides, ThreeTrees};
use super::states::States;
use crate::diagnostic::message;
use crate::edit::merge::{Favour, laid_out};
use crate::format::plan_of;
use crate::store::{PlanTree, TreeEntry};
use crate::workspace::Result;

/// What became of the plans that both have split.
#[derive(Default)]
pub(super) struct BothSplit {
    /// The three states with the same files of these plans, to be merged.
    pub trees: Option<Sides>,
    /// The paths that are dealt with.
    pub done: BTreeSet<String>,
    /// The paths that these plans have on a side.
    pub paths: BTreeSet<String>,
}

/// Gives the plans that both have split the same files on both sides and in the base. Whose files
/// they are is a question, unless both have the same.
pub(super) fn settle(
    states: &States<'_>,
    three: ThreeTrees<'_>,
    answers: &Answers,
    found: &mut FolderMerge,
) -> Result<BothSplit> {
    let ThreeTrees { base, ours, theirs } = three;
    let mut split = BothSplit::default();
    for path in base.keys().filter(|path| !path.contains('/')) {
        let Some(plan) = plan_of(path) else { continue };
        let of_plan = |tree: &PlanTree| -> BTreeSet<String> {
            tree.keys().filter(|own| plan_of(own).as_deref() == Some(&*plan)).cloned().collect()
        };
        let [own, other] = [of_plan(ours), of_plan(theirs)];
        let is_split = |files: &BTreeSet<String>| !files.is_empty() && !files.contains(path);
        if !is_split(&own) || !is_split(&other) {
            continue;
        }
        let all = own.iter().chain(&other).chain([path]).cloned();
        let side = match answers.files.get(path) {
            _ if own == other => Favour::Ours,
            Some(side) => *side,
            None => {
                let what = message!(
                    "share.both-split",
                    "you and others have both split this plan into files, each in another way; the \
                     files of one side are kept"
                );
                let one = OpenConflict::of_file(path, what, [None, None]);
                found.conflicts.push(OpenConflict { drops_nothing: true, ..one });
                split.done.extend(all);
                continue;
            }
        };
        let (kept, kept_paths, given, given_paths) = match side {
            Favour::Ours => (ours, &own, theirs, &other),
            Favour::Theirs => (theirs, &other, ours, &own),
        };
        let laid = LaidOut::of(states, [base, kept, given], path, [kept_paths, given_paths])?;
        split.paths.extend(all.clone());
        let Some(LaidOut { of_base, of_given }) = laid else {
            // The files of both cannot be merged one by one.
            if own != other {
                let entry = |path: &String| Some((path.clone(), kept.get(path)?.clone()));
                found.tree.extend(kept_paths.iter().filter_map(entry));
                split.done.extend(all);
            }
            continue;
        };
        let trees = split.trees.get_or_insert_with(|| {
            let [base, ours, theirs] = [base, ours, theirs].map(|tree| Rc::new(tree.clone()));
            Sides { base, ours, theirs }
        });
        let new_base = Rc::make_mut(&mut trees.base);
        new_base.remove(path);
        new_base.extend(of_base);
        let new = Rc::make_mut(match side {
            Favour::Ours => &mut trees.theirs,
            Favour::Theirs => &mut trees.ours,
        });
        new.retain(|own, _| !given_paths.contains(own));
        new.extend(of_given);
    }
    Ok(split)
}

/// The plan of the base, and of the side whose files are not kept, in the files that are kept.
struct LaidOut {
    of_base: PlanTree,
    of_given: PlanTree,
}

impl LaidOut {
    fn of(
        states: &States<'_>,
        [base, kept, given]: [&PlanTree; 3],
        path: &str,
        [kept_paths, given_paths]: [&BTreeSet<String>; 2],
    ) -> Result<Option<LaidOut>> {
        let text = |tree: &PlanTree, path: &str| -> Result<Option<String>> {
            let bytes = states.content(tree, path)?;
            Ok(bytes.and_then(|bytes| String::from_utf8(bytes).ok()))
        };
        let texts = |tree: &PlanTree, paths: &BTreeSet<String>| -> Result<Option<Vec<String>>> {
            paths.iter().map(|path| text(tree, path)).collect()
        };
        let (Some(whole), Some(parts), Some(version)) =
            (text(base, path)?, texts(kept, kept_paths)?, texts(given, given_paths)?)
        else {
            return Ok(None);
        };
        let [parts, version] =
            [&parts, &version].map(|texts| texts.iter().map(String::as_str).collect::<Vec<_>>());
        let Some(of_base) = laid_out(&whole, &[&whole], &parts) else { return Ok(None) };
        let stored = |texts: Vec<String>| -> Result<PlanTree> {
            let entries = kept_paths.iter().zip(texts);
            entries
                .map(|(path, text)| Ok((path.clone(), TreeEntry::regular(states.store(&text)?))))
                .collect()
        };
        let of_given = match kept_paths == given_paths {
            true => {
                let entry = |path: &String| Some((path.clone(), given.get(path)?.clone()));
                given_paths.iter().filter_map(entry).collect()
            }
            false => match laid_out(&whole, &version, &parts) {
                Some(texts) => stored(texts)?,
                None => return Ok(None),
            },
        };
        Ok(Some(LaidOut { of_base: stored(of_base)?, of_given }))
    }
}
