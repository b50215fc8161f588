//! The time of the board for a user: from the start to the first frame and to the plan, and from a
//! key to its frame, through a pseudo-terminal, on a plan of 20,000 activities.
//!
//! `cargo bench --bench board` prints medians and the longest of the runs, explained in
//! docs/performance.md. People compare them: no bench fails because of time.
#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs)]

mod folder;

use std::fs::File;
use std::io::{Read, Write};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{Winsize, tcsetwinsize};

use folder::{ACTIVITIES, folder, show};

/// How often each is measured.
const RUNS: usize = 25;

/// The board on a terminal of its own.
struct Board {
    child: Child,
    keys: File,
    frames: Receiver<(Instant, Vec<u8>)>,
}

impl Board {
    fn start(folder: &std::path::Path) -> Self {
        let near = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC).unwrap();
        grantpt(&near).unwrap();
        unlockpt(&near).unwrap();
        let size = Winsize { ws_row: 40, ws_col: 120, ws_xpixel: 0, ws_ypixel: 0 };
        tcsetwinsize(&near, size).unwrap();
        let name = ptsname(&near, Vec::new()).unwrap().into_string().unwrap();
        let far = File::options().read(true).write(true).open(name).unwrap();
        let end = || Stdio::from(far.try_clone().unwrap());
        let mut command = Command::new("setsid");
        command.arg("--ctty").arg(env!("CARGO_BIN_EXE_workplan")).current_dir(folder);
        command.args(["board", "--as-of", "2024-09-15", "--owner", "one"]);
        command.env("TERM", "xterm-256color").stdin(end()).stdout(end()).stderr(end());
        let child = command.spawn().unwrap();
        let keys = File::from(near);
        let mut source = keys.try_clone().unwrap();
        let (send, frames) = channel();
        std::thread::spawn(move || {
            let mut bytes = vec![0; 1 << 20];
            while let Ok(many @ 1..) = source.read(&mut bytes) {
                let part = bytes.get(..many).unwrap_or_default().to_vec();
                if send.send((Instant::now(), part)).is_err() {
                    return;
                }
            }
        });
        Board { child, keys, frames }
    }

    /// Returns the moment at which a text was there, and all that was written until then.
    fn until(&self, text: &str) -> Instant {
        let mut all = Vec::new();
        loop {
            let (at, part) = self.frames.recv_timeout(Duration::from_secs(60)).unwrap();
            all.extend(part);
            if String::from_utf8_lossy(&all).contains(text) {
                return at;
            }
        }
    }

    /// Returns the moment after which nothing more was written for a while.
    fn quiet(&self) -> Option<Instant> {
        self.quiet_for(Duration::from_millis(80))
    }

    fn quiet_for(&self, time: Duration) -> Option<Instant> {
        let mut last = None;
        while let Ok((at, _)) = self.frames.recv_timeout(time) {
            last = Some(at);
        }
        last
    }

    /// Returns the time from a key to the end of its frame.
    fn key(&mut self, key: &str) -> Duration {
        self.quiet();
        let start = Instant::now();
        self.keys.write_all(key.as_bytes()).unwrap();
        self.quiet().map_or(Duration::ZERO, |end| end - start)
    }

    fn end(mut self) {
        self.keys.write_all(b"\x03").unwrap();
        self.child.wait().unwrap();
    }
}

fn main() {
    for (name, in_one_file) in [("one file", true), ("forty files", false)] {
        let root = folder(ACTIVITIES, in_one_file);
        let mut first = Vec::new();
        let mut plan = Vec::new();
        for _ in 0..RUNS {
            let start = Instant::now();
            let board = Board::start(root.path());
            let at = board.until("Mine");
            first.push(at - start);
            let last = board.quiet();
            plan.push(last.map_or(at, |last| last.max(at)) - start);
            board.end();
        }
        show(&format!("{name}: start to the first frame"), first);
        show(&format!("{name}: start to the plan"), plan);
        let mut board = Board::start(root.path());
        board.until("Train the people");
        for (what, keys) in [
            ("down", ["\x1b[B"; RUNS]),
            ("page down", ["\x1b[6~"; RUNS]),
            ("wheel", ["\x1b[<65;10;10M"; RUNS]),
        ] {
            let times = keys.iter().map(|key| board.key(key)).collect();
            show(&format!("{name}: {what} to its frame"), times);
        }
        let tabs = (0..RUNS).map(|run| board.key(if run % 2 == 0 { "2" } else { "1" })).collect();
        show(&format!("{name}: a tab to its frame"), tabs);
        board.key("2");
        board.key("/");
        let search = "train the people who meet"
            .chars()
            .map(|letter| board.key(&letter.to_string()))
            .collect();
        show(&format!("{name}: a letter of a search to its frame"), search);
        board.key("\x1b");
        board.key("1");
        let edits = (0..5)
            .map(|_| {
                // The list is read again after each edit.
                board.quiet_for(Duration::from_secs(2));
                let start = Instant::now();
                board.keys.write_all(b"d").unwrap();
                board.until("(written") - start
            })
            .collect();
        show(&format!("{name}: d to the word that it is written"), edits);
        board.end();
    }
}
