//! The figures of `status`, worked out a second time from their definitions in docs/figures.md, with fractions of whole numbers.

use chrono::{Days, NaiveDate};
use num_bigint::BigInt;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::program::{folder, workplan};

#[derive(Clone, Debug)]
struct Planned {
    status: &'static str,
    /// In hundredths; 0: none is given.
    weight: i64,
    progress: Option<i64>,
    /// Days from the first of the year; none: not given.
    start: Option<u64>,
    due: Option<u64>,
    /// Whether each milestone is done.
    milestones: Vec<bool>,
}

fn planned() -> impl Strategy<Value = Planned> {
    let status = prop::sample::select(vec!["planned", "ongoing", "on_hold", "postponed", "completed", "cancelled"]);
    let day = || prop::option::weighted(0.8, 0u64..400);
    (status, 0i64..500, prop::option::of(0i64..=100), day(), day(), prop::collection::vec(any::<bool>(), 0..4)).prop_map(
        |(status, weight, progress, start, due, milestones)| {
            let (start, due) = match (start, due) {
                (Some(start), Some(due)) => (Some(start.min(due)), Some(start.max(due))),
                // Without a due date the period's end counts.
                (Some(start), None) => (Some(start.min(365)), None),
                other => other,
            };
            Planned { status, weight, progress, start, due, milestones }
        },
    )
}

fn first() -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, 1, 1).unwrap()
}

fn day(number: u64) -> NaiveDate {
    first().checked_add_days(Days::new(number)).unwrap()
}

fn yaml(all: &[Planned]) -> String {
    let mut text = "schema: 1\ntitle: T\nperiod: {start: 2024-01-01, end: 2024-12-31}\norganizations: [{id: a, name: A}]\npriorities:\n- id: p\n  title: P\n  activities:\n".to_owned();
    for (number, one) in all.iter().enumerate() {
        text += &format!("  - id: {number}\n    title: T{number}\n    owners: [a]\n    status: {}\n", one.status);
        let mut line = |key: &str, value: String| text += &format!("    {key}: {value}\n");
        one.start.into_iter().for_each(|start| line("start", day(start).to_string()));
        one.due.into_iter().for_each(|due| line("due", day(due).to_string()));
        if one.status == "completed" {
            line("completed", day(one.start.unwrap_or(0).max(380)).to_string());
        }
        if matches!(one.status, "on_hold" | "postponed" | "cancelled") {
            line("reason", "So it is".into());
        }
        one.progress.into_iter().for_each(|progress| line("progress", progress.to_string()));
        if one.weight > 0 {
            line("weight", format!("{}.{:02}", one.weight / 100, one.weight % 100));
        }
        if !one.milestones.is_empty() {
            let item = |done: &bool| if *done { "{title: M, due: 2024-06-30, done: 2024-06-01}" } else { "{title: M, due: 2024-06-30}" };
            line("milestones", format!("[{}]", one.milestones.iter().map(item).collect::<Vec<_>>().join(", ")));
        }
    }
    text
}

/// A percentage with one decimal, halves away from zero; nothing over nothing.
fn rounded(part: &BigInt, of: &BigInt) -> Value {
    if *of == BigInt::from(0) {
        return Value::Null;
    }
    let tenths: BigInt = (part * 2000 + of) / (of * 2);
    json!(tenths.to_string().parse::<f64>().unwrap() / 10.0)
}

/// `sum(w * part / of)` as a fraction.
#[derive(Default)]
struct Sum(BigInt, BigInt);

impl Sum {
    fn new() -> Self {
        Sum(BigInt::from(0), BigInt::from(1))
    }

    fn add(&mut self, weight: i64, part: i64, of: i64) {
        self.0 = &self.0 * of + BigInt::from(weight) * part * &self.1;
        self.1 = &self.1 * of;
    }
}

fn expected_total(all: &[Planned], as_of: NaiveDate) -> Value {
    let count = |wanted: &dyn Fn(&Planned) -> bool| all.iter().filter(|one| wanted(one)).count() as i64;
    let of = |status: &'static str| count(&|one| one.status == status);
    let due = |one: &Planned| one.due.map_or(day(365), day);
    let is_open = |one: &Planned| matches!(one.status, "planned" | "ongoing" | "on_hold");
    let (mut weights, mut progress, mut expected) = (0, Sum::new(), Sum::new());
    for one in all.iter().filter(|one| one.status != "cancelled") {
        let weight = if one.weight == 0 { 100 } else { one.weight };
        weights += weight;
        let done = one.milestones.iter().filter(|done| **done).count() as i64;
        match one.progress {
            _ if one.status == "completed" => progress.add(weight, 1, 1),
            Some(percent) => progress.add(weight, percent, 100),
            None if one.milestones.is_empty() => {}
            None => progress.add(weight, done, one.milestones.len() as i64),
        }
        let (start, due) = (one.start.map_or(first(), day), due(one));
        if start > due {
            expected.add(weight, i64::from(as_of >= due), 1);
        } else {
            let days = (due - start).num_days() + 1;
            expected.add(weight, ((as_of - start).num_days() + 1).clamp(0, days), days);
        }
    }
    let percent = |part: i64, of: i64| rounded(&BigInt::from(part), &BigInt::from(of));
    let share = |sum: &Sum| rounded(&sum.0, &(&sum.1 * weights));
    // 100 * progress / expected against the bands.
    let reaches = |band: i64| &progress.0 * &expected.1 * 100 >= &expected.0 * &progress.1 * band;
    let rating = match weights {
        0 => Value::Null,
        _ if expected.0 == BigInt::from(0) || reaches(80) => json!("on_track"),
        _ if reaches(60) => json!("behind"),
        _ => json!("off_track"),
    };
    let completed = of("completed");
    let activities = all.len() as i64;
    json!({
        "activities": activities, "planned": of("planned"), "ongoing": of("ongoing"), "on_hold": of("on_hold"), "postponed": of("postponed"),
        "completed": completed, "cancelled": of("cancelled"), "carried": 0,
        "overdue": count(&|one| is_open(one) && due(one) < as_of),
        "due_soon": count(&|one| is_open(one) && as_of <= due(one) && due(one) <= as_of + Days::new(30)),
        "late_start": count(&|one| one.status == "planned" && one.start.is_some_and(|start| day(start) < as_of)),
        "implementation_rate": percent(completed, activities), "adjusted_rate": percent(completed, activities - of("cancelled")),
        "progress": share(&progress), "expected": share(&expected), "rating": rating,
    })
}

proptest! {
    #![proptest_config(crate::laws::cases(150))]

    #[test]
    fn status_counts_as_the_definitions_say(all in prop::collection::vec(planned(), 0..12), as_of in 0u64..420) {
        let root = folder(&[("2024.yaml", yaml(&all).as_bytes())]);
        let run = workplan(root.path(), &["status", "2024", "--as-of", &day(as_of).to_string(), "--format", "json"]);
        prop_assert_eq!(run.code, Some(0), "{}\n{}", run.stderr, yaml(&all));
        let status = run.json();
        let meant = expected_total(&all, day(as_of));
        prop_assert_eq!(&status["total"], &meant, "{}", yaml(&all));
        let mut priority = status["priorities"][0].clone();
        priority.as_object_mut().unwrap().retain(|key, _| key != "id" && key != "title");
        prop_assert_eq!(&priority, &meant);
    }
}
