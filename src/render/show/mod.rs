//! One activity in full, in the forms of `show`.

mod csv;
mod facts;
mod json;
mod markdown;
mod terminal;
mod view;

use crate::render::View;
use crate::render::toolkit::terminal::Terminal;
use crate::report::ShowReport;

impl View for ShowReport<'_> {
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
