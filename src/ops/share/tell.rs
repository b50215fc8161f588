//! Tells what came in, what was decided, and what the others have now.

use std::collections::BTreeSet;

use super::came_in::{Steps, came_in, commits_beside, steps};
use super::files_in::files_in;
use super::move_on::MovedFiles;
use super::own_ids::{GivenId, with_ids};
use super::refusals::elsewhere;
use super::steps::Commits;
use super::words::named;
use super::{Run, Stop};
use crate::diagnostic::message;
use crate::format::plan_of;
use crate::report::{FileNote, Settlement, ShareStep, SharedTo, TakenIn, UndoOfSettlement};
use crate::store::PlanTree;
use crate::text::{argument, clean_line};

/// How the names of files begin that belong to this program.
const OWN: &str = ".workplan-";

impl Run<'_> {
    /// Tells what others did, and what was decided.
    pub(super) fn tell_taken_in(
        &mut self,
        commits: Commits<'_>,
        moved: MovedFiles,
    ) -> Result<(), Stop> {
        let Commits { head, theirs, both } = commits;
        let (mut faults, mut others) = (Vec::new(), Steps::new());
        let given = [both.given.as_slice(), &moved.given].concat();
        self.keep_new_ids(&given);
        self.tell_settled();
        self.report.new_ids = given.iter().map(GivenId::reported).collect();
        for one in &given {
            let (path, what) = (&one.path, one.told());
            let note = message!("share.about-own-id", "{path}: {what}", path, what);
            self.dialogue.step(&ShareStep::Note(note));
        }
        if let Some(theirs) = theirs {
            let (before, after) = (&*moved.merge.sides.ours, &moved.merge.tree);
            // What the user has added is compared under the ids that it has now.
            let with_ids = || with_ids(self.states, before, &given).ok();
            let renumbered = if given.is_empty() { None } else { with_ids() };
            let before = renumbered.as_ref().unwrap_or(before);
            let is_moved = self.tell_moved_folder(&both.id, [before, after])?;
            // The files that are here no more are in the other folder, as both sides have them.
            let trees = match &both.merge {
                Some(merge) if is_moved => [&*merge.sides.ours, &merge.tree],
                None if is_moved => [before, before],
                _ => [before, after],
            };
            let range = head.map(|head| (head, theirs));
            others = steps(self.place, self.states, range)?;
            let changes = came_in(self.place, self.states, &others, trees)?;
            let range = head.map(|head| [head, theirs, &both.id]).filter(|_| !is_moved);
            let files = files_in(self.place, self.states, range, trees, &changes)?;
            (self.report.taken_in, self.report.files) = (changes, files);
            // Of a file that is no plan and was kept as the user has it, nothing came in.
            let settled = &self.report.settled;
            let is_kept = |path: &str| {
                let mut own = settled.iter().filter(|one| one.keeps_yours && !one.is_of_format);
                own.any(|one| one.conflict.path == path)
            };
            self.report.files.retain(|file| !is_kept(&file.path));
            if !is_moved {
                let mut notes = both.notes.iter().chain(&moved.notes);
                let is_told = notes.any(|note| note.what.id().starts_with("share.plan-renamed"));
                self.keep_renamed(trees, is_told)?;
                faults = self.faults_in(theirs, trees)?;
            }
        }
        self.dialogue.step(&ShareStep::TookIn(&TakenIn {
            changes: &self.report.taken_in,
            files: &self.report.files,
            has_new: both.has_new,
            is_dry_run: self.options.dry_run,
        }));
        self.tell_same(&others);
        for FileNote { path, what, .. } in both.notes.iter().cloned() {
            let note = message!("share.about-file", "{path}: {what}", path, what);
            self.dialogue.step(&ShareStep::Note(note));
        }
        for FileNote { path, what, .. } in moved.notes {
            let note = message!("share.about-file-here", "{path}: {what}", path, what);
            self.dialogue.step(&ShareStep::Note(note));
        }
        faults.into_iter().for_each(|note| self.dialogue.step(&ShareStep::Note(note)));
        Ok(())
    }

    /// Tells that others have moved the workplans folder, and returns whether they have.
    fn tell_moved_folder(
        &mut self,
        commit: &str,
        [before, after]: [&PlanTree; 2],
    ) -> Result<bool, Stop> {
        let plans: Vec<&String> = before.keys().filter(|path| plan_of(path).is_some()).collect();
        if plans.is_empty() || !after.is_empty() {
            return Ok(false);
        }
        let folder = elsewhere(self.place, commit, &plans, |_| true)?;
        if let Some(folder) = &folder {
            let is_called_so = folder.rsplit('/').next() == Some("workplans") || folder.is_empty();
            self.dialogue.step(&ShareStep::Note(match is_called_so {
                true => message!(
                    "share.others-moved",
                    "the others moved the workplans folder: it is {folder} now, from the root of the \
                     repository",
                    folder = clean_line(folder)
                ),
                false => message!(
                    "share.others-moved-and-renamed",
                    "the others moved the workplans folder: it is {folder} now, from the root of the \
                     repository. There, name it from now on: `--dir {dir}`",
                    folder = clean_line(folder),
                    dir = argument(folder, "DIR")
                ),
            }));
            self.tell_left_behind()?;
            if !self.options.dry_run {
                self.carry_journal(folder);
            }
        }
        Ok(folder.is_some())
    }

    /// Tells which files stay in the old folder, because git does not know them.
    fn tell_left_behind(&self) -> Result<(), Stop> {
        let trees = &self.place.trees;
        if self.options.dry_run || trees.in_root() {
            return Ok(());
        }
        let listed = trees.git.ask(&["ls-files", "-z", "--others", "--", trees.way()])?;
        let listed = String::from_utf8_lossy(&listed).into_owned();
        let is_own = |path: &str| path.rsplit('/').next().is_some_and(|name| name.starts_with(OWN));
        let paths: BTreeSet<&str> =
            listed.split('\0').filter(|path| !path.is_empty() && !is_own(path)).collect();
        if !paths.is_empty() {
            self.dialogue.step(&ShareStep::Note(message!(
                "share.left-behind",
                "these files are not shared and stay in the old folder: {paths}. Move those that you \
                 need",
                paths = named(&paths)
            )));
        }
        Ok(())
    }

    /// Tells what was decided, and keeps the way back.
    fn tell_settled(&mut self) {
        let undo: Vec<UndoOfSettlement> = self
            .ways_back
            .iter_mut()
            .filter_map(Option::take)
            .filter_map(|way| {
                let undo = way.undo;
                way.keep(self.place, self.command).then_some(undo)
            })
            .collect();
        self.report.settled = self.settled.iter_mut().flat_map(std::mem::take).collect();
        if self.report.settled.is_empty() {
            return;
        }
        let settlement = Settlement {
            all: &self.report.settled,
            undo: undo.last().copied(),
            is_dry_run: self.options.dry_run,
        };
        self.dialogue.step(&ShareStep::Settled(&settlement));
    }

    /// Tells what was decided where the files here are not brought on: `undo` knows no way back.
    pub(super) fn tell_decisions_alone(&mut self) {
        self.ways_back = [None, None];
        self.tell_settled();
    }

    /// Tells that the others have not done anything new.
    pub(super) fn tell_nothing_new(&self) {
        let nothing =
            TakenIn { changes: &[], files: &[], has_new: false, is_dry_run: self.options.dry_run };
        self.dialogue.step(&ShareStep::TookIn(&nothing));
    }

    /// Tells that the shared copy has everything.
    pub(super) fn tell_nothing_to_share(&self) {
        let has_left_out = self.has_left_out;
        self.dialogue.step(&ShareStep::NothingToShare { has_left_out });
    }

    /// Tells what the others see now.
    pub(super) fn tell_shared(&self, commits: Commits<'_>) -> Result<(), Stop> {
        let Commits { theirs, both, .. } = commits;
        if let Some(theirs) = theirs.filter(|_| both.merge.is_some())
            && self.states.changed(theirs, &both.id)?.is_empty()
        {
            match self.report.settled.iter().any(|one| !one.keeps_yours) {
                true => self.dialogue.step(&ShareStep::SharedNothing),
                false => self.tell_nothing_to_share(),
            }
            return Ok(());
        }
        let to = SharedTo {
            remote: self.place.copy.remote.clone(),
            branch: self.place.copy.branch.clone(),
            is_one_of_several: self.place.has_others,
            beside: commits_beside(self.place, theirs, &both.id)?,
            is_dry_run: self.options.dry_run,
        };
        self.dialogue.step(&ShareStep::Shared(&to));
        Ok(())
    }
}
