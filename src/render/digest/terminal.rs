//! A digest in the terminal.

use super::sentences::grid;
use crate::diagnostic::message;
use crate::render::toolkit::table::wrapped;
use crate::render::toolkit::terminal::{Terminal, Tone};
use crate::report::DigestReport;
use crate::text::clean_line;

impl DigestReport<'_> {
    /// Returns the digests, organization by organization.
    pub(super) fn to_terminal(&self, screen: &Terminal) -> String {
        let mut out = String::new();
        for one in self.told() {
            if !out.is_empty() {
                out += "\n";
            }
            out += &wrapped(clean_line(&self.name(one)), Tone::Strong, screen);
            let summary = self.summary(one).to_string();
            out += &wrapped(clean_line(&summary), Tone::Plain, screen);
            let people = self.people(one);
            if !people.is_empty() {
                out += &wrapped(clean_line(&people.join(", ")), Tone::Faint, screen);
            }
            let parts = self.parts(one);
            if parts.is_empty() {
                out += &format!("{}\n", message!("digest.nothing-short", "nothing to do now"));
                continue;
            }
            let mut grid = grid();
            let mut groups = Vec::new();
            for part in parts {
                grid.rows.extend(part.lines.iter().map(|line| line.cells().into()));
                groups.push((part.title.to_string(), part.tone, part.lines.len()));
            }
            out += "\n";
            out += &grid.grouped_table(&groups, screen);
        }
        if out.is_empty() {
            let none = message!("digest.none-short", "no organization has anything to do now");
            return format!("{none}\n");
        }
        out
    }
}
