//! Exports: each format is read back by another parser, or checked against its grammar.

use std::io::Read;
use std::process::Stdio;

use crate::support::{Run, command, folder, project, workplan};

pub const PLAN: &str = r#"schema: 1
title: "Plan, with; marks"
period: {start: 2024-01-01, end: 2024-12-31}
chairs: [a]
organizations:
- {id: a, name: "Alpha & <Co>", short: A, aliases: [old-a]}
- {id: b, name: Beta}
themes: [{id: t, title: T}]
priorities:
- id: p
  title: P
  activities:
  - id: 1.10
    title: "=SUM(A1)"
    owners: [old-a, b]
    partners: [a]
    themes: [t]
    status: ongoing
    start: 2024-02
    due: 2024-Q2
    description: "Line one\nline, two; \\ três 数"
    milestones: [{title: M1, due: 2024-03-01, done: 2024-03-02}, {title: M2, due: 2024-12-01}]
    geography: [X, "Y & Z"]
    budget: {currency: USD, required: 10.5}
  - id: '1.1'
    title: "A title that goes on and on, 数数数数数数数数数数数数数数数数数数数数数数数数 until it has to be folded"
    owners: [b]
    status: planned
  - {id: c, title: C, owners: [a], status: cancelled, reason: No, due: 2024-09-01}
  - {id: h, title: H, owners: [a], status: on_hold, reason: Wait, due: 2024-09-01}
  - {id: d, title: D, owners: [a], status: completed, due: 2024-09-01, completed: 2024-06-30, start: 2024-06}
"#;

fn export(plan: &str, arguments: &[&str]) -> Run {
    let folder = folder(&[("2024.yaml", plan.as_bytes())]);
    workplan(folder.path(), &[&["export", "--as-of", "2024-07-01"], arguments].concat())
}

#[test]
fn csv_has_every_column_and_no_formula() {
    let text = export(PLAN, &["--format", "csv"]).ok();
    let rows: Vec<Vec<String>> = csv_rows(&text);
    let column = |name: &str| rows[0].iter().position(|title| title == name).unwrap();
    assert_eq!(rows.len(), 6);
    assert!(rows.iter().all(|row| row.len() == rows[0].len()));
    assert_eq!(rows[1][column("id")], "1.10");
    assert_eq!(rows[1][column("title")], "'=SUM(A1)");
    assert_eq!(rows[1][column("owners")], "a, b");
    assert_eq!(rows[1][column("due")], "2024-06-30");
    assert_eq!(rows[1][column("description")], "Line one\nline, two; \\ três 数");
    assert_eq!(rows[1][column("budget_required")], "10.5");
    let milestones: serde_json::Value =
        serde_json::from_str(&rows[1][column("milestones")]).unwrap();
    assert_eq!(milestones[0]["done"], "2024-03-02");
    assert_eq!(rows[2][column("milestones")], "");
}

/// Parses CSV as defined by RFC 4180.
fn csv_rows(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => cell.extend(chars.next()),
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\r' if !quoted => assert_eq!(chars.peek(), Some(&'\n')),
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            c => cell.push(c),
        }
    }
    assert!(!quoted && cell.is_empty() && row.is_empty());
    rows
}

/// Returns the lines of a calendar, unfolded. Asserts that no folded line exceeds 75 bytes.
pub fn content_lines(text: &str) -> Vec<String> {
    assert!(
        text.ends_with("END:VCALENDAR\r\n") && !text.replace("\r\n", "").contains(['\r', '\n'])
    );
    assert!(text.split("\r\n").all(|line| line.len() <= 75), "{text}");
    text.replace("\r\n ", "").split_terminator("\r\n").map(str::to_owned).collect()
}

pub fn values<'a>(lines: &'a [String], key: &str) -> Vec<&'a str> {
    lines.iter().filter_map(|line| line.strip_prefix(key)?.strip_prefix(':')).collect()
}

#[test]
fn iati_is_well_formed_and_has_the_codes_of_the_standard() {
    let run = export(PLAN, &["--format", "iati"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let text = run.stdout;
    let document = roxmltree::Document::parse(&text).unwrap();
    let root = document.root_element();
    assert_eq!(root.attribute("version"), Some("2.03"));
    let all = |name: &str, attribute: &str| -> Vec<String> {
        let found = root.descendants().filter(|node| node.has_tag_name(name));
        found.map(|node| node.attribute(attribute).unwrap().to_owned()).collect()
    };
    assert_eq!(all("activity-status", "code"), ["2", "1", "5", "6", "4"]);
    assert_eq!(
        all("activity-date", "type"),
        ["2", "3", "1", "3", "1", "3", "1", "3", "2", "3", "4"]
    );
    assert_eq!(all("activity-date", "iso-date")[..2], ["2024-02-01", "2024-06-30"]);
    assert_eq!(all("participating-org", "role")[..3], ["2", "2", "4"]);
    let name = root.descendants().find(|node| node.has_tag_name("participating-org")).unwrap();
    assert_eq!(name.attribute("ref"), None, "the group's own id is registered nowhere");
    assert_eq!(
        name.descendants().find_map(|node| node.text().filter(|text| !text.trim().is_empty())),
        Some("Alpha & <Co>")
    );
}

#[test]
fn every_line_of_ndjson_is_an_activity() {
    let text = export(PLAN, &["--format", "ndjson"]).ok();
    let lines: Vec<serde_json::Value> =
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(
        lines.iter().map(|line| line["id"].as_str().unwrap()).collect::<Vec<_>>(),
        ["1.10", "1.1", "c", "h", "d"]
    );
    assert!(lines.iter().all(|line| line["schema"] == 1 && line["milestones"].is_array()));
}

#[test]
fn without_format_the_file_name_decides() {
    let run = export(PLAN, &[]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""));
    assert!(run.stderr.contains("ndjson"), "{}", run.stderr);
    assert_eq!(export(PLAN, &["--format", "csv", "--alarm", "7"]).code, Some(2));
    assert_eq!(export(PLAN, &["--format", "markdown"]).code, Some(2));
    let folder =
        folder(&[("2024.yaml", PLAN.as_bytes()), ("config.yaml", b"schema: 1\ncalendar_id: x\n")]);
    workplan(folder.path(), &["export", "-o", "plan.ics", "--as-of", "2024-07-01"]).ok();
    let written = std::fs::read_to_string(folder.path().join("plan.ics")).unwrap();
    let again =
        workplan(folder.path(), &["export", "--format", "ics", "--as-of", "2024-07-01"]).ok();
    assert_eq!(written, again, "the same input makes the same bytes");
}

#[test]
fn a_closed_pipe_is_not_an_error() {
    // Output larger than the buffer of a pipe.
    let about = "What was agreed on. ".repeat(20);
    let activities: String = (0..500)
        .map(|id| {
            format!(
                "  - {{id: a{id}, title: T, owners: [a], status: planned, due: \
            2024-09-01, description: '{about}'}}\n"
            )
        })
        .collect();
    let folder = folder(&[
        ("2024.yaml", (PLAN.to_owned() + &activities).as_bytes()),
        ("config.yaml", b"schema: 1\ncalendar_id: x\n"),
    ]);
    for format in ["csv", "xlsx", "ics", "json", "ndjson", "iati"] {
        let mut command = command(
            folder.path(),
            &["export", "2024", "--format", format, "--as-of", "2024-09-15"],
        );
        let mut program = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut first = [0];
        program.stdout.take().unwrap().read_exact(&mut first).unwrap();
        let output = program.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(
            (output.status.code(), said.is_empty()),
            (Some(0), format != "iati"),
            "{format}: {said}"
        );
    }
}

/// Returns the cells of a sheet.
fn cells(bytes: &[u8], sheet: &str) -> Vec<Vec<calamine::Data>> {
    use calamine::Reader;
    let mut book: calamine::Xlsx<_> =
        calamine::open_workbook_from_rs(std::io::Cursor::new(bytes)).unwrap();
    book.worksheet_range(sheet).unwrap().rows().map(<[calamine::Data]>::to_vec).collect()
}

fn workbook(plan: &str) -> Vec<u8> {
    let folder = folder(&[("2024.yaml", plan.as_bytes())]);
    let run = workplan(folder.path(), &["export", "-o", "plan.xlsx", "--as-of", "2024-07-01"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    std::fs::read(folder.path().join("plan.xlsx")).unwrap()
}

#[test]
fn a_workbook_keeps_ids_and_formulas_as_text_and_dates_as_dates() {
    use calamine::Data;
    let bytes = workbook(PLAN);
    assert_eq!(bytes, workbook(PLAN), "the same input makes the same bytes");
    let rows = cells(&bytes, "Activities");
    let column =
        |name: &str| rows[0].iter().position(|head| *head == Data::String(name.into())).unwrap();
    assert_eq!(rows.len(), 6);
    assert_eq!(rows[1][column("Id")], Data::String("1.10".into()));
    assert_eq!(rows[1][column("Title")], Data::String("=SUM(A1)".into()));
    let Data::DateTime(due) = &rows[1][column("Due")] else {
        panic!("{:?}", rows[1][column("Due")])
    };
    assert_eq!(due.as_f64(), 45473.0, "30 June 2024");
    assert_eq!(rows[2][column("Due")], Data::Empty);
    assert_eq!(rows[4][column("Status")], Data::String("on hold".into()));
    assert_eq!(cells(&bytes, "Milestones").len(), 3);
    let kept = cells(&bytes, "workplan state")[2][0].to_string();
    assert!(
        kept.starts_with(
            r#"["activity","1.10","p","=SUM(A1)","old-a, b","ongoing","2024-02-01","2024-06-30""#
        ),
        "{kept}"
    );
}

#[test]
fn a_text_that_no_cell_can_hold_is_cut() {
    let long = PLAN.replace("reason: Wait", &format!("reason: {}", "é😀".repeat(20_000)));
    let rows = cells(&workbook(&long), "Activities");
    let reason =
        rows[4].iter().map(ToString::to_string).find(|text| text.starts_with('é')).unwrap();
    assert!(reason.ends_with('…') && reason.encode_utf16().count() <= 32_767);
}

#[test]
fn the_samples_can_be_exported_in_every_format() {
    for plan in ["2023", "2024"] {
        for format in ["csv", "ics", "json", "ndjson", "iati", "xlsx"] {
            let run = workplan(
                project(),
                &["export", plan, "--format", format, "--as-of", &format!("{plan}-12-31")],
            );
            assert_eq!(
                (run.code, run.stderr.is_empty(), run.stdout.is_empty()),
                (Some(0), format != "iati", false),
                "{}",
                run.stderr
            );
        }
    }
}

#[test]
fn a_workbook_of_an_earlier_day_has_the_record_to_edit_and_the_status_beside_it() {
    let plan = PLAN.replace("completed: 2024-06-30", "completed: 2024-08-31");
    let root = folder(&[("2024.yaml", plan.as_bytes())]);
    let asked = |arguments: &[&str]| {
        workplan(root.path(), &[arguments, &["--as-of", "2024-07-01"]].concat())
    };
    assert_eq!(asked(&["export", "-o", "plan.xlsx"]).code, Some(0));
    let rows = cells(&std::fs::read(root.path().join("plan.xlsx")).unwrap(), "Activities");
    let at = |title: &str| rows[0].iter().position(|head| *head == title).unwrap();
    let row = rows.iter().find(|row| row[0] == "d").unwrap();
    assert_eq!(
        [row[at("Status")].to_string(), row[at("Status on the day")].to_string()],
        ["completed", "ongoing"]
    );
    let run = asked(&["import", "plan.xlsx"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert_eq!(std::fs::read_to_string(root.path().join("workplans/2024.yaml")).unwrap(), plan);
}

#[test]
fn texts_of_several_lines_come_back_from_csv() {
    let plan = "schema: 1\ntitle: P\nperiod: {start: 2026-01-01, end: 2026-12-31}\npriorities:\n\
        - id: p\n  title: P\n  activities:\n\
        \x20 - {id: w1, title: W, owners: [a], status: on_hold, due: 2026-06-30, reason: \"No \
        money.\\n\\n\\tAsked twice.\", description: \"one\\u2028two\", remarks: \"a\\u2029b\"}\n";
    let root = folder(&[
        ("2026.yaml", plan.as_bytes()),
        ("organizations.yaml", b"schema: 1\norganizations: [{id: a, name: A}]\n"),
    ]);
    workplan(root.path(), &["export", "2026", "-o", "plan.csv", "--as-of", "2026-05-01"]).ok();
    let run =
        workplan(root.path(), &["import", "plan.csv", "--to", "2027", "--as-of", "2026-05-01"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(run.stdout.contains("2027.yaml: 1 activity from plan.csv\n"), "{run:?}");
    let shown =
        workplan(root.path(), &["show", "2027/w1", "--as-of", "2026-05-01", "--format", "json"])
            .json();
    let texts = ["reason", "description", "remarks"]
        .map(|key| shown["activity"][key].as_str().or(shown[key].as_str()).unwrap().to_owned());
    assert_eq!(texts, ["No money.\n\n\tAsked twice.", "one\ntwo", "a\nb"]);
}

#[test]
fn the_folder_of_manual_pages_is_shown_without_control_characters() {
    let root = folder(&[]);
    let run = workplan(root.path(), &["man", "a\u{1b}[31m\u{202e}b"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(run.stdout.ends_with("pages are in a\u{fffd}[31m\u{fffd}b\n"), "{:?}", run.stdout);
}
