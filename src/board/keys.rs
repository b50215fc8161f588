//! The meaning of each key, by the part of the screen that has the keyboard.

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use super::action::{Action, Motion, Tab, Verb};
use super::edit_line::LineChange;

/// The part of the screen that has the keyboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Focus {
    /// The tabs.
    Tabs,
    /// A text above the tabs: an activity, the help.
    Reading,
    /// The filter.
    Filter,
    /// A line that is typed.
    Line,
    /// Nothing: what was typed is being written.
    Nothing,
    /// Giving up what was typed, for it waits for another program.
    Held,
}

/// Returns what a key means: as a rule one action, none for a key without a meaning.
///
/// A terminal sends Esc and a key that follows at once in the same way as Alt with that key, which
/// has no meaning of its own here.
pub(super) fn actions(focus: Focus, key: KeyEvent) -> Vec<Action> {
    let is_after_escape = key.modifiers == KeyModifiers::ALT
        && matches!(focus, Focus::Tabs | Focus::Reading | Focus::Filter);
    if is_after_escape && key.kind != KeyEventKind::Release {
        let then = action(Focus::Tabs, KeyEvent { modifiers: KeyModifiers::NONE, ..key });
        return std::iter::once(Action::Close).chain(then).collect();
    }
    action(focus, key).into_iter().collect()
}

fn action(focus: Focus, key: KeyEvent) -> Option<Action> {
    if key.kind == KeyEventKind::Release {
        return None;
    }
    let control = key.modifiers.contains(KeyModifiers::CONTROL);
    if control && key.code == KeyCode::Char('c') {
        return Some(Action::Quit);
    }
    if control && key.code == KeyCode::Char('z') {
        return Some(Action::Suspend);
    }
    match focus {
        Focus::Nothing => None,
        Focus::Held => match key.code {
            KeyCode::Esc => Some(Action::Close),
            KeyCode::Char('q' | 'Q') => Some(Action::Quit),
            _ => None,
        },
        Focus::Line => of_line(key, control),
        _ if control || key.modifiers.contains(KeyModifiers::ALT) => None,
        Focus::Filter => of_filter(key.code),
        Focus::Reading => of_reading(key.code),
        Focus::Tabs => of_tabs(key.code),
    }
}

fn of_line(key: KeyEvent, control: bool) -> Option<Action> {
    let change = match key.code {
        KeyCode::Enter => return Some(Action::Accept),
        KeyCode::Esc => return Some(Action::Close),
        KeyCode::Char('u') if control => LineChange::EraseAll,
        KeyCode::Char('w') if control => LineChange::EraseWord,
        KeyCode::Char('a') if control => LineChange::Start,
        KeyCode::Char('e') if control => LineChange::End,
        KeyCode::Char('h') if control => LineChange::EraseBefore,
        KeyCode::Char(_) if control => return None,
        KeyCode::Char(c) => LineChange::Type(c),
        KeyCode::Backspace => LineChange::EraseBefore,
        KeyCode::Delete => LineChange::EraseAfter,
        KeyCode::Left => LineChange::Left,
        KeyCode::Right => LineChange::Right,
        KeyCode::Home => LineChange::Start,
        KeyCode::End => LineChange::End,
        _ => return None,
    };
    Some(Action::Line(change))
}

fn motion(code: KeyCode) -> Option<Action> {
    Some(Action::Move(match code {
        KeyCode::Up | KeyCode::Char('k' | 'K') => Motion::Up,
        KeyCode::Down | KeyCode::Char('j' | 'J') => Motion::Down,
        KeyCode::PageUp => Motion::PageUp,
        KeyCode::PageDown | KeyCode::Char(' ') => Motion::PageDown,
        KeyCode::Home => Motion::First,
        KeyCode::End => Motion::Last,
        KeyCode::Left => Motion::Left,
        KeyCode::Right => Motion::Right,
        _ => return None,
    }))
}

fn of_filter(code: KeyCode) -> Option<Action> {
    match code {
        KeyCode::Enter | KeyCode::Esc | KeyCode::Char('f' | 'F' | 'q' | 'Q') => {
            Some(Action::Accept)
        }
        KeyCode::Backspace | KeyCode::Delete => Some(Action::Line(LineChange::EraseAll)),
        _ => motion(code),
    }
}

fn of_reading(code: KeyCode) -> Option<Action> {
    match code {
        KeyCode::Enter | KeyCode::Esc | KeyCode::Char('q' | 'Q' | '?') => Some(Action::Close),
        _ => of_tabs(code),
    }
}

fn verb(code: KeyCode) -> Option<Action> {
    let KeyCode::Char(c) = code else { return None };
    Some(match c.to_ascii_lowercase() {
        'd' => Action::Verb(Verb::Done),
        's' => Action::Verb(Verb::Start),
        'p' => Action::Verb(Verb::Progress),
        'l' => Action::Verb(Verb::Later),
        'h' => Action::Verb(Verb::Hold),
        'n' => Action::Verb(Verb::Note),
        'u' => Action::Undo,
        _ => return None,
    })
}

fn of_tabs(code: KeyCode) -> Option<Action> {
    let other = match code {
        KeyCode::Char('q' | 'Q') => Action::Quit,
        KeyCode::Char('?') | KeyCode::F(1) => Action::Help,
        KeyCode::Char('/') => Action::Search,
        KeyCode::Char('f' | 'F') => Action::Filter,
        KeyCode::Char('r' | 'R') | KeyCode::F(5) => Action::Reload,
        KeyCode::Char('c' | 'C') => Action::Messages,
        KeyCode::Char('1') => Action::Tab(Tab::Mine),
        KeyCode::Char('2') => Action::Tab(Tab::All),
        KeyCode::Char('3') => Action::Tab(Tab::Priorities),
        KeyCode::Char('4') => Action::Tab(Tab::Matrix),
        KeyCode::Char('5') => Action::Tab(Tab::Changes),
        KeyCode::Tab => Action::NextTab,
        KeyCode::BackTab => Action::PreviousTab,
        KeyCode::Enter => Action::Open,
        KeyCode::Esc => Action::Close,
        _ => return verb(code).or_else(|| motion(code)),
    };
    Some(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(focus: Focus, code: KeyCode) -> Option<Action> {
        action(focus, KeyEvent::new(code, KeyModifiers::NONE))
    }

    #[test]
    fn a_key_means_what_the_screen_shows() {
        assert_eq!(plain(Focus::Tabs, KeyCode::Char('d')), Some(Action::Verb(Verb::Done)));
        assert_eq!(plain(Focus::Tabs, KeyCode::Char('L')), Some(Action::Verb(Verb::Later)));
        assert_eq!(plain(Focus::Reading, KeyCode::Char('q')), Some(Action::Close));
        assert_eq!(
            plain(Focus::Line, KeyCode::Char('d')),
            Some(Action::Line(LineChange::Type('d')))
        );
        assert_eq!(plain(Focus::Filter, KeyCode::Char('d')), None);
        assert_eq!(plain(Focus::Tabs, KeyCode::Char('é')), None);
    }

    #[test]
    fn ctrl_c_ends_the_board_everywhere() {
        let key = KeyEvent::new(KeyCode::Char('c'), KeyModifiers::CONTROL);
        for focus in [Focus::Tabs, Focus::Reading, Focus::Filter, Focus::Line] {
            assert_eq!(action(focus, key), Some(Action::Quit));
        }
        let other = KeyEvent::new(KeyCode::Char('d'), KeyModifiers::CONTROL);
        assert_eq!(action(Focus::Tabs, other), None);
        let released =
            KeyEvent::new_with_kind(KeyCode::Char('d'), KeyModifiers::NONE, KeyEventKind::Release);
        assert_eq!(action(Focus::Tabs, released), None);
    }
}
