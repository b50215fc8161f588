//! What is missing from an answer, because it cannot be read.

use serde::Serialize;

use crate::diagnostic::{Argument, Message, list_of, message};

/// What is missing from an answer, because it cannot be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct MissingParts {
    /// Activities as a whole.
    pub activities: usize,
    /// Single values, in what was read otherwise.
    pub values: usize,
    /// Plans that end at a fault of syntax.
    pub plans: usize,
}

impl MissingParts {
    /// Whether an activity may be missing from the figures.
    pub fn concerns_figures(&self) -> bool {
        self.activities > 0 || self.plans > 0
    }

    /// In a sentence, at the revision that the reader has to be told:
    /// `left out at v1, because it cannot be read: 2 activities`.
    pub fn sentence(&self, at: Option<&str>) -> Message {
        let activities = message!(
            "report.missing-activities",
            "{number#1 activity|# activities}",
            number = self.activities
        );
        let values =
            message!("report.missing-values", "{number#1 value|# values}", number = self.values);
        let plans = message!(
            "report.missing-plans",
            "{number#1 plan|# plans} from a fault of syntax on",
            number = self.plans
        );
        let all = [(self.activities, activities), (self.values, values), (self.plans, plans)];
        let parts =
            list_of(all.into_iter().filter(|(number, _)| *number > 0).map(|(_, part)| part));
        let parts = parts.map_or_else(|| Argument::from(""), Argument::from);
        match at {
            None => {
                message!(
                    "report.missing-parts",
                    "left out, because it cannot be read: {parts}",
                    parts
                )
            }
            Some(at) => message!(
                "report.missing-parts-at",
                "left out at `{at}`, because it cannot be read: {parts}",
                at,
                parts
            ),
        }
    }
}
