//! One activity in full, in the forms of `show`.

mod csv;
mod facts;
mod json;
mod markdown;
mod terminal;
mod view;

pub use view::ShowView;

use crate::render::View;
use crate::render::toolkit::terminal::Terminal;

impl View for ShowView<'_> {
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
