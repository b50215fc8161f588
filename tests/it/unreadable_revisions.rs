//! Revisions that are partly or completely unreadable: a field keeps its last readable value.

use std::collections::BTreeMap;
use std::path::Path;

use proptest::prelude::*;
use serde_json::Value;

use crate::support::{git, git_on, init, temporary_folder, workplan};

pub const HEAD: &str = "schema: 1\ntitle: Plan\nperiod: {start: 2024-01-01, end: 2024-12-31}\n\
    organizations:\n- {id: a, name: A, focal_points: [{name: X, email: speaker@example.org}]}\n\
    priorities:\n- id: p\n  title: P\n  activities:\n";

/// Creates a repository: each text is a commit on its own day, by its own author.
pub fn repository(texts: &[String]) -> tempfile::TempDir {
    let folder = temporary_folder();
    std::fs::create_dir(folder.path().join("workplans")).unwrap();
    init(folder.path());
    for (number, text) in texts.iter().enumerate() {
        commit(folder.path(), number, text);
    }
    folder
}

fn commit(root: &Path, number: usize, text: &str) {
    std::fs::write(root.join("workplans/2024.yaml"), text).unwrap();
    let moment = format!("2024-{:02}-{:02}T12:00:00Z", number / 28 + 1, number % 28 + 1);
    git(root, &["add", "-A"]);
    let (name, address) =
        (format!("user.name=A{number}"), format!("user.email=a{number}@example.org"));
    git_on(
        &moment,
        root,
        &["-c", &name, "-c", &address, "commit", "-q", "--allow-empty", "-m", "A change"],
    );
}

pub fn plan(activities: &str) -> String {
    HEAD.to_owned() + activities
}

fn story(root: &Path) -> (Vec<Value>, String) {
    let run = workplan(root, &["log", "1", "2024", "--format", "json"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    (run.json()["entries"].as_array().unwrap().clone(), run.stderr)
}

/// Returns who changed which fields, newest first.
fn told(root: &Path) -> Vec<(String, Vec<String>)> {
    let change = |change: &Value| {
        format!("{}: {} → {}", change["field"].as_str().unwrap(), change["before"], change["after"])
    };
    let entry = |entry: &Value| {
        let changes = entry["changes"].as_array().unwrap().iter().map(change).collect();
        (entry["author"].as_str().unwrap().to_owned(), changes)
    };
    story(root).0.iter().map(entry).collect()
}

pub const GOOD: &str = "  - {id: '1', title: T, owners: [a], status: ongoing, due: 2024-03-30}\n";

#[test]
fn whatever_cannot_be_read_for_a_while_changes_nothing() {
    let whole = |text: &str| text.to_owned();
    let cases = [
        plan("  - {id: '1', title: T, owners: [a], status: ongoing, due: 2024-03-32}\n"),
        plan("  - {id: '1', titel: T, owners: [a], status: ongoing, due: 2024-03-30}\n"),
        plan("  - {id: '1', title: T, owners: [a], status: ongoin, due: 2024-03-30}\n"),
        plan("  - {id: '1', title: T, owners: a b, status: ongoing, deu: 2024-03-30}\n"),
        plan("  - {id: '1 1', title: T, owners: [a], status: ongoing, due: 2024-03-30}\n"),
        plan(
            "  - {id: '1', title: T, owners: [a], status: ongoing, due: 2024-04-30, due: 2024-03-30}\n",
        ),
        plan(&format!("{GOOD}  - {{id: '1', title: Another, owners: [a], status: planned}}\n")),
        plan("").replace("  activities:\n", "  activities: none\n"),
        plan(GOOD).replace("schema: 1", "schema: 9"),
        plan(GOOD).replace("  - {id", "<<<<<<< ours\n  - {id"),
        plan(GOOD).replace("- id: p", "- id: p q"),
        plan(GOOD) + "  - [\n",
        whole(""),
        whole("schema: 1\n\u{0}\n"),
    ];
    for bad in cases {
        let root = repository(&[plan(GOOD), bad.clone(), plan(GOOD)]);
        let (entries, note) = story(root.path());
        assert_eq!(
            (entries.len(), entries[0]["author"].as_str()),
            (1, Some("A0")),
            "{bad}\n{entries:?}"
        );
        assert_eq!(
            note,
            "passed over what cannot be read in 1 revision: each field keeps its last readable value\n",
            "{bad}"
        );
        let later = plan(&GOOD.replace("03-30", "04-30"));
        commit(root.path(), 3, &bad);
        commit(root.path(), 4, &later);
        let all = told(root.path());
        assert_eq!(
            all[0],
            ("A4".to_owned(), vec!["due: \"2024-03-30\" → \"2024-04-30\"".to_owned()]),
            "{bad}"
        );
        assert_eq!(all.len(), 2, "{bad}");
    }
}

#[test]
fn a_file_whose_name_ends_in_capitals_for_a_while_was_not_taken_out() {
    let root = repository(&[plan(GOOD)]);
    for (number, (from, to)) in
        [("2024.yaml", "2024.YAML"), ("2024.YAML", "2024.yaml")].into_iter().enumerate()
    {
        git(&root.path().join("workplans"), &["mv", from, to]);
        git_on(
            &format!("2024-02-0{}T12:00:00Z", number + 1),
            root.path(),
            &["commit", "-qm", "Renamed"],
        );
    }
    let (entries, note) = story(root.path());
    assert_eq!((entries.len(), entries[0]["author"].as_str()), (1, Some("A0")), "{entries:?}");
    assert!(note.starts_with("passed over what cannot be read in 1 revision"), "{note}");
    // A copy beside the plan under another name does not count.
    std::fs::write(root.path().join("workplans/2024.YAML"), "x").unwrap();
    commit(root.path(), 40, &plan(&GOOD.replace("03-30", "04-30")));
    let (entries, note) = story(root.path());
    assert_eq!(entries.len(), 2, "{entries:?}");
    assert!(note.contains("passed over what cannot be read in 1 revision"), "{note}");
}

#[test]
fn a_repair_of_an_activity_does_not_add_it() {
    let root = repository(&[plan(&GOOD.replace("title", "titel")), plan(GOOD)]);
    assert_eq!(told(root.path()).iter().map(|(who, _)| who.as_str()).collect::<Vec<_>>(), ["A0"]);
    let table = workplan(root.path(), &["log", "1", "2024"]);
    assert!(
        table.stdout.contains("added to 2024") && table.stderr.contains("1 revision"),
        "{table:?}"
    );
    let root = repository(&["schema: [".to_owned(), plan(GOOD)]);
    let table = workplan(root.path(), &["log", "1", "2024"]);
    assert!(
        table.stdout.contains("first readable in 2024") && !table.stdout.contains("added"),
        "{table:?}"
    );
}

/// Creates a repository in which a branch moves the due date and adds an activity. It is merged
/// with this text, which the next commit repairs.
fn merged_and_repaired(merged: &str, repaired: &str) -> tempfile::TempDir {
    let moved = GOOD.replace("03-30", "04-30") + &GOOD.replace("'1', title: T", "'2', title: New");
    let root = repository(&[plan(GOOD)]);
    let folder = root.path();
    std::fs::write(
        folder.join("workplans/config.yaml"),
        "schema: 1\nrules: {foreign-edit: warning, duplicate-title: off}\n",
    )
    .unwrap();
    commit(folder, 1, &plan(GOOD));
    git(folder, &["switch", "-q", "-c", "branch"]);
    commit(folder, 2, &plan(&moved));
    git(folder, &["switch", "-q", "main"]);
    std::fs::write(folder.join("note"), "x").unwrap();
    commit(folder, 3, &plan(&GOOD.replace("title: T", "title: Told")));
    git(folder, &["merge", "-q", "--no-commit", "-s", "ours", "branch"]);
    commit(folder, 4, &plan(merged));
    assert!(git(folder, &["rev-parse", "HEAD^2"]).len() > 1);
    commit(folder, 5, &plan(repaired));
    root
}

#[test]
fn after_an_unreadable_merge_the_values_of_its_parents_count() {
    let both = GOOD.replace("03-30", "04-30").replace("title: T", "title: Told");
    let new = GOOD.replace("'1', title: T", "'2', title: New");
    let repaired = both.clone() + &new;
    for bad in [
        format!("<<<<<<< HEAD\n{repaired}"),
        format!("{repaired}<<<<<<< HEAD\n"),
        format!("{}{new}", both.replace("04-30", "04-3l")),
        format!("{}{new}", both.replace("title", "titel").replace("due", "deu")),
    ] {
        let root = merged_and_repaired(&bad, &repaired);
        let who = |told: Vec<(String, Vec<String>)>| told.into_iter().map(|(who, _)| who).collect();
        let mut all: Vec<String> = who(told(root.path()));
        all.sort();
        assert_eq!(all, ["A0", "A2", "A3"], "{bad}\n{:?}", told(root.path()));
        let new = workplan(root.path(), &["log", "2", "2024", "--format", "json"]).json();
        let new = new["entries"].as_array().unwrap().clone();
        let authors: Vec<&str> = new.iter().map(|one| one["author"].as_str().unwrap()).collect();
        assert_eq!(authors, ["A2"], "{bad}\n{new:?}");
        for base in ["HEAD~3", "HEAD~2"] {
            let run = workplan(
                root.path(),
                &["check", "--base", base, "--as-of", "2024-01-08", "--format", "json"],
            );
            let found = run.json()["diagnostics"].as_array().unwrap().clone();
            let authors: Vec<&str> = found
                .iter()
                .filter(|one| one["rule"] == "foreign-edit")
                .map(|one| one["message"].as_str().unwrap().split(' ').next().unwrap())
                .collect();
            assert!(!authors.is_empty(), "{bad}\n{found:?}");
            assert!(!authors.contains(&"A5"), "{bad} {base}\n{found:?}");
        }
        // Values that differ from both parents belong to the author of the repair.
        let other = merged_and_repaired(&bad, &repaired.replacen("04-30", "05-30", 1));
        let told = told(other.path());
        assert_eq!(
            told[0],
            ("A5".to_owned(), vec!["due: \"2024-03-30\" → \"2024-05-30\"".to_owned()]),
            "{bad}"
        );
        assert_eq!(told.len(), 4, "{bad}");
        let run = workplan(
            other.path(),
            &["check", "--base", "HEAD~2", "--as-of", "2024-01-08", "--format", "json"],
        );
        assert!(
            run.stdout.contains("A5 <a5@example.org> changed this activity"),
            "{bad}\n{}",
            run.stdout
        );
    }
}

/// One file of a plan becomes unreadable, and another author changes a second file before it is
/// repaired.
#[test]
fn a_change_in_a_file_that_can_be_read_is_of_who_made_it() {
    let one = plan(GOOD);
    let two = |title: &str, id: &str| {
        format!(
            "schema: 1\npriorities:\n- id: q\n  title: Q\n  activities:\n\
                \x20 - {{id: '{id}', title: {title}, owners: [a], status: ongoing}}\n"
        )
    };
    let change = |root: &Path, number: usize, file: &str, text: &str| {
        std::fs::create_dir_all(root.join("workplans/2024")).unwrap();
        std::fs::write(root.join("workplans/2024").join(file), text).unwrap();
        let (name, moment) =
            (format!("user.name=A{number}"), format!("2024-01-{:02}T12:00:00Z", number + 1));
        git(root, &["add", "-A"]);
        git_on(&moment, root, &["-c", &name, "commit", "-q", "-m", "A change"]);
    };
    for broken in
        [one.clone() + "  - [\n", "schema: [".to_owned(), one.replace("schema: 1", "schema: 9")]
    {
        let root = temporary_folder();
        init(root.path());
        let steps = [
            ("2.yaml", two("T", "3")),
            ("1.yaml", one.clone()),
            ("1.yaml", broken.clone()),
            ("2.yaml", two("New", "3")),
        ];
        for (number, (file, text)) in steps.iter().chain([&("1.yaml", one.clone())]).enumerate() {
            change(root.path(), number, file, text);
        }
        let run = workplan(root.path(), &["log", "3", "2024", "--format", "json"]).json();
        assert_eq!(run["entries"][0]["author"], "A3", "{broken}\n{run:#}");
        // An id that the unreadable file has as well is uncertain until the repair.
        change(root.path(), 5, "1.yaml", &(one.clone() + "  - [\n"));
        change(root.path(), 6, "2.yaml", &two("Twice", "1"));
        change(root.path(), 7, "2.yaml", &two("New", "3"));
        change(root.path(), 8, "1.yaml", &one);
        let run = workplan(root.path(), &["log", "1", "2024", "--format", "json"]).json();
        assert_eq!(run["entries"].as_array().unwrap().len(), 1, "{broken}\n{run:#}");
    }
}

#[test]
fn calculated_values_are_not_changes() {
    let root = repository(&[
        plan("  - {id: '1', title: T, owners: [a], status: ongoing}\n"),
        plan("  - {id: '1', title: T, owners: [a], status: ongoing}\n")
            .replace("end: 2024-12-31", "end: 2024-11-30"),
        plan("  - {id: '1', title: T, owners: [a], status: completed, completed: 2024-01-03}\n"),
        plan("  - {id: '1', title: T, owners: [a], status: completed, completed: 2024-01-03}\n")
            .replace("{id: a,", "{id: b, aliases: [a],"),
    ]);
    let all = told(root.path());
    let newest = vec![
        "status: \"ongoing\" → \"completed\"".to_owned(),
        "completed: null → \"2024-01-03\"".to_owned(),
    ];
    assert_eq!((all.len(), &all[0]), (2, &("A2".to_owned(), newest)), "{all:?}");
}

#[test]
fn a_repair_does_not_count_as_activity() {
    let bad = plan(&GOOD.replace("03-30", "03-32"));
    let config = "schema: 1\nrules: {foreign-edit: error}\n";
    let root = repository(&[plan(GOOD)]);
    std::fs::write(root.path().join("workplans/config.yaml"), config).unwrap();
    crate::support::commit(root.path(), "settings");
    git(root.path(), &["tag", "base"]);
    let check = || {
        let run = workplan(
            root.path(),
            &["check", "--base", "base", "--as-of", "2024-02-01", "--format", "json"],
        );
        let found: Vec<Value> = run.json()["diagnostics"].as_array().unwrap().clone();
        found
            .into_iter()
            .filter(|one| one["rule"] == "foreign-edit")
            .map(|one| one["message"].as_str().unwrap().to_owned())
            .collect()
    };
    std::fs::write(root.path().join("workplans/2024.yaml"), &bad).unwrap();
    git_on(
        "2024-01-05T12:00:00Z",
        root.path(),
        &["-c", "user.email=speaker@example.org", "commit", "-qam", "A typo"],
    );
    commit(root.path(), 6, &plan(GOOD));
    let found: Vec<String> = check();
    assert!(found.is_empty(), "the repair is not an edit: {found:?}");
    let stale = workplan(
        root.path(),
        &["list", "2024", "--stale", "20", "--as-of", "2024-01-27", "--format", "json"],
    );
    assert_eq!(stale.json()["activities"].as_array().unwrap().len(), 1, "{stale:?}");
    // An unreadable revision does not hide a later change.
    commit(root.path(), 7, "schema: [");
    commit(root.path(), 8, &plan(&GOOD.replace("03-30", "06-30")));
    let found: Vec<String> = check();
    assert!(found.len() == 1 && found[0].starts_with("A8 "), "{found:?}");
}

/// The fields of an activity in one revision: a value, none, or an unreadable one. `None`: the file
/// is unreadable.
type Revision = Option<BTreeMap<&'static str, Option<&'static str>>>;

pub fn revision() -> impl Strategy<Value = Revision> {
    let field = |good: [&'static str; 2], bad: &'static str| {
        prop::sample::select(vec![Some(good[0]), Some(good[1]), None, Some(bad)])
    };
    let fields = (
        field(["2024-03-01", "2024-04-01"], "2024-02-31"),
        field(["20", "30"], "many"),
        field(["one", "two"], "[x]"),
        prop::sample::select(vec![Some("planned"), Some("ongoing"), Some("ongoin")]),
    );
    let values = fields.prop_map(|(due, progress, remarks, status)| {
        BTreeMap::from([
            ("due", due),
            ("progress", progress),
            ("remarks", remarks),
            ("status", status),
        ])
    });
    prop_oneof![4 => values.prop_map(Some), 1 => Just(None)]
}

pub fn text(revision: &Revision) -> String {
    let Some(fields) = revision else { return "schema: [".to_owned() };
    let rest: String = fields
        .iter()
        .filter_map(|(field, value)| Some(format!(", {field}: {}", (*value)?)))
        .collect();
    plan(&format!("  - {{id: '1', title: T, owners: [a]{rest}}}\n"))
}
