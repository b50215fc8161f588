//! What leaves the program: output, notes, errors and the exit status.

use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crate::diagnostic::{Message, message, note};
use crate::ops;
use crate::render::{Terminal, found_faults};
use crate::text::{Break, LogGate, clean, clean_line, harmless_in_log};
use crate::workspace::{Context, Details, Error, Result};

/// What a command has to say, and whether it found what it was asked to look for as a fault.
#[derive(Debug, Default)]
pub(super) struct CommandOutput {
    /// For standard output, or for the file of `-o`; none where it is there already.
    pub output: Option<Vec<u8>>,
    /// For standard error: notes that are no errors.
    pub notes: Vec<Message>,
    /// For standard error: what `check` would find anew after an edit, as it shows it.
    pub findings: String,
    /// How it ends.
    pub ending: ExitStatus,
    /// Whether files are written by now, of which the output tells.
    pub has_written: bool,
    /// Whether the output is for a program that reads it byte by byte, and passes no gate: a
    /// workbook, a merged file, commands for a runner.
    pub is_raw: bool,
    /// Why it stopped before its end, after what the output tells.
    pub failure: Option<Error>,
}

/// How a command ends. Its numbers are the exit status.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum ExitStatus {
    /// Nothing to complain of.
    #[default]
    Done = 0,
    /// It found what it was asked to look for as a fault.
    Found = 1,
    /// Wrong usage, input that cannot be read, output that cannot be written.
    Failed = 2,
}

/// How many bytes pass the gate at once.
const PIECE: usize = 1 << 16;

/// How long a command that a program has asked for waits for another program.
const PATIENCE: Duration = Duration::from_secs(10);

impl CommandOutput {
    /// Output, and nothing to complain of.
    pub(super) fn done(output: impl Into<Vec<u8>>) -> Self {
        CommandOutput { output: Some(output.into()), ..CommandOutput::default() }
    }

    /// Output that leaves as it is, byte by byte.
    pub(super) fn raw(output: impl Into<Vec<u8>>) -> Self {
        CommandOutput { is_raw: true, ..CommandOutput::done(output) }
    }

    /// The same, ending in 1 where a fault was found.
    #[must_use]
    pub(super) fn found_if(mut self, found: bool) -> Self {
        if found {
            self.ending = self.ending.max(ExitStatus::Found);
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

/// Writes to the file that is named, in full or not at all, or else to standard output, which may
/// be the log of a CI service.
pub(super) fn deliver(
    file: Option<&Path>,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<()> {
    match file {
        // It can be the log under another name.
        Some(file) if ops::is_stream(file) => ops::write_file(file, |out| through_gate(out, write)),
        Some(file) => ops::write_file(file, write),
        None => to_standard_output(|out| through_gate(out, write)),
    }
}

fn through_gate(
    out: impl Write,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    // The gate looks for the ends of lines: in many bytes at once, not in each of many pieces.
    let mut gate = BufWriter::with_capacity(PIECE, LogGate::new(out, Break::Space));
    write(&mut gate)?;
    gate.into_inner().map_err(io::IntoInnerError::into_error)?.finish()
}

/// As [`deliver`], byte by byte.
pub(super) fn deliver_raw(file: Option<&Path>, bytes: &[u8]) -> Result<()> {
    match file {
        Some(file) => ops::write_file(file, |out| out.write_all(bytes)),
        None => to_standard_output(|mut out| out.write_all(bytes).and_then(|()| out.flush())),
    }
}

/// Lets a conversation write to standard output. A reader who closes it ends the conversation.
pub(super) fn converse(talk: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<()> {
    to_standard_output(|out| through_gate(out, talk))
}

fn to_standard_output(
    write: impl FnOnce(BufWriter<io::StdoutLock<'_>>) -> io::Result<()>,
) -> Result<()> {
    match write(BufWriter::new(io::stdout().lock())) {
        // The reader has closed the pipe and wants no more.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        result => result.unwritable(|| message!("files.the-output", "the output")),
    }
}

/// Writes to standard error, which may be the log of a CI service. Where it is closed, no reader is
/// left.
pub(super) fn write_error(text: &str) {
    let _ = io::stderr().lock().write_all(harmless_in_log(text, Break::Space).as_bytes());
}

/// Returns our own error, wherever it is in the chain of causes.
fn own(error: &anyhow::Error) -> Option<&Error> {
    error.chain().find_map(|cause| cause.downcast_ref::<Error>())
}

/// Reports on standard error what went wrong, and what to do.
pub(super) fn complain(error: &anyhow::Error, terminal: &Terminal) {
    write_error(&complaint(error, terminal));
}

/// Returns what went wrong, and what to do.
pub(super) fn complaint(error: &anyhow::Error, terminal: &Terminal) -> String {
    let own = own(error);
    let said = match own.map(Error::details) {
        Some(Details::Plans { heading, faults }) => {
            let heading = heading.iter().map(|heading| format!("{heading}\n"));
            heading.collect::<String>() + &found_faults(faults, terminal)
        }
        Some(Details::Input(faults)) => {
            faults.iter().map(|fault| error_line(&fault.to_string())).collect()
        }
        _ => {
            let causes: Vec<String> = error.chain().map(ToString::to_string).collect();
            error_line(&causes.join(": "))
        }
    };
    let hints = own.map_or(&[][..], Error::hints).iter();
    let hints: String = hints.map(|hint| help_line(&hint.to_string())).collect();
    said + &hints
}

fn error_line(what: &str) -> String {
    format!("{}\n", message!("cli.error-line", "error: {what}", what = clean_line(what)))
}

fn help_line(hint: &str) -> String {
    format!("{}\n", message!("cli.help-line", "help: {hint}", hint = clean_line(hint)))
}

/// Returns the exit status of a command that stopped with an error.
pub(super) fn exit_status(error: &anyhow::Error) -> u8 {
    own(error).map_or(ExitStatus::Failed as u8, |own| own.kind().exit_status())
}

/// A note on standard error.
pub(super) fn say_note(note: &Message) {
    say(&clean_line(&note.to_string()));
}

/// A note as it is said.
pub(super) fn note_line(note: &Message) -> String {
    format!("{}\n", clean_line(&note.to_string()))
}

/// Says once that another program is waited for, and goes on waiting.
pub(super) fn say_waiting(_: Duration) -> bool {
    static IS_SAID: AtomicBool = AtomicBool::new(false);
    if !IS_SAID.swap(true, Ordering::SeqCst) {
        say_note(&note(message!(
            "cli.waiting",
            "waiting for another program that is changing these files; Ctrl-C gives up"
        )));
    }
    true
}

/// Waits for another program for a while only: whoever asked is a program, and waits too.
pub(super) fn wait_briefly(waited: Duration) -> bool {
    waited < PATIENCE
}

/// A line on standard error.
pub(super) fn say(line: &str) {
    write_error(&format!("{}\n", clean(line)));
}
