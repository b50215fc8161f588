//! Hostile workbooks: overused shared texts, reversed ranges, cells outside the sheet. Each is read
//! in 1 GiB of memory.
#![cfg(target_os = "linux")]

use std::fs;
use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::support::{Run, entries, project, temporary_folder, workplan};

const MAIN: &str = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// Returns a workbook with one sheet.
pub fn book(sheet: &str, shared: &str) -> Vec<u8> {
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    let mut part = |name: &str, text: &str| {
        let quickly = SimpleFileOptions::default().compression_level(Some(1));
        out.start_file(name, quickly).unwrap();
        out.write_all(text.as_bytes()).unwrap();
    };
    let relations = "http://schemas.openxmlformats.org/package/2006/relationships";
    let relation = |id: u8, kind: &str, target: &str| {
        format!("<Relationship Id=\"r{id}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/>")
    };
    part(
        "_rels/.rels",
        &format!(
            "<Relationships xmlns=\"{relations}\">{}</Relationships>",
            relation(1, "officeDocument", "xl/workbook.xml")
        ),
    );
    part(
        "xl/workbook.xml",
        &format!(
            "<workbook {MAIN} xmlns:r=\"{OFFICE}\"><sheets><sheet name=\"S\" sheetId=\"1\" \
                r:id=\"r1\"/></sheets></workbook>"
        ),
    );
    let parts = relation(1, "worksheet", "worksheets/sheet1.xml")
        + &relation(2, "sharedStrings", "sharedStrings.xml");
    part(
        "xl/_rels/workbook.xml.rels",
        &format!("<Relationships xmlns=\"{relations}\">{parts}</Relationships>"),
    );
    part("xl/worksheets/sheet1.xml", &format!("<worksheet {MAIN}>{sheet}</worksheet>"));
    part("xl/sharedStrings.xml", &format!("<sst {MAIN}>{shared}</sst>"));
    out.finish().unwrap().into_inner()
}

/// Returns rows of inline texts.
pub fn rows(rows: &[&[&str]]) -> String {
    let mut out = String::from("<sheetData>");
    for (number, row) in (1..).zip(rows) {
        out += &format!("<row r=\"{number}\">");
        for (column, text) in ('A'..).zip(*row) {
            out += &format!("<c r=\"{column}{number}\" t=\"inlineStr\"><is><t>{text}</t></is></c>");
        }
        out += "</row>";
    }
    out + "</sheetData>"
}

pub const PLAN: &[&[&str]] = &[
    &["Activity", "Lead agency", "Status", "Due date"],
    &["Pillar one", "", "", ""],
    &["Train officers", "UNODC", "ongoing", "2027-05-31"],
    &["Write the guide", "UNICEF", "planned", "2027-06-30"],
];

/// Returns a sheet that uses its only shared text this many times.
fn shared(times: usize) -> String {
    (1..=times).fold(String::from("<sheetData>"), |out, row| {
        out + &format!("<row r=\"{row}\"><c r=\"A{row}\" t=\"s\"><v>0</v></c></row>")
    }) + "</sheetData>"
}

/// Imports a workbook in a folder with a plan.
pub fn import(bytes: &[u8]) -> Run {
    import_as("x.xlsx", bytes)
}

pub fn import_as(name: &str, bytes: &[u8]) -> Run {
    let folder = temporary_folder();
    let _ = workplan(folder.path(), &["init"]).ok();
    fs::write(folder.path().join(name), bytes).unwrap();
    let run = workplan(folder.path(), &["import", name, "--to", "2027", "--dry-run"]);
    run.assert_clean();
    run
}

#[test]
fn texts_are_bounded_and_the_bound_is_named() {
    let one = |length: usize| format!("<si><t>{}</t></si>", "x".repeat(length));
    let in_runs = format!("<si>{}</si>", "<r><t>x</t></r>".repeat(100_000));
    for (bytes, said) in [
        (book(&shared(2000), &one(10_000_000)), "longer than 32767 characters"),
        (book(&shared(1), &one(32_768)), "S!A1 holds more than 32767 characters"),
        (book(&shared(1), &in_runs), "S!A1 holds more than 32767 characters"),
        (
            book(&shared(1), &format!("<si>{}</si>", "<r><t>xxxxxxxxxx</t></r>".repeat(1_000_000))),
            "longer than 32767 characters",
        ),
        (book(&rows(&[&["a", &"x".repeat(1_000_000)]]), ""), "longer than 32767 characters"),
        (book(&shared(5_000), &one(32_000)), "more than 128 MiB of text"),
    ] {
        let run = import(&bytes);
        assert!(run.code == Some(2) && run.stderr.contains(said), "{said}: {run:?}");
    }
}

#[test]
fn a_text_of_the_longest_kind_is_read() {
    let long = "\u{6f22}".repeat(32_767 / 3);
    let run = import(&book(
        &rows(&[PLAN[0], PLAN[1], PLAN[2], &[&long, "UNICEF", "planned", "2027-06-30"]]),
        "",
    ));
    assert!(!run.stderr.contains("characters, the most"), "{run:?}");
}

#[test]
fn ranges_written_backwards_are_put_in_order() {
    let merged = |range: &str| {
        format!(
            "{}<mergeCells count=\"1\"><mergeCell x=\"1\"ref=\"{range}\"/></mergeCells>",
            rows(PLAN)
        )
    };
    let expected = import(&book(&merged("A2:D2"), ""));
    assert!(
        expected.code == Some(0) && expected.stdout.contains("# S, row 4\n"),
        "the rows are read: {expected:?}"
    );
    for range in ["D2:A2", "d2:a2"] {
        let run = import(&book(&merged(range), ""));
        assert_eq!(
            (run.code, &run.stdout, &run.stderr),
            (expected.code, &expected.stdout, &expected.stderr),
            "{range}"
        );
    }
    for range in [
        "XFD1048576:A1",
        "A1048576:XFD1",
        "A1:XFD1048576",
        "A1:",
        ":",
        "",
        "A0:A0",
        "1:A",
        "A1:B2:C3",
    ] {
        let _ = import(&book(&merged(range), ""));
    }
}

#[test]
fn places_beyond_a_sheet_are_refused() {
    for (sheet, said) in [
        (
            "<sheetData><row r=\"99999999999\"><c r=\"A1\"><v>1</v></c></row></sheetData>",
            "beyond the last cell of a sheet",
        ),
        (
            "<sheetData><row r=\"1\"><c r=\"ZZZZZZZZZZ1\"><v>1</v></c></row></sheetData>",
            "beyond the last cell of a sheet",
        ),
        ("<dimension ref=\"A1:ZZZZZZZ1\"/><sheetData/>", "beyond the last cell of a sheet"),
        (
            "<mergeCells><mergeCell ref=\"A1:A0000000000000000000000000000000000000000000000002\"/></mergeCells>",
            "is not a cell",
        ),
        // Cells and rows may omit their references.
        (
            "<sheetData><row r=\"1\"><c r=\"XFD1\"><v>1</v></c><c><v>1</v></c></row></sheetData>",
            "S!XFE1 is beyond the last cell of a sheet, XFD1048576",
        ),
        (
            "<sheetData><row r=\"1048576\"><c><v>1</v></c></row><row><c><v>1</v></c></row></sheetData>",
            "S!A1048577 is beyond the last cell of a sheet, XFD1048576",
        ),
        (
            "<sheetData><row r=\"9999999\"><c><v>1</v></c></row></sheetData>",
            "S!A9999999 is beyond the last cell of a sheet",
        ),
        (
            "<sheetData><row r=\"1\"><c r=\"ZZZ1\"><v>1</v></c></row></sheetData>",
            "S!ZZZ1 is beyond the last cell of a sheet",
        ),
    ] {
        let run = import(&book(sheet, ""));
        assert!(run.code == Some(2) && run.stderr.contains(said), "{sheet}: {run:?}");
    }
    // A sheet may claim a larger range than it has.
    let lies = format!("<dimension ref=\"A1:XFD1048576\"/>{}", rows(PLAN));
    assert_eq!(import(&book(&lies, "")).stderr, import(&book(&rows(PLAN), "")).stderr);
}

#[test]
fn messages_name_the_limit_that_was_exceeded() {
    // The number that some programs leave behind is accepted.
    let merged = |many: usize| {
        rows(PLAN) + "<mergeCells>" + &"<mergeCell ref=\"F9:G9\"/>".repeat(many) + "</mergeCells>"
    };
    assert_eq!(import(&book(&merged(50_000), "")).stderr, import(&book(&rows(PLAN), "")).stderr);
    let run = import(&book(&merged(3_000_000), ""));
    assert_eq!(run.code, Some(2));
    assert!(
        run.stderr.contains("the sheet `S`: cells are merged in more than 100000 places"),
        "{run:?}"
    );
}

#[test]
fn a_table_of_text_has_the_same_bounds() {
    let with = |cell: &str| {
        format!(
            "Activity,Lead agency,Status,Due date\nTrain officers,UNODC,ongoing,2027-05-31\n\
                Write,UNICEF,{cell},2027-06-30\n"
        )
    };
    let long = import_as("x.csv", with(&"x".repeat((1 << 20) + 1)).as_bytes());
    assert_eq!(long.code, Some(2));
    assert!(
        long.stderr.contains("C3 holds more than 1048576 bytes, the most that a cell may hold"),
        "{}",
        &long.stderr
    );
    let fits = import_as("x.csv", with(&"x".repeat(1 << 20)).as_bytes());
    assert!(!fits.stderr.contains("1048576 bytes"), "{}", &fits.stderr[..200]);
    let wide = import_as("x.csv", with(&format!("planned,{}x", ",".repeat(16_384))).as_bytes());
    assert!(
        wide.code == Some(2) && wide.stderr.contains("is beyond the last column of a sheet, XFD"),
        "{wide:?}"
    );
}

#[test]
fn unknown_columns_do_not_slow_down_the_import() {
    let heads: Vec<String> =
        (0..2_000).map(|number| format!("{number} {}", "x".repeat(200))).collect();
    let plan = |heads: &str| {
        format!("Activity,Owner,Status,Due date{heads}\nTrain officers,UNODC,ongoing,2027-05-31\n")
    };
    let run = import_as("x.csv", plan(&format!(",{}", heads.join(","))).as_bytes());
    assert_eq!((run.code, run.stderr), (Some(0), import_as("x.csv", plan("").as_bytes()).stderr));
    let all = heads.iter().map(|head| format!(",{head}")).collect::<String>();
    let filled = plan(&all).replace("05-31\n", &format!("05-31{}\n", ",text".repeat(2_000)));
    assert_eq!(import_as("x.csv", filled.as_bytes()).code, Some(0));
}

/// The fuzzer's seeds: ranges, rows and texts that lie, and a part that unpacks to far more than
/// its size.
#[test]
fn each_seed_of_the_fuzzer_gives_a_plan_or_a_message() {
    const PARTS: [&str; 6] = [
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/worksheets/sheet1.xml",
        "xl/worksheets/sheet2.xml",
        "xl/worksheets/sheet7.xml",
        "xl/sharedStrings.xml",
    ];
    let mut names = Vec::new();
    for path in entries(&project().join("fuzz/seeds/sheet")) {
        let bytes = fs::read(&path).unwrap();
        let packed = std::str::from_utf8(&bytes)
            .ok()
            .filter(|text| text.contains("\n=====\n"))
            .map(|text| {
                let mut out = ZipWriter::new(Cursor::new(Vec::new()));
                for (name, part) in PARTS.iter().zip(text.split("\n=====\n")) {
                    out.start_file(*name, SimpleFileOptions::default()).unwrap();
                    out.write_all(part.as_bytes()).unwrap();
                }
                out.finish().unwrap().into_inner()
            });
        let is_table = path.extension().is_some_and(|kind| kind == "csv");
        let begun = std::time::Instant::now();
        let run = import_as(if is_table { "x.csv" } else { "x.xlsx" }, &packed.unwrap_or(bytes));
        assert!(begun.elapsed().as_secs() < 60, "{}", path.display());
        assert!(
            run.code == Some(0) || run.stderr.starts_with("error: "),
            "{}: {run:?}",
            path.display()
        );
        names.push(path.file_name().unwrap().to_string_lossy().into_owned());
    }
    for kind in [
        "backwards",
        "beyond",
        "bomb",
        "dimension",
        "heads",
        "merged",
        "overlapping",
        "rows",
        "shared",
    ] {
        assert!(names.iter().any(|name| name == kind), "{kind}");
    }
}
