use crate::model::{Day, Folder, Period, Plan};

/// Which plan is meant where none is named.
#[derive(Clone, Copy, Debug)]
pub enum Choice<'f> {
    /// This one.
    Plan(&'f Plan<'f>),
    /// No period holds the day, and the period of this plan cannot be read: it might be the one.
    Unclear(&'f Plan<'f>),
    /// There is no plan.
    None,
}

/// The plan whose period holds the day (of several, the one that began last, then the last by name); else the latest that
/// began before it; else the first to begin.
pub fn choose<'f>(folder: &'f Folder<'f>, day: Day) -> Choice<'f> {
    let dated: Vec<(Period, &'f Plan<'f>)> = folder.plans.iter().filter_map(|plan| Some((plan.period?, plan))).collect();
    let latest = |wanted: &dyn Fn(&Period) -> bool| {
        let candidates = dated.iter().filter(|(period, _)| wanted(period));
        candidates.max_by_key(|(period, plan)| (period.start.value, &plan.name)).map(|&(_, plan)| plan)
    };
    if let Some(plan) = latest(&|period| period.holds(day)) {
        return Choice::Plan(plan);
    }
    if let Some(plan) = folder.plans.iter().find(|plan| plan.period.is_none()) {
        return Choice::Unclear(plan);
    }
    let first = || dated.iter().min_by_key(|(period, plan)| (period.start.value, &plan.name)).map(|&(_, plan)| plan);
    match latest(&|period| period.start.value <= day).or_else(first) {
        Some(plan) => Choice::Plan(plan),
        None => Choice::None,
    }
}
