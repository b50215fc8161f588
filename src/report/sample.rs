//! The status of the sample plan, which is a part of the program.

use super::StatusReport;

/// The status of the sample plan.
pub struct SampleReport<'f>(pub StatusReport<'f>);
