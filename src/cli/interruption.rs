//! Ctrl-C while changes are shared: one sentence says where things stand, and the program ends.

use std::io::{ErrorKind, Read};
use std::os::unix::net::UnixStream;
use std::sync::{Arc, Mutex};

use signal_hook::consts::SIGINT;
use signal_hook::low_level::{emulate_default_handler, pipe};

use super::output::write_error;
use super::stage::Stage;
use crate::diagnostic::{Message, message};

/// Hears of Ctrl-C.
pub(super) struct Interruption(Arc<Mutex<Stage>>);

impl Interruption {
    /// Begins to wait for Ctrl-C, until the program ends. Where the system refuses, Ctrl-C ends the
    /// program without a sentence.
    pub(super) fn watch(stage: Stage) -> Interruption {
        let known = Arc::new(Mutex::new(stage));
        if let Ok((near, far)) = UnixStream::pair()
            && pipe::register(SIGINT, far).is_ok()
        {
            let known = Arc::clone(&known);
            std::thread::spawn(move || wait(near, &known));
        }
        Interruption(known)
    }

    /// Notes how far the run is.
    pub(super) fn note(&self, stage: Stage) {
        if let Ok(mut known) = self.0.lock() {
            *known = stage;
        }
    }
}

/// Waits for Ctrl-C, says where things stand, and ends the program as the signal does.
fn wait(mut signal: UnixStream, known: &Mutex<Stage>) {
    let mut byte = [0];
    while signal.read(&mut byte).is_err_and(|error| error.kind() == ErrorKind::Interrupted) {}
    let stage = known.lock().map_or(Stage::Done, |stage| *stage);
    if let Some(what) = sentence(stage) {
        write_error(&format!("\n{what}\n"));
    }
    let _ = emulate_default_handler(SIGINT);
}

fn sentence(stage: Stage) -> Option<Message> {
    match stage {
        Stage::Saving => Some(message!(
            "share.stopped-saving",
            "Stopped while your changes were being saved: your files have them, nothing was shared, \
             and `workplan share` goes on from there"
        )),
        Stage::Saved => Some(message!(
            "share.stopped-saved",
            "Stopped: your changes are saved here, the others may not have them yet, and `workplan \
             share` goes on from there"
        )),
        Stage::TakingIn => Some(message!(
            "share.stopped-taking-in",
            "Stopped: your own changes are all here, and `workplan update` takes in what others did"
        )),
        Stage::Done => None,
    }
}
