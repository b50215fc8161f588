//! The plans, and the day on which a rule looks at them.

use std::sync::OnceLock;

use crate::analysis::{AsOf, Index, PlanChoice, choose};

/// Input of a rule about one state: the plans and the day.
pub struct Scope<'f> {
    /// All the plans.
    pub index: &'f Index<'f>,
    /// The day.
    pub as_of: AsOf,
    /// The plan that an id alone means on that day, calculated on first use.
    home: OnceLock<Option<String>>,
}

impl<'f> Scope<'f> {
    pub(super) fn new(index: &'f Index<'f>, as_of: AsOf) -> Self {
        Scope { index, as_of, home: OnceLock::new() }
    }

    /// The name of the plan that a command is about where none is named.
    pub(super) fn plan_of_the_day(&self) -> Option<&str> {
        let home = self.home.get_or_init(|| match choose(self.index.folder, self.as_of.day) {
            PlanChoice::Plan(plan) => Some(plan.name.clone()),
            _ => None,
        });
        home.as_deref()
    }
}
