//! Faults that came in with what others did: edits are refused until they are corrected.

use std::collections::BTreeMap;

use super::Run;
use super::came_in::by_file;
use super::judge::judged;
use crate::diagnostic::{Message, message};
use crate::format::plan_of;
use crate::store::{PlanTree, read_folder};
use crate::text::clean_line;
use crate::workspace::Result;

/// The most files that are named.
const NAMED: usize = 3;

impl Run<'_> {
    /// Returns which files came in with new errors or cannot be opened, and from whom they are.
    pub(super) fn faults_in(
        &self,
        theirs: &str,
        [before, after]: [&PlanTree; 2],
    ) -> Result<Vec<Message>> {
        if before == after {
            return Ok(Vec::new());
        }
        let changed: Vec<&String> = before
            .keys()
            .chain(after.keys().filter(|path| !before.contains_key(*path)))
            .filter(|path| before.get(*path) != after.get(*path))
            .collect();
        let mut notes = self.unopened(theirs, &changed);
        notes.extend(self.with_errors(theirs, [before, after], &changed)?);
        let more = notes.len().saturating_sub(NAMED);
        notes.truncate(NAMED);
        if more > 0 {
            notes.push(message!(
                "share.more-faults",
                "{more#1 more file|# more files} came with errors: `workplan check` lists them",
                more
            ));
        }
        Ok(notes)
    }

    /// The changed files that cannot be opened here, such as a link out of the folder.
    fn unopened(&self, theirs: &str, changed: &[&String]) -> Vec<Message> {
        if self.options.dry_run {
            return Vec::new();
        }
        let there = read_folder(&self.place.folder).unwrap_or_default();
        let unopened = there.unreadable.iter().filter_map(|own| {
            let path =
                changed.iter().find(|path| own.path == format!("{}/{path}", there.folder))?;
            Some(message!(
                "share.came-unopened",
                "{path} by {author} cannot be opened: {why}. Edits are refused until it is removed \
                 or corrected",
                path = clean_line(&own.path),
                author = self.author_of(theirs, path),
                why = own.why.clone()
            ))
        });
        unopened.collect()
    }

    /// The files in which `check` finds errors that were not here before.
    fn with_errors(
        &self,
        theirs: &str,
        [before, after]: [&PlanTree; 2],
        changed: &[&String],
    ) -> Result<Vec<Message>> {
        let (old, new) = (self.states.file_set(before)?, self.states.file_set(after)?);
        let errors = judged(&[&old], &new, self.place.options.today).new_errors;
        let mut files: BTreeMap<&str, Vec<&Message>> = BTreeMap::new();
        for (_, error) in &errors.placed {
            let path = errors.sources[error.span.file].path.as_str();
            files.entry(path).or_default().push(&error.message);
        }
        let note = |(path, all): (&str, Vec<&Message>)| {
            let own = path.strip_prefix(&format!("{}/", self.place.title)).unwrap_or(path);
            let plan = plan_of(own);
            // An error can be in a file that nobody changed.
            let source = changed
                .iter()
                .find(|path| path.as_str() == own)
                .or_else(|| changed.iter().find(|path| plan.is_some() && plan_of(path) == plan))
                .or_else(|| changed.first());
            let author = self.author_of(theirs, source.map_or(own, |path| path.as_str()));
            let path = clean_line(path);
            let what =
                all.first().map_or_else(|| Message::verbatim(String::new()), |&one| one.clone());
            match &plan {
                Some(plan) => message!(
                    "share.came-with-errors",
                    "{path} has {number#1 new error|# new errors} by {author}: {what}. Edits of the \
                     plan {plan} are refused until `workplan check` finds no error in it",
                    path,
                    number = all.len(),
                    author,
                    what,
                    plan = clean_line(plan)
                ),
                None => message!(
                    "share.came-with-errors-for-all",
                    "{path} has {number#1 new error|# new errors} by {author}: {what}. Edits are \
                     refused until `workplan check` finds no error in it",
                    path,
                    number = all.len(),
                    author,
                    what
                ),
            }
        };
        Ok(files.into_iter().map(note).collect())
    }

    fn author_of(&self, theirs: &str, path: &str) -> Message {
        let (author, _) = by_file(self.place, (None, theirs), path).unwrap_or_default();
        author.map_or_else(|| message!("share.some-others", "the others"), Message::verbatim)
    }
}
