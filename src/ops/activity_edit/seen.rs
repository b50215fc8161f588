//! An activity or milestone as the user saw it before an edit, and whether it still says the same
//! when the edit is written.

use super::seen_changes::{Fields, changed, changed_meanwhile, gone, value};
use super::target::{ActivityEdit, EditTarget, target, target_of};
use crate::analysis::{ActivityFacts, PlanIndex, milestone_fields, recorded_fields};
use crate::edit::Value;
use crate::model::Milestone;
use crate::workspace::{LoadedPlans, Result};

/// An activity or milestone as the user saw it. An edit that is given it follows a milestone by its
/// title and its date, whatever its number is by then; and it overwrites no field that another
/// program has changed since.
#[derive(Clone, Debug)]
pub struct SeenItem {
    /// Its name, as it is among the ids of the edit.
    name: String,
    plan: String,
    id: String,
    fields: Fields,
    milestone: Option<SeenMilestone>,
}

/// A milestone as the user saw it.
#[derive(Clone, Debug)]
struct SeenMilestone {
    number: usize,
    /// How many milestones the activity had.
    of: usize,
    fields: Fields,
}

impl SeenItem {
    /// Takes the activity or milestone that a name means, as the plans say it now.
    ///
    /// # Errors
    /// If the name finds nothing, or several.
    pub fn new(plans: &LoadedPlans<'_>, plan: Option<&str>, name: &str) -> Result<Self> {
        let (target, number) = target_of(plans, plan, name)?;
        Ok(SeenItem::of(plans, target.plan, name, &target.id, number))
    }

    pub(in crate::ops) fn of(
        plans: &LoadedPlans<'_>,
        plan: &PlanIndex<'_>,
        name: &str,
        id: &str,
        number: Option<usize>,
    ) -> Self {
        let facts = written_facts(plans, plan, id);
        let own = |number: usize| {
            let all = facts.as_ref().map_or(&[][..], |facts| &facts.activity.milestones);
            let fields = all.iter().find(|own| own.number == number).map(milestone_fields);
            SeenMilestone { number, of: all.len(), fields: fields.unwrap_or_default() }
        };
        SeenItem {
            name: name.to_owned(),
            plan: plan.plan.name.clone(),
            id: id.to_owned(),
            fields: facts.as_ref().map(recorded_fields).unwrap_or_default(),
            milestone: number.map(own),
        }
    }

    /// Whether an id of an edit is the name of this.
    pub(super) fn is_named(&self, name: &str) -> bool {
        self.name == name
    }

    /// Returns the activity and the number that the milestone has now.
    pub(super) fn target<'f>(
        &self,
        plans: &LoadedPlans<'f>,
        plan: Option<&str>,
    ) -> Result<(EditTarget<'f>, Option<usize>)> {
        let activity = self.name.split_once('#').map_or(self.name.as_str(), |(id, _)| id);
        let target = target(plans, plan, activity)?;
        let Some(own) = &self.milestone else { return Ok((target, None)) };
        let now = target.plan.find_written(&target.id).map(|(_, activity)| activity);
        let all = now.map_or(&[][..], |activity| &activity.milestones);
        match own.find(all) {
            Some(now) => Ok((target, Some(now.number))),
            None => Err(gone(&self.id, value(&own.fields, "title"))),
        }
    }

    /// Refuses an edit that would write over a field that is not as it was seen.
    pub(super) fn check(
        &self,
        plans: &LoadedPlans<'_>,
        edited: &[ActivityEdit<'_>],
        number: Option<usize>,
    ) -> Result<()> {
        let is_it = |one: &&ActivityEdit<'_>| {
            (&one.target.plan.plan.name, &one.target.id) == (&self.plan, &self.id)
        };
        let Some(edit) = edited.iter().find(is_it).filter(|edit| edit.before != edit.after) else {
            return Ok(());
        };
        let Some(facts) = written_facts(plans, edit.target.plan, &self.id) else { return Ok(()) };
        let now = recorded_fields(&facts);
        let mut written = changed_keys(&edit.before, &edit.after);
        let mut found = Vec::new();
        if let (Some(seen), Some(number)) = (&self.milestone, number) {
            let own = facts.activity.milestones.iter().find(|own| own.number == number);
            let now = own.map(milestone_fields).unwrap_or_default();
            let item = |activity: &Value| {
                let items = activity.items("milestones");
                number.checked_sub(1).and_then(|at| items.get(at)).map(|item| item.value.clone())
            };
            let (before, after) = (item(&edit.before), item(&edit.after));
            let mut keys = changed_keys(
                before.as_ref().unwrap_or(&Value::Null),
                after.as_ref().unwrap_or(&Value::Null),
            );
            keys.push("title".to_owned());
            found.extend(changed(&seen.fields, &now, &keys));
            written.retain(|key| key != "milestones");
        } else {
            written.push("title".to_owned());
        }
        found.extend(changed(&self.fields, &now, &written));
        match found.is_empty() {
            true => Ok(()),
            false => Err(changed_meanwhile(&self.name, &found)),
        }
    }
}

impl SeenMilestone {
    /// Finds the milestone: by its title, then its date; where it was, if only its title is new.
    fn find<'a, 's>(&self, all: &'a [Milestone<'s>]) -> Option<&'a Milestone<'s>> {
        let has = |own: &&Milestone<'_>, keys: &[&str]| {
            let now = milestone_fields(own);
            keys.iter().all(|key| value(&now, key) == value(&self.fields, key))
        };
        let titled: Vec<&Milestone<'s>> = all.iter().filter(|own| has(own, &["title"])).collect();
        let dated: Vec<&Milestone<'s>> =
            titled.iter().copied().filter(|own| has(own, &["due"])).collect();
        let at_its_place = |among: &[&'a Milestone<'s>]| {
            among.iter().find(|own| own.number == self.number && all.len() == self.of).copied()
        };
        match (titled.as_slice(), dated.as_slice()) {
            ([one], _) | (_, [one]) => Some(one),
            ([], _) => {
                let others: Vec<_> = all.iter().filter(|own| has(own, &["due", "done"])).collect();
                at_its_place(&others)
            }
            (titled, []) => at_its_place(titled),
            (_, dated) => at_its_place(dated),
        }
    }
}

fn written_facts<'f>(
    plans: &LoadedPlans<'_>,
    plan: &'f PlanIndex<'f>,
    id: &str,
) -> Option<ActivityFacts<'f>> {
    let (priority, activity) = plan.find_written(id)?;
    Some(ActivityFacts::of_written(plan, priority, activity, plans.as_of))
}

/// Returns the keys that an edit writes.
fn changed_keys(before: &Value, after: &Value) -> Vec<String> {
    let keys = |value: &Value| match value {
        Value::Map(entries) => entries.iter().map(|entry| entry.key.clone()).collect(),
        _ => Vec::new(),
    };
    let mut all: Vec<String> = keys(before);
    all.extend(keys(after));
    all.sort_unstable();
    all.dedup();
    all.retain(|key| before.get(key) != after.get(key));
    all
}
