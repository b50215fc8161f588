//! Chooses the plan for a command that names none.

use super::plan_copies::{Overlap, copies_are_wanted};
use crate::model::{DateSpan, Day, Folder, Period, Plan};

/// The plan of a command that names none.
#[derive(Clone, Debug)]
pub enum PlanChoice<'f> {
    /// This plan.
    Plan(&'f Plan<'f>),
    /// No period holds the day, and this plan, whose period cannot be read, might be the one.
    Unclear(&'f Plan<'f>),
    /// One of these plans, which are copies of each other; by name.
    Copies(Vec<&'f Plan<'f>>),
    /// No plan exists.
    None,
}

/// Returns the plan whose period holds the day (of several, the one that began last, then the last
/// by name). Otherwise it is the latest plan that began before, or the first to begin. Between
/// copies of a plan there is no choice.
pub fn choose<'f>(folder: &'f Folder<'f>, day: Day) -> PlanChoice<'f> {
    by_period(folder, day, folder.plans.iter().find(|plan| plan.period.is_none()))
}

/// Chooses as [`choose`] does, also where a plan's period cannot be read: such a plan where its
/// name is a year that holds the day or where it has activities; else one whose period is known.
pub fn choose_likely<'f>(folder: &'f Folder<'f>, day: Day) -> PlanChoice<'f> {
    let choice = choose(folder, day);
    if !matches!(choice, PlanChoice::Unclear(_)) {
        return choice;
    }
    let is_named_so = |plan: &Plan<'_>| {
        DateSpan::parse(&plan.name).is_ok_and(|span| span.first() <= day && day <= span.last())
    };
    let unclear = || folder.plans.iter().filter(|plan| plan.period.is_none());
    let likely =
        unclear().filter(|plan| is_named_so(plan) || plan.written_activities().next().is_some());
    if let Some(plan) = likely.max_by_key(|plan| (is_named_so(plan), &plan.name)) {
        return PlanChoice::Plan(plan);
    }
    match by_period(folder, day, None) {
        PlanChoice::None => {
            unclear().max_by_key(|plan| &plan.name).map_or(PlanChoice::None, PlanChoice::Plan)
        }
        choice => choice,
    }
}

/// Chooses among the plans with known periods. If none holds the day, an unclear plan prevents the
/// choice.
fn by_period<'f>(
    folder: &'f Folder<'f>,
    day: Day,
    unclear: Option<&'f Plan<'f>>,
) -> PlanChoice<'f> {
    let dated: Vec<(Period, &'f Plan<'f>)> =
        folder.plans.iter().filter_map(|plan| Some((plan.period?, plan))).collect();
    let latest = |wanted: &dyn Fn(&Period) -> bool| {
        let candidates = dated.iter().filter(|(period, _)| wanted(period));
        candidates
            .max_by_key(|(period, plan)| (period.start.value, &plan.name))
            .map(|&(_, plan)| plan)
    };
    if let Some(plan) = latest(&|period| period.holds(day)) {
        return with_copies(folder, plan);
    }
    if let Some(plan) = unclear {
        return PlanChoice::Unclear(plan);
    }
    let first = || {
        dated
            .iter()
            .min_by_key(|(period, plan)| (period.start.value, &plan.name))
            .map(|&(_, plan)| plan)
    };
    match latest(&|period| period.start.value <= day).or_else(first) {
        Some(plan) => with_copies(folder, plan),
        None => PlanChoice::None,
    }
}

/// The plan, or it and its copies, unless the group's settings say that these are to be there.
fn with_copies<'f>(folder: &'f Folder<'f>, plan: &'f Plan<'f>) -> PlanChoice<'f> {
    let is_copy = |other: &&Plan<'_>| {
        other.name != plan.name && Overlap::of(plan, other).is_some_and(Overlap::is_copy)
    };
    let mut copies: Vec<&Plan<'_>> = folder.plans.iter().filter(is_copy).collect();
    if copies.is_empty() || copies_are_wanted(folder) {
        return PlanChoice::Plan(plan);
    }
    copies.push(plan);
    copies.sort_by(|a, b| a.name.cmp(&b.name));
    PlanChoice::Copies(copies)
}
