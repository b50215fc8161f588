//! Next year's plan if the old one has anchors and aliases: an alias is replaced by its value if
//! its anchor is not carried over.

use crate::rollover::{HEAD, both, read, roll, rolled, updated};
use crate::support::folder;

#[test]
fn aliases_are_written_out_where_they_must_be() {
    let plan = "schema: 1\ntitle: T\nperiod: {start: 2024-01-01, end: 2024-12-31}\n\
        organizations: [{id: a, name: A}]\npriorities:\n- id: p\n  title: P\n  activities:\n\
        \x20 - id: '1'\n    title: One\n    owners: &us [a]\n    status: completed\n\
        \x20   due: &end 2024-11\n    completed: 2024-11-02\n  - id: '2'\n    title: Two\n\
        \x20   owners: *us\n    status: planned\n    due: *end\n";
    let root = folder(&[("2024.yaml", plan.as_bytes())]);
    roll(root.path(), &["2024"]);
    let new = read(root.path(), "2025.yaml");
    assert!(
        new.ends_with(
            "  - id: '2'\n    title: Two\n    owners: [a]\n    status: planned\n\
            \x20   due: 2025-11\n    carried_from: 2024/2\n"
        ),
        "{new}"
    );
}

#[test]
fn aliases_of_several_lines_are_written_out_as_well() {
    let left = "\n- id: p\n  title: P\n  activities:\n  - &all\n    id: '1'\n\
        \x20   title: &title Two, or three\n    owners: &us\n    - a\n    description: &long |\n\
        \x20     Long\n      text: x\n    status: completed\n    completed: 2024-11-02\n\
        \x20   milestones: &steps\n    - title: M\n      due: 2024-05\n      done: 2024-05-02\n";
    let new = rolled(&format!(
        "{left}  - id: '2'\n    title: *title\n    owners: *us\n    status: ongoing\n\
            \x20   milestones: *steps\n    description: *long\n    tags: &tags [x]\n    geography: *tags\n"
    ));
    assert_eq!(
        new,
        "\n- id: p\n  title: P\n  activities:\n  - id: '2'\n    title: 'Two, or three'\n\
            \x20   owners: [a]\n    status: ongoing\n\
            \x20   milestones: [{title: M, due: 2024-05, done: 2024-05-02}]\n\
            \x20   carried_from: 2024/2\n    description: \"Long\\ntext: x\\n\"\n\
            \x20   tags: &tags [x]\n    geography: *tags\n"
    );
}

#[test]
fn an_alias_stays_if_its_anchor_is_carried_over() {
    let first = "  - id: '1'\n    title: One\n    owners: &us [a]\n    status: planned\n";
    let second = "  - id: '2'\n    title: Two\n    owners: *us\n    status: planned\n";
    let new = rolled(&format!("\n- id: p\n  title: P\n  activities:\n{first}{second}"));
    assert_eq!(
        new,
        format!(
            "\n- id: p\n  title: P\n  activities:\n{first}    carried_from: 2024/1\n{second}    carried_from: 2024/2\n"
        )
    );
}

#[test]
fn an_alias_keeps_its_value_if_its_anchor_is_not_carried_over() {
    let first = "  - {id: '1', title: One, owners: &us [b], status: planned";
    let third = "  - {id: '3', title: Three, owners: *us, status: planned";
    let left =
        "  - {id: '2', title: Two, owners: &us [a], status: completed, completed: 2024-03-01}\n";
    let head = ", {id: b, name: B}]\npriorities:\n- id: p\n  title: P\n  activities:\n";
    let old = HEAD.replace("]\n", head) + &format!("{first}}}\n{left}{third}}}\n");
    let root = folder(&[("2024.yaml", old.as_bytes())]);
    roll(root.path(), &["2024"]);
    let (first, third) = (
        format!("{first}, carried_from: 2024/1}}\n"),
        format!("{third}, carried_from: 2024/3}}\n"),
    );
    let new =
        HEAD.replace("]\n", head).replace("2024", "2025") + &first + &third.replace("*us", "[a]");
    assert_eq!(read(root.path(), "2025.yaml"), new);
}

#[test]
fn an_alias_of_a_date_that_moves_is_written_out() {
    let first = "  - id: '1'\n    title: One\n    owners: [a]\n    status: planned\n\
        \x20   due: &day 2024-05\n    carried_from: 2024/1\n";
    let second = "  - {id: '2', title: Two, owners: [a], status: planned, due: *day, carried_from: 2024/2}\n";
    let old = first.replace("    carried_from: 2024/1\n", "")
        + &second.replace(", carried_from: 2024/2", "");
    let new = format!("{first}{second}").replace("2024-05", "2025-05").replace("*day", "2025-05");
    let head = "\n- id: p\n  title: P\n  activities:\n";
    assert_eq!(rolled(&format!("{head}{old}")), format!("{head}{new}"));
}

#[test]
fn an_update_replaces_aliases_without_anchor() {
    let nine = |owners: &str| {
        format!("  - id: '9' # new\n    title: Nine\n    owners: {owners}\n    status: planned\n")
    };
    // Its anchor is in an activity that was carried over before.
    let eight = |owners: &str| {
        format!("  - {{id: '8', title: Eight, owners: {owners}, status: planned}}\n")
    };
    let carried =
        "  - {id: '8', title: Eight, owners: [a], status: planned, carried_from: 2024/8}\n";
    let plans = both(&(eight("&us [a]") + &nine("*us")), carried);
    assert_eq!(updated(&plans), format!("{}{}    carried_from: 2024/9\n", plans[1], nine("[a]")));
    // It is carried to another file than its anchor.
    let [old, new] =
        both(&(eight("&us [a]") + "- id: q\n  title: Q\n  activities:\n" + &nine("*us")), "");
    let q = "schema: 1\npriorities:\n- id: q\n  title: Q\n  activities:\n\
        \x20 - {id: '7', title: Seven, owners: [a], status: planned}\n";
    let root = folder(&[
        ("2024.yaml", old.as_bytes()),
        ("2025/p.yaml", (new + "    []\n").as_bytes()),
        ("2025/q.yaml", q.as_bytes()),
    ]);
    roll(root.path(), &["2024", "--update"]);
    assert_eq!(
        read(root.path(), "2025/q.yaml"),
        format!("{q}{}    carried_from: 2024/9\n", nine("[a]"))
    );
    // Its anchor would replace another one that is used below.
    let users = "- id: q\n  title: Q\n  activities:\n  - {id: '6', title: Six, owners: *us, status: planned}\n";
    let plans = both(
        &(eight("&us [a]") + &nine("*us")),
        &(carried
            .replace("[a]", "&us [b]")
            .replace('8', "5")
            .replace("carried_from: 2024/5", "tags: []")
            + users),
    );
    let plans = plans
        .map(|text| text.replace("[{id: a, name: A}]", "[{id: a, name: A}, {id: b, name: B}]"));
    let after = updated(&plans);
    assert!(after.ends_with(users), "{after}");
    assert_eq!(after.matches("owners: [a]").count(), 2, "{after}");
}
