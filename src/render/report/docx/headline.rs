//! Where the plan stands.

use super::super::headline::headline;
use super::super::words;
use super::Document;
use super::cells::{classed, joined, paragraphs};
use crate::diagnostic::Message;
use crate::render::status::against_baseline;
use crate::render::toolkit::ooxml::paragraph::Paragraph;
use crate::render::toolkit::ooxml::phrase::Phrase;
use crate::render::toolkit::ooxml::section::UPRIGHT;
use crate::render::toolkit::ooxml::table::{Cell, Row, Table, shared};

impl Document<'_, '_> {
    pub(super) fn headline(&mut self, starts_page: bool) {
        let headline = headline(self.report);
        self.story.heading(1, words::where_it_stands(), starts_page);
        if headline.activities > 0 {
            let (before, after) = headline.implemented();
            let number = headline.completed.to_string();
            let implemented = Phrase::from(before).styled("Figure", number).and(after);
            self.story.say("Headline", implemented);
            self.figures();
        }
        let summary: Vec<String> = headline.summary.into_iter().map(String::from).collect();
        self.story.say("Summary", summary.join(" "));
        let line = |words: Vec<(&'static str, Message)>| {
            joined(words.into_iter().map(|(class, words)| classed(class, words)), " · ")
        };
        if !headline.counts.is_empty() {
            self.story.say("Normal", line(headline.counts));
        }
        if !headline.baseline.is_empty() {
            // The words are not marked up one by one, since they stand in a sentence.
            let words: Vec<Message> =
                headline.baseline.into_iter().map(|(_, words)| words).collect();
            let words = crate::render::diff::in_a_line(&words);
            self.story.say("Normal", against_baseline(&words));
        }
    }

    fn figures(&mut self) {
        let headline = headline(self.report);
        let head = [
            words::implementation_rate(),
            words::adjusted_rate(),
            words::progress(),
            words::rating(),
        ];
        let head = head.map(|words| Cell::from(Paragraph::new("TableHeading", words)));
        let rating = headline.rating.as_ref().map_or_else(String::new, Message::to_string);
        let adjusted = match headline.cancelled {
            0 => words::nothing_cancelled(),
            _ => headline.without_cancelled(),
        };
        let target = headline.target.as_ref().map(|target| words::target(&target.words));
        let cell = |figure: Phrase, notes: Vec<Message>| {
            let notes = notes.into_iter().map(|note| Paragraph::new("TableDetail", note));
            let figure = Paragraph::new("TableFigure", figure);
            Cell { paragraphs: std::iter::once(figure).chain(notes).collect(), ..Cell::default() }
        };
        let row = vec![
            cell(
                headline.rate.words.as_str().into(),
                target.into_iter().chain(headline.earlier).collect(),
            ),
            cell(headline.adjusted.as_str().into(), vec![adjusted]),
            cell(
                headline.progress.words.as_str().into(),
                vec![words::expected_by_now(&headline.expected.words)],
            ),
            cell(classed(headline.class, rating), vec![words::progress_against_expected()]),
        ];
        self.story.table(&Table {
            caption: words::where_it_stands().to_string(),
            style: "GridTable1Light",
            widths: shared(UPRIGHT, &[1; 4]),
            head: head.into(),
            rows: vec![Row::from(row)],
        });
    }

    /// Writes a text of several paragraphs.
    pub(super) fn text(&mut self, text: &str) {
        paragraphs(text).for_each(|text| self.story.tell("Normal", text));
    }
}
