//! Paths of files as the addresses that clients use (RFC 8089).

use std::path::{Path, PathBuf};
use std::str::FromStr;

use lsp_types::Uri;

use crate::text::{path_text, percent_encoded};

/// Returns the path of a file; `None` of any other address.
pub(super) fn path_of(uri: &Uri) -> Option<PathBuf> {
    let rest = uri.as_str().strip_prefix("file://")?;
    let rest = rest.split(['?', '#']).next().unwrap_or(rest);
    let (host, path) = rest.split_at_checked(rest.find('/')?)?;
    let path = decoded(path)?;
    let path = match host {
        "" | "localhost" => path,
        host => format!("//{host}{path}"),
    };
    // `/c:/plans` is a path on a drive.
    let drive = path.strip_prefix('/').filter(|rest| cfg!(windows) && has_drive(rest));
    let path = drive.map_or_else(|| path.clone(), capital_drive);
    Some(Path::new(&path).components().collect())
}

/// Returns the address of a file.
pub(super) fn uri_of(path: &Path) -> Option<Uri> {
    let text = path_text(path);
    let parts: Vec<String> = text.split('/').map(encoded).collect();
    let path = parts.join("/");
    let address = match path.strip_prefix("//") {
        Some(share) => format!("file://{share}"),
        None if path.starts_with('/') => format!("file://{path}"),
        None => format!("file:///{path}"),
    };
    Uri::from_str(&address).ok()
}

/// Whether a path begins with a drive.
fn has_drive(path: &str) -> bool {
    path.starts_with(|c: char| c.is_ascii_alphabetic()) && path.get(1..2) == Some(":")
}

/// Clients write the letter of a drive in either case.
fn capital_drive(path: &str) -> String {
    let mut letters = path.chars();
    letters
        .next()
        .map_or_else(String::new, |c| c.to_ascii_uppercase().to_string() + letters.as_str())
}

fn encoded(part: &str) -> String {
    match has_drive(part) && part.len() == 2 {
        true => part.to_owned(),
        false => percent_encoded(part),
    }
}

/// Returns a text without its percent signs; `None` where it is no UTF-8, or holds a NUL.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, others)) = rest.split_first() {
        let hex = others.first_chunk::<2>().filter(|_| *first == b'%');
        let byte = hex.and_then(|hex| u8::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok());
        bytes.push(byte.unwrap_or(*first));
        rest = others.get(if byte.is_some() { 2 } else { 0 }..).unwrap_or_default();
    }
    String::from_utf8(bytes).ok().filter(|text| !text.contains('\0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_come_back() {
        for path in ["/home/ana/work plans/2024.yaml", "/p/é数%23#?.yaml", "/a/b+c&d.yaml"] {
            let uri = uri_of(Path::new(path));
            assert_eq!(uri.as_ref().and_then(path_of).as_deref(), Some(Path::new(path)), "{uri:?}");
        }
        let path = |text: &str| Uri::from_str(text).ok().and_then(|uri| path_of(&uri));
        assert_eq!(path("file:///a%20b/c.yaml"), Some(PathBuf::from("/a b/c.yaml")));
        assert_eq!(path("file://localhost/a"), Some(PathBuf::from("/a")));
        for other in ["untitled:Untitled-1", "git:/a/b", "file://", "file:///%00", "file:///%ff"] {
            assert_eq!(path(other), None, "{other}");
        }
        assert_eq!(crate::workspace::plain_path(Path::new("/a/./b/../c")), Path::new("/a/c"));
    }
}
