//! Separates the tables of a sheet: one below the other, or side by side.

use std::collections::HashSet;
use std::ops::Range;

use super::headers::{rank_of_title, year_of};
use super::narrow_table::AfterGap;
use super::title_year::year_of_row;
use crate::spreadsheet::cells::RowCells;
use crate::spreadsheet::raw_cell::RawCell;
use crate::spreadsheet::tick_head::tick_span;
use crate::spreadsheet::vocabulary::{column, meant, normalize};
use crate::spreadsheet::workbook::RawSheet;

/// The most tables of a sheet.
const MOST_TABLES: usize = 50;

/// The most characters of a heading.
const LONGEST: usize = 60;

/// The lines of one header row: a header row below has to be further away.
const LINES: u32 = 3;

/// The rows of one text above a header row that can be its title.
const MOST_TITLES: usize = 3;

/// From a title to its header row there is at most one empty row.
const MOST_GAP: u32 = 2;

/// A table of a sheet that holds several.
pub(super) struct Table {
    /// The sheet with the rows and columns of this table alone.
    pub sheet: RawSheet,
    /// The text above its header row, and the row: it belongs to no other table.
    pub heading: Option<(u32, String)>,
    /// The rows above its rows, below another table: they are empty.
    pub gap: Range<u32>,
    /// Whether it is below another table, not beside it.
    pub is_below: bool,
    /// Whether it is narrower than the plan above, and about something else.
    pub is_narrow: bool,
}

/// The beginning of a table.
#[derive(Clone, Copy)]
struct Top {
    /// Its first row: the header row, or a title above.
    start: u32,
    /// Its header row.
    row: u32,
    is_narrow: bool,
}

/// Returns the tables of a sheet; none where the sheet is one table.
pub(super) fn tables(sheet: &RawSheet) -> Vec<Table> {
    let tops = header_rows(sheet);
    let first = sheet.rows.keys().next().copied().unwrap_or(0);
    let mut starts = vec![Top { start: first, row: first, is_narrow: false }];
    starts.extend(tops.iter().skip(1).copied());
    let mut all = Vec::new();
    for (number, Top { start, row, is_narrow }) in starts.iter().enumerate() {
        let end = starts.get(number + 1).map_or(u32::MAX, |next| next.start);
        let top = if number == 0 { tops.first().map_or(first, |top| top.row) } else { *row };
        let last = sheet.rows.range(..start).next_back().map_or(*start, |(last, _)| last + 1);
        for (block, columns) in side_by_side(sheet, top).iter().enumerate() {
            let mut own = part(sheet, *start..end, columns);
            let is_below = number > 0 && block == 0;
            let gap = if is_below { last..*start } else { 0..0 };
            let above = heading(sheet, *start, top).filter(|_| number > 0);
            if let Some((row, _)) = &above {
                own.rows.remove(row);
            }
            let is_narrow = *is_narrow;
            all.push(Table { sheet: own, heading: above, gap, is_below, is_narrow });
        }
    }
    if all.len() > 1 { all } else { Vec::new() }
}

/// Finds the rows that head a table. A header row that repeats the one above is none, unless
/// another year is above it.
fn header_rows(sheet: &RawSheet) -> Vec<Top> {
    let mut found: Vec<Top> = Vec::new();
    let mut current: Option<(u32, &RowCells)> = None;
    // The last row before, and whether it stands alone: it is empty, or has one text.
    let mut before: Option<(u32, &RowCells)> = None;
    // The rows of one text right above.
    let mut titles: Vec<(u32, &RowCells)> = Vec::new();
    for (&row, cells) in &sheet.rows {
        if found.len() > MOST_TABLES {
            break;
        }
        let top = found.last().map(|top| top.row);
        let is_apart = before.is_none_or(|(last, own)| match last + 1 < row {
            true => top.is_none_or(|top| top < last),
            false => own.len() == 1 && top.is_none_or(|top| top + LINES < row),
        });
        let is_again = current.is_some_and(|(_, own)| is_like(own, cells));
        let is_beside = || is_apart || has_short_signs(sheet, row);
        if current.is_some() && is_legend(cells) && is_beside() {
            found.push(Top { start: row, row, is_narrow: false });
        } else if (is_apart || is_again) && heads_a_table(cells, is_again, current.is_none()) {
            let alone = before.filter(|(last, own)| last + 1 == row && own.len() == 1);
            let is_same = current.is_some_and(|(_, own)| is_equal(own, cells));
            let of_year = of_year(&titles, row, cells);
            if !is_same || of_year.is_some() {
                let start = of_year.or(alone.map(|(last, _)| last)).unwrap_or(row);
                let start = if found.is_empty() { row } else { start };
                found.push(Top { start, row, is_narrow: false });
                current = Some((row, cells));
            }
        } else if let (Some((last, own)), Some((top, header))) = (before, current) {
            // The row of one text between a gap and the row.
            let title = titles.last().filter(|_| last + 1 == row && own.len() == 1);
            let is_below_gap = |first: u32| !sheet.rows.contains_key(&(first - 1));
            let start = title.map_or(row, |(title, _)| *title);
            let has_title = title.is_some();
            let after = AfterGap { sheet, header, top, row, cells, has_title };
            if start > 0 && is_below_gap(start) && after.begins_table() {
                found.push(Top { start, row, is_narrow: true });
            }
        }
        if cells.len() != 1 || before.is_none_or(|(last, _)| last + MOST_GAP < row) {
            titles.clear();
        }
        if cells.len() == 1 {
            titles.push((row, cells));
        }
        before = Some((row, cells));
    }
    found
}

/// The row of the title above a header row that names the year of its table.
fn of_year(titles: &[(u32, &RowCells)], row: u32, header: &RowCells) -> Option<u32> {
    let is_near = titles.last().is_some_and(|(last, _)| last + MOST_GAP >= row);
    let is_bare = |cells: &RowCells| cells.values().any(is_year);
    let names_year = |cells: &RowCells| match is_bare(cells) {
        true => header.values().any(is_tick),
        false => year_of_row(cells).is_some(),
    };
    let mut near = titles.iter().rev().take(MOST_TITLES).filter(|_| is_near);
    near.find(|(_, cells)| names_year(cells)).map(|(row, _)| *row)
}

/// Whether a row is the title of what the signs and words of the sheet mean.
fn is_legend(cells: &RowCells) -> bool {
    let text = cells.values().next().and_then(RawCell::text);
    cells.len() == 1 && text.is_some_and(|text| meant("legend", text).is_some())
}

/// Whether the row below is a sign and its meaning alone: `x`, `done`.
fn has_short_signs(sheet: &RawSheet, row: u32) -> bool {
    let below = sheet.rows.get(&(row + 1)).filter(|cells| cells.len() == 2);
    let first = below.and_then(|cells| cells.values().next()?.text());
    first.is_some_and(|sign| sign.chars().count() <= 3)
}

/// Whether nearly all cells of a row are known headings, and enough of them for a table.
fn heads_a_table(cells: &RowCells, is_again: bool, is_first: bool) -> bool {
    if cells.len() < 2 || !cells.values().all(is_short) {
        return false;
    }
    let (mut keys, mut titles, mut others, mut years, mut ticks) = (HashSet::new(), 0, 0, 0, 0);
    let mut known = 0;
    for cell in cells.values() {
        let text = cell.text().unwrap_or("");
        titles += usize::from(rank_of_title(text).is_some());
        match column(text) {
            Some(key) => {
                keys.insert(key);
                known += 1;
            }
            None if meant("other", text).is_some() => others += 1,
            None if is_tick(cell) => ticks += 1,
            None => years += usize::from(is_year(cell)),
        }
    }
    let known = known + others + ticks + years;
    let many = keys.len() + others + usize::from(ticks > 1);
    let least = if is_again || is_first { 2 } else { 3 };
    many >= least && (titles > 0 || !is_first) && 3 * known >= 2 * cells.len()
}

fn is_short(cell: &RawCell) -> bool {
    match cell {
        RawCell::Text(text) => text.len() <= LONGEST,
        RawCell::Day(_) => true,
        cell => is_year(cell),
    }
}

fn is_tick(cell: &RawCell) -> bool {
    matches!(cell, RawCell::Day(_))
        || cell.text().is_some_and(|text| tick_span(text, None).is_some())
}

fn is_year(cell: &RawCell) -> bool {
    year_of(cell).is_some()
}

/// Whether a row has the title of a header row in the same column, and another of its headings.
fn is_like(header: &RowCells, cells: &RowCells) -> bool {
    let equal = |(at, cell): &(u32, &RawCell)| header.get(at) == Some(*cell);
    let is_title = |cell: &RawCell| cell.text().is_some_and(|text| rank_of_title(text).is_some());
    // Most rows end here: comparing is cheap, and knowing a title is not.
    cells.iter().filter(equal).nth(1).is_some()
        && cells.iter().filter(equal).any(|(_, cell)| is_title(cell))
}

fn is_equal(header: &RowCells, cells: &RowCells) -> bool {
    let same = cells.iter().filter(|(at, cell)| header.get(at) == Some(*cell)).count();
    same == cells.len() && 2 * same > header.len()
}

/// The text of the only cell above a header row.
fn heading(sheet: &RawSheet, start: u32, top: u32) -> Option<(u32, String)> {
    let cells = sheet.rows.get(&start).filter(|_| start < top)?;
    let text = cells.values().next().and_then(RawCell::text)?;
    (!cells.values().any(is_year)).then(|| (start, text.to_owned()))
}

/// The columns of each of the tables that stand side by side: their headings are the same.
fn side_by_side(sheet: &RawSheet, top: u32) -> Vec<Range<u32>> {
    let all = || std::iter::once(0..u32::MAX).collect();
    let Some(cells) = sheet.rows.get(&top) else { return all() };
    let heads: Vec<(u32, String)> =
        cells.iter().map(|(at, cell)| (at, normalize(cell.text().unwrap_or("")))).collect();
    let is_title = |head: &(u32, String)| rank_of_title(&head.1).is_some_and(|rank| rank < 3);
    let repeats = |many: &usize| {
        let length = heads.len() / many;
        let pairs = heads.iter().zip(heads.iter().skip(length));
        heads.len().is_multiple_of(*many)
            && length > 1
            && heads.iter().all(|(_, head)| !head.is_empty())
            && pairs.into_iter().all(|(one, other)| one.1 == other.1)
            && heads.iter().take(length).any(is_title)
    };
    // The shortest headings that repeat: four tables are not two.
    let Some(many) = (2..=6).rev().find(repeats) else { return all() };
    let length = heads.len() / many;
    let starts: Vec<u32> = heads.iter().step_by(length).map(|(at, _)| *at).collect();
    let ends = starts.iter().skip(1).copied().chain([u32::MAX]);
    let first = std::iter::once(0).chain(starts.iter().skip(1).copied());
    first.zip(ends).map(|(first, end)| first..end).collect()
}

/// The rows and columns of a sheet that belong to one of its tables.
fn part(sheet: &RawSheet, rows: Range<u32>, columns: &Range<u32>) -> RawSheet {
    let is_own = |row: u32, column: u32| rows.contains(&row) && columns.contains(&column);
    let is_near =
        |(first, last): &(u32, u32), range: &Range<u32>| *first < range.end && *last >= range.start;
    let mut own = RawSheet {
        name: sheet.name.clone(),
        is_hidden: sheet.is_hidden,
        formulas: sheet.formulas.iter().filter(|(r, c)| is_own(*r, *c)).copied().collect(),
        percents: sheet.percents.clone(),
        marks: sheet.marks.clone(),
        merged: sheet.merged.iter().filter(|((r, c), _)| is_own(*r, *c)).copied().collect(),
        hidden_rows: sheet.hidden_rows.iter().filter(|all| is_near(all, &rows)).copied().collect(),
        hidden_columns: sheet.hidden_columns.clone(),
        coloured: sheet.coloured.iter().filter(|(r, c)| is_own(*r, *c)).copied().collect(),
        ..RawSheet::default()
    };
    for (&row, cells) in sheet.rows.range(rows.clone()) {
        let mut all = RowCells::default();
        for (at, cell) in cells.iter().filter(|(at, _)| columns.contains(at)) {
            all.insert(at, cell.clone());
        }
        own.put(row, all);
    }
    own
}
