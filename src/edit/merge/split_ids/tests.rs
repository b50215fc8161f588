use std::collections::HashSet;

use super::*;

const HEAD: &str = "schema: 1\ntitle: P\npriorities:\n";

fn activity(id: &str, title: &str, more: &str) -> String {
    format!("      - id: {id}\n        title: {title}\n        owners: [a]\n{more}")
}

fn priority(id: &str, activities: &[String]) -> String {
    format!("  - id: {id}\n    activities:\n{}", activities.concat())
}

fn refers(to: &str) -> String {
    format!("        depends_on: [{to}]\n")
}

fn settled(base: &str, changed: &str, parts: &[&str], by_us: bool) -> Option<SplitVersions> {
    let plans = ["2025".to_owned()];
    settle_ids(
        base,
        changed,
        parts,
        by_us,
        &Beside { plans: &plans, ids: &HashSet::new, chosen: &[] },
    )
}

#[test]
fn references_in_all_parts_follow_a_new_id() {
    let (wells, land) = (activity("w1", "Wells", ""), activity("l1", "Survey", ""));
    let base =
        format!("{HEAD}{}{}", priority("p", std::slice::from_ref(&wells)), priority("q", &[land]));
    let changed = |id: &str| {
        let p = [activity("w1", "Wells", &refers(id)), activity(id, "Print the guide", "")];
        let q = [activity("l1", "Survey", &refers(&format!("2025/{id}")))];
        format!("{HEAD}{}{}", priority("p", &p), priority("q", &q))
    };
    let parts = [
        format!("{HEAD}{}", priority("p", &[wells, activity("w2", "Test the water", "")])),
        format!("schema: 1\npriorities:\n{}", priority("q", &[activity("l1", "Survey", "")])),
    ];
    let parts = parts.each_ref().map(String::as_str);
    // Theirs is in one file: theirs gets the new id.
    let found = settled(&base, &changed("w2"), &parts, false);
    let found = found.map(|found| (found.base, found.changed, found.parts, found.notes.len()));
    assert_eq!(found, Some((base.clone(), changed("w3"), parts.map(str::to_owned).to_vec(), 1)));
    // Theirs is split.
    let found = settled(&base, &changed("w2"), &parts, true);
    let found = found.map(|found| (found.changed, found.parts));
    let renumbered = parts.map(|part| part.replace("id: w2", "id: w3")).to_vec();
    assert_eq!(found, Some((changed("w2"), renumbered)));
    // Nothing to do.
    assert!(settled(&base, &base, &parts, false).is_none());
}

#[test]
fn an_activity_that_the_parts_have_under_another_id_is_found_there() {
    let guide = |id: &str, more: &str| activity(id, "Print the guide", more);
    let plan = |guide: String, id: &str| {
        let first = activity("w1", "Wells", &refers(id));
        format!("{HEAD}{}", priority("p", &[first, guide]))
    };
    let base = plan(guide("w2", ""), "w2");
    let changed = |id: &str| plan(guide(id, "        progress: 30\n"), id);
    let water = activity("w2", "Test the water", "        due: 2025-06-30\n");
    let first = activity("w1", "Wells", &refers("w3"));
    let parts = [
        format!("{HEAD}{}", priority("p", &[first, guide("w3", "")])),
        format!("schema: 1\npriorities:\n{}", priority("q", &[water])),
    ];
    let parts = parts.each_ref().map(String::as_str);
    for by_us in [false, true] {
        let found = settled(&base, &changed("w2"), &parts, by_us);
        let found = found.map(|found| (found.base, found.changed, found.notes.len()));
        assert_eq!(found, Some((plan(guide("w3", ""), "w3"), changed("w3"), 0)));
    }
}
