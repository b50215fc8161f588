//! What each column of a sheet becomes: by the mapping, by its heading, or by a proposal.

use std::collections::HashSet;

use super::column_contents::{
    hardly_repeats, has_amounts, has_dates, has_levels, has_marks, has_numbers, has_statuses,
};
use super::grid::Grid;
use super::headers::{Column, Header, rank_of_title};
use super::questions::{Met, Place, Questions};
use super::ticks::week_of_month;
use crate::diagnostic::message;
use crate::model::{DateSpan, Day};
use crate::spreadsheet::date_reading::{DateContext, reads_as};
use crate::spreadsheet::heading::is_timeline;
use crate::spreadsheet::raw_cell::RawCell;
use crate::spreadsheet::row_words::{is_no_tick, is_tick};
use crate::spreadsheet::status_text::{StatusText, status_text};
use crate::spreadsheet::tick_head::{Tick, tick_span};
use crate::spreadsheet::vocabulary::{column, column as column_key, near, normalize, target};

impl Header {
    /// Decides what each column becomes: by the mapping, by its heading, or by a proposal.
    pub(super) fn decide(
        &mut self,
        grid: &Grid<'_>,
        questions: &mut Questions,
        year: Option<u32>,
        today: Day,
    ) {
        let first = self.last + 1;
        let top = self.top;
        let place =
            |column: &Column| Place { sheet: &grid.sheet.name, row: top, column: column.at };
        let mut proposals: Vec<Option<&'static str>> = Vec::new();
        for column in &mut self.columns {
            let year = column.upper_year().or(year);
            let is_number = column.lower.chars().any(|c| c.is_ascii_digit());
            let of_head = || tick_span(&column.head, year).filter(|_| is_number);
            let tick = tick_span(&column.lower, year).or_else(of_head);
            let tick = tick.and_then(|tick| week_of_month(tick, &column.head, year));
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
        self.next_years(year, &mut proposals);
        for (column, proposal) in self.columns.iter().zip(&mut proposals) {
            // How urgent something is, in a column called `Priority`.
            if *proposal == Some("priority") && has_levels(grid, column, first) {
                *proposal = Some("remarks");
            } else if *proposal == Some("priority") && hardly_repeats(grid, column.at, first) {
                *proposal = Some("description");
            }
        }
        self.numbers(grid, &mut proposals);
        self.completion(grid, &mut proposals, today);
        self.choose_title(grid, questions, &mut proposals);
        self.one_of_each(&mut proposals);
        let has_status = proposals.contains(&Some("status"));
        let mut near_keys: Vec<&str> = Vec::new();
        for (column, proposal) in self.columns.iter().zip(&proposals) {
            let own = proposal.unwrap_or("ignore");
            let is_free = |key: &&str| {
                *key != "title" && !proposals.contains(&Some(*key)) && !near_keys.contains(key)
            };
            let near = match proposal {
                None if !has_status && has_statuses(grid, column.at, first) => Some("status"),
                None => near("column", &column.label)
                    .or_else(|| column.head.rsplit(" / ").find_map(column_key))
                    .filter(is_free),
                Some(_) => None,
            };
            near_keys.extend(near);
            let is_likely = self.known == 0 && own == "title";
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
            let likely = || {
                message!(
                    "import.likely-header-row",
                    "no heading of row {row} is known: is it the header row, with the titles under `{column}`?",
                    row = top + 1,
                    column = &column.label
                )
            };
            let doubt: Option<&dyn Fn() -> crate::diagnostic::Message> = match () {
                () if near.is_some() => Some(&doubt),
                () if is_likely => Some(&likely),
                () => None,
            };
            let before = questions.count("columns", &column.label);
            questions.ask(&met, doubt);
            let count = grid.column(column.at, first).count();
            questions.set_count("columns", &column.label, before + count);
        }
        for column in &mut self.columns {
            let said = questions.answer("columns", &column.label);
            column.key = static_key(&said);
            let values = grid.column(column.at, first).filter(|(_, cell)| cell.text().is_some());
            for (_, cell) in values.take(2) {
                questions.sample("columns", &column.label, cell.text().unwrap_or(""));
            }
        }
    }

    /// A column of numbers without a heading, or beside the titles under one heading: the ids.
    fn numbers(&self, grid: &Grid<'_>, proposals: &mut [Option<&'static str>]) {
        for (column, proposal) in self.columns.iter().zip(0..) {
            let Some(own) = proposals.get(proposal).copied() else { continue };
            let is_titled =
                own == Some("title") || own.is_none() && rank_of_title(&column.head).is_some();
            let is_of_rows = column.is_headless || is_titled;
            let has_id = proposals.contains(&Some("id"));
            if is_of_rows
                && !has_id
                && has_numbers(grid, column.at, self.last + 1)
                && let Some(own) = proposals.get_mut(proposal)
            {
                *own = Some("id");
            }
        }
    }

    /// A column of completion: the status, where it says yes or no; the due date, where no other
    /// column has it.
    fn completion(&self, grid: &Grid<'_>, proposals: &mut [Option<&'static str>], today: Day) {
        let has_due = proposals.iter().any(|key| matches!(key, Some("due" | "timeline" | "ticks")));
        let has_status = proposals.contains(&Some("status"));
        for (column, proposal) in self.columns.iter().zip(proposals.iter_mut()) {
            if *proposal != Some("completed") {
                continue;
            }
            let cells = || grid.column(column.at, self.last + 1).map(|(_, cell)| cell);
            let is_word =
                |cell: &RawCell| cell.text().is_some_and(|text| is_tick(text) || is_no_tick(text));
            if cells().next().is_some() && cells().all(is_word) {
                *proposal = Some(if has_status { "remarks" } else { "status" });
            } else if !has_due && self.is_planned(grid, column, today) {
                *proposal = Some("due");
            }
        }
    }

    /// Whether a column of days of completion has days to come, or days of what is not completed.
    fn is_planned(&self, grid: &Grid<'_>, column: &Column, today: Day) -> bool {
        let status = self.columns.iter().find(|own| proposal(own) == Some("status"));
        grid.column(column.at, self.last + 1).any(|(row, cell)| {
            let day = match cell {
                RawCell::Day(day) => Some(*day),
                cell => cell.text().and_then(|text| {
                    let context = DateContext { order: None, year: None, shows_days: false };
                    DateSpan::parse(&reads_as(text, context).due()?).ok().map(DateSpan::last)
                }),
            };
            let word = status.and_then(|own| grid.cell(row, own.at)?.text());
            let is_open = word
                .is_some_and(|word| !matches!(status_text(word), StatusText::Known("completed")));
            is_open || day.is_some_and(|day| day > today)
        })
    }

    /// Leaves the strongest title, and finds another key for the others.
    fn choose_title(
        &self,
        grid: &Grid<'_>,
        questions: &Questions,
        proposals: &mut [Option<&'static str>],
    ) {
        let given = |column: &Column| questions.given("columns", &column.label);
        let is_given = self.columns.iter().any(|column| given(column) == Some("title"));
        let rank =
            |column: &Column| rank_of_title(&column.lower).or_else(|| rank_of_title(&column.head));
        let is_of_titles = |(number, column): &(usize, &Column)| {
            given(column).is_none()
                && column.tick.is_none()
                && proposals.get(*number) != Some(&Some("id"))
                && !has_marks(grid, column.at, self.last + 1)
        };
        let candidates = self.columns.iter().enumerate().filter(is_of_titles);
        let best = candidates
            .filter_map(|(number, column)| Some((rank(column)?, number)))
            .min()
            .map(|(_, number)| number)
            .filter(|_| !is_given);
        for (number, (column, proposal)) in
            self.columns.iter().zip(proposals.iter_mut()).enumerate()
        {
            if Some(number) == best {
                *proposal = Some("title");
            } else if *proposal == Some("title") {
                let best = best.and_then(|best| self.columns.get(best));
                *proposal = Some(beside_title(column, grid, self.last + 1, best));
            }
        }
        if best.is_none() && !is_given {
            // The column with the longest texts.
            let length = |column: &Column| {
                let texts =
                    grid.column(column.at, self.last + 1).filter_map(|(_, cell)| cell.text());
                texts.take(200).map(|text| text.chars().count().min(200)).sum::<usize>()
            };
            let free = self.columns.iter().enumerate().filter(|(number, _)| {
                proposals.get(*number).is_some_and(|own| {
                    own.is_none_or(|key| matches!(key, "description" | "deliverables" | "priority"))
                })
            });
            let free = free.filter(|(_, column)| {
                column.tick.is_none() && !has_marks(grid, column.at, self.last + 1)
            });
            let longest = free.max_by_key(|(number, column)| (length(column), usize::MAX - number));
            // Titles of one letter look like marks.
            let named = || self.columns.iter().position(|column| rank(column).is_some());
            let number = longest.map(|(number, _)| number).or_else(named);
            if let Some(proposal) = number.and_then(|number| proposals.get_mut(number)) {
                *proposal = Some("title");
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
            let is_list =
                matches!(key, "remarks" | "ticks" | "ignore" | "deliverables" | "tags" | "status");
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

/// What a column becomes beside the column of titles.
fn beside_title(
    column: &Column,
    grid: &Grid<'_>,
    first: u32,
    title: Option<&Column>,
) -> &'static str {
    let folded = normalize(&column.lower);
    let is_description = ["descri", "detail", "opis", "описан", "描述", "说明", "وصف"];
    if is_description.iter().any(|word| folded.contains(word)) {
        return "description";
    }
    // Tasks beside an activity that is merged over them.
    let merged = title.is_some_and(|title| {
        grid.column(title.at, first).count() * 2 <= grid.column(column.at, first).count()
    });
    if merged { "milestones" } else { "description" }
}

/// The key of a column by its heading.
fn proposal(own: &Column) -> Option<&'static str> {
    if own.tick.is_some() && column(&own.lower).is_none() {
        return Some("ticks");
    }
    let known = column(&own.lower).or_else(|| column(&own.label)).or_else(|| column(&own.head));
    // A heading over several columns says nothing about those that have one of their own.
    let is_single = !own.head.contains(" / ") || own.lower.parse::<u32>().is_ok();
    let upper = || own.head.rsplit(" / ").find_map(column).filter(|_| is_single);
    known.or_else(upper).map(|key| match key {
        "due" if is_timeline(&own.lower) => "timeline",
        key => key,
    })
}

/// The key as it is known in the program.
fn static_key(key: &str) -> &'static str {
    match key {
        "ticks" => "ticks",
        "timeline" => "timeline",
        "ignore" => "ignore",
        key => target("column", key).unwrap_or("ignore"),
    }
}
