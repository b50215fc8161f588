//! What changed between two states of a folder, in the forms of `diff`.

mod csv;
mod describe;
mod json;
mod kind;
mod markdown;
mod terminal;
mod view;

pub(super) use describe::{ChangeLine, figures, in_a_line, origins};
pub(super) use kind::ChangeKind;

use crate::render::View;
use crate::render::toolkit::terminal::Terminal;
use crate::report::DiffReport;

impl View for DiffReport<'_> {
    fn terminal(&self, screen: &Terminal) -> String {
        self.to_terminal(screen)
    }

    fn json(&self) -> String {
        self.to_json()
    }

    fn csv(&self) -> String {
        self.to_csv()
    }

    fn markdown(&self) -> String {
        self.to_markdown()
    }
}
