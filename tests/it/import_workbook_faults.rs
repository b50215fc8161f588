//! Errors in the cells of a returned workbook, and values that are understood as they are.

use calamine::{Data, ExcelDateTime, ExcelDateTimeType};

use crate::import_workbook::{Cells, PLAN, edit, export, exported, import, plan, put, text};
use crate::support::Run;

type Change = fn(&mut Cells);

/// Exports a workbook, edits it, and imports it.
fn back(change: Change) -> (tempfile::TempDir, Run) {
    let folder = exported(PLAN);
    edit(folder.path(), change);
    let run = import(folder.path(), &[]);
    run.assert_clean();
    (folder, run)
}

/// 31 May 2024, as a spreadsheet stores it: 45,443 days after its epoch.
fn may_31st() -> Data {
    Data::DateTime(ExcelDateTime::new(45_443.0, ExcelDateTimeType::DateTime, false))
}

fn put_row(cells: &mut Cells, sheet: &str, row: usize, values: &[(&str, &str)]) {
    for (head, value) in values {
        put(cells, sheet, row, head, text(value));
    }
}

#[test]
fn a_value_of_another_kind_is_refused_with_its_cell() {
    let cases: &[(Change, &str)] = &[
        (
            |cells| put(cells, "Activities", 1, "Due", Data::Float(45_443.0)),
            "Activities!G2: 45443 is a number, not a date",
        ),
        (
            |cells| put(cells, "Activities", 2, "Id", may_31st()),
            "has turned this id into a date (2024-05-31): write it as text",
        ),
        (
            |cells| put(cells, "Activities", 1, "Progress", may_31st()),
            "Activities!J2: 2024-05-31 is a date, not a number",
        ),
        (
            |cells| put(cells, "Activities", 1, "Progress", text("half")),
            "Activities!J2: `half` is not a percentage",
        ),
        (
            |cells| put(cells, "Activities", 1, "Progress", Data::Float(1e300)),
            "the format does not accept the number",
        ),
        (
            |cells| put(cells, "Activities", 1, "Status", Data::Float(3.0)),
            "Activities!E2: 3 is not a status",
        ),
        (
            |cells| {
                let half_a_day = ExcelDateTime::new(0.5, ExcelDateTimeType::TimeDelta, false);
                put(cells, "Activities", 1, "Start", Data::DateTime(half_a_day));
            },
            "Activities!F2: a time of day is not a value",
        ),
        (
            |cells| put(cells, "Activities", 1, "Themes", text("Them")),
            "Activities!L2: unknown theme `Them`",
        ),
        (
            |cells| put(cells, "Activities", 1, "Owners", text("Gamma")),
            "Activities!D2: unknown organization `Gamma`\n",
        ),
    ];
    for (change, expected) in cases {
        let (folder, run) = back(*change);
        assert_eq!(run.code, Some(2), "{expected}");
        assert!(run.stderr.contains(expected), "{expected}: {}", run.stderr);
        assert_eq!(plan(folder.path()), PLAN);
    }
}

#[test]
fn values_in_common_notations_are_read() {
    let (folder, run) = back(|cells| {
        put(cells, "Activities", 1, "Progress", text("60 %"));
        put(cells, "Activities", 1, "Themes", text("theme"));
        put(cells, "Activities", 1, "Contact", may_31st());
        put(cells, "Activities", 1, "Reason", Data::Bool(true));
        put(cells, "Activities", 1, "Start", may_31st());
        put(cells, "Milestones", 1, "Title", text("First draft"));
        put(cells, "Activities", 2, "Remarks", text("One\r\ntwo"));
    });
    assert!(run.code == Some(0) && run.stderr.starts_with("warning[theme-coverage]"), "{run:?}");
    let plan = plan(folder.path());
    for part in [
        "progress: 60",
        "themes: [t]",
        "contact: '2024-05-31'",
        "reason: 'true'",
        "start: 2024-05-31",
        "title: First draft",
        "remarks: \"One\\ntwo\"",
    ] {
        assert!(plan.contains(part), "{part}: {plan}");
    }
}

#[test]
fn rows_that_belong_nowhere_are_refused() {
    let cases: &[(Change, &str)] = &[
        (
            |cells| put(cells, "Activities", 1, "Id", text("1.11")),
            "Activities!A2: this looks like `1.10` with another id: restore the id",
        ),
        (
            |cells| {
                put_row(
                    cells,
                    "Activities",
                    4,
                    &[("Id", "a b"), ("Priority", "p"), ("Title", "New"), ("Owners", "a")],
                );
            },
            "Activities!A5: `a b` is not an id. Use letters, digits, `.`, `_` and `-`, or leave it empty",
        ),
        (
            |cells| {
                put_row(
                    cells,
                    "Activities",
                    4,
                    &[("Priority", "zz"), ("Title", "New"), ("Owners", "a")],
                );
            },
            "Activities!B5: unknown priority `zz`. Known: `p` (P), `q` (Q)",
        ),
        (
            |cells| put_row(cells, "Activities", 4, &[("Priority", "p"), ("Owners", "a")]),
            "Activities!C5: a new activity needs a title",
        ),
        (
            |cells| {
                put_row(
                    cells,
                    "Milestones",
                    3,
                    &[("Activity", "1.1"), ("Number", "9"), ("Title", "M"), ("Due", "2024-05")],
                );
            },
            "Milestones!B4: `1.1` had no milestone 9 when it was exported. Leave the number of a new milestone empty",
        ),
        (
            |cells| {
                put_row(
                    cells,
                    "Milestones",
                    3,
                    &[("Activity", "zz"), ("Title", "M"), ("Due", "2024-05")],
                );
            },
            "Milestones!A4: there is no activity `zz` for this milestone",
        ),
        (
            |cells| put_row(cells, "Milestones", 3, &[("Activity", "1.1"), ("Title", "M")]),
            "Milestones!D4: a new milestone needs `Due`",
        ),
        (|cells| drop(cells.remove("Activities")), "plan.xlsx: the sheet `Activities` is missing"),
        (|cells| cells.get_mut("Activities").unwrap().clear(), "Activities: the sheet is empty"),
        (
            |cells| cells.get_mut("workplan state").unwrap()[0][0] = text("x"),
            "was changed: export again",
        ),
        (
            |cells| cells.get_mut("workplan state").unwrap()[0][1] = text("99"),
            "was exported by another version of this program",
        ),
        (
            |cells| cells.get_mut("workplan state").unwrap().push(vec![text(r#"["thing","1"]"#)]),
            "was changed: export again",
        ),
    ];
    for (change, expected) in cases {
        let (folder, run) = back(*change);
        assert_eq!(run.code, Some(2), "{expected}: {run:?}");
        assert!(run.stderr.contains(expected), "{expected}: {}", run.stderr);
        assert_eq!(plan(folder.path()), PLAN);
    }
}

#[test]
fn newer_content_of_the_plan_is_not_overwritten() {
    let folder = exported(PLAN);
    edit(folder.path(), |cells| {
        put_row(
            cells,
            "Activities",
            4,
            &[("Id", "n1"), ("Priority", "p"), ("Title", "New"), ("Owners", "a")],
        );
    });
    let grown = PLAN.replace(
        "- id: q\n",
        "  - {id: n1, title: Theirs, owners: [a], status: planned}\n- id: q\n",
    );
    std::fs::write(folder.path().join("workplans/2024.yaml"), &grown).unwrap();
    let run = import(folder.path(), &[]);
    assert!(
        run.stderr.contains(
            "Activities!A5: the plan has another activity with the id `n1`, of ALP: Theirs."
        ),
        "{run:?}"
    );
    // The same id in another year, continued under that id.
    std::fs::write(folder.path().join("workplans/2024.yaml"), PLAN).unwrap();
    let other = PLAN
        .replace("2024-", "2023-")
        .replace("1.10 ", "n1 ")
        .replace("due: 2024-Q3", "due: 2023-Q3");
    std::fs::write(folder.path().join("workplans/2023.yaml"), other).unwrap();
    let run = import(folder.path(), &[]);
    assert_eq!((run.code, plan(folder.path())), (Some(2), PLAN.to_owned()));
    assert!(
        run.stderr.contains("Activities!A5: the id `n1` is already used in another place"),
        "{run:?}"
    );
}

#[test]
fn a_removed_activity_is_a_conflict_that_ours_and_theirs_do_not_resolve() {
    let folder = exported(PLAN);
    edit(folder.path(), |cells| put(cells, "Activities", 2, "Title", text("Theirs")));
    let (line, _) = PLAN.split_once("\n  # The second one").unwrap();
    std::fs::write(folder.path().join("workplans/2024.yaml"), line).unwrap();
    for side in [&[][..], &["--theirs"]] {
        let run = import(folder.path(), side);
        assert_eq!(run.code, Some(1));
        assert!(
            run.stdout.contains("1.1 title: was `Second`, is (the activity is gone) in the plan"),
            "{run:?}"
        );
    }
    let run = import(folder.path(), &["--ours"]);
    assert!(run.code == Some(0) && run.stdout.starts_with("no change"), "{run:?}");
}

#[test]
fn a_truncated_text_does_not_replace_the_full_one() {
    let folder = exported(&PLAN.replace(
        "title: Second",
        &format!("title: Second, description: {}", "long ".repeat(8_000).trim_end()),
    ));
    edit(folder.path(), |cells| put(cells, "Activities", 2, "Description", text("short")));
    let run = import(folder.path(), &[]);
    assert_eq!(run.code, Some(2));
    assert!(
        run.stderr.contains("this text was too long for a cell and was cut: change it in the plan"),
        "{run:?}"
    );
}

#[test]
fn new_milestones_are_numbered_behind_each_other() {
    let (folder, run) = back(|cells| {
        put_row(
            cells,
            "Milestones",
            3,
            &[("Activity", "1.10"), ("Title", "Third"), ("Due", "2024-10")],
        );
        put_row(
            cells,
            "Milestones",
            4,
            &[("Activity", "1.10"), ("Title", "Fourth"), ("Due", "2024-11")],
        );
    });
    assert!(run.code == Some(0) && run.stderr.starts_with("warning[milestone-order]"), "{run:?}");
    let plan = plan(folder.path());
    let at = |part: &str| plan.find(part).unwrap_or_else(|| panic!("{part}: {plan}"));
    assert!(
        at("title: Final") < at("title: Third, due: 2024-10}")
            && at("title: Third") < at("title: Fourth, due: 2024-11}"),
        "{plan}"
    );
}

#[test]
fn without_the_sheet_of_milestones_they_stay() {
    let (folder, run) = back(|cells| drop(cells.remove("Milestones")));
    assert_eq!((run.code, plan(folder.path())), (Some(0), PLAN.to_owned()));
    assert!(
        run.stderr.contains("the sheet `Milestones` is missing: milestones were not changed"),
        "{run:?}"
    );
}

#[test]
fn an_exported_workbook_makes_no_new_plan() {
    let folder = exported(PLAN);
    let run = import(folder.path(), &["--to", "2025"]);
    assert_eq!(run.code, Some(2));
    assert!(
        run.stderr.contains("plan.xlsx was exported: it goes back into its own plan"),
        "{run:?}"
    );
    export(folder.path());
}

#[test]
fn a_removed_column_changes_nothing() {
    let (folder, run) = back(|cells| put(cells, "Activities", 0, "Contact", text("Whom to ask")));
    assert_eq!((run.code, plan(folder.path())), (Some(0), PLAN.to_owned()));
    assert!(
        run.stderr
            .contains("Activities: the column `Contact` is missing; the plan keeps its values"),
        "{run:?}"
    );
}

#[test]
fn workbooks_of_other_programs_are_read() {
    use crate::import_cell_laws::with_part;
    let changed = |change: fn(String) -> String| {
        let folder = exported(PLAN);
        edit(folder.path(), |cells| put(cells, "Activities", 1, "Start", may_31st()));
        let path = folder.path().join("plan.xlsx");
        let bytes = with_part(&std::fs::read(&path).unwrap(), "xl/worksheets/sheet2.xml", change);
        std::fs::write(path, bytes).unwrap();
        (import(folder.path(), &[]), folder)
    };
    // A date in ISO 8601, which the format allows.
    let (run, folder) = changed(|xml| {
        let (before, rest) = xml.split_once("<c r=\"F2\"").unwrap();
        let (_, behind) = rest.split_once("</c>").unwrap();
        format!("{before}<c r=\"F2\" t=\"d\"><v>2024-05-30T00:00:00</v></c>{behind}")
    });
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(plan(folder.path()).contains("start: 2024-05-30"), "{}", plan(folder.path()));
    let (run, folder) = changed(|xml| {
        xml.replace(
            "</sheetData>",
            "</sheetData><mergeCells count=\"1\"><mergeCell ref=\"C2:C3\"/></mergeCells>",
        )
    });
    assert_eq!((run.code, plan(folder.path())), (Some(2), PLAN.to_owned()));
    assert!(run.stderr.contains("Activities!C2: cells are merged here: unmerge them"), "{run:?}");
}
