//! The figures of `status`, `list` and `overdue`, computed a second time with exact fractions from
//! the definitions in docs/figures.md.

use chrono::{Datelike, Days, NaiveDate};
use num_bigint::BigInt;
use proptest::prelude::*;
use serde_json::{Value, json};
use workplan::model::Status;

use crate::in_process;
use crate::support::folder;

#[derive(Clone, Debug)]
struct Planned {
    status: &'static str,
    /// In hundredths; 0 if not given.
    weight: i64,
    progress: Option<i64>,
    /// Days since 1 January; `None` if not given.
    start: Option<u64>,
    due: Option<u64>,
    /// For completed activities.
    completed: Date,
    milestones: Vec<(u64, Option<Date>)>,
    /// Whether next year's plan continues it.
    continued: bool,
}

/// A day, or its month.
#[derive(Clone, Copy, Debug)]
struct Date {
    number: u64,
    is_month: bool,
}

impl Date {
    fn written(self) -> String {
        let day = day(self.number);
        if self.is_month { day.format("%Y-%m").to_string() } else { day.to_string() }
    }

    fn first(self) -> NaiveDate {
        let day = day(self.number);
        if self.is_month { day.with_day(1).unwrap() } else { day }
    }

    fn last(self) -> NaiveDate {
        let day = day(self.number);
        let days = (28..=31).rev().find_map(|number| day.with_day(number)).unwrap();
        if self.is_month { days } else { day }
    }
}

fn date() -> impl Strategy<Value = Date> {
    (0u64..420, prop::bool::weighted(0.3)).prop_map(|(number, is_month)| Date { number, is_month })
}

fn planned() -> impl Strategy<Value = Planned> {
    let status = prop::sample::select(vec![
        "planned",
        "ongoing",
        "on_hold",
        "postponed",
        "completed",
        "completed",
        "completed",
        "cancelled",
    ]);
    let day = || prop::option::weighted(0.8, 0u64..400);
    let progress = prop::option::of(prop_oneof![4 => 0i64..=100, 1 => Just(100)]);
    let milestones = prop::collection::vec((0u64..400, prop::option::of(date())), 0..4);
    (status, 0i64..500, progress, day(), day(), date(), milestones, prop::bool::weighted(0.2))
        .prop_map(|(status, weight, progress, start, due, mut completed, milestones, continued)| {
            let (start, due) = match (start, due) {
                (Some(start), Some(due)) => (Some(start.min(due)), Some(start.max(due))),
                // Without a due date, the end of the period counts.
                (Some(start), None) => (Some(start.min(365)), None),
                other => other,
            };
            // A completion before the start would be an error.
            completed.number = completed.number.max(start.unwrap_or(0));
            Planned { status, weight, progress, start, due, completed, milestones, continued }
        })
}

fn first() -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, 1, 1).unwrap()
}

fn day(number: u64) -> NaiveDate {
    first().checked_add_days(Days::new(number)).unwrap()
}

fn yaml(all: &[Planned]) -> String {
    let mut text = "schema: 1\ntitle: T\nperiod: {start: 2024-01-01, end: 2024-12-31}\n\
        organizations: [{id: a, name: A}]\npriorities:\n- id: p\n  title: P\n  activities:\n"
        .to_owned();
    for (number, one) in all.iter().enumerate() {
        text += &format!(
            "  - id: {number}\n    title: T{number}\n    owners: [a]\n    status: {}\n",
            one.status
        );
        let mut line = |key: &str, value: String| text += &format!("    {key}: {value}\n");
        one.start.into_iter().for_each(|start| line("start", day(start).to_string()));
        one.due.into_iter().for_each(|due| line("due", day(due).to_string()));
        if one.status == "completed" {
            line("completed", one.completed.written());
        }
        if matches!(one.status, "on_hold" | "postponed" | "cancelled") {
            line("reason", "So it is".into());
        }
        one.progress.into_iter().for_each(|progress| line("progress", progress.to_string()));
        if one.weight > 0 {
            line("weight", format!("{}.{:02}", one.weight / 100, one.weight % 100));
        }
        if !one.milestones.is_empty() {
            let item = |(number, (due, done)): (usize, &(u64, Option<Date>))| {
                let done = done.map_or(String::new(), |done| format!(", done: {}", done.written()));
                format!("{{title: M{number}, due: {}{done}}}", day(*due))
            };
            line(
                "milestones",
                format!(
                    "[{}]",
                    one.milestones.iter().enumerate().map(item).collect::<Vec<_>>().join(", ")
                ),
            );
        }
    }
    text
}

/// Returns next year's plan, which continues some of the activities.
fn next(all: &[Planned]) -> String {
    let mut text = "schema: 1\ntitle: N\nperiod: {start: 2025-01-01, end: 2025-12-31}\n\
        organizations: [{id: a, name: A}]\npriorities:\n- id: p\n  title: P\n  activities:\n"
        .to_owned();
    for (number, _) in all.iter().enumerate().filter(|(_, one)| one.continued) {
        text += &format!(
            "  - {{id: n{number}, title: N, owners: [a], status: planned, carried_from: 2024/{number}}}\n"
        );
    }
    text
}

/// Returns a percentage with one decimal, rounded half away from zero; null if there is nothing to
/// divide by.
fn rounded(part: &BigInt, of: &BigInt) -> Value {
    if *of == BigInt::from(0) {
        return Value::Null;
    }
    let tenths: BigInt = (part * 2000 + of) / (of * 2);
    json!(tenths.to_string().parse::<f64>().unwrap() / 10.0)
}

/// The fraction `sum(w * part / of)`.
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

/// The state of an activity on a day.
struct OnDay<'p> {
    record: &'p Planned,
    day: NaiveDate,
    status: &'static str,
}

impl<'p> OnDay<'p> {
    fn new(record: &'p Planned, as_of: NaiveDate) -> Self {
        let status = match record.status {
            "completed" if record.completed.first() <= as_of => "completed",
            "completed" if record.start.is_some_and(|start| day(start) > as_of) => "planned",
            "completed" => "ongoing",
            other => other,
        };
        OnDay { record, day: as_of, status }
    }

    fn due(&self) -> NaiveDate {
        self.record.due.map_or(day(365), day)
    }

    /// A completed activity is never carried.
    fn is_carried(&self) -> bool {
        self.record.continued && !matches!(self.record.status, "completed" | "cancelled")
    }

    fn is_open(&self) -> bool {
        matches!(self.status, "planned" | "ongoing" | "on_hold") && !self.is_carried()
    }

    fn days_late(&self) -> Option<i64> {
        Some((self.day - self.due()).num_days()).filter(|&days| self.is_open() && days > 0)
    }

    fn is_late_to_start(&self) -> bool {
        self.status == "planned"
            && !self.is_carried()
            && self.record.start.is_some_and(|start| day(start) < self.day)
    }

    fn is_done(&self, done: &Option<Date>) -> bool {
        done.is_some_and(|done| done.first() <= self.day)
    }

    /// Returns the progress as a fraction.
    fn progress(&self) -> (i64, i64) {
        let done =
            self.record.milestones.iter().filter(|(_, done)| self.is_done(done)).count() as i64;
        let milestones =
            Some((done, self.record.milestones.len() as i64)).filter(|(_, all)| *all > 0);
        let recorded = self.record.progress.map(|percent| (percent, 100));
        let nothing = (0, 1);
        match (self.status, self.record.status) {
            ("completed", _) => (1, 1),
            (_, "completed") => {
                milestones.or(recorded.filter(|(percent, _)| *percent < 100)).unwrap_or(nothing)
            }
            _ => recorded.or(milestones).unwrap_or(nothing),
        }
    }

    /// Returns the expected entry of `list`.
    fn listed(&self, number: usize) -> Value {
        let (part, of) = self.progress();
        json!({
            "id": number.to_string(), "status": self.status, "recorded_status": self.record.status,
            "progress": rounded(&BigInt::from(part), &BigInt::from(of)),
            "completed": (self.record.status == "completed").then(|| self.record.completed.last().to_string()),
            "overdue": self.days_late().is_some(), "days_late": self.days_late(), "late_start": self.is_late_to_start(),
        })
    }

    /// Returns the expected entries of `overdue`, each with its due date.
    fn overdue(&self, number: usize) -> Vec<(NaiveDate, Value)> {
        let item = |kind: &str, title: String, due: NaiveDate| {
            let days = (self.day - due).num_days();
            (
                due,
                json!({
                    "kind": kind, "activity": number.to_string(), "title": title,
                    "due": due.to_string(), "days_late": days, "status": self.status,
                }),
            )
        };
        let own = self.days_late().map(|_| item("activity", format!("T{number}"), self.due()));
        let late = |(_, (due, done)): &(usize, &(u64, Option<Date>))| {
            self.is_open() && !self.is_done(done) && day(*due) < self.day
        };
        let steps = self
            .record
            .milestones
            .iter()
            .enumerate()
            .filter(late)
            .map(|(place, (due, _))| item("milestone", format!("M{place}"), day(*due)));
        own.into_iter().chain(steps).collect()
    }
}

fn expected_total(all: &[OnDay<'_>], as_of: NaiveDate) -> Value {
    let count =
        |wanted: &dyn Fn(&OnDay<'_>) -> bool| all.iter().filter(|one| wanted(one)).count() as i64;
    let of = |status: &'static str| count(&|one| one.status == status);
    let (mut weights, mut progress, mut expected) = (0, Sum::new(), Sum::new());
    for one in all.iter().filter(|one| one.status != "cancelled") {
        let weight = if one.record.weight == 0 { 100 } else { one.record.weight };
        weights += weight;
        let (part, of) = one.progress();
        progress.add(weight, part, of);
        let (start, due) = (one.record.start.map_or(first(), day), one.due());
        if start > due {
            expected.add(weight, i64::from(as_of >= due), 1);
        } else {
            let days = (due - start).num_days() + 1;
            expected.add(weight, ((as_of - start).num_days() + 1).clamp(0, days), days);
        }
    }
    let percent = |part: i64, of: i64| rounded(&BigInt::from(part), &BigInt::from(of));
    let share = |sum: &Sum| rounded(&sum.0, &(&sum.1 * weights));
    // Compares 100 * progress / expected with a band.
    let reaches = |band: i64| &progress.0 * &expected.1 * 100 >= &expected.0 * &progress.1 * band;
    let is_early = &expected.0 * 100 < &expected.1 * weights * 5;
    let rating = match weights {
        0 => Value::Null,
        _ if expected.0 == BigInt::from(0) || reaches(80) => json!("on_track"),
        _ if is_early => Value::Null,
        _ if reaches(60) => json!("behind"),
        _ => json!("off_track"),
    };
    let completed = of("completed");
    let activities = all.len() as i64;
    json!({
        "activities": activities, "planned": of("planned"), "ongoing": of("ongoing"),
        "on_hold": of("on_hold"), "postponed": of("postponed"),
        "completed": completed, "cancelled": of("cancelled"), "carried": count(&|one| one.is_carried()),
        "overdue": count(&|one| one.days_late().is_some()),
        "due_soon": count(&|one| one.is_open() && as_of <= one.due() && one.due() <= as_of + Days::new(30)),
        "late_start": count(&|one| one.is_late_to_start()),
        "implementation_rate": percent(completed, activities),
        "adjusted_rate": percent(completed, activities - of("cancelled")),
        "progress": share(&progress), "expected": share(&expected), "rating": rating,
    })
}

/// Returns only the keys that another object has.
fn narrowed(value: &Value, to: &Value) -> Value {
    let keys = to.as_object().unwrap().keys();
    Value::Object(keys.map(|key| (key.clone(), value[key].clone())).collect())
}

/// Compares lists of objects by the keys of the expected ones.
fn agree(found: &Value, meant: &[Value]) -> Result<(), TestCaseError> {
    prop_assert_eq!(found.as_array().map(Vec::len), Some(meant.len()), "{} {:?}", found, meant);
    for (number, meant) in meant.iter().enumerate() {
        prop_assert_eq!(&narrowed(&found[number], meant), meant);
    }
    Ok(())
}

proptest! {
    #![proptest_config(crate::support::cases(100))]

    #[test]
    fn a_day_counts_as_the_definitions_say(all in prop::collection::vec(planned(), 0..12), as_of in 0u64..420) {
        let root =
            folder(&[("2024.yaml", yaml(&all).as_bytes()), ("2025.yaml", next(&all).as_bytes())]);
        let as_of = day(as_of);
        let workspace = in_process::open(root.path(), as_of);
        let plans = in_process::plans(&workspace);
        let on_day: Vec<OnDay<'_>> = all.iter().map(|record| OnDay::new(record, as_of)).collect();
        let status = in_process::status(&plans, "2024");
        let status =
            status.map_err(|error| TestCaseError::fail(format!("{error}\n{}", yaml(&all))))?;
        let later = on_day.iter().filter(|one| one.status != one.record.status).count();
        let noted = workspace.notes.take().iter().map(ToString::to_string).find_map(|line| {
            Some(line.strip_prefix("note: ")?.split_once(" completed after ")?.0.to_owned())
        });
        let meant = match later {
            0 => None,
            1 => Some(
                "1 activity was"
                .to_owned(),
            ),
            _ => Some(format!("{later} activities were")),
        };
        prop_assert_eq!(noted, meant, "{}", yaml(&all));
        let meant = expected_total(&on_day, as_of);
        prop_assert_eq!(&status["total"], &meant, "{}", yaml(&all));
        let mut priority = status["priorities"][0].clone();
        priority.as_object_mut().unwrap().retain(|key, _| key != "id" && key != "title");
        prop_assert_eq!(&priority, &meant);

        let listed: Vec<Value> =
            on_day.iter().enumerate().map(|(number, one)| one.listed(number)).collect();
        agree(&in_process::list(&plans, "2024", &[])["activities"], &listed)?;
        let wanted: Vec<Value> =
            listed.iter().filter(|one| one["status"] == "ongoing").cloned().collect();
        agree(&in_process::list(&plans, "2024", &[Status::Ongoing])["activities"], &wanted)?;

        let mut items: Vec<(NaiveDate, Value)> =
            on_day.iter().enumerate().flat_map(|(number, one)| one.overdue(number)).collect();
        items.sort_by_key(|(due, _)| *due);
        agree(
            &in_process::overdue_items(&plans, "2024")["items"],
            &items.into_iter().map(|(_, item)| item).collect::<Vec<_>>(),
        )?;
    }
}
