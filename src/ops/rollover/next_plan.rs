//! The plan that follows another one: its files, as text.

use std::collections::BTreeMap;

use crate::analysis::PlanIndex;
use crate::diagnostic::{Message, message};
use crate::edit::UneditableNode;
use crate::edit::rollover::{Addition, CarryForward, UpdatedFile, add, roll};
use crate::format::{FileSet, RawFile};
use crate::ops::journal::{self, EditCommand};
use crate::ops::replace::replace_all;
use crate::ops::words::the_plan;
use crate::report::NewFile;
use crate::store::{self, NewText};
use crate::text::{FileId, Locator, clean_line};
use crate::workspace::{Context, Error, Result, Workspace};

/// The plan that follows another one.
pub(super) struct NextPlan<'f> {
    pub workspace: &'f Workspace,
    pub old: &'f PlanIndex<'f>,
    /// The plan that gets what it does not continue yet; none where the plan is a new one.
    pub target: Option<&'f PlanIndex<'f>>,
    /// The plan's name.
    pub to: String,
    pub forward: CarryForward,
}

impl NextPlan<'_> {
    /// The plan's own place, relative to the folder that holds the workplans folder: its file, or
    /// its folder.
    pub(super) fn path(&self) -> String {
        let first = match self.target {
            None => self.old.plan.files.first().map(|&file| self.new_path(file)),
            Some(target) => target.plan.files.first().map(|&file| self.old_path(file).to_owned()),
        };
        let first = first.unwrap_or_default();
        format!("{}/{}", self.workspace.input.folder, first.split('/').next().unwrap_or(""))
    }

    /// Where a later plan continued an activity before: its plan and id there.
    pub(super) fn place_of(&self, id: &str) -> String {
        let here = self.forward.there.get(id).map(|id| format!("{}/{id}", self.to));
        here.or_else(|| self.old.carried_to(id).first().map(|(plan, id)| format!("{plan}/{id}")))
            .unwrap_or_default()
    }

    /// The new texts, and what is worth knowing beside them. With a target: of the files that
    /// change.
    pub(super) fn files(&self) -> Result<(Vec<NewFile>, Vec<Message>)> {
        let sources = &self.workspace.input.sources;
        let mut rolled = Vec::new();
        for &file in &self.old.plan.files {
            let text = roll(file, &sources[file].text, &self.forward)
                .map_err(|place| self.by_hand(&place))?;
            rolled.push((file, text));
        }
        if let Some(target) = self.target {
            return self.added(target, &rolled);
        }
        let new = |(file, text)| NewFile { path: self.new_path(file), text };
        Ok((rolled.into_iter().map(new).collect(), Vec::new()))
    }

    /// The path of an old file, relative to the workplans folder.
    fn old_path(&self, file: FileId) -> &str {
        let path = &self.workspace.input.sources[file].path;
        path.split_once('/').map_or(path, |(_, path)| path)
    }

    fn new_path(&self, file: FileId) -> String {
        let old = self.old_path(file);
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
        target: &PlanIndex<'_>,
        rolled: &[(FileId, String)],
    ) -> Result<(Vec<NewFile>, Vec<Message>)> {
        let (mut files, mut notes) = (Vec::new(), Vec::new());
        for (home, additions) in self.additions(target, rolled) {
            let old = &self.workspace.input.sources[home].text;
            let UpdatedFile { text, bare } = add(home, old, &additions.iter().collect::<Vec<_>>())
                .map_err(|place| self.by_hand(&place))?;
            let path = self.old_path(home).to_owned();
            let from = &self.old.plan.name;
            notes.extend(bare.iter().map(|priority| {
                message!(
                    "rollover.without-comments",
                    "{path}: the activities of priority {priority} came without their \
                    comments and line breaks, which stay in {from}",
                    path = &path,
                    priority,
                    from
                )
            }));
            files.push(NewFile { path, text });
        }
        Ok((files, notes))
    }

    /// What each file of the target gets. A priority that the target does not have goes into its
    /// file of the same name, or else into its last one with priorities.
    fn additions(
        &self,
        target: &PlanIndex<'_>,
        rolled: &[(FileId, String)],
    ) -> BTreeMap<FileId, Vec<Addition>> {
        let own = &target.plan;
        let mut homes: BTreeMap<String, FileId> =
            own.priorities.iter().map(|one| (one.id.to_string(), one.id.span.file)).collect();
        let last = own.priorities.last().map(|one| one.id.span.file);
        let last = last.or(own.files.last().copied());
        let mut all: BTreeMap<FileId, Vec<Addition>> = BTreeMap::new();
        for (file, text) in rolled {
            let name = self.new_path(*file);
            let twin = own.files.iter().copied().find(|&file| self.old_path(file) == name);
            for addition in self.forward.additions(*file, text) {
                let Some(home) = homes.get(&addition.priority).copied().or(twin).or(last) else {
                    continue;
                };
                homes.insert(addition.priority.clone(), home);
                all.entry(home).or_default().push(addition);
            }
        }
        all
    }

    /// The complete folder as it would be.
    pub(super) fn folder(&self, files: &[NewFile]) -> FileSet {
        let raw = |path: &str, text: &str| RawFile {
            path: path.to_owned(),
            bytes: text.as_bytes().to_vec(),
        };
        let input = &self.workspace.input;
        let kept = input.sources.iter().filter_map(|(_, source)| {
            let path = source.path.split_once('/')?.1;
            let is_new = files.iter().any(|new| new.path == path);
            (!is_new).then(|| raw(path, &source.text))
        });
        let new = files.iter().map(|file| raw(&file.path, &file.text));
        FileSet::new(&input.folder, kept.chain(new).collect())
    }

    /// Writes the files.
    pub(super) fn write(&self, files: &[NewFile]) -> Result<()> {
        let folder = &self.workspace.folder;
        if self.target.is_none() {
            let texts: Vec<(&str, &[u8])> =
                files.iter().map(|file| (file.path.as_str(), file.text.as_bytes())).collect();
            store::write_new(folder, &texts).unwritable(|| the_plan(&self.to))?;
            self.record(files);
            return Ok(());
        }
        replace_all(files.iter().map(|NewFile { path, text }| {
            let known = format!("{}/{path}", self.workspace.input.folder);
            let mut sources = self.workspace.input.sources.iter();
            let old = sources.find(|(_, source)| source.path == known);
            let old = old.map_or("", |(_, source)| &source.text).as_bytes();
            let path = folder.join(path);
            (known, NewText { path, old: Some(old), new: text.as_bytes() })
        }))?;
        self.record(files);
        Ok(())
    }

    /// Keeps in the journal what was written.
    fn record(&self, files: &[NewFile]) {
        let files = files.iter().map(|file| (file.path.as_str(), file.text.as_str()));
        journal::record_files(self.workspace, EditCommand::Rollover, files, None);
    }

    /// The error for a place that must be edited by hand.
    fn by_hand(&self, place: &UneditableNode) -> Error {
        let sources = &self.workspace.input.sources;
        let line = Locator::new(sources).position(place.span.file, place.span.start).line;
        let path = clean_line(&sources[place.span.file].path);
        Error::refused(message!(
            "rollover.at-line",
            "{path}:{line}: {why}",
            path,
            line,
            why = place.why.clone()
        ))
        .hint(message!("rollover.edit-by-hand", "edit that line by hand, and try again"))
    }
}
