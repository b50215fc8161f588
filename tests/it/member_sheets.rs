//! A member's sheet: its own activities, filled in and imported, alone or with others.

use std::path::Path;

use calamine::Data;

use crate::import_workbook::{Cells, edit_file, text};
use crate::support::{Run, folder, workplan};

const PLAN: &str = "schema: 1\ntitle: Plan\nperiod: {start: 2024-01-01, end: 2024-12-31}\n\
    organizations:\n- {id: a, name: Alpha, short: ALP}\n- {id: b, name: Beta}\n\
    - {id: c, name: Gamma}\npriorities:\n- id: p\n  title: P\n  activities:\n\
    \x20 - id: '1.1'\n    title: First\n    owners: [a]\n    status: ongoing\n\
    \x20   due: 2024-06-30\n    milestones:\n    - {title: Draft, due: 2024-03-01}\n\
    \x20 - id: '1.2'\n    title: Second\n    owners: [a, b]\n    status: planned\n\
    \x20   start: 2024-05-01\n    due: 2024-09-30\n\
    \x20 - id: '1.3'\n    title: 第三项活动\n    owners: [b]\n    status: planned\n\
    \x20   due: 2024-12-31\n";

pub(crate) fn exported() -> tempfile::TempDir {
    let root = folder(&[("2024.yaml", PLAN.as_bytes())]);
    export(root.path(), &["--out-dir", "sheets", "--owner", "a", "--owner", "Beta"]).ok();
    root
}

pub(crate) fn export(root: &Path, more: &[&str]) -> Run {
    workplan(root, &[&["export", "2024", "--as-of", "2024-07-10"], more].concat())
}

pub(crate) fn import(root: &Path, more: &[&str]) -> Run {
    workplan(root, &[&["import", "--as-of", "2024-07-10"], more].concat())
}

pub(crate) fn plan(root: &Path) -> String {
    std::fs::read_to_string(root.join("workplans/2024.yaml")).unwrap()
}

/// Fills in a cell in the row with this id, or in the first empty row.
fn fill(cells: &mut Cells, sheet: &str, id: &str, head: &str, value: Data) {
    let rows = cells.get_mut(sheet).unwrap();
    let heads = rows.iter().position(|row| row.contains(&text(head))).unwrap();
    let column = rows[heads].iter().position(|title| *title == text(head)).unwrap();
    let wanted = if id.is_empty() { Data::Empty } else { text(id) };
    let mut own = (heads + 1)..rows.len();
    let row = own.find(|at| {
        rows[*at][0] == wanted && (!id.is_empty() || rows[*at][2] == Data::Empty || head != "Title")
    });
    rows[row.unwrap()][column] = value;
}

/// Fills in cells of a member's sheet of activities: id, heading, text.
pub(crate) fn returned(root: &Path, member: &str, filled: &[(&str, &str, &str)]) {
    edit_file(&root.join(format!("sheets/{member}.xlsx")), |cells| {
        for (id, head, value) in filled {
            fill(cells, "Activities", id, head, text(value));
        }
    });
}

#[test]
fn each_member_that_owns_an_activity_gets_its_own_rows() {
    let root = exported();
    let files: Vec<_> = crate::support::entries(&root.path().join("sheets"));
    let names: Vec<_> = files.iter().map(|path| path.file_name().unwrap().to_owned()).collect();
    assert_eq!(names, ["a.xlsx", "b.xlsx"]);
    edit_file(&root.path().join("sheets/b.xlsx"), |cells| {
        assert_eq!(cells.keys().collect::<Vec<_>>(), ["Activities", "lists", "workplan state"]);
        let rows = &cells["Activities"];
        assert_eq!(rows[0][0], text("Plan: activities of Beta"));
        assert!(rows[1][0].to_string().starts_with("What to do: fill in the yellow cells"));
        let heads: Vec<String> = rows[2].iter().map(ToString::to_string).collect();
        assert_eq!(heads[..6], ["Id", "Priority", "Title", "Owners", "Due", "To do"]);
        assert!(!heads.contains(&"Description".to_owned()) && !heads.contains(&"Spent".to_owned()));
        let ids: Vec<String> = rows[3..].iter().map(|row| row[0].to_string()).collect();
        assert_eq!(ids.iter().filter(|id| !id.is_empty()).collect::<Vec<_>>(), ["1.2", "1.3"]);
        assert_eq!(rows[3][5], text("Should have started. Has it? Otherwise: a new start"));
    });
    edit_file(&root.path().join("sheets/a.xlsx"), |cells| {
        assert_eq!(
            cells["Activities"][3][5],
            text("Overdue for 10 days. Completed? Otherwise: forecast and reason")
        );
        assert_eq!(cells["Milestones"][1][2], text("Draft"));
    });
}

#[test]
fn members_without_activities_are_named() {
    // A former id is not another member.
    let text = PLAN.replace("{id: b, name: Beta}", "{id: b, name: Beta, aliases: [old]}");
    let root = folder(&[("2024.yaml", text.as_bytes())]);
    let run = export(root.path(), &["--out-dir", "sheets"]);
    assert!(
        run.stderr.contains("these own no activity in the plan 2024 and get no sheet: `c`\n"),
        "{run:?}"
    );
    let run = export(root.path(), &["--owner", "c", "-o", "c.xlsx"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("`c` owns no activity in the plan 2024"), "{}", run.stderr);
    assert!(!root.path().join("c.xlsx").exists());
}

#[test]
fn one_member_is_named_by_id_or_name_and_the_bytes_are_the_same() {
    let root = exported();
    export(root.path(), &["--owner", "ALP", "-o", "one.xlsx"]).ok();
    let read = |name: &str| std::fs::read(root.path().join(name)).unwrap();
    assert!(read("one.xlsx") == read("sheets/a.xlsx"));
    let run = export(root.path(), &["--owner", "a", "--owner", "b", "-o", "two.xlsx"]);
    assert!(run.stderr.contains("a file holds the sheet of one member"), "{}", run.stderr);
    let run = export(root.path(), &["--owner", "a", "-o", "one.csv"]);
    assert!(run.stderr.contains("--owner is for a workbook"), "{}", run.stderr);
    let run = export(root.path(), &["--owner", "a"]);
    assert!(run.stderr.contains("a member gets a workbook: -o a.xlsx"), "{run:?}");
    assert!(!run.stderr.contains("csv"), "{run:?}");
}

#[test]
fn file_names_avoid_names_of_devices() {
    let text = PLAN.replace("{id: c, name: Gamma}", "{id: con, name: Gamma}");
    let text = text.replace("owners: [b]", "owners: [b, con]");
    let root = folder(&[("2024.yaml", text.as_bytes())]);
    let shown = export(root.path(), &["--out-dir", "sheets"]).ok();
    assert_eq!(shown, "sheets/a.xlsx\nsheets/b.xlsx\nsheets/for-con.xlsx\n");
}

#[test]
fn a_sheet_that_may_have_come_back_is_not_overwritten() {
    let root = exported();
    returned(root.path(), "a", &[("1.1", "Progress", "55%")]);
    let filled = std::fs::read(root.path().join("sheets/a.xlsx")).unwrap();
    let run = export(root.path(), &["--out-dir", "sheets"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("sheets/a.xlsx is there already"), "{}", run.stderr);
    assert!(std::fs::read(root.path().join("sheets/a.xlsx")).unwrap() == filled);
}

#[test]
fn sheets_that_nobody_filled_in_change_nothing() {
    let root = exported();
    assert!(import(root.path(), &["sheets"]).ok().starts_with("no change"));
    returned(root.path(), "a", &[]);
    returned(root.path(), "b", &[]);
    let run = import(root.path(), &["sheets/a.xlsx", "sheets/b.xlsx"]);
    assert_eq!(run.stderr, "");
    assert!(run.ok().starts_with("no change"));
    assert_eq!(plan(root.path()), PLAN);
}

#[test]
fn several_sheets_go_back_at_once() {
    let root = exported();
    returned(root.path(), "a", &[("1.1", "Status", "Done"), ("1.1", "Completed", "5 July 2024")]);
    returned(root.path(), "b", &[("1.2", "Status", "in progress"), ("1.3", "Remarks", "正在进行")]);
    // A pattern that the shell did not expand.
    import(root.path(), &["sheets/*.xlsx"]).ok();
    let now = plan(root.path());
    assert!(now.contains("status: completed") && now.contains("completed: 2024-07-05"), "{now}");
    assert!(now.contains("status: ongoing\n    start: 2024-05-01"), "{now}");
    assert!(now.contains("remarks: 正在进行"), "{now}");
}

#[test]
fn a_milestone_is_reached() {
    let root = exported();
    edit_file(&root.path().join("sheets/a.xlsx"), |cells| {
        fill(cells, "Milestones", "1.1", "Done", text("2 March 2024"));
        fill(cells, "Milestones", "1.1", "Due", text("2024-04-01"));
    });
    let run = import(root.path(), &["sheets/a.xlsx"]);
    assert!(
        run.stderr.contains(
            "Milestones!D2: `Due` is not for a member to change: the plan keeps its value"
        ),
        "{}",
        run.stderr
    );
    assert!(plan(root.path()).contains("due: 2024-03-01, done: 2024-03-02"));
}

#[test]
fn the_date_of_a_removed_milestone_goes_to_no_other() {
    let root = folder(&[(
        "2024.yaml",
        PLAN.replace(
            "    - {title: Draft, due: 2024-03-01}\n",
            "    - {title: Draft, due: 2024-03-01}\n    - {title: Final, due: 2024-06-01}\n",
        )
        .as_bytes(),
    )]);
    export(root.path(), &["--owner", "a", "-o", "a.xlsx"]).ok();
    edit_file(&root.path().join("a.xlsx"), |cells| {
        cells.get_mut("Milestones").unwrap()[1][4] = text("2024-03-02");
    });
    let plan_file = root.path().join("workplans/2024.yaml");
    let now = plan(root.path()).replace("    - {title: Draft, due: 2024-03-01}\n", "");
    std::fs::write(&plan_file, &now).unwrap();
    let run = import(root.path(), &["a.xlsx"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(
        run.stdout.contains(
            "conflict: 1.1, milestone 1 `Draft`, Done (Milestones!E2): was (nothing), is (the \
             milestone is gone) in the plan"
        ),
        "{run:?}"
    );
    // The plan has no milestone for it.
    assert!(!run.stdout.contains("--theirs"), "{run:?}");
    assert_eq!(plan(root.path()), now);
}

#[test]
fn changes_of_agreed_fields_are_reported_once_and_not_imported() {
    let root = exported();
    returned(
        root.path(),
        "a",
        &[
            ("1.1", "Due", "2024-12-01"),
            ("1.2", "Due", "2024-12-01"),
            ("1.2", "Title", "Another"),
            ("1.2", "Forecast", "2024-11-30"),
        ],
    );
    let run = import(root.path(), &["sheets/a.xlsx"]);
    assert!(
        run.stderr.contains(
            "Activities!E4: `Due` is not for a member to change: the plan keeps its 2 values"
        ),
        "{}",
        run.stderr
    );
    assert!(
        run.stderr.contains("Activities!C5: `Title` is not for a member to change"),
        "{}",
        run.stderr
    );
    let now = plan(root.path());
    assert!(!now.contains("2024-12-01") && !now.contains("Another"));
    assert!(now.contains("forecast: 2024-11-30"));
}

#[test]
fn text_outside_the_table_is_reported() {
    let root = exported();
    edit_file(&root.path().join("sheets/a.xlsx"), |cells| {
        fill(cells, "Activities", "1.1", "To do", text("it is done!"));
        fill(cells, "Milestones", "1.1", "Of", text("what?"));
        let rows = cells.get_mut("Activities").unwrap();
        rows[1][3] = text("Please call us");
        rows[0][0] = text("Our sheet");
        rows[4].push(text("aside"));
    });
    let run = import(root.path(), &["sheets"]);
    for what in [
        "sheets/a.xlsx: Activities!A1: text above the table is not read (2 cells)\n",
        "sheets/a.xlsx: Activities!F4: `To do` is calculated: changes in this column are ignored (1 \
         cell)\n",
        "sheets/a.xlsx: Activities!O5: skipped: the column O has no heading (1 cell)\n",
        "sheets/a.xlsx: Milestones!F2: `Of` is calculated: changes in this column are ignored (1 \
         cell)\n",
    ] {
        assert!(run.stderr.contains(what), "{what}{run:?}");
    }
    assert_eq!((run.code, run.stderr.lines().count()), (Some(0), 4), "{run:?}");
    assert!(run.stdout.starts_with("no change to the plan: see the notes"), "{run:?}");
}

#[test]
fn a_new_row_is_a_new_activity_of_the_member() {
    let root = exported();
    edit_file(&root.path().join("sheets/b.xlsx"), |cells| {
        let rows = cells.get_mut("Activities").unwrap();
        let width = rows[2].len();
        let mut new = vec![Data::Empty; width];
        (new[1], new[2], new[4]) = (text("p"), text("Fourth"), text("2024-11-30"));
        rows.truncate(5);
        rows.push(new);
    });
    import(root.path(), &["sheets/b.xlsx"]).ok();
    let now = plan(root.path());
    assert!(now.contains("title: Fourth\n") && now.contains("1.4"), "{now}");
    assert!(now.ends_with("owners: [b]\n    status: planned\n    due: 2024-11-30\n"), "{now}");
}

#[test]
fn members_that_contradict_each_other_are_named() {
    let root = exported();
    returned(root.path(), "a", &[("1.2", "Status", "completed"), ("1.2", "Progress", "40")]);
    returned(root.path(), "b", &[("1.2", "Status", "ongoing"), ("1.2", "Progress", "40")]);
    let run = import(root.path(), &["sheets"]);
    assert_eq!(run.code, Some(1));
    assert!(
        run.stdout.contains(
            "conflict: 1.2 status: was `planned`; ALP (sheets/a.xlsx) says `completed`, Beta \
             (sheets/b.xlsx) says `ongoing`"
        ),
        "{}",
        run.stdout
    );
    assert!(run.stdout.contains("ask those members what is right"));
    assert!(!run.stdout.contains("progress"), "{}", run.stdout);
    assert_eq!(plan(root.path()), PLAN);
    // The workbooks contradict each other; the plan's side is clear.
    assert_eq!(import(root.path(), &["sheets", "--theirs"]).code, Some(1));
    let run = import(root.path(), &["sheets", "--ours"]);
    assert!(
        run.stderr.contains(
            "1.2 status: neither value is taken: ALP (sheets/a.xlsx) says `completed`, \
                Beta (sheets/b.xlsx) says `ongoing`"
        ),
        "{}",
        run.stderr
    );
    let now = plan(root.path());
    assert!(now.contains("due: 2024-09-30\n    progress: 40"), "{now}");
    let shape = import(root.path(), &["sheets", "--format", "json"]);
    assert_eq!(shape.code, Some(1));
    let conflict = &shape.json()["conflicts"][0];
    assert_eq!(conflict["workbooks"][0]["member"], "ALP");
    assert_eq!(conflict["workbooks"][1]["value"], "ongoing");
}

#[test]
fn a_conflict_with_the_plan_names_the_file() {
    let root = exported();
    returned(root.path(), "a", &[("1.1", "Progress", "30")]);
    workplan(root.path(), &["progress", "1.1", "60", "--as-of", "2024-07-10"]).ok();
    let run = import(root.path(), &["sheets"]);
    assert_eq!(run.code, Some(1));
    assert!(
        run.stdout.contains("is `60` in the plan; ALP (sheets/a.xlsx) says `30`"),
        "{}",
        run.stdout
    );
    import(root.path(), &["sheets", "--theirs"]).ok();
    assert!(plan(root.path()).contains("progress: 30"));
}

#[test]
fn an_error_names_its_file_and_nothing_is_written() {
    let root = exported();
    returned(root.path(), "a", &[("1.1", "Status", "nearly"), ("1.2", "Progress", "10")]);
    returned(root.path(), "b", &[("1.3", "Forecast", "soon")]);
    let run = import(root.path(), &["sheets"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("sheets/a.xlsx: Activities!G4: "), "{}", run.stderr);
    assert!(run.stderr.contains("sheets/b.xlsx: Activities!J5: "), "{}", run.stderr);
    assert_eq!(plan(root.path()), PLAN);
}

#[test]
fn an_unknown_name_is_reported_once_with_its_count() {
    let root = folder(&[("2024.yaml", PLAN.as_bytes())]);
    export(root.path(), &["-o", "plan.xlsx"]).ok();
    edit_file(&root.path().join("plan.xlsx"), |cells| {
        fill(cells, "Activities", "1.1", "Owners", text("Gama"));
        fill(cells, "Activities", "1.2", "Owners", text("a, Gama"));
        fill(cells, "Activities", "1.3", "Partners", text("Gama"));
    });
    let run = import(root.path(), &["plan.xlsx"]);
    assert_eq!(run.code, Some(2));
    assert_eq!(run.stderr.matches("Gama").count(), 1, "{}", run.stderr);
    assert!(run.stderr.contains("Activities!D2: unknown organization `Gama`"), "{}", run.stderr);
    assert!(run.stderr.contains("(in 3 cells)"), "{}", run.stderr);
}

#[test]
fn files_that_do_not_belong_together_are_refused() {
    let other = PLAN.replace("2024-", "2025-").replace("'1.", "'5.");
    let root = folder(&[("2024.yaml", PLAN.as_bytes()), ("2025.yaml", other.as_bytes())]);
    export(root.path(), &["--owner", "a", "-o", "a.xlsx"]).ok();
    workplan(
        root.path(),
        &["export", "2025", "--owner", "b", "-o", "b.xlsx", "--as-of", "2025-06-01"],
    )
    .ok();
    std::fs::write(root.path().join("own.csv"), "Activity,Lead\nOne,a\n").unwrap();
    for (files, why) in [
        (["a.xlsx", "b.xlsx"], "a.xlsx is of the plan 2024, and b.xlsx of the plan 2025"),
        (["a.xlsx", "own.csv"], "own.csv was not exported by this program"),
        (["a.xlsx", "none*.xlsx"], "no file fits none*.xlsx"),
        (["a.xlsx", "workplans"], "the folder workplans holds no workbook"),
    ] {
        let run = import(root.path(), &files);
        assert_eq!(run.code, Some(2), "{files:?}");
        assert!(run.stderr.contains(why), "{}", run.stderr);
    }
    assert_eq!(plan(root.path()), PLAN);
}

#[test]
fn only_the_cells_for_members_are_unlocked() {
    let root = exported();
    let script = "import sys, zipfile\n\
        sheet = zipfile.ZipFile(sys.argv[1]).read('xl/worksheets/sheet1.xml').decode()\n\
        print('sheetProtection' in sheet, 'password' in sheet)";
    let run = std::process::Command::new("python3")
        .args(["-c", script, root.path().join("sheets/a.xlsx").to_str().unwrap()])
        .output()
        .unwrap();
    assert_eq!(String::from_utf8_lossy(&run.stdout).trim(), "True False");
}
