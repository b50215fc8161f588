//! All activities, on paper that lies on its side.

use super::super::entry::{ActivityEntry, MilestoneRow, RelatedActivity};
use super::super::words;
use super::Document;
use super::cells::{Column, classed, joined, number, table, text};
use crate::diagnostic::Message;
use crate::model::{Day, Priority};
use crate::render::toolkit::html::brief;
use crate::render::toolkit::ooxml::paragraph::Paragraph;
use crate::render::toolkit::ooxml::phrase::Phrase;
use crate::render::toolkit::ooxml::section::LYING;
use crate::render::toolkit::ooxml::table::{Cell, Row};
use crate::render::toolkit::words::{capitalized, short_day};

/// From so many bytes on, the details of an activity may take more than a page.
pub(super) const LONG: usize = 2_000;

/// From so many activities on, the details of each are in one paragraph.
const MANY: usize = 200;
/// The style of details, and what stands between them in one paragraph.
const DETAIL: &str = "TableDetail";
const BETWEEN: &str = " · ";

impl Document<'_, '_> {
    pub(super) fn annex(&mut self) {
        let report = self.report;
        self.story.heading(1, words::all_activities(), false);
        let mut facts = report.facts.iter();
        for priority in &report.status.plan.plan.priorities {
            let own = facts.by_ref().take(priority.activities.len());
            let rows: Vec<Row> = own.map(|facts| self.activity(&report.entry(facts))).collect();
            self.priority(priority, rows);
        }
    }

    fn priority(&mut self, priority: &Priority<'_>, rows: Vec<Row>) {
        let short = brief(&*priority.title.value);
        let title = format!("{} {short}", priority.id.value);
        self.story.heading(2, title.as_str(), false);
        if short != priority.title.value {
            self.text(&priority.title.value);
        }
        let leads: Vec<&str> = priority
            .lead
            .iter()
            .map(|id| self.report.status.plan.directory.display(&id.value))
            .collect();
        if !leads.is_empty() {
            let led = words::led_by(leads.join(", ")).to_string();
            self.story.say("Hint", capitalized(&led));
        }
        if let Some(text) = &priority.description {
            self.text(&text.value);
        }
        if rows.is_empty() {
            return;
        }
        let columns = vec![
            Column::text(words::number(), 750),
            Column::text(words::activity(), 7100),
            Column::text(words::owners(), 1900),
            Column::text(words::status(), 1470),
            Column::text(words::start(), 1200),
            Column::text(words::due(), 1200),
            Column::number(words::progress(), 950),
        ];
        self.story.table(&table(&Message::verbatim(title), LYING, columns, rows));
    }

    fn activity(&self, entry: &ActivityEntry<'_>) -> Row {
        let id = Phrase::default().styled("Strong", entry.id);
        let id = Paragraph::new("TableText", id);
        let id = match self.marks.get(entry.id) {
            Some(mark) => id.marked(mark.as_str()),
            None => id,
        };
        let title = Phrase::default().styled("Strong", entry.title);
        let mut what = vec![Paragraph::turning("TableText", title)];
        what.extend(self.details(entry));
        let mut status = vec![Paragraph::new("TableText", entry.status_words())];
        status.extend(
            entry
                .signs
                .iter()
                .map(|(class, words)| Paragraph::new(DETAIL, classed(class, words.to_string()))),
        );
        let day =
            |day: Option<Day>| text(day.map_or_else(String::new, |day| short_day(day).to_string()));
        let cell = |paragraphs| Cell { paragraphs, ..Cell::default() };
        let length: usize = entry.texts.iter().map(|(_, text)| text.len()).sum();
        let notes: usize = entry.notes.iter().map(|(_, text)| text.len()).sum();
        let parts = entry.milestones.len() + entry.deliverables.len();
        Row {
            may_split: length + notes + parts * 80 > LONG,
            cells: vec![
                Cell::from(id),
                cell(what),
                text(entry.owners.join(", ")),
                cell(status),
                day(entry.start),
                day(entry.due),
                number(entry.progress.as_str()),
            ],
        }
    }

    fn details(&self, entry: &ActivityEntry<'_>) -> Vec<Paragraph> {
        // A style, and words whose paragraph has their direction where an author has written it.
        let mut out: Vec<(&'static str, Phrase, bool)> = Vec::new();
        let named = |name: &Message| Phrase::default().label("Strong", &name.to_string());
        for (name, text) in &entry.texts {
            let mut name = Some(named(name));
            for text in super::cells::paragraphs(text) {
                out.push((DETAIL, name.take().unwrap_or_default().and(text), true));
            }
        }
        out.extend(entry.milestones.iter().map(|step| ("TableMilestone", milestone(step), false)));
        out.extend(entry.deliverables.iter().map(|fruit| {
            let title = match fruit.link {
                Some(link) => Phrase::default().web(link, fruit.title),
                None => Phrase::from(fruit.title),
            };
            ("TableBullet", title, false)
        }));
        let notes = entry.notes.iter().map(|(name, words)| named(name).and(words.as_str()));
        let relations = entry.relations.iter().map(|(name, all)| {
            named(name).then(joined(all.iter().map(|one| self.relation(one)), "; "))
        });
        let notes: Vec<Phrase> = notes.chain(relations).collect();
        if !notes.is_empty() {
            out.push((DETAIL, joined(notes, BETWEEN), false));
        }
        if self.report.facts.len() > MANY && !out.is_empty() {
            let all = out.into_iter().map(|(_, phrase, _)| phrase);
            return vec![Paragraph::new(DETAIL, joined(all, BETWEEN))];
        }
        let paragraph = |(style, phrase, turns)| match turns {
            true => Paragraph::turning(style, phrase),
            false => Paragraph::new(style, phrase),
        };
        out.into_iter().map(paragraph).collect()
    }

    fn relation(&self, one: &RelatedActivity<'_>) -> Phrase {
        let id = match one.plan {
            None => self.id(one.id),
            Some(_) => Phrase::default().styled("Strong", one.reference()),
        };
        let title = one.title.map_or_else(String::new, |title| format!(" {}", brief(title)));
        let status = one.status_words().map_or_else(String::new, |status| format!(" ({status})"));
        id.and(title).and(status)
    }
}

fn milestone(step: &MilestoneRow<'_>) -> Phrase {
    let when = classed(step.class, step.words.to_string());
    Phrase::from(format!("{} ", step.title)).then(when)
}
