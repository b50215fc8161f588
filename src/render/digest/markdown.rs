//! A digest for a document, or a mail that shows text.

use super::sentences::{grid, nothing, nothing_at_all};
use crate::diagnostic::message;
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
            out += &format!("\n**{}**\n", escape(&self.summary(one).to_string()));
            let people: Vec<String> =
                self.people(one).iter().map(|person| escape(person)).collect();
            if !people.is_empty() {
                let people = people.join(", ");
                let people = message!("digest.focal-points", "Focal points: {people}", people);
                out += &format!("\n{people}\n");
            }
            let parts = self.parts(one);
            if parts.is_empty() {
                out += &format!("\n{}\n", nothing());
            }
            for part in parts {
                let mut grid = grid();
                grid.rows = part.lines.iter().map(|line| line.cells().into()).collect();
                out += &format!("\n### {}\n\n{}", part.title, grid.markdown());
            }
        }
        if out.is_empty() { format!("{}\n", nothing_at_all()) } else { out }
    }
}
