//! A grid as Markdown, and text that marks nothing up.

use crate::render::toolkit::grid::{Align, Grid};
use crate::render::toolkit::item_budget::ItemBudget;

impl Grid {
    /// As a Markdown table.
    pub(crate) fn markdown(&self) -> String {
        self.markdown_within(usize::MAX).0
    }

    /// The first rows as a Markdown table of at most so many bytes, without those that are too
    /// large, and how many rows are left out.
    pub(crate) fn markdown_within(&self, most: usize) -> (String, usize) {
        let mut out = String::new();
        let line = |cells: &mut dyn Iterator<Item = String>| {
            cells.fold(String::from("|"), |line, cell| line + " " + &cell + " |") + "\n"
        };
        out += &line(&mut self.columns.iter().map(|column| escape(&column.title)));
        out += &line(&mut self.columns.iter().map(|column| match column.align {
            Align::Left => "---".to_owned(),
            Align::Right => "---:".to_owned(),
        }));
        let mut room = ItemBudget::new(most.saturating_sub(out.len()));
        let mut left_out = 0;
        for row in &self.rows {
            let row = line(&mut row.iter().map(|cell| escape(&cell.text)));
            match room.takes(row.len()) {
                true => out += &row,
                false => left_out += 1,
            }
        }
        (out, left_out)
    }
}

/// Between a sign and a name: it takes no room. Git servers look for references in the page that
/// Markdown has become, so `\#12` is one to them.
const NO_WIDTH: &str = "&#8203;";

/// Within an address. Renderers look for addresses in one piece of text, after they have read its
/// character references, and the comment parts it; it cannot be seen, and whoever copies the
/// address has it without.
const PARTED: &str = "<!-- -->";

/// How the `@` of a mail address is written.
const AT: &str = "&#64;<!-- -->";

/// All the ways in which the `@` of a mail address may be written, behind a letter and behind
/// anything else.
pub(crate) const ATS: [&str; 5] = [AT, "&#64;&#8203;", "%40", "%&#8203;40", "\u{ff20}"];

/// The gate of Markdown: the text so that a git server shows it as it is. Nothing in it marks up,
/// breaks a table, makes a link, calls a user or refers to an issue, whatever is before it.
pub(crate) fn escape(text: &str) -> String {
    let text = crate::text::clean_line(text);
    let mut out = String::with_capacity(text.len());
    // Of the line as far as it goes, and of its last word.
    let (mut only_digits, mut has_slash) = (true, false);
    for (at, c) in text.char_indices() {
        let (before, after) =
            (text.get(..at).unwrap_or(""), text.get(at + c.len_utf8()..).unwrap_or(""));
        match c {
            // `group/project>` is a project.
            '>' if has_slash && before.ends_with(char::is_alphanumeric) => {
                out.extend([NO_WIDTH, "\\>"]);
            }
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '$' | '&' => {
                out.extend(['\\', c]);
            }
            '!' | '+' | '-' | '=' if at == 0 => out.extend(['\\', c]),
            '#' if at == 0 => out.extend(["\\#", NO_WIDTH]),
            // What begins a list item, an address or a mention.
            '.' | ')' if at > 0 && only_digits => out.extend(['\\', c]),
            // Bots of code hosts take a line that begins so for an order.
            '/' if at == 0 => out.push_str("\\/"),
            ':' if after.starts_with("//") => out.extend(["&#58;", PARTED]),
            // A line that begins with two of them is a command to a CI service.
            ':' if at == 0 => out.push_str("&#58;"),
            // After a letter or a digit of ASCII it belongs to a mail address, also behind
            // `mailto:` and `xmpp:`.
            '@' if before.ends_with(|c: char| c.is_ascii_alphanumeric()) => out.push_str(AT),
            '@' => out.extend(["&#64;", NO_WIDTH]),
            // At the end of a heading it would be taken for the mark that closes it.
            '#' if !is_word(after) => out.push_str("\\#"),
            '.' if before.len() >= 3
                && before
                    .as_bytes()
                    .iter()
                    .rev()
                    .take(3)
                    .all(|byte| byte.eq_ignore_ascii_case(&b'w')) =>
            {
                out.push_str("&#46;");
            }
            _ => out.push(c),
        }
        if refers(before, c, after) {
            out.push_str(NO_WIDTH);
        }
        only_digits &= c.is_ascii_digit();
        has_slash = c == '/' || has_slash && !c.is_whitespace();
    }
    out
}

/// Whether a sign and what follows it may refer to something of GitHub, GitLab or Forgejo, or stand
/// for a picture.
fn refers(before: &str, sign: char, after: &str) -> bool {
    match sign {
        '#' => !before.is_empty() && is_word(after),
        '!' | '$' | '&' => after.starts_with(|c: char| c.is_ascii_digit()),
        // `HEAD~1` is a revision.
        '~' if after.starts_with(|c: char| c.is_ascii_digit())
            && before.ends_with(|c: char| c.is_ascii_alphanumeric()) =>
        {
            false
        }
        '~' | '%' => is_word(after) || after.starts_with('"'),
        // `[issue:12]`, `[[page]]` and `[TOC]`, `*iteration:12`, `:tada:`; what is between `[-` and
        // `-]`, or in braces, is struck out.
        '[' => after.starts_with(['[', '+', '-']) || is_contents(after) || named(after),
        '{' => after.starts_with(['+', '-']),
        '*' => named(after),
        ':' => after
            .trim_start_matches(|c: char| c.is_ascii_alphanumeric() || "_+-".contains(c))
            .starts_with(':'),
        '-' => is_tracker(before) && after.starts_with(|c: char| c.is_ascii_digit()),
        _ => false,
    }
}

/// `issue:`, where something follows it.
fn named(text: &str) -> bool {
    const LONGEST: usize = 32;
    let end =
        text.bytes().take(LONGEST).position(|byte| !byte.is_ascii_alphabetic() && byte != b'_');
    end.is_some_and(|end| end > 0 && text.as_bytes().get(end) == Some(&b':'))
}

/// `[TOC]` is a table of contents.
fn is_contents(text: &str) -> bool {
    let text = text.strip_prefix('_').unwrap_or(text);
    text.get(..3).is_some_and(|word| word.eq_ignore_ascii_case("toc"))
}

/// `GH-12` and `GL-12` are issues.
fn is_tracker(text: &str) -> bool {
    text.as_bytes()
        .last_chunk::<2>()
        .is_some_and(|end| end.eq_ignore_ascii_case(b"gh") || end.eq_ignore_ascii_case(b"gl"))
}

fn is_word(text: &str) -> bool {
    text.starts_with(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_marks_up() {
        assert_eq!(escape("a|b *c* <script> [x](y)"), r"a\|b \*c\* \<script\> \[x\](y)");
        assert_eq!(escape("# 1\n2"), r"\#&#8203; 1 2");
        assert_eq!(escape("1.10"), r"1\.10");
        assert_eq!(
            escape("https://example.org @team"),
            "https&#58;<!-- -->//example.org &#64;&#8203;team"
        );
        assert_eq!(
            escape("a@example.org, see #12 or #x"),
            "a&#64;<!-- -->example.org, see #&#8203;12 or #&#8203;x"
        );
        assert_eq!(escape("Track ##"), r"Track \#\#");
        assert_eq!(escape("www.example.org"), "www&#46;example.org");
        assert_eq!(escape("mailto:a@example.org"), "mailto:a&#64;<!-- -->example.org");
        assert_eq!([escape("/close"), escape("and/or")], ["\\/close", "and/or"]);
        assert_eq!(escape("12:30, 5% of a:b"), "12:30, 5% of a:b");
    }

    /// The page that Markdown has become, without its signs: a server looks for references in it.
    fn shown(text: &str) -> String {
        let plain = escape(text)
            .replace("&#8203;", "\u{200b}")
            .replace("&#64;", "@")
            .replace("&#58;", ":")
            .replace("&#46;", ".")
            .replace("<!-- -->", "");
        plain.replace('\\', "")
    }

    /// A text that is many times as long takes as many steps: it ends.
    #[test]
    fn a_long_text_of_signs_ends() {
        for text in [
            "1".repeat(200_000) + &".".repeat(200_000),
            "*".repeat(400_000),
            "[".repeat(400_000),
            ":".repeat(400_000),
        ] {
            assert!(escape(&text).len() >= text.len());
        }
    }

    #[test]
    fn nothing_refers_whatever_is_before_it() {
        let signs = [
            "@team",
            "#12",
            "!12",
            "$12",
            "&12",
            "~label",
            "~\"two words\"",
            "%1.0",
            "%\"next year\"",
            "GH-7",
            "gh-7",
            "GL-7",
            "[TOC]",
            "[_toc_]",
            "{- gone -}",
            "{+ new +}",
            "[- gone -]",
            "[+ new +]",
            "org/project>",
            "[issue:12]",
            "[[page]]",
            "*iteration:12",
            ":tada:",
            "^alert#3",
            "org/project#1",
            "org/project!1",
        ];
        for sign in signs {
            for before in [
                "", " ", "x ", "\u{e9}", "\u{8ba1}", "(", "-", ".", "/", "\"", "\u{200b}",
                "\u{640}", "'",
            ] {
                let shown = shown(&format!("{before}{sign} y"));
                assert!(!shown.contains(sign), "{shown}");
                assert_eq!(
                    shown.replace('\u{200b}', ""),
                    format!("{before}{sign} y").replace('\u{200b}', "")
                );
            }
        }
    }
}
