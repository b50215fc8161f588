//! The user's email address in git.

use std::io;
use std::path::Path;

use super::git::Git;

/// The email that git knows the user by, in this folder; none if it knows none.
///
/// # Errors
/// If git cannot be asked.
pub fn git_email(folder: &Path) -> io::Result<Option<String>> {
    let said = Git::near(folder).ask(&["config", "--default", "", "--get", "user.email"])?;
    let email = String::from_utf8_lossy(&said).trim().to_owned();
    Ok(Some(email).filter(|email| !email.is_empty()))
}
