//! `rollover --update` adds the same text that a new rollover would have written.

use std::path::Path;

use proptest::prelude::*;

use crate::support::{folder, workplan};

const HEAD: &str = "schema: 1\ntitle: T 2024\nperiod: {start: 2024-01-01, end: 2024-12-31}\n\
    organizations: [{id: a, name: A}]\n";

fn run(root: &Path, arguments: &[&str]) -> String {
    workplan(root, &[&["rollover", "2024", "--as-of", "2024-12-20"], arguments].concat()).ok()
}

fn read(root: &Path) -> String {
    std::fs::read_to_string(root.join("workplans/2025.yaml")).unwrap()
}

/// Returns next year's plan, written by a rollover.
fn rolled(old: &str) -> String {
    let root = folder(&[("2024.yaml", old.as_bytes())]);
    run(root.path(), &[]);
    read(root.path())
}

/// Returns next year's plan after an update. Asserts that a second update changes nothing.
fn updated(old: &str, target: &str) -> String {
    let target = HEAD.replace("2024", "2025") + target;
    let root = folder(&[("2024.yaml", old.as_bytes()), ("2025.yaml", target.as_bytes())]);
    run(root.path(), &["--update"]);
    let new = read(root.path());
    run(root.path(), &["--update"]);
    assert_eq!(read(root.path()), new);
    let check =
        workplan(root.path(), &["check", "--format", "json", "--as-of", "2024-12-20"]).json();
    assert_eq!(check["errors"], 0, "{check}\n{new}");
    new
}

/// Returns the lines without indentation and without empty lines.
fn bare(text: &str) -> String {
    text.lines()
        .map(str::trim_start)
        .filter(|line| !line.is_empty())
        .fold(String::new(), |all, line| all + line + "\n")
}

const ONE: &str = "priorities:\n  # of the charter\n  - id: p  # the first\n    title:   'P'\n\
    \x20   activities:  # in this order\n\n      # ask the donors\n      - id: 1\n\
    \x20       title: One\n        owners: [a]\n        status:   ongoing    # since May\n\
    \x20       description: >-\n            Folded\n            text.\n        # inside\n\n\
    \x20     - {id: 2,   title: \"Two\", owners: [ a ], status: planned}  # beside\n    description: D\n";

#[test]
fn a_priority_that_is_missing_comes_as_it_is() {
    let rolled = rolled(&format!("{HEAD}{ONE}# the end\n"));
    let priority =
        rolled.split_once("priorities:\n").unwrap().1.strip_suffix("# the end\n").unwrap();
    assert!(priority.contains("# since May\n        carried_from: 2024/1\n"), "{priority}");
    let old = format!("{HEAD}{ONE}# the end\n");
    let head = HEAD.replace("2024", "2025");
    for (target, meant) in [
        ("priorities: []\n", format!("{head}priorities:\n{priority}")),
        ("priorities: [ # none\n]\n", format!("{head}priorities: # none\n{priority}")),
        (
            "priorities:\n  - {id: q, title: Q}\n",
            format!("{head}priorities:\n  - {{id: q, title: Q}}\n{priority}"),
        ),
    ] {
        assert_eq!(updated(&old, target), meant);
    }
    let new = updated(&old, "priorities: [{id: q, title: Q}, # why\n  {id: r, title: R}]\n");
    assert_eq!(
        new,
        format!(
            "{head}priorities:\n  - {{id: q, title: Q}} # why\n  - {{id: r, title: R}}\n{priority}"
        )
    );
}

#[test]
fn activities_come_as_they_are_whatever_the_priority_has() {
    let old = format!("{HEAD}{ONE}");
    let rolled = rolled(&old);
    let body = rolled
        .split_once("activities:  # in this order\n")
        .unwrap()
        .1
        .strip_suffix("    description: D\n")
        .unwrap();
    let head = HEAD.replace("2024", "2025") + "priorities:\n";
    let own = |indent: &str, tail: &str| {
        format!("priorities:\n{indent}- id: p\n{indent}  title: P\n{tail}")
    };
    for (there, meant) in [
        ("    activities: []\n", format!("    activities:  # in this order\n{body}")),
        ("    activities:\n", format!("    activities:  # in this order\n{body}")),
        ("    activities: ~ # none yet\n", format!("    activities: # none yet\n{body}")),
        ("    activities: [ # none yet\n    ]\n", format!("    activities: # none yet\n{body}")),
        (
            "    activities:\n      # none yet\n      []\n",
            format!("    activities:  # in this order\n      # none yet\n{body}"),
        ),
        ("", format!("    activities:  # in this order\n{body}")),
        ("    lead: [a]\n", format!("    lead: [a]\n    activities:  # in this order\n{body}")),
    ] {
        let new = updated(&old, &own("  ", there));
        assert_eq!(new, format!("{head}  - id: p\n    title: P\n{meant}"), "{there}");
    }
    for there in [
        "- {id: p, title: P, activities: []}\n",
        "- {id: p, title: P}\n",
        "- {id: p, title: P, activities: [{id: 9, title: N, owners: [a], status: planned}]} # main\n",
        "- id: p\n  title: P\n  activities: [{id: 9, title: N, owners: [a], status: planned}, # \
            nine\n    {id: 8, title: E, owners: [a], status: planned}]\n",
        "- id: p\n  title: P\n  activities:\n  - id: 9\n    title: N\n    owners: [a]\n\
            \x20   status: planned\n    # of nine\n",
        "-   id: p\n    title: P\n    activities:\n       - {id: 9, title: N, owners: [a], status: planned}\n",
    ] {
        let new = updated(&old, &format!("priorities:\n{there}"));
        let items = body.split("\n\n").map(|item| bare(item.trim_start_matches('\n')));
        for item in items {
            assert!(bare(&new).contains(&item), "{there}\n{new}\n{item}");
        }
        for comment in
            there.lines().filter_map(|line| line.split_once('#')).map(|(_, comment)| comment)
        {
            assert!(new.contains(comment), "{new}");
        }
    }
}

#[test]
fn several_missing_priorities_come_as_they_follow_each_other() {
    let second = ONE
        .replace(
            "priorities:\n  # of the charter\n  - id: p ",
            "\n  # ---- later ----\n\n  - id: q ",
        )
        .replace("id: 1\n", "id: 3\n")
        .replace("{id: 2,", "{id: 4,");
    let old = format!("{HEAD}{ONE}{second}");
    let head = HEAD.replace("2024", "2025");
    let rolled = rolled(&old);
    let priorities = rolled.split_once("priorities:\n").unwrap().1;
    assert_eq!(updated(&old, "priorities: []\n"), format!("{head}priorities:\n{priorities}"));
    let other = "priorities:\n  - {id: z, title: Z}\n";
    assert_eq!(updated(&old, other), format!("{head}{other}{priorities}"));
    // One priority exists, and one is missing.
    let own = "priorities:\n  - id: q\n    title: Q\n";
    let new = updated(&old, own);
    assert!(
        new.contains("  # of the charter\n  - id: p ")
            && new.matches("# ask the donors").count() == 2,
        "{new}"
    );
}

#[test]
fn an_update_of_many_priorities_is_made_at_once() {
    let many = |text: &dyn Fn(usize) -> String| (0..300).map(text).collect::<String>();
    let old = many(&|n| {
        format!(
            "- id: p{n}\n  title: P\n  activities:\n  # about {n}\n\
                \x20 - {{id: a{n}, title: T, owners: [a], status: planned}}\n"
        )
    });
    let old = format!("{HEAD}priorities:\n{old}");
    let priorities = rolled(&old).split_once("priorities:\n").unwrap().1.to_owned();
    let empty = many(&|n| format!("- {{id: p{n}, title: P, activities: []}}\n"));
    for target in ["priorities: []\n".to_owned(), format!("priorities:\n{empty}")] {
        let new = updated(&old, &target);
        assert_eq!(new.split_once("priorities:\n").unwrap().1, priorities);
    }
}

#[test]
fn a_plan_in_brackets_is_opened_up_where_lines_go_in() {
    let old = format!("{HEAD}{ONE}");
    let head = "{\"schema\": 1, \"title\":\"T\", \"period\": \
        {\"start\": \"2025-01-01\", \"end\": \"2025-12-31\"},\n\
        \x20\"organizations\": [{\"id\": \"a\", \"name\": \"A\"}], \"priorities\": \
        [{\"id\": \"p\", \"title\": \"P\", \"activities\": []}]}\n";
    let root = folder(&[("2024.yaml", old.as_bytes()), ("2025.yaml", head.as_bytes())]);
    run(root.path(), &["--update"]);
    let new = read(root.path());
    assert!(
        new.contains("status:   ongoing    # since May") && new.contains("\"title\": \"T\"\n"),
        "{new}"
    );
}

#[test]
fn a_block_at_the_end_without_a_line_break_says_the_same() {
    let activity = |id: u8| {
        format!(
            "  - id: {id}\n    title: T\n    owners: [a]\n    status: planned\n    description: |\n      text"
        )
    };
    let top = "priorities:\n- id: p\n  title: P\n  activities:\n";
    let new = updated(&format!("{HEAD}{top}{}", activity(1)), &format!("{top}{}", activity(2)));
    assert_eq!(new.matches("description: |-\n      text\n").count(), 2, "{new}");
    let kept = format!("{}\n\n", activity(1).replace('|', "|+"));
    for target in [
        format!("{top}    []"),
        top.trim_end().to_owned(),
        top.replace("  activities:\n", "").trim_end().to_owned(),
    ] {
        assert!(
            updated(&format!("{HEAD}{top}{kept}"), &target)
                .ends_with("description: |+\n      text\n\n")
        );
    }
}

#[test]
fn two_priorities_can_go_under_one() {
    let old = format!(
        "{HEAD}priorities:\n- id: p\n  title: P\n  activities:\n  # one\n\
            \x20 - {{id: 1, title: One, owners: [a], status: planned}}\n- id: q\n  title: Q\n\
            \x20 activities:\n  # two\n  - {{id: 2, title: Two, owners: [a], status: planned}}\n"
    );
    let target = HEAD.replace("2024", "2025") + "priorities:\n- {id: all, title: All}\n";
    let root = folder(&[("2024.yaml", old.as_bytes()), ("2025.yaml", target.as_bytes())]);
    run(root.path(), &["--update", "--map", "p=all", "--map", "q=all"]);
    let new = read(root.path());
    assert!(
        new.ends_with(
            "  activities:\n  # one\n\
        \x20 - {id: 1, title: One, owners: [a], status: planned, carried_from: 2024/1}\n  # two\n\
        \x20 - {id: 2, title: Two, owners: [a], status: planned, carried_from: 2024/2}\n"
        ),
        "{new}"
    );
}

#[test]
fn a_comment_on_no_activity_comes_once() {
    let one = |id: u8| {
        format!("  # section {id}\n\n  - {{id: {id}, title: T, owners: [a], status: planned}}\n")
    };
    let top = "priorities:\n- id: p\n  title: P\n  activities:\n";
    let other = "  - {id: 9, title: T, owners: [a], status: planned}\n";
    let carried = |id: u8| one(id).replace('}', &format!(", carried_from: 2024/{id}}}"));
    let new = updated(
        &format!("{HEAD}{top}{}{}", one(1), one(2)),
        &format!("{top}{other}  # section 2\n"),
    );
    let below = carried(2).replace("  # section 2\n\n", "");
    assert!(new.ends_with(&format!("{top}{other}{}{below}  # section 2\n", carried(1))), "{new}");
}

/// Returns an activity with comments, in one of several notations.
fn activity(number: usize, (status, style): (u8, u8)) -> String {
    let status = ["planned", "ongoing", "completed\ncompleted: 2024-03"][usize::from(status % 3)];
    let mut pairs = vec![
        format!("id: '{number}'"),
        format!("title:  'Step {number}: نشر'"),
        "owners: [ a ]".to_owned(),
    ];
    pairs.extend(format!("status: {status}").split('\n').map(str::to_owned));
    match style % 6 {
        0 => format!("# about {number}\n- {{{}}}  # beside {number}\n", pairs.join(",  ")),
        1 => format!(
            "# about {number}\n- {}\n  description: >-\n      two\n      lines\n  # inside\n",
            pairs.join("\n  ")
        ),
        2 => format!("\n- {}\n    # inside {number}\n", pairs.join("  # why\n  ")),
        3 => format!("-  {{ {}}}\n\n", pairs.join(" ,\n       ")),
        4 => format!(
            "# section {number}\n\n- # first\n  {}\n  remarks: |\n    a # no comment\n\n    b\n",
            pairs.join("\n  ")
        ),
        _ => {
            format!("- {}\n  tags:\n  - x   # y\n  milestones: [ # none\n  ]\n", pairs.join("\n  "))
        }
    }
}

fn indented(text: &str, by: usize) -> String {
    text.lines()
        .map(
            |line| {
                if line.is_empty() {
                    "\n".to_owned()
                } else {
                    format!("{}{line}\n", " ".repeat(by))
                }
            },
        )
        .collect()
}

proptest! {
    #![proptest_config(crate::support::cases(16))]

    #[test]
    fn an_update_adds_the_text_of_a_rollover(
        drawn in prop::collection::vec((any::<u8>(), any::<u8>()), 1..6),
        indent in 0..2usize,
        there in 0..9usize,
        crlf: bool,
    ) {
        let list = drawn
            .iter()
            .enumerate()
            .map(|(number, one)| activity(number, *one))
            .collect::<String>();
        let old = format!(
            "{HEAD}priorities:\n# the only one\n- id: p\n  title: P\n  activities:\n\
            {}# the end\n",
            indented(&list, 2 + 2 * indent)
        );
        let old = if crlf { old.replace('\n', "\r\n") } else { old };
        let rolled = rolled(&old).replace("\r\n", "\n");
        let (_, body) = rolled.split_once("  activities:\n").unwrap();
        let body = body.strip_suffix("# the end\n").unwrap().trim_end();
        prop_assume!(drawn.iter().any(|(status, _)| status % 3 < 2));
        let other = "{id: z, title: Z, owners: [a], status: planned}";
        let top = "- id: p\n  title: P\n";
        let target = match there {
            0 => "priorities: []\n".to_owned(),
            1 => "priorities:\n- {id: q, title: Q}\n".to_owned(),
            2 => format!("priorities:\n{top}  activities: []\n"),
            3 => format!("priorities:\n{top}  activities:\n"),
            4 => format!("priorities:\n{top}"),
            5 => format!("priorities:\n{top}  activities: [{other}]\n"),
            6 => format!("priorities:\n- {{id: p, title: P, activities: [{other}]}}\n"),
            7 => format!(
                "priorities:\n   - id: p\n     title: P\n     activities:\n         -   {other}\n"
            ),
            _ => "priorities: [{id: p, title: P}]\n".to_owned(),
        };
        let new = updated(&old, &target).replace("\r\n", "\n");
        let (new_lines, lines) = (bare(&new), bare(body));
        if there < 5 {
            // Including empty lines and indentation.
            let meant = format!("  activities:\n{body}\n");
            prop_assert!(new.contains(&meant), "{target}\n{new}\n{meant}");
            prop_assert!(there > 1 || new.contains("# the only one\n- id: p\n"), "{}", new);
        }
        prop_assert!(there < 5 || new_lines.contains(&lines), "{target}\n{new}\n{lines}");
    }
}
