//! Figures by priority and theme, risks, and earlier plans at the same point.

use super::super::content::FigureRow;
use super::super::words;
use super::Document;
use super::cells::{Column, alarm, classed, detail, number, table, text};
use crate::diagnostic::Message;
use crate::render::toolkit::html::brief;
use crate::render::toolkit::ooxml::phrase::Phrase;
use crate::render::toolkit::ooxml::section::UPRIGHT;
use crate::render::toolkit::ooxml::table::{Cell, Row};
use crate::report::BreakdownBy;

/// How wide the columns of bars are.
const BAR: u32 = 1240;
const BRIEF_BAR: u32 = 1300;

impl Document<'_, '_> {
    /// The figures by priority and by theme.
    pub(super) fn breakdowns(&mut self) {
        let title = match self.report.status.plan.plan.themes.is_empty() {
            true => words::by_priority(),
            false => words::by_priority_and_theme(),
        };
        self.story.heading(1, title, false);
        if self.report.tells_debts() {
            self.story.say("Hint", words::counted_in_sums());
        }
        for (title, by) in [
            (words::priority(), BreakdownBy::Priority),
            (words::cross_cutting_theme(), BreakdownBy::Theme),
        ] {
            let lines = self.report.lines(by);
            if !lines.is_empty() {
                self.sums(title, &lines);
            }
        }
    }

    fn sums(&mut self, title: Message, lines: &[FigureRow<'_>]) {
        let caption = words::figures_of(&title);
        let columns = vec![
            Column::text(title, 2128),
            Column::number(words::implemented(), 1180),
            Column::text(words::share_implemented(), BAR),
            Column::number(words::rate(), 700),
            Column::number(words::progress(), 920),
            Column::number(words::expected(), 920),
            Column::text(words::rating(), 950),
            Column::number(words::overdue(), 900),
            Column::number(words::open(), 700),
        ];
        let row = |line: &FigureRow<'_>| {
            Row::from(vec![
                text(brief(&line.label)),
                number(line.done()),
                self.bar(&line.rate, line.class, BAR),
                number(line.rate.words.as_str()),
                number(line.progress.words.as_str()),
                number(Phrase::default().styled("Faint", line.expected.words.as_str())),
                rating(line),
                alarm(line.overdue),
                number(line.open.to_string()),
            ])
        };
        let rows = lines.iter().map(row).collect();
        self.story.table(&table(&caption, UPRIGHT, columns, rows));
    }

    /// The priorities in a line each.
    pub(super) fn priorities_in_brief(&mut self) {
        let title = words::by_priority();
        self.story.heading(1, title.clone(), false);
        let columns = vec![
            Column::text(words::priority(), 4238),
            Column::number(words::implemented(), 1150),
            Column::text(words::share_implemented(), BRIEF_BAR),
            Column::number(words::rate(), 750),
            Column::text(words::rating(), 1250),
            Column::number(words::overdue(), 950),
        ];
        let rows = self.report.priorities_in_brief().into_iter().map(|row| {
            let line = &row.figures;
            let mut label = text(brief(&line.label));
            if !row.words.is_empty() {
                let words = Phrase::default().styled("Faint", row.words.as_str());
                label.paragraphs.push(detail(words));
            }
            Row::from(vec![
                label,
                number(line.done()),
                self.bar(&line.rate, line.class, BRIEF_BAR),
                number(line.rate.words.as_str()),
                rating(line),
                alarm(line.overdue),
            ])
        });
        let rows = rows.collect();
        self.story.table(&table(&title, UPRIGHT, columns, rows));
    }

    /// What principals should look at.
    pub(super) fn risks(&mut self) {
        let (risks, more) = self.report.risks();
        if risks.is_empty() {
            return;
        }
        self.story.heading(1, words::top_risks(), false);
        for risk in risks {
            let owners: Vec<_> = risk.owners.iter().map(|owner| brief(owner)).collect();
            let phrase = self.id(risk.id).and(" ").styled("Strong", brief(risk.title));
            let phrase = phrase.and(format!(" {} ", risk.why));
            let phrase = phrase.styled("Faint", format!("({})", owners.join(", ")));
            self.story.say("ListBullet", phrase);
        }
        if more > 0 {
            self.story.say("Note", words::more_risks(&more));
        }
    }

    /// Where earlier plans stood at the same point.
    pub(super) fn earlier(&mut self) {
        let Some(earlier) = self.report.earlier_table() else { return };
        let title = words::earlier_plans();
        self.story.heading(1, title.clone(), false);
        let columns = vec![
            Column::text(words::plan(), 4000),
            Column::text(words::on_the_day(), 1700),
            Column::number(words::implemented(), 1500),
            Column::number(words::rate(), 1000),
            Column::number(words::at_its_end(), 1438),
        ];
        let rows = earlier.rows.iter().enumerate().map(|(at, row)| {
            let title = brief(row.title);
            let title = match at {
                0 => Phrase::default().styled("Strong", title),
                _ => Phrase::from(title.into_owned()),
            };
            Row::from(vec![
                text(title),
                text(row.day.clone()),
                number(row.done.clone()),
                number(row.rate.as_str()),
                number(row.at_end.as_str()),
            ])
        });
        let rows = rows.collect();
        self.story.table(&table(&title, UPRIGHT, columns, rows));
        if let Some(sentence) = earlier.sentence {
            self.story.say("Summary", sentence);
        }
    }
}

fn rating(line: &FigureRow<'_>) -> Cell {
    let words = line.rating.as_ref().map_or_else(String::new, Message::to_string);
    text(classed(line.class, words))
}
