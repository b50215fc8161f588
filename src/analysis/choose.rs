use super::copies::{Overlap, copies_are_wanted};
use crate::model::{Day, Folder, Period, Plan};

/// Which plan is meant where none is named.
#[derive(Clone, Debug)]
pub enum Choice<'f> {
    /// This one.
    Plan(&'f Plan<'f>),
    /// No period holds the day, and the period of this plan cannot be read: it might be the one.
    Unclear(&'f Plan<'f>),
    /// One of these, which are copies of each other; by name.
    Copies(Vec<&'f Plan<'f>>),
    /// There is no plan.
    None,
}

/// The plan whose period holds the day (of several, the one that began last, then the last by name); else the latest that
/// began before it; else the first to begin. Between copies of a plan there is no choice.
pub fn choose<'f>(folder: &'f Folder<'f>, day: Day) -> Choice<'f> {
    let dated: Vec<(Period, &'f Plan<'f>)> = folder.plans.iter().filter_map(|plan| Some((plan.period?, plan))).collect();
    let latest = |wanted: &dyn Fn(&Period) -> bool| {
        let candidates = dated.iter().filter(|(period, _)| wanted(period));
        candidates.max_by_key(|(period, plan)| (period.start.value, &plan.name)).map(|&(_, plan)| plan)
    };
    if let Some(plan) = latest(&|period| period.holds(day)) {
        return with_copies(folder, plan);
    }
    if let Some(plan) = folder.plans.iter().find(|plan| plan.period.is_none()) {
        return Choice::Unclear(plan);
    }
    let first = || dated.iter().min_by_key(|(period, plan)| (period.start.value, &plan.name)).map(|&(_, plan)| plan);
    match latest(&|period| period.start.value <= day).or_else(first) {
        Some(plan) => with_copies(folder, plan),
        None => Choice::None,
    }
}

/// The plan, or it and its copies, unless the group's settings say that these are to be there.
fn with_copies<'f>(folder: &'f Folder<'f>, plan: &'f Plan<'f>) -> Choice<'f> {
    let is_copy = |other: &&Plan<'_>| other.name != plan.name && Overlap::of(plan, other).is_some_and(Overlap::is_copy);
    let mut copies: Vec<&Plan<'_>> = folder.plans.iter().filter(is_copy).collect();
    if copies.is_empty() || copies_are_wanted(folder) {
        return Choice::Plan(plan);
    }
    copies.push(plan);
    copies.sort_by(|a, b| a.name.cmp(&b.name));
    Choice::Copies(copies)
}
