//! The year that a title above a table names: `PLAN 2025`, `Année 2026`, `2026 年`.

use super::grid::Grid;
use crate::spreadsheet::cells::RowCells;
use crate::spreadsheet::date_words::month;
use crate::spreadsheet::raw_cell::RawCell;
use crate::spreadsheet::vocabulary::normalize;

/// The years that a plan can have.
const YEARS: std::ops::RangeInclusive<u32> = 1990..=2100;

/// The rows above a header row in which its title is searched for.
const ROWS_ABOVE: usize = 8;

/// Returns the only year in a title; none in a date, a span of years or a fiscal year.
pub(super) fn year_of_title(text: &str) -> Option<u32> {
    let mut numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
    let year: u32 = numbers.next().filter(|number| number.len() == 4)?.parse().ok()?;
    let before = text.split(|c: char| c.is_ascii_digit()).next().unwrap_or("");
    let folded = normalize(text);
    let is_other = |word: &str| month(word).is_some() || matches!(word, "fy" | "fiscal");
    let is_title = numbers.next().is_none()
        && YEARS.contains(&year)
        && !before.ends_with(|c: char| c.is_ascii_alphabetic())
        && !folded.split(' ').any(is_other);
    is_title.then_some(year)
}

/// Returns the year in the only text of a row.
pub(super) fn year_of_row(cells: &RowCells) -> Option<u32> {
    match cells.values().next().filter(|_| cells.len() == 1)? {
        RawCell::Text(text) => year_of_title(text),
        RawCell::Number(number) => year_of_title(&number.to_string()),
        _ => None,
    }
}

/// Returns the year in the nearest title above a header row.
pub(super) fn year_above(grid: &Grid<'_>, top: u32) -> Option<u32> {
    let rows = grid.sheet.rows.range(..top).rev().take(ROWS_ABOVE);
    rows.take_while(|(_, cells)| cells.len() == 1).find_map(|(_, cells)| year_of_row(cells))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_has_one_year() {
        for (text, year) in [
            ("PLAN 2025", Some(2025)),
            ("Workplan 2026 (draft)", Some(2026)),
            ("Année 2026", Some(2026)),
            ("2026 年", Some(2026)),
            ("2026年工作计划", Some(2026)),
            ("План на 2026 год", Some(2026)),
            ("2024-2025", None),
            ("Plan 2024/25", None),
            ("Updated 12 March 2024", None),
            ("As of March 2024", None),
            ("FY2026", None),
            ("Fiscal year 2026", None),
            ("Resolution 2250", None),
            ("Phase 2", None),
            ("", None),
        ] {
            assert_eq!(year_of_title(text), year, "{text}");
        }
    }
}
