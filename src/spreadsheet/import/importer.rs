//! The import of sheets while they are read: what is known about each column, and the plan so far.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::cell_text::one_line;
use super::column_facts::{ColumnFacts, ColumnMoney, ReadDate, is_amount, is_date};
use super::draft::Draft;
use super::free_ids::FreeIds;
use super::grid::Grid;
use super::headers::Header;
use super::imported::ImportContext;
use super::names::Names;
use super::notices::{Notice, NoticedRows};
use super::questions::{Place, Questions};
use super::tables::Table;
use super::title_year::year_of_title;
use crate::diagnostic::{Message, message};
use crate::model::{ImportedRow, is_id};
use crate::spreadsheet::date_order::DayMonthOrder;
use crate::spreadsheet::positions::cell_name;
use crate::spreadsheet::raw_cell::RawCell;
use crate::spreadsheet::status_text::StatusText;
use crate::spreadsheet::vocabulary::{column as column_key, meant, normalize};

/// The most empty rows above a table that are counted.
const MOST_EMPTY: usize = 10_000;

/// A sheet and its header row.
pub(super) struct FoundSheet<'w> {
    pub grid: Grid<'w>,
    pub header: Header,
    /// The table of the sheet, if another one comes before it.
    pub table: Option<&'w Table>,
    /// The year of its ticks and of dates without one.
    pub year: Option<u32>,
}

/// The sheet that is read, and the plan that was made so far.
pub(super) struct Importer<'w> {
    pub(super) around: &'w ImportContext<'w>,
    pub(super) grid: &'w Grid<'w>,
    pub(super) draft: Draft,
    pub(super) questions: Questions,
    pub(super) names: Names<'w>,
    /// The year of dates without one.
    pub(super) year: Option<u32>,
    /// The order of day and month that all columns show of which the texts show one.
    pub(super) order_shown: Option<DayMonthOrder>,
    /// The dates that were read, by column and text.
    pub(super) dates: HashMap<(u32, String), ReadDate>,
    /// The meanings of the texts of statuses.
    pub(super) statuses: HashMap<String, StatusText>,
    /// The signs of currencies that were reported.
    pub(super) signs: HashSet<&'static str>,
    /// The currency of a heading, or of an amount that names it.
    pub(super) currency: Option<String>,
    /// The ids of activities that are in use.
    pub(super) used: HashSet<String>,
    /// Whether most titles of the sheet have a number in front.
    pub(super) has_numbered_titles: bool,
    /// The ids that rows have in the sheet.
    pub(super) own_ids: HashSet<String>,
    /// The number from which ids may be free, by priority.
    pub(super) next: HashMap<String, u64>,
    /// The number from which ids of priorities can be free.
    next_priority: usize,
    /// The ids of priorities, by id and by title.
    pub(super) priorities: HashMap<String, String>,
    /// The ids of themes, by title.
    pub(super) themes: HashMap<String, String>,
    pub(super) theme_ids: FreeIds,
    /// What is reported with its rows.
    pub(super) notices: BTreeMap<Notice, NoticedRows>,
}

impl<'w> Importer<'w> {
    pub(super) fn new(
        around: &'w ImportContext<'w>,
        grid: &'w Grid<'w>,
        questions: Questions,
        names: Names<'w>,
    ) -> Self {
        Importer {
            around,
            grid,
            draft: Draft::default(),
            questions,
            names,
            year: around.year,
            order_shown: None,
            dates: HashMap::new(),
            statuses: HashMap::new(),
            signs: HashSet::new(),
            currency: None,
            used: HashSet::new(),
            has_numbered_titles: false,
            own_ids: HashSet::new(),
            next: HashMap::new(),
            next_priority: 1,
            priorities: HashMap::new(),
            themes: HashMap::new(),
            theme_ids: FreeIds::default(),
            notices: BTreeMap::new(),
        }
    }

    pub(super) fn place(&self, row: u32, column: u32) -> Place<'w> {
        Place { sheet: &self.grid.sheet.name, row, column }
    }

    pub(super) fn note(&mut self, note: Message) {
        self.draft.notes.push(note);
    }

    /// Counts a row that something is to be said of.
    pub(super) fn notice(&mut self, notice: Notice, row: u32) {
        self.notices.entry(notice).or_default().add(&self.grid.sheet.name, row);
    }

    /// Works out what the cells of each column show together.
    pub(super) fn facts(&mut self, header: &Header) -> Vec<ColumnFacts> {
        let first = header.first;
        let mut all = Vec::new();
        for column in &header.columns {
            let known = column_key(&column.label);
            let mut facts = ColumnFacts {
                at: column.at,
                label: column.label.clone(),
                folded: normalize(&column.label),
                is_called_remarks: known == Some("remarks")
                    && meant("figure", &column.label).is_none(),
                is_called_completed: known == Some("completed"),
                key: column.key,
                tick: column.tick.clone(),
                order: None,
                money: None,
                are_shares: false,
            };
            let cells: Vec<(u32, &RawCell)> = match column.key {
                "start" | "due" | "timeline" | "forecast" | "completed" | "status" | "progress" => {
                    self.grid.column(column.at, first).collect()
                }
                key if is_amount(key) => self.grid.column(column.at, first).collect(),
                _ => Vec::new(),
            };
            if is_date(column.key) {
                facts.order = Some(self.order(&facts, &cells));
            } else if column.key == "progress" {
                facts.are_shares = self.are_shares(&facts, &cells);
            } else if is_amount(column.key) {
                let money = ColumnMoney::of(&column.head, &cells);
                self.currency = self.currency.take().or_else(|| money.unit.currency.clone());
                facts.money = Some(money);
            }
            all.push(facts);
        }
        let shown = || all.iter().filter_map(|column| column.order.as_ref()?.texts);
        let first = shown().next();
        self.order_shown = first.filter(|first| shown().all(|order| order == *first));
        all
    }

    /// Reads a sheet whose header row was found.
    pub(super) fn read(&mut self, sheet: &'w FoundSheet<'w>, priority: Option<&str>) {
        self.grid = &sheet.grid;
        self.dates.clear();
        self.year = sheet.year;
        if sheet.table.is_none() || self.draft.account.sheets.is_empty() {
            self.draft.account.sheets.push(sheet.grid.sheet.name.clone());
        }
        self.draft.account.coloured += sheet.grid.sheet.coloured.len();
        self.keep_first_rows(&sheet.header);
        let facts = self.facts(&sheet.header);
        self.has_numbered_titles = self.are_titles_numbered(&sheet.header, &facts);
        let own = sheet.table.and_then(|table| self.further(table, &sheet.header));
        let priority = own.or(priority).map(|title| self.priority(title));
        self.rows(&sheet.header, &facts, priority);
        self.left_out(&sheet.header, &facts);
    }

    /// Reports a further table of a sheet, and counts its first rows; returns the text above it.
    fn further<'t>(&mut self, table: &'t Table, header: &Header) -> Option<&'t str> {
        let first = header.columns.first().map_or(0, |column| column.at);
        self.note(message!(
            "import.further-table",
            "{sheet}: another table begins in {cell}, and is read as well",
            sheet = &table.sheet.name,
            cell = cell_name(header.top, first)
        ));
        let gap = table.gap.clone().take(MOST_EMPTY);
        gap.for_each(|row| self.became(row, ImportedRow::Empty));
        let above = table.heading.as_ref().map(|(row, _)| *row);
        let top = above.map_or(table.gap.end, |row| row + 1);
        if table.is_below {
            for row in top..header.first {
                let is_filled = self.grid.row(row).is_some();
                let kind = if is_filled { ImportedRow::RepeatedHeader } else { ImportedRow::Empty };
                self.became(row, kind);
            }
        }
        let (row, text) = table.heading.as_ref()?;
        self.became(*row, ImportedRow::Priority);
        Some(text)
    }

    /// Whether most titles have a number in front, such as `2.1 Draft the law`.
    fn are_titles_numbered(&self, header: &Header, facts: &[ColumnFacts]) -> bool {
        let Some(title) = facts.iter().find(|column| column.key == "title") else { return false };
        let (mut numbered, mut all) = (0, 0);
        for (_, cell) in self.grid.column(title.at, header.first).take(500) {
            let Some((number, _)) = cell.text().and_then(|text| text.split_once(' ')) else {
                continue;
            };
            all += 1;
            let is_number = number.starts_with(|c: char| c.is_ascii_digit())
                && number.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ')' | ':'))
                && number.contains(['.', ')', ':']);
            numbered += usize::from(is_number);
        }
        numbered > 0 && 2 * numbered >= all
    }

    /// `1. Protection`: the id of a priority, which is new or known.
    pub(super) fn priority(&mut self, text: &str) -> String {
        let text = one_line(text);
        if let Some(id) = self.priorities.get(&text) {
            return id.clone();
        }
        let (number, title) = numbered(&text);
        let is_free = |id: &str| !self.priorities.contains_key(id);
        let own = number.filter(|id| is_free(id));
        let id = own.unwrap_or_else(|| {
            let mut number = self.next_priority.max(self.draft.priorities.len() + 1);
            while !is_free(&number.to_string()) {
                number += 1;
            }
            self.next_priority = number;
            number.to_string()
        });
        let title = title.to_owned();
        for name in [&id, &text, &title] {
            self.priorities.entry(name.clone()).or_insert_with(|| id.clone());
        }
        self.draft.priorities.push((id.clone(), title));
        id
    }

    /// The plan that was made, with what is to be said of its rows.
    pub(super) fn done(mut self) -> Draft {
        let used: HashSet<&str> =
            self.draft.activities.iter().map(|activity| activity.priority.as_str()).collect();
        let (own, others): (Vec<_>, Vec<_>) = std::mem::take(&mut self.draft.priorities)
            .into_iter()
            .partition(|(id, _)| used.contains(id.as_str()));
        self.draft.priorities = own;
        // A sheet without rows is a priority that nobody needs.
        let is_sheet = |title: &str| self.draft.account.sheets.iter().any(|own| own == title);
        let titles: Vec<String> = others
            .into_iter()
            .filter(|(_, title)| !is_sheet(title))
            .map(|(_, title)| format!("`{title}`"))
            .collect();
        if !titles.is_empty() {
            self.draft.notes.push(message!(
                "import.unused-headings",
                "{count#1 heading has|# headings have} no activities of their own, and \
                    {count#is|are} not in the plan: {titles}",
                count = titles.len(),
                titles = titles.join(", ")
            ));
        }
        self.references();
        for (notice, rows) in std::mem::take(&mut self.notices) {
            self.draft.notes.push(notice.message(&rows));
        }
        self.draft.organizations = self.names.into_new();
        for (section, word) in self.questions.unused() {
            self.draft.notes.push(message!(
                "import.unused-line",
                "the mapping has a line that fits nothing in the file: `{section}`, `{word}`",
                section,
                word
            ));
        }
        self.draft.questions = self.questions;
        self.draft
    }

    /// Puts dependencies on ids that no row has into the remarks.
    fn references(&mut self) {
        let mut unknown = NoticedRows::default();
        for activity in &mut self.draft.activities {
            let Some(at) = activity.fields.iter().position(|(key, _)| *key == "depends_on") else {
                continue;
            };
            let (_, all) = activity.fields.remove(at);
            let is_known = |id: &&str| self.own_ids.contains(*id);
            let (known, others): (Vec<&str>, Vec<&str>) = all.split(", ").partition(is_known);
            if !known.is_empty() {
                activity.fields.push(("depends_on", known.join(", ")));
            }
            if !others.is_empty() {
                activity.add_remarks(&[format!("Depends on: {}", others.join(", "))]);
                unknown.add(&activity.place.0, activity.place.1 - 1);
            }
        }
        if unknown.count > 0 {
            self.notices.insert(Notice::UnknownReference, unknown);
        }
    }

    /// Counts a row of the account.
    pub(super) fn became(&mut self, row: u32, kind: ImportedRow) {
        let account = &mut self.draft.account;
        let sheet = account.sheets.len().saturating_sub(1);
        account.rows.entry((sheet, kind)).or_default().push(row + 1);
    }
}

/// Parts a heading into its number and its title: `2. Protection`, `Pillar 1: Prevention`.
fn numbered(text: &str) -> (Option<String>, &str) {
    let mut words = text.split(' ');
    let bare = |word: &str| word.trim_end_matches(['.', ':', ')', '-', '–']).to_owned();
    let is_number = |word: &String| {
        is_id(word) && word.starts_with(|c: char| c.is_ascii_digit()) && word.len() <= 8
    };
    let (first, second) = (words.next().unwrap_or(""), words.next());
    let is_first = is_number(&bare(first));
    match second {
        Some(_) if is_first => {
            let rest = text.get(first.len()..).unwrap_or("");
            let title = rest.trim_start_matches([' ', '-', '–', ':', '.', ')']);
            // `2026 年`: a year is part of the title.
            let is_year = year_of_title(text).is_some();
            (Some(bare(first)), if title.is_empty() || is_year { text } else { title })
        }
        Some(second) => (Some(bare(second)).filter(is_number), text),
        None => (None, text),
    }
}
