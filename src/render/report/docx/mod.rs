//! The report as a document of word processors. It says what the page says, in styles that a reader
//! can change.

mod annex;
mod burn_up;
mod cells;
mod due;
mod figures;
mod front;
mod headline;
mod heat;
mod look;
mod owners;
mod results;
mod since;
mod timeline;
mod voices;

use std::borrow::Cow;
use std::collections::HashMap;

use super::running::MOST;
use super::words;
use crate::render::toolkit::html::{Piece, brief, pieces, shortened};
use crate::render::toolkit::ooxml::Properties;
use crate::render::toolkit::ooxml::paragraph::Paragraph;
use crate::render::toolkit::ooxml::phrase::Phrase;
use crate::render::toolkit::ooxml::section::Section;
use crate::render::toolkit::ooxml::story::{Looks, Story};
use crate::render::toolkit::words::long_day;
use crate::report::{Audience, PlanReport};
use crate::text::clean_line;
use look::Look;

/// A report while it is written as a document.
struct Document<'r, 'f> {
    report: &'r PlanReport<'f>,
    story: Story<'r>,
    look: Look,
    /// The marks of the activities in the list of all of them.
    marks: HashMap<&'f str, String>,
}

/// The language of the words of the report.
const LANGUAGE: &str = "en-GB";
const PROGRAM: &str = "workplan";

impl PlanReport<'_> {
    /// The report as a document of word processors. The same report makes the same bytes.
    pub fn docx(&self) -> Vec<u8> {
        let gate = gate(|text| self.plain(text));
        let is_brief = self.audience == Audience::Principals;
        let has_annex = !is_brief && !self.facts.is_empty();
        let ids = self.facts.iter().filter(|_| has_annex).map(|facts| &*facts.activity.id.value);
        let document = Document {
            report: self,
            story: Story::new(&gate, "TableGap"),
            look: Look::new(&self.masthead, is_brief),
            marks: ids.enumerate().map(|(at, id)| (id, format!("activity{}", at + 1))).collect(),
        };
        document.write(is_brief, has_annex)
    }
}

/// Names the lifetimes of a gate, which the compiler does not find by itself.
fn gate<F: for<'t> Fn(&'t str) -> Cow<'t, str>>(gate: F) -> F {
    gate
}

impl Document<'_, '_> {
    fn write(mut self, is_brief: bool, has_annex: bool) -> Vec<u8> {
        let upright = self.section(false, !is_brief);
        self.front(is_brief, has_annex);
        self.headline(!is_brief);
        self.voices();
        if !self.report.facts.is_empty() {
            self.burn_up(is_brief);
            if is_brief { self.brief_body() } else { self.body() }
        }
        if !has_annex {
            self.colophon();
            return self.finish(&upright);
        }
        self.story.end_section(&Paragraph::new("SectionEnd", ""), &upright);
        let lying = self.section(true, false);
        self.timeline();
        self.annex();
        self.colophon();
        self.finish(&lying)
    }

    fn brief_body(&mut self) {
        self.priorities_in_brief();
        self.risks();
        self.since();
    }

    fn body(&mut self) {
        if self.report.tells_debts() {
            self.due();
        }
        self.breakdowns();
        self.heat();
        self.narratives();
        self.results();
        self.earlier();
        self.since();
        if self.report.tells_debts() { self.owners() } else { self.contributions() }
    }

    /// Says how the figures are worked out, whom to ask, and what has written the document.
    fn colophon(&mut self) {
        let about = [words::about_adjusted(), words::about_progress(), words::about_sharing()];
        self.story.say("Note", about.map(String::from).join(" "));
        let contact = self.report.masthead.contact.as_deref();
        let contact = contact.map(|contact| self.report.person(contact));
        let contact = contact.filter(|contact| !contact.is_empty());
        let contact = contact.map(|contact| words::contact_line(&contact).to_string() + "\n");
        let version = env!("CARGO_PKG_VERSION");
        let written = match &self.report.status.revision {
            Some(commit) => words::written_from(version, commit),
            None => words::written_by(version),
        };
        self.story.say("Note", contact.unwrap_or_default() + &written.to_string());
    }

    /// Returns a section with the title and the classification above, and the day and the number
    /// of the page below.
    fn section(&mut self, is_lying: bool, has_title_page: bool) -> Section {
        let report = self.report;
        // An address is taken out before the title is cut, which could cut it too.
        let title = report.plain(report.status.plan.plan.display_title());
        let title = shortened(&title, MOST).into_owned();
        let above = match &report.masthead.classification {
            Some(words) => Phrase::from(title).and("\t").styled("Bad", words.as_str()),
            None => Phrase::from(title),
        };
        let day = long_day(report.as_of.day).to_string();
        let left = match &report.masthead.group {
            Some(group) => format!("{} · {day}", shortened(group, MOST)),
            None => day,
        };
        let below = pieces(|[page, pages, _]| words::page_of(page, pages)).into_iter().fold(
            Phrase::from(left).and("\t"),
            |phrase, piece| match piece {
                Piece::Words(words) => phrase.and(words),
                Piece::Place(0) => phrase.field("PAGE", "1"),
                Piece::Place(_) => phrase.field("NUMPAGES", "1"),
            },
        );
        let styles = match is_lying {
            false => ["Header", "Footer"],
            true => ["HeaderLandscape", "FooterLandscape"],
        };
        let [header, footer] = styles;
        let (above, below) = (Paragraph::new(header, above), Paragraph::new(footer, below));
        self.story.section(is_lying, has_title_page, &above, &below)
    }

    fn finish(self, section: &Section) -> Vec<u8> {
        let report = self.report;
        let line = |text: &str| clean_line(&report.plain(text)).into_owned();
        let masthead = &report.masthead;
        let about = Properties {
            title: line(&brief(report.status.plan.plan.display_title())),
            subject: words::kicker(long_day(report.as_of.day)).to_string(),
            author: line(masthead.group.as_deref().unwrap_or(PROGRAM)),
            status: masthead.classification.as_deref().map(line),
            day: report.as_of.day,
            language: LANGUAGE,
            program: PROGRAM,
        };
        let [styles, numbering, theme] = self.look.parts();
        let looks = Looks {
            styles: &styles,
            numbering: &numbering,
            settings: include_str!("settings.xml"),
            theme: &theme,
        };
        self.story.finish(section, &about, &looks)
    }
}
