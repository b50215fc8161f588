//! The files of a folder as text, of one state or of two.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::file_role::{FileRole, role};
use super::rule;
use crate::diagnostic::{Diagnostic, Message, message};
use crate::text::{Edit, FileId, Source, Sources, Span, apply};

/// The largest file that is read.
pub const MAX_FILE_BYTES: u64 = 64 << 20;

/// The most bytes that the files of a workplans folder have together.
pub const MAX_FOLDER_BYTES: u64 = 128 << 20;

/// A file as it comes from the working tree or from git.
#[derive(Clone, Debug)]
pub struct RawFile {
    /// Path relative to the workplans folder, with `/`.
    pub path: String,
    /// The bytes. Of a file over [`MAX_FILE_BYTES`], only the bytes up to this limit and one more
    /// are needed.
    pub bytes: Vec<u8>,
}

/// The files of a folder as text, in the order of their paths (by bytes). If two states are
/// compared, the files of the earlier state follow.
#[derive(Clone, Debug, Default)]
pub struct FileSet {
    /// The workplans folder's own name.
    pub folder: String,
    /// Whether the reading keeps the trees of the files, which edits need.
    pub keep_documents: bool,
    /// The texts. A file that is equal in both states is stored once.
    pub sources: Sources,
    /// The role of each file.
    pub(super) roles: Vec<FileRole>,
    /// Errors of files that are not text.
    pub(super) faults: Vec<Diagnostic>,
    /// The files of the present state.
    pub(super) now: Vec<FileId>,
    /// The files of the earlier state.
    pub(super) earlier: Vec<FileId>,
}

impl FileSet {
    /// Takes the files of the workplans folder `folder` (its own name, for the paths that people
    /// see). Files that the format passes over are dropped.
    pub fn new(folder: &str, files: Vec<RawFile>) -> Self {
        let mut input = FileSet { folder: folder.to_owned(), ..FileSet::default() };
        input.now = in_order(files).into_iter().map(|(role, file)| input.add(role, file)).collect();
        input
    }

    /// Takes the files of the same folder as they were before.
    pub fn add_earlier(&mut self, files: Vec<RawFile>) {
        let known: HashMap<String, FileId> =
            self.now.iter().map(|&id| (self.sources[id].path.clone(), id)).collect();
        let is_whole = |id: FileId| self.faults.iter().all(|fault| fault.span.file != id);
        let is_same =
            |id: FileId, bytes: &[u8]| self.sources[id].text.as_bytes() == bytes && is_whole(id);
        let files: Vec<(Option<FileId>, FileRole, RawFile)> = in_order(files)
            .into_iter()
            .map(|(role, file)| {
                let same =
                    known.get(&self.path(&file)).copied().filter(|&id| is_same(id, &file.bytes));
                (same, role, file)
            })
            .collect();
        self.earlier = files
            .into_iter()
            .map(|(same, role, file)| same.unwrap_or_else(|| self.add(role, file)))
            .collect();
    }

    /// The files of the present state that the earlier one did not have, by their paths.
    pub fn new_files(&self) -> BTreeSet<FileId> {
        let earlier: HashSet<&str> =
            self.earlier.iter().map(|&id| self.sources[id].path.as_str()).collect();
        self.now
            .iter()
            .copied()
            .filter(|&id| !earlier.contains(self.sources[id].path.as_str()))
            .collect()
    }

    /// Adds a file that is not in the folder; of a plan in place of one of its name. Messages name
    /// its `path`.
    pub fn add_file(&mut self, role: FileRole, path: &str, bytes: Vec<u8>) -> FileId {
        if let FileRole::Plan { name, .. } = &role {
            self.leave_out_plans(std::slice::from_ref(name));
        }
        let id = self.push(role, path.to_owned(), bytes);
        self.now.push(id);
        id
    }

    /// Puts a text that is not in the folder in the place of a file. Messages name its `path`.
    pub fn put_in_place(&mut self, saved: FileId, path: &str, bytes: Vec<u8>) -> FileId {
        let role = self.roles.get(saved.0 as usize).cloned().unwrap_or(FileRole::Config);
        let id = self.push(role, path.to_owned(), bytes);
        self.now.iter_mut().filter(|own| **own == saved).for_each(|own| *own = id);
        id
    }

    /// The files of the present state: paths in the workplans folder, and texts.
    pub fn present(&self) -> impl Iterator<Item = (&str, &str)> {
        let within = |path: &str| path.len().min(self.folder.len() + 1);
        self.now.iter().map(move |&id| {
            let source = &self.sources[id];
            (source.path.get(within(&source.path)..).unwrap_or(""), source.text.as_str())
        })
    }

    /// Returns the file of the present state at a path in the workplans folder.
    pub fn file_at(&self, path: &str) -> Option<FileId> {
        let path = format!("{}/{path}", self.folder);
        let at = self
            .now
            .binary_search_by(|&id| self.sources[id].path.as_bytes().cmp(path.as_bytes()))
            .ok()?;
        self.now.get(at).copied()
    }

    /// The number of bytes of the files of both states.
    pub fn bytes(&self) -> usize {
        self.sources.iter().map(|(_, source)| source.text.len()).sum()
    }

    /// The file that has a role; of several the first.
    pub fn file_of(&self, role: &FileRole) -> Option<FileId> {
        self.now.iter().copied().find(|id| self.roles.get(id.0 as usize) == Some(role))
    }

    /// The paths of the files about all plans that differ between the states.
    pub fn changed_beside_plans(&self) -> BTreeSet<&str> {
        let is_about_all = |id: FileId| {
            !matches!(self.roles.get(id.0 as usize), Some(FileRole::Plan { .. }) | None)
        };
        let in_one = |a: &[FileId], b: &[FileId]| {
            a.iter().copied().filter(|id| is_about_all(*id) && !b.contains(id)).collect::<Vec<_>>()
        };
        let changed = [in_one(&self.now, &self.earlier), in_one(&self.earlier, &self.now)].concat();
        changed.into_iter().map(|id| self.sources[id].path.as_str()).collect()
    }

    /// The plans that these files are of.
    pub fn plans_of<'a>(&'a self, files: &[FileId]) -> BTreeSet<&'a str> {
        let roles = files.iter().filter_map(|id| self.roles.get(id.0 as usize));
        roles
            .filter_map(|role| {
                if let FileRole::Plan { name, .. } = role { Some(name.as_str()) } else { None }
            })
            .collect()
    }

    /// Whether a file is part of a plan in a folder.
    pub fn is_part_of_a_folder(&self, file: FileId) -> bool {
        matches!(self.roles.get(file.0 as usize), Some(FileRole::Plan { in_folder: true, .. }))
    }

    /// Leaves out the files of these plans.
    pub fn leave_out_plans(&mut self, names: &[String]) {
        let roles = &self.roles;
        let is_of_plan = |id: FileId| {
            let role = roles.get(id.0 as usize);
            matches!(role, Some(FileRole::Plan { name, .. }) if names.contains(name))
        };
        self.now.retain(|&id| !is_of_plan(id));
    }

    /// Leaves only the files of one plan.
    pub fn keep_plan(&mut self, plan: &str) {
        let roles = &self.roles;
        let is_of_plan = |id: FileId| {
            let role = roles.get(id.0 as usize);
            matches!(role, Some(FileRole::Plan { name, .. }) if name == plan)
        };
        self.now.retain(|&id| is_of_plan(id));
    }

    fn path(&self, file: &RawFile) -> String {
        format!("{}/{}", self.folder, file.path)
    }

    fn add(&mut self, role: FileRole, file: RawFile) -> FileId {
        let path = self.path(&file);
        self.push(role, path, file.bytes)
    }

    fn push(&mut self, role: FileRole, path: String, bytes: Vec<u8>) -> FileId {
        let id = FileId(self.roles.len() as u32);
        let (text, fault) = text_of(id, bytes);
        self.faults.extend(fault);
        self.roles.push(role);
        self.sources.push(Source { path, text })
    }
}

/// Returns the bytes of a file as text. If they are not text, it returns the text before the error,
/// and the error.
pub(super) fn text_of(id: FileId, bytes: Vec<u8>) -> (String, Option<Diagnostic>) {
    let (text, what, help) = match decode(bytes) {
        Ok(text) => return (text, None),
        Err(fault) => fault,
    };
    let end = text.len() as u32;
    let fault = Diagnostic::new(rule::SYNTAX, Span::new(id, end, end), what).help(help);
    (text, Some(fault))
}

/// The files that the format knows, by path.
fn in_order(files: Vec<RawFile>) -> Vec<(FileRole, RawFile)> {
    let mut files: Vec<(FileRole, RawFile)> =
        files.into_iter().filter_map(|file| Some((role(&file.path)?, file))).collect();
    files.sort_by(|a, b| a.1.path.as_bytes().cmp(b.1.path.as_bytes()));
    files
}

impl FileSet {
    /// Returns the files of the present state, numbered in the order of their paths again after
    /// some have come or gone.
    #[must_use]
    pub fn renumbered(&self) -> Self {
        let numbered = |id: FileId| self.now.iter().position(|own| *own == id);
        let faults = self.faults.iter().filter_map(|fault| {
            let file = FileId(numbered(fault.span.file)? as u32);
            Some(Diagnostic { span: Span { file, ..fault.span }, ..fault.clone() })
        });
        FileSet {
            folder: self.folder.clone(),
            keep_documents: self.keep_documents,
            sources: self.sources.in_order(&self.now),
            roles: self
                .now
                .iter()
                .filter_map(|id| self.roles.get(id.0 as usize))
                .cloned()
                .collect(),
            faults: faults.collect(),
            now: (0..self.now.len() as u32).map(FileId).collect(),
            earlier: Vec::new(),
        }
    }

    /// Returns the files with another text for one of them.
    #[must_use]
    pub fn with(&self, file: FileId, text: &str) -> Self {
        self.with_texts(|id, _| (id == file).then(|| text.to_owned()))
    }

    /// Returns the files with these edits applied.
    #[must_use]
    pub fn with_edits(&self, edits: &[Edit]) -> Self {
        let by_file = edits_by_file(edits);
        self.with_texts(|id, text| apply(text, by_file.get(&id)?))
    }

    /// Returns the files with other texts for some of them.
    fn with_texts(&self, text: impl Fn(FileId, &str) -> Option<String>) -> Self {
        let mut changed = self.clone();
        for (id, source) in self.sources.iter() {
            if let Some(text) = text(id, &source.text) {
                changed.sources.replace(id, Source { path: source.path.clone(), text });
            }
        }
        changed
    }

    /// Puts a text over a file of the present state, such as one that an editor has not saved yet;
    /// none takes the file away. `path` is relative to the workplans folder. Returns the number of
    /// the file with its new text; none where it is gone, or the format passes it over.
    pub fn set_text(&mut self, path: &str, bytes: Option<Vec<u8>>) -> Option<FileId> {
        let role = role(path)?;
        let path = format!("{}/{path}", self.folder);
        let at =
            self.now.binary_search_by(|&id| self.sources[id].path.as_bytes().cmp(path.as_bytes()));
        let saved = at.ok().and_then(|at| self.now.get(at)).copied();
        let Some(bytes) = bytes else {
            self.now.retain(|id| Some(*id) != saved);
            return None;
        };
        // The earlier state keeps its text.
        let own = saved.filter(|id| !self.earlier.contains(id));
        let id = match own {
            Some(id) => {
                self.faults.retain(|fault| fault.span.file != id);
                let (text, fault) = text_of(id, bytes);
                self.faults.extend(fault);
                self.sources.replace(id, Source { path, text });
                id
            }
            None => self.push(role, path, bytes),
        };
        match at {
            Ok(at) => self.now.iter_mut().skip(at).take(1).for_each(|own| *own = id),
            Err(at) => self.now.insert(at, id),
        }
        Some(id)
    }
}

/// The edits of each file.
pub fn edits_by_file(edits: &[Edit]) -> BTreeMap<FileId, Vec<Edit>> {
    let mut by_file: BTreeMap<FileId, Vec<Edit>> = BTreeMap::new();
    edits.iter().for_each(|edit| by_file.entry(edit.span.file).or_default().push(edit.clone()));
    by_file
}

/// Returns the bytes as text; otherwise the text before the error, the error and the advice.
fn decode(mut bytes: Vec<u8>) -> Result<String, (String, Message, Message)> {
    if bytes.len() as u64 > MAX_FILE_BYTES {
        let what = message!(
            "syntax.too-large",
            "this file is larger than {size} MiB",
            size = MAX_FILE_BYTES >> 20
        );
        let help = message!("syntax.split-file", "split it into the files of a folder");
        return Err((String::new(), what, help));
    }
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        let what = message!("syntax.utf-16", "this file is UTF-16");
        return Err((String::new(), what, message!("syntax.save-as-utf-8", "save it as UTF-8")));
    }
    String::from_utf8(std::mem::take(&mut bytes)).map_err(|error| {
        let fault = error.utf8_error();
        let mut bytes = error.into_bytes();
        let byte = bytes.get(fault.valid_up_to()).copied().unwrap_or(0);
        bytes.truncate(fault.valid_up_to());
        let what = message!(
            "syntax.not-utf-8",
            "this file is not UTF-8: the byte 0x{byte} is not allowed here",
            byte = format!("{byte:02X}")
        );
        let help = message!(
            "syntax.save-as-utf-8-again",
            "save it as UTF-8; a spreadsheet or an old editor may have used Windows-1252"
        );
        (String::from_utf8(bytes).unwrap_or_default(), what, help)
    })
}
