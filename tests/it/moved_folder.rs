//! The history of a workplans folder continues where it was before a move.

use std::path::Path;

use serde_json::Value;

use crate::support::{Run, commit_on, git, git_on, init, temporary_folder, workplan};

fn plan(due: &str) -> String {
    crate::support::plan_with(
        "endorsed: 2024-01-01\n",
        &format!("  - {{id: '1', title: T, owners: [a], status: ongoing, due: {due}}}\n"),
    )
}

pub fn write(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

pub fn commit(root: &Path, month: u32) {
    let moment = format!("2024-{month:02}-10T12:00:00Z");
    commit_on(&moment, root, "A change");
}

fn moves(root: &Path, from: &str, to: &str) {
    std::fs::create_dir_all(root.join(to).parent().unwrap()).unwrap();
    git(root, &["mv", from, to]);
}

pub fn repository(file: &str) -> tempfile::TempDir {
    let root = temporary_folder();
    init(root.path());
    write(root.path(), file, &plan("2024-04-30"));
    commit(root.path(), 1);
    root
}

pub fn run(root: &Path, dir: &str, arguments: &[&str]) -> Run {
    workplan(root, &[&["--dir", dir], arguments].concat())
}

pub fn days(run: &Run) -> Vec<String> {
    assert_eq!(run.code, Some(0), "{run:?}");
    let json = run.json();
    let all = json["entries"].as_array().or(json["points"].as_array()).unwrap().clone();
    all.iter().map(|one: &Value| one["date"].as_str().unwrap().to_owned()).collect()
}

/// Creates a repository whose folder is moved together with an edit, moved back, and moved to a
/// name with a space.
fn traveller() -> tempfile::TempDir {
    let root = repository("workplans/2024.yaml");
    moves(root.path(), "workplans", "docs/plans/workplans");
    write(root.path(), "docs/plans/workplans/2024.yaml", &plan("2024-05-31"));
    commit(root.path(), 2);
    write(root.path(), "docs/plans/workplans/2024.yaml", &plan("2024-06-30"));
    commit(root.path(), 3);
    moves(root.path(), "docs/plans/workplans", "workplans");
    commit(root.path(), 4);
    moves(root.path(), "workplans", "the group/workplans");
    commit(root.path(), 5);
    write(root.path(), "the group/workplans/2024.yaml", &plan("2024-07-31"));
    commit(root.path(), 6);
    root
}

#[test]
fn history_goes_on_where_the_folder_lay_before() {
    let root = traveller();
    let ask = |arguments: &[&str]| run(root.path(), "the group/workplans", arguments);
    assert_eq!(
        days(&ask(&["log", "1", "2024", "--format", "json"])),
        ["2024-06-10", "2024-03-10", "2024-02-10", "2024-01-10"]
    );
    let points = days(&ask(&["trend", "2024", "--as-of", "2024-06-30", "--format", "json"]));
    assert_eq!(
        points,
        ["2024-01-31", "2024-02-29", "2024-03-31", "2024-04-30", "2024-05-31", "2024-06-30"]
    );
    assert_eq!(
        days(&ask(&[
            "trend",
            "2024",
            "--every",
            "commit",
            "--as-of",
            "2024-06-30",
            "--format",
            "json"
        ]))
        .len(),
        4
    );
    let stale =
        ask(&["list", "2024", "--stale", "100", "--as-of", "2024-06-05", "--format", "json"])
            .json();
    assert!(stale["activities"].as_array().unwrap().is_empty());
    let stale =
        ask(&["list", "2024", "--stale", "20", "--as-of", "2024-07-05", "--format", "json"]).json();
    assert_eq!(stale["activities"].as_array().unwrap().len(), 1, "it was changed on 10 June");
    let _ = ask(&["export", "--history", "--out-dir", "facts"]).ok();
    let months: Vec<String> = ["01", "02", "03", "06"]
        .map(|month| format!("facts/plan=2024/month=2024-{month}"))
        .to_vec();
    assert!(months.iter().all(|month| root.path().join(month).is_dir()));
    assert_eq!(std::fs::read_dir(root.path().join("facts/plan=2024")).unwrap().count(), 4);
    let then = ask(&["status", "2024", "--at", "HEAD~4", "--format", "json"]);
    assert_eq!(then.stderr, "note: at `HEAD~4` the workplans folder was docs/plans/workplans\n");
    assert_eq!(then.json()["total"]["activities"], 1);
    // A move that is not yet committed.
    moves(root.path(), "the group/workplans", "workplans");
    assert_eq!(days(&workplan(root.path(), &["log", "1", "2024", "--format", "json"])).len(), 4);
}

#[test]
fn a_check_sees_through_a_move() {
    let root = repository("workplans/2024.yaml");
    git(root.path(), &["tag", "base"]);
    moves(root.path(), "workplans", "docs/workplans");
    write(
        root.path(),
        "docs/workplans/2024.yaml",
        &plan("2024-04-30").replace("id: '1'", "id: '2'").replace("title: T", "title: Another"),
    );
    commit(root.path(), 2);
    let found =
        run(root.path(), "docs/workplans", &["check", "--base", "base", "--as-of", "2024-02-20"]);
    assert!(found.code == Some(1) && found.stdout.contains("activity-removed"), "{found:?}");
    let diff = run(root.path(), "docs/workplans", &["diff", "base", "--format", "json"]).json();
    assert_eq!(
        (&diff["plans"][0]["added"][0], &diff["plans"][0]["removed"][0]),
        (&"2".into(), &"1".into())
    );
}

#[test]
fn a_folder_that_was_moved_is_not_called_gone() {
    let root = repository("workplans/2024.yaml");
    git(root.path(), &["tag", "base"]);
    moves(root.path(), "workplans", "docs/workplans");
    let ask = |arguments: &[&str]| {
        let told = workplan(root.path(), arguments);
        let message = "the workplans folder was moved to docs/workplans since `base`\n\
            help: name it, from the root of the repository: --dir docs/workplans\n";
        assert!(
            told.code == Some(2) && told.stdout.is_empty() && told.stderr.contains(message),
            "{told:?}"
        );
    };
    ask(&["check", "--base", "base"]);
    commit(root.path(), 2);
    ask(&["check", "--base", "base"]);
    ask(&["diff", "base"]);
    git(root.path(), &["rm", "-q", "-r", "docs"]);
    commit(root.path(), 3);
    let told = workplan(root.path(), &["check", "--base", "base"]);
    assert!(
        told.code == Some(1) && told.stdout.contains("was removed with its endorsed plan"),
        "{told:?}"
    );
}

#[test]
fn a_move_on_a_branch_is_followed_on_both_sides_of_the_merge() {
    let root = repository("workplans/2024.yaml");
    git(root.path(), &["checkout", "-q", "-b", "side"]);
    moves(root.path(), "workplans", "docs/workplans");
    commit(root.path(), 2);
    git(root.path(), &["checkout", "-q", "main"]);
    write(root.path(), "workplans/2024.yaml", &plan("2024-05-31"));
    commit(root.path(), 3);
    git_on("2024-04-10T12:00:00Z", root.path(), &["merge", "-q", "--no-ff", "-m", "Merge", "side"]);
    let story = run(root.path(), "docs/workplans", &["log", "1", "2024", "--format", "json"]);
    assert_eq!(days(&story), ["2024-03-10", "2024-01-10"]);
    let points = run(
        root.path(),
        "docs/workplans",
        &["trend", "2024", "--as-of", "2024-04-30", "--format", "json"],
    );
    assert_eq!(days(&points).len(), 4);
}

#[test]
fn plans_from_the_root_are_followed() {
    let root = repository("2024.yaml");
    moves(root.path(), "2024.yaml", "workplans/2024.yaml");
    write(root.path(), "workplans/2024.yaml", &plan("2024-05-31"));
    commit(root.path(), 2);
    assert_eq!(
        days(&workplan(root.path(), &["log", "1", "2024", "--format", "json"])),
        ["2024-02-10", "2024-01-10"]
    );
}

/// A plan becomes a folder, or a single file, in the commit that moves it.
#[test]
fn a_plan_that_gets_a_folder_or_loses_it_is_followed() {
    for (old, from, to, new) in [
        ("workplans", "workplans/2024.yaml", "d/workplans/2024/plan.yaml", "d/workplans"),
        ("workplans", "workplans/2024/plan.yaml", "d/workplans/2024.yaml", "d/workplans"),
        ("plans", "plans/2024.yaml", "workplans/2024/2024.yaml", "workplans"),
        (".", "2024.yaml", "workplans/2024/plan.yaml", "workplans"),
        (".", "2024/plan.yaml", "workplans/2024.yaml", "workplans"),
    ] {
        let root = repository(from);
        moves(root.path(), from, to);
        write(root.path(), to, &plan("2024-05-31"));
        commit(root.path(), 2);
        let ask = |arguments: &[&str]| run(root.path(), new, arguments);
        let story = ask(&["log", "1", "2024", "--format", "json"]);
        assert_eq!(days(&story), ["2024-02-10", "2024-01-10"], "{from}");
        assert_eq!(story.json()["entries"][1]["plan"], "2024", "{from}: {story:?}");
        let points = ask(&[
            "trend",
            "2024",
            "--every",
            "commit",
            "--as-of",
            "2024-02-20",
            "--format",
            "json",
        ]);
        assert_eq!(days(&points), ["2024-01-10", "2024-02-10"], "{from}");
        let then = ask(&["status", "--at", "HEAD~1", "--format", "json"]);
        assert_eq!(
            then.stderr,
            format!("note: at `HEAD~1` the workplans folder was {old}\n"),
            "{from}"
        );
    }
}

#[test]
fn plans_that_move_one_folder_down_or_up_are_followed() {
    let moves = [
        ("g", "g/workplans"),
        ("g/workplans", "g"),
        ("g/h", "g/h/i/workplans"),
        ("workplans", "."),
        (".", "workplans"),
    ];
    for (from, to) in moves {
        let root = repository(&format!("{from}/2024.yaml"));
        std::fs::rename(root.path().join(from).join("2024.yaml"), root.path().join("file"))
            .unwrap();
        std::fs::create_dir_all(root.path().join(to)).unwrap();
        std::fs::rename(root.path().join("file"), root.path().join(to).join("2024.yaml")).unwrap();
        commit(root.path(), 2);
        write(root.path(), &format!("{to}/2024.yaml"), &plan("2024-05-31"));
        commit(root.path(), 3);
        assert_eq!(
            days(&run(root.path(), to, &["log", "1", "2024", "--format", "json"])),
            ["2024-03-10", "2024-01-10"],
            "{from} to {to}"
        );
        let trend = run(
            root.path(),
            to,
            &["trend", "2024", "--every", "commit", "--format", "json", "--as-of", "2024-12-31"],
        );
        assert_eq!(days(&trend), ["2024-01-10", "2024-03-10"], "{from} to {to}");
        let check = run(
            root.path(),
            to,
            &["check", "--base", "HEAD~2", "--as-of", "2024-04-01", "--format", "json"],
        )
        .json();
        let found: Vec<&str> = check["diagnostics"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["rule"].as_str().unwrap())
            .collect();
        assert!(
            found.contains(&"due-slipped")
                && !found.iter().any(|rule| rule.starts_with("activity-")),
            "{from} to {to}: {found:?}"
        );
        if to == "." {
            let status = run(
                root.path(),
                to,
                &["status", "2024", "--at", "HEAD~2", "--as-of", "2024-04-01"],
            );
            assert!(
                status.code == Some(0)
                    && status.stderr.contains("the workplans folder was workplans"),
                "{status:?}"
            );
        }
    }
}

#[test]
fn a_copy_and_a_part_of_another_group_have_a_history_of_their_own() {
    let root = repository("coast/workplans/2024.yaml");
    write(root.path(), "coast/workplans/2023.yaml", &plan("2023-04-30").replace("2024-", "2023-"));
    commit(root.path(), 2);
    write(root.path(), "river/workplans/2024.yaml", &plan("2024-04-30"));
    commit(root.path(), 3);
    assert_eq!(
        days(&run(root.path(), "river/workplans", &["log", "1", "2024", "--format", "json"])),
        ["2024-03-10"]
    );
    moves(root.path(), "coast/workplans/2024.yaml", "hills/workplans/2024.yaml");
    commit(root.path(), 4);
    assert_eq!(
        days(&run(root.path(), "hills/workplans", &["log", "1", "2024", "--format", "json"])),
        ["2024-04-10"]
    );
    let gone = run(root.path(), "hills/workplans", &["status", "2024", "--at", "HEAD~1"]);
    assert!(
        gone.code == Some(2) && gone.stderr.contains("there is no folder `hills/workplans`"),
        "{gone:?}"
    );
}

#[test]
fn a_deleted_and_restored_folder_was_not_moved() {
    let root = repository("workplans/2024.yaml");
    git(root.path(), &["rm", "-q", "-r", "workplans"]);
    commit(root.path(), 2);
    write(root.path(), "workplans/2024.yaml", &plan("2024-04-30"));
    commit(root.path(), 3);
    let story = workplan(root.path(), &["log", "1", "2024", "--format", "json"]);
    assert_eq!(
        days(&story),
        ["2024-03-10", "2024-02-10", "2024-01-10"],
        "put back, taken out, put in"
    );
}

#[test]
fn a_move_there_and_back_on_a_branch_is_not_followed() {
    let root = repository("b/workplans/2024.yaml");
    let path = root.path();
    git(path, &["tag", "start"]);
    write(path, "a/workplans/2024.yaml", &plan("2024-05-31").replace("title: T,", "title: Of A,"));
    commit(path, 2);
    let look = |question: &[&str]| run(path, "a/workplans", question).stdout;
    let before = look(&["diff", "start", "--as-of", "2024-05-01"]);
    git(path, &["checkout", "-q", "-b", "change"]);
    moves(path, "a/workplans", "kept");
    commit(path, 3);
    moves(path, "b/workplans", "a/workplans");
    commit(path, 4);
    git(path, &["rm", "-rq", "a/workplans", "kept"]);
    git(path, &["checkout", "-q", "main", "--", "a", "b"]);
    write(path, "a/workplans/2024.yaml", &plan("2024-06-30").replace("title: T,", "title: Of A,"));
    commit(path, 5);
    git(path, &["checkout", "-q", "main"]);
    git(path, &["merge", "-q", "--no-ff", "-m", "A change", "change"]);
    assert_eq!(
        look(&["diff", "start", "--as-of", "2024-05-01"]),
        before.replace("31 May", "30 Jun")
    );
    // Also in a linear history: the other group has a folder of its own today.
    git(path, &["reset", "-q", "--hard", "change"]);
    assert_eq!(
        look(&["diff", "start", "--as-of", "2024-05-01"]),
        before.replace("31 May", "30 Jun")
    );
}
