//! `check --base`: a plan that ended long ago should not change.

use crate::change_rules::{HEAD_2024, ONE, TWO, both, check, found, plan, repository};
use crate::support::write;

#[test]
fn a_closed_plan_should_not_change() {
    let root = repository(&[(
        "2024.yaml",
        plan(&HEAD_2024.replace("endorsed: 2024-01-15", "target: 80"), &both()),
    )]);
    assert_eq!(found(root.path(), "2025-05-01"), [""; 0]);
    let head = HEAD_2024.replace("endorsed: 2024-01-15", "target: 80");
    for (text, expected) in [
        (format!("# a note\n{}", plan(&head, &both())), [""; 0].to_vec()),
        (
            plan(&head, &format!("{ONE}, remarks: x\n{TWO}")),
            ["closed-plan warning workplans/2024.yaml:9:83 2024/1"].to_vec(),
        ),
        (
            plan(
                &head,
                &format!(
                    "{TWO}\n{ONE}, remarks: x\nid: '3', title: T, owners: [a], status: planned"
                ),
            ),
            ["closed-plan warning workplans/2024.yaml:10:83 2024/-"].to_vec(),
        ),
        (plan(&head, ONE), ["closed-plan warning workplans/2024.yaml:6:7 2024/2"].to_vec()),
        (
            plan(&head.replace("80", "70"), &both()),
            ["closed-plan warning workplans/2024.yaml:4:9 2024/-"].to_vec(),
        ),
        (
            plan(&head.replace("end: 2024", "end: 2025"), &both()),
            ["closed-plan warning workplans/2024.yaml:3:34 2024/-"].to_vec(),
        ),
    ] {
        write(root.path(), "2024.yaml", &text);
        assert_eq!(found(root.path(), "2025-05-01"), expected, "{text}");
        assert_eq!(found(root.path(), "2025-03-31"), [""; 0], "90 days after its end");
    }
}

/// Returns the text at the place of the finding about a changed closed plan.
fn told_at(before: &str, after: &str) -> String {
    let root = repository(&[("2024.yaml", before.to_owned())]);
    write(root.path(), "2024.yaml", after);
    let found = check(root.path(), "2025-05-01", &["--base", "main"]);
    let [one] = found.iter().filter(|one| one["rule"] == "closed-plan").collect::<Vec<_>>()[..]
    else {
        panic!("{after}\n{found:?}")
    };
    let at = |key: &str| usize::try_from(one[key].as_u64().unwrap()).unwrap();
    let line = after.lines().nth(at("line") - 1).unwrap();
    line.chars().skip(at("column") - 1).take(at("end_column") - at("column")).collect()
}

#[test]
fn a_change_of_a_closed_plan_is_reported_at_the_new_value() {
    let head = HEAD_2024.replace("endorsed: 2024-01-15", "target: 80");
    let before = plan(&head, "id: '1', title: T, owners: [a], status: ongoing");
    for (old, new) in [
        ("title: T", "title: Title"),
        ("owners: [a]", "owners: [b]"),
        ("status: ongoing", "status: ongoing, start: 2024-03-01"),
        ("status: ongoing", "status: ongoing, due: 2024-03-01"),
        ("status: ongoing", "status: ongoing, forecast: 2024-12-01"),
        ("status: ongoing", "status: ongoing, completed: 2024-03-01"),
        ("status: ongoing", "status: ongoing, progress: 30"),
        ("status: ongoing", "status: ongoing, weight: 2"),
        ("status: ongoing", "status: ongoing, contact: C. Person"),
        ("status: ongoing", "status: ongoing, reason: Why"),
        ("status: ongoing", "status: ongoing, description: What"),
        ("status: ongoing", "status: ongoing, remarks: More"),
        ("status: ongoing", "status: ongoing, working_group: Data"),
        ("status: ongoing", "status: ongoing, carried_from: 2023/1"),
        ("status: ongoing", "status: planned"),
        ("target: 80", "target: 70"),
        ("target: 80", "target: 80\nendorsed: 2024-02-02"),
        ("target: 80", "target: 80\nbaseline: v2024"),
        ("target: 80", "target: 80\ndescription: About"),
    ] {
        let value = new.rsplit(": ").next().unwrap().trim_matches(['[', ']']);
        assert_eq!(told_at(&before, &before.replace(old, new)), value, "{new}");
    }
    let gone = told_at(&before.replace("ongoing", "ongoing, tags: [x]"), &before);
    assert_eq!(gone, "'1'", "a field that is gone is told at the id");
    assert_eq!(
        told_at(&before, &before.replace("target: 80", "")),
        "Plan",
        "and one of the plan at its title"
    );
}

#[test]
fn lists_that_a_new_file_of_a_closed_plan_brings_are_not_judged() {
    let head = HEAD_2024.replace("endorsed: 2024-01-15\n", "");
    let organizations = "\norganizations:\n- {id: c, name: C}\nthemes:\n- {id: t, title: T}";
    let root = repository(&[("2024/plan.yaml", plan(&format!("{head}{organizations}"), ONE))]);
    write(
        root.path(),
        "2024/more.yaml",
        "schema: 1\nthemes:\n- {id: u, title: U}\norganizations:\n- {id: d, name: D}\n",
    );
    assert_eq!(found(root.path(), "2025-05-01"), [""; 0]);
    let changed = plan(&format!("{head}{organizations}"), ONE)
        .replace("{id: t, title: T}", "{id: t, title: T}\n- {id: v, title: V}");
    write(root.path(), "2024/plan.yaml", &changed);
    assert_eq!(found(root.path(), "2025-05-01").len(), 1);
}

#[test]
fn a_new_file_of_a_closed_plan_is_not_judged() {
    let head = HEAD_2024.replace("endorsed: 2024-01-15\n", "");
    let root = repository(&[("2024/plan.yaml", plan(&head, ONE))]);
    let more = "schema: 1\npriorities:\n- id: q\n  title: Q\n  activities:\n\
        \x20 - {id: '9', title: N, owners: [b], status: planned}\n";
    write(root.path(), "2024/more.yaml", more);
    assert_eq!(found(root.path(), "2025-05-01"), [""; 0]);
    write(root.path(), "2024/plan.yaml", &plan(&head, ONE).replace("title: P\n", "title: Q\n"));
    assert_eq!(
        found(root.path(), "2025-05-01"),
        ["closed-plan warning workplans/2024/plan.yaml:2:8 2024/-"]
    );
}
