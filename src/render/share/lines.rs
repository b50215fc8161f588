//! Lines with an indent, and lists of them.

use unicode_width::UnicodeWidthStr;

use crate::render::toolkit::terminal::{Terminal, Tone};
use crate::render::toolkit::words::and_more;

/// The most lines of a list that are shown.
const LISTED: usize = 8;

/// The first lines of a list, and how many more there are.
pub(super) fn listed(lines: impl ExactSizeIterator<Item = String>, screen: &Terminal) -> String {
    listed_to(LISTED, lines, screen)
}

/// As many lines of a list, and how many more there are.
pub(super) fn listed_to(
    most: usize,
    lines: impl ExactSizeIterator<Item = String>,
    screen: &Terminal,
) -> String {
    let more = lines.len().saturating_sub(most);
    let mut out = String::new();
    for line in lines.take(most) {
        out += &indented(&line, 2, Tone::Faint, screen);
    }
    if more > 0 {
        out += &indented(&and_more(more).to_string(), 2, Tone::Faint, screen);
    }
    out
}

/// A line with an indent, which further lines have as well, and two columns more.
pub(super) fn indented(text: &str, indent: usize, tone: Tone, screen: &Terminal) -> String {
    let most = screen.width.map_or(usize::MAX, |_| screen.columns());
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        let room = most.saturating_sub(indent + if lines.len() > 1 { 2 } else { 0 });
        match lines.last_mut() {
            Some(line) if line.width() + 1 + word.width() <= room => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    let line = |(number, line): (usize, &String)| {
        let spaces = " ".repeat(indent + if number > 0 { 2 } else { 0 });
        format!("{spaces}{}\n", screen.paint(tone, line))
    };
    lines.iter().enumerate().map(line).collect()
}
