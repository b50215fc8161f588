//! Messages, questions and refusals for a group's own workbook.

use rust_xlsxwriter::Workbook;

use crate::import_cell_laws::with_part;
use crate::import_sheet::Cell::{Day, Formula as Worked, Nothing, Number, Text};
use crate::import_sheet::{MEMBERS, becomes, fill, import, refused, row, with, workbook};
use crate::support::{folder, workplan};

#[test]
fn formulas_give_their_values_or_are_reported() {
    let rows = [
        row(["Id", "Activity", "Owner", "Due"]),
        vec![Text("1"), Worked("=\"Tra\"&\"in\"", "Train"), Text("IOM"), Text("Q3")],
    ];
    let told = becomes("plan.xlsx", &workbook(&rows, |_| {}));
    assert!(told.contains("title: Train\n"), "{told}");
    let rows = [
        row(["Id", "Activity", "Owner", "Due"]),
        vec![Text("1"), Worked("=A1", ""), Text("IOM"), Worked("=1/0", "#DIV/0!")],
    ];
    let bytes = with_part(&workbook(&rows, |_| {}), "xl/worksheets/sheet1.xml", |xml| {
        xml.replace("<v>0</v>", "").replace("<v></v>", "").replace(" t=\"str\"><f>A1", "><f>A1")
    });
    let folder = with("plan.xlsx", &bytes);
    let run = import(&folder, "plan.xlsx", &[]);
    assert!(run.code == Some(2) && run.stderr.contains("no row became an activity"), "{run:?}");
    assert!(!folder.path().join("workplans/2024.yaml").exists());
    let error = |column: usize| {
        let mut cells = row(["1", "Train", "IOM", "Q3"]);
        cells[column] = Worked("=1/0", "#DIV/0!");
        becomes("plan.xlsx", &workbook(&[row(["Id", "Activity", "Owner", "Due"]), cells], |_| {}))
    };
    let (owner, due) = (error(2), error(3));
    assert!(
        owner.contains("owners: [to-be-assigned]") && owner.contains("Owner: the error #DIV/0!")
    );
    assert!(!due.contains("due:") && due.contains("Due: the error #DIV/0!"), "{due}");
}

#[test]
fn errors_are_reported_in_the_order_of_the_cells() {
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
fn files_that_are_no_workplan_or_workbook_are_refused() {
    let no_plan = workbook(&[row(["Name"]), row(["X"])], |_| {});
    let told = refused("plan.xlsx", &no_plan);
    assert!(told.contains("there is no table in it") && told.contains("row 2: X"), "{told}");
    let empty = workbook(&[], |_| {});
    assert!(refused("plan.xlsx", &empty).contains("there is no table in it"));
    assert!(refused("plan.csv", b"").contains("there is no table in it"));
    // Any table becomes a draft.
    let folder = with("plan.csv", b"Zeta,Phone\nGrow trees,12\n");
    assert_eq!(import(&folder, "plan.csv", &[]).code, Some(2), "it asks for the header row");
    let run = import(&folder, "plan.csv", &["--yes", "--dry-run"]);
    assert!(run.stdout.contains("title: Grow trees\n        owners: [to-be-assigned]"), "{run:?}");
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
fn texts_like_formulas_survive_a_round_trip() {
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
    let run = import(&folder, "plan.csv", &[]);
    assert_eq!(run.code, Some(0), "{run:?}");
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
fn sheets_with_one_header_row_are_taken_together_each_as_a_priority() {
    let mut book = Workbook::new();
    for (name, many) in [("Notes", 0), ("2023", 1), ("2024", 2)] {
        let mut rows = vec![row(["Activity", "Owner", "Due"])];
        rows.extend((0..many).map(|_| row(["A", "IOM", "Q3"])));
        fill(book.add_worksheet().set_name(name).unwrap(), &rows);
    }
    let told = becomes("plan.xlsx", &book.save_to_buffer().unwrap());
    for part in ["title: '2023'\n", "# 2023, row 2\n", "title: '2024'\n", "# 2024, row 3\n"] {
        assert!(told.contains(part), "{told}");
    }
    assert!(!told.contains("title: Notes"), "{told}");
}
