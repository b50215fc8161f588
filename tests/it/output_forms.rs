//! CSV, Markdown and tables agree with the JSON of the same command.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::support::{samples, workplan};

const DAY: &str = "2024-09-15";

fn asked(command: &[&str], format: &str) -> String {
    let samples = samples();
    workplan(samples.path(), &[command, &["--as-of", DAY, "--format", format]].concat()).ok()
}

fn json_of(command: &[&str]) -> Value {
    serde_json::from_str(&asked(command, "json")).unwrap()
}

/// Returns the rows of a CSV with their column headings.
fn rows(command: &[&str]) -> Vec<Vec<(String, String)>> {
    let text = asked(command, "csv");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let heads = reader.headers().unwrap().clone();
    let named = |row: csv::StringRecord| {
        heads.iter().zip(&row).map(|(head, cell)| (head.to_owned(), cell.to_owned())).collect()
    };
    reader.records().map(|row| named(row.unwrap())).collect()
}

/// Returns a value as it is written in a cell.
fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        Value::String(text) => text.clone(),
        Value::Array(all) => all.iter().map(cell).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}

/// Asserts that each row of a CSV equals its JSON object, under the same names.
fn same(command: &[&str], objects: &[Value]) {
    let rows = rows(command);
    assert_eq!(rows.len(), objects.len(), "{command:?}");
    for (row, object) in rows.iter().zip(objects) {
        for (head, text) in row {
            assert_eq!(*text, cell(&object[head]), "{command:?}: {head} of {row:?}");
        }
    }
}

/// Returns the objects under a key.
fn all(value: &Value, key: &str) -> Vec<Value> {
    value[key].as_array().unwrap().clone()
}

/// Returns an object with more keys.
fn with(object: &Value, more: &Value) -> Value {
    let mut object = object.as_object().unwrap().clone();
    object.extend(more.as_object().unwrap().clone());
    Value::Object(object)
}

#[test]
fn a_csv_says_what_the_json_says() {
    for command in [
        &["list", "2024"][..],
        &["list", "2024", "--sort", "due", "--reverse"],
        &["list", "2024", "--status", "on_hold", "--status", "cancelled"],
    ] {
        same(command, &all(&json_of(command), "activities"));
    }
    for command in
        [&["overdue"][..], &["upcoming", "--within", "60"], &["overdue", "2024", "--owner", "iom"]]
    {
        same(command, &all(&json_of(command), "items"));
    }
    same(&["mine", "--owner", "iom"], &all(&json_of(&["mine", "--owner", "iom"]), "items"));
    let matrix = json_of(&["matrix", "2024"]);
    let gaps = all(&matrix, "gaps");
    let is_gap = |cell: &Value| {
        gaps.iter().any(|gap| gap["priority"] == cell["priority"] && gap["theme"] == cell["theme"])
    };
    let cells: Vec<Value> = all(&matrix, "cells")
        .iter()
        .map(|cell| with(cell, &json!({"gap": is_gap(cell)})))
        .collect();
    same(&["matrix", "2024"], &cells);

    let plans = all(&json_of(&["status", "--all"]), "plans");
    let flat: Vec<Value> =
        plans.iter().map(|plan| with(&with(plan, &plan["period"]), &plan["total"])).collect();
    same(&["status", "--all"], &flat);

    // CSV uses the names of organizations and sorts them by workload; JSON sorts by id.
    let status = json_of(&["status", "2024"]);
    let lines = [("priorities", "priority"), ("themes", "theme"), ("owners", "owner")]
        .into_iter()
        .flat_map(|(key, group)| {
            all(&status, key).into_iter().map(move |line| with(&line, &json!({"group": group})))
        })
        .chain([with(&status["total"], &json!({"group": "total", "id": ""}))]);
    let lines: BTreeMap<(String, String), Value> =
        lines.map(|line| ((cell(&line["group"]), cell(&line["id"])), line)).collect();
    let rows = rows(&["status", "2024"]);
    assert_eq!(rows.len(), lines.len());
    for row in rows {
        let line = &lines[&(row[1].1.clone(), row[2].1.clone())];
        for (head, text) in
            row.iter().filter(|(head, _)| !["plan", "title"].contains(&head.as_str()))
        {
            assert_eq!(*text, cell(&line[head]), "{head} of {row:?}");
        }
    }
}

#[test]
fn the_csv_of_an_activity_holds_every_field_that_it_has() {
    let activity = &json_of(&["show", "2024/1.3"])["activity"];
    let rows = rows(&["show", "2024/1.3"]);
    let cells = |field: &str| {
        let cell = |row: &Vec<(String, String)>| (row[0].1 == field).then(|| row[1].1.clone());
        rows.iter().filter_map(cell).collect::<Vec<_>>()
    };
    assert_eq!(cells("status"), ["ongoing"]);
    assert_eq!(cells("progress"), ["66.7"]);
    assert_eq!(cells("where"), [cell(&activity["geography"])]);
    assert_eq!(cells("contact"), [cell(&activity["contact"])]);
    assert_eq!(cells("milestones").len(), activity["milestones"].as_array().unwrap().len());
    assert!(rows.iter().all(|row| !row[0].1.is_empty() && !row[1].1.contains('█')), "{rows:?}");
}

/// Returns the lines of a Markdown table below its header.
fn table_lines(text: &str) -> Vec<&str> {
    text.lines().filter(|line| line.starts_with('|')).skip(2).collect()
}

#[test]
fn a_markdown_table_has_a_line_for_each_object() {
    for (command, key) in [
        (&["list", "2024"][..], "activities"),
        (&["overdue", "2024"], "items"),
        (&["upcoming", "--within", "60"], "items"),
        (&["status", "--all"], "plans"),
    ] {
        let (objects, text) = (all(&json_of(command), key), asked(command, "markdown"));
        let lines = table_lines(&text);
        assert_eq!(lines.len(), objects.len(), "{command:?}\n{text}");
        let name = |object: &Value| cell(object.get("title").unwrap());
        for (line, object) in lines.iter().zip(&objects) {
            assert!(line.contains(&name(object)), "{line} {object}");
        }
    }
    assert_eq!(
        asked(&["overdue", "2024", "--owner", "dpo"], "markdown"),
        "Nothing that was asked for is overdue.\n"
    );
    let matrix = asked(&["matrix", "2024"], "markdown");
    assert_eq!(table_lines(&matrix).len(), all(&json_of(&["status", "2024"]), "priorities").len());
    assert_eq!(
        matrix.lines().filter(|line| line.starts_with("- ")).count(),
        all(&json_of(&["matrix", "2024"]), "gaps").len()
    );
    let activity = asked(&["show", "2024/1.3"], "markdown");
    assert!(activity.starts_with("### "), "{activity}");
    assert!(activity.contains("- **status**: ongoing"), "{activity}");
}

#[test]
fn a_list_is_sorted_by_any_of_its_keys() {
    let keys = [
        ("id", "id"),
        ("title", "title"),
        ("owner", "owners"),
        ("status", "status"),
        ("start", "start"),
        ("due", "due"),
        ("progress", "progress"),
        ("days_late", "days_late"),
    ];
    for (sort, key) in keys {
        let of = |reverse: &[&str]| {
            let command = [&["list", "2024", "--sort", sort], reverse].concat();
            let value = |one: &Value| match &one[key] {
                Value::Array(owners) => owners[0].clone(),
                other => other.clone(),
            };
            all(&json_of(&command), "activities").iter().map(value).collect::<Vec<_>>()
        };
        let (up, down) = (of(&[]), of(&["--reverse"]));
        let order = |value: &Value| -> (u64, String) {
            match value {
                Value::Number(number) => ((number.as_f64().unwrap() * 10.0) as u64, String::new()),
                // Statuses are sorted by progress, not by the alphabet.
                Value::String(text) if key == "status" => {
                    let statuses =
                        ["planned", "ongoing", "on_hold", "postponed", "completed", "cancelled"];
                    (
                        statuses.iter().position(|status| status == text).unwrap() as u64,
                        String::new(),
                    )
                }
                Value::String(text) if key == "id" => {
                    let numbers = text.split('.').map(|part| format!("{part:0>4}")).collect();
                    (0, numbers)
                }
                other => (0, cell(other).to_lowercase()),
            }
        };
        let known = |all: &[Value]| {
            all.iter().filter(|value| !value.is_null()).cloned().collect::<Vec<Value>>()
        };
        assert!(known(&up).is_sorted_by_key(order), "{sort}: {up:?}");
        assert!(
            known(&down).is_sorted_by_key(|value| std::cmp::Reverse(order(value))),
            "{sort}: {down:?}"
        );
        for all in [&up, &down] {
            let first_empty = all.iter().position(Value::is_null).unwrap_or(all.len());
            assert!(
                all[first_empty..].iter().all(Value::is_null),
                "{sort}: what has no value stands last"
            );
        }
    }
}
