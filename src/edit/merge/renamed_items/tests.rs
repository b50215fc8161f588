//! Merges in which a side has given an item of a list another name.

use crate::diagnostic::Message;
use crate::edit::merge::{Merged, merge};

const BASE: &str = "schema: 1
title: P
lead: [river]
organizations:
  - {id: river, name: River Basin Office}
  - {id: coast, name: Coast Watch}
themes:
  - {id: gender, title: Gender}
priorities:
  - id: water
    title: Clean water
    activities:
      - id: w1
        title: Repair the wells
        owners: [river]
        themes: [gender]
        due: 2025-05-31
        milestones:
          - title: First
            due: 2025-04-01
          - title: Second
            due: 2025-05-01
        indicators:
          - title: Wells
            unit: wells
            target: 5
      - id: w2
        title: Train the operators
        owners: [coast, river]
        due: 2025-07-31
  - id: land
    title: Land
    activities:
      - id: l1
        title: Survey
        owners: [coast]
        due: 2025-07-31
";

fn merged(ours: &str, theirs: &str) -> Result<Merged, String> {
    merge(BASE, ours, theirs, Vec::new, 7).map_err(|why| format!("{why:?}"))
}

fn clean(ours: &str, theirs: &str) -> Result<String, String> {
    let merged = merged(ours, theirs)?;
    assert_eq!(merged.conflicts, [], "{}", merged.text);
    assert_eq!(merged.notes, [], "{}", merged.text);
    Ok(merged.text)
}

fn with(changes: &[(&str, &str)]) -> String {
    changes.iter().fold(BASE.to_owned(), |text, (old, new)| text.replace(old, new))
}

#[test]
fn two_new_names_for_one_item_are_a_conflict() -> Result<(), String> {
    for (old, one, other, place) in [
        ("river", "rivr1", "rivr2", "organization river, id"),
        ("gender", "g1", "g2", "theme gender, id"),
        ("id: water", "id: wat", "id: h2o", "priority water, id"),
        ("title: First", "title: First A", "title: First B", "milestone First, title"),
        ("title: Wells", "title: Wells A", "title: Wells B", "indicator Wells, title"),
    ] {
        let (ours, theirs) = (with(&[(old, one)]), with(&[(old, other)]));
        let found = merged(&ours, &theirs)?;
        let name = |text: &str| text.rsplit(": ").next().unwrap_or("").to_owned();
        let what = format!("ours has “{}”, theirs has “{}”", name(one), name(other));
        let found_at: Vec<String> =
            found.conflicts.iter().map(|one| format!("{}: {}", one.place(), one.what)).collect();
        let is_in_activity = old.starts_with("title");
        let place = if is_in_activity { format!("activity w1, {place}") } else { place.to_owned() };
        assert_eq!(found_at, [format!("{place}: {what}")]);
        assert_eq!(found.kept, [ours, theirs]);
    }
    Ok(())
}

#[test]
fn one_new_name_on_both_sides_is_none() -> Result<(), String> {
    for (old, new, also) in [
        ("river", "rivr1", ("name: River Basin Office", "name: Basin office")),
        ("gender", "g1", ("title: Gender", "title: Gender equality")),
        ("id: water", "id: wat", ("title: Clean water", "title: Water for all")),
        ("title: First", "title: First A", ("2025-04-01", "2025-04-15")),
        ("title: Wells", "title: Pumps", ("target: 5", "target: 6")),
    ] {
        let (ours, theirs) = (with(&[(old, new)]), with(&[(old, new), also]));
        assert_eq!(clean(&ours, &theirs)?, theirs);
        assert_eq!(clean(&theirs, &ours)?, theirs);
    }
    Ok(())
}

#[test]
fn a_new_name_on_one_side_takes_the_other_side_s_changes_along() -> Result<(), String> {
    let more = ("owners: [coast]", "owners: [coast, river]");
    for (old, new, also) in [
        ("river", "rivr1", ("name: River Basin Office", "name: Basin office")),
        ("river", "rivr1", more),
        ("gender", "g1", ("title: Survey", "title: Survey\n        themes: [gender]")),
        ("id: water", "id: wat", ("title: Clean water", "title: Water for all")),
        ("id: water", "id: wat", ("title: Repair the wells", "title: Repair all wells")),
        ("title: First", "title: First A", ("2025-05-01", "2025-05-05")),
        ("title: First", "title: First A", ("2025-04-01", "2025-04-15")),
    ] {
        let (ours, theirs) = (with(&[(old, new)]), with(&[also]));
        let expected = with(&[also, (old, new)]);
        assert_eq!(clean(&ours, &theirs)?, expected, "{old}");
        assert_eq!(clean(&theirs, &ours)?, expected, "{old}");
    }
    Ok(())
}

#[test]
fn another_item_in_its_place_is_another_one() -> Result<(), String> {
    let ours = with(&[
        ("  - {id: coast, name: Coast Watch}\n", "  - {id: forest, name: Foresters}\n"),
        ("coast", "forest"),
    ]);
    let theirs = with(&[("title: Survey", "title: Survey\n        partners: [coast]")]);
    let found = merged(&ours, &theirs)?;
    assert!(found.text.contains("name: Foresters") && found.text.contains("name: Coast Watch"));
    assert_eq!(
        found.notes.iter().map(Message::to_string).collect::<Vec<_>>(),
        ["organization coast: removed by one side, but used by the other: it was kept"]
    );
    Ok(())
}
