//! `show` in the terminal.

use crate::render::toolkit::grid::{Grid, GridCell, GridColumn};
use crate::render::toolkit::table::wrapped;
use crate::render::toolkit::terminal::{Terminal, Tone};
use crate::report::ShowReport;

impl ShowReport<'_> {
    /// Returns the heading and a table of all there is to say.
    pub(super) fn to_terminal(&self, screen: &Terminal) -> String {
        format!("{}\n{}", wrapped(self.heading(), Tone::Strong, screen), self.grid().table(screen))
    }

    fn grid(&self) -> Grid {
        let mut grid = Grid {
            columns: vec![GridColumn::left(""), GridColumn::left("").wrapped(10)],
            rows: Vec::new(),
        };
        for (word, lines) in self.facts_in_words(self.progress_bar()) {
            for (number, line) in lines.into_iter().enumerate() {
                let word = if number == 0 { word.to_string() } else { String::new() };
                grid.rows.push(vec![GridCell::toned(word, Tone::Faint), line]);
            }
        }
        grid
    }
}
