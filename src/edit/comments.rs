//! Comments in a range that is rewritten.

use super::layout::Layout;

/// The comments of a stretch that holds brackets, words and comments, and no text in quotes.
pub(super) struct Comments<'s> {
    /// The comment on the first line, with the white space before it.
    pub beside: &'s str,
    /// The comments on the lines below, with their indents.
    pub below: Vec<&'s str>,
}

impl<'s> Comments<'s> {
    pub(super) fn of(stretch: &'s str) -> Self {
        let mut lines = stretch.split('\n');
        let beside = lines.next().and_then(with_space).unwrap_or("");
        Comments { beside, below: lines.filter_map(with_space).collect() }
    }

    /// Returns the comments as lines of their own, each with the line break before it. The first
    /// one gets that column, or is left out if it can stay on its line.
    pub(super) fn lines(&self, column: usize, line_break: &str, with_first: bool) -> String {
        let first = (with_first && !self.beside.is_empty())
            .then(|| format!("{line_break}{}{}", " ".repeat(column), self.beside.trim_start()));
        self.below
            .iter()
            .fold(first.unwrap_or_default(), |lines, comment| lines + line_break + comment)
    }

    /// Returns the first comment, to be put after a colon.
    pub(super) fn first(&self) -> String {
        let space = if self.beside.starts_with('#') { " " } else { "" };
        format!("{space}{}", self.beside)
    }
}

/// The comment at the end of a line, with the white space before it.
fn with_space(line: &str) -> Option<&str> {
    let opens = |at: usize| {
        line.get(..at)
            .is_none_or(|before| before.is_empty() || before.ends_with([' ', '\t', '[', '{', ',']))
    };
    let at = line.match_indices('#').map(|(at, _)| at).find(|&at| opens(at))?;
    let before = line.get(..at)?;
    line.get(before.trim_end_matches([' ', '\t']).len()..).map(str::trim_end)
}

/// Returns the text between empty brackets that hold comments: it follows them on a line of its
/// own.
pub(super) fn below_in_brackets(
    layout: Layout<'_>,
    open: usize,
    close: usize,
    news: &str,
) -> (usize, String) {
    let line = layout.line_start(close);
    let beside = layout.column(close);
    let last = layout.slice(open, line).trim_end().rfind('#').map(|at| open + at);
    let column = last
        .filter(|&at| layout.is_first_in_line(at))
        .map(|at| layout.column(at))
        .filter(|&column| column > beside);
    (line, format!("{}{news}{}", " ".repeat(column.unwrap_or(beside + 2)), layout.line_break))
}
