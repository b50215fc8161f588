//! `mine`: open activities and milestones by urgency, numbered.

use serde_json::{Value, json};

use crate::json_shapes::assert_shape;
use crate::support::{Run, folder, git, init, plan, repository, samples, workplan};

const PLAN: &str = "
  - {id: '1', title: Later, owners: [a], status: planned, due: 2024-12-01}
  - {id: '2', title: Starts late, owners: [a], status: planned, start: 2024-05-01, due: 2024-11-01}
  - {id: '3', title: Waits, owners: [a], status: ongoing, due: 2024-10-01, depends_on: ['7']}
  - {id: '4', title: Soon, owners: [a], status: on_hold, reason: R, due: 2024-06-15}
  - {id: '5', title: Overdue, owners: [a], status: ongoing, due: 2024-06-14, depends_on: ['7']}
  - id: '6'
    title: Has milestones
    owners: [a]
    status: ongoing
    milestones:
    - {title: Reached, due: 2024-01-10, done: 2024-01-10}
    - {title: Missed, due: 2024-03-01}
    - {title: Next, due: 2024-07-15}
    - {title: Last, due: 2024-12-31}
  - {id: '7', title: Of others, owners: [b], status: ongoing, due: 2024-06-01}
  - {id: '8', title: Completed, owners: [a], status: completed, completed: 2024-02-01}
  - {id: '9', title: Postponed, owners: [a], status: postponed, reason: R, due: 2024-01-01}
";

fn text() -> String {
    plan(PLAN).replace("- {id: a, name: A}", "- {id: a, name: A}\n- {id: b, name: B}")
}

fn asked(arguments: &[&str]) -> Run {
    let root = folder(&[("2024.yaml", text().as_bytes())]);
    workplan(root.path(), &[&["mine", "--as-of", "2024-06-15"], arguments].concat())
}

#[test]
fn open_items_are_listed_by_urgency() {
    let answer = asked(&["--owner", "a", "--format", "json"]).json();
    assert_shape(&answer, "mine");
    let items = answer["items"].as_array().unwrap();
    let brief = |item: &Value| {
        let number =
            item["milestone"].as_u64().map_or(String::new(), |number| format!("#{number}"));
        let days =
            if item["days_late"].is_null() { &item["days_left"] } else { &item["days_late"] };
        let [activity, urgency] = ["activity", "urgency"].map(|key| item[key].as_str().unwrap());
        format!("{} {urgency} {activity}{number} {days}", item["number"])
    };
    assert_eq!(
        items.iter().map(brief).collect::<Vec<_>>(),
        [
            "1 overdue 6#2 106",
            "2 overdue 5 1",
            "3 due_soon 4 0",
            "4 due_soon 6#3 30",
            "5 late_start 2 139",
            "6 waiting 3 108",
            "7 later 1 169",
            "8 later 6 199",
            "9 later 6#4 199",
        ]
    );
    assert_eq!(answer["owners"], json!(["a"]));
    let samples = samples();
    let sample = ["mine", "2024", "--owner", "iom", "--as-of", "2024-09-15", "--format", "json"];
    assert_shape(&workplan(samples.path(), &sample).json(), "mine");
}

#[test]
fn a_list_has_a_heading_for_each_urgency() {
    let expected = "   id   title           due          when  status
Overdue (2)
1  6#2  ◆ Missed       1 Mar  106 days late  ongoing
2  5    Overdue       14 Jun     1 day late  ongoing
Due soon (2)
3  4    Soon          15 Jun          today  on hold
4  6#3  ◆ Next        15 Jul     in 30 days  ongoing
Late to start (1)
5  2    Starts late    1 Nov    in 139 days  planned
Waiting for others (1)
6  3    Waits          1 Oct    in 108 days  ongoing
Later (3)
7  1    Later          1 Dec    in 169 days  planned
8  6    Has milestones  31 Dec    in 199 days  ongoing
9  6#4  ◆ Last        31 Dec    in 199 days  ongoing
";
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let list = asked(&["--owner", "A"]).ok();
    assert_eq!(words(&list), words(expected), "{list}");
    assert_eq!(list.lines().count(), expected.lines().count());
    let page = asked(&["--owner", "a", "--format", "markdown"]).ok();
    assert_eq!(page.matches("\n### ").count(), 4, "{page}");
    let csv = asked(&["--owner", "a", "--format", "csv"]).ok();
    assert_eq!(
        csv.lines().nth(1),
        Some("1,overdue,milestone,2024,6,2,p,Missed,a,2024-03-01,106,,ongoing")
    );
}

#[test]
fn mine_is_what_my_organization_owns() {
    let with_email =
        text().replace("name: B}", "name: B, focal_points: [{name: N, email: a@example.org}]}");
    let root = repository(&[("2024.yaml", with_email.as_bytes())]);
    git(root.path(), &["config", "user.email", "a@example.org"]);
    let mine = |arguments: &[&str]| {
        workplan(root.path(), &[&["mine", "--as-of", "2024-06-15"], arguments].concat())
    };
    assert_eq!(mine(&["--format", "json"]).json()["owners"], json!(["b"]));
    assert!(mine(&[]).ok().contains("Overdue (1)"));
    assert!(mine(&["--owner", "a"]).ok().contains("Late to start (1)"));

    let ended =
        plan("  - {id: '1', title: T, owners: [a], status: completed, completed: 2024-02-01}\n");
    let root = folder(&[("2024.yaml", ended.as_bytes())]);
    init(root.path());
    let run = workplan(root.path(), &["mine", "--as-of", "2024-06-15", "--owner", "a"]);
    assert_eq!(run.ok(), "Nothing to do: no activity of A is open in the plan 2024.\n");
    let unknown = workplan(root.path(), &["mine", "--owner", "x"]);
    assert!(unknown.code == Some(2) && unknown.stderr.contains("`x`"), "{unknown:?}");
    let nobody = workplan(root.path(), &["mine"]);
    assert!(nobody.code == Some(2) && nobody.stdout.is_empty(), "{nobody:?}");
}
