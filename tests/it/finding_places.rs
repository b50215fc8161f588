//! A finding points at the value itself, in any notation. `«…»` marks it in these plans.

use serde_json::json;

use crate::support::{Run, folder, workplan};

const ORGANIZATIONS: &str = "schema: 1\norganizations:\n\
    \x20 - {id: iom, name: Migration, focal_points: [{name: Ana Example}]}\n";

/// Returns a plan whose only activity has the required values and these lines.
fn plan(values: &str) -> String {
    let head = "schema: 1\ntitle: Plan\nperiod: {start: 2025-01-01, end: 2025-12-31}\npriorities:\n\
        \x20 - id: a\n    title: A\n    activities:\n      - id: a1\n        title: T\n";
    let mut text = head.to_owned();
    for (key, value) in [("owners", "[iom]"), ("status", "ongoing"), ("due", "2025-09-30")] {
        if !values.contains(&format!("{key}:")) {
            text += &format!("        {key}: {value}\n");
        }
    }
    text + values
}

fn check(plan: &[u8], format: &str) -> Run {
    let root = folder(&[("2025.yaml", plan), ("organizations.yaml", ORGANIZATIONS.as_bytes())]);
    let run = workplan(root.path(), &["check", "--as-of", "2025-07-15", "--format", format]);
    run.assert_clean();
    run
}

/// Returns line and column of a byte offset, counted in characters without the byte-order mark.
fn position(text: &str, at: usize) -> (usize, usize) {
    let before = text[..at].trim_start_matches('\u{feff}');
    let line = before.rsplit('\n').next().unwrap();
    (before.matches('\n').count() + 1, line.chars().count() + 1)
}

/// Asserts that the only finding of this rule is at the marks.
#[track_caller]
fn stands_at(rule: &str, marked: &str) {
    let (start, end) = (marked.find('«').unwrap(), marked.find('»').unwrap() - '«'.len_utf8());
    let text = marked.replace(['«', '»'], "");
    let report = check(text.as_bytes(), "json").json();
    let found: Vec<_> = report["diagnostics"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|finding| finding["rule"] == rule)
        .collect();
    let place = |one: &serde_json::Value| {
        json!([one["line"], one["column"], one["end_line"], one["end_column"]])
    };
    let ((line, column), (end_line, end_column)) = (position(&text, start), position(&text, end));
    assert_eq!(
        found.into_iter().map(place).collect::<Vec<_>>(),
        [json!([line, column, end_line, end_column])],
        "{text}\n{report:#}"
    );
}

#[test]
fn in_lists() {
    stands_at("unknown-reference", &plan("        owners: [iom, «imo»]\n"));
    stands_at("unknown-reference", &plan("        owners: [iom, «\"imo\"», ]\n"));
    stands_at(
        "unknown-reference",
        &plan("        owners:\n        - iom\n        -   «imo»   # not there\n"),
    );
    stands_at(
        "unknown-reference",
        &plan("        owners: [\n          iom,\n          «'imo'»,\n          ]\n"),
    );
    stands_at("invalid-value", &plan("        tags: [a, «{b: c}»]\n"));
    stands_at("invalid-value", &plan("        tags: [a, «[b, c]», d]\n"));
}

#[test]
fn in_quotes_and_blocks() {
    stands_at("invalid-value", &plan("        status: «\"done\"» # so they say\n"));
    stands_at("invalid-value", &plan("        status: «'it''s done'»\n"));
    stands_at(
        "invalid-value",
        &plan("        due: «>-\n          next\n          summer»\n        contact: A\n"),
    );
    stands_at("invalid-value", &plan("        due: «|\n          2025-09-31»\n"));
    stands_at("invalid-value", &plan("        due: «next\n          summer»\n"));
    stands_at("invalid-value", &plan("        due: !!str «2025-09-31»\n"));
    stands_at(
        "invalid-value",
        &plan("        ? due\n        : «2025-09-31»\n        # due: 2025\n")
            .replace("        due: 2025-09-30\n", ""),
    );
}

#[test]
fn of_keys() {
    stands_at("unknown-key", &plan("        «Contact»: A\n"));
    stands_at("unknown-key", &plan("        «\"contakt\"» : A\n"));
    stands_at("unknown-key", &plan("        budget: {currency: USD, required: 1, «spend»: 1}\n"));
    stands_at("syntax", &plan("        contact: A\n        «contact»: B\n"));
    stands_at("missing-key", &plan("        milestones:\n          - «title»: A\n"));
    stands_at("missing-key", &plan("        milestones: [«{due»: 2025-08-01}]\n"));
}

#[test]
fn after_wide_and_combining_characters() {
    stands_at("invalid-value", &plan("        tags: [é😀数, e\u{301}, «[b]»]\n"));
    stands_at(
        "unknown-key",
        &plan(
            "        budget: {currency: USD, x_é😀数: e\u{301}\u{200d}👩‍🚒, required: 1, «spend»: 1}\n",
        ),
    );
}

#[test]
fn with_tabs_and_other_line_ends() {
    stands_at("invalid-value", &plan("        status:\t\t«done»\t# tabs\n"));
    stands_at(
        "invalid-value",
        &plan("        tags: [a,\t«[b]»]\n        contact: A\n").replace('\n', "\r\n"),
    );
    stands_at(
        "invalid-value",
        &plan("        due: «>-\n          next\n          summer»\n        contact: A\n")
            .replace('\n', "\r\n"),
    );
    stands_at("invalid-value", &format!("\u{feff}{}", plan("        status: «done»\n")));
    stands_at(
        "invalid-value",
        &format!("\u{feff}schema: «one»\n{}", plan("").replace("schema: 1\n", "")),
    );
    stands_at("syntax", &plan("        contact: A\n«\t»tags: [a]\n"));
}

#[test]
fn an_alias_is_the_place_and_its_anchor_the_second_one() {
    let text = plan("        x_day: &day 30.06.25\n        due: *day\n");
    insta::assert_snapshot!(check(text.as_bytes(), "text").stdout, @r#"
    error[invalid-value]: `30.06.25` is not a date
      --> workplans/2025.yaml:13:14
       |
    13 |         due: *day
       |              ^^^^
       |
      ::: workplans/2025.yaml:12:21
       |
    12 |         x_day: &day 30.06.25
       |                     -------- the value of the alias
       |
       = help: a date is a day such as 2024-06-30, or a span: 2024-06, 2024-Q2, 2024-H1, 2024

    1 error, 0 warnings
    "#);
    stands_at("invalid-value", &plan("        x_day: &day 30.06.25\n        due: «*day»\n"));
}

#[test]
fn the_value_of_an_alias_is_shown_with_the_other_place() {
    let text =
        plan("        start: 2025-08-01\n        x_day: &day 2025-06-01\n        due: *day\n");
    insta::assert_snapshot!(check(text.as_bytes(), "text").stdout, @r#"
    error[date-order]: this activity starts on 2025-08-01, after its due date 2025-06-01
      --> workplans/2025.yaml:14:14
       |
    14 |         due: *day
       |              ^^^^
       |
      ::: workplans/2025.yaml:12:16
       |
    12 |         start: 2025-08-01
       |                ---------- the other date
       |
      ::: workplans/2025.yaml:13:21
       |
    13 |         x_day: &day 2025-06-01
       |                     ---------- the value of the alias
       |
       = help: correct one of these dates: `workplan set a1 start=DATE` or `workplan set a1 due=DATE`; in the file: write the right date

    1 error, 0 warnings
    "#);
}

/// An activity given by an alias: its errors are reported once, where it is written; the duplicate
/// id is reported at the alias.
#[test]
fn an_alias_can_bring_a_whole_activity() {
    let alias = "      - *same\n";
    let text = plan("        deadline: 2025-09-01\n")
        .replace("- id: a1", "- &same\n        id: a1")
        + alias;
    insta::assert_snapshot!(check(text.as_bytes(), "text").stdout);
}

#[test]
fn the_marker_is_below_the_value() {
    let text = plan(
        "        budget: {x_é😀数: e\u{301}, currency: USD, required: 1, spend: 1}\n        tags:\t[a,\t{b: 1}]\n",
    );
    insta::assert_snapshot!(check(text.as_bytes(), "text").stdout, @r#"
    error[unknown-key]: a budget has no key `spend`
      --> workplans/2025.yaml:13:57
       |
    13 |         budget: {x_é😀数: é, currency: USD, required: 1, spend: 1}
       |                                                          ^^^^^
       |
       = help: did you mean `spent`?

    error[invalid-value]: an item of `tags` takes one value, not keys and values
      --> workplans/2025.yaml:14:19
       |
    14 |         tags:    [a,    {b: 1}]
       |                         ^^^^^^

    2 errors, 0 warnings
    "#);
}
