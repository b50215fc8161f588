#![allow(clippy::unwrap_used)]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::print::{Unprinted, address, print};

fn browser(folder: &Path, script: &str) -> PathBuf {
    let path = folder.join("browser");
    fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    path
}

#[test]
fn a_browser_that_hangs_is_stopped() {
    let folder = tempfile::tempdir().unwrap();
    let program = browser(folder.path(), "exec sleep 60");
    let begin = Instant::now();
    let printed = print("", &program, Duration::from_millis(200));
    assert!(matches!(printed, Err(Unprinted::TooSlow)), "{printed:?}");
    assert!(begin.elapsed() < Duration::from_secs(30));
}

#[test]
fn the_last_words_are_told_without_the_noise() {
    let folder = tempfile::tempdir().unwrap();
    let program = browser(
        folder.path(),
        "echo '[1:2:3/4.5:ERROR:a.cc(1)] No usable sandbox!' >&2\n\
         echo '[1:2:3/4.5:ERROR:dbus/bus.cc:405] Failed to connect' >&2\nexit 3",
    );
    let printed = print("", &program, Duration::from_secs(30));
    assert!(
        matches!(&printed, Err(Unprinted::Nothing(why)) if why == "No usable sandbox!"),
        "{printed:?}"
    );
}

#[test]
fn an_address_names_any_folder() {
    assert_eq!(address(Path::new("/tmp/a b/ü#%.html")), "file:///tmp/a%20b/%C3%BC%23%25.html");
}
