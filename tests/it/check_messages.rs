//! What `check` reports besides the rule: other places, invisible characters, advice, and how many
//! errors can be fixed.

use std::fs;

use crate::support::{commit_on, folder, git_on, workplan};

pub const HEAD: &str = "schema: 1\ntitle: Plan\nperiod: {start: 2026-01-01, end: 2026-12-31}\n\
    organizations:\n- id: coast\n  name: Coast Watch\n  focal_points: [{name: F}]\npriorities:\n\
    - id: p\n  title: P\n  activities:\n";

pub fn activity(id: &str) -> String {
    format!(
        "  - id: {id}\n    title: T {id}\n    owners: [coast]\n    status: ongoing\n    due: 2026-09-30\n"
    )
}

pub fn check(text: &str, arguments: &[&str]) -> crate::support::Run {
    let root = folder(&[("2026.yaml", text.as_bytes())]);
    let run = workplan(root.path(), &[&["check", "--as-of", "2026-03-01"], arguments].concat());
    run.assert_clean();
    run
}

/// Asserts that a text is reported with these words, and that `check --fix` changes it to `wanted`.
pub fn fixed(text: &str, words: &[&str], wanted: &str) {
    let root = folder(&[("2026.yaml", text.as_bytes())]);
    let run = workplan(root.path(), &["check", "--as-of", "2026-03-01"]);
    run.assert_clean();
    for word in words {
        assert!(run.stdout.contains(word), "{word}: {}", run.stdout);
    }
    let fix = workplan(root.path(), &["check", "--fix", "--as-of", "2026-03-01"]);
    assert_eq!(fix.code, Some(0), "{}", fix.stdout);
    assert_eq!(
        fs::read_to_string(root.path().join("workplans/2026.yaml")).unwrap(),
        wanted,
        "{}",
        fix.stdout
    );
}

#[test]
fn advice_never_makes_an_activity_depend_on_itself() {
    let other = |id: &str| activity(id).replace("status", "depends_on: [w22]\n    status");
    let help = |text: &str| {
        check(text, &["--format", "json"]).json()["diagnostics"][0]["help"].to_string()
    };
    let one = help(&format!("{HEAD}{}{}", activity("k1"), other("w2")));
    assert!(!one.contains("did you mean") && one.contains("depends_on-=w22"), "{one}");
    let two = help(&format!("{HEAD}{}{}", activity("w23"), other("w2")));
    assert!(two.contains("did you mean `w23`?"), "{two}");
}

#[test]
fn every_format_names_both_places() {
    let text = format!("{HEAD}{}{}", activity("w1"), activity("w1").replace("T w1", "T w2"));
    let json = check(&text, &["--format", "json"]).json();
    let finding = &json["diagnostics"][0];
    assert_eq!(
        (finding["rule"].as_str(), finding["line"].as_u64()),
        (Some("duplicate-id"), Some(17))
    );
    assert_eq!(
        (finding["related"][0]["line"].as_u64(), finding["related"][0]["message"].as_str()),
        (Some(12), Some("the first one"))
    );
    for format in ["github", "gitlab", "junit"] {
        let said = check(&text, &["--format", format]).stdout;
        assert!(
            said.contains("the first one: workplans/2026.yaml:12:9")
                || said.contains("the first one%3A workplans/2026.yaml"),
            "{format}: {said}"
        );
    }
}

#[test]
fn an_id_twice_is_shown_in_the_newer_file() {
    let part = |id: &str| {
        format!(
            "schema: 1\npriorities:\n- id: {id}\n  title: {id}\n  activities:\n{}",
            activity("w1").replace("T w1", id)
        )
    };
    let main = HEAD.split("priorities:").next().unwrap();
    let root =
        folder(&[("2026/plan.yaml", main.as_bytes()), ("2026/2.yaml", part("two").as_bytes())]);
    let at = |root: &std::path::Path| {
        let json = workplan(root, &["check", "--as-of", "2026-03-01", "--format", "json"]).json();
        let found = json["diagnostics"]
            .as_array()
            .unwrap()
            .iter()
            .find(|one| one["rule"] == "duplicate-id")
            .unwrap()
            .clone();
        (
            found["path"].as_str().unwrap().to_owned(),
            found["related"][0]["path"].as_str().unwrap().to_owned(),
        )
    };
    git_on("2026-01-01T12:00:00Z", root.path(), &["init", "-q"]);
    commit_on("2026-01-01T12:00:00Z", root.path(), "two");
    fs::write(root.path().join("workplans/2026/1.yaml"), part("one")).unwrap();
    let newer = ("workplans/2026/1.yaml".to_owned(), "workplans/2026/2.yaml".to_owned());
    // Checked before and after the commit.
    assert_eq!(at(root.path()), newer);
    commit_on("2026-02-01T12:00:00Z", root.path(), "one");
    assert_eq!(at(root.path()), newer);
    // Without git, the later file by name.
    fs::remove_dir_all(root.path().join(".git")).unwrap();
    assert_eq!(at(root.path()), (newer.1, newer.0));
}

#[test]
fn characters_that_scripts_need_are_not_reported() {
    for title in [
        "\u{645}\u{6cc}\u{200c}\u{62e}",
        "\u{915}\u{94d}\u{200d}\u{937}",
        "\u{1f468}\u{200d}\u{1f469}",
        "10\u{a0}000 puits",
        "\u{1780}\u{200b}\u{1781}",
    ] {
        let text = format!("{HEAD}{}", activity("w1").replace("T w1", title));
        assert_eq!(check(&text, &[]).ok(), "no errors, no warnings\n", "{title:?}");
    }
}

#[test]
fn an_email_is_an_address() {
    let with = |email: &str| {
        HEAD.replace("{name: F}", &format!("{{name: F, email: {email}}}")) + &activity("w1")
    };
    for (email, help) in
        [("f(at)example.org", "did you mean `f@example.org`?"), ("n/a", "write one address")]
    {
        let run = check(&with(email), &[]);
        assert_eq!(run.code, Some(0), "{}", run.stdout);
        assert!(
            run.stdout.contains(&format!("`{email}` is not an email address"))
                && run.stdout.contains(help),
            "{}",
            run.stdout
        );
    }
    assert_eq!(check(&with("f.x+y@example.org"), &[]).ok(), "no errors, no warnings\n");
}

#[test]
fn organizations_that_differ_in_capitals_are_named() {
    let text = HEAD.replace(
        "organizations:\n",
        "organizations:\n- {id: Coast, name: C, focal_points: [{name: F}]}\n",
    ) + &activity("w1").replace("[coast]", "[coast, Coast]");
    let run = check(&text, &[]);
    assert_eq!(run.code, Some(0), "{}", run.stdout);
    assert!(
        run.stdout.contains(
            "the ids `Coast` and `coast` of two organizations differ only in capital letters"
        ),
        "{}",
        run.stdout
    );
}

#[test]
fn an_alias_that_differs_in_capitals_is_named() {
    let organization = |id: &str, aliases: &str| {
        format!(
            "organizations:\n- {{id: {id}, name: C, aliases: [{aliases}], focal_points: [{{name: F}}]}}\n"
        )
    };
    let with = |first: &str| {
        let text = HEAD.replace("organizations:\n", first) + &activity("w1");
        check(&text.replace("[coast]", "[coast, c2]"), &[]).stdout
    };
    let told = with(&organization("c2", "Coast"));
    assert!(
        told.contains(
            "the ids `Coast` and `coast` of two organizations differ only in capital letters"
        ),
        "{told}"
    );
    // A former id of the organization.
    assert_eq!(with(&organization("c2", "C2")), "no errors, no warnings\n");
}

#[test]
fn a_default_band_adapts_to_the_given_one() {
    let text = format!("{HEAD}{}", activity("w1"));
    for bands in ["on_track: 50", "behind: 90", "on_track: 100", "behind: 0"] {
        let config = format!("schema: 1\nrating: {{{bands}}}\n");
        let root = folder(&[("2026.yaml", text.as_bytes()), ("config.yaml", config.as_bytes())]);
        assert_eq!(
            workplan(root.path(), &["check", "--as-of", "2026-03-01"]).ok(),
            "no errors, no warnings\n",
            "{bands}"
        );
    }
}

#[test]
fn the_last_line_says_what_can_be_fixed() {
    let text = format!(
        "{HEAD}{}{}",
        activity("w1").replace("2026-09-30", "30/09/2026"),
        activity("w2").replace("ongoing", "In progress")
    );
    let said = check(&text, &[]).stdout;
    assert!(
        said.ends_with("2 errors, 0 warnings; 2 can be fixed with `workplan check --fix`\n"),
        "{said}"
    );
    // A fix that would cause an error is neither made nor announced.
    let text = format!("{HEAD}{}", activity("w1").replace("ongoing", "done"));
    assert!(check(&text, &[]).stdout.ends_with("1 error, 0 warnings\n"));
}

#[test]
fn advice_names_a_command_first() {
    let text = format!(
        "{HEAD}{}{}{}",
        activity("w1").replace("status: ongoing", "status: planned\n    start: 2026-01-10"),
        activity("w2").replace("status: ongoing", "status: on_hold"),
        activity("w3").replace(
            "status: ongoing",
            "status: completed\n    completed: 2026-02-01\n\
                \x20   milestones:\n    - {title: M, due: 2026-01-31}"
        ),
    );
    let said = check(&text, &[]).stdout;
    for command in [
        "`workplan start w1`",
        "`workplan hold w2 --reason '…'`",
        "`workplan done w3#1 --as-of DATE`",
    ] {
        assert!(said.contains(command), "{command}: {said}");
    }
}

#[test]
fn conflict_marks_name_the_command_that_ends_a_merge() {
    let marks = "<<<<<<< HEAD\n    due: 2026-09-30\n=======\n    due: 2026-10-31\n>>>>>>> theirs\n";
    let text = format!("{HEAD}{}", activity("w1").replace("    due: 2026-09-30\n", marks));
    let run = check(&text, &[]);
    assert_eq!(run.code, Some(1));
    assert!(
        run.stdout.contains("run `workplan resolve`")
            && run.stdout.contains("workplans/2026.yaml:16:1"),
        "{}",
        run.stdout
    );
}
