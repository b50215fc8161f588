//! Sentences on lines of a screen.

use unicode_width::UnicodeWidthStr;

/// The least room that a line has, however narrow the screen is.
const LEAST: usize = 20;

/// Returns the text with line breaks between its words, so that no line takes more than so many
/// columns. A command between backticks stays whole, so that it can be copied; so does a word.
pub(crate) fn lines(text: &str, columns: usize) -> String {
    let columns = columns.max(LEAST);
    let mut words = words(text);
    let mut out = words.next().unwrap_or("").to_owned();
    let mut taken = out.width();
    for word in words {
        let width = word.width();
        if taken > 0 && taken + 1 + width > columns {
            out.push('\n');
            taken = width;
        } else {
            out.push(' ');
            taken += 1 + width;
        }
        out += word;
    }
    out
}

/// The pieces between spaces, but for the spaces between backticks.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut is_command = false;
    text.split(move |c| {
        is_command ^= c == '`';
        c == ' ' && !is_command
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_between_words() {
        assert_eq!(lines("this activity is still planned", 20), "this activity is\nstill planned");
        assert_eq!(lines("short", 20), "short");
        assert_eq!(lines("", 20), "");
        assert_eq!(lines("  two  spaces ", 20), "  two  spaces ");
    }

    #[test]
    fn a_command_stays_whole() {
        let help = "if it has begun: `workplan start 1.6 --dir workplans`; or later";
        let told = "if it has begun:\n`workplan start 1.6 --dir workplans`;\nor later";
        assert_eq!(lines(help, 24), told);
        assert_eq!(lines("a lone ` is no command at all", 20), "a lone\n` is no command at all");
    }
}
