//! A question at the bottom of the screen: a day, a reason, a percentage, a note.

use super::action::{Edit, EditRequest};
use super::data::{BoardData, Item};
use super::edit_line::EditLine;
use super::identity::ItemKey;
use super::sentences;
use super::shown_plans::ShownPlans;
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
    /// Why nothing can be written now: another program has taken away what the question is about.
    pub obstacle: Option<String>,
    /// Whether the answer is being written.
    pub is_sent: bool,
}

/// The value that is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    Search,
    Progress,
    /// Whether the open milestones were reached, too: their titles.
    Milestones(Vec<String>),
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
    /// A line that follows the remarks of several lines.
    NextNote(String),
}

/// The activity or milestone that a question is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Target {
    /// The id of the activity, or `ID#N`.
    pub id: String,
    pub key: ItemKey,
    pub shown: ShownPlans,
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
    pub(super) fn of(data: &BoardData, item: &Item, id: &str) -> Self {
        Target {
            id: id.to_owned(),
            key: ItemKey::of(data, item),
            shown: data.shown.clone(),
            title: item.title.clone(),
            due: item.due.clone(),
        }
    }

    /// Takes the activity, also of a milestone.
    pub(super) fn of_activity(data: &BoardData, item: &Item) -> Self {
        let own = &item.of;
        let key = ItemKey { milestone: None, ..ItemKey::of(data, item) };
        let (id, title) = (own.id.clone(), own.title.clone());
        Target { id, key, shown: data.shown.clone(), title, due: String::new() }
    }

    /// Makes an edit of it.
    pub(super) fn edit(&self, edit: Edit) -> EditRequest {
        let (plan, id) = (self.key.plan.clone(), self.id.clone());
        EditRequest { plan, id, edit, shown: self.shown.clone() }
    }

    /// Takes the activity or milestone as it is now, if it is there.
    fn renew(&mut self, data: &BoardData) {
        let Some(item) = self.key.find(data).and_then(|at| data.items.get(at)) else { return };
        let id = item.id.clone().unwrap_or_else(|| self.id.clone());
        *self = Target { due: self.due.clone(), ..Target::of(data, item, &id) };
        if !self.due.is_empty() {
            self.due.clone_from(&item.due);
        }
    }
}

impl Prompt {
    /// Asks with an answer to begin with.
    pub(super) fn new(purpose: Purpose, target: Target, text: &str) -> Self {
        let line = EditLine::new(text);
        Prompt { purpose, target, line, fault: None, obstacle: None, is_sent: false }
    }

    /// Looks whether the question is still about something.
    pub(super) fn check(&mut self, data: &BoardData) {
        let is_there = self.purpose == Purpose::Search || self.target.key.find(data).is_some();
        self.obstacle = (!is_there).then(|| sentences::gone(data, &self.target.key).into());
    }

    /// Asks again after the edit was refused, with all that had been typed. What another program
    /// has changed is shown as it is now: then the next answer is about that.
    pub(super) fn refuse(&mut self, why: String, changed: Option<&BoardData>) {
        self.is_sent = false;
        self.fault = Some(why);
        if let Purpose::Reason { day } = &self.purpose {
            let (reason, day) = (self.line.text().trim().to_owned(), day.clone());
            self.line = EditLine::new(&day);
            self.purpose = Purpose::Day { reason };
        }
        if let Some(data) = changed {
            self.target.renew(data);
            self.check(data);
        }
    }

    /// Accepts what was typed, or says why not. `day` is the one that dates count from.
    pub(super) fn accept(&mut self, day: Day) -> Step {
        let text = self.line.text();
        let typed = text.trim();
        if self.is_sent || self.obstacle.is_some() {
            return Step::Ask;
        }
        self.fault = None;
        let edit = match &self.purpose {
            Purpose::Search => return Step::Searched,
            Purpose::Note => Edit::Note(typed.to_owned()),
            Purpose::Milestones(_) => match typed.to_lowercase().as_str() {
                "" | "y" | "yes" => Edit::DoneWithMilestones,
                "n" | "no" => Edit::Done,
                _ => {
                    self.fault = Some(self.missing().into());
                    return Step::Ask;
                }
            },
            _ if typed.is_empty() => {
                self.fault = Some(self.missing().into());
                return Step::Ask;
            }
            Purpose::NextNote(old) => {
                let end = if old.ends_with('\n') { "\n" } else { "" };
                Edit::Note(format!("{}\n{typed}{end}", old.trim_end()))
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
        self.is_sent = true;
        Step::Edit(self.target.edit(edit))
    }

    fn missing(&self) -> Message {
        match self.purpose {
            Purpose::Progress => {
                message!("board.name-percentage", "enter a number from 0 to 100")
            }
            Purpose::Day { .. } => message!("board.name-day", "enter a day, such as 2024-09-30"),
            Purpose::Milestones(_) => message!("board.type-y-or-n", "type y or n"),
            Purpose::NextNote(_) => message!("board.type-a-line", "type what to add"),
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
            Purpose::NextNote(_) => message!("board.next-line", "Add a line"),
            Purpose::Milestones(ref open) => message!(
                "board.milestones-too",
                "{number#Is its open milestone|Are its # open milestones} reached too? [Y/n]",
                number = open.len()
            ),
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
            Purpose::Note | Purpose::NextNote(_) => {
                message!("board.note-on", "Note: {what}", what)
            }
            Purpose::Milestones(_) => message!("board.done-is", "Done: {what}", what),
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
            Purpose::Milestones(ref open) => message!(
                "board.hint-milestones",
                "Open: {titles}. y or Enter records them too, n the activity alone, Esc changes \
                 nothing",
                titles = open.join("; ")
            ),
            Purpose::NextNote(ref old) => message!(
                "board.hint-next-line",
                "The remarks have {number} lines; this follows them. Enter writes it, Esc changes \
                 nothing",
                number = old.trim_end().lines().count()
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
        let target = Target { id: "1#2".into(), title: "T".into(), ..Target::default() };
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
        assert_eq!((request.id.as_str(), request.edit), ("1#2", edit));
        // Until it is written, nothing more is accepted; refused, all of it is asked again.
        assert_eq!(prompt.accept(day), Step::Ask);
        prompt.refuse("locked".to_owned(), None);
        assert_eq!(prompt.line.text(), "+2w");
        assert_eq!(prompt.purpose, Purpose::Day { reason: "Late funds".into() });
    }

    #[test]
    fn milestones_are_recorded_if_the_user_says_yes() {
        let day = Day::default();
        let answered = |text: &str| {
            let mut prompt = ask(Purpose::Milestones(vec!["A".into()]), text);
            match prompt.accept(day) {
                Step::Edit(request) => Some(request.edit),
                _ => prompt.fault.map(|_| Edit::Start(None)),
            }
        };
        assert_eq!(answered(""), Some(Edit::DoneWithMilestones));
        assert_eq!(answered("Yes"), Some(Edit::DoneWithMilestones));
        assert_eq!(answered("n"), Some(Edit::Done));
        assert_eq!(answered("maybe"), Some(Edit::Start(None)));
    }

    #[test]
    fn an_empty_note_takes_the_remarks_away() {
        let step = ask(Purpose::Note, " ").accept(Day::default());
        assert!(
            matches!(step, Step::Edit(EditRequest { edit: Edit::Note(text), .. }) if text.is_empty())
        );
    }
}
