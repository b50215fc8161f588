//! What becomes of the files of a merge: what is to be written, and what must be done by hand.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::io;

use crate::diagnostic::{Message, list_of, message};
use crate::edit::merge::{
    Beside, Conflict, Favour, Merged, NotMerged, SplitPart, merge_beside, settle_ids, shares,
};
use crate::format::plan_of;
use crate::ops::line_drafts::{all_drafts, without_draft};
use crate::report::{FileNote, ResolvedFiles};
use crate::store;
use crate::workspace::Result;

/// How long the marks of a conflict are.
pub(super) const MARKER: usize = 7;

/// The sides that are chosen for conflicts, by the paths of their files and their places in them.
pub(in crate::ops) type ChosenSides = BTreeMap<String, Vec<(Message, Favour)>>;

/// What is to be done. Paths are relative to the workplans folder.
#[derive(Debug, Default)]
pub(in crate::ops) struct Resolution {
    /// The new texts of files.
    pub texts: BTreeMap<String, String>,
    /// Files that go.
    pub gone: BTreeSet<String>,
    /// Files that git can be told of as merged.
    pub settled: BTreeSet<String>,
    /// The conflicts, with the paths of their files.
    pub conflicts: Vec<(String, Conflict)>,
    /// The sides that are chosen for conflicts.
    pub chosen: ChosenSides,
    /// What is reported of it.
    pub report: ResolvedFiles,
}

/// A file that one side has split.
#[derive(Clone)]
pub(super) struct SplitMerge {
    pub path: String,
    pub base: String,
    /// What the other side has made of it.
    pub changed: String,
    pub is_changed_by_us: bool,
    /// The files that it was split into.
    pub parts: Vec<(String, String)>,
}

impl Resolution {
    /// Leaves a file open: something in it must be done by hand.
    pub(super) fn left(&mut self, path: &str, what: impl Into<Message>) {
        self.report.open.push(FileNote::new(path, what));
    }

    /// Notes something about a file.
    pub(super) fn note(&mut self, path: &str, what: impl Into<Message>) {
        self.report.notes.push(FileNote::new(path, what));
    }

    fn done(&mut self, path: &str, what: impl Into<Message>) {
        self.report.done.push(FileNote::new(path, what));
    }

    /// Brings what one side has changed in a file to the files into which the other has split it.
    pub(super) fn spread(&mut self, split: &SplitMerge) {
        if let Some((path, _)) = split.parts.iter().find(|(_, text)| has_marks(text)) {
            return self.left(
                path,
                message!("resolve.has-marks", "it has conflict marks: resolve them first"),
            );
        }
        let plans: Vec<String> = plan_of(&split.path).into_iter().collect();
        let split = &self.with_ids(split, &plans);
        let texts: Vec<&str> = split.parts.iter().map(|(_, text)| text.as_str()).collect();
        let shares = match shares(&split.base, &split.changed, &texts) {
            Ok(shares) => shares,
            Err(why) => return self.left(&split.path, words(why)),
        };
        let before = self.report.open.len();
        if let Some((path, text)) = split.parts.iter().find(|(path, _)| *path == split.path) {
            self.texts.insert(path.clone(), text.clone());
            self.settled.insert(path.clone());
        }
        for share in &shares {
            if let Some((path, text)) = split.parts.get(share.part) {
                let mut no_draft = None;
                let chosen = self.chosen.get(path).cloned().unwrap_or_default();
                let beside = Beside { plans: &plans, ids: &HashSet::new, chosen: &chosen };
                let merged =
                    merge_share(share, text, split.is_changed_by_us, &beside, &mut no_draft);
                let what = list_of(share.what.iter().cloned());
                let what = what.unwrap_or_else(is_merged);
                self.take(path, merged, &what, no_draft);
            }
        }
        if self.report.open.len() > before {
            // Git keeps the file open until its parts are merged.
            let is_part = self.settled.remove(&split.path);
            let report = &mut self.report;
            let to_tell = if is_part { &mut report.to_add } else { &mut report.to_remove };
            to_tell.insert(split.path.clone());
        } else if split.parts.iter().all(|(path, _)| *path != split.path) {
            self.gone.insert(split.path.clone());
            self.settled.insert(split.path.clone());
            self.done(
                &split.path,
                message!("resolve.split-removed", "removed; its parts are in files of their own"),
            );
        }
    }

    /// The same split, with the ids by which its activities are to be known in all the files.
    fn with_ids(&mut self, split: &SplitMerge, plans: &[String]) -> SplitMerge {
        let texts: Vec<&str> = split.parts.iter().map(|(_, text)| text.as_str()).collect();
        let beside = Beside { plans, ids: &HashSet::new, chosen: &[] };
        let (base, changed) = (split.base.as_str(), split.changed.as_str());
        let Some(settled) = settle_ids(base, changed, &texts, split.is_changed_by_us, &beside)
        else {
            return split.clone();
        };
        settled.notes.into_iter().for_each(|note| self.note(&split.path, note));
        let mut parts = Vec::with_capacity(split.parts.len());
        for ((path, old), new) in split.parts.iter().zip(settled.parts) {
            if *old != new {
                self.texts.insert(path.clone(), new.clone());
                self.settled.insert(path.clone());
            }
            parts.push((path.clone(), new));
        }
        let (base, changed) = (settled.base, settled.changed);
        SplitMerge { base, changed, parts, ..split.clone() }
    }

    /// Takes the result of a merge.
    pub(super) fn take(
        &mut self,
        path: &str,
        merged: Result<Merged, NotMerged>,
        what: &Message,
        no_draft: Option<io::Error>,
    ) {
        match merged {
            Ok(Merged { text, conflicts, notes, .. }) => {
                let no_draft = no_draft.map(|why| without_draft(&why));
                notes.into_iter().chain(no_draft).for_each(|note| self.note(path, note));
                self.texts.insert(path.to_owned(), text);
                let has_conflicts = !conflicts.is_empty();
                for conflict in conflicts {
                    self.left(
                        path,
                        message!(
                            "resolve.conflict",
                            "conflict: {place}: {what}",
                            place = conflict.place(),
                            what = conflict.what.clone()
                        ),
                    );
                    self.conflicts.push((path.to_owned(), conflict));
                }
                if !has_conflicts {
                    self.settled.insert(path.to_owned());
                    self.done(path, what.clone());
                } else {
                    self.settled.remove(path);
                    self.report.to_add.insert(path.to_owned());
                }
            }
            Err(why) => {
                self.settled.remove(path);
                let why = words(why);
                let what = what.clone();
                self.left(path, message!("resolve.not-merged", "{why}: {what}", why, what));
            }
        }
    }
}

/// Merges into one of the new files what it has of the old one. Its own lines are the ones to begin
/// with, whichever side it is.
fn merge_share(
    share: &SplitPart,
    part: &str,
    is_changed_by_us: bool,
    beside: &Beside<'_>,
    no_draft: &mut Option<io::Error>,
) -> Result<Merged, NotMerged> {
    let (base, changed) = (share.base.as_str(), share.changed.as_str());
    let [ours, theirs] = if is_changed_by_us { [changed, part] } else { [part, changed] };
    let starts = || {
        let mut starts = drafts([base, part, changed], no_draft);
        starts.push(part.to_owned());
        starts
    };
    merge_beside([base, ours, theirs], beside, starts, MARKER)
}

/// What git's merge by lines makes of it: for comments that are not kept otherwise. Where git makes
/// nothing of it, why.
pub(super) fn drafts(texts: [&str; 3], no_draft: &mut Option<io::Error>) -> Vec<String> {
    all_drafts(|how| store::merge_lines_of(texts, how), no_draft)
}

pub(super) fn has_marks(text: &str) -> bool {
    text.lines().any(|line| line.starts_with(&"<".repeat(MARKER)))
}

/// Says that a file is merged.
pub(super) fn is_merged() -> Message {
    message!("resolve.merged", "merged")
}

fn words(why: NotMerged) -> Message {
    match why {
        NotMerged::Unreadable(which) => {
            message!(
                "resolve.unreadable-version",
                "{which} cannot be read as YAML with an id for each part",
                which
            )
        }
        NotMerged::Unsafe(_) => {
            message!("resolve.not-by-field", "it is written in a way that is not merged by field")
        }
    }
}
