//! The sentences of the board.

use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

use crate::diagnostic::{Message, message};
use crate::model::Status;
use crate::render::toolkit::terminal::Terminal;
use crate::render::{found_faults, words};
use crate::report::Undone;
use crate::text::{clean, clean_line};
use crate::workspace::{Details, Error};

/// Says that an edit is under way.
pub(super) fn writing() -> Message {
    message!("board.writing", "writing …")
}

/// Says that a question was closed.
pub(super) fn nothing_changed() -> Message {
    message!("board.nothing-changed", "nothing was changed")
}

/// Says that the edit needs a selected activity.
pub(super) fn nothing_selected() -> Message {
    message!("board.nothing-selected", "first select an activity in the tab Mine or All")
}

/// Says that the plans have an error.
pub(super) fn first_correct() -> Message {
    message!("board.first-correct", "nothing can be changed until the error above is corrected")
}

/// Says that something else is selected than the activity that is open.
pub(super) fn close_first(shown: &str, selected: Option<&str>) -> Message {
    match selected {
        Some(selected) => message!(
            "board.close-first",
            "this is {shown}, and {selected} is selected: press Esc first, then the key",
            shown = clean_line(shown),
            selected
        ),
        None => message!("board.close-and-select", "press Esc first, and select an activity"),
    }
}

/// Says that a milestone has no status.
pub(super) fn milestone_has_none(id: &str, activity: &str) -> Message {
    message!(
        "board.milestone-has-none",
        "{id} is a milestone, and has no status and no progress of its own: d records that it was \
         reached, l moves its day; for the rest select its activity {activity}",
        id,
        activity = clean_line(activity)
    )
}

/// Says that the number of a milestone is not certain.
pub(super) fn unnumbered(title: &str, activity: &str) -> Message {
    message!(
        "board.unnumbered",
        "another milestone of {activity} cannot be read, so the number of “{title}” is not \
         certain; `workplan check` shows the error",
        activity = clean_line(activity),
        title
    )
}

/// Says that remarks of several lines are changed in the file.
pub(super) fn long_remarks(activity: &str) -> Message {
    message!(
        "board.long-remarks",
        "the remarks on {activity} have several lines; change them in the file (Enter shows where)",
        activity = clean_line(activity)
    )
}

/// Says that an activity was changed by someone else at the same time.
pub(super) fn changed_meanwhile(id: &str) -> Message {
    message!(
        "board.changed-meanwhile",
        "{id} was changed by another program just now, so nothing was written; it is shown as it \
         is now",
        id = clean_line(id)
    )
}

/// Says that an activity was changed while a question about it is open.
pub(super) fn changed_look_again(id: &str) -> Message {
    message!(
        "board.changed-look-again",
        "{id} was changed by another program just now; Enter still makes your change",
        id = clean_line(id)
    )
}

/// Says that an id means something else now, and what had been typed.
pub(super) fn is_another_now(id: &str, typed: &str) -> Message {
    message!(
        "board.is-another-now",
        "{id} was changed by another program just now, and is something else; nothing was written \
         (you had typed: {typed})",
        id = clean_line(id),
        typed = clean_line(typed)
    )
}

/// Says which edit was taken back, and what that changed.
pub(super) fn undone(undone: &Undone) -> String {
    let what = match undone.edits.edits.is_empty() {
        true => {
            undone.files.iter().map(|file| clean_line(&file.path)).collect::<Vec<_>>().join(", ")
        }
        false => undone.edits.in_one_line(),
    };
    message!("board.undone", "taken back: {what}", what).to_string()
}

/// Says that the screen is too small.
pub(super) fn too_small(columns: u16, rows: u16) -> Message {
    message!(
        "board.too-small",
        "The board needs 60 columns and 15 rows, and here are {columns} and {rows}. Make the window \
         larger, or press q and use `workplan mine`.",
        columns = usize::from(columns),
        rows = usize::from(rows)
    )
}

/// Returns an error with its advice, a line each.
pub(super) fn of_error(error: &Error, columns: usize) -> Vec<String> {
    let mut lines = vec![clean_line(&error.to_string()).into_owned()];
    let hints = error.hints().iter().map(|hint| clean_line(&hint.to_string()).into_owned());
    match error.details() {
        Details::Plans { faults, .. } => {
            let screen = Terminal { width: Some(columns), color: false };
            let faults = found_faults(faults, &screen);
            lines.extend(clean(&faults).lines().map(str::to_owned));
        }
        Details::Input(faults) => {
            lines.extend(faults.iter().map(|fault| clean_line(&fault.to_string()).into_owned()));
        }
        _ => {}
    }
    lines.extend(hints);
    lines
}

/// Returns the sign of a status, for a narrow screen.
pub(super) fn sign(status: Status) -> &'static str {
    match status {
        Status::Planned => "○",
        Status::Ongoing => "●",
        Status::OnHold => "■",
        Status::Postponed => "→",
        Status::Completed => "✓",
        Status::Cancelled => "×",
    }
}

/// Returns the keys with what they do, as the last lines of the screen show them.
pub(super) fn keys() -> [(&'static str, Message); 12] {
    [
        ("d", message!("board.key-done", "done")),
        ("s", message!("board.key-start", "start")),
        ("p", message!("board.key-progress", "progress")),
        ("l", message!("board.key-later", "later")),
        ("h", message!("board.key-hold", "hold")),
        ("n", message!("board.key-note", "note")),
        ("Enter", message!("board.key-open", "open")),
        ("/", message!("board.key-search", "search")),
        ("f", message!("board.key-filter", "filter")),
        ("u", message!("board.key-undo", "undo")),
        ("?", message!("board.key-help", "help")),
        ("q", message!("board.key-quit", "quit")),
    ]
}

/// Returns the help, a key a line.
pub(super) fn help() -> Vec<Line<'static>> {
    let strong = Style::new().add_modifier(Modifier::BOLD);
    let heading = |text: Message| Line::styled(text.to_string(), strong);
    let line = |key: &str, text: Message| {
        Line::from(vec![Span::styled(format!("  {key:<15}"), strong), Span::raw(text.to_string())])
    };
    let signs = Status::ALL.map(|one| format!("{} {}", sign(one), words::status(one)));
    vec![
        heading(message!("board.help-edit", "Record what happens")),
        line("d", message!("board.help-done", "the activity is completed, the milestone reached")),
        line("s", message!("board.help-start", "the activity has begun")),
        line("p", message!("board.help-progress", "how much is done, in percent")),
        line("l", message!("board.help-later", "later: the new day, and why")),
        line("h", message!("board.help-hold", "on hold: why")),
        line("n", message!("board.help-note", "the remarks on the activity")),
        line("u", message!("board.help-undo", "take the last edit back; again: the one before")),
        Line::default(),
        heading(message!("board.help-find", "Find and read")),
        line("↑ ↓ PgUp PgDn", message!("board.help-move", "select; Home and End too")),
        line("Enter", message!("board.help-open", "everything about it")),
        line("/", message!("board.help-search", "search in every text")),
        line("f", message!("board.help-filter", "filter by priority, theme, status, owner")),
        line("Esc", message!("board.help-close", "close, or show all again")),
        line("1 … 5, Tab", message!("board.help-tabs", "the tabs")),
        line(
            "r",
            message!("board.help-reload", "read the files again (they are read if they change)"),
        ),
        line("q, Ctrl-C", message!("board.help-quit", "end")),
        Line::default(),
        heading(message!("board.help-signs", "Signs")),
        Line::raw(format!("  ◆ {}", message!("board.milestone", "milestone"))),
        Line::raw(format!("  {}", signs.join("   "))),
        Line::default(),
        Line::raw(format!(
            "  {}",
            message!(
                "board.help-mouse",
                "A click selects, the wheel scrolls; with Shift, the mouse selects text."
            )
        )),
    ]
}
