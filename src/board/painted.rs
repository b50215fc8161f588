//! Lines that were painted for a terminal, as styled text: the colours that the other answers use.

use ratatui::style::{Color, Modifier, Style};
use ratatui::text::{Line, Span};

/// Reads lines with the escapes of colours and weights.
pub(super) fn lines(text: &str) -> Vec<Line<'static>> {
    let mut style = Style::new();
    text.lines().map(|line| one(line, &mut style)).collect()
}

fn one(line: &str, style: &mut Style) -> Line<'static> {
    let mut spans = Vec::new();
    let mut pieces = line.split("\u{1b}[");
    let mut push = |text: &str, style: Style| {
        if !text.is_empty() {
            spans.push(Span::styled(text.to_owned(), style));
        }
    };
    push(pieces.next().unwrap_or_default(), *style);
    for piece in pieces {
        let (codes, text) = piece.split_once('m').unwrap_or(("", piece));
        *style = with(*style, codes);
        push(text, *style);
    }
    Line::from(spans)
}

fn with(style: Style, codes: &str) -> Style {
    match codes {
        "0" | "" => Style::new(),
        "1" => style.add_modifier(Modifier::BOLD),
        "2" => style.add_modifier(Modifier::DIM),
        "31" | "38;5;1" => style.fg(Color::Red),
        "32" | "38;5;2" => style.fg(Color::Green),
        "33" | "38;5;3" => style.fg(Color::Yellow),
        "39" => style.fg(Color::Reset),
        _ => style,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_become_styles() {
        let found = lines("a \u{1b}[1mb\u{1b}[0m\n\u{1b}[38;5;1mc\u{1b}[39m d");
        assert_eq!(found.len(), 2);
        let texts: Vec<String> = found.iter().map(ToString::to_string).collect();
        assert_eq!(texts, ["a b", "c d"]);
        let style = |line: usize, span: usize| {
            found.get(line).and_then(|line| line.spans.get(span)).map(|span| span.style)
        };
        assert_eq!(style(0, 1), Some(Style::new().add_modifier(Modifier::BOLD)));
        assert_eq!(style(1, 0), Some(Style::new().fg(Color::Red)));
        assert_eq!(style(1, 1), Some(Style::new().fg(Color::Reset)));
    }
}
