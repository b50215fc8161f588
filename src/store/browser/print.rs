//! Prints a page, in a folder that is removed at the end.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::store::programs::joined;

/// What a browser is told besides the page, the profile and the file to write.
const SWITCHES: [&str; 18] = [
    "--headless",
    "--disable-gpu",
    "--hide-scrollbars",
    "--no-first-run",
    "--no-default-browser-check",
    "--no-pdf-header-footer",
    "--print-to-pdf-no-header",
    "--generate-pdf-document-outline",
    // No network, and nothing in the background.
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--proxy-server=127.0.0.1:9",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-extensions",
    "--disable-sync",
    "--disable-breakpad",
    "--password-store=basic",
];

/// How often it is asked whether the browser has ended.
const PAUSE: Duration = Duration::from_millis(20);

/// The most characters that are repeated of what a browser says.
const MOST_SAID: usize = 300;

/// Why there is no PDF.
#[derive(Debug)]
pub enum Unprinted {
    /// The browser cannot be started, or a file not be written or read.
    Io(io::Error),
    /// It was stopped, since it took too long.
    TooSlow,
    /// It has ended, and there is no complete PDF. What it said last.
    Nothing(String),
}

impl From<io::Error> for Unprinted {
    fn from(error: io::Error) -> Self {
        Unprinted::Io(error)
    }
}

/// Prints a page with the browser at `program`; returns the PDF.
///
/// # Errors
/// If there is no complete PDF after `limit`.
pub fn print(page: &str, program: &Path, limit: Duration) -> Result<Vec<u8>, Unprinted> {
    let folder = folder_for(program)?;
    let inside = |name: &str| folder.path().join(name);
    let (source, pdf, said) = (inside("report.html"), inside("report.pdf"), inside("said.txt"));
    fs::write(&source, page)?;
    let mut command = Command::new(program);
    command
        .args(SWITCHES)
        .arg(joined("--user-data-dir=", &inside("profile")))
        .arg(joined("--print-to-pdf=", &pdf))
        .args(is_owned_by_root(&folder).then_some("--no-sandbox"))
        .arg(address(&source))
        .current_dir(folder.path())
        .env("XDG_CONFIG_HOME", inside("config"))
        .env("XDG_CACHE_HOME", inside("cache"))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(File::create(&said)?);
    let mut process = command.spawn()?;
    let Some(status) = ended(&mut process, limit)? else { return Err(Unprinted::TooSlow) };
    match fs::read(&pdf) {
        Ok(bytes) if status.success() && is_complete(&bytes) => Ok(bytes),
        _ => Err(Unprinted::Nothing(last_words(&said, status))),
    }
}

/// A folder that the browser can read. One that Snap has installed sees its own folder only.
fn folder_for(program: &Path) -> io::Result<TempDir> {
    let mut builder = tempfile::Builder::new();
    let builder = builder.prefix("workplan-");
    let is_snap = program.starts_with("/snap")
        || (program.ends_with("chromium-browser") && Path::new("/snap/bin/chromium").exists());
    let own = std::env::var_os("HOME").map(|home| PathBuf::from(home).join("snap/chromium/common"));
    match own.filter(|own| is_snap && own.is_dir()) {
        Some(own) => builder.tempdir_in(own),
        None => builder.tempdir(),
    }
}

/// Waits for the end. A browser that takes longer is stopped.
fn ended(process: &mut Child, limit: Duration) -> io::Result<Option<ExitStatus>> {
    let begin = Instant::now();
    loop {
        if let Some(status) = process.try_wait()? {
            return Ok(Some(status));
        }
        if begin.elapsed() >= limit {
            let _ = process.kill();
            let _ = process.wait();
            return Ok(None);
        }
        std::thread::sleep(PAUSE);
    }
}

fn is_complete(pdf: &[u8]) -> bool {
    pdf.starts_with(b"%PDF-") && pdf.trim_ascii_end().ends_with(b"%%EOF")
}

/// Returns the last line that it wrote, without the sign of its log; messages about the desktop's
/// bus are in every log.
fn last_words(said: &Path, status: ExitStatus) -> String {
    let said = fs::read(said).unwrap_or_default();
    let said = String::from_utf8_lossy(&said);
    let line = said
        .lines()
        .rev()
        .map(str::trim)
        .find(|line| !line.is_empty() && !line.contains("dbus/") && !line.contains(" bytes "));
    let line =
        line.map(|line| match line.strip_prefix('[').and_then(|line| line.split_once("] ")) {
            Some((_, words)) => words,
            None => line,
        });
    line.map_or_else(|| status.to_string(), |line| line.chars().take(MOST_SAID).collect())
}

/// The address of a file. Every other byte than those of plain names is escaped.
pub(super) fn address(path: &Path) -> String {
    let path = path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
    let path = path.trim_start_matches('/');
    let is_plain = |b: u8| b.is_ascii_alphanumeric() || b"/-._~:".contains(&b);
    let byte = |b: u8| if is_plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") };
    format!("file:///{}", path.bytes().map(byte).collect::<String>())
}

/// Chromium's sandbox does not start for root, as in a container. The page has no script then, and
/// loads nothing.
#[cfg(unix)]
fn is_owned_by_root(folder: &TempDir) -> bool {
    use std::os::unix::fs::MetadataExt;
    folder.path().metadata().is_ok_and(|data| data.uid() == 0)
}

#[cfg(not(unix))]
fn is_owned_by_root(_: &TempDir) -> bool {
    false
}
