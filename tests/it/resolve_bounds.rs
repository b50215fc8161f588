//! Limits of `resolve`: entries that are not files, links, and content too large for memory.
#![cfg(unix)]

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::support::{Run, commit, folder, git, init, temporary_folder, workplan};

fn plan(title: &str, status: &str) -> String {
    crate::support::plan(&format!(
        "  - {{id: '1', title: {title}, owners: [a], status: {status}, due: 2024-06-30}}\n"
    ))
}

fn fed(root: &Path, arguments: &[&str], input: &[u8]) -> String {
    let mut command = Command::new("git");
    let mut process = command
        .args(arguments)
        .current_dir(root)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    process.stdin.take().unwrap().write_all(input).unwrap();
    let output = process.wait_with_output().unwrap();
    assert!(output.status.success(), "{arguments:?}");
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

fn blob(root: &Path, text: &str) -> String {
    fed(root, &["hash-object", "-w", "--stdin"], text.as_bytes())
}

/// Creates a conflict in the index: three versions of a file, each with its mode.
fn open(root: &Path, path: &str, versions: [(&str, &str); 3]) {
    let lines = (1..)
        .zip(versions)
        .map(|(stage, (mode, id))| format!("{mode} {id} {stage}\tworkplans/{path}\n"));
    let gone = format!("0 {}\tworkplans/{path}\n", "0".repeat(40));
    fed(root, &["update-index", "--index-info"], (gone + &lines.collect::<String>()).as_bytes());
}

/// Creates a repository whose plan can be merged: ours changed the title, theirs the status.
fn repository(path: &str) -> (tempfile::TempDir, [String; 3]) {
    let root = folder(&[(path, plan("One", "ongoing").as_bytes())]);
    init(root.path());
    commit(root.path(), "A plan");
    let versions = [plan("One", "ongoing"), plan("Ours", "ongoing"), plan("One", "planned")]
        .map(|text| blob(root.path(), &text));
    let [base, ours, theirs] = &versions;
    open(root.path(), path, [("100644", base), ("100644", ours), ("100644", theirs)]);
    let text = format!(
        "<<<<<<< ours\n{}=======\n{}>>>>>>> theirs\n",
        plan("Ours", "ongoing"),
        plan("One", "planned")
    );
    std::fs::write(root.path().join("workplans").join(path), text).unwrap();
    (root, versions)
}

fn resolve(root: &Path) -> Run {
    let begun = Instant::now();
    let run = workplan(root, &["resolve"]);
    run.assert_clean();
    assert!(begun.elapsed() < Duration::from_secs(60), "{run:?}");
    run
}

#[test]
fn a_version_that_is_no_file_is_settled_with_git() {
    let (root, [base, ours, theirs]) = repository("2024.yaml");
    let commit = git(root.path(), &["rev-parse", "HEAD"]).trim().to_owned();
    let target = blob(root.path(), "../../secret.yaml");
    let before = std::fs::read(root.path().join("workplans/2024.yaml")).unwrap();
    for (versions, what) in [
        ([("120000", &target), ("100644", &ours), ("100644", &theirs)], "a link"),
        ([("100644", &base), ("120000", &target), ("100644", &theirs)], "a link"),
        ([("100644", &base), ("100644", &ours), ("120000", &target)], "a link"),
        ([("100644", &base), ("100644", &ours), ("160000", &commit)], "no file"),
    ] {
        open(root.path(), "2024.yaml", versions.map(|(mode, id)| (mode, id.as_str())));
        let run = resolve(root.path());
        let part = format!("2024.yaml is {what} on one side; resolve it with git");
        assert!(run.code == Some(2) && run.stderr.contains(&part), "{versions:?} {run:?}");
        assert_eq!(std::fs::read(root.path().join("workplans/2024.yaml")).unwrap(), before);
        assert_ne!(git(root.path(), &["ls-files", "--unmerged"]), "");
    }
}

/// Links in place of the file and its folder, inside the tree and out of it, to existing and
/// missing targets.
#[test]
fn nothing_is_written_through_a_link() {
    for (path, linked) in [("2024.yaml", "2024.yaml"), ("2024/plan.yaml", "2024")] {
        for is_dangling in [false, true] {
            let (root, _) = repository(path);
            let elsewhere = temporary_folder();
            let target = elsewhere.path().join("target");
            let place = root.path().join("workplans").join(linked);
            if is_dangling {
                std::fs::rename(&place, elsewhere.path().join("other")).unwrap();
            } else {
                std::fs::rename(&place, &target).unwrap();
            }
            std::os::unix::fs::symlink(&target, &place).unwrap();
            let victim = if path == linked { target.clone() } else { target.join("plan.yaml") };
            let before = std::fs::read(&victim).ok();
            let run = resolve(root.path());
            assert!(
                run.code == Some(2) && run.stderr.contains("is a link, and is not written through"),
                "{path} {is_dangling}: {run:?}"
            );
            assert_eq!(std::fs::read(&victim).ok(), before);
            assert!(place.is_symlink(), "{path}");
            assert_ne!(git(root.path(), &["ls-files", "--unmerged"]), "");
        }
    }
}

#[test]
fn entries_that_are_not_files_are_left() {
    for kind in ["mkfifo", "mkdir"] {
        let (root, _) = repository("2024.yaml");
        let place = root.path().join("workplans/2024.yaml");
        std::fs::remove_file(&place).unwrap();
        assert!(Command::new(kind).arg(&place).status().unwrap().success());
        let run = resolve(root.path());
        assert!(
            run.code == Some(2)
                && run.stderr.contains("2024.yaml is no file, and is not written to"),
            "{kind}: {run:?}"
        );
        assert!(!place.is_file(), "{kind}");
        assert_ne!(git(root.path(), &["ls-files", "--unmerged"]), "");
    }
}

/// Many large versions, which compress well in the repository.
#[test]
fn versions_that_are_too_many_together_are_refused() {
    let (root, [base, ours, theirs]) = repository("2024.yaml");
    let large = blob(root.path(), &format!("a: 1\n#{}\n", "x".repeat(45 << 20)));
    open(root.path(), "2025.yaml", [("100644", &large); 3]);
    let run = resolve(root.path());
    let part = "the files that are left to merge have more than 128 MiB in all; resolve the largest with git";
    assert!(run.code == Some(2) && run.stderr.contains(part), "{run:?}");
    // Without it, the other file is merged.
    fed(
        root.path(),
        &["update-index", "--index-info"],
        format!("0 {}\tworkplans/2025.yaml\n", "0".repeat(40)).as_bytes(),
    );
    open(root.path(), "2024.yaml", [("100644", &base), ("100644", &ours), ("100644", &theirs)]);
    let run = resolve(root.path());
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{run:?}");
    assert_eq!(
        std::fs::read_to_string(root.path().join("workplans/2024.yaml")).unwrap(),
        plan("Ours", "planned")
    );
}

/// From git 2.54 on, settings can name hooks and their programs.
#[test]
fn each_hook_and_filter_of_the_settings_is_switched_off() {
    use std::os::unix::fs::PermissionsExt;
    let (root, _) = repository("2024.yaml");
    let mark = root.path().join("mark");
    let command = format!("touch '{}'; cat", mark.display());
    for (key, value) in [
        ("hook.X y.command", command.as_str()),
        ("hook.X y.event", "reference-transaction"),
        ("hook.other.command", &command),
        ("hook.other.event", "post-index-change"),
        ("filter.f.clean", &command),
        ("filter.f.process", &command),
        ("filter.f.required", "true"),
    ] {
        git(root.path(), &["config", key, value]);
    }
    std::fs::write(root.path().join(".gitattributes"), "* filter=f\n").unwrap();
    let programs = temporary_folder();
    let record = programs.path().join("record");
    let real = std::env::split_paths(&std::env::var_os("PATH").unwrap())
        .map(|folder| folder.join("git"))
        .find(|path| path.is_file());
    let script = format!(
        "#!/bin/sh\necho \"$*\" >>'{}'\nexec {} \"$@\"\n",
        record.display(),
        real.unwrap().display()
    );
    std::fs::write(programs.path().join("git"), script).unwrap();
    std::fs::set_permissions(programs.path().join("git"), std::fs::Permissions::from_mode(0o755))
        .unwrap();
    let mut command = crate::support::command(root.path(), &["resolve"]);
    command
        .env("PATH", format!("{}:{}", programs.path().display(), std::env::var("PATH").unwrap()));
    let run = crate::support::run(command);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{run:?}");
    assert!(!mark.exists());
    let record = std::fs::read_to_string(record).unwrap();
    let writing: Vec<&str> = record.lines().filter(|line| line.contains("update-index")).collect();
    assert!(!writing.is_empty());
    for switch in [
        "hook.X y.enabled=false",
        "hook.other.enabled=false",
        "filter.f.clean= ",
        "filter.f.process= ",
        "filter.f.required=false",
    ] {
        assert!(
            writing.iter().all(|line| line.contains(&format!("-c {switch}"))),
            "{switch}: {writing:?}"
        );
    }
    assert!(record.lines().all(|line| line.contains("-c core.hooksPath=/dev/null")), "{record}");
}
