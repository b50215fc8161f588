//! A plan against an earlier revision of itself.

use crate::analysis::Baseline;

/// A plan against an earlier revision of itself.
#[derive(Clone, Debug)]
pub struct BaselineComparison {
    /// The revision as the plan or the user names it.
    pub name: String,
    /// The commit's full id.
    pub revision: String,
    /// What became of the activities that were agreed then.
    pub figures: Baseline,
}
