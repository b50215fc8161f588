//! What stands on each sheet of paper: the title, the day and the number of the page.

use super::view::ReportForm;
use super::words;
use crate::model::Day;
use crate::render::toolkit::html::{Piece, pieces, shortened};
use crate::render::toolkit::words::{address_left_out, long_day};
use crate::report::PlanReport;
use crate::text::{PLAIN_SIGNS, is_bidi_control, without_addresses};

/// How many characters of the title a sheet has room for.
pub(super) const MOST: usize = 70;

impl PlanReport<'_> {
    /// The boxes in the margins as a style. A browser that does not know them shows none.
    pub(super) fn running(&self, form: ReportForm) -> String {
        let title = self.status.plan.plan.display_title();
        // What is escaped below is no address any more for the gate of the report.
        let title = match self.contacts {
            true => title.into(),
            false => without_addresses(title, &PLAIN_SIGNS, &address_left_out().to_string()),
        };
        running_heads(&title, self.as_of.day, form == ReportForm::Paper)
    }
}

/// The boxes in the margins of a page with a title that holds no address.
pub(super) fn running_heads(title: &str, day: Day, is_paper: bool) -> String {
    let title = quoted(&shortened(title, MOST));
    let day = quoted(&long_day(day).to_string());
    let number = |piece: Piece| match piece {
        Piece::Words(words) => quoted(&words),
        Piece::Place(0) => "counter(page)".to_owned(),
        Piece::Place(_) => "counter(pages)".to_owned(),
    };
    let numbers = pieces(|[page, pages, _]| words::page_of(page, pages));
    let numbers: Vec<String> = numbers.into_iter().map(number).collect();
    let paper = if is_paper { "size:A4;" } else { "" };
    format!(
        "@page{{{paper}@top-left{{content:{title}}}@top-right{{content:{day}}}\
         @bottom-right{{content:{}}}}}",
        numbers.join(" ")
    )
}

/// A text as a string of a style sheet: what is not a letter, a number or a space is escaped, and a
/// sign that turns the text around it is left out.
fn quoted(text: &str) -> String {
    let kept = text.chars().filter(|&c| !is_bidi_control(c));
    let escaped = kept.map(|c| match c {
        ' ' => c.to_string(),
        _ if c.is_alphanumeric() => c.to_string(),
        _ if c.is_control() => " ".to_owned(),
        _ => format!("\\{:x} ", u32::from(c)),
    });
    format!("\"{}\"", escaped.collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_a_string_of_the_style_whatever_is_in_it() {
        assert_eq!(
            quoted("</style>\n\"a\\b\" ##[x] \u{202e}计划 خطة"),
            "\"\\3c \\2f style\\3e  \\22 a\\5c b\\22  \\23 \\23 \\5b x\\5d  计划 خطة\""
        );
    }
}
