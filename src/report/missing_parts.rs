//! What is missing from an answer, because it cannot be read.

use serde::Serialize;

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
    pub fn sentence(&self, at: Option<&str>) -> String {
        let part = |number: usize, one: &str, many: &str| match number {
            0 => None,
            1 => Some(format!("1 {one}")),
            number => Some(format!("{number} {many}")),
        };
        let parts = [
            part(self.activities, "activity", "activities"),
            part(self.values, "value", "values"),
            part(self.plans, "plan from a fault of syntax on", "plans from a fault of syntax on"),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        let at = at.map_or_else(String::new, |at| format!(" at `{at}`"));
        format!("left out{at}, because it cannot be read: {}", parts.join(", "))
    }
}
