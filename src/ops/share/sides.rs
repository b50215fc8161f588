//! The three states of a merge, the answers to what both sides have changed differently, and what
//! comes of it.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::own_ids::OwnIds;
use super::words::short_id;
use crate::diagnostic::Message;
use crate::edit::merge::{Conflict, Favour};
use crate::format::plan_of;
use crate::ops::resolve::resolution::ChosenSides;
use crate::report::FileNote;
use crate::store::{PlanTree, TreeEntry};

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
    /// Whether the decision is about the files alone, and what both did in them stays.
    pub drops_nothing: bool,
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

impl OpenConflict {
    /// Makes the conflict of an entire file.
    pub(super) fn of_file(path: &str, what: Message, sides: [Option<&TreeEntry>; 2]) -> Self {
        let contents = sides.map(|side| side.map(|entry| entry.id.clone()));
        OpenConflict {
            path: path.to_owned(),
            conflict: None,
            what,
            contents,
            can_choose: true,
            drops_nothing: false,
        }
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
