//! Histories made to hide a change, built commit by commit: `check --base` must see all that a
//! change adds, and who made it.

use std::path::Path;

use crate::support::{Run, git, git_on, init, temporary_folder, workplan};

pub const FOCAL: &str = "focal@example.org";

pub const STRANGER: &str = "stranger@example.org";

pub fn plan(activities: &str) -> String {
    format!(
        "schema: 1\ntitle: Plan\nendorsed: 2024-01-15\n\
            period: {{start: 2024-01-01, end: 2024-12-31}}\norganizations:\n\
            - {{id: a, name: A, focal_points: [{{name: F, email: {FOCAL}}}]}}\npriorities:\n\
            - id: p\n  title: P\n  activities:\n{activities}"
    )
}

/// Returns an activity with additional lines.
fn activity(id: &str, title: &str, more: &str) -> String {
    format!(
        "  - id: '{id}'\n    title: {title}\n    owners: [a]\n    status: ongoing\n    due: 2024-06-30\n{more}"
    )
}

pub fn write(root: &Path, text: &str) {
    std::fs::write(root.join("workplans/2024.yaml"), text).unwrap();
}

/// Commits everything on a day that makes the commit unique and orders it.
pub fn commit(root: &Path, day: u32, email: &str, text: &str) -> String {
    write(root, text);
    git(root, &["add", "-A"]);
    let email = format!("user.email={email}");
    git_on(
        &format!("2024-01-{day:02}T12:00:00Z"),
        root,
        &["-c", &email, "commit", "-q", "--allow-empty", "-m", &format!("On {day}")],
    );
    head(root)
}

pub fn head(root: &Path) -> String {
    git(root, &["rev-parse", "HEAD"]).trim().to_owned()
}

/// Creates a merge commit with these parents and this plan.
pub fn merge(root: &Path, day: u32, email: &str, parents: &[&str], text: &str) -> String {
    git(root, &["checkout", "-q", parents[0]]);
    write(root, text);
    git(root, &["add", "-A"]);
    let tree = git(root, &["write-tree"]);
    let email = format!("user.email={email}");
    let mut arguments = vec!["-c", &email, "commit-tree", tree.trim(), "-m", "A merge"];
    arguments.extend(parents.iter().flat_map(|parent| ["-p", parent]));
    let merged = git_on(&format!("2024-01-{day:02}T12:00:00Z"), root, &arguments).trim().to_owned();
    git(root, &["reset", "-q", "--hard"]);
    git(root, &["checkout", "-q", &merged]);
    merged
}

/// Creates a repository whose `main` has activities 1 and 2, with `foreign-edit` at a level.
pub fn repository(level: &str) -> tempfile::TempDir {
    let root = temporary_folder();
    std::fs::create_dir(root.path().join("workplans")).unwrap();
    init(root.path());
    std::fs::write(
        root.path().join("workplans/config.yaml"),
        format!("schema: 1\nrules: {{foreign-edit: {level}}}\n"),
    )
    .unwrap();
    commit(root.path(), 1, FOCAL, &plan(&(activity("1", "One", "") + &activity("2", "Two", ""))));
    root
}

pub fn ask(root: &Path, question: &str) -> Run {
    let run =
        workplan(root, &format!("{question} --as-of 2024-02-01").split(' ').collect::<Vec<_>>());
    run.assert_clean();
    run
}

/// Returns whom `foreign-edit` names, and for which activity, in order.
pub fn foreign(root: &Path, base: &str) -> Vec<String> {
    let run = ask(root, &format!("check --format json --base {base}"));
    assert!(matches!(run.code, Some(0 | 1)), "{run:?}");
    let json = run.json();
    let own =
        json["diagnostics"].as_array().unwrap().iter().filter(|one| one["rule"] == "foreign-edit");
    let told = own.map(|one| {
        let message = one["message"].as_str().unwrap();
        format!(
            "{} {}",
            one["activity"].as_str().unwrap(),
            message.split(['<', '>']).nth(1).unwrap()
        )
    });
    told.collect()
}

/// A criss-cross merge: `main` endorses an activity and merges a harmless commit of a stranger, who
/// merges the endorsement and drops it. Of the two merge bases, the one without the endorsement is
/// newer.
fn criss_cross() -> (tempfile::TempDir, [String; 2]) {
    let root = repository("off");
    let path = root.path();
    let (two, three) =
        (activity("1", "One", "") + &activity("2", "Two", ""), activity("3", "Three", ""));
    git(path, &["checkout", "-q", "-b", "work"]);
    std::fs::write(path.join("README"), "x").unwrap();
    let harmless = commit(path, 5, STRANGER, &plan(&two));
    git(path, &["checkout", "-q", "main"]);
    let endorsed = commit(path, 2, FOCAL, &plan(&(two.clone() + &three)));
    let merged = merge(path, 6, FOCAL, &[&endorsed, &harmless], &plan(&(two.clone() + &three)));
    git(path, &["branch", "-f", "main", &merged]);
    let change = merge(path, 7, STRANGER, &[&harmless, &endorsed], &plan(&two));
    git(path, &["branch", "-f", "work", &change]);
    git(path, &["checkout", "-q", "work"]);
    (root, [endorsed, harmless])
}

#[test]
fn a_change_is_compared_with_each_merge_base() {
    let (root, [endorsed, harmless]) = criss_cross();
    let path = root.path();
    assert_eq!(
        git(path, &["merge-base", "main", "work"]).trim(),
        harmless,
        "git lists that merge base first"
    );
    let run = ask(path, "check --base main --format json");
    let lost: Vec<_> = run.json()["diagnostics"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|one| one["rule"] == "activity-removed")
        .cloned()
        .collect();
    assert!(
        run.code == Some(1)
            && lost.len() == 1
            && lost[0]["message"].as_str().unwrap().contains("Three"),
        "{run:?}"
    );
    assert!(
        run.stderr.contains("part at several commits") && run.stderr.contains(&endorsed[..9]),
        "{run:?}"
    );
    // `diff` compares two states only.
    let diff = ask(path, "diff --merge-base main");
    assert!(diff.code == Some(2) && diff.stderr.contains("`git merge main`"), "{diff:?}");
    assert!(
        diff.stderr.contains("`workplan diff ") && diff.stderr.contains(&harmless[..9]),
        "{diff:?}"
    );
    for base in [&endorsed, &harmless] {
        let run = ask(path, &format!("diff --merge-base {base}"));
        assert!(
            run.code == Some(0) && run.stdout.contains("Three") == (base == &endorsed),
            "{run:?}"
        );
    }
    // Findings are reported once, even if several bases show them.
    write(path, &plan(&activity("1", "One", "").replace("ongoing", "cancelled")));
    let run = ask(path, "check --base main --format json");
    let all = run.json()["diagnostics"].as_array().unwrap().clone();
    let lost = all.iter().filter(|one| one["rule"] == "activity-removed").count();
    assert!(
        lost == 2 && all.iter().all(|one| all.iter().filter(|other| *other == one).count() == 1),
        "{run:?}"
    );
    // The author of the change cannot be separated from what the other branch brought.
    std::fs::write(path.join("workplans/config.yaml"), "schema: 1\nrules: {foreign-edit: error}\n")
        .unwrap();
    let run = ask(path, "check --base main");
    assert!(
        run.code == Some(2) && run.stderr.contains("`foreign-edit` cannot say who changed what"),
        "{run:?}"
    );
    git(path, &["checkout", "-q", "."]);
    git(path, &["merge", "-q", "main", "-m", "As is advised"]);
    assert_eq!(ask(path, "diff --merge-base main").code, Some(0), "one common commit");
}

#[test]
fn many_merge_bases_end_in_time() {
    let root = repository("off");
    let path = root.path();
    let text = std::fs::read_to_string(path.join("workplans/2024.yaml")).unwrap();
    let first = head(path);
    let mut sides = Vec::new();
    for day in 2..9 {
        git(path, &["checkout", "-q", &first]);
        sides.push(commit(path, day, FOCAL, &text));
    }
    let sides: Vec<&str> = sides.iter().map(String::as_str).collect();
    let one = merge(path, 10, FOCAL, &sides, &text);
    merge(path, 11, FOCAL, &sides, &text);
    let run = ask(path, &format!("check --base {one}"));
    assert!(run.code == Some(2) && run.stderr.contains("and more"), "{run:?}");
}

#[test]
fn changes_made_in_a_merge_commit_are_reported() {
    let root = repository("error");
    let path = root.path();
    let text = std::fs::read_to_string(path.join("workplans/2024.yaml")).unwrap();
    let changed = text.replace("title: One", "title: Changed");
    let base = head(path);
    git(path, &["checkout", "-q", "--detach"]);
    std::fs::write(path.join("README"), "x").unwrap();
    let beside = commit(path, 2, STRANGER, &text);
    merge(path, 3, STRANGER, &[&base, &beside], &changed);
    assert_eq!(foreign(path, &base), [format!("1 {STRANGER}")], "what no parent says");
    merge(path, 3, FOCAL, &[&base, &beside], &changed);
    assert!(foreign(path, &base).is_empty(), "its author may");
    // A commit without parents is not compared.
    git(path, &["checkout", "-q", "--orphan", "new"]);
    let other = commit(path, 3, STRANGER, &changed);
    merge(path, 4, FOCAL, &[&base, &other], &changed);
    assert!(foreign(path, &base).contains(&format!("1 {STRANGER}")), "{:?}", foreign(path, &base));
    // An older state does not undo what the base says.
    git(path, &["checkout", "-q", "-f", &base]);
    let newer = commit(path, 5, FOCAL, &changed);
    for parents in [[&newer, &beside], [&beside, &newer], [&newer, &base]] {
        merge(path, 6, STRANGER, &parents.map(String::as_str), &text);
        assert_eq!(foreign(path, &newer), [format!("1 {STRANGER}")], "{parents:?}");
        merge(path, 6, STRANGER, &parents.map(String::as_str), &changed);
        assert!(foreign(path, &newer).is_empty(), "an honest merge: {parents:?}");
    }
}

#[test]
fn an_honest_merge_gives_no_finding() {
    let root = repository("error");
    let path = root.path();
    let steps = "    milestones:\n      - {title: First, due: 2024-03-31}\n      - {title: Second, due: 2024-05-31}\n";
    let text = |title: &str, steps: &str, more: &str| {
        plan(&(activity("1", title, steps) + &activity("2", "Two", more)))
    };
    let done = steps.replace("2024-03-31}", "2024-03-31, done: 2024-01-20}");
    let longer = format!("{steps}      - {{title: Third, due: 2024-06-15}}\n");
    let both = format!("{done}      - {{title: Third, due: 2024-06-15}}\n");
    let base = commit(path, 2, FOCAL, &text("One", steps, ""));
    git(path, &["checkout", "-q", "-b", "left"]);
    let left = commit(path, 3, FOCAL, &text("Better", &done, ""));
    git(path, &["checkout", "-q", "main"]);
    let right = commit(path, 4, FOCAL, &text("One", &longer, "    remarks: New\n"));
    let good = text("Better", &both, "    remarks: New\n");
    for base in [&base, &left, &right] {
        merge(path, 5, STRANGER, &[&left, &right], &good);
        assert!(foreign(path, base).is_empty(), "{:?}", foreign(path, base));
    }
    for (bad, id) in [
        (good.replace("title: Third", "title: Fourth"), "1"),
        (good.replace("done: 2024-01-20", "done: 2024-01-21"), "1"),
        (good.replace("    remarks: New\n", ""), "2"),
        (text("Better", &done, "    remarks: New\n"), "1"),
    ] {
        let merged = merge(path, 5, STRANGER, &[&left, &right], &bad);
        assert_eq!(foreign(path, &right), [format!("{id} {STRANGER}")], "{bad}");
        // The author of a later commit is not blamed.
        git(path, &["checkout", "-q", &merged]);
        commit(path, 6, STRANGER, &bad);
        assert_eq!(foreign(path, &right), [format!("{id} {STRANGER}")], "{bad}");
    }
}

#[test]
fn with_missing_commits_no_change_passes_as_checked() {
    let root = repository("error");
    let path = root.path();
    let text = std::fs::read_to_string(path.join("workplans/2024.yaml")).unwrap();
    let base = head(path);
    git(path, &["checkout", "-q", "-b", "work"]);
    let change = commit(path, 2, STRANGER, &text.replace("title: One", "title: Changed"));
    let merged =
        merge(path, 3, FOCAL, &[&base, &change], &text.replace("title: One", "title: Changed"));
    git(path, &["branch", "merged", &merged]);
    assert_eq!(foreign(path, &base), [format!("1 {STRANGER}")]);
    let clone = temporary_folder();
    git(clone.path(), &["init", "-q"]);
    let from = format!("file://{}", path.display());
    git(clone.path(), &["fetch", "-q", "--depth=2", &from, "merged"]);
    git(clone.path(), &["checkout", "-q", "FETCH_HEAD"]);
    for format in ["text", "json", "github"] {
        let run = ask(clone.path(), &format!("check --base {base} --format {format}"));
        assert!(
            run.code == Some(2) && run.stderr.contains("`git fetch --unshallow` brings the rest"),
            "{run:?}"
        );
    }
    git(clone.path(), &["fetch", "-q", "--unshallow", &from, "merged"]);
    assert_eq!(foreign(clone.path(), &base), [format!("1 {STRANGER}")]);
}
