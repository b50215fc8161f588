use std::sync::Once;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Shorter work than this is done before anybody asks.
const PATIENCE: Duration = Duration::from_secs(1);

/// How far long work is: a bar on standard error, where that is a terminal.
pub(super) struct Progress {
    bar: ProgressBar,
    begun: Instant,
    is_seen: bool,
    shown: Once,
}

impl Progress {
    /// Of so many steps.
    pub(super) fn new(steps: usize, is_seen: bool) -> Self {
        let bar =
            ProgressBar::with_draw_target(u64::try_from(steps).ok(), ProgressDrawTarget::hidden());
        if let Ok(style) =
            ProgressStyle::with_template("reading the history {bar:30} {pos} of {len}")
        {
            bar.set_style(style);
        }
        Progress { bar, begun: Instant::now(), is_seen, shown: Once::new() }
    }

    /// So many steps are done.
    pub(super) fn steps(&self, number: usize) {
        self.bar.inc(u64::try_from(number).unwrap_or_default());
        if self.is_seen && self.begun.elapsed() > PATIENCE {
            self.shown.call_once(|| self.bar.set_draw_target(ProgressDrawTarget::stderr()));
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
