//! What the program knows of the world around it.

use std::io::IsTerminal;
use std::path::PathBuf;
use std::time::SystemTime;

use crate::model::Day;
use crate::render::Terminal;

use super::color_when::ColorWhen;

/// What the program knows of the world around it, read once.
#[derive(Clone)]
pub(super) struct Environment {
    /// The folder that it was started in.
    pub folder: PathBuf,
    /// Today, in the local zone.
    pub today: Day,
    /// Where what has been learned is kept for the next run; none where the system has no such
    /// place.
    pub cache: Option<PathBuf>,
    /// Standard output.
    pub out: Terminal,
    /// Standard error.
    pub err: Terminal,
    /// Whether the program goes on after the command, and needs its memory back.
    pub stays: bool,
}

impl Environment {
    /// Reads it.
    pub(super) fn read(color: ColorWhen) -> std::io::Result<Self> {
        Ok(Environment {
            folder: std::env::current_dir()?,
            today: today(),
            cache: cache(),
            out: terminal(color, std::io::stdout().is_terminal()),
            err: Environment::terminal(color),
            stays: false,
        })
    }

    /// Returns the environment of a command that is run for another program: it shows nothing on a
    /// terminal, and today is read again.
    pub(super) fn for_a_program(&self) -> Self {
        let plain = Terminal { width: None, color: false };
        Environment { today: today(), out: plain, err: plain, stays: true, ..self.clone() }
    }

    /// Reads what standard error goes to.
    pub(super) fn terminal(color: ColorWhen) -> Terminal {
        terminal(color, std::io::stderr().is_terminal())
    }
}

/// Whether a user is there to be asked: at all three, the input, the output and the errors.
pub(super) fn is_dialogue() -> bool {
    std::io::stdin().is_terminal()
        && std::io::stdout().is_terminal()
        && std::io::stderr().is_terminal()
}

fn terminal(color: ColorWhen, is_terminal: bool) -> Terminal {
    Terminal { width: is_terminal.then(width), color: wants_color(color, is_terminal) }
}

/// The user's cache folder. Where the user is not known, as in a job without a home, nothing is
/// kept.
fn cache() -> Option<PathBuf> {
    let folder =
        |name: &str| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let own = match std::env::consts::OS {
        "windows" => folder("LOCALAPPDATA"),
        "macos" => folder("HOME").map(|home| home.join("Library/Caches")),
        _ => folder("HOME").map(|home| home.join(".cache")),
    };
    folder("XDG_CACHE_HOME").or(own).map(|folder| folder.join("workplan"))
}

/// The workplans folder that the environment names, for the commands that follow as well.
pub(super) fn usual_folder() -> Option<PathBuf> {
    std::env::var_os("WORKPLAN_DIR").map(PathBuf::from)
}

/// The browser that the environment names, which prints a report.
pub(super) fn named_browser() -> Option<std::ffi::OsString> {
    std::env::var_os("WORKPLAN_BROWSER").filter(|name| !name.is_empty())
}

/// Today, by the clock of the machine, in the local zone.
pub(super) fn today() -> Day {
    day_of(SystemTime::now())
}

/// `Local::now` would panic where the clock stands before 1970.
fn day_of(moment: SystemTime) -> Day {
    chrono::DateTime::<chrono::Local>::from(moment).date_naive()
}

fn width() -> usize {
    terminal_size::terminal_size().map_or(80, |(terminal_size::Width(width), _)| usize::from(width))
}

/// `NO_COLOR` and `CLICOLOR_FORCE` count where they are set and not empty (and the latter not `0`).
fn wants_color(when: ColorWhen, is_terminal: bool) -> bool {
    let is_set =
        |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty() && value != "0");
    match when {
        ColorWhen::Always => true,
        ColorWhen::Never => false,
        ColorWhen::Auto if std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()) => {
            false
        }
        ColorWhen::Auto if is_set("CLICOLOR_FORCE") => true,
        ColorWhen::Auto => {
            is_terminal
                && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
                && shows_styles()
        }
    }
}

/// Whether the terminal shows colors: a console of Windows is asked to, and an old one cannot.
#[cfg(windows)]
fn shows_styles() -> bool {
    anstyle_query::windows::enable_ansi_colors() != Some(false)
}

#[cfg(not(windows))]
fn shows_styles() -> bool {
    true
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_clock_before_1970_shows_a_day_too() {
        let hundred_days_before =
            SystemTime::UNIX_EPOCH.checked_sub(Duration::from_secs(100 * 86_400)).map(day_of);
        // One more or less, by the zone of the machine.
        let near = |day: Day| day.to_string().starts_with("1969-09-2");
        assert!(hundred_days_before.is_some_and(near), "{hundred_days_before:?}");
    }
}
