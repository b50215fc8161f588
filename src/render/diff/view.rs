//! What changed between two states: what every form of the answer shows.

use crate::analysis::PlanDiff;
use crate::model::{Day, RatingBands};
use crate::report::MissingParts;

/// What changed between two states of a folder.
pub struct DiffView<'f> {
    /// The day of the figures of both.
    pub as_of: Day,
    /// The earlier state.
    pub base: Option<DiffSide>,
    /// The later state; none for the working tree.
    pub head: Option<DiffSide>,
    /// The plans that differ.
    pub plans: Vec<PlanDiff<'f>>,
    /// What is missing from each of the two, because it cannot be read.
    pub left_out: [Option<MissingParts>; 2],
    /// The command that shows all of it.
    pub command: String,
    /// The group's idea of a rating.
    pub bands: RatingBands,
}

/// One of two states: a commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiffSide {
    /// As the user names it.
    pub name: String,
    /// Its full id.
    pub id: String,
}

impl DiffSide {
    /// What people call it: the name, and the id's beginning where the name does not say it.
    pub(crate) fn label(&self) -> String {
        let short: String = self.id.chars().take(7).collect();
        if self.id.starts_with(&self.name) { short } else { format!("{} ({short})", self.name) }
    }
}

impl DiffView<'_> {
    pub(super) fn base_label(&self) -> String {
        self.base.as_ref().map_or_else(String::new, DiffSide::label)
    }

    pub(super) fn head_label(&self) -> String {
        self.head.as_ref().map_or_else(|| "the files as they are".to_owned(), DiffSide::label)
    }

    /// What is missing from either state, a sentence each.
    pub(super) fn gaps(&self) -> Vec<String> {
        let [before, after] = &self.left_out;
        let at = |side: &Option<DiffSide>| side.as_ref().map(|side| side.name.clone());
        let told = [(before, at(&self.base)), (after, at(&self.head))].into_iter();
        told.filter_map(|(left_out, at)| Some(left_out.as_ref()?.sentence(at.as_deref()))).collect()
    }

    /// Said where no plan differs.
    pub(super) fn nothing(&self) -> &'static str {
        if self.left_out.iter().all(Option::is_none) {
            "no changes"
        } else {
            "no changes in what can be read"
        }
    }
}
