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

/// The text so that Markdown shows it as it is: nothing in it marks up, breaks a table, or makes a link.
pub(super) fn escape(text: &str) -> String {
    let text = crate::text::clean_line(text);
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '$' | '&' => out.extend(['\\', c]),
            '#' | '!' | '+' | '-' | '=' if at == 0 => out.extend(['\\', c]),
            // What begins a list item, an address or a mention.
            '.' | ')' if text.get(..at).is_some_and(|before| !before.is_empty() && before.bytes().all(|b| b.is_ascii_digit())) => {
                out.extend(['\\', c]);
            }
            ':' if text.get(at..).is_some_and(|rest| rest.starts_with("://")) => out.push_str("&#58;"),
            '@' => out.push_str("&#64;"),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_marks_up() {
        assert_eq!(escape("a|b *c* <script> [x](y)"), r"a\|b \*c\* \<script\> \[x\](y)");
        assert_eq!(escape("# 1\n2"), r"\# 1 2");
        assert_eq!(escape("1.10"), r"1\.10");
        assert_eq!(escape("https://example.org @team"), "https&#58;//example.org &#64;team");
    }
}
