use super::layout::{Role, role};
use super::rule;
use crate::diag::Diagnostic;
use crate::text::{FileId, Source, Sources, Span};

/// The largest file that is read.
pub const MAX_FILE_BYTES: u64 = 64 << 20;

/// A file as it comes from the working tree or from git.
#[derive(Clone, Debug)]
pub struct RawFile {
    /// Path relative to the workplans folder, with `/`.
    pub path: String,
    /// Its bytes; of a file over [`MAX_FILE_BYTES`] only the first so many are of interest, and one more.
    pub bytes: Vec<u8>,
}

/// The files of a folder as text, in the order of their paths (by bytes).
#[derive(Debug, Default)]
pub struct Input {
    /// The texts.
    pub sources: Sources,
    /// What each file is for.
    pub(super) roles: Vec<Role>,
    /// Files that are no text, and what is wrong with them.
    pub(super) faults: Vec<Diagnostic>,
}

impl Input {
    /// Takes the files of the workplans folder `folder` (its own name, for the paths that people see).
    /// Files that the format passes over are dropped.
    pub fn new(folder: &str, files: Vec<RawFile>) -> Self {
        let mut files: Vec<(Role, RawFile)> = files.into_iter().filter_map(|file| Some((role(&file.path)?, file))).collect();
        files.sort_by(|a, b| a.1.path.as_bytes().cmp(b.1.path.as_bytes()));
        let mut input = Input::default();
        let mut sources = Vec::with_capacity(files.len());
        for (role, file) in files {
            let id = FileId(sources.len() as u32);
            let text = decode(file.bytes).unwrap_or_else(|(text, what, help)| {
                let span = Span::new(id, text.len() as u32, text.len() as u32);
                input.faults.push(Diagnostic::new(rule::SYNTAX, span, what).help(help));
                text
            });
            sources.push(Source { path: format!("{folder}/{}", file.path), text });
            input.roles.push(role);
        }
        input.sources = Sources::new(sources);
        input
    }
}

/// The bytes as text; else the text before the fault, what is wrong, and what to do.
fn decode(mut bytes: Vec<u8>) -> Result<String, (String, String, &'static str)> {
    if bytes.len() as u64 > MAX_FILE_BYTES {
        let what = format!("this file is larger than {} MiB", MAX_FILE_BYTES >> 20);
        return Err((String::new(), what, "split it into the files of a folder"));
    }
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err((String::new(), "this file is UTF-16".to_owned(), "save it as UTF-8"));
    }
    String::from_utf8(std::mem::take(&mut bytes)).map_err(|error| {
        let fault = error.utf8_error();
        let mut bytes = error.into_bytes();
        let byte = bytes.get(fault.valid_up_to()).copied().unwrap_or(0);
        bytes.truncate(fault.valid_up_to());
        let what = format!("this file is not UTF-8: the byte 0x{byte:02X} cannot stand here");
        (String::from_utf8(bytes).unwrap_or_default(), what, "save it as UTF-8; a spreadsheet or an old editor may have used Windows-1252")
    })
}
