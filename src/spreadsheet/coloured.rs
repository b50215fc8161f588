//! Cells that are only coloured, as in a chart of months that was painted by hand.

use calamine::{Fill, FillPattern, Style};

use super::workbook_part::CellRange;

/// The most coloured cells of a sheet that are counted.
pub(super) const MOST_COLOURED: usize = 100_000;

/// The styles of a workbook with a colour behind the cell.
#[derive(Debug, Default)]
pub(super) struct Coloured(Vec<bool>);

impl Coloured {
    /// Finds the styles with a solid fill other than white.
    pub(super) fn new(styles: &[Style]) -> Self {
        let is_coloured = |fill: &Fill| {
            fill.pattern == FillPattern::Solid
                && fill.foreground_color.is_some_and(|colour| {
                    (colour.red, colour.green, colour.blue) != (255, 255, 255)
                })
        };
        Coloured(styles.iter().map(|style| style.fill.as_ref().is_some_and(is_coloured)).collect())
    }

    /// Whether there is none.
    pub(super) fn is_empty(&self) -> bool {
        !self.0.contains(&true)
    }

    /// Whether a style is one of them.
    pub(super) fn has(&self, style: usize) -> bool {
        self.0.get(style).copied().unwrap_or_default()
    }
}

/// The most comparisons of cells with merged ranges: a second at most.
const MOST_COMPARED: usize = 100_000_000;

/// Removes the cells that are merged into another one, because they are not seen.
pub(super) fn uncover(cells: &mut Vec<(u32, u32)>, merged: &[CellRange]) {
    if cells.len().saturating_mul(merged.len()) > MOST_COMPARED {
        return;
    }
    let hides = |(first, last): &CellRange, (row, column): &(u32, u32)| {
        first != &(*row, *column)
            && (first.0..=last.0).contains(row)
            && (first.1..=last.1).contains(column)
    };
    cells.retain(|cell| !merged.iter().any(|range| hides(range, cell)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_merged_cells_only_the_first_is_seen() {
        let mut cells = vec![(0, 0), (0, 1), (1, 1), (2, 2)];
        uncover(&mut cells, &[((0, 0), (0, 1)), ((1, 1), (2, 2))]);
        assert_eq!(cells, [(0, 0), (1, 1)]);
    }
}
