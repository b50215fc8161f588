use super::grid::{Align, Grid};

impl Grid {
    /// As a Markdown table.
    pub(super) fn markdown(&self) -> String {
        let mut out = String::new();
        let line = |cells: &mut dyn Iterator<Item = String>| cells.fold(String::from("|"), |line, cell| line + " " + &cell + " |") + "\n";
        out += &line(&mut self.columns.iter().map(|column| escape(&column.title)));
        out += &line(&mut self.columns.iter().map(|column| match column.align {
            Align::Left => "---".to_owned(),
            Align::Right => "---:".to_owned(),
        }));
        for row in &self.rows {
            out += &line(&mut row.iter().map(|cell| escape(&cell.text)));
        }
        out
    }
}

/// Between a sign and a name: it takes no room, and git servers, which look at the page after Markdown, see no mention.
const NO_WIDTH: &str = "&#8203;";

/// The text so that Markdown shows it as it is: nothing in it marks up, breaks a table, makes a link, or calls for somebody.
pub(super) fn escape(text: &str) -> String {
    let text = crate::text::clean_line(text);
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '$' | '&' => out.extend(['\\', c]),
            '!' | '+' | '-' | '=' if at == 0 => out.extend(['\\', c]),
            '#' if at == 0 => out.extend(["\\#", NO_WIDTH]),
            // What begins a list item, an address or a mention.
            '.' | ')' if text.get(..at).is_some_and(|before| !before.is_empty() && before.bytes().all(|b| b.is_ascii_digit())) => {
                out.extend(['\\', c]);
            }
            ':' if text.get(at..).is_some_and(|rest| rest.starts_with("://")) => out.push_str("&#58;"),
            // In the middle of a word it belongs to an address, which stays one for whoever copies it.
            '@' => out.extend(["&#64;", if is_word(text.get(..at).and_then(|before| before.chars().next_back())) { "" } else { NO_WIDTH }]),
            '#' if is_word(text.get(at + 1..).and_then(|after| after.chars().next())) => out.extend(["#", NO_WIDTH]),
            // At the end of a heading it would be taken for the mark that closes it.
            '#' => out.push_str("\\#"),
            '.' if text.as_bytes().get(at.saturating_sub(3)..at).is_some_and(|before| before.eq_ignore_ascii_case(b"www")) => {
                out.push_str("&#46;");
            }
            _ => out.push(c),
        }
    }
    out
}

fn is_word(c: Option<char>) -> bool {
    c.is_some_and(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_marks_up() {
        assert_eq!(escape("a|b *c* <script> [x](y)"), r"a\|b \*c\* \<script\> \[x\](y)");
        assert_eq!(escape("# 1\n2"), r"\#&#8203; 1 2");
        assert_eq!(escape("1.10"), r"1\.10");
        assert_eq!(escape("https://example.org @team"), "https&#58;//example.org &#64;&#8203;team");
        assert_eq!(escape("a@example.org, see #12 or #x"), "a&#64;example.org, see #&#8203;12 or #&#8203;x");
        assert_eq!(escape("Track ##"), r"Track \#\#");
        assert_eq!(escape("www.example.org"), "www&#46;example.org");
    }
}
