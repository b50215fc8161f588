//! Names as words of a shell command.

use super::sanitize::clean_line;

/// A name as a shell reads it for one word: it is quoted where anything in it could mean something
/// else. A shell reads no name of a file back that has a control character in it; such a character
/// is shown as `�`.
pub fn shell_word(name: &str) -> String {
    let text = clean_line(name);
    if is_shell_word(&text) {
        text.into_owned()
    } else {
        format!("'{}'", text.replace('\'', "'\\''"))
    }
}

/// Returns a name as an argument of a command that people copy: one word for a shell, and not a
/// flag for the command. A name that could be read as a flag is replaced by `stands_for`.
pub fn argument(name: &str, stands_for: &str) -> String {
    if name.starts_with('-') { stands_for.to_owned() } else { shell_word(name) }
}

/// Whether a shell reads a text as one word that means nothing else.
pub fn is_shell_word(text: &str) -> bool {
    !text.is_empty()
        && text.chars().all(|c| {
            c.is_alphanumeric() || "-_./+@%,:".contains(c) || c == '=' && !text.starts_with('=')
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_one_word() {
        assert_eq!(shell_word("workplans/2024.yaml"), "workplans/2024.yaml");
        assert_eq!(shell_word("2024;touch${IFS}x"), "'2024;touch${IFS}x'");
        assert_eq!(shell_word("l'eau"), "'l'\\''eau'");
        assert_eq!(shell_word(""), "''");
        assert_eq!([argument("20$(x)", "PLAN"), argument("--fix", "PLAN")], ["'20$(x)'", "PLAN"]);
    }
}
