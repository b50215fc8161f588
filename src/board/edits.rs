//! How an edit begins: at once or with a question, and never of what is not seen.

use super::action::{Edit, EditRequest, Request, Verb};
use super::model::{Model, Over};
use super::prompt::{Prompt, Purpose, Target};
use super::sentences;
use crate::diagnostic::Message;
use crate::model::Status;
use crate::render::toolkit::terminal::Tone;

impl Model {
    /// Asks the worker for an edit.
    pub(super) fn edit(&mut self, request: EditRequest) -> Vec<Request> {
        self.waiting += 1;
        self.say(sentences::writing(), Tone::Faint);
        vec![Request::Edit(request)]
    }

    /// Whether the help is open.
    pub(super) fn is_reading_help(&self) -> bool {
        matches!(self.over, Some(Over::Help(_)))
    }

    /// Returns why nothing can be edited now, if the user does not see what would be.
    fn obstacle(&self) -> Option<Message> {
        if self.failure.is_some() {
            return Some(sentences::first_correct());
        }
        let shown = match &self.over {
            Some(Over::Activity { id, .. }) => id,
            _ => return None,
        };
        let selected = self.selected().map(|item| item.shown_id.as_str());
        (selected != Some(shown)).then(|| sentences::close_first(shown, selected))
    }

    /// Begins an edit of the selected item: at once, or with a question.
    pub(super) fn verb(&mut self, verb: Verb) -> Vec<Request> {
        if self.is_reading_help() {
            return Vec::new();
        }
        if let Some(obstacle) = self.obstacle() {
            self.say(obstacle, Tone::Warning);
            return Vec::new();
        }
        let Some(item) = self.selected() else {
            self.say(sentences::nothing_selected(), Tone::Warning);
            return Vec::new();
        };
        let is_of_activity = matches!(verb, Verb::Start | Verb::Progress | Verb::Hold);
        if item.is_milestone && is_of_activity {
            let text = sentences::milestone_has_none(&item.shown_id, &item.of.id);
            self.say(text, Tone::Warning);
            return Vec::new();
        }
        let Some(id) = &item.id else {
            let text = sentences::unnumbered(&item.title, &item.of.id);
            self.say(text, Tone::Warning);
            return Vec::new();
        };
        let target = Target::of(item, id);
        let prompt = match verb {
            Verb::Done => return self.edit(target.edit(Edit::Done)),
            Verb::Start if matches!(item.of.status, Status::Completed | Status::Cancelled) => {
                Prompt::new(Purpose::Restart, target, "")
            }
            Verb::Start => return self.edit(target.edit(Edit::Start(None))),
            Verb::Progress => Prompt::new(Purpose::Progress, target, ""),
            Verb::Later => Prompt::new(Purpose::Day { reason: String::new() }, target, ""),
            Verb::Hold => Prompt::new(Purpose::Hold, target, ""),
            Verb::Note => {
                let old = item.of.remarks.as_deref().unwrap_or_default().trim_end();
                if old.contains('\n') {
                    let text = sentences::long_remarks(&item.of.id);
                    self.say(text, Tone::Warning);
                    return Vec::new();
                }
                Prompt::new(Purpose::Note, Target::of_activity(item), old)
            }
        };
        self.prompt = Some(prompt);
        Vec::new()
    }
}
