//! Typical sheets of groups: each becomes a plan, at once or with the proposed mapping, and the
//! output accounts for each row and column.

use std::fs;
use std::path::Path;

use rust_xlsxwriter::{Format, Workbook};
use serde_yaml::Value;

use crate::import_sheet::{Cell, fill, row};
use crate::support::{Run, entries, folder, temporary_folder, workplan};

const DAY: [&str; 2] = ["--as-of", "2027-07-01"];

/// Returns a value on one line.
fn shown(value: &Value) -> String {
    let list = |all: Vec<String>| all.join(", ");
    match value {
        Value::Sequence(all) => format!("[{}]", list(all.iter().map(shown).collect())),
        Value::Mapping(all) => {
            let pair = |(key, value)| format!("{}: {}", shown(key), shown(value));
            format!("{{{}}}", list(all.iter().map(pair).collect()))
        }
        Value::String(text) => text.replace('\n', " / "),
        Value::Number(number) => number.to_string(),
        other => format!("{other:?}"),
    }
}

/// Returns the activities of a plan, one a line without ids, after the titles of their priorities.
pub fn activities(text: &str) -> Vec<String> {
    let plan: Value = serde_yaml::from_str(text).unwrap();
    let mut lines = Vec::new();
    for priority in plan["priorities"].as_sequence().unwrap() {
        lines.push(format!("# {}", shown(&priority["title"])));
        for activity in priority["activities"].as_sequence().unwrap() {
            let fields = activity.as_mapping().unwrap().iter();
            let fields = fields.filter(|(key, _)| key.as_str() != Some("id"));
            let all = fields.map(|(key, value)| format!("{}={}", shown(key), shown(value)));
            lines.push(all.collect::<Vec<_>>().join(" ").replacen("title=", "", 1));
        }
    }
    lines
}

fn import(folder: &Path, name: &str, to: &str, more: &[&str]) -> Run {
    let run = workplan(folder, &[&["import", name, "--to", to], &DAY[..], more].concat());
    run.assert_clean();
    run
}

/// Imports a sheet with its proposals into an empty folder, and checks the plan.
pub fn taken(name: &str, bytes: &[u8], to: &str, mapping: &str) -> (String, String, String) {
    let folder = temporary_folder();
    fs::write(folder.path().join(name), bytes).unwrap();
    fs::write(folder.path().join("map.yaml"), mapping).unwrap();
    let run = import(folder.path(), name, to, &["--yes", "--mapping", "map.yaml"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let check = workplan(folder.path(), &[&["check"], &DAY[..]].concat());
    assert_eq!(check.code, Some(0), "{check:?}");
    let read = |file: &str| fs::read_to_string(folder.path().join("workplans").join(file)).unwrap();
    (read(&format!("{to}.yaml")), read("organizations.yaml"), run.stdout + &run.stderr)
}

/// Asserts which activities a table becomes, and what is said.
pub fn becomes(sheet: &str, mapping: &str, all: &[&str], says: &[&str]) {
    let (plan, _, said) = taken("x.csv", sheet.as_bytes(), "2027", mapping);
    assert_eq!(activities(&plan), all, "{plan}\n{said}");
    for part in says {
        assert!(said.contains(part), "{part}\n{said}");
    }
}

const SMALL: &str = "Action,Lead,Due\nPaint the hall,Alpha,2027-05-31\n";

#[test]
fn an_import_into_an_empty_folder_adds_all_files() {
    let (plan, organizations, said) = taken("x.csv", SMALL.as_bytes(), "2027", "");
    assert!(plan.contains("period: {start: 2027-01-01, end: 2027-12-31}"), "{plan}");
    assert!(organizations.contains("id: alpha\n"), "{organizations}");
    assert!(said.contains("1 row read: 1 activity\n  1 organization is new"), "{said}");
    let folder = temporary_folder();
    fs::write(folder.path().join("x.csv"), SMALL).unwrap();
    let run = import(folder.path(), "x.csv", "2027", &["--dry-run"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(run.stdout.contains("title: Paint the hall"), "{run:?}");
    assert_eq!(entries(folder.path()).len(), 1, "a dry run writes nothing");
    assert_eq!(import(folder.path(), "x.csv", "2027", &[]).code, Some(0));
    assert!(folder.path().join("workplans/config.yaml").exists());
    // Existing files stay.
    let again = import(folder.path(), "x.csv", "2027", &[]);
    assert!(again.code != Some(0) && again.stderr.contains("there is a plan `2027`"), "{again:?}");
}

#[test]
fn an_unchanged_sample_of_init_is_replaced() {
    let begun = || {
        let folder = temporary_folder();
        let _ = workplan(folder.path(), &["init"]).ok();
        fs::write(folder.path().join("x.csv"), SMALL).unwrap();
        folder
    };
    let sample = |folder: &Path| {
        let all = entries(&folder.join("workplans")).into_iter();
        let mut plans = all.filter(|path| {
            let name = path.file_name().unwrap().to_str().unwrap();
            name.ends_with(".yaml") && name.starts_with(|c: char| c.is_ascii_digit())
        });
        plans.next().unwrap()
    };
    let folder = begun();
    let old = sample(folder.path());
    let dry = import(folder.path(), "x.csv", "next-2027", &["--dry-run"]);
    assert!(dry.stderr.contains("would be replaced"), "{dry:?}");
    assert!(old.exists());
    let run = import(folder.path(), "x.csv", "next-2027", &[]);
    assert!(run.code == Some(0) && run.stderr.contains("was replaced"), "{run:?}");
    assert!(!old.exists());
    let own = fs::read_to_string(folder.path().join("workplans/organizations.yaml")).unwrap();
    assert!(own.contains("id: alpha\n") && own.matches("- id:").count() == 1, "{own}");
    // The name of the sample plan is free as well.
    let folder = begun();
    let own = sample(folder.path()).file_stem().unwrap().to_str().unwrap().to_owned();
    assert_eq!(import(folder.path(), "x.csv", &own, &["--yes"]).code, Some(0));

    for file in ["", "organizations.yaml"] {
        let folder = begun();
        let plan = sample(folder.path());
        let path = if file.is_empty() { plan.clone() } else { plan.with_file_name(file) };
        let changed = fs::read_to_string(&path).unwrap() + "\n";
        fs::write(&path, &changed).unwrap();
        let run = import(folder.path(), "x.csv", "next-2027", &[]);
        assert!(run.code == Some(0) && !run.stderr.contains("replaced"), "{run:?}");
        assert_eq!(fs::read_to_string(&path).unwrap(), changed);
        assert!(plan.exists());
    }
}

#[test]
fn header_rows_in_two_lines_headings_totals_and_empty_rows() {
    becomes(
        "What,Who,When,\n,,From,To\nPaint,Alpha,2027-02-01,2027-03-31\n",
        "",
        &["# Activities", "Paint owners=[alpha] status=planned start=2027-02-01 due=2027-03-31"],
        &["1 row read: 1 activity\n"],
    );
    becomes(
        "No.,Output,Lead,Deadline,Cost (EUR)\n\
         ,Section one,,,\n\
         1,Dig a well,Alpha,2027-08-30,100\n\
         ,,,,\n\
         No.,Output,Lead,Deadline,Cost (EUR)\n\
         2,Fill it,Beta,2027-08-31,200\n\
         ,Sub-total,,,300\n\
         ,Section two,,,\n\
         3,Close it,Alpha,2027-09-30,50\n\
         Grand total,,,,350\n",
        "",
        &[
            "# Section one",
            "Dig a well owners=[alpha] status=planned due=2027-08-30 budget={currency: EUR, required: 100}",
            "Fill it owners=[beta] status=planned due=2027-08-31 budget={currency: EUR, required: 200}",
            "# Section two",
            "Close it owners=[alpha] status=planned due=2027-09-30 budget={currency: EUR, required: 50}",
        ],
        &[
            "9 rows read: 3 activities + 2 priorities + 1 repeated header + 2 totals + 1 empty row\n",
            "  2 priorities: rows 2, 8\n",
            "  1 repeated header: row 5\n",
            "  2 totals: rows 7, 10\n",
            "  1 empty row: row 4\n",
        ],
    );
}

#[test]
fn rows_without_a_title_are_milestones_or_more_text() {
    becomes(
        "Task,Owner,Finish,State,Notes\n\
         Build the bridge,Alpha,2027-09-30,ongoing,\n\
         ,,2027-02-28,done,\n\
         ,,2027-10-31,,Second span\n\
         ,,,,It is long\n",
        "",
        &[
            "# Activities",
            "Build the bridge owners=[alpha] status=ongoing due=2027-09-30 remarks=It is long \
                milestones=[{title: Milestone 1, due: 2027-02-28, done: 2027-02-28}, \
                {title: Second span, due: 2027-10-31}]",
        ],
        &["4 rows read: 1 activity + 2 milestones + 1 continuation row\n"],
    );
}

#[test]
fn merged_cells_count_where_they_are() {
    let rows = [
        row(["Area", "Activity", "Responsible", "Deadline"]),
        row(["Water", "Dig", "Alpha", "2027-08-31"]),
        row(["", "Pump", "", "2027-09-30"]),
        row(["Roads", "", "", ""]),
        row(["Streets", "Pave", "Beta", "2027-10-31"]),
    ];
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("Plan").unwrap();
    fill(sheet, &rows);
    let none = Format::new();
    sheet.merge_range(1, 0, 2, 0, "Water", &none).unwrap();
    sheet.merge_range(1, 2, 2, 2, "Alpha", &none).unwrap();
    sheet.merge_range(3, 0, 3, 3, "Roads", &none).unwrap();
    let (plan, _, said) =
        taken("x.xlsx", &book.save_to_buffer().unwrap(), "2027", "columns: {Area: priority}\n");
    assert_eq!(
        activities(&plan),
        [
            "# Water",
            "Dig owners=[alpha] status=planned due=2027-08-31",
            "Pump owners=[alpha] status=planned due=2027-09-30",
            "# Streets",
            "Pave owners=[beta] status=planned due=2027-10-31",
        ],
        "{plan}"
    );
    assert!(said.contains("2 merged cells count for each of the rows below"), "{said}");
}

#[test]
fn ticks_below_years_and_the_period_of_a_name_with_two_years() {
    let sheet =
        ",,2027,,2028,\nAction,Lead,Q3,Q4,Q1,Q2\nSurvey,Alpha,x,✓,,\nReport,Beta,,●,1,draft only\n";
    let (plan, _, said) = taken("x.csv", sheet.as_bytes(), "2027-2028", "");
    assert_eq!(
        activities(&plan),
        [
            "# Activities",
            "Survey owners=[alpha] status=planned start=2027-07-01 due=2027-12-31",
            "Report owners=[beta] status=planned start=2027-10-01 due=2028-06-30 remarks=Q2: draft only",
        ],
        "{plan}\n{said}"
    );
    let sheet = "Action,Lead,Due\nOpen,Alpha,2027-08-31\nShut,Alpha,2028-05-31\n";
    for (to, mapping, period) in [
        ("2027-28", "", "{start: 2027-07-01, end: 2028-06-30}"),
        ("2027-2028", "", "{start: 2027-01-01, end: 2028-12-31}"),
        ("2027-2028", "period: fiscal-07", "{start: 2027-07-01, end: 2028-06-30}"),
        ("2027-2028", "period: fiscal-04", "{start: 2027-04-01, end: 2028-05-31}"),
        ("2027-28", "period: calendar", "{start: 2027-01-01, end: 2028-12-31}"),
        // The period always covers the dates.
        ("2028", "", "{start: 2027-08-01, end: 2028-12-31}"),
    ] {
        let (plan, ..) = taken("x.csv", sheet.as_bytes(), to, mapping);
        assert!(plan.contains(&format!("period: {period}\n")), "{to} {mapping}: {plan}");
    }
    let folder = folder(&[]);
    fs::write(folder.path().join("x.csv"), sheet).unwrap();
    let run = import(folder.path(), "x.csv", "2027-28", &[]);
    assert!(run.code == Some(2) && run.stderr.contains("proposal: `fiscal-07`"), "{run:?}");
}

#[test]
fn statuses_and_percentages_are_never_read_as_their_opposite() {
    let reason = "reason=TODO: the sheet gives no reason";
    for (status, is) in [
        ("not completed", "status=planned remarks=Status: not completed"),
        ("Incomplete", "status=planned remarks=Status: Incomplete"),
        ("non réalisé", "status=planned remarks=Status: non réalisé"),
        ("no cumplida", "status=planned remarks=Status: no cumplida"),
        ("no idea", "status=planned remarks=Status: no idea"),
        ("Under way", "status=ongoing"),
        ("50 %", "status=ongoing progress=50"),
        ("validé le 19/05/2027", "status=completed completed=2027-05-19"),
        ("Paused", &format!("status=on_hold {reason}")),
        ("Dropped", &format!("status=cancelled {reason}")),
        ("Done", "status=completed completed=2027-07-01"),
    ] {
        let sheet = format!("Action,Lead,Status\nGo,Alpha,{status}\n");
        let (plan, _, said) = taken("x.csv", sheet.as_bytes(), "2027", "");
        assert_eq!(activities(&plan)[1], format!("Go owners=[alpha] {is}"), "{plan}\n{said}");
        let is_asked = !["Under", "50", "val", "Done"].iter().any(|own| status.starts_with(own));
        let others = plan.replace("; TODO: name the due date", "");
        assert_eq!(others.contains("; TODO"), is_asked || status == "Done", "{plan}");
    }
    becomes(
        "Action,Lead,Progress\n\
         One,Alpha,0.25\n\
         Two,Alpha,1\n\
         Three,Alpha,Under way\n\
         Four,Alpha,100%\n\
         Five,Alpha,no news yet\n",
        "",
        &[
            "# Activities",
            "One owners=[alpha] status=ongoing progress=25",
            "Two owners=[alpha] status=completed completed=2027-07-01 progress=100",
            "Three owners=[alpha] status=ongoing",
            "Four owners=[alpha] status=completed completed=2027-07-01 progress=100",
            "Five owners=[alpha] status=planned remarks=Progress: no news yet",
        ],
        &[
            "2 activities are completed without a day: the day of the import is used: CSV, rows 3, 5",
        ],
    );
}

#[test]
fn several_owners_in_a_cell_are_split_if_they_are_known() {
    let long = "Bureau ".repeat(20);
    let sheet = format!(
        "Action,Lead,Status\n\
         One,Alpha\n\
         Two,Beta\n\
         Three,Alpha & Beta\n\
         Four,Lime & Salt\n\
         Five,Gamma; Delta\n\
         Six,Министерство\n\
         Seven,{long}\n\
         Eight,ALPHA.\n\
         Nine,,planned\n\
         Ten,Alpha/Epsilon\n"
    );
    let (plan, organizations, said) = taken("x.csv", sheet.as_bytes(), "2027", "");
    let owners: Vec<String> = activities(&plan)
        .iter()
        .filter_map(|line| Some(line.split_once("owners=[")?.1.split_once(']')?.0.to_owned()))
        .collect();
    assert_eq!(
        owners,
        [
            "alpha",
            "beta",
            "alpha, beta",
            "lime-salt",
            "gamma, delta",
            "ministerstvo",
            &format!("{}bure", "bureau-".repeat(8)),
            "alpha-2",
            "to-be-assigned",
            "alpha-epsilon",
        ],
        "{said}"
    );
    assert!(
        organizations.contains("name: To be assigned")
            && organizations.contains("name: Министерство"),
        "{organizations}"
    );
    assert!(said.contains("row 10"), "{said}");
}

#[test]
fn amounts_and_their_currencies() {
    let sheet = "\
        Action,Lead,Budget\n\
        One,Alpha,45k USD\n\
        Two,Alpha,1.5m USD\n\
        Three,Alpha,\"10 500,50 USD\"\n\
        Four,Alpha,a lot\n\
        Five,Alpha,€ 20\n";
    let budget = |sum: &str, of: &str| {
        format!("owners=[alpha] status=planned budget={{currency: {of}, required: {sum}}}")
    };
    let (plan, _, said) = taken("x.csv", sheet.as_bytes(), "2027", "");
    assert_eq!(
        activities(&plan)[1..],
        [
            format!("One {}", budget("45000", "USD")),
            format!("Two {}", budget("1500000", "USD")),
            format!("Three {}", budget("10500.5", "USD")),
            "Four owners=[alpha] status=planned remarks=Budget: a lot".to_owned(),
            format!("Five {}", budget("20", "EUR")),
        ],
        "{plan}\n{said}"
    );
    assert!(said.contains("`€` is read as EUR"), "{said}");
    let sheet = "Action,Lead,Cost (USD)\nOne,Alpha,10.000\n";
    for (mapping, sum) in [("", "10000"), ("numbers: {Cost (USD): decimal}", "10")] {
        let (plan, ..) = taken("x.csv", sheet.as_bytes(), "2027", mapping);
        assert_eq!(activities(&plan)[1], format!("One {}", budget(sum, "USD")), "{mapping}");
    }
}

/// Returns a workbook with several sheets, visible or hidden.
fn book(sheets: &[(&str, &[Vec<Cell>], bool)]) -> Vec<u8> {
    let mut book = Workbook::new();
    for (name, rows, is_hidden) in sheets {
        let sheet = book.add_worksheet().set_name(*name).unwrap();
        fill(sheet, rows);
        sheet.set_hidden(*is_hidden);
    }
    book.save_to_buffer().unwrap()
}

#[test]
fn several_sheets_and_a_sheet_of_people() {
    let table =
        |title| vec![row(["Action", "Lead", "Deadline"]), row([title, "Alpha", "2027-09-30"])];
    let (one, two, old) = (table("Sow"), table("Reap"), table("Old"));
    let notes = [row(["Read me", ""]), row(["Thanks", ""])];
    let people = [
        row(["Organization", "Name", "Email"]),
        row(["Alpha", "Ann Lee", "ann@example.org"]),
        row(["Nowhere", "Bo", "not an address"]),
    ];
    let bytes = book(&[
        ("Notes", &notes, false),
        ("North", &one, false),
        ("South", &two, false),
        ("Draft", &old, true),
        ("People", &people, false),
    ]);
    let (plan, organizations, said) = taken("x.xlsx", &bytes, "2027", "");
    let line = |title: &str| format!("{title} owners=[alpha] status=planned due=2027-09-30");
    assert_eq!(activities(&plan), ["# North", &line("Sow"), "# South", &line("Reap")], "{said}");
    assert!(
        organizations.contains("focal_points:") && organizations.contains("ann@example.org"),
        "{organizations}"
    );
    assert!(said.contains("2 sheets not read: `Notes`, `Draft`"), "{said}");
    for (mapping, priorities) in [
        ("sheet: South", &["# Activities"][..]),
        ("sheet: [North, Draft]", &["# North", "# Draft"]),
    ] {
        let (plan, _, said) = taken("x.xlsx", &bytes, "2027", mapping);
        let all = activities(&plan);
        let heads: Vec<_> = all.iter().filter(|line| line.starts_with('#')).collect();
        assert_eq!(heads, priorities, "{said}");
    }
}

const OPEN: &str = "\
    Action,Lead,Status,Due,Weather\n\
    One,Alpha,whatever,03/04/2027,dry\n\
    Two,Alpha,whatever,2027-06-30,wet\n\
    Three,Beta,so so,1901-01-01,\n";

#[test]
fn all_questions_are_asked_in_one_round() {
    let folder = temporary_folder();
    fs::write(folder.path().join("x.csv"), OPEN).unwrap();
    let run = import(folder.path(), "x.csv", "2027", &[]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{run:?}");
    for part in [
        "CSV!C2: the status `whatever`",
        "2 cells",
        "CSV!C4: the status `so so`",
        "CSV!D2: in `03/04/2027`",
        "CSV!D4: `1901-01-01`",
    ] {
        assert!(run.stderr.contains(part), "{part}: {run:?}");
    }
    assert_eq!(run.stderr.matches("error: ").count(), 4, "{run:?}");
    assert_eq!(entries(folder.path()).len(), 1, "nothing is written");

    // Earlier decisions stay, and new questions are added.
    let old = "statuses: {whatever: on_hold, gone: ongoing}\ncolumns: {Weather: remarks}\n";
    fs::write(folder.path().join("old.yaml"), old).unwrap();
    let both = ["--mapping", "old.yaml", "--write-mapping", "new.yaml"];
    let run = import(folder.path(), "x.csv", "2027", &both);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(run.stderr.contains("fits nothing in the file: `statuses`, `gone`"), "{run:?}");
    let new = fs::read_to_string(folder.path().join("new.yaml")).unwrap();
    let parsed: Value = serde_yaml::from_str(&new).unwrap();
    assert_eq!(shown(&parsed["statuses"]), "{whatever: on_hold, so so: }", "{new}");
    assert_eq!(shown(&parsed["owners"]), "{Alpha: new, Beta: new}", "{new}");
    assert_eq!(shown(&parsed["columns"]["Weather"]), "remarks");
    assert_eq!(parsed["columns"].as_mapping().unwrap().len(), 5, "every column: {new}");
    assert!(new.contains("dry") && new.contains("wet"), "samples of values: {new}");
    assert!(!folder.path().join("workplans").exists(), "nothing else is written");
    assert_eq!(fs::read_to_string(folder.path().join("old.yaml")).unwrap(), old);

    let run = import(folder.path(), "x.csv", "2027", &["--mapping", "new.yaml", "--yes"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let plan = fs::read_to_string(folder.path().join("workplans/2027.yaml")).unwrap();
    let all = activities(&plan);
    assert!(
        all[1].contains("status=on_hold")
            && all[1].contains("remarks=Status: whatever / Weather: dry"),
        "{plan}"
    );
    assert!(all[3].contains("status=planned") && all[3].contains("Due: 1901-01-01"), "{plan}");
}

#[test]
fn without_a_table_the_first_rows_are_shown() {
    for text in ["one\ntwo\nthree\nfour\nfive\nsix\n", "Dear all\n", "Action,Lead,Due\n"] {
        let folder = temporary_folder();
        fs::write(folder.path().join("x.csv"), text).unwrap();
        for more in [&["--yes"][..], &["--write-mapping", "map.yaml"]] {
            let run = import(folder.path(), "x.csv", "2027", more);
            assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{run:?}");
            for (number, line) in text.lines().enumerate() {
                let shown = format!("row {}: {}", number + 1, line.replace(',', " | "));
                assert_eq!(run.stderr.contains(&shown), number < 5, "{shown}: {run:?}");
            }
            assert_eq!(entries(folder.path()).len(), 1, "nothing is written");
        }
    }
}
