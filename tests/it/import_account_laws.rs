//! Property of the import summary: its numbers add up, and each text of the sheet is in the plan,
//! in the organizations, or in a row or column that the summary names.

use std::fmt::Write as _;
use std::fs;

use proptest::prelude::*;

use crate::support::{temporary_folder, workplan};

/// A column: its heading, and the words in its cells. `*` in a word becomes a unique text.
const COLUMNS: &[(&str, &[&str])] = &[
    ("Activity", &["Train *", "2.1 Draft *", "* & more"]),
    ("Lead agency", &["Body *", "Alpha", "Alpha, Beta", "* / Beta", "TBD", "Alpha; *", "-"]),
    (
        "Due date",
        &[
            "2027-06-30",
            "30 June 2027",
            "Q3",
            "by end 2027",
            "TBC",
            "after *",
            "03/04/2027",
            "31/12/1999",
            "June",
        ],
    ),
    (
        "Status",
        &["done", "Ongoing", "not completed", "50%", "on hold", "* so far", "delayed", "N/A"],
    ),
    ("No.", &["1", "1.2", "A-*", "1", "see *", "a)"]),
    ("Comments", &["Note *", "n/a", "Note * and\nmore"]),
    ("Start date", &["2027-02-01", "Q1", "before *", "2028-01-01"]),
    ("Budget (USD)", &["500", "45k", "about *", "EUR 20", "USD 30", "10.000"]),
    ("Spent", &["USD 5", "some *", "EUR 7"]),
    ("Progress", &["40%", "0.5", "1", "slow *", "done", "120%"]),
    ("Pillar", &["Pillar *", "1. Law *", "2"]),
    ("Partners", &["Ally *", "Alpha, Ally *", "Beta"]),
    ("Deliverables", &["Paper *", "Paper *; Guide", "- Law"]),
    ("Indicator", &["Rate *", "Share of *; Rate"]),
    ("Baseline", &["12", "low *"]),
    ("Contact person", &["Ms *", "Mr *"]),
    ("Email", &["p*@example.org", "no address *"]),
    ("Completed on", &["2027-03-01", "yes", "nearly *", "2027-12-01"]),
    ("Description", &["Words *"]),
    ("Milestones", &["Step *", "Step *; Next"]),
    ("Depends on", &["1", "9.9", "the *"]),
    ("Q1", &["x", "", "part *"]),
    ("Q2", &["x", "n/a", "-"]),
    ("Mood", &["glad *", "5"]),
    ("", &["beside *", "7"]),
];

/// The kind of a row.
#[derive(Clone, Debug)]
enum Row {
    /// Each cell is empty or has one of the words.
    Cells(Vec<usize>),
    /// A row with one text.
    Heading(usize),
    Total,
    Blank,
    Header,
}

fn row() -> impl Strategy<Value = Row> {
    prop_oneof![
        10 => proptest::collection::vec(0..12_usize, COLUMNS.len()).prop_map(Row::Cells),
        2 => (0..3_usize).prop_map(Row::Heading),
        1 => Just(Row::Total),
        1 => Just(Row::Blank),
        1 => Just(Row::Header),
    ]
}

/// Returns the sheet as CSV, and each unique text with its row and column.
fn sheet(columns: &[usize], is_known: bool, rows: &[Row]) -> (String, Vec<(String, usize, usize)>) {
    let (mut text, mut own) = (String::new(), Vec::new());
    let heads: Vec<String> = columns
        .iter()
        .map(|at| match COLUMNS[*at].0 {
            "" => String::new(),
            head if is_known => head.to_owned(),
            head => format!("Zq{}", head.len() * 31 + at),
        })
        .collect();
    writeln!(text, "{}", heads.join(",")).unwrap();
    for (number, row) in rows.iter().enumerate() {
        let mut cells = vec![String::new(); columns.len()];
        match row {
            Row::Cells(chosen) => {
                for (place, at) in columns.iter().enumerate() {
                    let words = COLUMNS[*at].1;
                    // The title is rarely missing.
                    let from = usize::from(*at == 0) * 9;
                    let pick = (chosen[*at] + from).checked_sub(4).unwrap_or(words.len());
                    let word = words.get(if *at == 0 { pick % 4 } else { pick });
                    cells[place] = word.copied().unwrap_or("").to_owned();
                }
            }
            Row::Heading(0) => cells[0] = "Part *".to_owned(),
            Row::Heading(1) => cells[0] = "3. Part *".to_owned(),
            Row::Heading(_) => *cells.last_mut().unwrap() = "Part *".to_owned(),
            Row::Total => {
                cells[0] = "Total".to_owned();
                *cells.last_mut().unwrap() = "500".to_owned();
            }
            Row::Blank => {}
            Row::Header => cells.clone_from(&heads),
        }
        for (place, cell) in cells.iter_mut().enumerate() {
            if cell.contains('*') {
                let word = format!("zz{}x{}zz", number + 2, place);
                *cell = cell.replace('*', &word);
                own.push((word, number + 2, place));
            }
            if cell.contains([',', '\n']) {
                *cell = format!("\"{cell}\"");
            }
        }
        writeln!(text, "{}", cells.join(",")).unwrap();
    }
    (text, own)
}

/// Returns the numbers in a line.
fn numbers(line: &str) -> Vec<usize> {
    let parts = line.split(|c: char| !c.is_ascii_digit());
    parts.filter_map(|part| part.parse().ok()).collect()
}

proptest! {
    #![proptest_config(crate::support::cases(24))]

    #[test]
    fn every_text_of_a_sheet_is_imported_or_reported(
        more in proptest::sample::subsequence((1..COLUMNS.len()).collect::<Vec<_>>(), 1..12),
        is_known in proptest::bool::weighted(0.8),
        rows in proptest::collection::vec(row(), 1..14),
    ) {
        let columns: Vec<usize> = std::iter::once(0).chain(more).collect();
        let (text, own) = sheet(&columns, is_known, &rows);
        // A header row with unknown headings is found by the rows below.
        let below = text.lines().nth(1).unwrap().split(',').filter(|cell| !cell.is_empty()).count();
        prop_assume!(is_known || below > 1);
        let folder = temporary_folder();
        fs::write(folder.path().join("x.csv"), &text).unwrap();
        let run = workplan(folder.path(), &["import", "x.csv", "--to", "2027", "--yes", "--as-of", "2027-07-01"]);
        run.assert_clean();
        let plans = folder.path().join("workplans");
        let is_without = run.stderr.contains("no row became an activity")
            && (!is_known || own.iter().all(|(.., place)| *place != 0));
        if run.stderr.contains("there is no table") || is_without {
            prop_assert_eq!(run.code, Some(2));
            prop_assert!(!plans.exists());
            return Ok(());
        }
        prop_assert_eq!(run.code, Some(0), "{}\n{}", run.stderr, text);
        let plan = fs::read_to_string(plans.join("2027.yaml")).unwrap()
            + &fs::read_to_string(plans.join("organizations.yaml")).unwrap();

        // The summary adds up: it covers the rows down to the last one with a cell.
        let account = run.stdout.lines().find(|line| line.contains(" read: ")).unwrap();
        let counts = numbers(account);
        prop_assert_eq!(counts[0], counts[1..].iter().sum::<usize>(), "{}", account);
        let filled = text.lines().skip(1).filter(|line| !line.trim_matches(',').is_empty());
        let breaks = text.matches("and\nmore").count();
        let all = text.trim_end_matches([',', '\n']).lines().count() - 1 - breaks;
        prop_assert!(filled.count() > 0 || counts[0] == 0);
        prop_assert_eq!(counts[0], all, "{}\n{}", run.stdout, text);

        // Each text is in the plan, or in a row or a column that is named.
        let rows_named: Vec<usize> = (run.stdout.lines().chain(run.stderr.lines()))
            .filter(|line| {
                let kinds = ["total", "repeated header", "skipped row", "left out"];
                kinds.iter().any(|kind| line.contains(kind)) && line.contains("row")
            })
            .flat_map(|line| numbers(line).into_iter().skip(1))
            .collect();
        for (word, row, place) in own {
            let head = COLUMNS[columns[place]].0;
            let is_column_named = run.stdout.lines().any(|line| {
                let label = text.lines().next().unwrap().split(',').nth(place).unwrap();
                line.contains("left out: the column") && line.contains(&format!("`{label}`"))
            });
            prop_assert!(
                plan.contains(&word) || run.stderr.contains(&word) || rows_named.contains(&row) || is_column_named,
                "{word} of {head} in row {row} is lost\n{text}\n{plan}\n{}\n{}", run.stdout, run.stderr
            );
        }
    }
}
