//! Finds out which revision the program is built from, for `--version`.

use std::path::Path;
use std::process::Command;

/// Filled in by `git archive`: the source in a tarball knows its revision without git.
const ARCHIVED: &str = "$Format:%H$";

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    let revision = || {
        of_repository()
            .or_else(of_package)
            .or_else(of_archive)
            .unwrap_or_else(|| "revision unknown".to_owned())
    };
    let build = if is_released() { revision() } else { "debug build".to_owned() };
    println!("cargo:rustc-env=WORKPLAN_BUILD={build}");
    if !is_released() && is_linux_with_glibc() {
        println!("cargo:rustc-link-arg-bins=-no-pie");
    }
}

/// A debug build would be made anew for each commit.
fn is_released() -> bool {
    std::env::var("PROFILE").is_ok_and(|profile| profile == "release")
}

/// There the tests start a debug build thousands of times. With a fixed place in memory none of its
/// 130,000 addresses has to be corrected at each start, which took a fifth of `status`.
fn is_linux_with_glibc() -> bool {
    let is = |variable: &str, value: &str| std::env::var(variable).is_ok_and(|own| own == value);
    is("CARGO_CFG_TARGET_OS", "linux") && is("CARGO_CFG_TARGET_ENV", "gnu")
}

/// What git says, where this folder is the root of a repository. The source may also lie within
/// somebody else's.
fn of_repository() -> Option<String> {
    if !Path::new(".git").exists() {
        return None;
    }
    for part in ["src", "Cargo.toml", "Cargo.lock"] {
        println!("cargo:rerun-if-changed={part}");
    }
    for name in [
        "HEAD".to_owned(),
        git(&["symbolic-ref", "-q", "HEAD"]).unwrap_or_default(),
        "packed-refs".to_owned(),
    ] {
        if let Some(path) =
            git(&["rev-parse", "--git-path", &name]).filter(|path| Path::new(path).is_file())
        {
            println!("cargo:rerun-if-changed={path}");
        }
    }
    git(&["describe", "--always", "--dirty", "--abbrev=10", "--exclude=*"])
}

/// What cargo has written into a package.
fn of_package() -> Option<String> {
    let text = std::fs::read_to_string(".cargo_vcs_info.json").ok()?;
    let id = text.split("\"sha1\": \"").nth(1)?.split('"').next()?;
    id.get(..10).map(str::to_owned)
}

fn of_archive() -> Option<String> {
    ARCHIVED.get(..10).filter(|revision| !revision.starts_with('$')).map(str::to_owned)
}

fn git(arguments: &[&str]) -> Option<String> {
    let output = Command::new("git")
        .args(arguments)
        .output()
        .ok()
        .filter(|output| output.status.success())?;
    String::from_utf8(output.stdout)
        .ok()
        .map(|text| text.trim().to_owned())
        .filter(|text| !text.is_empty())
}
