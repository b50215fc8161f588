//! The report as a document.

use super::content::FigureRow;
use super::entry::{ActivityEntry, RelatedActivity};
use super::words;
use crate::analysis::DueItem;
use crate::diagnostic::{Message, message};
use crate::render::diff::in_a_line;
use crate::render::matrix::gap_line;
use crate::render::status::against_baseline;
use crate::render::toolkit::grid::{Grid, GridCell, GridColumn};
use crate::render::toolkit::markdown::escape;
use crate::render::toolkit::words::{capitalized, long_day, part_and_rate, short_day};
use crate::render::words as table;
use crate::report::{Audience, BreakdownBy, DueReport, PlanReport};

impl PlanReport<'_> {
    /// The report as Markdown.
    pub(super) fn to_markdown(&self) -> String {
        let plan = self.status.plan.plan;
        let day = long_day(self.as_of.day);
        let mut out = format!("# {}\n\n", escape(plan.display_title()));
        let masthead = &self.masthead;
        let group: Vec<String> = [&masthead.group, &masthead.classification]
            .into_iter()
            .flatten()
            .map(|words| format!("**{}**", escape(words)))
            .collect();
        if !group.is_empty() {
            out += &format!("{}\n\n", group.join(" · "));
        }
        let mut about = self.status.about();
        about.push(message!("report.as-of", "report as of {day}", day));
        let chairs = self.chairs();
        about.extend((!chairs.is_empty()).then(|| words::chaired_by(chairs.join(", "))));
        out += &format!("{}\n", escape(&in_a_line(&about)));
        if let Some(text) =
            plan.description.as_ref().filter(|_| self.audience != Audience::Principals)
        {
            out += &paragraphs(None, &text.value);
        }
        let summary: Vec<String> = self.summary().into_iter().map(String::from).collect();
        out += &heading(&words::where_it_stands());
        out += &format!("\n**{}**\n", escape(&summary.join(" ")));
        if self.facts.is_empty() {
            return out + &self.voices_document() + &self.contact_document();
        }
        let counts: Vec<Message> = self
            .status
            .by_status()
            .into_iter()
            .chain(self.status.attention())
            .map(|(words, _)| words)
            .collect();
        out += &format!("\n{}\n", escape(&in_a_line(&counts)));
        if let Some(baseline) = &self.status.baseline {
            let words: Vec<Message> =
                baseline.words().into_iter().map(|(words, _)| words).collect();
            out += &format!("\n{}\n", against_baseline(&escape(&in_a_line(&words))));
        }
        if let Some((sentence, _)) = self.latest_earlier() {
            out += &format!("\n{}\n", escape(&sentence.to_string()));
        }
        out += &self.voices_document();
        if let Some(picture) = self.burn_up_picture() {
            out += &format!("{}\n{}", heading(&words::how_it_went()), picture.table);
            if !picture.note.is_empty() {
                out += &format!("\n{}\n", escape(&picture.note));
            }
        }
        if self.audience == Audience::Principals {
            out += &(self.brief_document() + &self.risks_document() + &self.changes());
            return out + &self.contact_document();
        }
        out += &heading(&match plan.themes.is_empty() {
            true => words::by_priority(),
            false => words::by_priority_and_theme(),
        });
        if self.tells_debts() {
            out += &format!("\n{}\n", words::counted());
        }
        for (title, by) in [
            (words::priority(), BreakdownBy::Priority),
            (words::cross_cutting_theme(), BreakdownBy::Theme),
        ] {
            let lines = self.lines(by);
            if !lines.is_empty() {
                out += &format!("\n{}", sums(title, &lines).markdown());
            }
        }
        out += &self.narratives_document();
        out += &self.results_document();
        out += &self.earlier_document();
        out += &self.changes();
        out += &self.themes();
        if self.tells_debts() {
            let (overdue, soon) = (&self.status.overdue, &self.status.due_soon);
            out += &self.items(&words::overdue(), &words::nothing_overdue(), overdue, true);
            let title = words::due_in_next(self.as_of.soon);
            out += &self.items(&title, &words::nothing_due(), soon, false);
            out += &self.owners();
        } else {
            out += &self.contributions();
        }
        out + &self.annex() + &self.contact_document()
    }

    /// Whom readers ask, where that is set.
    fn contact_document(&self) -> String {
        let contact = self.masthead.contact.as_deref().map(|contact| self.person(contact));
        match contact.filter(|contact| !contact.is_empty()) {
            Some(contact) => format!("\n{}\n", escape(&words::contact_line(&contact).to_string())),
            None => String::new(),
        }
    }

    /// What each organization has done, without what it owes.
    fn contributions(&self) -> String {
        let columns =
            vec![GridColumn::left(words::organization()), GridColumn::right(table::implemented())];
        let row = |line: &FigureRow<'_>| {
            let done = part_and_rate(line.completed, line.activities, &line.rate.words);
            vec![GridCell::new(line.label.clone()), GridCell::new(done)]
        };
        let grid = Grid { columns, rows: self.lines(BreakdownBy::Owner).iter().map(row).collect() };
        format!("{}\n{}", heading(&words::contributions()), grid.markdown())
    }

    /// What changed since an earlier revision, where that is asked for.
    fn changes(&self) -> String {
        let Some(since) = self.changes_since() else { return String::new() };
        let mut out = heading(&Message::verbatim(escape(&since.heading.to_string())));
        out += &format!("\n{}\n", escape(&since.sentence));
        if !since.figures.is_empty() {
            out += &format!("\n{}\n", escape(&since.figures));
        }
        if !since.stories.is_empty() {
            let columns = [table::what(), table::id(), table::activity(), table::details()]
                .map(GridColumn::left)
                .into();
            let rows = since.stories.iter().map(|story| {
                let kind = story.kind.to_string();
                [&kind, &story.id, &story.title, &story.details].map(GridCell::new).into()
            });
            out += &format!("\n{}", Grid { columns, rows: rows.collect() }.markdown());
        }
        out
    }

    fn themes(&self) -> String {
        let Some(heat) = self.heat() else { return String::new() };
        let mut columns = vec![GridColumn::left(words::priority())];
        columns.extend(heat.themes.iter().map(|theme| GridColumn::right(*theme)));
        let row = |row: &super::heat::HeatRow<'_>| {
            let mut cells = vec![GridCell::new(format!("{} {}", row.id, row.title))];
            cells.extend(row.cells.iter().map(|cell| {
                GridCell::new(match cell.class {
                    "gap" => table::gap().to_string(),
                    "empty" => "-".to_owned(),
                    _ => format!("{} ({})", cell.count, cell.rate),
                })
            }));
            cells
        };
        let grid = Grid { columns, rows: heat.rows.iter().map(row).collect() };
        let mut out = heading(&words::priorities_and_cross_cutting_themes());
        out += &format!("\n{}\n\n{}", words::matrix_meaning(), grid.markdown());
        if !heat.gaps.is_empty() {
            out += "\n";
            for (theme, id, title) in &heat.gaps {
                let gap = gap_line(&escape(theme), &escape(id), &escape(title));
                out += &format!("- {gap}\n");
            }
        }
        out
    }

    fn items(
        &self,
        title: &Message,
        none: &Message,
        items: &[DueItem<'_>],
        overdue: bool,
    ) -> String {
        if items.is_empty() {
            return heading(title) + &format!("\n{none}\n");
        }
        let view = DueReport {
            as_of: self.as_of.day,
            revision: None,
            items: items.to_vec(),
            overdue,
            none: None,
        };
        heading(title) + "\n" + &view.grid().markdown()
    }

    fn owners(&self) -> String {
        let mut columns = vec![GridColumn::left(words::organization())];
        columns.extend(
            [table::implemented(), table::overdue(), table::due_soon(), table::open()]
                .map(GridColumn::right),
        );
        columns.extend(
            [
                message!("table.still-to-do", "still to do"),
                message!("table.focal-points", "focal points"),
            ]
            .map(GridColumn::left),
        );
        let row = |line: &FigureRow<'_>| {
            let mut owes: Vec<&str> = line.owes.iter().map(|one| one.id).collect();
            let more = line.and_more().to_string();
            owes.extend((line.owes_more > 0).then_some(more.as_str()));
            let people: Vec<&str> = line.people.iter().map(|person| &*person.name).collect();
            vec![
                GridCell::new(line.label.clone()),
                GridCell::new(part_and_rate(line.completed, line.activities, &line.rate.words)),
                GridCell::new(line.overdue.to_string()),
                GridCell::new(line.due_soon.to_string()),
                GridCell::new(line.open.to_string()),
                GridCell::new(owes.join(", ")),
                GridCell::new(people.join(", ")),
            ]
        };
        let grid = Grid { columns, rows: self.lines(BreakdownBy::Owner).iter().map(row).collect() };
        let counted = words::counted();
        heading(&words::owners_and_debts()) + &format!("\n{counted}\n\n{}", grid.markdown())
    }

    fn annex(&self) -> String {
        let mut out = heading(&words::all_activities());
        let mut facts = self.facts.iter();
        for priority in &self.status.plan.plan.priorities {
            out += &format!(
                "\n### {} {}\n",
                escape(&priority.id.value),
                escape(&priority.title.value)
            );
            let leads = self.leads(priority).join(", ");
            if !leads.is_empty() {
                let led = words::led_by(escape(&leads)).to_string();
                out += &format!("\n{}\n", capitalized(&led));
            }
            if let Some(text) = &priority.description {
                out += &paragraphs(None, &text.value);
            }
            for facts in facts.by_ref().take(priority.activities.len()) {
                out += &activity(&self.entry(facts));
            }
        }
        out
    }
}

/// A heading of the second level.
pub(super) fn heading(words: &Message) -> String {
    format!("\n## {words}\n")
}

fn sums(title: Message, lines: &[FigureRow<'_>]) -> Grid {
    let mut columns = vec![GridColumn::left(title)];
    columns.extend(
        [
            table::implemented(),
            table::rate(),
            table::progress(),
            table::expected(),
            table::overdue(),
            table::open(),
        ]
        .map(GridColumn::right),
    );
    columns.push(GridColumn::left(table::rating_heading()));
    let row = |line: &FigureRow<'_>| {
        vec![
            GridCell::new(line.label.clone()),
            GridCell::new(line.done()),
            GridCell::new(line.rate.words.clone()),
            GridCell::new(line.progress.words.clone()),
            GridCell::new(line.expected.words.clone()),
            GridCell::new(line.overdue.to_string()),
            GridCell::new(line.open.to_string()),
            line.rating.clone().map_or_else(GridCell::default, GridCell::new),
        ]
    };
    Grid { columns, rows: lines.iter().map(row).collect() }
}

fn activity(entry: &ActivityEntry<'_>) -> String {
    let progress = &entry.progress;
    let mut status =
        vec![entry.status_words(), message!("report.progress-of", "progress {progress}", progress)];
    status.extend(entry.signs.iter().map(|(_, words)| words.clone()));
    let status: Vec<String> = status.into_iter().map(String::from).collect();
    let mut lines =
        vec![(words::status(), status.join(", ")), (words::owners(), entry.owners.join(", "))];
    lines.extend(entry.start.map(|day| (words::start(), short_day(day).to_string())));
    lines.extend(entry.due.map(|day| (words::due(), short_day(day).to_string())));
    lines.extend(entry.notes.iter().cloned());
    lines.extend(entry.relations.iter().map(|(name, all)| {
        (name.clone(), all.iter().map(relation).collect::<Vec<_>>().join("; "))
    }));
    let mut out = format!("\n#### {} {}\n\n", escape(entry.id), escape(entry.title));
    lines.iter().for_each(|(name, words)| out += &format!("- {name}: {}\n", escape(words)));
    for step in &entry.milestones {
        let (name, when) = (words::milestone(), escape(&step.words.to_string()));
        out += &format!("- {name}: {}, {when}\n", escape(step.title));
    }
    entry.deliverables.iter().for_each(|one| {
        let link = deliverable_link(one.title, one.link);
        out += &format!("- {}: {link}\n", words::deliverable());
    });
    entry.texts.iter().for_each(|(name, text)| out += &paragraphs(Some(name), text));
    out
}

fn relation(one: &RelatedActivity<'_>) -> String {
    let title = one.title.map_or_else(String::new, |title| format!(" {title}"));
    let status = one.status_words().map_or_else(String::new, |status| format!(" ({status})"));
    format!("{}{title}{status}", one.reference())
}

/// A link's address stands between angle brackets, where nothing ends it but what is written by its
/// code here.
pub(super) fn deliverable_link(title: &str, link: Option<&str>) -> String {
    let title = escape(title);
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
    match link {
        Some(link) => format!("[{title}](<{}>)", coded(link)),
        None => title,
    }
}

/// A text of several lines; empty lines part its paragraphs.
pub(super) fn paragraphs(name: Option<&Message>, text: &str) -> String {
    let mut out = String::new();
    let mut name = name.map_or_else(String::new, |name| format!("**{name}:** "));
    for part in text.trim().split("\n\n").filter(|part| !part.trim().is_empty()) {
        let lines: Vec<String> =
            part.lines().map(|line| escape(line.trim())).filter(|line| !line.is_empty()).collect();
        out += &format!("\n{}{}\n", std::mem::take(&mut name), lines.join("  \n"));
    }
    out
}
