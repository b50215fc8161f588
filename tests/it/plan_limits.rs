//! Limits that keep large plans fast, each with its message. Growth is measured by benches, not
//! tested.

use std::fmt::Write as _;

use crate::support::{Run, folder, workplan};

const HEAD: &str = "schema: 1\ntitle: Plan\nperiod: {start: 2024-01-01, end: 2024-12-31}\n";

fn check(plan: &str, format: &str) -> Run {
    let root = folder(&[("2024.yaml", plan.as_bytes())]);
    let run = workplan(root.path(), &["check", "--format", format, "--as-of", "2024-06-20"]);
    run.assert_clean();
    run
}

/// Returns message and help of the findings of a rule.
fn told(plan: &str, rule: &str) -> Vec<(String, String)> {
    let report = check(plan, "json").json();
    let of_rule =
        report["diagnostics"].as_array().unwrap().iter().filter(|one| one["rule"] == rule);
    let text =
        |one: &serde_json::Value, key: &str| one[key].as_str().unwrap_or_default().to_owned();
    of_rule.map(|one| (text(one, "message"), text(one, "help"))).collect()
}

fn activity(id: &str, more: &str) -> String {
    format!("  - {{id: '{id}', title: T{id}, status: ongoing, due: 2024-06-30, {more}}}\n")
}

fn organizations(ids: &[String]) -> String {
    let mut out = "organizations:\n".to_owned();
    ids.iter().for_each(|id| {
        writeln!(out, "- {{id: {id}, name: {id}, focal_points: [{{name: X}}]}}").unwrap();
    });
    out
}

#[test]
fn an_activity_has_a_thousand_owners_at_the_most() {
    for (many, key) in [(1_000, "owners"), (1_001, "owners"), (1_001, "partners")] {
        let ids: Vec<String> = (0..many).map(|number| format!("o{number}")).collect();
        let list = format!(
            "{key}: [{}]{}",
            ids.join(", "),
            if key == "owners" { "" } else { ", owners: [o0]" }
        );
        let plan = format!(
            "{HEAD}{}priorities:\n- id: p\n  title: P\n  activities:\n{}",
            organizations(&ids),
            activity("1", &list)
        );
        let told = told(&plan, "invalid-value");
        if many > 1_000 {
            let help = "name only those who are responsible, or split the activity".to_owned();
            assert_eq!(told, [(format!("`{key}` names more than 1000 organizations"), help)]);
        } else {
            assert_eq!(told, []);
        }
    }
}

#[test]
fn near_names_are_looked_for_as_long_as_there_is_room() {
    let ids: Vec<String> =
        (0..700).map(|number| format!("organization-of-the-group-{number:05}")).collect();
    let activities: String = ids
        .iter()
        .map(|id| {
            activity(
                &id.replace("organization-", ""),
                &format!("owners: [{}]", id.replace("of-", "fo-")),
            )
        })
        .collect();
    let plan = format!(
        "{HEAD}{}priorities:\n- id: p\n  title: P\n  activities:\n{activities}",
        organizations(&ids)
    );
    let told = told(&plan, "unknown-reference");
    assert_eq!(told.len(), 700);
    let many = told
        .iter()
        .take_while(|(_, help)| help.starts_with("did you mean `organization-of-the-group-"))
        .count();
    assert!((20..600).contains(&many), "{many}");
    let rest =
        "too many names are unknown to suggest similar ones: correct some of them, and check again";
    assert!(
        told.iter()
            .skip(many)
            .all(|(message, help)| message.starts_with("unknown organization `") && help == rest)
    );
}

#[test]
fn cycles_are_named_as_long_as_there_is_room() {
    let all: Vec<String> = (0..80).map(|number| number.to_string()).collect();
    let others =
        |own: &String| all.iter().filter(|id| *id != own).cloned().collect::<Vec<_>>().join("', '");
    let activities: String = all
        .iter()
        .map(|id| activity(id, &format!("owners: [a], depends_on: ['{}']", others(id))))
        .collect();
    let plan = format!(
        "{HEAD}{}priorities:\n- id: p\n  title: P\n  activities:\n{activities}",
        organizations(&["a".to_owned()])
    );
    let told = told(&plan, "dependency-cycle");
    let in_full = told
        .iter()
        .filter(|(message, _)| message.starts_with("these activities wait for each other: "))
        .count();
    let in_short = told
        .iter()
        .filter(|(message, _)| message.contains(" activities wait for each other, from `"))
        .count();
    assert_eq!(in_full + in_short, told.len());
    assert!(in_full > 80 && (1..=80).contains(&in_short), "{in_full} {in_short}");
    // A cycle is named in full if there is room.
    let ring: String = (0..3_000)
        .map(|number| {
            activity(
                &number.to_string(),
                &format!("owners: [a], depends_on: ['{}']", (number + 1) % 3_000),
            )
        })
        .collect();
    let plan = format!(
        "{HEAD}{}priorities:\n- id: p\n  title: P\n  activities:\n{ring}",
        organizations(&["a".to_owned()])
    );
    assert_eq!(
        check(&plan, "github").stdout.matches("these activities wait for each other").count(),
        1
    );
}

#[test]
fn the_digest_names_twenty_of_many_other_owners() {
    let digest = |many: usize, form: &str| {
        let ids: Vec<String> = (0..many).map(|number| format!("o{number}")).collect();
        let list = format!("owners: [{}]", ids.join(", "));
        let plan = format!(
            "{HEAD}{}priorities:\n- id: p\n  title: P\n  activities:\n{}",
            organizations(&ids),
            activity("1", &list)
        );
        let root = folder(&[("2024.yaml", plan.as_bytes())]);
        workplan(root.path(), &["digest", "--format", form, "--as-of", "2024-06-20"]).ok()
    };
    for form in ["table", "markdown"] {
        assert!(!digest(21, form).contains(" more"));
        assert_eq!(digest(22, form).matches(" and 1 more").count(), 22);
        assert!(digest(300, form).len() < 150_000);
    }
    // JSON has the complete list.
    let all: serde_json::Value = serde_json::from_str(&digest(22, "json")).unwrap();
    assert!(all.to_string().contains("\"o21\""));
}
