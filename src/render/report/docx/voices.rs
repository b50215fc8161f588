//! What the chairs say, and how the priorities go, in words.

use super::super::words;
use super::Document;
use crate::render::toolkit::html::brief;

impl Document<'_, '_> {
    pub(super) fn voices(&mut self) {
        let report = self.report;
        let voices = report.voices();
        if let Some(text) = voices.message {
            let chairs = report.chairs();
            self.story.heading(1, words::message_heading(chairs.is_empty()), false);
            self.text(text);
            if !chairs.is_empty() {
                self.story.say("Signature", chairs.join(", "));
            }
        }
        for list in voices.lists {
            // Decisions are counted, so that one can speak of them.
            let style = if list.id == "decisions" { "ListNumber" } else { "ListBullet" };
            self.story.heading(1, list.heading, false);
            list.items.into_iter().for_each(|item| self.story.tell(style, item));
        }
    }

    pub(super) fn narratives(&mut self) {
        let narratives = self.report.narratives();
        if narratives.is_empty() {
            return;
        }
        self.story.heading(1, words::narratives(), false);
        for one in narratives {
            self.story.heading(2, format!("{} {}", one.id, brief(one.title)), false);
            self.text(one.text);
        }
    }
}
