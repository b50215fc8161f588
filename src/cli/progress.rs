//! A progress bar for a long history.

use std::sync::Once;
use std::time::{Duration, Instant};

use crate::diagnostic::message;
use crate::workspace::Progress;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Shorter work than this is done before anybody asks.
const PATIENCE: Duration = Duration::from_secs(1);

/// How far long work is: a bar on standard error, where that is a terminal.
pub(super) struct Bar {
    bar: ProgressBar,
    begun: Instant,
    shown: Once,
}

impl Bar {
    /// Of so many steps.
    pub(super) fn new(steps: usize) -> Self {
        let bar =
            ProgressBar::with_draw_target(u64::try_from(steps).ok(), ProgressDrawTarget::hidden());
        let template = message!(
            "cli.reading-history",
            "reading the history {bar} {done} of {all}",
            bar = "{bar:30}",
            done = "{pos}",
            all = "{len}"
        );
        if let Ok(style) = ProgressStyle::with_template(&template.to_string()) {
            bar.set_style(style);
        }
        Bar { bar, begun: Instant::now(), shown: Once::new() }
    }
}

impl Progress for Bar {
    fn steps(&self, number: usize) {
        self.bar.inc(u64::try_from(number).unwrap_or_default());
        if self.begun.elapsed() > PATIENCE {
            self.shown.call_once(|| self.bar.set_draw_target(ProgressDrawTarget::stderr()));
        }
    }
}

/// How far a copy is that is being fetched, in percent: a bar on standard error.
pub(super) struct Percentage {
    bar: ProgressBar,
}

impl Percentage {
    /// Begins it; it is shown on a terminal alone.
    pub(super) fn new(is_terminal: bool) -> Self {
        let bar = ProgressBar::with_draw_target(Some(100), ProgressDrawTarget::hidden());
        let template = message!(
            "cli.getting-copy",
            "getting the shared copy {bar} {done}%",
            bar = "{bar:30}",
            done = "{pos}"
        );
        if let Ok(style) = ProgressStyle::with_template(&template.to_string()) {
            bar.set_style(style);
        }
        if is_terminal {
            bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        Percentage { bar }
    }

    /// Shows how far it is.
    pub(super) fn show(&self, percent: u8) {
        self.bar.set_position(u64::from(percent));
    }
}

impl Drop for Percentage {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

/// Begins a bar.
pub(super) fn bar(steps: usize) -> Box<dyn Progress> {
    Box::new(Bar::new(steps))
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
