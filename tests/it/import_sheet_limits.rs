//! Sheets that once took minutes to read. Each must take seconds now; growth is measured by
//! benches.
#![cfg(target_os = "linux")]

use std::fmt::Write as _;
use std::fs;
use std::time::Instant;

use crate::hostile_workbooks::{PLAN, book, import, import_as, rows};
use crate::support::{Run, temporary_folder, workplan};

const LONG: u64 = 30;

fn quick(what: &str, run: &dyn Fn() -> Run) -> Run {
    let begun = Instant::now();
    let run = run();
    assert!(begun.elapsed().as_secs() < LONG, "{what}: {:?}", begun.elapsed());
    run
}

#[test]
fn numbered_headings_and_new_owners_take_their_time_once() {
    let mut headings = "Activity,Owner,Status\n".to_owned();
    (0..4_000).for_each(|number| {
        writeln!(headings, "{} Pillar,,\nTrain,UNODC,planned", 10_000 - number).unwrap();
    });
    let _ = quick("headings", &|| import_as("x.csv", headings.as_bytes()));
    let folder = temporary_folder();
    let _ = workplan(folder.path(), &["init"]).ok();
    let mut table = "Activity,Owner,Status\n".to_owned();
    let mut mapping = "owners:\n".to_owned();
    for number in 0..3_000 {
        writeln!(table, "Train,Body {number},planned").unwrap();
        writeln!(mapping, "  Body {number}: new").unwrap();
    }
    fs::write(folder.path().join("x.csv"), table).unwrap();
    fs::write(folder.path().join("map.yaml"), mapping).unwrap();
    let arguments = ["import", "x.csv", "--to", "2027", "--dry-run", "--mapping", "map.yaml"];
    let run = quick("owners", &|| workplan(folder.path(), &arguments));
    assert!(run.code == Some(0) && run.stdout.contains("owners: [body-2999]"), "{}", run.stderr);
}

#[test]
fn cells_that_are_merged_often_are_merged_once() {
    let mut sheet = rows(PLAN).replace("</sheetData>", "");
    (5..=10_000).for_each(|row| {
        write!(
            sheet,
            "<row r=\"{row}\"><c r=\"A{row}\" t=\"inlineStr\"><is><t>Train</t></is></c><c \
            r=\"D{row}\"/></row>"
        )
        .unwrap();
    });
    sheet += "</sheetData><mergeCells>";
    sheet += &"<mergeCell ref=\"C3:C10000\"/>".repeat(1_000);
    let run = quick("merged", &|| import(&book(&(sheet.clone() + "</mergeCells>"), "")));
    assert!(
        run.code == Some(0) && run.stderr.contains("9996 activities have no owner"),
        "{}",
        run.stderr
    );
}
