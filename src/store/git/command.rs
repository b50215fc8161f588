//! Starts git. This is the only place that starts another program.
//!
//! Git gets the repository to read, and never searches for one. It reads existing objects only: no
//! replacements, no grafts, no fetches. It executes nothing that the repository names. Of the
//! caller's variables it gets only those in `KEPT`.
//!
//! What the user shares goes another way: [`run_as_user`] is git with the user's own settings,
//! hooks and credentials.

use crate::diagnostic::{Message, message};
use std::ffi::{OsStr, OsString};
use std::io::{self, Read, Write};
use std::process::{Child, Command, Output, Stdio};
use std::sync::mpsc::Receiver;

use super::answers::{self, Answers};
use super::environment::{SETTINGS, VARIABLES};
use super::program::program;
use super::target::{Git, GitProgram};
use super::user_call::{Listener, REPOSITORY_VARIABLES, USER_SETTINGS, UserCall};
use crate::store::programs::joined;
use crate::store::real_path::without_sign;

/// The advice if something in the repository is missing or damaged.
pub(super) fn fetch_again() -> Message {
    message!(
        "git.fetch-again",
        "`git fetch --refetch --no-filter` fetches everything again, and \
    `git fsck` lists what is missing"
    )
}

/// The most bytes of what the user's git says beside its answers.
const MOST_SAID: usize = 1 << 20;

/// The most bytes of an answer that is kept in full.
const MOST_BYTES: u64 = 256 << 20;

/// The program, without any settings.
fn bare() -> Command {
    Command::new(program())
}

/// Runs git as its user does, to its end: with the user's settings, hooks, credentials and
/// terminal. Only the variables that name a repository are removed: the folder names it. The error
/// output is heard piece by piece where somebody listens.
pub(super) fn run_as_user(call: UserCall<'_>) -> io::Result<Output> {
    let mut command = bare();
    for name in REPOSITORY_VARIABLES {
        command.env_remove(name);
    }
    command.args(["--no-pager", "--literal-pathspecs"]);
    command.args(USER_SETTINGS.iter().flat_map(|setting| ["-c", setting]));
    command.current_dir(without_sign(call.folder)).args(&call.arguments).envs(call.variables);
    let stdin = if call.input.is_some() { Stdio::piped() } else { Stdio::null() };
    command.stdin(stdin).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut process = command.spawn().map_err(|error| not_started(&error))?;
    let (stdin, stdout, stderr) =
        (process.stdin.take(), process.stdout.take(), process.stderr.take());
    let (mut out, mut said) = (Vec::new(), Vec::new());
    std::thread::scope(|scope| {
        if let Some((mut stdin, input)) = stdin.zip(call.input) {
            // Where git ends early, it says why.
            scope.spawn(move || drop(stdin.write_all(input)));
        }
        let listener = scope.spawn(|| hear(stderr, &mut said, call.hear));
        let read = stdout.map_or(Ok(0), |mut stdout| stdout.read_to_end(&mut out));
        listener.join().map_or(Ok(()), |heard| heard).and(read)
    })?;
    Ok(Output { status: process.wait()?, stdout: out, stderr: said })
}

/// Reads the error output of a process, and hands over each piece.
fn hear(
    pipe: Option<impl Read>,
    said: &mut Vec<u8>,
    listener: Option<&Listener<'_>>,
) -> io::Result<()> {
    let Some(mut pipe) = pipe else { return Ok(()) };
    let mut buffer = vec![0; 4096];
    loop {
        let piece = match pipe.read(&mut buffer) {
            Ok(0) => return Ok(()),
            Ok(read) => buffer.get(..read).unwrap_or_default(),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        listener.into_iter().for_each(|listener| listener(piece));
        if said.len() < MOST_SAID {
            said.extend_from_slice(piece);
        }
    }
}

impl Git {
    fn command(&self) -> Command {
        let mut command = bare();
        for (name, _) in std::env::vars_os().filter(|(name, _)| !self.keeps(name)) {
            command.env_remove(name);
        }
        command
            .envs(VARIABLES.iter().copied())
            .current_dir(without_sign(&self.start))
            .stdin(Stdio::null());
        command.args(["--no-pager", "--no-replace-objects", "--literal-pathspecs"]);
        command.args(SETTINGS.iter().flat_map(|setting| ["-c", setting]));
        match &self.which {
            GitProgram::Here { may_be_bare } => {
                command.args([
                    "-c",
                    if *may_be_bare {
                        "safe.bareRepository=all"
                    } else {
                        "safe.bareRepository=explicit"
                    },
                ]);
                command.env(
                    "GIT_CEILING_DIRECTORIES",
                    &*without_sign(self.start.parent().unwrap_or(&self.start)),
                );
            }
            GitProgram::Named { dir, tree } | GitProgram::Known { dir, tree } => {
                command
                    .arg(joined("--git-dir=", dir))
                    .args(tree.as_deref().map(|tree| joined("--work-tree=", tree)));
            }
            GitProgram::None => {}
        }
        command
    }

    /// Starts it.
    fn start<I: AsRef<OsStr>>(
        &self,
        arguments: &[I],
        [questions, complaints]: [bool; 2],
    ) -> io::Result<GitTalk> {
        answers::may_ask()?;
        let piped = |is_wanted: bool| if is_wanted { Stdio::piped() } else { Stdio::null() };
        let mut command = self.command();
        command
            .args(arguments)
            .stdin(piped(questions))
            .stdout(Stdio::piped())
            .stderr(piped(complaints));
        GitTalk::with(command.spawn().map_err(|error| not_started(&error))?)
    }

    /// Runs it to its end.
    fn run<I: AsRef<OsStr>>(&self, arguments: &[I], input: Option<&[u8]>) -> io::Result<Output> {
        let mut talk = self.start(arguments, [input.is_some(), true])?;
        // Git says nothing before it has read everything; where it ends early, it says why.
        let written = talk.process.stdin.take().zip(input).map(|(mut questions, input)| {
            let input = input.to_vec();
            answers::aside(move || questions.write_all(&input)).map_err(|error| not_started(&error))
        });
        let written = written.transpose()?;
        let mut stdout = Vec::new();
        (&mut talk.answers).take(MOST_BYTES + 1).read_to_end(&mut stdout)?;
        if stdout.len() as u64 > MOST_BYTES {
            return Err(io::Error::new(
                io::ErrorKind::FileTooLarge,
                message!(
                    "git.answer-too-large",
                    "git's answer has more than {most} MiB",
                    most = MOST_BYTES >> 20
                ),
            ));
        }
        let written = written.map_or(Ok(None), |written| talk.answers.wait_for(&written))?;
        let output = talk.end(stdout)?;
        match written {
            Some(Err(error)) if output.status.success() => Err(error),
            _ => Ok(output),
        }
    }

    /// Returns the output of git.
    ///
    /// # Errors
    /// If git cannot be started, or fails: with its error output.
    pub(in crate::store) fn ask<I: AsRef<OsStr>>(&self, arguments: &[I]) -> io::Result<Vec<u8>> {
        self.run(arguments, None).and_then(answer)
    }

    /// Returns the output of git for an input.
    ///
    /// # Errors
    /// If git cannot be started, or fails.
    pub(super) fn tell<I: AsRef<OsStr>>(
        &self,
        arguments: &[I],
        input: &[u8],
    ) -> io::Result<Vec<u8>> {
        self.run(arguments, Some(input)).and_then(answer)
    }

    /// Returns the output of git; `None` if it ends with status 1 and no message.
    ///
    /// # Errors
    /// If git cannot be started, or fails.
    pub(super) fn ask_for<I: AsRef<OsStr>>(&self, arguments: &[I]) -> io::Result<Option<Vec<u8>>> {
        let output = self.run(arguments, None)?;
        if output.status.code() == Some(1) && output.stderr.is_empty() {
            return Ok(None);
        }
        answer(output).map(Some)
    }

    /// Returns the output of git, and its warnings line by line.
    ///
    /// # Errors
    /// If git cannot be started, or fails.
    pub(super) fn ask_with_warnings<I: AsRef<OsStr>>(
        &self,
        arguments: &[I],
    ) -> io::Result<(Vec<u8>, Vec<String>)> {
        let output = self.run(arguments, None)?;
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        let warnings = said
            .lines()
            .filter_map(|line| line.strip_prefix("warning: "))
            .map(str::to_owned)
            .collect();
        Ok((answer(output)?, warnings))
    }

    /// Returns the output of git for a question about objects: an error includes the advice for
    /// missing objects.
    pub(super) fn ask_of_objects<I: AsRef<OsStr>>(&self, arguments: &[I]) -> io::Result<Vec<u8>> {
        self.ask(arguments).map_err(|error| lost(&error))
    }

    /// Returns the output and the status of git, for commands whose status has a meaning.
    ///
    /// # Errors
    /// If git cannot be started, is killed, or ends with a status above 127: with its error output.
    pub(super) fn ask_for_status(&self, arguments: &[OsString]) -> io::Result<(Vec<u8>, i32)> {
        let output = self.run(arguments, None)?;
        match output.status.code() {
            Some(status @ 0..=127) => Ok((output.stdout, status)),
            _ => Err(fault(&output)),
        }
    }

    /// Starts a git process that answers questions until its input is closed.
    ///
    /// # Errors
    /// If git cannot be started.
    pub(super) fn talk(&self, arguments: &[&str]) -> io::Result<GitTalk> {
        self.start(arguments, [true, false])
    }
}

/// A git that answers. It ends with the process that asks: its input closes, and so does its
/// output.
pub(super) struct GitTalk {
    process: Child,
    pub answers: Answers,
    /// The error output, once the process has ended.
    complaints: Option<Receiver<io::Result<Vec<u8>>>>,
}

impl GitTalk {
    fn with(mut process: Child) -> io::Result<GitTalk> {
        let stdout = process.stdout.take().ok_or_else(|| {
            io::Error::other(message!("git.gives-no-answers", "git gives no answers"))
        })?;
        let stderr = process.stderr.take();
        let heard = || {
            let complaints =
                stderr.map(|stderr| answers::aside(|| answers::complaints(stderr))).transpose()?;
            Ok((Answers::of(stdout, process.id())?, complaints))
        };
        match heard() {
            Ok((answers, complaints)) => Ok(GitTalk { process, answers, complaints }),
            Err(error) => {
                stop(&mut process);
                Err(not_started(&error))
            }
        }
    }

    /// Asks a question.
    pub(super) fn ask(&mut self, question: &[u8]) -> io::Result<()> {
        answers::may_ask()?;
        let questions = self.process.stdin.as_mut().ok_or_else(|| {
            io::Error::other(message!("git.takes-no-questions", "git takes no questions"))
        })?;
        questions.write_all(question)?;
        questions.flush()
    }

    /// Waits for its end, now that it has said everything.
    fn end(mut self, stdout: Vec<u8>) -> io::Result<Output> {
        let stderr = match &self.complaints {
            Some(complaints) => self.answers.wait_for(complaints)?.transpose()?.unwrap_or_default(),
            None => Vec::new(),
        };
        Ok(Output { status: self.process.wait()?, stdout, stderr })
    }
}

impl Drop for GitTalk {
    fn drop(&mut self) {
        // Git only reads, but it may be writing an answer that nobody reads any more, and would
        // wait forever.
        stop(&mut self.process);
    }
}

fn stop(process: &mut Child) {
    let _ = process.kill();
    let _ = process.wait();
}

fn not_started(error: &io::Error) -> io::Error {
    match error.kind() {
        io::ErrorKind::NotFound => io::Error::new(
            io::ErrorKind::NotFound,
            message!("git.not-installed", "git is not installed, or not on the PATH"),
        ),
        kind => io::Error::new(
            kind,
            message!("git.cannot-be-started", "git cannot be started: {error}", error),
        ),
    }
}

fn answer(output: Output) -> io::Result<Vec<u8>> {
    if output.status.success() { Ok(output.stdout) } else { Err(fault(&output)) }
}

/// Adds the advice for missing objects to an error.
pub(super) fn lost(error: &io::Error) -> io::Error {
    io::Error::new(
        error.kind(),
        message!("git.with-advice", "{error}; {advice}", error, advice = fetch_again()),
    )
}

/// Returns the error of git: the first line of its message, and the command that it advises.
fn fault(output: &Output) -> io::Error {
    let said = String::from_utf8_lossy(&output.stderr);
    let mut lines = said.lines().filter(|line| !line.starts_with("warning: "));
    let Some(line) = lines.next() else {
        // Killed: it has not said that there is nothing.
        let kind = if output.status.code().is_none() {
            io::ErrorKind::BrokenPipe
        } else {
            io::ErrorKind::Other
        };
        return io::Error::new(
            kind,
            message!(
                "git.ended-without-message",
                "git ended without a message ({status})",
                status = output.status.to_string()
            ),
        );
    };
    let line = line.trim_start_matches("fatal: ").trim_start_matches("error: ");
    let advice = lines.find_map(|line| line.strip_prefix("\tgit "));
    io::Error::other(match advice {
        None => Message::verbatim(line),
        Some(command) => {
            message!("git.advises", "{line}; git advises: `git {command}`", line, command)
        }
    })
}
