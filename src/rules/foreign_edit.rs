//! The rule `foreign-edit`: a commit that changes an activity, by an author who is not a focal
//! point of an owner or of a chair.

use super::commits::Commits;
use super::comparison::Comparison;
use super::place::about;
use crate::diagnostic::{Findings, message};
use crate::text::clean_line;

const NAME: &str = "foreign-edit";

/// Reports a commit that changes an activity if its author is not a focal point of an owner or of a
/// chair.
pub(super) fn check(since: &Comparison<'_>, commits: &Commits, found: &mut Findings) {
    for edit in commits.edits.iter().filter(|edit| !edit.by_speaker) {
        let Some(plan) = since.now.plan(&edit.plan) else { continue };
        let Some((_, activity)) = plan.find(&edit.id) else { continue };
        let who = format!("{} <{}>", clean_line(&edit.author), clean_line(&edit.email));
        let commit = edit.commit.get(..9).unwrap_or(&edit.commit);
        let message = message!(
            "foreign-edit.by-another",
            "{who} changed this activity in {commit}, but is not a focal point of an owner or of a chair",
            who,
            commit
        );
        found.push(about(NAME, plan, activity, activity.id.span, message).help(message!(
            "foreign-edit.ask-the-owner",
            "ask the owner to confirm; focal points are known by the email of their commits"
        )));
    }
}
