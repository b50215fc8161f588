//! The author of a change, in histories made to hide it.

use crate::hostile_histories::{FOCAL, STRANGER, ask, commit, foreign, head, repository, write};
use crate::support::{git, temporary_folder, workplan};

#[test]
fn unreadable_focal_points_hide_nothing() {
    let root = repository("error");
    let path = root.path();
    let text = std::fs::read_to_string(path.join("workplans/2024.yaml")).unwrap();
    let base = head(path);
    let changed = text.replace("title: One", "title: Changed");
    commit(
        path,
        2,
        STRANGER,
        &changed.replace("focal_points: [{name: F, email: focal@example.org}]", "focal_points: x"),
    );
    commit(path, 3, STRANGER, &changed);
    assert_eq!(foreign(path, &base), [format!("1 {STRANGER}")]);
    // Also in a commit of its own.
    git(path, &["reset", "-q", "--hard", &base]);
    let hidden = |text: &str| {
        text.replace("focal_points: [{name: F, email: focal@example.org}]", "focal_points: x")
    };
    commit(path, 2, STRANGER, &hidden(&text));
    commit(path, 3, STRANGER, &hidden(&changed));
    commit(path, 4, STRANGER, &changed);
    assert_eq!(foreign(path, &base), [format!("1 {STRANGER}")]);
}

#[test]
fn an_uncommitted_move_is_not_cached() {
    let root = repository("off");
    let cache = temporary_folder();
    git(root.path(), &["mv", "workplans", "plans"]);
    git(root.path(), &["reset", "-q"]);
    let trend = |every: &str, more: &[&str]| {
        let question =
            ["trend", "2024", "--dir", "plans", "--as-of", "2024-03-01", "--every", every];
        let mut command = crate::support::command(root.path(), &[&question, more].concat());
        command.env("XDG_CACHE_HOME", cache.path());
        let run = crate::support::run(command);
        (run.code, run.stdout, run.stderr)
    };
    for every in ["commit", "month"] {
        for step in [&["reset", "-q"][..], &["add", "-A"], &["reset", "-q"], &["add", "-A"]] {
            git(root.path(), step);
            assert_eq!(trend(every, &[]), trend(every, &["--no-cache"]), "{every} {step:?}");
        }
        assert_eq!(trend(every, &[]).0, Some(0), "{every}");
    }
}

#[test]
fn a_day_that_git_does_not_show_is_not_made_up() {
    for date in ["99999999999999999 +0000", "x +0000", "253402300800 +0000"] {
        let root = repository("off");
        let path = root.path();
        let text = std::fs::read_to_string(path.join("workplans/2024.yaml")).unwrap();
        let parent = head(path);
        write(path, &text.replace("title: One", "title: Changed"));
        git(path, &["add", "-A"]);
        let tree = git(path, &["write-tree"]);
        let raw = format!(
            "tree {}\nparent {parent}\nauthor a <a@b> {date}\ncommitter a <a@b> {date}\n\nx\n",
            tree.trim()
        );
        let file = path.join("raw");
        std::fs::write(&file, raw).unwrap();
        let made = git(path, &["hash-object", "-t", "commit", "-w", "--literally", "raw"]);
        std::fs::remove_file(&file).unwrap();
        git(path, &["update-ref", "refs/heads/main", made.trim()]);
        let log = workplan(path, &["log", "1", "2024"]);
        assert!(
            log.stdout.contains("\nwithout a day  ") && !log.stdout.contains("1970"),
            "{date}: {log:?}"
        );
        assert!(
            log.stderr.contains("git shows no day of the commit for 1 revision"),
            "{date}: {log:?}"
        );
        let json = workplan(path, &["log", "1", "2024", "--format", "json"]).json();
        assert!(
            json["entries"][0]["date"].is_null() && json["entries"][1]["date"] == "2024-01-01",
            "{json}"
        );
        for every in ["commit", "month"] {
            let trend = ask(path, &format!("trend 2024 --every {every}"));
            assert!(trend.code == Some(0) && !trend.stdout.contains("1970"), "{date}: {trend:?}");
            assert!(
                trend.stderr.contains("git shows no day of the commit: 1 revision"),
                "{date} {every}: {trend:?}"
            );
        }
        let status = workplan(path, &["status", "2024", "--at", "HEAD"]);
        assert!(
            status.code == Some(0)
                && status.stderr.contains("git shows no day of the commit at `HEAD`"),
            "{date}: {status:?}"
        );
    }
}

#[test]
fn names_in_suggested_commands_are_quoted() {
    let root = repository("off");
    let path = root.path();
    let text = std::fs::read_to_string(path.join("workplans/2024.yaml")).unwrap();
    let tag = "v1$(touch${IFS}PWNED)";
    commit(path, 2, FOCAL, &text.replace("status: ongoing", "status: x"));
    git(path, &["tag", tag]);
    commit(path, 3, FOCAL, &text.replace("endorsed:", &format!("baseline: '{tag}'\nendorsed:")));
    let run = ask(path, "status 2024");
    assert!(run.stderr.contains(&format!("`workplan check 2024 --at '{tag}'`")), "{run:?}");
    let name = "20$(touch${IFS}PWNED)";
    git(path, &["mv", "workplans/2024.yaml", &format!("workplans/{name}.yaml")]);
    git(path, &["commit", "-qm", "Renamed"]);
    for question in [
        vec!["show", "9", name, "--lenient"],
        vec!["log", "9", name],
        vec!["set", "9", "title=x", "--plan", name, "--lenient"],
    ] {
        let run = workplan(path, &question);
        assert!(
            run.code == Some(2) && run.stderr.contains(&format!("workplan list '{name}'")),
            "{run:?}"
        );
    }
    std::fs::remove_file(path.join(format!("workplans/{name}.yaml"))).unwrap();
    let run = ask(path, "check --base HEAD");
    assert!(run.stdout.contains(&format!("`workplan cancel '{name}/1'")), "{run:?}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_name_that_is_not_text_is_not_confused_with_another() {
    use std::os::unix::ffi::OsStrExt;
    let root = repository("off");
    let path = root.path();
    let text = std::fs::read_to_string(path.join("workplans/2024.yaml")).unwrap();
    let file = path.join("workplans").join(std::ffi::OsStr::from_bytes(b"\xff.yaml"));
    let others = ["\u{fffd}.yaml", "\u{fffd}ff.yaml"].map(|name| path.join("workplans").join(name));
    let save = |title: &str, message: &str| {
        std::fs::write(&file, text.replace("title: Two", title)).unwrap();
        crate::support::commit(path, message);
    };
    others.iter().for_each(|other| std::fs::write(other, &text).unwrap());
    save("title: Two", "base");
    git(path, &["checkout", "-q", "-b", "theirs"]);
    save("title: Theirs", "theirs");
    git(path, &["checkout", "-q", "main"]);
    save("title: Two\n    remarks: Ours", "ours");
    assert!(
        std::panic::catch_unwind(|| git(path, &["merge", "-q", "theirs"])).is_err(),
        "git stops"
    );
    let open = std::fs::read(&file).unwrap();
    for question in [&["resolve"][..], &["resolve", "--dry-run"]] {
        let run = workplan(path, question);
        assert!(run.code == Some(2) && run.stderr.contains("is not UTF-8 text"), "{run:?}");
    }
    assert_eq!(std::fs::read(&file).unwrap(), open);
    assert!(
        others.iter().all(|other| std::fs::read_to_string(other).unwrap() == text),
        "the other files are as they were"
    );
    assert_eq!(
        std::fs::read_dir(path.join("workplans"))
            .unwrap()
            .filter(|one| !one.as_ref().unwrap().file_name().to_string_lossy().starts_with('.'))
            .count(),
        5
    );
}
