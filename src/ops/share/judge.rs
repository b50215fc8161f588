//! The findings of `check` in the plans before they are shared, and in the states before.

use std::collections::HashMap;

use crate::analysis::{AsOf, Index};
use crate::diagnostic::{Diagnostic, FindingKey, Level};
use crate::format::{FileSet, read};
use crate::model::Day;
use crate::report::FoundFaults;
use crate::rules::judge;

/// The findings of `check` in a state of the plans.
pub(super) struct Judgement {
    /// The errors that no earlier state has.
    pub new_errors: FoundFaults,
    /// The number of other errors.
    pub old_errors: usize,
    /// The number of warnings.
    pub warnings: usize,
}

/// Judges a state of the plans beside the states that it comes from.
pub(super) fn judged(before: &[&FileSet], after: &FileSet, today: Day) -> Judgement {
    let found = findings(after, today);
    let warnings = found.iter().filter(|(level, _)| *level == Level::Warning).count();
    let errors: Vec<(Level, Diagnostic)> =
        found.into_iter().filter(|(level, _)| *level == Level::Error).collect();
    let number = errors.len();
    let mut known: HashMap<FindingKey<'static>, usize> = HashMap::new();
    if number > 0 {
        for state in before {
            // An error that two states have is one.
            let mut own: HashMap<FindingKey<'static>, usize> = HashMap::new();
            let errors = findings(state, today);
            for (_, error) in errors.iter().filter(|(level, _)| *level == Level::Error) {
                *own.entry(error.key().without_numbers()).or_default() += 1;
            }
            for (key, number) in own {
                let all = known.entry(key).or_default();
                *all = (*all).max(number);
            }
        }
    }
    let mut is_new = |error: &Diagnostic| match known.get_mut(&error.key().without_numbers()) {
        Some(left @ 1..) => {
            *left -= 1;
            false
        }
        _ => true,
    };
    let new: Vec<(Level, Diagnostic)> = errors.into_iter().filter(|(_, one)| is_new(one)).collect();
    Judgement {
        old_errors: number - new.len(),
        new_errors: FoundFaults::counted(new, &after.sources),
        warnings,
    }
}

fn findings(files: &FileSet, today: Day) -> Vec<(Level, Diagnostic)> {
    let reading = read(files);
    let as_of = AsOf { day: today, soon: reading.folder.config.soon };
    judge(&reading, &Index::new(&reading.folder), as_of, None).findings
}
