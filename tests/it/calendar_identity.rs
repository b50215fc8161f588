//! What tells an entry of a calendar from all others, and when it last changed, where plans come, go and get other names.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};

use crate::export::{content_lines, values};
use crate::program::{folder, git, git_on, workplan};

const OWN: &[u8] = b"schema: 1\ncalendar_id: north\n";

/// A plan of a year that begins on that day, with two activities.
fn plan(start: &str, end: &str, what: &str) -> String {
    format!(
        "schema: 1\ntitle: {what}\nperiod: {{start: {start}, end: {end}}}\norganizations: [{{id: a, name: Alpha, short: ALP}}]\npriorities:\n- id: p\n  title: Water\n  activities:\n  - {{id: w1, title: {what} one, owners: [a], status: planned}}\n  - {{id: w2, title: {what} two, owners: [a], status: planned, due: {start}}}\n"
    )
}

fn of_2026(what: &str) -> String {
    plan("2026-01-01", "2026-12-31", what)
}

fn commit(root: &Path, moment: &str) {
    git(root, &["add", "-A", "."]);
    git_on(moment, root, &["commit", "-qm", "change"]);
}

fn repository(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let root = folder(files);
    git(root.path(), &["init", "-q", "-b", "main"]);
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
    assert_eq!([uids(root.path(), "wash-2026"), uids(root.path(), "health-2026")], [wash.clone(), health.clone()]);
    // Another name, with a change; before it is committed and after.
    fs::remove_file(path("health-2026.yaml")).unwrap();
    fs::write(path("clinics.yaml"), of_2026("Health").replace("Health two", "Health too")).unwrap();
    assert_eq!(uids(root.path(), "clinics"), health);
    commit(root.path(), "2026-03-10T12:00:00Z");
    assert_eq!(uids(root.path(), "clinics"), health);
    // The first one goes, and another one comes in its place.
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
    let earlier =
        plan("2025-07-01", "2025-12-31", "Wash").replace("id: w2, title: Wash two", "id: w2, title: Wash two, carried_from: 2024/x");
    let oldest = plan("2024-07-01", "2025-06-30", "Old").replace("id: w2", "id: x");
    let now = of_2026("Wash").replace("owners: [a]", "owners: [a], carried_from: 2025/w1").replacen("2025/w1", "2025/w2", 1);
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
    // Where git does not tell, the name has to do, and that is said.
    fs::remove_dir_all(root.path().join(".git")).unwrap();
    assert!(exported(root.path(), "2026").1.contains("nothing but the name is known of the plan `2025`"));
}

#[test]
fn a_file_that_is_written_anew_for_the_next_year_is_another_plan() {
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
    assert!(said.contains("several plans begin on one day") && said.contains("keep these names"), "{said}");
}

#[test]
fn whatever_changes_an_entry_makes_it_newer() {
    let shared = "schema: 1\norganizations:\n- {id: b, name: Beta, short: BET}\n";
    let first = of_2026("Wash").replace("owners: [a]", "owners: [a, b]");
    let root = repository(&[("2026.yaml", first.as_bytes()), ("organizations.yaml", shared.as_bytes()), ("config.yaml", OWN)]);
    let path = |name: &str| root.path().join("workplans").join(name);
    let numbers = || {
        let lines = exported(root.path(), "2026").0;
        values(&lines, "SEQUENCE").into_iter().map(|number| number.parse::<u32>().unwrap()).collect::<Vec<_>>()
    };
    let mut last = numbers();
    let changes = [
        ("2026.yaml", first.replace("2026-12-31", "2026-11-30"), [true, false]),
        ("2026.yaml", first.replace("2026-12-31", "2026-11-30").replace("title: Water", "title: Wells"), [true, true]),
        ("organizations.yaml", shared.replace("BET", "BTA"), [true, true]),
        (
            "2026.yaml",
            first.replace("2026-12-31", "2026-11-30").replace("title: Water", "title: Wells").replace("ALP", "APH"),
            [true, true],
        ),
        (
            "2026.yaml",
            first.replace("2026-12-31", "2026-11-30").replace("title: Water", "title: Wells").replace("ALP", "APH") + "# A remark\n",
            [false, false],
        ),
    ];
    // Also where two commits are of one moment.
    for (at, (name, text, is_newer)) in changes.into_iter().enumerate() {
        fs::write(path(name), text).unwrap();
        commit(root.path(), "2026-02-10T12:00:00Z");
        let now = numbers();
        assert_eq!([now[0] > last[0], now[1] > last[1]], is_newer, "{at}: {last:?} {now:?}");
        last = now;
    }
    // A file that seems to be older than the last commit.
    let text = fs::read_to_string(path("2026.yaml")).unwrap().replace("Wash one", "Wash 1");
    fs::write(path("2026.yaml"), text).unwrap();
    for name in ["2026.yaml", "organizations.yaml", "config.yaml"] {
        let file = fs::File::options().write(true).open(path(name)).unwrap();
        file.set_modified(SystemTime::UNIX_EPOCH + Duration::from_secs(1_600_000_000)).unwrap();
    }
    let now = numbers();
    assert!(now[0] > last[0] && now[1] == last[1], "{last:?} {now:?}");
}
