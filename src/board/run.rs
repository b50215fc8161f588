//! The board from beginning to end: events in, frames out.

use std::io::{self, IsTerminal};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use crossterm::event::{
    self, Event as TerminalEvent, KeyCode, KeyEvent, KeyEventKind, KeyModifiers,
};
use ratatui::layout::Size;

use super::action::{Answer, Request};
use super::draw::{Look, draw};
use super::edit_line::LineChange;
use super::model::Model;
use super::signals::Signals;
use super::start::Start;
use super::terminal::Screen;
use super::worker::Worker;
use super::{Action, keys, lock_wait, mouse, sentences};
use crate::diagnostic::{Message, message};
use crate::render::toolkit::terminal::Tone;
use crate::workspace::{Error, ErrorKind, Result, unwatched};

/// An event.
enum Event {
    /// Events that came at once.
    Terminal(Vec<TerminalEvent>),
    /// The terminal is gone.
    Gone,
    Answer(Answer),
}

/// How long the first frame waits for the plans. An error is then shown as by any other command.
const PATIENCE: Duration = Duration::from_millis(100);

/// How often it is looked at whether a signal came, or the terminal is gone.
const BEAT: Duration = Duration::from_millis(50);

/// How long an edit may take that is under way at the end.
const LAST_EDIT: Duration = Duration::from_secs(10);

/// How many events are taken at once.
const MOST_AT_ONCE: usize = 4096;

/// How many letters that follow at once show that a text is pasted.
const PASTED: usize = 8;

/// Shows the board until the user ends it.
///
/// # Errors
/// If the plans cannot be shown from the beginning, or the terminal cannot be used.
pub(crate) fn run(mut start: Start) -> Result<()> {
    // Nothing else may write to the terminal.
    start.options.notify = |_| {};
    start.options.progress = unwatched;
    start.options.wait = lock_wait::go_on;
    let look = Look { color: start.color };
    let (send, events) = channel();
    let (requests, to_do) = channel();
    let answers = send.clone();
    let worker = Worker::new(start, move |answer| {
        let _ = answers.send(Event::Answer(answer));
    });
    spawn("worker", move || worker.run(&to_do))?;
    let mut model = Model::default();
    if let Ok(Event::Answer(answer)) = events.recv_timeout(PATIENCE) {
        model.answer(answer);
    }
    if !model.is_over {
        let signals = Signals::watch().map_err(|error| unusable(&error))?;
        let mut screen = Screen::take().map_err(|error| unusable(&error))?;
        spawn("keys", move || read_keys(&send))?;
        let shown = show(&mut screen, &mut model, &look, (&events, &requests), &signals);
        drop(screen);
        signals.end();
        shown.map_err(|error| unusable(&error))?;
    }
    match model.fatal.take() {
        Some(error) => Err(error),
        None => Ok(()),
    }
}

fn spawn(name: &str, work: impl FnOnce() + Send + 'static) -> Result<()> {
    let thread = thread::Builder::new().name(name.to_owned()).spawn(work);
    thread.map(drop).map_err(Error::internal)
}

fn unusable(error: &io::Error) -> Error {
    let why = message!("board.terminal", "the terminal cannot be used: {why}", why = error);
    Error::new(ErrorKind::Unwritable, why)
}

fn read_keys(send: &Sender<Event>) {
    loop {
        let mut burst = Vec::new();
        let mut is_there = true;
        while is_there && burst.len() < MOST_AT_ONCE {
            match event::read() {
                Ok(event) => burst.push(event),
                Err(_) => {
                    let _ = send.send(Event::Terminal(burst));
                    let _ = send.send(Event::Gone);
                    return;
                }
            }
            is_there = event::poll(Duration::ZERO).unwrap_or(false);
        }
        if send.send(Event::Terminal(burst)).is_err() {
            return;
        }
    }
}

/// Draws, and takes events, until the end.
fn show(
    screen: &mut Screen,
    model: &mut Model,
    look: &Look,
    (events, requests): (&Receiver<Event>, &Sender<Request>),
    signals: &Signals,
) -> io::Result<()> {
    let mut is_gone = false;
    let mut is_stale = true;
    let mut drawn = Size::ZERO;
    while !model.is_over && !is_gone && !signals.has_come() {
        if signals.is_to_stop() || std::mem::take(&mut model.is_suspended) {
            screen.suspend();
            signals.stop();
        }
        if signals.has_gone_on() {
            screen.resume()?;
            is_stale = true;
        }
        if lock_wait::waits() != model.is_held {
            model.hold(lock_wait::waits());
            is_stale = true;
        }
        if is_stale {
            drawn = screen.terminal.draw(|frame| draw(model, look, frame))?.area.as_size();
            ask(requests, model.resize(drawn.width));
        }
        let mut next = events.recv_timeout(BEAT);
        is_gone = match next {
            Err(RecvTimeoutError::Timeout) => !io::stdin().is_terminal(),
            Err(RecvTimeoutError::Disconnected) => true,
            Ok(_) => false,
        };
        // The very first change of the size may come before anyone listens.
        is_stale = next.is_ok() || (!is_gone && screen.terminal.size()? != drawn);
        // Later events are taken before the next frame.
        while let Ok(event) = next {
            is_gone |= matches!(event, Event::Gone);
            ask(requests, take(model, event));
            next = events.try_recv().map_err(|_| RecvTimeoutError::Timeout);
        }
    }
    finish_edits(model, events);
    Ok(())
}

/// Waits until an edit that is under way is written in full; one that waits for another program is
/// given up.
fn finish_edits(model: &mut Model, events: &Receiver<Event>) {
    let deadline = Instant::now() + LAST_EDIT;
    while model.waiting > 0 && Instant::now() < deadline {
        if lock_wait::waits() {
            lock_wait::give_up();
        }
        match events.recv_timeout(BEAT) {
            // The screen is about to go: what it would say is an error of the command.
            Ok(Event::Answer(Answer::Refused { lines, .. })) => {
                let why = Message::verbatim(lines.join("; "));
                model.fatal = Some(Error::refused(why));
                model.waiting -= 1;
            }
            Ok(Event::Answer(answer)) => drop(model.answer(answer)),
            Ok(_) | Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => break,
        }
    }
}

fn ask(requests: &Sender<Request>, wanted: Vec<Request>) {
    for request in wanted {
        // Without a worker there is nothing to show: the loop ends.
        let _ = requests.send(request);
    }
}

fn take(model: &mut Model, event: Event) -> Vec<Request> {
    match event {
        Event::Answer(answer) => model.answer(answer),
        Event::Gone => Vec::new(),
        Event::Terminal(burst) => take_burst(model, burst),
    }
}

/// Takes events that came at once. A terminal that does not say where a pasted text begins and ends
/// sends it as keys: a line break in the middle does not answer a question about an edit, and
/// letters outside of a question do not edit.
fn take_burst(model: &mut Model, burst: Vec<TerminalEvent>) -> Vec<Request> {
    let mut left = burst.iter().filter(|event| is_letter(event)).count();
    let mut is_pasted = false;
    let mut requests = Vec::new();
    for event in burst {
        left -= usize::from(is_letter(&event));
        requests.extend(match event {
            TerminalEvent::Key(key) if is_enter(key) && left > 0 && model.is_asking() => {
                model.act(Action::Line(LineChange::Type(' ')))
            }
            TerminalEvent::Key(key) => {
                let actions = keys::actions(model.focus(), key);
                let is_edit = |action: &Action| matches!(action, Action::Verb(_) | Action::Undo);
                is_pasted |= left >= PASTED && actions.iter().any(is_edit);
                match is_pasted && actions.iter().any(is_edit) {
                    true => {
                        model.say(sentences::pasted(), Tone::Warning);
                        Vec::new()
                    }
                    false => actions.into_iter().flat_map(|action| model.act(action)).collect(),
                }
            }
            TerminalEvent::Mouse(event) => mouse::take(model, event),
            // Text that is pasted elsewhere does not count as keys.
            TerminalEvent::Paste(text) if model.prompt.is_some() => {
                model.act(Action::Line(LineChange::Paste(text)))
            }
            // The next frame takes the new size.
            _ => Vec::new(),
        });
    }
    requests
}

fn is_letter(event: &TerminalEvent) -> bool {
    matches!(
        event,
        TerminalEvent::Key(KeyEvent { code: KeyCode::Char(_), modifiers, kind, .. })
            if *kind != KeyEventKind::Release && (*modifiers - KeyModifiers::SHIFT).is_empty()
    )
}

fn is_enter(key: KeyEvent) -> bool {
    key.code == KeyCode::Enter && key.kind != KeyEventKind::Release
}
