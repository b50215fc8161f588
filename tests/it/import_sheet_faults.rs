//! Errors and ambiguities in foreign sheets, and mappings that resolve them.

use crate::support::{Run, folder, workplan};

const ORGANIZATIONS: &[u8] =
    b"schema: 1\norganizations:\n- {id: iom, name: International Migration, short: IOM}\n- {id: ilo, name: Labour}\n";

/// Imports a sheet with a mapping.
fn taken(sheet: &str, mapping: &str, more: &[&str]) -> Run {
    let folder = folder(&[("organizations.yaml", ORGANIZATIONS)]);
    std::fs::write(folder.path().join("sheet.csv"), sheet).unwrap();
    std::fs::write(folder.path().join("map.yaml"), mapping).unwrap();
    let name: &[&str] = if more.contains(&"--to") { &[] } else { &["--to", "2024"] };
    let map: &[&str] = if mapping.is_empty() { &[] } else { &["--mapping", "map.yaml"] };
    let run =
        workplan(folder.path(), &[&["import", "sheet.csv", "--dry-run"], name, map, more].concat());
    run.assert_clean();
    run
}

fn plan(sheet: &str, mapping: &str) -> String {
    let run = taken(sheet, mapping, &[]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    run.stdout
}

fn refused(sheet: &str, mapping: &str) -> String {
    let run = taken(sheet, mapping, &[]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{sheet}");
    run.stderr
}

#[test]
fn a_budget_has_a_currency_and_an_amount() {
    let sheet = "Activity,Owner,Due,Budget\nOne,iom,2024-06-30,500\n";
    assert!(refused(sheet, "").contains("CSV!D2: the currency of the amounts is not known"));
    assert!(plan(sheet, "currency: {currency: CHF}").contains("currency: CHF"));
    let spent_alone = "Activity,Owner,Due,Spent (USD)\nOne,iom,2024-06-30,500\n";
    assert!(plan(spent_alone, "").contains("remarks: 'Spent (USD): 500 USD'"));
    let others = "Activity,Owner,Due,Budget,Spent\nOne,iom,2024-06-30,EUR 500,USD 5\n";
    let both = plan(others, "");
    assert!(both.contains("required: 500\n") && both.contains("remarks: 'Spent: 5 USD'"), "{both}");
    let none = plan("Activity,Owner,Budget,Spent,Currency\nOne,iom,EUR 500,USD 5,USD\n", "");
    assert!(none.contains("Budget: 500 EUR") && none.contains("Spent: 5 USD"), "{none}");
}

#[test]
fn a_missing_year_is_asked_for() {
    let run = taken("Activity,Owner,Due\nOne,iom,30 June\n", "", &["--to", "next"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("CSV!C2: `30 June` has no year"), "{}", run.stderr);
    let whole = "Activity,Owner,Due\nOne,iom,2025-06-30\n";
    let run = taken(whole, "", &["--to", "next"]);
    assert!(run.stdout.contains("period: {start: 2025-01-01, end: 2025-12-31}"), "{run:?}");
    let run = taken(whole, "year: {year: 2025}", &["--to", "next"]);
    assert!(run.stdout.contains("period: {start: 2025-01-01, end: 2025-12-31}"), "{run:?}");
    assert!(!run.stderr.contains("fits nothing"), "{run:?}");
}

#[test]
fn dates_are_read_as_people_write_them() {
    let due = |text: &str| plan(&format!("Activity,Owner,Due\nOne,iom,{text}\n"), "");
    for (text, is) in [
        ("15 March", "2024-03-15"),
        ("30 June", "2024-06-30"),
        ("24-Jan", "2024-01-24"),
        ("\"March 15, 2025\"", "2025-03-15"),
        ("Jan-Jun", "2024-H1"),
        ("October to December 2024", "2024-Q4"),
        ("Feb - May", "2024-05"),
        ("05/05/2024", "2024-05-05"),
        ("20240630", "2024-06-30"),
        ("2024-06-30T10:00", "2024-06-30"),
        ("2024 6 30", "2024-06-30"),
        ("second quarter", "2024-Q2"),
    ] {
        assert!(due(text).contains(&format!("due: {is}\n")), "{text}: {}", due(text));
    }
    // Other values are text or are asked about.
    for text in [
        "31/31/2024",
        "13/14/2024",
        "12/31/1850",
        "1/2/3/4",
        "20241399",
        "30 February",
        "5 5 5 5",
        "whenever",
        "2024-06-31T10:00",
        "Mar 45",
    ] {
        let sheet = format!("Activity,Owner,Due\nOne,iom,{text}\nTwo,iom,2024-06-30\n");
        let run = taken(&sheet, "", &["--yes"]);
        assert_eq!(run.code, Some(0), "{text}: {run:?}");
        assert!(run.stdout.contains(&format!("remarks: 'Due: {text}'")), "{text}: {run:?}");
        assert_eq!(run.stdout.matches("due:").count(), 1, "{text}: {run:?}");
        let run = taken(&sheet, "", &[]);
        assert!(run.code == Some(0) || run.stderr.contains("CSV!C2: `"), "{text}: {run:?}");
    }
}

#[test]
fn a_proposal_is_made_for_an_unclear_date() {
    let told = refused("Activity,Owner,Due\nOne,iom,ca. June 2024\n", "");
    let line = "CSV!C2: `ca. June 2024` in the column `Due` is not a date (1 cell; proposal: \
        `2024-06`)";
    assert!(told.contains(line), "{told}");
}

#[test]
fn day_or_month_first_is_decided_by_the_column_or_the_mapping() {
    let unclear = "Activity,Owner,Due\nOne,iom,03/04/2024\n";
    assert!(
        refused(unclear, "")
            .contains("CSV!C2: in `03/04/2024` the day or the month can come first")
    );
    assert!(plan(unclear, "day_order: {Due: month-first}").contains("due: 2024-03-04\n"));
    assert!(plan(unclear, "day_order: {Due: day-first}").contains("due: 2024-04-03\n"));
    let clear = "Activity,Owner,Due\nOne,iom,03/04/2024\nTwo,iom,04/30/2024\n";
    assert!(plan(clear, "").contains("due: 2024-03-04\n"));
    let both = "Activity,Owner,Due\nOne,iom,03/04/2024\nTwo,iom,04/30/2024\nThree,iom,30/04/2024\n";
    assert!(refused(both, "").contains("in `03/04/2024` the day or the month can come first"));
}

#[test]
fn a_number_in_a_date_s_place_is_asked_about() {
    let sheet = "Activity,Owner,Due\nOne,iom,45443\n";
    assert!(
        refused(sheet, "")
            .contains("CSV!C2: `45443` is a number; a spreadsheet shows it as the day 2024-05-31")
    );
    assert!(plan(sheet, "numbers: {Due: days}").contains("due: 2024-05-31\n"));
    assert!(!plan(sheet, "numbers: {Due: ignore}").contains("due:"));
}

#[test]
fn contradictory_values_are_reported_and_left_out() {
    let run = taken(
        "Activity,Owner,Status,Due,Completed\nOne,iom,ongoing,2024-06-30,2024-05-01\n",
        "",
        &[],
    );
    assert!(
        run.stdout.contains("remarks: 'Completed: 2024-05-01'")
            && run.stderr.contains("a day of completion and another status"),
        "{run:?}"
    );
    let text = plan("Activity,Owner,Status,Progress\nOne,iom,ongoing,120%\n", "");
    assert!(text.contains("remarks: 'Progress: 120%'"), "{text}");
    let run = taken("Activity,Owner,Start,Due\nOne,iom,2024-08-01,2024-06-30\n", "", &[]);
    assert!(
        run.stdout.contains("remarks: 'Start: 2024-08-01'") && run.stderr.contains("CSV, row 2"),
        "{run:?}"
    );
}

#[test]
fn unknown_columns_are_left_out() {
    let sheet = "Activity,Owner,Due,Mood,Weather\nOne,iom,2024-06-30,good,dry\n,,,bad,wet\n";
    let run = taken(sheet, "", &[]);
    assert!(run.code == Some(0) && !run.stdout.contains("good"), "{run:?}");
    // A row without a title belongs to the activity above it.
    let run = taken(sheet, "columns: {Mood: ignore, Weather: remarks}", &[]);
    assert!(run.code == Some(0) && !run.stdout.contains("bad"), "{run:?}");
    assert!(run.stdout.contains("Weather: dry") && run.stdout.contains("Weather: wet"), "{run:?}");
    let run =
        taken("Activity,Owner,Due,Mood\nOne,iom,2024-06-30,good\n", "columns: {Mood: ignore}", &[]);
    assert_eq!(run.code, Some(0));
    // Only the summary is shown.
    assert!(run.stderr.ends_with("  to be written: workplans/2024.yaml\n"), "{run:?}");
}

#[test]
fn new_organizations_are_made_once() {
    let sheet =
        "Activity,Owner,Due\nOne,Coração e Niño,2024-06-30\nTwo,Coração e Niño; iom,2024-06-30\n";
    let text = plan(sheet, "owners: {\"Coração e Niño\": new}");
    assert_eq!(
        text.matches("name: \"Coração e Niño\"").count()
            + text.matches("name: Coração e Niño").count(),
        1,
        "{text}"
    );
    assert!(
        text.contains("id: coracao-e-nino") && text.contains("owners: [coracao-e-nino, iom]"),
        "{text}"
    );
}

#[test]
fn a_cell_with_very_many_owners_is_read_quickly() {
    let many = (0..5_000)
        .map(|number| format!("iom{}", if number % 2 == 0 { "/" } else { " and " }))
        .collect::<String>()
        + "ilo";
    assert!(
        plan(&format!("Activity,Owner,Due\nOne,{many},2024-06-30\n"), "")
            .contains("owners: [iom, ilo]")
    );
}

#[test]
fn a_mapping_is_a_file_of_its_own() {
    let sheet = "Activity,Owner,Due\nOne,Nobody,2024-06-30\n";
    for mapping in ["- a list: of\n  what", "a: [", "\u{0}"] {
        assert!(refused(sheet, mapping).contains("map.yaml is not a mapping"), "{mapping}");
    }
    let run = taken(sheet, "", &["--write-mapping", "/"]);
    assert!(run.code == Some(2) && run.stderr.contains("/ cannot be written"), "{run:?}");
    let run = taken(sheet, "", &["--mapping", "nowhere.yaml"]);
    assert!(run.code == Some(2) && run.stderr.contains("nowhere.yaml cannot be read"), "{run:?}");
}

#[test]
fn a_sheet_with_only_headings_is_not_a_table() {
    let told = refused("Activity,Owner,Due\n", "");
    assert!(
        told.contains("row 1: Activity | Owner | Due") && told.contains("nothing was written"),
        "{told}"
    );
}

#[test]
fn a_day_in_a_text_s_place_is_text_and_formulas_give_their_values() {
    use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_row(0, 0, ["Activity", "Owner", "Due", "Progress"]).unwrap();
    let day = Format::new().set_num_format("yyyy-mm-dd");
    sheet
        .write_with_format(1, 0, ExcelDateTime::parse_from_str("2024-05-30").unwrap(), &day)
        .unwrap();
    sheet.write_row(2, 0, ["Two", "iom", "2024-06-30"]).unwrap();
    sheet.write_row(1, 1, ["iom", "2024-06-30"]).unwrap();
    for row in [1, 2] {
        sheet.write_formula(row, 3, Formula::new("=10+10").set_result("20")).unwrap();
    }
    let folder = folder(&[("organizations.yaml", ORGANIZATIONS)]);
    std::fs::write(folder.path().join("sheet.xlsx"), book.save_to_buffer().unwrap()).unwrap();
    let run = workplan(folder.path(), &["import", "sheet.xlsx", "--to", "2024", "--dry-run"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(
        run.stdout.contains("title: '2024-05-30'\n")
            && run.stdout.matches("progress: 20\n").count() == 2,
        "{}",
        run.stdout
    );
}
