//! Signals that end or stop the board: the terminal is given back first.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP};

/// The signals that came.
#[derive(Clone, Default)]
pub(super) struct Signals {
    /// The last one to end.
    end: Arc<AtomicUsize>,
    /// Whether one to stop came, and one to go on.
    stop: Arc<AtomicBool>,
    go_on: Arc<AtomicBool>,
}

impl Signals {
    /// Begins to take note of signals.
    ///
    /// # Errors
    /// If the system refuses.
    pub(super) fn watch() -> io::Result<Self> {
        let signals = Signals::default();
        for signal in [SIGHUP, SIGINT, SIGQUIT, SIGTERM] {
            let number = usize::try_from(signal).unwrap_or_default();
            signal_hook::flag::register_usize(signal, Arc::clone(&signals.end), number)?;
        }
        signal_hook::flag::register(SIGTSTP, Arc::clone(&signals.stop))?;
        signal_hook::flag::register(SIGCONT, Arc::clone(&signals.go_on))?;
        Ok(signals)
    }

    /// Whether a signal to end came.
    pub(super) fn has_come(&self) -> bool {
        self.end.load(Ordering::SeqCst) != 0
    }

    /// Whether a signal to stop came since this was asked.
    pub(super) fn is_to_stop(&self) -> bool {
        self.stop.swap(false, Ordering::SeqCst)
    }

    /// Whether the process has gone on since this was asked.
    pub(super) fn has_gone_on(&self) -> bool {
        self.go_on.swap(false, Ordering::SeqCst)
    }

    /// Stops the process until the shell wakes it.
    pub(super) fn stop(&self) {
        let _ = signal_hook::low_level::emulate_default_handler(SIGTSTP);
        self.go_on.store(true, Ordering::SeqCst);
    }

    /// Ends the process as the signal does, if one came.
    pub(super) fn end(&self) {
        if let Some(signal) =
            i32::try_from(self.end.load(Ordering::SeqCst)).ok().filter(|s| *s != 0)
        {
            let _ = signal_hook::low_level::emulate_default_handler(signal);
        }
    }
}
