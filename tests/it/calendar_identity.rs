//! The identity of calendar entries, and when they last changed, if plans are added, removed and
//! renamed.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};

use crate::export::{content_lines, values};
use crate::support::{commit_on, folder, init, workplan};

const OWN: &[u8] = b"schema: 1\ncalendar_id: north\n";

/// Returns a plan with this period and two activities.
fn plan(start: &str, end: &str, what: &str) -> String {
    format!(
        "schema: 1\ntitle: {what}\nperiod: {{start: {start}, end: {end}}}\n\
            organizations: [{{id: a, name: Alpha, short: ALP}}]\npriorities:\n- id: p\n\
            \x20 title: Water\n  activities:\n\
            \x20 - {{id: w1, title: {what} one, owners: [a], status: planned}}\n\
            \x20 - {{id: w2, title: {what} two, owners: [a], status: planned, due: {start}}}\n"
    )
}

fn of_2026(what: &str) -> String {
    plan("2026-01-01", "2026-12-31", what)
}

fn commit(root: &Path, moment: &str) {
    commit_on(moment, root, "change");
}

fn repository(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let root = folder(files);
    init(root.path());
    commit(root.path(), "2026-01-10T12:00:00Z");
    root
}

fn exported(root: &Path, plan: &str) -> (Vec<String>, String) {
    let run = workplan(root, &["export", plan, "--format", "ics", "--as-of", "2026-07-01"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    (content_lines(&run.stdout), run.stderr)
}

fn uids(root: &Path, plan: &str) -> BTreeSet<String> {
    values(&exported(root, plan).0, "UID").into_iter().map(str::to_owned).collect()
}

#[test]
fn a_plan_that_begins_on_the_same_day_takes_over_no_entry() {
    let root = repository(&[("wash-2026.yaml", of_2026("Wash").as_bytes()), ("config.yaml", OWN)]);
    let path = |name: &str| root.path().join("workplans").join(name);
    let wash = uids(root.path(), "wash-2026");
    assert!(wash.iter().all(|uid| uid.starts_with("2026-01-01/w")), "{wash:?}");
    fs::write(path("health-2026.yaml"), of_2026("Health")).unwrap();
    let health = uids(root.path(), "health-2026");
    assert!(health.len() == 2 && health.is_disjoint(&wash), "{health:?}");
    assert_eq!(uids(root.path(), "wash-2026"), wash);
    commit(root.path(), "2026-02-10T12:00:00Z");
    assert_eq!(
        [uids(root.path(), "wash-2026"), uids(root.path(), "health-2026")],
        [wash.clone(), health.clone()]
    );
    // The plan is renamed and changed; checked before and after the commit.
    fs::remove_file(path("health-2026.yaml")).unwrap();
    fs::write(path("clinics.yaml"), of_2026("Health").replace("Health two", "Health too")).unwrap();
    assert_eq!(uids(root.path(), "clinics"), health);
    commit(root.path(), "2026-03-10T12:00:00Z");
    assert_eq!(uids(root.path(), "clinics"), health);
    // One plan is removed and another one replaces it.
    fs::remove_file(path("wash-2026.yaml")).unwrap();
    fs::write(path("food-2026.yaml"), of_2026("Food")).unwrap();
    commit(root.path(), "2026-04-10T12:00:00Z");
    assert_eq!(uids(root.path(), "clinics"), health);
    let food = uids(root.path(), "food-2026");
    assert!(food.is_disjoint(&wash) && food.is_disjoint(&health), "{food:?}");
    assert_eq!(exported(root.path(), "clinics").1, "");
}

#[test]
fn a_plan_that_is_gone_is_still_what_an_activity_continues() {
    let earlier = plan("2025-07-01", "2025-12-31", "Wash")
        .replace("id: w2, title: Wash two", "id: w2, title: Wash two, carried_from: 2024/x");
    let oldest = plan("2024-07-01", "2025-06-30", "Old").replace("id: w2", "id: x");
    let now = of_2026("Wash")
        .replace("owners: [a]", "owners: [a], carried_from: 2025/w1")
        .replacen("2025/w1", "2025/w2", 1);
    let root = repository(&[
        ("2024.yaml", oldest.as_bytes()),
        ("2025.yaml", earlier.as_bytes()),
        ("2026.yaml", now.as_bytes()),
        ("config.yaml", OWN),
    ]);
    let before = uids(root.path(), "2026");
    let begin: Vec<&str> = before.iter().map(|uid| uid.split_once('@').unwrap().0).collect();
    assert_eq!(begin, ["2024-07-01/x", "2025-07-01/w1"]);
    for name in ["2025.yaml", "2024.yaml"] {
        fs::remove_file(root.path().join("workplans").join(name)).unwrap();
    }
    assert_eq!(uids(root.path(), "2026"), before);
    commit(root.path(), "2026-02-10T12:00:00Z");
    assert_eq!(exported(root.path(), "2026").1, "");
    assert_eq!(uids(root.path(), "2026"), before);
    // Without git the names decide, and a note says so.
    fs::remove_dir_all(root.path().join(".git")).unwrap();
    assert!(
        exported(root.path(), "2026")
            .1
            .contains("nothing but the name is known of the plan `2025`")
    );
}

#[test]
fn a_file_rewritten_for_the_next_year_is_another_plan() {
    let root = repository(&[("plan.yaml", of_2026("Wash").as_bytes()), ("config.yaml", OWN)]);
    let first = uids(root.path(), "plan");
    let path = root.path().join("workplans/plan.yaml");
    fs::write(&path, plan("2026-02-01", "2026-12-31", "Wash")).unwrap();
    assert_eq!(uids(root.path(), "plan"), first, "the period begins a little later");
    fs::write(&path, plan("2027-01-01", "2027-12-31", "Wash")).unwrap();
    assert!(uids(root.path(), "plan").is_disjoint(&first));
}

#[test]
fn without_git_names_tell_plans_apart_and_that_is_said() {
    let root = folder(&[("a.yaml", of_2026("Wash").as_bytes()), ("config.yaml", OWN)]);
    let alone = uids(root.path(), "a");
    fs::write(root.path().join("workplans/b.yaml"), of_2026("Health")).unwrap();
    let other = uids(root.path(), "b");
    assert!(other.is_disjoint(&alone) && other.is_disjoint(&uids(root.path(), "a")), "{other:?}");
    let said = exported(root.path(), "b").1;
    assert!(
        said.contains("several plans begin on one day") && said.contains("keep these names"),
        "{said}"
    );
}

#[test]
fn whatever_changes_an_entry_makes_it_newer() {
    let shared = "schema: 1\norganizations:\n- {id: b, name: Beta, short: BET}\n";
    let first = of_2026("Wash").replace("owners: [a]", "owners: [a, b]");
    let root = repository(&[
        ("2026.yaml", first.as_bytes()),
        ("organizations.yaml", shared.as_bytes()),
        ("config.yaml", OWN),
    ]);
    let path = |name: &str| root.path().join("workplans").join(name);
    let numbers = || {
        let lines = exported(root.path(), "2026").0;
        values(&lines, "SEQUENCE")
            .into_iter()
            .map(|number| number.parse::<u32>().unwrap())
            .collect::<Vec<_>>()
    };
    let mut last = numbers();
    let changes = [
        ("2026.yaml", first.replace("2026-12-31", "2026-11-30"), [true, false]),
        (
            "2026.yaml",
            first.replace("2026-12-31", "2026-11-30").replace("title: Water", "title: Wells"),
            [true, true],
        ),
        ("organizations.yaml", shared.replace("BET", "BTA"), [true, true]),
        (
            "2026.yaml",
            first
                .replace("2026-12-31", "2026-11-30")
                .replace("title: Water", "title: Wells")
                .replace("ALP", "APH"),
            [true, true],
        ),
        (
            "2026.yaml",
            first
                .replace("2026-12-31", "2026-11-30")
                .replace("title: Water", "title: Wells")
                .replace("ALP", "APH")
                + "# A remark\n",
            [false, false],
        ),
    ];
    // Also if two commits have the same time.
    for (at, (name, text, is_newer)) in changes.into_iter().enumerate() {
        fs::write(path(name), text).unwrap();
        commit(root.path(), "2026-02-10T12:00:00Z");
        let now = numbers();
        assert_eq!([now[0] > last[0], now[1] > last[1]], is_newer, "{at}: {last:?} {now:?}");
        last = now;
    }
    // The file's time is before the last commit.
    let text = fs::read_to_string(path("2026.yaml")).unwrap().replace("Wash one", "Wash 1");
    fs::write(path("2026.yaml"), text).unwrap();
    for name in ["2026.yaml", "organizations.yaml", "config.yaml"] {
        let file = fs::File::options().write(true).open(path(name)).unwrap();
        file.set_modified(SystemTime::UNIX_EPOCH + Duration::from_secs(1_600_000_000)).unwrap();
    }
    let now = numbers();
    assert!(now[0] > last[0] && now[1] == last[1], "{last:?} {now:?}");
}

/// Returns a plan for 2026 whose activities all continue `2025/w1`.
fn split(ids: &[&str]) -> String {
    let (head, _) = of_2026("Wash")
        .split_once("  - {id")
        .map(|(head, rest)| (head.to_owned(), rest.to_owned()))
        .unwrap();
    let activity = |id: &&str| {
        format!(
            "  - {{id: {id}, title: T {id}, owners: [a], status: planned, due: 2026-05-01, carried_from: 2025/w1}}\n"
        )
    };
    head + &ids.iter().map(activity).collect::<String>()
}

/// Returns the identity of each activity's entry, in file order.
fn keys(root: &Path, plan: &str) -> Vec<String> {
    values(&exported(root, plan).0, "UID")
        .into_iter()
        .map(|uid| uid.split_once('@').unwrap().0.to_owned())
        .collect()
}

#[test]
fn if_several_activities_continue_one_the_first_keeps_its_entry() {
    let before = plan("2025-01-01", "2025-12-31", "Wash");
    let root = repository(&[("2025.yaml", before.as_bytes()), ("config.yaml", OWN)]);
    let path = |name: &str| root.path().join("workplans").join(name);
    fs::write(path("2026.yaml"), split(&["w1a", "w1b"])).unwrap();
    let (heir, own) = ("2025-01-01/w1", |id: &str| format!("2026-01-01/{id}"));
    let check = workplan(root.path(), &["check", "--as-of", "2026-01-01"]);
    assert_eq!(check.code, Some(0), "{check:?}");
    assert_eq!(keys(root.path(), "2026"), [heir, &own("w1b")]);
    commit(root.path(), "2026-01-11T12:00:00Z");
    assert_eq!(keys(root.path(), "2026"), [heir, &own("w1b")]);
    // An activity that is added later does not take over the entry, wherever it is in the file,
    // before and after the commit.
    fs::write(path("2026.yaml"), split(&["w0", "w1b", "w1a"])).unwrap();
    for moment in ["2026-01-12T12:00:00Z", "2026-01-13T12:00:00Z"] {
        assert_eq!(keys(root.path(), "2026"), [&own("w0"), &own("w1b"), heir]);
        commit(root.path(), moment);
        fs::write(path("note.md"), moment).unwrap();
    }
    // Nor does an activity that already existed, after the first one is removed. If the first one
    // is renamed, it keeps the entry.
    fs::write(path("2026.yaml"), split(&["w0", "w1b"])).unwrap();
    commit(root.path(), "2026-01-14T12:00:00Z");
    assert_eq!(keys(root.path(), "2026"), [own("w0"), own("w1b")]);
    fs::write(path("2026.yaml"), split(&["w0", "w9", "w1b"])).unwrap();
    commit(root.path(), "2026-01-15T12:00:00Z");
    assert_eq!(keys(root.path(), "2026"), [&own("w0"), heir, &own("w1b")]);
    // The next plan continues each of them.
    let next = split(&["x1", "x2"])
        .replace("2026-", "2027-")
        .replacen("2025/w1", "2026/w1b", 1)
        .replacen("2025/w1", "2026/w9", 1);
    fs::write(path("2027.yaml"), next).unwrap();
    assert_eq!(keys(root.path(), "2027"), [&own("w1b"), heir]);
    for name in ["2026.yaml", "2025.yaml"] {
        fs::remove_file(path(name)).unwrap();
        commit(root.path(), "2026-01-16T12:00:00Z");
        assert_eq!(keys(root.path(), "2027"), [&own("w1b"), heir], "{name}");
    }
}

#[test]
fn if_two_plans_continue_one_activity_one_keeps_its_entry() {
    let before = plan("2025-01-01", "2025-12-31", "Wash");
    let (wash, health) = (split(&["w1"]), split(&["w1"]).replace("title: Wash", "title: Health"));
    let root = repository(&[
        ("2025.yaml", before.as_bytes()),
        ("config.yaml", OWN),
        ("wash.yaml", wash.as_bytes()),
    ]);
    let path = |name: &str| root.path().join("workplans").join(name);
    fs::write(path("health.yaml"), health).unwrap();
    for moment in ["2026-01-11T12:00:00Z", "2026-01-12T12:00:00Z"] {
        assert_eq!(
            [keys(root.path(), "wash"), keys(root.path(), "health")],
            [["2025-01-01/w1"], ["2026-01-01/health/w1"]]
        );
        commit(root.path(), moment);
        fs::write(path("note.md"), moment).unwrap();
    }
    fs::remove_file(path("wash.yaml")).unwrap();
    commit(root.path(), "2026-01-13T12:00:00Z");
    assert_eq!(values(&exported(root.path(), "health").0, "UID").len(), 1);
}

#[test]
fn a_plan_keeps_its_entries_if_renamed_in_two_steps_or_with_new_titles() {
    let text = of_2026("Wash");
    let translated = text.replace("Wash one", "Puits").replace("Wash two", "Latrines");
    let anew = of_2026("Eau");
    let steps: [(&str, &[Option<&str>], &str, bool); 8] = [
        ("the new name comes first", &[Some(&text), None], &text, true),
        ("the old name goes first", &[None], &text, true),
        ("the new name comes first, empty", &[Some(""), Some(&text), None], &text, true),
        ("the new name comes later, empty", &[None, Some("")], &text, true),
        ("in one step, with other titles", &[], &translated, true),
        ("the old name goes first, with other titles", &[None], &translated, true),
        ("everything has another title", &[], &anew, false),
        (
            "the new name comes first, with other titles",
            &[Some(&translated), None],
            &translated,
            false,
        ),
    ];
    for (what, between, last, is_found) in steps {
        let root = repository(&[("2026.yaml", text.as_bytes()), ("config.yaml", OWN)]);
        let path = |name: &str| root.path().join("workplans").join(name);
        let before = uids(root.path(), "2026");
        for (at, step) in between.iter().enumerate() {
            match step {
                Some(text) => fs::write(path("plan-2026.yaml"), text).unwrap(),
                None => fs::remove_file(path("2026.yaml")).unwrap(),
            }
            commit(root.path(), &format!("2026-02-0{}T12:00:00Z", at + 1));
        }
        let _ = fs::remove_file(path("2026.yaml"));
        fs::write(path("plan-2026.yaml"), last).unwrap();
        fs::write(path("note.md"), what).unwrap();
        for moment in ["2026-03-01T12:00:00Z", "2026-03-02T12:00:00Z"] {
            assert_eq!(uids(root.path(), "plan-2026") == before, is_found, "{what}");
            let said = exported(root.path(), "plan-2026").1;
            let doubt = "note: `plan-2026` may be the plan that was called `2026`: its period and ids are the same";
            assert_eq!(
                (said.contains(doubt), said.is_empty()),
                (!is_found, is_found),
                "{what}: {said}"
            );
            commit(root.path(), moment);
            fs::write(path("note.md"), moment).unwrap();
        }
    }
}
