//! Amounts, dates and percentages in foreign sheets: each is read in full or reported with its
//! cell.

use rust_xlsxwriter::{Format, Workbook};

use crate::support::{Run, folder, workplan};

const ORGANIZATIONS: &[u8] = b"schema: 1\norganizations:\n- {id: iom, name: IOM}\n";

fn taken(name: &str, bytes: &[u8], mapping: &str) -> Run {
    let folder = folder(&[("organizations.yaml", ORGANIZATIONS)]);
    std::fs::write(folder.path().join(name), bytes).unwrap();
    std::fs::write(folder.path().join("map.yaml"), mapping).unwrap();
    let map: &[&str] = if mapping.is_empty() { &[] } else { &["--mapping", "map.yaml"] };
    let run =
        workplan(folder.path(), &[&["import", name, "--to", "2031", "--dry-run"], map].concat());
    run.assert_clean();
    run
}

fn csv(text: &str, mapping: &str) -> Run {
    taken("sheet.csv", text.as_bytes(), mapping)
}

/// Imports a sheet with one activity.
fn one(heads: &str, cells: &str, mapping: &str) -> Run {
    csv(&format!("Activity,Owner,{heads}\nOne,iom,{cells}\n"), mapping)
}

#[test]
fn amounts_are_read_in_full_or_asked() {
    for (text, is) in [
        ("45k", "45000"),
        ("1.5m", "1500000"),
        ("2 million", "2000000"),
        ("1 Mio", "1000000"),
        ("\"10,000\"", "10000"),
        ("\"USD 10,000.50\"", "10000.5"),
        ("10 000", "10000"),
        ("\"1.234.567,5\"", "1234567.5"),
        ("$ 3000", "3000"),
    ] {
        let run = one("Due,Budget,Currency", &format!("2031-06-30,{text},USD"), "");
        assert!(run.stdout.contains(&format!("required: {is}\n")), "{text}: {run:?}");
    }
    for text in [
        "500-",
        "\"1000\n2000\"",
        "\"100\n200\"",
        "500 km",
        "12 50",
        "5bn",
        "100-200",
        "-5",
        "USD 5 million (EUR)",
    ] {
        let run = one("Due,Budget,Currency", &format!("2031-06-30,{text},USD"), "");
        assert!(
            run.code == Some(2)
                && run.stderr.contains("error: CSV!D2: `")
                && run.stderr.contains("is not an amount"),
            "{text}: {run:?}"
        );
        assert_eq!(run.stderr.matches("error: ").count(), 1, "{run:?}");
    }
    let decided = one("Due,Budget,Currency", "2031-06-30,500 km,USD", "amounts: {500 km: 500}");
    assert!(decided.stdout.contains("required: 500\n"), "{decided:?}");
    let decided = one("Due,Budget,Currency", "2031-06-30,a lot,USD", "amounts: {a lot: none}");
    assert!(decided.code == Some(0) && !decided.stdout.contains("budget"), "{decided:?}");
}

#[test]
fn the_column_or_a_mapping_decides_what_a_point_means() {
    let rows = |first: &str, other: &str| {
        format!("Activity,Owner,Cost (EUR)\nOne,iom,{first}\nTwo,iom,\"{other}\"\n")
    };
    let asked = csv(&rows("10.000", "500"), "");
    assert!(
        asked
            .stderr
            .contains("CSV!C2: `10.000` in the column `Cost (EUR)` can be read as 10000 or as 10"),
        "{asked:?}"
    );
    for (other, mapping, is) in [
        ("1.250,50", "", "10000"),
        ("1.234.567", "", "10000"),
        ("500", "numbers: {Cost (EUR): thousands}", "10000"),
        ("500", "numbers: {Cost (EUR): decimal}", "10"),
    ] {
        let run = csv(&rows("10.000", other), mapping);
        assert!(run.stdout.contains(&format!("required: {is}\n")), "{other}: {run:?}");
    }
}

#[test]
fn a_currency_that_differs_is_said() {
    for (heads, cells, remark) in [
        ("Budget,Currency", "EUR 500,USD", "Budget: 500 EUR"),
        ("Budget,Spent", "EUR 500,USD 5", "Spent: 5 USD"),
        ("Budget (USD),Spent (EUR)", "500,5", "Spent (EUR): 5 EUR"),
        ("Budget (USD),Currency", "500,EUR", "Budget (USD): 500 USD"),
    ] {
        let run = one(heads, cells, "");
        assert!(run.code == Some(0) && run.stdout.contains(remark), "{heads}: {run:?}");
        assert!(run.stderr.contains("1 row has amounts in two currencies"), "{heads}: {run:?}");
    }
    // The cell takes precedence over its heading.
    let run = one("Budget (USD)", "500 EUR", "");
    assert!(run.stdout.contains("currency: EUR\n"), "{run:?}");
    for (heads, cells, currency) in [
        ("Budget", "EUR 500", "EUR"),
        ("Budget,Currency", "500,$", "USD"),
        ("Budget (US$)", "500", "USD"),
    ] {
        let run = one(heads, cells, "");
        assert!(run.stdout.contains(&format!("currency: {currency}\n")), "{heads}: {run:?}");
    }
    assert!(one("Budget", "$ 500", "").stderr.contains("`$` is read as USD"));
    let run = one("Budget (in thousands of USD)", "45", "");
    assert!(
        run.stdout.contains("required: 45000\n")
            && run
                .stderr
                .contains("1 amount is in thousands or millions by the heading, and converted"),
        "{run:?}"
    );
}

#[test]
fn a_number_format_names_a_currency() {
    let with = |format: &str| {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        sheet.write_row(0, 0, ["Activity", "Owner", "Currency", "Budget"]).unwrap();
        sheet.write_row(1, 0, ["One", "iom", "EUR"]).unwrap();
        sheet.write_with_format(1, 3, 12, &Format::new().set_num_format(format)).unwrap();
        taken("sheet.xlsx", &book.save_to_buffer().unwrap(), "")
    };
    let run = with("#,##0 [$USD]");
    assert!(run.stdout.contains("remarks: 'Budget: 12 USD'"), "{run:?}");
    let run = with("0 \"thousand\"");
    assert!(run.stderr.contains("thousand") && run.stderr.contains("row 2"), "{run:?}");
    let run = with("0%");
    assert!(
        run.code == Some(2) && run.stderr.contains("Sheet1!D2: `1200%` in the column `Budget`"),
        "{run:?}"
    );
    for format in ["#,##0.00 [$€-407]", "#,##0", "0 \"Fr.\""] {
        assert!(with(format).stdout.contains("required: 12\n"), "{format}");
    }
}

#[test]
fn a_range_of_days_has_a_beginning_and_an_end() {
    for (heads, cells, parts) in [
        ("Due", "15-17 June", &["due: 2031-06-17\n"][..]),
        ("Due", "2031-06-30 to 2031-12-31", &["due: 2031-12-31\n"]),
        ("Start,Due", "2031-01-01,5-30 June", &["start: 2031-01-01\n", "due: 2031-06-30\n"]),
        ("Timeline", "12-14 Sept.", &["start: 2031-09-12\n", "due: 2031-09-14\n"]),
        ("When", "March – October 2031", &["start: 2031-03-01\n", "due: 2031-10\n"]),
    ] {
        let run = one(heads, cells, "");
        assert!(parts.iter().all(|part| run.stdout.contains(part)), "{cells}: {run:?}");
        assert_eq!(run.stdout.contains("  start:"), parts.len() == 2, "{cells}: {run:?}");
    }
    for text in [
        "2031-06-30 (NOT 2032)",
        "2031-06-30 or later",
        "1/2 June",
        "June - 15",
        "30 June or 15 July",
    ] {
        let run = csv(&format!("Activity,Owner,Due\nOne,iom,{text}\nTwo,iom,2031-06-30\n"), "");
        let is_asked = run.code == Some(2)
            && run.stderr.contains(&format!("CSV!C2: `{text}` in the column `Due` is not a date"));
        let is_kept = run.code == Some(0) && run.stdout.contains(&format!("Due: {text}"));
        assert!(is_asked || is_kept, "{text}: {run:?}");
    }
}

#[test]
fn percentages_in_csv_are_read() {
    let run = csv("Activity,Owner,Progress\nOne,iom,0.25\nTwo,iom,1\nThree,iom,0.5\n", "");
    assert!(
        ["25", "100", "50"]
            .iter()
            .all(|share| run.stdout.contains(&format!("progress: {share}\n"))),
        "{run:?}"
    );
    let run = csv("Activity,Owner,Progress\nOne,iom,40\nTwo,iom,1\n", "");
    assert!(run.stdout.contains("progress: 1\n"), "{run:?}");
}

#[test]
fn values_that_are_not_imported_are_reported_once() {
    let run = csv(
        "Activity,Owner,Due,,Colour\nOne,iom,2031-06-30,LOST,red\nTwo,iom,2031-06-30,LOST,\nThree,iom,2031-06-30,,\n",
        "",
    );
    assert_eq!(run.stdout.matches("remarks: 'D: LOST'").count(), 2, "{run:?}");
    // Both tables are read, each by its own header row.
    let run = csv(
        "Activity,Owner,Due\nOne,iom,2031-03-01\nTwo,iom,2031-04-01\n,,\nActivity,Owner,Status,Due\n\
            Only,iom,planned,2031-06-01\n",
        "",
    );
    assert!(run.stderr.contains("another table begins in A5, and is read as well"), "{run:?}");
    let many = format!("Activity,Owner,Status\nOne,iom,planned\n{}", "a\n".repeat(50_000));
    let run = csv(&many, "");
    assert!(run.stderr.contains("50000 rows with a title alone"), "{}", run.stderr);
    assert!(run.stderr.lines().count() < 10);
    let mut damaged: Vec<u8> =
        "\u{feff}Activity,Owner\nOne,iom\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    damaged.extend([0x00, 0xd8, 0x0a]);
    let run = taken("sheet.csv", &damaged, "");
    assert!(run.code == Some(2) && run.stderr.contains("it is UTF-16 and damaged"), "{run:?}");
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_row(0, 0, ["Activity", "Owner", "Due"]).unwrap();
    sheet.write_row(1, 0, ["One", "iom", "2031-06-30"]).unwrap();
    book.add_worksheet()
        .set_name("Region B")
        .unwrap()
        .write_row(0, 0, ["Was", "Wer", "Bis"])
        .unwrap();
    let run = taken("sheet.xlsx", &book.save_to_buffer().unwrap(), "");
    assert!(run.code == Some(0) && !run.stdout.contains("Was"), "{run:?}");
}
