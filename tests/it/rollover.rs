//! Next year's plan: which activities are carried over, which stay, and that nothing is lost.

use std::path::Path;

use serde_json::{Value, json};

use crate::support::{entries, folder, project, temporary_folder, workplan};

const UGLY: &str = "\u{feff}# The plan\r
schema: 1\r
title:   'Workplan 2024'   # its title\r
period: {start: 2024-01-01, end: 2024-12-31}\r
endorsed: 2023-11-08\r
baseline: v2024\r
target: 80\r
organizations:\r
- {id: a, name: A, focal_points: [{name: Focal Point, email: a@example.org}]}\r
priorities:\r
# first\r
- id: p\r
  title: P\r
  activities:\r
    # ---- section ----\r
\r
    # about one\r
    - id: 1.1\r
      title: Done\r
      owners: [a]\r
      status: completed\r
      due: 2024-Q1\r
      completed: 2024-02-29\r
\r
    # about two\r
    - id: '1.2'   # the second\r
      title: \"Postponed: نشر\"\r
      owners: [a]\r
      status: postponed\r
      start: 2024-02-29\r
      due: \"2024-H2\"\r
      forecast: 2025-03\r
      milestones:\r
      - {title: M, due: 2024-02-29, done: 2024-02-28}\r
      - {title: N, due: 2024-02-29}\r
      depends_on: [1.1, 1.3, 2024/1.3]\r
      reason: >-\r
        Not\r
        yet.\r
      tags: [x]\r
    - {id: 1.3, title: Flow, owners: [a], status: ongoing, start: 2024-03, due: 2024-06, x_own: [1, 2]}\r
\r
- id: q\r
  title: Q\r
  # only this one\r
  activities:\r
    - id: 2.1\r
      title: Cancelled\r
      owners: [a]\r
      status: cancelled\r
      due: 2024\r
      reason: No money.\r
# the end";

pub fn roll(root: &Path, arguments: &[&str]) -> Value {
    let run = workplan(
        root,
        &[&["rollover", "--as-of", "2024-12-20", "--format", "json"], arguments].concat(),
    );
    serde_json::from_str(&run.ok()).unwrap()
}

pub fn read(root: &Path, name: &str) -> String {
    std::fs::read_to_string(root.join("workplans").join(name)).unwrap()
}

#[test]
fn open_activities_are_carried_over_as_written() {
    let root = folder(&[("2024.yaml", UGLY.as_bytes())]);
    let said = roll(root.path(), &["2024"]);
    assert_eq!(said["path"], "workplans/2025.yaml");
    assert_eq!(
        (&said["from"], &said["to"], &said["written"]),
        (&json!("2024"), &json!("2025"), &json!(true))
    );
    assert_eq!(
        said["carried"],
        json!([{"from": "2024/1.2", "to": "2025/1.2"}, {"from": "2024/1.3", "to": "2025/1.3"}])
    );
    assert_eq!(
        said["left"],
        json!([{"id": "1.1", "status": "completed"}, {"id": "2.1", "status": "cancelled"}])
    );
    assert_eq!(read(root.path(), "2024.yaml"), UGLY, "the old plan does not change");
    let meant = "\u{feff}# The plan\r
schema: 1\r
title:   'Workplan 2025'   # its title\r
period: {start: 2025-01-01, end: 2025-12-31}\r
target: 80\r
organizations:\r
- {id: a, name: A, focal_points: [{name: Focal Point, email: a@example.org}]}\r
priorities:\r
# first\r
- id: p\r
  title: P\r
  activities:\r
    # ---- section ----\r
\r
    # about two\r
    - id: '1.2'   # the second\r
      title: \"Postponed: نشر\"\r
      owners: [a]\r
      status: planned\r
      start: 2025-02-28\r
      due: \"2025-H2\"\r
      milestones:\r
      - {title: M, due: 2024-02-29, done: 2024-02-28}\r
      - {title: N, due: 2025-02-28}\r
      depends_on: [2024/1.1, 1.3]\r
      carried_from: 2024/1.2\r
      tags: [x]\r
    - {id: 1.3, title: Flow, owners: [a], status: ongoing, start: 2024-03, due: 2025-06, \
        carried_from: 2024/1.3, x_own: [1, 2]}\r
\r
- id: q\r
  title: Q\r
  # only this one\r
  activities:\r
# the end";
    assert_eq!(read(root.path(), "2025.yaml"), meant);
}

#[test]
fn dates_can_be_kept() {
    let root = folder(&[("2024.yaml", UGLY.as_bytes())]);
    roll(root.path(), &["2024", "--dates", "keep", "--to", "next"]);
    let new = read(root.path(), "next.yaml");
    for kept in [
        "start: 2024-02-29",
        "due: \"2024-H2\"",
        "forecast: 2025-03",
        "{title: N, due: 2024-02-29}",
        "period: {start: 2025-01-01",
    ] {
        assert!(new.contains(kept), "{kept}\n{new}");
    }
}

#[test]
fn a_dry_run_writes_nothing() {
    let root = folder(&[("2024.yaml", UGLY.as_bytes())]);
    assert_eq!(roll(root.path(), &["2024", "--dry-run"])["written"], false);
    assert_eq!(entries(&root.path().join("workplans")).len(), 1);
}

#[test]
fn an_update_adds_only_activities_that_are_newly_open() {
    let root = folder(&[("2024.yaml", UGLY.as_bytes())]);
    roll(root.path(), &["2024"]);
    let first = read(root.path(), "2025.yaml");
    assert_eq!(roll(root.path(), &["2024", "--update"])["carried"], json!([]));
    assert_eq!(read(root.path(), "2025.yaml"), first, "a second run changes nothing");

    let reopened = UGLY.replace(
        "status: cancelled\r\n      due: 2024\r\n      reason: No money.",
        "# money came\r\n      status: planned\r\n      due: 2024",
    );
    let added = reopened.replace(
        "- {id: 1.3,",
        "\
        # late\r\n\
        \x20   - id: 1.4   # new\r\n\
        \x20     title: New\r\n\
        \x20     owners: [a]\r\n\
        \x20     status: planned\r\n\
        \x20     due: 2024-12\r\n\
        \x20     depends_on: [1.2]\r\n\
        \x20   - {id: 1.3,",
    );
    std::fs::write(root.path().join("workplans/2024.yaml"), added).unwrap();
    let said = roll(root.path(), &["2024", "--update"]);
    assert_eq!(
        said["carried"],
        json!([{"from": "2024/1.4", "to": "2025/1.4"}, {"from": "2024/2.1", "to": "2025/2.1"}])
    );
    assert_eq!(said["carried_before"].as_array().unwrap().len(), 2);
    let second = read(root.path(), "2025.yaml");
    let new = "\
        \x20   # late\r\n\
        \x20   - id: 1.4   # new\r\n\
        \x20     title: New\r\n\
        \x20     owners: [a]\r\n\
        \x20     status: planned\r\n\
        \x20     due: 2025-12\r\n\
        \x20     depends_on: [1.2]\r\n\
        \x20     carried_from: 2024/1.4\r\n";
    assert!(second.contains(new), "{second}");
    assert!(second.contains("carried_from: 2024/2.1"), "{second}");
    let rest: String = second.replace(new, "");
    assert!(rest.starts_with(first.split("- id: q").next().unwrap()), "{second}");
    roll(root.path(), &["2024", "--update"]);
    assert_eq!(read(root.path(), "2025.yaml"), second);
}

#[test]
fn an_id_that_means_something_else_is_refused() {
    let other = "\
        schema: 1\n\
        title: T\n\
        period: {start: 2025-01-01, end: 2025-12-31}\n\
        organizations: [{id: a, name: A}]\n\
        priorities:\n\
        - id: p\n\
        \x20 title: P\n\
        \x20 activities:\n\
        \x20 - {id: 1.2, title: Something else, owners: [a], status: planned, due: 2025-06}\n";
    let root = folder(&[("2024.yaml", UGLY.as_bytes()), ("2025.yaml", other.as_bytes())]);
    let refused = workplan(root.path(), &["rollover", "2024", "--as-of", "2024-12-20"]);
    assert_eq!(refused.code, Some(2));
    assert!(
        refused.stderr.contains("is there already") && refused.stderr.contains("--update"),
        "{}",
        refused.stderr
    );
    let refused = workplan(root.path(), &["rollover", "2024", "--update", "--as-of", "2024-12-20"]);
    assert_eq!(refused.code, Some(2));
    assert!(
        refused.stderr.contains("2025/1.2") && refused.stderr.contains("2024/1.2"),
        "{}",
        refused.stderr
    );
    assert_eq!(read(root.path(), "2025.yaml"), other);
}

#[test]
fn a_name_is_never_a_path() {
    let root = folder(&[("2024.yaml", UGLY.as_bytes()), ("now.yaml", UGLY.as_bytes())]);
    for name in [
        "../2025",
        "a/b",
        "2025.yaml/..",
        "config",
        "organizations",
        "",
        ".hidden",
        "2024",
        "-x y",
        "ä",
        "2025.yaml",
        "2025.yml",
        "C:\\x",
        "/etc/x",
        ".",
        "..",
    ] {
        let refused = workplan(root.path(), &["rollover", "2024", &format!("--to={name}")]);
        assert_eq!(refused.code, Some(2), "{name}: {refused:?}");
    }
    let refused = workplan(root.path(), &["rollover", "now"]);
    assert!(refused.code == Some(2) && refused.stderr.contains("--to NAME"), "{refused:?}");
    assert_eq!(entries(&root.path().join("workplans")).len(), 2);
    assert_eq!(entries(root.path()).len(), 1);
}

pub const HEAD: &str = "\
    schema: 1\n\
    title: T 2024\n\
    period: {start: 2024-01-01, end: 2024-12-31}\n\
    organizations: [{id: a, name: A}]\n";

/// Returns next year's plan below its header.
pub fn rolled(activities: &str) -> String {
    let root = folder(&[("2024.yaml", format!("{HEAD}priorities:{activities}").as_bytes())]);
    roll(root.path(), &["2024"]);
    let new = read(root.path(), "2025.yaml");
    new.split_once("priorities:").unwrap().1.to_owned()
}

/// Returns this year's and next year's plans with these activities.
pub fn both(old: &str, new: &str) -> [String; 2] {
    let head = format!("{HEAD}priorities:\n- id: p\n  title: P\n  activities:\n");
    [format!("{head}{old}"), format!("{}{new}", head.replace("2024", "2025"))]
}

/// Returns next year's plan after an update.
pub fn updated([old, new]: &[String; 2]) -> String {
    let root = folder(&[("2024.yaml", old.as_bytes()), ("2025.yaml", new.as_bytes())]);
    roll(root.path(), &["2024", "--update"]);
    read(root.path(), "2025.yaml")
}

#[test]
fn an_update_keeps_the_spacing_of_the_new_plan() {
    let one = |id: u8, column: &str| {
        format!(
            "{column}# about {id}\n\
             {column}- id: '{id}'\n\
             {column}  title: T\n\
             {column}  owners: [a]\n\
             {column}  status: planned\n"
        )
    };
    let (old, added) = (one(1, "      "), one(1, "  ") + "    carried_from: 2024/1\n");
    for (there, between) in [
        (format!("{}{}", one(8, "  "), one(9, "  ")), ""),
        (format!("{}\n{}", one(8, "  "), one(9, "  ")), "\n"),
        (format!("{}\n{}{}", one(7, "  "), one(8, "  "), one(9, "  ")), ""),
        // A single activity does not show the spacing.
        (format!("\n{}", one(9, "  ")), ""),
    ] {
        for line_break in ["\n", "\r\n"] {
            let [old, there] = both(&old, &there).map(|text| text.replace('\n', line_break));
            let added = format!("{between}{added}").replace('\n', line_break);
            let open = there.trim_end().to_owned();
            assert_eq!(updated(&[old.clone(), open]), format!("{there}{added}"));
            assert_eq!(updated(&[old, there.clone()]), format!("{there}{added}"));
        }
    }
}

#[test]
fn the_end_of_a_period_stays_the_end_of_a_month() {
    let text = HEAD.replace("2024-12-31", "2024-06-30")
        + "\
            priorities:\n\
            - id: p\n\
            \x20 title: P\n\
            \x20 activities:\n\
            \x20 - {id: b, title: B, owners: [a], status: planned, start: 2024-02-29, due: 2024-04-30}\n";
    let root = folder(&[("2024.yaml", text.as_bytes())]);
    roll(root.path(), &["2024", "--to", "next"]);
    let next = read(root.path(), "next.yaml");
    assert!(next.contains("period: {start: 2024-07-01, end: 2024-12-31}"), "{next}");
    assert!(next.contains("start: 2024-08-29, due: 2024-10-30, carried_from"), "{next}");
}

#[test]
fn comments_stay_with_their_activities() {
    let new = rolled(
        "\n- id: p\n\
         \x20 title: P\n\
         \x20 activities:\n\
         \x20 # all of them\n\
         \n  # above\n\
         \x20 - id: '1'\n\
         \x20   title: One\n\
         \x20   owners: [a]\n\
         \x20   status: completed\n\
         \x20   completed: 2024-11-02 # beside\n\
         \x20   # inside\n\
         \n      # and further inside\n\
         \x20 # about two\n\
         \x20 - id: '2'\n\
         \x20   title: Two\n\
         \x20   owners: [a]\n\
         \x20   status: planned\n\
         \x20   # inside two\n\
         # at the end\n",
    );
    assert_eq!(
        new,
        "\n- id: p\n\
         \x20 title: P\n\
         \x20 activities:\n\
         \x20 # all of them\n\
         \n  # about two\n\
         \x20 - id: '2'\n\
         \x20   title: Two\n\
         \x20   owners: [a]\n\
         \x20   status: planned\n\
         \x20   carried_from: 2024/2\n\
         \x20   # inside two\n\
         # at the end\n"
    );
    let new = rolled(
        "\x20[{id: p, title: P, activities: [\
            {id: '1', title: One, owners: [a], status: completed, completed: 2024-02}, # one\n\
         \x20 {id: '2', title: Two, owners: [a], status: postponed, reason: x, x_n: [1,2]}, # two\n\
         \x20 {id: '3', title: Three, owners: [a], status: cancelled, reason: x}]}, \
            {id: q, title: Q, activities: [\
            {id: '4', title: Four, owners: [a], status: cancelled, reason: x}]}]\n",
    );
    assert_eq!(
        new,
        "\x20[{id: p, title: P, activities: [\
            {id: '2', title: Two, owners: [a], status: planned, carried_from: 2024/2, \
            x_n: [1,2]} # two\n\
         \x20 ]}, {id: q, title: Q, activities: []}]\n"
    );
}

#[test]
fn halves_follow_each_other() {
    let plan = "\
        schema: 1\n\
        title: Plan 2024-H2\n\
        period: {start: 2024-H2, end: 2024-H2}\n\
        organizations: [{id: a, name: A}]\n\
        priorities:\n\
        - id: p\n\
        \x20 title: P\n\
        \x20 activities:\n\
        \x20 - {id: b, title: B, owners: [a], status: planned, start: 2024-08-31, due: 2024-Q4}\n";
    let root = folder(&[("2024-H2.yaml", plan.as_bytes())]);
    assert_eq!(roll(root.path(), &["2024-H2"])["to"], "2025-H1");
    let meant = plan
        .replace("2024-H2", "2025-H1")
        .replace("2024-08-31", "2025-02-28")
        .replace("due: 2024-Q4", "due: 2025-Q2");
    assert_eq!(read(root.path(), "2025-H1.yaml").replace(", carried_from: 2024-H2/b", ""), meant);
}

#[test]
fn a_year_of_52_weeks_is_followed_by_the_next_year() {
    let plan = "\
        schema: 1\n\
        title: Plan 2024\n\
        period: {start: 2024-01-01, end: 2024-12-29}\n\
        organizations: [{id: a, name: A}]\n\
        priorities:\n\
        - id: p\n\
        \x20 title: P\n\
        \x20 activities:\n\
        \x20 - {id: b, title: B, owners: [a], status: planned, due: 2024-12-02}\n";
    let root = folder(&[("2024.yaml", plan.as_bytes())]);
    assert_eq!(roll(root.path(), &["2024"])["to"], "2025");
    let meant = plan
        .replace("Plan 2024", "Plan 2025")
        .replace("2024-01-01, end: 2024-12-29", "2024-12-30, end: 2025-12-28")
        .replace("2024-12-02}", "2025-12-01, carried_from: 2024/b}");
    assert_eq!(read(root.path(), "2025.yaml"), meant);
}

/// One activity of a generated plan: its status, its dates, its dependency, and its notation.
pub type Drawn = (usize, u8, Option<usize>, u8);

const WORDS: [&str; 6] = ["planned", "ongoing", "on_hold", "postponed", "completed", "cancelled"];

pub fn written(number: usize, &(status, dates, waits, style): &Drawn) -> String {
    let status = WORDS[status];
    let mut pairs = vec![
        format!("id: '{number}'"),
        format!("title: 'Step {number}: نشر'"),
        "owners: [a]".into(),
        format!("status: {status}"),
    ];
    let mut add = |wanted: bool, text: &str| pairs.extend(wanted.then(|| text.to_owned()));
    add(dates & 1 > 0, "start: 2024-01-31");
    add(dates & 2 > 0, "due: 2024-Q4");
    add(dates & 4 > 0, "forecast: 2025-02");
    add(status == "completed", "completed: 2024-03");
    add(
        dates & 8 > 0,
        "milestones: [{title: M, due: 2024-02-29}, {title: N, due: 2024, done: 2024-02-01}]",
    );
    // Only on earlier activities, to avoid cycles.
    add(waits.is_some_and(|on| on < number), &format!("depends_on: ['{}']", waits.unwrap_or(0)));
    add(["on_hold", "postponed", "cancelled"].contains(&status), "reason: why not");
    match style % 4 {
        0 => format!("  # about {number}\n  - {{{}}}  # beside {number}\n", pairs.join(", ")),
        1 => format!("  # about {number}\n  - {}\n", pairs.join("\n    ")),
        2 => format!("\n  - {}\n    # inside {number}\n", pairs.join("  # why\n    ")),
        _ => format!("  -  {{ {}}}\n\n", pairs.join(" ,\n       ")),
    }
}

#[test]
fn priorities_can_get_other_names() {
    let root = folder(&[("2024.yaml", UGLY.as_bytes())]);
    roll(root.path(), &["2024", "--map", "p=field"]);
    assert!(read(root.path(), "2025.yaml").contains("- id: field\r\n  title: P\r\n"));
    for wrong in ["p", "nobody=x", "p=a b", "p=q"] {
        assert_eq!(
            workplan(root.path(), &["rollover", "2024", "--to", "x", "--map", wrong]).code,
            Some(2),
            "{wrong}"
        );
    }
}

#[test]
fn the_samples_roll_over_without_loss_or_error() {
    for (sample, plan) in [
        ("workplans", "2024"),
        ("workplans", "2023"),
        ("examples/biennium/workplans", "2024-2025"),
        ("examples/fiscal-year/workplans", "2024-25"),
        ("examples/one-page/workplans", "2025"),
    ] {
        let root = temporary_folder();
        let status = std::process::Command::new("cp")
            .arg("-r")
            .arg(project().join(sample))
            .arg(root.path())
            .status()
            .unwrap();
        assert!(status.success());
        let before: Value = workplan(root.path(), &["list", plan, "--format", "json"]).json();
        let said = roll(root.path(), &[plan, "--to", "next"]);
        let count = |key: &str| said[key].as_array().unwrap().len();
        assert_eq!(
            count("carried") + count("left") + count("carried_before"),
            before["activities"].as_array().unwrap().len(),
            "{sample}"
        );
        let check = workplan(root.path(), &["check", "--format", "json", "--as-of", "2026-12-20"]);
        assert_eq!(check.json()["errors"], 0, "{sample}: {}", check.stdout);
        let after: Value = workplan(root.path(), &["list", "next", "--format", "json"]).json();
        let (old, new) =
            (before["activities"].as_array().unwrap(), after["activities"].as_array().unwrap());
        for activity in new {
            let same = old.iter().find(|one| one["id"] == activity["id"]).unwrap();
            for key in ["title", "owners", "partners", "themes", "weight", "tags", "priority"] {
                assert_eq!(same[key], activity[key], "{sample}: {key}");
            }
        }
        let texts = |folder: &Path| -> Vec<String> {
            let path = folder.join("workplans/next");
            let files = if path.is_dir() {
                entries(&path)
            } else {
                vec![folder.join("workplans/next.yaml")]
            };
            files.iter().map(|file| std::fs::read_to_string(file).unwrap()).collect()
        };
        let first = texts(root.path());
        roll(root.path(), &[plan, "--to", "next", "--update"]);
        assert_eq!(texts(root.path()), first, "{sample}");
    }
}

#[test]
fn an_empty_answer_about_the_old_plan_says_where_its_open_activities_are() {
    let plan = "schema: 1\ntitle: Plan\nperiod: {start: 2024-01-01, end: 2024-12-31}\n\
                organizations: [{id: a, name: A}]\npriorities:\n  - id: p\n    title: P\n    \
                activities:\n      - {id: '1', title: One, owners: [a], status: ongoing, due: \
                2024-03-01}\n      - {id: '2', title: Two, owners: [a], status: planned, due: \
                2024-12-01}\n";
    let root = folder(&[("2024.yaml", plan.as_bytes())]);
    let ask = |arguments: &[&str]| {
        workplan(root.path(), &[arguments, &["2024", "--as-of", "2024-09-15"]].concat())
    };
    assert!(!ask(&["overdue"]).stderr.contains("carried"));
    workplan(root.path(), &["rollover", "2024"]).ok();
    let told = "note: 2 open activities of the plan 2024 are carried to the plan 2025, and listed \
                there\n";
    for command in [&["overdue"][..], &["upcoming"], &["mine", "--owner", "a"], &["digest"]] {
        let run = ask(command);
        assert!(run.code == Some(0) && run.stderr.contains(told), "{run:?}");
    }
    // Where something is listed, nothing is said.
    let again = std::fs::read_to_string(root.path().join("workplans/2025.yaml")).unwrap();
    let fewer = again.replace("carried_from: 2024/1", "x_from: 2024/1");
    std::fs::write(root.path().join("workplans/2025.yaml"), fewer).unwrap();
    let run = ask(&["overdue"]);
    assert!(run.stdout.contains("One") && !run.stderr.contains("carried"), "{run:?}");
}
