//! Paths as text.

use std::path::{MAIN_SEPARATOR, Path};

/// How Windows marks that a path is complete, in general and for a folder of another machine.
const COMPLETE: &str = r"\\?\";
const COMPLETE_SHARE: &str = r"\\?\UNC\";

/// Returns a path as messages and commands show it: with `/` between the names on every system.
/// Windows, git and every shell read that, and a shell on Windows would drop `\`.
pub fn path_text(path: &Path) -> String {
    spelled(&path.to_string_lossy(), MAIN_SEPARATOR)
}

fn spelled(text: &str, separator: char) -> String {
    if separator == '/' {
        return text.to_owned();
    }
    let usual = match text.strip_prefix(COMPLETE_SHARE) {
        Some(share) => format!(r"\\{share}"),
        None => text.strip_prefix(COMPLETE).unwrap_or(text).to_owned(),
    };
    usual.replace(separator, "/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_system_shows_one_separator() {
        for (path, shown) in [
            (r"workplans\.schema/plan.json", "workplans/.schema/plan.json"),
            (r"C:\Users\Ana Li\2024.yaml", "C:/Users/Ana Li/2024.yaml"),
            (r"\\?\C:\Users", "C:/Users"),
            (r"\\?\UNC\server\share\plans", "//server/share/plans"),
            (r"\\server\share", "//server/share"),
        ] {
            assert_eq!(spelled(path, '\\'), shown);
        }
        assert_eq!(spelled(r"odd\name", '/'), r"odd\name");
    }
}
