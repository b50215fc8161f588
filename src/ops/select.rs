//! Which activities are asked for.

use super::known_id::{NoSuch, known, organizations};
use super::me::own_organizations;
use crate::analysis::{ActivityFacts, Filter, PlanIndex};
use crate::diagnostic::{Message, did_you_mean, message};
use crate::format::{TypedDate, status_meant};
use crate::model::{Day, Status};
use crate::text::clean_line;
use crate::workspace::{Error, LoadedPlans, Result, understood_as};

/// Which activities are asked for. Several values of one field widen the selection, different
/// fields narrow it.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Selection {
    /// Organizations that own an activity: ids or short names.
    pub owners: Vec<String>,
    /// Organizations that own an activity or are a partner in it: ids or short names.
    pub involving: Vec<String>,
    /// Whether an organization of the user owns it: see [`super::me()`].
    pub mine: bool,
    /// Ids of priorities.
    pub priorities: Vec<String>,
    /// Ids of cross-cutting themes.
    pub themes: Vec<String>,
    /// Statuses.
    pub statuses: Vec<Status>,
    /// Tags.
    pub tags: Vec<String>,
    /// Whether it is overdue.
    pub overdue: bool,
    /// Whether it is due soon.
    pub due_soon: bool,
    /// The day before which it is due, as typed.
    pub due_before: Option<String>,
    /// The day after which it is due, as typed.
    pub due_after: Option<String>,
    /// Texts that it holds, in the title or elsewhere.
    pub search: Vec<String>,
}

impl Selection {
    /// Whether every activity is asked for.
    pub(super) fn is_everything(&self) -> bool {
        *self == Selection::default()
    }

    /// Returns the activities of a plan that are asked for, in file order.
    ///
    /// # Errors
    /// Where a value names what the plan does not have: a typo must not look like an empty plan.
    pub(crate) fn choose<'f>(
        &self,
        plans: &LoadedPlans<'f>,
        plan: &'f PlanIndex<'f>,
    ) -> Result<Vec<ActivityFacts<'f>>> {
        let filter = self.filter(plans, plan)?;
        Ok(ActivityFacts::all(plan, plans.as_of).filter(|facts| filter.accepts(facts)).collect())
    }

    fn filter(&self, plans: &LoadedPlans<'_>, plan: &PlanIndex<'_>) -> Result<Filter> {
        let mut owners = organizations(&plan.directory, &self.owners)?;
        if self.mine {
            owners.extend(own_organizations(plans, plan)?);
        }
        let priorities = plan.plan.priorities.iter().map(|priority| &*priority.id.value);
        let themes = plan.plan.themes.iter().map(|theme| &*theme.id.value);
        Ok(Filter {
            owners,
            involving: organizations(&plan.directory, &self.involving)?,
            priorities: known(NoSuch::Priority, &self.priorities, priorities)?,
            themes: known(NoSuch::Theme, &self.themes, themes)?,
            statuses: self.statuses.clone(),
            tags: self.tags.clone(),
            overdue: self.overdue,
            due_soon: self.due_soon,
            due_before: day(plans, "--due-before", self.due_before.as_deref(), TypedDate::first)?,
            due_after: day(plans, "--due-after", self.due_after.as_deref(), TypedDate::last)?,
            search: self.search.clone(),
        })
    }
}

/// Reads a day that may count from the day of the figures, and notes how it was understood.
fn day(
    plans: &LoadedPlans<'_>,
    flag: &str,
    text: Option<&str>,
    of_span: fn(TypedDate) -> Day,
) -> Result<Option<Day>> {
    let Some(text) = text else { return Ok(None) };
    let date = TypedDate::parse(text, plans.as_of.day).map_err(|error| {
        Error::usage(message!(
            "filter.not-date",
            "`{text}` is not a date for {flag}",
            text = clean_line(text),
            flag
        ))
        .hint(error.why())
    })?;
    let day = of_span(date);
    if !date.is_plain() {
        plans.note(understood_as(text, day));
    }
    Ok(Some(day))
}

/// Returns the status that a word names.
///
/// # Errors
/// With the status that may be meant, or with all that there are.
pub fn status_of(word: &str) -> Result<Status, Message> {
    Status::parse(word).ok_or_else(|| match status_meant(word) {
        Some(meant) => did_you_mean(meant),
        None => message!(
            "filter.known-statuses",
            "a status is {tatus}",
            tatus = Status::ALL.map(Status::as_str).join(", ")
        ),
    })
}
