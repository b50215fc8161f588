//! The values of three versions of a plan, and the value that the merged file is to have.

use std::collections::HashSet;

use super::identity::{Identified, identify};
use super::outcome::{Beside, Favour};
use super::renamed_items::RenamedItems;
use super::three_way::{Merging, ThreeWay};
use super::words;
use crate::diagnostic::Message;
use crate::edit::value::Value;

/// The values of three versions, of a plan with its activities in a table.
pub(super) struct PlanSides {
    pub(super) values: [Value; 3],
    pub(super) is_plan: bool,
    pub(super) identified: Identified,
    /// Other ids that a side has changed.
    pub(super) renamed: RenamedItems,
    /// The names by which references in the plan may name it.
    pub(super) plans: Vec<String>,
    /// The sides that are chosen for conflicts.
    chosen: Vec<(Message, Favour)>,
}

impl PlanSides {
    pub(super) fn new(values: [Value; 3], beside: &Beside<'_>) -> Self {
        let [base, ours, theirs] = &values;
        let (plans, chosen) = (beside.plans.to_vec(), beside.chosen.to_vec());
        match (
            super::plan_table::to_table(base),
            super::plan_table::to_table(ours),
            super::plan_table::to_table(theirs),
        ) {
            (Some(mut base), Some(mut ours), Some(mut theirs)) => {
                let renamed = RenamedItems::find([&mut base, &mut ours, &mut theirs]);
                let sides = [&mut base, &mut ours, &mut theirs];
                let identified = identify(sides, &plans, beside.ids, words::references_in_file);
                let values = [base, ours, theirs];
                PlanSides { values, is_plan: true, identified, renamed, plans, chosen }
            }
            _ => {
                let (identified, renamed) = (Identified::default(), RenamedItems::default());
                PlanSides { values, is_plan: false, identified, renamed, plans, chosen }
            }
        }
    }

    /// Returns the identities of activities that are the same on each side that has them.
    pub(super) fn old_and_sure(&self) -> HashSet<&str> {
        let [base, ..] = &self.values;
        let identity = |item| super::item_name::identity(item);
        base.items(super::item_name::TABLE)
            .iter()
            .filter_map(|item| identity(&item.value))
            .filter(|identity| !self.identified.in_doubt.contains(*identity))
            .collect()
    }

    /// Calculates the value of the merged file, with the identities of its activities, and the
    /// conflicts.
    pub(super) fn meant(&self, favour: Favour) -> (Value, Merging) {
        let (in_doubt, plans) = (self.identified.in_doubt.clone(), self.plans.clone());
        let mut merging = Merging::new(favour);
        (merging.in_doubt, merging.plans) = (in_doubt, plans);
        merging.chosen.clone_from(&self.chosen);
        let [base, ours, theirs] = &self.values;
        let three = ThreeWay { base: Some(base), ours: Some(ours), theirs: Some(theirs) };
        let mut merged = merging.value(three).unwrap_or(Value::Null);
        if self.is_plan {
            let mut versions;
            let mut three = three;
            if !self.renamed.is_empty() {
                versions = self.values.clone();
                self.renamed.settle(&mut merged, &mut versions);
                let [base, ours, theirs] = &versions;
                three = ThreeWay { base: Some(base), ours: Some(ours), theirs: Some(theirs) };
            }
            super::dangling::settle(&mut merged, three, &mut merging);
            merged = super::plan_table::from_table(merged, three, &mut merging);
            super::plan_table::forbid_one_id_for_two(&merged, &mut merging);
        }
        (merged, merging)
    }
}
