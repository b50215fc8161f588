//! `show` for documents and pull requests.

use crate::render::toolkit::markdown::escape;
use crate::report::ShowReport;

impl ShowReport<'_> {
    /// Returns a heading and a list.
    pub(super) fn to_markdown(&self) -> String {
        let mut out = format!("### {}\n\n", escape(&self.heading()));
        for (word, lines) in self.facts_in_words(self.progress_bar()) {
            match lines.as_slice() {
                [] => {}
                [one] => {
                    out += &format!("- **{word}**: {}\n", escape(&one.text));
                }
                many => {
                    out += &format!("- **{word}**\n");
                    many.iter().for_each(|line| {
                        out += &format!("  - {}\n", escape(&line.text));
                    });
                }
            }
        }
        out
    }
}
