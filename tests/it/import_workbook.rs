//! A workbook is exported, edited, saved by another program, and imported again.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::path::Path;

use calamine::{Data, Reader, Xlsx};

use crate::support::{Run, project, temporary_folder, workplan};

pub const PLAN: &str = "# The group's plan\nschema: 1\ntitle: Plan\n\
    period: {start: 2024-01-01, end: 2024-12-31}\norganizations:\n\
    - {id: a, name: Alpha, short: ALP}\n- {id: b, name: Beta}\nthemes: [{id: t, title: Theme}]\n\
    priorities:\n- id: p\n  title: P\n  activities:\n  - id: 1.10   # not 1.1\n    title: First\n\
    \x20   owners: [a]      # leads\n    status: ongoing\n    due: 2024-Q3\n\
    \x20   tags: [\"x, y\", z]\n    milestones:\n\
    \x20     - {title: Draft, due: 2024-03-01, done: 2024-03-02}\n\
    \x20     - {title: Final, due: 2024-09-01}\n\n  # The second one\n\
    \x20 - {id: '1.1', title: Second, owners: [a, b], status: planned, due: 2024-06-30}\n\
    \x20 - {id: c, title: Third, owners: [b], status: on_hold, reason: \"=wait\", budget: \
    {currency: USD, required: 10.5}}\n- id: q\n  title: Q\n  activities: []\n";

pub type Cells = BTreeMap<String, Vec<Vec<Data>>>;

/// Creates a folder with a plan and the workbook exported from it.
pub fn exported(plan: &str) -> tempfile::TempDir {
    let folder = crate::support::folder(&[("2024.yaml", plan.as_bytes())]);
    export(folder.path());
    folder
}

pub fn export(folder: &Path) {
    workplan(folder, &["export", "2024", "-o", "plan.xlsx", "--as-of", "2024-07-01"]).ok();
}

/// Edits the workbook as another program does: reads the cells, changes some, and writes a new
/// workbook.
pub fn edit(folder: &Path, change: impl FnOnce(&mut Cells)) {
    edit_file(&folder.join("plan.xlsx"), change);
}

/// Edits any workbook in that way.
pub fn edit_file(path: &Path, change: impl FnOnce(&mut Cells)) {
    let mut book: Xlsx<_> =
        calamine::open_workbook_from_rs(Cursor::new(std::fs::read(path).unwrap())).unwrap();
    let order = book.sheet_names();
    let mut cells: Cells = Cells::new();
    for name in &order {
        let range = book.worksheet_range(name).unwrap();
        cells.insert(name.clone(), range.rows().map(<[Data]>::to_vec).collect());
    }
    change(&mut cells);
    let mut out = rust_xlsxwriter::Workbook::new();
    let date = rust_xlsxwriter::Format::new().set_num_format("d mmm yy");
    let time = rust_xlsxwriter::Format::new().set_num_format("[h]:mm");
    let share = rust_xlsxwriter::Format::new().set_num_format("0.0%");
    let new = cells.keys().filter(|name| !order.contains(name));
    for name in order.iter().filter(|name| cells.contains_key(*name)).chain(new) {
        let sheet = out.add_worksheet().set_name(name).unwrap();
        for (row, line) in (0..).zip(&cells[name]) {
            for (column, cell) in (0..).zip(line) {
                match cell {
                    Data::Empty => {}
                    Data::String(text) if text.starts_with("=formula") => {
                        sheet.write_formula(row, column, "=1+1").unwrap();
                    }
                    Data::String(text) if text.starts_with("=percent ") => {
                        let number: f64 = text["=percent ".len()..].parse().unwrap();
                        let _ =
                            sheet.write_number_with_format(row, column, number, &share).unwrap();
                    }
                    Data::String(text) if text.starts_with("=money ") => {
                        let (format, number) = text["=money ".len()..].rsplit_once(' ').unwrap();
                        let format = rust_xlsxwriter::Format::new().set_num_format(format);
                        let _ = sheet
                            .write_number_with_format(
                                row,
                                column,
                                number.parse::<f64>().unwrap(),
                                &format,
                            )
                            .unwrap();
                    }
                    Data::String(text) => drop(sheet.write_string(row, column, text).unwrap()),
                    Data::Float(number) => drop(sheet.write_number(row, column, *number).unwrap()),
                    Data::Bool(value) => drop(sheet.write_boolean(row, column, *value).unwrap()),
                    Data::DateTime(span) if span.is_duration() => {
                        let _ = sheet
                            .write_number_with_format(row, column, span.as_f64(), &time)
                            .unwrap();
                    }
                    Data::DateTime(day) => drop(
                        sheet.write_number_with_format(row, column, day.as_f64(), &date).unwrap(),
                    ),
                    other => panic!("{other:?}"),
                }
            }
        }
    }
    std::fs::write(path, out.save_to_buffer().unwrap()).unwrap();
}

pub fn text(text: &str) -> Data {
    Data::String(text.to_owned())
}

/// Sets a cell in the row of an activity.
pub fn put(cells: &mut Cells, sheet: &str, row: usize, head: &str, value: Data) {
    let rows = cells.get_mut(sheet).unwrap();
    let column = rows[0].iter().position(|title| *title == text(head)).unwrap();
    while rows.len() <= row {
        let width = rows[0].len();
        rows.push(vec![Data::Empty; width]);
    }
    rows[row][column] = value;
}

pub fn import(folder: &Path, more: &[&str]) -> Run {
    workplan(folder, &[&["import", "plan.xlsx", "--as-of", "2024-07-01"], more].concat())
}

pub fn plan(folder: &Path) -> String {
    std::fs::read_to_string(folder.join("workplans/2024.yaml")).unwrap()
}

#[test]
fn a_workbook_that_nobody_edited_changes_nothing() {
    let folder = exported(PLAN);
    assert!(import(folder.path(), &[]).ok().starts_with("no change"));
    edit(folder.path(), |_| {});
    assert!(import(folder.path(), &[]).ok().starts_with("no change"));
    assert_eq!(plan(folder.path()), PLAN);
}

#[test]
fn long_texts_in_the_hidden_state_survive() {
    let long = |c: &str| c.repeat(32_000 / c.len());
    let folder = exported(&PLAN.replace(
        "status: planned",
        &format!("status: planned, remarks: \"{}\", description: \"{}\"", long("é"), long("😀x")),
    ));
    assert!(import(folder.path(), &[]).ok().starts_with("no change"));
    edit(folder.path(), |cells| put(cells, "Activities", 2, "Remarks", text("short")));
    import(folder.path(), &[]).ok();
    assert!(plan(folder.path()).contains("remarks: \"short\""));
}

#[test]
fn the_samples_come_back_as_they_were() {
    for name in ["2023", "2024"] {
        let folder = temporary_folder();
        let dir = project().join("workplans");
        let dir = dir.to_str().unwrap();
        workplan(
            folder.path(),
            &["export", name, "-o", "plan.xlsx", "--dir", dir, "--as-of", &format!("{name}-12-31")],
        )
        .ok();
        edit(folder.path(), |_| {});
        let run = workplan(folder.path(), &["import", "plan.xlsx", "--dry-run", "--dir", dir]);
        assert!(run.ok().starts_with("no change"));
    }
}

#[test]
fn only_edited_cells_change_the_plan() {
    let folder = exported(PLAN);
    edit(folder.path(), |cells| {
        put(cells, "Activities", 1, "Status", text("Completed"));
        put(cells, "Activities", 1, "Owners", text("Beta; ALP"));
        put(cells, "Activities", 2, "Due", text("2024-07-31"));
        put(cells, "Activities", 3, "Required", Data::Float(0.1 + 0.2));
        put(cells, "Milestones", 2, "Done", text("2024-06-20"));
        // Columns may be in another order.
        for row in cells.get_mut("Activities").unwrap() {
            row.reverse();
        }
    });
    let before = plan(folder.path());
    let shown = import(folder.path(), &["--dry-run"]).ok();
    assert!(
        shown.contains("1.10 First")
            && shown.contains("status ongoing → completed")
            && shown.contains("+    status: completed"),
        "{shown}"
    );
    assert_eq!(plan(folder.path()), before);
    import(folder.path(), &[]).ok();
    let expected = PLAN
        .replace(
            "owners: [a]      # leads\n    status: ongoing\n    due: 2024-Q3\n",
            "owners: [b, a]      # leads\n    status: completed\n    due: 2024-Q3\n    completed: 2024-07-01\n",
        )
        .replace("{title: Final, due: 2024-09-01}", "{title: Final, due: 2024-09-01, done: 2024-06-20}")
        .replace("due: 2024-06-30}", "due: 2024-07-31}")
        .replace("required: 10.5", "required: 0.3");
    assert_eq!(plan(folder.path()), expected);
    // The same workbook again: plan and workbook have the same changes.
    assert!(import(folder.path(), &[]).ok().starts_with("no change"));
}

#[test]
fn a_field_that_both_sides_changed_is_a_conflict() {
    let folder = exported(PLAN);
    edit(folder.path(), |cells| {
        put(cells, "Activities", 2, "Title", text("Theirs"));
        put(cells, "Activities", 2, "Contact", text("Somebody"));
    });
    let ours = PLAN.replace("title: Second", "title: Ours");
    std::fs::write(folder.path().join("workplans/2024.yaml"), &ours).unwrap();
    let run = import(folder.path(), &[]);
    assert_eq!(run.code, Some(1));
    assert!(
        run.stdout.contains(
            "conflict: 1.1 title: was `Second`, is `Ours` in the plan, `Theirs` in the workbook"
        ),
        "{run:?}"
    );
    assert_eq!(plan(folder.path()), ours);
    let shown = import(folder.path(), &["--format", "json"]);
    assert_eq!(shown.code, Some(1));
    crate::json_shapes::assert_shape(&shown.json(), "import");
    let conflict = serde_json::json!({
        "id": "1.1", "field": "title", "exported": "Second", "plan": "Ours", "workbook": "Theirs",
    });
    assert_eq!(shown.json()["conflicts"], serde_json::json!([conflict]));
    let shown = import(folder.path(), &["--ours", "--dry-run", "--format", "json"]).json();
    crate::json_shapes::assert_shape(&shown, "import");
    let edit = &shown["edits"][0];
    assert_eq!(
        (&edit["written"], &edit["changes"][0]["field"]),
        (&false.into(), &"contact".into())
    );
    let run = import(folder.path(), &["--ours"]);
    assert_eq!(run.stderr, "1.1 title: stays `Ours`; the workbook says `Theirs`\n");
    assert_eq!(
        plan(folder.path()),
        ours.replace(
            "title: Ours, owners: [a, b]",
            "title: Ours, owners: [a, b], contact: Somebody"
        )
    );
    import(folder.path(), &["--theirs"]).ok();
    assert!(plan(folder.path()).contains("title: Theirs"));
}

#[test]
fn new_rows_become_activities_and_lost_ones_stay() {
    let folder = exported(PLAN);
    edit(folder.path(), |cells| {
        cells.get_mut("Activities").unwrap().remove(3);
        cells.get_mut("Milestones").unwrap().remove(1);
        for (row, priority, title) in [(3, "p", "New one"), (4, "q", "=New two")] {
            put(cells, "Activities", row, "Priority", text(priority));
            put(cells, "Activities", row, "Title", text(title));
            put(cells, "Activities", row, "Owners", text("b"));
        }
        put(cells, "Activities", 4, "Id", text("q-7"));
        put(cells, "Milestones", 2, "Activity", text("q-7"));
        put(cells, "Milestones", 2, "Title", text("Step: one"));
        put(cells, "Milestones", 2, "Due", text("2024-09"));
    });
    let run = import(folder.path(), &[]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(
        run.stderr.contains("`c` is no longer in the workbook")
            && run.stderr.contains("milestone 1 of `1.10`"),
        "{run:?}"
    );
    let now = plan(folder.path());
    let end = now.find("- {id: c,").unwrap();
    assert_eq!(now[..end], PLAN[..end]);
    assert!(now.contains("title: New one") && now.contains("'Step: one'"), "{now}");
    workplan(folder.path(), &["list", "--as-of", "2024-07-01"]).ok();
    let list = workplan(folder.path(), &["show", "q-7", "--as-of", "2024-07-01"]).ok();
    assert!(list.contains("=New two"), "{list}");
}

#[test]
fn all_errors_are_reported_with_their_cells() {
    let folder = exported(PLAN);
    edit(folder.path(), |cells| {
        put(cells, "Activities", 1, "Due", text("soon"));
        put(cells, "Activities", 1, "Status", text("purple"));
        put(cells, "Activities", 2, "Owners", text("alhpa"));
        put(cells, "Activities", 2, "Priority", text("q"));
        put(cells, "Activities", 3, "Id", text("1.1"));
        put(cells, "Activities", 3, "Progress", text("=formula"));
        put(cells, "Activities", 6, "Title", text("No owner"));
    });
    let run = import(folder.path(), &[]);
    run.assert_clean();
    assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""));
    for part in [
        "Activities!G2: `soon`",
        "Activities!E2: `purple`",
        "Activities!D3: unknown organization `alhpa`",
        "Activities!B3",
        "Activities!A4: `1.1` is also in row 3",
        "Activities!J4: this is a formula",
        "Activities!D7: a new activity needs an owner",
    ] {
        assert!(run.stderr.contains(part), "{part}: {}", run.stderr);
    }
    assert_eq!(plan(folder.path()), PLAN);
}

#[test]
fn an_edit_that_would_bring_an_error_is_refused() {
    let folder = exported(PLAN);
    edit(folder.path(), |cells| put(cells, "Activities", 1, "Status", text("cancelled")));
    let run = import(folder.path(), &[]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("reason"), "{}", run.stderr);
    assert_eq!(plan(folder.path()), PLAN);
}

#[test]
fn a_workbook_without_its_ids_or_its_state_is_refused() {
    let folder = exported(PLAN);
    edit(folder.path(), |cells| cells.get_mut("Activities").unwrap()[0][0] = text("No."));
    let run = import(folder.path(), &[]);
    assert_eq!(run.code, Some(2));
    assert_eq!(
        run.stderr,
        "error: Activities!A1: the column `Id` is missing: rows cannot be identified without it\n\
            help: nothing was written; correct these cells and import again\n"
    );
    export(folder.path());
    edit(folder.path(), |cells| drop(cells.get_mut("workplan state").unwrap().remove(1)));
    assert_eq!(import(folder.path(), &[]).code, Some(2));
    export(folder.path());
    let numbered_from_0 = text(r#"["milestone","1.1","0","Draft","",""]"#);
    edit(folder.path(), |cells| {
        cells.get_mut("workplan state").unwrap().push(vec![numbered_from_0]);
    });
    let run = import(folder.path(), &[]);
    assert!(run.code == Some(2) && run.stderr.contains("was changed: export again"), "{run:?}");
}

#[test]
fn files_that_are_not_workbooks_are_refused() {
    let folder = exported(PLAN);
    let whole = std::fs::read(folder.path().join("plan.xlsx")).unwrap();
    let encrypted = [&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1][..], &[0; 600]].concat();
    for bytes in [&whole[..whole.len() / 2], &encrypted, b"", b"PK\x03\x04", b"just text"] {
        std::fs::write(folder.path().join("plan.xlsx"), bytes).unwrap();
        let run = import(folder.path(), &[]);
        run.assert_clean();
        assert_eq!(run.code, Some(2), "{run:?}");
    }
    assert_eq!(plan(folder.path()), PLAN);
}

#[test]
fn a_zip_bomb_is_not_unpacked() {
    use std::io::Write;
    let folder = exported(PLAN);
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    archive.start_file("_rels/.rels", zip::write::SimpleFileOptions::default()).unwrap();
    let tags = format!("<b c=\"{}\"/>", "x".repeat(1024 - 9)).repeat(1024);
    archive.write_all(b"<a>").unwrap();
    for _ in 0..300 {
        archive.write_all(tags.as_bytes()).unwrap();
    }
    std::fs::write(folder.path().join("plan.xlsx"), archive.finish().unwrap().into_inner())
        .unwrap();
    let run = import(folder.path(), &[]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("unpacks to more than"), "{}", run.stderr);
}
