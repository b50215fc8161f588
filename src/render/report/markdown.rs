//! The report as a document.

use super::content::FigureRow;
use super::entry::{ActivityEntry, DeliverableRow, RelatedActivity};
use crate::analysis::DueItem;
use crate::render::toolkit::grid::{Grid, GridCell, GridColumn};
use crate::render::toolkit::markdown::escape;
use crate::render::toolkit::words::{long_day, short_day};
use crate::report::{BreakdownBy, DueReport, PlanReport};

/// What the numbers of the tables count.
const COUNTED: &str = "Overdue, due soon and open count activities; the lists of what is overdue \
    and due soon have milestones (◆) too.";

impl PlanReport<'_> {
    /// The report as Markdown.
    pub(super) fn to_markdown(&self) -> String {
        let plan = self.status.plan.plan;
        let day = long_day(self.as_of.day);
        let mut out = format!("# {}\n\n", escape(plan.display_title()));
        let mut about = self.status.about();
        about.push(format!("report as of {day}"));
        let chairs: Vec<&str> =
            plan.chairs.iter().map(|id| self.status.plan.directory.display(&id.value)).collect();
        about.extend((!chairs.is_empty()).then(|| format!("chaired by {}", chairs.join(", "))));
        out += &format!("{}\n", escape(&about.join(" · ")));
        if let Some(text) = &plan.description {
            out += &paragraphs("", &text.value);
        }
        out +=
            &format!("\n## Where the plan stands\n\n**{}**\n", escape(&self.summary().join(" ")));
        if self.facts.is_empty() {
            return out;
        }
        let words = self
            .status
            .by_status()
            .into_iter()
            .chain(self.status.attention())
            .map(|(words, _)| words);
        out += &format!("\n{}\n", escape(&words.collect::<Vec<_>>().join(" · ")));
        if let Some(baseline) = &self.status.baseline {
            let words: Vec<String> = baseline.words().into_iter().map(|(words, _)| words).collect();
            out += &format!("\nAgainst the baseline: {}\n", escape(&words.join(" · ")));
        }
        out += "\n## How it went\n";
        out += &match self.burn_up_picture() {
            Ok(picture) => format!(
                "\n{}{}",
                picture.table,
                if picture.note.is_empty() {
                    String::new()
                } else {
                    format!("\n{}\n", escape(&picture.note))
                }
            ),
            Err(why) => format!("\n{}\n", escape(&why)),
        };
        out += &format!(
            "\n## By priority{}\n\n{COUNTED}\n",
            if plan.themes.is_empty() { "" } else { " and theme" }
        );
        for (title, by) in
            [("Priority", BreakdownBy::Priority), ("Cross-cutting theme", BreakdownBy::Theme)]
        {
            let lines = self.lines(by);
            if !lines.is_empty() {
                out += &format!("\n{}", sums(title, &lines).markdown());
            }
        }
        out += &self.changes();
        out += &self.themes();
        let overdue = self.items("Overdue", "Nothing is overdue.", &self.status.overdue, true);
        let soon = format!("Due in the next {} days", self.as_of.soon);
        out += &(overdue
            + &self.items(&soon, "Nothing is due in this time.", &self.status.due_soon, false));
        out += &self.owners();
        out + &self.annex()
    }

    /// What changed since an earlier revision, where that is asked for.
    fn changes(&self) -> String {
        let Some(since) = self.changes_since() else { return String::new() };
        let mut out = format!("\n## {}\n\n{}\n", escape(&since.heading), escape(&since.sentence));
        if !since.figures.is_empty() {
            out += &format!("\n{}\n", escape(&since.figures));
        }
        if !since.stories.is_empty() {
            let columns = ["what", "id", "activity", "details"].map(GridColumn::left).into();
            let rows = since.stories.iter().map(|story| {
                [story.kind, &story.id, &story.title, &story.details].map(GridCell::new).into()
            });
            out += &format!("\n{}", Grid { columns, rows: rows.collect() }.markdown());
        }
        out
    }

    fn themes(&self) -> String {
        let Some(heat) = self.heat() else { return String::new() };
        let mut columns = vec![GridColumn::left("Priority")];
        columns.extend(heat.themes.iter().map(|theme| GridColumn::right(theme)));
        let row = |row: &super::heat::HeatRow<'_>| {
            let mut cells = vec![GridCell::new(format!("{} {}", row.id, row.title))];
            cells.extend(row.cells.iter().map(|cell| {
                GridCell::new(match cell.class {
                    "gap" => "gap".to_owned(),
                    "empty" => "-".to_owned(),
                    _ => format!("{} ({})", cell.count, cell.rate),
                })
            }));
            cells
        };
        let grid = Grid { columns, rows: heat.rows.iter().map(row).collect() };
        let mut out = format!(
            "\n## Priorities and cross-cutting themes\n\nCompleted of all activities that serve both.\n\n{}",
            grid.markdown()
        );
        if !heat.gaps.is_empty() {
            out += "\n";
            for (theme, id, title) in &heat.gaps {
                out += &format!(
                    "- {}: no activity in {} {}\n",
                    escape(theme),
                    escape(id),
                    escape(title)
                );
            }
        }
        out
    }

    fn items(&self, title: &str, none: &str, items: &[DueItem<'_>], overdue: bool) -> String {
        if items.is_empty() {
            return format!("\n## {title}\n\n{none}\n");
        }
        let view = DueReport {
            as_of: self.as_of.day,
            revision: None,
            items: items.to_vec(),
            overdue,
            none: String::new(),
        };
        format!("\n## {title}\n\n{}", view.grid().markdown())
    }

    fn owners(&self) -> String {
        let mut columns = vec![GridColumn::left("Organization")];
        columns.extend(["implemented", "overdue", "due soon", "open"].map(GridColumn::right));
        columns.extend(["still to do", "focal points"].map(GridColumn::left));
        let row = |line: &FigureRow<'_>| {
            let mut owes: Vec<&str> = line.owes.iter().map(|one| one.id).collect();
            let more = format!("and {} more", line.owes_more);
            owes.extend((line.owes_more > 0).then_some(more.as_str()));
            let people: Vec<&str> = line.people.iter().map(|person| &*person.name).collect();
            vec![
                GridCell::new(line.label.clone()),
                GridCell::new(format!(
                    "{} of {} ({})",
                    line.completed, line.activities, line.rate.words
                )),
                GridCell::new(line.overdue.to_string()),
                GridCell::new(line.due_soon.to_string()),
                GridCell::new(line.open.to_string()),
                GridCell::new(owes.join(", ")),
                GridCell::new(people.join(", ")),
            ]
        };
        let grid = Grid { columns, rows: self.lines(BreakdownBy::Owner).iter().map(row).collect() };
        format!("\n## Owners and what they owe\n\n{COUNTED}\n\n{}", grid.markdown())
    }

    fn annex(&self) -> String {
        let mut out = String::from("\n## All activities\n");
        let mut facts = self.facts.iter();
        for priority in &self.status.plan.plan.priorities {
            out += &format!(
                "\n### {} {}\n",
                escape(&priority.id.value),
                escape(&priority.title.value)
            );
            let leads = self.leads(priority).join(", ");
            if !leads.is_empty() {
                out += &format!("\nLed by {}\n", escape(&leads));
            }
            if let Some(text) = &priority.description {
                out += &paragraphs("", &text.value);
            }
            for facts in facts.by_ref().take(priority.activities.len()) {
                out += &activity(&self.entry(facts));
            }
        }
        out
    }
}

fn sums(title: &str, lines: &[FigureRow<'_>]) -> Grid {
    let mut columns = vec![GridColumn::left(title)];
    columns.extend(
        ["implemented", "rate", "progress", "expected", "overdue", "open"].map(GridColumn::right),
    );
    columns.push(GridColumn::left("rating"));
    let row = |line: &FigureRow<'_>| {
        vec![
            GridCell::new(line.label.clone()),
            GridCell::new(format!("{} of {}", line.completed, line.activities)),
            GridCell::new(line.rate.words.clone()),
            GridCell::new(line.progress.words.clone()),
            GridCell::new(line.expected.words.clone()),
            GridCell::new(line.overdue.to_string()),
            GridCell::new(line.open.to_string()),
            GridCell::new(line.rating),
        ]
    };
    Grid { columns, rows: lines.iter().map(row).collect() }
}

fn activity(entry: &ActivityEntry<'_>) -> String {
    let mut status = vec![entry.status.label().to_owned(), format!("progress {}", entry.progress)];
    status.extend(entry.signs.iter().map(|(_, words)| words.clone()));
    let mut lines = vec![("Status", status.join(", ")), ("Owners", entry.owners.join(", "))];
    lines.extend(entry.start.map(|day| ("Start", short_day(day))));
    lines.extend(entry.due.map(|day| ("Due", short_day(day))));
    lines.extend(entry.notes.iter().cloned());
    lines.extend(
        entry
            .relations
            .iter()
            .map(|(name, all)| (*name, all.iter().map(relation).collect::<Vec<_>>().join("; "))),
    );
    let mut out = format!("\n#### {} {}\n\n", escape(entry.id), escape(entry.title));
    lines.iter().for_each(|(name, words)| out += &format!("- {name}: {}\n", escape(words)));
    for step in &entry.milestones {
        out += &format!("- Milestone: {}, {}\n", escape(step.title), escape(&step.words));
    }
    entry
        .deliverables
        .iter()
        .for_each(|one| out += &format!("- Deliverable: {}\n", deliverable(one)));
    entry.texts.iter().for_each(|(name, text)| out += &paragraphs(name, text));
    out
}

fn relation(one: &RelatedActivity<'_>) -> String {
    let title = one.title.map_or_else(String::new, |title| format!(" {title}"));
    let status = one.status.map_or_else(String::new, |status| format!(" ({})", status.label()));
    format!("{}{title}{status}", one.reference())
}

/// A link's address stands between angle brackets, where nothing ends it but what is written by its
/// code here.
fn deliverable(one: &DeliverableRow<'_>) -> String {
    let title = escape(one.title);
    let coded = |link: &str| {
        let special = |c: char| {
            matches!(c, '<' | '>' | '\\' | '"' | '\'' | '`' | '|' | '&')
                || c.is_control()
                || crate::text::is_bidi_control(c)
        };
        link.chars().fold(String::new(), |mut out, c| {
            match c {
                '&' => out += "&amp;",
                _ if special(c) => {
                    c.to_string().bytes().for_each(|byte| out += &format!("%{byte:02X}"));
                }
                _ => out.push(c),
            }
            out
        })
    };
    match one.link {
        Some(link) => format!("[{title}](<{}>)", coded(link)),
        None => title,
    }
}

/// A text of several lines; empty lines part its paragraphs.
fn paragraphs(name: &str, text: &str) -> String {
    let mut out = String::new();
    let mut name = if name.is_empty() { String::new() } else { format!("**{name}:** ") };
    for part in text.trim().split("\n\n").filter(|part| !part.trim().is_empty()) {
        let lines: Vec<String> =
            part.lines().map(|line| escape(line.trim())).filter(|line| !line.is_empty()).collect();
        out += &format!("\n{}{}\n", std::mem::take(&mut name), lines.join("  \n"));
    }
    out
}
