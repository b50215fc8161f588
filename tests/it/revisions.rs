//! Names of revisions, incomplete histories, and mail maps.

use std::path::Path;

use crate::support::{Run, commit_on, git, git_on, init, temporary_folder, workplan};

const ACTIVITY: &str = "  - {id: '1', title: One, owners: [a], status: ongoing, due: 2024-06-30}\n";

pub fn plan(status: &str) -> String {
    crate::support::plan(&ACTIVITY.replace("ongoing", status))
}

pub fn commit(root: &Path, day: &str, status: &str, message: &str) {
    std::fs::create_dir_all(root.join("workplans")).unwrap();
    std::fs::write(root.join("workplans/2024.yaml"), plan(status)).unwrap();
    commit_on(&format!("{day}T12:00:00Z"), root, message);
}

/// Creates a repository: the activity is planned and tagged as endorsed, then ongoing.
pub fn repository() -> tempfile::TempDir {
    let root = temporary_folder();
    init(root.path());
    commit(root.path(), "2024-02-01", "planned", "endorsed by the principals");
    git(root.path(), &["tag", "-a", "v1", "-m", "As endorsed"]);
    commit(root.path(), "2024-03-01", "ongoing", "a change");
    root
}

pub fn at(root: &Path, revision: &str) -> Run {
    workplan(root, &["status", "--format", "json", &format!("--at={revision}")])
}

#[test]
fn every_expression_for_one_commit_is_accepted() {
    let root = repository();
    git(root.path(), &["branch", "-q", "other", "v1"]);
    git(root.path(), &["branch", "-q", "--set-upstream-to", "other", "main"]);
    let first = git(root.path(), &["rev-parse", "v1^{commit}"]).trim().to_owned();
    let names = [
        ":/endorsed",
        ":/by the",
        ":/end..sed",
        "HEAD^{/endorsed}",
        "HEAD^@",
        "HEAD^1",
        "HEAD~",
        "v1^{}",
        "v1^0",
        "v1^{commit}",
        "main@{upstream}",
        "main@{u}",
        "@{1}",
        "@~1",
        "heads/other",
        "v1-0-gNOTHING",
    ];
    for name in names {
        let name = name.replace("NOTHING", &first[..9]);
        let run = at(root.path(), &name);
        assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{name}: {run:?}");
        assert_eq!(
            (run.json()["revision"].as_str(), run.json()["total"]["planned"].as_i64()),
            (Some(first.as_str()), Some(1)),
            "{name}"
        );
    }
    std::fs::write(root.path().join("workplans/2024.yaml"), plan("on_hold, reason: R")).unwrap();
    git(root.path(), &["stash", "-q"]);
    for name in ["stash", "stash@{0}", "refs/stash"] {
        let run = at(root.path(), name);
        assert_eq!(
            (run.code, run.json()["total"]["on_hold"].as_i64()),
            (Some(0), Some(1)),
            "{name}: {run:?}"
        );
    }
    assert_eq!(at(root.path(), "stash@{0}^@").code, Some(2), "two parents are no commit");
    for name in [
        "HEAD^!",
        "HEAD^-",
        "v1..main",
        "v1...main",
        "^v1",
        "HEAD^^@",
        "HEAD:workplans",
        "v1^{tree}",
        ":/nowhere",
        "--branches",
        "-1",
    ] {
        let run = at(root.path(), name);
        assert!(
            run.code == Some(2) && run.stderr.contains("git knows no commit called"),
            "{name}: {run:?}"
        );
    }
}

#[test]
fn warnings_of_git_are_passed_on() {
    let root = repository();
    let run = at(root.path(), "main@{2001-01-01}");
    assert!(
        run.code == Some(0)
            && run.stderr.contains(
                "note: git warns of `main@{2001-01-01}`: log for 'main' only goes back to"
            ),
        "{run:?}"
    );
    git(root.path(), &["branch", "v1", "main"]);
    let run = at(root.path(), "v1");
    assert!(
        run.code == Some(0)
            && run.stderr.contains("note: git warns of `v1`: refname 'v1' is ambiguous."),
        "{run:?}"
    );
}

/// Creates a repository in which `main` and `work` diverge after the third commit, and `work`
/// merged a branch from the first one. In a shallow clone the first one may look like the merge
/// base.
fn with_a_gap() -> tempfile::TempDir {
    let root = temporary_folder();
    let path = root.path();
    init(path);
    commit(path, "2024-01-01", "planned", "the first");
    git(path, &["branch", "side"]);
    commit(path, "2024-01-02", "planned", "the second");
    commit(path, "2024-01-03", "ongoing", "the third");
    git(path, &["branch", "work"]);
    commit(path, "2024-01-04", "ongoing", "of main");
    git(path, &["checkout", "-q", "side"]);
    std::fs::write(path.join("side"), "").unwrap();
    commit_on("2024-01-05T12:00:00Z", path, "aside");
    git(path, &["checkout", "-q", "work"]);
    for day in 6..12 {
        git_on(
            &format!("2024-01-{day:02}T12:00:00Z"),
            path,
            &["commit", "-q", "--allow-empty", "-m", "work"],
        );
    }
    commit(path, "2024-01-12", "planned", "back again");
    git_on("2024-01-13T12:00:00Z", path, &["merge", "-q", "side", "-m", "take the side in"]);
    root
}

#[test]
fn a_merge_base_is_not_guessed_in_a_shallow_clone() {
    let root = with_a_gap();
    let from = format!("file://{}", root.path().display());
    let rule = |folder: &Path, base: &str| {
        workplan(folder, &["check", "--base", base, "--as-of", "2024-02-01", "--format", "json"])
    };
    let meant = rule(root.path(), "main");
    assert_ne!(meant.code, Some(2), "{meant:?}");
    let mut refused = 0;
    for depth in 1..14 {
        let clone = temporary_folder();
        git(
            clone.path(),
            &[
                "clone",
                "-q",
                "--depth",
                &depth.to_string(),
                "--no-single-branch",
                "-b",
                "work",
                &from,
                "c",
            ],
        );
        let folder = clone.path().join("c");
        let run = rule(&folder, "origin/main");
        if run.code == Some(2) {
            refused += 1;
            assert!(
                run.stderr.contains("`git fetch --unshallow` brings the rest"),
                "{depth}: {run:?}"
            );
            let diff = workplan(&folder, &["diff", "--merge-base", "origin/main"]);
            assert!(
                diff.code == Some(2) && diff.stderr.contains("`git fetch --unshallow`"),
                "{depth}: {diff:?}"
            );
        } else {
            assert_eq!(
                (run.code, &run.stdout),
                (meant.code, &meant.stdout),
                "an answer, if any, is right: {depth}"
            );
        }
        // A base that is an ancestor of the branch is the merge base, whatever is missing.
        if let Ok(parent) =
            std::panic::catch_unwind(|| git(&folder, &["rev-parse", "--verify", "-q", "HEAD~1"]))
        {
            assert_ne!(rule(&folder, parent.trim()).code, Some(2), "{depth}");
        }
    }
    assert!((4..13).contains(&refused), "{refused}");
}

#[test]
fn stale_activities_are_not_guessed_in_a_shallow_clone() {
    let root = repository();
    commit(root.path(), "2024-03-05", "ongoing", "nothing");
    let clone = temporary_folder();
    git(
        clone.path(),
        &["clone", "-q", "--depth", "1", &format!("file://{}", root.path().display()), "c"],
    );
    let folder = clone.path().join("c");
    let ask = |question: &str| {
        workplan(
            &folder,
            &[&question.split(' ').collect::<Vec<_>>()[..], &["--as-of", "2024-12-31"]].concat(),
        )
    };
    // The only commit available is older, so its content existed by then.
    assert!(ask("list --stale 90").ok().contains("One"));
    let run = ask("list --stale 900");
    assert!(run.code == Some(2) && run.stderr.contains("`git fetch --unshallow`"), "{run:?}");
    std::fs::write(folder.join("workplans/config.yaml"), "schema: 1\nstale: 900\n").unwrap();
    let digest = ask("digest --format json");
    assert!(
        digest.code == Some(0) && digest.stderr.contains("note: stale activities are left out: "),
        "{digest:?}"
    );
    assert!(
        digest.json()["git"].as_str().is_some_and(|why| why.contains("--unshallow")),
        "{digest:?}"
    );
}
