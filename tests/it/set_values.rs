//! Values on the command line: relative dates, percentages, wrong values, and what an edit causes.

use std::fs;
use std::path::Path;

use crate::support::{Run, folder, workplan};

const PLAN: &str = "schema: 1\ntitle: Plan\nperiod: {start: 2025-01-01, end: 2025-12-31}\n\
    organizations:\n- {id: a, name: A, focal_points: [{name: Ada}]}\n- {id: b, name: B}\n\
    priorities:\n- id: p\n  title: P\n  activities:\n  - id: w1\n    title: Wells\n    owners: [a]\n\
    \x20   status: ongoing\n    start: 2025-02-01\n    due: 2025-09-30\n    progress: 40\n\
    \x20   milestones:\n    - {title: Tested, due: 2025-04-30}\n\
    \x20   - {title: Opened, due: 2025-08-31}\n  - id: w2\n    title: Map\n    owners: [a]\n\
    \x20   status: planned\n    due: 2025-11-30\n    depends_on: [w1]\n";

/// Runs the program on Thursday, 15 May 2025.
fn on_may_15(root: &Path, arguments: &[&str]) -> Run {
    workplan(root, &[arguments, &["--as-of", "2025-05-15"]].concat())
}

fn plan(root: &Path) -> String {
    fs::read_to_string(root.join("workplans/2025.yaml")).unwrap()
}

#[test]
fn days_in_words_are_written_as_days_and_repeated() {
    for (arguments, written, said) in [
        (
            &["set", "w1", "forecast=monday"][..],
            "forecast: 2025-05-19",
            "`monday` is read as Monday, 19 May 2025 (2025-05-19)",
        ),
        (&["set", "w1", "due=15 September"], "due: 2025-09-15", "15 September 2025"),
        (&["set", "w2", "start=2025-W23"], "start: 2025-06-02", "2 June 2025"),
        (&["slip", "w2", "2025-W23", "--reason", "Earlier"], "due: 2025-06-08", "8 June 2025"),
        (&["slip", "w2", "-2w", "--reason", "Earlier"], "due: 2025-05-01", "1 May 2025"),
        (&["slip", "w2", "2025-Q4", "--reason", "Later"], "due: 2025-Q4", ""),
        (&["set", "w1", "milestones[2].due=+1m"], "due: 2025-06-15", "15 June 2025"),
        (&["set", "w1#2", "due=+1m"], "due: 2025-06-15", "15 June 2025"),
        (&["set", "w1#1", "done=yesterday"], "done: 2025-05-14", "14 May 2025"),
        (
            &["set", "w1", "milestones+={title: Closed, due: friday}"],
            "due: 2025-05-16",
            "`friday` is read as Friday, 16 May 2025",
        ),
        (
            &["set", "w1", "milestones=[{title: A, due: 2025-06-01}, {title: B, due: +1m}]"],
            "due: 2025-06-15",
            "`+1m` is read as Sunday, 15 June 2025",
        ),
        (
            &["set", "w1", "milestones[1]={title: A, due: tomorrow}"],
            "due: 2025-05-16",
            "`tomorrow` is read as Friday, 16 May 2025",
        ),
        (
            &["add", "--priority", "p", "--title", "New", "--owner", "a", "--due", "+3w"],
            "due: 2025-06-05",
            "5 June 2025",
        ),
        (&["progress", "w1", "55%"], "progress: 55", ""),
        (&["set", "w1", "progress=0.5 %"], "progress: 0.5", ""),
    ] {
        let root = folder(&[("2025.yaml", PLAN.as_bytes())]);
        let run = on_may_15(root.path(), arguments);
        assert_eq!(run.code, Some(0), "{arguments:?}: {run:?}");
        assert!(plan(root.path()).contains(written), "{arguments:?}: {}", plan(root.path()));
        assert!(run.stderr.contains(said), "{arguments:?}: {}", run.stderr);
    }
}

#[test]
fn days_in_words_choose_as_well() {
    let root = folder(&[("2025.yaml", PLAN.as_bytes())]);
    let run = on_may_15(root.path(), &["list", "--due-before", "+20w", "--format", "json"]);
    assert_eq!(
        (run.json()["activities"].as_array().unwrap().len(), run.stderr.contains("2 October 2025")),
        (1, true),
        "{run:?}"
    );
    let run = workplan(root.path(), &["list", "--as-of", "-1d", "--format", "json"]);
    assert!(run.code == Some(0) && run.stderr.contains("`-1d` is read as "), "{run:?}");
    for wrong in ["4/5/2025", "someday", "2025-W99"] {
        assert_eq!(
            on_may_15(root.path(), &["list", "--due-after", wrong]).code,
            Some(2),
            "{wrong}"
        );
        assert_eq!(workplan(root.path(), &["list", "--as-of", wrong]).code, Some(2), "{wrong}");
    }
}

#[test]
fn a_wrong_value_is_reported_without_a_line_number() {
    let root = folder(&[("2025.yaml", PLAN.as_bytes())]);
    for (arguments, parts) in [
        (&["set", "w1", "due=2025-04-31"][..], &["`2025-04-31`", "not in the calendar"][..]),
        (&["set", "w1", "progress=half"], &["`half`", "from 0 to 100"]),
        (&["set", "w1", "weight=5%"], &["`5%`", "`weight`"]),
        (&["set", "w1", "status=finnished"], &["`finnished`", "completed"]),
        (&["set", "w1", "owners=c"], &["w1: ", "`c`"]),
        (
            &["set", "w1", "milestones[1].done=4/5/2025"],
            &["2025-05-04 (4 May 2025)", "2025-04-05 (5 April 2025)"],
        ),
        (&["set", "w1", "milestones+={title: X, due: soon}"], &["`soon`"]),
        (&["slip", "w2", "4/5/2025", "--reason", "x"], &["4 May 2025", "5 April 2025"]),
        (
            &["set", "w1", "due=2025-01-15"],
            &["date-order", "w1: this activity starts on 2025-02-01"],
        ),
        (
            &["add", "--priority", "p", "--title", "New", "--owner", "a", "--due", "never"],
            &["`never`"],
        ),
    ] {
        let run = on_may_15(root.path(), arguments);
        assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{arguments:?}: {run:?}");
        assert!(
            parts.iter().all(|part| run.stderr.contains(part)),
            "{arguments:?}: {}",
            run.stderr
        );
        assert!(
            !run.stderr.contains("-->") && !run.stderr.contains(".yaml:"),
            "{arguments:?}: {}",
            run.stderr
        );
        assert_eq!(plan(root.path()), PLAN);
    }
}

#[test]
fn an_edit_reports_the_findings_that_it_causes() {
    for (arguments, parts) in [
        (&["done", "w1"][..], &["milestone-order", "Tested", "in w1"][..]),
        (
            &["slip", "w2", "2026-02-28", "--reason", "x"],
            &["outside-period", "--> workplans/2025.yaml:25:10"],
        ),
        (&["slip", "w1", "2025-12-10", "--reason", "x"], &["dependency-order", "in w2"]),
        (&["set", "w2", "owners=b"], &["no-focal-point", "B owns activities"]),
    ] {
        let root = folder(&[("2025.yaml", PLAN.as_bytes())]);
        let run = on_may_15(root.path(), arguments);
        assert_eq!(run.code, Some(0), "{arguments:?}: {run:?}");
        assert!(
            parts.iter().all(|part| run.stderr.contains(part)),
            "{arguments:?}: {}",
            run.stderr
        );
        assert!(plan(root.path()) != PLAN);
        // Earlier findings are not repeated.
        let run = on_may_15(root.path(), &["set", "w1", "remarks=x"]);
        assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{arguments:?}");
        fs::write(root.path().join("workplans/2025.yaml"), PLAN).unwrap();
        let run = on_may_15(root.path(), &[arguments, &["--dry-run"]].concat());
        assert!(
            run.stderr.contains("this edit would cause 1 warning") || arguments[0] == "done",
            "{arguments:?}: {}",
            run.stderr
        );
        assert_eq!(plan(root.path()), PLAN);
    }
}

#[test]
fn a_reason_goes_with_the_status_that_needed_it() {
    let root = folder(&[("2025.yaml", PLAN.as_bytes())]);
    for (first, then) in [
        (&["hold", "w1", "--reason", "Flooded"][..], &["start", "w1"][..]),
        (&["postpone", "w1", "--reason", "Flooded"], &["done", "w1"]),
        (&["hold", "w1", "--reason", "Flooded"], &["set", "w1", "status=planned", "progress="]),
    ] {
        fs::write(root.path().join("workplans/2025.yaml"), PLAN).unwrap();
        assert_eq!(on_may_15(root.path(), first).code, Some(0));
        let run = on_may_15(root.path(), then);
        assert!(run.code == Some(0) && run.stdout.contains("reason removed"), "{run:?}");
        assert!(!plan(root.path()).contains("reason:"));
    }
    fs::write(root.path().join("workplans/2025.yaml"), PLAN).unwrap();
    assert_eq!(
        on_may_15(root.path(), &["slip", "w1", "2025-10-31", "--reason", "Rain"]).code,
        Some(0)
    );
    assert_eq!(on_may_15(root.path(), &["done", "w1"]).code, Some(0));
    assert!(plan(root.path()).contains("reason: Rain"), "why it slipped stays");
}

#[test]
fn to_reopen_needs_a_reason_and_done_moves_a_planned_start() {
    let root = folder(&[("2025.yaml", PLAN.as_bytes())]);
    let run = workplan(root.path(), &["done", "w1", "--as-of", "2025-01-20"]);
    assert!(run.code == Some(0) && run.stdout.contains("start 1 Feb → 20 Jan 2025"), "{run:?}");
    let done = plan(root.path());
    assert!(
        done.contains("start: 2025-01-20")
            && done.contains("completed: 2025-01-20")
            && done.contains("progress: 100"),
        "{done}"
    );
    let run = on_may_15(root.path(), &["start", "w1"]);
    assert!(
        run.code == Some(2) && run.stderr.contains("--reason") && plan(root.path()) == done,
        "{run:?}"
    );
    let run = on_may_15(root.path(), &["start", "w1", "--reason", "Two wells run dry"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let text = plan(root.path());
    assert!(
        text.contains("status: ongoing")
            && text.contains("reason: Two wells run dry")
            && !text.contains("100"),
        "{text}"
    );
    on_may_15(root.path(), &["cancel", "w2", "--reason", "x"]).ok();
    assert_eq!(on_may_15(root.path(), &["start", "w2"]).code, Some(2));
}

#[test]
fn a_milestone_is_named_by_its_number() {
    let root = folder(&[("2025.yaml", PLAN.as_bytes())]);
    assert_eq!(on_may_15(root.path(), &["done", "w1#1", "2025/w1#2"]).code, Some(0));
    let text = plan(root.path());
    assert_eq!(text.matches("done: 2025-05-15").count(), 2, "{text}");
    assert!(text.contains("status: ongoing"));
    let run = on_may_15(root.path(), &["set", "w1#2", "due=2025-09-15"]);
    assert!(
        run.code == Some(0)
            && plan(root.path()).contains("{title: Opened, due: 2025-09-15, done: 2025-05-15}"),
        "{run:?}"
    );
    for (arguments, said) in [
        (&["done", "w1#3"][..], "its milestones are w1#1 to w1#2"),
        (&["done", "w2#1"], "it has no milestones"),
        (&["start", "w1#1"], "a milestone has no status"),
        (&["progress", "w1#1", "5"], "a milestone has no status"),
    ] {
        let run = on_may_15(root.path(), arguments);
        assert!(run.code == Some(2) && run.stderr.contains(said), "{arguments:?}: {run:?}");
    }
}

#[test]
fn a_reopened_activity_loses_its_progress_of_100() {
    let done = PLAN
        .replace("status: ongoing", "status: completed\n    completed: 2025-03-01")
        .replace("progress: 40", "progress: 100");
    for (arguments, is_kept) in [
        (&["set", "w1", "status=ongoing"][..], false),
        (&["set", "w1", "status=cancelled", "reason=No funds"], false),
        (&["set", "w1", "status=ongoing", "progress=100"], true),
    ] {
        let root = folder(&[("2025.yaml", done.as_bytes())]);
        let run = on_may_15(root.path(), arguments);
        assert_eq!(run.code, Some(0), "{run:?}");
        assert_eq!(
            (plan(root.path()).contains("progress: 100"), run.stdout.contains("progress")),
            (is_kept, !is_kept),
            "{run:?}"
        );
    }
}

#[test]
fn an_empty_argument_takes_nothing_away() {
    let root = folder(&[("2025.yaml", PLAN.as_bytes())]);
    for arguments in [
        &["slip", "w1", "", "--reason", "Later"][..],
        &["progress", "w1", " "],
        &["add", "--priority", "p", "--title", "T", "--owner", "a", "--due", ""],
        &["add", "--priority", "p", "--title", "T", "--owner", "a", "--start", ""],
    ] {
        let run = on_may_15(root.path(), arguments);
        assert!(run.code == Some(2) && run.stderr.contains("error: invalid value '"), "{run:?}");
        assert_eq!(plan(root.path()), PLAN);
    }
}

#[test]
fn a_completion_in_the_future_is_reported() {
    let root = folder(&[("2025.yaml", PLAN.as_bytes())]);
    let told = "is still to come: until then `workplan check` calls it an error";
    let later = workplan(root.path(), &["done", "w1", "--as-of", "2999-01-01", "--dry-run"]);
    assert!(later.stderr.contains(told), "{later:?}");
    assert!(!on_may_15(root.path(), &["done", "w1", "--dry-run"]).stderr.contains(told));
    for words in [
        &["set", "w1", "status=completed"][..],
        &["set", "w1", "status=completed", "completed=2999-01-01"],
        &["add", "--priority", "p", "--title", "T", "--owner", "a", "--status", "completed"],
    ] {
        let run = workplan(root.path(), &[words, &["--as-of", "2999-01-01", "--dry-run"]].concat());
        assert!(run.code == Some(0) && run.stderr.contains(told), "{words:?}: {run:?}");
    }
}

#[test]
fn a_completion_on_another_day_is_reported() {
    let root = folder(&[("2025.yaml", PLAN.as_bytes())]);
    let done = |day: &str| workplan(root.path(), &["done", "w1", "--as-of", day]);
    assert_eq!(done("2025-05-15").code, Some(0));
    assert_eq!(done("2025-05-15").stderr, "");
    let again = done("2025-05-01");
    let told = "note: w1 was completed on 2025-05-15 already; `workplan set w1 \
        completed=2025-05-01` records another day";
    assert!(again.code == Some(0) && again.stderr.contains(told), "{again:?}");
}

#[test]
fn the_translations_of_a_reason_go_with_it() {
    let own = "    reason: Late\n    translations: {fr: {title: T, reason: En retard}, es: {reason: Tarde}}\n";
    let with = |status: &str| {
        PLAN.replace("    status: ongoing\n", &format!("    status: {status}\n{own}"))
    };
    for (status, words) in
        [("on_hold", &["start", "w1"][..]), ("on_hold", &["cancel", "w1", "--reason", "New"])]
    {
        let root = folder(&[("2025.yaml", with(status).as_bytes())]);
        let run = on_may_15(root.path(), words);
        let after = plan(root.path());
        assert!(
            run.code == Some(0)
                && after.contains("translations: {fr: {title: T}}")
                && !after.contains("tard"),
            "{run:?}\n{after}"
        );
        assert!(run.stdout.contains("translations"), "{run:?}");
    }
    // A reason that stays keeps its translations.
    let root = folder(&[("2025.yaml", with("on_hold").as_bytes())]);
    assert_eq!(on_may_15(root.path(), &["set", "w1", "remarks=x"]).code, Some(0));
    let after = plan(root.path());
    assert!(own.lines().all(|line| after.contains(line)), "{after}");
}

#[test]
fn a_due_date_before_the_start_is_reported() {
    let root = folder(&[("2025.yaml", PLAN.as_bytes())]);
    let run = workplan(root.path(), &["start", "w2", "--as-of", "2025-12-05"]);
    assert!(
        run.code == Some(2)
            && run.stderr.contains("w2 was due on 2025-11-30, so it cannot begin on 2025-12-05"),
        "{run:?}"
    );
    assert!(
        run.stderr.contains("`workplan slip w2 DATE --reason TEXT`") && plan(root.path()) == PLAN,
        "{run:?}"
    );
    assert_eq!(workplan(root.path(), &["start", "w2", "--as-of", "2025-11-05"]).code, Some(0));
}
