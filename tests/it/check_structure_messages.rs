//! What `check` says about keys, lines and characters in the wrong place.

use crate::check_messages::{HEAD, activity, check, fixed};
use crate::support::{folder, workplan};

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
fn a_tab_after_the_dash_is_not_an_indent() {
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
fn invisible_characters_are_named_and_removed() {
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
fn invisible_characters_between_keys_are_named_and_removed() {
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
        // The content of the file is unknown, so no figures are shown.
        let status = workplan(root.path(), &["status", "--as-of", "2026-03-01"]);
        assert!(status.code == Some(2) && status.stderr.contains(word), "{status:?}");
    }
}

#[test]
fn an_empty_file_is_refused_by_every_command() {
    let missing = "this file has no format version";
    // A file with content but no schema is read as schema 1. An empty one may have lost its
    // content.
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
fn a_line_that_continues_nothing_is_explained() {
    for text in [" schema: 1\ntitle: P\n", "{schema: 1}\ntitle: P\n", "\"x\"\ntitle: P\n"] {
        let found = check(text, &[]).stdout;
        assert!(
            found.contains("this line does not continue the lines above it"),
            "{text}: {found}"
        );
    }
}

#[test]
fn a_misplaced_key_is_named_with_its_indent() {
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
    // Valid YAML that every parser accepts.
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
