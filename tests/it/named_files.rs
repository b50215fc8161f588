//! Files named or piped by hooks and editors: parts of plans, and other files.

use std::fs;
use std::path::Path;

use crate::support::{Run, command, folder, temporary_folder, with_input, workplan};

const MAIN: &str = "schema: 1\ntitle: Plan\nperiod: {start: 2027-01-01, end: 2027-12-31}\n\
    themes: [{id: t, title: T}]\n";
const HEALTH: &str = "schema: 1\npriorities:\n- id: health\n  title: Health\n  activities:\n\
    \x20 - {id: h1, title: Wells, owners: [a], themes: [t], status: ongoing, due: 2027-09-30}\n";
const WATER: &str = "schema: 1\npriorities:\n- id: water\n  title: Water\n  activities:\n\
    \x20 - {id: w1, title: Pipes, owners: [a], themes: [t], status: ongoing, due: 2027-09-30, depends_on: [h1]}\n";
const ORGANIZATIONS: &str =
    "schema: 1\norganizations: [{id: a, name: A, focal_points: [{name: Ada}]}]\n";
const CONFIG: &str = "schema: 1\nsoon: 20\n";

/// Creates a workplans folder with a split plan, one of the year before with the same ids, and
/// unrelated files.
fn group() -> tempfile::TempDir {
    let earlier = |text: &str| {
        text.replace("2027", "2026").replace("ongoing", "completed, completed: 2026-05-05")
    };
    folder(&[
        ("organizations.yaml", ORGANIZATIONS.as_bytes()),
        ("config.yaml", CONFIG.as_bytes()),
        ("2026/plan.yaml", earlier(MAIN).as_bytes()),
        ("2026/health.yaml", earlier(HEALTH).as_bytes()),
        ("2026/water.yaml", earlier(WATER).as_bytes()),
        ("2027/plan.yaml", MAIN.as_bytes()),
        ("2027/health.yaml", HEALTH.as_bytes()),
        ("2027/water.yaml", WATER.replace("ongoing", "ongonig").as_bytes()),
        ("2027/sub/x.yaml", b"a: [1"),
        ("2027/.x.yaml", b"a: [1"),
        (".x.yaml", b"a: [1"),
    ])
}

fn check(root: &Path, words: &[&str]) -> Run {
    workplan(root, &[&["check", "--as-of", "2027-03-01"], words].concat())
}

fn piped(root: &Path, text: &str) -> Run {
    with_input(command(root, &["check", "-", "--as-of", "2027-03-01"]), text)
}

#[test]
fn the_folder_of_a_plan_is_named_like_a_file() {
    let root = group();
    for (here, word, code) in [
        (".", "workplans/2027", 1),
        (".", "workplans/2027/", 1),
        (".", "./workplans/2026", 0),
        (".", "workplans/", 1),
        ("workplans", "./2027", 1),
        ("workplans/2027", "./", 1),
        ("workplans/2027", "../2026", 0),
    ] {
        let run = check(&root.path().join(here), &[word]);
        assert_eq!(
            (run.code, run.stdout.contains("ongonig")),
            (Some(code), code == 1),
            "{here} {word}: {run:?}"
        );
    }
    let deep = root.path().join("docs/workplans/2028");
    fs::create_dir_all(&deep).unwrap();
    fs::write(
        deep.join("plan.yaml"),
        format!("{MAIN}{}{}", &HEALTH[10..], &ORGANIZATIONS[10..]).replace("ongoing", "onging"),
    )
    .unwrap();
    for word in ["docs/workplans/2028", "docs/workplans/"] {
        let run = check(root.path(), &[word]);
        assert!(
            run.code == Some(1) && run.stdout.contains("onging") && !run.stdout.contains("ongonig"),
            "{word}: {run:?}"
        );
    }
    let run = check(root.path(), &["docs/"]);
    assert!(run.code == Some(2) && run.stderr.contains("docs/ belongs to no plan"), "{run:?}");
}

#[test]
fn files_that_belong_to_no_plan_stop_no_check_of_the_others() {
    let root = group();
    for word in ["workplans/.x.yaml", "workplans/2027/.x.yaml", "workplans/2027/sub/x.yaml"] {
        let run = check(root.path(), &[word, "workplans/2027/water.yaml"]);
        assert!(run.code == Some(1) && run.stdout.contains("ongonig"), "{word}: {run:?}");
        assert!(run.stderr.contains(&format!("note: {word} is not checked: ")), "{word}: {run:?}");
        let run = check(root.path(), &[word]);
        assert!(run.code == Some(0) && run.stderr.contains("is not checked"), "{word}: {run:?}");
        assert_eq!(
            check(root.path(), &[word, "--format", "sarif"]).json()["runs"][0]["results"],
            serde_json::json!([])
        );
    }
    fs::write(root.path().join("workplans/notes.txt"), "x").unwrap();
    let run = check(root.path(), &["workplans/notes.txt"]);
    assert!(run.code == Some(2) && run.stderr.contains("belongs to no plan"), "{run:?}");
}

#[test]
fn a_piped_file_takes_the_place_of_its_saved_version() {
    let root = group();
    for (text, place) in [
        (MAIN, "workplans/2027/plan.yaml"),
        (HEALTH, "workplans/2027/health.yaml"),
        (WATER, "workplans/2027/water.yaml"),
        (&WATER.replace("id: water", "id: drinking"), "workplans/2027/water.yaml"),
        (&HEALTH.replace("2027-09-30", "2027-10-31"), "workplans/2027/health.yaml"),
        (ORGANIZATIONS, "workplans/organizations.yaml"),
        (&ORGANIZATIONS.replace("}]}]", "}]}, {id: b, name: B}]"), "workplans/organizations.yaml"),
        (CONFIG, "workplans/config.yaml"),
        ("schema: 1\nrating: {on_track: 90, behind: 50}\n", "workplans/config.yaml"),
    ] {
        let run = piped(root.path(), text);
        assert_eq!(run.code, Some(0), "{text}{run:?}");
        assert!(
            run.stderr.contains(&format!("note: <stdin> is checked in place of {place}")),
            "{text}{run:?}"
        );
    }
    for (text, rule) in [
        (&HEALTH.replace("[a]", "[b]"), "unknown-reference"),
        (&WATER.replace("[h1]", "[h9]"), "unknown-reference"),
        (&ORGANIZATIONS.replace("name: A", "nam: A"), "unknown-key"),
        (&CONFIG.replace("20", "many"), "invalid-value"),
    ] {
        let run = piped(root.path(), text);
        assert!(
            run.code == Some(1) && run.stdout.contains(rule) && run.stdout.contains("<stdin>:"),
            "{text}{run:?}"
        );
        assert!(
            !run.stdout.contains("a plan needs") && run.stderr.contains("in place of"),
            "{text}{run:?}"
        );
    }
    // A plan in one file for another year, with the same ids.
    let whole = format!("{MAIN}{}", &HEALTH[10..]).replace("2027", "2028");
    let run = piped(root.path(), &whole);
    assert!(run.code == Some(0) && !run.stderr.contains("in place of"), "{run:?}");
    assert_eq!(piped(root.path(), "").code, Some(1));
    let alone = temporary_folder();
    assert_eq!(piped(alone.path(), ORGANIZATIONS).code, Some(0));
}
