//! The time to export 20,000 activities to a workbook and to import them, compared with the
//! libraries alone; and the memory for 200,000.
//!
//! `cargo bench --bench sheets` prints medians, explained in docs/performance.md, and never fails
//! because of time. GNU time measures the memory, if installed.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

mod folder;

use std::fs;
use std::hint::black_box;
use std::io::Cursor;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use calamine::{Data, Range, Reader, Xlsx, open_workbook_from_rs};
use criterion::{Criterion, criterion_group, criterion_main};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

use folder::{ACTIVITIES, bare_folder, folder, run};

fn read(bytes: &[u8], only: Option<&str>) -> Vec<Range<Data>> {
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).unwrap();
    let names = book.sheet_names();
    names
        .iter()
        .filter(|name| only.is_none_or(|only| *name == only))
        .map(|name| book.worksheet_range(name).unwrap())
        .collect()
}

/// Writes the same cells, each with a format, and nothing else.
fn write(sheets: &[Range<Data>]) -> Vec<u8> {
    let mut book = Workbook::new();
    let format = Format::new().set_text_wrap();
    for range in sheets {
        let sheet = book.add_worksheet();
        for (row, column, cell) in range.used_cells() {
            let (row, column) = (row as u32, column as u16);
            match cell {
                Data::Float(number) => {
                    sheet.write_number_with_format(row, column, *number, &format)
                }
                Data::DateTime(day) => {
                    sheet.write_number_with_format(row, column, day.as_f64(), &format)
                }
                cell => sheet.write_string_with_format(row, column, cell.to_string(), &format),
            }
            .unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

const FORMATS: [&str; 6] = ["xlsx", "csv", "ndjson", "json", "ics", "iati"];

/// Returns a sheet as a group designs it: with its own headings, a column of priorities, and
/// several owners in a cell.
fn own_sheet(activities: usize) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let day = Format::new().set_num_format("dd/mm/yyyy");
    sheet
        .write_row(
            0,
            0,
            [
                "No.",
                "Priority",
                "Activity",
                "Responsible",
                "Status",
                "Start date",
                "Deadline",
                "Remarks",
            ],
        )
        .unwrap();
    for row in 1..=activities as u32 {
        let (priority, month) = ((row - 1) / (activities as u32 / 40) + 1, row % 8 + 1);
        sheet.write(row, 0, format!("{priority}.{row}")).unwrap();
        sheet.write(row, 1, format!("{priority}. Priority {priority}")).unwrap();
        sheet.write(row, 2, format!("Train the people who meet those at risk, {row}")).unwrap();
        sheet.write(row, 3, ["One / Two", "One", "Two"][row as usize % 3]).unwrap();
        sheet.write(row, 4, ["Ongoing", "Not started"][row as usize % 2]).unwrap();
        sheet
            .write_with_format(row, 5, ExcelDateTime::from_ymd(2024, 1, 15).unwrap(), &day)
            .unwrap();
        sheet.write(row, 6, format!("{month}/2024")).unwrap();
        sheet
            .write(row, 7, "What was agreed on, and with whom it is to be done: see the minutes.")
            .unwrap();
    }
    book.save_to_buffer().unwrap()
}

/// Returns the peak memory of the program in MB.
fn memory(folder: &Path, arguments: &[&str]) -> Option<f64> {
    let mut command = Command::new("/usr/bin/time");
    command
        .args(["-f", "%M", env!("CARGO_BIN_EXE_workplan")])
        .args(arguments)
        .args(["--as-of", "2024-09-15"])
        .current_dir(folder);
    let output =
        command.stdout(Stdio::null()).output().ok().filter(|output| output.status.success())?;
    let told = String::from_utf8(output.stderr).ok()?;
    Some(told.lines().last()?.trim().parse::<f64>().ok()? / 1024.0)
}

/// Prints the memory for 200,000 activities, and its ratio to that of `status`.
#[allow(clippy::print_stdout)]
fn most_memory() {
    let (folder, bare) = (folder(10 * ACTIVITIES, false), bare_folder());
    fs::write(bare.path().join("own.xlsx"), own_sheet(10 * ACTIVITIES)).unwrap();
    let Some(status) = memory(folder.path(), &["status"]) else { return };
    println!("memory, 200,000 activities: status {status:.0} MB");
    for format in FORMATS {
        let file = format!("again.{format}");
        let taken =
            memory(folder.path(), &["export", "--format", format, "-o", &file]).unwrap_or(f64::NAN);
        println!(
            "memory, 200,000 activities: export {format} {taken:.0} MB, {:.2} times",
            taken / status
        );
    }
    for (folder, arguments) in [
        (&folder, &["import", "again.xlsx"][..]),
        (&bare, &["import", "own.xlsx", "--to", "2025", "--yes"]),
    ] {
        let taken = memory(folder.path(), arguments).unwrap_or(f64::NAN);
        println!(
            "memory, 200,000 activities: {} {taken:.0} MB, {:.2} times",
            arguments.join(" "),
            taken / status
        );
    }
}

fn sheets(criterion: &mut Criterion) {
    let folder = folder(ACTIVITIES, true);
    run(folder.path(), &["export", "-o", "plan.xlsx"]);
    run(folder.path(), &["export", "-o", "plan.csv"]);
    let bytes = fs::read(folder.path().join("plan.xlsx")).unwrap();
    let (all, activities) = (read(&bytes, None), read(&bytes, Some("Activities")));
    let own = own_sheet(ACTIVITIES);
    // A new plan is imported into a folder without plans.
    let bare = bare_folder();
    fs::write(bare.path().join("own.xlsx"), &own).unwrap();
    fs::copy(folder.path().join("plan.csv"), bare.path().join("plan.csv")).unwrap();
    let mut group = criterion.benchmark_group("sheets");
    group.sample_size(10).measurement_time(Duration::from_secs(4));
    group.bench_function("status", |bencher| bencher.iter(|| run(folder.path(), &["status"])));
    group.bench_function("write the bare cells", |bencher| {
        bencher.iter(|| drop(black_box(write(&all))));
    });
    group.bench_function("write those of Activities", |bencher| {
        bencher.iter(|| drop(black_box(write(&activities))));
    });
    for format in FORMATS {
        group.bench_function(format!("export {format}"), |bencher| {
            bencher.iter(|| run(folder.path(), &["export", "--format", format, "-o", "again"]));
        });
    }
    group.bench_function("read the sheets", |bencher| {
        bencher.iter(|| drop(black_box(read(&bytes, None))));
    });
    group.bench_function("read Activities", |bencher| {
        bencher.iter(|| drop(black_box(read(&bytes, Some("Activities")))));
    });
    group.bench_function("read the group's own sheet", |bencher| {
        bencher.iter(|| drop(black_box(read(&own, None))));
    });
    for (folder, arguments) in [
        (&folder, &["import", "plan.xlsx", "--dry-run"][..]),
        (&bare, &["import", "own.xlsx", "--dry-run", "--to", "2025", "--yes"]),
        (&bare, &["import", "plan.csv", "--dry-run", "--to", "2025", "--yes"]),
    ] {
        group.bench_function(arguments.join(" "), |bencher| {
            bencher.iter(|| run(folder.path(), arguments));
        });
    }
    group.finish();
    most_memory();
}

criterion_group!(benches, sheets);
criterion_main!(benches);
