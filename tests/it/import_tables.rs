//! Several tables on one sheet: each is read by its own header row, or named as not read.

use rust_xlsxwriter::Workbook;

use crate::import_cases::{activities, becomes, taken};

#[test]
fn a_second_calendar_counts_with_its_own_months() {
    becomes(
        "Activity,Lead,Jan,Feb,Mar\nOne,Alpha,x,x,\nTwo,Beta,,,x\n,,,,\nActivity,Lead,Apr,May,Jun\nThree,Alpha,x,x,\n",
        "",
        &[
            "# Activities",
            "One owners=[alpha] status=planned start=2027-01-01 due=2027-02-28",
            "Two owners=[beta] status=planned start=2027-03-01 due=2027-03-31",
            "Three owners=[alpha] status=planned start=2027-04-01 due=2027-05-31",
        ],
        &[
            "CSV: another table begins in A5, and is read as well",
            "5 rows read: 3 activities + 1 repeated header + 1 empty row",
        ],
    );
}

#[test]
fn quarters_below_another_year_are_of_that_year() {
    let sheet =
        "2027,,\nActivity,Q1,Q2,Lead\nOne,x,,Alpha\n2028,,\nActivity,Q1,Q2,Lead\nTwo,,x,Alpha\n";
    let (plan, ..) = taken("x.csv", sheet.as_bytes(), "2027-2028", "");
    let all = [
        "# Activities",
        "One owners=[alpha] status=planned start=2027-01-01 due=2027-03-31",
        "Two owners=[alpha] status=planned start=2028-04-01 due=2028-06-30",
    ];
    assert_eq!(activities(&plan), all, "{plan}");
}

#[test]
fn a_table_in_another_order_is_read_and_its_heading_is_a_priority() {
    becomes(
        "Activity,Owner,Deadline,\nOne,Alpha,2027-03-01,\n,,,\nSecond phase,,,\nActivity,Start date,End date,Responsible\nTwo,2027-01-01,2027-05-01,Beta\n",
        "",
        &[
            "# Activities",
            "One owners=[alpha] status=planned due=2027-03-01",
            "# Second phase",
            "Two owners=[beta] status=planned start=2027-01-01 due=2027-05-01",
        ],
        &["another table begins in A5", "1 priority: row 4", "1 empty row: row 3"],
    );
}

#[test]
fn tables_side_by_side_are_read_one_after_the_other() {
    becomes(
        "Activity,Owner,Due,,Activity,Owner,Due\nOne,Alpha,2027-03-01,,Two,Beta,2027-05-01\n",
        "",
        &[
            "# Activities",
            "One owners=[alpha] status=planned due=2027-03-01",
            "Two owners=[beta] status=planned due=2027-05-01",
        ],
        &["CSV: another table begins in E1, and is read as well"],
    );
}

#[test]
fn a_table_of_something_else_is_named_and_not_mixed_in() {
    becomes(
        "Activity,Owner,Deadline\nOne,Alpha,2027-03-01\n,,\nRisk,Likelihood,Mitigation\nFlood,High,Plan ahead\n",
        "",
        &["# Activities", "One owners=[alpha] status=planned due=2027-03-01"],
        &["1 sheet not read: `CSV (A4)`"],
    );
    // A header row that repeats is no second table.
    becomes(
        "Activity,Owner,Deadline\nOne,Alpha,2027-03-01\n,,\nActivity,Owner,Deadline\nTwo,Beta,2027-04-01\n",
        "",
        &[
            "# Activities",
            "One owners=[alpha] status=planned due=2027-03-01",
            "Two owners=[beta] status=planned due=2027-04-01",
        ],
        &["1 repeated header: row 4"],
    );
}

/// A calendar with months over several columns, and numbers below: rows of cells, where the months
/// are.
fn calendar(rows: &[&[&str]], months: &[(u32, u16, u16)]) -> Vec<String> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (row, cells) in (0..).zip(rows) {
        for (column, text) in (0..).zip(*cells).filter(|(_, text)| !text.is_empty()) {
            match text.parse::<f64>() {
                Ok(number) => sheet.write(row, column, number).unwrap(),
                Err(_) => sheet.write(row, column, *text).unwrap(),
            };
        }
    }
    for &(row, first, last) in months {
        let text = rows[row as usize][first as usize];
        sheet.merge_range(row, first, row, last, text, &rust_xlsxwriter::Format::new()).unwrap();
    }
    let (plan, ..) = taken("x.xlsx", &workbook.save_to_buffer().unwrap(), "2027", "");
    activities(&plan)
}

#[test]
fn months_above_numbers_are_the_months_of_one_year() {
    let kick_off =
        "Kick-off owners=[to-be-assigned] status=planned start=2027-02-01 due=2027-02-28";
    let write_up =
        "Write up owners=[to-be-assigned] status=planned start=2027-03-01 due=2027-03-31";
    let rows: [&[&str]; 5] = [
        &["", "Weeks"],
        &["", "Feb", "", "March", ""],
        &["", "1", "2", "3", "4"],
        &["Kick-off", "x"],
        &["Write up", "", "", "", "x"],
    ];
    let all = calendar(&rows, &[(0, 1, 4), (1, 1, 2), (1, 3, 4)]);
    assert_eq!(all[1..], [kick_off, write_up]);
    let rows: [&[&str]; 4] = [
        &["Activity", "Feb", "", "March", ""],
        &["", "1", "2", "1", "2"],
        &["Kick-off", "x"],
        &["Write up", "", "", "", "x"],
    ];
    assert_eq!(calendar(&rows, &[(0, 1, 2), (0, 3, 4)])[1..], [kick_off, write_up]);
}

#[test]
fn the_end_below_actual_is_a_day_of_completion() {
    let rows: [&[&str]; 4] = [
        &["Activity", "Lead", "Planned", "", "Actual", ""],
        &["", "", "Start", "End", "Start", "End"],
        &["One", "Alpha", "2027-01-01", "2027-03-01", "2027-01-05", "2027-04-01"],
        &["Two", "Alpha", "2027-01-01", "2027-03-01", "", ""],
    ];
    assert_eq!(
        calendar(&rows, &[(0, 2, 3), (0, 4, 5)])[1..],
        [
            "One owners=[alpha] status=completed start=2027-01-01 due=2027-03-01 completed=2027-04-01 remarks=Actual / Start: 2027-01-05",
            "Two owners=[alpha] status=planned start=2027-01-01 due=2027-03-01",
        ]
    );
}

#[test]
fn a_legend_below_the_plan_is_named_and_not_mixed_in() {
    becomes(
        "Activity,Lead,Due\nOne,Alpha,2027-03-01\n,,\nLegend,,\nDone,Work is over,\nOpen,Work goes on,\n",
        "",
        &["# Activities", "One owners=[alpha] status=planned due=2027-03-01"],
        &["1 sheet not read: `CSV (A5)`"],
    );
    let rows: [&[&str]; 2] = [&["Activity", "Lead", "Due"], &["One", "100", "2027-03-01"]];
    let all = calendar(&rows, &[]);
    assert_eq!(
        all[1],
        "One owners=[to-be-assigned] status=planned due=2027-03-01 remarks=Lead: 100"
    );
}
