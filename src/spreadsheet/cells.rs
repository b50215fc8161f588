//! The cells of a row.

use super::raw_cell::RawCell;

/// The cells of a row that are not empty, by column, in as little memory as they need.
#[derive(Clone, Debug, Default)]
pub struct RowCells(Vec<(u32, RawCell)>);

impl RowCells {
    fn at(&self, column: u32) -> Result<usize, usize> {
        // Without empty cells before it, a cell has the number of its column.
        let number = column as usize;
        match self.0.get(number) {
            Some((own, _)) if *own == column => Ok(number),
            _ => self.0.binary_search_by_key(&column, |(own, _)| *own),
        }
    }

    /// Returns the cell in a column.
    pub(super) fn get(&self, column: &u32) -> Option<&RawCell> {
        self.at(*column).ok().and_then(|at| self.0.get(at)).map(|(_, found)| found)
    }

    pub(super) fn contains_key(&self, column: &u32) -> bool {
        self.at(*column).is_ok()
    }

    /// Sets the cell in a column, and returns the old one.
    pub(super) fn insert(&mut self, column: u32, found: RawCell) -> Option<RawCell> {
        // Most rows are short, and a list begins with room for four.
        if self.0.len() == self.0.capacity() {
            self.0.reserve_exact(self.0.len().max(1));
        }
        // Columns come in their order, as a rule.
        if self.0.last().is_none_or(|(last, _)| *last < column) {
            self.0.push((column, found));
            return None;
        }
        match self.at(column) {
            Ok(at) => self.0.get_mut(at).map(|(_, own)| std::mem::replace(own, found)),
            Err(at) => {
                self.0.insert(at, (column, found));
                None
            }
        }
    }

    /// Removes the cell in a column, and returns it.
    pub(super) fn remove(&mut self, column: &u32) -> Option<RawCell> {
        self.at(*column).ok().map(|at| self.0.remove(at).1)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (u32, &RawCell)> {
        self.0.iter().map(|(column, found)| (*column, found))
    }

    pub(super) fn keys(&self) -> impl Iterator<Item = &u32> {
        self.0.iter().map(|(column, _)| column)
    }

    pub(super) fn values(&self) -> impl Iterator<Item = &RawCell> {
        self.0.iter().map(|(_, found)| found)
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Gives room back that is not needed.
    pub(super) fn shrink(&mut self) {
        self.0.shrink_to_fit();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_in_the_order_of_their_columns() {
        let mut cells = RowCells::default();
        for column in [3, 1, 2, 1] {
            let before = cells.insert(column, RawCell::Number(f64::from(column)));
            assert_eq!(before.is_some(), column == 1 && cells.len() == 3, "{column}");
        }
        assert_eq!(cells.keys().copied().collect::<Vec<_>>(), [1, 2, 3]);
        assert_eq!(
            (cells.remove(&2), cells.get(&2), cells.contains_key(&3)),
            (Some(RawCell::Number(2.0)), None, true)
        );
    }
}
