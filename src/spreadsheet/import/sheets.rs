//! The sheets of a file: which of them hold the plan, and in which order they are read.

use std::collections::HashSet;

use super::cell_text::plain;
use super::contacts;
use super::draft::Draft;
use super::grid::Grid;
use super::headers::{self, rank_of_title};
use super::imported::ImportContext;
use super::importer::{FoundSheet, Importer};
use super::names::Names;
use super::questions::{Met, Questions};
use super::table_years::{ask_first_year, decide_years};
use super::tables::{Table, tables};
use crate::diagnostic::message;
use crate::model::OtherTable;
use crate::spreadsheet::positions::cell_name;
use crate::spreadsheet::tick_head::tick_span;
use crate::spreadsheet::vocabulary::{column, normalize};
use crate::spreadsheet::workbook::RawSheet;

/// The rows that are shown of a file without a table.
const SHOWN_ROWS: usize = 5;

/// There is no table in a file: its first rows, as they were read.
#[derive(Debug)]
pub struct NoTable {
    /// The first rows: sheet and texts.
    pub rows: Vec<String>,
}

/// Reads the sheets of a file that hold a plan.
///
/// # Errors
/// Where no sheet holds a table.
pub fn read_foreign(
    sheets: &[RawSheet],
    around: &ImportContext<'_>,
    mut questions: Questions,
) -> Result<Draft, NoTable> {
    let mut found: Vec<FoundSheet<'_>> = Vec::new();
    let mut other_sheets: Vec<String> = Vec::new();
    let mut other_tables: Vec<OtherTable> = Vec::new();
    let filled = || sheets.iter().filter(|sheet| !sheet.rows.is_empty());
    let parts: Vec<Vec<Table>> = filled().map(tables).collect();
    for (sheet, tables) in filled().zip(&parts) {
        let whole = tables.is_empty().then_some((sheet, None)).into_iter();
        let tables = tables.iter().map(|own| (&own.sheet, Some(own)));
        for (number, (sheet, table)) in whole.chain(tables).enumerate() {
            let mut grid = Grid::new(sheet);
            let is_narrow = table.is_some_and(|table| table.is_narrow);
            match headers::find(&grid, &questions) {
                Some(header) if !is_narrow || contacts::is_of_people(&header) => {
                    grid.forget_above(header.first);
                    let table = table.filter(|_| number > 0);
                    found.push(FoundSheet { grid, header, table, year: around.year });
                }
                _ => match sheet.rows.iter().next().filter(|_| number > 0) {
                    Some((row, cells)) => {
                        let first = cells.keys().next().copied().unwrap_or(0);
                        let title = table.and_then(|table| table.heading.as_ref());
                        let row = title.map_or(*row, |(row, _)| *row);
                        let (sheet, cell) = (sheet.name.clone(), cell_name(row, first));
                        other_tables.push(OtherTable { sheet, cell });
                    }
                    None => other_sheets.push(sheet.name.clone()),
                },
            }
        }
    }
    let chosen = choose(&found, &questions).ok_or_else(|| NoTable { rows: first_rows(sheets) })?;
    let people: Vec<usize> = (0..found.len())
        .filter(|number| !chosen.contains(number))
        .filter(|number| found.get(*number).is_some_and(|own| contacts::is_of_people(&own.header)))
        .collect();
    let is_read = |number: usize| chosen.contains(&number) || people.contains(&number);
    let left = found.iter().enumerate().filter(|(number, _)| !is_read(*number));
    for (_, own) in left {
        let sheet = own.grid.sheet.name.clone();
        match own.table {
            Some(_) => {
                let first = own.header.columns.first().map_or(0, |column| column.at);
                let cell = cell_name(own.header.top, first);
                other_tables.push(OtherTable { sheet, cell });
            }
            None => other_sheets.push(sheet),
        }
    }
    let mut names = Names::new(around.organization, around.nearest);
    for own in chosen.iter().filter_map(|number| found.get(*number)) {
        learn(own, &mut names, &questions);
    }
    if sheets.len() > 1 {
        for own in chosen.iter().filter_map(|number| found.get(*number)) {
            let name = &own.grid.sheet.name;
            let place = own.grid.place(own.header.top, 0);
            questions.ask(&Met { section: "sheet", word: name, proposal: name, place }, None);
        }
    }
    let notes = decide_years(&mut found, &chosen, around, &mut questions);
    for number in &chosen {
        if let Some(own) = found.get_mut(*number) {
            own.header.decide(&own.grid, &mut questions, own.year, around.day);
            ask_first_year(own, around, &mut questions);
        }
    }
    let is_there = |name: &str| name == "all" || sheets.iter().any(|sheet| sheet.name == name);
    let missing: Vec<String> =
        questions.given_sheets().filter(|name| !is_there(name)).map(str::to_owned).collect();
    let Some(first) = chosen.first().and_then(|number| found.get(*number)) else {
        return Err(NoTable { rows: first_rows(sheets) });
    };
    let chosen_names = chosen.iter().filter_map(|number| found.get(*number));
    let chosen_names: HashSet<&str> =
        chosen_names.map(|own| own.grid.sheet.name.as_str()).collect();
    let mut importer = Importer::new(around, &first.grid, questions, names);
    notes.into_iter().for_each(|note| importer.note(note));
    for own in chosen.iter().filter_map(|number| found.get(*number)) {
        // Each of several sheets is a priority.
        let name = own.grid.sheet.name.as_str();
        importer.read(own, (chosen_names.len() > 1).then_some(name));
    }
    let mut count = 0;
    for own in people.iter().filter_map(|number| found.get(*number)) {
        count +=
            contacts::read(&own.grid, &own.header, &mut importer.names, &mut importer.questions);
    }
    for name in missing {
        importer.note(message!(
            "import.no-such-sheet",
            "the mapping names the sheet `{name}`, which the file does not have",
            name
        ));
    }
    if count > 0 {
        importer.note(message!(
            "import.people",
            "{count#1 person is|# people are} taken as focal points",
            count
        ));
    }
    let account = &mut importer.draft.account;
    other_tables.append(&mut account.other_tables);
    // The file's order of sheets.
    let place = |name: &str| sheets.iter().position(|sheet| sheet.name == name);
    other_sheets.sort_by_cached_key(|name| place(name));
    other_tables.sort_by_cached_key(|own| place(&own.sheet));
    account.other_sheets = other_sheets;
    account.other_tables = other_tables;
    Ok(importer.done())
}

/// The numbers of the sheets that hold the plan: those that the mapping names; else the visible
/// sheet with the most activities, with those that have the same header row.
fn choose(found: &[FoundSheet<'_>], questions: &Questions) -> Option<Vec<usize>> {
    let named: Vec<&str> = questions.given_sheets().collect();
    if !named.is_empty() {
        let is_named = |own: &FoundSheet<'_>| {
            let name = own.grid.sheet.name.as_str();
            let is_wanted = named.iter().any(|wanted| *wanted == name || *wanted == "all");
            is_wanted && (own.table.is_none() || own.is_plan())
        };
        let all: Vec<usize> =
            found.iter().enumerate().filter(|(_, own)| is_named(own)).map(|(at, _)| at).collect();
        if !all.is_empty() {
            return Some(all);
        }
    }
    let rows = |own: &FoundSheet<'_>, least: usize| {
        let below = own.grid.sheet.rows.range(own.header.first..);
        below.filter(|(_, cells)| cells.len() >= least).count()
    };
    let best_of = |least: usize| {
        let all = found.iter().enumerate().filter(|(_, own)| rows(own, least) > 0);
        all.max_by_key(|(number, own)| {
            let is_plan = own.header.known > 0 && !contacts::is_of_people(&own.header);
            let is_full = strength(own) > 0;
            (!own.grid.sheet.is_hidden, is_plan, is_full, rows(own, least), usize::MAX - number)
        })
    };
    // Below a calendar, rows can have a title alone, and colours.
    let (best, _) = best_of(2).or_else(|| best_of(1))?;
    let own = found.get(best)?;
    let heads = |own: &FoundSheet<'_>| -> Vec<String> {
        own.header.columns.iter().map(|column| normalize(&column.label)).collect()
    };
    let own_heads = heads(own);
    let is_like = |other: &FoundSheet<'_>| {
        !other.grid.sheet.is_hidden && own.header.known > 0 && heads(other) == own_heads
    };
    let like: HashSet<usize> = found
        .iter()
        .enumerate()
        .filter(|(at, other)| *at == best || is_like(other))
        .map(|(at, _)| at)
        .collect();
    // The other tables of their sheets that are plans, too.
    let names: HashSet<&str> =
        like.iter().filter_map(|at| Some(found.get(*at)?.grid.sheet.name.as_str())).collect();
    let is_beside = |own: &FoundSheet<'_>| {
        let name = own.grid.sheet.name.as_str();
        let is_parted = found.iter().filter(|other| other.grid.sheet.name == name).nth(1).is_some();
        is_parted && names.contains(name) && own.is_plan()
    };
    let all = found.iter().enumerate();
    Some(all.filter(|(at, own)| like.contains(at) || is_beside(own)).map(|(at, _)| at).collect())
}

impl FoundSheet<'_> {
    /// Whether the headings are those of activities: a title, and who, when or how far.
    fn is_plan(&self) -> bool {
        let columns = &self.header.columns;
        let has_title = columns.iter().any(|own| rank_of_title(&own.label).is_some());
        let ticks = columns.iter().filter(|own| tick_span(&own.lower, None).is_some()).count();
        has_title && (strength(self) > 0 || ticks > 1) && !contacts::is_of_people(&self.header)
    }
}

/// How much of a plan the headings of a sheet name: owners, dates, statuses.
fn strength(own: &FoundSheet<'_>) -> usize {
    let keys: Vec<&str> = own.header.columns.iter().filter_map(|own| column(&own.label)).collect();
    let has = |wanted: &[&str]| keys.iter().any(|key| wanted.contains(key));
    usize::from(has(&["owners", "partners"]))
        + usize::from(has(&["due", "start", "timeline", "completed"]))
        + usize::from(has(&["status", "progress"]))
}

/// Learns which names of organizations are alone in a cell.
fn learn(own: &FoundSheet<'_>, names: &mut Names<'_>, questions: &Questions) {
    for head in &own.header.columns {
        let key = questions.given("columns", &head.label).or_else(|| column(&head.label));
        if matches!(key, Some("owners" | "partners" | "contact")) {
            for (_, cell) in own.grid.column(head.at, own.header.first) {
                names.learn(cell.text().unwrap_or(""));
            }
        }
    }
}

/// The first rows of a file, as they were read.
fn first_rows(sheets: &[RawSheet]) -> Vec<String> {
    let rows = sheets.iter().flat_map(|sheet| &sheet.rows);
    let text = |(row, cells): (&u32, &crate::spreadsheet::cells::RowCells)| {
        let texts: Vec<_> = cells.values().map(plain).collect();
        format!("{}: {}", row + 1, texts.join(" | "))
    };
    rows.take(SHOWN_ROWS).map(text).collect()
}
