//! Signals that end the board: the terminal is given back first.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM};

/// The last signal to end that came.
#[derive(Clone, Default)]
pub(super) struct Signals(Arc<AtomicUsize>);

impl Signals {
    /// Begins to take note of signals.
    ///
    /// # Errors
    /// If the system refuses.
    pub(super) fn watch() -> io::Result<Self> {
        let signals = Signals::default();
        for signal in [SIGHUP, SIGINT, SIGQUIT, SIGTERM] {
            let number = usize::try_from(signal).unwrap_or_default();
            signal_hook::flag::register_usize(signal, Arc::clone(&signals.0), number)?;
        }
        Ok(signals)
    }

    /// Whether a signal came.
    pub(super) fn has_come(&self) -> bool {
        self.0.load(Ordering::SeqCst) != 0
    }

    /// Ends the process as the signal does, if one came.
    pub(super) fn end(&self) {
        if let Some(signal) = i32::try_from(self.0.load(Ordering::SeqCst)).ok().filter(|s| *s != 0)
        {
            let _ = signal_hook::low_level::emulate_default_handler(signal);
        }
    }
}
