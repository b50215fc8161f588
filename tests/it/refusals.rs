//! Refused commands: the message, the advice, and that nothing is written.

use std::fs;
use std::path::Path;

use crate::support::{Run, commit, folder, git, run_as, samples, temporary_folder, workplan};

pub const PLAN: &str = "schema: 1\ntitle: Plan\nperiod: {start: 2024-01-01, end: 2024-12-31}\n\
    organizations: [{id: a, name: A}]\npriorities:\n- id: field\n  title: P\n  activities:\n\
    \x20 - {id: p.1, title: First, owners: [a], status: ongoing, due: 2024-06-30}\n- id: climate\n  title: Q\n";

/// Asserts that a command exits with 2, this error and this advice, and changes no file.
pub fn refuses(root: &Path, arguments: &[&str], error: &str, help: &str) {
    let before = contents(root);
    let run = workplan(root, arguments);
    run.assert_clean();
    assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{arguments:?}: {run:?}");
    assert!(run.stderr.starts_with(&format!("error: {error}")), "{arguments:?}: {}", run.stderr);
    assert!(run.stderr.contains(&format!("help: {help}")), "{arguments:?}: {}", run.stderr);
    assert_eq!(contents(root), before, "{arguments:?}");
}

fn contents(root: &Path) -> Vec<(std::path::PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(root).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => found.extend(contents(&path)),
            false => found.push((path.clone(), fs::read(&path).unwrap())),
        }
    }
    found.sort();
    found
}

#[test]
fn an_unknown_name_is_reported_with_the_known_ones() {
    let root = samples();
    for (arguments, error, help) in [
        (&["list", "2024", "--theme", "zzz"][..], "unknown theme `zzz`", "known: "),
        (&["list", "2024", "--priority", "99"], "unknown priority `99`", "known: 1, 2, 3"),
        (
            &["list", "2024", "--owner", "iomm"],
            "unknown organization `iomm`",
            "did you mean `iom`?",
        ),
        (&["status", "2042"], "there is no plan called `2042`", "the plans are: 2023, 2024"),
        (
            &["set", "zzzzzz", "progress=5", "--plan", "2024"],
            "the plan `2024` has no activity `zzzzzz`",
            "workplan list 2024 shows the ids",
        ),
        (
            &["set", "1.20", "progress=5", "--plan", "2024"],
            "the plan `2024` has no activity `1.20`",
            "did you mean `1.",
        ),
        (
            &["set", "A.1", "progress=5", "--plan", "2024"],
            "the plan `2024` has no activity `A.1`",
            "it is in the plan `2023`: name it as 2023/A.1",
        ),
        (
            &["add", "--priority", "9", "--title", "Title", "--owner", "iom", "--plan", "2024"],
            "the plan `2024` has no priority `9`",
            "its priorities are: 1, 2, 3",
        ),
        (
            &["init", "elsewhere", "--from", "qqqqqq"],
            "there is no example `qqqqqq`",
            "the examples are: ",
        ),
        (
            &["init", "elsewhere", "--at", "HEAD"],
            "what git holds cannot be written",
            "leave out --at",
        ),
        (
            &["check", "--explain", "qqqqqq"],
            "there is no rule `qqqqqq`",
            "`workplan check --list-rules` lists the rules",
        ),
    ] {
        refuses(root.path(), arguments, error, help);
    }
    let root = folder(&[("2024.yaml", PLAN.as_bytes())]);
    refuses(
        root.path(),
        &["add", "--priority", "feild", "--title", "Title", "--owner", "a"],
        "the plan `2024` has no priority `feild`",
        "did you mean `field`?",
    );
}

#[test]
fn a_long_list_of_organizations_is_shortened() {
    let ids: Vec<String> = (10..60)
        .map(|number| format!("{{id: org-{number}, name: Organization {number}}}"))
        .collect();
    let root = folder(&[
        ("2024.yaml", PLAN.as_bytes()),
        (
            "organizations.yaml",
            format!("schema: 1\norganizations: [{}]\n", ids.join(", ")).as_bytes(),
        ),
    ]);
    refuses(
        root.path(),
        &["list", "--owner", "qqqqqqqqq", "--as-of", "2024-03-01"],
        "unknown organization `qqqqqqqqq`",
        "known: a, org-10, org-11,",
    );
    let run = workplan(root.path(), &["list", "--owner", "qqqqqqqqq", "--as-of", "2024-03-01"]);
    assert!(run.stderr.contains("org-38, …") && !run.stderr.contains("org-39"), "{}", run.stderr);
}

#[test]
fn mine_needs_an_email_that_the_group_knows() {
    let root = samples();
    let mine = |email: Option<&str>| -> Run {
        run_as(root.path(), email, &["list", "2024", "--mine", "--as-of", "2024-09-15"])
    };
    let run = mine(None);
    assert_eq!(run.code, Some(2));
    assert!(
        run.stderr.contains("nothing says which organization is yours")
            && run.stderr.contains("`workplan me ORGANIZATION`, or use --owner"),
        "{}",
        run.stderr
    );
    let run = mine(Some("nobody@example.org"));
    assert_eq!(run.code, Some(2));
    assert!(
        run.stderr
            .contains("no organization has a focal point with your email, nobody@example.org"),
        "{}",
        run.stderr
    );
    let run = mine(Some("ADA.example@EXAMPLE.org"));
    assert!(run.code == Some(0) && run.stdout.contains("1.2 "), "{run:?}");
}

#[test]
fn a_wrong_assignment_is_reported_with_a_valid_one() {
    let root = folder(&[("2024.yaml", PLAN.as_bytes())]);
    for (assignment, error, help) in [
        ("[0].x=1", "`[0].x=1` is not of the form KEY=VALUE", "such as status=ongoing"),
        ("x_note[1]=a", "`x_note` is a key of your own, and takes a text", "write x_note=TEXT"),
        ("x_note+=a", "`x_note` is a key of your own, and takes a text", "write x_note=TEXT"),
        ("start+=2024-02-01", "`start` takes one value, not a list", "write start=VALUE"),
        (
            "owners[1].x=b",
            "`owners[1].x` is not how an item of `owners` is named",
            "write owners=A,B or owners[1]=A",
        ),
        (
            "owners.x=b",
            "`owners.x` is not how an item of `owners` is named",
            "write owners=A,B or owners[1]=A",
        ),
        ("budgt.required=5", "an activity has no key `budgt`", "did you mean `budget`?"),
        (
            "budget.zzz=5",
            "a budget has no key `zzz`",
            "it takes currency, required, available, spent; keys of your own begin with `x_`",
        ),
        ("budget=5", "`budget` takes keys and values", "such as budget.currency=…"),
    ] {
        refuses(root.path(), &["set", "p.1", assignment, "--as-of", "2024-03-01"], error, help);
    }
}

#[test]
fn a_notation_that_is_not_changed_names_its_line() {
    let strange = PLAN.replace(
        "  - {id: p.1, title: First, owners: [a], status: ongoing, due: 2024-06-30}\n",
        "  - ? id\n    : p.1\n    title: First\n    owners: [a]\n    status: ongoing\n    due: 2024-06-30\n",
    );
    let root = folder(&[("2024.yaml", strange.as_bytes())]);
    let error =
        "workplans/2024.yaml:9: the key is written in a notation that the program does not change";
    refuses(
        root.path(),
        &["rollover", "2024", "--to", "2025"],
        error,
        "edit that line by hand, and try again",
    );
    refuses(
        root.path(),
        &["set", "p.1", "progress=5", "--as-of", "2024-03-01"],
        error,
        "nothing was changed; edit workplans/2024.yaml:9 by hand",
    );
}

#[test]
fn a_plan_that_cannot_be_read_takes_no_new_activity() {
    let root = folder(&[
        ("2024.yaml", PLAN.as_bytes()),
        ("2025/a.yaml", PLAN.replace("2024-", "2025-").as_bytes()),
        ("2025/b.yaml", b"schema: 1\npriorities: [\n"),
    ]);
    let run = workplan(
        root.path(),
        &["add", "--priority", "field", "--title", "Title", "--owner", "a", "--plan", "2025"],
    );
    assert!(run.code == Some(2) && run.stderr.contains("2025/b.yaml:2:13"), "{run:?}");
    let twice = format!("{PLAN}- {{id: field, title: Again}}\n");
    fs::write(root.path().join("workplans/2024.yaml"), &twice).unwrap();
    let run = workplan(
        root.path(),
        &["add", "--priority", "field", "--title", "Title", "--owner", "a", "--plan", "2024"],
    );
    assert!(run.code == Some(2) && run.stderr.contains("error[duplicate-id]"), "{run:?}");
    assert_eq!(fs::read_to_string(root.path().join("workplans/2024.yaml")).unwrap(), twice);
}

#[test]
fn an_automatic_id_continues_those_of_its_priority() {
    let root = folder(&[
        ("2024.yaml", PLAN.as_bytes()),
        ("2025.yaml", PLAN.replace("2024-", "2025-").replace("id: p.1", "id: n.1").as_bytes()),
    ]);
    let add = |more: &[&str]| {
        workplan(
            root.path(),
            &[
                &[
                    "add",
                    "--priority",
                    "field",
                    "--title",
                    "Goes on",
                    "--owner",
                    "a",
                    "--plan",
                    "2025",
                    "--id",
                    "p.1",
                ],
                more,
            ]
            .concat(),
        )
    };
    let run = add(&[]);
    assert!(
        run.code == Some(2) && run.stderr.contains("the id `p.1` is used in the plan `2024`"),
        "{run:?}"
    );
    let run = add(&["carried_from=2024/p.1", "status=ongoing", "due=2025-03-31"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let text = fs::read_to_string(root.path().join("workplans/2025.yaml")).unwrap();
    assert!(
        text.contains("id: p.1, title: Goes on")
            && text.contains("status: ongoing")
            && text.contains("carried_from: 2024/p.1"),
        "{text}"
    );
}

#[test]
fn a_map_of_priorities_is_looked_through_before_anything_is_written() {
    let root = folder(&[("2024.yaml", PLAN.as_bytes())]);
    let roll = ["rollover", "2024", "--to", "2025"];
    for (map, error) in [
        (&["--map", "field"][..], "--map takes OLD=NEW, two ids of priorities, not `field`"),
        (&["--map", "field=a b"], "--map takes OLD=NEW, two ids of priorities, not `field=a b`"),
        (&["--map", "nobody=x"], "the plan `2024` has no priority `nobody`"),
        (&["--map", "field=x", "--map", "field=y"], "--map names the priority `field` twice"),
    ] {
        let run = workplan(root.path(), &[&roll[..], map].concat());
        assert!(run.code == Some(2) && run.stderr.contains(error), "{run:?}");
    }
    refuses(
        root.path(),
        &[&roll[..], &["--map", "field=climate"]].concat(),
        "--map would make one priority of two",
        "write the new plan with its priorities first",
    );
    fs::create_dir(root.path().join("workplans/2025")).unwrap();
    refuses(root.path(), &roll, "workplans/2025 is there already", "name another plan with --to");
    fs::remove_dir(root.path().join("workplans/2025")).unwrap();
    workplan(root.path(), &roll).ok();
    refuses(
        root.path(),
        &[&roll[..], &["--update", "--map", "field=new"]].concat(),
        "the new plan has no priority `new`",
        "add it to the new plan first",
    );
    refuses(
        root.path(),
        &roll,
        "workplans/2025.yaml is there already",
        "add --update to bring in what it does not continue yet",
    );
}

#[test]
fn a_folder_at_a_revision_may_be_named_in_a_roundabout_way() {
    let root = samples();
    git(root.path(), &["init", "-q"]);
    commit(root.path(), "plans");
    let bare = temporary_folder();
    git(bare.path(), &["clone", "-q", "--bare", root.path().to_str().unwrap(), "bare.git"]);
    let status = |dir: &str| {
        workplan(
            &bare.path().join("bare.git"),
            &["status", "2024", "--at", "HEAD", "--dir", dir, "--as-of", "2024-12-31"],
        )
    };
    // The recommended commands repeat the folder as it was typed.
    let roundabout = "./workplans/../workplans/.";
    assert_eq!(status(roundabout).ok().replace(roundabout, "workplans"), status("workplans").ok());
    for dir in ["../workplans", "workplans/../../..", "/workplans"] {
        let run = status(dir);
        assert!(
            run.code == Some(2) && run.stderr.starts_with("error: ") && run.stdout.is_empty(),
            "{dir}: {run:?}"
        );
    }
}

#[test]
fn a_list_takes_no_value_that_belongs_to_one_key() {
    let root = folder(&[("2024.yaml", PLAN.as_bytes())]);
    let set = |assignment: &str| {
        workplan(root.path(), &["set", "p.1", assignment, "--as-of", "2024-03-01"])
    };
    let run = set("budget+=5");
    assert!(run.code == Some(2) && run.stderr.contains("`budget` takes"), "{run:?}");
    let run = set("milestones[1].titel=x");
    assert!(run.code == Some(2) && run.stderr.contains("did you mean `title`?"), "{run:?}");
    workplan(
        root.path(),
        &["set", "p.1", "budget.currency=USD", "budget.required=5", "--as-of", "2024-03-01"],
    )
    .ok();
    set("budget=").ok();
    assert_eq!(fs::read_to_string(root.path().join("workplans/2024.yaml")).unwrap(), PLAN);
}

#[test]
fn an_item_that_is_not_in_a_list_cannot_be_taken_out() {
    let root = samples();
    let take = |assignment: &'static str, help: &'static str| {
        let error = format!("`{}` is not in `tags`", assignment.split_once('=').unwrap().1);
        refuses(
            root.path(),
            &["set", "1.2", assignment, "--plan", "2024", "--as-of", "2024-09-15"],
            &error,
            help,
        );
    };
    take("tags-=feild", "did you mean `field`?");
    take("tags-=qqqqqqqqqq", "it holds ");
}

#[test]
fn an_edit_that_completes_an_activity_shows_the_written_values() {
    let root = folder(&[(
        "2024.yaml",
        PLAN.replace("title: First, owners: [a]", "owners: [a, a2]")
            .replace("{id: a, name: A}", "{id: a, name: A}, {id: a2, name: A2}")
            .as_bytes(),
    )]);
    let run = workplan(
        root.path(),
        &["set", "p.1", "title=First", "owners=a", "--as-of", "2024-03-01", "--format", "json"],
    );
    assert_eq!(run.code, Some(0), "{run:?}");
    let changes = &run.json()["changes"];
    let owners =
        changes.as_array().unwrap().iter().find(|change| change["field"] == "owners").unwrap();
    assert_eq!(
        (&owners["before"], &owners["after"]),
        (&serde_json::json!(["a", "a2"]), &serde_json::json!(["a"]))
    );
}
