//! What the chairs say: a message, highlights, concerns and decisions; and how priorities go, in
//! words.

use super::markdown::{heading, paragraphs};
use super::words;
use crate::diagnostic::Message;
use crate::model::Text;
use crate::render::toolkit::markdown::escape;
use crate::report::{Audience, PlanReport};
use crate::text::Spanned;

/// What the chairs say to the readers.
pub(super) struct Voices<'f> {
    pub message: Option<&'f str>,
    /// The lists that have something in them.
    pub lists: Vec<VoiceList<'f>>,
}

/// A list of sentences with its heading.
pub(super) struct VoiceList<'f> {
    /// Names the section.
    pub id: &'static str,
    pub heading: Message,
    pub items: Vec<&'f str>,
}

/// A priority, and how it goes, in words.
pub(super) struct Narrative<'f> {
    pub id: &'f str,
    pub title: &'f str,
    pub text: &'f str,
}

impl<'f> PlanReport<'f> {
    /// What the chairs say: to the public, nothing of concerns and of what is to be decided.
    pub(super) fn voices(&self) -> Voices<'f> {
        let plan = self.status.plan.plan;
        let list = |id, heading: Message, items: &'f [Spanned<Text<'f>>]| VoiceList {
            id,
            heading,
            items: items.iter().map(|item| item.value.trim()).collect(),
        };
        let decisions = || list("decisions", words::decisions(), &plan.decisions);
        let highlights = || list("highlights", words::highlights(), &plan.highlights);
        let concerns = || list("concerns", words::concerns(), &plan.concerns);
        let mut lists = match self.audience {
            Audience::Principals => vec![decisions(), concerns()],
            Audience::Members => vec![decisions(), highlights(), concerns()],
            Audience::Public => vec![highlights()],
        };
        lists.retain(|list| !list.items.is_empty());
        Voices { message: plan.message.as_ref().map(|text| text.value.trim()), lists }
    }

    /// What the organizations that chair the group are called.
    pub(super) fn chairs(&self) -> Vec<&'f str> {
        let plan = self.status.plan;
        plan.plan.chairs.iter().map(|id| plan.directory.display(&id.value)).collect()
    }

    /// The priorities that have a narrative.
    pub(super) fn narratives(&self) -> Vec<Narrative<'f>> {
        let priorities = self.status.plan.plan.priorities.iter();
        let told = priorities.filter_map(|priority| {
            let text = priority.narrative.as_ref()?.value.trim();
            Some(Narrative { id: &priority.id.value, title: &priority.title.value, text })
        });
        told.collect()
    }

    /// What the chairs say, as Markdown.
    pub(super) fn voices_document(&self) -> String {
        let voices = self.voices();
        let mut out = String::new();
        if let Some(text) = voices.message {
            let chairs = self.chairs();
            out += &heading(&words::message_heading(chairs.is_empty()));
            out += &paragraphs(None, text);
            if !chairs.is_empty() {
                out += &format!("\n*{}*\n", escape(&chairs.join(", ")));
            }
        }
        for list in voices.lists {
            out += &(heading(&list.heading) + "\n");
            list.items.iter().for_each(|item| out += &format!("- {}\n", escape(item)));
        }
        out
    }

    /// How the priorities go, as Markdown.
    pub(super) fn narratives_document(&self) -> String {
        let narratives = self.narratives();
        if narratives.is_empty() {
            return String::new();
        }
        let mut out = heading(&words::narratives());
        for one in narratives {
            out += &format!("\n### {} {}\n", escape(one.id), escape(one.title));
            out += &paragraphs(None, one.text);
        }
        out
    }
}
