//! Reads and edits the files in a thread of its own, so that the screen never waits for them.

use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use super::action::{Answer, Edit, EditRequest, Request};
use super::data::BoardData;
use super::start::Start;
use super::watch::Watch;
use super::{painted, sentences};
use crate::analysis::Index;
use crate::ops::{self, ActivityName, Assignment, DiffOptions, EditOptions};
use crate::render::View;
use crate::render::toolkit::terminal::Terminal;
use crate::report::Edits;
use crate::text::clean_line;
use crate::workspace::{LoadedPlans, Result, Workspace};

/// How often the files are looked at.
const EVERY: Duration = Duration::from_millis(500);

/// The thread that reads and edits.
pub(super) struct Worker<Send: Fn(Answer)> {
    start: Start,
    send: Send,
    /// The state on the screen.
    shown: Option<Workspace>,
    /// The name of the plan that it shows.
    plan: String,
    watch: Watch,
}

impl<Send: Fn(Answer)> Worker<Send> {
    /// Makes a worker that answers through `send`.
    pub(super) fn new(start: Start, send: Send) -> Self {
        Worker { start, send, shown: None, plan: String::new(), watch: Watch::default() }
    }

    /// Answers requests until no more can come, and looks at the files meanwhile.
    pub(super) fn run(mut self, requests: &Receiver<Request>) {
        self.read();
        let mut looked = Instant::now();
        loop {
            match requests.recv_timeout(EVERY.saturating_sub(looked.elapsed())) {
                Ok(request) => self.answer(&request),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return,
            }
            if looked.elapsed() >= EVERY {
                self.look();
                looked = Instant::now();
            }
        }
    }

    /// Reads the files again if they, or the day, have changed.
    fn look(&mut self) {
        let today = (self.start.today)();
        let is_another_day = today != self.start.options.today;
        self.start.options.today = today;
        if is_another_day || self.watch.has_changed() {
            self.read();
        }
    }

    fn answer(&mut self, request: &Request) {
        match request {
            Request::Read => self.read(),
            Request::Edit(request) => {
                let answer = self.edit(request);
                self.tell(answer);
                self.read();
            }
            Request::Undo => {
                let answer = self.undo();
                self.tell(answer);
                self.read();
            }
            Request::Show { id, columns } => {
                let lines = self.show(id, *columns);
                self.tell(Answer::Shown { id: id.clone(), lines });
            }
            Request::Changes { columns } => {
                let lines = self.changes(*columns);
                self.tell(Answer::Changes(lines));
            }
        }
    }

    fn tell(&self, answer: Answer) {
        (self.send)(answer);
    }

    fn screen(&self, columns: usize) -> Terminal {
        Terminal { width: Some(columns), color: self.start.color }
    }

    fn read(&mut self) {
        let opened = Workspace::new(&self.start.options);
        let data = opened.and_then(|workspace| {
            // Before the files are parsed: what changes meanwhile is seen the next time.
            self.watch = Watch::new(&workspace);
            let data = self.data(&workspace)?;
            self.plan = data.plan.clone();
            self.shown = Some(workspace);
            Ok(data)
        });
        self.tell(match data {
            Ok(data) => Answer::Data(Box::new(data)),
            Err(error) => Answer::Unreadable(Box::new(error)),
        });
    }

    fn data(&self, workspace: &Workspace) -> Result<BoardData> {
        let plans = workspace.load()?;
        let report = ops::board(&plans, &self.start.board)?;
        Ok(BoardData::of(&report, &workspace.notes.take()))
    }

    fn edit(&self, request: &EditRequest) -> Answer {
        let refused =
            |lines: Vec<String>| Answer::Refused { lines, request: Some(request.clone()) };
        match self.written(request) {
            Ok(Some(answer)) => answer,
            Ok(None) => refused(vec![sentences::changed_meanwhile(&request.id).into()]),
            Err(error) => refused(sentences::of_error(&error, 80)),
        }
    }

    /// Makes an edit as the command does; none if the activity is not as it was shown.
    fn written(&self, request: &EditRequest) -> Result<Option<Answer>> {
        let workspace = Workspace::to_edit(&self.start.options, false)?;
        let name = (self.plan.as_str(), request.activity.as_str());
        if let Some(shown) = &self.shown {
            let now = workspace.plans(workspace.read()?);
            if !ops::is_unchanged(&shown.load()?, &now, name) {
                return Ok(None);
            }
        }
        let options = EditOptions {
            ids: vec![request.id.clone()],
            plan: Some(self.plan.clone()),
            dry_run: false,
            seen: Vec::new(),
        };
        let edits = match &request.edit {
            Edit::Done => ops::done(&workspace, &options),
            Edit::Start(reason) => ops::start(&workspace, &options, reason.as_deref()),
            Edit::Progress(percent) => ops::progress(&workspace, &options, percent),
            Edit::Later { day, reason } => ops::slip(&workspace, &options, day, reason),
            Edit::Hold(reason) => ops::hold(&workspace, &options, reason),
            Edit::Note(text) => {
                let remarks = [Assignment::set("remarks", text.as_str())];
                ops::set(&workspace, &options, &remarks)
            }
        }?;
        Ok(Some(told(&edits, &workspace)))
    }

    fn undo(&self) -> Answer {
        let undone = Workspace::to_edit(&self.start.options, false)
            .and_then(|workspace| ops::undo(&workspace, false));
        match undone {
            Ok(undone) => {
                Answer::Written { line: sentences::undone(&undone), warnings: Vec::new() }
            }
            Err(error) => Answer::Refused { lines: sentences::of_error(&error, 80), request: None },
        }
    }

    /// Runs a question on what the screen shows.
    fn ask(&self, ask: impl FnOnce(&LoadedPlans<'_>) -> Result<String>) -> Result<String> {
        match &self.shown {
            Some(workspace) => ask(&workspace.load()?),
            None => Ok(String::new()),
        }
    }

    fn show(&self, id: &str, columns: usize) -> Vec<ratatui::text::Line<'static>> {
        let name = ActivityName { plan: Some(self.plan.clone()), id: id.to_owned() };
        let shown = self.ask(|plans| Ok(ops::show(plans, &name)?.terminal(&self.screen(columns))));
        lines_of(shown, columns)
    }

    fn changes(&self, columns: usize) -> Vec<ratatui::text::Line<'static>> {
        let changes = || -> Result<String> {
            let mut workspace = Workspace::since(&self.start.options, "HEAD")?;
            let options = DiffOptions {
                base: "HEAD".to_owned(),
                plans: vec![self.plan.clone()],
                ..DiffOptions::default()
            };
            ops::open_base(&mut workspace, &options)?;
            let (before, now) = workspace.read_both()?;
            let (old, new) = (Index::new(&before.folder), Index::new(&now.folder));
            let [before, after] = workspace.both_plans([(&before, &old), (&now, &new)]);
            Ok(ops::diff(&before, &after, &options)?.terminal(&self.screen(columns)))
        };
        lines_of(changes(), columns)
    }
}

fn lines_of(text: Result<String>, columns: usize) -> Vec<ratatui::text::Line<'static>> {
    match text {
        Ok(text) => painted::lines(&text),
        Err(error) => painted::lines(&sentences::of_error(&error, columns).join("\n")),
    }
}

/// Says what was written and where, with what `check` says about it.
fn told(edits: &Edits, workspace: &Workspace) -> Answer {
    let notes = edits.notes.iter().cloned().chain(workspace.notes.take());
    let mut warnings: Vec<String> =
        notes.map(|note| clean_line(&note.to_string()).into_owned()).collect();
    if let Some(new) = &edits.new_findings {
        warnings.push(clean_line(&new.summary.to_string()).into_owned());
        let found = new.faults.placed.iter().chain(&new.faults.unplaced);
        warnings.extend(found.map(|(level, finding)| {
            format!("{}: {}", level.as_str(), clean_line(&finding.message.to_string()))
        }));
    }
    Answer::Written { line: edits.in_one_line(), warnings }
}
