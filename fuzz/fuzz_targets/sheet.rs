//! Any bytes as somebody's sheet: as a table of text, as a workbook, and as the parts of one, at
//! each line that is `=====`.
#![no_main]

mod parts;

use std::io::{Cursor, Write};

use libfuzzer_sys::fuzz_target;
use workplan::analysis::Index;
use workplan::format::{FileSet, RawFile, read};
use workplan::model::{Day, ImportedRow};
use workplan::spreadsheet::{
    ImportContext, Mapping, NamedWorkbook, Preferred, Questions, RawSheet, SheetFile, Workbook,
    merge, read_csv, read_edited, read_foreign, read_sheets,
};
use zip::write::SimpleFileOptions;

const PLAN: &str = "\
    schema: 1\n\
    period: {start: 2024-01-01, end: 2024-12-31}\n\
    organizations: [{id: iom, name: IOM}]\n\
    priorities:\n\
    \x20 - id: '1'\n\
    \x20   title: P\n\
    \x20   activities:\n\
    \x20     - {id: '1.1', title: A, owners: [iom], status: planned}\n";

/// The parts of a workbook that are read.
const PARTS: [&str; 7] = [
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/worksheets/sheet1.xml",
    "xl/worksheets/sheet2.xml",
    "xl/worksheets/sheet7.xml",
    "xl/sharedStrings.xml",
    "xl/styles.xml",
];

fuzz_target!(|bytes: &[u8]| {
    if let Ok(sheet) = read_csv(bytes, &mut Vec::new()) {
        foreign(&sheet);
    }
    if let Ok(SheetFile::Sheets(sheets)) = read_sheets(bytes, &mut Vec::new()) {
        sheets.iter().for_each(foreign);
    }
    workbook(bytes);
    if let Some(packed) = packed(bytes) {
        workbook(&packed);
    }
});

fn workbook(bytes: &[u8]) {
    let Ok(mut book) = Workbook::open(bytes) else { return };
    if let Ok(Some(edited)) = read_edited(&mut book) {
        let input = FileSet::new(
            "workplans",
            vec![RawFile { path: "2024.yaml".to_owned(), bytes: PLAN.as_bytes().to_vec() }],
        );
        let reading = read(&input);
        let index = Index::new(&reading.folder);
        let plan = index.plan("2024").expect("the plan");
        for side in [None, Some(Preferred::Plan), Some(Preferred::Workbook)] {
            let workbook = NamedWorkbook { name: "sheet", edited: &edited };
            merge(&[workbook], plan.plan, &plan.directory, side);
        }
    }
    for name in book.sheets() {
        if let Ok(sheet) = book.sheet(&name) {
            foreign(&sheet);
        }
    }
}

/// The account counts the activities, and each activity says what it is.
fn foreign(sheet: &RawSheet) {
    let organization = |name: &str| (name.len() < 5).then(|| name.to_lowercase());
    let day = |month: u32, day: u32| Day::from_ymd_opt(2024, month, day).expect("a day");
    let around = ImportContext {
        organization: &organization,
        nearest: &|_| None,
        year: Some(2024),
        period: Some((day(1, 1), day(12, 31))),
        day: day(7, 1),
    };
    let questions = Questions::new(Mapping::new());
    let Ok(found) = read_foreign(std::slice::from_ref(sheet), &around, questions) else { return };
    assert_eq!(found.activities.len(), found.account.count(ImportedRow::Activity));
    for taken in &found.activities {
        assert!(taken.fields.iter().any(|(key, _)| *key == "title"), "{taken:?}");
        assert!(found.priorities.iter().any(|(id, _)| *id == taken.priority), "{taken:?}");
    }
}

fn packed(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part) in PARTS.into_iter().zip(parts::parts(bytes)) {
        out.start_file(
            name,
            SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored),
        )
        .ok()?;
        out.write_all(part).ok()?;
    }
    Some(out.finish().ok()?.into_inner())
}
