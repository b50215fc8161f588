//! Which findings an error elsewhere hides, and which it does not.

use crate::rule_bounds::{NOTHING, activity, plan, plan_of, told, told_of};

#[test]
fn an_unreadable_activity_may_carry_an_open_one() {
    let old = activity("status: ongoing, due: 2024-06-30");
    let day = "2025-02-01";
    for next in [
        plan_of(
            2025,
            "",
            "id: '2', title: U, owners: [a], status: planned, carried_from: [2024/1]",
        ),
        plan(
            "period: soon",
            "id: '2', title: U, owners: [a], status: planned, carried_from: [2024/1]",
        ),
        plan_of(2025, "", "").replace("  activities:\n", "  activities: later\n"),
    ] {
        assert_eq!(
            told("not-carried", day, &[("2024.yaml", &old), ("2025.yaml", &next)]),
            NOTHING,
            "{next}"
        );
    }
    let carried =
        plan_of(2025, "", "id: '1', title: T, owners: [a], status: planned, carried_from: 2024/1");
    assert_eq!(told("not-carried", day, &[("2024.yaml", &old), ("2025.yaml", &carried)]), NOTHING);
    let earlier = plan_of(
        2023,
        "",
        "id: '2', title: U, owners: [a], status: completed, carried_from: [2022/1]",
    );
    let later = plan_of(2025, "", "id: '3', title: U, owners: [a], status: planned");
    let all = [
        ("2023.yaml", earlier.as_str()),
        ("2024.yaml", old.as_str()),
        ("2025.yaml", later.as_str()),
    ];
    assert_eq!(told("not-carried", day, &all), ["'1'"], "an earlier plan carries nothing");
}

#[test]
fn a_date_that_cannot_be_read_is_not_overdue() {
    let config = ("config.yaml", "schema: 1\nrules: {overdue: warning}\n");
    let told =
        |more: &str| told("overdue", "2025-03-01", &[("2024.yaml", &activity(more)), config]);
    assert_eq!(told("status: ongoing, due: 2024-02-31"), NOTHING);
    assert_eq!(told("status: ongoing, due: 2024-02-28"), ["2024-02-28"]);
    assert_eq!(told("status: ongoing").len(), 1, "without a date the end of the period counts");
    assert_eq!(told("status: ongoing, due: 2025-03-01"), NOTHING, "the day itself is not late");
    let milestone = |more: &str| {
        told(&format!(
            "status: ongoing, due: 2025-03-01, milestones: [{{title: M, due: 2024-05-01{more}}}]"
        ))
    };
    assert_eq!(milestone(""), ["2024-05-01"]);
    assert_eq!(milestone(", done: 2024-02-31"), NOTHING, "it is done, nobody knows when");
}

#[test]
fn the_target_counts_where_every_activity_is_known() {
    let text = plan(
        "target: 90",
        "id: '1', title: T, owners: [a], status: planned\nid: '2', title: U, owners: [a], status: planned",
    );
    assert_eq!(told_of("target-missed", "2025-03-01", &text), ["90"]);
    for (target, is_told) in [("49.999999", false), ("50", false), ("50.000001", true)] {
        let half = text
            .replacen("planned", "completed", 1)
            .replace("target: 90", &format!("target: {target}"));
        assert_eq!(
            told_of("target-missed", "2025-03-01", &half),
            if is_told { vec![target] } else { vec![] },
            "{target}"
        );
    }
    assert_eq!(
        told_of("target-missed", "2025-03-01", &text.replacen("planned", "no word", 1)),
        NOTHING
    );
    assert_eq!(
        told_of(
            "target-missed",
            "2025-03-01",
            &format!("{text}- id: q\n  title: Q\n  activities: none\n")
        ),
        NOTHING
    );
    assert_eq!(told_of("target-missed", "2025-03-01", &format!("{text}  - {{id: '3'\n")), NOTHING);
}

#[test]
fn unreadable_entries_can_be_referred_to() {
    let day = "2024-03-01";
    let bad = "id: '1', title: T, owners: [a], status: planned, themes: [x], depends_on: ['9']";
    let known = plan("themes: [{id: t, title: T}]", bad);
    assert_eq!(told_of("unknown-reference", day, &known), ["x", "'9'"]);
    let of = |old: &str, new: &str| told_of("unknown-reference", day, &known.replace(old, new));
    assert_eq!(of("themes: [{id: t, title: T}]", "themes: nothing"), ["'9'"]);
    assert_eq!(
        of("themes: [{id: t, title: T}]", "themes: [{id: x}]"),
        ["'9'"],
        "a theme without a title is there"
    );
    assert_eq!(of("priorities:", "priorities:\n- {id: 'q', title: Q, activities: 5}"), ["x"]);
    assert_eq!(
        of("priorities:", "priorities:\n- {id: 'q', title: Q, activities: [{id: '9'}]}"),
        ["x"]
    );
    assert_eq!(of("owners: [a]", "owners: [b]"), ["b", "x", "'9'"]);
    let next =
        plan_of(2025, "", "id: '1', title: T, owners: [a], status: planned, depends_on: [2024/9]");
    let of_both =
        |this: &str| told("unknown-reference", day, &[("2024.yaml", this), ("2025.yaml", &next)]);
    assert_eq!(of_both(&plan("", "id: '2', title: T, owners: [a], status: planned")), ["2024/9"]);
    assert_eq!(
        of_both("schema: 1\ntitle: Plan\npriorities: nothing\n"),
        NOTHING,
        "its content is unknown"
    );
    let lost = known
        .replace("owners: [a]", "owners: [b]")
        .replace("organizations: [{id: a, name: A}]", "organizations: nothing");
    assert_eq!(told_of("unknown-reference", day, &lost), ["x", "'9'"]);

    let unused = plan(
        "themes: [{id: t, title: T}]\nchairs: [a]",
        "id: '1', title: T, owners: [a], status: planned",
    )
    .replace(
        "organizations: [{id: a, name: A}]",
        "organizations: [{id: a, name: A}, {id: b, name: B}]",
    );
    assert_eq!(told_of("unused", day, &unused), ["t", "b"]);
    let of = |old: &str, new: &str| told_of("unused", day, &unused.replace(old, new));
    assert_eq!(of("status: planned", "status: planned, themes: {a: b}"), ["b"]);
    assert_eq!(of("owners: [a]", "owners: {a: b}"), ["t"]);
    assert_eq!(of("owners: [a]", "owners: [a], partners: {a: b}"), ["t"]);
    assert_eq!(of("owners: [a]", "owners: [a], partners: [b]"), ["t"]);
    assert_eq!(of("chairs: [a]", "chairs: {a: b}"), ["t"]);
    assert_eq!(of("title: P\n", "title: P\n  lead: {a: b}\n"), ["t"]);
    assert_eq!(of("title: P\n", "title: P\n  lead: [b]\n"), ["t"]);
    assert_eq!(of("priorities:", "priorities:\n- {id: q, title: Q, activities: 5}"), NOTHING);
}
