//! The history of an activity, in the forms of `log`.

use serde::Serialize;

use crate::analysis::FieldChange;
use crate::diagnostic::{Message, message};
use crate::render::View;
use crate::render::activity::change::{ChangeShape, lines, plain};
use crate::render::toolkit::grid::{Grid, GridCell, GridColumn};
use crate::render::toolkit::json::to_json;
use crate::render::toolkit::markdown::escape;
use crate::render::toolkit::shape::{DayShape, SCHEMA};
use crate::render::toolkit::terminal::{Terminal, Tone};
use crate::render::toolkit::words::short_day;
use crate::render::words;
use crate::report::{LogEntry, LogReport, LogStep};
use crate::text::clean_line;

#[derive(Serialize)]
struct LogShape<'a> {
    schema: u32,
    plan: &'a str,
    id: &'a str,
    entries: Vec<EntryShape<'a>>,
}

#[derive(Serialize)]
struct EntryShape<'a> {
    commit: &'a str,
    date: Option<DayShape>,
    author: &'a str,
    email: &'a str,
    plan: &'a str,
    id: &'a str,
    changes: Vec<ChangeShape<'a>>,
}

impl LogEntry {
    /// The day, in words.
    fn short_day(&self) -> Message {
        self.day.map_or_else(|| message!("log.no-day", "without a day"), short_day)
    }

    /// What happened, in words.
    fn words(&self) -> Vec<(Message, Tone)> {
        let plan = clean_line(&self.plan);
        let (heading, is_short) = match self.step {
            LogStep::Removed => {
                return vec![(message!("log.removed", "taken out of {plan}", plan), Tone::Bad)];
            }
            LogStep::Added => (Some(message!("log.added", "added to {plan}", plan)), true),
            LogStep::FirstReadable => {
                (Some(message!("log.first-readable", "first readable in {plan}", plan)), true)
            }
            LogStep::Changed => (None, false),
        };
        let shown = |change: &&FieldChange| {
            !is_short
                || matches!(change.field, "title" | "owners" | "status" | "due" | "carried_from")
        };
        let words =
            self.changes.iter().filter(shown).flat_map(|change| lines(change, &|id| id.to_owned()));
        heading.map(|heading| (heading, Tone::Good)).into_iter().chain(words).collect()
    }
}

impl View for LogReport {
    fn terminal(&self, screen: &Terminal) -> String {
        let mut out = screen
            .paint(Tone::Strong, &format!("{}/{}", clean_line(&self.plan), clean_line(&self.id)));
        out += "\n";
        for entry in &self.entries {
            let who = format!("{} <{}>", clean_line(&entry.author), clean_line(&entry.email));
            let commit = entry.commit.get(..9).unwrap_or(&entry.commit);
            out += &format!(
                "\n{}  {}  {}\n",
                entry.short_day(),
                clean_line(&who),
                screen.paint(Tone::Faint, commit)
            );
            let rows = entry
                .words()
                .into_iter()
                .map(|(text, tone)| vec![GridCell::default(), GridCell::toned(text, tone)])
                .collect();
            out += &Grid {
                columns: vec![GridColumn::left(""), GridColumn::left("").wrapped(10)],
                rows,
            }
            .table(screen);
        }
        out
    }

    fn json(&self) -> String {
        let entries = self.entries.iter().map(|one| EntryShape {
            commit: &one.commit,
            date: one.day.map(DayShape),
            author: &one.author,
            email: &one.email,
            plan: &one.plan,
            id: &one.id,
            changes: ChangeShape::all(&one.changes),
        });
        to_json(&LogShape {
            schema: SCHEMA,
            plan: &self.plan,
            id: &self.id,
            entries: entries.collect(),
        })
    }

    fn csv(&self) -> String {
        let columns =
            ["date", "commit", "author", "email", "plan", "id", "field", "before", "after"]
                .map(GridColumn::left)
                .to_vec();
        let row = |entry: &LogEntry, change: &FieldChange| {
            let cells = [
                entry.day.map(|day| day.to_string()).unwrap_or_default(),
                entry.commit.clone(),
                clean_line(&entry.author).into_owned(),
                clean_line(&entry.email).into_owned(),
                entry.plan.clone(),
                entry.id.clone(),
                change.field.to_owned(),
                plain(&change.before),
                plain(&change.after),
            ];
            cells.map(GridCell::new).to_vec()
        };
        let rows = self
            .entries
            .iter()
            .flat_map(|entry| entry.changes.iter().map(move |change| row(entry, change)));
        Grid { columns, rows: rows.collect() }.csv()
    }

    fn markdown(&self) -> String {
        let mut out = format!(
            "### {}/{}\n\n| {} | {} | {} |\n| --- | --- | --- |\n",
            escape(&self.plan),
            escape(&self.id),
            words::date(),
            words::author(),
            words::what()
        );
        for entry in &self.entries {
            let what: Vec<String> =
                entry.words().iter().map(|(line, _)| escape(&line.to_string())).collect();
            out += &format!(
                "| {} | {} | {} |\n",
                entry.short_day(),
                escape(&clean_line(&entry.author)),
                what.join("<br>")
            );
        }
        out
    }
}
