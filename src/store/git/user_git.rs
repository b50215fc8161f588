//! Git as its user runs it: with the user's own settings, hooks and credentials.
//!
//! Plans are read through [`super::Git`], which executes nothing of a repository. To share them is
//! another thing: the user asks for a commit and a push, and expects of these what git does
//! elsewhere. Answers are exit statuses and the output of plumbing, never sentences, so that the
//! user's language may be any.

use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};

use super::command::run_as_user;
use super::user_call::{Listener, UserCall};
use crate::diagnostic::{Message, message};
use crate::text::{clean_line, without_secrets};

/// The most lines that are repeated of what git or a hook says.
const MOST_LINES: usize = 12;

/// Git as its user runs it, in a folder.
#[derive(Clone, Debug)]
pub struct UserGit {
    folder: PathBuf,
    /// The index to use instead of the repository's own.
    index: Option<PathBuf>,
    /// Whether git says each packet that it exchanges.
    traces: bool,
}

/// The answer of the user's git.
#[derive(Debug)]
pub struct UserAnswer {
    /// The exit status; `None` if a signal ended it.
    pub status: Option<i32>,
    /// The standard output.
    pub out: Vec<u8>,
    /// The error output.
    said: Vec<u8>,
}

impl UserGit {
    /// Makes the user's git for a folder.
    pub fn at(folder: &Path) -> UserGit {
        UserGit { folder: folder.to_owned(), index: None, traces: false }
    }

    /// Returns this git with another index.
    #[must_use]
    pub fn with_index(&self, index: &Path) -> UserGit {
        UserGit { index: Some(index.to_owned()), ..self.clone() }
    }

    /// Whether git's own protocol answers at an address, or at a remote. A web page without a line
    /// break there is an empty repository for git, and no packet is exchanged.
    ///
    /// # Errors
    /// If git cannot be started.
    pub fn speaks_git(&self, address: &str) -> io::Result<bool> {
        let git = UserGit { traces: true, ..self.clone() };
        let answer = git.run(&["ls-remote", "--heads", "--", address], None)?;
        Ok(memchr::memmem::find(&answer.said, b"packet:").is_some())
    }

    /// Runs git, whatever its exit status will be.
    ///
    /// # Errors
    /// If git cannot be started or read.
    pub fn run<I: AsRef<OsStr>>(
        &self,
        arguments: &[I],
        input: Option<&[u8]>,
    ) -> io::Result<UserAnswer> {
        self.run_heard(arguments, input, None)
    }

    /// Runs git, and hands over its error output piece by piece.
    ///
    /// # Errors
    /// If git cannot be started or read.
    pub fn run_heard<I: AsRef<OsStr>>(
        &self,
        arguments: &[I],
        input: Option<&[u8]>,
        hear: Option<&Listener<'_>>,
    ) -> io::Result<UserAnswer> {
        let arguments = arguments.iter().map(|argument| argument.as_ref().to_owned()).collect();
        let index = self.index.iter().map(|index| ("GIT_INDEX_FILE", index.clone().into()));
        let trace = self.traces.then(|| ("GIT_TRACE_PACKET", "1".into()));
        let (folder, variables) = (self.folder.as_path(), index.chain(trace).collect());
        let output = run_as_user(UserCall { folder, arguments, variables, input, hear })?;
        Ok(UserAnswer { status: output.status.code(), out: output.stdout, said: output.stderr })
    }

    /// Returns the output of git.
    ///
    /// # Errors
    /// If git cannot be started, or fails: with what it says.
    pub fn ask<I: AsRef<OsStr>>(&self, arguments: &[I]) -> io::Result<Vec<u8>> {
        self.run(arguments, None)?.or_error()
    }

    /// Returns the output of git for an input.
    ///
    /// # Errors
    /// If git cannot be started, or fails.
    pub fn tell<I: AsRef<OsStr>>(&self, arguments: &[I], input: &[u8]) -> io::Result<Vec<u8>> {
        self.run(arguments, Some(input))?.or_error()
    }

    /// Returns the output of git as a line; `None` if git fails.
    ///
    /// # Errors
    /// If git cannot be started.
    pub fn line<I: AsRef<OsStr>>(&self, arguments: &[I]) -> io::Result<Option<String>> {
        let answer = self.run(arguments, None)?;
        let line = String::from_utf8_lossy(&answer.out).trim_end_matches(['\n', '\r']).to_owned();
        Ok((answer.is_success() && !line.is_empty()).then_some(line))
    }

    /// The folder that git is started in.
    pub fn folder(&self) -> &Path {
        &self.folder
    }
}

impl UserAnswer {
    /// Whether git succeeded.
    pub fn is_success(&self) -> bool {
        self.status == Some(0)
    }

    /// Returns the output if git succeeded.
    ///
    /// # Errors
    /// With what git says otherwise.
    pub fn or_error(self) -> io::Result<Vec<u8>> {
        if self.is_success() { Ok(self.out) } else { Err(io::Error::other(self.words())) }
    }

    /// Returns the words of git, a hook or the other side, on one line.
    pub fn words(&self) -> Message {
        let lines = self.lines();
        if lines.is_empty() {
            let status = self.status.map_or_else(|| "?".to_owned(), |status| status.to_string());
            return message!("share.git-said-nothing", "git ended with status {status}", status);
        }
        Message::verbatim(lines.join(" · "))
    }

    /// Returns the words of git, a hook or the other side, line by line, without signs that act on
    /// a terminal.
    pub fn lines(&self) -> Vec<String> {
        let said = String::from_utf8_lossy(&self.said);
        let lines = said.split(['\n', '\r']).map(|line| clean_line(line.trim()).into_owned());
        let bare = lines.map(|line| without_secrets(bare_line(&line)));
        let bare = bare.filter(|line| !line.starts_with("Cloning into "));
        bare.filter(|line| !line.is_empty()).take(MOST_LINES).collect()
    }

    /// Whether git would have to ask for a name or a password, or what it knows is wrong.
    pub fn asks_who(&self) -> bool {
        let signs = ["could not read Username", "could not read Password", "Authentication failed"];
        self.lines().iter().any(|line| signs.iter().any(|sign| line.contains(sign)))
    }

    /// Whether a web page came instead of a repository, such as one for signing in.
    pub fn is_web_page(&self) -> bool {
        let signs = ["info/refs not valid", "unable to update url base from redirection"];
        self.lines().iter().any(|line| signs.iter().any(|sign| line.contains(sign)))
    }

    /// Whether the other side takes no changes over the web: a page, or a repository of which the
    /// files can only be read.
    pub fn is_only_read(&self) -> bool {
        self.lines().iter().any(|line| line.contains("git-http-push"))
    }

    /// The first address that the other side names.
    pub fn address(&self) -> Option<String> {
        let lines = self.lines();
        let mut words = lines.iter().flat_map(|line| line.split_whitespace());
        let found = words.find(|word| word.starts_with("https://") || word.starts_with("http://"));
        found.map(str::to_owned)
    }
}

/// A line without the words that git puts before each.
fn bare_line(line: &str) -> &str {
    ["fatal: ", "error: ", "remote: "]
        .iter()
        .fold(line, |line, start| line.strip_prefix(start).unwrap_or(line).trim())
}

/// Whether git does not work in a folder only because its repository belongs to another user.
pub fn has_other_owner(folder: &Path) -> bool {
    let works = |trust: &[&str]| {
        let asked = [trust, &["rev-parse", "--git-dir"]].concat();
        UserGit::at(folder).run(&asked, None).is_ok_and(|answer| answer.is_success())
    };
    !works(&[]) && works(&["-c", "safe.directory=*"])
}
