//! Which files in a folder of members' sheets are read, and in which formats.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;

use calamine::Data;

use crate::import_workbook::{Cells, edit_file};
use crate::member_sheets::{exported, import, plan, returned};

/// Writes the cells as LibreOffice does in ODS.
fn save_as_ods(cells: &Cells, path: &Path) {
    let plain = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;");
    let mut tables = String::new();
    for (name, rows) in cells {
        write!(tables, "<table:table table:name=\"{name}\">").unwrap();
        for row in rows {
            tables += "<table:table-row>";
            for cell in row {
                match cell {
                    Data::Empty => tables += "<table:table-cell/>",
                    Data::DateTime(day) => {
                        let (year, month, day, ..) = day.to_ymd_hms_milli();
                        write!(
                            tables,
                            "<table:table-cell office:value-type=\"date\" \
                             office:date-value=\"{year}-{month:02}-{day:02}\"/>"
                        )
                        .unwrap();
                    }
                    Data::Float(number) => write!(
                        tables,
                        "<table:table-cell office:value-type=\"float\" office:value=\"{number}\"/>"
                    )
                    .unwrap(),
                    text => write!(
                        tables,
                        "<table:table-cell office:value-type=\"string\"><text:p>{}</text:p>\
                         </table:table-cell>",
                        plain(&text.to_string())
                    )
                    .unwrap(),
                }
            }
            tables += "</table:table-row>";
        }
        tables += "</table:table>";
    }
    let text = format!(
        "<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
         xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
         xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:body>\
         <office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    );
    let mut file = zip::ZipWriter::new(std::fs::File::create(path).unwrap());
    file.start_file("content.xml", zip::write::SimpleFileOptions::default()).unwrap();
    file.write_all(text.as_bytes()).unwrap();
    file.finish().unwrap();
}

#[test]
fn a_sheet_that_was_saved_as_ods_comes_back() {
    let root = exported();
    let root = root.path();
    returned(root, "a", &[("1.1", "Remarks", "from ODS"), ("1.1", "Forecast", "2024-12-01")]);
    edit_file(&root.join("sheets/a.xlsx"), |cells| save_as_ods(cells, &root.join("a.ods")));
    let run = import(root, &["a.ods"]);
    assert_eq!((run.code, run.complaints()), (Some(0), ""), "{run:?}");
    let now = plan(root);
    assert!(now.contains("remarks: from ODS") && now.contains("forecast: 2024-12-01"), "{now}");
}

#[test]
fn the_same_sheet_counts_once() {
    let root = exported();
    let root = root.path();
    returned(root, "a", &[("1.1", "Remarks", "once")]);
    std::fs::copy(root.join("sheets/a.xlsx"), root.join("sheets/a (1).xlsx")).unwrap();
    let run = import(root, &["sheets", "sheets/a.xlsx", "./sheets/../sheets/b.xlsx"]);
    for what in [
        "sheets/a.xlsx is named twice: it counts once\n",
        "sheets/a.xlsx has the same content as sheets/a (1).xlsx: it counts once\n",
        "./sheets/../sheets/b.xlsx has the same content as sheets/b.xlsx: it counts once\n",
    ] {
        assert!(run.stderr.contains(what), "{what}{run:?}");
    }
    assert!(plan(root).contains("remarks: once"));
}

#[test]
fn other_files_in_the_folder_are_named() {
    let root = exported();
    let root = root.path();
    let sheets = root.join("sheets");
    returned(root, "b", &[("1.2", "Remarks", "with macros")]);
    std::fs::rename(sheets.join("b.xlsx"), sheets.join("b.xlsm")).unwrap();
    std::fs::create_dir(sheets.join("late.xlsx")).unwrap();
    std::fs::create_dir(sheets.join("old")).unwrap();
    std::fs::write(sheets.join("notes.txt"), "-").unwrap();
    for mark in ["~$a.xlsx", ".~lock.a.xlsx#"] {
        std::fs::write(sheets.join(mark), "-").unwrap();
    }
    let run = import(root, &["sheets"]);
    assert_eq!(
        run.stderr,
        "not read, because they are not workbooks: sheets/late.xlsx, sheets/notes.txt, sheets/old\n"
    );
    assert!(plan(root).contains("remarks: with macros"), "{run:?}");
    let run = import(root, &["sheets/*"]);
    assert_eq!(run.stderr, "not read, because they are not workbooks: sheets/notes.txt\n");
    // The shell expands `sheets/*.xlsx` to this.
    let run = import(root, &["sheets/a.xlsx", "sheets/~$a.xlsx"]);
    assert_eq!(run.stderr, "");
    assert!(run.ok().starts_with("no change: "));
}

#[test]
fn comments_on_cells_are_reported() {
    let root = exported();
    let root = root.path();
    let file = std::fs::OpenOptions::new().read(true).write(true).open(root.join("sheets/a.xlsx"));
    let mut book = zip::ZipWriter::new_append(file.unwrap()).unwrap();
    book.start_file("xl/comments1.xml", zip::write::SimpleFileOptions::default()).unwrap();
    book.write_all(b"<comments/>").unwrap();
    book.finish().unwrap();
    let run = import(root, &["sheets"]);
    assert_eq!(
        run.stderr,
        "sheets/a.xlsx: the comments on its cells are not read: `Remarks` is for such texts\n"
    );
}
