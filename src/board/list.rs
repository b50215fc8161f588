//! A list of items under headings, with the line that is selected and the part that is in view.

use crate::analysis::Urgency;

/// A line of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ListLine {
    /// The heading of an urgency, or of what has ended, and the number of its items.
    Heading(Option<Urgency>, usize),
    /// The item of this number in the data.
    Item(usize),
}

/// A list of items under headings.
#[derive(Debug, Default)]
pub(super) struct List {
    lines: Vec<ListLine>,
    /// The number of the selected line, an item if there is one.
    cursor: usize,
    /// The number of the first line in view.
    offset: usize,
    items: usize,
}

impl List {
    /// Fills the list with items in order, each with its urgency. The selection stays at its place.
    pub(super) fn fill(&mut self, items: impl Iterator<Item = (usize, Option<Urgency>)>) {
        self.lines.clear();
        self.items = 0;
        let mut heading: Option<(usize, Option<Urgency>)> = None;
        for (item, urgency) in items {
            self.items += 1;
            let place = match heading {
                Some((place, same)) if same == urgency => place,
                _ => {
                    self.lines.push(ListLine::Heading(urgency, 0));
                    self.lines.len() - 1
                }
            };
            heading = Some((place, urgency));
            if let Some(ListLine::Heading(_, many)) = self.lines.get_mut(place) {
                *many += 1;
            }
            self.lines.push(ListLine::Item(item));
        }
        self.place(self.cursor);
    }

    /// Returns how many items there are.
    pub(super) fn len(&self) -> usize {
        self.items
    }

    /// Returns the number of the selected item in the data.
    pub(super) fn selected(&self) -> Option<usize> {
        match self.lines.get(self.cursor) {
            Some(&ListLine::Item(item)) => Some(item),
            _ => None,
        }
    }

    /// Whether a line is the selected one.
    pub(super) fn is_selected(&self, line: usize) -> bool {
        line == self.cursor && self.selected().is_some()
    }

    /// Selects the item that is at a line or near it: below a heading, or the last one.
    fn place(&mut self, line: usize) {
        let is_item = |line: &usize| matches!(self.lines.get(*line), Some(ListLine::Item(_)));
        let last = self.lines.len().saturating_sub(1);
        let line = line.min(last);
        self.cursor = (line..=last).find(is_item).unwrap_or(last);
        self.offset = self.offset.min(last);
    }

    /// Selects an item by its number in the data, if it is in the list.
    pub(super) fn select(&mut self, item: usize) -> bool {
        let place = self.lines.iter().position(|line| *line == ListLine::Item(item));
        self.cursor = place.unwrap_or(self.cursor);
        place.is_some()
    }

    /// Moves the selection by N items, at most to the first or the last.
    pub(super) fn step(&mut self, by: isize) {
        let mut left = by.unsigned_abs();
        let mut line = self.cursor;
        while left > 0 {
            let next = if by < 0 { line.checked_sub(1) } else { line.checked_add(1) };
            let Some(next) = next.filter(|&next| next < self.lines.len()) else { break };
            line = next;
            if let Some(ListLine::Item(_)) = self.lines.get(line) {
                self.cursor = line;
                left -= 1;
            }
        }
    }

    /// Selects the first item.
    pub(super) fn first(&mut self) {
        self.offset = 0;
        self.place(0);
    }

    /// Selects the last item.
    pub(super) fn last(&mut self) {
        self.place(self.lines.len());
    }

    /// Moves the part in view, and the selection with it where it would leave the view.
    pub(super) fn scroll(&mut self, by: isize, height: usize) {
        let most = self.lines.len().saturating_sub(height);
        self.offset = self.offset.saturating_add_signed(by).min(most);
        let (top, bottom) = (self.offset, (self.offset + height).saturating_sub(1));
        if self.cursor < top {
            self.place(top);
        } else if self.cursor > bottom {
            self.cursor = bottom;
            if self.selected().is_none() {
                self.step(-1);
            }
        }
    }

    /// Selects the item at a line of the view, counted from 0, if there is one.
    pub(super) fn click(&mut self, line: usize) -> bool {
        let line = self.offset + line;
        let is_item = matches!(self.lines.get(line), Some(ListLine::Item(_)));
        if is_item {
            self.cursor = line;
        }
        is_item
    }

    /// Returns the lines in view with their numbers, after moving the view to the selection.
    pub(super) fn view(&mut self, height: usize) -> impl Iterator<Item = (usize, ListLine)> {
        let most = self.lines.len().saturating_sub(height);
        // The heading above the first item comes into view with it.
        let top = match self.cursor.checked_sub(1).and_then(|above| self.lines.get(above)) {
            Some(ListLine::Heading(..)) => self.cursor - 1,
            _ => self.cursor,
        };
        self.offset = self.offset.min(top).min(most);
        self.offset = self.offset.max((self.cursor + 1).saturating_sub(height));
        self.lines.iter().copied().enumerate().skip(self.offset).take(height)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(urgencies: &[Urgency]) -> List {
        let mut list = List::default();
        list.fill(urgencies.iter().map(|one| Some(*one)).enumerate());
        list
    }

    #[test]
    fn the_selection_passes_over_headings() {
        let mut list = list(&[Urgency::Overdue, Urgency::DueSoon, Urgency::DueSoon]);
        assert_eq!((list.len(), list.selected()), (3, Some(0)));
        list.step(1);
        assert_eq!(list.selected(), Some(1));
        list.step(-5);
        assert_eq!(list.selected(), Some(0));
        list.last();
        assert_eq!(list.selected(), Some(2));
        list.fill([(7, None)].into_iter());
        assert_eq!(list.selected(), Some(7));
        list.fill(std::iter::empty());
        assert_eq!((list.len(), list.selected()), (0, None));
    }

    #[test]
    fn the_view_follows_the_selection() {
        let mut list = list(&[Urgency::Later; 100]);
        let first = |list: &mut List| list.view(10).next().map(|(at, _)| at);
        assert_eq!(first(&mut list), Some(0));
        list.step(50);
        assert_eq!((first(&mut list), list.selected()), (Some(42), Some(50)));
        list.scroll(-3, 10);
        assert_eq!((first(&mut list), list.selected()), (Some(39), Some(47)));
        list.first();
        assert_eq!(list.view(10).next(), Some((0, ListLine::Heading(Some(Urgency::Later), 100))));
        assert!(!list.click(0) && list.click(3));
        assert_eq!(list.selected(), Some(2));
        list.last();
        assert_eq!(first(&mut list), Some(91));
    }
}
