//! What it costs to write a plan of 20,000 activities for a spreadsheet, and to take it in again, beside what the libraries need for the bare cells.
//!
//! `cargo bench --bench sheets` prints medians; docs/performance.md says what they mean. Nothing here can fail by time.
#![allow(clippy::unwrap_used, missing_docs)]

mod folder;

use std::fs;
use std::hint::black_box;
use std::io::Cursor;
use std::time::Duration;

use calamine::{Data, Range, Reader, Xlsx, open_workbook_from_rs};
use criterion::{Criterion, criterion_group, criterion_main};
use rust_xlsxwriter::{Format, Workbook};

use folder::{folder, run};

fn read(bytes: &[u8], only: Option<&str>) -> Vec<Range<Data>> {
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).unwrap();
    let names = book.sheet_names();
    names.iter().filter(|name| only.is_none_or(|only| *name == only)).map(|name| book.worksheet_range(name).unwrap()).collect()
}

/// The same cells, with a format each and nothing else.
fn write(sheets: &[Range<Data>]) -> Vec<u8> {
    let mut book = Workbook::new();
    let format = Format::new().set_text_wrap();
    for range in sheets {
        let sheet = book.add_worksheet();
        for (row, column, cell) in range.used_cells() {
            let (row, column) = (row as u32, column as u16);
            match cell {
                Data::Float(number) => sheet.write_number_with_format(row, column, *number, &format),
                Data::DateTime(day) => sheet.write_number_with_format(row, column, day.as_f64(), &format),
                cell => sheet.write_string_with_format(row, column, cell.to_string(), &format),
            }
            .unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

fn sheets(criterion: &mut Criterion) {
    let folder = folder(true);
    run(folder.path(), &["export", "-o", "plan.xlsx"]);
    run(folder.path(), &["export", "-o", "plan.csv"]);
    let bytes = fs::read(folder.path().join("plan.xlsx")).unwrap();
    let (all, activities) = (read(&bytes, None), read(&bytes, Some("Activities")));
    let mut group = criterion.benchmark_group("sheets");
    group.sample_size(10).measurement_time(Duration::from_secs(4));
    group.bench_function("status", |bencher| bencher.iter(|| run(folder.path(), &["status"])));
    group.bench_function("write the bare cells", |bencher| bencher.iter(|| drop(black_box(write(&all)))));
    group.bench_function("write those of Activities", |bencher| bencher.iter(|| drop(black_box(write(&activities)))));
    for format in ["xlsx", "csv", "ndjson", "json", "ics", "iati"] {
        group.bench_function(format!("export {format}"), |bencher| {
            bencher.iter(|| run(folder.path(), &["export", "--format", format, "-o", "again"]));
        });
    }
    group.bench_function("read the sheets", |bencher| bencher.iter(|| drop(black_box(read(&bytes, None)))));
    group.bench_function("read Activities", |bencher| bencher.iter(|| drop(black_box(read(&bytes, Some("Activities"))))));
    for (file, more) in [("plan.xlsx", &[][..]), ("plan.csv", &["--to", "2025"])] {
        let arguments = [&["import", file, "--dry-run"], more].concat();
        group.bench_function(arguments.join(" "), |bencher| bencher.iter(|| run(folder.path(), &arguments)));
    }
    group.finish();
}

criterion_group!(benches, sheets);
criterion_main!(benches);
