//! Two states of the workplans folder made one: each file that both have changed is merged by
//! activity and field.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::both_split;
use super::own_ids;
use super::renamed_ids;
use super::renamed_plan::{self, Renamed};
use super::sides::{Answers, FolderMerge, OpenConflict, Sides, ThreeTrees};
use super::states::States;
use crate::diagnostic::{Message, message};
use crate::edit::merge::Favour;
use crate::model::Day;
use crate::ops::resolve::open_merge::OpenMerge;
use crate::store::{FolderFiles, PlanTree, TreeEntry, Unmerged};
use crate::workspace::Result;

/// How often the answers for all conflicts are applied: an answer can bring up another conflict.
const MOST_ROUNDS: usize = 20;

/// Merges the folder. A plan, an organization or a theme to which one side has given another name
/// or id has it on both sides first. Where ours has added an activity under an id that theirs has
/// for another one, ours gets a new id, in all its files: theirs is what others have.
pub(super) fn merge(
    states: &States<'_>,
    title: &str,
    three: ThreeTrees<'_>,
    answers: &Answers,
    today: Day,
) -> Result<FolderMerge> {
    let (mut now, mut notes): (Option<Sides>, _) = (None, Vec::new());
    for find in [renamed_plan::find, renamed_ids::find] {
        let known = now.as_ref().map_or(three, Sides::three);
        let Some(Renamed { base, ours, theirs, notes: own }) = find(states, known)? else {
            continue;
        };
        notes.extend(own);
        now = Some(Sides { base: Rc::new(base), ours: Rc::new(ours), theirs: Rc::new(theirs) });
    }
    let Some(sides) = now else { return merge_with_ids(states, title, three, answers, today) };
    let ours = &*sides.ours;
    let mut merged = merge_with_ids(states, title, sides.three(), answers, today)?;
    let paths = three.ours.keys().chain(ours.keys());
    let changed = paths.filter(|path| ours.get(*path) != three.ours.get(*path));
    merged.merged.extend(changed.cloned());
    merged.notes.splice(0..0, notes);
    merged.own.tree.get_or_insert_with(|| ours.clone());
    Ok(merged)
}

/// Merges the folder with new ids for what ours has added under ids of theirs.
fn merge_with_ids(
    states: &States<'_>,
    title: &str,
    three: ThreeTrees<'_>,
    answers: &Answers,
    today: Day,
) -> Result<FolderMerge> {
    let own = own_ids::find(states, [three.base, three.ours, three.theirs])?;
    let Some(tree) = &own.tree else { return merge_decided(states, title, three, answers, today) };
    let with_ids = ThreeTrees { ours: tree, ..three };
    let mut merged = merge_decided(states, title, with_ids, answers, today)?;
    let changed = tree.keys().filter(|path| tree.get(*path) != three.ours.get(*path));
    merged.merged.extend(changed.cloned());
    Ok(FolderMerge { own, ..merged })
}

/// Merges the folder, again with each answer that brings up another conflict.
fn merge_decided(
    states: &States<'_>,
    title: &str,
    three: ThreeTrees<'_>,
    answers: &Answers,
    today: Day,
) -> Result<FolderMerge> {
    let mut answers = answers.clone();
    let mut settled = Vec::new();
    for _ in 0..MOST_ROUNDS {
        let mut merged = merge_once(states, title, three, &answers, today)?;
        let Some(side) = answers.all else { return Ok(merged) };
        if !merged.conflicts.iter().any(|one| one.can_choose) {
            return Ok(FolderMerge { settled, ..merged });
        }
        for conflict in merged.conflicts.drain(..).filter(|one| one.can_choose) {
            answers.take(&conflict, side);
            settled.push((conflict, side));
        }
    }
    Ok(FolderMerge { settled, ..merge_once(states, title, three, &answers, today)? })
}

fn merge_once(
    states: &States<'_>,
    title: &str,
    three: ThreeTrees<'_>,
    answers: &Answers,
    today: Day,
) -> Result<FolderMerge> {
    let mut found = FolderMerge::default();
    let mut unmerged: BTreeMap<String, Unmerged> = BTreeMap::new();
    let split = both_split::settle(states, three, answers, &mut found)?;
    let three = split.trees.as_ref().map_or(three, Sides::three);
    let paths: BTreeSet<&String> =
        [three.base, three.ours, three.theirs].into_iter().flat_map(PlanTree::keys).collect();
    for path in paths.into_iter().filter(|path| !split.done.contains(*path)) {
        let [base, ours, theirs] =
            [three.base, three.ours, three.theirs].map(|tree| tree.get(path));
        let favour = answers.files.get(path);
        let taken = match favour {
            _ if ours == theirs || theirs == base => ours,
            _ if ours == base => theirs,
            Some(Favour::Ours) => ours,
            Some(Favour::Theirs) => theirs,
            None if [base, ours, theirs].into_iter().flatten().all(TreeEntry::is_regular) => {
                let content = |tree| states.content(tree, path);
                let (base, ours, theirs) =
                    (content(three.base)?, content(three.ours)?, content(three.theirs)?);
                unmerged.insert(path.clone(), Unmerged { base, ours, theirs });
                continue;
            }
            None => {
                let what = message!("share.not-a-file", "it is a link or a folder on one side");
                let one = OpenConflict::of_file(path, what, [None, None]);
                found.conflicts.push(OpenConflict { can_choose: false, ..one });
                continue;
            }
        };
        found.tree.extend(taken.map(|entry| (path.clone(), entry.clone())));
    }
    found.merged = unmerged.keys().cloned().chain(split.paths).collect();
    if !unmerged.is_empty() {
        merge_files(states, title, three, answers, unmerged, today, &mut found)?;
    }
    Ok(found)
}

/// Merges the files that both sides have changed.
fn merge_files(
    states: &States<'_>,
    title: &str,
    three: ThreeTrees<'_>,
    answers: &Answers,
    unmerged: BTreeMap<String, Unmerged>,
    today: Day,
    found: &mut FolderMerge,
) -> Result<()> {
    let paths: BTreeSet<String> = unmerged.keys().cloned().collect();
    let files = states.files(&found.tree)?;
    let files = FolderFiles { folder: title.to_owned(), files, ..FolderFiles::default() };
    let mut merge = OpenMerge::new(files, unmerged, today);
    merge.chosen.clone_from(&answers.places);
    merge.judges = false;
    let work = merge.work();
    for (path, conflict) in work.conflicts {
        // In words for whoever does not think in sides.
        let what = match conflict.what.id() {
            "merge.removed-by-ours" => {
                message!("share.removed-by-you", "you removed it, and others changed it")
            }
            "merge.removed-by-theirs" => {
                message!("share.removed-by-others", "others removed it, and you changed it")
            }
            _ => needed_by(&conflict.what).unwrap_or_else(|| conflict.what.clone()),
        };
        let conflict = Some(conflict);
        let contents = [None, None];
        found.conflicts.push(OpenConflict {
            path,
            conflict,
            what,
            contents,
            can_choose: true,
            drops_nothing: false,
        });
    }
    let is_told = |path: &str, all: &[OpenConflict]| all.iter().any(|one| one.path == path);
    for note in work.report.open {
        if !is_told(&note.path, &found.conflicts) {
            let can_choose = paths.contains(&note.path);
            let sides = [three.ours, three.theirs].map(|tree| tree.get(&note.path));
            let what = match sides {
                _ if !can_choose => note.what,
                [None, _] => {
                    message!("share.removed-here", "you removed this file, and others changed it")
                }
                [_, None] => {
                    message!("share.removed-there", "others removed this file, and you changed it")
                }
                _ => message!(
                    "share.whole-file",
                    "both changed this file in a way that cannot be merged field by field; one \
                     version of the entire file can be kept"
                ),
            };
            let one = OpenConflict { can_choose, ..OpenConflict::of_file(&note.path, what, sides) };
            found.conflicts.push(one);
        }
    }
    found.notes.extend(work.report.notes);
    for path in &work.gone {
        found.tree.remove(path);
    }
    for (path, text) in &work.texts {
        let known = [three.ours, three.theirs].into_iter().find_map(|tree| tree.get(path));
        let entry = TreeEntry::regular(states.store(text)?);
        let mode = known.map_or(entry.mode.clone(), |known| known.mode.clone());
        found.tree.insert(path.clone(), TreeEntry { mode, ..entry });
        found.merged.insert(path.clone());
    }
    Ok(())
}

/// The words for an activity that one side has removed and the other side needs.
fn needed_by(what: &Message) -> Option<Message> {
    if let Some(activity) = what.text_of("merge.needed-by-theirs") {
        return Some(message!(
            "share.needed-by-others",
            "you removed it, and others let activity {activity} depend on it",
            activity
        ));
    }
    let activity = what.text_of("merge.needed-by-ours")?;
    Some(message!(
        "share.needed-by-you",
        "others removed it, and you let activity {activity} depend on it",
        activity
    ))
}
