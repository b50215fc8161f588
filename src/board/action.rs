//! Actions of the user, requests to the worker, and its answers.

use ratatui::text::Line;

use super::data::BoardData;
use super::edit_line::LineChange;
use super::shown_plans::ShownPlans;
use crate::workspace::Error;

/// The meaning of a key or a click.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Action {
    Quit,
    /// Closes what is open above the list, or clears the filter.
    Close,
    /// Accepts what was typed.
    Accept,
    Tab(Tab),
    NextTab,
    PreviousTab,
    Move(Motion),
    Open,
    Verb(Verb),
    Undo,
    Search,
    Filter,
    Help,
    Reload,
    /// Shows the lines at the bottom in full.
    Messages,
    /// Gives the terminal back until the shell wakes the program.
    Suspend,
    Line(LineChange),
}

/// A tab of the board.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Tab {
    #[default]
    Mine,
    All,
    Priorities,
    Matrix,
    Changes,
}

impl Tab {
    pub(super) const ALL: [Tab; 5] =
        [Tab::Mine, Tab::All, Tab::Priorities, Tab::Matrix, Tab::Changes];

    /// Returns the tab N places further, from the last to the first.
    pub(super) fn further(self, by: usize) -> Tab {
        let mut all = Tab::ALL.into_iter().cycle().skip_while(|tab| *tab != self);
        all.nth(by).unwrap_or(self)
    }
}

/// Where the selection goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Motion {
    Up,
    Down,
    PageUp,
    PageDown,
    First,
    Last,
    Left,
    Right,
}

/// An everyday edit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verb {
    Done,
    Start,
    Progress,
    Later,
    Hold,
    Note,
}

/// An edit with all that it needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct EditRequest {
    /// The name of the plan.
    pub plan: String,
    /// The id of the activity, or `ID#N`.
    pub id: String,
    pub edit: Edit,
    /// The plans as the user saw them when the edit began.
    pub shown: ShownPlans,
}

/// The change that an edit makes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Edit {
    Done,
    /// The activity, and its open milestones.
    DoneWithMilestones,
    /// With the reason, if the activity is reopened.
    Start(Option<String>),
    Progress(String),
    Later {
        day: String,
        reason: String,
    },
    Hold(String),
    Note(String),
}

/// A request to the worker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Request {
    /// Reads the files, whether they have changed or not.
    Read,
    Edit(EditRequest),
    Undo,
    /// Shows everything about an activity, in a number of columns.
    Show {
        id: String,
        columns: usize,
    },
    /// Shows what has changed since the last commit, in a number of columns.
    Changes {
        columns: usize,
    },
}

/// An answer of the worker.
pub(super) enum Answer {
    Data(Box<BoardData>),
    /// The plans cannot be read or shown.
    Unreadable(Box<Error>),
    /// Something was written: what, and the warnings that it brings.
    Written {
        line: String,
        warnings: Vec<String>,
    },
    /// Nothing was written: why, and whether what the user saw was changed by another program.
    Refused {
        lines: Vec<String>,
        is_changed: bool,
    },
    Shown {
        id: String,
        lines: Vec<Line<'static>>,
    },
    Changes(Vec<Line<'static>>),
}
