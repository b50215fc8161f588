//! `check --base`: the commit to compare with, and plans that cannot be read in it or now.

use proptest::prelude::*;

use crate::change_rules::{HEAD_2024, HEAD_2025, ONE, both, check, found, plan, repository};
use crate::support::{commit, git, git_on, init, temporary_folder, workplan, write};

#[test]
fn nothing_is_compared_with_a_missing_or_unreadable_base() {
    let broken = plan(HEAD_2024, &both()).replace("title: Plan", "title: [Plan");
    let root = repository(&[("2024.yaml", broken)]);
    write(root.path(), "2024.yaml", &plan(HEAD_2024, ONE));
    write(root.path(), "2023.yaml", &plan(&HEAD_2024.replace("2024", "2023"), ONE));
    assert_eq!(found(root.path(), "2025-07-01"), [""; 0]);
    let root = temporary_folder();
    init(root.path());
    commit(root.path(), "nothing yet");
    write(root.path(), "2024.yaml", &plan(HEAD_2024, ONE));
    assert_eq!(found(root.path(), "2025-07-01"), [""; 0]);
}

#[test]
fn unreadable_activities_are_not_reported_as_removed() {
    let root = repository(&[("2024.yaml", plan(HEAD_2024, &both()))]);
    for now in [
        plan(HEAD_2024, &both()) + "  - {id: x, title: [",
        plan(HEAD_2024, &both()).replace("status: planned", "status: planed"),
        plan(HEAD_2024, ONE) + "  -\n",
        plan(HEAD_2024, &both()).replace("  activities:", "  activities:\n  activities:"),
        plan(HEAD_2024, &both()).replace("  activities:", "  activites:"),
        plan(HEAD_2024, &both()).replace("priorities:", "prorities:"),
        plan(HEAD_2024, ONE).replace("schema: 1", "schema: 2"),
    ] {
        write(root.path(), "2024.yaml", &now);
        assert_eq!(found(root.path(), "2024-07-01"), [""; 0], "{now}");
    }
    // Another error in the plan does not hide the removal.
    write(
        root.path(),
        "2024.yaml",
        &plan(HEAD_2024, ONE).replace("title: One", "titel: x, title: One"),
    );
    assert_eq!(found(root.path(), "2024-07-01").len(), 1);
    #[cfg(unix)]
    {
        std::fs::remove_file(root.path().join("workplans/2024.yaml")).unwrap();
        std::os::unix::fs::symlink("/etc/hostname", root.path().join("workplans/2024.yaml"))
            .unwrap();
        let run = workplan(root.path(), &["check", "--base", "main", "--format", "json"]);
        assert_eq!(
            (run.code, run.stdout.contains("activity-removed")),
            (Some(2), false),
            "{run:?}"
        );
    }
}

#[test]
fn an_id_that_is_still_in_an_unreadable_part_is_not_reported_as_removed() {
    let root = repository(&[("2024.yaml", plan(HEAD_2024, &both()))]);
    let told = |now: &str| {
        write(root.path(), "2024.yaml", now);
        found(root.path(), "2024-07-01").len()
    };
    // Values below an unknown key are not read.
    for (rest, expected) in [
        ("id: '2'", 0),
        ("id: 2", 0),
        ("\"id\" : \"2\"", 0),
        ("title: Two, id: 2", 0),
        ("id: '20'", 1),
        ("id: 2b", 1),
        ("id: 2.1", 1),
        ("id: 2_1", 1),
        ("id: 2-1", 1),
        ("title: '2'", 1),
        ("id: 1, '2': x", 1),
        ("id: 12", 1),
    ] {
        let now = plan(HEAD_2024, ONE) + "  works_of_the_year:\n  - {" + rest + "}";
        assert_eq!(told(&now), expected, "{now}");
    }
    assert_eq!(
        told(&(plan(HEAD_2024, ONE) + "  works_of_the_year:\n  - id: 2")),
        0,
        "at the very end of the file"
    );
    let own = plan(HEAD_2024, ONE) + "  x_was:\n  - {id: '2'}\n";
    assert_eq!(told(&own), 1, "a key of one's own is no fault");
    write(root.path(), "2025.yaml", &plan(HEAD_2025, "id: '7', title: T"));
    assert_eq!(told(&own), 1, "the faults of another plan are its own");
    std::fs::remove_file(root.path().join("workplans/2025.yaml")).unwrap();
    let of = |id: &str| {
        plan(HEAD_2024, &both()).replace("'2'", id).replace("status: planned", "status: planed")
    };
    assert_eq!(told(&of("\"\\x32\"")), 0, "whichever way its id is written");
    let known_as = plan(&format!("{HEAD_2024}\norganizations:\n- {{id: c, aliases: ['2']}}"), ONE);
    assert_eq!(told(&known_as), 1, "an organization of that id is no activity");
}

#[test]
fn the_levels_are_those_of_the_working_tree() {
    let root = repository(&[("2024.yaml", plan(HEAD_2024, &both()))]);
    write(root.path(), "2024.yaml", &plan(HEAD_2024, ONE));
    write(root.path(), "config.yaml", "schema: 1\nrules: {activity-removed: warning}\n");
    assert_eq!(
        found(root.path(), "2024-07-01"),
        ["activity-removed warning workplans/2024.yaml:6:7 2024/2"]
    );
    write(root.path(), "config.yaml", "schema: 1\nrules: {activity-removed: off}\n");
    assert_eq!(found(root.path(), "2024-07-01"), [""; 0]);
}

#[test]
fn it_compares_with_the_merge_base() {
    let root = repository(&[("2024.yaml", plan(HEAD_2024, ONE))]);
    git(root.path(), &["checkout", "-q", "-b", "work"]);
    write(root.path(), "2024.yaml", &plan(HEAD_2024, &ONE.replace("2024-06-30", "2024-07-31")));
    commit(root.path(), "slip");
    git(root.path(), &["checkout", "-q", "main"]);
    write(root.path(), "2024.yaml", &plan(HEAD_2024, &both()));
    commit(root.path(), "main goes on");
    git(root.path(), &["checkout", "-q", "work"]);
    let expected = ["due-slipped warning workplans/2024.yaml:9:62 2024/1"];
    assert_eq!(
        found(root.path(), "2024-07-01"),
        expected,
        "an activity added to main later is not reported as removed"
    );
    git(root.path(), &["checkout", "-q", "main"]);
    let at = check(root.path(), "2024-07-01", &["--base", "main", "--at", "work"]);
    assert_eq!(
        at.iter().filter(|one| one["rule"] == "due-slipped").count(),
        1,
        "with --at, the line of that revision"
    );
    assert_eq!(found(root.path(), "2024-07-01"), [""; 0]);
}

#[test]
fn without_a_merge_base_it_explains_what_to_do() {
    let root = repository(&[("2024.yaml", plan(HEAD_2024, ONE))]);
    git(root.path(), &["checkout", "-q", "--orphan", "other"]);
    commit(root.path(), "another beginning");
    let run = workplan(root.path(), &["check", "--base", "main"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("no commit that `main` and HEAD have in common"), "{}", run.stderr);
    assert_eq!(workplan(root.path(), &["check", "--base", "nowhere"]).code, Some(2));
    let bare = temporary_folder();
    write(bare.path(), "2024.yaml", &plan(HEAD_2024, ONE));
    let run = workplan(bare.path(), &["check", "--base", "main"]);
    assert!(run.code == Some(2) && run.stderr.contains("--base needs a git repository"), "{run:?}");
}

#[test]
fn in_a_shallow_clone_it_names_the_command_that_fetches_the_rest() {
    let root = repository(&[("2024.yaml", plan(HEAD_2024, ONE))]);
    for day in 1..4 {
        git(root.path(), &["checkout", "-q", "-B", "work"]);
        git_on(
            &format!("2024-07-0{day}T00:00:00Z"),
            root.path(),
            &["commit", "-q", "--allow-empty", "-m", "work"],
        );
    }
    git(root.path(), &["checkout", "-q", "main"]);
    commit(root.path(), "main goes on");
    let clone = temporary_folder();
    let from = format!("file://{}", root.path().display());
    git(
        clone.path(),
        &["clone", "-q", "--depth", "1", "--no-single-branch", "-b", "work", &from, "c"],
    );
    let run = workplan(&clone.path().join("c"), &["check", "--base", "origin/main"]);
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(run.stderr.contains("git fetch --unshallow"), "{}", run.stderr);
}

#[test]
fn every_format_of_check_shows_findings_about_changes() {
    let root = repository(&[("2024.yaml", plan(HEAD_2024, &both()))]);
    write(root.path(), "2024.yaml", &plan(HEAD_2024, ONE));
    for format in ["text", "json", "github", "gitlab", "sarif", "junit"] {
        let run = workplan(
            root.path(),
            &["check", "--base", "main", "--format", format, "--as-of", "2024-07-01"],
        );
        assert_eq!(run.code, Some(1), "{run:?}");
        assert!(run.stdout.contains("activity-removed"), "{format}: {}", run.stdout);
        run.assert_clean();
    }
}

/// Damages a text: removes, doubles or cuts a line, or inserts text.
fn edited(text: &str, edits: &[(u8, usize, usize)]) -> String {
    const PIECES: [&str; 8] = ["[", "}", ": ", "\u{1b}[31m", "&a ", "*a", "\t", "\"\\u202e\""];
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for &(kind, line, at) in edits {
        let Some(number) = line.checked_rem(lines.len()) else { break };
        let cut = at % (lines[number].len() + 1);
        match kind {
            0 => drop(lines.remove(number)),
            1 => lines.insert(number, lines[number].clone()),
            2 => lines[number].truncate(cut),
            _ => lines[number].insert_str(cut, PIECES[at % PIECES.len()]),
        }
    }
    lines.join("\n") + "\n"
}

proptest! {
    #![proptest_config(crate::support::cases(12))]

    #[test]
    fn no_change_makes_it_panic(
        then in proptest::collection::vec((0..4u8, any::<usize>(), any::<usize>()), 0..3),
        now in proptest::collection::vec((0..4u8, any::<usize>(), any::<usize>()), 0..4),
    ) {
        let good = plan(
            HEAD_2024,
            &format!(
                "{}\n\
            id: '3', title: Three, owners: [b], status: cancelled, reason: No, due: 2024-09, tags: [x, y]",
                both()
            ),
        );
        let root = repository(&[("2024.yaml", edited(&good, &then))]);
        write(root.path(), "2024.yaml", &edited(&good, &now));
        for arguments in [
            &["check", "--base", "main"][..],
            &["check", "--base", "main", "--format", "github"],
            &["diff"],
            &["diff", "--lenient"],
            &["diff", "--lenient", "--format", "markdown"],
            &["status", "--lenient", "--against", "main"],
        ] {
            workplan(root.path(), arguments).assert_clean();
        }
        // A plan that cannot be read is never treated as removed.
        let ids = check(root.path(), "2024-07-01", &["--base", "main"]);
        let text = std::fs::read_to_string(root.path().join("workplans/2024.yaml")).unwrap();
        for one in ids.iter().filter(|one| one["rule"] == "activity-removed") {
            let id = one["activity"].as_str().unwrap();
            prop_assert!(!text.contains(&format!("- {{id: '{id}', title")), "{}\n{}", one, text);
        }
    }
}
