//! Where a plan stands, in the forms of `status`.

mod baseline;
mod csv;
mod json;
mod markdown;
mod terminal;
mod view;

pub(super) use markdown::against_baseline;

use crate::render::View;
use crate::render::toolkit::terminal::Terminal;
use crate::report::StatusReport;

impl View for StatusReport<'_> {
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
