//! Hidden, ambiguous or endless content of a sheet is reported or asked about, and a written
//! decision is read back.
#![cfg(target_os = "linux")]

use std::fs;

use crate::hostile_workbooks::{PLAN, book, import, import_as, rows};
use crate::import_workbook_parts::changed;
use crate::support::{Run, temporary_folder, workplan};

/// Writes the mapping, changes it, and imports with it.
fn decided(name: &str, bytes: &[u8], change: &dyn Fn(String) -> String) -> (String, Run) {
    let folder = temporary_folder();
    let _ = workplan(folder.path(), &["init"]).ok();
    fs::write(folder.path().join(name), bytes).unwrap();
    let _ =
        workplan(folder.path(), &["import", name, "--to", "2027", "--write-mapping", "map.yaml"]);
    let mapping = fs::read_to_string(folder.path().join("map.yaml")).unwrap();
    fs::write(folder.path().join("map.yaml"), change(mapping.clone())).unwrap();
    (
        mapping,
        workplan(
            folder.path(),
            &["import", name, "--to", "2027", "--dry-run", "--mapping", "map.yaml"],
        ),
    )
}

fn as_proposed(text: String) -> String {
    text
}

#[test]
fn a_hidden_sheet_is_read_if_no_other_is_a_plan_or_if_chosen() {
    let sheet = "<sheet name=\"S\" sheetId=\"1\" r:id=\"r1\"/>";
    let hidden = |more: &str| {
        changed(
            &book(&rows(PLAN), ""),
            &|_, text| {
                text.replace(
                    sheet,
                    &format!("{}{more}", sheet.replace(" r:id", " state=\"veryHidden\" r:id")),
                )
            },
            &[],
        )
    };
    let run = import(&hidden(""));
    assert!(run.code == Some(0) && run.stdout.contains("title: Train officers"), "{run:?}");
    let (_, run) = decided("x.xlsx", &hidden(""), &|text| text + "sheet: Other\n");
    let note = "the mapping names the sheet `Other`, which the file does not have";
    assert!(run.code == Some(0) && run.stderr.contains(note), "{run:?}");
    // A visible sheet is preferred, even with fewer activities.
    let shown = rows(&[PLAN[0], &["Meet", "UNODC", "planned", "2027-06-30"]]);
    let both = hidden("<sheet name=\"T\" sheetId=\"2\" r:id=\"r9\"/>");
    let relation = "<Relationship Id=\"r9\" Type=\"a/worksheet\" Target=\"worksheets/sheet2.xml\"/></Relationships>";
    let both = changed(
        &both,
        &|name, text| {
            if name.contains("workbook.xml.rels") {
                text.replace("</Relationships>", relation)
            } else {
                text
            }
        },
        &[("xl/worksheets/sheet2.xml", &format!("<worksheet>{shown}</worksheet>"))],
    );
    let (_, run) = decided("x.xlsx", &both, &as_proposed);
    assert!(
        run.stdout.contains("title: Meet") && !run.stdout.contains("Train officers"),
        "{run:?}"
    );
    let (_, run) = decided("x.xlsx", &both, &|text| text.replace("sheet: [\"T\"]", "sheet: S"));
    assert!(
        run.stdout.contains("title: Train officers") && !run.stdout.contains("title: Meet"),
        "{run:?}"
    );
}

#[test]
fn hidden_rows_and_columns_are_reported() {
    let sheet = rows(PLAN)
        .replace("<row r=\"3\">", "<row r=\"3\" hidden=\"1\">")
        .replace("<row r=\"4\">", "<row r=\"4\" hidden=\"true\">");
    let sheet = format!(
        "<cols><col min=\"3\" max=\"3\" hidden=\"1\"/><col min=\"9\" max=\"16384\" hidden=\"1\"/></cols>{sheet}"
    );
    let (_, run) = decided("x.xlsx", &book(&sheet, ""), &as_proposed);
    let note = "S: hidden rows (2) and columns (1) are read like the others\n";
    assert!(run.code == Some(0) && run.stderr.contains(note), "{run:?}");
    assert_eq!(run.stdout.matches("- id: 1.").count(), 2, "both rows: {run:?}");
}

#[test]
fn an_ambiguous_progress_of_1_is_asked_about() {
    let with = |numbers: [&str; 2]| {
        let mut sheet =
            rows(&[&["Activity", "Owner", "Progress"], &["A", "UNODC", ""], &["B", "UNODC", ""]]);
        for (row, number) in [2, 3].into_iter().zip(numbers) {
            let empty = format!("<c r=\"C{row}\" t=\"inlineStr\"><is><t></t></is></c>");
            assert!(sheet.contains(&empty), "{sheet}");
            sheet = sheet.replace(&empty, &format!("<c r=\"C{row}\"><v>{number}</v></c>"));
        }
        book(&sheet, "")
    };
    for (numbers, asked, progress) in [
        (["1", "0"], true, "progress: 100"),
        (["1", "0.5"], false, "progress: 50"),
        (["1", "50"], false, "progress: 1\n"),
        (["0.5", "50"], false, "progress: 50"),
    ] {
        let (mapping, run) = decided("x.xlsx", &with(numbers), &as_proposed);
        assert_eq!(mapping.contains("numbers:\n  \"Progress\": \"shares\""), asked, "{mapping}");
        assert!((run.stdout.clone() + "\n").contains(progress), "{numbers:?} {run:?}");
    }
    let (_, run) =
        decided("x.xlsx", &with(["1", "0"]), &|text| text.replace("\"shares\"", "percentages"));
    assert!(run.stdout.contains("progress: 1\n"), "{run:?}");
}

#[test]
fn a_mapping_that_is_written_is_read() {
    let words = [
        "q".repeat(2_000),
        "a\u{7f}b".to_owned(),
        "a\u{85}b".to_owned(),
        "\u{fffe}x".to_owned(),
        "a\u{202e}b".to_owned(),
        "x: y".to_owned(),
    ];
    for word in &words {
        let table = format!("Activity,Owner,Status\nA,UNODC,{word}\n");
        let (mapping, run) =
            decided("x.csv", table.as_bytes(), &|text| text.replace("\"\"  #", "\"ongoing\"  #"));
        run.assert_clean();
        assert!(run.code == Some(0) && run.stdout.contains("status: ongoing"), "{mapping} {run:?}");
        assert!(!run.stderr.contains("fits nothing"), "{run:?}");
    }
    let (_, run) = decided("x.csv", b"Activity,Owner,Status\nA,UNODC,planned\n", &|text| {
        text + "statuses:\n  a: [\n"
    });
    assert!(
        run.code == Some(2) && run.stderr.contains("map.yaml is not a mapping: line "),
        "{run:?}"
    );
}

#[test]
fn a_table_of_text_loses_nothing() {
    let open = import_as(
        "x.csv",
        b"Activity,Owner,Remarks\nA,UNODC,fine\nB,UNODC,\"open\nC,UNODC,x\nD,UNODC,y\n",
    );
    assert!(
        open.code == Some(2) && open.stderr.contains("C3: this quotation mark is never closed"),
        "{open:?}"
    );
    for end in ["", "\n", "\r\n", "\n\n"] {
        let closed = import_as(
            "x.csv",
            format!("Activity,Owner,Remarks\nA,UNODC,\"two\nlines\"{end}").as_bytes(),
        );
        assert!(!closed.stderr.contains("quotation mark"), "{closed:?}");
    }
    let (_, run) = decided("x.csv", b"Activity,Owner\n'=1,UNODC\n", &as_proposed);
    assert!(run.stdout.contains("'=1") && !run.stdout.contains("title: =1"), "{run:?}");
}

#[test]
fn a_decision_about_day_and_month_is_kept_for_its_column() {
    let sheet = b"Activity,Lead,Deadline,Status\nMeet,IOM,03/04/2027,planned\n\
        Train,UNODC,05/06/2027,planned\n";
    let other = |text: String| text.replace("\"day-first\"", "month-first");
    let (mapping, run) = decided("x.csv", sheet, &other);
    assert!(mapping.contains("\n  \"Deadline\": \"day-first\""), "{mapping}");
    assert!(run.stdout.contains("due: 2027-03-04"), "{run:?}");
    assert!(!run.stderr.contains("fits nothing"), "{run:?}");
    // After the mapping is written again, the decision is still there.
    let folder = temporary_folder();
    fs::write(folder.path().join("x.csv"), sheet).unwrap();
    fs::write(folder.path().join("map.yaml"), "day_order: {Deadline: month-first}\n").unwrap();
    let arguments = ["--to", "2027", "--mapping", "map.yaml", "--write-mapping", "new.yaml"];
    let run = workplan(folder.path(), &[&["import", "x.csv"], &arguments[..]].concat());
    let new = fs::read_to_string(folder.path().join("new.yaml")).unwrap();
    assert!(new.contains("\n  \"Deadline\": \"month-first\""), "{run:?}\n{new}");
}
