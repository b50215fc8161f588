//! Round trip of workbooks: new rows, removed rows, and CSV.

use std::fs;
use std::path::Path;

use proptest::prelude::*;
use serde_yaml::Value;
use workplan::edit::find;
use workplan::format::yaml::parse;
use workplan::spreadsheet::COLUMNS;
use workplan::text::FileId;

use crate::import_cell_laws::{
    IDS, Typed, activities, activity, import, is_said, line, now, plan, row_of, text, with_cell,
    with_part,
};
use crate::support::{folder, workplan};

/// Returns the cells of a new row, by key. Its title must differ from that of the removed row, or
/// it would be that activity without its id.
fn new_row() -> impl Strategy<Value = Vec<(&'static str, Typed)>> {
    let more = prop_oneof![
        line().prop_map(|text| ("contact", Typed::Text(text))),
        text().prop_map(|text| ("description", Typed::Text(text))),
        Just(("due", Typed::Day(45_504, "2024-07-31"))),
        Just(("due", Typed::Text("2024-Q4".to_owned()))),
        Just(("weight", Typed::Number("0.30000000000000004", "0.3"))),
    ];
    let owners = prop_oneof![Just(vec!["a"]), Just(vec!["c", "b"])];
    (line(), owners, proptest::option::of(more)).prop_map(|(title, owners, more)| {
        let ids = owners.iter().map(|id| (*id).to_owned()).collect();
        let mut row = vec![
            ("title", Typed::Text(format!("New {title}"))),
            ("owners", Typed::Items(owners.join(", "), ids)),
        ];
        row.extend(more);
        row
    })
}

/// Returns the XML of a sheet without a row of its table.
fn without_row(xml: &str, row: usize) -> String {
    let start = xml.find(&format!("<row r=\"{row}\"")).unwrap();
    let end = start + xml[start..].find("</row>").unwrap() + "</row>".len();
    xml[..start].to_owned() + &xml[end..]
}

/// Returns the XML of a sheet with a row added at the end.
fn with_row(xml: &str, cells: &[(usize, Typed)]) -> String {
    let row = xml.matches("<row ").count() + 20;
    let at = xml.find("</sheetData>").unwrap();
    let empty = format!("{}<row r=\"{row}\"></row>{}", &xml[..at], &xml[at..]);
    cells.iter().fold(empty, |xml, (column, typed)| with_cell(&xml, row, *column, typed))
}

fn column(key: &str) -> usize {
    COLUMNS.iter().position(|column| column.key == key).unwrap()
}

fn change(folder: &Path, part: &str, change: impl FnOnce(&str) -> String) {
    let path = folder.join("plan.xlsx");
    let bytes = with_part(&fs::read(&path).unwrap(), part, |xml| change(&xml));
    fs::write(path, bytes).unwrap();
}

/// Returns the first line of the old text that the new text lost, except for lines of one activity.
fn lost_line<'o>(id: &str, old: &'o str, new: &str) -> Option<&'o str> {
    let (document, _) = parse(FileId(0), old);
    let span = find(&document, id).pop().unwrap().node.span();
    let start = old[..span.start as usize].rfind('\n').map_or(0, |at| at + 1);
    let end =
        old[span.end as usize..].find('\n').map_or(old.len(), |at| span.end as usize + at + 1);
    let mut lines = new.lines();
    old[..start].lines().chain(old[end..].lines()).find(|line| !lines.any(|own| own == *line))
}

proptest! {
    #![proptest_config(ProptestConfig { max_shrink_iters: 200, ..crate::support::cases(16) })]

    #[test]
    fn new_rows_are_new_activities_and_rows_that_are_gone_stay(
        seed in any::<u64>(),
        all in proptest::collection::vec(activity(), IDS.len()),
        row in new_row(),
        gone in 0..IDS.len(),
        step in (0..IDS.len(), line()),
    ) {
        let text = plan(seed, &all);
        let folder = folder(&[("2024.yaml", text.as_bytes())]);
        let folder = folder.path();
        let run = workplan(folder, &["export", "2024", "-o", "plan.xlsx", "--as-of", "2024-07-01"]);
        prop_assert_eq!(
            run.code,
            Some(0),
            "the test itself writes a plan with errors: {}\n{}",
            run.stderr,
            text
        );
        let own: Vec<(usize, Typed)> =
            row.iter().map(|(key, typed)| (column(key), typed.clone())).collect();
        let priority = (column("priority"), Typed::Text("q".to_owned()));
        let gone_row = row_of(&fs::read(folder.join("plan.xlsx")).unwrap(), IDS[gone]);
        change(folder, "xl/worksheets/sheet2.xml", |xml| {
            with_row(&without_row(xml, gone_row), &[own, vec![priority]].concat())
        });
        let milestone = [
            (0, Typed::Text(IDS[step.0].to_owned())),
            (2, Typed::Text(step.1.clone())),
            (3, Typed::Day(45_504, "2024-07-31")),
        ];
        change(folder, "xl/worksheets/sheet3.xml", |xml| with_row(xml, &milestone));
        let run = import(folder, &[]);
        prop_assert_eq!(run.code, Some(0), "{:?}\n{}", run, text);
        prop_assert!(
            run.stderr.contains(&format!("`{}` is no longer in the workbook", IDS[gone])),
            "{:?}",
            run
        );

        let new = now(folder);
        prop_assert_eq!(lost_line(IDS[step.0], &text, &new), None, "{}\n----\n{}", text, new);
        let (before, after) = (activities(&text), activities(&new));
        prop_assert_eq!(after.len(), before.len() + 1, "{}", new);
        for (at, (before, after)) in before.iter().zip(&after).enumerate() {
            let (mut before, mut after) =
                (before.as_mapping().unwrap().clone(), after.as_mapping().unwrap().clone());
            let steps = |map: &mut serde_yaml::Mapping| {
                map.remove("milestones")
                    .and_then(|list| list.as_sequence().cloned())
                    .unwrap_or_default()
            };
            let (old, mut own) = (steps(&mut before), steps(&mut after));
            prop_assert_eq!(before, after);
            if at == step.0 {
                let added = own.pop().unwrap();
                prop_assert!(
                    is_said(&added["title"], &milestone[1].1)
                        && is_said(&added["due"], &milestone[2].1),
                    "{:?}",
                    added
                );
            }
            prop_assert_eq!(old, own);
        }
        let added = after.last().unwrap();
        for (key, typed) in &row {
            prop_assert!(is_said(&added[*key], typed), "{}: {:?} in {:?}", key, typed, added);
        }
        prop_assert_eq!(&added["status"], &Value::from("planned"));

        // The rows exist now: importing them again adds nothing and reports them.
        workplan(folder, &["export", "2024", "-o", "plan.xlsx", "--as-of", "2024-07-01"]).ok();
        prop_assert!(import(folder, &[]).stdout.starts_with("no change"));
        prop_assert_eq!(now(folder), new);
    }

    #[test]
    fn any_text_survives_a_round_trip_through_csv(all in proptest::collection::vec(cells(), 1..5)) {
        let activities: String = (0..).zip(&all).map(|(at, cells)| written(at, cells)).collect();
        let plan = format!("{HEAD}{activities}");
        let folder = folder(&[
            ("2023.yaml", plan.as_bytes()),
            (
                "organizations.yaml",
                b"schema: 1\n\
            organizations: [{id: a, name: A}]\n",
            ),
        ]);
        let run = workplan(folder.path(), &["export", "2023", "-o", "plan.csv"]);
        prop_assert_eq!(run.code, Some(0), "{:?}\n{}", run, plan);
        let run = workplan(folder.path(), &["import", "plan.csv", "--to", "2024"]);
        prop_assert_eq!(run.code, Some(0), "{:?}\n{}", run, plan);
        let said = |plan: &str| {
            let whole = workplan(folder.path(), &["export", plan, "--format", "json"]).json();
            let activities = whole["activities"].as_array().unwrap().clone();
            let said = activities
                .iter()
                .map(|one| TEXT_KEYS.map(|key| one[key].as_str().unwrap_or("").to_owned()));
            said.collect::<Vec<_>>()
        };
        prop_assert_eq!(
            said("2023"),
            said("2024"),
            "{}",
            fs::read_to_string(folder.path().join("plan.csv")).unwrap()
        );
    }
}

const HEAD: &str = "schema: 1\ntitle: P\nperiod: {start: 2023-01-01, end: 2023-12-31}\npriorities:\n\
    - id: p\n  title: P\n  activities:\n";

/// The keys that accept any text.
const TEXT_KEYS: [&str; 5] = ["title", "contact", "working_group", "description", "remarks"];

/// Texts that begin like formulas, and any others.
fn cell() -> impl Strategy<Value = String> {
    // White space in a cell of one line is collapsed.
    let all = prop_oneof![2 => "['=+@-]{0,3}[ -~é数]{0,8}", 1 => line()]
        .prop_map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "));
    // A placeholder such as `-` counts as empty.
    let is_sign = |text: &str| text.chars().all(|c| "-–—.…/_*".contains(c));
    all.prop_filter("something", move |text| !is_sign(text))
}

fn cells() -> impl Strategy<Value = [String; 5]> {
    let long =
        || prop_oneof![2 => cell(), 1 => (cell(), cell()).prop_map(|(a, b)| format!("{a}\n\n{b}"))];
    (cell(), cell(), cell(), long(), long()).prop_map(|(a, b, c, d, e)| [a, b, c, d, e])
}

/// Returns an activity in portable YAML: texts as JSON strings.
fn written(at: usize, cells: &[String; 5]) -> String {
    let texts = TEXT_KEYS
        .iter()
        .zip(cells)
        .map(|(key, text)| format!("{key}: {}, ", serde_json::Value::from(text.as_str())));
    format!("  - {{id: a{at}, {}owners: [a], status: planned}}\n", texts.collect::<String>())
}
