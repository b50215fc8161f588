//! Several tables on one sheet: each is read by its own header row, or reported as not read.

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
fn a_title_with_a_year_gives_the_year_of_its_table() {
    for (one, two, of_second) in [
        ("PLAN 2027", "PLAN 2028", "PLAN 2028"),
        ("Année 2027", "Année 2028", "Année 2028"),
        ("2027 年", "2028 年", "2028 年"),
        ("Workplan 2027,,,\n,,", "Workplan 2028,,,\n,,", "Workplan 2028"),
    ] {
        becomes(
            &format!(
                "{one},,,\nActivity,Lead,Q1,Q2\nOne,Alpha,x,\n,,,\n{two},,,\nActivity,Lead,Q1,Q2\nTwo,Beta,,x\n"
            ),
            "",
            &[
                "# Activities",
                "One owners=[alpha] status=planned start=2027-01-01 due=2027-03-31",
                &format!("# {of_second}"),
                "Two owners=[beta] status=planned start=2028-04-01 due=2028-06-30",
            ],
            &["are of 2028, like the title above"],
        );
    }
    becomes(
        "Plan 2027,,\nActivity,Lead,Due\nOne,Alpha,15 March\nPlan 2028,,\nActivity,Lead,Due\nTwo,Beta,15 March\n",
        "",
        &[
            "# Activities",
            "One owners=[alpha] status=planned due=2027-03-15",
            "# Plan 2028",
            "Two owners=[beta] status=planned due=2028-03-15",
        ],
        &["CSV: ticks and dates without a year below row 5 are of 2028, like the title above"],
    );
}

#[test]
fn a_year_above_the_only_table_is_asked_where_the_name_has_another() {
    let sheet = "Plan 2026,,\nActivity,Lead,Q1,Q2\nOne,Alpha,x,\n";
    let doubt = "CSV!A2: ticks and dates without a year can be of 2027, like the name of the \
        plan, or of 2026, like the title above the table (1 cell): taken as `2027`";
    let one =
        |year| format!("One owners=[alpha] status=planned start={year}-01-01 due={year}-03-31");
    becomes(sheet, "", &["# Activities", &one(2027)], &[doubt]);
    becomes(sheet, "year: 2026", &["# Activities", &one(2026)], &[]);
    // Without a year in the name, the title decides. If all cells have years, nothing is asked.
    let (plan, _, said) = taken("x.csv", sheet.as_bytes(), "phase", "");
    assert_eq!(activities(&plan)[1], one(2026), "{said}");
    let (.., said) =
        taken("x.csv", sheet.replace("Q1,Q2", "Q1 2027,Q2 2027").as_bytes(), "2027", "");
    assert!(!said.contains("without a year"), "{said}");
}

#[test]
fn months_that_go_on_into_the_next_year_are_asked() {
    let sheet = "Activity,Lead,Jul,Aug,Sep,Oct,Nov,Dec,Jan,Feb\nOne,Alpha,x,,,,,,,x\n";
    let doubt = "CSV!A1: the columns from `Jan` on count as 2028, those before as 2027: is 2027 the first year?";
    let one = |start, due| format!("One owners=[alpha] status=planned start={start} due={due}");
    becomes(sheet, "", &["# Activities", &one("2027-07-01", "2028-02-29")], &[doubt]);
    becomes(sheet, "year: 2026", &["# Activities", &one("2026-07-01", "2027-02-28")], &[]);
    let (.., said) = taken("x.csv", sheet.as_bytes(), "2027-2028", "");
    assert!(!said.contains("the first year"), "{said}");
    let (.., said) = taken(
        "x.csv",
        sheet.replace("Lead,", "Due,").replace("Alpha", "2028-01-31").as_bytes(),
        "2027",
        "",
    );
    assert!(!said.contains("the first year"), "{said}");
}

#[test]
fn a_table_in_another_order_is_read_and_its_heading_is_a_priority() {
    becomes(
        "Activity,Owner,Deadline,\n\
         One,Alpha,2027-03-01,\n\
         ,,,\n\
         Second phase,,,\n\
         Activity,Start date,End date,Responsible\n\
         Two,2027-01-01,2027-05-01,Beta\n",
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
        &["another table not read: `CSV (A4)`"],
    );
    // A repeated header row is not a second table.
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

/// Imports a calendar in which months span several columns of numbers.
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
            "One owners=[alpha] status=completed start=2027-01-01 due=2027-03-01 \
                completed=2027-04-01 remarks=Actual / Start: 2027-01-05",
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
        &["another table not read: `CSV (A5)`"],
    );
    // Also without a gap, where signs are below.
    becomes(
        "Activity,Lead,Due\nOne,Alpha,2027-03-01\nKey,,\nx,Work is over,\no,Work goes on,\n",
        "",
        &["# Activities", "One owners=[alpha] status=planned due=2027-03-01"],
        &["another table not read"],
    );
    let rows: [&[&str]; 2] = [&["Activity", "Lead", "Due"], &["One", "100", "2027-03-01"]];
    let all = calendar(&rows, &[]);
    assert_eq!(
        all[1],
        "One owners=[to-be-assigned] status=planned due=2027-03-01 remarks=Lead: 100"
    );
}

#[test]
fn a_narrow_table_below_the_plan_is_named_and_not_mixed_in() {
    let plan = "Activity,Lead,Due,Status\nTrain,Alpha,2027-03-01,ongoing\nBuild,Beta,2027-04-01,planned\n,,,\n";
    let all = [
        "# Activities",
        "Train owners=[alpha] status=ongoing due=2027-03-01",
        "Build owners=[beta] status=planned due=2027-04-01",
    ];
    for (table, place) in [
        ("Source,Amount (USD),,\nAlpha,10000,,\nBeta,20000,,\n", "A5"),
        ("Budget by source,,,\nSource,Montant,,\nAlpha,10000,,\nBeta,20000,,\n", "A5"),
        ("Name,Telephone,,\nJane Doe,+257 79 123,,\n", "A5"),
        ("Indicator,Value,,\nWells,12,,\n", "A5"),
        ("Abbreviation,Meaning,,\nGBV,Violence,,\n", "A5"),
        ("Sigle,Signification,,\nGBV,Violence,,\nWASH,Water,,\n", "A5"),
        ("Prepared by:,Jane Doe,,\nApproved by:,Bob Roe,,\n", "A5"),
        (",,Source,Sum\n,,Fund,10\n,,Trust,20\n", "C5"),
    ] {
        let says = format!("another table not read: `CSV ({place})`");
        becomes(&format!("{plan}{table}"), "", &all, &[&says, "2 rows read: 2 activities\n"]);
    }
    // Activities without dates are activities, also after a gap.
    for (rows, count) in [
        ("Plant,Beta,,\nClean,Alpha,,\n", 4),
        ("Plant,Gamma,,\n", 3),
        ("Second phase,,,\nPlant,Gamma,,\nClean,Delta,,\n", 4),
        ("Plant,Gamma,,\nClean,Delta,,\nPaint,Alpha,2027-05-01,planned\n", 5),
        ("Plant,Gamma,,\nClean,Delta,,\n,,,\nPaint,Alpha,2027-05-01,planned\n", 5),
    ] {
        let (.., said) = taken("x.csv", format!("{plan}{rows}").as_bytes(), "2027", "");
        assert!(said.contains(&format!("{count} activities from")), "{said}");
    }
}

#[test]
fn footnotes_below_the_plan_are_left_out_with_their_rows() {
    let plan = "Activity,Lead,Due\nTrain,Alpha,2027-03-01\n";
    let train = "Train owners=[alpha] status=planned due=2027-03-01";
    becomes(
        &format!(
            "{plan}* provisional,,\n\
             Note:,dates may change,\n\
             (1) subject to funding,,\n\
             Sources,,\n\
             Ministry of Health,,\n"
        ),
        "",
        &["# Activities", train],
        &[
            "5 footnotes below the plan are left out: CSV, rows 3, 4, 5, 6, 7",
            "6 rows read: 1 activity + 5 skipped rows",
        ],
    );
    // Where titles begin like this, they are titles; and above the last activity nothing is a note.
    becomes(
        "Activity,Lead,Due\n(1) Train,Alpha,2027-03-01\n* Build,,\n(2) Paint,Alpha,2027-03-01\n(3) Clean,,\n",
        "",
        &[
            "# Activities",
            "(1) Train owners=[alpha] status=planned due=2027-03-01",
            "# * Build",
            "(2) Paint owners=[alpha] status=planned due=2027-03-01",
            "(3) Clean owners=[to-be-assigned] status=planned",
        ],
        &[],
    );
}

#[test]
fn other_columns_show_whether_the_day_or_the_month_comes_first() {
    becomes(
        "Activity,Lead,Start,Due\nTrain,Alpha,01/05/2027,02/28/2027\n",
        "",
        &["# Activities", "Train owners=[alpha] status=planned start=2027-01-05 due=2027-02-28"],
        &["the day or the month can come first (1 cell): taken as `month-first`"],
    );
    // What is left of a row without a title goes into the remarks by its heading.
    becomes(
        "Activity,Lead,Due\nTrain,Alpha,2027-02-28\n,Beta,2027-05-31\n",
        "",
        &[
            "# Activities",
            "Train owners=[alpha] status=planned due=2027-02-28 remarks=Owner: Beta / Due: 2027-05-31",
        ],
        &[],
    );
}

#[test]
fn a_table_above_the_plan_is_named() {
    let plan = "Activity,Lead,Due\nTrain,Alpha,2027-03-01\n";
    let all = ["# Activities", "Train owners=[alpha] status=planned due=2027-03-01"];
    becomes(
        &format!("Fund,Sum\nAlpha,10000\nBeta,20000\n,\n{plan}"),
        "",
        &all,
        &["another table not read: `CSV (A1)`"],
    );
    let about = format!("Ministry,Health\nVersion,3\n,\n{plan}");
    becomes(&about, "", &all, &["4 texts above the header row are not in the plan: `Ministry`"]);
}

#[test]
fn empty_lines_of_a_text_are_rows_and_a_left_out_column_has_no_headings() {
    becomes(
        "Activity,Lead,Due\n\nTrain,Alpha,2027-03-01\n\n\nFund,Sum,\nOne,10,\nTwo,20,\n",
        "",
        &["# Activities", "Train owners=[alpha] status=planned due=2027-03-01"],
        &["another table not read: `CSV (A6)`", "1 empty row: row 2"],
    );
    becomes(
        "Activity,Lead,Due,Extra\nTrain,Alpha,2027-03-01,one\n,,,two\nBuild,Beta,2027-03-01,\n",
        "",
        &[
            "# Activities",
            "Train owners=[alpha] status=planned due=2027-03-01",
            "Build owners=[beta] status=planned due=2027-03-01",
        ],
        &["left out: the column `Extra` of CSV (2 cells)", "1 continuation row: row 3"],
    );
}

#[test]
fn a_sheet_with_a_number_behind_its_name_is_no_table() {
    let mut book = Workbook::new();
    let rows = ["Activity", "Lead", "Due"];
    let sheet = book.add_worksheet().set_name("Plan").unwrap();
    sheet.write_row(0, 0, rows).unwrap();
    sheet.write_row(1, 0, ["One", "Alpha", "2027-03-01"]).unwrap();
    let sheet = book.add_worksheet().set_name("Plan (2)").unwrap();
    sheet.write_row(0, 0, ["Version", "Printed"]).unwrap();
    let (.., said) = taken("x.xlsx", &book.save_to_buffer().unwrap(), "2027", "");
    assert!(said.contains("1 sheet not read: `Plan (2)`") && !said.contains("table"), "{said}");
}
