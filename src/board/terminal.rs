//! Takes the terminal for the board, and gives it back on every way out.

use std::io::{self, BufWriter, Stdout};
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::event::{
    DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture,
};
use crossterm::terminal::{
    EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use crossterm::{cursor, execute};
use ratatui::Terminal;
use ratatui::backend::{Backend, CrosstermBackend};

use crate::workspace::ErrorKind;

/// Whether the terminal is taken.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// The terminal, taken until this is dropped.
pub(super) struct Screen {
    pub terminal: Terminal<CrosstermBackend<BufWriter<Stdout>>>,
}

impl Screen {
    /// Takes the terminal. A panic in any thread gives it back and ends the program, since the
    /// board cannot go on without that thread.
    ///
    /// # Errors
    /// If the system refuses.
    pub(super) fn take() -> io::Result<Self> {
        let usual = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            // No frame is drawn any more.
            let _nothing_else = io::stdout().lock();
            give_back();
            usual(panic);
            std::process::exit(ErrorKind::Internal.exit_status().into());
        }));
        let taken = enter().and_then(|()| new_terminal());
        taken.map(|terminal| Screen { terminal }).inspect_err(|_| give_back())
    }

    /// Gives the terminal back for a while.
    pub(super) fn suspend(&mut self) {
        give_back();
    }

    /// Takes the terminal again after the program was stopped; a shell may have changed all of it.
    ///
    /// # Errors
    /// If the system refuses.
    pub(super) fn resume(&mut self) -> io::Result<()> {
        give_back();
        enter()?;
        // A new one draws all of the screen. To clear the old one asks where the cursor is, and the
        // keys are read elsewhere.
        self.terminal = new_terminal()?;
        self.terminal.backend_mut().clear()
    }
}

fn new_terminal() -> io::Result<Terminal<CrosstermBackend<BufWriter<Stdout>>>> {
    // A frame is written at once.
    Terminal::new(CrosstermBackend::new(BufWriter::with_capacity(1 << 16, io::stdout())))
}

fn enter() -> io::Result<()> {
    TAKEN.store(true, Ordering::SeqCst);
    enable_raw_mode()?;
    execute!(io::stdout(), EnterAlternateScreen, EnableMouseCapture, EnableBracketedPaste)
}

impl Drop for Screen {
    fn drop(&mut self) {
        give_back();
    }
}

/// Gives the terminal back, once. If the terminal is gone, nothing can be done.
fn give_back() {
    if TAKEN.swap(false, Ordering::SeqCst) {
        let _ = execute!(
            io::stdout(),
            DisableBracketedPaste,
            DisableMouseCapture,
            LeaveAlternateScreen,
            cursor::Show
        );
        let _ = disable_raw_mode();
    }
}
