use std::cell::RefCell;
use std::collections::HashSet;
use std::path::{Path, PathBuf};

use anyhow::Context;

use super::args::{Common, READING};
use super::environment::Environment;
use super::error::{PlanErrors, UserError, say};
use super::folder_gate;
use super::output::CommandOutput;
use super::revision::{FolderHistory, RevisionFiles, is_in_git, left_out};
use crate::analysis::{AsOf, FolderState, Index, PlanIndex};
use crate::diagnostic::{Diagnostic, Level, nearest};
use crate::format::{FileSet, Reading, read, read_both, stem};
use crate::model::Day;
use crate::render::{MissingParts, View, findings_text};
use crate::rules::CheckResult;
use crate::store::{self, Commit, FolderFiles, Lock, Repository, Unreadable};
use crate::text::{FromRoot, Sources, clean_line, shell_word};

/// One run: the flags, the environment, and the files as text.
pub(super) struct Workspace {
    pub common: Common,
    pub environment: Environment,
    /// The workplans folder.
    pub folder: PathBuf,
    pub input: FileSet,
    /// What could not be opened.
    pub unreadable: Vec<Unreadable>,
    /// How its files are called from the root of the repository.
    pub way: FromRoot,
    /// The commit that they are read from; none for the working tree.
    pub commit: Option<Commit>,
    /// What they are compared with.
    pub base: Option<ComparisonBase>,
    /// Held while files are changed.
    _lock: Option<Lock>,
}

/// What the files are read for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Purpose {
    Read,
    Edit,
    DryRun,
}

/// An earlier state of the folder; its files stand in the session's input.
pub(super) struct ComparisonBase {
    /// As the user names it.
    pub name: String,
    pub commit: Commit,
    /// What could not be opened.
    pub unreadable: Vec<Unreadable>,
    /// Whether the change has other commits to be compared with as well.
    pub has_others: bool,
}

impl Workspace {
    /// Finds the workplans folder and reads its files.
    pub(super) fn new(common: &Common, environment: Environment) -> anyhow::Result<Self> {
        Workspace::open(common, environment, Purpose::Read)
    }

    /// The same, to be compared with a revision: a folder that this one has and that is gone has
    /// nothing in it.
    pub(super) fn since(
        common: &Common,
        environment: Environment,
        base: &str,
    ) -> anyhow::Result<Self> {
        Workspace::new(common, environment.clone()).or_else(|error| {
            match RevisionFiles::gone(common, &environment, base) {
                Some(gone) => gone.map(|gone| Workspace::of_past(common, environment, gone)),
                None => Err(error),
            }
        })
    }

    /// A session on files that are at hand.
    pub(super) fn of_past(common: &Common, environment: Environment, past: RevisionFiles) -> Self {
        Workspace {
            common: common.clone(),
            environment,
            folder: past.folder,
            input: FileSet::new(&past.files.folder, past.files.files),
            unreadable: past.files.unreadable,
            way: past.way,
            commit: past.commit,
            base: None,
            _lock: None,
        }
    }

    /// The same to change them: whoever wants that as well, waits until this run ends. Who only
    /// wants to see what would change waits for nobody.
    pub(super) fn to_edit(
        common: &Common,
        environment: Environment,
        is_dry_run: bool,
    ) -> anyhow::Result<Self> {
        match &common.at {
            Some(_) => {
                Err(UserError::new("what git holds cannot be edited").help("leave out --at").into())
            }
            None => Workspace::open(
                common,
                environment,
                if is_dry_run { Purpose::DryRun } else { Purpose::Edit },
            ),
        }
    }

    fn open(common: &Common, environment: Environment, purpose: Purpose) -> anyhow::Result<Self> {
        if let Some(revision) = &common.at {
            let past = RevisionFiles::find(common, &environment, revision)?;
            of_workplans(common, &past.files)?;
            if past.commit.as_ref().is_some_and(|commit| commit.day.is_none())
                && common.day().is_none()
            {
                let (at, today) = (clean_line(revision), environment.today);
                say(&format!(
                    "note: git shows no day of the commit at `{at}`; the figures are for today, {today}; --as-of DATE names another day"
                ));
            }
            return Ok(Workspace::of_past(common, environment, past));
        }
        let folder = workplans_folder(common, &environment)?;
        let lock = (purpose == Purpose::Edit).then(|| lock(&folder)).transpose()?;
        let files = files_of(&folder)?;
        of_workplans(common, &files)?;
        left_out(&folder).into_iter().for_each(|what| say(&format!("note: {what}")));
        let mut input = FileSet::new(&files.folder, files.files);
        input.keep_documents = purpose != Purpose::Read;
        let way = store::way_from_root(&folder, &environment.folder);
        Ok(Workspace {
            common: common.clone(),
            environment,
            folder,
            input,
            unreadable: files.unreadable,
            way,
            commit: None,
            base: None,
            _lock: lock,
        })
    }

    /// The day that the figures are for.
    pub(super) fn day(&self) -> Day {
        let of_commit = self.commit.as_ref().and_then(|commit| commit.day);
        self.common.day().or(of_commit).unwrap_or(self.environment.today)
    }

    /// The day on which the question is asked. What a change says of itself, such as the day of its
    /// commit, has no part in it.
    pub(super) fn day_of_question(&self) -> Day {
        self.common.day().unwrap_or(self.environment.today)
    }

    /// The full id of the commit that the plans are read from; none for the working tree.
    pub(super) fn revision(&self) -> Option<String> {
        self.commit.as_ref().map(|commit| commit.id.clone())
    }

    /// Reads the files as they were in a commit, to be compared with.
    pub(super) fn compare_with(
        &mut self,
        memory: &FolderHistory,
        name: &str,
        commit: Commit,
    ) -> anyhow::Result<()> {
        if let Some(what) = left_out(&self.folder).filter(|_| self.commit.is_none()) {
            return Err(UserError::new(
                "a part of the plans cannot be compared with what git holds",
            )
            .help(what)
            .into());
        }
        memory.refuse_other_start(&commit, name, &self.environment.folder)?;
        let files = memory.earlier(&commit, name)?;
        self.input.add_earlier(files.files);
        self.base = Some(ComparisonBase {
            name: clean_line(name).into_owned(),
            commit,
            unreadable: files.unreadable,
            has_others: false,
        });
        Ok(())
    }

    /// Reads both states and lets a command look at them, the earlier one first. Figures of both
    /// are by the present settings, and for one day, unless the command gives the earlier state its
    /// own.
    pub(super) fn with_both(
        &self,
        look: impl FnOnce(&LoadedPlans<'_>, &LoadedPlans<'_>) -> anyhow::Result<CommandOutput>,
    ) -> anyhow::Result<CommandOutput> {
        if let [first, ..] = self.unreadable.as_slice() {
            return Err(cannot_open(first));
        }
        if let Some((base, [first, ..])) =
            self.base.as_ref().map(|base| (base, base.unreadable.as_slice()))
        {
            return Err(cannot_open(first).context(format!("at `{}`", base.name)));
        }
        let (earlier, now) = read_both(&self.input);
        let (index_earlier, index_now) = (Index::new(&earlier.folder), Index::new(&now.folder));
        let as_of = AsOf { day: self.day(), soon: now.folder.config.soon };
        let name = self.base.as_ref().map(|base| base.name.as_str());
        let before =
            LoadedPlans { at: name, ..LoadedPlans::new(self, &earlier, &index_earlier, as_of) };
        let after = LoadedPlans::new(self, &now, &index_now, as_of);
        let mut outcome = look(&before, &after)?;
        outcome.notes.append(&mut before.notes.borrow_mut());
        outcome.notes.append(&mut after.notes.borrow_mut());
        Ok(outcome)
    }

    /// Reads the plans and lets a command look at them.
    pub(super) fn with_plans(
        &self,
        look: impl FnOnce(&LoadedPlans<'_>) -> anyhow::Result<CommandOutput>,
    ) -> anyhow::Result<CommandOutput> {
        if let [first, ..] = self.unreadable.as_slice() {
            return Err(cannot_open(first));
        }
        // The process ends with the answer, and all of this with it: to take it apart piece by
        // piece would only take time.
        let reading: &Reading<'_> = Box::leak(Box::new(read(&self.input)));
        let index: &Index<'_> = Box::leak(Box::new(Index::new(&reading.folder)));
        let as_of = AsOf { day: self.day(), soon: reading.folder.config.soon };
        let plans = LoadedPlans::new(self, reading, index, as_of);
        let mut outcome = look(&plans)?;
        outcome.notes.append(&mut plans.notes.borrow_mut());
        outcome.findings = plans.findings.take();
        Ok(outcome)
    }

    /// The plan of that name, errors or not.
    pub(super) fn plan_exists<'f>(
        &self,
        index: &'f Index<'f>,
        name: &str,
    ) -> anyhow::Result<&'f PlanIndex<'f>> {
        index.plan(name).ok_or_else(|| {
            let names: Vec<&str> = index.plans().map(|plan| plan.plan.name.as_str()).collect();
            if names.is_empty() {
                return self.no_plans();
            }
            let failure = UserError::new(format!("there is no plan called `{}`", clean_line(name)));
            // A file is taken for its plan, as far as words go.
            let last = name.rsplit('/').next().unwrap_or(name);
            let own = stem(last).unwrap_or(last);
            let failure = match names
                .iter()
                .copied()
                .find(|known| *known == own)
                .or_else(|| nearest(name, names.iter().copied()))
            {
                Some(meant) => failure.help(format!("did you mean `{meant}`?")),
                None => failure,
            };
            failure.help(format!("the plans are: {}", names.join(", "))).into()
        })
    }

    pub(super) fn no_plans(&self) -> anyhow::Error {
        let folder = self.folder.display();
        UserError::new(format!("there is no plan in {folder}")).help(A_PLAN).into()
    }

    /// What a view says, in the form that is asked for.
    pub(super) fn show(&self, view: &impl View) -> anyhow::Result<CommandOutput> {
        let form = self.common.format(READING)?;
        Ok(CommandOutput::done(
            self.common.mark().to_owned() + &view.render(form, &self.environment.out),
        ))
    }
}

/// What a plan is, where there is none.
pub(super) const A_PLAN: &str = "a plan is a file such as 2024.yaml, or a folder of such files";

/// The error for something in the folder that cannot be opened.
pub(super) fn cannot_open(unreadable: &Unreadable) -> anyhow::Error {
    UserError::new(format!("{} cannot be opened: {}", unreadable.path, unreadable.why)).into()
}

/// The workplans folder of the working tree.
pub(super) fn workplans_folder(
    common: &Common,
    environment: &Environment,
) -> anyhow::Result<PathBuf> {
    let folder = match &common.dir {
        Some(dir) => store::plain(&environment.folder.join(dir)),
        None => store::find_folder(&environment.folder).ok_or_else(|| no_folder(environment))?,
    };
    folder_gate::refuse_outside(&environment.folder, &folder)?;
    if !folder.is_dir() {
        let what = if folder.exists() { "is not a folder" } else { "does not exist" };
        let failure = UserError::new(format!("the workplans folder {} {what}", folder.display()));
        let help = is_in_git(environment, common.dir.as_deref()).filter(|_| !folder.exists());
        return Err(failure
            .help(help.unwrap_or_else(|| "name it with --dir DIR".to_owned()))
            .into());
    }
    Ok(folder)
}

/// Keeps others from changing the folder for as long as what is returned is there.
pub(super) fn lock(folder: &Path) -> anyhow::Result<Lock> {
    store::lock(folder)
        .with_context(|| format!("the workplans folder {} cannot be locked", folder.display()))
}

pub(super) fn files_of(folder: &Path) -> anyhow::Result<FolderFiles> {
    let files = store::read_folder(folder)
        .with_context(|| format!("the workplans folder {} cannot be read", folder.display()))?;
    if files.files.is_empty() && Repository::is_unfilled(folder) {
        let failure = UserError::new(format!(
            "the workplans folder {} is a submodule that is not checked out",
            folder.display()
        ));
        return Err(failure.help("`git submodule update --init` brings what is in it").into());
    }
    Ok(files)
}

/// Refuses the folder above the workplans folder, and says which files are passed over for their
/// names alone.
fn of_workplans(common: &Common, files: &FolderFiles) -> anyhow::Result<()> {
    if let Some(dir) = common.dir.as_ref().filter(|_| files.holds_workplans()) {
        let inner = dir.join("workplans");
        let failure =
            UserError::new(format!("{} is not a workplans folder, but holds one", dir.display()));
        return Err(failure
            .help(format!("name that one: --dir {}", shell_word(&inner.to_string_lossy())))
            .into());
    }
    for (path, name) in &files.misnamed {
        let within = path.strip_prefix(&format!("{}/", files.folder)).unwrap_or(path);
        let beside = within
            .rsplit_once('/')
            .map_or_else(|| name.clone(), |(folder, _)| format!("{folder}/{name}"));
        // Also by the other ending, or as a folder: a plan has one place.
        let own = stem(&beside).unwrap_or(&beside);
        let in_folder = format!("{own}/");
        let is_rival = |path: &&str| {
            stem(path) == Some(own) || !own.contains('/') && path.starts_with(&in_folder)
        };
        let rival = files.files.iter().map(|file| file.path.as_str()).find(is_rival);
        let (path, name) = (clean_line(path), clean_line(name));
        let what_to_do = match rival {
            Some(rival) => {
                let rival = if stem(rival) == Some(own) {
                    rival.rsplit('/').next().unwrap_or(rival)
                } else {
                    &in_folder
                };
                format!("{} is there as well: compare the two, and keep one", clean_line(rival))
            }
            None => format!("rename it to {name}"),
        };
        say(&format!(
            "note: {path} is not read: only names that end in .yaml or .yml are; {what_to_do}"
        ));
    }
    Ok(())
}

/// The error where no workplans folder is found.
fn no_folder(environment: &Environment) -> anyhow::Error {
    let failure =
        UserError::new("there is no folder called `workplans` here, nor in a folder above");
    if let Some(help) = is_in_git(environment, None) {
        return failure.help(help).into();
    }
    failure
        .help("to begin with a first plan here: workplan init")
        .help("go to the folder that holds it, or name it with --dir DIR")
        .into()
}

/// The plans, and what is needed to look at them.
pub(super) struct LoadedPlans<'f> {
    pub session: &'f Workspace,
    pub reading: &'f Reading<'f>,
    pub index: &'f Index<'f>,
    pub as_of: AsOf,
    pub sources: &'f Sources,
    /// The revision that messages name; none where it is clear.
    at: Option<&'f str>,
    /// What to tell on standard error, beside the answer.
    notes: RefCell<Vec<String>>,
    /// The same, to tell nothing twice.
    told: RefCell<HashSet<String>>,
    /// What `check` would find anew after an edit.
    findings: RefCell<String>,
}

impl<'f> LoadedPlans<'f> {
    fn new(
        session: &'f Workspace,
        reading: &'f Reading<'f>,
        index: &'f Index<'f>,
        as_of: AsOf,
    ) -> Self {
        LoadedPlans {
            session,
            reading,
            index,
            as_of,
            sources: &session.input.sources,
            at: None,
            notes: RefCell::default(),
            told: RefCell::default(),
            findings: RefCell::default(),
        }
    }

    /// All the plans, by period, then by name. Refused if one of them has errors.
    pub(super) fn all(&self) -> anyhow::Result<Vec<&'f PlanIndex<'f>>> {
        self.refuse_errors(&|_| true)?;
        let mut plans: Vec<&PlanIndex<'f>> = self.index.plans().collect();
        if plans.is_empty() {
            return Err(self.session.no_plans());
        }
        self.note_completed_later(plans.iter().copied());
        self.note_no_plan();
        plans.sort_by_key(|plan| {
            (plan.plan.period.map(|period| period.start.value), &plan.plan.name)
        });
        Ok(plans)
    }

    /// Tells something on standard error, beside the answer.
    pub(super) fn note(&self, note: String) {
        if self.told.borrow_mut().insert(note.clone()) {
            self.notes.borrow_mut().push(note);
        }
    }

    /// Shows on standard error, beside the answer, what `check` would find anew after an edit.
    pub(super) fn show_findings(&self, findings: String) {
        self.findings.replace(findings);
    }

    /// Ends the run where these plans, the organizations or the settings have errors, unless what
    /// can be read is asked for.
    pub(super) fn refuse_errors(&self, wanted: &dyn Fn(&str) -> bool) -> anyhow::Result<()> {
        if self.session.common.lenient {
            self.note_left_out(wanted);
            return Ok(());
        }
        let mut verdict = CheckResult::structural(self.reading, self.index, self.as_of);
        verdict.keep_plans(wanted);
        let errors: Vec<(Level, Diagnostic)> = verdict
            .findings
            .into_iter()
            .filter(|(level, finding)| *level == Level::Error && !finding.check_alone)
            .collect();
        if errors.is_empty() {
            self.note_left_out(wanted);
            return Ok(());
        }
        let mut text = self
            .at
            .map_or_else(String::new, |at| format!("these errors are in the files at `{at}`\n"));
        text += &findings_text(&errors, self.sources, &self.session.environment.err);
        text += "help: mend them, or add --lenient to see what can be read\n";
        Err(PlanErrors(text).into())
    }

    /// The state for a comparison, with figures for that day.
    pub(super) fn state(&self, as_of: AsOf) -> FolderState<'f> {
        let faulty =
            self.reading.diagnostics.iter().filter_map(|fault| fault.plan.as_deref()).collect();
        FolderState::new(self.index, as_of).with_faulty(faulty)
    }

    /// What is missing from these plans because it cannot be read; none where nothing is.
    pub(super) fn left_out(&self, wanted: &dyn Fn(&str) -> bool) -> Option<MissingParts> {
        let all = self
            .reading
            .left_out
            .iter()
            .filter(|(plan, _)| plan.is_empty() || wanted(plan))
            .map(|(_, left_out)| left_out);
        let mut found = MissingParts::default();
        for one in all {
            found.activities += one.activities;
            found.values += one.values;
        }
        found.plans =
            self.index.plans().filter(|plan| wanted(&plan.plan.name) && plan.plan.broken).count();
        Some(found).filter(|found| *found != MissingParts::default())
    }

    fn note_left_out(&self, wanted: &dyn Fn(&str) -> bool) {
        self.notes
            .borrow_mut()
            .extend(self.left_out(wanted).map(|left_out| left_out.sentence(self.at)));
    }
}
