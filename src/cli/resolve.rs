//! A merge at which git has stopped, worked out for the files of a workplans folder: what is to be
//! written, and what is left to people.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::io;

use crate::cli::commands::merge_file::{all_drafts, without_draft};
use crate::cli::new_faults::brought;
use crate::edit::merge::{
    Beside, Merged, NotMerged, SplitPart, activity_ids, merge_beside, moved_away, settle_ids,
    shares,
};
use crate::format::{MAX_FILE_BYTES, plan_of, role};
use crate::model::Day;
use crate::store::{self, FolderFiles, Unmerged};
use crate::workspace::Result;

/// How long the marks of a conflict are.
const MARKER: usize = 7;

/// The files that git has left open, and those that are there.
pub(in crate::cli) struct OpenMerge {
    /// The workplans folder's own name.
    pub folder: String,
    unmerged: BTreeMap<String, Unmerged>,
    there: BTreeMap<String, Vec<u8>>,
    today: Day,
}

/// What is to be done. Paths are relative to the workplans folder.
#[derive(Debug, Default)]
pub(in crate::cli) struct Resolution {
    /// The new texts of files.
    pub texts: BTreeMap<String, String>,
    /// Files that go.
    pub gone: BTreeSet<String>,
    /// Files that git can be told of as merged.
    pub settled: BTreeSet<String>,
    /// What is merged where.
    pub done: Vec<(String, String)>,
    /// What else there is to say, and where.
    pub notes: Vec<(String, String)>,
    /// What is left to people, and where.
    pub open: Vec<(String, String)>,
    /// What they tell git in the end: that these files are merged,
    pub to_add: BTreeSet<String>,
    /// and that these are gone.
    pub to_remove: BTreeSet<String>,
}

/// A file that one side has split.
#[derive(Clone)]
struct SplitMerge {
    path: String,
    base: String,
    /// What the other side has made of it.
    changed: String,
    is_changed_by_us: bool,
    /// The files that it was split into.
    parts: Vec<(String, String)>,
}

impl OpenMerge {
    /// Takes the files on the disk, and those that git has left open.
    pub(in crate::cli) fn new(
        files: FolderFiles,
        mut unmerged: BTreeMap<String, Unmerged>,
        today: Day,
    ) -> Self {
        unmerged.retain(|path, _| role(path).is_some());
        let there = files.files.into_iter().map(|file| (file.path, file.bytes)).collect();
        OpenMerge { folder: files.folder, unmerged, there, today }
    }

    /// Whether there is nothing to merge.
    pub(in crate::cli) fn is_empty(&self) -> bool {
        self.unmerged.is_empty()
    }

    /// The bytes of a file that is there.
    pub(in crate::cli) fn on_disk(&self, path: &str) -> Option<&[u8]> {
        self.there.get(path).map(Vec::as_slice)
    }

    /// Works everything out.
    pub(in crate::cli) fn work(&self) -> Resolution {
        let mut work = Resolution::default();
        for (path, versions) in &self.unmerged {
            let on_disk = self.there.get(path);
            if [&versions.base, &versions.ours, &versions.theirs]
                .into_iter()
                .flatten()
                .chain(on_disk)
                .any(|bytes| bytes.len() as u64 > MAX_FILE_BYTES)
            {
                work.left(
                    path,
                    &format!(
                        "a version of it is larger than {} MiB: merge it by hand",
                        MAX_FILE_BYTES >> 20
                    ),
                );
                continue;
            }
            let texts = [&versions.base, &versions.ours, &versions.theirs]
                .map(|bytes| bytes.as_deref().map(std::str::from_utf8));
            let [Ok(base), Ok(ours), Ok(theirs)] = texts.map(Option::transpose) else {
                work.left(path, "it is no text in UTF-8");
                continue;
            };
            match self.split(path, [base, ours, theirs], &work) {
                Some(split) => work.spread(&split),
                None => self.plain(path, [base, ours, theirs], &mut work),
            }
        }
        work
    }

    /// How one side has split a file that the other has changed; `None` where none has.
    fn split(
        &self,
        path: &str,
        [base, ours, theirs]: [Option<&str>; 3],
        work: &Resolution,
    ) -> Option<SplitMerge> {
        let base = base?;
        let others = self.others(path, work);
        let texts: Vec<&str> = others.iter().map(|(_, text)| text.as_str()).collect();
        let here = self.here(path);
        let [of_ours, of_theirs] =
            moved_away(base, [ours, theirs].map(|version| version.unwrap_or("")), &texts);
        let split = |version: Option<&str>, changed: String, is_changed_by_us: bool| {
            // What somebody has mended by hand counts.
            let part = version.map(|version| {
                (
                    path.to_owned(),
                    here.filter(|text| !has_marks(text)).unwrap_or(version).to_owned(),
                )
            });
            let parts = others.iter().cloned().chain(part).collect();
            Some(SplitMerge {
                path: path.to_owned(),
                base: base.to_owned(),
                changed,
                is_changed_by_us,
                parts,
            })
        };
        // Who has only removed something has lost less than who has split the file.
        let order = of_ours.cmp(&of_theirs);
        match (ours, theirs) {
            (None, Some(changed)) if order.is_gt() => {
                split(None, here.unwrap_or(changed).to_owned(), false)
            }
            (Some(changed), None) if order.is_lt() => {
                split(None, here.unwrap_or(changed).to_owned(), true)
            }
            (Some(ours), Some(theirs)) if order.is_gt() => {
                split(Some(ours), theirs.to_owned(), false)
            }
            (Some(ours), Some(theirs)) if order.is_lt() => {
                split(Some(theirs), ours.to_owned(), true)
            }
            _ => None,
        }
    }

    /// The text of a file on the disk.
    fn here(&self, path: &str) -> Option<&str> {
        std::str::from_utf8(self.on_disk(path)?).ok()
    }

    /// The other files of the same plan, of which git holds one version.
    fn others(&self, path: &str, work: &Resolution) -> Vec<(String, String)> {
        let own = plan_of(path);
        let is_other = |other: &&String| {
            own.is_some() && plan_of(other) == own && !self.unmerged.contains_key(*other)
        };
        let text = |path: &String| {
            Some((
                path.clone(),
                work.texts.get(path).map(String::as_str).or_else(|| self.here(path))?.to_owned(),
            ))
        };
        self.there.keys().filter(is_other).filter_map(text).collect()
    }

    /// The ids of activities in the other files of the same plan.
    fn ids_beside(&self, path: &str, work: &Resolution) -> HashSet<String> {
        let mut ids: HashSet<String> =
            self.others(path, work).iter().flat_map(|(_, text)| activity_ids(text)).collect();
        let own = plan_of(path);
        for (other, versions) in self.unmerged.iter().filter(|(other, _)| *other != path) {
            if own.is_none() || plan_of(other) != own {
                continue;
            }
            let texts = [&versions.ours, &versions.theirs].into_iter().flatten();
            let texts = texts.filter_map(|bytes| std::str::from_utf8(bytes).ok());
            let merged = work.texts.get(other).map(String::as_str);
            ids.extend(texts.chain(merged).flat_map(activity_ids));
        }
        ids
    }

    /// Merges a file that nobody has split.
    fn plain(&self, path: &str, [base, ours, theirs]: [Option<&str>; 3], work: &mut Resolution) {
        let (Some(ours), Some(theirs)) = (ours, theirs) else {
            return work.left(path, "one side has changed it, and the other has removed it: `git add` keeps it, `git rm` removes it");
        };
        if self.here(path).is_some_and(|text| !has_marks(text)) {
            return work.left(
                path,
                "no conflict is marked in it any more: look at it, and then `git add` it",
            );
        }
        let texts = [base.unwrap_or(""), ours, theirs];
        let mut no_draft = None;
        let plans: Vec<String> = plan_of(path).into_iter().collect();
        let beside = Beside { plans: &plans, ids: &|| self.ids_beside(path, work) };
        let merged = merge_beside(texts, &beside, || drafts(texts, &mut no_draft), MARKER);
        if let Ok(merged) = &merged {
            let faults = brought(path, [ours, theirs], merged, self.today);
            work.notes.extend(faults.into_iter().map(|fault| (path.to_owned(), fault)));
        }
        work.take(path, merged, "merged", no_draft);
    }
}

impl Resolution {
    /// Leaves something to people.
    fn left(&mut self, path: &str, what: &str) {
        self.open.push((path.to_owned(), what.to_owned()));
    }

    /// Brings what one side has changed in a file to the files into which the other has split it.
    fn spread(&mut self, split: &SplitMerge) {
        if let Some((path, _)) = split.parts.iter().find(|(_, text)| has_marks(text)) {
            return self.left(path, "a conflict is marked in it: mend that first");
        }
        let plans: Vec<String> = plan_of(&split.path).into_iter().collect();
        let split = &self.with_ids(split, &plans);
        let texts: Vec<&str> = split.parts.iter().map(|(_, text)| text.as_str()).collect();
        let shares = match shares(&split.base, &split.changed, &texts) {
            Ok(shares) => shares,
            Err(why) => return self.left(&split.path, &words(&why)),
        };
        let before = self.open.len();
        if let Some((path, text)) = split.parts.iter().find(|(path, _)| *path == split.path) {
            self.texts.insert(path.clone(), text.clone());
            self.settled.insert(path.clone());
        }
        for share in &shares {
            if let Some((path, text)) = split.parts.get(share.part) {
                let mut no_draft = None;
                let merged =
                    merge_share(share, text, split.is_changed_by_us, &plans, &mut no_draft);
                self.take(path, merged, &share.what.join(", "), no_draft);
            }
        }
        if self.open.len() > before {
            // Git is to hold on to the question until somebody has answered it.
            let is_part = self.settled.remove(&split.path);
            if is_part { &mut self.to_add } else { &mut self.to_remove }.insert(split.path.clone());
        } else if split.parts.iter().all(|(path, _)| *path != split.path) {
            self.gone.insert(split.path.clone());
            self.settled.insert(split.path.clone());
            self.done.push((
                split.path.clone(),
                "removed; its parts are in files of their own".to_owned(),
            ));
        }
    }

    /// The same split, with the ids by which its activities are to be known in all the files.
    fn with_ids(&mut self, split: &SplitMerge, plans: &[String]) -> SplitMerge {
        let texts: Vec<&str> = split.parts.iter().map(|(_, text)| text.as_str()).collect();
        let beside = Beside { plans, ids: &HashSet::new };
        let (base, changed) = (split.base.as_str(), split.changed.as_str());
        let Some(settled) = settle_ids(base, changed, &texts, split.is_changed_by_us, &beside)
        else {
            return split.clone();
        };
        let notes = settled.notes.into_iter();
        self.notes.extend(notes.map(|note| (split.path.clone(), note)));
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
    fn take(
        &mut self,
        path: &str,
        merged: Result<Merged, NotMerged>,
        what: &str,
        no_draft: Option<io::Error>,
    ) {
        match merged {
            Ok(Merged { text, conflicts, notes, .. }) => {
                let notes = notes.into_iter().chain(no_draft.map(|why| without_draft(&why)));
                self.notes.extend(notes.map(|note| (path.to_owned(), note)));
                self.texts.insert(path.to_owned(), text);
                for conflict in &conflicts {
                    self.left(path, &format!("conflict: {}: {}", conflict.place, conflict.what));
                }
                if conflicts.is_empty() {
                    self.settled.insert(path.to_owned());
                    self.done.push((path.to_owned(), what.to_owned()));
                } else {
                    self.settled.remove(path);
                    self.to_add.insert(path.to_owned());
                }
            }
            Err(why) => {
                self.settled.remove(path);
                self.left(path, &format!("{}: {what}", words(&why)));
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
    plans: &[String],
    no_draft: &mut Option<io::Error>,
) -> Result<Merged, NotMerged> {
    let (base, changed) = (share.base.as_str(), share.changed.as_str());
    let [ours, theirs] = if is_changed_by_us { [changed, part] } else { [part, changed] };
    let starts = || {
        let mut starts = drafts([base, part, changed], no_draft);
        starts.push(part.to_owned());
        starts
    };
    let beside = Beside { plans, ids: &HashSet::new };
    merge_beside([base, ours, theirs], &beside, starts, MARKER)
}

/// What git's merge by lines makes of it: for comments that are not kept otherwise. Where git makes
/// nothing of it, why.
fn drafts(texts: [&str; 3], no_draft: &mut Option<io::Error>) -> Vec<String> {
    all_drafts(|how| store::merge_lines_of(texts, how), no_draft)
}

fn has_marks(text: &str) -> bool {
    text.lines().any(|line| line.starts_with(&"<".repeat(MARKER)))
}

fn words(why: &NotMerged) -> String {
    match why {
        NotMerged::Unreadable(which) => {
            format!("{which} cannot be read as YAML with an id for each part")
        }
        NotMerged::Unsafe(_) => "it is written in a way that is not merged by field".to_owned(),
    }
}
