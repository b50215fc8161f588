//! The state of the board: what is shown, what is selected, what is asked. It knows no terminal:
//! actions and answers in, requests to the worker out.

use ratatui::layout::Rect;
use ratatui::text::Line;

use super::action::{Action, Motion, Request, Tab};
use super::data::{BoardData, Item};
use super::edit_line::LineChange;
use super::filter::{Filter, FilterField};
use super::key_place::KeyPlace;
use super::keys::Focus;
use super::list::List;
use super::lock_wait;
use super::pen::lines;
use super::prompt::{Prompt, Purpose, Step, Target};
use super::scroll::ScrollText;
use super::sentences;
use super::unseen_move::UnseenMove;
use crate::render::toolkit::terminal::Tone;
use crate::workspace::Error;

/// The state of the board.
#[derive(Default)]
pub(super) struct Model {
    pub data: Option<BoardData>,
    /// Why the plans cannot be shown now.
    pub failure: Option<Vec<String>>,
    /// The error if the plans could not be shown from the beginning.
    pub fatal: Option<Error>,
    pub tab: Tab,
    pub mine: List,
    pub all: List,
    /// The selected priority.
    pub priority: usize,
    /// The selected priority and theme.
    pub cell: (usize, usize),
    /// The changes since the last commit; none until they are known.
    pub changes: Option<ScrollText>,
    pub over: Option<Over>,
    pub prompt: Option<Prompt>,
    pub filter: Filter,
    /// The lines at the bottom.
    pub message: Vec<(String, Tone)>,
    /// How many edits the worker has not answered yet.
    pub waiting: usize,
    /// Whether the edit waits for another program, and whether the user has given it up.
    pub is_held: bool,
    pub is_given_up: bool,
    /// When another item became selected because the plans have changed.
    pub moved: Option<UnseenMove>,
    pub is_over: bool,
    /// Whether the terminal is to be given back until the shell wakes the program.
    pub is_suspended: bool,
    /// Whether the screen is too small to show anything.
    pub is_small: bool,
    /// The columns of the screen, and the area between the tabs and the bottom.
    pub columns: u16,
    pub body: Rect,
    /// Where the keys are named at the bottom.
    pub key_places: Vec<KeyPlace>,
}

/// Whether an action opens something in the place of what is open.
fn opens(action: &Action) -> bool {
    matches!(
        action,
        Action::Tab(_)
            | Action::NextTab
            | Action::PreviousTab
            | Action::Open
            | Action::Search
            | Action::Filter
            | Action::Help
    )
}

/// The view that is open above the tabs.
pub(super) enum Over {
    /// Everything about an activity; no lines until they are known.
    Activity {
        id: String,
        text: ScrollText,
    },
    Help(ScrollText),
    /// The lines of the bottom, in full.
    Messages(ScrollText),
    Filter(FilterField),
}

impl Model {
    /// Returns what the keyboard goes to.
    pub(super) fn focus(&self) -> Focus {
        match (&self.prompt, &self.over) {
            (Some(prompt), _) if prompt.is_sent && self.is_held => Focus::Held,
            (Some(prompt), _) if prompt.is_sent => Focus::Nothing,
            (Some(_), _) => Focus::Line,
            (None, Some(Over::Filter(_))) => Focus::Filter,
            (None, Some(_)) => Focus::Reading,
            (None, None) => Focus::Tabs,
        }
    }

    /// Whether a question about an edit is open.
    pub(super) fn is_asking(&self) -> bool {
        self.prompt.as_ref().is_some_and(|prompt| prompt.purpose != Purpose::Search)
    }

    /// Does what the user wants.
    pub(super) fn act(&mut self, action: Action) -> Vec<Request> {
        // The user changes nothing unseen.
        if self.is_small && action != Action::Quit {
            return Vec::new();
        }
        // Whoever does something else first has seen what is selected.
        self.moved = self.moved.filter(|_| matches!(action, Action::Verb(_)));
        if action == Action::Messages {
            return self.open_messages();
        }
        if opens(&action) {
            self.over = None;
            self.message.clear();
        }
        if matches!(action, Action::Search | Action::Filter) && self.list().is_none() {
            self.tab = Tab::All;
        }
        match action {
            Action::Quit => self.is_over = true,
            Action::Line(change) => self.type_line(&change),
            Action::Accept => return self.accept(),
            Action::Close => self.close(),
            Action::Tab(tab) => return self.open_tab(tab),
            Action::NextTab => return self.open_tab(self.tab.further(1)),
            Action::PreviousTab => return self.open_tab(self.tab.further(4)),
            Action::Move(motion) => self.step(motion),
            Action::Open => return self.open(),
            Action::Verb(verb) => return self.verb(verb),
            Action::Undo if self.is_reading_help() || self.waiting > 0 => {}
            Action::Undo => {
                self.say(sentences::writing(), Tone::Faint);
                self.waiting += 1;
                return vec![Request::Undo];
            }
            Action::Search => {
                let text = self.filter.search.clone();
                self.prompt = Some(Prompt::new(Purpose::Search, Target::default(), &text));
            }
            Action::Filter => self.over = Some(Over::Filter(FilterField::default())),
            Action::Suspend => self.is_suspended = true,
            Action::Messages => {}
            Action::Help => self.over = Some(Over::Help(ScrollText::new(sentences::help()))),
            Action::Reload => {
                self.changes = None;
                let mut requests = vec![Request::Read];
                requests.extend(self.ask_for_changes());
                return requests;
            }
        }
        Vec::new()
    }

    /// Shows a line at the bottom.
    pub(super) fn say(&mut self, text: impl Into<String>, tone: Tone) {
        self.message = vec![(text.into(), tone)];
    }

    /// Takes note whether the edit waits for another program, and says so.
    pub(super) fn hold(&mut self, is_held: bool) {
        self.is_held = is_held;
        if is_held {
            self.say(sentences::held(), Tone::Warning);
        }
    }

    /// Shows the lines at the bottom in full, if there are any.
    fn open_messages(&mut self) -> Vec<Request> {
        if !self.message.is_empty() {
            let columns = usize::from(self.body.width);
            let all = self.message.iter().flat_map(|(text, _)| lines(text, columns, usize::MAX));
            self.over = Some(Over::Messages(ScrollText::new(all.map(Line::from).collect())));
        }
        Vec::new()
    }

    /// Opens a tab.
    pub(super) fn open_tab(&mut self, tab: Tab) -> Vec<Request> {
        self.tab = tab;
        self.ask_for_changes().into_iter().collect()
    }

    fn ask_for_changes(&self) -> Option<Request> {
        let is_wanted = self.tab == Tab::Changes && self.changes.is_none();
        is_wanted.then(|| Request::Changes { columns: self.columns.into() })
    }

    /// Takes note of another width of the screen: texts are laid out again.
    pub(super) fn resize(&mut self, columns: u16) -> Vec<Request> {
        if columns == self.columns {
            return Vec::new();
        }
        self.columns = columns;
        self.changes = None;
        let columns = usize::from(columns);
        let shown = match &self.over {
            Some(Over::Activity { id, .. }) => Some(Request::Show { id: id.clone(), columns }),
            _ => None,
        };
        shown.into_iter().chain(self.ask_for_changes()).collect()
    }

    /// Returns the list of the tab, if it is one of items.
    pub(super) fn list(&mut self) -> Option<&mut List> {
        match self.tab {
            Tab::Mine => Some(&mut self.mine),
            Tab::All => Some(&mut self.all),
            _ => None,
        }
    }

    /// Returns the selected item.
    pub(super) fn selected(&self) -> Option<&Item> {
        let number = match self.tab {
            Tab::Mine => self.mine.selected(),
            Tab::All => self.all.selected(),
            _ => None,
        };
        self.data.as_ref()?.items.get(number?)
    }

    /// Fills the lists by another filter. What is selected stays so if it is accepted; otherwise
    /// the first item is selected.
    fn refill(&mut self) {
        let [mine, all] = [self.mine.selected(), self.all.selected()];
        self.fill();
        for (list, item) in [(&mut self.mine, mine), (&mut self.all, all)] {
            if !item.is_some_and(|item| list.select(item)) {
                list.first();
            }
        }
    }

    /// Fills the lists with the items that the filter accepts.
    pub(super) fn fill(&mut self) {
        let Some(data) = &self.data else { return };
        let chosen = self.filter.chosen(data);
        let wanted = |(_, item): &(usize, &Item)| chosen.accepts(item);
        let place = |(at, item): (usize, &Item)| (at, item.urgency);
        let all = || data.items.iter().enumerate();
        let is_mine = |(_, item): &(usize, &Item)| item.of.is_mine && item.urgency.is_some();
        self.mine.fill(all().filter(is_mine).filter(wanted).map(place));
        self.all.fill(all().filter(wanted).map(place));
    }

    fn type_line(&mut self, change: &LineChange) {
        if let (None, Some(Over::Filter(field))) = (&self.prompt, &self.over) {
            self.filter.clear(*field);
            self.refill();
            return;
        }
        let Some(prompt) = self.prompt.as_mut().filter(|prompt| !prompt.is_sent) else { return };
        prompt.line.change(change);
        prompt.fault = None;
        if prompt.purpose == Purpose::Search {
            self.filter.search = prompt.line.text().trim().to_lowercase();
            self.fill();
            self.mine.first();
            self.all.first();
        }
    }

    fn accept(&mut self) -> Vec<Request> {
        if self.prompt.is_none() {
            self.over = None;
        }
        let day = self.data.as_ref().map(|data| data.as_of).unwrap_or_default();
        match self.prompt.as_mut().map(|prompt| prompt.accept(day)) {
            Some(Step::Searched) => self.prompt = None,
            Some(Step::Edit(request)) => return self.edit(request),
            Some(Step::Ask) | None => {}
        }
        Vec::new()
    }

    fn close(&mut self) {
        if self.is_held {
            self.is_given_up = true;
            return lock_wait::give_up();
        }
        match self.prompt.take() {
            Some(prompt) if prompt.purpose == Purpose::Search => self.filter.search.clear(),
            Some(_) => self.say(sentences::nothing_changed(), Tone::Faint),
            None if self.over.is_some() => self.over = None,
            None => {
                self.filter = Filter::default();
                self.message.clear();
            }
        }
        self.refill();
    }

    fn open(&mut self) -> Vec<Request> {
        match self.tab {
            Tab::Mine | Tab::All => {
                let Some(item) = self.selected() else { return Vec::new() };
                let (id, columns) = (item.of.id.clone(), self.columns.into());
                let text = ScrollText::default();
                self.over = Some(Over::Activity { id: id.clone(), text });
                vec![Request::Show { id, columns }]
            }
            Tab::Priorities => self.only(self.priority, None),
            Tab::Matrix => self.only(self.cell.0, Some(self.cell.1)),
            Tab::Changes => Vec::new(),
        }
    }

    /// Lists the activities of a priority, and of a theme.
    fn only(&mut self, priority: usize, theme: Option<usize>) -> Vec<Request> {
        let Some(data) = &self.data else { return Vec::new() };
        let Some(priority) = data.priorities.get(priority) else { return Vec::new() };
        let theme = theme.and_then(|at| data.themes.get(at)).map(|theme| theme.id.clone());
        self.filter = Filter { priority: Some(priority.id.clone()), theme, ..Filter::default() };
        self.refill();
        self.all.first();
        self.open_tab(Tab::All)
    }

    fn step(&mut self, motion: Motion) {
        let height = usize::from(self.body.height).max(1);
        let page = isize::try_from(height.saturating_sub(1)).unwrap_or(1).max(1);
        match (&mut self.over, motion) {
            (Some(Over::Activity { text, .. } | Over::Help(text) | Over::Messages(text)), _) => {
                return text.step(motion, height);
            }
            (Some(Over::Filter(field)), Motion::Up | Motion::Down) => {
                let by = if motion == Motion::Down { 1 } else { 3 };
                let mut all = FilterField::ALL.into_iter().cycle().skip_while(|one| one != field);
                *field = all.nth(by).unwrap_or_default();
                return;
            }
            (Some(Over::Filter(field)), _) => {
                let is_forward = matches!(motion, Motion::Right | Motion::PageDown);
                if let Some(data) = &self.data {
                    self.filter.turn(*field, data, is_forward);
                }
                return self.refill();
            }
            (None, _) => {}
        }
        let by = match motion {
            Motion::Up => -1,
            Motion::Down => 1,
            Motion::PageUp => -page,
            Motion::PageDown => page,
            Motion::First => isize::MIN,
            Motion::Last => isize::MAX,
            Motion::Left | Motion::Right => 0,
        };
        let (rows, themes) =
            self.data.as_ref().map_or((0, 0), |data| (data.priorities.len(), data.themes.len()));
        let moved = |at: usize, by: isize, many: usize| {
            at.saturating_add_signed(by).min(many.saturating_sub(1))
        };
        match (self.tab, motion) {
            (Tab::Changes, _) => {
                self.changes.iter_mut().for_each(|text| text.step(motion, height));
            }
            (Tab::Priorities, _) => self.priority = moved(self.priority, by, rows),
            (Tab::Matrix, Motion::Left) => self.cell.1 = self.cell.1.saturating_sub(1),
            (Tab::Matrix, Motion::Right) => self.cell.1 = moved(self.cell.1, 1, themes),
            (Tab::Matrix, _) => self.cell.0 = moved(self.cell.0, by, rows),
            _ => {
                let Some(list) = self.list() else { return };
                match motion {
                    Motion::First => list.first(),
                    Motion::Last => list.last(),
                    _ => list.step(by),
                }
            }
        }
    }

    /// Shows the lines of an activity, if they are still wanted.
    pub(super) fn show(&mut self, of: &str, lines: Vec<Line<'static>>) {
        if let Some(Over::Activity { id, text }) = &mut self.over
            && id == of
        {
            text.set(lines);
        }
    }
}
