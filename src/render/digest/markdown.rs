//! A digest for a document, or a mail that shows text.

use super::sentences::grid;
use crate::render::toolkit::grid::GridColumn;
use crate::render::toolkit::markdown::escape;
use crate::report::DigestReport;

impl DigestReport<'_> {
    /// Returns a document, or the text of a mail.
    pub(super) fn to_markdown(&self) -> String {
        let mut out = String::new();
        for one in self.told() {
            if !out.is_empty() {
                out += "\n";
            }
            out += &format!("## {}\n\n{}\n", escape(&self.name(one)), escape(&self.about()));
            let people: Vec<String> =
                self.people(one).iter().map(|person| escape(person)).collect();
            if !people.is_empty() {
                out += &format!("\nFocal points: {}\n", people.join(", "));
            }
            let parts = self.parts(one);
            if parts.is_empty() {
                out += "\nNothing to do now.\n";
            }
            for part in parts {
                let mut grid = grid(GridColumn::left("id"));
                grid.columns.remove(0);
                grid.rows = part.lines.iter().map(|line| line.cells().into()).collect();
                out += &format!("\n### {}\n\n{}", part.title, grid.markdown());
            }
        }
        if out.is_empty() { "Nobody has anything to do now.\n".to_owned() } else { out }
    }
}
