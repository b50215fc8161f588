//! `check --base`: nothing in the change itself hides a removal.

use std::path::Path;

use crate::support::{
    command, commit, commit_on, git, init, run, temporary_folder, workplan, write,
};

const HEAD: &str =
    "schema: 1\ntitle: Plan\nperiod: {start: 2024-01-01, end: 2024-12-31}\nendorsed: 2024-01-15\n";
const PRIORITIES: &str = "priorities:\n- id: p\n  title: P\n  activities:\n";
const ONE: &str = "  - {id: '1', title: One, owners: [a], status: ongoing, due: 2024-06-30}\n";
const TWO: &str = "  - {id: '2', title: Two, owners: [a], status: planned, due: 2024-09-30}\n";
const ORGANIZATIONS: &str =
    "schema: 1\norganizations:\n- {id: a, name: A, focal_points: [{name: X}]}\n";

fn plan(head: &str, activities: &str) -> String {
    format!("{HEAD}{head}{PRIORITIES}{activities}")
}

/// Creates a repository whose `main` has an endorsed plan of two activities and these settings.
fn repository(config: &str) -> tempfile::TempDir {
    let root = temporary_folder();
    init(root.path());
    write(root.path(), "organizations.yaml", ORGANIZATIONS);
    write(root.path(), "2024.yaml", &plan("", &(ONE.to_owned() + TWO)));
    if !config.is_empty() {
        write(root.path(), "config.yaml", &format!("schema: 1\n{config}"));
    }
    commit(root.path(), "base");
    root
}

/// Returns the exit status, and whether the removal of activity 2 is reported.
fn judged(root: &Path, now: &str) -> (Option<i32>, bool) {
    write(root, "2024.yaml", now);
    let run = workplan(root, &["check", "--base", "main", "--as-of", "2024-07-01"]);
    (run.code, run.stdout.contains("error[activity-removed]: `2` Two"))
}

#[test]
fn a_comment_beside_a_warning_hides_nothing() {
    let root = repository("");
    let odd_mail = "organizations: [{id: b, name: B, focal_points: [{name: x, email: 'Focal <x@example.org>'}]}]\n";
    for now in [
        plan("", &(ONE.replace("One", "One\u{200b}") + "# id: 2\n")),
        plan("", &(ONE.replace("One}", "One, x_note: 'a\u{200b}b'}") + "# id: 2\n")),
        plan(odd_mail, &(ONE.to_owned() + "# id: 2\n")),
    ] {
        assert_eq!(judged(root.path(), &now), (Some(1), true), "{now}");
    }
}

#[test]
fn a_comment_or_a_text_beside_an_error_hides_nothing() {
    let root = repository("");
    for rest in [
        "# id: 2\n",
        "x_note: 'id: 2'\n",
        "foo: 'id: 2'\n",
        "foo: {about: 'id: 2', code: 2}\n",
        "x_was: [{id: '2'}]\n",
    ] {
        let now = plan("bar: 1\n", ONE) + rest;
        assert_eq!(judged(root.path(), &now), (Some(1), true), "{now}");
    }
}

#[test]
fn an_activity_skipped_with_an_error_is_not_reported_as_removed() {
    let root = repository("");
    let complex_key = TWO.replace("}\n", "}: x\n");
    for now in [
        plan("", ONE) + "foo:\n" + TWO,
        plan("", ONE) + "foo: {bar: [{id: 2}]}\n",
        plan("", &(ONE.to_owned() + &TWO.replace("  - ", "  - - "))),
        plan("", &(ONE.to_owned() + &complex_key)),
        plan("", &(ONE.to_owned() + &TWO.replace("planned", "planed"))),
    ] {
        assert_eq!(judged(root.path(), &now), (Some(1), false), "{now}");
    }
}

#[test]
fn an_activity_skipped_without_an_error_is_reported_as_removed() {
    for (rule, now) in [
        ("unknown-key", plan("foo: [{id: '2'}]\n", ONE)),
        ("unknown-key", plan("foo: 1\n", ONE) + "# id: 2\n"),
        ("invalid-value", plan("", &(ONE.to_owned() + &TWO.replace("planned", "planed")))),
        ("missing-key", plan("", &(ONE.to_owned() + &TWO.replace(", status: planned", "")))),
        ("invalid-value", plan("", "").replace("  activities:\n", "  activities: none\n")),
        ("syntax", plan("", ONE) + "  - {id: '2', title: [\n"),
    ] {
        for level in ["off", "warning"] {
            let root = repository(&format!("rules: {{{rule}: {level}}}\n"));
            assert_eq!(judged(root.path(), &now), (Some(1), true), "{rule}: {level}\n{now}");
        }
    }
}

#[test]
fn the_day_of_the_judged_commit_does_not_say_whether_the_plan_was_endorsed() {
    let root = repository("");
    git(root.path(), &["checkout", "-q", "-b", "pr"]);
    write(root.path(), "2024.yaml", &plan("", ONE));
    commit_on("2001-01-01T12:00:00Z", root.path(), "pr");
    git(root.path(), &["checkout", "-q", "main"]);
    let judged = |more: &[&str]| {
        let all = [&["check", "--at", "pr", "--base", "main"], more].concat();
        let run = run(command(root.path(), &all));
        (run.code, run.stdout.contains("error[activity-removed]: `2` Two"))
    };
    assert_eq!(judged(&[]), (Some(1), true));
    assert_eq!(judged(&["--as-of", "2024-07-01"]), (Some(1), true));
    assert_eq!(judged(&["--as-of", "2024-01-14"]), (Some(0), false), "who asks may look back");
}

#[test]
fn removing_the_endorsement_is_reported() {
    for endorsed in ["", "endorsed: 2999-01-01\n"] {
        let root = repository("");
        let plan = std::fs::read_to_string(root.path().join("workplans/2024.yaml")).unwrap();
        std::fs::write(
            root.path().join("workplans/2024.yaml"),
            plan.replace("endorsed: 2024-01-15\n", endorsed),
        )
        .unwrap();
        let run = workplan(root.path(), &["check", "--base", "main", "--as-of", "2024-03-01"]);
        let told = "note: at `main`, the plan `2024` is endorsed, and now it is not, or is not \
            there: once this is merged";
        assert!(run.code == Some(0) && run.stderr.contains(told), "{run:?}");
        assert!(
            !workplan(root.path(), &["check", "--base", "main", "--as-of", "2024-01-10"])
                .stderr
                .contains("endorsed"),
            "not yet"
        );
    }
}
