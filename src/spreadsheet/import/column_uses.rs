//! What each column of a sheet becomes: by the mapping, by its heading, or by a proposal.

use std::collections::HashSet;

use super::cell_text::plain;
use super::column_contents::{
    hardly_repeats, has_amounts, has_dates, has_levels, has_marks, has_numbers, has_statuses,
    is_of_dates, letters,
};
use super::column_facts::is_date;
use super::column_heading::proposal;
use super::grid::Grid;
use super::headers::{Column, Header, rank_of_title};
use super::questions::{Met, Place, Questions};
use super::ticks::{is_outside, month_above, week_of_month};
use crate::diagnostic::message;
use crate::model::Day;
use crate::spreadsheet::tick::Tick;
use crate::spreadsheet::tick_head::tick_span;
use crate::spreadsheet::vocabulary::{column as column_key, near, normalize, target};

impl Header {
    /// Decides what each column becomes: by the mapping, by its heading, or by a proposal.
    pub(super) fn decide(
        &mut self,
        grid: &Grid<'_>,
        questions: &mut Questions,
        year: Option<u32>,
        today: Day,
    ) {
        let first = self.first;
        let top = self.top;
        let place =
            |column: &Column| Place { sheet: &grid.sheet.name, row: top, column: column.at };
        let mut proposals: Vec<Option<&'static str>> = Vec::new();
        for column in &mut self.columns {
            let year = column.upper_year().or(year);
            let is_number = column.lower.chars().any(|c| c.is_ascii_digit());
            let of_head = || tick_span(&column.head, year).filter(|_| is_number);
            let tick = week_of_month(column, year)
                .or_else(|| tick_span(&column.lower, year).filter(|tick| !is_outside(column, tick)))
                .or_else(of_head)
                .or_else(|| month_above(column, year));
            column.tick = tick.filter(|_| !has_amounts(grid, column.at, first));
            let own = match column.is_headless {
                true => Some("remarks"),
                false => proposal(column),
            };
            let is_of_dates = matches!(own, Some("start" | "due" | "timeline" | "forecast"));
            let own = match own {
                None | Some("completed") if says_percent(&column.label) => Some("progress"),
                // Whether something is a milestone, and not which ones it has.
                Some("milestones") if has_marks(grid, column.at, first) => Some("remarks"),
                // A number is no deliverable.
                Some("deliverables") if letters(grid, column.at, first) == 0 => Some("remarks"),
                own => own,
            };
            let is_wrong = is_of_dates && !has_dates(grid, column.at, first);
            proposals.push(if is_wrong { Some("remarks") } else { own });
        }
        // One word alone can be the name of a month by accident: `Mar`, `Set`.
        let families: Vec<_> =
            self.columns.iter().filter_map(|column| Some(column.tick.as_ref()?.family)).collect();
        for (column, proposal) in self.columns.iter_mut().zip(&mut proposals) {
            let is_alone =
                |tick: &Tick| families.iter().filter(|family| **family == tick.family).count() < 2;
            if *proposal == Some("ticks") && column.tick.as_ref().is_some_and(is_alone) {
                column.tick = None;
                *proposal = None;
            }
        }
        self.letters_of_months(grid, year, &mut proposals);
        self.days_of_calendar(grid, year, &mut proposals);
        self.next_years(year, &mut proposals);
        for (column, proposal) in self.columns.iter().zip(&mut proposals) {
            // How urgent something is, in a column called `Priority`.
            if *proposal == Some("priority") && has_levels(grid, column.at, &column.lower, first) {
                *proposal = Some("remarks");
            } else if *proposal == Some("priority") && hardly_repeats(grid, column.at, first) {
                *proposal = Some("description");
            }
        }
        self.numbers(grid, &mut proposals);
        self.ticked_themes(grid, &mut proposals);
        let unsure = self.completion(grid, &mut proposals, today);
        self.choose_title(grid, questions, &mut proposals);
        self.one_of_each(&mut proposals);
        self.numbered(&mut proposals);
        let dated = self.columns_of_dates(grid, &proposals);
        let has_status = proposals.contains(&Some("status"));
        let mut near_keys: Vec<&str> = Vec::new();
        let counts = grid.counts(first);
        for (column, proposal) in self.columns.iter().zip(&proposals) {
            let own = proposal.unwrap_or("ignore");
            let is_free = |key: &&str| {
                *key != "title" && !proposals.contains(&Some(*key)) && !near_keys.contains(key)
            };
            let by_dates = dated.iter().find(|(at, _)| *at == column.at).map(|(_, key)| *key);
            let fits = |key: &&str| !is_date(key) || is_of_dates(grid, column.at, first);
            let near = match proposal {
                _ if by_dates.is_some() => by_dates,
                Some(key) if unsure.contains(&column.at) => Some(*key),
                None if !has_status && has_statuses(grid, column.at, first) => Some("status"),
                None => near("column", &column.label)
                    .or_else(|| {
                        let uppers = column.head.rsplit(" / ");
                        uppers.filter(|upper| tick_span(upper, None).is_none()).find_map(column_key)
                    })
                    .filter(is_free)
                    .filter(fits),
                Some(_) => None,
            };
            near_keys.extend(near);
            let is_unknown = || rank_of_title(&column.head).is_none();
            let is_likely = own == "title" && (self.known == 0 || is_unknown());
            let met = Met {
                section: "columns",
                word: &column.label,
                proposal: near.unwrap_or(own),
                place: place(column),
            };
            let doubt = || {
                message!(
                    "import.unclear-column",
                    "the column `{column}` is not known; is it `{key}`?",
                    column = &column.label,
                    key = near.unwrap_or(own)
                )
            };
            let planned = || {
                message!(
                    "import.planned-or-completed",
                    "the days in the column `{column}` are planned (`due`) or those of completion (`completed`)",
                    column = &column.label
                )
            };
            let without_row = || {
                message!(
                    "import.no-header-row",
                    "row {row} has no headings: are the titles in the column {column}?",
                    row = top + 1,
                    column = &column.label
                )
            };
            let likely = || {
                message!(
                    "import.likely-header-row",
                    "row {row} has no known heading for titles: is it the header row, with the \
                        titles under `{column}`?",
                    row = top + 1,
                    column = &column.label
                )
            };
            let doubt: Option<&dyn Fn() -> crate::diagnostic::Message> = match () {
                () if unsure.contains(&column.at) => Some(&planned),
                () if near.is_some() => Some(&doubt),
                () if is_likely && first == top => Some(&without_row),
                () if is_likely => Some(&likely),
                () => None,
            };
            let before = questions.count("columns", &column.label);
            questions.ask(&met, doubt);
            let count = counts.get(column.at as usize).copied().unwrap_or(0);
            questions.set_count("columns", &column.label, before + count);
        }
        for column in &mut self.columns {
            let said = questions.answer("columns", &column.label);
            column.key = static_key(&said);
            for (_, cell) in grid.column(column.at, first).take(2) {
                questions.sample("columns", &column.label, &plain(cell));
            }
        }
    }

    /// A column of numbers without a heading, or beside the titles under one heading: the ids.
    fn numbers(&self, grid: &Grid<'_>, proposals: &mut [Option<&'static str>]) {
        for (column, proposal) in self.columns.iter().zip(0..) {
            let Some(own) = proposals.get(proposal).copied() else { continue };
            // A legend beside the table can have numbers, too.
            let is_behind = column.is_headless
                && self.columns.iter().any(|other| !other.is_headless && other.at < column.at);
            let is_titled =
                own == Some("title") || own.is_none() && rank_of_title(&column.head).is_some();
            let is_of_rows = column.is_headless && !is_behind || is_titled;
            let has_id = proposals.contains(&Some("id"));
            if is_of_rows
                && !has_id
                && has_numbers(grid, column.at, self.first)
                && let Some(own) = proposals.get_mut(proposal)
            {
                *own = Some("id");
            }
        }
    }

    /// Leaves one column for each key: further ones go into the remarks.
    fn one_of_each(&self, proposals: &mut [Option<&'static str>]) {
        let has = |key: &str, all: &[Option<&'static str>]| all.contains(&Some(key));
        // Partners are owners where nobody leads.
        if !has("owners", proposals) {
            for key in ["partners", "contact"] {
                if let Some(own) = proposals.iter_mut().find(|own| **own == Some(key)) {
                    *own = Some("owners");
                    break;
                }
            }
        }
        let mut taken: HashSet<&str> = HashSet::new();
        for proposal in proposals.iter_mut() {
            let Some(key) = *proposal else { continue };
            let key = match key {
                "timeline" if has_due(&taken) => "remarks",
                "due" if taken.contains("timeline") => "remarks",
                key => key,
            };
            let is_list = matches!(
                key,
                "remarks" | "ticks" | "theme" | "ignore" | "deliverables" | "tags" | "status"
            );
            let is_free = is_list || taken.insert(key);
            *proposal = Some(if is_free { key } else { "remarks" });
        }
    }
}

/// `% Done`, `completion_pct`
fn says_percent(label: &str) -> bool {
    let folded = normalize(label);
    let is_share =
        label.contains('%') || folded.split(' ').any(|word| matches!(word, "pct" | "percent"));
    is_share
        && ["done", "complet", "progress", "avance", "execut", "real"]
            .iter()
            .any(|word| folded.contains(word))
}

fn has_due(taken: &HashSet<&str>) -> bool {
    taken.contains("due") || taken.contains("timeline")
}

/// The key as it is known in the program.
fn static_key(key: &str) -> &'static str {
    match key {
        "ticks" => "ticks",
        "theme" => "theme",
        "timeline" => "timeline",
        "ignore" => "ignore",
        key => target("column", key).unwrap_or("ignore"),
    }
}
