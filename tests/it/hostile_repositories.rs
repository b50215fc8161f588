//! Hostile repositories: the program reads the user's own repository or ends with status 2, and
//! never executes a program named by content or settings. Each run has at most 1 GiB of memory.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use crate::support::{
    Run, command, commit, commit_on, copy, git, git_on, init, run, temporary_folder,
};

pub const ONE: &str = "  - {id: '1', title: One, owners: [a], status: ongoing, due: 2024-06-30}\n";

pub const TWO: &str = "  - {id: '2', title: Two, owners: [a], status: ongoing, due: 2024-06-30}\n";

pub fn plan(activities: &str) -> String {
    format!(
        "schema: 1\ntitle: Plan\nendorsed: 2024-01-15\n\
            period: {{start: 2024-01-01, end: 2024-12-31}}\norganizations:\n- {{id: a, name: A}}\n\
            priorities:\n- id: p\n  title: P\n  activities:\n{activities}"
    )
}

/// Runs the program with variables of the caller.
pub fn with(folder: &Path, question: &str, environment: &[(&str, &str)]) -> Run {
    let mut command = command(folder, &question.split(' ').collect::<Vec<_>>());
    command.env("GIT_CONFIG_NOSYSTEM", "1").envs(environment.iter().copied());
    let run = run(command);
    run.assert_clean();
    run
}

pub fn ask(folder: &Path, question: &str) -> Run {
    with(folder, &format!("{question} --as-of 2024-06-20"), &[])
}

/// Each way in which a command uses git.
pub const ASKING: [&str; 10] = [
    "status 2024 --at main",
    "status 2024 --against main",
    "trend 2024 --every commit",
    "trend 2024 --every month --format json",
    "log 1 2024",
    "list 2024 --stale 1",
    "diff main",
    "diff --merge-base main",
    "check --base main --format json",
    "digest 2024 --format json",
];

/// Creates a repository with the plans in `group/workplans`: `main` has two activities, and the
/// branch `work` removed one of them.
pub fn honest() -> tempfile::TempDir {
    let root = temporary_folder();
    let plans = root.path().join("group/workplans");
    std::fs::create_dir_all(&plans).unwrap();
    init(root.path());
    std::fs::write(plans.join("2024.yaml"), plan(&format!("{ONE}{TWO}"))).unwrap();
    commit_on("2024-05-01T12:00:00Z", root.path(), "As endorsed");
    git(root.path(), &["checkout", "-q", "-b", "work"]);
    std::fs::write(plans.join("2024.yaml"), plan(ONE)).unwrap();
    git_on("2024-05-02T12:00:00Z", root.path(), &["commit", "-q", "-am", "A change"]);
    root
}

/// Creates a program that leaves a file if it is executed.
pub fn trap(root: &Path) -> (PathBuf, String) {
    let mark = root.join("mark");
    let command = format!("tr '\\0' ' ' </proc/$PPID/cmdline >>'{}'; cat", mark.display());
    (mark, command)
}

/// Embeds a repository in a folder, as committed files: its `main` never had the second activity,
/// and its settings name a program for everything.
pub fn embed(root: &Path, folder: &Path, worktree: &Path, command: &str) {
    let forged = temporary_folder();
    git(forged.path(), &["clone", "-q", "--no-hardlinks", root.to_str().unwrap(), "f"]);
    let own = forged.path().join("f/.git");
    git(&own, &["update-ref", "refs/heads/main", "refs/heads/work"]);
    std::fs::create_dir_all(folder).unwrap();
    for part in ["objects", "refs"] {
        copy(&own.join(part), &folder.join(part));
        std::fs::write(folder.join(part).join("kept"), "").unwrap();
    }
    for part in ["HEAD", "index", "packed-refs"] {
        std::fs::copy(own.join(part), folder.join(part)).unwrap();
    }
    let settings = format!(
        "[core]\n\trepositoryformatversion = 0\n\tbare = false\n\tworktree = {}\n\
            \tfsmonitor = \"{command}\"\n\tpager = \"{command}\"\n\thooksPath = hooks\n\
            \tsshCommand = \"{command}\"\n[filter \"x\"]\n\tclean = \"{command}\"\n\
            \tsmudge = \"{command}\"\n\tprocess = \"{command}\"\n\trequired = true\n[diff]\n\
            \texternal = \"{command}\"\n[diff \"x\"]\n\ttextconv = \"{command}\"\n[log]\n\
            \tshowSignature = true\n[gpg]\n\tprogram = \"{command}\"\n",
        worktree.display()
    );
    std::fs::write(folder.join("config"), settings).unwrap();
    std::fs::write(folder.join(".gitattributes"), "* filter=x diff=x\n").unwrap();
    let hooks = folder.join("hooks");
    std::fs::create_dir_all(&hooks).unwrap();
    for hook in ["post-index-change", "reference-transaction", "pre-commit"] {
        std::fs::write(hooks.join(hook), format!("#!/bin/sh\n{command}\n")).unwrap();
        std::fs::set_permissions(hooks.join(hook), std::fs::Permissions::from_mode(0o755)).unwrap();
    }
}

/// Returns the output of a run without the name of its folder.
pub fn said(run: &Run, root: &Path) -> (Option<i32>, String, String) {
    let plain = |text: &str| text.replace(&root.display().to_string(), "ROOT");
    (run.code, plain(&run.stdout), plain(&run.stderr))
}

#[test]
fn an_embedded_repository_is_not_read() {
    let untouched = honest();
    let plain = ASKING
        .map(|question| said(&ask(&untouched.path().join("group"), question), untouched.path()));
    for place in ["group/workplans", "group", ".", "group/workplans/2024", "group/deep/er"] {
        let root = honest();
        let (mark, command) = trap(root.path());
        let folder = root.path().join(place);
        embed(root.path(), &folder, &root.path().join("group/workplans"), &command);
        let mut starts = vec![root.path().join("group"), root.path().join("group/workplans")];
        if !starts.contains(&folder) {
            starts.push(folder);
        }
        for (question, plain) in ASKING.iter().zip(&plain) {
            for start in &starts {
                let dir = if *question == "check --base main --format json" && start.ends_with("er")
                {
                    "../../workplans"
                } else {
                    ""
                };
                let run = match (start.starts_with(root.path().join("group")), dir) {
                    (true, "") if !start.ends_with("er") => ask(start, question),
                    _ => with(
                        start,
                        &format!("{question} --as-of 2024-06-20"),
                        &[("WORKPLAN_DIR", &plans(root.path()))],
                    ),
                };
                assert_eq!(
                    &said(&run, root.path()),
                    plain,
                    "{place} {question} {}",
                    start.display()
                );
            }
        }
        let lost = ask(&root.path().join("group/workplans"), "check --base main");
        assert!(
            lost.code == Some(1) && lost.stdout.contains("activity-removed"),
            "the gate is closed: {place} {lost:?}"
        );
        assert!(!mark.exists(), "{place}");
    }
}

pub fn plans(root: &Path) -> String {
    root.join("group/workplans").display().to_string()
}

#[test]
fn resolve_writes_to_the_index_of_the_user_and_runs_no_filter() {
    for is_embedded in [true, false] {
        let root = honest();
        let group = root.path().join("group");
        let (mark, command) = trap(root.path());
        let file = group.join("workplans/2024.yaml");
        std::fs::write(root.path().join(".gitattributes"), "* filter=x\n").unwrap();
        commit(root.path(), "Attributes");
        std::fs::write(&file, plan(&ONE.replace("One", "Ours"))).unwrap();
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o755)).unwrap();
        git(root.path(), &["commit", "-qam", "Ours"]);
        git(root.path(), &["checkout", "-q", "-b", "theirs", "HEAD~1"]);
        std::fs::write(&file, plan(&ONE.replace("ongoing", "planned"))).unwrap();
        git(root.path(), &["commit", "-qam", "Theirs"]);
        git(root.path(), &["checkout", "-q", "work"]);
        let merge = Command::new("git")
            .args(["-c", "user.name=A", "-c", "user.email=a@example.org", "merge", "-q", "theirs"])
            .current_dir(root.path())
            .output()
            .unwrap();
        assert!(!merge.status.success());
        if is_embedded {
            embed(root.path(), &group.join("workplans"), &group.join("workplans"), &command);
        }
        // The user's own settings name a filter as well, as in a CI job.
        for key in ["filter.x.clean", "filter.x.process", "core.fsmonitor", "core.sshCommand"] {
            git(root.path(), &["config", key, &command]);
        }
        let run = ask(&group.join("workplans"), "resolve");
        assert!(!mark.exists(), "{run:?} {}", std::fs::read_to_string(&mark).unwrap_or_default());
        assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{run:?}");
        let config = ["-c", "core.fsmonitor=false"];
        let index = |arguments: &[&str]| git(root.path(), &[&config, arguments].concat());
        assert_eq!(index(&["ls-files", "--unmerged"]), "");
        let merged = plan(&ONE.replace("One", "Ours").replace("ongoing", "planned"));
        assert_eq!(std::fs::read_to_string(&file).unwrap(), merged);
        assert_eq!(index(&["show", ":group/workplans/2024.yaml"]), merged);
        assert!(index(&["ls-files", "--stage", "group"]).starts_with("100755 "), "the mode stays");
    }
}

#[test]
fn resolve_keeps_the_line_ends_that_git_holds() {
    let root = honest();
    let plans = root.path().join("group/workplans");
    git(root.path(), &["checkout", "-q", "main"]);
    std::fs::remove_file(plans.join("2024.yaml")).unwrap();
    std::fs::create_dir(plans.join("2024")).unwrap();
    let (head, activities) = plan(&format!("{ONE}{TWO}"))
        .split_once("priorities")
        .map(|(head, rest)| (head.to_owned(), format!("priorities{rest}")))
        .unwrap();
    std::fs::write(plans.join("2024/plan.yaml"), head).unwrap();
    std::fs::write(plans.join("2024/p.yaml"), format!("schema: 1\n{activities}")).unwrap();
    commit(root.path(), "A folder");
    git(root.path(), &["config", "core.autocrlf", "true"]);
    git(root.path(), &["rm", "-q", "--cached", "-r", "."]);
    git(root.path(), &["reset", "-q", "--hard"]);
    assert!(std::fs::read_to_string(plans.join("2024/p.yaml")).unwrap().contains("\r\n"));
    git(root.path(), &["checkout", "-q", "-b", "side", "main~1"]);
    let changed = plan(&format!("{}{TWO}", ONE.replace("ongoing", "planned")));
    std::fs::write(plans.join("2024.yaml"), changed).unwrap();
    git(root.path(), &["commit", "-qam", "The other side"]);
    git(root.path(), &["checkout", "-q", "main"]);
    let merge = Command::new("git")
        .args([
            "-c",
            "user.name=A",
            "-c",
            "user.email=a@example.org",
            "merge",
            "-q",
            "-s",
            "resolve",
            "side",
        ])
        .current_dir(root.path())
        .output()
        .unwrap();
    assert!(!merge.status.success());
    let run = ask(&plans, "resolve");
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{run:?}");
    let held = git(root.path(), &["show", ":group/workplans/2024/p.yaml"]);
    assert!(held.contains("planned") && !held.contains('\r'), "{held:?}");
    assert_eq!(
        git(root.path(), &["ls-files", "group"]),
        "group/workplans/2024/p.yaml\ngroup/workplans/2024/plan.yaml\n"
    );
}

#[test]
fn a_baseline_is_a_name_and_not_a_search() {
    let root = honest();
    let file = root.path().join("group/workplans/2024.yaml");
    let expressions = [
        "HEAD^{/((((a{1,150}){1,150}){1,150})}",
        ":/((((a{1,150}){1,150}){1,150})",
        "HEAD^{/endorsed}",
        "HEAD~1",
        "HEAD^@",
        "main@{2024-05-01}",
        "main@{u}",
        "main..work",
        "^main",
        ":group/workplans",
        "main:group",
        "ma*",
        "--all",
    ];
    for expression in expressions {
        std::fs::write(
            &file,
            plan(ONE).replace("period:", &format!("baseline: '{expression}'\nperiod:")),
        )
        .unwrap();
        for command in ["status --format json", "report"] {
            let begun = Instant::now();
            let run = ask(&root.path().join("group"), command);
            assert!(
                run.code == Some(0) && begun.elapsed() < Duration::from_secs(20),
                "{expression} {command}: {run:?}"
            );
            let told = run.stderr.contains("is not the name of a tag, a branch or a commit")
                || expression == "--all";
            assert!(
                told && run.stderr.contains("no figures against the baseline"),
                "{expression} {command}: {run:?}"
            );
        }
        let json = ask(&root.path().join("group"), "status --format json").json();
        assert!(json["baseline"].is_null() && json["git"].is_string(), "{json}");
    }
    let id = git(root.path(), &["rev-parse", "main"]);
    for name in ["main", "refs/heads/main", "heads/main", id.trim(), &id[..8]] {
        std::fs::write(
            &file,
            plan(ONE).replace("period:", &format!("baseline: '{name}'\nperiod:")),
        )
        .unwrap();
        let json = ask(&root.path().join("group"), "status --format json").json();
        assert_eq!(
            (json["baseline"]["revision"].as_str(), json["git"].as_str()),
            (Some(id.trim()), None),
            "{name}"
        );
    }
}

#[test]
fn failures_of_git_are_reported() {
    let root = honest();
    let group = root.path().join("group");
    let file = group.join("workplans/2024.yaml");
    std::fs::write(&file, plan(ONE).replace("period:", "baseline: main\nperiod:")).unwrap();
    let fine = ask(&group, "digest --format json");
    assert!(
        fine.code == Some(0) && fine.stderr.is_empty() && fine.json()["git"].is_null(),
        "{fine:?}"
    );
    let nothing = temporary_folder();
    let broken = temporary_folder();
    std::fs::write(broken.path().join("settings"), "[core\n").unwrap();
    let settings = broken.path().join("settings").display().to_string();
    let without = nothing.path().display().to_string();
    let foreign = ("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1");
    for (variable, part) in [
        (foreign, "dubious ownership"),
        (("PATH", without.as_str()), "git is not installed"),
        (("GIT_CONFIG_GLOBAL", settings.as_str()), "bad config line 1"),
    ] {
        for command in ["status --format json", "digest --format json", "digest", "report"] {
            let run = with(&group, &format!("{command} --as-of 2024-06-20"), &[variable]);
            assert!(
                run.code == Some(0) && run.stderr.contains("note: ") && run.stderr.contains(part),
                "{variable:?} {command}: {run:?}"
            );
            if command.ends_with("json") {
                assert!(
                    run.json()["git"].as_str().is_some_and(|why| why.contains(part)),
                    "{variable:?} {command}: {run:?}"
                );
            }
        }
        for question in [
            "list --stale 1",
            "check --base main",
            "diff main",
            "log 1",
            "trend",
            "status --at main",
            "status --against main",
        ] {
            let run = with(&group, question, &[variable]);
            assert!(
                run.code == Some(2) && run.stderr.contains(part),
                "{variable:?} {question}: {run:?}"
            );
            assert!(
                part != "dubious ownership"
                    || run.stderr.contains("`git config --global --add safe.directory /"),
                "git's own advice: {run:?}"
            );
        }
    }
    let outside = crate::support::folder(&[("2024.yaml", plan(ONE).as_bytes())]);
    let run = ask(outside.path(), "digest --format json");
    assert!(run.code == Some(0) && run.stderr.is_empty(), "there is nothing to fail: {run:?}");
    assert!(
        run.json()["git"].as_str().is_some_and(|why| why.contains("this folder is in none")),
        "{run:?}"
    );
}
