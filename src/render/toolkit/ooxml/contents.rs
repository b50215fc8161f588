//! The field of contents, filled in with the headings.

use super::ink::Ink;
use super::paragraph::Paragraph;
use super::phrase::{Phrase, field_mark, instruction};

/// A heading that the contents list.
pub(super) struct Heading {
    pub level: usize,
    pub mark: String,
    pub text: String,
}

/// What the field lists: headings of two levels, as links. It is filled in without the numbers of
/// pages, which are known only when the pages are laid out; it has them once a reader updates it.
const FIELD: &str = "TOC \\o \"1-2\" \\h \\z \\u";

/// Writes the field with a paragraph for each heading.
pub(super) fn write(ink: &mut Ink<'_>, headings: &[Heading]) {
    let listed: Vec<&Heading> = headings.iter().filter(|one| one.level <= 2).collect();
    for (at, heading) in listed.iter().enumerate() {
        let style = if heading.level == 1 { "TOC1" } else { "TOC2" };
        let link = Phrase::default().quiet(&heading.mark, &heading.text);
        let (is_first, is_last) = (at == 0, at + 1 == listed.len());
        Paragraph::new(style, link).write_between(
            ink,
            |ink| {
                if is_first {
                    field_mark(ink, "begin");
                    instruction(ink, FIELD);
                    field_mark(ink, "separate");
                }
            },
            |ink| {
                if is_last {
                    field_mark(ink, "end");
                }
            },
        );
    }
}
