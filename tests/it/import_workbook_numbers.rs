//! Percentages, amounts and dates in a returned workbook: read as displayed, or asked about.

use std::fs;
use std::io::{Cursor, Read};

use calamine::Data;

use crate::import_workbook::{PLAN, edit, export, exported, import, put, text};

const SHEET: &str = "Activities";

/// Returns the changed line of the plan after an edit of one cell in the first row, or the message.
fn with(head: &str, cell: Data) -> Result<String, String> {
    let plan = PLAN.replace(
        "status: ongoing",
        "status: ongoing\n    progress: 20\n    budget: {currency: EUR, required: 10}",
    );
    let folder = exported(&plan);
    edit(folder.path(), |cells| put(cells, SHEET, 1, head, cell));
    let run = import(folder.path(), &[]);
    let now = fs::read_to_string(folder.path().join("workplans/2024.yaml")).unwrap();
    if run.code != Some(0) {
        assert!(run.code == Some(2) && now == plan, "{}", run.stderr);
        return Err(run.stderr);
    }
    let changed: Vec<&str> =
        now.lines().filter(|line| !plan.lines().any(|old| old == *line)).map(str::trim).collect();
    Ok(changed.join("; "))
}

#[test]
fn a_percentage_is_read_as_shown() {
    for (cell, is) in [
        (text("=percent 0.55"), "progress: 55"),
        (text("=percent 0.555"), "progress: 55.5"),
        (text("=percent 1"), "progress: 100"),
        (text("=percent 0"), "progress: 0"),
        (text("55 %"), "progress: 55"),
        (Data::Float(55.0), "progress: 55"),
        (Data::Float(0.55), "progress: 0.55"),
        // A column with another number format but the same values.
        (text("=percent 20"), ""),
    ] {
        assert_eq!(with("Progress", cell.clone()), Ok(is.to_owned()), "{cell:?}");
    }
    for (cell, what) in [
        (text("=percent 1.5"), "150% is more than 100%"),
        (text("half"), "`half` is not a percentage"),
    ] {
        assert!(
            with("Progress", cell)
                .is_err_and(|said| said.contains(what) && said.contains("Activities!J2"))
        );
    }
    assert_eq!(with("Title", text("=percent 0.5")), Ok("title: 50%".to_owned()));
}

#[test]
fn a_part_of_one_that_is_no_percentage_is_taken_as_it_is_and_said() {
    let folder = exported(PLAN);
    edit(folder.path(), |cells| put(cells, SHEET, 1, "Progress", Data::Float(0.85)));
    let run = import(folder.path(), &[]);
    assert_eq!(
        (run.code, run.stderr.trim_end()),
        (
            Some(0),
            "Activities!J2: 0.85 was taken for 0.85%, since the cell is not shown as a percentage; \
             for 85% enter 85"
        )
    );
}

#[test]
fn an_amount_is_read_in_full_or_asked_for() {
    for (cell, is) in [
        (text("12 500"), "12500"),
        (text("1.250,50 €"), "1250.50"),
        (text("EUR 1,250.5"), "1250.5"),
        (text("1.234.567"), "1234567"),
        (text("45k"), "45000"),
        (text("1.5 million €"), "1500000"),
        (text("=money #,##0 [$€-407] 5000"), "5000"),
        (text("=money [$EUR] #,##0 5000"), "5000"),
        (Data::Float(12.5), "12.5"),
    ] {
        let changed = with("Required", cell.clone());
        let number = if is.contains('.') { is.trim_end_matches('0') } else { is };
        assert_eq!(
            changed,
            Ok(format!("budget: {{currency: EUR, required: {number}}}")),
            "{cell:?}"
        );
    }
    for (cell, what) in [
        (text("12.500"), "can be read as 12500 or as 12.5"),
        (text("12,500"), "can be read as 12500 or as 12.5"),
        (text("USD 500"), "is in USD, but the currency of this row is EUR"),
        (text("45 km"), "is not an amount"),
        (text("€100 CHF"), "is in CHF, but the currency of this row is EUR"),
        (text("1 Mrd"), "`1 Mrd` is not an amount"),
        (
            text("=money [$USD] #,##0 5000"),
            "`5000 USD` is in USD, but the currency of this row is EUR",
        ),
        (
            text("=money \"$\"#,##0.00 5000"),
            "`5000 $` is in USD, but the currency of this row is EUR",
        ),
        (text("=money 0\" thousand\" 5"), "`5` is shown with `thousand`"),
        (text("=percent 0.5"), "50% is not an amount"),
    ] {
        let said = with("Required", cell.clone()).unwrap_err();
        assert!(said.contains(what) && said.contains("Activities!W2"), "{cell:?}: {said}");
    }
}

/// A new number format alone does not change amounts.
#[test]
fn a_new_format_of_an_unchanged_amount_is_not_asked_about() {
    assert_eq!(with("Required", text("=money [$USD] #,##0 10")), Ok(String::new()));
}

#[test]
fn words_dates_and_names_are_read_as_in_a_sheet_of_the_group() {
    for (head, cell, is) in [
        ("Status", text("in progress"), ""),
        ("Status", text("Not started"), "status: planned"),
        ("Status", text("No iniciada"), "status: planned"),
        ("Due", text("15 March 2024"), "due: 2024-03-15"),
        ("Due", text("31/12/2024"), "due: 2024-12-31"),
        ("Due", text("Q4 2024"), "due: 2024-Q4"),
        ("Due", text("30 June"), "due: 2024-06-30"),
        ("Due", text("T4"), "due: 2024-Q4"),
        ("Start", text("Jan–Mar 2024"), "start: 2024-Q1"),
        ("Owners", text("ALP/Beta"), "owners: [a, b]      # leads"),
        ("Owners", text("beta & Alpha"), "owners: [b, a]      # leads"),
        ("Owners", text("B"), "owners: [b]      # leads"),
    ] {
        assert_eq!(with(head, cell.clone()), Ok(is.to_owned()), "{cell:?}");
    }
    for (head, cell, what) in [
        ("Status", text("not completed"), "`not completed` is not a status"),
        ("Due", text("03/04/2024"), "the day or the month may come first"),
        ("Due", text("TBD"), "`TBD` is not a date"),
        ("Owners", text("Alpha and Gamma"), "unknown organization `Alpha and Gamma`"),
    ] {
        let said = with(head, cell).unwrap_err();
        assert!(said.contains(what), "{what}: {said}");
    }
}

#[test]
fn the_other_dates_of_a_column_show_which_number_is_the_day() {
    let folder = exported(PLAN);
    edit(folder.path(), |cells| {
        put(cells, SHEET, 1, "Due", text("03/04/2024"));
        put(cells, SHEET, 2, "Due", text("31/05/2024"));
        put(cells, SHEET, 2, "Status", text("Done"));
        put(cells, SHEET, 2, "Completed", text("10 March 2024"));
        put(cells, "Milestones", 2, "Due", text("15 Sept 2024"));
    });
    import(folder.path(), &[]).ok();
    let now = fs::read_to_string(folder.path().join("workplans/2024.yaml")).unwrap();
    for part in [
        "due: 2024-04-03",
        "due: 2024-05-31",
        "status: completed",
        "completed: 2024-03-10",
        "{title: Final, due: 2024-09-15}",
    ] {
        assert!(now.contains(part), "{part}: {now}");
    }
}

#[test]
fn the_colours_go_by_the_day_of_the_export() {
    let folder = exported(PLAN);
    export(folder.path());
    let mut book =
        zip::ZipArchive::new(Cursor::new(fs::read(folder.path().join("plan.xlsx")).unwrap()))
            .unwrap();
    let mut part = |name: &str| {
        let mut text = String::new();
        book.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    };
    let activities = part("xl/worksheets/sheet2.xml");
    assert!(activities.contains("&lt;as_of,") && !activities.contains("TODAY("), "{activities}");
    assert!(
        part("xl/workbook.xml")
            .contains(r#"<definedName name="as_of">Overview!$B$3</definedName>"#)
    );
    // The serial number of 1 July 2024.
    assert!(part("xl/worksheets/sheet1.xml").contains("<v>45474</v>"));
}

#[test]
fn percentages_without_their_format_and_numbers_in_their_place_are_known() {
    let plan = PLAN.replace("status: ongoing", "status: ongoing\n    progress: 20").replace(
        "status: planned, due: 2024-06-30",
        "status: planned, due: 2024-06-30, progress: 33.3",
    );
    // A program that keeps no formats makes 0.2 of 20%: nothing has changed, or one cell alone.
    let folder = exported(&plan);
    edit(folder.path(), |_| {});
    assert!(import(folder.path(), &[]).ok().starts_with("no change"));
    edit(folder.path(), |cells| put(cells, SHEET, 2, "Progress", Data::Float(0.5)));
    import(folder.path(), &[]).ok();
    let now = fs::read_to_string(folder.path().join("workplans/2024.yaml")).unwrap();
    assert!(now.contains("progress: 50") && now.contains("progress: 20\n"), "{now}");
    // A program that writes 55 for 55%.
    let folder = exported(&plan);
    edit(folder.path(), |cells| put(cells, SHEET, 1, "Progress", text("=percent 55")));
    let run = import(folder.path(), &[]);
    let told = "Activities!J2: 55 was taken for 55%, although the cell shows it as 5500%";
    assert!(run.code == Some(0) && run.stderr.contains(told), "{run:?}");
}
