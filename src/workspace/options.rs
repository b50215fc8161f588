//! What is asked of a workplans folder, whoever asks.

use std::path::PathBuf;
use std::time::Duration;

use crate::diagnostic::Message;
use crate::model::Day;
use crate::text::{path_text, shell_word};

/// Which folder to read, as of when, and how strictly; and where the question is asked.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Options {
    /// The workplans folder; without it the nearest `workplans` in `here` or one above it.
    pub dir: Option<PathBuf>,
    /// The git revision to read; without it the working tree.
    pub at: Option<String>,
    /// The day that the figures are for; without it the day of the revision, or today.
    pub as_of: Option<Day>,
    /// Whether to show what can be read of a plan that has errors.
    pub lenient: bool,
    /// The folder that relative paths start from.
    pub here: PathBuf,
    /// Today, in the local zone.
    pub today: Day,
    /// Where results are cached between runs; without it nothing is.
    pub cache: Option<PathBuf>,
    /// The folder that later commands use if they name none.
    pub usual_dir: Option<PathBuf>,
    /// Begins to show how far a long run of that many steps is.
    pub progress: fn(usize) -> Box<dyn Progress>,
    /// Receives what is worth knowing beside an answer, a line each.
    pub notify: fn(&Message),
    /// Whether to go on waiting while another program changes the files; asked again and again,
    /// with the time that has passed.
    pub wait: fn(Duration) -> bool,
}

/// Shows how far a long run is.
pub trait Progress: Sync {
    /// Counts steps that are done.
    fn steps(&self, number: usize);
}

/// Shows nothing.
struct Unwatched;

impl Progress for Unwatched {
    fn steps(&self, _: usize) {}
}

/// Returns a progress that nobody watches.
pub fn unwatched(_: usize) -> Box<dyn Progress> {
    Box::new(Unwatched)
}

impl Options {
    /// Asks for the nearest `workplans` in `here` or above it, as it is on the disk, with figures
    /// for `today`; nothing is cached, and nobody watches.
    pub fn new(here: impl Into<PathBuf>, today: Day) -> Self {
        Options {
            dir: None,
            at: None,
            as_of: None,
            lenient: false,
            here: here.into(),
            today,
            cache: None,
            usual_dir: None,
            progress: unwatched,
            notify: |_| {},
            wait: |_| true,
        }
    }

    /// Returns the flags that decide what is read, as they are typed, each with a space before it:
    /// for commands in an answer.
    pub fn retyped(&self) -> String {
        let dir = self.dir.as_ref().map(|dir| path_text(dir));
        let flags = [
            ("--dir", dir),
            ("--at", self.at.clone()),
            ("--as-of", self.as_of.map(|day| day.to_string())),
        ];
        let given = flags
            .into_iter()
            .filter_map(|(flag, value)| Some(format!(" {flag} {}", shell_word(&value?))));
        given.collect::<String>() + if self.lenient { " --lenient" } else { "" }
    }

    /// Adds the folder to each command of ours in a message, unless later commands use it anyway:
    /// the command then works as it stands.
    pub fn add_dir(&self, message: &mut Message) {
        let Some(dir) = self.dir.as_ref().filter(|dir| self.usual_dir.as_ref() != Some(*dir))
        else {
            return;
        };
        let flags = format!(" --dir {}", shell_word(&path_text(dir)));
        *message = message.clone().with_flags(&flags);
    }

    /// Passes on what is worth knowing beside an answer.
    pub fn note(&self, note: &Message) {
        (self.notify)(note);
    }
}
