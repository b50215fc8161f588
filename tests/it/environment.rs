//! Unusual environments: the program gives the same answer or explains the problem.

use std::process::Command;

use crate::support::{Run, bare, command, commit, init, run, samples, temporary_folder, workplan};

const DAY: [&str; 2] = ["--as-of", "2024-09-15"];

/// Runs the program in a shell after a setup script.
fn under(setup: &str, folder: &std::path::Path, arguments: &[&str]) -> Run {
    let mut shell = Command::new("sh");
    bare(&mut shell).env("PATH", std::env::var_os("PATH").unwrap_or_default()).current_dir(folder);
    shell
        .args(["-c", &format!("{setup} exec \"$0\" \"$@\""), crate::support::program()])
        .args(arguments);
    run(shell)
}

/// The sample plans, committed.
fn repository() -> tempfile::TempDir {
    let root = samples();
    init(root.path());
    commit(root.path(), "plans");
    root
}

#[test]
fn environment_variables_change_no_answer() {
    let root = repository();
    for arguments in [
        &["status", "2024"][..],
        &["overdue", "2024"],
        &["trend", "2024", "--no-cache"],
        &["check"],
    ] {
        let arguments = [arguments, &DAY].concat();
        let usual = workplan(root.path(), &arguments).ok();
        for (name, value) in [
            ("HOME", "/nowhere"),
            ("HOME", ""),
            ("XDG_CACHE_HOME", "relative"),
            ("TZ", "Nowhere/None"),
            ("TZ", ":/etc/passwd"),
            ("LC_ALL", "tr_TR.ISO-8859-9"),
            ("LANG", "\u{1f4a3}"),
            ("TERM", ""),
            ("COLUMNS", "-1"),
            ("RAYON_NUM_THREADS", "many"),
            ("GIT_DIR", "/nowhere"),
            ("GIT_CEILING_DIRECTORIES", "/"),
        ] {
            let output = command(root.path(), &arguments).env(name, value).output().unwrap();
            assert_eq!(
                String::from_utf8_lossy(&output.stdout),
                usual,
                "{name}={value} {arguments:?} {output:?}"
            );
        }
    }
}

#[test]
fn any_day_of_the_calendar_is_a_day() {
    let (root, without_git) = (repository(), samples());
    for day in ["1900-01-01", "1969-12-31", "2100-02-28", "2999-12-31"] {
        for arguments in [
            &["status", "2024"][..],
            &["list", "2024"],
            &["overdue", "2024"],
            &["upcoming", "2024", "--within", "9999d"],
            &["matrix", "2024"],
            &["digest", "2024"],
            &["report", "2024", "--format", "html"],
            &["export", "2024", "--format", "json"],
            &["check"],
        ] {
            // A report has a row for each month since the first commit.
            let is_far = arguments[0] == "report" && day > "2100";
            let root = if is_far { &without_git } else { &root };
            let run = workplan(root.path(), &[arguments, &["--as-of", day]].concat());
            run.assert_clean();
            assert!(matches!(run.code, Some(0 | 1)), "{day} {arguments:?} {run:?}");
        }
    }
}

#[test]
fn without_git_plans_are_read_and_other_commands_explain() {
    let root = repository();
    let without = |arguments: &[&str]| {
        let output = command(root.path(), &[arguments, &DAY].concat())
            .env("PATH", "/nowhere")
            .output()
            .unwrap();
        (
            output.status.code(),
            String::from_utf8(output.stdout).unwrap(),
            String::from_utf8(output.stderr).unwrap(),
        )
    };
    let usual = workplan(root.path(), &["status", "2024", DAY[0], DAY[1]]).ok();
    assert_eq!(without(&["status", "2024"]), (Some(0), usual, String::new()));
    for arguments in [
        &["list", "2024", "--mine"][..],
        &["trend", "2024"],
        &["diff"],
        &["log", "1.1", "2024"],
        &["status", "--at", "HEAD"],
    ] {
        let (code, stdout, stderr) = without(arguments);
        assert!(
            code == Some(2)
                && stdout.is_empty()
                && stderr.contains("git is not installed, or not on the PATH"),
            "{arguments:?} {stderr}"
        );
    }
}

#[test]
#[cfg(unix)]
fn closed_streams_break_nothing() {
    let root = samples();
    let usual = workplan(root.path(), &["status", "2024", DAY[0], DAY[1]]).ok();
    assert_eq!(under("exec <&-;", root.path(), &["status", "2024", DAY[0], DAY[1]]).ok(), usual);
    assert_eq!(under("exec 2>&-;", root.path(), &["status", "2024", DAY[0], DAY[1]]).ok(), usual);
    let silent =
        under("exec >&-;", root.path(), &["set", "2.2", "remarks=written", "--plan", "2024"]);
    assert!(matches!(silent.code, Some(0 | 2)), "{silent:?}");
    let plan = std::fs::read_to_string(root.path().join("workplans/2024/2-climate.yaml")).unwrap();
    assert!(plan.contains("          written\n"), "{plan}");
}

#[test]
#[cfg(unix)]
fn low_limits_suffice_or_are_reported() {
    let root = repository();
    for (limit, arguments) in [
        ("ulimit -s 1024;", &["check"][..]),
        ("ulimit -n 64;", &["trend", "2024", "--every", "commit", "--no-cache"]),
        ("ulimit -n 5;", &["status", "2024"]),
    ] {
        let arguments = [arguments, &DAY].concat();
        let (small, usual) =
            (under(limit, root.path(), &arguments), workplan(root.path(), &arguments));
        assert_eq!(
            (small.code, small.stdout, small.stderr),
            (Some(0), usual.stdout, usual.stderr),
            "{limit}"
        );
    }
    let starved = under(
        "ulimit -n 6;",
        root.path(),
        &["trend", "2024", "--every", "commit", "--no-cache", DAY[0], DAY[1]],
    );
    starved.assert_clean();
    assert!(starved.code == Some(0) || starved.stderr.starts_with("error: "), "{starved:?}");
}

#[test]
#[cfg(unix)]
fn a_removed_working_folder_is_reported() {
    let root = temporary_folder();
    let run = under("mkdir gone; cd gone; rmdir ../gone;", root.path(), &["status"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.starts_with("error: the folder that you are in is not there"), "{run:?}");
}
