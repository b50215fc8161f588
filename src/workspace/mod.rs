//! A workplans folder, opened: its files as they are, or as they were in a revision, what they are
//! compared with, and what is asked of them.

mod base_measure;
mod completed_later;
mod divergence;
mod error;
mod folder;
mod folder_at_base;
mod folder_gate;
mod folder_history;
mod git_errors;
mod loaded_plans;
mod moved_away;
mod named_files;
mod newer_place;
mod notes;
mod open_history;
mod options;
mod overlay;
mod plan_choice;
mod purpose;
mod revision;
mod snapshot;
mod standard_input;
mod watch;

pub use completed_later::completed_later_note;
pub use divergence::merge_first;
pub use error::{Context, Details, Error, ErrorKind, Result, cannot_read};
pub use folder::{
    a_plan, cannot_open, files_of, folder_of, has_folder, is_unopened, lock, workplans_folder,
};
pub use folder_history::FolderHistory;
pub use git_errors::{is_plain_word, no_repository, shallow, unreadable};
pub use loaded_plans::LoadedPlans;
pub use moved_away::{from_gone, refuse_moved_away};
pub use named_files::{NamedFiles, by_folder, is_file_name};
pub use notes::{Notes, understood_as};
pub use options::{Options, Progress, unwatched};
pub use purpose::Purpose;
pub use revision::RevisionFiles;
pub use snapshot::Snapshot;
pub use standard_input::STANDARD_INPUT;
pub use store::plain as plain_path;
pub use watch::Watch;

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use crate::analysis::{AsOf, Index, PlanIndex};
use crate::diagnostic::{Message, did_you_mean, message, nearest, note};
use crate::format::{FileSet, RawFile, Reading, read_both, stem};
use crate::model::Day;
use crate::store::{self, Commit, FolderFiles, Lock, Unreadable};
use crate::text::{FromRoot, clean_line, path_text};
use folder::of_workplans;
use revision::left_out;

/// An opened workplans folder: its files as text, and what is asked of them.
pub struct Workspace {
    /// What is asked.
    pub options: Options,
    /// The workplans folder.
    pub folder: PathBuf,
    /// Its files.
    pub input: Arc<FileSet>,
    /// What could not be opened.
    pub unreadable: Vec<Unreadable>,
    /// How its files are called from the root of the repository.
    pub way: FromRoot,
    /// The commit that they are read from; none for the working tree.
    pub commit: Option<Commit>,
    /// What they are compared with.
    pub base: Option<ComparisonBase>,
    /// What is worth knowing beside the answer.
    pub notes: Notes,
    /// What was read, once it has been.
    snapshot: OnceLock<Snapshot>,
    /// Held while files are changed.
    lock: Option<Lock>,
}

/// What the files are read for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Access {
    Read,
    Edit,
    DryRun,
}

/// An earlier state of the folder; its files stand in the workspace's input.
pub struct ComparisonBase {
    /// As the user names it.
    pub name: String,
    /// The commit.
    pub commit: Commit,
    /// What could not be opened.
    pub unreadable: Vec<Unreadable>,
    /// Whether the change has other commits to be compared with as well.
    pub has_others: bool,
}

impl Workspace {
    /// Finds the workplans folder and reads its files.
    pub fn new(options: &Options) -> Result<Self> {
        Workspace::open(options, Access::Read)
    }

    /// The same, to be compared with a revision: a folder that this one has and that is gone has
    /// nothing in it.
    pub fn since(options: &Options, base: &str) -> Result<Self> {
        Workspace::new(options).or_else(|error| match RevisionFiles::gone(options, base) {
            Some(gone) => gone.map(|gone| Workspace::of_past(options, gone)),
            None => Err(error),
        })
    }

    /// A workspace on files that are at hand.
    pub fn of_past(options: &Options, past: RevisionFiles) -> Self {
        Workspace {
            options: options.clone(),
            folder: past.folder,
            input: Arc::new(FileSet::new(&past.files.folder, past.files.files)),
            unreadable: past.files.unreadable,
            way: past.way,
            commit: past.commit,
            base: None,
            notes: Notes::default(),
            snapshot: OnceLock::new(),
            lock: None,
        }
    }

    /// A workspace on texts that are in no folder, by their paths in a workplans folder. They have
    /// no history.
    pub fn of_texts(options: &Options, files: Vec<RawFile>) -> Self {
        let (folder, way) = (PathBuf::from("workplans"), FromRoot::root());
        let files = FolderFiles { folder: "workplans".to_owned(), files, ..FolderFiles::default() };
        Workspace::of_past(options, RevisionFiles { commit: None, files, folder, way })
    }

    /// The same to change them: whoever wants that as well, waits until this run ends. Who only
    /// wants to see what would change waits for nobody.
    pub fn to_edit(options: &Options, is_dry_run: bool) -> Result<Self> {
        match &options.at {
            Some(_) => Err(Error::not_found(message!(
                "read.git-cannot-be-edited",
                "what git holds cannot be edited"
            ))
            .hint(leave_out_at())),
            None => {
                Workspace::open(options, if is_dry_run { Access::DryRun } else { Access::Edit })
            }
        }
    }

    /// Whether the folder is open for edits: locked, unless nothing is to be written.
    pub fn is_open_for_edits(&self, is_dry_run: bool) -> bool {
        self.input.keep_documents && (is_dry_run || self.lock.is_some())
    }

    fn open(options: &Options, access: Access) -> Result<Self> {
        if let Some(revision) = &options.at {
            let past = RevisionFiles::find(options, revision)?;
            of_workplans(options, &past.files)?;
            if past.commit.as_ref().is_some_and(|commit| commit.day.is_none())
                && options.as_of.is_none()
            {
                let (at, today) = (clean_line(revision), options.today);
                options.note(&note(message!(
                    "read.no-day-of-commit",
                    "git shows no day of the commit at `{at}`; the figures are for today, \
                     {today}; --as-of DATE names another day",
                    at,
                    today
                )));
            }
            return Ok(Workspace::of_past(options, past));
        }
        let folder = workplans_folder(options)?;
        let lock = (access == Access::Edit).then(|| lock(options, &folder)).transpose()?;
        let files = files_of(&folder)?;
        of_workplans(options, &files)?;
        left_out(&folder).into_iter().for_each(|what| options.note(&note(what)));
        let mut input = FileSet::new(&files.folder, files.files);
        input.keep_documents = access != Access::Read;
        let way = store::way_from_root(&folder, &options.here);
        Ok(Workspace {
            options: options.clone(),
            folder,
            input: Arc::new(input),
            unreadable: files.unreadable,
            way,
            commit: None,
            base: None,
            notes: Notes::default(),
            snapshot: OnceLock::new(),
            lock,
        })
    }

    /// The day that the figures are for.
    pub fn day(&self) -> Day {
        let of_commit = self.commit.as_ref().and_then(|commit| commit.day);
        self.options.as_of.or(of_commit).unwrap_or(self.options.today)
    }

    /// The day on which the question is asked. What a change says of itself, such as the day of its
    /// commit, has no part in it.
    pub fn day_of_question(&self) -> Day {
        self.options.as_of.unwrap_or(self.options.today)
    }

    /// The full id of the commit that the plans are read from; none for the working tree.
    pub fn revision(&self) -> Option<String> {
        self.commit.as_ref().map(|commit| commit.id.clone())
    }

    /// Reads the files as they were in a commit, to be compared with.
    pub fn compare_with(
        &mut self,
        memory: &FolderHistory,
        name: &str,
        commit: Commit,
    ) -> Result<()> {
        if let Some(what) = left_out(&self.folder).filter(|_| self.commit.is_none()) {
            return Err(Error::not_found(message!(
                "read.sparse-comparison",
                "a part of the plans cannot be compared with what git holds"
            ))
            .hint(what));
        }
        memory.refuse_other_start(&commit, name, &self.options.here)?;
        let files = memory.earlier(&commit, name)?;
        Arc::make_mut(&mut self.input).add_earlier(files.files);
        self.base = Some(ComparisonBase {
            name: clean_line(name).into_owned(),
            commit,
            unreadable: files.unreadable,
            has_others: false,
        });
        Ok(())
    }

    /// Returns the same folder with its state in a commit beside it, to be compared with.
    pub fn compared_with(
        &self,
        memory: &FolderHistory,
        name: &str,
        commit: Commit,
    ) -> Result<Workspace> {
        let mut compared = Workspace {
            options: self.options.clone(),
            folder: self.folder.clone(),
            input: Arc::clone(&self.input),
            unreadable: self.unreadable.clone(),
            way: self.way.clone(),
            commit: self.commit.clone(),
            base: None,
            notes: Notes::default(),
            snapshot: OnceLock::new(),
            lock: None,
        };
        compared.compare_with(memory, name, commit)?;
        Ok(compared)
    }

    /// Reads the present state, once.
    ///
    /// # Errors
    /// If a file cannot be opened.
    pub fn read(&self) -> Result<&Snapshot> {
        match self.unreadable.as_slice() {
            [first, ..] => Err(cannot_open(first)),
            [] => Ok(self.snapshot()),
        }
    }

    /// Reads the present state of the files that could be opened, once.
    pub fn snapshot(&self) -> &Snapshot {
        self.snapshot.get_or_init(|| Snapshot::new(Arc::clone(&self.input)))
    }

    /// Reads the present state, and returns its plans, with figures for the day that is asked for.
    ///
    /// # Errors
    /// If a file cannot be opened.
    pub fn load(&self) -> Result<LoadedPlans<'_>> {
        Ok(self.plans(self.read()?))
    }

    /// Ends with the process: lets go of the lock, and leaves the memory to the system, since it
    /// would only take time to take the plans apart piece by piece.
    pub fn abandon(mut self) {
        self.lock.take();
        std::mem::forget(self);
    }

    /// Returns the plans of what was read, with figures for the day that is asked for.
    pub fn plans<'f>(&'f self, snapshot: &'f Snapshot) -> LoadedPlans<'f> {
        let reading = snapshot.reading();
        let as_of = AsOf { day: self.day(), soon: reading.folder.config.soon };
        LoadedPlans::new(self, reading, snapshot.index(), as_of, None)
    }

    /// Reads both states, the earlier one first.
    ///
    /// # Errors
    /// If a file of either state cannot be opened.
    pub fn read_both(&self) -> Result<(Reading<'_>, Reading<'_>)> {
        if let [first, ..] = self.unreadable.as_slice() {
            return Err(cannot_open(first));
        }
        if let Some((base, [first, ..])) =
            self.base.as_ref().map(|base| (base, base.unreadable.as_slice()))
        {
            return Err(cannot_open(first).context(|why| at_revision(&base.name, why)));
        }
        Ok(read_both(&self.input))
    }

    /// Returns the plans of both states, the earlier one first. Figures of both are by the present
    /// settings, and for one day.
    pub fn both_plans<'f>(
        &'f self,
        [earlier, now]: [(&'f Reading<'f>, &'f Index<'f>); 2],
    ) -> [LoadedPlans<'f>; 2] {
        let as_of = AsOf { day: self.day(), soon: now.0.folder.config.soon };
        let name = self.base.as_ref().map(|base| base.name.as_str());
        [
            LoadedPlans::new(self, earlier.0, earlier.1, as_of, name),
            LoadedPlans::new(self, now.0, now.1, as_of, None),
        ]
    }

    /// The plan of that name, errors or not.
    pub fn plan_exists<'f>(&self, index: &'f Index<'f>, name: &str) -> Result<&'f PlanIndex<'f>> {
        index.plan(name).ok_or_else(|| {
            let names: Vec<&str> = index.plans().map(|plan| plan.plan.name.as_str()).collect();
            if names.is_empty() {
                return self.no_plans();
            }
            let failure = Error::not_found(message!(
                "plan.no-such-plan",
                "there is no plan called `{name}`",
                name = clean_line(name)
            ));
            // A file is taken for its plan, as far as words go.
            let last = name.rsplit('/').next().unwrap_or(name);
            let own = stem(last).unwrap_or(last);
            let failure = match names
                .iter()
                .copied()
                .find(|known| *known == own)
                .or_else(|| nearest(name, names.iter().copied()))
            {
                Some(meant) => failure.hint(did_you_mean(meant)),
                None => failure,
            };
            failure.hint(message!(
                "plan.known-plans",
                "the plans are: {names}",
                names = names.join(", ")
            ))
        })
    }

    /// The error for a folder without plans.
    pub fn no_plans(&self) -> Error {
        let folder = path_text(&self.folder);
        Error::not_found(message!("plan.none-in-folder", "there is no plan in {folder}", folder))
            .hint(a_plan())
    }
}

/// Says at which revision something cannot be done.
pub fn at_revision(revision: &str, why: Message) -> Message {
    message!("read.at-revision", "at `{revision}`: {why}", revision, why)
}

/// Advises to work on the files as they are.
pub fn leave_out_at() -> Message {
    message!("read.leave-out-at", "leave out --at")
}
