//! Paths without links, spelled as users and git spell them.

use std::borrow::Cow;
use std::io;
use std::path::{Path, PathBuf};

/// Returns the path of a file without links and `..`, as the disk spells it.
///
/// # Errors
/// If there is nothing of that name.
pub fn real_path(path: &Path) -> io::Result<PathBuf> {
    path.canonicalize().map(|real| without_sign(&real).into_owned())
}

/// Returns a path without the sign by which Windows marks that it is complete. Neither git nor
/// users write it, and with it a path is another one.
pub(super) fn without_sign(path: &Path) -> Cow<'_, Path> {
    match path.to_str().filter(|_| cfg!(windows)).and_then(unsigned) {
        Some(usual) => Cow::Owned(usual.into()),
        None => Cow::Borrowed(path),
    }
}

/// Returns a path that has the sign without it.
fn unsigned(text: &str) -> Option<String> {
    let usual = text.strip_prefix(r"\\?\")?;
    match usual.strip_prefix(r"UNC\") {
        Some(share) => Some(format!(r"\\{share}")),
        // Other paths with the sign, such as those of a volume, have no other spelling.
        None => (usual.as_bytes().get(1) == Some(&b':')).then(|| usual.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drives_and_shares_have_a_usual_spelling() {
        assert_eq!(unsigned(r"\\?\C:\plans").as_deref(), Some(r"C:\plans"));
        assert_eq!(unsigned(r"\\?\UNC\server\share").as_deref(), Some(r"\\server\share"));
        assert_eq!(unsigned(r"\\?\Volume{1}\plans"), None);
        assert_eq!(unsigned(r"C:\plans"), None);
    }
}
