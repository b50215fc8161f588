//! How an edit begins: at once or with a question, and never of what is not seen.

use super::action::{Edit, EditRequest, Request, Verb};
use super::data::{BoardData, Item};
use super::model::{Model, Over};
use super::prompt::{Prompt, Purpose, Target};
use super::sentences;
use super::unseen_move::UnseenMove;
use crate::diagnostic::Message;
use crate::model::Status;
use crate::render::toolkit::terminal::Tone;

/// The beginning of an edit.
enum Beginning {
    Edit(EditRequest),
    Ask(Box<Prompt>),
    Refused(Message),
}

impl Model {
    /// Asks the worker for an edit.
    pub(super) fn edit(&mut self, request: EditRequest) -> Vec<Request> {
        self.waiting += 1;
        self.say(sentences::writing(), Tone::Faint);
        vec![Request::Edit(request)]
    }

    /// Whether a text is open that is not about an activity.
    pub(super) fn is_reading_help(&self) -> bool {
        matches!(self.over, Some(Over::Help(_) | Over::Messages(_)))
    }

    /// Returns why nothing can be edited now, if the user does not see what would be.
    fn obstacle(&mut self, verb: Verb) -> Option<Message> {
        if self.failure.is_some() {
            return Some(sentences::first_correct());
        }
        let selected = self.selected();
        let shown = match &self.over {
            Some(Over::Activity { id, .. }) => id,
            _ => {
                let is_unseen = self.moved.is_some_and(|moved| moved.holds(verb));
                let item = selected.filter(|_| is_unseen)?;
                let why = sentences::just_selected(&item.shown_id, &item.title);
                self.moved = Some(UnseenMove::refused(verb));
                return Some(why);
            }
        };
        let selected = selected.map(|item| item.shown_id.as_str());
        (selected != Some(shown)).then(|| sentences::close_first(shown, selected))
    }

    /// Takes note that another item is selected, and the user has not chosen it.
    pub(super) fn has_moved(&mut self) {
        self.moved = Some(UnseenMove::new());
    }

    /// Begins an edit of the selected item: at once, or with a question.
    pub(super) fn verb(&mut self, verb: Verb) -> Vec<Request> {
        // One edit after the other: each is of what the screen shows.
        if self.is_reading_help() || self.waiting > 0 {
            return Vec::new();
        }
        let obstacle = self.obstacle(verb);
        let beginning = match (obstacle, self.data.as_ref().zip(self.selected())) {
            (Some(obstacle), _) => Beginning::Refused(obstacle),
            (None, None) => Beginning::Refused(sentences::nothing_selected()),
            (None, Some((data, item))) => begin(verb, data, item),
        };
        if !matches!(beginning, Beginning::Refused(_)) {
            self.moved = None;
        }
        match beginning {
            Beginning::Edit(request) => return self.edit(request),
            Beginning::Ask(prompt) => self.prompt = Some(*prompt),
            Beginning::Refused(why) => self.say(why, Tone::Warning),
        }
        Vec::new()
    }
}

fn begin(verb: Verb, data: &BoardData, item: &Item) -> Beginning {
    let is_of_activity = matches!(verb, Verb::Start | Verb::Progress | Verb::Hold);
    if item.is_milestone && is_of_activity {
        return Beginning::Refused(sentences::milestone_has_none(&item.shown_id, &item.of.id));
    }
    let Some(id) = &item.id else {
        return Beginning::Refused(sentences::unnumbered(&item.title, &item.of.id));
    };
    let target = Target::of(data, item, id);
    let ask =
        |purpose, target, text: &str| Beginning::Ask(Box::new(Prompt::new(purpose, target, text)));
    match verb {
        Verb::Done => {
            let steps = data.items.iter().filter(|one| one.is_milestone && one.of.id == item.of.id);
            let open: Vec<String> = steps.map(|one| one.title.clone()).collect();
            let is_news = !item.is_milestone && item.of.status != Status::Completed;
            match is_news && !open.is_empty() {
                true => ask(Purpose::Milestones(open), target, ""),
                false => Beginning::Edit(target.edit(Edit::Done)),
            }
        }
        Verb::Start if matches!(item.of.status, Status::Completed | Status::Cancelled) => {
            ask(Purpose::Restart, target, "")
        }
        Verb::Start => Beginning::Edit(target.edit(Edit::Start(None))),
        Verb::Progress => ask(Purpose::Progress, target, ""),
        Verb::Later => ask(Purpose::Day { reason: String::new() }, target, ""),
        Verb::Hold => ask(Purpose::Hold, target, ""),
        Verb::Note => {
            let whole = item.of.remarks.as_deref().unwrap_or_default();
            let old = whole.trim_end();
            let target = Target::of_activity(data, item);
            match old.contains('\n') {
                true => ask(Purpose::NextNote(whole.to_owned()), target, ""),
                false => ask(Purpose::Note, target, old),
            }
        }
    }
}
