//! The plans from which something on the screen was read.

use std::fmt;
use std::sync::Arc;

use crate::workspace::Workspace;

/// The plans from which something on the screen was read.
#[derive(Clone, Default)]
pub(super) struct ShownPlans(pub Option<Arc<Workspace>>);

impl fmt::Debug for ShownPlans {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("plans")
    }
}

impl PartialEq for ShownPlans {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Some(own), Some(other)) => Arc::ptr_eq(own, other),
            (own, other) => own.is_none() && other.is_none(),
        }
    }
}

impl Eq for ShownPlans {}
