//! Amounts, dates and shares in a sheet that a group already has: each is read in full, or said
//! with its cell.

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
    run.assert_calm();
    run
}

fn csv(text: &str, mapping: &str) -> Run {
    taken("sheet.csv", text.as_bytes(), mapping)
}

/// What is made of a sheet with one activity.
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
fn what_the_point_means_is_shown_by_the_column_or_decided() {
    let rows = |first: &str, other: &str| {
        format!("Activity,Owner,Cost (EUR)\nOne,iom,{first}\nTwo,iom,\"{other}\"\n")
    };
    let asked = csv(&rows("10.000", "500"), "");
    assert!(asked.stderr.contains("CSV!C2: `10.000` can be read as 10000 or as 10"), "{asked:?}");
    for (other, mapping, is) in [
        ("1.250,50", "", "10000"),
        ("1.234.567", "", "10000"),
        ("12.50", "", "10"),
        ("500", "numbers: {Cost (EUR): thousands}", "10000"),
        ("500", "numbers: {Cost (EUR): decimal}", "10"),
    ] {
        let run = csv(&rows("10.000", other), mapping);
        assert!(run.stdout.contains(&format!("required: {is}\n")), "{other}: {run:?}");
    }
}

#[test]
fn a_currency_that_differs_is_said() {
    for (heads, cells, said) in [
        (
            "Budget,Currency",
            "EUR 500,USD",
            "CSV!C2: `EUR 500` is in EUR, but the currency of this row is USD",
        ),
        (
            "Budget,Spent",
            "EUR 500,USD 5",
            "CSV!D2: `USD 5` is in USD, but the currency of this row is EUR",
        ),
        (
            "Budget (USD)",
            "500 EUR",
            "CSV!C2: its heading says USD, but the currency of this row is EUR",
        ),
        (
            "Budget (USD),Currency",
            "500,EUR",
            "CSV!C2: its heading says USD, but the currency of this row is EUR",
        ),
        (
            "Budget (USD),Spent (EUR)",
            "500,5",
            "CSV!D2: its heading says EUR, but the currency of this row is USD",
        ),
    ] {
        let run = one(heads, cells, "");
        assert!(run.code == Some(2) && run.stderr.contains(said), "{heads}: {run:?}");
    }
    for (heads, cells, currency) in [
        ("Budget", "EUR 500", "EUR"),
        ("Budget,Currency", "500,$", "USD"),
        ("Budget (US$)", "500", "USD"),
    ] {
        let run = one(heads, cells, "");
        assert!(run.stdout.contains(&format!("currency: {currency}\n")), "{heads}: {run:?}");
    }
    assert!(one("Budget", "$ 500", "").stderr.contains("CSV!C2: `$` is read as USD"));
    let run = one("Budget (in thousands of USD)", "45", "");
    assert!(
        run.stdout.contains("required: 45000\n") && run.stderr.contains("are in thousands"),
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
    assert!(
        with("#,##0 [$USD]")
            .stderr
            .contains("Sheet1!D2: `12 USD` is in USD, but the currency of this row is EUR")
    );
    assert!(with("0 \"thousand\"").stderr.contains("Sheet1!D2: `12` is shown with `thousand`"));
    assert!(with("0%").stderr.contains("Sheet1!D2: 1200% is not an amount"));
    for format in ["#,##0.00 [$€-407]", "#,##0", "0 \"Fr.\""] {
        assert!(with(format).stdout.contains("required: 12\n"), "{format}");
    }
}

#[test]
fn a_range_of_days_has_a_beginning_and_an_end() {
    for (heads, cells, parts) in [
        ("Due", "15-17 June", &["due: 2031-06-17\n"][..]),
        ("Due", "2031-06-30 to 2031-12-31", &["due: 2031-12-31\n"]),
        ("Start,Due", ",5 to 30 June", &["start: 2031-06-05\n", "due: 2031-06-30\n"]),
        ("Timeline", "12-14 Sept.", &["start: 2031-09-12\n", "due: 2031-09-14\n"]),
        ("When", "March – October 2031", &["start: 2031-03\n", "due: 2031-10\n"]),
    ] {
        let run = one(heads, cells, "");
        assert!(parts.iter().all(|part| run.stdout.contains(part)), "{cells}: {run:?}");
        assert_eq!(
            run.stderr.contains("CSV!C2: this is a range: only its end is used"),
            parts.len() == 1,
            "{cells}: {run:?}"
        );
    }
    let run = one("Start,Due", "2031-01-01,5-30 June", "");
    assert!(
        run.stderr.contains(
            "CSV!D2: this is a range: its end is used, but the start of this \
        row is not its beginning"
        ),
        "{run:?}"
    );
    for text in [
        "2031-06-30 (NOT 2032)",
        "2031-06-30 or later",
        "1/2 June",
        "June - 15",
        "30 June or 15 July",
    ] {
        let run = one("Due", text, "");
        assert!(
            run.code == Some(2) && run.stderr.contains(&format!("CSV!C2: `{text}` is not a date")),
            "{text}: {run:?}"
        );
    }
}

#[test]
fn shares_in_csv_are_shares() {
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
fn what_is_not_taken_is_said_once() {
    let run = csv(
        "Activity,Owner,Due,,Colour\nOne,iom,2031-06-30,LOST,red\nTwo,iom,2031-06-30,LOST,\nThree,iom,2031-06-30,,\n",
        "",
    );
    assert!(
        run.stderr.contains("CSV!D2: skipped: the column D has no heading (2 cells)"),
        "{run:?}"
    );
    assert!(run.stderr.contains("CSV!E1: skipped: the column `Colour` (1 cell)"), "{run:?}");
    let run = csv(
        "Activity,Owner,Due\nOne,iom,2031-03-01\nTwo,iom,2031-04-01\n,,\nActivity,Owner,Status,Due\n\
            Only,iom,planned,2031-06-01\n",
        "",
    );
    assert!(
        run.stderr.contains("CSV!A1: skipped: 3 rows from here are above the header row"),
        "{run:?}"
    );
    let many = format!("Activity,Owner,Status\nOne,iom,planned\n{}", "a\n".repeat(50_000));
    let run = csv(&many, "");
    assert!(
        run.stderr.contains(
            "CSV!A3, A4, A5 and 49997 more cells: skipped: no activities follow this line"
        ),
        "{}",
        run.stderr.len()
    );
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
    assert!(run.code == Some(0) && run.stderr.contains("in them is known: `Region B`"), "{run:?}");
}
