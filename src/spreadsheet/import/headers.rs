//! The header row of a foreign sheet, in one line or more, and the meaning of its columns.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::cell_text::one_line;
use super::column_contents::is_day;
use super::grid::Grid;
use super::questions::Questions;
use crate::spreadsheet::cells::RowCells;
use crate::spreadsheet::heading::title_rank;
use crate::spreadsheet::positions::cell_name;
use crate::spreadsheet::raw_cell::RawCell;
use crate::spreadsheet::tick::Tick;
use crate::spreadsheet::tick_head::tick_span;
use crate::spreadsheet::vocabulary::{column, target};

/// The number of rows at the top in which the header row is searched for.
const HEAD_ROWS: usize = 60;

/// The most lines of a header row below its first one.
const MORE_LINES: u32 = 3;

/// The most columns of a sheet that are looked at.
const MOST_COLUMNS: usize = 1_000;

/// The header row of a sheet.
pub(super) struct Header {
    /// The first row.
    pub top: u32,
    /// The first row below it.
    pub first: u32,
    /// The columns, in their order.
    pub columns: Vec<Column>,
    /// How many of its headings are known words.
    pub known: usize,
    /// The first column of ticks that counts for the next year, and that year.
    pub later_year: Option<(String, u32)>,
}

/// A column with a heading.
pub(super) struct Column {
    /// Its number.
    pub at: u32,
    /// The heading, by which a mapping names the column; no two are equal.
    pub label: String,
    /// The headings of all lines.
    pub head: String,
    /// The heading of the last line.
    pub lower: String,
    /// The part of a year that a tick in it stands for.
    pub tick: Option<Tick>,
    /// What its cells become: a key of an activity, `priority`, `ticks`, `timeline` or `ignore`.
    pub key: &'static str,
    /// Whether no heading is above its cells: it is called by its letters.
    pub is_headless: bool,
}

impl Column {
    /// The headings above its own one.
    pub(super) fn uppers(&self) -> impl Iterator<Item = &str> {
        self.head.split(" / ").filter(|upper| *upper != self.lower)
    }

    /// Whether a text is a heading above its own one.
    pub(super) fn is_below(&self, text: &str) -> bool {
        self.uppers().any(|upper| text.split_whitespace().eq(upper.split_whitespace()))
    }
}

/// Finds the header row: the row with most of the known headings, of which one is a title. Without
/// such a row the most likely one is taken.
pub(super) fn find(grid: &Grid<'_>, questions: &Questions) -> Option<Header> {
    let is_known = |text: &str| column(text).is_some() || tick_span(text, None).is_some();
    // With a mapping, the row stays that of a run without one.
    let plain = best_row(grid, column, |text| rank_of_title(text).is_some());
    let with_mapping = || {
        let given = |text: &str| questions.given("columns", text);
        let key = |text: &str| given(text).and_then(|key| target("column", key)).or(column(text));
        let is_title = |text: &str| given(text) == Some("title") || rank_of_title(text).is_some();
        best_row(grid, key, is_title)
    };
    // Three known headings make a header row, also where the titles have an unknown one.
    let without_title = || best_row(grid, column, |_| true).filter(|(_, known)| *known > 2);
    let (top, known) = match plain.or_else(with_mapping).or_else(without_title) {
        Some(found) => found,
        None => (likely(grid)?, 0),
    };
    if known == 0 && is_of_data(grid, top) {
        let mut columns = Vec::new();
        headless(grid, top, &mut columns);
        return (columns.len() > 1).then_some(Header {
            top,
            first: top,
            columns,
            known,
            later_year: None,
        });
    }
    let last = last_line(grid, top, &is_known);
    let columns = columns(grid, top, last);
    let headed = columns.iter().filter(|column| !column.is_headless).count();
    (headed > 1).then_some(Header { top, first: last + 1, columns, known, later_year: None })
}

/// What a text means as a heading.
struct Heading {
    key: Option<&'static str>,
    is_title: bool,
    is_tick: bool,
}

/// Returns the row with most of the known headings, of which one is a title, and how many of them
/// are known.
fn best_row<'w>(
    grid: &Grid<'w>,
    key: impl Fn(&str) -> Option<&'static str>,
    is_title: impl Fn(&str) -> bool,
) -> Option<(u32, usize)> {
    // Below the headings, many cells have the same texts.
    let mut known: HashMap<&str, Heading> = HashMap::new();
    let mut score = |cells: &'w RowCells| {
        let mut keys: HashSet<&str> = HashSet::new();
        let (mut has_title, mut ticks) = (false, 0);
        for text in cells.values().take(MOST_COLUMNS).filter_map(RawCell::text) {
            let heading = known.entry(text).or_insert_with(|| {
                let key = key(text);
                let is_tick = key.is_none() && tick_span(text, None).is_some();
                Heading { key, is_title: is_title(text), is_tick }
            });
            has_title |= heading.is_title;
            ticks += usize::from(heading.is_tick);
            keys.extend(heading.key);
        }
        // Days in a calendar.
        let days = cells.values().filter(|cell| matches!(cell, RawCell::Day(_))).count();
        let ticks = if days > 2 { ticks + days } else { ticks };
        (has_title, keys.len() + usize::from(ticks > 0))
    };
    grid.sheet
        .rows
        .iter()
        .take(HEAD_ROWS)
        .map(|(row, cells)| (score(cells), *row))
        .filter(|((has_title, known), _)| *has_title && *known > 1)
        .max_by_key(|((_, known), row)| (*known, u32::MAX - row))
        .map(|((_, known), row)| (row, known))
}

/// How likely a heading names the title; one of its parts is enough: `Activity, sub-activity`.
pub(super) fn rank_of_title(head: &str) -> Option<u8> {
    let parts = || head.split([',', '/', '|', '&', '\n', ';']).map(str::trim);
    let of_parts = || parts().filter_map(title_rank).filter(|rank| *rank < 3).min();
    title_rank(head).or_else(|| if column(head).is_none() { of_parts() } else { None })
}

/// The first row with the most texts, above rows of as many cells.
fn likely(grid: &Grid<'_>) -> Option<u32> {
    let rows = grid.sheet.rows.iter().take(HEAD_ROWS);
    // The numbers of weeks below months head no column.
    let rows: Vec<(&u32, &RowCells)> = rows.filter(|(_, cells)| !is_numbering(cells)).collect();
    let is_head = |cell: &&RawCell| is_short_text(cell) || matches!(cell, RawCell::Day(_));
    let texts = |cells: &RowCells| cells.values().filter(is_head).count();
    let widest = rows.iter().map(|(_, cells)| cells.len()).max().filter(|widest| *widest > 1)?;
    let is_wide = |cells: &RowCells| texts(cells) > 1 && 2 * texts(cells) >= widest;
    let with_next = rows.iter().zip(rows.iter().skip(1));
    let mut heads = with_next.filter(|((_, cells), (_, next))| is_wide(cells) && next.len() > 1);
    // Below a calendar, rows can have a title alone, and colours.
    let wide = || rows.iter().zip(rows.iter().skip(1)).find(|((_, cells), _)| is_wide(cells));
    let found = heads.next().or_else(wide).map(|((row, _), _)| **row);
    let widest_row = || rows.iter().find(|(_, cells)| cells.len() == widest).map(|(row, _)| **row);
    found.or_else(widest_row)
}

/// Whether the likely header row is the first row of the data: it has a date above other dates.
fn is_of_data(grid: &Grid<'_>, top: u32) -> bool {
    let Some(cells) = grid.row(top) else { return false };
    let next = grid.sheet.rows.range(top + 1..).next().map(|(row, _)| *row);
    let is_below = |at: u32| next.and_then(|row| grid.own(row, at)).is_some_and(is_day);
    let days = cells.iter().filter(|(_, cell)| is_day(cell));
    // Headings can be the days of a calendar.
    let days: Vec<u32> = days.map(|(at, _)| at).collect();
    matches!(days.len(), 1 | 2) && days.into_iter().any(is_below)
}

fn is_short_text(cell: &RawCell) -> bool {
    cell.text().is_some_and(|text| text.chars().nth(80).is_none())
}

/// Returns the last line of the header: lines follow where headings are merged over several columns
/// that have headings of their own, and where all cells are known headings or units.
fn last_line(grid: &Grid<'_>, top: u32, is_known: &dyn Fn(&str) -> bool) -> u32 {
    let mut last = top;
    while last < top + MORE_LINES {
        let Some(below) = grid.row(last + 1) else { break };
        let over = |at: u32| {
            let mut heads = grid.row(last).into_iter().flat_map(RowCells::keys);
            heads.any(|own| {
                let end = grid.end(last, *own);
                // The headings below are narrower: a title as wide as the heading is of a group.
                *own <= at && at <= end && grid.end(last + 1, at) - at < end - own
            })
        };
        let is_unit = |text: &str| {
            let text = text.trim();
            // `(a)` is the number of a row.
            let is_number = text.chars().filter(|c| c.is_alphanumeric() || *c == '%').count() < 2
                && !text.contains(['$', '€', '£', '%', '¥', '₽']);
            text.starts_with(['(', '[']) && text.ends_with([')', ']']) && !is_number
        };
        let is_head = |(at, cell): (u32, &RawCell)| {
            let text = match cell {
                RawCell::Text(text) => text.clone(),
                RawCell::Number(number) => number.to_string(),
                _ => return false,
            };
            let is_day =
                || matches!(cell, RawCell::Number(number) if (1.0..=53.0).contains(number));
            is_known(&text) || is_unit(&text) || over(at) && (is_short_text(cell) || is_day())
        };
        // A title in the line below is an activity.
        let is_over_title = |at: u32| {
            let upper = grid.own(last, at).and_then(RawCell::text);
            upper.is_some_and(|text| title_rank(text).is_some_and(|rank| rank < 3)) && !over(at)
        };
        // One word, such as `Q3`, is a value.
        let is_value = |(at, cell): (u32, &RawCell)| {
            below.len() == 1 && !over(at) && !cell.text().is_some_and(is_unit)
        };
        let is_line = below.iter().all(is_head)
            && !below.iter().any(is_value)
            && !below.keys().any(|at| is_over_title(*at));
        if !is_line && !is_numbering(below) {
            break;
        }
        last += 1;
    }
    last
}

/// Whether a row numbers the columns: 1, 2, 3.
pub(super) fn is_numbering(cells: &RowCells) -> bool {
    let number = |cell: &RawCell| match cell {
        RawCell::Number(number) => Some(*number),
        RawCell::Text(text) => text.trim_matches(['(', ')', '.']).parse().ok(),
        _ => None,
    };
    let mut expected = 1.0;
    cells.len() > 2
        && cells.values().all(|cell| {
            let is_next = number(cell) == Some(expected);
            expected += 1.0;
            is_next
        })
}

/// The columns that have a heading.
fn columns(grid: &Grid<'_>, top: u32, last: u32) -> Vec<Column> {
    let mut lines: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    let widest = (top..=last).filter_map(|row| grid.row(row)?.keys().last().copied()).max();
    let widest = widest.unwrap_or(0);
    for row in top..=last {
        let Some(cells) = grid.row(row).filter(|cells| !is_numbering(cells)) else { continue };
        for (at, cell) in cells.iter().take(MOST_COLUMNS) {
            let text = match cell {
                RawCell::Text(text) => one_line(text),
                RawCell::Number(number) => number.to_string(),
                RawCell::Day(day) => day.to_string(),
                RawCell::Odd(_) => continue,
            };
            // A year above quarters counts up to the next one, also where it is not merged.
            let next = cells.keys().find(|next| **next > at).map_or(at, |next| next - 1);
            let end = match year_of(cell) {
                Some(_) if row < last => grid.end(row, at).max(next.min(widest)),
                _ => grid.end(row, at),
            };
            for over in at..=end.min(at + MOST_COLUMNS as u32) {
                lines.entry(over).or_default().push(text.clone());
            }
        }
    }
    // A row of years above quarters or months, or of headings over several columns.
    if let Some(above) = top.checked_sub(1).and_then(|row| Some((row, grid.row(row)?))) {
        for (at, cell) in above.1.iter().take(MOST_COLUMNS) {
            let merged = grid.end(above.0, at);
            let next = above.1.keys().find(|next| **next > at).map_or(widest, |next| next - 1);
            let (upper, end) = match year_of(cell) {
                Some(year) => (year.to_string(), merged.max(next)),
                // A heading over some of the columns, but not a title of the sheet.
                None if merged > at && lines.range(..at).next().is_some() => {
                    let Some(text) = cell.text().filter(|_| is_short_text(cell)) else { continue };
                    (one_line(text), merged)
                }
                None => continue,
            };
            for (_, heads) in lines.range_mut(at..=end) {
                heads.insert(0, upper.clone());
            }
        }
    }
    let mut lowers: HashMap<String, usize> = HashMap::new();
    for heads in lines.values() {
        *lowers.entry(heads.last().cloned().unwrap_or_default()).or_default() += 1;
    }
    let mut taken: HashSet<String> = HashSet::new();
    let mut all = Vec::new();
    for (at, heads) in lines {
        let (lower, head) = (heads.last().cloned().unwrap_or_default(), heads.join(" / "));
        let is_unit = lower.starts_with(['(', '[']);
        let mut label = match () {
            () if is_unit => heads.join(" "),
            () if lowers.get(&lower).is_some_and(|many| *many > 1) => head.clone(),
            () => lower.clone(),
        };
        label.truncate(label.trim_end_matches([':', '：', ' ', '*']).len());
        if taken.contains(&label) {
            let letters = cell_name(0, at);
            label = format!("{label} ({})", letters.trim_end_matches('1'));
        }
        taken.insert(label.clone());
        let lower = if is_unit { label.clone() } else { lower };
        all.push(Column { at, label, head, lower, tick: None, key: "ignore", is_headless: false });
    }
    headless(grid, last + 1, &mut all);
    all
}

/// Adds the columns with values below the header row and no heading.
fn headless(grid: &Grid<'_>, first: u32, all: &mut Vec<Column>) {
    let mut seen: HashSet<u32> = all.iter().map(|column| column.at).collect();
    for (_, cells) in grid.sheet.rows.range(first..) {
        for (at, _) in cells.iter().take(MOST_COLUMNS).filter(|_| cells.len() > 1) {
            if all.len() < MOST_COLUMNS && seen.insert(at) {
                let letters = cell_name(0, at);
                let label = letters.trim_end_matches('1').to_owned();
                all.push(Column {
                    at,
                    head: String::new(),
                    lower: String::new(),
                    label,
                    tick: None,
                    key: "ignore",
                    is_headless: true,
                });
            }
        }
    }
    all.sort_by_key(|column| column.at);
}

/// The year in a cell, if it holds nothing else.
pub(super) fn year_of(cell: &RawCell) -> Option<u32> {
    let text = match cell {
        RawCell::Text(text) => text.trim().to_owned(),
        RawCell::Number(number) => number.to_string(),
        _ => return None,
    };
    text.parse().ok().filter(|year| (1990..=2200).contains(year))
}
