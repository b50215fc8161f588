//! Content of a returned workbook that has no place in a plan is reported once.

use std::fs;

use calamine::Data;

use crate::import_workbook::{PLAN, edit, exported, import, put, text};

#[test]
fn added_columns_sheets_and_changed_figures_are_reported_once() {
    let folder = exported(PLAN);
    let untouched = import(folder.path(), &[]);
    assert_eq!((untouched.code, untouched.stderr.as_str()), (Some(0), ""), "{untouched:?}");
    edit(folder.path(), |cells| {
        for row in [1, 2] {
            put(cells, "Activities", row, "Done %", Data::Float(99.0));
        }
        put(cells, "Activities", 1, "Days late", Data::Float(77.0));
        let rows = cells.get_mut("Activities").unwrap();
        let width = rows[0].len();
        for row in rows.iter_mut() {
            row.resize(width + 2, Data::Empty);
        }
        rows[0][width] = text("Notes of the meeting");
        rows[1][width] = text("LOST NOTE");
        rows[2][width + 1] = text("LOST TOO");
        cells.insert("Decisions".to_owned(), vec![vec![text("We decided X")]]);
    });
    let run = import(folder.path(), &[]);
    assert_eq!(run.code, Some(0), "{run:?}");
    for said in [
        "Activities!AB2: `Done %` is calculated: changes in this column are ignored (2 cells)",
        "Activities!AC2: `Days late` is calculated: changes in this column are ignored (1 cell)",
        "Activities!AE2: skipped: the column `Notes of the meeting` is not part of the plan (1 cell)",
        "Activities!AF3: skipped: the column AF has no heading (1 cell)",
        "skipped: these sheets are not part of the plan: `Decisions`",
    ] {
        assert_eq!(run.stderr.matches(said).count(), 1, "{said}: {}", run.stderr);
    }
    assert_eq!(fs::read_to_string(folder.path().join("workplans/2024.yaml")).unwrap(), PLAN);
}

#[test]
fn a_date_range_in_a_cell_of_one_day_reports_the_other_end() {
    for (head, is, said) in [
        (
            "Due",
            "due: 2024-06-17",
            "Activities!G3: `15-17 June` is a range: only its end is used, 2024-06-17",
        ),
        (
            "Start",
            "start: 2024-06-15",
            "Activities!F3: `15-17 June` is a range: only its beginning is used, 2024-06-15",
        ),
    ] {
        let folder = exported(PLAN);
        edit(folder.path(), |cells| put(cells, "Activities", 2, head, text("15-17 June")));
        let run = import(folder.path(), &[]);
        let now = fs::read_to_string(folder.path().join("workplans/2024.yaml")).unwrap();
        assert!(
            run.code == Some(0) && now.contains(is) && run.stderr.contains(said),
            "{head}: {run:?}\n{now}"
        );
    }
    let folder = exported(PLAN);
    edit(folder.path(), |cells| put(cells, "Activities", 2, "Due", text("2024-06-30 (NOT 2025)")));
    let run = import(folder.path(), &[]);
    assert!(
        run.code == Some(2)
            && run.stderr.contains("Activities!G3: `2024-06-30 (NOT 2025)` is not a date"),
        "{run:?}"
    );
}

#[test]
fn a_repeated_heading_is_an_error() {
    let folder = exported(PLAN);
    edit(folder.path(), |cells| {
        let rows = cells.get_mut("Activities").unwrap();
        let width = rows[0].len();
        rows.iter_mut().for_each(|row| row.resize(width + 1, Data::Empty));
        rows[0][width] = text("due");
        rows[2][width] = text("2024-11-30");
    });
    let run = import(folder.path(), &[]);
    assert!(
        run.code == Some(2)
            && run
                .stderr
                .contains("Activities!AE1: this is a second column `Due`: keep one of them"),
        "{run:?}"
    );
    assert_eq!(fs::read_to_string(folder.path().join("workplans/2024.yaml")).unwrap(), PLAN);
}
