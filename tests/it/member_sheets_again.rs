//! New rows in members' sheets: imported twice, or added by two members.

use std::path::Path;

use calamine::Data;

use crate::import_workbook::{Cells, edit_file, text};
use crate::member_sheets::{export, exported, import, plan, returned};

/// Adds a row to a sheet: heading, text.
fn add(cells: &mut Cells, sheet: &str, filled: &[(&str, &str)]) {
    let rows = cells.get_mut(sheet).unwrap();
    let heads = rows.iter().position(|row| row.contains(&text("Title"))).unwrap();
    let free = |row: &Vec<Data>| row.iter().all(|cell| *cell == Data::Empty);
    let at = (heads + 1..rows.len()).find(|at| free(&rows[*at])).unwrap_or(rows.len());
    if at == rows.len() {
        let width = rows[heads].len();
        rows.push(vec![Data::Empty; width]);
    }
    for (head, value) in filled {
        let column = rows[heads].iter().position(|title| *title == text(head)).unwrap();
        rows[at][column] = text(value);
    }
}

fn added(root: &Path, member: &str, sheet: &str, filled: &[(&str, &str)]) {
    edit_file(&root.join(format!("sheets/{member}.xlsx")), |cells| add(cells, sheet, filled));
}

#[test]
fn a_second_import_adds_nothing_twice() {
    let root = exported();
    let root = root.path();
    added(
        root,
        "a",
        "Activities",
        &[("Priority", "p"), ("Title", "Fourth"), ("Due", "2024-11-30")],
    );
    added(
        root,
        "a",
        "Milestones",
        &[("Activity", "1.1"), ("Title", "Final"), ("Due", "2024-06-01")],
    );
    import(root, &["sheets"]).ok();
    let first = plan(root);
    assert!(first.contains("title: Fourth") && first.contains("Final"), "{first}");
    let run = import(root, &["sheets"]);
    assert!(run.stdout.starts_with("no change to the plan: see the notes"), "{run:?}");
    assert!(
        run.stderr.contains(
            "sheets/a.xlsx: Activities: already in the plan, nothing was added: C6 is `1.4`\n"
        ),
        "{run:?}"
    );
    assert!(run.stderr.contains("nothing was added: C3 is milestone 2 of `1.1`\n"), "{run:?}");
    assert_eq!(plan(root), first);
    // The plan changes, and the sheet has the old value.
    let moved = first.replace("due: 2024-11-30", "due: 2024-12-20");
    std::fs::write(root.join("workplans/2024.yaml"), &moved).unwrap();
    let run = import(root, &["sheets"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(
        run.stdout.contains(
            "conflict: 1.4 due (Activities!E6; a different activity needs a different title): was \
             (nothing), is `2024-12-20` in the plan; ALP (sheets/a.xlsx) says `2024-11-30`"
        ),
        "{run:?}"
    );
    let run = import(root, &["sheets", "--ours"]);
    assert!(run.stdout.starts_with("no change to the plan: see the notes"), "{run:?}");
    assert_eq!(plan(root), moved);
}

#[test]
fn a_new_milestone_is_reached_later() {
    let root = exported();
    let root = root.path();
    let new = [("Activity", "1.1"), ("Title", "Final"), ("Due", "2024-06-01")];
    added(root, "a", "Milestones", &new);
    import(root, &["sheets"]).ok();
    edit_file(&root.join("sheets/a.xlsx"), |cells| {
        let rows = cells.get_mut("Milestones").unwrap();
        let row = rows.iter_mut().find(|row| row[2] == text("Final")).unwrap();
        row[4] = text("2024-06-03");
    });
    assert_eq!(import(root, &["sheets"]).code, Some(0));
    assert!(plan(root).contains("{title: Final, due: 2024-06-01, done: 2024-06-03}"));
}

#[test]
fn two_members_add_the_same_once() {
    let root = exported();
    let root = root.path();
    let new = [("Priority", "P"), ("Title", "Joint"), ("Due", "2024-11-30")];
    added(root, "a", "Activities", &new);
    added(root, "b", "Activities", &[&new[..], &[("Remarks", "with Alpha")]].concat());
    edit_file(&root.join("sheets/b.xlsx"), |cells| {
        let titles = ["Activity", "Number", "Title", "Due", "Done"].map(text).to_vec();
        cells.insert("Milestones".to_owned(), vec![titles]);
    });
    for member in ["a", "b"] {
        added(
            root,
            member,
            "Milestones",
            &[("Activity", "1.2"), ("Title", "Half"), ("Due", "2024-07-30")],
        );
    }
    let run = import(root, &["sheets"]);
    assert!(
        run.stderr.contains(
            "sheets/b.xlsx: Activities: the same new entry in two rows, added once: C6 with \
             sheets/a.xlsx: Activities!A6\n"
        ),
        "{run:?}"
    );
    assert_eq!(run.code, Some(0));
    let now = plan(root);
    assert_eq!(now.matches("title: Half").count(), 1, "{now}");
    assert!(
        now.ends_with(
            "title: Joint\n    owners: [a, b]\n    status: planned\n    due: 2024-11-30\n    \
             remarks: with Alpha\n"
        ),
        "{now}"
    );
}

#[test]
fn members_that_contradict_each_other_about_a_new_entry_are_named() {
    let root = exported();
    let root = root.path();
    let new = [("Priority", "p"), ("Title", "Joint")];
    added(root, "a", "Activities", &[&new[..], &[("Status", "ongoing")]].concat());
    added(root, "b", "Activities", &[&new[..], &[("Status", "completed")]].concat());
    let run = import(root, &["sheets"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(
        run.stdout.contains(
            "conflict: new activity `Joint`, Status: was (nothing); ALP (sheets/a.xlsx) says \
             `ongoing`, Beta (sheets/b.xlsx) says `completed`"
        ),
        "{run:?}"
    );
    let run = import(root, &["sheets", "--ours"]);
    assert!(
        run.stderr.contains("new activity `Joint`, Status: neither value is taken: ALP"),
        "{run:?}"
    );
    assert!(plan(root).contains("title: Joint\n    owners: [a, b]\n    status: planned\n"));
}

#[test]
fn an_automatic_id_yields_to_a_given_one() {
    let root = exported();
    let root = root.path();
    added(root, "a", "Activities", &[("Priority", "p"), ("Title", "Fourth")]);
    added(root, "b", "Activities", &[("Id", "1.4"), ("Priority", "p"), ("Title", "Fifth")]);
    import(root, &["sheets"]).ok();
    let now = plan(root);
    assert!(
        now.contains("1.5\n    title: Fourth") && now.contains("1.4\n    title: Fifth"),
        "{now}"
    );
}

#[test]
fn errors_in_ids_and_amounts_name_their_cells() {
    let root = exported();
    let root = root.path();
    let refused = |rows: [&[(&str, &str)]; 2], why: &str| {
        std::fs::remove_dir_all(root.join("sheets")).unwrap();
        export(root, &["--out-dir", "sheets", "--owner", "a", "--owner", "b"]).ok();
        added(root, "a", "Activities", rows[0]);
        added(root, "b", "Activities", rows[1]);
        let before = plan(root);
        let run = import(root, &["sheets"]);
        assert_eq!(run.code, Some(2), "{run:?}");
        assert!(run.stderr.contains(why), "{run:?}");
        assert_eq!(plan(root), before);
    };
    let own = [("Id", "1.9"), ("Priority", "p"), ("Title", "Ninth")];
    refused(
        [&own, &[("Id", "1.9"), ("Priority", "p"), ("Title", "Another")]],
        "sheets/b.xlsx: Activities!A6: `1.9` is also the id of the new activity in sheets/a.xlsx: \
         Activities!A6",
    );
    refused(
        [&own, &[("Id", "1.1"), ("Priority", "p"), ("Title", "Mine")]],
        "sheets/b.xlsx: Activities!A6: the plan has another activity with the id `1.1`, of ALP: \
         First. Leave the id of a new activity empty",
    );
    refused(
        [&own, &[("Priority", "Q"), ("Title", "Mine")]],
        "sheets/b.xlsx: Activities!B6: unknown priority `Q`. Known: `p` (P)",
    );
    // If any activity has a budget, the sheets have its columns.
    let now = plan(root).replace(
        "    due: 2024-12-31\n",
        "    due: 2024-12-31\n    budget: {currency: USD, required: 5}\n",
    );
    std::fs::write(root.join("workplans/2024.yaml"), now).unwrap();
    refused(
        [&own, &[("Priority", "p"), ("Title", "Mine"), ("Required", "500")]],
        "sheets/b.xlsx: Activities!P6: an amount needs a currency: fill in `Currency`",
    );
}

#[test]
fn a_budget_that_an_activity_does_not_have_is_refused_by_its_cell() {
    let root = exported();
    let root = root.path();
    let now = plan(root).replace(
        "    due: 2024-12-31\n",
        "    due: 2024-12-31\n    budget: {currency: USD, required: 5}\n",
    );
    std::fs::write(root.join("workplans/2024.yaml"), now).unwrap();
    export(root, &["--owner", "b", "-o", "b.xlsx"]).ok();
    edit_file(&root.join("b.xlsx"), |cells| {
        let rows = cells.get_mut("Activities").unwrap();
        let column = rows[2].iter().position(|title| *title == text("Available")).unwrap();
        rows[3][column] = Data::Float(5.0);
    });
    let run = import(root, &["b.xlsx"]);
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(
        run.stderr.contains(
            "Activities!Q4: the activity `1.2` has no budget in the plan: leave this cell empty"
        ),
        "{run:?}"
    );
}

#[test]
fn errors_of_the_plan_name_the_cells_that_cause_them() {
    let root = exported();
    let root = root.path();
    returned(root, "b", &[("1.2", "Status", "cancelled")]);
    added(root, "a", "Activities", &[("Priority", "p"), ("Title", "New"), ("Status", "on hold")]);
    let run = import(root, &["sheets"]);
    assert_eq!(run.code, Some(2), "{run:?}");
    for what in [
        "`1.2` was changed in sheets/b.xlsx: Activities!G4\n",
        "`1.4` is the new row sheets/a.xlsx: Activities!A6\n",
    ] {
        assert!(run.stderr.contains(what), "{what}{run:?}");
    }
}

#[test]
fn members_own_a_new_activity_together() {
    let root = exported();
    let root = root.path();
    let new = [("Priority", "p"), ("Title", "Joint"), ("Due", "2024-11-30")];
    added(root, "a", "Activities", &[&new[..], &[("Owners", "ALP")]].concat());
    added(root, "b", "Activities", &new);
    assert_eq!(import(root, &["sheets"]).code, Some(0));
    assert!(plan(root).contains("title: Joint\n    owners: [a, b]\n"));
}

#[test]
fn a_new_milestone_of_an_activity_that_is_gone_is_a_conflict() {
    let root = exported();
    let root = root.path();
    let new = [("Activity", "1.1"), ("Title", "Final"), ("Due", "2024-06-01")];
    added(root, "a", "Milestones", &new);
    let now = plan(root);
    let (before, rest) = now.split_once("  - id: '1.1'").unwrap();
    let (_, after) = rest.split_once("  - id: '1.2'").unwrap();
    std::fs::write(root.join("workplans/2024.yaml"), format!("{before}  - id: '1.2'{after}"))
        .unwrap();
    let run = import(root, &["sheets/a.xlsx"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(
        run.stdout.contains(
            "conflict: 1.1, new milestone `Final` (Milestones!C3): was (nothing), is (the activity \
             is gone) in the plan"
        ),
        "{run:?}"
    );
}

#[test]
fn headings_that_were_pasted_over_are_named_by_their_cell() {
    let root = exported();
    let root = root.path();
    edit_file(&root.join("sheets/a.xlsx"), |cells| {
        let rows = cells.get_mut("Activities").unwrap();
        for (column, title) in ["No", "Objective", "Activity"].into_iter().enumerate() {
            rows[2][column] = text(title);
        }
    });
    let run = import(root, &["sheets/a.xlsx"]);
    assert!(run.stderr.starts_with("error: Activities!A3: the column `Id` is missing"), "{run:?}");
}

#[test]
fn a_status_is_reported_in_the_words_of_the_sheets() {
    let root = exported();
    let root = root.path();
    returned(root, "a", &[("1.2", "Status", "on hold"), ("1.2", "Reason", "money")]);
    returned(root, "b", &[("1.2", "Status", "ongoing")]);
    let run = import(root, &["sheets"]);
    assert!(
        run.stdout
            .contains("ALP (sheets/a.xlsx) says `on hold`, Beta (sheets/b.xlsx) says `ongoing`"),
        "{run:?}"
    );
}

#[test]
fn values_that_the_plan_keeps_are_reported() {
    let root = exported();
    let root = root.path();
    returned(root, "a", &[("1.1", "Progress", "30")]);
    std::fs::remove_file(root.join("sheets/b.xlsx")).unwrap();
    let now = plan(root).replace("status: ongoing\n", "status: ongoing\n    progress: 60\n");
    std::fs::write(root.join("workplans/2024.yaml"), &now).unwrap();
    let run = import(root, &["sheets", "--ours"]);
    assert!(run.stdout.starts_with("no change to the plan: see the notes"), "{run:?}");
    assert!(run.stderr.contains("1.1 progress: stays `60`; the workbook says `30`"), "{run:?}");
    assert_eq!(plan(root), now);
}
