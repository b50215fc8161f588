//! Runs the program as a user does, isolated from the environment of the test.

use std::ffi::OsStr;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::{LazyLock, Mutex, PoisonError};

#[cfg(unix)]
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use serde_json::Value;

/// The output of one run and its exit status.
#[derive(Clone)]
#[must_use]
pub struct Run {
    /// The command line.
    pub command: String,
    pub stdout: String,
    pub stderr: String,
    /// `None` if a signal ended the program.
    pub code: Option<i32>,
}

/// Shows the command, the exit status and both outputs of a run in a failed test.
impl std::fmt::Debug for Run {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let ending = self.code.map_or("a signal".to_owned(), |code| format!("status {code}"));
        // Hostile output must not reach the terminal of the developer.
        let harmless = |text: &str| text.replace(|c: char| c.is_control() && c != '\n', "\u{fffd}");
        let [command, stdout, stderr] =
            [&self.command, &self.stdout, &self.stderr].map(|text| harmless(text));
        write!(
            out,
            "\n`{command}` ended with {ending}\n---- standard output\n{stdout}---- standard error\n{stderr}----\n"
        )
    }
}

impl Run {
    /// Returns the output of a run that succeeded without a message.
    pub fn ok(self) -> String {
        assert!(self.code == Some(0) && self.complaints().is_empty(), "{self:?}");
        self.stdout
    }

    fn of(command: &Command, output: Output) -> Run {
        let program = Path::new(command.get_program()).file_name().unwrap_or_default();
        let words = std::iter::once(program).chain(command.get_args());
        let words: Vec<_> = words.map(OsStr::to_string_lossy).collect();
        let text = |bytes: Vec<u8>| {
            String::from_utf8(bytes).unwrap_or_else(|bytes| format!("{:?}", bytes.as_bytes()))
        };
        Run {
            command: words.join(" "),
            stdout: text(output.stdout),
            stderr: text(output.stderr),
            code: output.status.code(),
        }
    }

    /// Returns standard error without the warnings that an edit causes, and without the note that a
    /// folder has no history for a burn-up.
    pub fn complaints(&self) -> &str {
        let is_of_burn_up = |line: &str| line.starts_with("note: there is no burn-up");
        if self.stderr.lines().count() == 1 && is_of_burn_up(&self.stderr) {
            return "";
        }
        let notes = |line: &&str| line.starts_with("note: ") && line.contains(" still has ");
        let is_of_edit = self.stderr.lines().rev().find(|line| !notes(line)).is_some_and(|last| {
            last.starts_with("this edit causes ") || last.starts_with("this edit would cause ")
        });
        if is_of_edit { "" } else { &self.stderr }
    }

    /// Returns the output, parsed as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.stdout)
            .unwrap_or_else(|error| panic!("no JSON: {error}{self:?}"))
    }

    /// Asserts that the program did not panic and printed no control characters, which holds for
    /// any input.
    pub fn assert_clean(&self) {
        assert!(matches!(self.code, Some(0..=2)), "{self:?}");
        assert!(!self.stderr.contains("panicked"), "{self:?}");
        let wild = |c: char| {
            (c.is_control() && c != '\n' && c != '\t')
                || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        };
        assert!(!self.stdout.contains(wild) && !self.stderr.contains(wild), "{self:?}");
    }
}

/// Returns the root folder of the project.
pub fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Returns the path of the program: the one that was built, or another that `WORKPLAN_TEST_PROGRAM`
/// names.
pub fn program() -> &'static str {
    static PROGRAM: LazyLock<String> = LazyLock::new(|| {
        std::env::var("WORKPLAN_TEST_PROGRAM")
            .unwrap_or_else(|_| env!("CARGO_BIN_EXE_workplan").to_owned())
    });
    &PROGRAM
}

/// Clears the environment and the input of a command, except for the variables that a coverage run
/// needs.
pub fn bare(command: &mut Command) -> &mut Command {
    command
        .stdin(Stdio::null())
        .env_clear()
        .envs(std::env::var_os("LLVM_PROFILE_FILE").map(|file| ("LLVM_PROFILE_FILE", file)))
}

/// The most bytes of data that a program started by a test may use, even on hostile input.
#[cfg(unix)]
const MOST_DATA: u64 = 1 << 30;

/// Sets the same limit in a shell, for all programs that it starts. Systems without this limit
/// ignore it.
pub const BOUND: &str = "ulimit -d 1048576 2>/dev/null;";

/// Returns a command that runs the program in a folder, with an empty environment.
pub fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(program());
    bare(&mut command).current_dir(folder).args(arguments);
    // The program needs `PATH` to find git.
    command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
    command
}

/// Starts a command with a limit on its memory, which its child processes inherit. This process
/// takes the limit for that moment: a shell in between would double the time of a run.
#[cfg(unix)]
pub fn start(command: &mut Command) -> Child {
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let _turn = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let own = getrlimit(Resource::Data);
    let most = own.current.map_or(MOST_DATA, |own| own.min(MOST_DATA));
    setrlimit(Resource::Data, Rlimit { current: Some(most), maximum: own.maximum }).unwrap();
    let child = command.spawn();
    setrlimit(Resource::Data, own).unwrap();
    child.unwrap()
}

/// Starts a command.
#[cfg(not(unix))]
pub fn start(command: &mut Command) -> Child {
    command.spawn().unwrap()
}

/// Runs the program in a folder.
pub fn workplan(folder: &Path, arguments: &[&str]) -> Run {
    run(command(folder, arguments))
}

/// Runs a command to its end and returns its raw output.
pub fn outcome(command: &mut Command) -> Output {
    start(command.stdout(Stdio::piped()).stderr(Stdio::piped())).wait_with_output().unwrap()
}

/// Runs a command to its end.
pub fn run(mut command: Command) -> Run {
    let output = outcome(&mut command);
    Run::of(&command, output)
}

/// Runs a command to its end, with a text on its standard input.
pub fn with_input(mut command: Command, input: &str) -> Run {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = start(&mut command);
    match child.stdin.take().unwrap().write_all(input.as_bytes()) {
        // A program that refuses its arguments reads nothing, and may have ended by now.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => {}
        written => written.unwrap(),
    }
    let output = child.wait_with_output().unwrap();
    Run::of(&command, output)
}

/// Runs the program as somebody whom git knows by that email, or by none.
pub fn run_as(folder: &Path, email: Option<&str>, arguments: &[&str]) -> Run {
    let mut program = command(folder, arguments);
    program
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_COUNT", "0");
    if let Some(email) = email {
        program
            .env("GIT_CONFIG_COUNT", "1")
            .env("GIT_CONFIG_KEY_0", "user.email")
            .env("GIT_CONFIG_VALUE_0", email);
    }
    run(program)
}

/// Returns the paths in a folder, sorted by name.
pub fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    found.sort();
    found
}

/// A folder in memory, and how many bytes must be free to use it.
const IN_MEMORY: &str = "/dev/shm";
const ENOUGH: u64 = 2 << 30;

/// Creates a temporary folder, in memory if there is room: half of the time of the tests was spent
/// on the disk.
pub fn temporary_folder() -> tempfile::TempDir {
    static PARENT: LazyLock<PathBuf> = LazyLock::new(|| match free(Path::new(IN_MEMORY)) {
        Some(free) if free >= ENOUGH => IN_MEMORY.into(),
        _ => std::env::temp_dir(),
    });
    tempfile::tempdir_in(&*PARENT).unwrap()
}

/// Returns how many bytes are free in a folder, if it exists.
#[cfg(unix)]
fn free(folder: &Path) -> Option<u64> {
    let found = rustix::fs::statvfs(folder).ok()?;
    Some(found.f_bavail * found.f_frsize)
}

#[cfg(not(unix))]
fn free(_: &Path) -> Option<u64> {
    None
}

/// Creates a temporary folder with these files in `workplans`.
pub fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let root = temporary_folder();
    std::fs::create_dir(root.path().join("workplans")).unwrap();
    for (name, bytes) in files {
        let path = root.path().join("workplans").join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
    root
}

/// Copies a folder recursively.
pub fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// Returns a copy of a folder.
pub fn copied(folder: &Path) -> tempfile::TempDir {
    let root = temporary_folder();
    copy(folder, root.path());
    root
}

/// Copies the sample plans of this project out of its repository, whose history grows.
pub fn samples() -> tempfile::TempDir {
    let root = temporary_folder();
    copy(&project().join("workplans"), &root.path().join("workplans"));
    root
}

/// Runs a shell script in which `workplan` is the program.
pub fn shell(folder: &Path, script: &str) -> (Option<i32>, String) {
    let program = Path::new(program()).parent().unwrap();
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap());
    let mut command = Command::new("sh");
    bare(&mut command).env("PATH", path).env("HOME", folder).env("GIT_CONFIG_NOSYSTEM", "1");
    let output =
        command.current_dir(folder).args(["-c", &format!("{BOUND} {script}")]).output().unwrap();
    (
        output.status.code(),
        String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned(),
    )
}
