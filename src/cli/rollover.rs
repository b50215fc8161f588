use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::{AsOf, Index, PlanIndex};
use crate::diagnostic::{Diagnostic, FindingKey, Level};
use crate::edit::UneditableNode;
use crate::edit::rollover::{Addition, PeriodShift, Rollover, UpdatedFile, add, roll};
use crate::format::{FileSet, RawFile, Reading, read};
use crate::model::{Day, Status};
use crate::ops::replace_all;
use crate::report::FoundFaults;
use crate::rules::CheckResult;
use crate::store::{self, NewText};
use crate::text::{FileId, Locator, clean_line};
use crate::workspace::{Context, Error, LoadedPlans, Result, Workspace};

/// The plan that follows another one.
pub(super) struct NextPlan<'a> {
    pub old: &'a PlanIndex<'a>,
    pub target: RolloverTarget<'a>,
    pub to: &'a str,
    pub carried: &'a BTreeSet<String>,
    pub there: &'a BTreeMap<String, String>,
    pub step: PeriodShift,
    pub end: Day,
    pub shift: bool,
    pub years: (i32, i32, i32),
    pub priorities: &'a BTreeMap<String, String>,
    /// What is to be told beside the answer.
    pub notes: RefCell<Vec<String>>,
}

/// Where it goes.
pub(super) enum RolloverTarget<'a> {
    /// Nothing is there yet.
    New,
    /// A plan that gets what it does not continue yet.
    There(&'a PlanIndex<'a>),
}

/// A file of the new plan: its path in the workplans folder, and its text.
pub(super) type NewFile = (String, String);

impl NextPlan<'_> {
    /// The plan's own place, relative to the folder that holds the workplans folder: its file, or
    /// its folder.
    pub(super) fn path(&self, session: &Workspace) -> String {
        let first = match self.target {
            RolloverTarget::New => {
                self.old.plan.files.first().map(|&file| self.new_path(session, file))
            }
            RolloverTarget::There(target) => {
                target.plan.files.first().map(|&file| self.old_path(session, file).to_owned())
            }
        };
        let first = first.unwrap_or_default();
        format!("{}/{}", session.input.folder, first.split('/').next().unwrap_or(""))
    }

    /// The new texts. With a target: of the files that change.
    pub(super) fn files(&self, session: &Workspace) -> Result<Vec<NewFile>> {
        let sources = &session.input.sources;
        let rollover = self.rollover();
        let mut rolled = Vec::new();
        for &file in &self.old.plan.files {
            let text = roll(file, &sources[file].text, &rollover)
                .map_err(|place| by_hand(session, &place))?;
            rolled.push((file, text));
        }
        match self.target {
            RolloverTarget::New => Ok(rolled
                .into_iter()
                .map(|(file, text)| (self.new_path(session, file), text))
                .collect()),
            RolloverTarget::There(target) => self.added(session, target, &rollover, &rolled),
        }
    }

    fn rollover(&self) -> Rollover<'_> {
        Rollover {
            from: &self.old.plan.name,
            carried: self.carried,
            there: self.there,
            step: self.step,
            end: self.end,
            shift: self.shift,
            years: self.years,
            priorities: self.priorities,
        }
    }

    /// The path of an old file, relative to the workplans folder.
    fn old_path<'s>(&self, session: &'s Workspace, file: FileId) -> &'s str {
        let path = &session.input.sources[file].path;
        path.split_once('/').map_or(path, |(_, path)| path)
    }

    fn new_path(&self, session: &Workspace, file: FileId) -> String {
        let old = self.old_path(session, file);
        match old.split_once('/') {
            Some((_, name)) => format!("{}/{name}", self.to),
            None => format!(
                "{}{}",
                self.to,
                old.strip_prefix(self.old.plan.name.as_str()).unwrap_or(".yaml")
            ),
        }
    }

    /// The files of the target that get activities.
    fn added(
        &self,
        session: &Workspace,
        target: &PlanIndex<'_>,
        rollover: &Rollover<'_>,
        rolled: &[(FileId, String)],
    ) -> Result<Vec<NewFile>> {
        // A priority that the target does not have goes into its file of the same name, or else
        // into its last one with priorities.
        let mut homes: BTreeMap<String, FileId> = target
            .plan
            .priorities
            .iter()
            .map(|one| (one.id.to_string(), one.id.span.file))
            .collect();
        let last = target.plan.priorities.last().map(|one| one.id.span.file).or(target
            .plan
            .files
            .last()
            .copied());
        let mut all: BTreeMap<FileId, Vec<Addition>> = BTreeMap::new();
        for (file, text) in rolled {
            let name = self.new_path(session, *file);
            let twin = target
                .plan
                .files
                .iter()
                .copied()
                .find(|&file| self.old_path(session, file) == name);
            for addition in rollover.additions(*file, text) {
                let Some(home) = homes.get(&addition.priority).copied().or(twin).or(last) else {
                    continue;
                };
                homes.insert(addition.priority.clone(), home);
                all.entry(home).or_default().push(addition);
            }
        }
        let mut texts = Vec::new();
        for (home, additions) in all {
            let old = &session.input.sources[home].text;
            let UpdatedFile { text, bare } = add(home, old, &additions.iter().collect::<Vec<_>>())
                .map_err(|place| by_hand(session, &place))?;
            let path = self.old_path(session, home).to_owned();
            for priority in bare {
                let (from, what) =
                    (&self.old.plan.name, "came without their comments and line breaks");
                self.notes.borrow_mut().push(format!(
                    "{path}: the activities of priority {priority} {what}, which stay in {from}"
                ));
            }
            texts.push((path, text));
        }
        Ok(texts)
    }

    /// The whole folder as it would be.
    fn folder(&self, session: &Workspace, files: &[NewFile]) -> FileSet {
        let kept = session.input.sources.iter().filter_map(|(_, source)| {
            let path = source.path.split_once('/')?.1;
            (!files.iter().any(|(new, _)| new == path))
                .then(|| RawFile { path: path.to_owned(), bytes: source.text.clone().into_bytes() })
        });
        let new = files
            .iter()
            .map(|(path, text)| RawFile { path: path.clone(), bytes: text.clone().into_bytes() });
        FileSet::new(&session.input.folder, kept.chain(new).collect())
    }

    /// Refuses a result that brings an error which was not there before, or that loses an activity.
    pub(super) fn check(
        &self,
        session: &Workspace,
        plans: &LoadedPlans<'_>,
        files: &[NewFile],
    ) -> Result<()> {
        let before = CheckResult::errors(plans.reading, plans.index, plans.as_of).findings;
        let before: BTreeSet<_> = before.iter().map(known_by).collect();
        let input = self.folder(session, files);
        let reading = read(&input);
        let index = Index::new(&reading.folder);
        let as_of = AsOf { soon: reading.folder.config.soon, ..plans.as_of };
        let mut errors = CheckResult::errors(&reading, &index, as_of).findings;
        errors.retain(|finding| !finding.1.check_alone && !before.contains(&known_by(finding)));
        if !errors.is_empty() {
            let faults = FoundFaults::counted(errors, &input.sources);
            let at_fault = match self.target {
                RolloverTarget::New => &self.old.plan.name,
                // The old plan has no errors: what the new activities lack is missing in the plan
                // that they go to.
                RolloverTarget::There(target) => &target.plan.name,
            };
            let help = format!(
                "{} would have these errors, so nothing was written; correct {at_fault} first",
                self.to
            );
            return Err(Error::plans(None, faults).hint(help));
        }
        let continued = |id: &&String| {
            index
                .plan(&self.old.plan.name)
                .is_some_and(|old| old.find(id).is_some_and(|(_, one)| old.is_carried(one)))
        };
        if files.is_empty() || self.carried.iter().all(|id| continued(&id)) {
            return Ok(());
        }
        Err(Error::refused(
            "the new plan would not continue every activity, so nothing was written",
        ))
    }

    pub(super) fn write<'f>(&self, session: &'f Workspace, files: &'f [NewFile]) -> Result<()> {
        match self.target {
            RolloverTarget::There(_) => {
                let change = |(path, text): &'f NewFile| {
                    let known = format!("{}/{path}", session.input.folder);
                    let old = session
                        .input
                        .sources
                        .iter()
                        .find(|(_, source)| source.path == known)
                        .map_or("", |(_, source)| &source.text);
                    (
                        known,
                        NewText {
                            path: session.folder.join(path),
                            old: Some(old.as_bytes()),
                            new: text.as_bytes(),
                        },
                    )
                };
                replace_all(files.iter().map(change))?;
            }
            RolloverTarget::New => {
                let texts: Vec<(&str, &[u8])> =
                    files.iter().map(|(path, text)| (path.as_str(), text.as_bytes())).collect();
                store::write_new(&session.folder, &texts)
                    .with_context(|| format!("the plan `{}` cannot be written", self.to))?;
            }
        }
        Ok(())
    }

    /// What somebody has to look at in the new plan: id, and why.
    pub(super) fn hands(
        &self,
        session: &Workspace,
        files: &[NewFile],
        day: Day,
    ) -> Vec<(String, String)> {
        let input = self.folder(session, files);
        let Reading { folder, .. } = read(&input);
        let Some(plan) = folder.plan(self.to) else { return Vec::new() };
        let mut found = Vec::new();
        for (_, activity) in
            plan.activities().filter(|(_, activity)| self.carried.contains(&*activity.id.value))
        {
            let mut tell = |why: String| found.push((activity.id.to_string(), why));
            match activity.due {
                Some(due) if due.last() < day => {
                    tell(format!("its due date has passed: {}", due.value));
                }
                None => tell("it has no due date".to_owned()),
                Some(_) => {}
            }
            let stuck =
                self.old.find(&activity.id.value).map(|(_, old)| self.rollover().stuck(old));
            for (key, date) in stuck.into_iter().flatten() {
                tell(format!("its {key} stays {date}: no date lies beyond 2999"));
            }
            if activity.status.value == Status::OnHold {
                tell("it is on hold: does the reason still hold?".to_owned());
            }
        }
        found
    }
}

/// What an error is known by in the folder before and after.
fn known_by((_, finding): &(Level, Diagnostic)) -> (FindingKey<'_>, Option<&str>, Option<&str>) {
    (finding.key(), finding.plan.as_deref(), finding.activity.as_deref())
}

/// The error for a place that is for people to edit.
fn by_hand(session: &Workspace, place: &UneditableNode) -> Error {
    let source = &session.input.sources[place.span.file];
    let line =
        Locator::new(&session.input.sources).position(place.span.file, place.span.start).line;
    Error::refused(format!("{}:{line}: {}", clean_line(&source.path), place.why))
        .hint("edit that line by hand, and try again")
}
