//! Settings and organizations files, names of plans, and empty folders.

use crate::support::{Run, folder, workplan};

const PLAN: &str = "schema: 1\ntitle: Plan\nperiod: {start: 2024-01-01, end: 2024-12-31}\n\
    organizations: [{id: a, name: A}]\npriorities:\n- id: p\n  title: P\n  activities:\n\
    \x20 - {id: p.1, title: First, owners: [a], status: ongoing, due: 2024-06-30}\n";

fn check(files: &[(&str, &str)]) -> Run {
    let files: Vec<(&str, &[u8])> =
        files.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    let root = folder(&files);
    let run = workplan(root.path(), &["check", "--as-of", "2024-03-01"]);
    run.assert_clean();
    run
}

/// Asserts that a settings file is reported with these words.
fn told(config: &str, words: &[&str]) {
    let run = check(&[("2024.yaml", PLAN), ("config.yaml", config)]);
    assert_eq!(run.code, Some(1), "{config}: {run:?}");
    for word in words {
        assert!(run.stdout.contains(word), "{config}: {word}: {}", run.stdout);
    }
}

#[test]
fn contradictory_settings_are_reported() {
    told(
        "schema: 1\nrating: {on_track: 50, behind: 60}\n",
        &[
            "`behind` (60) is above `on_track` (50)",
            "config.yaml:2:32",
            "on track begins where behind ends",
        ],
    );
    told("schema: 1\nrules: [overdue]\n", &["`rules` is written as keys and values"]);
    told(
        "schema: 1\nrules: {overdue: eror}\n",
        &["`eror` is not a level", "did you mean `error`?"],
    );
    told(
        "schema: 1\nrules: {overdue: 7}\n",
        &["`7` is not a level", "a level is error, warning or off"],
    );
    told("schema: 1\nrules: {overdue: [off]}\n", &["is not a level"]);
    told(
        "schema: 1\nrules: {qqqqqqqqqq: error}\n",
        &["qqqqqqqqqq", "`workplan check --list-rules` lists the rules"],
    );
    told("- a\n", &["config.yaml:1:1"]);
    told("schema: 1\nsoon: 1e3\n", &["`soon`"]);
    told("schema: 1\nsoon: 0.12345678\n", &["has more than 6 decimal places"]);
}

#[test]
fn equal_bands_are_accepted() {
    let run = check(&[
        ("2024.yaml", PLAN),
        ("config.yaml", "schema: 1\nrating: {on_track: 60, behind: 60}\n"),
    ]);
    assert_eq!(run.code, Some(0), "{run:?}");
}

#[test]
fn a_value_given_twice_is_reported() {
    let organizations = "schema: 1\norganizations: [{id: b, name: B}]\n";
    for (files, what) in [
        (
            [("config.yaml", "schema: 1\n"), ("config.yml", "schema: 1\n")],
            "the group's settings are in two places",
        ),
        (
            [("organizations.yaml", organizations), ("organizations.yml", organizations)],
            "the list of organizations is in two places",
        ),
    ] {
        let run = check(&[("2024.yaml", PLAN), files[0], files[1]]);
        assert_eq!(run.code, Some(1), "{run:?}");
        assert!(
            run.stdout.contains("error[duplicate-plan]") && run.stdout.contains(what),
            "{}",
            run.stdout
        );
    }
}

#[test]
fn a_folder_needs_a_plan_s_name() {
    for (name, what) in [
        ("config", "a plan cannot be called `config`: the name is reserved"),
        ("a b", "`a b` is not a plan's name"),
        ("ä", "`ä` is not a plan's name"),
    ] {
        let run = check(&[(&format!("{name}/plan.yaml"), PLAN)]);
        assert_eq!(run.code, Some(1), "{run:?}");
        assert!(run.stdout.contains(what), "{name}: {}", run.stdout);
    }
}

#[test]
fn a_file_that_cannot_be_read_as_text_is_no_settings_and_no_organizations() {
    let root = folder(&[
        ("2024.yaml", PLAN.as_bytes()),
        ("config.yaml", b"\xff\xfes\0"),
        ("organizations.yaml", b"schema: 1\n\xff"),
    ]);
    let run = workplan(root.path(), &["check", "--as-of", "2024-03-01"]);
    run.assert_clean();
    assert_eq!(run.code, Some(1));
    assert!(
        run.stdout.contains("config.yaml") && run.stdout.contains("organizations.yaml"),
        "{}",
        run.stdout
    );
}

#[test]
fn a_folder_without_a_plan_says_so() {
    let root = folder(&[("config.yaml", b"schema: 1\n")]);
    for arguments in [
        &["status"][..],
        &["status", "--all"],
        &["status", "2024"],
        &["list"],
        &["overdue"],
        &["matrix"],
        &["report"],
        &["digest"],
        &["show", "1"],
        &["set", "1", "progress=5"],
        &["export", "--format", "csv"],
        &["rollover", "2025"],
    ] {
        let run = workplan(root.path(), arguments);
        assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{arguments:?}");
        assert!(run.stderr.contains("there is no plan in "), "{arguments:?}: {}", run.stderr);
    }
}

#[test]
fn a_path_that_is_not_a_folder_is_reported() {
    let root = folder(&[("2024.yaml", PLAN.as_bytes())]);
    for (dir, what) in [("nowhere", "does not exist"), ("workplans/2024.yaml", "is not a folder")] {
        let run = workplan(root.path(), &["status", "--dir", dir]);
        assert!(
            run.code == Some(2) && run.stderr.contains(what) && run.stderr.contains("--dir DIR"),
            "{run:?}"
        );
    }
}

#[test]
fn each_kind_of_value_says_what_it_takes() {
    let told = |plan: &str, words: &str| {
        let run = check(&[("2024.yaml", plan)]);
        assert!(run.code == Some(1) && run.stdout.contains(words), "{words}: {}", run.stdout);
    };
    let period = "period: {start: 2024-01-01, end: 2024-12-31}";
    told(&PLAN.replace(period, "period:"), "write start and end below `period:`");
    told(&PLAN.replace(period, ""), "with start and end");
    told(
        &PLAN.replace("due: 2024-06-30", "budget: {currency: USD, required: }"),
        "write a number after `required:`",
    );
    told(&PLAN.replace("due: 2024-06-30", "budget: {currency: USD}"), "and a number");
    told(&PLAN.replace("due: 2024-06-30", "weight: 0"), "`weight` takes a number above 0");
    told(&PLAN.replace("due: 2024-06-30", "? [a, b] : c"), "a key is a single word");
    told(
        &PLAN.replace("title: First", "title: \"\\q\""),
        "a backslash in \"…\" begins an escape, but this is not an escape",
    );
    told(&PLAN.replace("  title: P\n", "  title: \"P\n and\n\"\n  more\n  : x\n"), "syntax");
}

#[test]
fn a_duplicate_id_in_a_long_list_is_reported_once() {
    let ids: Vec<String> = (0..12).map(|number| format!("o{number}")).collect();
    let organizations: Vec<String> =
        ids.iter().map(|id| format!("{{id: {id}, name: N{id}}}")).collect();
    let plan = PLAN
        .replace("[{id: a, name: A}]", &format!("[{}]", organizations.join(", ")))
        .replace("owners: [a]", &format!("owners: [{}, o3, o11]", ids.join(", ")));
    let run = check(&[("2024.yaml", &plan)]);
    for id in ["o3", "o11"] {
        assert_eq!(run.stdout.matches(&format!("`{id}`")).count(), 1, "{id}: {}", run.stdout);
    }
}

#[test]
fn an_unknown_format_is_reported() {
    let root = folder(&[("2024.yaml", PLAN.as_bytes())]);
    let run = workplan(root.path(), &["status", "--format", "qqqqqqqq"]);
    assert!(
        run.code == Some(2) && run.stderr.contains("the help of each command lists its formats"),
        "{run:?}"
    );
}

#[test]
fn nesting_has_a_bound_in_any_notation() {
    let deep: String = (0..80).map(|level| format!("{}x_{level}:\n", " ".repeat(level))).collect();
    let dashes = format!("x_list:\n  {}a\n", "- ".repeat(80));
    for text in [deep, dashes] {
        let run = check(&[("2024.yaml", &format!("{PLAN}{text}"))]);
        assert!(
            run.code == Some(1) && run.stdout.contains("nested more than 64 deep"),
            "{}",
            run.stdout
        );
    }
}
