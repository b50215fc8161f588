//! What the cells of a column are, whatever its heading says.

use std::collections::HashSet;

use super::cell_text::is_sign;
use super::grid::Grid;
use crate::spreadsheet::date_reading::{DateContext, DateMeaning, reads_as};
use crate::spreadsheet::raw_cell::RawCell;
use crate::spreadsheet::row_words::{is_level, is_no_tick, is_tick};
use crate::spreadsheet::status_text::{StatusText, status_text};
use crate::spreadsheet::vocabulary::normalize;

/// Whether a column says how urgent its rows are: `High`, `Medium`.
pub(super) fn has_levels(grid: &Grid<'_>, at: u32, head: &str, first: u32) -> bool {
    let is_rank = |text: &str| {
        let bare = text.trim().trim_start_matches(['P', 'p']);
        bare.len() < text.trim().len() && bare.parse::<u32>().is_ok()
    };
    let is_of_urgency = normalize(head).starts_with("prior");
    let is_own = |cell: &RawCell| match cell {
        RawCell::Text(text) => {
            let is_number = || is_rank(text) || text.trim().parse::<u32>().is_ok();
            is_level(text) || is_of_urgency && is_number()
        }
        RawCell::Number(_) => is_of_urgency,
        _ => false,
    };
    let (mut own, mut all) = (0, 0);
    for (_, cell) in grid.column(at, first) {
        all += 1;
        own += usize::from(is_own(cell));
    }
    // A row can be shifted by a comma.
    own > 0 && 10 * own >= 9 * all
}

/// Whether any of the first cells of a column can be a date.
pub(super) fn has_dates(grid: &Grid<'_>, at: u32, first: u32) -> bool {
    let mut cells = grid.column(at, first).map(|(_, cell)| cell).take(200).peekable();
    cells.peek().is_none()
        || cells.any(|cell| match cell {
            RawCell::Text(text) => {
                let context = DateContext { order: None, year: Some(2025), shows_days: false };
                text.chars().any(char::is_numeric)
                    || !matches!(reads_as(text, context).meaning, DateMeaning::Nothing)
            }
            _ => true,
        })
}

/// Whether a cell is a day, or a text for one.
pub(super) fn is_day(cell: &RawCell) -> bool {
    match cell {
        RawCell::Day(_) => true,
        RawCell::Text(text) if text.contains(|c: char| c.is_numeric()) => {
            let context = DateContext { order: None, year: None, shows_days: false };
            let read = reads_as(text, context).meaning;
            matches!(read, DateMeaning::Day(_) | DateMeaning::Unclear { .. })
        }
        _ => false,
    }
}

/// Whether most cells of a column are dates.
pub(super) fn is_of_dates(grid: &Grid<'_>, at: u32, first: u32) -> bool {
    let (mut days, mut all) = (0, 0);
    for (_, cell) in grid.column(at, first).take(40) {
        all += 1;
        days += usize::from(is_day(cell));
    }
    days > 0 && 4 * days >= 3 * all
}

/// Whether a column holds ticks alone: `x`, `✓`, and at least one of them.
pub(super) fn has_ticks(grid: &Grid<'_>, at: u32, first: u32) -> bool {
    let mut cells = grid.column(at, first).map(|(_, cell)| cell).peekable();
    cells.peek().is_some()
        && cells.all(|cell| match cell {
            RawCell::Text(text) => is_tick(text) || is_no_tick(text),
            RawCell::Number(number) => *number == 1.0 || *number == 0.0,
            _ => false,
        })
}

/// Whether the cells of a column say yes or no, or are statuses.
pub(super) fn says_done(grid: &Grid<'_>, at: u32, first: u32) -> bool {
    let mut cells = grid.column(at, first).map(|(_, cell)| cell).peekable();
    cells.peek().is_some()
        && cells.all(|cell| {
            cell.text().is_some_and(|text| {
                let is_status = || matches!(status_text(text), StatusText::Known(_));
                is_tick(text) || is_no_tick(text) || text.len() <= 60 && is_status()
            })
        })
}

/// How many letters the different texts of a column have together: dates, numbers and addresses
/// are no words.
pub(super) fn letters(grid: &Grid<'_>, at: u32, first: u32) -> usize {
    let is_words = |text: &&str| {
        let letters = text.chars().filter(|c| c.is_alphabetic()).count();
        let signs = text.chars().filter(|c| !c.is_whitespace()).count();
        2 * letters >= signs && !text.contains(['@']) && !text.contains("://")
    };
    let texts = grid.column(at, first).take(200).filter(|(_, cell)| !is_day(cell));
    let different: HashSet<&str> =
        texts.filter_map(|(_, cell)| cell.text()).filter(is_words).collect();
    different.into_iter().map(|text| text.chars().count().min(200)).sum()
}

/// Whether the cells of a column are the numbers of its rows: `1`, `2.1`.
pub(super) fn has_numbers(grid: &Grid<'_>, at: u32, first: u32) -> bool {
    let is_number = |cell: &RawCell| match cell {
        RawCell::Number(number) => *number >= 0.0 && *number < 10_000.0,
        RawCell::Text(text) => {
            let bare = text.trim().trim_end_matches(['.', ')']);
            !bare.is_empty()
                && bare.len() < 12
                && bare.chars().all(|c| c.is_ascii_digit() || c == '.')
        }
        _ => false,
    };
    let (mut numbers, mut all, mut above) = (0, 0, None);
    for (row, cell) in grid.column(at, first).take(200) {
        // The title of a group over several columns.
        if grid.end(row, at) > at {
            continue;
        }
        // The number of a group, which its rows repeat, is no number of a row.
        if is_number(cell) && above == Some(cell) {
            return false;
        }
        above = Some(cell);
        all += 1;
        numbers += usize::from(is_number(cell));
    }
    // A group row can stand among them.
    numbers > 0 && 4 * numbers >= 3 * all
}

/// Whether most cells of a column are statuses.
pub(super) fn has_statuses(grid: &Grid<'_>, at: u32, first: u32) -> bool {
    let (mut known, mut all) = (0, 0);
    for (_, cell) in grid.column(at, first).take(40) {
        let Some(text) = cell.text() else { return false };
        // A sentence is none, and takes long to look through.
        let is_short = text.len() <= 60;
        all += 1;
        known += usize::from(is_short && matches!(status_text(text), StatusText::Known(_)));
        if known == 0 && all > 7 {
            return false;
        }
    }
    known > 1 && 5 * known >= 3 * all
}

/// Whether the texts of a column hardly repeat: as many priorities as activities are none.
pub(super) fn hardly_repeats(grid: &Grid<'_>, at: u32, first: u32) -> bool {
    let texts = || grid.column(at, first).filter_map(|(_, cell)| cell.text());
    let different: HashSet<&str> = texts().collect();
    let rows = grid.sheet.rows.range(first..).filter(|(_, cells)| cells.len() > 1).count();
    different.len() > 8 && 3 * different.len() > 2 * rows
}

/// Whether a few texts fill a column, such as the names of phases.
pub(super) fn often_repeats(grid: &Grid<'_>, at: u32, first: u32) -> bool {
    let texts = || grid.column(at, first).take(500).filter_map(|(_, cell)| cell.text());
    let different: HashSet<&str> = texts().collect();
    let all = texts().count();
    all > 5 && 3 * different.len() <= all
}

/// Whether a column holds marks alone, which are no titles.
pub(super) fn has_marks(grid: &Grid<'_>, at: u32, first: u32) -> bool {
    let is_mark = |cell: &RawCell| match cell {
        // Other signs, such as `!`, can be titles.
        RawCell::Text(text) => {
            let is_none = || is_sign(text) || text.contains(char::is_alphanumeric);
            is_tick(text) || is_no_tick(text) && is_none()
        }
        _ => true,
    };
    grid.column(at, first).map(|(_, cell)| cell).take(200).all(is_mark)
}

/// Whether a column holds amounts: ticks are `1` at most.
pub(super) fn has_amounts(grid: &Grid<'_>, at: u32, first: u32) -> bool {
    let (mut numbers, mut others) = (0, 0);
    for (_, cell) in grid.column(at, first).take(200) {
        match cell {
            RawCell::Number(number) if *number != 1.0 => numbers += 1,
            RawCell::Day(_) => numbers += 1,
            _ => others += 1,
        }
    }
    numbers > others
}
