//! A merge at which git has stopped, worked out for the files of a workplans folder.

use std::collections::{BTreeMap, HashSet};

use super::resolution::{ChosenSides, MARKER, Resolution, SplitMerge, drafts, has_marks};
use crate::diagnostic::message;
use crate::edit::merge::{Beside, activity_ids, merge_beside, moved_away};
use crate::format::{MAX_FILE_BYTES, plan_of, role};
use crate::model::Day;
use crate::ops::new_faults::brought;
use crate::store::{FolderFiles, Unmerged};

/// The files that git has left open, and those that are there.
pub(in crate::ops) struct OpenMerge {
    /// The workplans folder's own name.
    pub folder: String,
    /// The sides that are chosen for conflicts, by the paths of their files.
    pub chosen: ChosenSides,
    /// Whether each merged file is judged alone.
    pub judges: bool,
    unmerged: BTreeMap<String, Unmerged>,
    there: BTreeMap<String, Vec<u8>>,
    today: Day,
}

impl OpenMerge {
    /// Takes the files on the disk, and those that git has left open.
    pub(in crate::ops) fn new(
        files: FolderFiles,
        mut unmerged: BTreeMap<String, Unmerged>,
        today: Day,
    ) -> Self {
        unmerged.retain(|path, _| role(path).is_some());
        let there = files.files.into_iter().map(|file| (file.path, file.bytes)).collect();
        let chosen = ChosenSides::new();
        OpenMerge { folder: files.folder, chosen, judges: true, unmerged, there, today }
    }

    /// Whether there is nothing to merge.
    pub(super) fn is_empty(&self) -> bool {
        self.unmerged.is_empty()
    }

    /// The bytes of a file that is there.
    pub(super) fn on_disk(&self, path: &str) -> Option<&[u8]> {
        self.there.get(path).map(Vec::as_slice)
    }

    /// Merges every file that can be merged.
    pub(in crate::ops) fn work(&self) -> Resolution {
        let mut work = Resolution { chosen: self.chosen.clone(), ..Resolution::default() };
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
                    message!(
                        "resolve.too-large",
                        "a version of it is larger than {most} MiB: merge it by hand",
                        most = MAX_FILE_BYTES >> 20
                    ),
                );
                continue;
            }
            let texts = [&versions.base, &versions.ours, &versions.theirs]
                .map(|bytes| bytes.as_deref().map(std::str::from_utf8));
            let [Ok(base), Ok(ours), Ok(theirs)] = texts.map(Option::transpose) else {
                work.left(path, message!("resolve.not-text", "it is not UTF-8 text"));
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
            // A text without marks counts: it was corrected by hand.
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
            return work.left(
                path,
                message!(
                    "resolve.one-side-removed",
                    "one side has changed it, and the other has removed it: `git \
                add` keeps it, `git rm` removes it"
                ),
            );
        };
        if self.here(path).is_some_and(|text| !has_marks(text)) {
            return work.left(
                path,
                message!(
                    "resolve.no-marks-left",
                    "no conflict is marked in it any more: look at it, and then `git add` it"
                ),
            );
        }
        let texts = [base.unwrap_or(""), ours, theirs];
        let mut no_draft = None;
        let chosen = self.chosen.get(path).map_or(&[][..], Vec::as_slice);
        let plans: Vec<String> = plan_of(path).into_iter().collect();
        let beside = Beside { plans: &plans, ids: &|| self.ids_beside(path, work), chosen };
        let merged = merge_beside(texts, &beside, || drafts(texts, &mut no_draft), MARKER);
        if let Some(merged) = merged.as_ref().ok().filter(|_| self.judges) {
            let faults = brought(path, [ours, theirs], merged, self.today);
            faults.into_iter().for_each(|fault| work.note(path, fault));
        }
        work.take(path, merged, &super::resolution::is_merged(), no_draft);
    }
}
