use std::io::{self, BufWriter, Write};
use std::path::Path;

use anyhow::Context;

use crate::store::{self, NewText};

/// What a command has to say, and whether it found what it was asked to look for as a fault.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    /// For standard output, or for the file of `-o`; none where it is there already.
    pub output: Option<Vec<u8>>,
    /// For standard error: notes that are no errors.
    pub notes: Vec<String>,
    /// How it ends.
    pub ending: Ending,
    /// Whether files are written by now, of which the output tells.
    pub has_written: bool,
}

/// How a command ends. Its numbers are the exit status.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Ending {
    /// Nothing to complain of.
    #[default]
    Done = 0,
    /// It found what it was asked to look for as a fault.
    Found = 1,
    /// Wrong usage, input that cannot be read, output that cannot be written.
    Failed = 2,
}

impl Outcome {
    /// Output, and nothing to complain of.
    pub(super) fn done(output: impl Into<Vec<u8>>) -> Self {
        Outcome { output: Some(output.into()), ..Outcome::default() }
    }

    /// The same, ending in 1 where a fault was found.
    #[must_use]
    pub(super) fn found_if(mut self, found: bool) -> Self {
        if found {
            self.ending = self.ending.max(Ending::Found);
        }
        self
    }

    /// The same, where files are written of which the output tells.
    #[must_use]
    pub(super) fn after_writing(mut self, has_written: bool) -> Self {
        self.has_written = has_written;
        self
    }
}

/// Writes to the file that is named, whole or not at all, or else to standard output.
pub(super) fn deliver(file: Option<&Path>, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> anyhow::Result<()> {
    if let Some(file) = file {
        return store::stream_whole(file, write).with_context(|| format!("{} cannot be written", file.display()));
    }
    let mut out = BufWriter::new(io::stdout().lock());
    match write(&mut out).and_then(|()| out.flush()) {
        // Whoever reads has read enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        result => result.context("the output cannot be written"),
    }
}

/// Puts other bytes into files, none where there is no room for all. With each goes the name that people know it by.
pub(super) fn replace_all<'c>(files: impl Iterator<Item = (String, NewText<'c>)>) -> anyhow::Result<()> {
    let (names, changes): (Vec<String>, Vec<NewText<'_>>) = files.unzip();
    let cannot = |number: usize| format!("{} cannot be written", names.get(number).map_or("", String::as_str));
    store::replace_all(&changes).map_err(|(number, error)| anyhow::Error::new(error).context(cannot(number)))
}
