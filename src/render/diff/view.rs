//! What changed between two states: what every form of the answer shows.

use crate::diagnostic::{Message, message};
use crate::report::{DiffReport, DiffSide};

impl DiffSide {
    /// What people call it: the name, and the id's beginning where the name does not say it.
    pub(crate) fn label(&self) -> String {
        let short: String = self.id.chars().take(7).collect();
        match self.id.as_str() {
            // A state that is not called by its commit.
            "" => self.name.clone(),
            id if id.starts_with(&self.name) => short,
            _ => format!("{} ({short})", self.name),
        }
    }
}

impl DiffReport<'_> {
    pub(super) fn base_label(&self) -> String {
        self.base.as_ref().map_or_else(String::new, DiffSide::label)
    }

    pub(super) fn head_label(&self) -> String {
        let files = || message!("diff.files", "the files as they are").to_string();
        self.head.as_ref().map_or_else(files, DiffSide::label)
    }

    /// What is missing from either state, a sentence each.
    pub(super) fn gaps(&self) -> Vec<Message> {
        let [before, after] = &self.left_out;
        let at = |side: &Option<DiffSide>| side.as_ref().map(|side| side.name.clone());
        let told = [(before, at(&self.base)), (after, at(&self.head))].into_iter();
        told.filter_map(|(left_out, at)| {
            left_out.as_ref().map(|left_out| left_out.sentence(at.as_deref()))
        })
        .collect()
    }

    /// Said where no plan differs.
    pub(super) fn nothing(&self) -> Message {
        if self.left_out.iter().all(Option::is_none) {
            message!("diff.no-changes", "no changes")
        } else {
            message!("diff.no-changes-readable", "no changes in what can be read")
        }
    }
}
