//! What `check` says beside the rule: both places, what cannot be seen, what to do, and how much
//! can be fixed.

use std::fs;

use crate::support::{commit_on, folder, git_on, workplan};

const HEAD: &str = "schema: 1\ntitle: Plan\nperiod: {start: 2026-01-01, end: 2026-12-31}\norganizations:\n- id: coast\n  name: Coast Watch\n  focal_points: [{name: F}]\npriorities:\n- id: p\n  title: P\n  activities:\n";

fn activity(id: &str) -> String {
    format!(
        "  - id: {id}\n    title: T {id}\n    owners: [coast]\n    status: ongoing\n    due: 2026-09-30\n"
    )
}

fn check(text: &str, arguments: &[&str]) -> crate::support::Run {
    let root = folder(&[("2026.yaml", text.as_bytes())]);
    let run = workplan(root.path(), &[&["check", "--as-of", "2026-03-01"], arguments].concat());
    run.assert_calm();
    run
}

/// Holds that a text is found wrong with these words, and that `check --fix` makes another text of
/// it.
fn fixed(text: &str, words: &[&str], wanted: &str) {
    let root = folder(&[("2026.yaml", text.as_bytes())]);
    let run = workplan(root.path(), &["check", "--as-of", "2026-03-01"]);
    run.assert_calm();
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
fn every_fault_of_syntax_has_a_reason() {
    for (value, words) in [
        ("| the text", "begins a text of several lines"),
        ("|0", "begins a text of several lines"),
        (">-+", "begins a text of several lines"),
        ("& x", "names a value, and is not text"),
        ("!<> x", "is a tag, not text"),
        ("!e!x", "is a tag, not text"),
        ("\"\\ud800\"", "a backslash in \"…\" begins an escape"),
    ] {
        let text = format!("{HEAD}{}    description: {value}\n", activity("w1"));
        let json = check(&text, &["--format", "json"]).json();
        let finding = &json["diagnostics"][0];
        assert_eq!(finding["rule"], "syntax", "{value}: {json}");
        assert!(finding["message"].as_str().unwrap().contains(words), "{value}: {finding}");
        assert!(finding["help"].is_string(), "{value}: {finding}");
    }
    let first = check(&format!("%YAML 3.0\n---\n{HEAD}"), &[]).stdout;
    assert!(first.contains("a line that begins with `%` is not text"), "{first}");
}

#[test]
fn a_tab_behind_the_dash_of_an_item_is_not_an_indent() {
    let good = format!("{HEAD}{}", activity("w1"));
    for wrong in ["  -\tid: w1", "  -\t id: w1"] {
        let text = good.replace("  - id: w1", wrong);
        let words = ["error[syntax]: a tab is used where only spaces are allowed"];
        fixed(&text, &words, &good);
    }
    let scalars = good.replace("owners: [coast]", "owners:\n    -\tcoast\n    -\t\"coast2\"");
    assert!(!check(&scalars, &[]).stdout.contains("a tab stands"));
}

#[test]
fn nothing_is_said_to_wait_for_itself_instead() {
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
    // Not committed yet, and committed later.
    assert_eq!(at(root.path()), newer);
    commit_on("2026-02-01T12:00:00Z", root.path(), "one");
    assert_eq!(at(root.path()), newer);
    // Where git does not tell, the later one by name.
    fs::remove_dir_all(root.path().join(".git")).unwrap();
    assert_eq!(at(root.path()), (newer.1, newer.0));
}

#[test]
fn what_cannot_be_seen_is_named_and_taken_out() {
    let good = format!("{HEAD}{}", activity("w1"));
    let label = |c: &str| format!("U+{:04X}", c.chars().next().unwrap() as u32);
    for c in ["\u{a0}", "\u{ad}", "\u{200b}", "\u{200c}", "\u{200d}", "\u{2060}", "\u{feff}"] {
        for (right, wrong) in [
            ("owners: [coast]", format!("owners: [coa{c}st]")),
            ("id: w1", format!("id: w1{c}")),
            ("    status: ongoing", format!("    status: ongoing{c}")),
            ("due: 2026-09-30", format!("due: 2026-{c}09-30")),
            ("    due: 2026", format!("    d{c}ue: 2026")),
        ] {
            fixed(&good.replace(right, &wrong), &[&label(c)], &good);
        }
    }
    for c in ["\u{ad}", "\u{200b}", "\u{2060}", "\u{feff}"] {
        fixed(
            &good.replace("T w1", &format!("T{c} w1")),
            &[&label(c), "warning[invalid-value]"],
            &good,
        );
    }
}

#[test]
fn what_cannot_be_seen_between_keys_is_named_and_taken_out() {
    let good = format!("{HEAD}{}", activity("w1"));
    for (right, wrong, label) in [
        ("\ntitle: Plan", "\n\u{feff}title: Plan", "U+FEFF (byte-order mark)"),
        ("\n    status:", "\n\u{a0}\u{a0}\u{a0}\u{a0}status:", "U+00A0 (no-break space)"),
        ("due: 2026", "due:\u{a0}2026", "U+00A0 (no-break space)"),
        ("\n    due:", "\n    \u{200b}due:", "U+200B (zero width space)"),
    ] {
        fixed(&good.replace(right, wrong), &[label], &good);
    }
}

#[test]
fn what_scripts_need_is_left_in_peace() {
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
fn a_file_without_keys_is_called_empty() {
    for (text, word) in [
        ("", "this file is empty"),
        ("# later\n\n", "this file contains only comments"),
        ("---\n", "this file begins a document and contains nothing"),
    ] {
        let main = format!("{HEAD}{}", activity("w1"));
        let root =
            folder(&[("2026/plan.yaml", main.as_bytes()), ("2026/9-later.yaml", text.as_bytes())]);
        let run = workplan(root.path(), &["check", "--as-of", "2026-03-01"]);
        assert!(
            run.stdout.contains(word) && run.stdout.contains("workplans/2026/9-later.yaml:1:1"),
            "{}",
            run.stdout
        );
        assert!(run.stdout.ends_with("1 error, 0 warnings\n"), "{}", run.stdout);
        // What it held, if anything, is not known: no figure is given without it.
        let status = workplan(root.path(), &["status", "--as-of", "2026-03-01"]);
        assert!(status.code == Some(2) && status.stderr.contains(word), "{status:?}");
    }
}

#[test]
fn a_file_that_says_nothing_is_refused_by_every_command() {
    let missing = "this file has no format version";
    // What says something is read as schema 1; what says nothing may have lost it.
    for (text, code) in [
        ("{}", 2),
        ("schema:", 2),
        ("x_note: moved", 2),
        ("priorities:", 2),
        ("priorities: [{id: q, title: Q}]", 0),
    ] {
        let main = format!("{HEAD}{}", activity("w1"));
        let root =
            folder(&[("2026/plan.yaml", main.as_bytes()), ("2026/9-later.yaml", text.as_bytes())]);
        assert!(
            workplan(root.path(), &["check", "--as-of", "2026-03-01"]).stdout.contains(missing),
            "{text}"
        );
        let status = workplan(root.path(), &["status", "--as-of", "2026-03-01"]);
        assert_eq!(
            (status.code, status.stderr.contains(missing)),
            (Some(code), code == 2),
            "{text}: {status:?}"
        );
    }
}

#[test]
fn a_line_that_goes_on_with_nothing_is_told_in_words() {
    for text in [" schema: 1\ntitle: P\n", "{schema: 1}\ntitle: P\n", "\"x\"\ntitle: P\n"] {
        let found = check(text, &[]).stdout;
        assert!(
            found.contains("this line does not continue the lines above it"),
            "{text}: {found}"
        );
    }
}

#[test]
fn a_key_beside_its_place_is_named_with_its_indent() {
    let good = format!("{HEAD}{}{}", activity("w1"), activity("w2"));
    for (right, wrong, words) in [
        (
            "\n    due:",
            "\n   due:",
            "the key `due` is too far left: 3 spaces before it, and 4 spaces before the keys above",
        ),
        (
            "\n    status:",
            "\n     status:",
            "the key `status` is too far right: 5 spaces before it, and 4 spaces before the keys above",
        ),
        (
            "\n  title: P\n",
            "\n title: P\n",
            "the key `title` is too far left: 1 space before it, and 2 spaces before the keys above",
        ),
    ] {
        let said = check(&good.replacen(right, wrong, 1), &[]).stdout;
        assert!(said.contains(words), "{words}: {said}");
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
    // The id that an organization had before.
    assert_eq!(with(&organization("c2", "C2")), "no errors, no warnings\n");
}

#[test]
fn a_band_that_is_not_given_makes_room() {
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
    // A fix that would bring an error is not made, and not promised.
    let text = format!("{HEAD}{}", activity("w1").replace("ongoing", "done"));
    assert!(check(&text, &[]).stdout.ends_with("1 error, 0 warnings\n"));
}

#[test]
fn advice_names_a_command_first() {
    let text = format!(
        "{HEAD}{}{}{}",
        activity("w1").replace("status: ongoing", "status: planned\n    start: 2026-01-10"),
        activity("w2").replace("status: ongoing", "status: on_hold"),
        activity("w3")
            .replace("status: ongoing", "status: completed\n    completed: 2026-02-01\n    milestones:\n    - {title: M, due: 2026-01-31}"),
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

#[test]
fn lines_of_a_value_are_indented_more_than_its_key() {
    let good = format!("{HEAD}{}", activity("w1"));
    for (right, wrong, line) in [
        ("owners: [coast]", "owners: [\n    coast]", "2026.yaml:15:5"),
        ("title: Plan", "title: \"Plan\nof the year\"", "2026.yaml:3:1"),
        ("title: Plan", "title: \"Plan\n\tof the year\"", "2026.yaml:3:2"),
        ("title: Plan", "title: 'Plan\n   of\nthe year'", "2026.yaml:4:1"),
    ] {
        let text = good.replacen(right, wrong, 1);
        let said = check(&text, &[]).stdout;
        assert!(
            said.contains("error[syntax]: this line belongs to the value above")
                && said.contains(line),
            "{wrong:?}: {said}"
        );
        let root = folder(&[("2026.yaml", text.as_bytes())]);
        assert_eq!(
            workplan(root.path(), &["check", "--fix", "--as-of", "2026-03-01"]).code,
            Some(0),
            "{wrong:?}"
        );
    }
    // What YAML allows, and what every reader takes.
    for (right, fine) in [
        ("owners: [coast]", "owners: [\n     coast]"),
        ("owners: [coast]", "owners: [\n      coast, # c\n# c\n\n    ]"),
        ("title: Plan", "title: \"Plan\n of the\n   year\""),
        ("title: Plan", "title: &x \"Plan\n of\""),
        ("owners: [coast]", "owners: &o [\n      coast]"),
    ] {
        assert_eq!(
            check(&good.replacen(right, fine, 1), &[]).ok(),
            "no errors, no warnings\n",
            "{fine:?}"
        );
    }
}
