//! The journal of a working tree: what each edit changed, so that it can be taken back. It lies in
//! git's own folder, for its user alone, and is bounded.

mod entry;
mod since;

use std::collections::HashSet;
use std::path::Path;

pub(crate) use entry::{
    EditCommand, JournalEntry, JournaledActivity, JournaledFile, JournaledTag, JournaledValue,
    NewIdSince, SaidByOther, title_of,
};
pub(crate) use since::{OtherValue, note_new_ids, note_renamed, note_said};

use crate::diagnostic::{Message, message, note};
use crate::store::{PrivateFolder, digest};
use crate::workspace::{Context, Error, ErrorKind, Result, Workspace, cannot_read};

/// The most edits that are kept.
const MOST_EDITS: usize = 100;
/// The most bytes of texts that are kept for edits before the last one.
const MOST_BYTES: u64 = 64 << 20;
/// The most bytes of texts that are kept for one edit.
const MOST_BYTES_OF_EDIT: usize = 256 << 20;
/// The file with the edits; the texts are beside it.
const LIST: &str = "edits.json";
/// The name that it has from an edit that it could not take in until it can be written again.
const WITHOUT_LAST: &str = "edits-without-the-last.json";

/// A file before and after an edit; none where it is not there.
pub(crate) struct FileStates<'t> {
    /// Its path in the workplans folder.
    pub path: &'t str,
    /// Its text before.
    pub before: Option<&'t str>,
    /// Its text after.
    pub after: Option<&'t str>,
}

/// The journal of the edits of one workplans folder.
pub(crate) struct Journal {
    folder: PrivateFolder,
    /// The edits, the oldest first.
    pub entries: Vec<JournalEntry>,
}

/// Keeps what an edit has changed. Where that fails, a note says that it cannot be taken back.
/// Outside of a repository there is no journal.
pub(crate) fn record(
    workspace: &Workspace,
    command: EditCommand,
    activities: Vec<JournaledActivity>,
    files: &[FileStates<'_>],
) {
    let changed: Vec<&FileStates<'_>> =
        files.iter().filter(|file| file.before != file.after).collect();
    let Some(folder) = own_folder(workspace).filter(|_| !changed.is_empty()) else { return };
    let mut journal = Journal::read(folder.clone()).unwrap_or_else(|error| {
        workspace.notes.add(note(message!(
            "undo.begins-anew",
            "{why}: a new one begins with this edit, and `workplan undo` cannot take earlier ones \
             back",
            why = error.to_string()
        )));
        Journal { folder: folder.clone(), entries: Vec::new() }
    });
    if let Err(error) = journal.add(command, activities.clone(), &changed) {
        // What is taken back next must not be the edit before this one.
        journal.entries.push(JournalEntry {
            lost: Some(error.in_one_line().to_string()),
            ..JournalEntry::new(command, activities, Vec::new())
        });
        if journal.write().is_err() {
            // A file can be renamed on a full disk as well, or removed.
            let _ =
                journal.folder.rename(LIST, WITHOUT_LAST).or_else(|_| journal.folder.remove(LIST));
        }
        workspace.notes.add(note(message!(
            "undo.not-kept",
            "`workplan undo` cannot take this edit back: {why}",
            why = error.in_one_line()
        )));
    }
}

/// Keeps what files were written and removed, as [`record`] does. What they said before is what
/// the workspace has read.
pub(crate) fn record_files<'t>(
    workspace: &Workspace,
    command: EditCommand,
    written: impl Iterator<Item = (&'t str, &'t str)>,
    removed: Option<&'t str>,
) {
    let input = &workspace.input;
    let before = |path: &str| {
        let known = format!("{}/{path}", input.folder);
        let mut sources = input.sources.iter();
        sources.find(|(_, source)| source.path == known).map(|(_, source)| source.text.as_str())
    };
    let written = written.map(|(path, text)| (path, Some(text)));
    let all = written.chain(removed.map(|path| (path, None)));
    let states: Vec<FileStates<'_>> =
        all.map(|(path, after)| FileStates { path, before: before(path), after }).collect();
    record(workspace, command, Vec::new(), &states);
}

impl Journal {
    /// The journal of a folder; none outside of a repository.
    ///
    /// # Errors
    /// If it cannot be read.
    pub(crate) fn of(workspace: &Workspace) -> Result<Option<Journal>> {
        own_folder(workspace).map(Journal::read).transpose()
    }

    fn read(folder: PrivateFolder) -> Result<Journal> {
        let read = |name| folder.read(name).context(cannot_read(journal_name()));
        let whole = read(LIST)?;
        let since = if whole.is_none() { folder.modified(WITHOUT_LAST) } else { None };
        let bytes = if whole.is_none() { read(WITHOUT_LAST)? } else { whole };
        let entries = bytes.map_or(Ok(Vec::new()), |bytes| serde_json::from_slice(&bytes));
        let entries = entries.map_err(|_| {
            let damaged = message!("undo.journal-damaged", "the journal of edits is damaged");
            Error::from(std::io::Error::other(damaged)).hint(message!(
                "undo.journal-damaged-next",
                "no workplan is affected; the next edit begins a new journal"
            ))
        })?;
        let mut journal = Journal { folder, entries };
        journal.entries.extend(since.map(JournalEntry::lost_at));
        Ok(journal)
    }

    /// Makes certain that the list can be written, and writes it as it is.
    ///
    /// # Errors
    /// If it cannot be written.
    pub(crate) fn prepare(&mut self) -> Result<()> {
        self.write()
    }

    /// Returns the text that an edit found or left; none where the file was not there.
    ///
    /// # Errors
    /// If it is not there any more, or is damaged.
    pub(crate) fn text(&self, kept: Option<&str>) -> Result<Option<String>> {
        let Some(name) = kept else { return Ok(None) };
        let bytes = self.folder.read(name).context(cannot_read(name))?;
        let text = bytes.filter(|bytes| digest(bytes) == name).map(String::from_utf8);
        match text {
            Some(Ok(text)) => Ok(Some(text)),
            _ => Err(Error::from(std::io::Error::other(message!(
                "undo.text-is-gone",
                "the earlier text of the file is not in the journal of edits any more"
            )))),
        }
    }

    /// Adds an edit.
    fn add(
        &mut self,
        command: EditCommand,
        activities: Vec<JournaledActivity>,
        files: &[&FileStates<'_>],
    ) -> Result<()> {
        let texts = files.iter().flat_map(|file| [file.before, file.after]).flatten();
        if texts.map(str::len).sum::<usize>() > MOST_BYTES_OF_EDIT {
            let most = MOST_BYTES_OF_EDIT >> 20;
            return Err(Error::refused(message!(
                "undo.too-large",
                "the files have more than {most} MiB",
                most
            )));
        }
        let keep = |text: Option<&str>| text.map(|text| self.keep(text)).transpose();
        let files = files.iter().map(|file| {
            let path = file.path.to_owned();
            Ok(JournaledFile { path, before: keep(file.before)?, after: keep(file.after)? })
        });
        let files = files.collect::<Result<Vec<_>>>()?;
        self.entries.push(JournalEntry::new(command, activities, files));
        self.write()
    }

    /// Returns the number of the edit that would be taken back now: the last one that was not, and
    /// that can be, if it was passed over before.
    pub(crate) fn last(&self, can_be: impl Fn(usize, &JournalEntry) -> bool) -> Option<usize> {
        let mut all = self.entries.iter().enumerate().rev();
        let open = |(number, entry): &(usize, &JournalEntry)| {
            !entry.undone && (!entry.passed || can_be(*number, entry))
        };
        all.find(open).map(|(number, _)| number)
    }

    /// Notes that an edit cannot be taken back at present.
    ///
    /// # Errors
    /// If that cannot be written.
    pub(crate) fn pass_over(&mut self, number: usize) -> Result<()> {
        if let Some(entry) = self.entries.get_mut(number) {
            entry.passed = true;
        }
        self.write()
    }

    /// Notes that an edit was taken back.
    ///
    /// # Errors
    /// If that cannot be written.
    pub(crate) fn mark_undone(&mut self, number: usize) -> Result<()> {
        if let Some(entry) = self.entries.get_mut(number) {
            entry.undone = true;
        }
        self.write()
    }

    /// Keeps a text, and returns the name of its file.
    fn keep(&self, text: &str) -> Result<String> {
        let name = digest(text.as_bytes());
        if !self.folder.has(&name) {
            self.folder.write(&name, text.as_bytes()).unwritable(journal_name)?;
        }
        Ok(name)
    }

    /// Writes the list, and lets go of what is beyond the bounds.
    fn write(&mut self) -> Result<()> {
        let sizes = self.folder.files();
        let size = |name: &String| sizes.iter().find(|(own, _)| own == name).map_or(0, |own| own.1);
        let mut kept: HashSet<String> = HashSet::new();
        let (mut bytes, mut count) = (0, 0);
        for entry in self.entries.iter().rev() {
            let new: HashSet<String> =
                entry.texts().filter(|name| !kept.contains(*name)).cloned().collect();
            bytes += new.iter().map(size).sum::<u64>();
            if count > 0 && (count == MOST_EDITS || bytes > MOST_BYTES) {
                break;
            }
            kept.extend(new);
            count += 1;
        }
        self.entries.drain(..self.entries.len().saturating_sub(count));
        let list = serde_json::to_vec(&self.entries).map_err(Error::internal)?;
        self.folder.write(LIST, &list).unwritable(journal_name)?;
        // The earlier list, if there is one, is among the files that go.
        for (name, _) in sizes.iter().filter(|(name, _)| name != LIST && !kept.contains(name)) {
            // A file that stays is tried again at the next edit.
            let _ = self.folder.remove(name);
        }
        Ok(())
    }
}

/// Adds to the last edit the tag that went with it.
pub(crate) fn record_tag(workspace: &Workspace, name: &str, object: String) -> Result<()> {
    let Some(mut journal) = Journal::of(workspace)? else { return Ok(()) };
    if let Some(entry) = journal.entries.last_mut() {
        entry.tag = Some(JournaledTag { name: name.to_owned(), object });
    }
    journal.write()
}

/// Names the journal in a message.
fn journal_name() -> Message {
    message!("undo.journal", "the journal of edits")
}

/// The error outside of a repository.
pub(crate) fn no_journal() -> Error {
    Error::new(
        ErrorKind::NoHistory,
        message!(
            "undo.no-repository",
            "these plans are in no git repository, and only there is kept what an edit changed"
        ),
    )
}

/// Lets the journal of a workplans folder that was moved go along. `root` is the root of the
/// repository; the folders are named from there. What the new folder has already is older.
///
/// # Errors
/// If one of them cannot be read or written.
pub(crate) fn carry_over(root: &Path, [old, new]: [&str; 2]) -> Result<()> {
    let [old, new] = [old, new].map(|way| folder_at(root, way));
    let (Some(old), Some(new)) = (old, new) else { return Ok(()) };
    let old = Journal::read(old)?;
    if old.entries.is_empty() {
        return Ok(());
    }
    let mut journal = Journal::read(new)?;
    for name in old.entries.iter().flat_map(JournalEntry::texts) {
        if let Some(text) = old.folder.read(name).context(cannot_read(journal_name()))? {
            journal.folder.write(name, &text).unwritable(journal_name)?;
        }
    }
    journal.entries.extend(old.entries);
    journal.write()?;
    for name in [LIST, WITHOUT_LAST] {
        // One that stays is taken along once more.
        let _ = old.folder.remove(name);
    }
    Ok(())
}

/// The journal's folder: one for each workplans folder of a working tree.
fn own_folder(workspace: &Workspace) -> Option<PrivateFolder> {
    folder_at(&workspace.folder, &workspace.way.path(&workspace.input.folder))
}

/// The same, for a folder by its path from the root.
fn folder_at(inside: &Path, way: &str) -> Option<PrivateFolder> {
    let tree = PrivateFolder::of_tree(inside)?;
    Some(tree.folder("undo").folder(digest(way.as_bytes()).get(..16)?))
}
