//! A question at the bottom of the screen: a day, a reason, a percentage, a note.

use super::action::{Edit, EditRequest};
use super::data::Item;
use super::edit_line::EditLine;
use crate::diagnostic::{Message, long_day, message};
use crate::model::Day;
use crate::ops::asked_day;

/// A question at the bottom of the screen, and what is typed.
#[derive(Clone, Debug)]
pub(super) struct Prompt {
    pub purpose: Purpose,
    /// The subject of the edit; none for a search.
    pub target: Target,
    pub line: EditLine,
    /// Why the last answer was not accepted.
    pub fault: Option<String>,
}

/// The value that is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    Search,
    Progress,
    /// The new day; with the reason that was typed before, if the edit was refused.
    Day {
        reason: String,
    },
    Reason {
        day: String,
    },
    Hold,
    /// Why something is reopened.
    Restart,
    Note,
}

/// The activity or milestone that a question is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Target {
    pub id: String,
    pub activity: String,
    pub title: String,
    /// When it is due.
    pub due: String,
}

/// The step after an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// The question stays, or another one follows.
    Ask,
    /// The search stays as it is.
    Searched,
    Edit(EditRequest),
}

impl Target {
    /// Takes the activity or milestone itself.
    pub(super) fn of(item: &Item, id: &str) -> Self {
        Target {
            id: id.to_owned(),
            activity: item.of.id.clone(),
            title: item.title.clone(),
            due: item.due.clone(),
        }
    }

    /// Takes the activity, also of a milestone.
    pub(super) fn of_activity(item: &Item) -> Self {
        let own = &item.of;
        Target {
            id: own.id.clone(),
            activity: own.id.clone(),
            title: own.title.clone(),
            due: String::new(),
        }
    }

    /// Makes an edit of it.
    pub(super) fn edit(&self, edit: Edit) -> EditRequest {
        EditRequest { id: self.id.clone(), activity: self.activity.clone(), edit }
    }
}

impl Prompt {
    /// Asks with an answer to begin with.
    pub(super) fn new(purpose: Purpose, target: Target, text: &str) -> Self {
        Prompt { purpose, target, line: EditLine::new(text), fault: None }
    }

    /// Asks again after an edit was refused, with what had been typed; nothing if nothing had.
    pub(super) fn again(request: &EditRequest, item: Option<&Item>) -> Option<Self> {
        let (purpose, text) = match &request.edit {
            Edit::Done | Edit::Start(None) => return None,
            Edit::Start(Some(reason)) => (Purpose::Restart, reason),
            Edit::Progress(percent) => (Purpose::Progress, percent),
            Edit::Later { day, reason } => (Purpose::Day { reason: reason.clone() }, day),
            Edit::Hold(reason) => (Purpose::Hold, reason),
            Edit::Note(text) => (Purpose::Note, text),
        };
        let target = match item {
            Some(item) => Target::of(item, &request.id),
            None => Target {
                id: request.id.clone(),
                activity: request.activity.clone(),
                ..Target::default()
            },
        };
        Some(Prompt::new(purpose, target, text))
    }

    /// Accepts what was typed, or says why not. `day` is the one that dates count from.
    pub(super) fn accept(&mut self, day: Day) -> Step {
        let text = self.line.text();
        let typed = text.trim();
        self.fault = None;
        let edit = match &self.purpose {
            Purpose::Search => return Step::Searched,
            Purpose::Note => Edit::Note(typed.to_owned()),
            _ if typed.is_empty() => {
                self.fault = Some(self.missing().into());
                return Step::Ask;
            }
            Purpose::Progress => Edit::Progress(typed.to_owned()),
            Purpose::Hold => Edit::Hold(typed.to_owned()),
            Purpose::Restart => Edit::Start(Some(typed.to_owned())),
            Purpose::Reason { day } => Edit::Later { day: day.clone(), reason: typed.to_owned() },
            Purpose::Day { reason } => {
                match asked_day(typed, day) {
                    Err(why) => self.fault = Some(why.into()),
                    Ok(_) => {
                        let (reason, day) = (reason.clone(), typed.to_owned());
                        self.purpose = Purpose::Reason { day };
                        self.line = EditLine::new(&reason);
                    }
                }
                return Step::Ask;
            }
        };
        Step::Edit(self.target.edit(edit))
    }

    fn missing(&self) -> Message {
        match self.purpose {
            Purpose::Progress => {
                message!("board.name-percentage", "enter a number from 0 to 100")
            }
            Purpose::Day { .. } => message!("board.name-day", "enter a day, such as 2024-09-30"),
            _ => message!("board.say-why", "give a reason, in one sentence"),
        }
    }

    /// Returns what is asked, before the line.
    pub(super) fn label(&self) -> Message {
        match self.purpose {
            Purpose::Search => message!("board.search", "Search"),
            Purpose::Progress => message!("board.percent", "Percent done"),
            Purpose::Day { .. } if !self.target.due.is_empty() => {
                message!("board.new-day-now", "New day (now {due})", due = self.target.due.as_str())
            }
            Purpose::Day { .. } => message!("board.new-day", "New day"),
            Purpose::Reason { .. } | Purpose::Hold | Purpose::Restart => {
                message!("board.reason", "Reason")
            }
            Purpose::Note => message!("board.remarks", "Remarks"),
        }
    }

    /// Returns what the answer is for.
    pub(super) fn heading(&self, day: Day) -> Message {
        let what = format!("{} {}", self.target.id, self.target.title);
        match &self.purpose {
            Purpose::Search => {
                message!("board.search-in", "Show what has this text in the title or another field")
            }
            Purpose::Progress => message!("board.progress-of", "Progress: {what}", what),
            Purpose::Day { .. } => message!("board.later", "Later: {what}", what),
            Purpose::Reason { day: typed } => {
                let understood = asked_day(typed, day).map(|(day, _)| long_day(day));
                let to = understood.unwrap_or_else(|_| Message::verbatim(typed.clone()));
                message!("board.later-to", "Later, on {to}: {what}", what, to)
            }
            Purpose::Hold => message!("board.hold", "On hold: {what}", what),
            Purpose::Restart => message!("board.reopen", "Reopen: {what}", what),
            Purpose::Note => message!("board.note-on", "Note: {what}", what),
        }
    }

    /// Returns how to answer.
    pub(super) fn hint(&self) -> Message {
        match self.purpose {
            Purpose::Search => message!("board.hint-search", "Enter keeps it, Esc shows all"),
            Purpose::Progress => message!(
                "board.hint-percent",
                "A number from 0 to 100. Enter writes it, Esc changes nothing"
            ),
            Purpose::Day { .. } => message!(
                "board.hint-day",
                "Such as 2024-09-30, friday or +2w. Enter goes on, Esc changes nothing"
            ),
            _ => message!("board.hint", "Enter writes it, Esc changes nothing"),
        }
    }
}

#[cfg(test)]
#[allow(clippy::panic)]
mod tests {
    use super::*;
    use crate::board::edit_line::LineChange;

    fn ask(purpose: Purpose, text: &str) -> Prompt {
        let target = Target {
            id: "1#2".into(),
            activity: "1".into(),
            title: "T".into(),
            due: String::new(),
        };
        Prompt::new(purpose, target, text)
    }

    #[test]
    fn a_day_is_followed_by_a_reason() {
        let day: Day = "2024-09-15".parse().unwrap_or_default();
        let mut prompt = ask(Purpose::Day { reason: String::new() }, "someday");
        assert_eq!(prompt.accept(day), Step::Ask);
        assert!(prompt.fault.is_some());
        prompt.line = EditLine::new("+2w");
        assert_eq!(prompt.accept(day), Step::Ask);
        assert_eq!(prompt.heading(day).to_string(), "Later, on 29 September 2024: 1#2 T");
        assert_eq!(prompt.accept(day), Step::Ask);
        assert!(prompt.fault.is_some());
        prompt.line.change(&LineChange::Paste(" Late funds ".to_owned()));
        let Step::Edit(request) = prompt.accept(day) else { panic!("{prompt:?}") };
        let edit = Edit::Later { day: "+2w".into(), reason: "Late funds".into() };
        assert_eq!(request, EditRequest { id: "1#2".into(), activity: "1".into(), edit });
        // A refused edit is asked again, and nothing is typed twice.
        let mut again = Prompt::again(&request, None).unwrap_or_else(|| panic!("{request:?}"));
        assert_eq!(again.line.text(), "+2w");
        assert_eq!(again.accept(day), Step::Ask);
        assert_eq!(again.line.text(), "Late funds");
    }

    #[test]
    fn an_empty_note_takes_the_remarks_away() {
        let step = ask(Purpose::Note, " ").accept(Day::default());
        assert!(
            matches!(step, Step::Edit(EditRequest { edit: Edit::Note(text), .. }) if text.is_empty())
        );
    }
}
