//! Where the browser is.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use crate::store::programs::{can_run, on_path};

/// The names of the program on the `PATH`.
const NAMES: [&str; 8] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "microsoft-edge-stable",
    "msedge",
];

/// Where installers of Windows put it, below the folders for programs.
const ON_WINDOWS: [&str; 3] = [
    r"Google\Chrome\Application\chrome.exe",
    r"Microsoft\Edge\Application\msedge.exe",
    r"Chromium\Application\chrome.exe",
];

/// Where macOS has it, below `/` and the home folder.
const ON_MACOS: [&str; 3] = [
    "Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "Applications/Chromium.app/Contents/MacOS/Chromium",
];

/// Returns the browser that is named, a path or a name on the `PATH`; without a name, one on the
/// `PATH` or in the usual places of the system.
pub fn find_browser(named: Option<&OsStr>) -> Option<PathBuf> {
    match named {
        Some(named) if Path::new(named).components().count() > 1 => {
            std::path::absolute(named).ok().filter(|path| can_run(path))
        }
        Some(name) => named_on_path(name),
        None => NAMES
            .iter()
            .find_map(|name| named_on_path(OsStr::new(name)))
            .or_else(|| usual_places().into_iter().find(|path| can_run(path))),
    }
}

/// Looks a name up on the `PATH`, with the ending that programs have here.
fn named_on_path(name: &OsStr) -> Option<PathBuf> {
    let mut file = name.to_owned();
    if !Path::new(name).extension().is_some_and(|ending| ending.eq_ignore_ascii_case("exe")) {
        file.push(std::env::consts::EXE_SUFFIX);
    }
    on_path(&file)
}

fn usual_places() -> Vec<PathBuf> {
    let folder = |name: &str| std::env::var_os(name).map(PathBuf::from);
    let (folders, places) = match std::env::consts::OS {
        "windows" => (
            ["ProgramFiles", "ProgramFiles(x86)", "LOCALAPPDATA"].map(folder).to_vec(),
            &ON_WINDOWS,
        ),
        "macos" => (vec![Some(PathBuf::from("/")), folder("HOME")], &ON_MACOS),
        _ => return Vec::new(),
    };
    let folders = folders.into_iter().flatten().filter(|folder| folder.is_absolute());
    let below = |folder: PathBuf| places.iter().map(move |place| folder.join(place));
    folders.flat_map(below).collect()
}
