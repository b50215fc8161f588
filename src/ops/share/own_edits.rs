//! What becomes of the user's earlier edits, which the journal has, when others' changes come in.

use std::collections::BTreeSet;

use super::Run;
use super::came_in::Steps;
use super::own_ids::GivenId;
use super::renamed_plan::{renamed, renamed_paths};
use crate::diagnostic::{Message, list_of_first, message};
use crate::ops::journal::{
    OtherValue, SaidByOther, carry_over, note_new_ids, note_renamed, note_said,
};
use crate::report::{ChangeByOthersKind, ShareStep};
use crate::store::PlanTree;
use crate::text::clean_line;
use crate::workspace::{Result, Workspace};

/// The most places that are named.
const NAMED: usize = 3;

impl Run<'_> {
    /// Keeps the new ids of the user's activities for `undo`.
    pub(super) fn keep_new_ids(&self, given: &[GivenId]) {
        if self.options.dry_run || given.is_empty() {
            return;
        }
        let given: Vec<_> = given.iter().map(GivenId::since).collect();
        let kept = Workspace::new(&self.place.options)
            .and_then(|workspace| note_new_ids(&workspace, &given));
        if let Err(error) = kept {
            self.dialogue.step(&ShareStep::Note(message!(
                "share.ids-not-kept",
                "`workplan undo` does not know the new ids: {why}",
                why = error.in_one_line()
            )));
        }
    }

    /// Lets the edits of plans that others have renamed be known under their new names, and tells
    /// of it.
    pub(super) fn keep_renamed(&self, trees: [&PlanTree; 2], is_told: bool) -> Result<()> {
        let names = renamed(self.states, trees, |_| true)?;
        for (old, new) in names.iter().filter(|_| !is_told) {
            self.dialogue.step(&ShareStep::Note(message!(
                "share.plan-was-renamed",
                "others renamed the plan {old} to {new}",
                old = clean_line(old),
                new = clean_line(new)
            )));
        }
        if self.options.dry_run || names.is_empty() {
            return Ok(());
        }
        let workspace = Workspace::new(&self.place.options)?;
        note_renamed(&workspace, &names, &renamed_paths(trees, &names))
    }

    /// Tells where others have written the same as the user, and keeps it for `undo`: it would be
    /// taken back for both.
    pub(super) fn tell_same(&self, steps: &Steps) {
        if self.options.dry_run || steps.is_empty() {
            return;
        }
        let me = self.place.trees.git.author().ok().flatten().map(|(name, _)| name);
        let mut said = Vec::new();
        for (by, changes) in steps {
            let author = by.author.as_deref().filter(|author| Some(*author) != me.as_deref());
            let changed = changes.iter().filter(|one| one.kind == ChangeByOthersKind::Changed);
            for one in changed {
                let Some((activity, author)) = one.activity.as_deref().zip(author) else {
                    continue;
                };
                said.extend(one.changes.iter().map(|change| OtherValue {
                    plan: &one.plan,
                    activity,
                    field: change.field,
                    value: &change.after,
                    author,
                }));
            }
        }
        // Without the journal, `undo` cannot do anything either.
        let noted = Workspace::new(&self.place.options)
            .and_then(|workspace| note_said(&workspace, &said))
            .unwrap_or_default();
        let authors: BTreeSet<&str> = noted.iter().map(|one| one.author.as_str()).collect();
        for author in authors {
            let place = |one: &SaidByOther| {
                Message::verbatim(clean_line(&format!("{} {}", one.activity, one.field)))
            };
            let places = noted.iter().filter(|one| one.author == author).map(place).collect();
            let Some(places) = list_of_first(places, NAMED) else { continue };
            self.dialogue.step(&ShareStep::Note(message!(
                "share.same-as-yours",
                "{author} has written the same as you: {places}. `workplan undo` leaves it",
                author = clean_line(author),
                places
            )));
        }
    }

    /// Lets the journal of edits go along with a moved workplans folder.
    pub(super) fn carry_journal(&self, folder: &str) {
        let (trees, title) = (&self.place.trees, self.place.title.as_str());
        // A folder that is the root has its own name in the journal.
        let own = if trees.in_root() { title } else { trees.way() };
        let new = if folder.is_empty() { title } else { folder };
        let carried: Result<()> = carry_over(trees.git.folder(), [own, new]);
        if let Err(error) = carried {
            self.dialogue.step(&ShareStep::Note(message!(
                "share.journal-stays",
                "`workplan undo` cannot take back in the new folder what you did in the old one: {why}",
                why = error.in_one_line()
            )));
        }
    }
}
