//! Messages, questions and refusals for a group's own workbook.

use rust_xlsxwriter::Workbook;

use crate::import_cell_laws::with_part;
use crate::import_sheet::Cell::{Day, Formula as Worked, Nothing, Number, Text};
use crate::import_sheet::{MEMBERS, becomes, fill, import, refused, row, workbook};
use crate::support::{folder, workplan};

#[test]
fn formulas_give_their_values_or_are_told() {
    let rows = [
        row(["Id", "Activity", "Owner", "Due"]),
        vec![Text("1"), Worked("=\"Tra\"&\"in\"", "Train"), Text("IOM"), Text("Q3")],
    ];
    let told = becomes("plan.xlsx", &workbook(&rows, |_| {}));
    assert!(
        told.contains("title: Train") && told.contains("Plan!B2: this cell is calculated"),
        "{told}"
    );
    let rows = [
        row(["Id", "Activity", "Owner", "Due"]),
        vec![Text("1"), Worked("=A1", ""), Text("IOM"), Worked("=1/0", "#DIV/0!")],
    ];
    let bytes = with_part(&workbook(&rows, |_| {}), "xl/worksheets/sheet1.xml", |xml| {
        xml.replace("<v>0</v>", "")
    });
    insta::assert_snapshot!(refused("plan.xlsx", &bytes), @r"
    error: Plan!B2: this formula has no value: open the file in a spreadsheet and save it
    error: Plan!D2: the error #DIV/0! is not a value
    help: nothing was written; correct these cells
    ");
}

#[test]
fn everything_wrong_in_a_workbook_is_told_in_the_order_of_its_cells() {
    let rows = [
        row([
            "Id",
            "Activity",
            "Owner",
            "Status",
            "Due",
            "Progress",
            "Cost (USD)",
            "Activty",
            "Owner",
        ]),
        row(["1", "A", "ghost", "planned", "soon", "half", "a lot"]),
        vec![
            Text("1"),
            Nothing,
            Text("IOM"),
            Text("whatever"),
            Day(2024, 6, 30),
            Number(1.5),
            Number(-5.0),
        ],
        row(["x y", "C", "", "planned", "31/02/2024", "120%", "12,5"]),
    ];
    insta::assert_snapshot!("sheet_wrong", refused("plan.xlsx", &workbook(&rows, |_| {})));
}

#[test]
fn what_is_no_workplan_or_no_workbook_is_told() {
    let no_plan = workbook(&[row(["Name", "Phone"]), row(["X", "1"])], |_| {});
    assert!(refused("plan.xlsx", &no_plan).contains("Plan!A1: no header row"));
    let empty = workbook(&[], |_| {});
    assert!(refused("plan.xlsx", &empty).contains("no header row"));
    assert!(refused("plan.csv", b"").contains("no header row"));
    let all: Vec<u8> = (0..=255).collect();
    assert!(refused("plan.csv", &all).contains("neither a workbook nor a table"));
    let good = workbook(&[row(["Activity", "Owner"]), row(["A", "IOM"])], |_| {});
    assert!(refused("plan.xlsx", &good[..good.len() / 2]).contains("damaged or cut off"));
    let ole = |inside: &str| -> Vec<u8> {
        let mut bytes = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
        bytes.resize(1024, 0);
        bytes.extend(inside.encode_utf16().flat_map(u16::to_le_bytes));
        bytes
    };
    assert!(refused("plan.xlsx", &ole("EncryptedPackage")).contains("it is encrypted"));
    assert!(refused("plan.xls", &ole("Workbook")).contains("damaged"));
    let zip = |name: &str| {
        let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        archive.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.finish().unwrap().into_inner()
    };
    assert!(refused("plan.ods", &zip("content.xml")).contains("OpenDocument"));
    assert!(refused("plan.docx", &zip("word/document.xml")).contains("it is not a workbook"));
}

#[test]
fn what_a_spreadsheet_would_take_for_a_formula_comes_back_as_it_was() {
    let titles = ["=SUM(A1)", "+41 22", "-x", "@all", "'tis", "-5", "'=1", "''-5", "'"];
    let activities: String = titles
        .iter()
        .enumerate()
        .map(|(at, title)| {
            format!("  - {{id: a{at}, title: \"{title}\", owners: [iom], status: planned}}\n")
        })
        .collect();
    let plan = format!(
        "schema: 1\ntitle: P\nperiod: {{start: 2023-01-01, end: 2023-12-31}}\npriorities:\n- id: p\n\
            \x20 title: P\n  activities:\n{activities}"
    );
    let folder =
        folder(&[("2023.yaml", plan.as_bytes()), ("organizations.yaml", MEMBERS.as_bytes())]);
    workplan(folder.path(), &["export", "2023", "-o", "plan.csv", "--as-of", "2023-06-30"]).ok();
    let csv = std::fs::read_to_string(folder.path().join("plan.csv")).unwrap();
    assert!(
        ["'=SUM", "'+41", "'-x", "'@all", ",'tis,", ",-5,", ",''=1,", ",'''-5,", ",',"]
            .iter()
            .all(|cell| csv.contains(cell)),
        "{csv}"
    );
    assert_eq!(import(&folder, "plan.csv", &[]).code, Some(0));
    let list = workplan(folder.path(), &["list", "2024", "--format", "json"]).json();
    let back: Vec<&str> = list["activities"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["title"].as_str().unwrap())
        .collect();
    assert_eq!(back, titles);
}

#[test]
fn of_several_sheets_the_one_with_most_activities_is_taken_and_the_others_are_told() {
    let mut book = Workbook::new();
    for (name, many) in [("Notes", 0), ("2023", 1), ("2024", 2)] {
        let mut rows = vec![row(["Activity", "Owner", "Due"])];
        rows.extend((0..many).map(|_| row(["A", "IOM", "Q3"])));
        fill(book.add_worksheet().set_name(name).unwrap(), &rows);
    }
    let told = becomes("plan.xlsx", &book.save_to_buffer().unwrap());
    assert!(
        told.contains("the sheet `2023` looks like a workplan as well")
            && !told.contains("`Notes`"),
        "{told}"
    );
    assert!(told.contains("# 2024, row 3"), "{told}");
}
