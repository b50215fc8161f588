//! Property of histories with unreadable revisions.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::Value;

use crate::support::workplan;
use crate::unreadable_revisions::{repository, revision, text};

/// The values of a field before and after.
type Step<'a> = (Option<&'a str>, Option<&'a str>);

proptest! {
    #![proptest_config(crate::support::cases(12))]

    /// A second computation, field by field: each readable value is compared with the last readable
    /// one.
    #[test]
    fn each_change_is_between_two_values_that_can_be_read(revisions in prop::collection::vec(revision(), 1..9)) {
        let is_bad = |value: &str| ["2024-02-31", "many", "[x]", "ongoin"].contains(&value);
        let mut meant: BTreeMap<(usize, &str), Step<'_>> = BTreeMap::new();
        for field in ["due", "progress", "remarks", "status"] {
            let values = revisions
                .iter()
                .enumerate()
                .filter_map(|(at, revision)| Some((at, *revision.as_ref()?.get(field)?)));
            let values: Vec<_> = values.filter(|(_, value)| !value.is_some_and(is_bad)).collect();
            for pair in values.windows(2).filter(|pair| pair[0].1 != pair[1].1) {
                meant.insert((pair[1].0, field), (pair[0].1, pair[1].1));
            }
        }
        let root = repository(&revisions.iter().map(text).collect::<Vec<_>>());
        let run = workplan(root.path(), &["log", "1", "2024", "--format", "json"]);
        if revisions.iter().all(Option::is_none) {
            prop_assert_eq!(run.code, Some(2));
            return Ok(());
        }
        let first = revisions.iter().position(Option::is_some).unwrap();
        let mut found = BTreeMap::new();
        for entry in run.json()["entries"].as_array().unwrap() {
            let at: usize = entry["author"].as_str().unwrap()[1..].parse().unwrap();
            for change in entry["changes"].as_array().unwrap().iter().filter(|_| at != first) {
                let shown = |value: &Value| match value {
                    Value::Null => None,
                    Value::String(text) => Some(text.clone()),
                    other => Some(other.to_string().trim_end_matches(".0").to_owned()),
                };
                found.insert(
                    (at, change["field"].as_str().unwrap().to_owned()),
                    (shown(&change["before"]), shown(&change["after"])),
                );
            }
        }
        let meant: BTreeMap<_, _> = meant
            .into_iter()
            .map(|((at, field), (before, after))| {
                ((at, field.to_owned()), (before.map(str::to_owned), after.map(str::to_owned)))
            })
            .collect();
        prop_assert_eq!(found, meant);
        let unclear = revisions
            .iter()
            .filter(|one| {
                one.as_ref()
                    .is_none_or(|fields| fields.values().flatten().any(|value| is_bad(value)))
            })
            .count();
        prop_assert_eq!(run.stderr.contains("passed over"), unclear > 0, "{}", run.stderr);
    }
}
