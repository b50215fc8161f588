//! What principals should look at: the activities that hold up most, and the priorities in a line
//! each.

use std::cmp::Reverse;

use super::content::FigureRow;
use super::markdown::heading;
use super::words;
use crate::analysis::ActivityFacts;
use crate::diagnostic::{Message, message};
use crate::model::Status;
use crate::render::diff::in_a_line;
use crate::render::toolkit::grid::{Grid, GridCell, GridColumn};
use crate::render::toolkit::html::shortened;
use crate::render::toolkit::markdown::escape;
use crate::render::words as table;
use crate::render::words::days_overdue;
use crate::report::{BreakdownBy, PlanReport};

/// How many risks are shown.
const MOST_RISKS: usize = 6;
/// How long a reason or the words for a priority may be on a line.
const MOST_LETTERS: usize = 160;

/// An activity that is overdue or on hold.
pub(super) struct RiskRow<'f> {
    pub id: &'f str,
    pub title: &'f str,
    pub owners: Vec<&'f str>,
    /// Why it is a risk.
    pub why: String,
}

/// A priority in a line, with what is said of it in words.
pub(super) struct BriefRow<'f> {
    pub figures: FigureRow<'f>,
    pub words: String,
}

impl<'f> PlanReport<'f> {
    /// The open activities that are overdue or on hold: first those for which most open activities
    /// wait, then the longest overdue. Returns the first of them, and how many more there are.
    pub(super) fn risks(&self) -> (Vec<RiskRow<'f>>, usize) {
        let is_risk = |facts: &&ActivityFacts<'f>| {
            facts.open && (facts.is_overdue() || facts.status == Status::OnHold)
        };
        let mut found: Vec<(usize, &ActivityFacts<'f>)> = self
            .facts
            .iter()
            .filter(is_risk)
            .map(|facts| (self.waiting_for(facts), facts))
            .collect();
        found.sort_by_key(|(waiting, facts)| Reverse((*waiting, facts.days_late.unwrap_or(0))));
        let more = found.len().saturating_sub(MOST_RISKS);
        (
            found
                .into_iter()
                .take(MOST_RISKS)
                .map(|(waiting, facts)| risk(facts, waiting))
                .collect(),
            more,
        )
    }

    /// How many open activities wait for one.
    fn waiting_for(&self, facts: &ActivityFacts<'f>) -> usize {
        let waiting = self.waiting.for_activity(&facts.index.plan.name, &facts.activity.id.value);
        let is_open = |plan: &str, id: &str| {
            let index = self.index.plan(plan);
            index
                .and_then(|index| ActivityFacts::find(index, id, self.as_of))
                .is_some_and(|one| one.open)
        };
        waiting.iter().filter(|(plan, one)| is_open(&plan.name, &one.id.value)).count()
    }

    /// The priorities, in a line each.
    pub(super) fn priorities_in_brief(&self) -> Vec<BriefRow<'f>> {
        let narrative = |id: &str| {
            let found = self.narratives().into_iter().find(|one| one.id == id);
            found.map_or_else(String::new, |one| {
                let line = one.text.split("\n\n").next().unwrap_or("");
                let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
                shortened(&line, MOST_LETTERS).into_owned()
            })
        };
        let rows = self.lines(BreakdownBy::Priority).into_iter();
        rows.map(|figures| BriefRow { words: narrative(&figures.id), figures }).collect()
    }

    /// The priorities in a line each, as Markdown.
    pub(super) fn brief_document(&self) -> String {
        let rows = self.priorities_in_brief();
        let has_words = rows.iter().any(|row| !row.words.is_empty());
        let mut columns = vec![GridColumn::left(words::priority())];
        columns
            .extend([table::implemented(), table::rate(), table::overdue()].map(GridColumn::right));
        columns.push(GridColumn::left(table::rating_heading()));
        columns.extend(has_words.then(|| GridColumn::left(words::in_short())));
        let cells = |row: &BriefRow<'_>| {
            let figures = &row.figures;
            let mut cells = vec![
                GridCell::new(figures.label.clone()),
                GridCell::new(figures.done()),
                GridCell::new(figures.rate.words.clone()),
                GridCell::new(figures.overdue.to_string()),
                figures.rating.clone().map_or_else(GridCell::default, GridCell::new),
            ];
            cells.extend(has_words.then(|| GridCell::new(row.words.clone())));
            cells
        };
        let grid = Grid { columns, rows: rows.iter().map(cells).collect() };
        format!("{}\n{}", heading(&words::by_priority()), grid.markdown())
    }

    /// The risks as Markdown; nothing where there are none.
    pub(super) fn risks_document(&self) -> String {
        let (risks, more) = self.risks();
        if risks.is_empty() {
            return String::new();
        }
        let mut out = heading(&words::top_risks()) + "\n";
        for risk in risks {
            let title = escape(&format!("{} {}", risk.id, risk.title));
            let rest = escape(&format!("{} ({})", risk.why, risk.owners.join(", ")));
            out += &format!("- **{title}**: {rest}\n");
        }
        if more > 0 {
            out += &format!("\n{}\n", words::more_risks(&more));
        }
        out
    }
}

fn risk<'f>(facts: &ActivityFacts<'f>, waiting: usize) -> RiskRow<'f> {
    let mut why: Vec<Message> = facts.days_late.map(days_overdue).into_iter().collect();
    if facts.status == Status::OnHold {
        why.push(match &facts.activity.reason {
            Some(reason) => message!(
                "report.on-hold-because",
                "on hold: {reason}",
                reason = &*shortened(reason.value.trim(), MOST_LETTERS)
            ),
            None => table::status(Status::OnHold),
        });
    }
    if waiting > 0 {
        why.push(message!(
            "report.wait-for-it",
            "{waiting#1 activity waits|# activities wait} for it",
            waiting
        ));
    }
    RiskRow {
        id: &facts.activity.id.value,
        title: &facts.activity.title.value,
        owners: facts.owners().map(|id| facts.index.directory.display(id)).collect(),
        why: in_a_line(&why),
    }
}
