//! Answers of git, read on another thread, so that the caller waits for a limited time. A `.git`
//! folder can come from someone else, and can name pipes and devices in more places than can be
//! checked beforehand.

use crate::diagnostic::{Message, message};
use std::io::{self, BufRead, Read};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, SyncSender};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use std::thread;
use std::time::Duration;

/// The variable that says how many seconds git may compute without a word.
const VARIABLE: &str = "WORKPLAN_GIT_TIMEOUT";
/// The number of seconds by default.
const SECONDS: u64 = 300;
const MOST_SECONDS: u64 = 86_400;
/// How many times git is looked at meanwhile. If it has computed nothing between two looks, it
/// waits for something that does not come.
const LOOKS: u32 = 20;
/// The size of one read, and the number of reads ahead.
const CHUNK: usize = 64 << 10;
const AHEAD: usize = 4;
/// The most bytes of its complaints that are kept.
const MOST_COMPLAINTS: u64 = 1 << 20;
/// The stack of the thread that reads a pipe: it has one buffer.
const STACK: usize = 256 << 10;

/// Why a git of this run was stopped. Then none is asked any more: each would take as long.
static STOPPED: Mutex<Option<Message>> = Mutex::new(None);

/// The output of a process on one of its pipes.
pub(super) struct Answers {
    chunks: Receiver<io::Result<Vec<u8>>>,
    chunk: Vec<u8>,
    /// How much of the chunk has been read.
    read: usize,
    /// The number that the system gives the process.
    process: u32,
}

impl Answers {
    /// Starts to read the output of a process.
    ///
    /// # Errors
    /// If no thread can be started.
    pub(super) fn of(pipe: impl Read + Send + 'static, process: u32) -> io::Result<Answers> {
        let (sender, chunks) = mpsc::sync_channel(AHEAD);
        thread::Builder::new().stack_size(STACK).spawn(move || pass_on(pipe, &sender))?;
        Ok(Answers { chunks, chunk: Vec::new(), read: 0, process })
    }

    /// Waits for the result of another thread, at most as long as for an answer. Returns `None` if
    /// it ended without a result.
    pub(super) fn wait_for<T>(&self, result: &Receiver<T>) -> io::Result<Option<T>> {
        next(result, self.process)
    }
}

impl BufRead for Answers {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.read >= self.chunk.len() {
            self.chunk = next(&self.chunks, self.process)?.transpose()?.unwrap_or_default();
            self.read = 0;
        }
        Ok(self.chunk.get(self.read..).unwrap_or_default())
    }

    fn consume(&mut self, amount: usize) {
        self.read += amount;
    }
}

impl Read for Answers {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(buffer)?;
        self.consume(read);
        Ok(read)
    }
}

/// Runs a function on another thread, and returns a channel for its result.
///
/// # Errors
/// If no thread can be started.
pub(super) fn aside<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> io::Result<Receiver<T>> {
    let (sender, result) = mpsc::sync_channel(1);
    thread::Builder::new().stack_size(STACK).spawn(move || drop(sender.send(work())))?;
    Ok(result)
}

/// Reads the error output of a process: keeps the first part, and drains the rest so that the
/// process can end.
pub(super) fn complaints(mut pipe: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    (&mut pipe).take(MOST_COMPLAINTS).read_to_end(&mut bytes)?;
    io::copy(&mut pipe, &mut io::sink())?;
    Ok(bytes)
}

/// Checks whether git may still be asked.
///
/// # Errors
/// If a git process was stopped, or the variable is not a number of seconds.
pub(super) fn may_ask() -> io::Result<()> {
    patience()?;
    match &*stopped() {
        None => Ok(()),
        Some(why) => Err(io::Error::new(io::ErrorKind::TimedOut, why.clone())),
    }
}

/// Lets git be asked again, although one was stopped: another question begins, and the repository
/// may be in order by now.
pub fn ask_git_again() {
    *stopped() = None;
}

fn stopped() -> MutexGuard<'static, Option<Message>> {
    STOPPED.lock().unwrap_or_else(PoisonError::into_inner)
}

fn pass_on(mut pipe: impl Read, to: &SyncSender<io::Result<Vec<u8>>>) {
    let mut buffer = vec![0; CHUNK];
    loop {
        let chunk = match pipe.read(&mut buffer) {
            Ok(0) => return,
            Ok(read) => Ok(buffer.get(..read).unwrap_or_default().to_vec()),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => Err(error),
        };
        let is_last = chunk.is_err();
        if to.send(chunk).is_err() || is_last {
            return;
        }
    }
}

/// Returns the next part of a process's output; `None` at the end.
fn next<T>(from: &Receiver<T>, process: u32) -> io::Result<Option<T>> {
    may_ask()?;
    let all = patience()?;
    let mut before = None;
    let mut is_waiting = false;
    for _ in 0..LOOKS {
        match from.recv_timeout(all / LOOKS) {
            Ok(given) => return Ok(Some(given)),
            Err(RecvTimeoutError::Disconnected) => return Ok(None),
            Err(RecvTimeoutError::Timeout) => {
                let spent = time_spent(process);
                if spent.is_some() && spent == before {
                    is_waiting = true;
                    break;
                }
                before = spent;
            }
        }
    }
    let longer = all.as_secs().saturating_mul(10).min(MOST_SECONDS);
    let why = match is_waiting {
        true => message!(
            "git.stopped-waiting",
            "git has waited without an end, for example for a pipe among the files of the \
             repository, and was stopped. Set {variable}={seconds} to wait longer",
            variable = VARIABLE,
            seconds = longer
        ),
        false => message!(
            "git.stopped-without-answer",
            "git has given no answer for {waited} seconds, and was stopped. Set \
             {variable}={seconds} to wait longer",
            waited = all.as_secs(),
            variable = VARIABLE,
            seconds = longer
        ),
    };
    let first = stopped().get_or_insert(why).clone();
    Err(io::Error::new(io::ErrorKind::TimedOut, first))
}

/// How long git may compute without a word.
fn patience() -> io::Result<Duration> {
    static PATIENCE: OnceLock<Option<Duration>> = OnceLock::new();
    let asked = || match std::env::var_os(VARIABLE).filter(|value| !value.is_empty()) {
        None => Some(Duration::from_secs(SECONDS)),
        Some(value) => value
            .to_str()?
            .parse()
            .ok()
            .filter(|seconds| (1..=MOST_SECONDS).contains(seconds))
            .map(Duration::from_secs),
    };
    PATIENCE.get_or_init(asked).ok_or_else(|| {
        io::Error::other(message!(
            "git.odd-timeout",
            "{variable} is a number of seconds from 1 to {most}",
            variable = VARIABLE,
            most = MOST_SECONDS
        ))
    })
}

/// Returns the computing time of a process in the units of the system; `None` if it is unknown.
#[cfg(target_os = "linux")]
fn time_spent(process: u32) -> Option<u64> {
    let line = std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // The fields follow the name, which may hold any text. The first is the state; the times of the
    // process and its children start with the 12th.
    let (_, facts) = line.rsplit_once(')')?;
    facts.split_whitespace().skip(11).take(4).map(|time| time.parse::<u64>().ok()).sum()
}

/// Returns `None`: the computing time of a process is unknown here.
#[cfg(not(target_os = "linux"))]
fn time_spent(_: u32) -> Option<u64> {
    None
}
