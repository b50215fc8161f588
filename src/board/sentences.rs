//! The sentences of the board.

use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

use super::data::BoardData;
use super::identity::ItemKey;
use crate::diagnostic::{Message, message};
use crate::model::Status;
use crate::render::words;
use crate::report::{FoundFaults, Undone};
use crate::text::{Locator, clean_line};
use crate::workspace::{Details, Error, ErrorKind};

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

/// Says that an edit waits for another program, and how to give it up.
pub(super) fn held() -> Message {
    message!(
        "board.held",
        "waiting: another program is changing these files. Esc gives your change up"
    )
}

/// Says how to read the rest of a message.
pub(super) fn more_to_read(more: usize) -> Message {
    match more {
        0 => message!("board.in-full", "c shows it in full"),
        more => message!("board.more-to-read", "and {more} more: c shows all of it", more),
    }
}

/// Says that text was pasted where no text is typed.
pub(super) fn pasted() -> Message {
    message!("board.pasted", "pasted text is not read as keys: open a question first, such as n")
}

/// Says that another item is selected than before, so that the key counts only when pressed again.
pub(super) fn just_selected(id: &str, title: &str) -> Message {
    message!("board.just-selected", "now {id} {title} is selected: press the key again", id, title)
}

/// Says that the subject of a question is not there any more.
pub(super) fn gone(data: &BoardData, key: &ItemKey) -> Message {
    let activity = clean_line(&key.activity);
    let own = data.items.iter().find(|item| item.of.id == key.activity);
    let own = own.filter(|_| data.plan == key.plan);
    match (&key.milestone, own) {
        (Some(title), Some(own)) if own.of.reached.contains(title) => message!(
            "board.reached-meanwhile",
            "another program has recorded “{title}” of {activity} as reached, so this cannot be \
             written",
            title = title.as_str(),
            activity
        ),
        (Some(title), Some(_)) => message!(
            "board.milestone-gone",
            "“{title}” of {activity} is gone: another program has removed or renamed it, so this \
             cannot be written",
            title = title.as_str(),
            activity
        ),
        _ => message!(
            "board.gone",
            "{activity} is gone: another program has removed it or its file, so this cannot be \
             written",
            activity
        ),
    }
}

/// Says that nothing can be written while the plans cannot be read.
pub(super) fn cannot_write_now(why: &str) -> Message {
    message!("board.cannot-write-now", "this cannot be written now: {why}", why)
}

/// Says why an edit was refused, and that nothing was written.
pub(super) fn not_written(error: &Error) -> Vec<String> {
    let mut lines = of_error(error);
    if let Some(first) = lines.first_mut() {
        *first = message!("board.not-written", "not written: {why}", why = first.as_str()).into();
    }
    lines
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

/// Returns an error in plain words, with its place and its advice, a line each. What only a command
/// can do is no advice here.
pub(super) fn of_error(error: &Error) -> Vec<String> {
    let plain = |what: &dyn std::fmt::Display| clean_line(&what.to_string()).into_owned();
    let mut lines = match error.details() {
        Details::Plans { faults, .. } => of_faults(faults),
        Details::Input(faults) => faults.iter().map(|fault| plain(fault)).collect(),
        _ => Vec::new(),
    };
    if lines.is_empty() {
        lines.push(match error.kind() {
            ErrorKind::NoHistory => no_history().into(),
            _ => plain(error),
        });
        let hints = error.hints().iter().filter(|_| error.kind() != ErrorKind::NoHistory);
        lines.extend(hints.map(|hint| plain(hint)).filter(|hint| !hint.contains("--")));
    }
    lines
}

/// Returns the first error of a plan with its place, and how many more there are.
fn of_faults(faults: &FoundFaults) -> Vec<String> {
    let all = faults.placed.iter().map(|one| (true, one));
    let mut all = all.chain(faults.unplaced.iter().map(|one| (false, one)));
    let Some((has_place, (_, first))) = all.next() else { return Vec::new() };
    let what = clean_line(&first.message.to_string()).into_owned();
    let mut lines = vec![match has_place {
        true => {
            let at = Locator::new(&faults.sources).position(first.span.file, first.span.start);
            let path = clean_line(&faults.sources[first.span.file].path).into_owned();
            message!("board.fault-at", "{what} ({path}, line {line})", what, path, line = at.line)
                .into()
        }
        false => what,
    }];
    let more = faults.len().saturating_sub(1);
    if more > 0 {
        lines.push(
            message!(
                "board.more-faults",
                "and {more#one more error|# more errors}: `workplan check` shows them",
                more
            )
            .into(),
        );
    }
    lines
}

/// Says that these plans have no earlier state.
fn no_history() -> Message {
    message!(
        "board.no-history",
        "these plans have no saved state: their folder is not shared with anybody yet"
    )
}

/// Names the state that the changes are compared with.
pub(super) fn last_saved() -> Message {
    message!("board.last-saved", "the last saved state")
}

/// Says how to say who the user is.
pub(super) fn who_is_unknown() -> Message {
    message!(
        "board.who-is-unknown",
        "It is not known which organization is yours. Leave the board with q, and say it with \
         `workplan me ORG`: ORG is its id, such as iom. Until then, the tab All (2) shows the items \
         of all."
    )
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
        line("c", message!("board.help-messages", "the last message in full")),
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
