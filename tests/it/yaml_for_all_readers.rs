//! Written YAML means the same to every parser, and comments stay.

use crate::support::{folder, workplan};

const HEAD: &str = "schema: 1\ntitle: T 2024\nperiod: {start: 2024-01-01, end: 2024-12-31}\n\
    organizations: [{id: a, name: A}, {id: 'NO', name: B}]\npriorities:\n- id: p\n  title: P\n  activities:\n";

/// Returns the plan of 2024 after a command.
fn after(activities: &str, arguments: &[&str]) -> String {
    let root = folder(&[("2024.yaml", format!("{HEAD}{activities}").as_bytes())]);
    workplan(root.path(), &[arguments, &["--as-of", "2024-03-01"]].concat()).ok();
    let new = std::fs::read_to_string(root.path().join("workplans/2024.yaml")).unwrap();
    new.strip_prefix(HEAD).unwrap().to_owned()
}

/// Returns the plan of 2025 after a rollover.
fn rolled(activities: &str) -> String {
    let root = folder(&[("2024.yaml", format!("{HEAD}{activities}").as_bytes())]);
    workplan(root.path(), &["rollover", "2024", "--as-of", "2024-12-20"]).ok();
    let new = std::fs::read_to_string(root.path().join("workplans/2025.yaml")).unwrap();
    new.split_once("  activities:\n").unwrap().1.to_owned()
}

const ONE: &str = "  - id: x\n    title: T\n    owners: [a]\n    status: planned\n";

#[test]
fn a_text_is_a_text_and_a_number_a_number() {
    for (argument, written) in [
        ("contact=OFF", "contact: 'OFF'"),
        ("remarks=0o17", "remarks: '0o17'"),
        ("geography=NO,1_000", "geography: ['NO', '1_000']"),
        ("tags+=2024-03-01", "tags: ['2024-03-01']"),
        ("owners=NO", "owners: ['NO']"),
        ("due=2024-03-01", "due: 2024-03-01"),
        ("due=2024", "due: 2024"),
        ("progress=040", "progress: 40"),
        ("weight=0.50", "weight: 0.50"),
        (
            "milestones+={title: on, due: '2024-03-01', x_n: 3}",
            "- title: 'on'\n      due: 2024-03-01\n      x_n: 3",
        ),
        (
            "indicators+={name: N, target: 12, actual: '12', unit: 1e3}",
            "- name: 'N'\n      unit: '1e3'\n      target: 12\n      actual: '12'",
        ),
        ("x_note=12", "x_note: '12'"),
        ("id=1.10", "- id: '1.10'"),
        ("id=7", "- id: 7"),
    ] {
        let new = after(ONE, &["set", "x", argument]);
        assert!(new.contains(written), "{argument}\n{new}");
    }
    let new = after(&format!("{ONE}    x_n: 12\n"), &["set", "x", "x_n=13"]);
    assert!(new.contains("x_n: 13"), "a number of the group's own stays one: {new}");
    let new = after(ONE, &["hold", "x", "--reason", "12:30:45"]);
    assert!(new.contains("reason: '12:30:45'"), "{new}");
}

#[test]
fn a_fix_writes_ids_that_every_parser_reads_as_text() {
    let new = after("  - {id: x, title: T, owners: NO, status: planned}\n", &["check", "--fix"]);
    assert!(new.contains("owners: ['NO']"), "{new}");
}

#[test]
fn comments_between_empty_brackets_stay() {
    for (list, argument, written) in [
        ("tags: [ # none yet\n    ]", "tags+=x", "tags: [ # none yet\n      x\n    ]"),
        (
            "tags: [\n      # none\n      # yet\n    ]  # why",
            "tags+=x",
            "tags: [\n      # none\n      # yet\n      x\n    ]  # why",
        ),
        (
            "milestones: [ # in March\n    ]",
            "milestones+={title: M, due: 2024-04}",
            "milestones: # in March\n    - title: M\n      due: 2024-04\n",
        ),
        (
            "milestones: [ # in\n      # March\n    ] # why",
            "milestones+={title: M, due: 2024-04}",
            "milestones: # why\n    # in\n      # March\n    - title: M\n      due: 2024-04\n",
        ),
        (
            "budget: { # none yet\n    }",
            "budget.currency=EUR",
            "budget: { # none yet\n      currency: EUR\n    }",
        ),
        ("tags:\n      # none\n      ~", "tags=x", "tags:\n      # none\n      [x]"),
    ] {
        let more = if list.starts_with("budget") {
            vec!["set", "x", argument, "budget.required=1"]
        } else {
            vec!["set", "x", argument]
        };
        let new = after(&format!("{ONE}    {list}\n"), &more);
        assert!(
            new.contains(written) || new.contains(&written.replace("EUR\n", "EUR, required: 1\n")),
            "{argument}\n{new}"
        );
    }
    let flow = "  - {id: x, title: T, owners: [a], status: planned, tags: [ # none\n     ]}\n";
    assert_eq!(
        after(flow, &["set", "x", "tags=b,c"]),
        flow.replace("# none\n", "# none\n       b, c\n")
    );
    for (empty, written) in [
        (" [ # none\n  ]\n", " # none\n"),
        (" # none\n", " # none\n"),
        ("\n    # none\n    []\n", "\n    # none\n"),
    ] {
        let root = folder(&[("2024.yaml", format!("{}{empty}", HEAD.trim_end()).as_bytes())]);
        let run = workplan(
            root.path(),
            &["add", "--priority", "p", "--title", "T", "--owner", "a", "--due", "2024-06"],
        );
        assert_eq!(run.code, Some(0), "{run:?}");
        let new = std::fs::read_to_string(root.path().join("workplans/2024.yaml")).unwrap();
        assert!(new.starts_with(&format!("{}{written}  - id: p.1\n", HEAD.trim_end())), "{new}");
    }
}

#[test]
fn a_new_activity_goes_below_the_comments_of_the_last_one() {
    let old = format!("{ONE}      # of its own\n\n    # and this\n  # not this\n# nor this\n");
    let new = after(
        &old,
        &[
            "add",
            "--priority",
            "p",
            "--title",
            "U",
            "--owner",
            "a",
            "--due",
            "2024-06",
            "remarks=one\ntwo",
        ],
    );
    let added = "  - id: p.1\n    title: U\n    owners: [a]\n    status: planned\n    due: 2024-06\n\
        \x20   remarks: |-\n      one\n      two\n";
    assert_eq!(new, old.replace("  # not this", &format!("{added}  # not this")));
}

#[test]
fn a_block_at_the_end_without_a_line_break_says_the_same_to_all() {
    let last = format!("{ONE}    remarks: |\n      last");
    let new = after(
        &last,
        &["add", "--priority", "p", "--title", "U", "--owner", "a", "--due", "2024-06"],
    );
    assert!(new.contains("remarks: |-\n      last\n"), "{new}");
    let new = after(&last.replace('|', ">+ # folded"), &["set", "x", "x_more=z"]);
    assert!(new.contains("remarks: >- # folded\n      last\n"), "{new}");
    assert_eq!(
        after(&last, &["set", "x", "contact=C"]),
        last.replace("    status", "    contact: C\n    status")
    );
    assert!(
        after(ONE.trim_end(), &["set", "x", "remarks=a\nb\n"])
            .ends_with("remarks: |\n      a\n      b\n")
    );
    assert!(
        after(ONE.trim_end(), &["set", "x", "remarks=a\nb\n\n"])
            .ends_with("remarks: |+\n      a\n      b\n\n")
    );
    assert!(
        after(ONE.trim_end(), &["set", "x", "remarks=a\nb"])
            .ends_with("remarks: |-\n      a\n      b")
    );
    assert_eq!(after(&last, &["set", "x", "remarks=a\nb\n"]), last.replace("last", "a\n      b\n"));
}

#[test]
fn a_colon_with_nothing_behind_it_keeps_its_space() {
    let new = rolled("  - {id: x, title: T, owners: [a], status: planned, milestones: }\n");
    assert!(new.contains("milestones: , carried_from: 2024/x"), "{new}");
    let new = rolled("  - {id: x, title: T, owners: [a], status: planned, milestones:\n     }\n");
    assert!(new.contains("milestones: ,"), "{new}");
    let new = rolled(
        "  - {id: x, title: T, owners: [a], status: planned, carried_from: 2023/x, milestones: , forecast: 2024-05}\n",
    );
    assert!(new.contains("milestones: }"), "{new}");
}

#[test]
fn an_id_is_its_text_whatever_it_looks_like() {
    for id in ["null", "Null", "true", "1.10", "0x1F", "1_000", "010", "no", "1e3"] {
        let own =
            format!("  - id: {id}\n    title: T\n    owners: [a]\n    status: planned # why\n");
        let other = format!(
            "  - {{id: y, title: U, owners: [a], status: planned, depends_on: [{id}, z]}}\n"
        );
        let third = "  - {id: z, title: V, owners: [a], status: completed, completed: 2024-02}\n";
        let new = rolled(&format!("{own}{other}{third}"));
        let meant = format!("{own}    carried_from: 2024/{id}\n")
            + &other.replace("z]}", "2024/z], carried_from: 2024/y}");
        assert_eq!(new, meant);
        let new = after(&own, &["set", id, "contact=C", "tags+=b"]);
        assert_eq!(new, own.replace("[a]\n", "[a]\n    contact: C\n") + "    tags: [b]\n");
        let new = after(&own, &["start", id]);
        assert!(
            new.contains(&format!("  - id: {id}\n")) && new.contains("status: ongoing # why"),
            "{new}"
        );
        let new = after(&format!("{own}{other}"), &["set", "y", "depends_on-=z"]);
        assert_eq!(new, format!("{own}{}", other.replace(", z", "")));
        let root = folder(&[
            ("2024.yaml", format!("{HEAD}{own}").as_bytes()),
            ("2025.yaml", format!("{}    []\n", HEAD.replace("2024", "2025")).as_bytes()),
        ]);
        workplan(root.path(), &["rollover", "2024", "--update", "--as-of", "2024-12-20"]).ok();
        let new = std::fs::read_to_string(root.path().join("workplans/2025.yaml")).unwrap();
        assert!(new.ends_with(&format!("{own}    carried_from: 2024/{id}\n")), "{new}");
        assert!(
            workplan(
                root.path(),
                &["show", &format!("2025/{id}"), "--as-of", "2025-03-01", "--format", "json"]
            )
            .ok()
            .contains(&format!("\"id\": \"{id}\""))
        );
    }
}

#[test]
fn a_rollover_keeps_the_last_day_and_lists_dates_that_cannot_move() {
    for (start, end, dates, moved) in [
        (
            "2024-01-01",
            "2024-06-30",
            "start: 2024-06-30, due: 2024-06-30",
            "start: 2024-12-31, due: 2024-12-31",
        ),
        ("2024-07-01", "2024-09-30", "due: 2024-09-30", "due: 2024-12-31"),
        ("2024-02-01", "2024-02-29", "due: 2024-02-29", "due: 2024-03-31"),
        ("2024-01-01", "2024-12-31", "due: 2024-12-31", "due: 2025-12-31"),
        ("2024-01-01", "2024-06-30", "due: 2024-Q2", "due: 2024-Q4"),
        ("2024-01-01", "2024-06-30", "due: 2024-04-30", "due: 2024-10-30"),
    ] {
        let head = HEAD.replace("2024-01-01", start).replace("2024-12-31", end);
        let text = format!(
            "{head}  - {{id: x, title: T, owners: [a], status: planned, {dates}, milestones: \
                [{{title: M, due: {end}}}]}}\n"
        );
        let root = folder(&[("2024.yaml", text.as_bytes())]);
        workplan(root.path(), &["rollover", "2024", "--to", "next"]).ok();
        let new = std::fs::read_to_string(root.path().join("workplans/next.yaml")).unwrap();
        let last = new.split_once("end: ").unwrap().1.get(..10).unwrap();
        assert!(
            new.contains(moved) && new.contains(&format!("{{title: M, due: {last}}}")),
            "{new}"
        );
    }
    let text = format!(
        "{HEAD}  - {{id: x, title: T, owners: [a], status: planned, start: 2024-05, due: 2999-12-31}}\n"
    );
    let root = folder(&[("2024.yaml", text.as_bytes())]);
    let told = workplan(root.path(), &["rollover", "2024", "--as-of", "2024-12-20"]).ok();
    assert!(told.contains("x  its due date stays 2999-12-31: no date lies beyond 2999"), "{told}");
}

#[test]
fn advice_names_the_plan_with_the_error() {
    let old = format!("{HEAD}  - {{id: x, title: T, owners: ['NO'], status: planned}}\n");
    let update = |target: String| {
        let root = folder(&[("2024.yaml", old.as_bytes()), ("2025.yaml", target.as_bytes())]);
        let run = workplan(
            root.path(),
            &["rollover", "2024", "--to", "2025", "--update", "--as-of", "2024-12-20"],
        );
        assert_eq!(run.code, Some(2), "{run:?}");
        run.stderr
    };
    let lacks =
        format!("{}    []\n", HEAD.replace("2024", "2025").replace(", {id: 'NO', name: B}", ""));
    assert!(update(lacks).contains("correct 2025 first"));
    let told = update(format!("{}    []\n", HEAD.replace("T 2024", "T 2025")));
    assert!(
        told.contains("2025 begins on 2024-01-01, which is not after 2024")
            && told.contains("correct `period` in 2025"),
        "{told}"
    );
}
