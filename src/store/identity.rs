use std::path::Path;
use std::process::{Command, Stdio};

/// The email that git knows the user by, in this folder.
pub fn git_email(folder: &Path) -> Option<String> {
    let output = Command::new("git")
        .args(["config", "--get", "user.email"])
        .current_dir(folder)
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .ok()?;
    let email = String::from_utf8(output.stdout).ok()?.trim().to_owned();
    (!email.is_empty()).then_some(email)
}
