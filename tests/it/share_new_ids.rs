//! Activities that two people have added under one id: what is shared already keeps its id.

use std::path::Path;

use crate::json_shapes::assert_shape;
use crate::share::{Group, assert_tidy};
use crate::support::{git, write};

const PLAN: &str =
    "schema: 1\ntitle: The plan of 2024\nperiod: {start: 2024-01-01, end: 2024-12-31}\n";
const NEXT: &str = "schema: 1\ntitle: The plan of 2025\nperiod: {start: 2025-01-01, end: 2025-12-31}\n\
    priorities:\n  - id: '1'\n    title: Field\n    activities:\n";

fn priority(id: &str, activities: &[&str]) -> String {
    let head = format!("priorities:\n  - id: '{id}'\n    title: Priority {id}\n    activities:\n");
    head + &activities.concat()
}

fn activity(id: &str, title: &str, more: &str) -> String {
    let lines = format!("      - id: {id}\n        title: {title}\n        owners: [iom]\n");
    format!("{lines}        status: planned\n        due: 2024-10-31\n{more}")
}

/// A plan in two files, and one of the next year.
fn group() -> Group {
    let first = priority("1", &[&activity("1.1", "Train judges", "")]);
    let second = priority("2", &[&activity("2.1", "Write a guide", "")]);
    let next = NEXT.to_owned() + &activity("1.1", "Train more judges", "").replace("2024", "2025");
    Group::with(
        &["ana", "ben"],
        &[
            ("2024/plan.yaml", PLAN),
            ("2024/1-field.yaml", &first),
            ("2024/2-guides.yaml", &second),
            ("2025.yaml", &next),
        ],
    )
}

fn text(folder: &Path, name: &str) -> String {
    std::fs::read_to_string(folder.join("workplans").join(name)).unwrap()
}

/// Adds to a file of a person.
fn append(group: &Group, person: &str, name: &str, more: &str) {
    let folder = group.path(person);
    write(&folder, name, &(text(&folder, name) + more));
}

/// Both add 1.2. What each adds in the other file depends on it, and what Ben plans for the next
/// year continues his.
fn both_add(group: &Group) {
    append(group, "ana", "2024/1-field.yaml", &activity("1.2", "Draw a map of wells", ""));
    let needs = "        depends_on: ['1.2']\n";
    append(group, "ana", "2024/2-guides.yaml", &activity("2.2", "Print the map", needs));
    append(group, "ben", "2024/1-field.yaml", &activity("1.2", "Hire an interpreter", ""));
    let guide = text(&group.path("ben"), "2024/2-guides.yaml");
    let needs = "due: 2024-10-31\n        depends_on: ['1.2']\n";
    write(&group.path("ben"), "2024/2-guides.yaml", &guide.replace("due: 2024-10-31\n", needs));
    let carried = "        carried_from: 2024/1.2\n        depends_on: [2024/1.2]\n";
    let next = activity("1.2", "Keep the interpreter", carried).replace("-10-31", "-11-30");
    append(group, "ben", "2025.yaml", &next.replace("due: 2024", "due: 2025"));
}

fn assert_all_there(folder: &Path) {
    let first = text(folder, "2024/1-field.yaml");
    for (id, title) in [("1.2", "Draw a map of wells"), ("1.3", "Hire an interpreter")] {
        let there = [
            format!("id: {id}\n        title: {title}\n"),
            format!("id: '{id}'\n        title: {title}\n"),
        ];
        assert!(there.iter().any(|there| first.contains(there)), "{first}");
    }
    let second = text(folder, "2024/2-guides.yaml");
    let of = |title: &str| {
        let behind = second.split_once(title).unwrap().1;
        behind
            .split_once("depends_on: [")
            .unwrap()
            .1
            .split_once(']')
            .unwrap()
            .0
            .replace(['\'', '"'], "")
    };
    assert_eq!(of("Write a guide"), "1.3", "{second}");
    assert_eq!(of("Print the map"), "1.2", "{second}");
    let next = text(folder, "2025.yaml");
    assert_eq!(next.matches("2024/1.3").count(), 2, "{next}");
    assert!(!next.contains("2024/1.2"), "{next}");
}

#[test]
fn an_id_that_is_shared_stays_and_the_own_activity_gets_the_next_one() {
    let group = group();
    both_add(&group);
    group.ok("ana", &["share"]);
    let said = group.ok("ben", &["share"]);
    let line = "2024/1-field.yaml: your “Hire an interpreter” is now 1.3, also where your plans refer \
                to it: others have shared “Draw a map of wells” as 1.2";
    assert!(said.contains(line), "{said}");
    assert!(said.contains("  1.2 Draw a map of wells: new"), "{said}");
    assert!(!said.contains("1.3 Hire") && !said.contains("title"), "{said}");
    let message = git(&group.path("ben"), &["log", "-1", "--format=%B"]);
    assert!(message.contains("“Hire an interpreter” is now 1.3; 1.2 is “Draw a map"), "{message}");
    let said = group.ok("ana", &["update"]);
    assert!(said.contains("1.3 Hire an interpreter: new"), "{said}");
    assert!(!said.contains("title"), "{said}");
    for person in ["ana", "ben"] {
        assert_all_there(&group.path(person));
        assert_eq!(group.status(person), "");
        assert_tidy(&group.path(person));
    }
}

#[test]
fn what_is_not_saved_gets_its_new_id_in_every_file_on_the_disk() {
    let group = group();
    both_add(&group);
    group.ok("ana", &["share"]);
    let before = text(&group.path("ben"), "2025.yaml");
    let run = group.run("ben", &["update", "--dry-run", "--format", "json"]);
    let new = &run.json()["new_ids"][0];
    let told = ["plan", "before", "after", "title"].map(|key| new[key].as_str().unwrap());
    assert_eq!(told, ["2024", "1.2", "1.3", "Hire an interpreter"]);
    assert_shape(&run.json(), "share");
    let said = group.ok("ben", &["update", "--dry-run"]);
    assert!(said.contains("your “Hire an interpreter” is now 1.3"), "{said}");
    assert_eq!(text(&group.path("ben"), "2025.yaml"), before);
    let said = group.ok("ben", &["update"]);
    assert!(said.contains("your “Hire an interpreter” is now 1.3"), "{said}");
    assert_all_there(&group.path("ben"));
    group.ok("ben", &["share"]);
    group.ok("ana", &["update"]);
    assert_all_there(&group.path("ana"));
}

#[test]
fn a_reference_that_cannot_be_written_refuses_and_names_both() {
    let group = group();
    both_add(&group);
    group.ok("ana", &["share"]);
    let needs = "        depends_on: &these ['1.2']\n";
    append(&group, "ben", "2024/2-guides.yaml", &activity("2.3", "Translate it", needs));
    let same = "        depends_on: *these\n";
    append(&group, "ben", "2024/2-guides.yaml", &activity("2.4", "Send it", same));
    let files = ["2024/1-field.yaml", "2024/2-guides.yaml", "2025.yaml"];
    let states = || files.map(|name| text(&group.path("ben"), name));
    let before = states();
    for command in ["update", "share"] {
        let run = group.run("ben", &[command]);
        assert_eq!(run.code, Some(2), "{run:?}");
        for words in [
            "an activity 1.2: “Hire an interpreter” is yours, “Draw a map of wells” is theirs",
            "because 2024/2-guides.yaml cannot be changed safely",
            "help: `workplan set 2024/1.2 id=1.3` gives yours another id",
        ] {
            assert!(run.stderr.contains(words), "{words}: {run:?}");
        }
        assert_eq!(states(), before);
    }
    let shared = git(&group.path("hub.git"), &["show", "main:workplans/2024/1-field.yaml"]);
    assert!(!shared.contains("Hire an interpreter"), "{shared}");
}

#[test]
fn undo_after_a_new_id_does_not_remove_what_others_shared() {
    let group = group();
    let add = |person: &str, title: &str| {
        let arguments = ["add", "--plan", "2024", "--priority", "1", "--title", title];
        let run = group.run(person, &[&arguments[..], &["--owner", "iom"]].concat());
        assert_eq!(run.code, Some(0), "{run:?}");
    };
    add("ana", "Draw a map of wells");
    add("ben", "Hire an interpreter");
    group.ok("ana", &["share"]);
    group.ok("ben", &["share"]);
    let _ = group.run("ben", &["undo"]);
    assert!(text(&group.path("ben"), "2024/1-field.yaml").contains("title: Draw a map of wells"));
}

#[test]
fn new_activities_with_titles_that_are_alike_both_stay() {
    for titles in [
        ["Training in Kenya", "Training in Uganda"],
        ["Report 1", "Report 2"],
        ["Survey", "Survey of ports"],
    ] {
        let group = group();
        for (person, title) in ["ana", "ben"].into_iter().zip(titles) {
            let add =
                ["add", "--plan", "2024", "--priority", "1", "--owner", "iom", "--title", title];
            group.ok(
                person,
                &[&add[..], &["--due", "2024-11-30", "--as-of", "2024-09-15"]].concat(),
            );
            group.ok(person, &["share"]);
        }
        let shared = git(&group.path("hub.git"), &["show", "main:workplans/2024/1-field.yaml"]);
        for (id, title) in ["1.2", "1.3"].into_iter().zip(titles) {
            let one = shared.split("- id: ").find(|one| one.contains(&format!("title: {title}\n")));
            assert!(one.is_some_and(|one| one.contains(id)), "{id} {title}: {shared}");
        }
    }
    // The spelling of a word is a question.
    let group = group();
    append(&group, "ana", "2024/1-field.yaml", &activity("1.2", "Draw a map of wells", ""));
    append(&group, "ben", "2024/1-field.yaml", &activity("1.2", "Draw a map of welsl", ""));
    group.ok("ana", &["share"]);
    let run = group.run("ben", &["share"]);
    assert!(run.code == Some(1) && run.stdout.contains("different in title"), "{run:?}");
}
