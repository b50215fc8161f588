//! Which plan a command uses: the one that covers the day, copies of plans, ids without a plan, and
//! ignored file names.

use std::fs;
use std::path::Path;

use crate::support::{Run, commit, folder, git, workplan};

fn plan(year: u32, ids: &[&str]) -> String {
    let head = format!(
        "schema: 1\ntitle: Plan {year}\nperiod: {{start: {year}-01-01, end: {year}-12-31}}\n\
            organizations: [{{id: a, name: A, focal_points: [{{name: F}}]}}]\npriorities:\n- id: p\n\
            \x20 title: P\n  activities:\n"
    );
    let activity = |id: &&str| {
        format!(
            "  - id: {id}\n    title: T {id}\n    owners: [a]\n    status: ongoing\n    due: {year}-06-30\n"
        )
    };
    head + &ids.iter().map(activity).collect::<String>()
}

fn with(files: &[(&str, String)]) -> tempfile::TempDir {
    let files: Vec<(&str, &[u8])> =
        files.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    folder(&files)
}

fn refused(run: &Run, words: &[&str]) {
    assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{run:?}");
    words.iter().for_each(|word| assert!(run.stderr.contains(word), "{word}: {}", run.stderr));
}

#[test]
fn a_day_outside_the_period_is_said_in_one_line() {
    let root = with(&[("2019.yaml", plan(2019, &["1"])), ("2021.yaml", plan(2021, &["2"]))]);
    let note = |arguments: &[&str]| {
        let run = workplan(root.path(), arguments);
        assert_eq!(run.code, Some(0), "{run:?}");
        run.stderr
    };
    let over = "note: the plan 2021 ended on 31 December 2021, 1 day ago; next: `workplan \
        rollover`, or --as-of DATE for an earlier day\n";
    for command in ["status", "upcoming", "list", "overdue", "matrix", "digest"] {
        assert_eq!(note(&[command, "--as-of", "2022-01-01"]), over, "{command}");
    }
    assert_eq!(note(&["status", "--all", "--as-of", "2022-01-01"]), over);
    assert_eq!(note(&["show", "2", "--as-of", "2022-01-01", "--format", "json"]), over);
    assert_eq!(note(&["set", "2", "contact=C", "--as-of", "2022-01-01", "--dry-run"]), over);
    assert_eq!(
        note(&["list", "--as-of", "2018-12-30"]),
        "note: the plan 2019 begins on 1 January 2019, in 2 days; --as-of DATE shows it as of another day\n"
    );
    assert_eq!(
        note(&["list", "--as-of", "2020-03-31"]),
        "note: the plan 2019 ended on 31 December 2019, 91 days ago; the plan 2021 begins on 1 \
            January 2021; --as-of DATE shows another day\n"
    );
    assert_eq!(
        note(&["list", "2019", "--as-of", "2021-01-31"]),
        "note: the plan 2019 ended on 31 December 2019, 397 days ago; --as-of 2019-12-31 shows it as of its last day\n"
    );
    assert_eq!(note(&["list", "--as-of", "2021-12-31"]), "");
}

#[test]
fn no_command_chooses_between_a_plan_and_its_copy() {
    for copy in [
        "2024-JANE-PC.yaml",
        "2024.sync-conflict-1.yaml",
        "2024_LOCAL_12.yaml",
        "2024.bak.yaml",
        "2023-copy.yaml",
        "2024-copy/plan.yaml",
    ] {
        let name = copy.trim_end_matches(".yaml").trim_end_matches("/plan");
        let root = with(&[
            ("2024.yaml", plan(2024, &["1", "2", "3"])),
            (copy, plan(2024, &["1", "2", "4"])),
        ]);
        for arguments in [
            &["status"][..],
            &["list", "--lenient"],
            &["done", "1"],
            &["rollover"],
            &["trend"],
            &["log", "1"],
            &["report"],
        ] {
            let run = workplan(root.path(), &[arguments, &["--as-of", "2024-05-01"]].concat());
            refused(
                &run,
                &[
                    "`2024`",
                    &format!("`{name}`"),
                    "workplans/2024.yaml",
                    &format!("workplans/{copy}"),
                ],
            );
        }
        // If all plans are shown, they are marked as copies.
        let all = workplan(root.path(), &["status", "--all", "--as-of", "2024-05-01"]);
        let said = |names: [&str; 2]| {
            format!(
                "the plans `{}` and `{}` are copies of each other, and each is shown",
                names[0], names[1]
            )
        };
        assert_eq!(all.code, Some(0));
        assert!(all.stderr.contains(&said(["2024", name])), "{}", all.stderr);
        // A named plan is read, and a day without a choice needs none.
        let _ = workplan(root.path(), &["status", "2024", "--as-of", "2024-05-01"]).ok();
        let check = workplan(root.path(), &["check", "--as-of", "2024-05-01", "--format", "json"]);
        assert_eq!(check.code, Some(1));
        let found = check.json();
        let found: Vec<_> = found["diagnostics"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|one| one["rule"] == "duplicate-period")
            .cloned()
            .collect();
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(
            found[0]["message"],
            format!("the plans `2024` and `{name}` have the same period and share 2 of 3 ids")
        );
        assert_eq!(
            (found[0]["level"].as_str(), found[0]["related"][0]["path"].as_str()),
            (Some("error"), Some("workplans/2024.yaml"))
        );
    }
}

#[test]
fn plans_of_one_period_that_differ_are_no_copies() {
    let no_copies = |files: &[(&str, String)]| {
        let root = with(files);
        let run = workplan(root.path(), &["check", "--as-of", "2024-05-01"]);
        assert!(!run.stdout.contains("duplicate-period"), "{}", run.stdout);
        assert_eq!(workplan(root.path(), &["status", "--as-of", "2024-05-01"]).code, Some(0));
        assert!(
            !workplan(root.path(), &["status", "--all", "--as-of", "2024-05-01"])
                .stderr
                .contains("copies")
        );
    };
    // Half of the ids of the smaller plan is not more than half.
    no_copies(&[
        ("2024.yaml", plan(2024, &["1", "2", "3"])),
        ("region.yaml", plan(2024, &["1", "9"])),
    ]);
    // Different periods.
    no_copies(&[
        ("2024.yaml", plan(2024, &["1"])),
        ("half.yaml", plan(2024, &["1"]).replace("12-31", "06-30")),
    ]);
    // Continued activities do not count.
    let next =
        plan(2024, &["1", "2"]).replace("  - id: 1\n", "  - id: 1\n    carried_from: 2024/1\n");
    no_copies(&[("2024.yaml", plan(2024, &["1", "2"])), ("next.yaml", next)]);
    // The settings say so.
    no_copies(&[
        ("2024.yaml", plan(2024, &["1"])),
        ("copy.yaml", plan(2024, &["1"])),
        ("config.yaml", "schema: 1\nrules: {duplicate-period: off}\n".to_owned()),
    ]);
}

#[test]
fn a_bare_id_means_the_plan_that_holds_the_day() {
    let root =
        with(&[("2024.yaml", plan(2024, &["1", "2"])), ("2025.yaml", plan(2025, &["1", "3"]))]);
    let said = workplan(root.path(), &["done", "1", "--as-of", "2025-02-01"]).ok();
    assert!(said.contains("2025, in workplans/2025.yaml"), "{said}");
    let (old, new) = ["2024", "2025"]
        .map(|year| fs::read_to_string(root.path().join(format!("workplans/{year}.yaml"))).unwrap())
        .into();
    assert_eq!(old, plan(2024, &["1", "2"]));
    assert!(new.contains("completed: 2025-02-01"), "{new}");
    let said = workplan(root.path(), &["done", "1", "--as-of", "2024-02-01"]).ok();
    assert!(said.contains("2024, in workplans/2024.yaml"), "{said}");
    refused(
        &workplan(root.path(), &["done", "2", "--as-of", "2025-02-01"]),
        &["it is in the plan `2024`: name it as 2024/2"],
    );
}

#[test]
fn names_that_are_nearly_right_are_said() {
    let root = with(&[
        ("2024.yaml", plan(2024, &["1"])),
        ("2025.YML", plan(2025, &["1"])),
        ("2026.yaml.txt", plan(2026, &["1"])),
        ("2024/A.Yaml", "x".to_owned()),
        ("notes.txt", "x".to_owned()),
    ]);
    fs::remove_dir_all(root.path().join("workplans/2024")).unwrap();
    let notes = "note: workplans/2025.YML is not read: only names that end in .yaml or .yml are; \
        rename it to 2025.yml\n\
                 note: workplans/2026.yaml.txt is not read: only names that end in .yaml or .yml \
        are; rename it to 2026.yaml\n";
    for command in ["check", "status"] {
        let run = workplan(root.path(), &[command, "--as-of", "2024-05-01"]);
        assert_eq!((run.code, run.stderr.as_str()), (Some(0), notes), "{command}");
    }
    git(root.path(), &["init", "-q"]);
    commit(root.path(), "m");
    assert_eq!(
        workplan(root.path(), &["status", "--at", "HEAD", "--as-of", "2024-05-01"]).stderr,
        notes
    );
}

#[test]
fn settings_in_capital_letters_get_their_own_name() {
    let organizations = "schema: 1\norganizations: [{id: b, name: B}]\n";
    let root = with(&[
        ("2024.yaml", plan(2024, &["1"])),
        ("ORGANIZATIONS.YML", organizations.to_owned()),
        ("Config.YAML", "schema: 1\n".to_owned()),
    ]);
    let note = |root: &Path| workplan(root, &["check", "--as-of", "2024-05-01"]).stderr;
    let is_not_read = "is not read: only names that end in .yaml or .yml are";
    assert_eq!(
        note(root.path()),
        format!(
            "note: workplans/Config.YAML {is_not_read}; rename it to config.yaml\n\
             note: workplans/ORGANIZATIONS.YML {is_not_read}; rename it to organizations.yaml\n"
        )
    );
    let place = |name: &str| root.path().join("workplans").join(name);
    fs::rename(place("ORGANIZATIONS.YML"), place("organizations.yaml")).unwrap();
    fs::rename(place("Config.YAML"), place("organisations.YAML")).unwrap();
    let check = workplan(root.path(), &["check", "--as-of", "2024-05-01"]);
    assert_eq!(check.code, Some(0), "{check:?}");
    assert_eq!(
        check.stderr,
        format!(
            "note: workplans/organisations.YAML {is_not_read}; organizations.yaml is there as well: \
                compare the two, and keep one\n"
        )
    );
}

#[test]
fn a_list_of_organizations_by_another_name_is_no_plan() {
    let organizations = "schema: 1\norganizations: [{id: b, name: B}]\n";
    for (name, right) in [
        ("ORGANIZATIONS.yaml", "organizations.yaml"),
        ("Organizations.yml", "organizations.yaml"),
        ("organisations.yaml", "organizations.yaml"),
        ("orgs.yaml", "organizations.yaml"),
        ("Config.yaml", "config.yaml"),
        ("settings.yaml", "config.yaml"),
    ] {
        let text = if right == "config.yaml" { "schema: 1\nsoon: 14\n" } else { organizations };
        let root = with(&[
            ("2024.yaml", plan(2024, &["1"]).replace("[a]", "[b]")),
            (name, text.to_owned()),
        ]);
        let check = workplan(root.path(), &["check", "--as-of", "2024-05-01"]);
        assert_eq!(check.code, Some(1), "{check:?}");
        assert!(
            check.stdout.contains(&format!("{name} is read as a plan; "))
                && check.stdout.contains(&format!("`{right}`")),
            "{}",
            check.stdout
        );
        // Its organizations are not reported as unknown, and the file is not treated as a plan.
        assert!(
            right == "config.yaml" || !check.stdout.contains("unknown-reference"),
            "{}",
            check.stdout
        );
        assert!(
            !check.stdout.contains("missing-key") && !check.stdout.contains("unknown-key"),
            "{}",
            check.stdout
        );
        refused(&workplan(root.path(), &["status", "--as-of", "2024-05-01"]), &[name, right]);
    }
    // A file with priorities is a plan, whatever its name.
    let root = with(&[("Settings.yaml", plan(2024, &["1"]))]);
    let _ = workplan(root.path(), &["status", "--as-of", "2024-05-01"]).ok();
}

#[test]
fn the_folder_above_the_workplans_folder_is_not_taken_for_it() {
    let root = with(&[("2024.yaml", plan(2024, &["1"]))]);
    fs::write(root.path().join("compose.yaml"), "services: {}\n").unwrap();
    let run = workplan(root.path(), &["--dir", ".", "status", "--as-of", "2024-05-01"]);
    refused(&run, &["is not a workplans folder, but holds one", "--dir ./workplans"]);
    // A plan may have this name.
    fs::create_dir(root.path().join("workplans/workplans")).unwrap();
    fs::write(root.path().join("workplans/workplans/plan.yaml"), plan(2025, &["9"])).unwrap();
    let said =
        workplan(root.path(), &["--dir", "workplans", "status", "--as-of", "2025-05-01"]).ok();
    assert!(said.contains("Plan 2025"), "{said}");
}

#[test]
fn with_lenient_the_likely_plan_is_shown_where_a_period_cannot_be_read() {
    let broken = |year| plan(year, &["1", "2"]).replace("-01-01", "-13-01");
    let shows = |files: &[(&str, String)], arguments: &[&str], page: &[&str], said: &str| {
        let root = with(files);
        let run = workplan(
            root.path(),
            &[arguments, &["--lenient", "--as-of", "2026-11-29", "--format", "markdown"]].concat(),
        );
        assert_eq!(run.code, Some(0), "{run:?}");
        page.iter()
            .for_each(|words| assert!(run.stdout.contains(words), "{words}: {}", run.stdout));
        assert_eq!(
            run.stderr
                .lines()
                .filter(|line| line.starts_with("note: the period"))
                .collect::<Vec<_>>(),
            [said],
            "{}",
            run.stderr
        );
        assert!(run.stderr.contains("left out, because it cannot be read: "), "{}", run.stderr);
        let strict = workplan(root.path(), &["status", "--as-of", "2026-11-29"]);
        assert_eq!((strict.code, strict.stdout.as_str()), (Some(2), ""), "{strict:?}");
    };
    let alone = "note: the period of the plan `2026` cannot be read; it is shown because there is no other plan";
    let counts = ["## Plan 2026\n\nplan 2026 · as of 29 November 2026\n", "**0 of 2 activities"];
    shows(&[("2026.yaml", broken(2026))], &["status"], &counts, alone);
    shows(&[("2026.yaml", broken(2026))], &["list"], &["| 1 | T 1 |"], alone);
    let nothing = [
        "## 2026\n\nas of 29 November 2026\n",
        "**Left out, because it cannot be read: 1 plan from a fault of syntax on**",
    ];
    shows(&[("2026.yaml", String::new())], &["status"], &nothing, alone);
    let root = folder(&[("2026.yaml", b"\xff\xfeschema: 1\n")]);
    let run = workplan(
        root.path(),
        &["status", "--lenient", "--as-of", "2026-11-29", "--format", "markdown"],
    );
    assert!(
        run.code == Some(0) && nothing.iter().all(|words| run.stdout.contains(words)),
        "{run:?}"
    );

    let two = "note: the period of the plan `2026` cannot be read; to see another plan, name it";
    shows(
        &[("2025.yaml", plan(2025, &["1"])), ("2026.yaml", broken(2026))],
        &["status"],
        &counts,
        two,
    );
    shows(
        &[("2025.yaml", plan(2025, &["1"])), ("2026.yaml", String::new())],
        &["status"],
        &nothing,
        two,
    );
    let other = "note: the period of the plan `notes` cannot be read; the plan `2025` is shown; to \
        see another plan, name it";
    let files = [("2025.yaml", plan(2025, &["1"])), ("notes.yaml", String::new())];
    let root = with(&files);
    let run = workplan(root.path(), &["status", "--lenient", "--as-of", "2026-11-29"]);
    assert!(
        run.code == Some(0) && run.stdout.contains("Plan 2025") && run.stderr.contains(other),
        "{run:?}"
    );

    // Edits never use a guessed plan.
    let root = with(&[("2026.yaml", broken(2026))]);
    refused(
        &workplan(root.path(), &["done", "1", "--lenient", "--as-of", "2026-11-29"]),
        &["`2026`"],
    );
}
