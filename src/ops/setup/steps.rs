//! The steps of a report.

use std::path::PathBuf;

use crate::report::{SetupPart, SetupState, SetupStep, SetupTarget};

/// Adds a step. The manual pages are one step for each state.
pub(super) fn add_step(
    steps: &mut Vec<SetupStep>,
    part: SetupPart,
    target: SetupTarget,
    state: SetupState,
) {
    // A file that stays is named.
    let is_named = matches!(state, SetupState::Other | SetupState::Changed);
    let target = match target {
        SetupTarget::File(path) if part == SetupPart::Manual && !is_named => {
            let folder = path.parent().map(PathBuf::from).unwrap_or_default();
            let earlier = steps.iter_mut().find_map(|step| match &mut step.target {
                SetupTarget::Files { folder: own, count }
                    if *own == folder && step.state == state =>
                {
                    Some(count)
                }
                _ => None,
            });
            if let Some(count) = earlier {
                *count += 1;
                return;
            }
            SetupTarget::Files { folder, count: 1 }
        }
        target => target,
    };
    steps.push(SetupStep { part, target, state });
}
