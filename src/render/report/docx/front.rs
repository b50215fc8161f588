//! The cover with the contents behind it; of a brief report, the head of its first page.

use super::super::words;
use super::Document;
use crate::diagnostic::Message;
use crate::render::diff::in_a_line;
use crate::render::toolkit::html::brief;
use crate::render::toolkit::ooxml::paragraph::Paragraph;
use crate::render::toolkit::ooxml::picture::{MILLIMETRE, Picture, PictureKind};
use crate::render::toolkit::words::long_day;
use crate::report::{Audience, Logo};

/// The room for a logo in millimetres: its width, and its height in a report and in a brief one.
const LOGO_WIDTH: u64 = 70;
const LOGO_HEIGHT: [u64; 2] = [24, 12];
/// How many dots of a screen are an inch, in tenths of a millimetre.
const DOTS: u64 = 96;
const INCH: u64 = 254;

impl Document<'_, '_> {
    pub(super) fn front(&mut self, is_brief: bool, has_contents: bool) {
        let report = self.report;
        let (plan, masthead) = (report.status.plan.plan, &report.masthead);
        if let Some(words) = &masthead.classification {
            self.story.tell("Classification", words.as_str());
        }
        if let Some(logo) = &masthead.logo {
            self.logo(logo, is_brief);
        }
        if let Some(group) = &masthead.group {
            self.story.tell("Group", group.as_str());
        }
        self.story.say("Kicker", words::kicker(long_day(report.as_of.day)));
        self.titled_in_full("Title", plan.display_title());
        let mut about: Vec<Message> = report.status.about();
        let chairs = report.chairs();
        about.extend((!chairs.is_empty()).then(|| words::chaired_by(chairs.join(", "))));
        self.story.say("Subtitle", in_a_line(&about));
        let description =
            plan.description.as_ref().filter(|_| report.audience != Audience::Principals);
        if let Some(text) = description {
            for text in super::cells::paragraphs(&text.value) {
                self.story.tell("Lead", text);
            }
        }
        if has_contents {
            self.story.paragraph(&Paragraph::new("TOCHeading", words::contents()));
            self.story.contents();
        }
    }

    /// Writes a title; one that is too long for a title is below it in full.
    fn titled_in_full(&mut self, style: &'static str, title: &str) {
        let short = brief(title);
        self.story.tell(style, &*short);
        if short != title {
            self.story.tell("Lead", title);
        }
    }

    fn logo(&mut self, logo: &Logo, is_brief: bool) {
        let (Some(kind), Some((width, height))) = (kind(logo), logo.size) else { return };
        let [usual, brief] = LOGO_HEIGHT;
        let most = (LOGO_WIDTH * MILLIMETRE, if is_brief { brief } else { usual } * MILLIMETRE);
        let natural = |dots: u32| u64::from(dots) * INCH * MILLIMETRE / 10 / DOTS;
        let (wide, tall) = (natural(width).max(1), natural(height).max(1));
        // The narrower of both limits counts; a small picture is not enlarged.
        let by_width = (wide.min(most.0), tall * wide.min(most.0) / wide);
        let by_height = (wide * tall.min(most.1) / tall, tall.min(most.1));
        let (wide, tall) = by_width.min(by_height);
        let words = match &self.report.masthead.group {
            Some(group) => words::logo_of(group).to_string(),
            None => words::logo().to_string(),
        };
        let size = (wide.max(1), tall.max(1));
        self.story.picture("Logo", &Picture { bytes: &logo.bytes, kind, size, words });
    }
}

/// The kind of a picture that a document can show.
fn kind(logo: &Logo) -> Option<PictureKind> {
    match logo.media_type {
        "image/png" => Some(PictureKind::Png),
        "image/jpeg" => Some(PictureKind::Jpeg),
        _ => None,
    }
}
