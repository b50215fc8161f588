//! The sheets of a file: which of them hold the plan, and in which order they are read.

use super::cell_text::plain;
use super::contacts;
use super::draft::Draft;
use super::grid::Grid;
use super::headers;
use super::imported::ImportContext;
use super::importer::{FoundSheet, Importer};
use super::names::Names;
use super::questions::{Met, Questions};
use crate::diagnostic::message;
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
    let mut others: Vec<&str> = Vec::new();
    for sheet in sheets.iter().filter(|sheet| !sheet.rows.is_empty()) {
        let mut grid = Grid::new(sheet);
        match headers::find(&grid, &questions) {
            Some(header) => {
                grid.forget_above(header.first);
                found.push(FoundSheet { grid, header });
            }
            None => others.push(&sheet.name),
        }
    }
    let chosen = choose(&found, &questions).ok_or_else(|| NoTable { rows: first_rows(sheets) })?;
    let people: Vec<usize> = (0..found.len())
        .filter(|number| !chosen.contains(number))
        .filter(|number| found.get(*number).is_some_and(|own| contacts::is_of_people(&own.header)))
        .collect();
    let is_read = |number: usize| chosen.contains(&number) || people.contains(&number);
    let left = found.iter().enumerate().filter(|(number, _)| !is_read(*number));
    others.extend(left.map(|(_, own)| own.grid.sheet.name.as_str()));
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
    for number in &chosen {
        if let Some(FoundSheet { grid, header }) = found.get_mut(*number) {
            header.decide(grid, &mut questions, around.year, around.day);
        }
    }
    let is_there = |name: &str| name == "all" || sheets.iter().any(|sheet| sheet.name == name);
    let missing: Vec<String> =
        questions.given_sheets().filter(|name| !is_there(name)).map(str::to_owned).collect();
    let Some(first) = chosen.first().and_then(|number| found.get(*number)) else {
        return Err(NoTable { rows: first_rows(sheets) });
    };
    let mut importer = Importer::new(around, &first.grid, questions, names);
    for own in chosen.iter().filter_map(|number| found.get(*number)) {
        // Each of several sheets is a priority.
        let title = (chosen.len() > 1).then_some(own.grid.sheet.name.as_str());
        importer.read(own, title);
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
    // The file's order of sheets.
    others.sort_by_cached_key(|name| sheets.iter().position(|sheet| sheet.name == **name));
    importer.draft.account.other_sheets = others.into_iter().map(str::to_owned).collect();
    Ok(importer.done())
}

/// The numbers of the sheets that hold the plan: those that the mapping names; else the visible
/// sheet with the most activities, with those that have the same header row.
fn choose(found: &[FoundSheet<'_>], questions: &Questions) -> Option<Vec<usize>> {
    let named: Vec<&str> = questions.given_sheets().collect();
    if !named.is_empty() {
        let is_named = |own: &FoundSheet<'_>| {
            let name = own.grid.sheet.name.as_str();
            named.iter().any(|wanted| *wanted == name || *wanted == "all")
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
    let all = found.iter().enumerate();
    Some(all.filter(|(at, other)| *at == best || is_like(other)).map(|(at, _)| at).collect())
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
        let texts: Vec<String> = cells.values().map(plain).collect();
        format!("{}: {}", row + 1, texts.join(" | "))
    };
    rows.take(SHOWN_ROWS).map(text).collect()
}
