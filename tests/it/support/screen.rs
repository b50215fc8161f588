//! A program on a terminal of its own, and what its screen shows.

use std::fs::File;
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use rustix::termios::{Winsize, tcgetattr, tcsetwinsize};
use unicode_width::UnicodeWidthChar;

use super::open_terminal;

/// How long a test waits for what must appear.
const PATIENCE: Duration = Duration::from_secs(20);

/// The screen of a terminal, as far as the board uses it: places, texts, erasing.
struct Grid {
    columns: usize,
    rows: Vec<Vec<char>>,
    at: (usize, usize),
    /// Bytes that do not end yet.
    rest: Vec<u8>,
    /// Everything that was written.
    all: Vec<u8>,
}

/// Stands for the second column of a wide character.
const SECOND: char = '\0';

impl Grid {
    fn new(columns: usize, rows: usize) -> Self {
        let rows = vec![vec![' '; columns]; rows];
        Grid { columns, rows, at: (0, 0), rest: Vec::new(), all: Vec::new() }
    }

    fn write(&mut self, bytes: &[u8]) {
        self.all.extend(bytes);
        let bytes = [std::mem::take(&mut self.rest), bytes.to_vec()].concat();
        let (text, rest) = match std::str::from_utf8(&bytes) {
            Ok(text) => (text, &[][..]),
            Err(error) => {
                let (good, rest) = bytes.split_at(error.valid_up_to());
                (std::str::from_utf8(good).unwrap(), rest)
            }
        };
        let mut chars = text.chars().peekable();
        let mut done = 0;
        while let Some(c) = chars.next() {
            if c == '\u{1b}' {
                let mut sequence = String::new();
                let is_control = chars.next_if_eq(&'[').is_some();
                let end = is_control.then(|| {
                    chars.by_ref().find(|c| {
                        sequence.push(*c);
                        c.is_ascii_alphabetic()
                    })
                });
                match end {
                    Some(None) => break,
                    Some(Some(end)) => self.control(&sequence, end),
                    None => drop(chars.next()),
                }
                done += 1 + usize::from(is_control) + sequence.len();
            } else {
                self.put(c);
                done += c.len_utf8();
            }
        }
        let kept = text.as_bytes().get(done..).unwrap_or_default();
        self.rest = [kept, rest].concat();
    }

    fn control(&mut self, sequence: &str, end: char) {
        let numbers: Vec<usize> =
            sequence.trim_end_matches(end).split(';').filter_map(|n| n.parse().ok()).collect();
        match (end, sequence) {
            ('H', _) => {
                let of = |at: usize| numbers.get(at).map_or(0, |number| number.saturating_sub(1));
                self.at = (of(0), of(1));
            }
            ('J', _) => self.rows.iter_mut().for_each(|row| row.fill(' ')),
            ('h', "?1049h") => {
                *self = Grid {
                    all: std::mem::take(&mut self.all),
                    ..Grid::new(self.columns, self.rows.len())
                }
            }
            _ => {}
        }
    }

    fn put(&mut self, c: char) {
        let (row, column) = self.at;
        let width = c.width().unwrap_or(0);
        let Some(cells) = self.rows.get_mut(row) else { return };
        if width == 0 {
            return;
        }
        for (at, cell) in cells.iter_mut().skip(column).take(width).enumerate() {
            *cell = if at == 0 { c } else { SECOND };
        }
        // What is left of a wide character that was overwritten is blank.
        if let Some(half) = cells.get_mut(column + width).filter(|half| **half == SECOND) {
            *half = ' ';
        }
        self.at.1 += width;
    }

    fn text(&self) -> String {
        let line = |row: &Vec<char>| {
            let line: String = row.iter().filter(|c| **c != SECOND).collect();
            line.trim_end().to_owned() + "\n"
        };
        self.rows.iter().map(line).collect()
    }
}

/// A program on a terminal of its own.
pub struct OnScreen {
    pub child: Child,
    near: File,
    far: File,
    grid: Arc<Mutex<Grid>>,
    reader: JoinHandle<()>,
    is_over: Arc<AtomicBool>,
    /// The settings of the terminal before.
    before: String,
}

impl OnScreen {
    /// Starts a program; the terminal is its own, so that signals of the terminal reach it.
    pub fn start(program: &Path, folder: &Path, arguments: &[&str], size: (u16, u16)) -> Self {
        let (near, far) = open_terminal(size.0);
        set_size(&near, size);
        let end = || Stdio::from(far.try_clone().unwrap());
        let mut command = Command::new("setsid");
        super::bare(&mut command).current_dir(folder).arg("--ctty").arg(program).args(arguments);
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.env("TERM", "xterm-256color").env("NO_COLOR", "1");
        command.stdin(end()).stdout(end()).stderr(end());
        let before = settings(&far);
        let child = command.spawn().unwrap();
        let grid = Arc::new(Mutex::new(Grid::new(size.0.into(), size.1.into())));
        let (mut source, target) = (near.try_clone().unwrap(), Arc::clone(&grid));
        let is_over = Arc::new(AtomicBool::new(false));
        let stop = Arc::clone(&is_over);
        let reader = std::thread::spawn(move || {
            let mut bytes = [0; 1 << 16];
            while let Ok(many @ 1..) = source.read(&mut bytes) {
                target.lock().unwrap().write(&bytes[..many]);
                if stop.load(Ordering::SeqCst) {
                    return;
                }
            }
        });
        OnScreen { child, near, far, grid, reader, is_over, before }
    }

    /// Types keys.
    pub fn press(&mut self, keys: &str) {
        self.near.write_all(keys.as_bytes()).unwrap();
    }

    /// Returns the screen.
    pub fn text(&self) -> String {
        self.grid.lock().unwrap().text()
    }

    /// Returns everything that was written to the terminal.
    pub fn written(&self) -> String {
        String::from_utf8_lossy(&self.grid.lock().unwrap().all).into_owned()
    }

    /// Waits until a text was written, and returns everything that was.
    pub fn wait_for_written(&self, text: &str) -> String {
        self.wait(text, |_| self.written().contains(text));
        self.written()
    }

    /// Waits until the screen shows a text, and returns the screen.
    pub fn wait_for(&self, text: &str) -> String {
        self.wait(text, |screen| screen.contains(text))
    }

    /// Waits until the screen is as it should be, and returns it.
    pub fn wait(&self, what: &str, is_good: impl Fn(&str) -> bool) -> String {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let screen = self.text();
            if is_good(&screen) {
                return screen;
            }
            assert!(Instant::now() < deadline, "no {what} on:\n{screen}");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Changes the size of the terminal.
    pub fn resize(&self, columns: u16, rows: u16) {
        *self.grid.lock().unwrap() = Grid::new(columns.into(), rows.into());
        set_size(&self.near, (columns, rows));
    }

    /// Waits for the end of the program.
    pub fn end(&mut self) -> ExitStatus {
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            assert!(Instant::now() < deadline, "it does not end:\n{}", self.text());
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Asserts that the terminal is as it was before.
    pub fn assert_restored(&self) {
        assert_eq!(settings(&self.far), self.before);
        // The last bytes may still be on their way.
        let modes =
            ["?1049", "?1000", "?2004"].map(|mode| [format!("{mode}l"), format!("{mode}h")]);
        let cursor = ["?25h".to_owned(), "?25l".to_owned()];
        for [usual, other] in modes.iter().chain([&cursor]) {
            self.wait(usual, |_| {
                let written = self.written();
                written.rfind(usual) >= written.rfind(other)
            });
        }
    }

    /// Takes the terminal away.
    pub fn hang_up(mut self) -> Child {
        // The reader stops at the next bytes, which a key brings.
        self.is_over.store(true, Ordering::SeqCst);
        self.press("?");
        self.reader.join().unwrap();
        self.child
    }
}

fn settings(terminal: &File) -> String {
    format!("{:?}", tcgetattr(terminal).unwrap())
}

fn set_size(terminal: &File, (columns, rows): (u16, u16)) {
    let size = Winsize { ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0 };
    tcsetwinsize(terminal, size).unwrap();
}
