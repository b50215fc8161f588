//! Two states of the workplans folder made one: each file that both have changed is merged by
//! activity and field.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::own_ids::{self, OwnIds};
use super::states::States;
use super::words::short_id;
use crate::diagnostic::{Message, message};
use crate::edit::merge::{Conflict, Favour};
use crate::format::plan_of;
use crate::model::Day;
use crate::ops::resolve::open_merge::OpenMerge;
use crate::ops::resolve::resolution::ChosenSides;
use crate::report::FileNote;
use crate::store::{FolderFiles, PlanTree, TreeEntry, Unmerged};
use crate::workspace::Result;

/// How often the answers for all conflicts are applied: an answer can bring up another conflict.
const MOST_ROUNDS: usize = 20;

/// The answers to what both sides have changed differently.
#[derive(Clone, Debug, Default)]
pub(super) struct Answers {
    /// The side that counts everywhere.
    pub all: Option<Favour>,
    /// The sides for places in files.
    pub places: ChosenSides,
    /// The sides for entire files.
    pub files: BTreeMap<String, Favour>,
}

/// The three states of a merge.
#[derive(Clone, Copy)]
pub(super) struct ThreeTrees<'t> {
    pub base: &'t PlanTree,
    pub ours: &'t PlanTree,
    pub theirs: &'t PlanTree,
}

/// The three states of a merge, kept.
#[derive(Clone, Default)]
pub(super) struct Sides {
    pub base: Rc<PlanTree>,
    pub ours: Rc<PlanTree>,
    pub theirs: Rc<PlanTree>,
}

/// A merge that was done, with the decisions in it.
#[derive(Default)]
pub(super) struct DoneMerge {
    pub sides: Sides,
    /// The files of the format.
    pub tree: PlanTree,
    /// The conflicts that the side for all of them has decided.
    pub settled: Vec<(OpenConflict, Favour)>,
}

/// A conflict: both sides have changed one value differently.
pub(super) struct OpenConflict {
    /// The file, in the workplans folder.
    pub path: String,
    /// The place in it; none for the entire file.
    pub conflict: Option<Conflict>,
    /// Its description.
    pub what: Message,
    /// The contents of both sides, where it is about the entire file.
    pub contents: [Option<String>; 2],
    /// Whether a side can be chosen.
    pub can_choose: bool,
}

/// A merged folder.
#[derive(Default)]
pub(super) struct FolderMerge {
    /// Its files.
    pub tree: PlanTree,
    /// The files that both sides have changed.
    pub merged: BTreeSet<String>,
    /// Conflicts that have to be decided first.
    pub conflicts: Vec<OpenConflict>,
    /// The conflicts that the side for all of them has decided.
    pub settled: Vec<(OpenConflict, Favour)>,
    /// Notes, such as new ids.
    pub notes: Vec<FileNote>,
    /// New ids of the user's activities.
    pub own: OwnIds,
}

impl Sides {
    /// The states, to be merged.
    pub(super) fn three(&self) -> ThreeTrees<'_> {
        ThreeTrees { base: &self.base, ours: &self.ours, theirs: &self.theirs }
    }
}

impl Answers {
    /// Answers a conflict.
    pub(super) fn take(&mut self, conflict: &OpenConflict, side: Favour) {
        match &conflict.conflict {
            Some(own) => {
                self.places.entry(conflict.path.clone()).or_default().push((own.place(), side));
            }
            None => drop(self.files.insert(conflict.path.clone(), side)),
        }
    }
}

/// Merges the folder. Where ours has added an activity under an id that theirs has for another one,
/// ours gets a new id first, in all its files: theirs is what others have.
pub(super) fn merge(
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
    let paths: BTreeSet<&String> =
        [three.base, three.ours, three.theirs].into_iter().flat_map(PlanTree::keys).collect();
    for path in paths {
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
    found.merged = unmerged.keys().cloned().collect();
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
        found.conflicts.push(OpenConflict { path, conflict, what, contents, can_choose: true });
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

impl OpenConflict {
    /// Makes the conflict of an entire file.
    pub(super) fn of_file(path: &str, what: Message, sides: [Option<&TreeEntry>; 2]) -> Self {
        let contents = sides.map(|side| side.map(|entry| entry.id.clone()));
        OpenConflict { path: path.to_owned(), conflict: None, what, contents, can_choose: true }
    }

    /// The commands that show the file of each side, where it is about the entire file.
    pub(super) fn shown_by(&self) -> [Option<String>; 2] {
        let command = |id: &String| format!("git show {}", short_id(id));
        self.contents.each_ref().map(|id| id.as_ref().map(command))
    }

    /// The plan that it is in, if it is in one.
    pub(super) fn plan(&self) -> Option<String> {
        plan_of(&self.path)
    }
}
