//! Reads and edits the files in a thread of its own, so that the screen never waits for them.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use ratatui::text::Line;

use super::action::{Answer, Edit, EditRequest, Request};
use super::data::BoardData;
use super::pen::lines;
use super::shown_plans::ShownPlans;
use super::start::Start;
use super::{lock_wait, painted, sentences};
use crate::analysis::Index;
use crate::ops::{self, ActivityName, Assignment, DiffOptions, EditOptions, SeenItem};
use crate::render::View;
use crate::render::toolkit::terminal::Terminal;
use crate::report::Edits;
use crate::text::clean_line;
use crate::workspace::Watch;
use crate::workspace::{ErrorKind, LoadedPlans, Result, Workspace};

/// How often the files are looked at.
const EVERY: Duration = Duration::from_millis(500);

/// The thread that reads and edits.
pub(super) struct Worker<Send: Fn(Answer)> {
    start: Start,
    send: Send,
    /// The state on the screen.
    shown: Option<Arc<Workspace>>,
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
                // The plans come first: the answer is about what is shown then.
                let answer = self.changing(|| self.edit(request));
                self.read();
                self.tell(answer);
            }
            Request::Undo => {
                let answer = self.changing(|| self.undo());
                self.read();
                self.tell(answer);
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
            let mut data = self.data(&workspace)?;
            let workspace = Arc::new(workspace);
            self.plan = data.plan.clone();
            data.shown = ShownPlans(Some(Arc::clone(&workspace)));
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

    /// Changes files. Another program that does so, too, is waited for until the user gives up.
    fn changing(&self, change: impl FnOnce() -> Answer) -> Answer {
        lock_wait::reset();
        let answer = change();
        lock_wait::reset();
        answer
    }

    /// Makes an edit as the command does, unless another program has changed what it would
    /// overwrite since the user saw it.
    fn edit(&self, request: &EditRequest) -> Answer {
        self.written(request).unwrap_or_else(|error| Answer::Refused {
            lines: sentences::not_written(&error),
            is_changed: error.kind() == ErrorKind::Changed,
        })
    }

    fn written(&self, request: &EditRequest) -> Result<Answer> {
        let plan = Some(request.plan.clone());
        let seen =
            |shown: &Arc<Workspace>| SeenItem::new(&shown.load()?, plan.as_deref(), &request.id);
        let seen = request.shown.0.as_ref().map(seen).transpose()?;
        let workspace = Workspace::to_edit(&self.start.options, false)?;
        let options = EditOptions {
            ids: vec![request.id.clone()],
            plan,
            dry_run: false,
            seen: seen.into_iter().collect(),
        };
        let edits = match &request.edit {
            Edit::Done => ops::done(&workspace, &options),
            Edit::DoneWithMilestones => ops::done_with_milestones(&workspace, &options),
            Edit::Start(reason) => ops::start(&workspace, &options, reason.as_deref()),
            Edit::Progress(percent) => ops::progress(&workspace, &options, percent),
            Edit::Later { day, reason } => ops::slip(&workspace, &options, day, reason),
            Edit::Hold(reason) => ops::hold(&workspace, &options, reason),
            Edit::Note(text) => {
                let remarks = [Assignment::set("remarks", text.as_str())];
                ops::set(&workspace, &options, &remarks)
            }
        }?;
        Ok(told(&edits, &workspace))
    }

    fn undo(&self) -> Answer {
        let undone = Workspace::to_edit(&self.start.options, false)
            .and_then(|workspace| ops::undo(&workspace, false));
        match undone {
            Ok(undone) => {
                Answer::Written { line: sentences::undone(&undone), warnings: Vec::new() }
            }
            Err(error) => {
                Answer::Refused { lines: sentences::not_written(&error), is_changed: false }
            }
        }
    }

    /// Runs a question on what the screen shows.
    fn ask(&self, ask: impl FnOnce(&LoadedPlans<'_>) -> Result<String>) -> Result<String> {
        match &self.shown {
            Some(workspace) => ask(&workspace.load()?),
            None => Ok(String::new()),
        }
    }

    fn show(&self, id: &str, columns: usize) -> Vec<Line<'static>> {
        let name = ActivityName { plan: Some(self.plan.clone()), id: id.to_owned() };
        let shown = self.ask(|plans| Ok(ops::show(plans, &name)?.terminal(&self.screen(columns))));
        lines_of(shown, columns)
    }

    fn changes(&self, columns: usize) -> Vec<Line<'static>> {
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
            let mut report = ops::diff(&before, &after, &options)?;
            report.base.iter_mut().for_each(|base| {
                (base.name, base.id) = (sentences::last_saved().into(), String::new());
            });
            Ok(report.terminal(&self.screen(columns)))
        };
        lines_of(changes(), columns)
    }
}

fn lines_of(text: Result<String>, columns: usize) -> Vec<Line<'static>> {
    match text {
        Ok(text) => painted::lines(&text),
        Err(error) => {
            let all = sentences::of_error(&error);
            all.iter().flat_map(|line| lines(line, columns, usize::MAX)).map(Line::from).collect()
        }
    }
}

/// Says what was written and where, with what `check` says about it.
fn told(edits: &Edits, workspace: &Workspace) -> Answer {
    let notes = edits.notes.iter().cloned().chain(workspace.notes.take());
    let mut warnings: Vec<String> =
        notes.map(|note| clean_line(&note.to_string()).into_owned()).collect();
    // The options of commands are no use here.
    warnings.retain(|note| !note.contains("--"));
    if let Some(new) = &edits.new_findings {
        let found = new.faults.placed.iter().chain(&new.faults.unplaced);
        let found = found.map(|(level, finding)| {
            format!("{}: {}", level.as_str(), clean_line(&finding.message.to_string()))
        });
        // The findings first: of the many, one is read.
        warnings.splice(0..0, found);
    }
    Answer::Written { line: edits.in_one_line(), warnings }
}
